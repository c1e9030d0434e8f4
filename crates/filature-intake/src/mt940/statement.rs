//! From the fields of messages to statements and entries.

use filature_model::{
    Balance, Booked, Channel, Currency, Entry, EntryColumns, Legs, Money, Party, Place, Problem, ProblemCode, SourceId,
    Statement, iban_check,
};
use jiff::civil::Date;

use super::account::{self, Account};
use super::booking::{self, Booking, Flaw, StatedBalance};
use super::information::{self, Information};
use super::kind::{self, Kind};
use super::refuse;
use super::scan::{Field, Message, Scan, is_known};
use super::text::Decoded;
use crate::{Format, Reading, Refusal};

/// Reads the messages of a file.
pub(super) fn read(source: SourceId, decoded: &Decoded<'_>, scan: &Scan<'_>) -> Result<Reading, Refusal> {
    let mut reader = Reader::new(source);
    reader.note_encoding(decoded);
    reader.note_strays(scan);
    let mut other = kind::of_xml(&decoded.text).map(|kind| (1, kind.to_owned()));
    for (message, ordinal) in scan.messages.iter().zip(1..) {
        reader.message = ordinal;
        match kind::of(message) {
            Kind::Statement => reader.message(message)?,
            Kind::Other(kind) => {
                reader.problem(message.line, ProblemCode::UnknownLine, "{2:", &format!("MT{kind}"), "MT940");
                other = other.or(Some((message.line, kind)));
            }
            Kind::Unknown => {
                let found = message.fields.first().map_or("", |field| field.body);
                reader.problem(message.line, ProblemCode::Truncated, ":62F:", found, "the balances of a statement");
            }
        }
    }
    match other {
        Some((line, kind)) if reader.statements.is_empty() => Err(kind::refusal(line, &kind)),
        _ => reader.finish(),
    }
}

/// The fields of one statement: from `:25:` to behind `:62:`.
#[derive(Default)]
struct Group<'a> {
    line: u32,
    last_line: u32,
    account: Option<Field<'a>>,
    number: Option<Field<'a>>,
    opening: Option<Field<'a>>,
    closing: Option<Field<'a>>,
    lines: Vec<(Field<'a>, Vec<&'a str>)>,
    information: Option<Field<'a>>,
    /// Lines and fields of it that were not taken, and may have been entries.
    lost: u32,
}

struct Reader {
    source: SourceId,
    message: u32,
    rows: u32,
    columns: EntryColumns,
    statements: Vec<Statement>,
    problems: Vec<Problem>,
}

impl Reader {
    fn new(source: SourceId) -> Self {
        let columns = EntryColumns::new(source);
        Self { source, message: 0, rows: 0, columns, statements: Vec::new(), problems: Vec::new() }
    }

    fn place(&self, line: u32) -> Place {
        Place { message: (self.message > 0).then_some(self.message), row: None, line: Some(line) }
    }

    fn problem(&mut self, line: u32, code: ProblemCode, column: &str, found: &str, expected: &str) {
        let problem = Problem::new(self.source, self.place(line), code, found, expected);
        self.problems.push(if column.is_empty() { problem } else { problem.in_column(column) });
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
    fn note_strays(&mut self, scan: &Scan<'_>) {
        let mut last_heading = 0_u32;
        for stray in &scan.strays {
            if stray.inside {
                self.problem(stray.line, ProblemCode::UnknownLine, "", stray.text, "a field of MT940");
                continue;
            }
            if last_heading == 0 || stray.line > last_heading.saturating_add(2) {
                self.problem(stray.line, ProblemCode::NotAnEntry, "", stray.text, "");
            }
            last_heading = stray.line;
        }
    }

    /// Reads a message, which most often is one statement. After a closing balance another may follow under
    /// the same `:20:`.
    fn message(&mut self, message: &Message<'_>) -> Result<(), Refusal> {
        let mut group = Group { line: message.line, ..Group::default() };
        let mut strays = message.strays.iter().peekable();
        for &field in &message.fields {
            while strays.next_if(|&&line| line < field.line).is_some() {
                group.lost = group.lost.saturating_add(1);
            }
            if group.closing.is_some() && matches!(field.tag, "25" | "25P" | "28" | "28C" | "60F" | "60M") {
                let account = group.account;
                self.statement(group, message.bank)?;
                group = Group { line: field.line, account, ..Group::default() };
                if matches!(field.tag, "25" | "25P") {
                    group.account = None;
                }
            }
            self.sort_in(&mut group, field);
        }
        group.lost = group.lost.saturating_add(u32::try_from(strays.count()).unwrap_or(u32::MAX));
        self.statement(group, message.bank)
    }

    fn sort_in<'a>(&mut self, group: &mut Group<'a>, field: Field<'a>) {
        group.last_line = field.line;
        let slot = match field.tag {
            "25" | "25P" => &mut group.account,
            "28" | "28C" => &mut group.number,
            "60F" | "60M" => &mut group.opening,
            "62F" | "62M" => &mut group.closing,
            "61" => return group.lines.push((field, Vec::new())),
            "86" => {
                match group.lines.last_mut() {
                    Some((_, bodies)) if group.closing.is_none() => bodies.push(field.body),
                    _ => group.information = group.information.or(Some(field)),
                }
                return;
            }
            tag if is_known(tag) => return,
            tag => {
                // `:61A:` was most likely an entry.
                group.lost = group.lost.saturating_add(u32::from(tag.starts_with("61")));
                return self.lose_field(field, "a field of MT940");
            }
        };
        match slot {
            Some(_) => self.lose_field(field, "one such field in a statement"),
            None => *slot = Some(field),
        }
    }

