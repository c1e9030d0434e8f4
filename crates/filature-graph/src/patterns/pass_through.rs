//! `pass-through`: an account that keeps nothing.
//!
//! **Definition (M2).** For an account a, an inflow i and an outflow j of a with at(j) − at(i) ≤ window, take all
//! events of a from i to j. The window balances when came ≥ a floor, 900 ‰ ≤ went / came ≤ 1020 ‰, an outflow follows
//! directly on an inflow at least 3 times (strictly later, where that is asked for), and there are at least two counterparties (the outside world being one).
//! From each inflow the longest window that balances is taken; it has the pattern when the median time that the money
//! stayed (first in, first out, weighted by amount) is at most 48 hours. One finding an account: all the events of
//! all such windows.
//!
//! **Example.** Takings reach an account three times in a week, and each time all but a few euro leave the same day.
//!
//! **Innocent life like it.** A shop's account that is swept into another each night; a treasurer; a parent who pays on a
//! child's pocket money. Whether the holder knows what the account is used for, no pattern can tell: M2 presumes
//! that he may be used by others.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`LEAST_OUT_PERMILLE`], [`MOST_OUT_PERMILLE`], [`REPETITIONS`],
//! [`DWELL_SECONDS`] (M2 has 24 hours; records by the day need 48), [`FLOOR_UNITS`] whole units of the currency,
//! whichever it is, none for a currency of more than four decimals. All are design defaults.
//!
//! **Ranking.** In each turn, how close is what went to what had come, and how soon did it leave, for an account that pays
//! as often as this one (`turns.rs`): all turns together, less the accounts and windows among which it was found.
//!
//! **Cost.** As for gather-scatter: the events of the window from each inflow, fewer starts for very large accounts.

use filature_model::{Currency, Cut, Reason};
use rayon::prelude::*;

use super::{EVENTS_EACH_ACCOUNT, Flow, Search, days, thinned};
use crate::chance::log2_millibits;
use crate::draft::{Draft, count};
use crate::flow::{Event, anchors, dwell_median_seconds, events, within};
use crate::habits::permille;
use crate::turns::relayed_millibits;

/// The name.
pub(crate) const KIND: &str = "pass-through";
const SOURCE: &str = "relay account as mule typologies describe it (motif M2 of this project); thresholds are design \
    defaults, calibrated on nothing real";

pub(crate) const WINDOW_MICROS: i64 = days(9);
const LEAST_OUT_PERMILLE: i128 = 900;
const MOST_OUT_PERMILLE: i128 = 1_020;
const REPETITIONS: usize = 3;
const DWELL_SECONDS: i64 = 48 * 3_600;
const FLOOR_UNITS: i128 = 100;

/// Searches for accounts that keep nothing.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let found: Vec<(Option<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .filter(|&pocket| !search.index.pooled[pocket as usize])
        .filter(|&pocket| search.index.paid_to(pocket).len() >= REPETITIONS)
        .filter(|&pocket| search.index.paid_by(pocket).len() >= REPETITIONS)
        .map(|pocket| of_account(search, pocket, window_micros))
        .filter(|(finding, every)| *every > 1 || finding.is_some())
        .collect();
    let everies: Vec<usize> = found.iter().map(|(_, every)| *every).collect();
    (found.into_iter().filter_map(|(finding, _)| finding).collect(), thinned(KIND, &everies).into_iter().collect())
}

fn of_account(search: &Search<'_>, pocket: u32, window_micros: i64) -> (Option<Draft>, usize) {
    let life = events(search.index, pocket);
    let starts = anchors(&life, window_micros, EVENTS_EACH_ACCOUNT);
    let floor_minor = search.index.currency(pocket).map_or(0, floor_minor);
    let mut taken: Vec<Event> = Vec::new();
    let (mut upto, mut windows) = (0, 0);
    for &first in &starts.at {
        let window = within(&life, first, window_micros);
        let Some(last) = longest(search, window, floor_minor) else { continue };
        if dwell_median_seconds(&window[..=last]).is_none_or(|seconds| seconds > DWELL_SECONDS) {
            continue;
        }
        windows += 1;
        let from = first.max(upto);
        upto = upto.max(first + last + 1);
        taken.extend(life.get(from..upto).unwrap_or_default());
    }
    ((windows > 0).then(|| finding(search, pocket, &taken, windows)), starts.every)
}

fn floor_minor(currency: Currency) -> i128 {
    let digits = currency.minor_digits();
    if digits > 4 { 0 } else { FLOOR_UNITS * 10_i128.pow(digits) }
}

/// The index of the last outflow with which the window balances.
fn longest(search: &Search<'_>, window: &[Event], floor_minor: i128) -> Option<usize> {
    let (mut came, mut went, mut repetitions, mut last) = (0_i128, 0_i128, 0, None);
    let mut several = false;
    let mut last_in: Option<u32> = None;
    for (at, event) in window.iter().enumerate() {
        several |= event.other != window[0].other;
        if event.inflow {
            came += i128::from(event.amount_minor);
            last_in = Some(event.position);
            continue;
        }
        went += i128::from(event.amount_minor);
        repetitions += usize::from(last_in.take().is_some_and(|before| search.follows(before, event.position)));
        let turns = repetitions >= REPETITIONS && several && came >= floor_minor;
        if turns && came * LEAST_OUT_PERMILLE <= went * 1_000 && went * 1_000 <= came * MOST_OUT_PERMILLE {
            last = Some(at);
        }
    }
    last
}

fn finding(search: &Search<'_>, pocket: u32, events: &[Event], windows: usize) -> Draft {
    let flow = Flow::new(search, pocket, events);
    // A window was chosen among so many starts and ends.
    let windows_millibits =
        log2_millibits(search.index.paid_to(pocket).len()) + log2_millibits(search.index.paid_by(pocket).len());
    let taking_part = permille(flow.came_minor + flow.went_minor, search.habits.turnover_minor(pocket));
    let mut why = flow.why(search, pocket, events);
    why.push(("part_of_turnover_permille", Reason::Number(taking_part)));
    why.push(("windows", count(windows)));
    let pocket_of = search.index.pockets[pocket as usize];
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: relayed_millibits(search, pocket, events)
            - search.habits.accounts_millibits()
            - windows_millibits,
        accounts: flow.accounts(pocket_of.account, "pass-through"),
        positions: events.iter().map(|event| event.position).collect(),
        amount_minor: flow.came_minor.min(flow.went_minor),
        currency: pocket_of.currency,
        why,
    }
}
