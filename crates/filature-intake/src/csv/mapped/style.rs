//! What a minus means in a table that says the direction otherwise too, by a column of debits or a word.
//!
//! Banks write it in two ways. For some it says the direction again: it stands on every debit, and one on a credit
//! is the reversal of a credit. For others it is a correction: of a debit, which gives money back, or of a credit,
//! which takes it. The two turn the same row in opposite directions, so one row must never decide for all: where
//! the debits of a table are partly with and partly without a minus, the running balance decides, if every step
//! of it agrees under one reading alone; otherwise no row with a minus is read.

use super::super::stretches::Record;
use super::amount::{Side, Stated};
use super::balance_row::balance_row;
use super::layout::Layout;
use super::steps::Steps;

/// What a minus means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minus {
    /// On a debit it says the direction again.
    Repeats,
    /// On a debit it is a correction, and gives money back.
    Corrects,
    /// It cannot be told.
    Untold,
}

impl Minus {
    /// Tells it from all rows of a table.
    pub fn of(rows: &[Record], layout: &Layout, steps: &Steps) -> Self {
        // Balances and sums are no debits, and stand on any side.
        let kinds = rows.iter().map(|row| balance_row(row, layout, false)).enumerate();
        let is_entry: Vec<bool> = kinds.map(|(at, kind)| kind.is_none_or(|kind| steps.is_entry(at, kind))).collect();
        let debits = || {
            let entries = steps.rows.iter().zip(&is_entry).filter(|(_, is_entry)| **is_entry);
            entries.filter_map(|(step, _)| step.stated).filter(|s| s.side == Side::Debit && s.written.minor != 0)
        };
        match (debits().any(|stated| stated.written.negative), debits().any(|stated| !stated.written.negative)) {
            (false, _) => Self::Corrects,
            (true, false) => Self::Repeats,
            (true, true) => {
                let goes = |newest_first: &bool| steps.order.is_none_or(|told| told == *newest_first);
                let orders: Vec<bool> = [false, true].into_iter().filter(goes).collect();
                let fits = |minus: Self| orders.iter().any(|&order| agrees(steps, &is_entry, minus, order));
                match (fits(Self::Repeats), fits(Self::Corrects)) {
                    (true, false) => Self::Repeats,
                    (false, true) => Self::Corrects,
                    _ => Self::Untold,
                }
            }
        }
    }

    /// Whether money goes out, and whether it is a reversal; none where that cannot be told.
    pub fn direction(self, stated: &Stated, positive_is_out: bool) -> Option<(bool, bool)> {
        let is_debit = stated.side == Side::Debit;
        match (stated.side, stated.written.negative, self) {
            (Side::Unsaid, negative, _) => Some((negative != positive_is_out, false)),
            (Side::Debit, true, Self::Repeats) => Some((true, false)),
            (_, true, Self::Untold) => None,
            (_, true, _) => Some((!is_debit, true)),
            (_, false, _) => Some((is_debit, false)),
        }
    }
}

/// Whether every step of the running balance agrees with a reading, the table going one way; and there is a step.
fn agrees(steps: &Steps, is_entry: &[bool], minus: Minus, newest_first: bool) -> bool {
    let mut any = false;
    for chain in &steps.chains {
        let mut running: Option<i64> = None;
        for position in 0..chain.len() {
            let at = chain[if newest_first { chain.len() - 1 - position } else { position }];
            if !is_entry[at] {
                continue;
            }
            let step = &steps.rows[at];
            let moved = step.stated.and_then(|stated| {
                let (out, _) = minus.direction(&stated, false)?;
                Some(if out { -stated.written.minor } else { stated.written.minor })
            });
            let computed = running.and_then(|running| running.checked_add(moved.unwrap_or_default()));
            if let (Some(computed), Some(balance)) = (computed, step.balance) {
                if computed != balance {
                    return false;
                }
                any = true;
            }
            running = step.balance.or(computed);
        }
    }
    any
}
