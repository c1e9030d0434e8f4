//! What entries of different files have to do with each other.
//!
//! A reader knows one file. Here the files meet: an id that two rows carry, days that two statements of one
//! account cover, a report of the day and the statement that follows it, the payer's and the payee's line of one transfer. Each answer is a column of the entry
//! (`transaction`, `same_as`, `joined_by`), never a change or the loss of a row, and derives from content
//! alone: files come in the order of their ids, rows in the order of their files.

mod bookings;
mod days;
#[cfg(test)]
mod exports;
mod ids;
mod interim;
mod lines;
mod lists;
mod overlaps;
mod pairs;
mod runs;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use filature_model::{EntryId, Place, Problem, ProblemCode};

use crate::LedgerError;
use crate::build::Segment;
use crate::joins::Apart;
use crate::packed;
use crate::tables::Row;

pub use lines::{Spot, StatementLine, statement_lines};

/// What was settled for one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The transaction's id, where it is neither the file's own nor the entry's.
    pub transaction: Option<String>,
    /// The entry that shows the same booking already.
    pub same_as: Option<EntryId>,
    /// The ground on which it was joined with its other side.
    pub joined_by: Option<&'static str>,
}

/// Settles all segments, which are in the order of their source ids; `apart` are lines that are not one transfer, as a person
/// said.
///
/// # Errors
/// A bug of ours, when columns do not fit.
pub fn settle(segments: &mut [Segment], apart: &Apart) -> Result<(), LedgerError> {
    packed::openings::open(segments)?;
    let mut settled = BTreeMap::<Spot, Settled>::new();
    ids::settle(segments, &mut settled);
    let lines = statement_lines(segments);
    let mut problems = overlaps::settle(segments, &lines, &mut settled);
    problems.extend(interim::settle(segments, &lines, &mut settled));
    problems.extend(lists::settle(segments, &lines, &mut settled));
    for (segment, joins) in pairs::settle(&lines, &holders(segments), apart, &mut settled) {
        let source = segments[segment].source;
        let found = joins.to_string();
        problems.push((segment, Problem::new(source, Place::default(), ProblemCode::WeakJoin, found, "")));
    }
    for (segment, problem) in problems {
        segments[segment].problems.push(problem);
    }
    for (number, segment) in segments.iter_mut().enumerate() {
        for (batch_number, batch) in segment.entries.held_mut().iter_mut().enumerate() {
            let first = Spot { segment: number, batch: batch_number, at: 0 };
            let last = Spot { segment: number, batch: batch_number, at: usize::MAX };
            let of_batch: BTreeMap<usize, &Settled> =
                settled.range(first..=last).map(|(spot, settled)| (spot.at, settled)).collect();
            *batch = with_settled(batch, &of_batch)?;
        }
    }
    Ok(())
}

/// Who holds each account, by the first that says so, in the order of sources.
fn holders(segments: &[Segment]) -> BTreeMap<&str, &str> {
    let mut holders = BTreeMap::new();
    for segment in segments {
        let of_statements = segment.statements.iter().map(|known| (&known.account, &known.holder));
        let of_lists = segment.accounts.iter().map(|known| (&known.id, &known.holder));
        for (account, holder) in of_statements.chain(of_lists) {
            if let Some(holder) = holder {
                holders.entry(account.as_str()).or_insert(holder.as_str());
            }
        }
    }
    holders
}

/// The id of the entry at a spot.
fn entry_id(segments: &[Segment], spot: Spot) -> EntryId {
    let segment = &segments[spot.segment];
    EntryId {
        source: segment.source,
        row: segment.entries.held()[spot.batch].column(1).as_primitive::<UInt32Type>().value(spot.at),
    }
}

/// Where the entry at a spot stands in its file.
fn place(segments: &[Segment], spot: Spot) -> Place {
    let batch = &segments[spot.segment].entries.held()[spot.batch];
    let row = Row { batch, at: spot.at };
    Place { message: row.u32("message"), row: row.u32("row"), line: row.u32("line") }
}

fn with_settled(batch: &RecordBatch, settled: &BTreeMap<usize, &Settled>) -> Result<RecordBatch, LedgerError> {
    let schema = batch.schema();
    let mut columns = batch.columns().to_vec();
    let place = |name: &str| schema.index_of(name);
    let ids = place("transaction")?;
    if columns[ids].null_count() > 0 || settled.values().any(|settled| settled.transaction.is_some()) {
        columns[ids] = transaction_column(batch, columns[ids].as_string::<i32>(), settled);
    }
    if !settled.is_empty() {
        let column = |get: &dyn Fn(&Settled) -> Option<String>| -> ArrayRef {
            let values = (0..batch.num_rows()).map(|at| settled.get(&at).and_then(|settled| get(settled)));
            Arc::new(values.collect::<StringArray>())
        };
        columns[place("same_as")?] = column(&|settled| settled.same_as.map(|entry| entry.to_string()));
        columns[place("joined_by")?] = column(&|settled| settled.joined_by.map(str::to_owned));
    }
    Ok(RecordBatch::try_new(schema, columns)?)
}

/// The settled id, else the file's own, else the entry's.
fn transaction_column(batch: &RecordBatch, own: &StringArray, settled: &BTreeMap<usize, &Settled>) -> ArrayRef {
    let sources = batch.column(0).as_string::<i32>();
    let rows = batch.column(1).as_primitive::<UInt32Type>();
    let id = |at: usize| match settled.get(&at).and_then(|settled| settled.transaction.as_deref()) {
        Some(id) => id.to_owned(),
        None if own.is_valid(at) => own.value(at).to_owned(),
        None => format!("{}:{}", sources.value(at), rows.value(at)),
    };
    Arc::new(StringArray::from_iter_values((0..batch.num_rows()).map(id)))
}
