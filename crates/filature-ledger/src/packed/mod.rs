//! Large lists of transfers, which are never in memory whole.
//!
//! ```text
//! original ─► windows of rows (filature-intake) ─┬► tally: uses of accounts, names
//!                                                ├► hashes of ids
//!                                                └► Parquet, without a name on the disk
//!                                                       │
//!       something to settle? ── yes ─► opened: held in memory, and settled as every other source is
//!                             └─ no ──► its columns go into entries.parquet as they are
//! ```
//!
//! Most rows of a list of millions have nothing to do with another row: no other has their id, no statement shows them again. What has
//! to be known to tell so is gathered while the list is read ([`openings`]); the rows themselves are encoded at once, and
//! nobody decodes them before they are needed. Where something does have to be settled, [`Packed::open`] gives the rows back, and memory grows with
//! the list. Whether a source is packed depends on its bytes alone, and so do the bytes of the ledger.

pub mod openings;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::File;
use std::hash::{DefaultHasher, Hasher};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{BooleanBufferBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use filature_intake::csv::{NotStreamed, is_list_of_transfers, stream};
use filature_model::{SourceId, schema};

use crate::LedgerError;
use crate::build::{Entries, Segment};
use crate::implied::states_balances;
use crate::one_file::push_number;
use crate::tables::{self, TableWriter};

pub use tally::Tally;

/// From this size on a source is packed, where it can be.
pub const LARGE_BYTES: u64 = 1 << 24;

/// How much of a file is looked at to tell what it is.
const HEAD_BYTES: usize = 1 << 17;

/// How an id begins that is made of a source's id and a row.
const SOURCE_ID_BYTES: usize = 12;

/// So many different beginnings of ids are kept; of a list with more it is not known what it might mean.
const MOST_BEGINNINGS: usize = 1_024;

/// The rows of a source, encoded, and what settling asks of them.
#[derive(Debug)]
pub struct Packed {
    file: File,
    path: std::path::PathBuf,
    rows: usize,
    /// Of each row with an id of the file's own, in their order.
    id_hashes: Vec<u64>,
    /// Which rows have one.
    has_id: BooleanBufferBuilder,
    /// How ids begin that might be made of a source's id; none where there are too many to tell.
    beginnings: Option<BTreeSet<[u8; SOURCE_ID_BYTES]>>,
    tally: Tally,
}

/// Why packing ends before the end of the list.
enum Stop {
    /// It states balances, which only all rows of an account together can bear out.
    Balances,
    Failed(LedgerError),
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error)
    }
}

/// Whether a file is packed, where it can be: it is large, and begins as a list of transfers does. The one question is asked when a file
/// comes and when its original is read again, so that the ledger has the same bytes after both. A file that cannot be opened is
/// none: it is for the reader of all files to say so.
pub fn is_list(path: &Path) -> bool {
    let mut head = Vec::new();
    let begun = File::open(path).and_then(|file| {
        let size_bytes = file.metadata()?.len();
        file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        Ok(size_bytes)
    });
    begun.is_ok_and(|size_bytes| begins_a_list(size_bytes, &head))
}

/// The same of a file that is in memory.
pub fn is_list_in_memory(bytes: &[u8]) -> bool {
    begins_a_list(bytes.len() as u64, &bytes[..bytes.len().min(HEAD_BYTES)])
}

fn begins_a_list(size_bytes: u64, head: &[u8]) -> bool {
    size_bytes >= LARGE_BYTES && is_list_of_transfers(head)
}

/// Packs a list of transfers; none where it has to be read whole. `folder` is on the disk where there is room, and `path` what errors
/// of the input name.
///
/// # Errors
/// The system's.
pub fn pack<R: Read + Send>(
    folder: &Path,
    source: SourceId,
    path: &Path,
    input: &mut R,
) -> Result<Option<(Segment, filature_intake::Format)>, LedgerError> {
    let file = tempfile::tempfile_in(folder).map_err(LedgerError::io(folder))?;
    let mut packer = Packer {
        writer: TableWriter::new(folder, file.try_clone().map_err(LedgerError::io(folder))?, &schema::entries())?,
        packed: Packed {
            file,
            path: folder.to_owned(),
            rows: 0,
            id_hashes: Vec::new(),
            has_id: BooleanBufferBuilder::new(0),
            beginnings: Some(BTreeSet::new()),
            tally: Tally::new(),
        },
    };
    let streamed = match stream(source, input, |batches| packer.take(&batches)) {
        Ok(streamed) => streamed,
        Err(NotStreamed::ReadWhole | NotStreamed::Taken(Stop::Balances)) => return Ok(None),
        Err(NotStreamed::Input(error)) => return Err(LedgerError::io(path)(error)),
        Err(NotStreamed::Taken(Stop::Failed(error))) => return Err(error),
    };
    packer.writer.close()?;
    let packed = packer.packed.ended();
    let segment = Segment::of_packed(source, packed, streamed.problems);
    Ok(Some((segment, streamed.format)))
}

