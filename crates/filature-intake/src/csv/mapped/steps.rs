//! The steps of the running balance: which rows move it, and in which order a table goes.

use std::collections::BTreeMap;

use super::super::dates;
use super::super::mapping::Mapping;
use super::super::stretches::Record;
use super::amount::{Stated, balance, currency, stated};
use super::balance_row::BalanceRow;
use super::layout::{Layout, cell};

/// A row as the running balance sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Step {
    /// What the row moves, if that can be read.
    pub stated: Option<Stated>,
    /// The balance beside it.
    pub balance: Option<i64>,
    /// The nearest row above that has a balance, of the same account and currency; and below.
    above: Option<usize>,
    below: Option<usize>,
}

impl Step {
    /// What it moves, without direction.
    fn magnitude(&self) -> Option<i64> {
        self.stated.map(|stated| stated.written.minor).filter(|&minor| minor != 0)
    }
}

/// All rows of a table.
#[derive(Debug)]
pub struct Steps {
    /// By row; without balances where the table has none.
    pub rows: Vec<Step>,
    /// Rows of the same account and currency, in the order of the file.
    pub chains: Vec<Vec<usize>>,
    /// Whether the newest row stands first, where the dates of the first and last row tell.
    pub order: Option<bool>,
    /// The same, told by the balances where the dates do not.
    newest_first: bool,
}

impl Steps {
    /// The steps of a table.
    pub fn of(rows: &[Record], layout: &Layout, mapping: &Mapping) -> Self {
        let mut steps = Self { rows: Vec::new(), chains: Vec::new(), order: None, newest_first: false };
        let mut chain_of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let mut step = Step::default();
            if let Some(currency) = currency(row, layout).filter(|_| layout.fits(row)) {
                step.stated = stated(row, layout, mapping, currency).ok();
                step.balance = balance(row, layout, mapping, currency);
                let key = (cell(row, layout.account_column), cell(row, layout.currency_column));
                let chain = *chain_of.entry(key).or_insert(steps.chains.len());
                if chain == steps.chains.len() {
                    steps.chains.push(Vec::new());
                }
                steps.chains[chain].push(at);
            }
            steps.rows.push(step);
        }
        steps.link();
        let date = |row: Option<&Record>| dates::read(cell(row?, Some(layout.booked)), mapping.date_order);
        let dates = date(rows.first()).zip(date(rows.last())).filter(|(first, last)| first.on != last.on);
        steps.order = dates.map(|(first, last)| first.on > last.on);
        let fitting = |newest: bool| (0..steps.rows.len()).filter(|&at| steps.fits(at, newest)).count();
        steps.newest_first = steps.order.unwrap_or_else(|| fitting(true) > fitting(false));
        steps
    }

    fn link(&mut self) {
        for chain in &self.chains {
            let mut last = None;
            for &at in chain {
                self.rows[at].above = last;
                last = self.rows[at].balance.map(|_| at).or(last);
            }
            let mut last = None;
            for &at in chain.iter().rev() {
                self.rows[at].below = last;
                last = self.rows[at].balance.map(|_| at).or(last);
            }
        }
    }

    fn before(&self, at: usize, newest_first: bool) -> Option<usize> {
        if newest_first { self.rows[at].below } else { self.rows[at].above }
    }

    /// Whether the balance of a row is that of the row before it, moved by its amount.
    fn fits(&self, at: usize, newest_first: bool) -> bool {
        let before = self.before(at, newest_first).and_then(|before| self.rows[before].balance);
        match (before, self.rows[at].balance, self.rows[at].magnitude()) {
            (Some(before), Some(after), Some(moved)) => after.abs_diff(before) == moved.unsigned_abs(),
            _ => false,
        }
    }

    /// Whether a row whose words say that it is none moves the running balance, and so is an entry all the same. A
    /// sum may also be the first row of a table, where it is one if the next row goes on from it.
    pub fn is_entry(&self, at: usize, kind: BalanceRow) -> bool {
        let before = self.before(at, self.newest_first);
        let after = self.before(at, !self.newest_first);
        let is_first = kind == BalanceRow::Sum && before.is_none() && self.rows[at].balance.is_some();
        let goes_on = after.is_some_and(|after| self.fits(after, self.newest_first));
        self.fits(at, self.newest_first) || (is_first && self.rows[at].magnitude().is_some() && goes_on)
    }

    /// Whether a row without an amount leaves the balance where it was.
    pub fn rests(&self, at: usize) -> bool {
        let before = self.before(at, self.newest_first).and_then(|before| self.rows[before].balance);
        before.is_some() && before == self.rows[at].balance
    }
}
