//! A large table of a known layout, read window by window: neither the file nor its entries stand in memory whole.
//!
//! ```text
//! input ─► window (some stretches of whole records) ─► batches ─► taken, while the next window is read
//! ```
//!
//! Only what leaves no question open is read so: UTF-8, the canonical layout or AMLworld's, quotes that open and close. Of all
//! else [`stream`] says that it is for [`crate::read`], which sees the whole file, settles the question and words the refusal. What
//! is read here is what is read there, batch for batch: the cuts are the same.

use std::io::{self, Read};

use arrow_array::RecordBatch;
use filature_model::{Problem, SourceId};

use super::canonical::{CanonicalRows, unread_columns};
use super::stretches::{Rows, Stretch, cut, quotes_are_regular, read_on};
use super::table::Table;
use super::{amlworld, canonical};
use crate::{Format, Refusal};

/// How many stretches are read side by side.
const WINDOW_STRETCHES: usize = 8;

/// How much is asked for at once.
const READ_BYTES: usize = 1 << 20;

/// How a file may begin that is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// No record is longer.
const MOST_BYTES: usize = 1 << 26;

/// What a streamed table is, beside the batches that were taken.
#[derive(Debug)]
pub struct Streamed {
    /// Its layout.
    pub format: Format,
    /// What could not be taken as it stands, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Why a table was not streamed to its end.
#[derive(Debug)]
pub enum NotStreamed<E> {
    /// It has to be read whole.
    ReadWhole,
    /// It could not be read.
    Input(io::Error),
    /// What was read could not be taken.
    Taken(E),
}

impl<E> From<Refusal> for NotStreamed<E> {
    /// A refusal is worded by the reader that sees the whole file.
    fn from(_: Refusal) -> Self {
        Self::ReadWhole
    }
}

/// Whether the beginning of a file is that of a table which [`stream`] may read.
pub fn is_list_of_transfers(head: &[u8]) -> bool {
    let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    let end = head.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let table = std::str::from_utf8(&head[..end]).ok().and_then(Table::with_known_header);
    table.and_then(Layout::of).is_some()
}

/// Reads a table, and gives its entries to `take` in the order of the file: batches in the schema of
/// [`filature_model::schema::entries`], some at a time.
///
/// # Errors
/// [`NotStreamed`]; what was taken until then is of no use.
///
/// ```
/// use filature_intake::csv::stream;
/// let bytes = b"booked_at,debtor,creditor,amount,currency\n2024-05-02,A,B,12.50,EUR\n";
/// let mut rows = 0;
/// let take = |batches: Vec<arrow_array::RecordBatch>| -> Result<(), ()> {
///     rows += batches.iter().map(|batch| batch.num_rows()).sum::<usize>();
///     Ok(())
/// };
/// let streamed = stream("a1b2c3d4e5f6".parse()?, &mut bytes.as_slice(), take);
/// assert!(streamed.is_ok());
/// assert_eq!(rows, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stream<R, E, T>(source: SourceId, input: &mut R, mut take: T) -> Result<Streamed, NotStreamed<E>>
where
    R: Read + Send,
    E: Send,
    T: FnMut(Vec<RecordBatch>) -> Result<(), E> + Send,
{
    let mut window = Window::new(input);
    let layout = Layout::of(window.header()?).ok_or(NotStreamed::ReadWhole)?;
    let mut streamed = Streamed { format: layout.format(), problems: layout.problems(source) };
    let (mut line, mut before, mut has_rows) = (layout.body_line, 0, false);
    let mut ready = Vec::new();
    loop {
        // What was read is taken while the next is read; the order of both is that of the file.
        let next = || window.next(source, &layout, &mut line, &mut before);
        let (next, taken) = rayon::join(next, || take(std::mem::take(&mut ready)));
        taken.map_err(NotStreamed::Taken)?;
        let Some(read) = next? else { break };
        for rows in read {
            has_rows |= rows.columns.rows() > 0 || rows.problems.iter().any(|problem| problem.place.row.is_some());
            streamed.problems.extend(rows.problems);
            if rows.columns.rows() > 0 {
                ready.push(rows.columns.finish().map_err(Refusal::from)?);
            }
        }
    }
    if has_rows { Ok(streamed) } else { Err(NotStreamed::ReadWhole) }
}

/// A header that was understood.
struct Layout {
    rows: RowLayout,
    header: Vec<String>,
    delimiter: u8,
    body_line: u32,
}

enum RowLayout {
    Canonical(CanonicalRows),
    Amlworld,
}

impl Layout {
    fn of(table: Table<'_>) -> Option<Self> {
        let rows = if canonical::is_header(&table.header) {
            RowLayout::Canonical(CanonicalRows::of_file(&table.header).ok()?)
        } else if amlworld::is_header(&table.header) {
            amlworld::refuse_others(&table.header).ok()?;
            RowLayout::Amlworld
        } else {
            return None;
        };
        Some(Self { rows, delimiter: table.delimiter, body_line: table.body_line(), header: table.header })
    }

