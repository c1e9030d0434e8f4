//! The cells of one sheet of a workbook.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::super::cell::{Cell, Grid, Merge};
use super::super::moment::{Epoch, Moment};
use super::super::number;
use super::super::package::{Walker, attribute};
use super::super::room::Room;
use super::strings::plain;
use super::styles::Shape;
use crate::Refusal;

/// What the cells of a sheet need of its workbook.
#[derive(Default)]
pub struct Shared {
    /// Texts, by the number that a cell names.
    pub strings: Vec<Arc<str>>,
    /// What the numbers of each format are.
    pub shapes: Vec<Shape>,
    /// From which day days are counted.
    pub epoch: Epoch,
    /// Whether the workbook was written by a program that did not calculate it: its formulas say nought until a
    /// spreadsheet program opens it.
    pub is_uncalculated: bool,
}

/// Which text of a cell is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Nothing,
    Value,
    Inline,
}

/// A sheet while it is read.
pub struct Cells<'a> {
    /// What was read.
    pub grid: Grid,
    shared: &'a Shared,
    room: &'a mut Room,
    line: u32,
    column: u32,
    kind: String,
    style: usize,
    has_formula: bool,
    has_value: bool,
    reading: Reading,
    is_reading_aid: bool,
    value: String,
}

impl<'a> Cells<'a> {
    /// Nothing yet.
    pub fn new(shared: &'a Shared, room: &'a mut Room) -> Self {
        Self {
            grid: Grid::default(),
            shared,
            room,
            line: 0,
            column: 0,
            kind: String::new(),
            style: 0,
            has_formula: false,
            has_value: false,
            reading: Reading::Nothing,
            is_reading_aid: false,
            value: String::new(),
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if let Some((column, line)) = attribute(element, "r")?.as_deref().and_then(place) {
            (self.column, self.line) = (column, line);
        }
        self.kind = attribute(element, "t")?.unwrap_or_default();
        self.style = attribute(element, "s")?.and_then(|style| style.parse().ok()).unwrap_or_default();
        (self.has_formula, self.has_value, self.is_reading_aid) = (false, false, false);
        self.value.clear();
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        if let Some(cell) = self.cell()? {
            self.grid.push(self.line, self.column, cell, self.room)?;
        }
        self.column = self.column.saturating_add(1);
        Ok(())
    }

    /// What the open cell holds, if it holds anything.
    fn cell(&mut self) -> Result<Option<Cell>, Refusal> {
        if self.has_formula && !self.has_value {
            return Ok(Some(Cell::NoValue));
        }
        let value = self.value.as_str();
        let own_text = |room: &mut Room| {
            room.take_text(value.len())?;
            Ok(Some(Cell::Text(plain(value))))
        };
        match self.kind.as_str() {
            "inlineStr" | "str" => own_text(self.room),
            _ if value.trim().is_empty() => Ok(self.has_formula.then_some(Cell::NoValue)),
            "s" => {
                let shared = value.trim().parse::<usize>().ok().and_then(|at| self.shared.strings.get(at));
                let missing = || Cell::Error(format!("text {value} of the workbook, which it does not have").into());
                Ok(Some(shared.map_or_else(missing, |text| Cell::Text(Arc::clone(text)))))
            }
            "b" => Ok(Some(Cell::Flag(matches!(value.trim(), "1" | "true")))),
            "e" => Ok(Some(Cell::Error(value.trim().into()))),
            "d" => match Moment::from_iso(value) {
                Some(moment) => Ok(Some(Cell::Moment(moment))),
                None => own_text(self.room),
            },
            _ => match value.trim().parse::<f64>() {
                Ok(number) => Ok(Some(self.number(number))),
                Err(_) => own_text(self.room),
            },
        }
    }

    fn number(&self, number: f64) -> Cell {
        if self.shared.is_uncalculated && self.has_formula && number == 0.0 {
            return Cell::NoValue;
        }
        numbered(number, self.shared.shapes.get(self.style).copied().unwrap_or_default(), self.shared.epoch)
    }
}

/// A number as its format says; what is shown as a day and is none of the calendar is its digits.
pub fn numbered(number: f64, shape: Shape, epoch: Epoch) -> Cell {
    match shape {
        Shape::Plain => Cell::Number(number),
        Shape::Percent => Cell::Percent(number),
        Shape::Moment => match Moment::from_serial(number, epoch) {
            Some(moment) => Cell::Moment(moment),
            None => Cell::Error(format!("day {}", number::decimal(number)).into()),
        },
    }
}

impl Walker for Cells<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match name {
            "row" => {
                let stated = attribute(element, "r")?.and_then(|line| line.trim().parse::<u32>().ok());
                self.line = stated.unwrap_or_else(|| self.line.saturating_add(1));
                self.column = 0;
            }
            "c" => self.begin_cell(element)?,
            "f" => self.has_formula = true,
            "v" if self.kind != "inlineStr" => self.reading = Reading::Value,
            // An empty text is a value all the same: a formula may well give none.
            "is" => self.has_value = true,
            "rPh" => self.is_reading_aid = true,
            "t" if !self.is_reading_aid => self.reading = Reading::Inline,
            "mergeCell" => {
                if let Some(merge) = attribute(element, "ref")?.as_deref().and_then(merge) {
                    self.grid.merge(merge);
                }
            }
            _ => {}
        }
        if name == "v" && self.kind == "str" {
            self.has_value = true;
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "c" => self.end_cell()?,
            "rPh" => self.is_reading_aid = false,
            "v" | "t" => self.reading = Reading::Nothing,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.reading != Reading::Nothing {
            self.has_value |= !text.trim().is_empty();
            self.value.push_str(text);
        }
    }
}

/// Column and row of `BC12`.
fn place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.trim();
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_alphabetic().then(|| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((column - 1, digits.parse().ok().filter(|line| *line > 0)?))
}

/// The rectangle `A1:B4`.
fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((first_column, first_line), (last_column, last_line)) = (place(first)?, place(last)?);
    Some(Merge { first_line, last_line, first_column, last_column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_columns_and_rows() {
        assert_eq!(place("A1"), Some((0, 1)));
        assert_eq!(place("XFD1048576"), Some((16_383, 1_048_576)));
        for wrong in ["", "A", "1", "A0", "ABCD1", "Ä1", "A-1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
