//! The workbook, written from sheets that are ready: the only place where an amount becomes a binary fraction, from its decimal
//! text and never by arithmetic.

use filature_model::{Currency, decimal_string};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, IgnoreError, Workbook, Worksheet, XlsxError};

use super::Book;
use super::cell::{Cell, Computed, Outcome};
use super::height;
use super::layout::{Layout, Piece, fits};
use super::sheet::{Column, Look, Row, Sheet};
use super::style::{Kind, Style, Styles};
use crate::format;

/// Less than the most UTF-16 units that a cell can hold (32,767), since the mark of the cut needs room.
const MOST_TEXT: usize = 32_000;
/// A4.
const PAPER: u8 = 9;
/// So many characters of a name stand at the head of a page.
const MOST_HEAD: usize = 80;
/// The widths of the columns of the first sheet.
const FIRST_WIDTHS: [u16; 2] = [36, 120];

/// The bytes of the workbook.
pub fn write(mut book: Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the time of day: the same content gives the same bytes.
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let mut styles = Styles::new(book.language);
    let first = workbook.add_worksheet();
    read_me(first, &book, &mut styles)?;
    // A sheet that is written is let go of: the largest would stand in memory twice.
    for sheet in std::mem::take(&mut book.sheets) {
        let pieces = book.layout.pieces(sheet.key);
        for (at, piece) in pieces.iter().enumerate() {
            let written = workbook.add_worksheet();
            let mut page = Page { book: &book, sheet: &sheet, styles: &mut styles, written, widths: Vec::new() };
            page.write(piece, at + 1 == pieces.len())?;
        }
    }
    workbook.save_to_buffer()
}

/// The first sheet: lines of a label and a text.
fn read_me(written: &mut Worksheet, book: &Book, styles: &mut Styles) -> Result<(), XlsxError> {
    written.set_name(&book.first_name)?;
    for (column, width) in (0..).zip(FIRST_WIDTHS) {
        written.set_column_width(column, width)?;
    }
    set_up(written, book, &book.first_name)?;
    let style = |kind, look| Style { kind, look, is_computed: false, is_quoted: false };
    for (row, line) in (0..).zip(&book.first) {
        let (kind, look) = if row == 0 { (Kind::Title, Look::Plain) } else { (Kind::Wrapped, line.look) };
        let (label, text) = (shown(&line.label), shown(&line.text));
        if row == 0 {
            written.set_row_height(row, 2 * height::LINE_POINTS)?;
        } else {
            let lines = height::lines(&label, FIRST_WIDTHS[0]).max(height::lines(&text, FIRST_WIDTHS[1]));
            set_height(written, row, lines)?;
        }
        let quoted = |text: &str, kind| Style { is_quoted: is_risky(text), ..style(kind, look) };
        written.write_string_with_format(row, 0, &label, styles.get(quoted(&label, kind)))?;
        if !text.is_empty() {
            written.write_string_with_format(row, 1, &text, styles.get(quoted(&text, Kind::Wrapped)))?;
        }
    }
    Ok(())
}

/// Of many lines; a row of one is as high as the reader's program makes it.
fn set_height(written: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        written.set_row_height(row, lines.saturating_mul(height::LINE_POINTS).min(height::MOST_POINTS))?;
    }
    Ok(())
}

/// Paper, and what stands at the head and foot of each printed page.
fn set_up(written: &mut Worksheet, book: &Book, name: &str) -> Result<(), XlsxError> {
    written.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    written.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    // In these lines an ampersand begins an instruction.
    let plain = |text: &str| format::visible(text).chars().take(MOST_HEAD).collect::<String>().replace('&', "&&");
    written.set_header(format!("&L{}&R{}", plain(&book.title), plain(name)));
    written.set_footer(format!("&L{}&R&P / &N", plain(&book.running)));
    Ok(())
}

/// A sheet of the workbook with what is written to it.
struct Page<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    styles: &'a mut Styles,
    written: &'a mut Worksheet,
    widths: Vec<u16>,
}

