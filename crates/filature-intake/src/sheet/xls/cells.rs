//! The cells of one sheet of an old workbook.

use std::sync::Arc;

use super::super::cell::{Cell, Grid, Merge};
use super::super::package::broken;
use super::super::room::Room;
use super::super::xlsx::numbered;
use super::bytes::{f64_at, u16_at, u32_at};
use super::records::{Cursor, Record, Records, kind};
use super::{Globals, Shape};
use crate::Refusal;

/// Reads the cells from a place in the stream on.
///
/// `left` counts the records that may still be read: each is of one sheet alone, whatever a hostile file says.
///
/// # Errors
/// A refusal when there is no sheet, or it ends too early.
pub fn read(stream: &[u8], at: usize, globals: &Globals, room: &mut Room, left: &mut usize) -> Result<Grid, Refusal> {
    let mut sheet = Cells { grid: Grid::default(), globals, room, formula: None };
    let mut depth = 0_u32;
    for record in Records::from(stream, at) {
        *left = left.checked_sub(record.pieces.len()).ok_or_else(|| broken("its sheets stand inside each other"))?;
        match record.kind {
            kind::BOF => depth += 1,
            // Charts stand inside a sheet as sheets of their own.
            kind::EOF if depth > 1 => depth -= 1,
            kind::EOF => {
                sheet.end_formula()?;
                return Ok(sheet.grid);
            }
            _ if depth == 1 => sheet.record(&record)?,
            _ => {}
        }
    }
    Err(broken("a sheet ends too early"))
}

struct Cells<'a> {
    grid: Grid,
    globals: &'a Globals,
    room: &'a mut Room,
    /// Where a formula stands whose text comes in the next record.
    formula: Option<(u32, u32)>,
}

impl Cells<'_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        if record.kind == kind::STRING {
            let text = self.text(record, 0);
            return match self.formula.take() {
                Some((line, column)) => self.put(line, column, text.map(Cell::Text)),
                None => Ok(()),
            };
        }
        let data = record.data();
        if record.kind == kind::MERGED_CELLS {
            merges(data).for_each(|merge| self.grid.merge(merge));
            return Ok(());
        }
        let is_cell = matches!(
            record.kind,
            kind::NUMBER
                | kind::RK
                | kind::MUL_RK
                | kind::LABEL
                | kind::RSTRING
                | kind::LABEL_SST
                | kind::BOOL_ERR
                | kind::FORMULA
        );
        if !is_cell {
            return Ok(());
        }
        self.end_formula()?;
        let (Some(row), Some(column), Some(style)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) else {
            return Err(broken("a cell of it is cut"));
        };
        let (line, column) = (u32::from(row) + 1, u32::from(column));
        let shape = self.globals.shape(style);
        let cell = match record.kind {
            kind::NUMBER => f64_at(data, 6).map(|number| self.number(number, shape)),
            kind::RK => u32_at(data, 6).map(|packed| self.packed(packed, shape)),
            kind::MUL_RK => return self.several(data, line, column),
            kind::LABEL | kind::RSTRING => self.text(record, 6).map(Cell::Text),
            kind::LABEL_SST => u32_at(data, 6).map(|at| self.shared(at)),
            kind::BOOL_ERR => data.get(6).zip(data.get(7)).map(|(value, is_error)| truth(*value, *is_error == 1)),
            _ => match self.result(data, shape) {
                Some(Outcome::Cell(cell)) => Some(cell),
                Some(Outcome::Nothing) => return Ok(()),
                Some(Outcome::TextFollows) => {
                    self.formula = Some((line, column));
                    return Ok(());
                }
                None => None,
            },
        };
        self.put(line, column, cell)
    }

    fn put(&mut self, line: u32, column: u32, cell: Option<Cell>) -> Result<(), Refusal> {
        let cell = cell.ok_or_else(|| broken("a cell of it is cut"))?;
        self.grid.push(line, column, cell, self.room)
    }

    /// A formula whose text did not follow has no result.
    fn end_formula(&mut self) -> Result<(), Refusal> {
        match self.formula.take() {
            Some((line, column)) => self.grid.push(line, column, Cell::NoValue, self.room),
            None => Ok(()),
        }
    }

    fn number(&self, number: f64, shape: Shape) -> Cell {
        numbered(number, shape, self.globals.epoch)
    }

    /// A number in four bytes: a whole one or the upper half of a double, and perhaps a hundred times it.
    fn packed(&self, packed: u32, shape: Shape) -> Cell {
        let number = match packed & 2 {
            0 => f64::from_bits(u64::from(packed & !3) << 32),
            _ => f64::from(packed.cast_signed() >> 2),
        };
        match (packed & 1, shape) {
            (0, _) => self.number(number, shape),
            (_, Shape::Plain) => Cell::Hundredfold(number),
            // A day in hundredths: the decimal that it is names the same double.
            _ => super::super::number::hundredth(number).parse().map_or(Cell::NoValue, |it| self.number(it, shape)),
        }
    }

    fn several(&mut self, data: &[u8], line: u32, first: u32) -> Result<(), Refusal> {
        let body = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (column, six) in (first..).zip(body.chunks_exact(6)) {
            let shape = self.globals.shape(u16_at(six, 0).unwrap_or_default());
            let cell = u32_at(six, 2).map(|packed| self.packed(packed, shape));
            self.put(line, column, cell)?;
        }
        Ok(())
    }

    fn shared(&self, at: u32) -> Cell {
        let missing = || Cell::Error(format!("text {at} of the workbook, which it does not have").into());
        self.globals.strings.get(at as usize).map_or_else(missing, |text| Cell::Text(Arc::clone(text)))
    }

    fn text(&self, record: &Record<'_>, at: usize) -> Option<Arc<str>> {
        if self.globals.has_wide_texts {
            return Cursor::new(record, at).text().map(Into::into);
        }
        let data = record.data();
        let letters = usize::from(u16_at(data, at)?);
        let bytes = data.get(at + 2..at + 2 + letters)?;
        Some(self.globals.encoding.decode_without_bom_handling(bytes).0.into())
    }

    /// What a formula gave when the workbook was saved.
    fn result(&self, data: &[u8], shape: Shape) -> Option<Outcome> {
        let value = data.get(6..14)?;
        if value.get(6..8) != Some(&[0xFF, 0xFF]) {
            return f64_at(data, 6).map(|number| Outcome::Cell(self.number(number, shape)));
        }
        let inner = *value.get(2)?;
        match *value.first()? {
            0 => Some(Outcome::TextFollows),
            1 => Some(Outcome::Cell(truth(inner, false))),
            2 => Some(Outcome::Cell(truth(inner, true))),
            _ => Some(Outcome::Nothing),
        }
    }
}

/// What a formula gave.
enum Outcome {
    Cell(Cell),
    TextFollows,
    /// An empty text.
    Nothing,
}

fn truth(value: u8, is_error: bool) -> Cell {
    let word = match value {
        _ if !is_error => return Cell::Flag(value != 0),
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    };
    Cell::Error(word.into())
}

fn merges(data: &[u8]) -> impl Iterator<Item = Merge> {
    let eight = data.get(2..).unwrap_or_default().chunks_exact(8);
    eight.filter_map(|eight| {
        let at = |at: usize| u16_at(eight, at).map(u32::from);
        Some(Merge { first_line: at(0)? + 1, last_line: at(2)? + 1, first_column: at(4)?, last_column: at(6)? })
    })
}
