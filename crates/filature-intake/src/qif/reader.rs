//! From records to the statement of one account, by a mapping.

use std::collections::BTreeSet;

use filature_model::{AccountId, Balance, Currency, EntryColumns, Place, Problem, ProblemCode, Statement, iban_check};
use filature_model::{Booked, SourceId};

use super::entry::{Context, entry, figures};
use super::records::{Kind, Part, Record, Section, walk};
use super::told::read_date;
use crate::csv::Mapping;
use crate::csv::dates::DateOrder;
use crate::csv::text::Decoded;
use crate::{Format, Reading, Refusal};

/// What programs call the record that is the balance at the start of an account.
const OPENING: [&str; 7] = [
    "opening balance",
    "solde initial",
    "solde d'ouverture",
    "anfangssaldo",
    "beginsaldo",
    "saldo inicial",
    "saldo iniziale",
];

/// Letters that are read.
const READ: [char; 9] = ['D', 'T', 'U', 'N', 'P', 'M', 'L', 'S', 'E'];

/// Letters that say nothing of the money: cleared, address, reimbursed, percentages, invoices.
const UNREAD: [char; 5] = ['C', 'A', 'F', '%', 'X'];

/// Reads a file; `account` overrules the mapping's.
///
/// # Errors
/// A refusal when nobody says which account or currency it is, and when no record could be read.
pub(super) fn read(
    source: SourceId,
    decoded: &Decoded<'_>,
    mapping: &Mapping,
    account: Option<&AccountId>,
) -> Result<Reading, Refusal> {
    let context = context(source, mapping, account)?;
    let mut reader = Reader {
        newest_first: newest_first(&decoded.text, context.date_order),
        columns: EntryColumns::new(source),
        problems: decoded.problems(source),
        unread: BTreeSet::new(),
        opening: None,
        first_on: None,
        rows: 0,
        unreadable_rows: 0,
        first_line: None,
        context,
    };
    reader.note_odd_account();
    walk(&decoded.text, |part| match part {
        Part::Section(section) => reader.section(section),
        Part::Record(section, record) => reader.record(section, &record),
    });
    reader.finish()
}

fn context(source: SourceId, mapping: &Mapping, account: Option<&AccountId>) -> Result<Context, Refusal> {
    let account = account.cloned().or_else(|| mapping.account.as_deref().map(AccountId::written)).ok_or_else(|| {
        Refusal::new(
            "Nothing says which account this file is of.",
            "Say it with `--account IBAN`, or in the mapping as `account = \"…\"`.",
        )
    })?;
    let code = mapping.currency.as_deref().ok_or_else(|| {
        Refusal::new(
            "Nothing says which currency the amounts are in.",
            "Say it in the mapping as `currency = \"EUR\"`.",
        )
    })?;
    let currency: Currency = code.parse().map_err(|error| {
        Refusal::new(format!("The mapping's currency is unknown: {error}."), "Use a code of ISO 4217.")
    })?;
    let decimal_mark = if mapping.decimal_mark == ',' { b',' } else { b'.' };
    Ok(Context { source, account, currency, decimal_mark, date_order: mapping.date_order })
}

/// Whether the newest record stands first, as the days show.
fn newest_first(text: &str, order: DateOrder) -> bool {
    let (mut rises, mut falls) = (false, false);
    let mut before: Option<Booked> = None;
    walk(text, |part| {
        let Part::Record(Section { kind: Kind::Bookings, .. }, record) = part else { return };
        let Some(on) = record.value('D').and_then(|text| read_date(text, order)) else { return };
        rises |= before.is_some_and(|before| on > before);
        falls |= before.is_some_and(|before| on < before);
        before = Some(on);
    });
    falls && !rises
}

struct Reader {
    context: Context,
    newest_first: bool,
    columns: EntryColumns,
    problems: Vec<Problem>,
    /// Letters that were noted as not read.
    unread: BTreeSet<char>,
    opening: Option<Balance>,
    first_on: Option<jiff::civil::Date>,
    rows: u32,
    unreadable_rows: u32,
    first_line: Option<u32>,
}

impl Reader {
    fn problem(&mut self, line: u32, code: ProblemCode, column: &str, found: &str, expected: &str) {
        let place = Place { line: Some(line), ..Place::default() };
        self.problems.push(Problem::new(self.context.source, place, code, found, expected).in_column(column));
    }

    fn note_odd_account(&mut self) {
        let account = self.context.account.to_string();
        if iban_check(&account) == Some(false) {
            self.problem(1, ProblemCode::OddAccount, "account", &account, "an IBAN with right check digits");
        }
    }

    fn section(&mut self, section: Section<'_>) {
        match section.kind {
            Kind::Bookings | Kind::Securities | Kind::Account => {}
            Kind::List => self.problem(section.line, ProblemCode::NotAnEntry, "!", section.heading, ""),
            Kind::Unknown => {
                let expected = "a list of QIF; nothing under it is read";
                self.problem(section.line, ProblemCode::UnknownLine, "!", section.heading, expected);
            }
        }
    }

