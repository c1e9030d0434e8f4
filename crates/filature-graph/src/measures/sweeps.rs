//! What is swept on: of each credit, what left again within a span, and the one payee that got most of it.
//!
//! ```text
//! account ─► all it paid and was paid, currency by currency ─► fifo within the span ─► by selected credit: the largest payee
//! ```
//! Payees are parties; cash drawn is one payee, and so are all that nobody knows. Cost: linear, and accounts without a
//! selected credit are passed over.

use std::cmp::Reverse;
use std::ops::Range;

use filature_model::Channel;

use super::events::{Event, merge, seconds_between, stretch, tx};
use super::fifo::{Take, takes};
use super::figures::{cell_of, permille};
use super::reading::known;
use super::{Cell, Index, MeasureError, Rows, Selection, View, parties_of, span};

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "tx",
    "account",
    "amount_minor",
    "currency",
    "payee",
    "how",
    "swept_minor",
    "share_permille",
    "seconds",
    "left_minor",
    "left_permille",
    "debits",
];

/// Opens the sweeps of all accounts, or of one.
///
/// # Errors
/// A span or selection that is not known.
pub fn open<'a>(
    view: View<'a>,
    index: &'a Index,
    span: &str,
    selection: &str,
    only: Option<u32>,
) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    Ok(Box::new(Sweeps {
        view,
        index,
        span_micros: span::micros(span)?,
        selection: Selection::parse(selection, &view)?,
        accounts: parties_of(view.accounts(), only),
        account: 0,
        events: Vec::new(),
        group: 0..0,
        takes: Vec::new(),
        next_take: 0,
        row: None,
    }))
}

/// To whom it went; in this order where two got the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Payee {
    Party(u32),
    Cash,
    Unknown,
}

struct Sweep {
    credit: Event,
    payee: Payee,
    swept_minor: i64,
    left_minor: i64,
    seconds: i64,
    debits: Vec<u32>,
}

struct Sweeps<'a> {
    view: View<'a>,
    index: &'a Index,
    span_micros: i64,
    selection: Selection,
    /// Accounts still to come.
    accounts: Range<u32>,
    account: u32,
    /// Events of the account, currency by currency.
    events: Vec<Event>,
    /// Those of the currency at hand.
    group: Range<usize>,
    /// What was taken in that currency, by credit.
    takes: Vec<Take>,
    next_take: usize,
    row: Option<Sweep>,
}

impl Sweeps<'_> {
    /// Goes to the next currency of the account, or to the next account with a selected credit.
    fn next_group(&mut self) -> bool {
        loop {
            self.group = stretch(&self.events, self.group.end, |event| event.currency);
            self.next_take = 0;
            takes(&self.events[self.group.clone()], Some(self.span_micros), &mut self.takes);
            if !self.group.is_empty() {
                return true;
            }
            let Some(account) = self.accounts.next() else { return false };
            self.account = account;
            self.group = 0..0;
            self.events.clear();
            let mut credits = self.index.incoming(account).iter();
            let has_debits = !self.index.outgoing(account).is_empty();
            if has_debits && credits.any(|&position| self.selection.selects(&self.view, position as usize)) {
                merge(&mut self.events, (&self.view, self.index), account);
            }
        }
    }

    /// Goes to the next selected credit of which something was taken.
    fn next_credit(&mut self) -> bool {
        while let Some(first) = self.takes.get(self.next_take) {
            let events = &self.events[self.group.clone()];
            let same = self.takes[self.next_take..].iter().take_while(|take| take.credit == first.credit).count();
            let taken = &self.takes[self.next_take..self.next_take + same];
            self.next_take += same;
            if self.selection.selects(&self.view, events[first.credit].place()) {
                self.row = sweep(&self.view, events, taken);
                return true;
            }
        }
        false
    }
}

/// What became of a credit, given what was taken of it.
fn sweep(view: &View<'_>, events: &[Event], taken: &[Take]) -> Option<Sweep> {
    let payee_of = |take: &Take| {
        let debit = &events[take.debit];
        match known(debit.other) {
            _ if view.ledger.channel[debit.place()] == Channel::CashOut => Payee::Cash,
            Some(party) => Payee::Party(party),
            None => Payee::Unknown,
        }
    };
    let mut by_payee: Vec<(Payee, &Take)> = taken.iter().map(|take| (payee_of(take), take)).collect();
    by_payee.sort_by_key(|part| part.0);
    let sum = |parts: &[(Payee, &Take)]| parts.iter().map(|part| part.1.minor).sum::<i64>();
    let parts = by_payee.chunk_by(|one, next| one.0 == next.0);
    let largest = parts.max_by_key(|part| (sum(part), Reverse(part[0].0)))?;
    let (credit, last) = (&events[taken[0].credit], &events[largest.last()?.1.debit]);
    Some(Sweep {
        credit: *credit,
        payee: largest[0].0,
        swept_minor: sum(largest),
        left_minor: sum(&by_payee),
        seconds: seconds_between(credit, last),
        debits: largest.iter().map(|part| events[part.1.debit].position).collect(),
    })
}

impl Rows for Sweeps<'_> {
    fn advance(&mut self) -> bool {
        self.row = None;
        while !self.next_credit() {
            if !self.next_group() {
                return false;
            }
        }
        true
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(row) = &self.row else { return Cell::Null };
        let share = |minor: i64| cell_of(permille(minor.into(), row.credit.minor.into()).unwrap_or(0).into());
        Cell::Number(match column {
            0 => tx(&row.credit),
            1 => i64::from(self.account),
            2 => row.credit.minor,
            3 => return Cell::Text(row.credit.currency.code()),
            4 => match row.payee {
                Payee::Party(party) => i64::from(party),
                Payee::Cash | Payee::Unknown => return Cell::Null,
            },
            5 => {
                return Cell::Text(match row.payee {
                    Payee::Party(party) if self.view.is_account(party) => "account",
                    Payee::Party(_) => "customer",
                    Payee::Cash => "cash",
                    Payee::Unknown => "unknown",
                });
            }
            6 => row.swept_minor,
            7 => share(row.swept_minor),
            8 => row.seconds,
            9 => row.left_minor,
            10 => share(row.left_minor),
            11 => return Cell::List(&row.debits),
            _ => return Cell::Null,
        })
    }
}
