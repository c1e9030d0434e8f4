//! The activity of a PayPal account, as its holder or PayPal exports it.
//!
//! ```text
//! header ─► layout (mappings/paypal-*.toml) ─► rows ─► whose account is it? ─► a statement a currency
//!                                                └─► gross is an entry, fee is one of its own, so that the net foots
//! ```
//!
//! The account is the one that a person names, else `paypal:<address>`, the address being the one on the side that the sign of
//! each amount says; two different ones are refused. What is pending, held or called off moves no money; of what is completed the running
//! balance is checked. Both rows of a change of currency are entries, each in the statement of its currency.

mod rows;
mod style;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use filature_model::{
    AccountId, Balance, Channel, Currency, EntryColumns, Legs, PaymentStatus, Place, Problem, ProblemCode, SourceId,
    Statement, TextColumn,
};

use super::shipped::Layout;
use super::table::Table;
use crate::{Format, Reading, Refusal};
use rows::Row;

/// What stands before an address that is an account's key.
const BANK: &str = "paypal";

/// Reads a table of this layout.
///
/// # Errors
/// A refusal when whose account it is cannot be told, or how the file writes its days or amounts.
pub(super) fn read(
    source: SourceId,
    table: &Table<'_>,
    layout: &Layout,
    account: Option<&AccountId>,
) -> Result<Reading, Refusal> {
    table.refuse_repeated(|name| layout.reads(name))?;
    let records = table.records()?;
    let columns = rows::Columns::of(layout, &table.header);
    let style = style::Style::of(&columns, &records)?;
    let mut problems = Vec::new();
    let read: Vec<Result<Row<'_>, Currency>> = records
        .iter()
        .filter_map(|record| rows::read(source, layout, &columns, &style, &table.header, record, &mut problems))
        .collect();
    let own = match account {
        Some(account) => account.clone(),
        None => owner(read.iter().flatten())?,
    };
    let mut books = Books { own, statements: Vec::new(), columns: EntryColumns::new(source), row: 0 };
    let mut by_currency: BTreeMap<Currency, Vec<Row<'_>>> = BTreeMap::new();
    let mut unreadable: BTreeMap<Currency, u32> = BTreeMap::new();
    for row in read {
        match row {
            Ok(row) => by_currency.entry(row.currency).or_default().push(row),
            Err(currency) => *unreadable.entry(currency).or_default() += 1,
        }
    }
    for (currency, mut rows) in by_currency {
        if style::is_newest_first(&rows) {
            rows.reverse();
        }
        let lost = unreadable.get(&currency).copied().unwrap_or_default();
        books.statement(currency, &rows, lost);
    }
    let unread: Vec<&str> =
        table.header.iter().map(String::as_str).filter(|name| !name.is_empty() && !layout.reads(name)).collect();
    if !unread.is_empty() {
        problems.push(Problem::new(source, Place::default(), ProblemCode::UnreadColumn, unread.join(", "), ""));
    }
    Ok(Reading {
        format: Format::Paypal,
        entries: vec![books.columns.finish()?],
        statements: books.statements,
        accounts: Vec::new(),
        rates: Vec::new(),
        problems,
    })
}

/// The address on the side that the sign of each row says, where all that state one state the same.
fn owner<'a, 'r: 'a>(rows: impl Iterator<Item = &'a Row<'r>>) -> Result<AccountId, Refusal> {
    let mut owner: Option<String> = None;
    for row in rows {
        let own = if row.gross < 0 { row.from } else { row.to };
        let Some(own) = own.map(str::to_lowercase) else { continue };
        if let Some(known) = owner.filter(|known| *known != own) {
            return Err(Refusal::new(
                format!("The rows are of the PayPal accounts {known} and {own}, and not of one."),
                "Say which account the file is of with --account paypal:ADDRESS.",
            ));
        }
        owner = Some(own);
    }
    let address = owner.ok_or_else(|| {
        Refusal::new("No row says of which PayPal account the file is.", "Say it with --account paypal:ADDRESS.")
    })?;
    Ok(AccountId::written(&format!("{BANK}:{address}")))
}

struct Books {
    own: AccountId,
    statements: Vec<Statement>,
    columns: EntryColumns,
    row: u32,
}

impl Books {
    /// The statement of one currency, its rows from the oldest on.
    fn statement(&mut self, currency: Currency, rows: &[Row<'_>], unreadable_rows: u32) {
        let ordinal = u32::try_from(self.statements.len()).unwrap_or(u32::MAX);
        let mut sequence = 0;
        for row in rows {
            self.entry(row, row.gross, None, ordinal, &mut sequence);
            if row.fee != 0 {
                self.entry(row, row.fee, Some(Channel::Fee), ordinal, &mut sequence);
            }
        }
        let mut moved = rows.iter().filter(|row| row.status == PaymentStatus::Paid);
        let balance = |row: &Row<'_>, minor: Option<i64>| {
            Some(Balance { minor: minor?, currency, on: Some(row.booked.on), line: Some(row.line) })
        };
        let first = moved.next();
        let last = moved.next_back().or(first);
        self.statements.push(Statement {
            ordinal,
            place: Place { message: None, row: None, line: rows.iter().map(|row| row.line).min() },
            number: None,
            account: self.own.clone(),
            holder: None,
            currency: Some(currency),
            from: rows.iter().map(|row| row.booked.on).min(),
            to: rows.iter().map(|row| row.booked.on).max(),
            opening: first.and_then(|row| balance(row, row.balance.and_then(|after| after.checked_sub(row.net())))),
            closing: last.and_then(|row| balance(row, row.balance)),
            unreadable_rows,
        });
    }

    /// One entry: the gross amount, or the fee on it. The balance stands on the last of the two.
    fn entry(&mut self, row: &Row<'_>, minor: i64, channel: Option<Channel>, ordinal: u32, sequence: &mut i64) {
        let place = Place { message: None, row: Some(self.row), line: Some(row.line) };
        self.row = self.row.saturating_add(1);
        let is_out = minor < 0;
        let legs = if is_out { Legs::Debit } else { Legs::Credit };
        self.columns.begin(place, legs, row.booked, minor.saturating_abs(), row.currency);
        self.columns.statement(ordinal);
        self.columns.sequence(*sequence);
        *sequence += 1;
        let (own, other, other_name) = match is_out {
            true => (TextColumn::Debtor, TextColumn::Creditor, TextColumn::CreditorName),
            false => (TextColumn::Creditor, TextColumn::Debtor, TextColumn::DebtorName),
        };
        self.columns.text(own, self.own.as_str());
        let is_fee = channel.is_some();
        if !is_fee {
            let address = if row.gross < 0 { row.to } else { row.from };
            if let Some(address) = address {
                self.columns.text(other, &format!("{BANK}:{}", address.to_lowercase()));
            }
            self.columns.text(other_name, row.name.unwrap_or_default());
        }
        self.columns.text(TextColumn::Text, &row.text);
        self.columns.text(TextColumn::Reference, row.id.unwrap_or_default());
        self.columns.text(TextColumn::Channel, channel.map_or("", Channel::word));
        if row.status != PaymentStatus::Paid {
            self.columns.text(TextColumn::Status, row.status.word());
            return;
        }
        if let Some(balance) = row.balance.filter(|_| is_fee || row.fee == 0) {
            if is_out { self.columns.debtor_balance(balance) } else { self.columns.creditor_balance(balance) }
        }
    }
}
