use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, StringBuilder};
use arrow_array::types::ArrowPrimitiveType;
use arrow_array::{ArrayRef, BooleanArray, PrimitiveArray, RecordBatch, StringArray, new_null_array};
use arrow_schema::ArrowError;

use crate::{AccountId, Booked, Channel, Entry, Legs, Party, PaymentStatus, Place, SourceId, days_from_epoch, schema};

macro_rules! text_columns {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal)+) => {
        /// The text columns of an entry. Most files fill few of them: a column that no row fills costs
        /// nothing until it is written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum TextColumn { $($(#[doc = $doc])+ $variant,)+ }

        impl TextColumn {
            /// All of them, in the order of the schema.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in `entries.parquet`, the same as in the canonical layout where that has it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

text_columns! {
    /// The transaction's id, where the file gives one; the ledger fills in the rest.
    Transaction "transaction"
    /// Payer's account.
    Debtor "debtor"
    /// Payee's account.
    Creditor "creditor"
    /// Payer's name.
    DebtorName "debtor_name"
    /// Payee's name.
    CreditorName "creditor_name"
    /// Payer's country.
    DebtorCountry "debtor_country"
    /// Payee's country.
    CreditorCountry "creditor_country"
    /// Where it was done.
    Country "country"
    /// Where it was done.
    City "city"
    /// The cash machine, branch or agent.
    Terminal "terminal"
    /// Merchant category of ISO 18245.
    Mcc "mcc"
    /// Text for the payee.
    Text "text"
    /// Reference.
    Reference "reference"
    /// Channel.
    Channel "channel"
    /// Status; empty is paid.
    Status "status"
    /// Payer's document.
    DebtorDocument "debtor_document"
    /// Payee's document.
    CreditorDocument "creditor_document"
    /// Payer's telephone.
    DebtorPhone "debtor_phone"
    /// Payee's telephone.
    CreditorPhone "creditor_phone"
}

/// A nullable column that begins at the first row that fills it.
struct Sparse<T: ArrowPrimitiveType> {
    values: Vec<Option<T::Native>>,
}

impl<T: ArrowPrimitiveType> Default for Sparse<T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

impl<T: ArrowPrimitiveType> Sparse<T> {
    fn set(&mut self, row: usize, value: T::Native) {
        if self.values.len() <= row {
            self.values.resize(row, None);
            self.values.push(Some(value));
        }
    }

    fn finish(&mut self, rows: usize, kind: &arrow_schema::DataType) -> ArrayRef {
        if self.values.is_empty() {
            return new_null_array(kind, rows);
        }
        self.values.resize(rows, None);
        let array: PrimitiveArray<T> = std::mem::take(&mut self.values).into_iter().collect();
        Arc::new(array.with_data_type(kind.clone()))
    }
}

/// Entries of one source as growing columns, for readers of millions of rows.
///
/// A row is opened by [`EntryColumns::begin`]; whatever is set then belongs to it. Stretches of a file are read
/// side by side with rows from 0, and shifted by [`EntryColumns::shift_rows`] once their places are known.
///
/// ```
/// use filature_model::{Booked, Currency, EntryColumns, Legs, Place, TextColumn};
/// let mut columns = EntryColumns::new("a1b2c3d4e5f6".parse()?);
/// let booked: Booked = "2024-05-02".parse()?;
/// columns.begin(Place { row: Some(0), ..Place::default() }, Legs::Both, booked, 1_250, Currency::EUR);
/// columns.text(TextColumn::Debtor, "A");
/// let batch = columns.finish()?;
/// assert_eq!(batch.num_rows(), 1);
/// assert_eq!(batch.schema(), filature_model::schema::entries());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EntryColumns {
    source: SourceId,
    rows: usize,
    /// How many rows are expected.
    room: usize,
    row: Vec<u32>,
    message: Sparse<arrow_array::types::UInt32Type>,
    line: Sparse<arrow_array::types::UInt32Type>,
    statement: Sparse<arrow_array::types::UInt32Type>,
    legs: Vec<Legs>,
    booked_on: Vec<i32>,
    booked_at: Vec<i64>,
    has_time: Vec<bool>,
    offset_minutes: Sparse<arrow_array::types::Int16Type>,
    value_on: Sparse<arrow_array::types::Date32Type>,
    sequence: Sparse<arrow_array::types::Int64Type>,
    amount_minor: Vec<i64>,
    currency: Vec<crate::Currency>,
    received_minor: Sparse<arrow_array::types::Int64Type>,
    received_currency: Option<StringBuilder>,
    debtor_balance_minor: Sparse<arrow_array::types::Int64Type>,
    creditor_balance_minor: Sparse<arrow_array::types::Int64Type>,
    payroll: Option<BooleanBuilder>,
    reversal: Option<BooleanBuilder>,
    texts: Vec<Option<StringBuilder>>,
}

impl EntryColumns {
    /// No rows yet.
    pub fn new(source: SourceId) -> Self {
        Self {
            source,
            rows: 0,
            room: 0,
            row: Vec::new(),
            message: Sparse::default(),
            line: Sparse::default(),
            statement: Sparse::default(),
            legs: Vec::new(),
            booked_on: Vec::new(),
            booked_at: Vec::new(),
            has_time: Vec::new(),
            offset_minutes: Sparse::default(),
            value_on: Sparse::default(),
            sequence: Sparse::default(),
            amount_minor: Vec::new(),
            currency: Vec::new(),
            received_minor: Sparse::default(),
            received_currency: None,
            debtor_balance_minor: Sparse::default(),
            creditor_balance_minor: Sparse::default(),
            payroll: None,
            reversal: None,
            texts: TextColumn::ALL.iter().map(|_| None).collect(),
        }
    }

    /// No rows yet, and room for so many.
    pub fn with_room(source: SourceId, rows: usize) -> Self {
        let mut columns = Self::new(source);
        columns.room = rows;
        columns.row.reserve(rows);
        columns.legs.reserve(rows);
        columns.booked_on.reserve(rows);
        columns.booked_at.reserve(rows);
        columns.has_time.reserve(rows);
        columns.amount_minor.reserve(rows);
        columns.currency.reserve(rows);
        columns
    }

    /// Adds `rows` to every row number: for a stretch of a file that turned out to begin there.
    pub fn shift_rows(&mut self, rows: u32) {
        for row in &mut self.row {
            *row = row.saturating_add(rows);
        }
    }

    /// How many rows were begun.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Opens the next row with what every entry has. The amount is in minor units, not negative.
    pub fn begin(&mut self, place: Place, legs: Legs, booked: Booked, amount_minor: i64, currency: crate::Currency) {
        let at = self.rows;
        self.rows += 1;
        self.row.push(place.row.unwrap_or_else(|| u32::try_from(at).unwrap_or(u32::MAX)));
        if let Some(message) = place.message {
            self.message.set(at, message);
        }
        if let Some(line) = place.line {
            self.line.set(at, line);
        }
        self.legs.push(legs);
        self.booked_on.push(days_from_epoch(booked.on));
        self.booked_at.push(booked.at_micros);
        self.has_time.push(booked.has_time);
        if booked.offset_minutes != 0 {
            self.offset_minutes.set(at, booked.offset_minutes);
        }
        self.amount_minor.push(amount_minor);
        self.currency.push(currency);
    }

    /// Sets a text of the open row; an empty text is none. The first one set holds.
    pub fn text(&mut self, column: TextColumn, value: &str) {
        let Some(at) = self.rows.checked_sub(1) else { return };
        if !value.is_empty() {
            fill(&mut self.texts[column as usize], at, self.room, &[value]);
        }
    }

    /// Sets a text of the open row that consists of two, with a colon between them. The first one set holds.
    pub fn joined_text(&mut self, column: TextColumn, first: &str, second: &str) {
        let Some(at) = self.rows.checked_sub(1) else { return };
        fill(&mut self.texts[column as usize], at, self.room, &[first, ":", second]);
    }

    /// Sets the statement of the open row.
    pub fn statement(&mut self, ordinal: u32) {
        self.at_open_row(|columns, at| columns.statement.set(at, ordinal));
    }

    /// Sets the value date of the open row.
    pub fn value_on(&mut self, date: jiff::civil::Date) {
        self.at_open_row(|columns, at| columns.value_on.set(at, days_from_epoch(date)));
    }

    /// Sets the bank's own order of the open row.
    pub fn sequence(&mut self, sequence: i64) {
        self.at_open_row(|columns, at| columns.sequence.set(at, sequence));
    }

    /// Sets what was received in another currency on the open row.
    pub fn received(&mut self, minor: i64, currency: crate::Currency) {
        self.at_open_row(|columns, at| {
            columns.received_minor.set(at, minor);
            fill(&mut columns.received_currency, at, columns.room, &[currency.code()]);
        });
    }

    /// Sets the payer's balance after the open row, in minor units of its currency.
    pub fn debtor_balance(&mut self, minor: i64) {
        self.at_open_row(|columns, at| columns.debtor_balance_minor.set(at, minor));
    }

    /// Sets the payee's balance after the open row.
    pub fn creditor_balance(&mut self, minor: i64) {
        self.at_open_row(|columns, at| columns.creditor_balance_minor.set(at, minor));
    }

    /// Says whether the open row pays a wage.
    pub fn payroll(&mut self, payroll: bool) {
        self.at_open_row(|columns, at| fill_flag(&mut columns.payroll, at, payroll));
    }

    /// Says that the open row takes back an earlier booking.
    pub fn reversal(&mut self) {
        self.at_open_row(|columns, at| fill_flag(&mut columns.reversal, at, true));
    }

    fn at_open_row(&mut self, set: impl FnOnce(&mut Self, usize)) {
        if let Some(at) = self.rows.checked_sub(1) {
            set(self, at);
        }
    }

    /// Adds a whole entry.
    pub fn push(&mut self, entry: &Entry) {
        self.begin(entry.place, entry.legs, entry.booked, entry.amount.minor, entry.amount.currency);
        if let Some(ordinal) = entry.statement {
            self.statement(ordinal);
        }
        if let Some(date) = entry.value_on {
            self.value_on(date);
        }
        if let Some(sequence) = entry.sequence {
            self.sequence(sequence);
        }
        if let Some(received) = entry.received {
            self.received(received.minor, received.currency);
        }
        if let Some(minor) = entry.debtor_balance_minor {
            self.debtor_balance(minor);
        }
        if let Some(minor) = entry.creditor_balance_minor {
            self.creditor_balance(minor);
        }
        if entry.reversal {
            self.reversal();
        }
        let texts = [
            (TextColumn::Transaction, written_in(&entry.transaction)),
            (TextColumn::Debtor, account_of(&entry.debtor)),
            (TextColumn::Creditor, account_of(&entry.creditor)),
            (TextColumn::DebtorName, written_in(&entry.debtor.name)),
            (TextColumn::CreditorName, written_in(&entry.creditor.name)),
            (TextColumn::DebtorCountry, written_in(&entry.debtor.country)),
            (TextColumn::CreditorCountry, written_in(&entry.creditor.country)),
            (TextColumn::Text, written_in(&entry.text)),
            (TextColumn::Reference, written_in(&entry.reference)),
            (TextColumn::Channel, entry.channel.map_or("", Channel::word)),
            (TextColumn::Status, if entry.status == PaymentStatus::Paid { "" } else { entry.status.word() }),
        ];
        for (column, value) in texts {
            self.text(column, value);
        }
    }

    /// The rows as a batch in the schema of [`schema::entries`]; `same_as` and `joined_by` are empty:
    /// what entries have to do with each other is settled by the ledger.
    ///
    /// # Errors
    /// Arrow's own, when the columns do not fit the schema: a bug of ours.
    pub fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let rows = self.rows;
        let schema = schema::entries();
        let kind = |name: &str| schema.field_with_name(name).map(|field| field.data_type().clone());
        let source = self.source.to_string();
        let mut arrays: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from_iter_values(std::iter::repeat_n(source.as_str(), rows))),
            Arc::new(arrow_array::UInt32Array::from(std::mem::take(&mut self.row))),
            self.message.finish(rows, &kind("message")?),
            self.line.finish(rows, &kind("line")?),
            self.statement.finish(rows, &kind("statement")?),
            Arc::new(StringArray::from_iter_values(self.legs.iter().map(|legs| legs.word()))),
            Arc::new(arrow_array::Date32Array::from(std::mem::take(&mut self.booked_on))),
            Arc::new(
                arrow_array::TimestampMicrosecondArray::from(std::mem::take(&mut self.booked_at)).with_timezone("UTC"),
            ),
            Arc::new(BooleanArray::from(std::mem::take(&mut self.has_time))),
            self.offset_minutes.finish(rows, &kind("offset_minutes")?),
            self.value_on.finish(rows, &kind("value_on")?),
            self.sequence.finish(rows, &kind("sequence")?),
            Arc::new(arrow_array::Int64Array::from(std::mem::take(&mut self.amount_minor))),
            Arc::new(StringArray::from_iter_values(self.currency.iter().map(crate::Currency::code))),
            self.received_minor.finish(rows, &kind("received_minor")?),
            finish_text(self.received_currency.take(), rows),
            self.debtor_balance_minor.finish(rows, &kind("debtor_balance_minor")?),
            self.creditor_balance_minor.finish(rows, &kind("creditor_balance_minor")?),
            finish_flag(self.payroll.take(), rows),
            finish_flag(self.reversal.take(), rows),
        ];
        arrays.extend(std::mem::take(&mut self.texts).into_iter().map(|text| finish_text(text, rows)));
        arrays.extend([finish_text(None, rows), finish_text(None, rows)]);
        RecordBatch::try_new(schema, arrays)
    }
}

