//! The schedules: the tables of the dossier as a workbook, to be sorted, filtered, and added again by whoever doubts a total.
//!
//! ```text
//! Selected ──► a file a sheet ──► Sheet ──► layout ──► write ──► XLSX
//!              what stands in    typed     which rows   the only
//!              each row          cells     stand where  place that
//!                                                       knows the format
//! ```
//!
//! - **Text is text.** A cell is of a type; only [`cell::Computed`] becomes a formula, and its formula is made of names of columns and
//!   of numbers, never of anything that a source says.
//! - **Every total can be followed.** It is a formula over the rows, written with its result, which was added in whole minor units.
//! - **Nothing is hidden**: no sheet, row, column or comment, no link, no name of who made it, and no clock.

mod cell;
mod entries;
mod finding_accounts;
mod finding_rows;
mod findings;
mod height;
pub(crate) mod layout;
mod lead_accounts;
mod lead_statements;
mod leads;
mod profiles;
mod read_me;
mod requisitions;
mod restitution;
mod said;
mod sheet;
mod sources;
mod statements;
mod style;
#[cfg(test)]
mod tests;
mod trace_checks;
mod trace_parts;
mod traces;
pub(crate) mod write;

use filature_model::Language;

use crate::catalogue::Catalogue;
use crate::parts::{Desk, Places};
use crate::select::Selected;
use crate::wording::{self, schedules};
use crate::{DossierError, DossierPart, Form};
use layout::Layout;
pub use layout::{MOST_ROWS, fits};
pub use said::channel;
use sheet::{Look, Sheet};

/// All that is written.
pub struct Book {
    language: Language,
    /// At the head of each printed page.
    title: String,
    /// At its foot.
    running: String,
    /// The name of the first sheet, and its lines.
    first_name: String,
    first: Vec<Line>,
    sheets: Vec<Sheet>,
    layout: Layout,
}

/// A line of the first sheet.
pub struct Line {
    label: String,
    text: String,
    look: Look,
}

/// The bytes of the workbook.
///
/// # Errors
/// [`DossierError`] when an amount or a currency cannot be read, or the format cannot hold what is to be written.
pub fn render(selected: &Selected, language: Language) -> Result<Vec<u8>, DossierError> {
    of_height(selected, language, MOST_ROWS)
}

/// The same with sheets of at most so many rows.
pub fn of_height(selected: &Selected, language: Language, most_rows: u32) -> Result<Vec<u8>, DossierError> {
    let book = book(selected, language, most_rows)?;
    write::write(book).map_err(|error| DossierError::Form { form: Form::Xlsx, why: error.to_string() })
}

fn book(selected: &Selected, language: Language, most_rows: u32) -> Result<Book, DossierError> {
    let catalogue = Catalogue::new(&selected.content, language);
    let places = Places::new(selected, language);
    let desk = Desk { selected, catalogue: &catalogue, places: &places, people: &selected.people, language };
    let parts = trace_parts::all(&desk)?;
    let mut sheets = vec![
        entries::sheet(&desk),
        statements::sheet(&desk),
        leads::sheet(&desk),
        lead_statements::sheet(&desk),
        lead_accounts::sheet(&desk),
        findings::sheet(&desk)?,
        finding_rows::sheet(&desk),
        finding_accounts::sheet(&desk),
        traces::sheet(&desk, &parts),
        trace_checks::sheet(&desk, &parts),
        restitution::sheet(&desk, &parts)?,
        requisitions::sheet(&desk)?,
        profiles::months(&desk),
        profiles::others(&desk),
        profiles::rows(&desk),
        sources::sheet(&desk),
    ];
    if selected.content.without.contains(&DossierPart::Requests) {
        sheets.retain(|sheet| sheet.key != sheet::Key::Requisitions);
    }
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets.iter_mut().for_each(Sheet::drop_empty);
    let layout = Layout::new(&sheets, language, most_rows);
    let manifest: String = selected.content.engine_manifest.chars().take(12).collect();
    Ok(Book {
        language,
        title: selected.content.case_name.clone(),
        running: format!("{} · {} · {manifest}", desk.say(wording::DOSSIER), selected.content.program),
        first_name: desk.say(schedules::READ_ME),
        first: read_me::lines(&desk, &sheets, &layout),
        sheets,
        layout,
    })
}
