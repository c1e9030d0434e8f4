//! Tables at rest: Arrow batches to Parquet and back.

mod problems;
mod rates;
mod row;
mod statements;
mod write;

pub use problems::{problem_rows, problems_batch};
pub use rates::{rate_rows, rates_batch};
pub use row::{Row, texts};
pub use statements::{footing_word, statement_rows, statements_batch};
pub use write::{TableWriter, write, write_with};

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, StringArray};
use filature_model::SourceId;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::schema::types::SchemaDescriptor;

use crate::LedgerError;

/// Rows in one batch when reading.
const BATCH_ROWS: usize = 65_536;

/// Reads a table whole.
///
/// # Errors
/// The system's, or that it is no such table.
pub fn read(path: &Path) -> Result<Vec<RecordBatch>, LedgerError> {
    let mut batches = Vec::new();
    each_projected(
        path,
        |_| ProjectionMask::all(),
        |batch| {
            batches.push(batch);
            Ok(())
        },
    )?;
    Ok(batches)
}

/// Some columns of a table.
///
/// # Errors
/// As [`read`].
pub fn read_columns(path: &Path, columns: &[&str]) -> Result<Vec<RecordBatch>, LedgerError> {
    let mut batches = Vec::new();
    each_batch(path, columns, |batch| {
        batches.push(batch);
        Ok(())
    })?;
    Ok(batches)
}

/// Gives some columns of a table to `take`, batch by batch.
///
/// # Errors
/// As [`read`], and those of `take`.
pub fn each_batch(
    path: &Path,
    columns: &[&str],
    take: impl FnMut(RecordBatch) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    each_projected(path, |schema| ProjectionMask::columns(schema, columns.iter().copied()), take)
}

/// The same of a table that is open; `path` is what errors name.
///
/// # Errors
/// As [`each_batch`].
pub fn each_batch_of(
    file: File,
    path: &Path,
    columns: &[&str],
    take: impl FnMut(RecordBatch) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    each_of(file, path, |schema| ProjectionMask::columns(schema, columns.iter().copied()), take)
}

fn each_projected(
    path: &Path,
    mask: impl Fn(&SchemaDescriptor) -> ProjectionMask,
    take: impl FnMut(RecordBatch) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    each_of(File::open(path).map_err(LedgerError::io(path))?, path, mask, take)
}

fn each_of(
    file: File,
    path: &Path,
    mask: impl Fn(&SchemaDescriptor) -> ProjectionMask,
    mut take: impl FnMut(RecordBatch) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(LedgerError::damaged(path))?;
    let mask = mask(builder.parquet_schema());
    let reader =
        builder.with_projection(mask).with_batch_size(BATCH_ROWS).build().map_err(LedgerError::damaged(path))?;
    for batch in reader {
        take(batch.map_err(|error| LedgerError::Damaged {
            path: path.to_owned(),
            what: format!("cannot be read ({error}); delete the ledger folder to have it rebuilt"),
        })?)?;
    }
    Ok(())
}

/// How many rows of a table each source has, from the one column that says so.
///
/// # Errors
/// The system's, or that it is no such table.
pub fn count_by_source(path: &Path) -> Result<BTreeMap<SourceId, u64>, LedgerError> {
    let file = File::open(path).map_err(LedgerError::io(path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(LedgerError::damaged(path))?;
    let only = ProjectionMask::columns(builder.parquet_schema(), ["source"]);
    let reader =
        builder.with_projection(only).with_batch_size(BATCH_ROWS).build().map_err(LedgerError::damaged(path))?;
    let mut counts = BTreeMap::new();
    for batch in reader {
        let batch = batch?;
        count_runs(batch.column(0).as_string::<i32>(), &mut counts);
    }
    Ok(counts)
}

/// Adds the rows of each source. Rows of a source stand together, so each run is looked up once.
pub fn count_runs(sources: &StringArray, counts: &mut BTreeMap<SourceId, u64>) {
    let mut start = 0;
    while start < sources.len() {
        let name = sources.value(start);
        let end = (start..sources.len()).find(|&at| sources.value(at) != name).unwrap_or(sources.len());
        if let Ok(source) = name.parse() {
            *counts.entry(source).or_default() += (end - start) as u64;
        }
        start = end;
    }
}
