use std::collections::BTreeSet;

use arrow_array::RecordBatch;
use filature_model::{EntryId, SourceId};
use rayon::prelude::*;

use super::watch::Watch;
use crate::tables::Row;

/// Rows that may not be shown, and what was looked for.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The rows.
    pub rows: BTreeSet<EntryId>,
    /// Their transactions.
    pub transactions: BTreeSet<String>,
    /// By what people are known.
    pub watch: Watch,
}

/// The rows that name somebody who is watched, from their day on, and all rows of the same transactions.
pub fn find(batches: &[&RecordBatch], watch: &Watch) -> Found {
    let of = |&batch: &&RecordBatch| -> Vec<EntryId> {
        each(&[batch]).filter(|row| watch.is_on(row)).filter_map(|row| id(&row)).collect()
    };
    let rows: Vec<Vec<EntryId>> = batches.par_iter().map(of).collect();
    close(batches, Found { rows: rows.into_iter().flatten().collect(), ..Found::default() })
}

/// Adds every row that shows the same transaction or the same booking as one that was found, until there are no more.
pub fn close(batches: &[&RecordBatch], mut found: Found) -> Found {
    loop {
        let before = (found.rows.len(), found.transactions.len());
        for row in each(batches) {
            let Some(id) = id(&row) else { continue };
            let same = row.text("same_as").and_then(|same| same.parse::<EntryId>().ok());
            let transaction = row.text("transaction");
            let is_found = found.rows.contains(&id)
                || same.is_some_and(|same| found.rows.contains(&same))
                || transaction.is_some_and(|transaction| found.transactions.contains(transaction));
            if is_found {
                found.rows.insert(id);
                found.rows.extend(same);
                found.transactions.extend(transaction.map(str::to_owned));
            }
        }
        if before == (found.rows.len(), found.transactions.len()) {
            return found;
        }
    }
}

/// All rows of these.
pub fn each<'a>(batches: &[&'a RecordBatch]) -> impl Iterator<Item = Row<'a>> {
    batches.iter().flat_map(|&batch| (0..batch.num_rows()).map(move |at| Row { batch, at }))
}

/// The id of a row.
pub fn id(row: &Row<'_>) -> Option<EntryId> {
    Some(EntryId { source: row.text("source")?.parse::<SourceId>().ok()?, row: row.u32("row")? })
}
