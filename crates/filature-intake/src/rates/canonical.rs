//! `currency,date,rate,source`: a row is the rate of one currency on one day, and who states it.

use std::collections::BTreeMap;
use std::sync::Arc;

use filature_model::{Currency, Place, ProblemCode, SourceId};

use super::dates::{A_DAY, day};
use super::list::{Found, List};
use crate::csv::Table;
use crate::{Format, Reading, Refusal};

const READ: [&str; 4] = ["currency", "date", "rate", "source"];

/// Columns that would make it a list of payments with a rate beside each.
const NOT_OF_RATES: [&str; 4] = ["amount", "account", "debtor", "creditor"];

/// Whether a header is of this layout.
pub fn is_header(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column == name);
    READ.into_iter().all(has) && !NOT_OF_RATES.into_iter().any(has)
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read, or no rate of it.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    table.refuse_repeated(|name| READ.contains(&name))?;
    let mut list = List::new(source, Format::Rates);
    let column: Arc<str> = "rate".into();
    let mut names = BTreeMap::<String, Arc<str>>::new();
    for (number, record) in (0_u32..).zip(table.records()?) {
        let place = Place { line: Some(record.line), row: Some(number), message: None };
        if list.is_bad_row(&record, table.header.len(), place) {
            continue;
        }
        let get = |name: &str| {
            table.column(name).and_then(|at| record.fields.get(at)).map(String::as_str).unwrap_or_default()
        };
        if let Some(empty) = READ.into_iter().find(|name| get(name).is_empty()) {
            list.problem(
                place,
                ProblemCode::MissingField,
                empty,
                "",
                "every row has a currency, date, rate and source",
            );
            continue;
        }
        let Ok(currency) = get("currency").parse::<Currency>() else {
            list.problem(
                place,
                ProblemCode::BadCurrency,
                "currency",
                get("currency"),
                "a code of ISO 4217, such as RSD",
            );
            continue;
        };
        let Some(on) = day(get("date")) else {
            list.problem(place, ProblemCode::BadDate, "date", get("date"), A_DAY);
            continue;
        };
        let name = names.entry(get("source").to_owned()).or_insert_with(|| get("source").into());
        let stated_by = Some(Arc::clone(name));
        let written = get("rate");
        list.state(&Found { currency, on, place, column: &column, written, stated_by: stated_by.as_ref() });
    }
    let unread: Vec<&str> =
        table.header.iter().map(String::as_str).filter(|name| !name.is_empty() && !READ.contains(name)).collect();
    if !unread.is_empty() {
        list.note_unread(&unread.join(", "));
    }
    list.finish()
}
