//! Payments to transfers, and bank accounts to accounts, once all entities are known.

use std::collections::BTreeMap;

use filature_model::{
    Account, AccountId, Booked, Currency, EntryColumns, Legs, Money, Place, Problem, ProblemCode, TextColumn,
};

use super::entities::{Entities, Entity, Kind};
use crate::account_book::{AccountBook, account_id};
use crate::unread::Unread;
use crate::{Format, Reading, Refusal};

/// What stands before the id of an entity that has no bank account.
const OWN_KEY: &str = "ftm";

/// Reads the payments.
///
/// # Errors
/// A bug of ours, when the columns do not fit.
pub(super) fn read(mut entities: Entities) -> Result<Reading, Refusal> {
    let mut problems = std::mem::take(&mut entities.problems);
    let mut unread = std::mem::take(&mut entities.unread);
    let mut ledger = Ledger {
        holders: holders(&entities, &mut unread),
        entities: &entities,
        accounts: AccountBook::default(),
        columns: EntryColumns::new(entities.source),
        unread,
    };
    for entity in &entities.all {
        match entity.kind {
            Kind::Account => {
                let account = ledger.bank_account(entity, &mut problems);
                if !ledger.accounts.add(account.clone()) {
                    let place = Place { line: Some(entity.line), ..Place::default() };
                    let code = ProblemCode::AccountConflict;
                    problems.push(Problem::new(entities.source, place, code, account.id.as_str(), ""));
                }
            }
            Kind::Payment => {
                if let Err(problem) = ledger.payment(entity) {
                    problems.push(problem);
                }
            }
            Kind::Party(_) | Kind::Ownership => {}
        }
    }
    problems.sort_by_key(|problem| problem.place.line);
    problems.extend(ledger.unread.problems(entities.source));
    Ok(Reading {
        format: Format::Ftm,
        entries: vec![ledger.columns.finish()?],
        statements: Vec::new(),
        accounts: ledger.accounts.into_accounts(),
        rates: Vec::new(),
        problems,
    })
}

/// Who holds each account by an `Ownership` of it; any other ownership is counted.
fn holders<'a>(entities: &'a Entities, unread: &mut Unread) -> BTreeMap<&'a str, &'a str> {
    let mut holders = BTreeMap::new();
    for entity in entities.all.iter().filter(|entity| entity.kind == Kind::Ownership) {
        let asset =
            entity.get("asset").filter(|id| entities.by_id(id).is_some_and(|asset| asset.kind == Kind::Account));
        match (asset, entity.get("owner")) {
            (Some(asset), Some(owner)) if !holders.contains_key(asset) => {
                holders.insert(asset, owner);
            }
            _ => unread.count("schema", "Ownership", entity.line),
        }
    }
    holders
}

struct Ledger<'a> {
    entities: &'a Entities,
    holders: BTreeMap<&'a str, &'a str>,
    accounts: AccountBook,
    columns: EntryColumns,
    unread: Unread,
}

/// One side of a payment.
#[derive(Default)]
struct Side<'a> {
    account: Option<AccountId>,
    party: Option<&'a Entity>,
}

