//! What one party was paid or paid, gathered from the arrays once, so that measures run over memory in order.
//!
//! A payment to oneself is no event: nobody is paid, nobody pays.

use std::ops::Range;

use filature_model::Currency;

use super::reading::number;
use super::{Index, View};

/// The direction of a payment, as the party sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is paid.
    In,
    /// It pays.
    Out,
}

/// A payment as one party's side has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// The instant of this side.
    pub at_micros: i64,
    /// Minor units of `currency`: what reached the party, or left it.
    pub minor: i64,
    /// Position in the ledger.
    pub position: u32,
    /// The party at the other end.
    pub other: u32,
    /// The currency of this side.
    pub currency: Currency,
    /// Which side it is.
    pub way: Way,
}

impl Event {
    fn new(view: &View<'_>, way: Way, position: u32) -> Self {
        let place = position as usize;
        let ((minor, currency), other, leg) = match way {
            Way::In => (view.arrived(place), view.payer(place), view.ledger.credited[place]),
            Way::Out => (view.left(place), view.payee(place), view.ledger.debited[place]),
        };
        Self { at_micros: leg.at_micros, minor, position, other, currency, way }
    }

    /// The position, to index with.
    pub(super) fn place(&self) -> usize {
        self.position as usize
    }
}

/// Puts what a party paid or was paid, and `counts`, into `events`, currency by currency, each in time order.
pub(super) fn gather(
    events: &mut Vec<Event>,
    (view, index): (&View<'_>, &Index),
    (party, way): (u32, Way),
    counts: impl Fn(usize) -> bool,
) {
    events.clear();
    let row = if way == Way::In { index.incoming(party) } else { index.outgoing(party) };
    let counted = row.iter().filter(|&&position| counts(position as usize));
    events.extend(counted.map(|&position| Event::new(view, way, position)).filter(|event| event.other != party));
    by_currency(events);
}

/// Puts all that a party paid and was paid into `events`, currency by currency, each in time order; the ledger's order
/// breaks ties.
pub(super) fn merge(events: &mut Vec<Event>, (view, index): (&View<'_>, &Index), party: u32) {
    events.clear();
    let (ins, outs) = (index.incoming(party), index.outgoing(party));
    let ins = ins.iter().map(|&position| Event::new(view, Way::In, position));
    let outs = outs.iter().map(|&position| Event::new(view, Way::Out, position));
    events.extend(ins.chain(outs).filter(|event| event.other != party));
    let order = |event: &Event| (event.at_micros, event.position);
    // Two rows in order one after the other: the stable sort merges them in one pass.
    events.sort_by_key(order);
    by_currency(events);
}

/// Most parties know one currency, and nothing moves.
fn by_currency(events: &mut [Event]) {
    if !events.is_sorted_by_key(|event| event.currency) {
        events.sort_by_key(|event| event.currency);
    }
}

/// The first stretch of events of one key, from `start` on.
pub(super) fn stretch<Key: PartialEq>(events: &[Event], start: usize, key: impl Fn(&Event) -> Key) -> Range<usize> {
    let Some(first) = events.get(start) else { return start..start };
    let same = events[start..].iter().take_while(|event| key(event) == key(first)).count();
    start..start + same
}

/// Whole seconds between two events.
pub(super) fn seconds_between(earlier: &Event, later: &Event) -> i64 {
    later.at_micros.saturating_sub(earlier.at_micros).div_euclid(1_000_000)
}

/// A position as a cell shows it.
pub(super) fn tx(event: &Event) -> i64 {
    number(event.place())
}