impl Page<'_> {
    fn write(&mut self, piece: &Piece, is_last: bool) -> Result<(), XlsxError> {
        self.written.set_name(&piece.name)?;
        set_up(self.written, self.book, &piece.name)?;
        let mut heading_lines = 1;
        let rows = self.sheet.rows.get(piece.rows.0..piece.rows.1).unwrap_or_default();
        for (at, column) in (0..).zip(&self.sheet.columns) {
            let heading = column.heading.pick(self.book.language);
            let kind = if has_numbers(rows, usize::from(at)) { Kind::NumberHeading } else { Kind::Heading };
            let style = Style { kind, look: Look::Plain, is_computed: false, is_quoted: false };
            self.written.write_string_with_format(0, at, &heading, self.styles.get(style))?;
            let width = self.width(usize::from(at), column, &heading, rows);
            self.written.set_column_width(at, width)?;
            self.widths.push(width);
            // The button of the filter takes room from it.
            heading_lines = heading_lines.max(height::lines(&heading, width.saturating_sub(2)));
        }
        set_height(self.written, 0, heading_lines)?;
        let mut line = 1;
        for row in rows {
            self.row(line, row)?;
            line += 1;
        }
        let last_column = u16::try_from(self.sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.written.autofilter(0, 0, line - 1, last_column)?;
        self.written.set_freeze_panes(1, 1)?;
        self.written.set_repeat_rows(0, 0)?;
        self.written.ignore_error_range(0, 0, line, last_column, IgnoreError::NumberStoredAsText)?;
        if is_last {
            for row in &self.sheet.totals {
                line += 1;
                self.row(line, row)?;
            }
        }
        Ok(())
    }

    /// As wide as what stands in it, within bounds.
    fn width(&self, at: usize, column: &Column, heading: &str, rows: &[Row]) -> u16 {
        let word = heading.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        let totals = if at == 0 { &[][..] } else { &self.sheet.totals };
        let cells = rows.iter().chain(totals).filter_map(|row| row.cells.get(at));
        let widest = cells.map(|cell| length(cell, self.book)).max().unwrap_or(0);
        let wanted = u16::try_from(widest.max(word + 2)).unwrap_or(u16::MAX);
        wanted.clamp(6, column.widest.max(6)).saturating_add(2)
    }

    fn row(&mut self, line: u32, row: &Row) -> Result<(), XlsxError> {
        let wrapped = row.cells.iter().zip(&self.sheet.columns).zip(&self.widths);
        let lines = wrapped.map(|((cell, column), width)| match cell {
            Cell::Text(text) if column.wraps && row.look != Look::Total => height::lines(&shown(text), *width),
            _ => 1,
        });
        set_height(self.written, line, lines.max().unwrap_or(1))?;
        for (at, (cell, column)) in (0..).zip(row.cells.iter().zip(&self.sheet.columns)) {
            match cell {
                Cell::Computed(computed) => self.computed((line, at), row, column, computed)?,
                cell => self.value((line, at), row.look, column, cell, column.is_computed)?,
            }
        }
        Ok(())
    }

    /// A formula with its result; the result alone where no formula gives it exactly.
    fn computed(
        &mut self,
        (line, at): (u32, u16),
        row: &Row,
        column: &Column,
        computed: &Computed,
    ) -> Result<(), XlsxError> {
        let Some(formula) = self.book.layout.formula(self.sheet.key, row, line + 1, computed) else {
            return self.value((line, at), row.look, column, &Cell::from(&computed.result), true);
        };
        let (kind, result) = match &computed.result {
            Outcome::Money(minor, currency) => {
                let text = decimal_string(*minor, *currency);
                (money_kind(&text, *currency), text)
            }
            Outcome::Count(count) => (Kind::Count, count.to_string()),
            Outcome::Word(word) => (Kind::Text, word.clone()),
        };
        let style = Style { kind, look: row.look, is_computed: true, is_quoted: false };
        let formula = Formula::new(formula).set_result(result);
        self.written.write_formula_with_format(line, at, formula, self.styles.get(style))?;
        Ok(())
    }

    fn value(
        &mut self,
        (line, at): (u32, u16),
        look: Look,
        column: &Column,
        cell: &Cell,
        is_computed: bool,
    ) -> Result<(), XlsxError> {
        let style = |kind| Style { kind, look, is_computed, is_quoted: false };
        let text_kind = if column.wraps && look != Look::Total { Kind::Wrapped } else { Kind::Text };
        match cell {
            Cell::Empty | Cell::Computed(_) => {}
            Cell::Text(text) => self.text((line, at), &shown(text), style(text_kind))?,
            Cell::Day(day) => match excel_day(*day) {
                Some(day) => {
                    let format = self.styles.get(style(Kind::Day));
                    self.written.write_datetime_with_format(line, at, &day, format)?;
                }
                None => self.text((line, at), &day.to_string(), style(text_kind))?,
            },
            Cell::Count(count) => match u32::try_from(*count) {
                Ok(count) => {
                    self.written.write_number_with_format(line, at, count, self.styles.get(style(Kind::Count)))?;
                }
                Err(_) => self.text((line, at), &count.to_string(), style(text_kind))?,
            },
            Cell::Money(minor, currency) => {
                let text = decimal_string(*minor, *currency);
                match text.parse::<f64>().ok().filter(|_| fits(*minor)) {
                    Some(number) => {
                        let format = self.styles.get(style(money_kind(&text, *currency)));
                        self.written.write_number_with_format(line, at, number, format)?;
                    }
                    None => self.text((line, at), &text, style(text_kind))?,
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, (line, at): (u32, u16), text: &str, style: Style) -> Result<(), XlsxError> {
        let style = Style { is_quoted: is_risky(text), ..style };
        self.written.write_string_with_format(line, at, text, self.styles.get(style))?;
        Ok(())
    }
}

/// Whether a column is of numbers, by the first of its cells that holds anything.
fn has_numbers(rows: &[Row], at: usize) -> bool {
    let first = rows.iter().filter_map(|row| row.cells.get(at)).find(|cell| **cell != Cell::Empty);
    match first {
        Some(Cell::Count(_) | Cell::Money(..)) => true,
        Some(Cell::Computed(computed)) => !matches!(computed.result, Outcome::Word(_)),
        _ => false,
    }
}

/// So many decimals as its text has: a whole amount of a currency without minor units has none.
fn money_kind(text: &str, currency: Currency) -> Kind {
    Kind::Money(currency, text.split_once('.').map_or(0, |(_, decimals)| decimals.len()))
}

/// Text as it may stand in a cell: what cannot be seen is written out, and what is too long is cut and says so.
pub(crate) fn shown(text: &str) -> String {
    let text = format::visible(text);
    if !is_cut(&text) {
        return text;
    }
    let mut units = 0;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= MOST_TEXT
    });
    kept.chain([' ', '[', '…', ']']).collect()
}

fn is_cut(text: &str) -> bool {
    text.len() > MOST_TEXT && text.encode_utf16().count() > MOST_TEXT
}

/// Whether some program would take the text for a formula, if it were typed in or read from a CSV that is made of it.
pub(crate) fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠'])
}

