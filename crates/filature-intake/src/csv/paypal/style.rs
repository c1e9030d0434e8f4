//! How the file writes days and amounts, and which row is the oldest: told by all rows, never by one.

use filature_model::PaymentStatus;

use super::super::dates::{self, DateOrder};
use super::super::stretches::Record;
use super::rows::{Columns, Row, cell};
use crate::Refusal;

/// How a file is written.
pub(super) struct Style {
    /// The order of day and month; none where no row has a date.
    pub(super) order: Option<DateOrder>,
    /// Between whole and part of an amount.
    pub(super) mark: u8,
}

impl Style {
    /// Tells it from all rows.
    ///
    /// # Errors
    /// A refusal when two ways fit: nothing is guessed.
    pub(super) fn of(columns: &Columns, records: &[Record]) -> Result<Self, Refusal> {
        Ok(Self { order: order(columns, records)?, mark: mark(columns, records)? })
    }
}

fn order(columns: &Columns, records: &[Record]) -> Result<Option<DateOrder>, Refusal> {
    let written: Vec<&str> = records.iter().filter_map(|record| cell(record, columns.date)).collect();
    let reads = |order: DateOrder| {
        let days: Vec<_> = written.iter().map(|text| dates::read(text, order)).collect();
        (days.iter().flatten().count(), order, days)
    };
    let all = DateOrder::ALL.map(reads);
    let most = all.iter().map(|(count, ..)| *count).max().unwrap_or_default();
    let mut best = all.iter().filter(|(count, ..)| *count == most && most > 0);
    let Some((_, order, days)) = best.next() else { return Ok(None) };
    if best.all(|(_, _, other)| other == days) {
        return Ok(Some(*order));
    }
    Err(Refusal::new(
        "Nothing in the file tells the day from the month (03/04 may be in March or in April).",
        "Ask for a longer period, or for the file with days as YYYY-MM-DD.",
    ))
}

/// The mark before the last two digits; a point where no amount has decimals.
fn mark(columns: &Columns, records: &[Record]) -> Result<u8, Refusal> {
    let (mut comma, mut point) = (false, false);
    for record in records {
        for text in columns.money.iter().filter_map(|&at| cell(record, at)) {
            match text.as_bytes() {
                [.., b',', a, b] if a.is_ascii_digit() && b.is_ascii_digit() => comma = true,
                [.., b'.', a, b] if a.is_ascii_digit() && b.is_ascii_digit() => point = true,
                _ => {}
            }
        }
    }
    match (comma, point) {
        (true, true) => Err(Refusal::new(
            "Some amounts have a decimal comma and some a decimal point.",
            "Ask for the file again, in one language.",
        )),
        (true, false) => Ok(b','),
        _ => Ok(b'.'),
    }
}

/// Whether the newest row of a currency comes first: by the running balance, and where that cannot tell, by the times.
pub(super) fn is_newest_first(rows: &[Row<'_>]) -> bool {
    let moved: Vec<&Row<'_>> = rows.iter().filter(|row| row.status == PaymentStatus::Paid).collect();
    let steps = |newest_first: bool| {
        let fits = |pair: &&[&Row<'_>]| {
            let (before, after) = if newest_first { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
            before.balance.and_then(|balance| balance.checked_add(after.net())) == after.balance
                && after.balance.is_some()
        };
        moved.windows(2).filter(fits).count()
    };
    let by_time = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => first.booked.at_micros > last.booked.at_micros,
        _ => false,
    };
    match steps(true).cmp(&steps(false)) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => by_time,
    }
}
