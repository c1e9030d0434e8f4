//! What a reader whose tables are no files of separated values (a spreadsheet) takes from this one: its text is made
//! by that reader, so neither its encoding nor its delimiter is told from it.

use std::borrow::Cow;

use filature_model::{AccountId, SourceId};

use super::guess::{Draft, Known, guess_text};
use super::mapping::Mapping;
use super::table::Table;
use super::text::Decoded;
use super::{accounts, amlworld, canonical, mapped, paypal, register, remittance, shipped};
use crate::{Reading, Refusal};

/// A name of a header as known layouts have it.
pub fn header_name(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whether a header is of a layout that needs no mapping.
pub fn is_known_header(header: &[String]) -> bool {
    canonical::is_header(header)
        || amlworld::is_header(header)
        || shipped::remittance(header).is_some()
        || shipped::paypal(header).is_some()
        || register::is_header(header)
        || accounts::is_header(header)
        || crate::rates::is_header(header)
}

/// Reads a table of a layout known by its header; none when it is of no such layout. `account` is whose it is, where a layout does
/// not say.
///
/// # Errors
/// A refusal when the table as a whole cannot be read, or has no rows.
pub fn read_known(source: SourceId, text: &str, account: Option<&AccountId>) -> Result<Option<Reading>, Refusal> {
    let Some(table) = Table::with_known_header(text) else { return Ok(None) };
    let known = if canonical::is_header(&table.header) {
        Some(canonical::read(source, &table)?)
    } else if amlworld::is_header(&table.header) {
        Some(amlworld::read(source, &table)?)
    } else if let Some(layout) = shipped::remittance(&table.header) {
        Some(remittance::read(source, &table, &layout)?)
    } else if let Some(layout) = shipped::paypal(&table.header) {
        Some(paypal::read(source, &table, &layout, account)?)
    } else if register::is_header(&table.header) {
        Some(register::read(source, &table)?)
    } else if accounts::is_header(&table.header) {
        Some(accounts::read(source, &table)?)
    } else {
        crate::rates::read_table(source, &table).transpose()?
    };
    known.iter().try_for_each(refuse_without_rows)?;
    Ok(known)
}

/// Drafts a mapping for a text whose delimiter is known, and perhaps its decimal mark.
///
/// # Errors
/// A refusal when it is no table.
pub fn draft(
    text: &str,
    delimiter: u8,
    decimal_mark: Option<char>,
    account: Option<&AccountId>,
) -> Result<Draft, Refusal> {
    guess_text(text, Known { delimiter: Some(delimiter), decimal_mark }, account)
}

/// Reads a bank's own table by a mapping.
///
/// # Errors
/// A refusal, as for any table.
pub fn read_mapped(
    source: SourceId,
    text: &str,
    mapping: &Mapping,
    account: Option<&AccountId>,
) -> Result<Reading, Refusal> {
    let decoded =
        Decoded { text: Cow::Borrowed(text), encoding: encoding_rs::UTF_8, first_broken_line: None, is_guessed: false };
    mapped::read(source, &decoded, mapping, account)
}

/// A table of which nothing came, not even a problem, was not read: a green count of nought would hide it.
fn refuse_without_rows(reading: &Reading) -> Result<(), Refusal> {
    let has_rows = reading.problems.iter().any(|problem| problem.place.row.is_some());
    if reading.entry_count() > 0 || !reading.accounts.is_empty() || !reading.rates.is_empty() || has_rows {
        return Ok(());
    }
    Err(Refusal::new("The table has a header and no rows.", "Ask the sender for the whole file."))
}
