//! `gather-scatter`: many pay one account, which soon pays it on.
//!
//! **Definition.** For a hub h, an inflow i and an outflow j of h with at(j) − at(i) ≤ window, walk h's events from i
//! to j in ledger order. Inflows add to what came. An outflow *counts* when the distinct payers so far are at least
//! `payers` and what went, with it, is not more than what came: it is paid out of what was gathered, and not out of
//! what the account had. The window (i, j) has the shape when j counts, the distinct destinations of what counts are
//! at least `payees`, and (came − went) / came ≤ `retained`. Two shapes:
//!
//! | shape | payers | payees | retained |
//! |---|---|---|---|
//! | gather-scatter (M5) | ≥ 3 | ≥ 3 accounts | ≤ 150 ‰ |
//! | collector | ≥ 4 | ≥ 1, the outside world being one | ≤ 200 ‰ |
//!
//! From each inflow the longest window is taken; windows of one hub that overlap are one scheme, which is walked once
//! more as a whole, from its first inflow to its last outflow, so that each sum is counted once (what is retained of
//! the whole may then be more than in its windows). Money from the outside world counts as an amount, not as a payer.
//!
//! **Example.** Ten persons pay one account within five days of their wage; within two days more it sends
//! remittances to three customers in one town, draws cash and pays a car dealer, and is empty again.
//!
//! **Innocent life like it.** A shop (many payers, each with a small part of what he spends; suppliers whom many pay);
//! a payroll (few payers, many payees); a landlord and his mortgage; a family that pools its wages (few payers, who
//! are also paid by the account; payees that live off many); a club or a colleague who collects for a gift. So the
//! score is a product of: how much of all that the payers spend goes here, how much of all that the payees get comes
//! from here, how many payers and how evenly, how little they get back, how little stays, how soon it leaves, and
//! how far the account is from the circle of a business.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`SHAPES`]; M1's 80 % gives the collector's 200 ‰. M1's 48 hours are not asked
//! for, as sums gathered over days leave over days: the median stay is in `why` and in the score.
//!
//! **Cost.** For each account with at least three payers, the events of the window from each of its inflows; accounts
//! that are too large for that are searched from fewer inflows, and counted.

pub(super) mod strangers;

use filature_model::{Cut, OUTSIDE, Reason};
use rayon::prelude::*;

use super::{EVENTS_EACH_ACCOUNT, Flow, Search, days, thinned};
use crate::distinct::Distinct;
use crate::draft::{Draft, count};
use crate::flow::{Event, anchors, events, within};
use crate::habits::product;

/// The name.
pub(crate) const KIND: &str = "gather-scatter";
const SOURCE: &str = "the pattern that IBM AMLSim names gather-scatter, and the funnel account of FinCEN 2014; \
    thresholds are design defaults, calibrated on nothing real";

pub(crate) const WINDOW_MICROS: i64 = days(9);

/// What a window must have.
struct Shape {
    payers: usize,
    payees: usize,
    /// Whether the outside world is a destination.
    outside: bool,
    retained_permille: i128,
}

const SHAPES: [Shape; 2] = [
    Shape { payers: 3, payees: 3, outside: false, retained_permille: 150 },
    Shape { payers: 4, payees: 1, outside: true, retained_permille: 200 },
];

/// A stretch of a hub's events that has a shape.
struct Stretch {
    first: usize,
    last: usize,
    /// The payers after which its outflows count.
    payers: usize,
    windows: usize,
}

/// Searches for gather-scatters.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let found: Vec<(Vec<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .filter(|&pocket| !search.index.pooled[pocket as usize] && search.habits.payers(pocket) >= 3)
        .filter(|&pocket| !search.index.paid_by(pocket).is_empty())
        .map(|pocket| of_hub(search, pocket, window_micros))
        .filter(|(drafts, every)| *every > 1 || !drafts.is_empty())
        .collect();
    let everies: Vec<usize> = found.iter().map(|(_, every)| *every).collect();
    (found.into_iter().flat_map(|(drafts, _)| drafts).collect(), thinned(KIND, &everies).into_iter().collect())
}

