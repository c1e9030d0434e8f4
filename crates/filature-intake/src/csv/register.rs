//! The reply of a national register of accounts (FICOBA in France, and its like elsewhere): which accounts exist, at which bank,
//! whose they are, who may sign, when they were opened and closed. It says so before any statement arrives.
//!
//! ```text
//! header ─► names (by language) ─► rows, one a person and account ─► one account, its holders, its signatories
//! ```
//!
//! The layout is each country's own, so it is known by the names of its columns. A row names a person and what they are to the
//! account; rows of one account are brought together. Only who is called a holder is one: anybody else is kept beside, with the
//! word that the register uses.

mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use filature_model::{Account, Currency, Place, Problem, ProblemCode, SourceId};
use jiff::civil::Date;

use super::dates::{self, DateOrder};
use super::stretches::Record;
use super::table::Table;
use crate::account_book::{account_id, is_odd};
use crate::{Format, Reading, Refusal};
use names::{Column, column_of, is_holder};

/// Whether a header is that of a register's reply.
pub(crate) fn is_header(header: &[String]) -> bool {
    let columns: Vec<Column> = header.iter().filter_map(|name| column_of(name)).collect();
    let has = |wanted: &[Column]| wanted.iter().any(|column| columns.contains(column));
    has(&[Column::Account])
        && has(&[Column::Holder, Column::Mandate])
        && has(&[Column::Role, Column::Mandate, Column::Closed])
        && !header.iter().any(|name| names::is_of_another_layout(name))
}

/// Reads a table.
///
/// # Errors
/// A refusal when the table as a whole cannot be read.
pub(super) fn read(source: SourceId, table: &Table<'_>) -> Result<Reading, Refusal> {
    read_rows(source, &table.header, &table.records()?)
}

/// Reads rows under a header, wherever they come from: a sheet has them too.
///
/// # Errors
/// A refusal when a column that is read stands twice.
pub(crate) fn read_rows(source: SourceId, header: &[String], rows: &[Record]) -> Result<Reading, Refusal> {
    let mut register = Register::new(source, header)?;
    register.order = register.tell_order(rows);
    for (number, record) in (0_u32..).zip(rows) {
        register.row(record, Place { line: Some(record.line), row: Some(number), message: None });
    }
    Ok(register.finish())
}

/// An account as its rows come in.
struct Kept {
    account: Account,
    holders: Vec<String>,
    signatories: Vec<String>,
}

struct Register<'a> {
    source: SourceId,
    header: &'a [String],
    at: BTreeMap<Column, usize>,
    /// The order of day and month; none when the file leaves it open.
    order: Option<DateOrder>,
    positions: BTreeMap<(String, Option<Currency>), usize>,
    kept: Vec<Kept>,
    problems: Vec<Problem>,
}

impl<'a> Register<'a> {
    fn new(source: SourceId, header: &'a [String]) -> Result<Self, Refusal> {
        let mut at = BTreeMap::new();
        for (position, name) in header.iter().enumerate() {
            let Some(column) = column_of(name) else { continue };
            if let Some(before) = at.insert(column, position) {
                let before = header.get(before).map_or("", String::as_str);
                return Err(Refusal::new(
                    format!("The columns {before:?} and {name:?} would both be read as the same thing."),
                    "Ask the sender which one holds, and name the other one otherwise.",
                ));
            }
        }
        let (positions, kept, problems) = (BTreeMap::new(), Vec::new(), Vec::new());
        Ok(Self { source, header, at, order: None, positions, kept, problems })
    }