    fn format(&self) -> Format {
        match self.rows {
            RowLayout::Canonical(_) => Format::Canonical,
            RowLayout::Amlworld => Format::Amlworld,
        }
    }

    fn problems(&self, source: SourceId) -> Vec<Problem> {
        match self.rows {
            RowLayout::Canonical(_) => unread_columns(source, &self.header),
            RowLayout::Amlworld => Vec::new(),
        }
    }

    fn read(&self, source: SourceId, pieces: &[Stretch<'_>], before: &mut u32) -> Result<Vec<Rows>, Refusal> {
        let fields = self.header.len();
        match &self.rows {
            RowLayout::Canonical(reader) => {
                read_on(source, pieces, fields, before, |record, place, rows| reader.read(record, place, rows))
            }
            RowLayout::Amlworld => read_on(source, pieces, fields, before, amlworld::read_row),
        }
    }
}

/// The part of the input that is looked at.
struct Window<'a, R> {
    input: &'a mut R,
    bytes: Vec<u8>,
    /// Up to here it was read.
    done: usize,
    is_end: bool,
}

impl<'a, R: Read> Window<'a, R> {
    fn new(input: &'a mut R) -> Self {
        Self { input, bytes: Vec::new(), done: 0, is_end: false }
    }

    /// Reads on until so many bytes are ahead, or to the end.
    fn fill<E>(&mut self, ahead: usize) -> Result<(), NotStreamed<E>> {
        self.bytes.drain(..std::mem::take(&mut self.done));
        while !self.is_end && self.bytes.len() < ahead {
            let read = self.input.by_ref().take(READ_BYTES as u64).read_to_end(&mut self.bytes);
            self.is_end = read.map_err(NotStreamed::Input)? < READ_BYTES;
        }
        Ok(())
    }

    /// The header, behind which the window then stands.
    fn header<E>(&mut self) -> Result<Table<'_>, NotStreamed<E>> {
        self.fill(READ_BYTES)?;
        let start = if self.bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let end = self.bytes.iter().rposition(|&byte| byte == b'\n').ok_or(NotStreamed::ReadWhole)? + 1;
        let text = text_of(&self.bytes[start..end])?;
        let table = Table::with_known_header(text).ok_or(NotStreamed::ReadWhole)?;
        let header_bytes = text.len() - table.body_bytes();
        // A header that ends in a lone CR is for the reader that knows what the other lines end in.
        if !text[..header_bytes].ends_with('\n') {
            return Err(NotStreamed::ReadWhole);
        }
        self.done = start + header_bytes;
        Ok(table)
    }

    /// The rows of the next stretches; none at the end.
    fn next<E>(
        &mut self,
        source: SourceId,
        layout: &Layout,
        line: &mut u32,
        before: &mut u32,
    ) -> Result<Option<Vec<Rows>>, NotStreamed<E>> {
        let mut ahead = WINDOW_STRETCHES * READ_BYTES + READ_BYTES / 2;
        let lengths = loop {
            self.fill(ahead)?;
            let lengths = lengths(&self.bytes, self.is_end);
            if !lengths.is_empty() || self.is_end {
                break lengths;
            }
            ahead = self.bytes.len().saturating_mul(2);
            if ahead > MOST_BYTES {
                return Err(NotStreamed::ReadWhole);
            }
        };
        if lengths.is_empty() {
            return Ok(None);
        }
        let mut pieces = Vec::with_capacity(lengths.len());
        for length in lengths {
            let text = text_of(&self.bytes[self.done..self.done + length])?;
            if !quotes_are_regular(text.as_bytes(), layout.delimiter) {
                return Err(NotStreamed::ReadWhole);
            }
            let piece = Stretch::new(text, layout.delimiter, *line);
            *line = line.saturating_add(piece.lines());
            pieces.push(piece);
            self.done += length;
        }
        Ok(Some(layout.read(source, &pieces, before)?))
    }
}