    /// A field that cannot be taken: it is lost with all its lines, and shown by its first.
    fn lose_field(&mut self, field: Field<'_>, expected: &str) {
        let column = format!(":{}:", field.tag);
        self.problem(field.line, ProblemCode::UnknownLine, &column, field.body, expected);
    }

    fn statement(&mut self, group: Group<'_>, bank: Option<&str>) -> Result<(), Refusal> {
        let Some(account) = group.account.and_then(|field| account::read(field.body, bank)) else {
            let what = "A statement does not say of which account it is (:25:).";
            return Err(refuse(group.line, what, "Ask the bank for the statement with its account number."));
        };
        self.note_odd_account(group.account.map_or(group.line, |field| field.line), account.id.as_str(), ":25:");
        if let Some(field) = group.information {
            // The statement's own information is no entry's.
            self.problem(field.line, ProblemCode::NotAnEntry, ":86:", field.body.trim(), "");
        }
        if group.closing.is_none() {
            self.problem(group.last_line, ProblemCode::Truncated, ":62F:", "", "a closing balance");
        }
        let opening = self.balance(group.opening);
        let closing = self.balance(group.closing);
        let currency = opening.or(closing).map(|balance| balance.currency).or(account.currency);
        let ordinal = u32::try_from(self.statements.len()).unwrap_or(u32::MAX);
        let mut unreadable_rows = group.lost;
        for ((field, bodies), sequence) in group.lines.into_iter().zip(0_i64..) {
            let place = Place { row: Some(self.rows), ..self.place(field.line) };
            self.rows = self.rows.saturating_add(1);
            let line = Line { source: self.source, place, ordinal, sequence, account: &account, currency };
            match line.entry(field.body, &bodies, &mut self.problems) {
                Ok(entry) => self.columns.push(&entry),
                Err((code, found, expected)) => {
                    let problem = Problem::new(self.source, place, code, found, expected);
                    self.problems.push(problem.in_column(":61:"));
                    unreadable_rows = unreadable_rows.saturating_add(1);
                }
            }
        }
        self.statements.push(Statement {
            ordinal,
            place: self.place(group.line),
            number: group.number.map(|field| field.body.trim().to_owned()),
            account: account.id,
            holder: None,
            currency,
            from: opening.and_then(|balance| balance.on),
            to: closing.and_then(|balance| balance.on),
            opening,
            closing,
            unreadable_rows,
        });
        Ok(())
    }

    fn note_odd_account(&mut self, line: u32, account: &str, column: &str) {
        if iban_check(account) == Some(false) {
            self.problem(line, ProblemCode::OddAccount, column, account, "an IBAN with right check digits");
        }
    }

    fn balance(&mut self, field: Option<Field<'_>>) -> Option<Balance> {
        let field = field?;
        let column = format!(":{}:", field.tag);
        match booking::balance(field.body) {
            Ok(StatedBalance { minor, currency, on }) => {
                if on.is_none() {
                    self.problem(field.line, ProblemCode::BadDate, &column, field.body, "a date YYMMDD");
                }
                Some(Balance { minor, currency, on, line: Some(field.line) })
            }
            Err((code, found, expected)) => {
                self.problem(field.line, code, &column, found, &expected);
                None
            }
        }
    }

