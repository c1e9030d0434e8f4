//! Exchange rates, as the European Central Bank publishes them and in a layout of this project's own.
//!
//! ```text
//! table ─┬► wide       Date,USD,JPY,…            eurofxref-hist.csv, eurofxref.csv; the Data Portal's download
//!        ├► sdmx       KEY,FREQ,CURRENCY,…       the Data Portal's SDMX-CSV, one row an observation   ├► List ─► Reading
//!        └► canonical  currency,date,rate,source anyone's
//! XML ────► xml        gesmes:Envelope/Cube      eurofxref-daily.xml, eurofxref-hist.xml
//! ```
//!
//! A rate is the units of a currency for one euro on a day. What the layouts of the bank leave empty (`N/A`, nothing,
//! `NaN`: a day on which it published none) is no rate and no problem; anything else that cannot be taken is one, with
//! its row and column. Whether two rates contradict each other is settled for the whole case, in `filature-ledger`.

mod canonical;
mod dates;
mod list;
mod sdmx;
#[cfg(test)]
mod tests;
mod wide;
mod xml;

use filature_model::SourceId;

use crate::csv::Table;
use crate::{Reading, Refusal};

pub use xml::{looks_like, read};

/// Whether a header is that of a table of rates.
pub(crate) fn is_header(header: &[String]) -> bool {
    sdmx::is_header(header) || canonical::is_header(header) || wide::is_header(header)
}

/// Reads a table of rates; none where its header is of no such layout.
pub(crate) fn read_table(source: SourceId, table: &Table<'_>) -> Option<Result<Reading, Refusal>> {
    if sdmx::is_header(&table.header) {
        Some(sdmx::read(source, table))
    } else if canonical::is_header(&table.header) {
        Some(canonical::read(source, table))
    } else if wide::is_header(&table.header) {
        Some(wide::read(source, table))
    } else {
        None
    }
}
