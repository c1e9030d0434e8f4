//! The first line of `:61:`, a statement line, and the balances.
//!
//! ```text
//! :61: YYMMDD [MMDD] C|D|RC|RD|EC|ED [letter] amount, N|F|S xxx customer's reference [//bank's reference]
//! :60F: C|D YYMMDD CCY amount,
//! ```
//!
//! `EC` and `ED` stand in interim reports alone: the bank expects the entry and has not booked it.

use filature_model::{Currency, Legs, ProblemCode, days_from_epoch, parse_minor};
use jiff::civil::Date;

/// A field that cannot be read: what kind of problem, what stands there, what was expected.
pub(super) type Flaw<'a> = (ProblemCode, &'a str, String);

/// Cuts off the mark of a statement line. A reversal of a credit takes money from the account, one of a debit gives it back.
fn marked(text: &str) -> Option<(&str, Legs, &str)> {
    let (length, legs) = match text.as_bytes() {
        [b'R', b'C', ..] => (2, Legs::Debit),
        [b'R', b'D', ..] => (2, Legs::Credit),
        [b'E', b'C', ..] => (2, Legs::Credit),
        [b'E', b'D', ..] => (2, Legs::Debit),
        [b'C', ..] => (1, Legs::Credit),
        [b'D', ..] => (1, Legs::Debit),
        _ => return None,
    };
    let (mark, rest) = text.split_at(length);
    Some((mark, legs, rest))
}

/// A statement line.
#[derive(Debug)]
pub(super) struct Booking<'a> {
    pub(super) value_text: &'a str,
    pub(super) entry_text: Option<&'a str>,
    pub(super) legs: Legs,
    pub(super) reversal: bool,
    /// Whether the bank only expects it.
    pub(super) expected: bool,
    pub(super) amount: &'a str,
    /// The type: a letter for who gives the code (N: SWIFT's list), and three more.
    pub(super) code: Option<&'a str>,
    pub(super) customer: &'a str,
    pub(super) bank: Option<&'a str>,
}

impl<'a> Booking<'a> {
    /// Reads the first line of a `:61:`.
    ///
    /// # Errors
    /// The flaw, when it has not the form above as far as the amount.
    pub(super) fn read(line: &'a str) -> Result<Self, Flaw<'a>> {
        let line = line.trim_start();
        let flaw = |code, expected: &str| (code, line, expected.to_owned());
        let (value_text, rest) =
            digits(line, 6).ok_or_else(|| flaw(ProblemCode::BadDate, "a value date YYMMDD at the start"))?;
        let (entry_text, rest) = digits(rest, 4).map_or((None, rest), |(text, rest)| (Some(text), rest));
        let (mark, legs, rest) =
            marked(rest).ok_or_else(|| flaw(ProblemCode::BadWord, "C, D, RC or RD behind the dates"))?;
        let (reversal, expected) = (mark.starts_with('R'), mark.starts_with('E'));
        // The third letter of the currency may follow.
        let rest = rest.strip_prefix(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest);
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit() && !matches!(byte, b',' | b'.'));
        let (amount, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let (code, references) = match rest.split_at_checked(4) {
            Some((code, references)) if is_code(code) => (Some(code), references),
            _ => (None, rest),
        };
        let mut slashes = memchr::memchr_iter(b'/', references.as_bytes());
        let (customer, bank) = match slashes.find(|at| references[*at..].starts_with("//")) {
            Some(at) => (&references[..at], Some(&references[at + 2..])),
            None => (references, None),
        };
        let bank = bank.map(str::trim).filter(|bank| !bank.is_empty());
        Ok(Self { value_text, entry_text, legs, reversal, expected, amount, code, customer: customer.trim(), bank })
    }

    /// The value date, if there is such a day.
    pub(super) fn value_on(&self) -> Option<Date> {
        date(self.value_text)
    }

    /// The booking date, if there is such a day: in the year that brings it nearest to the value date, since
    /// the two may stand on either side of New Year.
    pub(super) fn entry_on(&self, value_on: Option<Date>) -> Option<Date> {
        let text = self.entry_text?.as_bytes();
        let (month, day) = (two_digits(text, 0)?, two_digits(text, 2)?);
        let year = century(two_digits(self.value_text.as_bytes(), 0)?.into());
        let in_year = Date::new(year, month, day).ok();
        let Some(value_on) = value_on else { return in_year };
        let distance = |on: &Date| (days_from_epoch(*on) - days_from_epoch(value_on)).abs();
        // Within half a year no other year brings it nearer.
        if let Some(on) = in_year.filter(|on| distance(on) < 182) {
            return Some(on);
        }
        [year - 1, year, year + 1].into_iter().filter_map(|year| Date::new(year, month, day).ok()).min_by_key(distance)
    }
}

/// A balance.
#[derive(Debug)]
pub(super) struct StatedBalance {
    pub(super) minor: i64,
    pub(super) currency: Currency,
    pub(super) on: Option<Date>,
}

/// Reads the body of `:60:` or `:62:`.
///
/// # Errors
/// The flaw.
pub(super) fn balance(body: &str) -> Result<StatedBalance, Flaw<'_>> {
    let line = body.lines().next().unwrap_or("").trim();
    let flaw = |code, expected: &str| (code, line, expected.to_owned());
    let (is_debit, rest) = match line.split_at_checked(1) {
        Some(("C", rest)) => (false, rest),
        Some(("D", rest)) => (true, rest),
        _ => return Err(flaw(ProblemCode::BadWord, "C or D at the start")),
    };
    let (on, rest) = digits(rest, 6).ok_or_else(|| flaw(ProblemCode::BadDate, "a date YYMMDD"))?;
    let (code, amount) =
        rest.split_at_checked(3).ok_or_else(|| flaw(ProblemCode::BadCurrency, "a code of ISO 4217"))?;
    let currency = code.parse().map_err(|_| flaw(ProblemCode::BadCurrency, "a code of ISO 4217"))?;
    let minor = minor_units(amount, currency)?;
    Ok(StatedBalance { minor: if is_debit { -minor } else { minor }, currency, on: date(on) })
}

/// Reads an amount of the standard: digits with a decimal comma, which is always written.
///
/// An amount without its comma may be whole units or hundredths of them, so it is not taken.
///
/// # Errors
/// The flaw.
pub(super) fn minor_units(amount: &str, currency: Currency) -> Result<i64, Flaw<'_>> {
    let flaw = |expected: &str| (ProblemCode::BadAmount, amount, expected.to_owned());
    if !amount.as_bytes().contains(&b',') || !amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return Err(flaw("digits with a decimal comma"));
    }
    parse_minor(amount.as_bytes(), b',', currency).map_err(|error| flaw(&error.to_string()))
}

pub(super) fn digits(text: &str, count: usize) -> Option<(&str, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some((digits, rest))
}

fn is_code(text: &str) -> bool {
    text.starts_with(['N', 'F', 'S']) && text.bytes().skip(1).all(|byte| byte.is_ascii_alphanumeric())
}

/// A day as `YYMMDD`.
pub(super) fn date(text: &str) -> Option<Date> {
    let part = |from: usize| two_digits(text.as_bytes(), from);
    Date::new(century(part(0)?.into()), part(2)?, part(4)?).ok()
}

fn two_digits(text: &[u8], from: usize) -> Option<i8> {
    let digit = |at: usize| text.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    i8::try_from(digit(from)? * 10 + digit(from + 1)?).ok()
}

/// SWIFT's rule for years of two digits: 80 to 99 are of the last century.
fn century(year: i16) -> i16 {
    if year >= 80 { 1900 + year } else { 2000 + year }
}
