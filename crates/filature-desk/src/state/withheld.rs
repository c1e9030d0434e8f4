//! What is shown to nobody, to protect a person from a day on: no map, calendar, network, list or search has it.
//!
//! Which rows these are is decided by the ledger, for the desk as for a document (`filature_ledger::withheld`). A transfer of which any row
//! is withheld is withheld whole; what the balances of other accounts would tell of it is not said either. In doubt, out.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::{Ledger, Lines};
use filature_model::{AccountId, EntryId, OUTSIDE, SourceId, days_from_epoch};
use jiff::civil::Date;

use super::columns::{Columns, Text};

/// What is withheld of a ledger. Where nobody is protected, all of it is empty.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    /// Row by row; empty where nothing is.
    rows: Vec<bool>,
    /// Transaction by transaction; empty where nothing is.
    transactions: Vec<bool>,
    /// Files that have such rows.
    sources: BTreeSet<SourceId>,
    /// Files that have no other rows.
    whole_sources: BTreeSet<SourceId>,
    /// Accounts on such rows, with the first such day, counted from 1970.
    touched: BTreeMap<u32, i32>,
    /// Accounts of which only such rows speak.
    accounts: BTreeSet<u32>,
    /// Accounts of protected people, with their day.
    protected: BTreeMap<u32, i32>,
}

/// The most lines that one row is taken to have.
const RECORD_LINES: usize = 1_000;

/// The accounts of both sides of a row.
const SIDES: [Text; 2] = [Text::Debtor, Text::Creditor];

impl Withheld {
    /// Of a ledger: rows that are withheld, and the day from which each account is protected.
    pub fn of(
        ledger: &Ledger,
        columns: &Columns,
        lines: &Lines,
        rows: &BTreeSet<EntryId>,
        days: &BTreeMap<AccountId, Date>,
    ) -> Self {
        if days.is_empty() {
            return Self::default();
        }
        let days: BTreeMap<&str, i32> = days.iter().map(|(id, day)| (id.as_str(), days_from_epoch(*day))).collect();
        let mut withheld = Self { rows: vec![false; columns.rows()], ..Self::default() };
        withheld.transactions = vec![false; ledger.transactions.len()];
        for row in rows.iter().filter_map(|id| columns.row_of(*id)) {
            withheld.rows[row] = true;
            if let Some((transaction, _)) = lines.of(row) {
                withheld.transactions[transaction] = true;
            }
        }
        for row in 0..columns.rows() {
            withheld.rows[row] |= lines.of(row).is_some_and(|(transaction, _)| withheld.transactions[transaction]);
        }
        let key = |account: &str| ledger.transactions.accounts.binary_search_by(|id| id.as_str().cmp(account)).ok();
        withheld.protected =
            days.iter().filter_map(|(account, day)| Some((u32::try_from(key(account)?).ok()?, *day))).collect();
        withheld.note_files(columns);
        withheld.note_accounts(ledger, columns);
        withheld
    }

    fn note_files(&mut self, columns: &Columns) {
        for source in columns.sources() {
            let (mut any, mut all) = (false, true);
            for row in columns.rows_of(source) {
                any |= self.rows[row];
                all &= self.rows[row];
            }
            self.sources.extend(any.then_some(source));
            self.whole_sources.extend((any && all).then_some(source));
        }
    }

    fn note_accounts(&mut self, ledger: &Ledger, columns: &Columns) {
        let transactions = &ledger.transactions;
        let mut speaks = vec![false; transactions.accounts.len()];
        let mut note = |account: u32, day: i32, is_withheld: bool| {
            if is_withheld {
                let first = self.touched.entry(account).or_insert(day);
                *first = day.min(*first);
            } else {
                speaks[account as usize] = true;
            }
        };
        let by_key = |key: Option<&str>| {
            let key = key?;
            let at = transactions.accounts.binary_search_by(|id| id.as_str().cmp(key)).ok()?;
            u32::try_from(at).ok()
        };
        for row in 0..columns.rows() {
            for side in SIDES {
                if let Some(account) = by_key(columns.text(row, side)).filter(|&account| account != OUTSIDE) {
                    note(account, columns.day(row), self.rows[row]);
                }
            }
        }
        // Also one of which a list speaks: a list says who lives where.
        let is_silent = |account: &u32| !speaks[*account as usize] && !self.protected.contains_key(account);
        let silent: BTreeSet<u32> = self.touched.keys().copied().filter(is_silent).collect();
        self.accounts = silent;
        for (account, day) in &self.protected {
            let first = self.touched.entry(*account).or_insert(*day);
            *first = (*first).min(*day);
        }
    }

    /// Whether anything is.
    pub fn is_nothing(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether a row is.
    pub fn row(&self, row: usize) -> bool {
        self.rows.get(row).copied().unwrap_or_default()
    }

    /// Whether a transaction is.
    pub fn transaction(&self, transaction: u32) -> bool {
        self.transactions.get(transaction as usize).copied().unwrap_or_default()
    }

    /// Whether a file has rows that are.
    pub fn touches(&self, source: SourceId) -> bool {
        self.sources.contains(&source)
    }

    /// Whether nothing else is in a file.
    pub fn source(&self, source: SourceId) -> bool {
        self.whole_sources.contains(&source)
    }

    /// Whether nothing else speaks of an account.
    pub fn account(&self, account: u32) -> bool {
        self.accounts.contains(&account)
    }

    /// The day from which the balances of an account would tell what is withheld.
    pub fn balances_end(&self, account: u32) -> Option<i32> {
        self.touched.get(&account).copied()
    }

    /// The day from which an account is protected.
    pub fn protected_from(&self, account: u32) -> Option<i32> {
        self.protected.get(&account).copied()
    }

    /// The physical lines of a file that are: those of a row, and those behind it up to the next row's.
    pub fn lines(&self, ledger: &Ledger, columns: &Columns, source: SourceId) -> BTreeSet<usize> {
        let mut lines = BTreeSet::new();
        if !self.touches(source) {
            return lines;
        }
        let line = |row: usize| ledger.book.at(row).and_then(|(_, entry)| entry.place.line).map(|line| line as usize);
        let mut rows = columns.rows_of(source).peekable();
        while let Some(row) = rows.next() {
            if let Some(from) = line(row).filter(|_| self.row(row)) {
                let next = rows.peek().and_then(|&next| line(next)).unwrap_or(from + 1);
                lines.extend(from..next.clamp(from + 1, from + RECORD_LINES));
            }
        }
        lines
    }

    /// Whether an entry is.
    pub fn entry(&self, columns: &Columns, id: &str) -> bool {
        let row = id.parse::<EntryId>().ok().and_then(|id| columns.row_of(id));
        row.is_some_and(|row| self.row(row))
    }
}
