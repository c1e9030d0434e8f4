//! What is shown to nobody, to protect a person from a day on: no map, calendar, network, list or search has it.
//!
//! A person is known by the keys of accounts, and by the names that stand beside these keys. A transfer of which any row is withheld is
//! withheld whole; what the balances of other accounts would tell of it is not said either. In doubt, out.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::{Ledger, Lines};
use filature_model::{AccountId, EntryId, OUTSIDE, SourceId, days_from_epoch, folded_words};
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

/// Both sides of a row: account, name.
const SIDES: [(Text, Text); 2] = [(Text::Debtor, Text::DebtorName), (Text::Creditor, Text::CreditorName)];

impl Withheld {
    /// Of a ledger, by the day from which each account is protected.
    pub fn of(ledger: &Ledger, columns: &Columns, lines: &Lines, days: &BTreeMap<AccountId, Date>) -> Self {
        if days.is_empty() {
            return Self::default();
        }
        let days: BTreeMap<&str, i32> = days.iter().map(|(id, day)| (id.as_str(), days_from_epoch(*day))).collect();
        let names = names(ledger, columns, &days);
        let mut withheld = Self { rows: vec![false; columns.rows()], ..Self::default() };
        withheld.transactions = vec![false; ledger.transactions.len()];
        for row in 0..columns.rows() {
            let day = columns.day(row);
            let is_of = |(account, name): (Text, Text)| {
                let by_key = columns.text(row, account).and_then(|key| days.get(key));
                let by_name = || columns.text(row, name).and_then(|name| names.get(&by_words(name)));
                by_key.is_some_and(|from| *from <= day) || by_name().is_some_and(|from| *from <= day)
            };
            withheld.rows[row] = SIDES.into_iter().any(is_of);
            if let Some((transaction, _)) = lines.of(row).filter(|_| withheld.rows[row]) {
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
            for (side, _) in SIDES {
                if let Some(account) = by_key(columns.text(row, side)).filter(|&account| account != OUTSIDE) {
                    note(account, columns.day(row), self.rows[row]);
                }
            }
        }
        // Also one of which a list speaks: a list says who lives where.
        let is_silent = |account: &u32| !speaks[*account as usize] && !self.protected.contains_key(account);
        let silent: BTreeSet<u32> = self.touched.keys().copied().filter(is_silent).collect();
        self.accounts = silent;
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

/// Names that stand beside the keys of protected people, folded, each with the earliest day.
fn names(ledger: &Ledger, columns: &Columns, days: &BTreeMap<&str, i32>) -> BTreeMap<String, i32> {
    let mut names = BTreeMap::<String, i32>::new();
    let mut add = |name: &str, day: i32| {
        let name = by_words(name);
        if !name.is_empty() {
            let known = names.entry(name).or_insert(day);
            *known = day.min(*known);
        }
    };
    for said in &ledger.accounts {
        if let (Some(day), Some(holder)) = (days.get(said.id.as_str()), &said.holder) {
            add(holder, *day);
        }
    }
    for row in 0..columns.rows() {
        for (account, name) in SIDES {
            let day = columns.text(row, account).and_then(|key| days.get(key));
            if let (Some(day), Some(name)) = (day, columns.text(row, name)) {
                add(name, *day);
            }
        }
    }
    names
}

/// A name by its words, in whatever order they are written.
fn by_words(name: &str) -> String {
    let folded = folded_words(name);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}
