//! Scans typed up by a person: a spreadsheet that `filature transcribe` makes, and that is read back as a statement.
//!
//! ```text
//! scan (SHA-256, pages) ─► sheet: page, line, date … balance ─► typed ─► read ─► each page foots? ─► entries
//! ```
//!
//! What is typed is checked as paper is: each page states what it begins and ends with, its entries must lead from one to the
//! other, and a page where they do not is refused whole, with its number. The typist's name and the original's hash stand in
//! the number of the statement; page and line of each entry are those of the original.

mod cells;
mod pages;
mod sheet;
#[cfg(test)]
mod tests;

use filature_model::{AccountId, Balance, Currency, Place, Problem, ProblemCode, SourceId, Statement, iban_check};

use crate::{Format, Reading, Refusal};
use cells::Sheet;
pub use sheet::{Original, sheet};

/// The name of the sheet that is typed into: the mark by which the file is known.
pub(crate) const SHEET_NAME: &str = "filature transcription";

/// Rows of the sheet, from 0: what is said of the whole, and the headings of the table.
pub(crate) const SOURCE_ROW: u32 = 1;
pub(crate) const ACCOUNT_ROW: u32 = 4;
pub(crate) const CURRENCY_ROW: u32 = 5;
pub(crate) const HOLDER_ROW: u32 = 6;
pub(crate) const TYPIST_ROW: u32 = 7;
pub(crate) const HEADINGS_ROW: u32 = 9;

/// Whether the bytes are a spreadsheet made by `filature transcribe`.
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && cells::has_sheet(bytes)
}

/// Reads what was typed; `account` is whose it is where the sheet does not say.
///
/// # Errors
/// A [`Refusal`] when the sheet does not say who typed it, from which original, of which account, in which currency; or when
/// nothing was typed.
pub fn read(source: SourceId, bytes: &[u8], account: Option<&AccountId>) -> Result<Reading, Refusal> {
    let sheet = Sheet::read(bytes)?;
    let fill_in = |row: u32, what: &str| {
        let text = sheet.text(row, 1);
        if text.is_empty() {
            let place = Place { line: Some(row + 1), ..Place::default() };
            return Err(
                Refusal::new(format!("The sheet does not say {what}."), "Fill it in and add the file again.").at(place)
            );
        }
        Ok(text)
    };
    let original = fill_in(SOURCE_ROW, "which original it was typed from")?;
    let typist = fill_in(TYPIST_ROW, "who typed it")?;
    let currency = fill_in(CURRENCY_ROW, "in which currency the statement is")?;
    let currency: Currency = currency.parse().map_err(|_| {
        Refusal::new(format!("{currency:?} is no currency of ISO 4217."), "Write its three letters, as in EUR.")
    })?;
    let account = match sheet.text(ACCOUNT_ROW, 1) {
        typed if !typed.is_empty() => AccountId::written(&typed),
        _ => account.cloned().ok_or_else(|| {
            Refusal::new(
                "The sheet does not say of which account the statement is.",
                "Fill it in, or say it with --account.",
            )
        })?,
    };
    let mut problems = Vec::new();
    if iban_check(account.as_str()) == Some(false) {
        let place = Place { line: Some(ACCOUNT_ROW + 1), ..Place::default() };
        let expected = "an IBAN with right check digits";
        problems.push(Problem::new(source, place, ProblemCode::OddAccount, account.as_str(), expected));
    }
    let typed = pages::read(source, &sheet, &account, currency);
    if typed.entries.is_empty() && typed.problems.is_empty() {
        return Err(Refusal::new(
            "Nothing was typed into the sheet.",
            "Type the lines of the pages, and add the file again.",
        ));
    }
    problems.extend(typed.problems);
    let balance = |stated: Option<(i64, u32, Option<jiff::civil::Date>)>| {
        stated.map(|(minor, line, on)| Balance { minor, currency, on, line: Some(line) })
    };
    let holder = sheet.text(HOLDER_ROW, 1);
    let statement = Statement {
        ordinal: 0,
        place: Place { message: typed.first_page, ..Place::default() },
        number: Some(format!("{} typed by {typist}", original.get(..12).unwrap_or(&original))),
        account,
        holder: (!holder.is_empty()).then_some(holder),
        currency: Some(currency),
        from: typed.entries.iter().map(|entry| entry.booked.on).min(),
        to: typed.entries.iter().map(|entry| entry.booked.on).max(),
        opening: balance(typed.opening),
        closing: balance(typed.closing),
        unreadable_rows: typed.lost,
    };
    Ok(Reading::from_entries(Format::Transcription, source, &typed.entries, vec![statement], problems)?)
}
