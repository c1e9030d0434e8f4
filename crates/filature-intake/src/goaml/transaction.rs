//! A `transaction` becomes a whole transfer, where its payer and its payee can be told.

use filature_model::{
    Booked, Channel, Currency, EntryColumns, Legs, Money, PaymentStatus, Place, Problem, ProblemCode, SourceId,
    TextColumn,
};

use super::people::Notes;
use super::side::{Names, Side};
use super::words::{self, Role};
use crate::xml_tree::Element;

/// The sides of a transaction, and what could not be read on the way to them.
pub(super) struct Sides {
    pub(super) payer: Side,
    pub(super) payee: Side,
}

/// What every transaction of a report shares.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub(super) source: SourceId,
    pub(super) place: Place,
    pub(super) currency: Option<Currency>,
}

impl Context {
    fn problem(&self, code: ProblemCode, column: &str, found: &str, expected: &str) -> Problem {
        Problem::new(self.source, self.place, code, found, expected).in_column(column)
    }
}

/// Everybody that a transaction names, side by side with what role they have.
pub(super) struct Named {
    pub(super) role: Option<Role>,
    pub(super) word: String,
    pub(super) side: Side,
}

/// Reads all parties of a transaction, in the order of the file.
pub(super) fn parties(of: Element<'_>, notes: &mut Notes<'_>) -> Vec<Named> {
    let mut all = Vec::new();
    for child in of.children() {
        let (role, prefix) = match child.name() {
            "t_from_my_client" | "t_from" => (Role::Payer, "from_"),
            "t_to_my_client" | "t_to" => (Role::Payee, "to_"),
            _ => continue,
        };
        if let Some(side) = Side::read(child, &Names { prefix }, notes) {
            all.push(Named { role: Some(role), word: child.name().to_owned(), side });
        }
    }
    for party in of.list("involved_parties", "party").chain(of.children().filter(|child| child.name() == "t_party")) {
        let word = party.get("role").unwrap_or_default().to_owned();
        if let Some(side) = Side::read(party, &Names { prefix: "" }, notes) {
            all.push(Named { role: words::role(&word), word, side });
        }
    }
    all
}

/// The one payer and the one payee.
///
/// # Errors
/// The problem of a transaction in which it would have to be guessed who paid whom.
pub(super) fn sides(parties: Vec<Named>, context: &Context) -> Result<Sides, Problem> {
    let found: Vec<&str> = parties.iter().map(|party| party.word.as_str()).collect();
    let found = found.join(", ");
    let (mut payer, mut payee, mut others) = (None, None, 0_usize);
    for party in parties {
        let slot = match party.role {
            Some(Role::Payer) => &mut payer,
            Some(Role::Payee) => &mut payee,
            None => {
                others += 1;
                continue;
            }
        };
        if slot.is_some() {
            return Err(context.problem(ProblemCode::BadWord, "role", &found, "one payer and one payee"));
        }
        *slot = Some(party.side);
    }
    match (payer, payee, others) {
        (Some(payer), Some(payee), _) => Ok(Sides { payer, payee }),
        (_, _, 0) => Err(context.problem(ProblemCode::MissingField, "transaction", &found, "a payer and a payee")),
        _ => Err(context.problem(ProblemCode::BadWord, "role", &found, "roles that say who paid and who was paid")),
    }
}

/// What left the payer, and what the payee got where that is another currency.
///
/// # Errors
/// The problem of an amount or a currency that cannot be read.
fn amounts(of: Element<'_>, sides: &Sides, context: &Context) -> Result<(Money, Option<Money>), Problem> {
    let written = of.get("amount_local");
    let Some(local) = context.currency else {
        return Err(context.problem(
            ProblemCode::MissingField,
            "currency_code_local",
            "",
            "the currency of the report",
        ));
    };
    let Some(written) = written else {
        return Err(context.problem(ProblemCode::MissingField, "amount_local", "", "an amount"));
    };
    let amount = match Money::parse(written, local) {
        Ok(amount) if amount.minor >= 0 => amount,
        Ok(_) => return Err(context.problem(ProblemCode::BadAmount, "amount_local", written, "a positive amount")),
        Err(error) => return Err(context.problem(ProblemCode::BadAmount, "amount_local", written, &error.to_string())),
    };
    let payer = &sides.payer;
    let payee = &sides.payee;
    Ok(match (payer.foreign, payee.foreign) {
        (None, None) => (amount, None),
        (Some(sent), Some(got)) => (sent, (sent != got).then_some(got)),
        // An account in the currency that was sent gets that; the schema has no need to say it twice.
        (Some(sent), None) if payee.currency() == Some(sent.currency) => (sent, None),
        (None, Some(got)) if payer.currency() == Some(got.currency) => (got, None),
        (Some(sent), None) => (sent, (sent.currency != local).then_some(amount)),
        (None, Some(got)) => (amount, (got.currency != local).then_some(got)),
    })
}

