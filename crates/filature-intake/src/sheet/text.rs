//! A sheet as the text of a table: a line a row, so that the line of a problem is the row of the sheet.

use std::borrow::Cow;

use super::cell::{Cell, Placed, Sheet};
use super::number;
use super::room::too_large;
use crate::Refusal;
use crate::csv::DateOrder;

/// Between cells. A tab inside a cell becomes a space, as do line ends: nothing else of a text is changed.
pub const DELIMITER: u8 = b'\t';

/// Which part of a sheet is written, and how.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Rows above this one are left empty.
    pub first_line: u32,
    /// Columns before this one are left out.
    pub first_column: u32,
    /// Rows have at least so many columns.
    pub columns: u32,
    /// The order of the parts of days.
    pub date_order: DateOrder,
    /// Between whole and decimals.
    pub decimal_mark: char,
}

/// More columns than any bank's table has.
pub const MOST_COLUMNS: u32 = 4_096;

/// Writes a sheet, in at most `most_bytes`.
///
/// # Errors
/// A refusal when it would be longer: a few cells far apart, or one long text many times over.
pub fn write(sheet: &Sheet, extent: &Extent, most_bytes: usize) -> Result<String, Refusal> {
    let mut out = String::new();
    let mut line = 1;
    for row in sheet.rows() {
        let Some(first) = row.first().filter(|first| first.line >= extent.first_line) else { continue };
        let blank = first.line.saturating_sub(line) as usize;
        let width = extent.columns as usize;
        if out.len().saturating_add(blank).saturating_add(width) > most_bytes {
            return Err(too_large());
        }
        out.extend(std::iter::repeat_n('\n', blank));
        write_row(&mut out, row, extent);
        out.push('\n');
        line = first.line.saturating_add(1);
        if out.len() > most_bytes {
            return Err(too_large());
        }
    }
    Ok(out)
}

fn write_row(out: &mut String, row: &[Placed], extent: &Extent) {
    let mut column = extent.first_column;
    for placed in row.iter().filter(|placed| placed.column >= extent.first_column && placed.column < MOST_COLUMNS) {
        (column..placed.column).for_each(|_| out.push('\t'));
        column = placed.column;
        push_field(out, &written(&placed.cell, extent.date_order, extent.decimal_mark));
    }
    let last = extent.first_column.saturating_add(extent.columns).saturating_sub(1).min(MOST_COLUMNS);
    (column..last).for_each(|_| out.push('\t'));
}

/// What a cell says.
pub fn written(cell: &Cell, order: DateOrder, mark: char) -> Cow<'_, str> {
    let with_mark = |decimal: String| match mark {
        '.' => decimal,
        mark => decimal.replace('.', mark.encode_utf8(&mut [0; 4])),
    };
    match cell {
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Number(value) => with_mark(number::decimal(*value)).into(),
        Cell::Hundredfold(value) => with_mark(number::hundredth(*value)).into(),
        Cell::Percent(value) => with_mark(number::percent(*value)).into(),
        Cell::Moment(moment) => moment.write(order).into(),
        Cell::Flag(true) => "TRUE".into(),
        Cell::Flag(false) => "FALSE".into(),
        Cell::Error(error) => Cow::Borrowed(error),
        Cell::NoValue => NO_VALUE.into(),
    }
}

/// What stands in place of a formula that was never calculated: no amount and no date.
pub const NO_VALUE: &str = "#FORMULA WITHOUT RESULT";

fn push_field(out: &mut String, text: &str) {
    let text = text.trim();
    let is_quoted = text.starts_with('"');
    if is_quoted {
        out.push('"');
    }
    for letter in text.chars() {
        match letter {
            '\t' | '\n' | '\r' => out.push(' '),
            '"' if is_quoted => out.push_str("\"\""),
            letter => out.push(letter),
        }
    }
    if is_quoted {
        out.push('"');
    }
}
