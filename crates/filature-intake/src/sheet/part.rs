//! One sheet: found to be a table of a known layout, a bank's own, or none.

use std::collections::BTreeSet;

use filature_model::{AccountId, Place, Problem, ProblemCode, SourceId};

use super::cell::{Cell, Sheet};
use super::merges::FilledIn;
use super::style::Style;
use super::text::{DELIMITER, Extent, MOST_COLUMNS, write, written};
use crate::csv::{self, Draft, Mapping, amounts, dates};
use crate::{Reading, Refusal};

/// What became of a sheet.
pub enum Part {
    /// It holds nothing.
    Empty,
    /// Read; with the mapping that was used where it is a bank's own table.
    Read(Box<Reading>, Option<Box<Mapping>>),
    /// A bank's own table whose mapping has to be confirmed.
    InDoubt(Box<Draft>),
    /// Not read: it holds nothing like an entry (a cover, notes), or it does.
    Unread {
        /// Why.
        why: Refusal,
        /// Whether a row of it has a date and an amount.
        has_entries: bool,
    },
}

/// How many rows are looked at for a header of a known layout.
const HEADER_ROWS: usize = 64;

/// A sheet that is to be read.
pub struct Table<'a> {
    source: SourceId,
    sheet: &'a Sheet,
    account: Option<&'a AccountId>,
    most_bytes: usize,
    /// How many columns it has, from A on.
    columns: u32,
}

impl<'a> Table<'a> {
    /// Reads a sheet, by a mapping where one is given for it.
    pub fn read(
        source: SourceId,
        sheet: &'a Sheet,
        filled_in: &[FilledIn],
        mapping: Option<&Mapping>,
        account: Option<&'a AccountId>,
        most_bytes: usize,
    ) -> Part {
        let Some(last) = sheet.cells.iter().map(|placed| placed.column).max() else { return Part::Empty };
        let columns = last.saturating_add(1).min(MOST_COLUMNS);
        let table = Self { source, sheet, account, most_bytes, columns };
        let mut part = table.part(mapping);
        if last >= MOST_COLUMNS
            && let Part::Read(..) | Part::InDoubt(_) = part
        {
            let what = format!("The sheet has cells beyond its column number {MOST_COLUMNS}.");
            part = Part::Unread { why: Refusal::new(what, "Save the table alone."), has_entries: true };
        }
        if let Part::Read(reading, _) = &mut part {
            let notes = filled_in.iter().map(|filled| table.filled_in(filled));
            reading.problems.splice(0..0, notes.collect::<Vec<_>>());
        }
        part
    }

    fn part(&self, mapping: Option<&Mapping>) -> Part {
        let read = match mapping {
            Some(mapping) => {
                self.mapped(mapping).map(|reading| Part::Read(Box::new(reading), Some(Box::new(mapping.clone()))))
            }
            None => self.known().and_then(|known| match known {
                Some(reading) => Ok(Part::Read(Box::new(reading), None)),
                None => self.guessed(),
            }),
        };
        read.unwrap_or_else(|why| Part::Unread { why, has_entries: self.has_entries() })
    }

    /// Whether a mapping names columns that its header's line has.
    pub fn fits(sheet: &Sheet, mapping: &Mapping) -> bool {
        let row = sheet.rows().find(|row| row.first().is_some_and(|first| first.line == mapping.header_line));
        let (order, mark) = Style::CANONICAL;
        let names: BTreeSet<String> = row
            .unwrap_or_default()
            .iter()
            .map(|placed| csv::header_name(&plain(&written(&placed.cell, order, mark))))
            .collect();
        let mut named = mapping.columns.all().filter(|name| !name.starts_with('#')).map(csv::header_name);
        named.all(|name| names.contains(&name))
    }

