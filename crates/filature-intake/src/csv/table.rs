//! The frame of a table: its delimiter, its header, and where its rows begin.

use super::stretches::{Record, Stretch, records, stretches};
use crate::Refusal;

/// A table whose first line is its header.
pub struct Table<'a> {
    /// Between fields.
    pub delimiter: u8,
    /// The names of the columns, trimmed, in lower case.
    pub header: Vec<String>,
    /// Everything after the header.
    body: &'a str,
    /// The physical line on which the body begins, from 1.
    body_line: u32,
}

/// The delimiters that files use.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl<'a> Table<'a> {
    /// The table under the first line that is not empty, its delimiter being the one that splits that line most.
    pub fn with_known_header(text: &'a str) -> Option<Self> {
        let mut start = 0;
        let mut line_number = 1;
        loop {
            let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
            let line = &text[start..line_end];
            if line.is_empty() {
                return None;
            }
            if line.trim().is_empty() {
                start = line_end;
                line_number += 1;
                continue;
            }
            let delimiter = DELIMITERS.into_iter().max_by_key(|&delimiter| fields(line, delimiter).len())?;
            let header = fields(line, delimiter).iter().map(|name| name.trim().to_lowercase()).collect();
            return Some(Self { delimiter, header, body: &text[line_end..], body_line: line_number + 1 });
        }
    }

    /// Where a column is.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// The rows, as stretches of whole records.
    pub fn stretches(&self) -> Vec<Stretch<'a>> {
        stretches(self.body, self.delimiter, self.body_line)
    }

    /// The rows one after the other.
    ///
    /// # Errors
    /// A refusal when a quote is opened that never closes.
    pub fn records(&self) -> Result<Vec<Record>, Refusal> {
        records(self.body, self.delimiter, self.body_line)
    }
}

/// The fields of one line; a line that the reader cannot split is one field.
pub fn fields(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(line.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => record.iter().map(str::to_owned).collect(),
        _ => vec![line.to_owned()],
    }
}
