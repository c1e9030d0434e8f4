//! `funnel`: paid in here, drawn there.
//!
//! **Definition (M1).** Of a credit of an account a it is known where it was paid in, or not; it is *far* when it is known
//! and surely apart from where a's holder lives (or nobody knows where that is). Walk a's events from a far credit i to
//! an outflow j with at(j) − at(i) ≤ window, in ledger order. Far credits add to what came; other credits take no part. An
//! outflow *counts* when there were at least [`CREDITS`] far credits before it, from at least [`PLACES`] places; it is
//! known where it was drawn or sent, and that is surely apart from each of those places; it follows the last far credit
//! within [`HASTE_MICROS`]; and what went, with it, is not more than what came. (i, j) is a funnel when j counts and
//! (came − went) / came ≤ [`RETAINED_PERMILLE`]. From each far credit the longest is taken; those of one account that
//! overlap are one scheme, which is walked once more as a whole up to its last outflow that counts.
//!
//! When two places are surely apart, and how many places there are at least, is in [`Locality`].
//!
//! **Example.** Within two days 300 to 500 in notes are paid in at counters of Lille, Metz, Lyon and Nantes, seven times;
//! on the third the most of it is drawn at one machine in Marseille. What is drawn before the fourth credit and the third
//! place does not count as passed on: drawn every evening from the first day on, it takes longer than the window.
//!
//! **Innocent life like it.** A student whose family pays from home (few places); a lorry driver, who draws in many places
//! what is paid in one; a travelling salesman, who pays in on his round and spends at home; a firm with branches.
//! They come by the same places again and again: so only places at which the account is never credited but in the
//! scheme count as evidence.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`CREDITS`], [`PLACES`], [`HASTE_MICROS`], [`RETAINED_PERMILLE`]: design defaults.
//!
//! **Ranking.** A burst of new places in this stretch of the account's life, and how soon after each run of credits the
//! money left (`turns.rs`).
//!
//! **Cost.** For each account with enough far credits, the events of the window from each of them; accounts that are too
//! large for that are searched from fewer, and counted. A ledger without any place is not searched, and that is said.

use std::collections::BTreeSet;

use filature_model::{Cut, Lack, Locality, Reason, Transactions};
use rayon::prelude::*;

use super::{EVENTS_EACH_ACCOUNT, Flow, Search, days, thinned};
use crate::chance::log2_ratio_millibits;
use crate::draft::{Draft, count};
use crate::flow::{Event, anchors, events, within};
use crate::turns::hastened_millibits;

/// The name.
pub(crate) const KIND: &str = "funnel";
const SOURCE: &str = "the funnel account of FinCEN 2014 (motif M1 of this project); thresholds are design defaults, \
    calibrated on nothing real";

pub(crate) const WINDOW_MICROS: i64 = days(9);
const CREDITS: usize = 4;
const PLACES: usize = 3;
const HASTE_MICROS: i64 = days(2);
const RETAINED_PERMILLE: i128 = 200;

/// Searches for funnels.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    if search.ledger.place.is_empty() {
        return (Vec::new(), vec![Cut::NotSearched { pattern: KIND.to_owned(), lack: Lack::Places }]);
    }
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let found: Vec<(Vec<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .filter(|&pocket| !search.index.pooled[pocket as usize])
        .filter(|&pocket| search.index.paid_to(pocket).len() >= CREDITS && !search.index.paid_by(pocket).is_empty())
        .map(|pocket| of_account(search, pocket, window_micros))
        .filter(|(drafts, every)| *every > 1 || !drafts.is_empty())
        .collect();
    let everies: Vec<usize> = found.iter().map(|(_, every)| *every).collect();
    (found.into_iter().flat_map(|(drafts, _)| drafts).collect(), thinned(KIND, &everies).into_iter().collect())
}

fn of_account(search: &Search<'_>, pocket: u32, window_micros: i64) -> (Vec<Draft>, usize) {
    let life = placed(search.ledger, search.index.account(pocket), &events(search.index, pocket));
    if life.iter().filter(|event| event.inflow).count() < CREDITS {
        return (Vec::new(), 1);
    }
    let starts = anchors(&life, window_micros, EVENTS_EACH_ACCOUNT);
    let mut schemes: Vec<(usize, usize)> = Vec::new();
    for &first in &starts.at {
        let Some(length) = longest(search, within(&life, first, window_micros)) else { continue };
        match schemes.last_mut() {
            Some(scheme) if first <= scheme.1 => scheme.1 = scheme.1.max(first + length),
            _ => schemes.push((first, first + length)),
        }
    }
    (schemes.into_iter().map(|scheme| draft(search, pocket, &life, scheme)).collect(), starts.every)
}

fn place<'a>(ledger: &'a Transactions, event: &Event) -> Option<&'a Locality> {
    ledger.place_of(event.position as usize).map(|place| &ledger.places[place as usize])
}

