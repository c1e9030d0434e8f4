//! The Data Portal's SDMX-CSV: a row is one observation of one series.
//!
//! The series must be a daily (`FREQ` D) foreign exchange reference rate (`EXR_TYPE` SP00) to the euro
//! (`CURRENCY_DENOM` EUR), as observed (`EXR_SUFFIX` A): a monthly average is no rate of a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use filature_model::{Currency, Place, ProblemCode, SourceId};

use super::dates::{A_DAY, day};
use super::list::{Found, List, is_unpublished};
use crate::csv::Table;
use crate::{Format, Reading, Refusal};

/// Columns that make a header one of this layout, in the order in which a row is looked at.
const TELLING: [&str; 6] = ["freq", "currency", "currency_denom", "exr_type", "time_period", "obs_value"];

/// What a column must hold where it is there.
const HOLDS: [(&str, &str); 5] =
    [("freq", "D"), ("currency_denom", "EUR"), ("exr_type", "SP00"), ("exr_suffix", "A"), ("unit_mult", "0")];

/// Whether a header is of this layout.
pub fn is_header(header: &[String]) -> bool {
    TELLING.iter().all(|name| header.iter().any(|column| column == name))
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read, or no rate of it.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    table.refuse_repeated(|name| {
        TELLING.contains(&name) || name == "key" || HOLDS.iter().any(|(column, _)| *column == name)
    })?;
    let mut list = List::new(source, Format::EcbRates);
    let column: Arc<str> = "OBS_VALUE".into();
    let mut keys = BTreeMap::<String, Arc<str>>::new();
    for (number, record) in (0_u32..).zip(table.records()?) {
        let place = Place { line: Some(record.line), row: Some(number), message: None };
        if list.is_bad_row(&record, table.header.len(), place) {
            continue;
        }
        let get = |name: &str| table.column(name).and_then(|at| record.fields.get(at)).map(String::as_str);
        let of = |name: &str| get(name).unwrap_or_default();
        let other = HOLDS.into_iter().find(|(name, word)| get(name).is_some_and(|found| found != *word));
        if let Some((name, word)) = other {
            let expected = format!("{word}: a daily reference rate to the euro");
            list.problem(place, ProblemCode::BadWord, &name.to_ascii_uppercase(), of(name), &expected);
            continue;
        }
        let written = of("obs_value");
        if is_unpublished(written) {
            continue;
        }
        let Ok(currency) = of("currency").parse::<Currency>() else {
            list.problem(place, ProblemCode::BadCurrency, "CURRENCY", of("currency"), "a code of ISO 4217");
            continue;
        };
        let Some(on) = day(of("time_period")) else {
            list.problem(place, ProblemCode::BadDate, "TIME_PERIOD", of("time_period"), A_DAY);
            continue;
        };
        let key = match of("key") {
            "" => format!("EXR.D.{currency}.EUR.SP00.A"),
            key => key.to_owned(),
        };
        let stated_by = Arc::clone(keys.entry(key).or_insert_with_key(|key| key.as_str().into()));
        list.state(&Found { currency, on, place, column: &column, written, stated_by: Some(&stated_by) });
    }
    list.finish()
}
