//! What every kind of spreadsheet is read into: sheets of cells, each cell with its row and column.

use std::sync::Arc;

use super::moment::Moment;
use super::room::Room;
use crate::Refusal;

/// A workbook.
pub struct Book {
    /// In the order of its tabs; place 0 is message 1.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Whether its tab is hidden.
    pub is_hidden: bool,
    /// The cells that hold something, by row and column.
    pub cells: Vec<Placed>,
    /// Cells that were merged.
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// The rows that hold something, each with its cells.
    pub fn rows(&self) -> impl Iterator<Item = &[Placed]> {
        self.cells.chunk_by(|one, other| one.line == other.line)
    }
}

/// A cell where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The row, from 1, as its label beside the sheet says.
    pub line: u32,
    /// The column, from 0: A.
    pub column: u32,
    /// What is in it.
    pub cell: Cell,
}

/// What a cell holds. A number stays the double that the file has until it is written as a decimal.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A hundred times a number: old files keep amounts so.
    Hundredfold(f64),
    /// A number shown as a percentage.
    Percent(f64),
    /// A day, a time of day, or both.
    Moment(Moment),
    /// True or false.
    Flag(bool),
    /// An error such as `#REF!`.
    Error(Arc<str>),
    /// A formula whose result the file does not hold.
    NoValue,
}

/// A rectangle of cells that were made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row, from 1.
    pub first_line: u32,
    /// Last row.
    pub last_line: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last column.
    pub last_column: u32,
}

/// More merged rectangles than a bank's sheet has; the rest are left as the cells stand.
const MOST_MERGES: usize = 65_536;

/// The cells of a sheet while it is read.
#[derive(Default)]
pub struct Grid {
    cells: Vec<Placed>,
    merges: Vec<Merge>,
}

impl Grid {
    /// Adds a cell; text of blanks alone is none.
    ///
    /// # Errors
    /// A refusal when the file unpacks to more than its size allows.
    pub fn push(&mut self, line: u32, column: u32, cell: Cell, room: &mut Room) -> Result<(), Refusal> {
        if matches!(&cell, Cell::Text(text) if text.trim().is_empty()) {
            return Ok(());
        }
        room.take_cell()?;
        self.cells.push(Placed { line, column, cell });
        Ok(())
    }

    /// Adds a merged rectangle.
    pub fn merge(&mut self, merge: Merge) {
        let is_several = merge.first_line < merge.last_line || merge.first_column < merge.last_column;
        if is_several && self.merges.len() < MOST_MERGES {
            self.merges.push(merge);
        }
    }

    /// The sheet.
    pub fn finish(mut self, name: String, is_hidden: bool) -> Sheet {
        let place = |placed: &Placed| (placed.line, placed.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
        // Of two cells in one place, which no program writes, the first one holds.
        self.cells.dedup_by_key(|placed| place(placed));
        Sheet { name, is_hidden, cells: self.cells, merges: self.merges }
    }
}
