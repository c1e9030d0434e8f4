//! One file's transactions, without a case: what `add` would make of it if it were all there is.
//!
//! Rows that stand for themselves are taken straight from the columns that the reader gave; the ledger of a case is only
//! built where two lines of the file are the two sides of one transfer.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType, UInt32Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use filature_intake::csv::Mapping;
use filature_intake::{Options, Outcome, Refusal};
use filature_model::{AccountId, Channel, Currency, OUTSIDE, PaymentStatus, Problem, SourceId, Transactions};
use sha2::{Digest, Sha256};

use crate::build::{self, Segment};
use crate::joins::Apart;
use crate::numbering::Numbering;
use crate::{Ledger, LedgerError, settle};

/// What one file says.
#[derive(Debug)]
pub struct OneFile {
    /// What it was read as.
    pub format: String,
    /// Entries read, those that move nothing among them.
    pub entries: u64,
    /// What could not be taken as it stands.
    pub problems: Vec<Problem>,
    /// What moved money, in ledger order.
    pub moved: Moved,
}

/// What moved money, as parallel arrays in ledger order.
#[derive(Debug, Default)]
pub struct Moved {
    /// How many accounts there are; they are numbered as they come.
    pub accounts: u32,
    /// Ids.
    pub ids: Ids,
    /// Instant of the earlier side, microseconds since 1970 in UTC.
    pub at_micros: Vec<i64>,
    /// Payer: an account, or [`OUTSIDE`].
    pub debtor: Vec<u32>,
    /// Payee, likewise.
    pub creditor: Vec<u32>,
    /// Minor units of `currency`.
    pub amount_minor: Vec<i64>,
    /// Currency of `amount_minor`.
    pub currency: Vec<Currency>,
    /// What the payee received where that is something else.
    pub received: Vec<Option<(i64, Currency)>>,
    /// How it moved.
    pub channel: Vec<Channel>,
}

/// Ids of transactions, left where the reader put them.
#[derive(Debug, Default)]
pub struct Ids {
    /// What ids begin with that are made of the numbers of rows.
    source: String,
    /// The ids of each batch, or the numbers of its rows.
    columns: Vec<ArrayRef>,
    /// For each transaction its column and its row there.
    places: Vec<(u32, u32)>,
}

