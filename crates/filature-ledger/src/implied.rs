//! Running balances in lists of whole transfers: for each account whose balance such a list states, the statement
//! that its rows imply.
//!
//! The canonical layout has `debtor_balance` and `creditor_balance`. An account with at least one stated balance
//! is checked over all its rows of that file, in order of time, then of `sequence`, then of the file; the opening
//! is what the first stated balance leaves when the rows before it are taken back.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use filature_model::{AccountId, Balance, Currency, EntryId, Place, Statement, from_days};

use crate::build::Segment;
use crate::settle::{Spot, StatementLine};
use crate::tables::Row;

/// A statement that a list implies, with its lines in order.
pub struct Implied<'a> {
    /// The statement; its ordinals follow those that the file has.
    pub statement: Statement,
    /// Its lines.
    pub lines: Vec<StatementLine<'a>>,
}

/// Whether a row of these states a balance.
pub fn states_balances(batch: &RecordBatch) -> bool {
    let states = |name: &str| batch.column_by_name(name).is_some_and(|column| column.null_count() < column.len());
    states("debtor_balance_minor") || states("creditor_balance_minor")
}

/// The statements that a list of transfers implies, by account.
pub fn implied(segment: &Segment) -> Vec<Implied<'_>> {
    let stated = segment.entries.held().iter().any(states_balances);
    if !stated || !segment.statements.is_empty() {
        return Vec::new();
    }
    let mut by_account = BTreeMap::<(&str, Currency), Vec<(i64, StatementLine<'_>)>>::new();
    for (batch_number, batch) in segment.entries.held().iter().enumerate() {
        for at in 0..batch.num_rows() {
            let spot = Spot { segment: 0, batch: batch_number, at };
            for debit in [true, false] {
                if let Some((instant, line)) = line(segment, Row { batch, at }, spot, debit) {
                    by_account.entry((line.own, line.currency)).or_default().push((instant, line));
                }
            }
        }
    }
    by_account.retain(|_, lines| lines.iter().any(|(_, line)| line.balance_minor.is_some()));
    (0_u32..).zip(by_account).map(|(ordinal, ((_, currency), lines))| statement(ordinal, currency, lines)).collect()
}

fn line<'a>(segment: &Segment, row: Row<'a>, spot: Spot, debit: bool) -> Option<(i64, StatementLine<'a>)> {
    let (own, other, balance) = if debit {
        ("debtor", "creditor", "debtor_balance_minor")
    } else {
        ("creditor", "debtor", "creditor_balance_minor")
    };
    let number = row.u32("row")?;
    // A row that another file already shows is left in: this is about what this file says of itself.
    let line = StatementLine {
        spot,
        id: EntryId { source: segment.source, row: number },
        statement: 0,
        sequence: row.i64("sequence").unwrap_or_default(),
        debit,
        own: row.text(own)?,
        other: row.text(other),
        other_name: None,
        cash: false,
        booked_on: row.date("booked_on").map(filature_model::days_from_epoch)?,
        amount_minor: row.i64("amount_minor")?,
        currency: row.text("currency")?.parse().ok()?,
        reference: None,
        text: None,
        paid: row.text("status").is_none(),
        balance_minor: row.i64(balance),
    };
    Some((row.micros("booked_at")?, line))
}

fn statement<'a>(ordinal: u32, currency: Currency, mut timed: Vec<(i64, StatementLine<'a>)>) -> Implied<'a> {
    timed.sort_by_key(|(instant, line)| (*instant, line.sequence, line.id, !line.debit));
    let mut lines: Vec<StatementLine<'a>> = timed.into_iter().map(|(_, line)| line).collect();
    for (place, line) in (0_i64..).zip(&mut lines) {
        line.sequence = place;
        line.statement = ordinal;
    }
    let signed = |line: &StatementLine<'_>| {
        let amount = if line.paid { line.amount_minor } else { 0 };
        if line.debit { -amount } else { amount }
    };
    let balance =
        |minor: i64, line: &StatementLine<'_>| Balance { minor, currency, on: from_days(line.booked_on), line: None };
    let first = lines.iter().position(|line| line.balance_minor.is_some());
    let opening = first.and_then(|first| {
        let moved = lines[..=first].iter().try_fold(0_i64, |sum, line| sum.checked_add(signed(line)))?;
        Some(balance(lines[first].balance_minor?.checked_sub(moved)?, lines.first()?))
    });
    let last = lines.iter().rposition(|line| line.balance_minor.is_some());
    let closing = last.and_then(|last| {
        let moved = lines[last + 1..].iter().try_fold(0_i64, |sum, line| sum.checked_add(signed(line)))?;
        Some(balance(lines[last].balance_minor?.checked_add(moved)?, lines.last()?))
    });
    let account = AccountId::written(lines.first().map_or("", |line| line.own));
    let day = |line: Option<&StatementLine<'_>>| line.and_then(|line| from_days(line.booked_on));
    Implied {
        statement: Statement {
            ordinal,
            place: Place::default(),
            number: None,
            account,
            holder: None,
            currency: Some(currency),
            from: day(lines.first()),
            to: day(lines.last()),
            opening,
            closing,
            unreadable_rows: 0,
        },
        lines,
    }
}
