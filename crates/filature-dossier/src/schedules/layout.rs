//! Where the rows of each sheet come to stand, and formulas as the workbook writes them.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Language;

use super::cell::{Cell, Formula, Given, Outcome, Sum};
use super::sheet::{Key, Row, Sheet};

/// The most rows that a sheet of the format has.
pub const MOST_ROWS: u32 = 1_048_576;

/// An amount of more digits than a spreadsheet keeps is written as text.
const MOST_MINOR: u128 = 1_000_000_000_000_000;

/// Whether a cell can hold the amount as a number, to the last minor unit.
pub fn fits(minor: i128) -> bool {
    minor.unsigned_abs() < MOST_MINOR
}

/// A part of a sheet's rows on a sheet of the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The name of the sheet.
    pub name: String,
    /// Which rows: from, and to without it.
    pub rows: (usize, usize),
}

/// Where everything stands.
#[derive(Debug, Default)]
pub struct Layout {
    pieces: BTreeMap<Key, Vec<Piece>>,
    columns: BTreeMap<(Key, &'static str), usize>,
    /// Columns in which an amount is text: no formula can add them.
    unsummable: BTreeSet<(Key, &'static str)>,
}

impl Layout {
    /// For sheets of at most so many rows, heading and totals included.
    pub fn new(sheets: &[Sheet], language: Language, most_rows: u32) -> Self {
        let mut made = Self::default();
        for sheet in sheets {
            made.pieces.insert(sheet.key, pieces(sheet, language, most_rows));
            for (at, column) in sheet.columns.iter().enumerate() {
                made.columns.insert((sheet.key, column.id), at);
                let is_text = |row: &Row| matches!(row.cells.get(at), Some(cell) if !can_add(cell));
                if sheet.rows.iter().any(is_text) {
                    made.unsummable.insert((sheet.key, column.id));
                }
            }
        }
        made
    }

    /// The sheets of the workbook on which a sheet's rows stand.
    pub fn pieces(&self, key: Key) -> &[Piece] {
        self.pieces.get(&key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The formula of a cell, without its equals sign; none where no formula can give the exact result.
    pub fn formula(&self, key: Key, row: &Row, line: u32, computed: &super::cell::Computed) -> Option<String> {
        let digits = match &computed.result {
            Outcome::Money(minor, currency) => fits(*minor).then_some(Some(currency.minor_digits()))?,
            Outcome::Count(_) | Outcome::Word(_) => None,
        };
        let text = match &computed.formula {
            Formula::Sum(sum) => self.sum(sum)?,
            Formula::Own(template) => self.own(key, row, line, template)?,
        };
        // The program of the reader adds binary fractions: what they are off by stays below the last digit.
        Some(digits.map_or(text.clone(), |digits| format!("ROUND({text},{digits})")))
    }

    fn sum(&self, sum: &Sum) -> Option<String> {
        if self.unsummable.contains(&(sum.sheet, sum.column)) {
            return None;
        }
        let mut terms = Vec::new();
        for piece in self.pieces(sum.sheet) {
            let range = self.range(sum.sheet, piece, sum.column)?;
            if sum.given.is_empty() {
                terms.push(format!("SUM({range})"));
                continue;
            }
            let mut arguments = vec![range];
            for (column, given) in &sum.given {
                arguments.push(self.range(sum.sheet, piece, column)?);
                arguments.push(match given {
                    Given::Number(number) => number.to_string(),
                    Given::Word(word) => quoted(word),
                });
            }
            terms.push(format!("SUMIFS({})", arguments.join(",")));
        }
        // Of a sheet that has no rows, there is none.
        Some(if terms.is_empty() { "0".to_owned() } else { terms.join("+") })
    }

    fn range(&self, key: Key, piece: &Piece, column: &'static str) -> Option<String> {
        let letters = letters(*self.columns.get(&(key, column))?);
        let last = piece.rows.1 - piece.rows.0 + 1;
        Some(format!("'{}'!${letters}$2:${letters}${last}", piece.name.replace('\'', "''")))
    }

    /// The template with each column in braces as the cell of this row.
    fn own(&self, key: Key, row: &Row, line: u32, template: &str) -> Option<String> {
        let mut made = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (id, tail) = after.split_once('}')?;
            let ((_, _), at) = self.columns.iter().find(|((of, column), _)| *of == key && *column == id)?;
            if !can_add(row.cells.get(*at)?) {
                return None;
            }
            made.push_str(before);
            made.push_str(&format!("{}{line}", letters(*at)));
            rest = tail;
        }
        made.push_str(rest);
        Some(made)
    }
}

fn can_add(cell: &Cell) -> bool {
    match cell {
        Cell::Money(minor, _) => fits(*minor),
        Cell::Computed(computed) => match &computed.result {
            Outcome::Money(minor, _) => fits(*minor),
            Outcome::Count(_) | Outcome::Word(_) => true,
        },
        Cell::Empty | Cell::Text(_) | Cell::Day(_) | Cell::Count(_) => true,
    }
}

/// The rows in as many pieces as are needed; each has a heading, the last also an empty row and the totals.
fn pieces(sheet: &Sheet, language: Language, most_rows: u32) -> Vec<Piece> {
    let room = usize::try_from(most_rows).unwrap_or(usize::MAX).saturating_sub(sheet.totals.len() + 2).max(1);
    let name = sheet.name(language);
    let mut made = Vec::new();
    let mut from = 0;
    while from < sheet.rows.len() {
        let to = sheet.rows.len().min(from + room);
        let number = made.len() + 1;
        let name = if number == 1 { name.clone() } else { format!("{name} ({number})") };
        made.push(Piece { name, rows: (from, to) });
        from = to;
    }
    made
}

/// A string in a formula.
pub fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// `A`, `B`, … `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut made = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        made.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn fifteen_digits_fit_and_sixteen_do_not() {
        assert!(fits(999_999_999_999_999) && fits(-999_999_999_999_999));
        assert!(!fits(1_000_000_000_000_000) && !fits(i128::MIN));
    }
}
