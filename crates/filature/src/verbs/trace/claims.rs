//! The claims of a call: from ids, from findings, from the takings of an account, from what it paid, from a list.

use std::collections::BTreeSet;

use filature_ledger::{Case, Ledger};
use filature_model::{Claim, ClaimedCredit, Currency, Finding, OUTSIDE, Transactions, decimal_string, parse_minor};

use super::names::{self, Found, Named, Names, credit_of, split_amount};
use super::period::Period;
use super::victims::List;
use crate::cli::TraceArguments;
use crate::outcome::Failure;
use crate::screen::{self, counted};
use crate::verbs::detect;

/// What claims are made of.
struct Grounds<'a> {
    case: &'a Case,
    ledger: &'a Ledger,
    names: &'a Names,
    found: Found,
    /// Only credits in this currency, where one was chosen.
    currency: Option<Currency>,
    /// The end of the trace.
    before_micros: Option<i64>,
}

/// A claim as the call writes it.
struct Asked<'a> {
    option: &'static str,
    name: &'a str,
    what: &'a str,
}

/// Texts of the call that may name transactions.
pub fn texts(arguments: &TraceArguments) -> impl Iterator<Item = &str> {
    let lists = arguments.claims.iter().filter_map(|claim| claim.split_once('='));
    lists.flat_map(|(_, list)| list.split(',').map(str::trim))
}

/// All claims of the call: those of each option in the order given.
pub fn of_call(
    case: &Case,
    ledger: &Ledger,
    names: &Names,
    arguments: &TraceArguments,
    lists: &[List],
    currency: Option<Currency>,
    before_micros: Option<i64>,
) -> Result<Vec<Claim>, Failure> {
    // What is no transaction may be a finding.
    let asks_for_findings = texts(arguments).any(|text| names.get(text) == Named::Nothing);
    let found = if asks_for_findings { Found::read(case)? } else { Found::default() };
    let grounds = Grounds { case, ledger, names, found, currency, before_micros };
    let mut claims = Vec::new();
    for text in &arguments.claims {
        claims.push(grounds.named(asked(text, "--claim", "NAME=TX[:AMOUNT][,...]")?)?);
    }
    for text in &arguments.takings {
        claims.push(grounds.takings(asked(text, "--takings", "NAME=ACCOUNT[:FROM..TO]")?)?);
    }
    for text in &arguments.paid_by {
        claims.push(grounds.paid_by(asked(text, "--paid-by", "NAME=ACCOUNT[:FROM..TO]")?)?);
    }
    for list in lists {
        claims.extend(list.claims(ledger, names, currency)?);
    }
    if claims.is_empty() {
        return Err(Failure::call(
            "there is no claim: name credits with --claim NAME=TX, takings with --takings NAME=ACCOUNT, payments with \
             --paid-by NAME=ACCOUNT, or a list with --claims FILE.csv; --of ACCOUNT asks what a balance is made of",
        ));
    }
    if let Some(currency) = currency {
        let chooses = !arguments.takings.is_empty()
            || !arguments.paid_by.is_empty()
            || lists.iter().any(List::looks_for_credits)
            || texts(arguments).any(|text| grounds.found.get(text).is_some());
        refuse_idle(&ledger.transactions, &claims, currency, chooses)?;
    }
    Ok(claims)
}

/// Refuses a currency that chooses nothing, or that a credit named by its id is not in: it would be taken for one into
/// which amounts are converted.
fn refuse_idle(ledger: &Transactions, claims: &[Claim], chosen: Currency, chooses: bool) -> Result<(), Failure> {
    let all = || claims.iter().flat_map(|claim| claim.credits.iter().map(move |credit| (claim, credit.transaction)));
    let other = all().find(|&(_, at)| credit_of(ledger, at as usize).1 != chosen);
    let found = match other {
        Some((claim, at)) => {
            let currency = credit_of(ledger, at as usize).1;
            format!("claim {}: credit {} is in {currency}; ", claim.name, ledger.ids[at as usize])
        }
        None if chooses => return Ok(()),
        None => String::new(),
    };
    Err(Failure::call(format!(
        "--currency {chosen}: {found}it chooses among several currencies of an account (--takings, --paid-by, --of), of a \
         finding or of a list by account and day, and converts nothing; a credit that is named by its id has one \
         currency, in which its claim is followed: leave --currency out"
    )))
}

