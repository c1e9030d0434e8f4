//! Spreadsheets: XLSX and XLSM, ODS, and XLS. Each sheet becomes a table of text that the reader of tables takes.
//!
//! ```text
//! bytes ─► which kind? ─┬► xlsx ┐
//!     (by inner names)  ├► ods  ├► Book: sheets of cells ─► style (order of dates, decimal mark)
//!                       └► xls  ┘                                      │
//!        Reading ◄─ join (rows and statements through the file) ◄─ csv ◄─ text, a line a row
//! ```
//!
//! One set of rules then serves both: known headers, guessed and given mappings, balances, totals, running balances.
//! What only a spreadsheet has is settled here: [numbers](number) that are doubles, [days](moment) that are counts,
//! [merged](merges) cells, formulas without a result, sheets beside each other. Nothing is calculated, no macro is
//! looked at, no link is followed. All three kinds are read by this project's own code, within [limits](room) told
//! from the size of the file.

mod book;
mod cell;
mod join;
mod merges;
mod moment;
mod number;
mod ods;
mod package;
mod part;
mod room;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod xls;
mod xlsx;

use filature_model::SourceId;

use crate::csv::DateOrder;
use crate::{Options, Outcome, Refusal};
use cell::{Book, Placed};
use package::{Package, protected};
use room::Room;
pub use text::NO_VALUE;
use xls::compound::{self, Compound};

/// A file that was told to be a spreadsheet, or another document of an office program.
enum Opened<'a> {
    Xlsx(Package<'a>),
    Ods(Package<'a>),
    Xls(Compound<'a>),
    Refused(Refusal),
}

/// Whether bytes are those of a spreadsheet, or of another document of an office program, which is refused by name.
/// An archive of other files is neither.
///
/// ```
/// assert!(!filature_intake::sheet::looks_like(b"PK\x03\x04 and no archive"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    open(bytes).is_some()
}

/// Reads a spreadsheet.
///
/// # Errors
/// A [`Refusal`] when it is damaged, protected by a password, of another kind, or holds no table.
pub fn read(source: SourceId, bytes: &[u8], options: &Options) -> Result<Outcome, Refusal> {
    let mut room = Room::of(bytes.len());
    let book = workbook(bytes, &mut room)?;
    book::read(source, book, options, room.sheet_text_bytes)
}

/// Cells by row and column, from 0, with what they say.
pub(crate) type Texts = Vec<(u32, u32, String)>;

/// What the cells of a sheet say: row and column from 0, numbers as exact decimals with a point, days as `YYYY-MM-DD`. Nothing when
/// no sheet has that name.
///
/// # Errors
/// A [`Refusal`], as for reading the file.
pub(crate) fn texts(bytes: &[u8], name: &str) -> Result<Texts, Refusal> {
    let book = workbook(bytes, &mut Room::of(bytes.len()))?;
    let sheet = book.sheets.into_iter().find(|sheet| sheet.name == name);
    Ok(sheet.map(|sheet| said(sheet.cells)).unwrap_or_default())
}

/// The same of every sheet, by its name.
///
/// # Errors
/// A [`Refusal`], as for reading the file.
pub(crate) fn all_texts(bytes: &[u8]) -> Result<Vec<(String, Texts)>, Refusal> {
    let book = workbook(bytes, &mut Room::of(bytes.len()))?;
    Ok(book.sheets.into_iter().map(|sheet| (sheet.name, said(sheet.cells))).collect())
}

fn said(cells: Vec<Placed>) -> Texts {
    let said = |placed: Placed| {
        let text = text::written(&placed.cell, DateOrder::YearMonthDay, '.').into_owned();
        (placed.line.saturating_sub(1), placed.column, text)
    };
    cells.into_iter().map(said).collect()
}

fn workbook(bytes: &[u8], room: &mut Room) -> Result<Book, Refusal> {
    let not_one = || Refusal::new("This is no spreadsheet.", "Ask the sender for XLSX, ODS or CSV.");
    match open(bytes).ok_or_else(not_one)? {
        Opened::Xlsx(mut package) => {
            package.check_declared(room)?;
            xlsx::read(&mut package, room)
        }
        Opened::Ods(mut package) => {
            package.check_declared(room)?;
            ods::read(&mut package, room)
        }
        Opened::Xls(file) => xls::read(&file, room),
        Opened::Refused(refusal) => Err(refusal),
    }
}

fn open(bytes: &[u8]) -> Option<Opened<'_>> {
    if bytes.starts_with(compound::MAGIC) {
        return open_compound(bytes);
    }
    bytes.starts_with(b"PK\x03\x04").then(|| open_package(bytes)).flatten()
}

fn open_compound(bytes: &[u8]) -> Option<Opened<'_>> {
    let file = Compound::open(bytes)?;
    let has = |name: &str| file.has(name);
    if has("Workbook") || has("Book") {
        return Some(Opened::Xls(file));
    }
    if has("EncryptedPackage") {
        return Some(Opened::Refused(protected()));
    }
    has("WordDocument").then(|| Opened::Refused(document("a Word document (DOC)")))
}

/// What an OpenDocument file begins with, and a spreadsheet's name of its kind.
const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.";

fn open_package(bytes: &[u8]) -> Option<Opened<'_>> {
    let mut package = Package::open(bytes)?;
    if let Some(kind) = package.beginning("mimetype", 64).filter(|kind| kind.starts_with(OPEN_DOCUMENT.as_bytes())) {
        let is_sheet = kind.get(OPEN_DOCUMENT.len()..).is_some_and(|rest| rest.starts_with(b"spreadsheet"));
        return Some(match is_sheet {
            true => Opened::Ods(package),
            false => Opened::Refused(document("an OpenDocument file, and no spreadsheet (ODT, ODP)")),
        });
    }
    if !package.has("[Content_Types].xml") {
        return None;
    }
    if package.has("xl/workbook.bin") {
        return Some(Opened::Refused(Refusal::new(
            "This is a binary workbook (XLSB).",
            "Save it as XLSX, and keep the original as its exhibit.",
        )));
    }
    if package.has_folder("xl/") {
        return Some(Opened::Xlsx(package));
    }
    let other = [("word/", "a Word document (DOCX)"), ("ppt/", "a presentation (PPTX)")];
    let found = other.into_iter().find(|(folder, _)| package.has_folder(folder));
    found.map(|(_, name)| Opened::Refused(document(name)))
}

fn document(name: &str) -> Refusal {
    Refusal::new(format!("This is {name}."), "Ask the bank for the statement as camt.053, MT940, XLSX or CSV.")
}
