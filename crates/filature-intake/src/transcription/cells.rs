//! The cells of the sheet that was typed into, as text; within limits, whatever the file claims to hold.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Xlsx};
use filature_model::from_days;

use super::SHEET_NAME;
use crate::Refusal;

/// Columns that are read.
const COLUMNS: u32 = 9;

/// What the parts of the file may unpack to together.
const UNPACKED_MAX: u64 = 64 << 20;

/// Days from the epoch of spreadsheets, 1899-12-30, to 1970-01-01.
const SPREADSHEET_EPOCH_DAYS: i32 = 25_569;

/// Whether a workbook has the sheet.
pub fn has_sheet(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(workbook) = archive.by_name("xl/workbook.xml") else { return false };
    let mut text = Vec::new();
    workbook.take(1 << 20).read_to_end(&mut text).is_ok()
        && memchr::memmem::find(&text, format!("\"{SHEET_NAME}\"").as_bytes()).is_some()
}

/// The cells by row, from 0.
pub struct Sheet {
    /// The texts of each row.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

impl Sheet {
    /// Reads the sheet.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let damaged =
            |why: String| Refusal::new(format!("The spreadsheet is damaged: {why}."), "Save it again as XLSX.");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        let mut unpacked = 0_u64;
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(|error| damaged(error.to_string()))?;
            unpacked = unpacked.saturating_add(part.size());
        }
        if unpacked > UNPACKED_MAX {
            return Err(damaged("it unpacks to more than a person types".to_owned()));
        }
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
            .map_err(|error: calamine::XlsxError| damaged(error.to_string()))?;
        let mut cells = workbook.worksheet_cells_reader(SHEET_NAME).map_err(|error| damaged(error.to_string()))?;
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(error.to_string()))? {
            let (row, column) = cell.get_position();
            let text = text(cell.get_value());
            if column < COLUMNS && !text.is_empty() {
                rows.entry(row).or_default().insert(column, text);
            }
        }
        Ok(Self { rows })
    }

    /// The text of a cell; empty where there is none.
    pub fn text(&self, row: u32, column: u32) -> String {
        self.rows.get(&row).and_then(|cells| cells.get(&column)).cloned().unwrap_or_default()
    }
}

/// A cell as a person sees it: numbers with all their digits and a point, days as `YYYY-MM-DD`.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(day) => {
            let days = day.as_f64().floor() as i32;
            days.checked_sub(SPREADSHEET_EPOCH_DAYS)
                .and_then(from_days)
                .map_or_else(|| day.as_f64().to_string(), |day| day.to_string())
        }
        DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::Error(_) => "#ERROR".to_owned(),
        DataRef::Empty => String::new(),
    }
}
