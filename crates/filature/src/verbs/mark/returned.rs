//! A table that comes back: rows with a label, by the ids that filature wrote into them.

use std::fs;
use std::path::Path;

use filature_intake::returned::{NO_VALUE, Returned, tables};
use filature_ledger::marks::LABEL_CHARS;

use super::TEXT_CHARS;
use crate::outcome::Failure;

/// Headings of columns of ids of entries, in the order in which they are taken.
const IDS: [&str; 6] = ["id", "entry", "écriture", "transaction", "opération", "tx"];

/// The heading of the file and that of the row in it: together an id, and a better one than that of a transaction of two rows.
const SOURCES: [&str; 1] = ["source"];
const ROWS: [&str; 2] = ["row, from 0", "rang, depuis 0"];

/// Headings of labels and notes, where none is named.
const LABELS: [&str; 3] = ["label", "étiquette", "marque"];
const NOTES: [&str; 2] = ["note", "notes"];

/// Lines of text stand above a heading, and no more than this.
const ABOVE_MOST: usize = 30;

/// A returned table is read whole: a larger one is none.
const MOST_BYTES: u64 = 512 << 20;

/// A row with a label.
pub struct Asked {
    /// Which one of the file's rows it is, over all sheets.
    pub number: usize,
    /// Where it stands, for people.
    pub place: String,
    /// The id.
    pub id: String,
    /// The label.
    pub label: String,
    /// The note.
    pub note: String,
}

/// What a file gives.
#[derive(Default)]
pub struct Table {
    /// Rows with a label.
    pub rows: Vec<Asked>,
    /// What could not be used, each with which row of the file it is of.
    pub problems: Vec<(usize, String)>,
    /// How many rows were looked at.
    seen: usize,
}

/// The columns that count.
struct Columns {
    id: Option<usize>,
    place: Option<(usize, usize)>,
    label: usize,
    note: Option<usize>,
}

/// Reads a file.
pub fn read(file: &Path, column: Option<&str>, note_column: Option<&str>) -> Result<Table, Failure> {
    let failed = |error: std::io::Error| Failure::call(format!("{}: {error}", file.display()));
    if fs::metadata(file).map_err(failed)?.len() > MOST_BYTES {
        return Err(Failure::data(format!("{}: larger than any table that filature writes", file.display())));
    }
    let bytes = fs::read(file).map_err(failed)?;
    let all = tables(&bytes).map_err(|refusal| Failure::data(format!("{}: {refusal}", file.display())))?;
    let mut table = Table::default();
    let mut is_found = false;
    for returned in &all {
        if let Some((head, columns)) = columns(returned, column, note_column) {
            is_found = true;
            take(returned, head, &columns, &mut table);
        }
    }
    if !is_found {
        return Err(Failure::data(none_found(file, &all, column)));
    }
    Ok(table)
}

/// The heading of a table, and its columns.
fn columns(returned: &Returned, column: Option<&str>, note_column: Option<&str>) -> Option<(usize, Columns)> {
    returned.rows.iter().take(ABOVE_MOST).enumerate().find_map(|(at, (_, cells))| {
        let place = |names: &[&str]| names.iter().find_map(|name| position(cells, name));
        let label = column.map_or_else(|| place(&LABELS), |name| position(cells, name))?;
        let note = note_column.map_or_else(|| place(&NOTES), |name| position(cells, name));
        let (id, row) = (place(&IDS), place(&SOURCES).zip(place(&ROWS)));
        (id.is_some() || row.is_some()).then_some((at, Columns { id, place: row, label, note }))
    })
}

fn position(cells: &[String], name: &str) -> Option<usize> {
    let folded = name.trim().to_lowercase();
    cells.iter().position(|cell| cell.trim().to_lowercase() == folded)
}

fn take(returned: &Returned, head: usize, columns: &Columns, table: &mut Table) {
    for (number, cells) in returned.rows.iter().skip(head + 1) {
        table.seen += 1;
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let sheet = returned.sheet.as_ref().map(|sheet| format!("sheet {sheet:?}, ")).unwrap_or_default();
        let place = format!("{sheet}row {number}");
        let by_place = columns.place.map(|(source, row)| (cell(source), cell(row)));
        let by_place = by_place.filter(|(source, row)| !source.is_empty() && !row.is_empty());
        let id = by_place
            .map(|(source, row)| format!("{source}:{row}"))
            .or_else(|| columns.id.map(|at| cell(at).to_owned()));
        let (id, label) = (id.unwrap_or_default(), cell(columns.label).to_owned());
        let note = columns.note.map(|at| cell(at).to_owned()).unwrap_or_default();
        let is_empty = label.is_empty() && note.is_empty();
        let without = [("id", &id), ("label", &label), ("note", &note)].into_iter().find(|(_, text)| *text == NO_VALUE);
        if let Some((what, _)) = without.filter(|_| !is_empty) {
            let off = format!(
                "its {what} is a formula of which the file holds no result; open the file in a spreadsheet program and save it there, or \
                 write the {what} as text"
            );
            table.problems.push((table.seen, format!("{place}: {off}")));
            continue;
        }
        let off = match (id.is_empty(), label.is_empty()) {
            (_, true) if note.is_empty() => continue,
            (true, true) => continue,
            (false, true) => "there is a note and no label".to_owned(),
            (true, false) => format!("the label {label:?} stands beside no id"),
            _ if label.contains(char::is_control) => {
                format!("the label {label:?} has a line break or another control character: one line was expected")
            }
            _ if label.chars().count() > LABEL_CHARS => {
                format!("a label has at most {LABEL_CHARS} characters; the rest belongs in the note")
            }
            _ if note.chars().count() > TEXT_CHARS => format!("a note has at most {TEXT_CHARS} characters"),
            _ => {
                table.rows.push(Asked { number: table.seen, place, id, label, note });
                continue;
            }
        };
        table.problems.push((table.seen, format!("{place}: {off}")));
    }
}

fn none_found(file: &Path, all: &[Returned], column: Option<&str>) -> String {
    let wanted = column.map_or_else(|| format!("one of {}", LABELS.join(", ")), |name| format!("{name:?}"));
    let headings: Vec<String> = all
        .iter()
        .filter_map(|returned| {
            returned.rows.iter().find(|(_, cells)| cells.iter().filter(|cell| !cell.is_empty()).count() > 1)
        })
        .flat_map(|(_, cells)| cells.iter().filter(|cell| !cell.is_empty()).take(30).map(|cell| format!("{cell:?}")))
        .take(60)
        .collect();
    format!(
        "{}: no sheet has both a column of ids (id, or Source and Row, or Transaction) and a column of labels ({wanted}). Headings found: {}. \
         Name the column of labels by --column",
        file.display(),
        headings.join(", ")
    )
}
