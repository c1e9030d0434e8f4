//! The canonical layout: a row is a transfer, both sides of it.

use filature_model::{
    AccountId, AmountError, Booked, Channel, Currency, Legs, PaymentStatus, Place, Problem, ProblemCode, SourceId,
    TextColumn, parse_minor,
};

use super::fields::Fields;
use super::stretches::{Rows, read_rows};
use super::table::{Table, refuse_repeated};
use crate::{Format, Reading, Refusal};

const REQUIRED: [&str; 5] = ["booked_at", "debtor", "creditor", "amount", "currency"];

/// Columns taken as text without more ado.
const TEXTS: [(&str, TextColumn); 14] = [
    ("id", TextColumn::Transaction),
    ("debtor_name", TextColumn::DebtorName),
    ("creditor_name", TextColumn::CreditorName),
    ("debtor_country", TextColumn::DebtorCountry),
    ("creditor_country", TextColumn::CreditorCountry),
    ("country", TextColumn::Country),
    ("city", TextColumn::City),
    ("terminal", TextColumn::Terminal),
    ("mcc", TextColumn::Mcc),
    ("text", TextColumn::Text),
    ("reference", TextColumn::Reference),
    ("debtor_document", TextColumn::DebtorDocument),
    ("creditor_document", TextColumn::CreditorDocument),
    ("debtor_phone", TextColumn::DebtorPhone),
];

/// Columns that have a form of their own.
const FORMED: [&str; 8] =
    ["value_date", "sequence", "channel", "status", "debtor_balance", "creditor_balance", "creditor_phone", "payroll"];

/// Whether a header is of this layout.
pub fn is_header(header: &[String]) -> bool {
    REQUIRED.iter().all(|name| header.iter().any(|column| column == name))
}

/// Where each column is.
struct Layout {
    fields: usize,
    booked_at: usize,
    debtor: usize,
    creditor: usize,
    amount: usize,
    currency: usize,
    texts: Vec<(usize, TextColumn)>,
    value_date: Option<usize>,
    sequence: Option<usize>,
    channel: Option<usize>,
    status: Option<usize>,
    debtor_balance: Option<usize>,
    creditor_balance: Option<usize>,
    payroll: Option<usize>,
}

impl Layout {
    fn of(header: &[String]) -> Option<Self> {
        let column = |name: &str| header.iter().position(|column| column == name);
        let mut texts: Vec<(usize, TextColumn)> =
            TEXTS.iter().filter_map(|&(name, text)| Some((column(name)?, text))).collect();
        texts.extend(column("creditor_phone").map(|at| (at, TextColumn::CreditorPhone)));
        Some(Self {
            fields: header.len(),
            booked_at: column("booked_at")?,
            debtor: column("debtor")?,
            creditor: column("creditor")?,
            amount: column("amount")?,
            currency: column("currency")?,
            texts,
            value_date: column("value_date"),
            sequence: column("sequence"),
            channel: column("channel"),
            status: column("status"),
            debtor_balance: column("debtor_balance"),
            creditor_balance: column("creditor_balance"),
            payroll: column("payroll"),
        })
    }
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    let reader = CanonicalRows::of_file(&table.header)?;
    let pieces = table.stretches();
    let all = read_rows(source, &pieces, reader.layout.fields, |record, place, rows| reader.read(record, place, rows))?;
    collect(Format::Canonical, all, unread_columns(source, &table.header))
}

/// Reads the rows of a table, once its header was found to be of this layout.
pub struct CanonicalRows {
    layout: Layout,
}

impl CanonicalRows {
    /// For a table with this header.
    ///
    /// # Errors
    /// A refusal when a column is missing.
    pub fn of(header: &[String]) -> Result<Self, Refusal> {
        let missing = || Refusal::new("A column is missing.", "See the canonical layout.");
        Ok(Self { layout: Layout::of(header).ok_or_else(missing)? })
    }

    /// For a file of separated values with this header.
    ///
    /// # Errors
    /// A refusal when a column is missing, or one that is read stands twice.
    pub fn of_file(header: &[String]) -> Result<Self, Refusal> {
        refuse_repeated(header, is_read)?;
        Self::of(header)
    }

    /// Reads a row, which has the fields of the header, into an entry or a problem.
    pub fn read(&self, record: &Fields<'_>, place: Place, rows: &mut Rows) {
        Line { record, place }.read(&self.layout, rows);
    }
}

/// Joins what the stretches gave, in the order of the file.
///
/// # Errors
/// A refusal when the columns could not be built.
pub fn collect(format: Format, all: Vec<Rows>, mut problems: Vec<Problem>) -> Result<Reading, Refusal> {
    let mut entries = Vec::with_capacity(all.len());
    for rows in all {
        problems.extend(rows.problems);
        if rows.columns.rows() > 0 {
            entries.push(rows.columns.finish()?);
        }
    }
    Ok(Reading { format, entries, statements: Vec::new(), accounts: Vec::new(), rates: Vec::new(), problems })
}

/// Whether a column of this name is read.
pub fn is_read(name: &str) -> bool {
    REQUIRED.contains(&name) || FORMED.contains(&name) || TEXTS.iter().any(|(text, _)| *text == name)
}

