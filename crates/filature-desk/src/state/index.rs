//! Which rows are whose, in the order of time, and what an account's rows come to.
//!
//! A transfer of which both banks sent a line has two rows; on each account stands its own. A transfer that one file shows stands on
//! both, by the one row there is.

use std::collections::BTreeMap;

use filature_ledger::{Ledger, Lines};
use filature_model::{Currency, OUTSIDE, Transactions};

use super::columns::Columns;
use super::withheld::Withheld;

/// No row, or no transaction.
const NONE: u32 = u32::MAX;

/// A row on an account. What a walk through the network asks of each of millions of rows stands in it, so that memory is read in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct On {
    /// The row of the entries.
    pub row: u32,
    /// The position of its transaction.
    pub transaction: u32,
    /// The account at the other end, or the outside.
    pub other: u32,
    /// What was paid in; what came in on this side may be another.
    pub paid_in: Currency,
    /// Whether money came in.
    pub is_credit: bool,
}

/// What an account's rows come to in one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// What came in.
    pub in_minor: i128,
    /// What went out.
    pub out_minor: i128,
    /// Number of rows.
    pub entries: u32,
}

/// What an account's rows come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Number of rows in the index.
    pub entries: u32,
    /// By currency.
    pub sums: BTreeMap<Currency, Sum>,
    /// The first day, counted from 1970.
    pub first: Option<i32>,
    /// The last day.
    pub last: Option<i32>,
}

impl Totals {
    /// The currency of most rows, with its sum; of two with as many the first by its code.
    pub fn main(&self) -> Option<(Currency, Sum)> {
        let most = self.sums.iter().max_by_key(|(currency, sum)| (sum.entries, std::cmp::Reverse(**currency)));
        most.map(|(currency, sum)| (*currency, *sum))
    }
}

/// All rows that moved money, account by account.
#[derive(Clone, Debug, Default)]
pub struct Index {
    starts: Vec<u32>,
    on: Vec<On>,
    /// Account by account.
    pub totals: Vec<Totals>,
    /// The payer's row, or the only one, of each transaction.
    pub row_of_transaction: Vec<u32>,
    /// The payee's row of each; none stands for those whose rows are one.
    payees_row: Vec<u32>,
    /// The transaction of each row.
    lines: Vec<u32>,
}

impl Index {
    /// Of a ledger.
    pub fn of(ledger: &Ledger, columns: &Columns, lines: &Lines, withheld: &Withheld) -> Self {
        let transactions = &ledger.transactions;
        let mut index = Self {
            row_of_transaction: vec![NONE; transactions.len()],
            payees_row: vec![NONE; transactions.len()],
            lines: vec![NONE; columns.rows()],
            ..Self::default()
        };
        for (row, number) in (0..columns.rows()).zip(0_u32..) {
            let Some((transaction, is_payees)) = lines.of(row).filter(|_| !withheld.row(row)) else { continue };
            let Ok(position) = u32::try_from(transaction) else { continue };
            index.lines[row] = position;
            if is_payees {
                index.payees_row[transaction] = number;
            } else {
                index.row_of_transaction[transaction] = number;
            }
        }
        index.put_on_accounts(transactions);
        index.add_up(transactions, columns);
        index
    }

    /// Counting sort by account: the transactions are in the order of time already.
    fn put_on_accounts(&mut self, transactions: &Transactions) {
        let accounts = transactions.accounts.len();
        let mut counts = vec![0_u32; accounts + 1];
        let sides = [&transactions.debtor, &transactions.creditor];
        for side in sides {
            let shown = side.iter().zip(&self.row_of_transaction).filter(|(_, row)| **row != NONE);
            for (&account, _) in shown.filter(|(account, _)| **account != OUTSIDE) {
                counts[account as usize + 1] += 1;
            }
        }
        for at in 0..accounts {
            counts[at + 1] += counts[at];
        }
        let (mut next, total) = (counts.clone(), counts.last().copied().unwrap_or_default());
        let nothing = On { row: 0, transaction: 0, other: OUTSIDE, paid_in: Currency::EUR, is_credit: false };
        let mut on = vec![nothing; total as usize];
        for (at, transaction) in (0..transactions.len()).zip(0_u32..) {
            let row = self.row_of_transaction[at];
            if row == NONE {
                continue;
            }
            let payees = Some(self.payees_row[at]).filter(|&row| row != NONE).unwrap_or(row);
            let (debtor, creditor, paid_in) =
                (transactions.debtor[at], transactions.creditor[at], transactions.currency[at]);
            for (account, other, row, is_credit) in [(debtor, creditor, row, false), (creditor, debtor, payees, true)] {
                if account != OUTSIDE {
                    on[next[account as usize] as usize] = On { row, transaction, other, paid_in, is_credit };
                    next[account as usize] += 1;
                }
            }
        }
        for account in 0..accounts {
            let (from, to) = (counts[account] as usize, counts[account + 1] as usize);
            on[from..to].sort_by_key(|on| (leg_micros(transactions, on), on.transaction, on.is_credit));
        }
        (self.starts, self.on) = (counts, on);
    }

    fn add_up(&mut self, transactions: &Transactions, columns: &Columns) {
        self.totals = (0..transactions.accounts.len())
            .zip(0_u32..)
            .map(|(_, account)| {
                let mut totals = Totals::default();
                for on in self.of_account(account) {
                    let (minor, currency) = amount(transactions, on);
                    let sum = totals.sums.entry(currency).or_default();
                    if on.is_credit {
                        sum.in_minor += i128::from(minor)
                    } else {
                        sum.out_minor += i128::from(minor)
                    }
                    sum.entries += 1;
                    let day = columns.day(on.row as usize);
                    totals.first = Some(totals.first.map_or(day, |first| first.min(day)));
                    totals.last = Some(totals.last.map_or(day, |last| last.max(day)));
                    totals.entries += 1;
                }
                totals
            })
            .collect();
    }

    /// The rows on an account, in the order of time.
    pub fn of_account(&self, account: u32) -> &[On] {
        let at = account as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.on[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The transaction of a row; none where it moved nothing.
    pub fn transaction_of(&self, row: usize) -> Option<u32> {
        self.lines.get(row).copied().filter(|&transaction| transaction != NONE)
    }

    /// The rows of a transaction: the payer's or only one, and the payee's.
    pub fn rows_of_transaction(&self, transaction: u32) -> impl Iterator<Item = u32> {
        let first = self.row_of_transaction.get(transaction as usize).copied();
        let payees = self.payees_row.get(transaction as usize).copied();
        first.into_iter().chain(payees).filter(|&row| row != NONE)
    }
}

/// When a row counts on its account, in microseconds since 1970.
pub fn leg_micros(transactions: &Transactions, on: &On) -> i64 {
    let at = on.transaction as usize;
    let leg = if on.is_credit { &transactions.credited[at] } else { &transactions.debited[at] };
    leg.at_micros
}

/// What a row moves on its account, in minor units of its currency there.
pub fn amount(transactions: &Transactions, on: &On) -> (i64, Currency) {
    let at = on.transaction as usize;
    let paid = (transactions.amount_minor[at], transactions.currency[at]);
    if on.is_credit { transactions.received[at].unwrap_or(paid) } else { paid }
}