impl Ids {
    /// Writes the id of a transaction at the end of a text.
    pub fn write(&self, position: usize, text: &mut String) {
        let (column, row) = self.places[position];
        let column = &self.columns[column as usize];
        match column.as_string_opt::<i32>() {
            Some(ids) => text.push_str(ids.value(row as usize)),
            None => {
                text.push_str(&self.source);
                text.push(':');
                push_number(column.as_primitive::<UInt32Type>().value(row as usize), text);
            }
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// Writes a number at the end of a text.
pub fn push_number(number: u32, text: &mut String) {
    if number >= 10 {
        push_number(number / 10, text);
    }
    text.push(char::from_digit(number % 10, 10).unwrap_or('0'));
}

/// Reads one file by itself; nothing is kept.
///
/// # Errors
/// The system's, for a file that cannot be opened; a refusal as the reader words it, when nothing of it can be taken.
pub fn read_one(
    path: &Path,
    mapping: Option<Mapping>,
    account: Option<AccountId>,
) -> Result<Result<OneFile, Refusal>, LedgerError> {
    if !fs::metadata(path).map_err(LedgerError::io(path))?.is_file() {
        return Ok(Err(Refusal::new("It is no plain file.", "Name a file of transactions.")));
    }
    let bytes = fs::read(path).map_err(LedgerError::io(path))?;
    let digest: [u8; 32] = Sha256::digest(&bytes).into();
    let source = SourceId::from_sha256(&digest);
    let reading = match filature_intake::read(source, &bytes, &Options { account, mapping }) {
        Err(refusal) => return Ok(Err(refusal)),
        Ok(Outcome::InDoubt(draft)) => {
            let what = format!("Its layout is not certain: {}.", draft.doubts.join("; "));
            let to_do =
                format!("Check this mapping, save it, and give it with --mapping:\n\n{}", draft.mapping.to_toml());
            return Ok(Err(Refusal::new(what, to_do)));
        }
        Ok(Outcome::Read(reading, _)) => *reading,
    };
    drop(bytes);
    let format = reading.format.word().to_owned();
    let entries = reading.entry_count() as u64;
    if entries == 0 {
        let what = format!("No transaction stands in it; it was read as {format}.");
        return Ok(Err(Refusal::new(what, "Name a file of transactions.")));
    }
    let mut segments = vec![Segment::new(source, reading)];
    let is_plain = stands_for_itself(&segments);
    if !is_plain {
        settle::settle(&mut segments, &Apart::default())?;
    }
    let problems = segments.iter_mut().flat_map(|segment| std::mem::take(&mut segment.problems)).collect();
    let batches: Vec<RecordBatch> =
        segments.iter().flat_map(|segment| segment.entries.held().iter().cloned()).collect();
    let has_pairs = batches.iter().any(|batch| batch["joined_by"].null_count() < batch.num_rows());
    let moved = if has_pairs {
        drop(batches);
        of_ledger(Ledger::of_assembled(build::assemble_settled(segments)?)?.transactions)
    } else {
        drop(segments);
        of_rows(batches, if is_plain { Some(source) } else { None })?
    };
    Ok(Ok(OneFile { format, entries, problems, moved }))
}

/// Whether no row can have to do with another: without statements, and without ids that two could carry.
fn stands_for_itself(segments: &[Segment]) -> bool {
    segments.iter().all(|segment| {
        segment.statements.is_empty()
            && segment.entries.held().iter().all(|batch| batch["transaction"].null_count() == batch.num_rows())
    })
}

fn of_ledger(ledger: Transactions) -> Moved {
    let rows = u32::try_from(ledger.len()).unwrap_or(u32::MAX);
    Moved {
        accounts: u32::try_from(ledger.accounts.len()).unwrap_or(u32::MAX),
        at_micros: (0..ledger.len()).map(|position| ledger.at_micros(position)).collect(),
        ids: Ids {
            source: String::new(),
            columns: vec![std::sync::Arc::new(StringArray::from_iter_values(&ledger.ids))],
            places: (0..rows).map(|row| (0, row)).collect(),
        },
        debtor: ledger.debtor,
        creditor: ledger.creditor,
        amount_minor: ledger.amount_minor,
        currency: ledger.currency,
        received: ledger.received,
        channel: ledger.channel,
    }
}

/// The rows of the batches that moved money, each by itself. Those of a source that was not settled, as there was nothing to
/// settle, have no ids yet: theirs are the source's and their row's.
fn of_rows(batches: Vec<RecordBatch>, unsettled: Option<SourceId>) -> Result<Moved, LedgerError> {
    let mut moved = Moved::default();
    {
        let mut accounts = Numbering::new();
        for (number, batch) in (0_u32..).zip(&batches) {
            take_rows(batch, number, &mut accounts, &mut moved)?;
        }
        moved.accounts = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
    }
    let ids = if unsettled.is_some() { "row" } else { "transaction" };
    moved.ids.columns = batches.iter().map(|batch| batch[ids].clone()).collect();
    moved.ids.source = unsettled.map(|source| source.to_string()).unwrap_or_default();
    drop(batches);
    if moved.at_micros.windows(2).any(|pair| pair[0] > pair[1]) {
        // The order of sources and rows stays among equal instants.
        let mut order: Vec<usize> = (0..moved.at_micros.len()).collect();
        order.sort_by_key(|&row| moved.at_micros[row]);
        moved.put_in(&order);
    }
    Ok(moved)
}

impl Moved {
    fn put_in(&mut self, order: &[usize]) {
        fn put<T: Copy>(column: &mut Vec<T>, order: &[usize]) {
            *column = order.iter().map(|&row| column[row]).collect();
        }
        put(&mut self.ids.places, order);
        put(&mut self.at_micros, order);
        put(&mut self.debtor, order);
        put(&mut self.creditor, order);
        put(&mut self.amount_minor, order);
        put(&mut self.currency, order);
        put(&mut self.received, order);
        put(&mut self.channel, order);
    }
}

fn known(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

fn take_rows(batch: &RecordBatch, number: u32, accounts: &mut Numbering, moved: &mut Moved) -> Result<(), LedgerError> {
    let text = |name: &str| batch[name].as_string::<i32>();
    let (debtors, creditors) = (text("debtor"), text("creditor"));
    let (currencies, received_currencies) = (text("currency"), text("received_currency"));
    let (channels, status, same_as) = (text("channel"), text("status"), text("same_as"));
    let amounts = batch["amount_minor"].as_primitive::<Int64Type>();
    let received = batch["received_minor"].as_primitive::<Int64Type>();
    let instants = batch["booked_at"].as_primitive::<TimestampMicrosecondType>();
    // Runs of one currency are the rule: looking each up once is most of the speed.
    let mut last_currency = ("", Currency::EUR);
    let mut parties = Vec::with_capacity(2 * batch.num_rows());
    for (row, at) in (0_u32..).zip(0..batch.num_rows()) {
        if same_as.is_valid(at) || known(status, at).is_some_and(|word| word != PaymentStatus::Paid.word()) {
            continue;
        }
        let code = currencies.value(at);
        if last_currency.0 != code {
            let currency = code.parse().map_err(|_| LedgerError::Bug(format!("entries have a currency {code}")))?;
            last_currency = (code, currency);
        }
        let other_currency = known(received_currencies, at).and_then(|code| code.parse::<Currency>().ok());
        parties.extend([known(debtors, at), known(creditors, at)]);
        moved.ids.places.push((number, row));
        moved.at_micros.push(instants.value(at));
        moved.amount_minor.push(amounts.value(at));
        moved.currency.push(last_currency.1);
        moved.received.push(other_currency.map(|currency| (received.value(at), currency)));
        moved.channel.push(known(channels, at).and_then(Channel::from_word).unwrap_or_default());
    }
    let mut is_creditor = false;
    accounts.number(&parties, |number| {
        let column = if is_creditor { &mut moved.creditor } else { &mut moved.debtor };
        column.push(number.unwrap_or(OUTSIDE));
        is_creditor = !is_creditor;
    });
    Ok(())
}
