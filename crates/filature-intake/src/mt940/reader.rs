//! What the messages of a file come to: entries, statements, problems.
//!
//! ```text
//! Scanner ─► kind ─► statement (MT940, MT950, MT942) ─┐
//!                    transfer (MT103)                 ├─► Reader ─► Reading
//!                    order (MT101)                   ─┘
//! ```

use filature_model::{EntryColumns, Place, Problem, ProblemCode, SourceId, Statement, iban_check};

use super::information::Room;
use super::kind::{self, Kind};
use super::scan::{Field, Scanner, Stray};
use super::text::Decoded;
use super::{payment, statement};
use crate::{Format, Reading, Refusal};

/// Reads the messages of a file.
pub(super) fn read(source: SourceId, decoded: &Decoded<'_>) -> Result<Reading, Refusal> {
    let mut reader = Reader::new(source);
    reader.note_encoding(decoded);
    let mut scanner = Scanner::new(&decoded.text);
    let mut other = None;
    for message in scanner.by_ref() {
        reader.message = reader.message.saturating_add(1);
        let format = match kind::of(&message) {
            Kind::Statement => statement::read(&mut reader, &message, false).map(|()| Format::Mt940)?,
            Kind::Interim => statement::read(&mut reader, &message, true).map(|()| Format::Mt942)?,
            Kind::Transfer => {
                payment::transfer(&mut reader, &message);
                Format::Mt103
            }
            Kind::Order => {
                payment::orders(&mut reader, &message);
                Format::Mt101
            }
            Kind::Other(kind) => {
                let expected = "MT940, MT942, MT950, MT103 or MT101";
                reader.problem(message.line, ProblemCode::UnknownLine, "{2:", &format!("MT{kind}"), expected);
                other = other.or(Some((message.line, kind)));
                continue;
            }
            Kind::Unknown => {
                let found = message.fields.first().map_or("", |field| field.body);
                reader.problem(message.line, ProblemCode::Truncated, ":62F:", found, "the balances of a statement");
                continue;
            }
        };
        reader.format = reader.format.or(Some(format));
    }
    if reader.format.is_none()
        && let Some((line, kind)) = kind::of_xml(&decoded.text).map(|kind| (1, kind.to_owned())).or(other)
    {
        return Err(kind::refusal(line, &kind));
    }
    reader.note_strays(&scanner.strays);
    reader.finish()
}

pub(super) struct Reader {
    pub(super) source: SourceId,
    /// The message that is being read, from 1.
    pub(super) message: u32,
    /// The row of the next entry, read or not.
    pub(super) rows: u32,
    pub(super) columns: EntryColumns,
    pub(super) room: Room,
    pub(super) statements: Vec<Statement>,
    pub(super) problems: Vec<Problem>,
    /// That of the first message that was read.
    format: Option<Format>,
}

impl Reader {
    fn new(source: SourceId) -> Self {
        let columns = EntryColumns::new(source);
        let (statements, problems) = (Vec::new(), Vec::new());
        Self { source, message: 0, rows: 0, columns, room: Room::default(), statements, problems, format: None }
    }

    /// A line of the message.
    pub(super) fn place(&self, line: u32) -> Place {
        Place { message: (self.message > 0).then_some(self.message), row: None, line: Some(line) }
    }

    /// The place of the next entry.
    pub(super) fn next_row(&mut self, line: u32) -> Place {
        let place = Place { row: Some(self.rows), ..self.place(line) };
        self.rows = self.rows.saturating_add(1);
        place
    }

    pub(super) fn problem(&mut self, line: u32, code: ProblemCode, column: &str, found: &str, expected: &str) {
        let problem = Problem::new(self.source, self.place(line), code, found, expected);
        self.problems.push(if column.is_empty() { problem } else { problem.in_column(column) });
    }

    /// A field that cannot be taken: it is lost with all its lines, and shown by its first.
    pub(super) fn lose_field(&mut self, field: Field<'_>, expected: &str) {
        self.problem(field.line, ProblemCode::UnknownLine, &field.column(), field.body, expected);
    }

    pub(super) fn note_odd_account(&mut self, line: u32, account: &str, column: &str) {
        if iban_check(account) == Some(false) {
            self.problem(line, ProblemCode::OddAccount, column, account, "an IBAN with right check digits");
        }
    }

    fn note_encoding(&mut self, decoded: &Decoded<'_>) {
        if let Some(encoding) = decoded.guessed {
            let found = decoded.text.lines().nth(decoded.first_odd_line.saturating_sub(1) as usize).unwrap_or("");
            let expected = format!("UTF-8; the file was read as {encoding}, which is a guess");
            self.problem(decoded.first_odd_line, ProblemCode::BadEncoding, "", found, &expected);
        }
    }

    /// Lines outside of the fields: inside a message they are lost; before the first one they are a heading,
    /// and a heading of many lines is told once.
    fn note_strays(&mut self, strays: &[Stray<'_>]) {
        // They are told by their lines, and belong to no message.
        self.message = 0;
        let mut last_heading = 0_u32;
        for stray in strays {
            if stray.inside {
                self.problem(stray.line, ProblemCode::UnknownLine, "", stray.text, "a field of the message");
                continue;
            }
            if last_heading == 0 || stray.line > last_heading.saturating_add(2) {
                self.problem(stray.line, ProblemCode::NotAnEntry, "", stray.text, "");
            }
            last_heading = stray.line;
        }
    }

    fn finish(mut self) -> Result<Reading, Refusal> {
        let Some(format) = self.format else {
            return Err(Refusal::new(
                "No message of the file is a statement or a payment: none has its balances (:60:, :62:).",
                "Ask the bank for MT940 or camt.053, the statement of the booked entries.",
            ));
        };
        self.problems.sort_by_key(|problem| problem.place.line);
        Ok(Reading {
            format,
            entries: vec![self.columns.finish()?],
            statements: self.statements,
            accounts: Vec::new(),
            rates: Vec::new(),
            problems: self.problems,
        })
    }
}