/// What a text is expected to take, where many rows are.
const TEXT_BYTES: usize = 16;

fn fill(column: &mut Option<StringBuilder>, at: usize, room: usize, parts: &[&str]) {
    use std::fmt::Write;

    use arrow_array::builder::ArrayBuilder;
    let builder = column.get_or_insert_with(|| StringBuilder::with_capacity(room, room * TEXT_BYTES));
    for _ in builder.len()..at {
        builder.append_null();
    }
    if builder.len() == at {
        let (last, before) = parts.split_last().map_or(("", parts), |(last, before)| (*last, before));
        // Writing into a column in memory cannot fail.
        for part in before {
            let _ = builder.write_str(part);
        }
        builder.append_value(last);
    }
}

fn finish_text(column: Option<StringBuilder>, rows: usize) -> ArrayRef {
    use arrow_array::builder::ArrayBuilder;
    let Some(mut builder) = column else { return new_null_array(&arrow_schema::DataType::Utf8, rows) };
    for _ in builder.len()..rows {
        builder.append_null();
    }
    Arc::new(builder.finish())
}

fn fill_flag(column: &mut Option<BooleanBuilder>, at: usize, value: bool) {
    use arrow_array::builder::ArrayBuilder;
    let builder = column.get_or_insert_with(BooleanBuilder::new);
    for _ in builder.len()..at {
        builder.append_null();
    }
    if builder.len() == at {
        builder.append_value(value);
    }
}