/// The far credits, and the outflows of which it is known where they were drawn.
fn placed(ledger: &Transactions, account: u32, events: &[Event]) -> Vec<Event> {
    let home = ledger.home_of(account).map(|home| &ledger.places[home as usize]);
    let takes_part = |event: &&Event| {
        let place = place(ledger, event);
        place.is_some_and(|place| !event.inflow || home.is_none_or(|home| place.is_apart(home)))
    };
    events.iter().filter(takes_part).copied().collect()
}

/// Walks far credits and outflows, and says of each whether it takes part.
#[derive(Default)]
struct Walk {
    places: BTreeSet<u32>,
    enough_places: bool,
    credits: usize,
    came_minor: i128,
    went_minor: i128,
    last_credit: u32,
}

impl Walk {
    fn takes(&mut self, search: &Search<'_>, event: &Event) -> bool {
        let (ledger, amount) = (search.ledger, i128::from(event.amount_minor));
        let Some(place) = ledger.place_of(event.position as usize) else { return false };
        if event.inflow {
            self.credits += 1;
            self.came_minor += amount;
            self.last_credit = event.position;
            if self.places.insert(place) {
                self.enough_places =
                    Locality::at_least(self.places.iter().map(|&place| &ledger.places[place as usize])) >= PLACES;
            }
            return true;
        }
        let drawn = &ledger.places[place as usize];
        let counts = self.credits >= CREDITS
            && self.enough_places
            && self.went_minor + amount <= self.came_minor
            && search.follows(self.last_credit, event.position)
            && event.at_micros - search.index.at_micros[self.last_credit as usize] <= HASTE_MICROS
            && self.places.iter().all(|&place| drawn.is_apart(&ledger.places[place as usize]));
        if counts {
            self.went_minor += amount;
        }
        counts
    }
}

/// The index of the last outflow with which the window is a funnel.
fn longest(search: &Search<'_>, window: &[Event]) -> Option<usize> {
    let (mut walk, mut last) = (Walk::default(), None);
    for (at, event) in window.iter().enumerate() {
        let counts = walk.takes(search, event) && !event.inflow;
        if counts && (walk.came_minor - walk.went_minor) * 1_000 <= walk.came_minor * RETAINED_PERMILLE {
            last = Some(at);
        }
    }
    last
}

/// How surprising the new places are in this stretch, less in how many stretches they could have been seen.
fn burst_millibits(search: &Search<'_>, life: &[Event], events: &[Event]) -> (usize, i64) {
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return (0, 0) };
    let length = ((last.position - first.position + 1) as usize).max(search.habits.payments_a_day());
    let rest = search.index.at_micros.len().saturating_sub(length);
    let credited = |inside: bool| -> BTreeSet<Option<u32>> {
        let is_inside = |position: u32| first.position <= position && position <= last.position;
        let credits = life.iter().filter(|event| event.inflow && is_inside(event.position) == inside);
        credits.map(|event| search.ledger.place_of(event.position as usize)).collect()
    };
    let (inside, outside) = (credited(true), credited(false));
    let new = inside.difference(&outside).count();
    let burst = search.chance.burst_millibits(new, outside.len(), length, rest);
    (new, burst + log2_ratio_millibits(length, length + rest))
}

fn draft(search: &Search<'_>, pocket: u32, life: &[Event], scheme: (usize, usize)) -> Draft {
    let mut walk = Walk::default();
    let mut events: Vec<Event> =
        life[scheme.0..=scheme.1].iter().filter(|event| walk.takes(search, event)).copied().collect();
    // What came in after the last outflow that counts was not drawn.
    while events.last().is_some_and(|event| event.inflow) {
        events.pop();
    }
    let flow = Flow::new(search, pocket, &events);
    let (new_places, burst) = burst_millibits(search, life, &events);
    let places = |inflow: bool| {
        let of_side = events.iter().filter(|event| event.inflow == inflow);
        Locality::at_least(of_side.filter_map(|event| place(search.ledger, event)))
    };
    let mut why = flow.why(search, pocket, &events);
    why.push(("new_places", count(new_places)));
    why.push(("places_drawn", count(places(false))));
    why.push(("places_paid_in", count(places(true))));
    if let (Some(first), Some(last)) = (events.first(), events.last()) {
        why.push(("span_seconds", Reason::Number((last.at_micros - first.at_micros) / 1_000_000)));
    }
    let own = search.index.pockets[pocket as usize];
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: burst + hastened_millibits(search, pocket, &events) - search.habits.accounts_millibits(),
        accounts: flow.accounts(own.account, "hub"),
        positions: events.iter().map(|event| event.position).collect(),
        amount_minor: flow.went_minor,
        currency: own.currency,
        why,
    }
}
