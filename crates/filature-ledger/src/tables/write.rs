use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, Encoding};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use rayon::prelude::*;

use crate::{LedgerError, atomic};

/// Rows in one row group: enough to compress well, few enough to hold one at a time.
const GROUP_ROWS: usize = 1 << 19;

/// Columns of numbers that hardly repeat and mostly go up: what is kept is the steps.
const RISING: [&str; 4] = ["row", "line", "sequence", "booked_at"];

/// Columns of which each value is another, but begins as the one before does: what is kept is how they go on.
const COUNTED: [&str; 1] = ["transaction"];

/// Writes a table whole or not at all.
///
/// # Errors
/// The system's.
pub fn write(path: &Path, schema: &SchemaRef, batches: &[RecordBatch]) -> Result<(), LedgerError> {
    write_with(path, schema, |table| table.push(batches))
}

/// Writes a table whole or not at all, its rows being those that `fill` pushes.
///
/// # Errors
/// The system's, and those of `fill`.
pub fn write_with(
    path: &Path,
    schema: &SchemaRef,
    fill: impl FnOnce(&mut TableWriter<&mut File>) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    atomic::write(path, |file: &mut File| {
        let mut table = TableWriter::new(path, file, schema)?;
        fill(&mut table)?;
        table.close()
    })
}

/// A table that is being written, row group by row group.
///
/// The columns of a row group are encoded side by side; where a group ends depends on row counts and on what is spliced in
/// alone, so the bytes are the same on any number of threads.
pub struct TableWriter<W: Write + Send> {
    path: PathBuf,
    schema: SchemaRef,
    writer: SerializedFileWriter<W>,
    factory: ArrowRowGroupWriterFactory,
    /// The columns of the open group; none where there is none.
    columns: Vec<ArrowColumnWriter>,
    /// Its rows so far.
    rows: usize,
    /// Groups that are closed.
    groups: usize,
}

impl<W: Write + Send> TableWriter<W> {
    /// A table without rows, into `file`; `path` is what errors name.
    ///
    /// # Errors
    /// The system's.
    pub fn new(path: &Path, file: W, schema: &SchemaRef) -> Result<Self, LedgerError> {
        let begun = || {
            let parquet_schema = ArrowSchemaConverter::new().convert(schema)?;
            SerializedFileWriter::new(file, parquet_schema.root_schema_ptr(), Arc::new(properties(schema)))
        };
        let writer = begun().map_err(|error| failed(path, error))?;
        let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(schema));
        let schema = Arc::clone(schema);
        Ok(Self { path: path.to_owned(), schema, writer, factory, columns: Vec::new(), rows: 0, groups: 0 })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// The system's.
    pub fn push(&mut self, batches: &[RecordBatch]) -> Result<(), LedgerError> {
        let (mut run, mut ahead) = (Vec::new(), 0);
        for batch in batches {
            let mut start = 0;
            while start < batch.num_rows() {
                let take = (batch.num_rows() - start).min(GROUP_ROWS - self.rows - ahead);
                run.push(batch.slice(start, take));
                start += take;
                ahead += take;
                if self.rows + ahead == GROUP_ROWS {
                    self.encode(&run)?;
                    self.end_group()?;
                    (run, ahead) = (Vec::new(), 0);
                }
            }
        }
        self.encode(&run)
    }

    /// Adds all rows of another table with this schema as they are encoded there, in groups of their own.
    ///
    /// # Errors
    /// The system's.
    pub fn splice(&mut self, other: &File) -> Result<(), LedgerError> {
        self.end_group()?;
        self.copy_groups(other).map_err(|error| failed(&self.path, error))
    }

    /// Ends the table.
    ///
    /// # Errors
    /// The system's.
    pub fn close(mut self) -> Result<(), LedgerError> {
        self.end_group()?;
        self.writer.close().map(drop).map_err(|error| failed(&self.path, error))
    }

    fn encode(&mut self, run: &[RecordBatch]) -> Result<(), LedgerError> {
        if run.is_empty() {
            return Ok(());
        }
        let failed = |error| failed(&self.path, error);
        if self.columns.is_empty() {
            self.columns = self.factory.create_column_writers(self.groups).map_err(failed)?;
        }
        self.rows += run.iter().map(RecordBatch::num_rows).sum::<usize>();
        let schema = &self.schema;
        let encoded = self.columns.par_iter_mut().enumerate().try_for_each(|(at, writer)| {
            for batch in run {
                // All columns are flat, so each has exactly one leaf.
                for leaf in compute_leaves(schema.field(at), batch.column(at))? {
                    writer.write(&leaf)?;
                }
            }
            Ok(())
        });
        encoded.map_err(failed)
    }

    fn end_group(&mut self) -> Result<(), LedgerError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let columns = std::mem::take(&mut self.columns);
        let ended = || {
            let chunks = columns.into_par_iter().map(ArrowColumnWriter::close).collect::<Result<Vec<_>, _>>()?;
            let mut group = self.writer.next_row_group()?;
            for chunk in chunks {
                chunk.append_to_row_group(&mut group)?;
            }
            group.close().map(drop)
        };
        let ended: Result<(), ParquetError> = ended();
        ended.map_err(|error| failed(&self.path, error))?;
        self.rows = 0;
        self.groups += 1;
        Ok(())
    }

    fn copy_groups(&mut self, other: &File) -> Result<(), ParquetError> {
        let metadata = ParquetMetaDataReader::new().parse_and_finish(other)?;
        for group in metadata.row_groups() {
            let mut copy = self.writer.next_row_group()?;
            for column in group.columns() {
                let closed = ColumnCloseResult {
                    bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
                    rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                    metadata: column.clone(),
                    bloom_filter: None,
                    column_index: None,
                    offset_index: None,
                };
                copy.append_column(other, closed)?;
            }
            copy.close()?;
            self.groups += 1;
        }
        Ok(())
    }
}

/// How a table is encoded. No name of a program or version in the file: same input, same bytes.
fn properties(schema: &SchemaRef) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("filature".to_owned())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    for field in schema.fields() {
        let (name, column) = (field.name().as_str(), ColumnPath::from(field.name().as_str()));
        if RISING.contains(&name) {
            properties = properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column.clone(), Encoding::DELTA_BINARY_PACKED);
        }
        if COUNTED.contains(&name) {
            properties = properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column.clone(), Encoding::DELTA_BYTE_ARRAY);
        }
        if field.data_type() == &arrow_schema::DataType::Utf8 {
            // The first and the last text of half a million rows tell nobody which group to leave out.
            properties = properties.set_column_statistics_enabled(column, EnabledStatistics::None);
        }
    }
    properties.build()
}

fn failed(path: &Path, error: ParquetError) -> LedgerError {
    match error {
        ParquetError::External(cause) => match cause.downcast::<std::io::Error>() {
            Ok(cause) => LedgerError::Io { path: path.to_owned(), cause: *cause },
            Err(cause) => LedgerError::Bug(cause.to_string()),
        },
        other => LedgerError::Bug(format!("{}: {other}", path.display())),
    }
}
