//! A profile as a workbook: a sheet of entries, and tables whose every figure is a formula over it.
//!
//! ```text
//! sides ─► entries, a row a side ◄── COUNTIFS, SUMIFS ─── months, counterparties, cash, countries, regular payments
//! ```
//!
//! Each formula is written with its result, which was added up in whole minor units. A condition names a number, or a cell of its own row that
//! holds a code, a word of ours or a town in plain capitals: nothing that a file says can be read as a pattern or a formula.

mod entries;
mod formula;
mod pivots;

use filature_model::{Details, Language, Transactions};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Profile, Reading};
use crate::format::visible;
use crate::schedules::MOST_ROWS;
use formula::Range;

/// All that is written.
pub struct BookOf<'a> {
    /// The figures.
    pub profile: &'a Profile,
    /// The ledger that they are of.
    pub ledger: &'a Transactions,
    /// What its files say beside the money.
    pub details: &'a Details,
    /// The language.
    pub language: Language,
    /// What stands on the first sheet: labels and texts.
    pub head: &'a [[String; 2]],
    /// What a party is called.
    pub party: &'a dyn Fn(u32) -> String,
    /// What a reading is called.
    pub reading: &'a dyn Fn(Reading) -> String,
}

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// More entries than a sheet has rows.
    #[error("{0} entries are more than the {most} rows of a sheet; take fewer days with --from and --to", most = MOST_ROWS - 1)]
    TooLong(usize),
    /// The format cannot hold it.
    #[error(transparent)]
    Format(#[from] XlsxError),
}

/// The bytes of the workbook: the same for the same profile.
///
/// # Errors
/// [`BookError`]
pub fn write(of: &BookOf<'_>) -> Result<Vec<u8>, BookError> {
    let rows = u32::try_from(of.profile.sides.len()).unwrap_or(u32::MAX);
    if rows >= MOST_ROWS {
        return Err(BookError::TooLong(of.profile.sides.len()));
    }
    let mut workbook = Workbook::new();
    // The library would write the time of day: the same content gives the same bytes.
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    head(workbook.add_worksheet(), of)?;
    let name = of.language.pick("Entries", "Écritures");
    let range = Range { sheet: name, last: rows + 1, language: of.language };
    entries::write(workbook.add_worksheet().set_name(name)?, of)?;
    for (name, write) in pivots::ALL {
        let sheet = workbook.add_worksheet().set_name(of.language.pick(name.0, name.1))?;
        write(&mut pivots::Page::new(sheet, of, &range))?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The first sheet.
fn head(sheet: &mut Worksheet, of: &BookOf<'_>) -> Result<(), XlsxError> {
    sheet.set_name(of.language.pick("Profile", "Profil"))?;
    sheet.set_column_width(0, 36)?.set_column_width(1, 100)?;
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    for (row, [label, text]) in (0..).zip(of.head) {
        sheet.write_string_with_format(row, 0, visible(label), &bold)?;
        sheet.write_string_with_format(row, 1, visible(text), &wrapped)?;
    }
    Ok(())
}
