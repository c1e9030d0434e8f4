//! The Parquet file of features: a stretch of rows at a time, its columns computed and encoded side by side.
//!
//! Numbers are packed as differences, which takes a few bits each and is quick; nothing is compressed on top. Where a row group
//! ends depends on row counts alone, so the bytes are the same on any number of threads.

use std::fs::{self, File};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Int32Array, Int64Array, StringArray, TimestampMicrosecondArray, UInt32Array};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use filature_graph::features::{Features, Numbers, Payments, Stretch, Unit, Values, columns};
use filature_ledger::{Ids, Moved};
use filature_model::{Channel, Currency, Cut};
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, Encoding};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use rayon::prelude::*;

use crate::outcome::Failure;

/// Rows in one row group: what is held in memory of the features at a time.
const GROUP_ROWS: usize = 1 << 17;

/// The columns that say which transaction a row is of.
pub const KNOWN: [&str; 5] = ["transaction", "booked_at", "amount_minor", "currency", "channel"];

/// What is known of each transaction before any feature.
pub struct Known {
    ids: Ids,
    at_micros: Vec<i64>,
    amount_minor: Vec<i64>,
    currency: Vec<Currency>,
    channel: Vec<Channel>,
}

impl Known {
    /// Keeps what the table needs, and gives what features are made of.
    pub fn split(moved: Moved) -> (Self, Payments) {
        let Moved { accounts, ids, at_micros, debtor, creditor, amount_minor, currency, received, channel } = moved;
        let payments = Payments {
            // One file of transactions declares no account a pooled one.
            hub: vec![false; accounts as usize],
            at_micros: at_micros.clone(),
            debtor,
            creditor,
            amount_minor: amount_minor.clone(),
            currency: currency.clone(),
            received,
        };
        (Self { ids, at_micros, amount_minor, currency, channel }, payments)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    fn column(&self, column: usize, rows: Range<usize>) -> ArrayRef {
        match column {
            0 => {
                let (mut ids, mut id) = (StringBuilder::new(), String::new());
                for row in rows {
                    id.clear();
                    self.ids.write(row, &mut id);
                    ids.append_value(&id);
                }
                Arc::new(ids.finish())
            }
            1 => Arc::new(TimestampMicrosecondArray::from(self.at_micros[rows].to_vec()).with_timezone("UTC")),
            2 => Arc::new(Int64Array::from(self.amount_minor[rows].to_vec())),
            3 => Arc::new(StringArray::from_iter_values(self.currency[rows].iter().map(Currency::code))),
            _ => Arc::new(StringArray::from_iter_values(self.channel[rows].iter().map(|channel| channel.word()))),
        }
    }
}

/// Writes the table whole or not at all, and gives what limits cut.
pub fn write(path: &Path, known: Known, features: &Features) -> Result<Vec<Cut>, Failure> {
    let beside = path.with_added_extension("unfinished");
    let off = |error: &dyn std::fmt::Display| Failure::data(format!("{}: {error}", path.display()));
    let file = File::create(&beside).map_err(|error| off(&error))?;
    let written = encode(file, &known, features).map_err(|error| off(&error));
    let renamed = written.and_then(|cut| fs::rename(&beside, path).map(|()| cut).map_err(|error| off(&error)));
    if renamed.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&beside);
    }
    renamed
}

fn schema() -> SchemaRef {
    let known = [
        Field::new(KNOWN[0], DataType::Utf8, false),
        Field::new(KNOWN[1], DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), false),
        Field::new(KNOWN[2], DataType::Int64, false),
        Field::new(KNOWN[3], DataType::Utf8, false),
        Field::new(KNOWN[4], DataType::Utf8, false),
    ];
    let figures = columns().into_iter().map(|column| {
        let kind = match column.unit {
            Unit::Count => DataType::UInt32,
            Unit::Minor => DataType::Int64,
            Unit::Signed => DataType::Int32,
        };
        Field::new(column.name, kind, column.may_be_none)
    });
    Arc::new(Schema::new(known.into_iter().chain(figures).collect::<Vec<Field>>()))
}

fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BINARY_PACKED)
        // No name of a program or version in the file: same input, same bytes.
        .set_created_by("filature".to_owned());
    for name in [KNOWN[3], KNOWN[4]] {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), true);
    }
    for name in [KNOWN[0], KNOWN[3], KNOWN[4]] {
        properties = properties.set_column_encoding(ColumnPath::from(name), Encoding::DELTA_BYTE_ARRAY);
    }
    properties.build()
}

fn encode(file: File, known: &Known, features: &Features) -> Result<Vec<Cut>, ParquetError> {
    let schema = schema();
    let parquet_schema = ArrowSchemaConverter::new().convert(&schema)?;
    let mut writer = SerializedFileWriter::new(file, parquet_schema.root_schema_ptr(), Arc::new(properties()))?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(&schema));
    let mut cut: Vec<Cut> = Vec::new();
    let mut stretch = Stretch::default();
    for (index, start) in (0..known.len()).step_by(GROUP_ROWS).enumerate() {
        let rows = start..(start + GROUP_ROWS).min(known.len());
        features.stretch_into(rows.clone(), &mut stretch);
        let column_writers = factory.create_column_writers(index)?;
        let chunks = encode_group(&schema, column_writers, known, &stretch, &rows)?;
        let mut row_group = writer.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut row_group)?;
        }
        row_group.close()?;
        cut = added(cut, stretch.cut());
    }
    writer.into_inner()?.sync_data()?;
    cut.retain(|cut| !matches!(cut, Cut::SearchesStopped { searches: 0, .. }));
    Ok(cut)
}

fn encode_group(
    schema: &SchemaRef,
    writers: Vec<ArrowColumnWriter>,
    known: &Known,
    stretch: &Stretch,
    rows: &Range<usize>,
) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
    writers
        .into_par_iter()
        .enumerate()
        .map(|(at, mut writer)| {
            let column = match at.checked_sub(KNOWN.len()) {
                None => known.column(at, rows.clone()),
                Some(feature) => array(stretch.values(feature)),
            };
            // All columns are flat, so each has exactly one leaf.
            for leaf in compute_leaves(schema.field(at), &column)? {
                writer.write(&leaf)?;
            }
            writer.close()
        })
        .collect()
}

fn array(values: Values) -> ArrayRef {
    let known = values.known.map(NullBuffer::from);
    match values.numbers {
        Numbers::Count(numbers) => Arc::new(UInt32Array::new(numbers.into(), known)),
        Numbers::Minor(numbers) => Arc::new(Int64Array::new(numbers.into(), known)),
        Numbers::Signed(numbers) => Arc::new(Int32Array::new(numbers.into(), known)),
    }
}

/// Sums what two stretches of rows cut; both list the same searches.
fn added(sum: Vec<Cut>, more: Vec<Cut>) -> Vec<Cut> {
    if sum.is_empty() {
        return more;
    }
    let add = |(sum, more)| match (sum, more) {
        (Cut::SearchesStopped { pattern, searches, steps }, Cut::SearchesStopped { searches: more, .. }) => {
            Cut::SearchesStopped { pattern, searches: searches + more, steps }
        }
        (sum, _) => sum,
    };
    sum.into_iter().zip(more).map(add).collect()
}