/// None for what is before 1900, which the format has no number for.
pub(crate) fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// How many characters a cell shows.
fn length(cell: &Cell, book: &Book) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.chars().count(),
        Cell::Day(_) => 10,
        Cell::Count(count) => count.to_string().len(),
        Cell::Money(minor, currency) => {
            let unit = format::unit(*currency, book.language).chars().count();
            format::number(*minor, *currency, book.language).chars().count() + unit + 1
        }
        Cell::Computed(computed) => length(&Cell::from(&computed.result), book),
    }
}

/// How many amounts are text, and how many texts are cut: said on the first sheet.
pub fn notes(sheets: &[Sheet], layout: &Layout) -> Notes {
    let mut notes = Notes::default();
    for sheet in sheets {
        for row in sheet.rows.iter().chain(&sheet.totals) {
            for cell in &row.cells {
                match cell {
                    Cell::Money(minor, _) if !fits(*minor) => notes.amounts += 1,
                    Cell::Text(text) if is_cut(&format::visible(text)) => notes.texts += 1,
                    // Which line it stands in changes nothing of whether it can be written.
                    Cell::Computed(computed) if layout.formula(sheet.key, row, 1, computed).is_none() => {
                        notes.formulas += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    notes
}

/// What could not be written as it is elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Amounts as text.
    pub amounts: u64,
    /// Texts that are cut.
    pub texts: u64,
    /// Results without a formula.
    pub formulas: u64,
}