    /// Reads it where its header is one of a known layout, whatever stands above.
    fn known(&self) -> Result<Option<Reading>, Refusal> {
        let (date_order, decimal_mark) = Style::CANONICAL;
        for row in self.sheet.rows().take(HEADER_ROWS) {
            let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
            let mut header = vec![String::new(); (last.column - first.column).min(MOST_COLUMNS) as usize + 1];
            for placed in row {
                if let Some(name) = header.get_mut((placed.column - first.column) as usize) {
                    *name = csv::header_name(&plain(&written(&placed.cell, date_order, decimal_mark)));
                }
            }
            // Words above a table may happen to be those of a short header.
            let is_short = row.len() < 3 && self.sheet.cells.first().is_none_or(|top| top.line != first.line);
            if is_short || !csv::is_known_header(&header) {
                continue;
            }
            let columns = u32::try_from(header.len()).unwrap_or(MOST_COLUMNS);
            let extent =
                Extent { first_line: first.line, first_column: first.column, columns, date_order, decimal_mark };
            let text = write(self.sheet, &extent, self.most_bytes)?;
            let Some(mut reading) = csv::read_known(self.source, &text, self.account)? else { return Ok(None) };
            reading.problems.splice(0..0, self.title(first.line));
            return Ok(Some(reading));
        }
        Ok(None)
    }

    fn title(&self, header_line: u32) -> Option<Problem> {
        let is_above = self.sheet.cells.first().is_some_and(|first| first.line < header_line);
        let found = format!("lines 1 to {}", header_line - 1);
        is_above.then(|| Problem::new(self.source, Place::default(), ProblemCode::NotAnEntry, found, ""))
    }

    /// Guesses a mapping, and reads by it where nothing is in doubt.
    fn guessed(&self) -> Result<Part, Refusal> {
        let style = Style::of(self.sheet);
        let text = self.text(style.date_order, style.decimal_mark)?;
        let mark = style.mark_is_known.then_some(style.decimal_mark);
        let mut draft = csv::draft(&text, DELIMITER, mark, self.account)?;
        for doubt in style.doubts {
            if !draft.doubts.contains(&doubt) {
                draft.doubts.push(doubt);
            }
        }
        if !draft.doubts.is_empty() {
            return Ok(Part::InDoubt(Box::new(draft)));
        }
        // Read as it will be when the mapping is given: written in its order and with its mark.
        let reading = self.mapped(&draft.mapping)?;
        Ok(Part::Read(Box::new(reading), Some(Box::new(draft.mapping))))
    }

    fn mapped(&self, mapping: &Mapping) -> Result<Reading, Refusal> {
        let text = self.text(mapping.date_order, mapping.decimal_mark)?;
        let mapping = Mapping { delimiter: char::from(DELIMITER), ..mapping.clone() };
        csv::read_mapped(self.source, &text, &mapping, self.account)
    }

    /// The whole sheet from A1 on, so that `#3` is column C.
    fn text(&self, date_order: csv::DateOrder, decimal_mark: char) -> Result<String, Refusal> {
        let extent = Extent { first_line: 1, first_column: 0, columns: self.columns, date_order, decimal_mark };
        write(self.sheet, &extent, self.most_bytes)
    }

    /// Whether a row has a date, and an amount beside it.
    fn has_entries(&self) -> bool {
        let is_day = |cell: &Cell| match cell {
            Cell::Moment(moment) => moment.day.is_some(),
            Cell::Text(text) => dates::is_shaped(text),
            _ => false,
        };
        let is_amount = |cell: &Cell| match cell {
            Cell::Number(_) | Cell::Hundredfold(_) => true,
            Cell::Text(text) => !dates::is_shaped(text) && amounts::plausible(text),
            _ => false,
        };
        let has = |row: &[super::cell::Placed], is: &dyn Fn(&Cell) -> bool| row.iter().any(|placed| is(&placed.cell));
        self.sheet.rows().any(|row| row.len() > 2 && has(row, &is_day) && has(row, &is_amount))
    }

    fn filled_in(&self, filled: &FilledIn) -> Problem {
        let place = Place { line: Some(filled.line), ..Place::default() };
        let found = format!("merged from row {} on", filled.from_line);
        Problem::new(self.source, place, ProblemCode::MergedCell, found, "").in_column(column_name(filled.column))
    }
}

fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// The letters of a column.
fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