/// How long the stretches are that can be cut off the beginning of a text.
fn lengths(bytes: &[u8], is_end: bool) -> Vec<usize> {
    let (mut lengths, mut start) = (Vec::new(), 0);
    while lengths.len() < WINDOW_STRETCHES && start < bytes.len() {
        let Some(length) = cut(&bytes[start..], is_end) else { break };
        lengths.push(length);
        start += length;
    }
    lengths
}

/// The text that bytes are; what is none, or holds zero bytes as text in two bytes a sign does, is for the other reader.
fn text_of<E>(bytes: &[u8]) -> Result<&str, NotStreamed<E>> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotStreamed::ReadWhole)?;
    if memchr::memchr(0, bytes).is_some() { Err(NotStreamed::ReadWhole) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::{CsvOptions, CsvOutcome, read};

    fn streamed(bytes: &[u8]) -> Option<(Vec<RecordBatch>, Vec<Problem>)> {
        let mut all = Vec::new();
        let take = |batches: Vec<RecordBatch>| -> Result<(), ()> {
            all.extend(batches);
            Ok(())
        };
        match stream("a1b2c3d4e5f6".parse().unwrap(), &mut &*bytes, take) {
            Ok(streamed) => Some((all, streamed.problems)),
            Err(NotStreamed::ReadWhole) => None,
            Err(error) => panic!("{error:?}"),
        }
    }

    fn whole(bytes: &[u8]) -> (Vec<RecordBatch>, Vec<Problem>) {
        match read("a1b2c3d4e5f6".parse().unwrap(), bytes, &CsvOptions::default()) {
            Ok(CsvOutcome::Read(reading, None)) => (reading.entries, reading.problems),
            other => panic!("{other:?}"),
        }
    }

    /// A row of any of the kinds that a table may have.
    fn row(kind: u32, number: u32) -> String {
        match kind % 9 {
            0 => format!("T{number},2024-05-02,A{number},B,1.50,EUR,\"x, \"\"y\"\"\nz\"\n"),
            1 => format!("T{number},2024-05-02T10:00:00Z,A,B,1.50,EUR,é\r\n"),
            2 => "\n".to_owned(),
            3 => format!("T{number},2024-13-02,A,B,1.50,EUR,no day\n"),
            4 => ",,,,,,\n".to_owned(),
            5 => format!("T{number},2024-05-02,A,B\n"),
            6 => format!("T{number},2024-05-02, A ,B,{number}.00,EUR,{}\n", "long ".repeat(300)),
            _ => format!("T{number},2024-05-02,A,B,{number}.25,EUR,\n"),
        }
    }

    #[test]
    fn a_streamed_table_is_the_one_that_is_read_whole() {
        for seed in [1_u32, 2, 3, 4] {
            let mut bytes = if seed == 2 { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
            bytes.extend(b"id,booked_at,debtor,creditor,amount,currency,text\n");
            let mut state = seed;
            for number in 0..80_000 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                bytes.extend(row(if seed == 3 { 8 } else { state >> 24 }, number).bytes());
            }
            if seed == 4 {
                bytes.truncate(bytes.len() - 3);
            }
            assert_eq!(streamed(&bytes).unwrap(), whole(&bytes), "seed {seed}");
        }
    }

    #[test]
    fn what_is_in_question_is_left_to_the_reader_of_whole_files() {
        let header = "booked_at,debtor,creditor,amount,currency,text\n";
        let row = "2024-05-02,A,B,1.50,EUR,x\n";
        let late = |odd: &[u8]| [header.as_bytes(), row.repeat(300_000).as_bytes(), odd].concat();
        assert!(streamed(&late(b"")).is_some());
        for odd in [
            &b"2024-05-02,A,B,1.50,EUR,pipe 5\" wide\n"[..],
            b"2024-05-02,A,B,1.50,EUR,\xE9\n",
            b"2024-05-02,A,B,1.50,EUR,\0\n",
            b"2024-05-02,A,B,1.50,EUR,\"never closed\n2024-05-02,A,B,1.50,EUR,x\n",
        ] {
            assert!(streamed(&late(odd)).is_none(), "{odd:?}");
        }
        for bytes in [header.as_bytes(), b"", b"a,b\n1,2\n", b"\xFF\xFEa\0"] {
            assert!(streamed(bytes).is_none(), "{bytes:?}");
        }
    }
}