/// How the money moved.
fn channel(sides: &Sides) -> Option<Channel> {
    let (payer, payee) = (&sides.payer, &sides.payee);
    if payer.is_cash() && payee.account.is_some() {
        return Some(Channel::CashIn);
    }
    if payee.is_cash() && payer.account.is_some() {
        return Some(Channel::CashOut);
    }
    let of = |side: &Side| side.funds.as_deref().and_then(words::channel);
    of(payer).or_else(|| of(payee))
}

/// The moment; midnight on the second is how the schema writes a day without a time.
fn booked(written: &str) -> Option<Booked> {
    let booked: Booked = written.parse().ok()?;
    let is_day = written.get(10..).is_some_and(|time| time.starts_with("T00:00:00"));
    Some(if is_day && booked.offset_minutes == 0 { Booked::day(booked.on) } else { booked })
}

/// Adds the transaction as an entry.
///
/// # Errors
/// The problem that makes it unreadable: then it is lost.
pub(super) fn push(
    of: Element<'_>,
    sides: &Sides,
    context: &Context,
    columns: &mut EntryColumns,
    notes: &mut Notes<'_>,
) -> Result<(), Problem> {
    let written = of.get("date_transaction");
    let (amount, received) = amounts(of, sides, context)?;
    let Some(written) = written else {
        return Err(context.problem(ProblemCode::MissingField, "date_transaction", "", "the day of the transaction"));
    };
    let Some(booked) = booked(written) else {
        return Err(context.problem(ProblemCode::BadDate, "date_transaction", written, "YYYY-MM-DDThh:mm:ss"));
    };
    columns.begin(context.place, Legs::Both, booked, amount.minor, amount.currency);
    if let Some(received) = received {
        columns.received(received.minor, received.currency);
    }
    if let Some(written) = of.get("value_date") {
        match written.parse::<Booked>() {
            Ok(value) => columns.value_on(value.on),
            Err(_) => notes.add(ProblemCode::BadValueDate, "value_date", written, "YYYY-MM-DD"),
        }
    }
    texts(of, sides, columns);
    status(of, columns, notes);
    Ok(())
}

fn texts(of: Element<'_>, sides: &Sides, columns: &mut EntryColumns) {
    let mut set = |column: TextColumn, text: Option<&str>| columns.text(column, text.unwrap_or_default());
    set(TextColumn::Transaction, of.get("transactionnumber"));
    set(TextColumn::Reference, of.get("internal_ref_number"));
    set(TextColumn::Text, of.get("transaction_description"));
    set(TextColumn::Terminal, of.first_of(&["agent_name", "transaction_location"]));
    if let Some(address) = of.child("transaction_address") {
        set(TextColumn::City, address.first_of(&["city", "town"]));
        set(TextColumn::Country, address.get("country_code"));
    }
    set(TextColumn::Channel, channel(sides).map(Channel::word));
    let number = |side: &Side| side.account.as_ref().map(|account| account.id.as_str().to_owned());
    set(TextColumn::Debtor, number(&sides.payer).as_deref());
    set(TextColumn::Creditor, number(&sides.payee).as_deref());
    set(TextColumn::DebtorName, sides.payer.described.name.as_deref());
    set(TextColumn::CreditorName, sides.payee.described.name.as_deref());
    set(TextColumn::DebtorCountry, sides.payer.country.as_deref());
    set(TextColumn::CreditorCountry, sides.payee.country.as_deref());
    set(TextColumn::DebtorDocument, sides.payer.described.document.as_deref());
    set(TextColumn::CreditorDocument, sides.payee.described.document.as_deref());
    set(TextColumn::DebtorPhone, sides.payer.described.phone.as_deref());
    set(TextColumn::CreditorPhone, sides.payee.described.phone.as_deref());
}

/// A transaction that was not carried out moves no money, and neither does one of which the code is not known.
fn status(of: Element<'_>, columns: &mut EntryColumns, notes: &mut Notes<'_>) {
    let Some(word) = of.get("transaction_status") else { return };
    match words::status(word) {
        Some(PaymentStatus::Paid) => {}
        Some(status) => {
            columns.text(TextColumn::Status, status.word());
            notes.add(ProblemCode::NotBooked, "transaction_status", word, "");
        }
        None => {
            columns.text(TextColumn::Status, PaymentStatus::Pending.word());
            let expected = "a word for complete or not; until it is known, it moves no money";
            notes.add(ProblemCode::UnknownWord, "transaction_status", word, expected);
        }
    }
}