struct Packer {
    writer: TableWriter<File>,
    packed: Packed,
}

impl Packer {
    fn take(&mut self, batches: &[RecordBatch]) -> Result<(), Stop> {
        if batches.iter().any(states_balances) {
            return Err(Stop::Balances);
        }
        let Self { writer, packed } = self;
        let (written, ()) = rayon::join(
            || {
                let named = batches.iter().map(with_ids).collect::<Result<Vec<_>, LedgerError>>()?;
                writer.push(&named)
            },
            || batches.iter().for_each(|batch| packed.count(batch)),
        );
        Ok(written?)
    }
}

impl Packed {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Which accounts it names, and how often under which names.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The rows as a table, encoded.
    pub fn table(&self) -> &File {
        &self.file
    }

    /// Gives some columns to `take`, batch by batch.
    ///
    /// # Errors
    /// The system's, and those of `take`.
    pub fn each_batch(
        &self,
        columns: &[&str],
        take: impl FnMut(RecordBatch) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        tables::each_batch_of(self.file.try_clone().map_err(LedgerError::io(&self.path))?, &self.path, columns, take)
    }

    /// The rows as the file gave them.
    ///
    /// # Errors
    /// The system's.
    pub fn open(&self) -> Result<Vec<RecordBatch>, LedgerError> {
        let entries = schema::entries();
        let columns: Vec<&str> = entries.fields().iter().map(|field| field.name().as_str()).collect();
        let (mut batches, mut before) = (Vec::new(), 0);
        self.each_batch(&columns, |batch| {
            let has_id = |at: usize| self.has_id.get_bit(before + at);
            batches.push(with_transactions(&batch, |ids| {
                let own = (0..ids.len()).map(|at| has_id(at).then(|| ids.value(at)));
                Arc::new(own.collect::<StringArray>())
            })?);
            before += batch.num_rows();
            Ok(())
        })?;
        Ok(batches)
    }

    fn count(&mut self, batch: &RecordBatch) {
        self.rows += batch.num_rows();
        self.tally.add(batch);
        let ids = batch["transaction"].as_string::<i32>();
        for at in 0..ids.len() {
            self.has_id.append(ids.is_valid(at));
            if ids.is_valid(at) {
                let id = ids.value(at).as_bytes();
                self.id_hashes.push(hash_of(id));
                self.note_beginning(id);
            }
        }
    }

    fn note_beginning(&mut self, id: &[u8]) {
        let Some((beginning, [b':', ..])) = id.split_first_chunk::<SOURCE_ID_BYTES>() else { return };
        if let Some(known) = &mut self.beginnings {
            known.insert(*beginning);
            if known.len() > MOST_BEGINNINGS {
                self.beginnings = None;
            }
        }
    }

    fn ended(mut self) -> Self {
        self.tally.end();
        self.id_hashes.shrink_to_fit();
        self
    }
}

/// The hash of an id. It is the same on every machine, and so is what is taken for a repetition.
pub fn hash_of(id: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id);
    hasher.finish()
}

/// The rows with the ids that transactions have in the end: the file's own, else the entry's.
fn with_ids(batch: &RecordBatch) -> Result<RecordBatch, LedgerError> {
    if batch["transaction"].null_count() == 0 {
        return Ok(batch.clone());
    }
    let (sources, rows) = (batch["source"].as_string::<i32>(), batch["row"].as_primitive::<UInt32Type>());
    with_transactions(batch, |ids| {
        let mut all = StringBuilder::with_capacity(ids.len(), ids.len() * 2 * SOURCE_ID_BYTES);
        let mut id = String::new();
        for at in 0..ids.len() {
            if ids.is_valid(at) {
                all.append_value(ids.value(at));
                continue;
            }
            id.clear();
            id.push_str(sources.value(at));
            id.push(':');
            push_number(rows.value(at), &mut id);
            all.append_value(&id);
        }
        Arc::new(all.finish())
    })
}

fn with_transactions(
    batch: &RecordBatch,
    made: impl FnOnce(&StringArray) -> ArrayRef,
) -> Result<RecordBatch, LedgerError> {
    let schema = batch.schema();
    let at = schema.index_of("transaction")?;
    let mut columns = batch.columns().to_vec();
    columns[at] = made(columns[at].as_string::<i32>());
    Ok(RecordBatch::try_new(schema, columns)?)
}

impl Segment {
    fn of_packed(source: SourceId, packed: Packed, problems: Vec<filature_model::Problem>) -> Self {
        Self {
            source,
            entries: Entries::Packed(Box::new(packed)),
            statements: Vec::new(),
            accounts: Vec::new(),
            rates: Vec::new(),
            problems,
            interim: false,
        }
    }
}
