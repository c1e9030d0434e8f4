//! The list of accounts: who holds what, and with which opening balance.

use filature_model::{
    Account, AccountId, AccountKind, Booked, Currency, Opening, Place, Problem, ProblemCode, SourceId, parse_minor,
};

use jiff::civil::Date;

use super::stretches::Record;
use super::table::{Table, refuse_repeated};
use crate::{Format, Reading, Refusal};

/// Columns of which one, beside `account`, shows that a header is of this layout, whatever else it has.
const TELLING: [&str; 5] = ["holder", "opening_balance", "kind", "hub", "opening_at"];

/// Columns that are read.
const READ: [&str; 16] = [
    "account",
    "holder",
    "country",
    "city",
    "kind",
    "opening_balance",
    "opening_at",
    "currency",
    "hub",
    "opened_at",
    "phone",
    "email",
    "device",
    "address",
    "birth_date",
    "introducer",
];

/// Whether a header is of this layout.
pub fn is_header(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column == name);
    let is_told = TELLING.iter().any(|name| has(name)) && !has("amount");
    // A list of telephones alone is one, too; a bank's own table has other columns beside.
    let has_no_other = header.len() > 1 && header.iter().all(|name| READ.contains(&name.as_str()));
    has("account") && (is_told || has_no_other)
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    refuse_repeated(&table.header, is_read)?;
    Ok(read_records(source, &table.header, table.records()?))
}

/// Whether a column of this name is read.
pub fn is_read(name: &str) -> bool {
    READ.contains(&name)
}

/// Reads the rows of a table with this header; those of a file without lines say that they are on line 0.
pub fn read_records(source: SourceId, header: &[String], records: Vec<Record>) -> Reading {
    let mut list = List { source, header, accounts: Vec::new(), problems: Vec::new() };
    for (number, record) in (0_u32..).zip(records) {
        let line = Some(record.line).filter(|&line| line > 0);
        list.row(&record, Place { line, row: Some(number), message: None });
    }
    list.unread();
    Reading {
        format: Format::Accounts,
        entries: Vec::new(),
        statements: Vec::new(),
        accounts: list.accounts,
        rates: Vec::new(),
        problems: list.problems,
    }
}

struct List<'a> {
    source: SourceId,
    header: &'a [String],
    accounts: Vec<Account>,
    problems: Vec<Problem>,
}

impl List<'_> {
    fn problem(&mut self, place: Place, code: ProblemCode, column: &str, found: &str, expected: &str) {
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(column));
    }

    fn row(&mut self, record: &Record, place: Place) {
        let fields = self.header.len();
        if record.width != fields && !(record.width > fields && record.is_empty_beyond(fields)) {
            let (found, expected) = (format!("{} fields", record.width), format!("{fields} fields"));
            return self.problems.push(Problem::new(self.source, place, ProblemCode::BadRow, found, expected));
        }
        let header = self.header;
        let get = |name: &str| {
            let at = header.iter().position(|column| column == name)?;
            record.fields.get(at).map(String::as_str).filter(|text| !text.is_empty())
        };
        let Some(account) = get("account") else {
            return self.problem(place, ProblemCode::MissingField, "account", "", "the number of the account");
        };
        let currency = match get("currency").map(str::parse::<Currency>) {
            None => None,
            Some(Ok(currency)) => Some(currency),
            Some(Err(error)) => {
                return self.problem(place, ProblemCode::BadCurrency, "currency", &error.0, "a code of ISO 4217");
            }
        };
        let kind = get("kind").and_then(|word| {
            let kind = AccountKind::from_word(word);
            if kind.is_none() {
                let expected = "personal, business, merchant, public or agent";
                self.problem(place, ProblemCode::UnknownWord, "kind", word, expected);
            }
            kind
        });
        let hub = get("hub").is_some_and(|word| self.hub(place, word));
        let opening = self.opening(place, get("opening_balance"), get("opening_at"), currency);
        let text = |name: &str| get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let account = Account {
            holder: get("holder").map(str::to_owned),
            country: get("country").map(str::to_owned),
            city: get("city").map(str::to_owned),
            kind,
            opening,
            in_case: true,
            hub,
            opened_on: get("opened_at").and_then(|written| self.day(place, "opened_at", written)),
            birth_on: get("birth_date").and_then(|written| self.day(place, "birth_date", written)),
            phone: text("phone"),
            email: text("email"),
            device: text("device"),
            address: text("address"),
            introducer: text("introducer"),
            ..Account::new(AccountId::written(account), currency)
        };
        self.accounts.push(account);
    }

    /// A day; one that cannot be read is told, and the account is kept without it.
    fn day(&mut self, place: Place, column: &str, written: &str) -> Option<Date> {
        match written.parse::<Booked>() {
            Ok(booked) => Some(booked.on),
            Err(error) => {
                self.problem(place, ProblemCode::BadDate, column, &error.0, "YYYY-MM-DD");
                None
            }
        }
    }

    /// Whether the word says yes; one that says neither yes nor no is told, since a hub is left out of traces.
    fn hub(&mut self, place: Place, word: &str) -> bool {
        match word.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" => true,
            "0" | "false" | "no" => false,
            _ => {
                self.problem(place, ProblemCode::UnknownWord, "hub", word, "1 or 0, true or false, yes or no");
                false
            }
        }
    }

    fn opening(
        &mut self,
        place: Place,
        balance: Option<&str>,
        at: Option<&str>,
        currency: Option<Currency>,
    ) -> Option<Opening> {
        let balance = balance?;
        let Some(currency) = currency else {
            self.problem(place, ProblemCode::MissingField, "currency", "", "the currency of the opening balance");
            return None;
        };
        let on = match at {
            None => None,
            Some(written) => Some(self.day(place, "opening_at", written)?),
        };
        match parse_minor(balance.as_bytes(), b'.', currency) {
            Ok(minor) => Some(Opening { minor, on }),
            Err(error) => {
                let expected = format!("an amount with a decimal point ({error})");
                self.problem(place, ProblemCode::BadAmount, "opening_balance", balance, &expected);
                None
            }
        }
    }

    fn unread(&mut self) {
        let unread: Vec<&str> =
            self.header.iter().map(String::as_str).filter(|name| !name.is_empty() && !READ.contains(name)).collect();
        if !unread.is_empty() {
            let found = unread.join(", ");
            self.problems.push(Problem::new(self.source, Place::default(), ProblemCode::UnreadColumn, found, ""));
        }
    }
}
