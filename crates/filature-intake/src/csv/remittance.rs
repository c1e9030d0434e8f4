//! Lists of money-transfer operators: a row is a whole transfer, from who sent it to who fetched it, in two currencies.
//!
//! ```text
//! header ─► layout (mappings/mto-*.toml) ─► row ─► sender and receiver, what was sent, what was paid out, whether it was
//! ```
//!
//! What was called off, given back or never fetched moves no money. A word for the status that no layout knows makes the row a
//! problem: whether money moved would have to be guessed. A customer is the account `<operator>:<customer number>` where the list
//! has a number; else the row names no account, and the customer is known by document or telephone, never merged by name.

use filature_model::{
    AccountId, Booked, Channel, Currency, Legs, PaymentStatus, Place, Problem, ProblemCode, SourceId, TextColumn,
};

use super::fields::Fields;
use super::shipped::Layout;
use super::stretches::{Rows, read_rows};
use super::table::Table;
use super::{amounts, canonical, dates, dates::DateOrder};
use crate::{Format, Reading, Refusal};

/// Columns taken as text without more ado.
const TEXTS: [(&str, TextColumn); 13] = [
    ("agent", TextColumn::Terminal),
    ("place", TextColumn::City),
    ("place_country", TextColumn::Country),
    ("number", TextColumn::Reference),
    ("sender", TextColumn::DebtorName),
    ("sender_document", TextColumn::DebtorDocument),
    ("sender_phone", TextColumn::DebtorPhone),
    ("sender_country", TextColumn::DebtorCountry),
    ("receiver", TextColumn::CreditorName),
    ("receiver_document", TextColumn::CreditorDocument),
    ("receiver_phone", TextColumn::CreditorPhone),
    ("receiver_country", TextColumn::CreditorCountry),
    ("text", TextColumn::Text),
];

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read.
pub(super) fn read(source: SourceId, table: &Table<'_>, layout: &Layout) -> Result<Reading, Refusal> {
    table.refuse_repeated(|name| layout.reads(name))?;
    let pieces = table.stretches();
    let list = List::new(layout, &table.header);
    let all = read_rows(source, &pieces, table.header.len(), |record, place, rows| {
        list.row(record, place, rows);
    })?;
    let unread: Vec<&str> =
        table.header.iter().map(String::as_str).filter(|name| !name.is_empty() && !layout.reads(name)).collect();
    let mut problems = Vec::new();
    if !unread.is_empty() {
        problems.push(Problem::new(source, Place::default(), ProblemCode::UnreadColumn, unread.join(", "), ""));
    }
    canonical::collect(Format::Mto, all, problems)
}

/// Where each column is.
struct List<'a> {
    layout: &'a Layout,
    order: DateOrder,
    mark: u8,
    status: Option<usize>,
    sent: Option<usize>,
    paid_out: Option<usize>,
    amount: Option<usize>,
    currency: Option<usize>,
    paid_amount: Option<usize>,
    paid_currency: Option<usize>,
    customers: [(Option<usize>, TextColumn); 2],
    texts: Vec<(usize, TextColumn)>,
}

impl<'a> List<'a> {
    fn new(layout: &'a Layout, header: &[String]) -> Self {
        let at = |what: &str| layout.at(header, what);
        Self {
            layout,
            order: layout.date_order.unwrap_or(DateOrder::YearMonthDay),
            mark: u8::try_from(layout.decimal_mark).unwrap_or(b'.'),
            status: at("status"),
            sent: at("sent"),
            paid_out: at("paid_out"),
            amount: at("amount"),
            currency: at("currency"),
            paid_amount: at("paid_amount"),
            paid_currency: at("paid_currency"),
            customers: [(at("sender_customer"), TextColumn::Debtor), (at("receiver_customer"), TextColumn::Creditor)],
            texts: TEXTS.iter().filter_map(|&(what, column)| Some((at(what)?, column))).collect(),
        }
    }

