//! AMLworld's layout (IBM; Altman et al., NeurIPS 2023): two columns named `Account`, so columns go by place.
//!
//! `Is Laundering` is the truth of the simulation: a detector that saw it would be cheating, so it is not read.

use std::borrow::Cow;

use filature_model::{
    AccountId, Booked, Currency, Legs, Place, ProblemCode, SourceId, TextColumn, iban_check, parse_minor,
};
use jiff::civil::Date;

use super::canonical::collect;
use super::fields::Fields;
use super::stretches::{Rows, read_rows};
use super::table::{Table, refuse_repeated};
use crate::{Format, Reading, Refusal};

const HEADER: [&str; 10] = [
    "timestamp",
    "from bank",
    "account",
    "to bank",
    "account",
    "amount received",
    "receiving currency",
    "amount paid",
    "payment currency",
    "payment format",
];

/// Payment formats and what they are here. `Cash` goes from account to account, so it is no withdrawal.
const CHANNELS: [(&str, &str); 5] =
    [("ach", "transfer"), ("wire", "transfer"), ("credit card", "card"), ("cheque", "cheque"), ("bitcoin", "crypto")];

/// Whether a header is of this layout; pandas renames the second `Account` to `Account.1`.
pub fn is_header(header: &[String]) -> bool {
    header.len() >= HEADER.len()
        && header
            .iter()
            .zip(HEADER)
            .all(|(column, name)| column == name || (name == "account" && column == "account.1"))
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    refuse_others(&table.header)?;
    let pieces = table.stretches();
    let all = read_rows(source, &pieces, table.header.len(), read_row)?;
    collect(Format::Amlworld, all, Vec::new())
}

/// Refuses a header of this layout in which a column stands twice that should not.
///
/// # Errors
/// The refusal, naming the column.
pub fn refuse_others(header: &[String]) -> Result<(), Refusal> {
    refuse_repeated(header, |name| HEADER.contains(&name) && name != "account")
}

/// Reads a row, which has the fields of the header, into an entry or a problem.
pub fn read_row(record: &Fields<'_>, place: Place, rows: &mut Rows) {
    let field = |at: usize| record.trimmed(at);
    let Some(booked) = timestamp(field(0)) else {
        return rows.problem(place, ProblemCode::BadDate, "Timestamp", field(0), "YYYY/MM/DD HH:MM");
    };
    let mut money = |amount: usize, currency: usize| {
        let name = field(currency);
        let Some(known) = currency_by_name(name) else {
            rows.problem(place, ProblemCode::BadCurrency, HEADER[currency], name, "a currency of AMLworld or ISO 4217");
            return None;
        };
        match parse_minor(field(amount).as_bytes(), b'.', known) {
            Ok(minor) if minor >= 0 => Some((minor, known)),
            _ => {
                rows.problem(place, ProblemCode::BadAmount, HEADER[amount], field(amount), "a positive amount");
                None
            }
        }
    };
    let (Some(received), Some(paid)) = (money(5, 6), money(7, 8)) else { return };
    rows.columns.begin(place, Legs::Both, booked, paid.0, paid.1);
    if received != paid {
        rows.columns.received(received.0, received.1);
    }
    for (bank, account, column) in [(1, 2, TextColumn::Debtor), (3, 4, TextColumn::Creditor)] {
        let number = field(account);
        match iban(number) {
            Some(iban) => rows.columns.text(column, &iban),
            None => rows.columns.joined_text(column, field(bank), number),
        }
    }
    let is_one_of = |(word, _): &&(&str, &str)| field(9).eq_ignore_ascii_case(word);
    rows.columns.text(TextColumn::Channel, CHANNELS.iter().find(is_one_of).map_or("other", |(_, channel)| channel));
}

/// The IBAN that a number is. It stands for itself, so that the list and a statement speak of one account. A bank's own number is
/// never taken for one of some country: AMLworld's are made up.
fn iban(number: &str) -> Option<Cow<'_, str>> {
    if !number.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    if iban_check(number) == Some(true) {
        return Some(Cow::Borrowed(number));
    }
    let normalised = AccountId::normalised(number);
    (iban_check(&normalised) == Some(true)).then_some(normalised)
}

/// `YYYY/MM/DD HH:MM`, as nearly every row has it.
fn plain_timestamp(text: &str) -> Option<Booked> {
    let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
    let [b'/', b'/', b' ', b':'] = [4, 7, 10, 13].map(|at| bytes[at]) else { return None };
    let number = |from: usize, digits: usize| {
        bytes[from..from + digits]
            .iter()
            .try_fold(0_i16, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0')))
    };
    let small = |from: usize| number(from, 2).and_then(|number| i8::try_from(number).ok());
    let date = Date::new(number(0, 4)?, small(5)?, small(8)?).ok()?;
    let (hour, minute) = (small(11)?, small(14)?);
    let of_day = (i64::from(hour) * 60 + i64::from(minute)) * 60_000_000;
    (hour < 24 && minute < 60).then(|| Booked::day_and_time(date, of_day))
}

/// `YYYY/MM/DD HH:MM`, seconds and single digits allowed.
fn timestamp(text: &str) -> Option<Booked> {
    if let Some(booked) = plain_timestamp(text) {
        return Some(booked);
    }
    let (date, time) = text.split_once(' ')?;
    let mut parts = date.split('/');
    let mut next = || parts.next();
    let date = Date::new(next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?).ok()?;
    let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() {
        return None;
    }
    let valid = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    valid.then(|| Booked::day_and_time(date, ((hour * 60 + minute) * 60 + second) * 1_000_000))
}

fn currency_by_name(name: &str) -> Option<Currency> {
    let code = match name {
        "US Dollar" => "USD",
        "Euro" => "EUR",
        "Yuan" => "CNY",
        "Yen" => "JPY",
        "Rupee" => "INR",
        "Ruble" => "RUB",
        "UK Pound" => "GBP",
        "Swiss Franc" => "CHF",
        "Canadian Dollar" => "CAD",
        "Australian Dollar" => "AUD",
        "Mexican Peso" => "MXN",
        "Brazil Real" => "BRL",
        "Saudi Riyal" => "SAR",
        "Shekel" => "ILS",
        "Bitcoin" => "BTC",
        code => code,
    };
    code.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_that_do_not_exist_are_refused() {
        assert!(timestamp("2022/09/03 11:23").is_some_and(|booked| booked.has_time));
        for text in ["2022/02/30 11:23", "2022/09/03", "2022/09/03 24:00", "2022/09/03 11", "03/09/2022 11:23", ""] {
            assert!(timestamp(text).is_none(), "{text:?}");
        }
    }
}
