//! The frame of a table: its delimiter, its header, and where its rows begin.

use super::quotes;
use super::stretches::{Extent, MOST_FIELDS, Record, Stretch, records, stretches};
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

/// No header is longer, nor any line of a table that a bank made: what is longer is another kind of file, and
/// splitting it would cost time and memory for nothing.
pub const LONGEST_LINE: usize = 65_536;

impl<'a> Table<'a> {
    /// The table under the first line that is not empty, its delimiter being the one that splits that line most.
    pub fn with_known_header(text: &'a str) -> Option<Self> {
        let (mut start, mut body_line) = (0, 1);
        loop {
            let rest = &text.as_bytes()[start..];
            // A header may end in a lone CR where the rows do not: the first row is no part of it.
            let length = memchr::memchr2(b'\n', b'\r', rest).map_or(rest.len(), |at| match rest[at..] {
                [b'\r', b'\n', ..] => at + 2,
                _ => at + 1,
            });
            let line = &text[start..start + length];
            start += length;
            if line.is_empty() || line.len() > LONGEST_LINE {
                return None;
            }
            body_line += u32::from(line.ends_with('\n'));
            if line.trim().is_empty() {
                continue;
            }
            let delimiter = DELIMITERS.into_iter().max_by_key(|&delimiter| fields(line, delimiter).len())?;
            if quotes::is_open(line.as_bytes(), delimiter) {
                return None;
            }
            let header = fields(line, delimiter).iter().map(|name| name.trim().to_lowercase()).collect();
            return Some(Self { delimiter, header, body: &text[start..], body_line });
        }
    }

    /// As [`refuse_repeated`], of this header.
    ///
    /// # Errors
    /// The refusal, naming the column.
    pub fn refuse_repeated(&self, is_read: impl Fn(&str) -> bool) -> Result<(), Refusal> {
        refuse_repeated(&self.header, is_read)
    }

    /// The physical line on which the rows begin, from 1.
    pub fn body_line(&self) -> u32 {
        self.body_line
    }

    /// How many bytes of the text stand behind the header.
    pub fn body_bytes(&self) -> usize {
        self.body.len()
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
    /// A refusal when a quote is opened that never closes, or closes only behind other rows.
    pub fn records(&self) -> Result<Vec<Record>, Refusal> {
        records(self.body, self.delimiter, self.body_line, Extent::Whole { fields: Some(self.header.len()) })
    }
}

/// Refuses a header in which a column that is read stands twice: which one holds could only be guessed.
///
/// # Errors
/// The refusal, naming the column.
pub fn refuse_repeated(header: &[String], is_read: impl Fn(&str) -> bool) -> Result<(), Refusal> {
    let repeated = (1..).zip(header).find(|&(at, name)| is_read(name) && header[at..].contains(name));
    match repeated {
        None => Ok(()),
        Some((_, name)) => Err(Refusal::new(
            format!("The header has the column {name:?} more than once."),
            "Ask the sender which one holds, and name the other one otherwise.",
        )),
    }
}

/// The fields of one line; a line that the reader cannot split is one field.
pub fn fields(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(line.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => record.iter().take(MOST_FIELDS).map(str::to_owned).collect(),
        _ => vec![line.to_owned()],
    }
}

/// The number of fields that most rows have; the larger one of two that are as common.
pub fn modal_width<'a>(rows: impl IntoIterator<Item = &'a Record>) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.width).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}
