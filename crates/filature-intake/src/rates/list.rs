//! What every layout is read into.

use std::sync::Arc;

use filature_model::{Currency, Place, Problem, ProblemCode, RateDecimal, SourceId, StatedRate};
use jiff::civil::Date;

use crate::csv::Record;
use crate::{Format, Reading, Refusal};

/// What a rate is expected to be, wherever one stands.
const A_RATE: &str = "units of the currency for one euro, above zero, with a decimal point";

/// Rates and problems of one file, in its order.
pub struct List {
    source: SourceId,
    format: Format,
    stated: Vec<StatedRate>,
    problems: Vec<Problem>,
}

/// A rate that was found, its figure still unread.
pub struct Found<'a> {
    /// Its currency.
    pub currency: Currency,
    /// Its day.
    pub on: Date,
    /// Where it stands.
    pub place: Place,
    /// In which column or attribute.
    pub column: &'a Arc<str>,
    /// Its figure.
    pub written: &'a str,
    /// Who states it, in the file's own words.
    pub stated_by: Option<&'a Arc<str>>,
}

impl List {
    /// Nothing yet.
    pub fn new(source: SourceId, format: Format) -> Self {
        Self { source, format, stated: Vec::new(), problems: Vec::new() }
    }

    /// Notes a problem in a column.
    pub fn problem(&mut self, place: Place, code: ProblemCode, column: &str, found: &str, expected: &str) {
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(column));
    }

    /// Notes the columns that nothing reads.
    pub fn note_unread(&mut self, names: &str) {
        self.problems.push(Problem::new(self.source, Place::default(), ProblemCode::UnreadColumn, names, ""));
    }

    /// Notes a row that has not the fields of the header, and says whether that is so.
    pub fn is_bad_row(&mut self, record: &Record, fields: usize, place: Place) -> bool {
        let is_bad = record.width != fields && !(record.width > fields && record.is_empty_beyond(fields));
        if is_bad {
            let (found, expected) = (format!("{} fields", record.width), format!("{fields} fields"));
            self.problems.push(Problem::new(self.source, place, ProblemCode::BadRow, found, expected));
        }
        is_bad
    }

    /// Reads the figure of a rate and keeps it, or notes why not.
    pub fn state(&mut self, found: &Found<'_>) {
        let Found { currency, on, place, column, written, stated_by } = *found;
        let units = match written.parse::<RateDecimal>() {
            Ok(units) => units,
            Err(error) => {
                return self.problem(place, ProblemCode::BadRate, column, written, &format!("{A_RATE} ({error})"));
            }
        };
        if currency == Currency::EUR {
            let (digits, decimals) = (units.digits(), units.decimals());
            return match digits == 10_i64.pow(decimals) {
                true => self.problem(place, ProblemCode::NotAnEntry, column, written, "a currency other than the euro"),
                false => self.problem(place, ProblemCode::BadRate, column, written, "1: one euro is one euro"),
            };
        }
        let (column, stated_by) = (Arc::clone(column), stated_by.cloned());
        self.stated.push(StatedRate { currency, on, source: self.source, place, column, units, stated_by });
    }

    /// The reading.
    ///
    /// # Errors
    /// A refusal when no rate came of the file: a green count of nought would hide it.
    pub fn finish(self) -> Result<Reading, Refusal> {
        if self.stated.is_empty() {
            let why = self.problems.first().map_or_else(|| "it states none".to_owned(), ToString::to_string);
            return Err(Refusal::new(
                format!("No rate can be read from this file of rates: {why}"),
                "Take the file from where it was published, without a spreadsheet in between.",
            ));
        }
        Ok(Reading {
            format: self.format,
            entries: Vec::new(),
            statements: Vec::new(),
            accounts: Vec::new(),
            rates: self.stated,
            problems: self.problems,
        })
    }
}

/// Whether a cell of the European Central Bank says that nothing was published.
pub fn is_unpublished(written: &str) -> bool {
    written.is_empty() || written.eq_ignore_ascii_case("N/A") || written.eq_ignore_ascii_case("NaN")
}
