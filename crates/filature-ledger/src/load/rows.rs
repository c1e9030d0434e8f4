use std::path::Path;

use arrow_array::RecordBatch;

use crate::{LedgerError, tables};

/// The rows of the entries, in memory or in their file: gone through batch by batch, a few columns at a time, so that the
/// columns of millions of rows need never be in memory together.
#[derive(Clone, Copy)]
pub enum Rows<'a> {
    /// In memory.
    Held(&'a [RecordBatch]),
    /// In `entries.parquet`.
    File(&'a Path),
}

impl Rows<'_> {
    /// Gives each batch to `take`, in order, with the number of its first row counted over all of them. There are these
    /// columns in it, and maybe more.
    ///
    /// # Errors
    /// The file's, and those of `take`.
    pub fn each(
        self,
        columns: &[&str],
        mut take: impl FnMut(usize, &RecordBatch) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let mut first = 0;
        let mut count = |batch: &RecordBatch| {
            let outcome = take(first, batch);
            first += batch.num_rows();
            outcome
        };
        match self {
            Self::Held(batches) => batches.iter().try_for_each(count),
            Self::File(path) => tables::each_batch(path, columns, |batch| count(&batch)),
        }
    }
}
