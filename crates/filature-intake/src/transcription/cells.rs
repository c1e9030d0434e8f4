//! The cells of the sheet that was typed into, as text.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::SHEET_NAME;
use crate::{Refusal, sheet};

/// Columns that are read.
const COLUMNS: u32 = 9;

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
    /// Reads the sheet, as any spreadsheet is read.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        for (row, column, text) in sheet::texts(bytes, SHEET_NAME)? {
            if column < COLUMNS {
                rows.entry(row).or_default().insert(column, text.trim().to_owned());
            }
        }
        Ok(Self { rows })
    }

    /// The text of a cell; empty where there is none.
    pub fn text(&self, row: u32, column: u32) -> String {
        self.rows.get(&row).and_then(|cells| cells.get(&column)).cloned().unwrap_or_default()
    }
}
