//! What merged cells mean: a heading over two rows belongs to the lower one; a day over several rows is the day of
//! each, with a doubt. An amount is never repeated: it would be counted twice.

use super::cell::{Cell, Merge, Placed, Sheet};
use crate::csv::{DateOrder, amounts, dates};

/// A cell that was filled in from the rectangle it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledIn {
    /// The row that was filled in.
    pub line: u32,
    /// Its column, from 0.
    pub column: u32,
    /// The row in which the value stands.
    pub from_line: u32,
}

/// How often a cell is looked at, on the whole: a row has a few merged cells at most.
const LOOKS_A_CELL: usize = 16;

/// Resolves the merged cells of a sheet that go over several rows.
pub fn resolve(sheet: &mut Sheet) -> Vec<FilledIn> {
    let merges: Vec<Merge> = sheet.merges.iter().copied().filter(|merge| merge.first_line < merge.last_line).collect();
    let mut filled = Vec::new();
    let mut added = Vec::new();
    // Rectangles of a hostile file may lie on each other: no more cells are looked at than real ones need.
    let mut left = sheet.cells.len().saturating_mul(LOOKS_A_CELL);
    for merge in merges {
        let start = sheet.cells.partition_point(|placed| placed.line < merge.first_line);
        let end = sheet.cells.partition_point(|placed| placed.line <= merge.last_line);
        left = left.saturating_sub(end.saturating_sub(start));
        if left == 0 {
            break;
        }
        let Some(anchor) = place_of(sheet, merge.first_line, merge.first_column) else { continue };
        if is_heading(sheet, &merge) {
            if let Some(placed) = sheet.cells.get_mut(anchor) {
                let cell = std::mem::replace(&mut placed.cell, Cell::Text("".into()));
                added.push(Placed { line: merge.last_line, column: merge.first_column, cell });
            }
            continue;
        }
        let Some(cell) = sheet.cells.get(anchor).map(|placed| &placed.cell).filter(|cell| is_day(cell)) else {
            continue;
        };
        let cell = cell.clone();
        // Only rows that hold something are filled: no more than there are.
        let below = sheet.cells.partition_point(|placed| placed.line <= merge.first_line);
        let rows = sheet.cells.get(below..).unwrap_or_default().chunk_by(|one, other| one.line == other.line);
        for row in rows.take_while(|row| row.first().is_some_and(|first| first.line <= merge.last_line)) {
            let Some(line) = row.first().map(|first| first.line) else { continue };
            if row.iter().all(|placed| placed.column != merge.first_column) {
                added.push(Placed { line, column: merge.first_column, cell: cell.clone() });
                filled.push(FilledIn { line, column: merge.first_column, from_line: merge.first_line });
            }
        }
    }
    if !added.is_empty() {
        sheet.cells.extend(added);
        sheet.cells.retain(|placed| !matches!(&placed.cell, Cell::Text(text) if text.is_empty()));
        sheet.cells.sort_by_key(|placed| (placed.line, placed.column));
        sheet.cells.dedup_by_key(|placed| (placed.line, placed.column));
        filled.sort_by_key(|filled| (filled.line, filled.column));
    }
    filled
}

fn place_of(sheet: &Sheet, line: u32, column: u32) -> Option<usize> {
    sheet.cells.binary_search_by_key(&(line, column), |placed| (placed.line, placed.column)).ok()
}

/// Whether a cell over two or three rows is a heading: all that stands in these rows is words.
fn is_heading(sheet: &Sheet, merge: &Merge) -> bool {
    if merge.last_line - merge.first_line > 2 {
        return false;
    }
    let start = sheet.cells.partition_point(|placed| placed.line < merge.first_line);
    let end = sheet.cells.partition_point(|placed| placed.line <= merge.last_line);
    let rows = sheet.cells.get(start..end).unwrap_or_default();
    rows.iter().all(|placed| is_word(&placed.cell)) && rows.iter().any(|placed| placed.line == merge.last_line)
}

fn is_word(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if !is_day(cell) && !amounts::plausible(text))
}

fn is_day(cell: &Cell) -> bool {
    match cell {
        Cell::Moment(moment) => moment.day.is_some(),
        Cell::Text(text) => text.len() < 64 && DateOrder::ALL.iter().any(|order| dates::read(text, *order).is_some()),
        _ => false,
    }
}