fn finish_flag(column: Option<BooleanBuilder>, rows: usize) -> ArrayRef {
    use arrow_array::builder::ArrayBuilder;
    let Some(mut builder) = column else { return new_null_array(&arrow_schema::DataType::Boolean, rows) };
    for _ in builder.len()..rows {
        builder.append_null();
    }
    Arc::new(builder.finish())
}

fn account_of(party: &Party) -> &str {
    party.account.as_ref().map_or("", AccountId::as_str)
}

fn written_in(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;

    use super::*;
    use crate::{Currency, Money};

    #[test]
    fn what_some_rows_leave_empty_is_null_there_and_only_there() {
        let mut columns = EntryColumns::new("a1b2c3d4e5f6".parse().unwrap());
        for row in 0..4_u32 {
            let booked: Booked = "2024-05-02".parse().unwrap();
            let mut entry = Entry::new(
                Place { row: Some(row), ..Place::default() },
                Legs::Debit,
                booked,
                Money { minor: 1, currency: Currency::EUR },
            );
            if row == 2 {
                entry.text = Some("two".into());
                entry.sequence = Some(7);
                entry.reversal = true;
            }
            columns.push(&entry);
        }
        let batch = columns.finish().unwrap();
        let text = batch.column_by_name("text").unwrap().as_string::<i32>();
        assert_eq!(text.iter().collect::<Vec<_>>(), [None, None, Some("two"), None]);
        assert_eq!(batch.column_by_name("sequence").unwrap().null_count(), 3);
        assert_eq!(batch.column_by_name("reversal").unwrap().null_count(), 3);
        assert_eq!(batch.column_by_name("city").unwrap().null_count(), 4);
    }
}