fn asked<'a>(text: &'a str, option: &'static str, expected: &str) -> Result<Asked<'a>, Failure> {
    let off = || Failure::call(format!("{option} {text:?}: {expected} was expected"));
    let (name, what) = text.split_once('=').ok_or_else(off)?;
    let (name, what) = (name.trim(), what.trim());
    if name.is_empty() || what.is_empty() {
        return Err(off());
    }
    Ok(Asked { option, name, what })
}

impl Grounds<'_> {
    fn transactions(&self) -> &Transactions {
        &self.ledger.transactions
    }

    /// `--claim`: ids of transactions, entries, findings and leads.
    fn named(&self, asked: Asked<'_>) -> Result<Claim, Failure> {
        let mut credits = Credits::default();
        let mut unknown = Vec::new();
        self.refuse_decimal_commas(&asked)?;
        for text in asked.what.split(',').map(str::trim).filter(|text| !text.is_empty()) {
            match self.names.get(text) {
                Named::Transaction(transaction) => credits.name(ClaimedCredit { transaction, part_minor: None }),
                Named::MovedNothing => return Err(names::moved_nothing(&format!("claim {}", asked.name), text)),
                Named::Nothing => match self.found.get(text) {
                    Some(findings) => credits.extend(self.of_findings(asked.name, text, &findings)?),
                    None => match self.part(asked.name, text)? {
                        Some(credit) => credits.name(credit),
                        None => unknown.push(text),
                    },
                },
            }
        }
        if !unknown.is_empty() {
            return Err(Failure::call(format!(
                "claim {}: {}; a transaction's id, an entry's SOURCE:ROW or the id of a finding (filature detect) was \
                 expected, a transaction's or entry's with :AMOUNT behind it for a part",
                asked.name,
                self.names.nothing_of(&unknown)
            )));
        }
        if credits.0.is_empty() {
            return Err(Failure::call(format!("--claim {}: at least one id was expected", asked.name)));
        }
        Ok(credits.claim(asked.name))
    }

    /// A comma stands between ids, so that of an amount makes two texts: `TX:2100` and `00`.
    fn refuse_decimal_commas(&self, asked: &Asked<'_>) -> Result<(), Failure> {
        let texts: Vec<&str> = asked.what.split(',').map(str::trim).collect();
        for pair in texts.windows(2) {
            let [first, second] = pair else { continue };
            let digits = !second.is_empty() && second.bytes().all(|byte| byte.is_ascii_digit());
            if let Some((before, amount)) = split_amount(first)
                && digits
                && self.names.get(first) == Named::Nothing
                && matches!(self.names.get(before), Named::Transaction(_))
                && self.names.get(second) == Named::Nothing
            {
                return Err(Failure::call(format!(
                    "claim {}: {first},{second}: {}; a comma stands between ids",
                    asked.name,
                    names::decimal_point(&format!("{amount},{second}"))
                )));
            }
        }
        Ok(())
    }

    /// `TX:AMOUNT`; none where what stands before the amount is not known either.
    fn part(&self, claim: &str, text: &str) -> Result<Option<ClaimedCredit>, Failure> {
        let Some((before, amount)) = split_amount(text) else { return Ok(None) };
        match self.names.get(before) {
            Named::Transaction(transaction) => {
                part_of(self.transactions(), transaction, amount, &format!("claim {claim}: {text}")).map(Some)
            }
            Named::MovedNothing => Err(names::moved_nothing(&format!("claim {claim}"), before)),
            Named::Nothing if self.found.get(before).is_some() => Err(Failure::call(format!(
                "claim {claim}: {text}: a part can be taken of one credit, not of a finding; name the credits"
            ))),
            Named::Nothing => Ok(None),
        }
    }

    /// The credits of findings: those into the middle, where a finding has one.
    fn of_findings(&self, claim: &str, id: &str, findings: &[&Finding]) -> Result<Vec<ClaimedCredit>, Failure> {
        let all = findings.iter().flat_map(|finding| credits_of(self.transactions(), finding));
        let (mut positions, after): (Vec<u32>, Vec<u32>) = all.partition(|&at| self.is_taken(at as usize));
        if !after.is_empty() {
            let cut = counted(after.len(), "credit", "credits");
            let are = if after.len() == 1 { "is" } else { "are" };
            screen::say(&format!("claim {claim}: {cut} of {id} {are} after the end of the trace, and left out."));
        }
        positions.sort_unstable();
        positions.dedup();
        let none = "no credit arrives in an account of the case before the end of the trace; run `filature detect` again \
                    if files were added since, or name the credits";
        self.in_one_currency(&format!("claim {claim}: {id}"), none, positions)
    }

    /// `--takings`: all credits of an account.
    fn takings(&self, asked: Asked<'_>) -> Result<Claim, Failure> {
        let ledger = self.transactions();
        let period = Period::read(ledger, asked.what, asked.option)?;
        if !ledger.in_case[period.account as usize] {
            return Err(Failure::call(format!(
                "{} {}: that account is not in the case, so nothing can be followed there; add its statement, or ask what \
                 others received from it with --paid-by",
                asked.option, asked.what
            )));
        }
        let given_back: BTreeSet<u32> = ledger.reversals.iter().map(|pair| pair.0).collect();
        let (mut positions, mut returned) = (Vec::new(), 0);
        for at in self.all() {
            let position = at as usize;
            let arrives = ledger.creditor[position] == period.account && ledger.debtor[position] != period.account;
            if arrives && period.contains(ledger.credited[position].at_micros) && self.is_taken(position) {
                // What gives back an earlier debit of the account is no new money.
                if given_back.contains(&at) { returned += 1 } else { positions.push(at) }
            }
        }
        if returned > 0 {
            let what = if returned == 1 { "1 credit only takes" } else { &format!("{returned} credits only take") };
            screen::say(&format!("claim {}: left out: {what} back an earlier debit of the account.", asked.name));
        }
        self.of_positions(&asked, positions)
    }

    /// `--paid-by`: all that an account paid to others, where they received it.
    fn paid_by(&self, asked: Asked<'_>) -> Result<Claim, Failure> {
        let ledger = self.transactions();
        let period = Period::read(ledger, asked.what, asked.option)?;
        let (mut positions, mut gone) = (Vec::new(), 0);
        for at in self.all() {
            let position = at as usize;
            let leaves = ledger.debtor[position] == period.account && ledger.creditor[position] != period.account;
            if leaves && period.contains(ledger.debited[position].at_micros) && self.is_taken(position) {
                let payee = ledger.creditor[position];
                if payee != OUTSIDE && ledger.in_case[payee as usize] { positions.push(at) } else { gone += 1 }
            }
        }
        if gone > 0 {
            screen::say(&format!(
                "claim {}: left out, as nothing can be followed there: {} to accounts that are not in the case.",
                asked.name,
                counted(gone, "payment", "payments")
            ));
        }
        self.of_positions(&asked, positions)
    }

    fn all(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.transactions().ids).map(|(at, _)| at)
    }

    fn of_positions(&self, asked: &Asked<'_>, positions: Vec<u32>) -> Result<Claim, Failure> {
        let what = format!("{} {}={}", asked.option, asked.name, asked.what);
        let none = format!(
            "there is no such credit before the end of the trace; `filature statements {}` lists accounts and their days",
            self.case.folder().display()
        );
        let credits = self.in_one_currency(&what, &none, positions)?;
        Ok(Claim { name: asked.name.to_owned(), credits })
    }

    /// Credits of the one currency that there is or that was chosen, or the refusal that says which there are.
    fn in_one_currency(&self, what: &str, none: &str, mut positions: Vec<u32>) -> Result<Vec<ClaimedCredit>, Failure> {
        let currency_of = |at: u32| credit_of(self.transactions(), at as usize).1;
        if let Some(currency) = self.currency {
            positions.retain(|&at| currency_of(at) == currency);
        }
        let currencies: BTreeSet<String> = positions.iter().map(|&at| currency_of(at).to_string()).collect();
        match currencies.len() {
            0 => {
                let chosen = self.currency.map_or_else(String::new, |currency| format!(" in {currency}"));
                Err(Failure::call(format!("{what}{chosen}: {none}")))
            }
            1 => Ok(positions.into_iter().map(whole).collect()),
            _ => Err(Failure::call(format!(
                "{what}: there are credits in {}; choose one with --currency, and trace each in a call of its own",
                currencies.into_iter().collect::<Vec<_>>().join(", "),
            ))),
        }
    }

    /// Whether a transaction begins before the end of the trace.
    fn is_taken(&self, at: usize) -> bool {
        let ledger = self.transactions();
        let start = match (ledger.debtor[at], ledger.creditor[at]) {
            (OUTSIDE, _) => ledger.credited[at].at_micros,
            (_, OUTSIDE) => ledger.debited[at].at_micros,
            _ => ledger.at_micros(at),
        };
        self.before_micros.is_none_or(|before| start < before)
    }
}