    fn get<'r>(&self, record: &'r Record, column: Column) -> Option<&'r str> {
        let text = record.fields.get(*self.at.get(&column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The one order in which most dates of the file exist; none when two orders read as many, and not as the same days.
    fn tell_order(&self, rows: &[Record]) -> Option<DateOrder> {
        let columns = [Column::Opened, Column::Closed, Column::Born];
        let written: Vec<&str> =
            rows.iter().flat_map(|row| columns.iter().filter_map(|&column| self.get(row, column))).collect();
        let reads = |order: DateOrder| {
            let days: Vec<_> = written.iter().map(|text| dates::read(text, order).map(|booked| booked.on)).collect();
            (days.iter().flatten().count(), order, days)
        };
        let all = DateOrder::ALL.map(reads);
        let most = all.iter().map(|(count, ..)| *count).max().filter(|most| *most > 0)?;
        let mut best = all.iter().filter(|(count, ..)| *count == most);
        let (_, order, days) = best.next()?;
        best.all(|(_, _, other)| other == days).then_some(*order)
    }

    fn problem(&mut self, place: Place, code: ProblemCode, column: Column, found: &str, expected: &str) {
        let name = self.at.get(&column).and_then(|&at| self.header.get(at)).map_or("", String::as_str);
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(name));
    }

    fn day(&mut self, record: &Record, column: Column, place: Place) -> Option<Date> {
        let written = self.get(record, column)?;
        let day = self.order.and_then(|order| dates::read(written, order));
        if day.is_none() {
            let expected = match self.order {
                Some(_) => "a day that exists, written as in the other rows",
                None => "a day of which the month can be told; nothing in this file tells it: write YYYY-MM-DD",
            };
            self.problem(place, ProblemCode::BadDate, column, written, expected);
        }
        day.map(|booked| booked.on)
    }

    fn row(&mut self, record: &Record, place: Place) {
        let fields = self.header.len();
        if record.width != fields && !(record.width > fields && record.is_empty_beyond(fields)) {
            let (found, expected) = (format!("{} fields", record.width), format!("{fields} fields"));
            return self.problems.push(Problem::new(self.source, place, ProblemCode::BadRow, found, expected));
        }
        let Some(number) = self.get(record, Column::Account) else {
            return self.problem(place, ProblemCode::MissingField, Column::Account, "", "the number of the account");
        };
        let bank = self.get(record, Column::Bank).or_else(|| self.get(record, Column::Bic));
        let key_bank = self.get(record, Column::Bic).or(bank).unwrap_or_default();
        let currency = match self.get(record, Column::Currency).map(str::parse::<Currency>) {
            Some(Err(error)) => {
                return self.problem(place, ProblemCode::BadCurrency, Column::Currency, &error.0, "a code of ISO 4217");
            }
            Some(Ok(currency)) => Some(currency),
            None => None,
        };
        let text = |column: Column| self.get(record, column).map(str::to_owned);
        let mut account = Account {
            bank: bank.map(str::to_owned),
            in_register: true,
            ..Account::new(account_id(key_bank, number), currency)
        };
        let (is_own, person) = self.person(record);
        if is_own {
            account.country = text(Column::Country);
            account.city = text(Column::City);
            account.address = text(Column::Address);
        }
        account.opened_on = self.day(record, Column::Opened, place);
        account.closed_on = self.day(record, Column::Closed, place);
        let born_on = self.day(record, Column::Born, place);
        account.birth_on = born_on.filter(|_| is_own);
        let mandate = self.get(record, Column::Mandate).map(str::to_owned);
        let signatories = [self.signatory(record, is_own), mandate];
        self.keep(account, place, if is_own { person } else { None }, signatories);
    }

    /// Whether the row's person holds the account, and their name.
    fn person(&self, record: &Record) -> (bool, Option<String>) {
        let parts = [self.get(record, Column::Holder), self.get(record, Column::GivenName)];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let is_own = self.get(record, Column::Role).is_none_or(is_holder);
        (is_own, (!name.is_empty()).then_some(name))
    }

    fn signatory(&self, record: &Record, is_own: bool) -> Option<String> {
        let (_, name) = self.person(record);
        let (name, role) = (name?, self.get(record, Column::Role)?);
        (!is_own).then(|| format!("{name} ({role})"))
    }

    /// Brings the row together with earlier ones of its account.
    fn keep(&mut self, account: Account, place: Place, holder: Option<String>, signatories: [Option<String>; 2]) {
        let key = (account.id.as_str().to_owned(), account.currency);
        let next = self.kept.len();
        let at = *self.positions.entry(key).or_insert(next);
        if at == next {
            if is_odd(&account.id) {
                let number = account.id.as_str().to_owned();
                let expected = "check digits that fit (ISO 13616)";
                self.problem(place, ProblemCode::OddAccount, Column::Account, &number, expected);
            }
            self.kept.push(Kept { account: account.clone(), holders: Vec::new(), signatories: Vec::new() });
        }
        let Some(kept) = self.kept.get_mut(at) else { return };
        // Of joint holders, birth and address are not those of the account.
        let is_joint = holder.as_ref().is_some_and(|holder| !kept.holders.is_empty() && !kept.holders.contains(holder));
        if is_joint {
            (kept.account.birth_on, kept.account.address, kept.account.city) = (None, None, None);
        }
        let personal = kept.holders.len() > 1 || is_joint;
        let mut said = account.clone();
        if personal {
            (said.birth_on, said.address, said.city, said.country) = (None, None, None, None);
        }
        let agrees = kept.account.fill_from(&said);
        kept.holders.extend(holder.filter(|name| !kept.holders.contains(name)));
        for name in signatories.into_iter().flatten() {
            if !kept.signatories.contains(&name) {
                kept.signatories.push(name);
            }
        }
        if !agrees {
            let number = account.id.as_str().to_owned();
            self.problem(place, ProblemCode::AccountConflict, Column::Account, &number, "");
        }
    }

    fn finish(mut self) -> Reading {
        let unread: Vec<&str> = self
            .header
            .iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty() && column_of(name).is_none())
            .collect();
        if !unread.is_empty() {
            let found = unread.join(", ");
            self.problems.push(Problem::new(self.source, Place::default(), ProblemCode::UnreadColumn, found, ""));
        }
        let joined = |names: Vec<String>| (!names.is_empty()).then(|| names.join("; "));
        let account = |kept: Kept| Account {
            holder: joined(kept.holders),
            signatories: joined(kept.signatories),
            ..kept.account
        };
        Reading {
            format: Format::Register,
            entries: Vec::new(),
            statements: Vec::new(),
            accounts: self.kept.into_iter().map(account).collect(),
            rates: Vec::new(),
            problems: self.problems,
        }
    }
}
