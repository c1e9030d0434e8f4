//! Cuts a table into stretches of whole records and reads them side by side.
//!
//! A cut may stand at a line end outside quotes. Whether a place is outside quotes is known by counting the
//! quotes before it, which holds only if every quote opens, closes or doubles: where one stands elsewhere (a
//! lone inch sign), the table is not cut but read in one piece.
//!
//! Most stretches of large files hold no quote at all. There a line is a record and a delimiter ends a field, whatever the
//! library would do beyond that, and they are split so.

use csv::StringRecord;
use filature_model::{EntryColumns, Place, Problem, ProblemCode, SourceId};
use rayon::prelude::*;

use super::fields::Fields;
use super::quotes::{self, Shape};
use crate::Refusal;

/// Large enough that the overhead vanishes, small enough for two cores to share a small file.
const STRETCH_BYTES: usize = 1 << 20;

/// No record of a bank has as many lines: a quote was opened and never closed.
const RECORD_LINES: u64 = 64;

/// Some whole records of a table.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    text: &'a str,
    delimiter: u8,
    first_line: u32,
    lines: u32,
}

impl<'a> Stretch<'a> {
    /// A stretch of whole records that begins on this physical line.
    pub fn new(text: &'a str, delimiter: u8, first_line: u32) -> Self {
        let lines = u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX);
        Self { text, delimiter, first_line, lines }
    }

    /// How many lines end in it.
    pub fn lines(&self) -> u32 {
        self.lines
    }
}

/// Cuts `body`, which begins on physical line `first_line`.
pub fn stretches(body: &str, delimiter: u8, first_line: u32) -> Vec<Stretch<'_>> {
    let bytes = body.as_bytes();
    let whole = !quotes_are_regular(bytes, delimiter);
    let (mut pieces, mut start, mut line) = (Vec::new(), 0, first_line);
    while start < bytes.len() {
        let rest = &bytes[start..];
        let length = if whole { rest.len() } else { cut(rest, true).unwrap_or(rest.len()) };
        let piece = Stretch::new(&body[start..start + length], delimiter, line);
        line = line.saturating_add(piece.lines());
        pieces.push(piece);
        start += length;
    }
    pieces
}

/// How long the first stretch of a text is that begins with a record. None where more of the text would have to be seen to
/// tell: never at its end.
pub fn cut(bytes: &[u8], is_end: bool) -> Option<usize> {
    let mut end = STRETCH_BYTES.min(bytes.len());
    let mut quotes = memchr::memchr_iter(b'"', &bytes[..end]).count();
    while end < bytes.len() {
        let next = match memchr::memchr(b'\n', &bytes[end..]) {
            Some(at) => end + at + 1,
            None if is_end => bytes.len(),
            None => return None,
        };
        quotes += memchr::memchr_iter(b'"', &bytes[end..next]).count();
        end = next;
        if quotes.is_multiple_of(2) {
            return Some(end);
        }
    }
    is_end.then_some(end)
}

/// Whether each quote touches a delimiter, a line end, an end of the text or another quote.
pub fn quotes_are_regular(bytes: &[u8], delimiter: u8) -> bool {
    let edge = |byte: Option<&u8>| match byte {
        None | Some(b'"' | b'\n' | b'\r') => true,
        Some(&byte) => byte == delimiter,
    };
    memchr::memchr_iter(b'"', bytes)
        .all(|at| edge(at.checked_sub(1).and_then(|before| bytes.get(before))) || edge(bytes.get(at + 1)))
}

/// What the rows of a stretch are read into.
pub struct Rows {
    /// Entries, numbered from the first record of the stretch.
    pub columns: EntryColumns,
    /// Problems, likewise.
    pub problems: Vec<Problem>,
    source: SourceId,
    records: u32,
}

impl Rows {
    /// No rows yet.
    pub fn new(source: SourceId) -> Self {
        Self { columns: EntryColumns::new(source), problems: Vec::new(), source, records: 0 }
    }

    /// No rows yet, and room for so many.
    pub fn with_room(source: SourceId, rows: usize) -> Self {
        Self { columns: EntryColumns::with_room(source, rows), ..Self::new(source) }
    }

    /// Notes a problem in a column.
    pub fn problem(&mut self, place: Place, code: ProblemCode, column: &str, found: &str, expected: &str) {
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(column));
    }
}

