//! Windows that roll over what a party pays or is paid: the window of a length that ends with each transaction.
//!
//! ```text
//! party ─► its selected events, currency by currency ─► for each the first still in the window ─► rows
//!                                                                      └ figures: counted when asked, moving forward
//! ```
//! A window ending at an instant holds what is later than its length before that instant. Among events of one instant
//! each ends a window of its own, in the order of the ledger; a window that the next one of the same party and currency
//! holds whole is left out, so a row stands only where the next event pushes an earlier one out, or where none follows.
//! Cost: linear in events for each column that is asked (a median: times its logarithm); a list costs what the window holds.

mod figures;
mod middle;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::events::{Event, Way, gather, stretch, tx};
use super::reading::{known, number};
use super::{Cell, Index, MeasureError, Rows, Selection, View, parties_of, span};
use figures::Figures;

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "party",
    "account",
    "tx",
    "first_tx",
    "from_day",
    "to_day",
    "events",
    "amount_minor",
    "currency",
    "euro_minor",
    "least_minor",
    "most_minor",
    "median_minor",
    "cv_permille",
    "others",
    "once",
    "unknowns",
    "cities",
    "countries",
    "terminals",
    "days",
    "months",
    "night",
    "timed",
    "round",
    "texts",
    "transactions",
    "parties",
];

/// Opens the windows of all parties, or of one. `side` is `in` or `out`.
///
/// # Errors
/// A span, side or selection that is not known, or fewer than one event.
pub fn open<'a>(
    view: View<'a>,
    index: &'a Index,
    span: &str,
    side: &str,
    selection: &str,
    least_events: i64,
    only: Option<u32>,
) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    let way = match side {
        "in" => Way::In,
        "out" => Way::Out,
        _ => return Err(MeasureError(format!("windows: side is {side:?}; expected in or out"))),
    };
    let least_events = usize::try_from(least_events).ok().filter(|&least| least > 0);
    let least_events = least_events.ok_or_else(|| MeasureError("windows: least_events is at least 1".to_owned()))?;
    Ok(Box::new(Windows {
        view,
        index,
        way,
        span_micros: span::micros(span)?,
        selection: Selection::parse(selection, &view)?,
        least_events,
        parties: parties_of(index.parties(), only),
        party: 0,
        events: Vec::new(),
        group: 0..0,
        window: 0..0,
        figures: RefCell::default(),
        transactions: OnceCell::new(),
        others: OnceCell::new(),
    }))
}

struct Windows<'a> {
    view: View<'a>,
    index: &'a Index,
    way: Way,
    span_micros: i64,
    selection: Selection,
    least_events: usize,
    /// Parties still to come.
    parties: Range<u32>,
    party: u32,
    /// Events of the party, currency by currency.
    events: Vec<Event>,
    /// Those of the currency at hand.
    group: Range<usize>,
    /// Those of the window at hand.
    window: Range<usize>,
    figures: RefCell<Figures>,
    transactions: OnceCell<Vec<u32>>,
    others: OnceCell<Vec<u32>>,
}

impl Windows<'_> {
    /// Goes to the next currency of the party, or to the next party that has enough events; false when there is none.
    fn next_group(&mut self) -> bool {
        loop {
            self.group = stretch(&self.events, self.group.end, |event| event.currency);
            self.window = self.group.start..self.group.start;
            if !self.group.is_empty() {
                return true;
            }
            let Some(party) = self.parties.next() else { return false };
            self.party = party;
            self.group = 0..0;
            self.figures.get_mut().reset();
            let (view, selection) = (&self.view, &self.selection);
            let row = if self.way == Way::In { self.index.incoming(party) } else { self.index.outgoing(party) };
            self.events.clear();
            if row.len() >= self.least_events {
                let counts = |position| selection.selects(view, position);
                gather(&mut self.events, (view, self.index), (party, self.way), counts);
            }
        }
    }

    /// Goes to the next window of the currency at hand that is not held by the one after it.
    fn next_window(&mut self) -> bool {
        while self.window.end < self.group.end {
            let last = self.window.end;
            let opens = |start: usize, last: usize| {
                let after_micros = self.events[last].at_micros.saturating_sub(self.span_micros);
                let left = self.events[start..last].iter().take_while(|event| event.at_micros <= after_micros);
                start + left.count()
            };
            self.window = opens(self.window.start, last)..last + 1;
            let is_last = last + 1 == self.group.end;
            let is_held = !is_last && opens(self.window.start, last + 1) == self.window.start;
            if !is_held && self.window.len() >= self.least_events {
                return true;
            }
        }
        false
    }

    fn held(&self) -> &[Event] {
        &self.events[self.window.clone()]
    }

    fn others(&self) -> Vec<u32> {
        let mut others: Vec<u32> = self.held().iter().filter_map(|event| known(event.other)).collect();
        others.sort_unstable();
        others.dedup();
        others
    }
}

impl Rows for Windows<'_> {
    fn advance(&mut self) -> bool {
        self.transactions.take();
        self.others.take();
        while !self.next_window() {
            if !self.next_group() {
                return false;
            }
        }
        true
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let held = self.held();
        let ([first, .., last] | [first @ last]) = held else { return Cell::Null };
        Cell::Number(match column {
            0 => i64::from(self.party),
            1 if !self.view.is_account(self.party) => return Cell::Null,
            1 => i64::from(self.party),
            2 => tx(last),
            3 => tx(first),
            4 => i64::from(self.view.day(first.place())),
            5 => i64::from(self.view.day(last.place())),
            6 => number(held.len()),
            8 => return Cell::Text(last.currency.code()),
            26 => {
                let list = || held.iter().map(|event| event.position).collect();
                return Cell::List(self.transactions.get_or_init(list));
            }
            27 => return Cell::List(self.others.get_or_init(|| self.others())),
            _ => {
                let figure =
                    self.figures.borrow_mut().figure(column, &self.view, &self.events, (&self.group, &self.window));
                return figure.map_or(Cell::Null, Cell::Number);
            }
        })
    }
}
