//! Plain tables as a workbook, for what is no dossier: entries to be put to a person, marks that come back.
//!
//! Text is text, as in the schedules: nothing that a source or a person wrote can become a formula, and the same content gives the same bytes.

use filature_model::{Currency, decimal_string};
use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::schedules::layout::fits;
use crate::schedules::write::{excel_day, is_risky, shown};
use crate::{DossierError, Form};

/// A4.
const PAPER: u8 = 9;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// Text on a colour, six hexadecimal digits read; the text says what the colour does.
    Coloured(String, u32),
    /// A day.
    Day(Date),
    /// How many, or which.
    Count(u64),
    /// An amount in minor units.
    Money(i64, Currency),
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name: 31 characters at most.
    pub name: String,
    /// Its columns: heading, and how many characters wide.
    pub columns: Vec<(String, u16)>,
    /// A cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Lines of text above the table.
    pub above: Vec<String>,
}

/// The bytes of a workbook.
///
/// # Errors
/// [`DossierError`] when the format cannot hold what is to be written.
pub fn render(tables: &[Table]) -> Result<Vec<u8>, DossierError> {
    write(tables).map_err(|error| DossierError::Form { form: Form::Xlsx, why: error.to_string() })
}

fn write(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the time of day.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    for table in tables {
        sheet(workbook.add_worksheet(), table)?;
    }
    workbook.save_to_buffer()
}

fn sheet(written: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    written.set_name(&table.name)?;
    written.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    let mut line = 0;
    for text in &table.above {
        written.write_string_with_format(line, 0, shown(text), &quoted(Format::new(), text))?;
        line += 1;
    }
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (at, (heading, width)) in (0..).zip(&table.columns) {
        written.set_column_width(at, *width)?;
        written.write_string_with_format(line, at, heading, &head)?;
    }
    written.set_freeze_panes(line + 1, 0)?;
    written.set_repeat_rows(line, line)?;
    for row in &table.rows {
        line += 1;
        for (at, value) in (0..).zip(row) {
            cell(written, (line, at), value)?;
        }
    }
    Ok(())
}

fn cell(written: &mut Worksheet, (line, at): (u32, u16), value: &Cell) -> Result<(), XlsxError> {
    let plain = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
    match value {
        Cell::Empty => {}
        Cell::Text(text) => {
            written.write_string_with_format(line, at, shown(text), &quoted(plain(), text))?;
        }
        Cell::Coloured(text, rgb) => {
            let format = plain().set_background_color(Color::RGB(*rgb)).set_font_color(ink(*rgb));
            written.write_string_with_format(line, at, shown(text), &quoted(format, text))?;
        }
        Cell::Day(day) => match excel_day(*day) {
            Some(excel) => {
                written.write_datetime_with_format(line, at, &excel, &plain().set_num_format("yyyy-mm-dd"))?;
            }
            None => {
                written.write_string_with_format(line, at, day.to_string(), &plain())?;
            }
        },
        Cell::Count(count) => match u32::try_from(*count) {
            Ok(count) => {
                written.write_number_with_format(line, at, count, &plain())?;
            }
            Err(_) => {
                written.write_string_with_format(line, at, count.to_string(), &plain())?;
            }
        },
        Cell::Money(minor, currency) => money(written, (line, at), *minor, *currency)?,
    }
    Ok(())
}

/// A number where a cell holds it to the last minor unit, else text.
fn money(written: &mut Worksheet, (line, at): (u32, u16), minor: i64, currency: Currency) -> Result<(), XlsxError> {
    let text = decimal_string(i128::from(minor), currency);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let picture = if decimals > 0 { format!("#,##0.{}", "0".repeat(decimals)) } else { "#,##0".to_owned() };
    let format = Format::new().set_align(FormatAlign::Top).set_num_format(picture);
    match text.parse::<f64>().ok().filter(|_| fits(i128::from(minor))) {
        Some(number) => written.write_number_with_format(line, at, number, &format)?,
        None => written.write_string_with_format(line, at, &text, &format)?,
    };
    Ok(())
}

/// Whoever edits the cell leaves it text.
fn quoted(format: Format, text: &str) -> Format {
    if is_risky(text) { format.set_quote_prefix() } else { format }
}

/// Black on light colours, white on dark ones.
fn ink(rgb: u32) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    let light = 3 * u32::from(red) + 6 * u32::from(green) + u32::from(blue);
    if light > 1_100 { Color::Black } else { Color::White }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_formula_stays_text_and_bytes_are_the_same() {
        let table = Table {
            name: "Marks".to_owned(),
            columns: vec![("label".to_owned(), 20), ("amount".to_owned(), 12)],
            rows: vec![vec![Cell::Coloured("=1+1".to_owned(), 0x00_72_B2), Cell::Money(-123_456, Currency::EUR)]],
            above: vec!["@above".to_owned()],
        };
        let bytes = render(std::slice::from_ref(&table)).unwrap();
        assert_eq!(bytes, render(std::slice::from_ref(&table)).unwrap());
        let read = first_sheet(&bytes);
        assert!(!read.contains("<f>"), "{read}");
    }

    /// The XML of the first sheet.
    fn first_sheet(bytes: &[u8]) -> String {
        use std::io::Read;
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
        text
    }
}