/// Reads all records by `read_row`, side by side, and numbers them through.
///
/// `read_row` takes the row's fields and its place; it is called for every record, bad ones included, in
/// order within a stretch. Records without any content are no rows and are passed over.
///
/// # Errors
/// A refusal when a quote is opened that never closes, or the reader's own.
pub fn read_rows<F>(source: SourceId, pieces: &[Stretch<'_>], fields: usize, read_row: F) -> Result<Vec<Rows>, Refusal>
where
    F: Fn(&Fields<'_>, Place, &mut Rows) + Sync,
{
    read_on(source, pieces, fields, &mut 0, read_row)
}

/// The same for the next stretches of a table, of which so many records were read `before`.
///
/// # Errors
/// As [`read_rows`].
pub fn read_on<F>(
    source: SourceId,
    pieces: &[Stretch<'_>],
    fields: usize,
    before: &mut u32,
    read_row: F,
) -> Result<Vec<Rows>, Refusal>
where
    F: Fn(&Fields<'_>, Place, &mut Rows) + Sync,
{
    // All are read before one is refused: which refusal is given must not depend on which thread came first.
    let read: Vec<Result<Rows, Refusal>> =
        pieces.par_iter().map(|piece| read_stretch(source, piece, fields, &read_row)).collect();
    let mut all: Vec<Rows> = read.into_iter().collect::<Result<_, Refusal>>()?;
    for rows in &mut all {
        rows.columns.shift_rows(*before);
        for problem in &mut rows.problems {
            problem.place.row = problem.place.row.map(|row| row.saturating_add(*before));
        }
        *before = before.checked_add(rows.records).ok_or_else(too_many)?;
    }
    Ok(all)
}

fn too_many() -> Refusal {
    Refusal::new("The file has more than 4,294,967,295 rows.", "Split it by month.")
}

fn read_stretch<F>(source: SourceId, piece: &Stretch<'_>, fields: usize, read_row: &F) -> Result<Rows, Refusal>
where
    F: Fn(&Fields<'_>, Place, &mut Rows),
{
    let mut rows = Rows::with_room(source, piece.lines as usize);
    for_each_record(piece, Extent::Whole { fields: Some(fields) }, |record, line| {
        let place = Place { row: Some(rows.records), line: Some(line), message: None };
        rows.records = rows.records.checked_add(1).ok_or_else(too_many)?;
        if record.len() != fields && !only_empty_beyond(record, fields) {
            let found = format!("{} fields", record.len());
            let expected = format!("{fields} fields");
            rows.problems.push(Problem::new(source, place, ProblemCode::BadRow, found, expected));
        } else {
            read_row(record, place, &mut rows);
        }
        Ok(())
    })?;
    Ok(rows)
}

/// What a text to be read is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The rows to their end, with the number of fields of the header where there is one.
    Whole {
        /// The width of the table; none: that of its first record.
        fields: Option<usize>,
    },
    /// The beginning of a file, which may be cut in the middle of a quoted text.
    Sample,
}

/// Calls `each` with every record that has any content, and the line on which it begins.
fn for_each_record(
    piece: &Stretch<'_>,
    extent: Extent,
    mut each: impl FnMut(&Fields<'_>, u32) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    if is_plain(piece.text.as_bytes()) {
        return for_each_line(piece, each);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(piece.delimiter)
        .from_reader(piece.text.as_bytes());
    let (mut record, mut ends) = (StringRecord::new(), Vec::new());
    let mut first_width = None;
    while read_record(&mut reader, &mut record)? {
        let width = *first_width.get_or_insert(record.len());
        let started = record.position().map_or(1, |at| at.line() + blank_lines(piece.text, at.byte()));
        let line = piece.first_line.saturating_add(u32::try_from(started - 1).unwrap_or(u32::MAX));
        let raw = raw_record(piece.text, record.position(), reader.position());
        let is_last = reader.position().byte() >= piece.text.len() as u64;
        let lines = reader.position().line().saturating_sub(started);
        // Only a record of several lines, or one that the file ends in, can hold a quote that closes too late.
        if lines > u64::from(raw.ends_with(b"\n")) || is_last {
            let is_too_long = lines > RECORD_LINES;
            match extent {
                Extent::Whole { fields } => {
                    let shape = Shape { delimiter: piece.delimiter, fields: fields.unwrap_or(width) };
                    if let Some(opened) = quotes::swallowing(raw, shape).or(is_too_long.then_some(0)) {
                        return Err(quotes::refusal(line, raw, opened));
                    }
                }
                Extent::Sample if is_too_long || quotes::is_open(raw, piece.delimiter) => return Ok(()),
                Extent::Sample => {}
            }
        }
        let fields = Fields::of_record(&record, &mut ends);
        if !is_blank(&fields) {
            each(&fields, line)?;
        }
    }
    Ok(())
}

/// Whether lines are records and delimiters end fields: there is no quote, and every CR is one half of a line end.
fn is_plain(bytes: &[u8]) -> bool {
    memchr::memchr(b'"', bytes).is_none()
        && memchr::memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
}

/// The records of a plain stretch.
fn for_each_line(
    piece: &Stretch<'_>,
    mut each: impl FnMut(&Fields<'_>, u32) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let (mut rest, mut line, mut ends) = (piece.text, piece.first_line, Vec::new());
    while !rest.is_empty() {
        let (with_end, text) = match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(at) => (at + 1, &rest[..at]),
            None => (rest.len(), rest),
        };
        let text = text.strip_suffix('\r').unwrap_or(text);
        ends.clear();
        ends.extend(memchr::memchr_iter(piece.delimiter, text.as_bytes()));
        ends.push(text.len());
        let fields = Fields::of_line(text, &ends);
        if !is_blank(&fields) {
            each(&fields, line)?;
        }
        rest = &rest[with_end..];
        line = line.saturating_add(1);
    }
    Ok(())
}

fn is_blank(fields: &Fields<'_>) -> bool {
    (0..fields.len()).all(|at| fields.trimmed(at).is_empty())
}

/// The bytes of a record as they stand in the text, its blank lines before it left out.
fn raw_record<'a>(text: &'a str, from: Option<&csv::Position>, to: &csv::Position) -> &'a [u8] {
    let at = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
    let raw = from.and_then(|from| text.as_bytes().get(at(from.byte())..at(to.byte()))).unwrap_or_default();
    let blank = raw.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    &raw[blank..]
}

/// Blank lines at a byte offset: the library counts them to the record that follows them.
fn blank_lines(text: &str, offset: u64) -> u64 {
    let rest = usize::try_from(offset).ok().and_then(|offset| text.as_bytes().get(offset..)).unwrap_or_default();
    rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).map(|&byte| u64::from(byte == b'\n')).sum()
}

/// More fields than any bank's table has; those beyond are counted, not kept.
pub const MOST_FIELDS: usize = 4_096;

/// One record with its place in the file, for tables whose rows are read one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The physical line on which it begins, from 1.
    pub line: u32,
    /// The fields, trimmed, up to [`MOST_FIELDS`].
    pub fields: Vec<String>,
    /// How many fields there are, empty ones at the end included.
    pub width: usize,
}

impl Record {
    /// Whether nothing stands behind the first `fields` fields: a trailing delimiter means nothing.
    pub fn is_empty_beyond(&self, fields: usize) -> bool {
        self.width <= MOST_FIELDS && self.fields.iter().skip(fields).all(String::is_empty)
    }
}

/// All records of a text, blank ones left out.
///
/// # Errors
/// A refusal when a quote is opened that never closes, or closes only behind other rows.
pub fn records(text: &str, delimiter: u8, first_line: u32, extent: Extent) -> Result<Vec<Record>, Refusal> {
    let piece = Stretch::new(text, delimiter, first_line);
    let mut all = Vec::new();
    for_each_record(&piece, extent, |record, line| {
        let fields = record.iter().take(MOST_FIELDS).map(|field| field.trim().to_owned()).collect();
        all.push(Record { line, fields, width: record.len() });
        Ok(())
    })?;
    Ok(all)
}

/// A trailing delimiter makes one field too many, and means nothing.
fn only_empty_beyond(record: &Fields<'_>, fields: usize) -> bool {
    record.len() > fields && record.iter().skip(fields).all(|field| field.trim().is_empty())
}

fn read_record(reader: &mut csv::Reader<&[u8]>, record: &mut StringRecord) -> Result<bool, Refusal> {
    reader
        .read_record(record)
        .map_err(|error| Refusal::new(format!("The table cannot be read: {error}."), "Look at the original."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_fall_between_records_and_lose_nothing() {
        let row = "a,\"two\nlines, and a \"\"quote\"\"\",c\n";
        let body = row.repeat(200_000);
        let pieces = stretches(&body, b',', 2);
        assert!(pieces.len() > 3);
        let joined: String = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(joined, body);
        assert!(pieces.iter().all(|piece| piece.text.starts_with("a,") && piece.text.ends_with("c\n")));
        assert_eq!(pieces[1].first_line as usize, 2 + pieces[0].text.matches('\n').count());
    }

    #[test]
    fn a_lone_quote_is_never_cut_around() {
        let body = "pipe 5\" wide,1\n".repeat(200_000);
        assert_eq!(stretches(&body, b',', 1).len(), 1);
    }

    #[test]
    fn a_quote_that_never_closes_is_refused_with_its_line() {
        let body = format!("a,1\n\"b,1\n{}", "c,1\n".repeat(100));
        let source = "a1b2c3d4e5f6".parse().unwrap();
        let Err(refusal) = read_rows(source, &stretches(&body, b',', 1), 2, |_, _, _| {}) else {
            panic!("it was read");
        };
        assert_eq!(refusal.place.line, Some(2));
    }
}
