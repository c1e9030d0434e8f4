//! A table that a person wrote into and brings back: every sheet of a spreadsheet, or separated values, as rows of text.
//!
//! Nothing of it enters a ledger: whoever asks looks for the columns that it needs, and says what of them it could not use, row by row.

use std::collections::BTreeMap;

use crate::csv::{Table, text};
pub use crate::sheet::NO_VALUE;
use crate::{Refusal, sheet};

/// A sheet, or the one table of separated values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The name of the sheet; none of separated values.
    pub sheet: Option<String>,
    /// Rows that hold something, each with its number, from 1; cells that hold nothing are empty.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// A cell further to the right is no column of a table that a person fills in.
const MOST_COLUMNS: u32 = 500;

/// Reads the tables of a file.
///
/// # Errors
/// A [`Refusal`] when the bytes are neither a spreadsheet nor separated values.
///
/// ```
/// let tables = filature_intake::returned::tables(b"id,label\na1b2c3d4e5f6:17,\"rent, May\"\n")?;
/// assert_eq!(tables[0].rows[1], (2, vec!["a1b2c3d4e5f6:17".to_owned(), "rent, May".to_owned()]));
/// # Ok::<(), filature_intake::Refusal>(())
/// ```
pub fn tables(bytes: &[u8]) -> Result<Vec<Returned>, Refusal> {
    if sheet::looks_like(bytes) {
        let sheets = sheet::all_texts(bytes)?;
        return Ok(sheets.into_iter().map(|(name, cells)| Returned { sheet: Some(name), rows: rows(cells) }).collect());
    }
    let decoded = text::decode(bytes, None)?;
    let none = || {
        Refusal::new(
            "This is no table.",
            "Bring back the XLSX or CSV that filature wrote, with a column of labels in it.",
        )
    };
    let table = Table::with_known_header(&decoded.text).ok_or_else(none)?;
    let header = (table.body_line().saturating_sub(1).max(1), table.header.clone());
    let records = table.records()?.into_iter().map(|record| (record.line, record.fields));
    Ok(vec![Returned { sheet: None, rows: std::iter::once(header).chain(records).collect() }])
}

fn rows(cells: Vec<(u32, u32, String)>) -> Vec<(u32, Vec<String>)> {
    let mut rows = BTreeMap::<u32, Vec<String>>::new();
    for (row, column, text) in cells.into_iter().filter(|(_, column, _)| *column < MOST_COLUMNS) {
        let cells = rows.entry(row).or_default();
        let at = usize::try_from(column).unwrap_or_default();
        if cells.len() <= at {
            cells.resize(at + 1, String::new());
        }
        text.trim().clone_into(&mut cells[at]);
    }
    rows.into_iter().map(|(row, cells)| (row.saturating_add(1), cells)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(row: &[&str]) -> Vec<String> {
        row.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn separated_values_keep_their_rows_and_what_stands_in_quotes() {
        let read = tables("\u{feff}id;Étiquette;note\r\na:1;loyer;\"mai;\njuin\"\r\n\r\na:2;;\r\n".as_bytes()).unwrap();
        assert_eq!(read[0].sheet, None);
        assert_eq!(
            read[0].rows,
            [
                (1, texts(&["id", "étiquette", "note"])),
                (2, texts(&["a:1", "loyer", "mai;\njuin"])),
                (5, texts(&["a:2", "", ""]))
            ]
        );
    }

    #[test]
    fn cells_that_hold_nothing_are_empty_and_rows_are_counted_as_on_the_sheet() {
        let read =
            rows(vec![(0, 1, "label".into()), (4, 0, " a:1 ".into()), (4, 2, "x".into()), (4, 900, "far".into())]);
        assert_eq!(read, [(1, texts(&["", "label"])), (5, texts(&["a:1", "", "x"]))]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(tables(b"").is_err() && tables(b"%PDF-1.7\n\"").is_err());
    }
}
