use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use crate::{LedgerError, atomic};

/// Rows in one row group: enough to compress well, few enough to hold one at a time.
const GROUP_ROWS: usize = 1 << 19;

/// Writes a table whole or not at all.
///
/// The columns of a row group are encoded side by side; where a group ends depends on row counts alone, so
/// the bytes are the same on any number of threads.
///
/// # Errors
/// The system's.
pub fn write(path: &Path, schema: &SchemaRef, batches: &[RecordBatch]) -> Result<(), LedgerError> {
    atomic::write(path, |file: &mut File| {
        encode(file, schema, batches).map_err(|error| match error {
            ParquetError::External(cause) => match cause.downcast::<std::io::Error>() {
                Ok(cause) => LedgerError::Io { path: path.to_owned(), cause: *cause },
                Err(cause) => LedgerError::Bug(cause.to_string()),
            },
            other => LedgerError::Bug(format!("{}: {other}", path.display())),
        })
    })
}

fn encode(file: &mut File, schema: &SchemaRef, batches: &[RecordBatch]) -> Result<(), ParquetError> {
    // No name of a program or version in the file: same input, same bytes.
    let properties = Arc::new(
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("filature".to_owned()).build(),
    );
    let parquet_schema = ArrowSchemaConverter::new().convert(schema)?;
    let mut writer = SerializedFileWriter::new(file, parquet_schema.root_schema_ptr(), properties)?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(schema));
    for (index, group) in groups(batches).into_iter().enumerate() {
        let columns = factory.create_column_writers(index)?;
        let chunks = encode_group(schema, columns, &group)?;
        let mut row_group = writer.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut row_group)?;
        }
        row_group.close()?;
    }
    writer.close()?;
    Ok(())
}

fn encode_group(
    schema: &SchemaRef,
    columns: Vec<ArrowColumnWriter>,
    group: &[RecordBatch],
) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
    columns
        .into_par_iter()
        .enumerate()
        .map(|(at, mut writer)| {
            for batch in group {
                // All columns are flat, so each has exactly one leaf.
                for leaf in compute_leaves(schema.field(at), batch.column(at))? {
                    writer.write(&leaf)?;
                }
            }
            writer.close()
        })
        .collect()
}

/// The rows in groups of [`GROUP_ROWS`], slicing batches that cross a border.
fn groups(batches: &[RecordBatch]) -> Vec<Vec<RecordBatch>> {
    let mut groups: Vec<Vec<RecordBatch>> = Vec::new();
    let (mut current, mut rows) = (Vec::new(), 0);
    for batch in batches {
        let mut start = 0;
        while start < batch.num_rows() {
            let take = (batch.num_rows() - start).min(GROUP_ROWS - rows);
            current.push(batch.slice(start, take));
            start += take;
            rows += take;
            if rows == GROUP_ROWS {
                groups.push(std::mem::take(&mut current));
                rows = 0;
            }
        }
    }
    if rows > 0 {
        groups.push(current);
    }
    groups
}
