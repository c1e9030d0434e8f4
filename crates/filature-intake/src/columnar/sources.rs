//! From bytes to batches, by the libraries of the two formats.

use std::io::Cursor;

use arrow_array::RecordBatch;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, SchemaRef};
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;

use super::damaged;
use crate::Refusal;

/// What to do about a file that cannot be decoded.
pub const TO_DO: &str =
    "Ask the sender for it again, as Parquet (uncompressed or Snappy) or CSV in the canonical layout.";

/// How many rows are decoded at a time.
const BATCH_ROWS: usize = 16_384;

/// How many times its size a column may be unpacked to: Snappy shrinks nothing to less than a twentieth.
const MOST_TIMES: i64 = 64;

/// How a stream says that it ends. The library takes one that was cut between two batches for a whole one.
const STREAM_END: &[u8] = b"\xFF\xFF\xFF\xFF\0\0\0\0";

/// The batches of a file, one after the other.
pub struct Batches<'a> {
    pub schema: SchemaRef,
    pub batches: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + 'a>,
}

/// Opens a Parquet file.
pub fn parquet(bytes: &[u8]) -> Result<Batches<'static>, Refusal> {
    // The library wants bytes that it may keep.
    let builder = ParquetRecordBatchReaderBuilder::try_new(Bytes::copy_from_slice(bytes))
        .map_err(|error| damaged(&error))?
        .with_batch_size(BATCH_ROWS);
    for column in builder.metadata().row_groups().iter().flat_map(|group| group.columns()) {
        if !matches!(column.compression(), Compression::UNCOMPRESSED | Compression::SNAPPY) {
            let what = format!("Its columns are compressed by {}, which is not read.", column.compression());
            return Err(Refusal::new(what, "Write it again, uncompressed or with Snappy."));
        }
        let (packed, unpacked) = (column.compressed_size(), column.uncompressed_size());
        if packed < 0 || unpacked < 0 || unpacked > packed.saturating_mul(MOST_TIMES).saturating_add(1 << 20) {
            return Err(damaged(&"a column says that it is unpacked to a size that it cannot have"));
        }
    }
    let schema = builder.schema().clone();
    let reader = builder.build().map_err(|error| damaged(&error))?;
    Ok(Batches { schema, batches: Box::new(reader) })
}

/// Opens an Arrow file or stream.
pub fn arrow(bytes: &[u8], is_file: bool) -> Result<Batches<'_>, Refusal> {
    let cursor = Cursor::new(bytes);
    if is_file {
        let reader = FileReader::try_new(cursor, None).map_err(|error| damaged(&error))?;
        return Ok(Batches { schema: reader.schema(), batches: Box::new(reader) });
    }
    if !bytes.ends_with(STREAM_END) {
        return Err(damaged(&"the stream does not say that it ends, and may have been cut"));
    }
    let reader = StreamReader::try_new(cursor, None).map_err(|error| damaged(&error))?;
    Ok(Batches { schema: reader.schema(), batches: Box::new(reader) })
}
