//! Parquet: every entry relied on, a row each, in the order of the dossier's annex, for DuckDB, pandas and Arrow.
//!
//! Money is `Int64` minor units beside its currency and how many digits a unit has: divide by ten to that power, and never before
//! adding. `row`, `line` and `message` are the place in the file whose id, name, exhibit reference and SHA-256 stand in the row, so that
//! each row can be found again in what was received. What the file leaves out is in its key-value metadata.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Int16Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
    UInt32Array,
};
use arrow_schema::{DataType, Field, Schema};
use filature_model::{Entry, Money, Party, Source, SourceId, days_from_epoch, schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::book::Book;
use super::said;
use crate::Form;
use crate::format::visible;
use crate::redact::rows;

/// An entry to be listed.
struct Listed<'a> {
    number: u32,
    transaction: &'a str,
    source: SourceId,
    file: Option<&'a Source>,
    entry: &'a Entry,
}

/// The file.
pub fn render(book: &Book<'_>) -> Result<Vec<u8>, String> {
    let entries = book.entries();
    let listed: Vec<Listed<'_>> = entries
        .into_iter()
        .map(|(number, transaction, source, entry)| Listed {
            number,
            transaction,
            source,
            file: book.source(source),
            entry,
        })
        .collect();
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) =
        [provenance(&listed), times(&listed), amounts(&listed), sides(book, &listed)].into_iter().flatten().unzip();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(|error| error.to_string())?;
    let said = said(Form::Parquet);
    let told = [("filature.leaves_out.en", said.first()), ("filature.leaves_out.fr", said.last())];
    let told = told.into_iter().map(|(key, text)| KeyValue::new(key.to_owned(), text.cloned())).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // No name of a program or version in the file: same input, same bytes.
        .set_created_by("filature".to_owned())
        .set_key_value_metadata(Some(told))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, schema, Some(properties)).map_err(|error| error.to_string())?;
    writer.write(&batch).map_err(|error| error.to_string())?;
    writer.close().map_err(|error| error.to_string())?;
    Ok(bytes)
}

type Column = (Field, ArrayRef);

fn texts<'a>(name: &str, listed: &'a [Listed<'a>], text: impl Fn(&'a Listed<'a>) -> Option<String>) -> Column {
    let values: StringArray = listed.iter().map(text).collect();
    (Field::new(name, DataType::Utf8, true), Arc::new(values))
}

fn numbers<'a>(name: &str, listed: &'a [Listed<'a>], number: impl Fn(&'a Listed<'a>) -> Option<u32>) -> Column {
    let values: UInt32Array = listed.iter().map(number).collect();
    (Field::new(name, DataType::UInt32, true), Arc::new(values))
}

fn provenance(listed: &[Listed<'_>]) -> Vec<Column> {
    vec![
        numbers("entry", listed, |one| Some(one.number)),
        texts("transaction", listed, |one| Some(visible(one.transaction))),
        texts("source", listed, |one| Some(one.source.to_string())),
        texts("file", listed, |one| one.file.map(|file| visible(&file.name))),
        texts("exhibit", listed, |one| one.file.and_then(|file| file.exhibit.as_deref()).map(visible)),
        texts("sha256", listed, |one| one.file.map(|file| visible(&file.sha256))),
        numbers("message", listed, |one| one.entry.place.message),
        numbers("row", listed, |one| one.entry.place.row.and_then(rows::told)),
        numbers("line", listed, |one| one.entry.place.line),
        texts("legs", listed, |one| Some(one.entry.legs.word().to_owned())),
    ]
}

fn times(listed: &[Listed<'_>]) -> Vec<Column> {
    let days: Date32Array = listed.iter().map(|one| Some(days_from_epoch(one.entry.booked.on))).collect();
    let instants: TimestampMicrosecondArray = listed.iter().map(|one| Some(one.entry.booked.at_micros)).collect();
    let timed: BooleanArray = listed.iter().map(|one| Some(one.entry.booked.has_time)).collect();
    let offsets: Int16Array = listed.iter().map(|one| Some(one.entry.booked.offset_minutes)).collect();
    let values: Date32Array = listed.iter().map(|one| one.entry.value_on.map(days_from_epoch)).collect();
    vec![
        (Field::new("booked_on", DataType::Date32, false), Arc::new(days)),
        (Field::new("booked_at", schema::instant(), false), Arc::new(instants.with_timezone("UTC"))),
        (Field::new("has_time", DataType::Boolean, false), Arc::new(timed)),
        (Field::new("offset_minutes", DataType::Int16, false), Arc::new(offsets)),
        (Field::new("value_on", DataType::Date32, true), Arc::new(values)),
    ]
}

fn amounts(listed: &[Listed<'_>]) -> Vec<Column> {
    let minor: Int64Array = listed.iter().map(|one| Some(one.entry.amount.minor)).collect();
    let received: Int64Array = listed.iter().map(|one| one.entry.received.map(|money| money.minor)).collect();
    let reversals: BooleanArray = listed.iter().map(|one| Some(one.entry.reversal)).collect();
    let code = |money: Money| money.currency.code().to_owned();
    vec![
        (Field::new("amount_minor", DataType::Int64, false), Arc::new(minor)),
        texts("currency", listed, |one| Some(code(one.entry.amount))),
        numbers("minor_digits", listed, |one| Some(one.entry.amount.currency.minor_digits())),
        (Field::new("received_minor", DataType::Int64, true), Arc::new(received)),
        texts("received_currency", listed, |one| one.entry.received.map(code)),
        numbers("received_minor_digits", listed, |one| one.entry.received.map(|money| money.currency.minor_digits())),
        (Field::new("reversal", DataType::Boolean, false), Arc::new(reversals)),
        texts("status", listed, |one| Some(one.entry.status.word().to_owned())),
        texts("channel", listed, |one| one.entry.channel.map(|channel| channel.word().to_owned())),
    ]
}

/// Who paid and who was paid, in this entry's own words: another entry may name whom this one does not.
fn sides(book: &Book<'_>, listed: &[Listed<'_>]) -> Vec<Column> {
    let account = |party: &Party| party.account.as_ref().map(|account| visible(account.as_str()));
    vec![
        texts("payer_account", listed, |one| account(&one.entry.debtor)),
        texts("payer_name", listed, |one| book.name(one.entry.debtor.name.as_deref())),
        texts("payee_account", listed, |one| account(&one.entry.creditor)),
        texts("payee_name", listed, |one| book.name(one.entry.creditor.name.as_deref())),
        texts("text", listed, |one| book.text(one.entry.text.as_deref())),
    ]
}
