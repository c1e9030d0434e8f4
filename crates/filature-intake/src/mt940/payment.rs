//! Payments as SWIFT carries them: MT103, a customer's transfer, and MT101, orders to a bank.
//!
//! ```text
//! Message ─► parts (each field once, the rest a problem)
//!              ├─ party   :50a: and :59a:, and the banks by which their accounts are known
//!              ├─ transfer   MT103: one entry, paid on the day of :32A:
//!              └─ order      MT101: an entry for each :21:, none of which moves money
//! ```
//!
//! A payment names both sides, so it is a whole transfer and belongs to no statement. An account without an IBAN is
//! known by its bank: the one that the message names (`:52a:`, `:57a:`), else the one that sent or received it,
//! as the standard has it.

mod order;
mod party;
mod transfer;

use filature_model::{Currency, Entry, Money, Problem, ProblemCode, iban_check};
use jiff::civil::Date;

use super::booking::{self, Flaw, minor_units};
use super::interim::currency;
use super::reader::Reader;
use super::scan::Field;

pub(super) use order::read as orders;
pub(super) use transfer::read as transfer;

/// The field among these that has the tag.
fn find<'a>(fields: &[Field<'a>], tags: &[&str]) -> Option<Field<'a>> {
    fields.iter().copied().find(|field| tags.contains(&field.tag))
}

/// Says which fields are none of this message, or stand twice where one may stand.
fn note_unknown(reader: &mut Reader, fields: &[Field<'_>], known: &[&str], repeated: &[&str]) {
    let mut seen: Vec<&str> = Vec::new();
    for &field in fields {
        if !known.contains(&field.tag) && !repeated.contains(&field.tag) {
            reader.lose_field(field, "a field of the message");
        } else if seen.contains(&field.tag) {
            reader.lose_field(field, "one such field in a payment");
        } else if !repeated.contains(&field.tag) {
            seen.push(field.tag);
        }
    }
}

/// Reads `YYMMDD`.
fn day(text: &str) -> Result<(Date, &str), Flaw<'_>> {
    let flaw = || (ProblemCode::BadDate, text, "a date YYMMDD".to_owned());
    let (digits, rest) = booking::digits(text, 6).ok_or_else(flaw)?;
    Ok((booking::date(digits).ok_or_else(flaw)?, rest))
}

/// Reads a currency and an amount with a decimal comma.
fn money(text: &str) -> Result<Money, Flaw<'_>> {
    let (currency, amount): (Currency, &str) = currency(text)?;
    Ok(Money { minor: minor_units(amount, currency)?, currency })
}

/// The first line of a field.
fn first_line<'a>(field: &Field<'a>) -> &'a str {
    field.body.lines().next().unwrap_or("").trim()
}

/// The amount that was ordered in another currency than the one that is sent (`:33B:`): the payer's side of the
/// transfer. An amount in the same currency is the same payment before charges.
fn ordered(reader: &mut Reader, fields: &[Field<'_>], sent: Money) -> Option<Money> {
    let field = find(fields, &["33B"])?;
    match money(first_line(&field)) {
        Ok(ordered) => Some(ordered).filter(|ordered| ordered.currency != sent.currency),
        Err((_, found, expected)) => {
            reader.problem(field.line, ProblemCode::UnknownWord, ":33B:", found, &expected);
            None
        }
    }
}

/// Takes in an entry, and notes account numbers that fail their check.
fn push(reader: &mut Reader, entry: &Entry) {
    for (party, column) in [(&entry.debtor, ":50:"), (&entry.creditor, ":59:")] {
        if let Some(account) = &party.account
            && iban_check(account.as_str()) == Some(false)
        {
            let expected = "an IBAN with right check digits";
            let problem = Problem::new(reader.source, entry.place, ProblemCode::OddAccount, account.as_str(), expected);
            reader.problems.push(problem.in_column(column));
        }
    }
    reader.columns.push(entry);
}