/// The problem that names the columns that nothing reads, if there are such.
pub fn unread_columns(source: SourceId, header: &[String]) -> Vec<Problem> {
    let unread: Vec<&str> =
        header.iter().map(String::as_str).filter(|name| !is_read(name) && !name.is_empty()).collect();
    if unread.is_empty() {
        return Vec::new();
    }
    vec![Problem::new(source, Place::default(), ProblemCode::UnreadColumn, unread.join(", "), "")]
}

/// One row, and where it stands.
struct Line<'a> {
    record: &'a Fields<'a>,
    place: Place,
}

/// What a word means, in capitals too. Nearly all are in small letters, and are looked up as they stand.
fn in_any_case<T>(word: &str, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
    meaning(word).or_else(|| meaning(&word.to_ascii_lowercase()))
}

impl Line<'_> {
    fn field(&self, at: usize) -> &str {
        self.record.trimmed(at)
    }

    fn optional(&self, at: Option<usize>) -> Option<&str> {
        at.map(|at| self.field(at)).filter(|text| !text.is_empty())
    }

    fn read(&self, layout: &Layout, rows: &mut Rows) {
        let Some((booked, minor, currency)) = self.essentials(layout, rows) else { return };
        let status = match self.optional(layout.status) {
            None => PaymentStatus::Paid,
            Some(word) => match in_any_case(word, PaymentStatus::from_word) {
                Some(status) => status,
                None => {
                    let expected = "paid, pending, cancelled, refunded or unclaimed";
                    return rows.problem(self.place, ProblemCode::BadWord, "status", word, expected);
                }
            },
        };
        rows.columns.begin(self.place, Legs::Both, booked, minor, currency);
        for (at, column) in [(layout.debtor, TextColumn::Debtor), (layout.creditor, TextColumn::Creditor)] {
            rows.columns.text(column, &AccountId::normalised(self.field(at)));
        }
        for &(at, column) in &layout.texts {
            rows.columns.text(column, self.field(at));
        }
        if status != PaymentStatus::Paid {
            rows.columns.text(TextColumn::Status, status.word());
        }
        self.extras(layout, currency, rows);
    }

    /// What every row must have, or none with a problem noted.
    fn essentials(&self, layout: &Layout, rows: &mut Rows) -> Option<(Booked, i64, Currency)> {
        let currency = self.field(layout.currency);
        let Ok(currency) = currency.parse::<Currency>() else {
            rows.problem(self.place, ProblemCode::BadCurrency, "currency", currency, "a code of ISO 4217, such as EUR");
            return None;
        };
        let written = self.field(layout.booked_at);
        let Ok(booked) = written.parse::<Booked>() else {
            rows.problem(self.place, ProblemCode::BadDate, "booked_at", written, "YYYY-MM-DD or RFC 3339");
            return None;
        };
        let written = self.field(layout.amount);
        match parse_minor(written.as_bytes(), b'.', currency) {
            Ok(minor) if minor >= 0 => Some((booked, minor, currency)),
            outcome => {
                let expected = match outcome {
                    Err(error) => format!("a positive amount with a decimal point ({error})"),
                    Ok(_) => "a positive amount: payer and payee say the direction".to_owned(),
                };
                rows.problem(self.place, ProblemCode::BadAmount, "amount", written, &expected);
                None
            }
        }
    }

    /// What a row may have: a fault in it is noted, and the row is kept without it.
    fn extras(&self, layout: &Layout, currency: Currency, rows: &mut Rows) {
        if let Some(word) = self.optional(layout.channel) {
            match in_any_case(word, Channel::from_word) {
                Some(channel) => rows.columns.text(TextColumn::Channel, channel.word()),
                None => {
                    let expected = Channel::ALL.map(Channel::word).join(", ");
                    rows.problem(self.place, ProblemCode::UnknownWord, "channel", word, &expected);
                }
            }
        }
        if let Some(written) = self.optional(layout.value_date) {
            match written.parse::<Booked>() {
                Ok(value) => rows.columns.value_on(value.on),
                Err(_) => rows.problem(self.place, ProblemCode::BadValueDate, "value_date", written, "YYYY-MM-DD"),
            }
        }
        if let Some(written) = self.optional(layout.sequence) {
            match written.parse() {
                Ok(sequence) => rows.columns.sequence(sequence),
                Err(_) => rows.problem(self.place, ProblemCode::UnknownWord, "sequence", written, "a whole number"),
            }
        }
        if let Some(written) = self.optional(layout.payroll) {
            match written {
                "1" => rows.columns.payroll(true),
                "0" => rows.columns.payroll(false),
                _ => rows.problem(self.place, ProblemCode::UnknownWord, "payroll", written, "1 or 0"),
            }
        }
        let balances = [("debtor_balance", layout.debtor_balance), ("creditor_balance", layout.creditor_balance)];
        for (name, at) in balances {
            let Some(written) = self.optional(at) else { continue };
            match (parse_minor(written.as_bytes(), b'.', currency), name) {
                (Ok(minor), "debtor_balance") => rows.columns.debtor_balance(minor),
                (Ok(minor), _) => rows.columns.creditor_balance(minor),
                (Err(error), _) => self.bad_balance(rows, name, written, &error),
            }
        }
    }

    fn bad_balance(&self, rows: &mut Rows, name: &str, written: &str, error: &AmountError) {
        let expected = format!("an amount with a decimal point ({error})");
        rows.problem(self.place, ProblemCode::UnknownWord, name, written, &expected);
    }
}