    fn row(&self, record: &Fields<'_>, place: Place, rows: &mut Rows) {
        let Some(status) = self.status(record, place, rows) else { return };
        let Some(currency) = self.sent_currency(record, place, rows) else { return };
        let Some((minor, booked)) = self.essentials(record, place, rows, currency) else { return };
        rows.columns.begin(place, Legs::Both, booked, minor, currency);
        rows.columns.text(TextColumn::Channel, Channel::Remittance.word());
        if status != PaymentStatus::Paid {
            rows.columns.text(TextColumn::Status, status.word());
        }
        for (at, column) in self.customers {
            if let Some(number) = cell(record, at) {
                rows.columns.text(column, AccountId::at_bank(&self.layout.operator, number).as_str());
            }
        }
        for &(at, column) in &self.texts {
            rows.columns.text(column, cell(record, Some(at)).unwrap_or_default());
        }
        self.paid_out(record, place, rows, minor, currency);
    }

    fn problem(&self, rows: &mut Rows, place: Place, code: ProblemCode, what: &str, found: &str, expected: &str) {
        rows.problem(place, code, self.layout.name(what).unwrap_or(what), found, expected);
    }

    fn status(&self, record: &Fields<'_>, place: Place, rows: &mut Rows) -> Option<PaymentStatus> {
        let word = cell(record, self.status).unwrap_or_default();
        let status = self.layout.status(word);
        if status.is_none() {
            self.problem(rows, place, ProblemCode::BadWord, "status", word, &self.layout.status_words());
        }
        status
    }

    fn sent_currency(&self, record: &Fields<'_>, place: Place, rows: &mut Rows) -> Option<Currency> {
        let code = cell(record, self.currency).unwrap_or_default();
        let currency = code.to_ascii_uppercase().parse().ok();
        if currency.is_none() {
            self.problem(rows, place, ProblemCode::BadCurrency, "currency", code, "a code of ISO 4217, such as EUR");
        }
        currency
    }

    /// The amount sent and when.
    fn essentials(
        &self,
        record: &Fields<'_>,
        place: Place,
        rows: &mut Rows,
        currency: Currency,
    ) -> Option<(i64, Booked)> {
        let written = cell(record, self.amount).unwrap_or_default();
        let minor = match amounts::read(written, self.mark, currency) {
            Ok(amount) if !amount.negative => amount.minor,
            outcome => {
                let why = outcome.err().map_or_else(|| "a positive amount".to_owned(), |error| error.to_string());
                self.problem(rows, place, ProblemCode::BadAmount, "amount", written, &why);
                return None;
            }
        };
        let written = cell(record, self.sent).unwrap_or_default();
        let booked = self.date(written);
        if booked.is_none() {
            let code = if written.is_empty() { ProblemCode::MissingField } else { ProblemCode::BadDate };
            self.problem(rows, place, code, "sent", written, "the day on which it was sent");
        }
        Some((minor, booked?))
    }

    /// A date in the order of the layout; a full year first leaves no doubt in any.
    fn date(&self, written: &str) -> Option<Booked> {
        dates::read(written, self.order).or_else(|| dates::read(written, DateOrder::YearMonthDay))
    }

    /// What was paid out and when: a fault in it is noted, and the row is kept without it.
    fn paid_out(&self, record: &Fields<'_>, place: Place, rows: &mut Rows, minor: i64, currency: Currency) {
        if let Some(written) = cell(record, self.paid_out) {
            match self.date(written) {
                Some(value) => rows.columns.value_on(value.on),
                None => self.problem(rows, place, ProblemCode::BadValueDate, "paid_out", written, "a day that exists"),
            }
        }
        let Some(written) = cell(record, self.paid_amount) else { return };
        let code = cell(record, self.paid_currency).unwrap_or_default();
        let Ok(paid_currency) = code.to_ascii_uppercase().parse::<Currency>() else {
            return self.problem(rows, place, ProblemCode::UnknownWord, "paid_currency", code, "a code of ISO 4217");
        };
        match amounts::read(written, self.mark, paid_currency) {
            Ok(paid) if paid.negative => {
                self.problem(rows, place, ProblemCode::UnknownWord, "paid_amount", written, "a positive amount");
            }
            Ok(paid) if (paid.minor, paid_currency) != (minor, currency) => {
                rows.columns.received(paid.minor, paid_currency);
            }
            Ok(_) => {}
            Err(error) => {
                self.problem(rows, place, ProblemCode::UnknownWord, "paid_amount", written, &error.to_string());
            }
        }
    }
}

fn cell<'a>(record: &Fields<'a>, at: Option<usize>) -> Option<&'a str> {
    at.map(|at| record.trimmed(at)).filter(|text| !text.is_empty())
}
