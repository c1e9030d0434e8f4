//! The list of accounts: who holds what, and with which opening balance.

use filature_model::{
    Account, AccountId, AccountKind, Booked, Currency, Opening, Place, Problem, ProblemCode, SourceId, parse_minor,
};

use super::stretches::Record;
use super::table::Table;
use crate::{Format, Reading, Refusal};

/// Columns of which one, beside `account`, shows that a header is of this layout.
const TELLING: [&str; 5] = ["holder", "opening_balance", "kind", "hub", "opening_at"];

/// Columns that are read, beside `currency`.
const READ: [&str; 8] = ["account", "holder", "country", "city", "kind", "opening_balance", "opening_at", "hub"];

/// Columns that belong to the layout and that later phases use; they stay in the original until then.
const KEPT_IN_ORIGINAL: [&str; 8] =
    ["opened_at", "phone", "email", "device", "address", "birth_date", "introducer", "currency"];

/// Whether a header is of this layout.
pub fn is_header(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column == name);
    has("account") && TELLING.iter().any(|name| has(name)) && !has("amount")
}

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when the table as a whole cannot be read.
pub fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    table.refuse_repeated(|name| READ.contains(&name) || name == "currency")?;
    let mut list = List { source, table, accounts: Vec::new(), problems: Vec::new() };
    for (number, record) in (0_u32..).zip(table.records()?) {
        list.row(&record, Place { line: Some(record.line), row: Some(number), message: None });
    }
    list.unread();
    Ok(Reading {
        format: Format::Accounts,
        entries: Vec::new(),
        statements: Vec::new(),
        accounts: list.accounts,
        rates: Vec::new(),
        problems: list.problems,
    })
}

struct List<'a, 'b> {
    source: SourceId,
    table: &'a Table<'b>,
    accounts: Vec<Account>,
    problems: Vec<Problem>,
}

impl List<'_, '_> {
    fn problem(&mut self, place: Place, code: ProblemCode, column: &str, found: &str, expected: &str) {
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(column));
    }

    fn row(&mut self, record: &Record, place: Place) {
        let table = self.table;
        let fields = table.header.len();
        if record.width != fields && !(record.width > fields && record.is_empty_beyond(fields)) {
            let (found, expected) = (format!("{} fields", record.width), format!("{fields} fields"));
            return self.problems.push(Problem::new(self.source, place, ProblemCode::BadRow, found, expected));
        }
        let get = |name: &str| {
            table.column(name).and_then(|at| record.fields.get(at)).map(String::as_str).filter(|text| !text.is_empty())
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
        self.accounts.push(Account {
            id: AccountId::written(account),
            currency,
            holder: get("holder").map(str::to_owned),
            country: get("country").map(str::to_owned),
            city: get("city").map(str::to_owned),
            kind,
            opening,
            in_case: true,
            hub,
        });
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
        let on = match at.map(str::parse::<Booked>) {
            None => None,
            Some(Ok(booked)) => Some(booked.on),
            Some(Err(error)) => {
                self.problem(place, ProblemCode::BadDate, "opening_at", &error.0, "YYYY-MM-DD");
                return None;
            }
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
        let unread: Vec<&str> = self
            .table
            .header
            .iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty() && !READ.contains(name) && !KEPT_IN_ORIGINAL.contains(name))
            .collect();
        if !unread.is_empty() {
            let found = unread.join(", ");
            self.problems.push(Problem::new(self.source, Place::default(), ProblemCode::UnreadColumn, found, ""));
        }
    }
}
