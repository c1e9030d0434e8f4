use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray, UInt32Array};
use filature_model::{Place, Rates, StatedRate, days_from_epoch, schema};

use super::{Row, read};
use crate::LedgerError;

/// The rates that files state as a batch: by currency, day, source and place.
///
/// # Errors
/// A bug of ours, when the columns do not fit.
pub fn rates_batch(rates: &Rates) -> Result<RecordBatch, LedgerError> {
    let stated = rates.stated();
    let text = |get: &dyn Fn(&StatedRate) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(stated.iter().map(get)))
    };
    let number = |get: &dyn Fn(&StatedRate) -> Option<u32>| -> ArrayRef {
        Arc::new(stated.iter().map(get).collect::<UInt32Array>())
    };
    let columns = vec![
        text(&|stated| stated.currency.to_string()),
        Arc::new(Date32Array::from_iter_values(stated.iter().map(|stated| days_from_epoch(stated.on)))),
        text(&|stated| stated.units.to_string()),
        text(&|stated| stated.source.to_string()),
        number(&|stated| stated.place.row),
        number(&|stated| stated.place.line),
        text(&|stated| stated.column.to_string()),
        Arc::new(stated.iter().map(|stated| stated.stated_by.as_deref()).collect::<StringArray>()),
    ];
    Ok(RecordBatch::try_new(schema::rates(), columns)?)
}

/// Reads `rates.parquet`.
///
/// # Errors
/// When it cannot be read, or a row of it.
pub fn rate_rows(path: &Path) -> Result<Rates, LedgerError> {
    // A history of the central bank has a quarter of a million rows and some forty different texts.
    let mut texts = BTreeSet::<Arc<str>>::new();
    let mut stated = Vec::new();
    for batch in read(path)? {
        for at in 0..batch.num_rows() {
            let row = Row { batch: &batch, at };
            stated.push(rate(&row, &mut texts).ok_or_else(|| LedgerError::Damaged {
                path: path.to_owned(),
                what: format!("row {at} cannot be read; delete the ledger folder to have it rebuilt"),
            })?);
        }
    }
    Ok(Rates::new(stated))
}

fn rate(row: &Row<'_>, texts: &mut BTreeSet<Arc<str>>) -> Option<StatedRate> {
    Some(StatedRate {
        currency: row.text("currency")?.parse().ok()?,
        on: row.date("day")?,
        source: row.text("source")?.parse().ok()?,
        place: Place { message: None, row: row.u32("row"), line: row.u32("line") },
        column: shared(texts, row.text("column")?),
        units: row.text("rate")?.parse().ok()?,
        stated_by: row.text("stated_by").map(|text| shared(texts, text)),
    })
}

fn shared(texts: &mut BTreeSet<Arc<str>>, text: &str) -> Arc<str> {
    if let Some(known) = texts.get(text) {
        return Arc::clone(known);
    }
    let new: Arc<str> = text.into();
    texts.insert(Arc::clone(&new));
    new
}