    fn finish(mut self) -> Result<Reading, Refusal> {
        if self.statements.is_empty() {
            return Err(Refusal::new(
                "No message of the file is a statement: none has its balances (:60:, :62:).",
                "Ask the bank for MT940 or camt.053, the statement of the booked entries.",
            ));
        }
        self.problems.sort_by_key(|problem| problem.place.line);
        Ok(Reading {
            format: Format::Mt940,
            entries: vec![self.columns.finish()?],
            statements: self.statements,
            accounts: Vec::new(),
            rates: Vec::new(),
            problems: self.problems,
        })
    }
}

/// A statement line with what it must know of its statement.
struct Line<'a> {
    source: SourceId,
    place: Place,
    ordinal: u32,
    sequence: i64,
    account: &'a Account,
    currency: Option<Currency>,
}

impl Line<'_> {
    fn entry<'b>(&self, body: &'b str, bodies: &[&str], notes: &mut Vec<Problem>) -> Result<Entry, Flaw<'b>> {
        let (first, supplement) = body.split_once('\n').unwrap_or((body, ""));
        let booking = Booking::read(first)?;
        let currency = self.currency.ok_or((ProblemCode::BadCurrency, first, "a currency in :60F:".to_owned()))?;
        let minor = booking::minor_units(booking.amount, currency)?;
        let value_on = booking.value_on();
        let booked = Booked::day(self.booked_on(&booking, value_on, first, notes)?);
        let mut entry = Entry::new(self.place, booking.legs, booked, Money { minor, currency });
        let information = information::read(bodies, supplement, self.account.is_german);
        entry.statement = Some(self.ordinal);
        entry.sequence = Some(self.sequence);
        entry.value_on = value_on;
        entry.reversal = booking.reversal;
        entry.reference = reference(&booking, &information);
        entry.channel = information.channel.or_else(|| booking.code.and_then(channel));
        entry.text = Some(information.text).filter(|text| !text.is_empty());
        let own = Party { account: Some(self.account.id.clone()), ..Party::default() };
        if let Some(account) = &information.account
            && iban_check(account.as_str()) == Some(false)
        {
            let expected = "an IBAN with right check digits";
            notes.push(self.note(ProblemCode::OddAccount, account.as_str(), expected).in_column(":86:"));
        }
        let other = Party { account: information.account, name: information.name, country: None };
        (entry.debtor, entry.creditor) = if booking.legs == Legs::Debit { (own, other) } else { (other, own) };
        Ok(entry)
    }

    fn note(&self, code: ProblemCode, found: &str, expected: &str) -> Problem {
        Problem::new(self.source, self.place, code, found, expected)
    }

    /// The booking date, else the value date; where one of the two does not exist, the other with a doubt.
    fn booked_on<'b>(
        &self,
        booking: &Booking<'b>,
        value_on: Option<Date>,
        line: &'b str,
        notes: &mut Vec<Problem>,
    ) -> Result<Date, Flaw<'b>> {
        let mut doubt = |code, text: &str, expected| notes.push(self.note(code, text, expected).in_column(":61:"));
        match (booking.entry_text, booking.entry_on(), value_on) {
            (_, Some(entry_on), Some(_)) => Ok(entry_on),
            (_, Some(entry_on), None) => {
                doubt(ProblemCode::BadValueDate, booking.value_text, "YYMMDD");
                Ok(entry_on)
            }
            (Some(text), None, Some(value_on)) => {
                doubt(ProblemCode::BadBookingDate, text, "MMDD");
                Ok(value_on)
            }
            (None, None, Some(value_on)) => Ok(value_on),
            (_, None, None) => Err((ProblemCode::BadDate, line, "a value date YYMMDD that exists".to_owned())),
        }
    }
}

/// The payer's reference where `:86:` has it, else the one of the line, else the bank's. Words that only
/// point into `:86:` or say that there is none are no references.
fn reference(booking: &Booking<'_>, information: &Information) -> Option<String> {
    let pointers = ["", "NONREF", "EREF", "PREF", "MARF", "NREF", "KREF+", "EREF+", "NOTPROVIDED"];
    let customer = Some(booking.customer).filter(|text| !pointers.contains(text));
    let bank = booking.bank.filter(|text| !pointers.contains(text));
    information.reference.clone().or_else(|| customer.or(bank).map(str::to_owned))
}

/// How the money moved, by the type of SWIFT's own list, where that leaves no doubt.
fn channel(code: &str) -> Option<Channel> {
    Some(match code {
        "NTRF" | "FTRF" | "NDDT" | "NSTO" => Channel::Transfer,
        "NCHG" | "FCHG" | "NCOM" | "FCOM" => Channel::Fee,
        "NINT" | "FINT" => Channel::Interest,
        "NCHK" | "FCHK" => Channel::Cheque,
        _ => return None,
    })
}