impl<'a> Ledger<'a> {
    fn bank_account(&self, entity: &Entity, problems: &mut Vec<Problem>) -> Account {
        let place = Place { line: Some(entity.line), ..Place::default() };
        let mut told = |code, column: &str, found: &str, expected: &str| {
            problems.push(Problem::new(self.entities.source, place, code, found, expected).in_column(column));
        };
        let currency = entity.get("currency").and_then(|code| {
            let currency = code.to_uppercase().parse().ok();
            if currency.is_none() {
                told(ProblemCode::UnknownWord, "currency", code, "a code of ISO 4217");
            }
            currency
        });
        let mut day = |name: &'static str| {
            let written = entity.get(name)?;
            let on = written.parse::<Booked>().ok().map(|booked| booked.on);
            if on.is_none() {
                told(ProblemCode::BadDate, name, written, "YYYY-MM-DD");
            }
            on
        };
        let (opened_on, closed_on) = (day("openingDate"), day("closingDate"));
        let bank = entity.get("bank").and_then(|id| self.entities.by_id(id)).and_then(|bank| bank.get("name"));
        let bank = entity.get("bankName").or(bank).or_else(|| entity.get("bic"));
        let account =
            Account { opened_on, closed_on, bank: bank.map(str::to_owned), ..Account::new(number(entity), currency) };
        match self.holder(entity) {
            Some(holder) => described(account, holder),
            None => account,
        }
    }

    fn holder(&self, account: &Entity) -> Option<&'a Entity> {
        let id = account.first_of(&["holder", "owner"]).or_else(|| self.holders.get(account.id.as_str()).copied());
        self.entities.by_id(id?).filter(|entity| matches!(entity.kind, Kind::Party(_)))
    }

    /// A side; none where it would have to be guessed which of several it is.
    fn side(&mut self, payment: &Entity, party: &'static str, account: &'static str) -> Result<Side<'a>, Problem> {
        let one = |name: &'static str| match (payment.all(name).next(), payment.all(name).nth(1)) {
            (Some(_), Some(_)) => {
                let found = payment.all(name).collect::<Vec<_>>().join(", ");
                Err(self.problem(payment, ProblemCode::BadWord, name, &found, "one, and not several"))
            }
            (id, _) => Ok(id.map(str::to_owned)),
        };
        let (party_id, account_id) = (one(party)?, one(account)?);
        let entities = self.entities;
        let entity = party_id.as_deref().and_then(|id| entities.by_id(id));
        for (name, id, is_known) in [
            (party, &party_id, entity.is_some()),
            (account, &account_id, account_id.as_deref().is_some_and(|id| entities.by_id(id).is_some())),
        ] {
            if id.is_some() && !is_known {
                self.unread.count("Payment", &format!("{name} not in the file"), payment.line);
            }
        }
        if let Some(id) = account_id {
            let known = entities.by_id(&id).filter(|entity| entity.kind == Kind::Account);
            let account = known.map_or_else(|| AccountId::at_bank(OWN_KEY, &id), number);
            let party = entity.or_else(|| known.and_then(|account| self.holder(account)));
            return Ok(Side { account: Some(account), party });
        }
        let Some(id) = party_id else { return Ok(Side::default()) };
        let own = AccountId::written(&format!("{OWN_KEY}:{id}"));
        if let Some(entity) = entity {
            let _ = self.accounts.add(described(Account::new(own.clone(), None), entity));
        }
        Ok(Side { account: Some(own), party: entity })
    }

    fn problem(&self, payment: &Entity, code: ProblemCode, column: &str, found: &str, expected: &str) -> Problem {
        Problem::new(self.entities.source, place(payment), code, found, expected).in_column(column)
    }

    /// The amount in its currency, else what is stated in euro or dollars.
    fn amount(&self, payment: &Entity) -> Result<Money, Problem> {
        let stated = match (payment.get("amount"), payment.get("currency")) {
            (Some(_), Some(code)) => Some(("amount", code)),
            _ => [("amountEur", "EUR"), ("amountUsd", "USD")].into_iter().find(|(name, _)| payment.get(name).is_some()),
        };
        let Some((name, code)) = stated else {
            let missing = if payment.get("amount").is_some() { "currency" } else { "amount" };
            return Err(self.problem(payment, ProblemCode::MissingField, missing, "", "an amount and its currency"));
        };
        let bad = |code, found: &str, expected: &str| Err(self.problem(payment, code, name, found, expected));
        let Ok(currency) = code.to_uppercase().parse::<Currency>() else {
            return bad(ProblemCode::BadCurrency, code, "a code of ISO 4217");
        };
        let written: Vec<&str> = payment.all(name).collect();
        let [written] = written.as_slice() else {
            return bad(ProblemCode::BadAmount, &written.join(", "), "one amount");
        };
        match Money::parse(written, currency) {
            Ok(money) if money.minor >= 0 => Ok(money),
            Ok(_) => bad(ProblemCode::BadAmount, written, "a positive amount: payer and beneficiary say the direction"),
            Err(error) => bad(ProblemCode::BadAmount, written, &error.to_string()),
        }
    }

    fn payment(&mut self, payment: &Entity) -> Result<(), Problem> {
        let amount = self.amount(payment)?;
        let dates: Vec<&str> = payment.all("date").collect();
        let booked = match dates.as_slice() {
            [] => return Err(self.problem(payment, ProblemCode::MissingField, "date", "", "YYYY-MM-DD")),
            [written] => written.parse::<Booked>().ok(),
            _ => None,
        };
        let Some(booked) = booked else {
            return Err(self.problem(payment, ProblemCode::BadDate, "date", &dates.join(", "), "one day, YYYY-MM-DD"));
        };
        let payer = self.side(payment, "payer", "payerAccount")?;
        let payee = self.side(payment, "beneficiary", "beneficiaryAccount")?;
        if payer.account.is_none() && payee.account.is_none() {
            return Err(self.problem(payment, ProblemCode::MissingField, "payer", "", "a payer or a beneficiary"));
        }
        self.columns.begin(place(payment), Legs::Both, booked, amount.minor, amount.currency);
        let mut set = |column: TextColumn, text: Option<&str>| self.columns.text(column, text.unwrap_or_default());
        set(TextColumn::Transaction, Some(&payment.id));
        set(TextColumn::Reference, payment.get("transactionNumber"));
        let purpose: Vec<&str> = payment.all("purpose").collect();
        set(TextColumn::Text, Some(&purpose.join("; ")));
        let columns = [
            (&payer, TextColumn::Debtor, TextColumn::DebtorName, TextColumn::DebtorCountry, TextColumn::DebtorDocument),
            (
                &payee,
                TextColumn::Creditor,
                TextColumn::CreditorName,
                TextColumn::CreditorCountry,
                TextColumn::CreditorDocument,
            ),
        ];
        for (side, account, name, country, document) in columns {
            set(account, side.account.as_ref().map(AccountId::as_str));
            set(name, side.party.and_then(|party| party.get("name")));
            set(country, side.party.and_then(country_of));
            set(document, side.party.and_then(|party| party.first_of(&["idNumber", "passportNumber"])));
        }
        Ok(())
    }
}

fn place(payment: &Entity) -> Place {
    Place { message: None, row: Some(payment.row), line: Some(payment.line) }
}

/// The number of a bank account; one without a number stands by the id of its entity.
fn number(account: &Entity) -> AccountId {
    match (account.get("iban"), account.get("accountNumber")) {
        (Some(iban), _) => AccountId::written(iban),
        (None, Some(number)) => account_id(account.first_of(&["bic", "bankName"]).unwrap_or_default(), number),
        (None, None) => AccountId::written(&format!("{OWN_KEY}:{}", account.id)),
    }
}

fn country_of(party: &Entity) -> Option<&str> {
    party.first_of(&["country", "jurisdiction", "nationality"])
}

/// What is said of a holder, on the account.
fn described(account: Account, holder: &Entity) -> Account {
    let text = |name: &'static str| holder.get(name).map(str::to_owned);
    let Kind::Party(kind) = holder.kind else { return account };
    Account {
        holder: text("name"),
        country: country_of(holder).map(str::to_owned),
        kind,
        // Of a birth, the year alone is often all that is known; that is no day.
        birth_on: holder.get("birthDate").and_then(|written| written.parse::<Booked>().ok()).map(|booked| booked.on),
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
        ..account
    }
}
