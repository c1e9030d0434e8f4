//! The entries column by column: any row's texts and numbers without going through the batches before it.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, PrimitiveArray, RecordBatch, StringArray};
use filature_ledger::LedgerError;
use filature_model::{EntryId, SourceId};

/// The columns of one batch. They share their memory with the ledger's.
#[derive(Clone, Debug)]
pub struct Batch {
    row: PrimitiveArray<UInt32Type>,
    booked_on: PrimitiveArray<Date32Type>,
    amount_minor: PrimitiveArray<Int64Type>,
    texts: Vec<StringArray>,
}

/// A column of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Text {
    /// The payer's name.
    DebtorName,
    /// The payee's name.
    CreditorName,
    /// The payment's text.
    Payment,
    /// Its reference.
    Reference,
    /// The payer's account.
    Debtor,
    /// The payee's account.
    Creditor,
    /// The currency.
    Currency,
    /// Which side of a transfer it is.
    Legs,
    /// The country in which it was done.
    Country,
}

/// Their names in the table, in the order of [`Text`].
const NAMES: [&str; 9] =
    ["debtor_name", "creditor_name", "text", "reference", "debtor", "creditor", "currency", "legs", "country"];

/// What a person may look for in an entry.
pub const SEARCHED: [Text; 4] = [Text::DebtorName, Text::CreditorName, Text::Payment, Text::Reference];

/// All batches.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    batches: Vec<Batch>,
    /// The first row of each batch, and behind the last the number of all.
    starts: Vec<usize>,
    /// The day of each row, in one piece: it is asked for of many rows without an order.
    days: Vec<i32>,
    /// First row and number of rows of each source.
    sources: BTreeMap<SourceId, Vec<(usize, usize)>>,
    /// The first row of each run of one source, in order.
    runs: Vec<(usize, SourceId)>,
}

impl Columns {
    /// Of the ledger's batches.
    ///
    /// # Errors
    /// A bug of ours, when a column is not there.
    pub fn of(batches: &[RecordBatch]) -> Result<Self, LedgerError> {
        let mut all = Self { starts: vec![0], ..Self::default() };
        for batch in batches {
            let texts = NAMES.iter().map(|name| texts(batch, name)).collect::<Result<Vec<_>, _>>()?;
            all.batches.push(Batch {
                row: numbers(batch, "row")?,
                booked_on: numbers(batch, "booked_on")?,
                amount_minor: numbers(batch, "amount_minor")?,
                texts,
            });
            all.add_runs(&texts_of_sources(batch)?);
            all.days.extend_from_slice(numbers::<Date32Type>(batch, "booked_on")?.values());
            all.starts.push(all.rows() + batch.num_rows());
        }
        Ok(all)
    }

    /// Takes down where each source begins and ends.
    fn add_runs(&mut self, sources: &StringArray) {
        let first = self.rows();
        let mut at = 0;
        while at < sources.len() {
            let name = sources.value(at);
            let end = (at + 1..sources.len()).find(|&next| sources.value(next) != name).unwrap_or(sources.len());
            if let Ok(source) = name.parse() {
                if self.runs.last().is_none_or(|(_, last)| *last != source) {
                    self.runs.push((first + at, source));
                }
                let runs = self.sources.entry(source).or_default();
                match runs.last_mut().filter(|(from, count)| from + count == first + at) {
                    Some((_, count)) => *count += end - at,
                    None => runs.push((first + at, end - at)),
                }
            }
            at = end;
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    fn place(&self, row: usize) -> (&Batch, usize) {
        let batch = self.starts.partition_point(|&start| start <= row) - 1;
        (&self.batches[batch], row - self.starts[batch])
    }

    /// A text of a row.
    pub fn text(&self, row: usize, column: Text) -> Option<&str> {
        let (batch, at) = self.place(row);
        let texts = &batch.texts[column as usize];
        texts.is_valid(at).then(|| texts.value(at))
    }

    /// The day of a row's booking, counted from 1970.
    pub fn day(&self, row: usize) -> i32 {
        self.days[row]
    }

    /// The amount of a row, in minor units.
    pub fn amount_minor(&self, row: usize) -> i64 {
        let (batch, at) = self.place(row);
        batch.amount_minor.value(at)
    }

    /// The id of a row's entry.
    pub fn id(&self, row: usize) -> Option<EntryId> {
        let run = self.runs.partition_point(|(first, _)| *first <= row).checked_sub(1)?;
        let (_, source) = self.runs.get(run)?;
        let (batch, at) = self.place(row);
        Some(EntryId { source: *source, row: batch.row.value(at) })
    }

    /// The row of an entry. Rows of one source stand in the order of their numbers.
    pub fn row_of(&self, id: EntryId) -> Option<usize> {
        let number = |row: usize| {
            let (batch, at) = self.place(row);
            batch.row.value(at)
        };
        self.sources.get(&id.source)?.iter().find_map(|&(from, count)| {
            let (mut low, mut high) = (from, from + count);
            while low < high {
                let middle = low + (high - low) / 2;
                if number(middle) < id.row { low = middle + 1 } else { high = middle }
            }
            (low < from + count && number(low) == id.row).then_some(low)
        })
    }

    /// The rows of a source, run by run.
    pub fn rows_of(&self, source: SourceId) -> impl Iterator<Item = usize> {
        self.sources.get(&source).into_iter().flatten().flat_map(|&(from, count)| from..from + count)
    }

    /// All sources with rows.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.sources.keys().copied()
    }

    /// Rows whose day or amount a test takes, in their order, up to a number of them; batch by batch, since this goes through all.
    pub fn filter(&self, mut takes: impl FnMut(usize, i32, i64) -> bool, most: usize) -> (Vec<usize>, u64) {
        let (mut found, mut total) = (Vec::new(), 0);
        for (batch, &start) in self.batches.iter().zip(&self.starts) {
            let values = batch.booked_on.values().iter().zip(batch.amount_minor.values().iter());
            for (at, (&day, &amount)) in values.enumerate() {
                if takes(start + at, day, amount) {
                    total += 1;
                    if found.len() < most {
                        found.push(start + at);
                    }
                }
            }
        }
        (found, total)
    }
}

fn lacks(name: &str) -> LedgerError {
    LedgerError::Bug(format!("entries.parquet has no column {name}"))
}

fn texts(batch: &RecordBatch, name: &str) -> Result<StringArray, LedgerError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
    column.cloned().ok_or_else(|| lacks(name))
}

fn texts_of_sources(batch: &RecordBatch) -> Result<StringArray, LedgerError> {
    texts(batch, "source")
}

fn numbers<T: ArrowPrimitiveType>(batch: &RecordBatch, name: &str) -> Result<PrimitiveArray<T>, LedgerError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<T>());
    column.cloned().ok_or_else(|| lacks(name))
}
