//! A row a day, a column a currency: `eurofxref-hist.csv`, `eurofxref.csv`, and the download of the Data Portal, whose
//! columns are named by their series, as in `US dollar/Euro (EXR.D.USD.EUR.SP00.A)`.

use std::sync::Arc;

use filature_model::{Currency, Place, ProblemCode, SourceId};

use super::dates::{A_DAY_OR_WORDS, day_or_words};
use super::list::{Found, List, is_unpublished};
use crate::csv::Table;
use crate::{Format, Reading, Refusal};

/// What a column holds.
enum Column {
    /// The rates of a currency; with the series that its name says.
    Rates(Currency, Option<Arc<str>>),
    /// Three letters that are no currency.
    UnknownCurrency,
    /// A series of the Data Portal that is no daily rate to the euro.
    OtherSeries,
    /// The day once more, in words; or nothing, behind a trailing comma.
    Nothing,
    /// Nothing that such a table has.
    Foreign,
}

impl Column {
    fn of(name: &str) -> Self {
        if let Some(key) = name.rsplit_once("(exr.").and_then(|(_, key)| key.strip_suffix(')')) {
            return match key.split('.').collect::<Vec<_>>().as_slice() {
                ["d", code, "eur", "sp00", "a"] => code.parse().map_or(Self::UnknownCurrency, |currency| {
                    Self::Rates(currency, Some(format!("EXR.{}", key.to_ascii_uppercase()).into()))
                }),
                _ => Self::OtherSeries,
            };
        }
        match name {
            "" | "n/a" | "time period" => Self::Nothing,
            code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                code.parse().map_or(Self::UnknownCurrency, |currency| Self::Rates(currency, None))
            }
            _ => Self::Foreign,
        }
    }
}

/// Whether a header is of this layout: the day, then currencies; most of them known, and nothing else.
pub fn is_header(header: &[String]) -> bool {
    let Some((first, others)) = header.split_first() else { return false };
    let (mut known, mut unknown) = (0, 0);
    for name in others {
        match Column::of(name) {
            Column::Rates(..) => known += 1,
            Column::UnknownCurrency | Column::OtherSeries => unknown += 1,
            Column::Nothing => {}
            Column::Foreign => return false,
        }
    }
    first == "date" && known > unknown
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read, or no rate of it.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    table.refuse_repeated(|name| !name.is_empty() && name != "n/a")?;
    let mut list = List::new(source, Format::EcbRates);
    let mut columns = Vec::new();
    for (at, name) in table.header.iter().enumerate().skip(1) {
        match Column::of(name) {
            Column::Rates(currency, series) => {
                // Where the file names no series, the name of the layout stands for who states it.
                columns.push((
                    at,
                    currency,
                    Arc::<str>::from(currency.code()),
                    series.unwrap_or_else(|| "eurofxref".into()),
                ));
            }
            Column::UnknownCurrency => {
                let expected = "a code of ISO 4217; the column is not read";
                list.problem(Place::default(), ProblemCode::BadCurrency, name, &name.to_ascii_uppercase(), expected);
            }
            Column::OtherSeries => {
                let expected = "a daily reference rate to the euro (EXR.D.….EUR.SP00.A); the column is not read";
                list.problem(Place::default(), ProblemCode::BadWord, name, name, expected);
            }
            Column::Nothing | Column::Foreign => {}
        }
    }
    for (number, record) in (0_u32..).zip(table.records()?) {
        let place = Place { line: Some(record.line), row: Some(number), message: None };
        if list.is_bad_row(&record, table.header.len(), place) {
            continue;
        }
        let get = |at: usize| record.fields.get(at).map(String::as_str).unwrap_or_default();
        let Some(on) = day_or_words(get(0)) else {
            list.problem(place, ProblemCode::BadDate, "Date", get(0), A_DAY_OR_WORDS);
            continue;
        };
        for (at, currency, column, stated_by) in &columns {
            let written = get(*at);
            if !is_unpublished(written) {
                let stated_by = Some(stated_by);
                list.state(&Found { currency: *currency, on, place, column, written, stated_by });
            }
        }
    }
    list.finish()
}