fn of_hub(search: &Search<'_>, pocket: u32, window_micros: i64) -> (Vec<Draft>, usize) {
    let life = events(search.index, pocket);
    let starts = anchors(&life, window_micros, EVENTS_EACH_ACCOUNT);
    let mut stretches: Vec<Stretch> = Vec::new();
    for &first in &starts.at {
        let window = within(&life, first, window_micros);
        for shape in &SHAPES {
            if let Some(length) = longest(window, shape) {
                stretches.push(Stretch { first, last: first + length, payers: shape.payers, windows: 1 });
            }
        }
    }
    let schemes = overlapping(stretches);
    let findings = schemes.iter().map(|scheme| finding(search, pocket, &life, scheme, schemes.len())).collect();
    (findings, starts.every)
}

/// Walks events and says of each whether it takes part: every inflow, and the outflows that count.
struct Walk {
    least_payers: usize,
    payers: Distinct,
    came_minor: i128,
    went_minor: i128,
}

impl Walk {
    fn new(least_payers: usize) -> Self {
        Self { least_payers, payers: Distinct::default(), came_minor: 0, went_minor: 0 }
    }

    fn takes(&mut self, event: &Event) -> bool {
        let amount = i128::from(event.amount_minor);
        if event.inflow {
            self.came_minor += amount;
            if event.other != OUTSIDE {
                self.payers.insert(event.other);
            }
            return true;
        }
        let counts = self.payers.len() >= self.least_payers && self.went_minor + amount <= self.came_minor;
        if counts {
            self.went_minor += amount;
        }
        counts
    }
}

/// The index of the last outflow with which the window has the shape.
fn longest(window: &[Event], shape: &Shape) -> Option<usize> {
    let mut walk = Walk::new(shape.payers);
    let mut payees = Distinct::default();
    let mut last = None;
    for (at, event) in window.iter().enumerate() {
        if !walk.takes(event) || event.inflow {
            continue;
        }
        if shape.outside || event.other != OUTSIDE {
            payees.insert(event.other);
        }
        let retained = (walk.came_minor - walk.went_minor) * 1_000;
        if payees.len() >= shape.payees && retained <= walk.came_minor * shape.retained_permille {
            last = Some(at);
        }
    }
    last
}

/// Makes one of stretches that overlap; they come in the order of their starts.
fn overlapping(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut schemes: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match schemes.last_mut() {
            Some(scheme) if stretch.first <= scheme.last => {
                scheme.last = scheme.last.max(stretch.last);
                scheme.payers = scheme.payers.min(stretch.payers);
                scheme.windows += 1;
            }
            _ => schemes.push(stretch),
        }
    }
    schemes
}

fn finding(search: &Search<'_>, pocket: u32, life: &[Event], scheme: &Stretch, schemes: usize) -> Draft {
    let mut walk = Walk::new(scheme.payers);
    let mut events: Vec<Event> =
        life[scheme.first..=scheme.last].iter().filter(|event| walk.takes(event)).copied().collect();
    // What came in after the last outflow that counts was not paid on.
    while events.last().is_some_and(|event| event.inflow) {
        events.pop();
    }
    let flow = Flow::new(search, pocket, &events);
    let payers = i64::try_from(flow.payers.len()).unwrap_or(i64::MAX).min(10);
    let mut why = flow.why(search, pocket, &events);
    why.push(("schemes_of_hub", count(schemes)));
    why.push(("windows", count(scheme.windows)));
    why.push(("largest_payer_permille", Reason::Number(1_000 - flow.spread_permille)));
    let pocket_of = search.index.pockets[pocket as usize];
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: 40
            * product(&[
                flow.payer_share_permille,
                flow.payee_share_permille,
                500 + 50 * payers,
                flow.spread_permille,
                1_000 - flow.paid_back_permille,
                1_000 - flow.retained_permille(),
                flow.haste_permille(),
                flow.narrowness_permille,
            ])
            - search.habits.accounts_millibits(),
        accounts: flow.accounts(pocket_of.account, "hub"),
        positions: events.iter().map(|event| event.position).collect(),
        amount_minor: flow.went_minor,
        currency: pocket_of.currency,
        why,
    }
}
