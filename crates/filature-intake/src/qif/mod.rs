//! Reads QIF, the form of Quicken of the 1990s, which many banks and money programs still export.
//!
//! A record is a few lines, each with a letter in front, and ends in `^`. The form says neither which account a file is
//! of (at most by a name that its owner gave it), nor the currency, nor in which order a date stands. So a QIF file is
//! read by a [mapping](crate::csv::Mapping) like a table whose columns are the letters: what the whole file tells is
//! drafted, and a person says the rest.
//!
//! ```text
//! bytes ─► text ─► records ─┬► told (order of dates, decimal mark, accounts) ─► draft, to be confirmed
//!                           └► entry, by the mapping: one record, one entry; an opening balance is none
//! ```
//!
//! ```toml
//! delimiter = "^"
//! header_line = 0
//! decimal_mark = "."
//! date_order = "MDY"
//! currency = "USD"
//! account = "12345678:99"
//! [columns]
//! booked = "D"
//! amount = "T"
//! ```
//!
//! A transfer to another account of the owner (`L[Savings]`) names that account by the owner's own word: it stays in the
//! text, and is no account number. The parts of a split record are kept in the text too; they must add up to it. Records
//! of securities (`!Type:Invst`) are problems, each with its place; lists (categories, prices) are noted.

mod entry;
mod reader;
mod records;
mod told;

use filature_model::SourceId;

use crate::Refusal;
use crate::csv::{CsvOptions, CsvOutcome, Mapping, text};

/// The letter of the date, which a mapping of ours names.
const DATE: &str = "D";

/// Whether the bytes look like QIF, by its first line.
///
/// ```
/// use filature_intake::qif;
/// assert!(qif::looks_like(b"!Type:Bank\r\nD1/31'04\r\n"));
/// assert!(!qif::looks_like(b"Type,Amount\n"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    [&b"!type:"[..], b"!account", b"!option:", b"!clear:"]
        .iter()
        .any(|mark| bytes.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)))
}

/// Reads a QIF file by a mapping; without one, drafts it.
///
/// # Errors
/// A [`Refusal`] when it holds no bookings, bookings of several accounts, or none that could be read, and when the
/// mapping leaves out the account or the currency.
pub fn read(source: SourceId, bytes: &[u8], said: &CsvOptions) -> Result<CsvOutcome, Refusal> {
    // A mapping of a table may have been given for other files of the same call.
    let mapping = said.mapping.as_ref().filter(|mapping| mapping.columns.booked == DATE);
    let decoded = text::decode(bytes, mapping.and_then(|mapping| mapping.encoding.as_deref()))?;
    let told = told::tell(&decoded.text)?;
    let Some(mapping) = mapping else {
        return Ok(CsvOutcome::InDoubt(told.draft(&decoded, said)));
    };
    let reading = reader::read(source, &decoded, mapping, said.account.as_ref())?;
    Ok(CsvOutcome::Read(Box::new(reading), Some(Mapping::clone(mapping))))
}

#[cfg(test)]
mod tests;
