//! The life of an account over the whole case: what it was paid, what it spent on living, how long money stays.
//!
//! ```text
//! account ─► all it paid and was paid, currency by currency ─► one pass a currency (profile) ─► rows
//!                                                                  └ fifo ─► how long what comes in stays
//! ```
//! Cost: linear but for the order of the parties at the other end, and of how long each part stayed, when asked.

mod profile;

use std::cell::OnceCell;
use std::ops::Range;

use super::events::{Event, Way, merge, seconds_between, stretch, tx};
use super::fifo::takes;
use super::figures::{cell_of, median};
use super::reading::{known, number};
use super::{Cell, Index, MeasureError, Rows, View, parties_of};
use profile::{Living, Profile};

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "account",
    "currency",
    "in_minor",
    "out_minor",
    "ins",
    "outs",
    "pay_minor",
    "living_minor",
    "rent_minor",
    "cash_in_minor",
    "cash_out_minor",
    "card_minor",
    "remitted_minor",
    "payers",
    "payees",
    "first_day",
    "last_day",
    "first_tx",
    "dwell_median_seconds",
    "largest_payee",
    "largest_payee_minor",
    "euro_in_minor",
    "euro_out_minor",
];

/// Opens the profiles of all accounts that paid or were paid, or of one.
///
/// # Errors
/// None; all measures open alike.
pub fn open<'a>(view: View<'a>, index: &'a Index, only: Option<u32>) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    Ok(Box::new(Profiles {
        view,
        index,
        living: Living::new(view.meaning),
        accounts: parties_of(view.accounts(), only),
        account: 0,
        events: Vec::new(),
        row: 0..0,
        profile: OnceCell::new(),
        largest_payee: OnceCell::new(),
    }))
}

struct Profiles<'a> {
    view: View<'a>,
    index: &'a Index,
    living: Living,
    /// Accounts still to come.
    accounts: Range<u32>,
    account: u32,
    /// Events of the account, currency by currency.
    events: Vec<Event>,
    /// Those of the row.
    row: Range<usize>,
    profile: OnceCell<Profile>,
    largest_payee: OnceCell<Option<(i128, u32)>>,
}

impl Profiles<'_> {
    fn held(&self) -> &[Event] {
        &self.events[self.row.clone()]
    }

    fn profile(&self) -> &Profile {
        self.profile.get_or_init(|| Profile::new(&self.view, &self.living, self.held()))
    }

    /// Known parties at the other end of one way.
    fn others(&self, way: Way) -> usize {
        let ends = self.held().iter().filter(|event| event.way == way).filter_map(|event| known(event.other));
        let mut others: Vec<u32> = ends.collect();
        others.sort_unstable();
        others.dedup();
        others.len()
    }

    /// The known party that was paid most, the first of them where it was several; and what it was paid.
    fn largest_payee(&self) -> Option<(i128, u32)> {
        let outs = self.held().iter().filter(|event| event.way == Way::Out);
        let mut paid: Vec<(u32, i64)> = outs.filter_map(|event| Some((known(event.other)?, event.minor))).collect();
        paid.sort_unstable();
        let by_payee = paid.chunk_by(|one, next| one.0 == next.0);
        let sums = by_payee.map(|same| (same.iter().map(|paid| i128::from(paid.1)).sum::<i128>(), same[0].0));
        sums.reduce(|most, next| if next.0 > most.0 { next } else { most })
    }

    /// Each part of a credit that a debit took is one length of stay.
    fn dwell_median_seconds(&self) -> Option<i64> {
        let mut taken = Vec::new();
        takes(self.held(), None, &mut taken);
        let events = self.held();
        median(taken.iter().map(|take| seconds_between(&events[take.credit], &events[take.debit])).collect())
    }
}

impl Rows for Profiles<'_> {
    fn advance(&mut self) -> bool {
        self.profile.take();
        self.largest_payee.take();
        loop {
            self.row = stretch(&self.events, self.row.end, |event| event.currency);
            if !self.row.is_empty() {
                return true;
            }
            let Some(account) = self.accounts.next() else { return false };
            self.account = account;
            self.row = 0..0;
            merge(&mut self.events, (&self.view, self.index), account);
        }
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let ([first, .., last] | [first @ last]) = self.held() else { return Cell::Null };
        let (sum, profile) = (|sum: i128| Some(cell_of(sum)), || self.profile());
        let largest = || *self.largest_payee.get_or_init(|| self.largest_payee());
        let day = |event: &Event| Some(i64::from(self.view.day(event.place())));
        let found = match column {
            0 => Some(i64::from(self.account)),
            1 => return Cell::Text(first.currency.code()),
            2 => sum(profile().in_minor),
            3 => sum(profile().out_minor),
            4 => Some(profile().ins),
            5 => Some(profile().outs),
            6 => sum(profile().pay_minor),
            7 => sum(profile().living_minor),
            8 => sum(profile().rent_minor),
            9 => sum(profile().cash_in_minor),
            10 => sum(profile().cash_out_minor),
            11 => sum(profile().card_minor),
            12 => sum(profile().remitted_minor),
            13 => Some(number(self.others(Way::In))),
            14 => Some(number(self.others(Way::Out))),
            15 => day(first),
            16 => day(last),
            17 => Some(tx(first)),
            18 => self.dwell_median_seconds(),
            19 => largest().map(|largest| i64::from(largest.1)),
            20 => largest().map(|largest| cell_of(largest.0)),
            21 => profile().euro_in_minor.map(cell_of),
            22 => profile().euro_out_minor.map(cell_of),
            _ => None,
        };
        found.map_or(Cell::Null, Cell::Number)
    }
}
