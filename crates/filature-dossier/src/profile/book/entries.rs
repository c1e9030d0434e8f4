//! The sheet of entries: one row a side, with all that the tables ask for.

use filature_model::{Currency, decimal_string, from_days};
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, IgnoreError, Worksheet, XlsxError};

use super::super::{Profile, Side};
use super::BookOf;
use super::formula::{Column, channel, way};
use crate::format::visible;
use crate::schedules::fits;

/// What stands where nothing is known: no sign that a condition could read as a pattern.
pub const UNKNOWN: &str = "—";
/// The number of whoever is not listed one by one, and of nobody.
pub const REST: i64 = 0;
pub const NOBODY: i64 = -1;

const WIDTHS: [u16; 16] = [7, 26, 12, 10, 7, 30, 8, 14, 8, 34, 18, 8, 9, 8, 8, 14];

/// For each side what numbers it bears in the tables, and its country where it is listed.
pub struct Marks {
    pub other: Vec<i64>,
    pub series: Vec<i64>,
    pub country: Vec<Option<String>>,
}

impl Marks {
    pub fn of(profile: &Profile) -> Self {
        let sides = profile.sides.len();
        let mut marks = Self { other: vec![NOBODY; sides], series: vec![0; sides], country: vec![None; sides] };
        for at in profile.sides.iter().enumerate().filter(|(_, side)| side.other.is_some()).map(|(at, _)| at) {
            marks.other[at] = REST;
        }
        let mut series_number = 0;
        for of in &profile.currencies {
            for (number, other) in (1_i64..).zip(&of.others.largest) {
                for &at in other.flow.credits.sides().iter().chain(other.flow.debits.sides()) {
                    marks.other[at as usize] = number;
                }
            }
            for series in &of.regular {
                series_number += 1;
                series.sum.sides().iter().for_each(|&at| marks.series[at as usize] = series_number);
            }
            for row in &of.abroad {
                for &at in row.flow.credits.sides().iter().chain(row.flow.debits.sides()) {
                    marks.country[at as usize] = Some(row.country.clone());
                }
            }
        }
        marks
    }
}

/// Writes them.
pub fn write(sheet: &mut Worksheet, of: &BookOf<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (at, (column, width)) in (0_u16..).zip(Column::ALL.into_iter().zip(WIDTHS)) {
        sheet.write_string_with_format(0, at, column.heading(of.language), &bold)?;
        sheet.set_column_width(at, width)?;
    }
    let marks = Marks::of(of.profile);
    let formats = Formats { day: Format::new().set_num_format("yyyy\\-mm\\-dd"), month: month_format() };
    for (row, side) in (1_u32..).zip(&of.profile.sides) {
        write_row(sheet, row, side, of, &marks, &formats)?;
    }
    let last = u32::try_from(of.profile.sides.len()).unwrap_or(u32::MAX).max(1);
    let columns = u16::try_from(Column::ALL.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.ignore_error_range(0, 0, last, columns, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

struct Formats {
    day: Format,
    month: Format,
}

/// How a month is shown, of which the cell holds the first day.
pub fn month_format() -> Format {
    Format::new().set_num_format("yyyy\\-mm")
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    side: &Side,
    of: &BookOf<'_>,
    marks: &Marks,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let at = row as usize - 1;
    let transaction = side.transaction as usize;
    let text = |text: Option<&str>| text.map_or_else(|| UNKNOWN.to_owned(), visible);
    let day = from_days(side.day);
    for (place, column) in (0_u16..).zip(Column::ALL) {
        match column {
            Column::Number => sheet.write_number(row, place, row)?,
            Column::Transaction => {
                sheet.write_string(row, place, text(of.ledger.ids.get(transaction).map(String::as_str)))?
            }
            Column::Day => write_day(sheet, row, place, day, &formats.day)?,
            Column::Month => write_day(sheet, row, place, day.map(Date::first_of_month), &formats.month)?,
            Column::Hour => match side.minute {
                Some(minute) => sheet.write_number(row, place, minute / 60)?,
                None => sheet.write_string(row, place, UNKNOWN)?,
            },
            Column::Account => {
                sheet.write_string(row, place, text(of.ledger.account(side.account).map(|id| id.as_str())))?
            }
            Column::Way => sheet.write_string(row, place, way(side.is_credit, of.language))?,
            Column::Channel => sheet.write_string(row, place, channel(side.channel, of.language))?,
            Column::Other => write_whole(sheet, row, place, marks.other[at])?,
            // Whoever is in no list of the profile is named by the account alone.
            Column::Called => {
                let called = side.other.map(|party| match marks.other[at] {
                    REST => of.ledger.account(party).map(|id| id.as_str().to_owned()).unwrap_or_default(),
                    _ => (of.party)(party),
                });
                sheet.write_string(row, place, text(called.as_deref()))?
            }
            Column::Town => {
                sheet.write_string(row, place, text(side.town.and_then(|town| of.details.city.words.get(town))))?
            }
            Column::Country => sheet.write_string(row, place, text(marks.country[at].as_deref()))?,
            Column::Currency => sheet.write_string(row, place, side.currency.code())?,
            Column::Own => sheet.write_number(row, place, u8::from(side.is_own))?,
            Column::Series => write_whole(sheet, row, place, marks.series[at])?,
            Column::Amount => write_amount(sheet, row, place, side.minor.into(), side.currency)?,
        };
    }
    Ok(())
}

/// A small whole number.
pub fn write_whole(sheet: &mut Worksheet, row: u32, column: u16, number: i64) -> Result<&mut Worksheet, XlsxError> {
    sheet.write_number(row, column, i32::try_from(number).unwrap_or(i32::MAX))
}

/// A day, as text where the format has no number for it.
pub fn write_day<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    day: Option<Date>,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let Some(day) = day else { return sheet.write_string(row, column, UNKNOWN) };
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900);
    match (year, u8::try_from(day.month()), u8::try_from(day.day())) {
        (Some(year), Ok(month), Ok(of_month)) => {
            sheet.write_datetime_with_format(row, column, &ExcelDateTime::from_ymd(year, month, of_month)?, format)
        }
        _ => sheet.write_string(row, column, day.to_string()),
    }
}

fn write_amount(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    minor: i128,
    currency: Currency,
) -> Result<&mut Worksheet, XlsxError> {
    let text = decimal_string(minor, currency);
    match text.parse::<f64>().ok().filter(|_| fits(minor)) {
        Some(number) => sheet.write_number_with_format(row, column, number, &amount_format(currency)),
        None => sheet.write_string(row, column, text),
    }
}

/// How an amount is shown.
pub fn amount_format(currency: Currency) -> Format {
    let digits = currency.minor_digits() as usize;
    let part = if digits > 0 { format!(".{}", "0".repeat(digits)) } else { String::new() };
    Format::new().set_num_format(format!("#,##0{part}"))
}
