//! One record becomes one entry.

use filature_model::{
    AccountId, Booked, Channel, Currency, Entry, Legs, Money, Party, Place, Problem, ProblemCode, SourceId,
};

use super::records::Record;
use super::told::read_date;
use crate::csv::amounts;
use crate::csv::dates::DateOrder;

/// What a record must know of its file.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) source: SourceId,
    pub(super) account: AccountId,
    pub(super) currency: Currency,
    pub(super) decimal_mark: u8,
    pub(super) date_order: DateOrder,
}

impl Context {
    /// An amount in minor units, with its sign.
    fn minor_units(&self, text: &str) -> Result<i64, String> {
        let written = amounts::read(text, self.decimal_mark, self.currency).map_err(|error| error.to_string())?;
        Ok(if written.negative { -written.minor } else { written.minor })
    }
}

/// The day and the amount of a record, which an opening balance has too.
pub(super) struct Figures {
    pub(super) booked: Booked,
    pub(super) minor: i64,
}

/// Reads the day and the amount of a record.
///
/// # Errors
/// The problem, when one of them cannot be read.
pub(super) fn figures(record: &Record<'_, '_>, context: &Context, place: Place) -> Result<Figures, Problem> {
    let problem = |code, column: &str, found: &str, expected: &str| {
        Problem::new(context.source, place, code, found, expected).in_column(column)
    };
    let Some(date) = record.value('D') else {
        return Err(problem(ProblemCode::MissingField, "D", "", "a date"));
    };
    let booked = read_date(date, context.date_order)
        .ok_or_else(|| problem(ProblemCode::BadDate, "D", date, "a date in the order of the mapping"))?;
    let read = |letter: char| record.value(letter).map(|text| (text, context.minor_units(text)));
    // Newer programs write the amount twice, the second time with room for more digits.
    let (column, (text, minor)) = match (read('T'), read('U')) {
        (Some(amount), Some((_, Ok(again)))) if amount.1 != Ok(again) => {
            return Err(problem(ProblemCode::BadAmount, "T", amount.0, "the amount of U"));
        }
        (Some(amount), _) => ("T", amount),
        (None, Some(amount)) => ("U", amount),
        (None, None) => return Err(problem(ProblemCode::MissingField, "T", "", "an amount")),
    };
    let minor = minor.map_err(|expected| problem(ProblemCode::BadAmount, column, text, &expected))?;
    Ok(Figures { booked, minor })
}

/// The entry of a record; what is doubtful goes to `notes`.
///
/// # Errors
/// The problem that makes it unreadable: then it is lost.
pub(super) fn entry(
    record: &Record<'_, '_>,
    context: &Context,
    place: Place,
    notes: &mut Vec<Problem>,
) -> Result<Entry, Problem> {
    let Figures { booked, minor } = figures(record, context, place)?;
    let legs = if minor < 0 { Legs::Debit } else { Legs::Credit };
    let amount = Money { minor: minor.abs(), currency: context.currency };
    let mut entry = Entry::new(place, legs, booked, amount);
    entry.statement = Some(0);
    entry.reference = record.value('N').map(str::to_owned);
    entry.channel = channel(record, legs);
    entry.text = text(record);
    if let Some(sum) = parts_off(record, context, minor) {
        let problem =
            Problem::new(context.source, place, ProblemCode::PartsDiffer, sum, record.value('T').unwrap_or_default());
        notes.push(problem.in_column("$"));
    }
    let own = Party { account: Some(context.account.clone()), ..Party::default() };
    let other = Party { name: record.value('P').map(str::to_owned), ..Party::default() };
    (entry.debtor, entry.creditor) = if legs == Legs::Debit { (own, other) } else { (other, own) };
    Ok(entry)
}

/// The name of an account of the owner's in a category such as `[Savings]`.
pub(super) fn own_account(category: &str) -> Option<&str> {
    category.strip_prefix('[')?.split(']').next()
}

/// How the money moved, as far as the number or the category says.
fn channel(record: &Record<'_, '_>, legs: Legs) -> Option<Channel> {
    let number = record.value('N').unwrap_or_default().to_ascii_uppercase();
    match (number.as_str(), legs) {
        ("ATM", Legs::Debit) => Some(Channel::CashOut),
        ("ATM", _) => Some(Channel::CashIn),
        ("EFT" | "TXFR" | "XFER" | "XFR" | "SEND", _) => Some(Channel::Transfer),
        _ => record.value('L').and_then(own_account).map(|_| Channel::Transfer),
    }
}

/// The memo, the category or the other account by its name, and the parts, in the order of the record.
fn text(record: &Record<'_, '_>) -> Option<String> {
    let mut text = String::new();
    for field in record.fields {
        let between = match field.letter {
            'M' | 'L' | 'S' => "; ",
            'E' => ": ",
            '$' => " ",
            _ => continue,
        };
        if field.value.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(field.value);
    }
    Some(text).filter(|text| !text.is_empty())
}

/// What the parts add up to, as written, where that is not the amount of the record.
fn parts_off(record: &Record<'_, '_>, context: &Context, minor: i64) -> Option<String> {
    let mut parts = record.fields.iter().filter(|field| field.letter == '$').map(|field| field.value).peekable();
    parts.peek()?;
    let sum = parts.try_fold(0_i64, |sum, part| sum.checked_add(context.minor_units(part).ok()?));
    match sum {
        Some(sum) if sum == minor => None,
        Some(sum) => Some(Money { minor: sum, currency: context.currency }.decimal()),
        None => Some("a part that cannot be read".to_owned()),
    }
}
