//! A transfer in a list and the same transfer on a statement are one.
//!
//! A row of the canonical layout records a whole transfer. Where a statement of the payer or the payee is in the case too,
//! its line shows the same booking when account, day, side, amount, currency and the other account are equal: such a line
//! is then `same_as` the row, one line a side for each row. Where the line names no other account it could still be
//! the same; nobody can tell, so both stay and the doubt is noted, with how many rows it concerns.

use std::collections::{BTreeMap, HashMap};

use filature_model::{Currency, Place, Problem, ProblemCode};

use super::{Settled, Spot, StatementLine};
use crate::build::Segment;
use crate::tables::Row;

/// The account whose statement it is, whether it pays, the day, the amount and the currency.
type Key<'a> = (&'a str, bool, i32, i64, Currency);

/// Settles lists against statements; gives the problems to note, with the segment that each belongs to.
pub fn settle(
    segments: &[Segment],
    lines: &[StatementLine<'_>],
    settled: &mut BTreeMap<Spot, Settled>,
) -> Vec<(usize, Problem)> {
    let mut by_key = HashMap::<Key<'_>, Vec<&StatementLine<'_>>>::new();
    for line in lines.iter().rev().filter(|line| line.paid && !settled.contains_key(&line.spot)) {
        by_key.entry((line.own, line.debit, line.booked_on, line.amount_minor, line.currency)).or_default().push(line);
    }
    if by_key.is_empty() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (number, segment) in segments.iter().enumerate().filter(|(_, segment)| segment.statements.is_empty()) {
        let (mut same, mut doubtful) = (0_u64, 0_u64);
        for (batch_number, batch) in segment.entries.held().iter().enumerate() {
            for at in 0..batch.num_rows() {
                let spot = Spot { segment: number, batch: batch_number, at };
                if settled.get(&spot).is_some_and(|known| known.same_as.is_some()) {
                    continue;
                }
                let row = Row { batch, at };
                let (shown, unsure) = settle_row(segment, &row, &mut by_key, settled);
                same += u64::from(shown);
                doubtful += u64::from(unsure);
            }
        }
        let mut note = |code: ProblemCode, rows: u64| {
            if rows > 0 {
                let found = rows.to_string();
                problems.push((number, Problem::new(segment.source, Place::default(), code, found, "")));
            }
        };
        note(ProblemCode::OverlapSame, same);
        note(ProblemCode::PossibleDouble, doubtful);
    }
    problems
}

/// Whether a statement shows this row, and whether one may.
fn settle_row<'a>(
    segment: &Segment,
    row: &Row<'a>,
    by_key: &mut HashMap<Key<'a>, Vec<&StatementLine<'a>>>,
    settled: &mut BTreeMap<Spot, Settled>,
) -> (bool, bool) {
    let (mut shown, mut unsure) = (false, false);
    let fields = || {
        let day = row.date("booked_on").map(filature_model::days_from_epoch)?;
        Some((day, row.i64("amount_minor")?, row.text("currency")?.parse::<Currency>().ok()?, row.u32("row")?))
    };
    let (Some((day, amount, currency, number)), None) = (fields(), row.text("status")) else { return (false, false) };
    let (debtor, creditor) = (row.text("debtor"), row.text("creditor"));
    for (own, other, debit) in [(debtor, creditor, true), (creditor, debtor, false)] {
        let Some(own) = own else { continue };
        let Some(candidates) = by_key.get_mut(&(own, debit, day, amount, currency)) else { continue };
        if let Some(at) = candidates.iter().rposition(|line| line.other.is_some() && line.other == other) {
            let line = candidates.remove(at);
            let id = filature_model::EntryId { source: segment.source, row: number };
            settled.entry(line.spot).or_default().same_as = Some(id);
            shown = true;
        } else if candidates.iter().any(|line| line.other.is_none() || other.is_none()) {
            unsure = true;
        }
    }
    (shown, unsure)
}