/// The credits of a finding that arrive in an account of the case: into its middle, where it has one.
fn credits_of(ledger: &Transactions, finding: &Finding) -> impl Iterator<Item = u32> {
    let named: BTreeSet<&str> = finding.transactions.iter().map(String::as_str).collect();
    let middle = detect::middle(finding);
    let into_middle =
        move |payee: u32| middle.is_none_or(|middle| ledger.account(payee).is_some_and(|id| id.as_str() == middle));
    (0_u32..).zip(&ledger.ids).filter(move |(_, id)| named.contains(id.as_str())).map(|(at, _)| at).filter(move |&at| {
        let payee = ledger.creditor[at as usize];
        ledger.in_case.get(payee as usize) == Some(&true) && into_middle(payee)
    })
}

/// A whole credit.
fn whole(transaction: u32) -> ClaimedCredit {
    ClaimedCredit { transaction, part_minor: None }
}

/// A part of a credit, read in the currency that was received. All of it is no part.
pub fn part_of(ledger: &Transactions, transaction: u32, amount: &str, place: &str) -> Result<ClaimedCredit, Failure> {
    let (received, currency) = credit_of(ledger, transaction as usize);
    let part = parse_minor(amount.as_bytes(), b'.', currency)
        .map_err(|error| Failure::call(format!("{place}: {amount:?}: {error}; a part in {currency} was expected")))?;
    if part <= 0 || part > received {
        return Err(Failure::call(format!(
            "{place}: the credit is of {} {currency}: a part is more than 0 and not more than that",
            decimal_string(i128::from(received), currency)
        )));
    }
    Ok(ClaimedCredit { transaction, part_minor: (part < received).then_some(part) })
}

/// The credits of a claim, each with whether the call names it.
#[derive(Default)]
struct Credits(Vec<(ClaimedCredit, bool)>);

impl Credits {
    /// Adds a credit that the call names; what a finding brought already is not there twice.
    fn name(&mut self, credit: ClaimedCredit) {
        match self.0.iter_mut().find(|(known, named)| !named && *known == credit) {
            Some((_, named)) => *named = true,
            None => self.0.push((credit, true)),
        }
    }

    /// Adds the credits of a finding: those of two findings may be the same.
    fn extend(&mut self, credits: Vec<ClaimedCredit>) {
        let known: BTreeSet<u32> = self.0.iter().map(|(credit, _)| credit.transaction).collect();
        self.0
            .extend(credits.into_iter().filter(|credit| !known.contains(&credit.transaction)).map(|new| (new, false)));
    }

    fn claim(self, name: &str) -> Claim {
        Claim { name: name.to_owned(), credits: self.0.into_iter().map(|(credit, _)| credit).collect() }
    }
}