    fn record(&mut self, section: Section<'_>, record: &Record<'_, '_>) {
        match section.kind {
            Kind::List | Kind::Unknown => {}
            Kind::Account => {
                let name = record.value('N').unwrap_or_default();
                self.problem(record.line, ProblemCode::NotAnEntry, "!Account", name, "");
            }
            Kind::Bookings | Kind::Securities if !record.is_whole => {
                let found =
                    record.fields.last().map_or(String::new(), |field| format!("{}{}", field.letter, field.value));
                let problem = self.lost(record, ProblemCode::Truncated, &found, "^ at the end of the record");
                self.lose(problem);
            }
            Kind::Securities => {
                let found =
                    ['N', 'Y', 'T'].into_iter().filter_map(|letter| record.value(letter)).collect::<Vec<_>>().join(" ");
                let problem = self.lost(record, ProblemCode::SecuritiesBooking, &found, "");
                self.lose(problem);
            }
            Kind::Bookings => self.booking(record),
        }
    }

    fn booking(&mut self, record: &Record<'_, '_>) {
        self.first_line = self.first_line.or(Some(record.line));
        self.note_letters(record);
        if record.value('P').is_some_and(|name| OPENING.contains(&name.to_lowercase().as_str())) {
            return self.opening(record);
        }
        let place = self.next_place(record);
        let sequence = i64::from(place.row.unwrap_or_default());
        match entry(record, &self.context, place, &mut self.problems) {
            Err(problem) => self.lose(problem),
            Ok(mut entry) => {
                entry.sequence = Some(if self.newest_first { -sequence } else { sequence });
                let on = entry.booked.on;
                self.first_on = Some(self.first_on.map_or(on, |first_on| first_on.min(on)));
                self.columns.push(&entry);
            }
        }
    }

    /// An opening balance is written as a record. A second one cannot be one.
    fn opening(&mut self, record: &Record<'_, '_>) {
        let place = Place { line: Some(record.line), ..Place::default() };
        match figures(record, &self.context, place) {
            Ok(_) if self.opening.is_some() => {
                let problem = self.lost(
                    record,
                    ProblemCode::UnknownLine,
                    record.value('T').unwrap_or_default(),
                    "one opening balance",
                );
                self.lose(problem);
            }
            Ok(read) => {
                let on = Some(read.booked.on);
                self.opening =
                    Some(Balance { minor: read.minor, currency: self.context.currency, on, line: Some(record.line) });
            }
            Err(problem) => self.lose(problem),
        }
    }

    /// Lines that are not read: noted once a letter where they are known, lost where they are not.
    fn note_letters(&mut self, record: &Record<'_, '_>) {
        for field in record.fields {
            if READ.contains(&field.letter) || field.letter == '$' || field.value.is_empty() {
                continue;
            }
            let column = field.letter.to_string();
            if !UNREAD.contains(&field.letter) {
                self.problem(field.line, ProblemCode::UnknownLine, &column, field.value, "a line of QIF");
            } else if self.unread.insert(field.letter) {
                self.problem(field.line, ProblemCode::UnreadColumn, &column, field.value, "");
            }
        }
    }

    fn next_place(&mut self, record: &Record<'_, '_>) -> Place {
        let row = self.rows;
        self.rows = self.rows.saturating_add(1);
        Place { message: None, row: Some(row), line: Some(record.line) }
    }

    fn lost(&mut self, record: &Record<'_, '_>, code: ProblemCode, found: &str, expected: &str) -> Problem {
        Problem::new(self.context.source, self.next_place(record), code, found, expected)
    }

    fn lose(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.unreadable_rows = self.unreadable_rows.saturating_add(1);
    }

    fn finish(mut self) -> Result<Reading, Refusal> {
        if self.columns.rows() == 0 && self.opening.is_none() {
            let first = self.problems.iter().find(|problem| problem.place.row.is_some());
            let first = first.map(Problem::to_string).unwrap_or_default();
            return Err(Refusal::new(
                format!("No record of the file could be read; the first: {first}"),
                "Correct the mapping, or ask for another export.",
            ));
        }
        // What was booked before it cannot be explained by it.
        if let (Some(opening), Some(first_on)) = (self.opening, self.first_on)
            && opening.on.is_some_and(|on| on > first_on)
        {
            let found = opening.on.map(|on| on.to_string()).unwrap_or_default();
            let expected = format!("an opening balance not after {first_on}, the first booking");
            self.problem(opening.line.unwrap_or(1), ProblemCode::NotAnEntry, "P", &found, &expected);
            self.opening = None;
        }
        self.problems.sort_by_key(|problem| problem.place.line);
        let statement = Statement {
            ordinal: 0,
            place: Place { line: self.first_line, ..Place::default() },
            number: None,
            account: self.context.account,
            holder: None,
            currency: Some(self.context.currency),
            from: None,
            to: None,
            opening: self.opening,
            closing: None,
            unreadable_rows: self.unreadable_rows,
        };
        Ok(Reading {
            format: Format::Qif,
            entries: vec![self.columns.finish()?],
            statements: vec![statement],
            accounts: Vec::new(),
            rates: Vec::new(),
            problems: self.problems,
        })
    }
}
