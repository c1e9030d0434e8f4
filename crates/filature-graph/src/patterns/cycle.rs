//! `cycle`: money that comes back to where it started.
//!
//! **Definition.** Transactions p1, …, pk with 2 ≤ k ≤ 12, in ledger order, where the payee of each is the payer of
//! the next and the payee of pk is the payer of p1; no account twice; one currency; at(pk) − at(p1) ≤ window; and
//! 500 ‰ ≤ amount(p(i+1)) / amount(pi) ≤ 1250 ‰ for each hop, so that it could be the same money. Payments side by
//! side are kept apart. Cycles through the same accounts in the same turn whose stretches of the ledger touch are
//! reported once, as the tightest: the least (largest − smallest) / largest amount, then the earliest.
//!
//! **Example.** A pays B 100.00 on Monday, B pays C 95.00 on Tuesday, C pays A 90.00 on Wednesday.
//!
//! **Innocent life like it.** A refund, or friends who lend and give back (two hops: weighed lowest); a rotating
//! savings circle; a firm and its suppliers that buy from each other.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`MOST_HOPS`], [`LEAST_PERMILLE`], [`MOST_PERMILLE`], [`LIMITS`]. All are
//! design defaults: above 1000 ‰ because an account adds money of its own, down to 500 ‰ because a part may stay.
//! Cycles that change currency are not searched.
//!
//! **Cost.** One search from each transaction as the earliest of its cycle: depth first with the amounts as the first
//! sieve; when that takes more than `at_first` steps of [`LIMITS`], the payments from which the start can still be reached in
//! time are found backwards (latest departure first) and only those are followed. Backwards the search does not look
//! behind an account with more than `many_comings` payments in the window; once the cycle has been through those, as
//! it goes through each account once, what was found is all there is. At a fixed number of payments an
//! account and window the work grows with the ledger; `each_start` bounds what one start may take, and the
//! starts that it stopped are counted.

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::ops::Range;

use filature_model::{Cut, Finding, Reason};
use rayon::prelude::*;

use super::{Search, days, whole};
use crate::adjacency::{Adjacency, NOWHERE};
use crate::draft::{Draft, amount, count};
use crate::habits::{permille, product};

/// The name.
pub(crate) const KIND: &str = "cycle";
const SOURCE: &str = "temporal cycle (the name is IBM AMLSim's); hops, window and amount limits are design defaults, calibrated on nothing real";

const WINDOW_MICROS: i64 = days(4);
const MOST_HOPS: usize = 12;
const LEAST_PERMILLE: i128 = 500;
const MOST_PERMILLE: i128 = 1_250;
/// How far a search goes.
#[derive(Clone, Copy)]
struct Limits {
    /// Steps before the search looks backwards first.
    at_first: usize,
    /// Steps after which it stops.
    each_start: usize,
    /// Payments to one account in the window behind which it does not look.
    many_comings: usize,
}

const LIMITS: Limits = Limits { at_first: 64, each_start: 4_000, many_comings: 256 };

/// The cycles through one sequence of accounts, from one start or from several that touch.
#[derive(Debug, PartialEq, Eq)]
struct Round {
    /// The pockets in turn, the first in order leading.
    turn: Vec<u32>,
    /// The first position of all the cycles.
    first: u32,
    /// The last position of all the cycles.
    last: u32,
    /// How many cycles there are.
    cycles: usize,
    /// How unequal the amounts of the best are.
    unequal_permille: i64,
    /// The best.
    hops: Vec<u32>,
}

impl Round {
    /// Takes in cycles of the same turn, and keeps the better of the best.
    fn join(&mut self, other: Self) {
        self.last = self.last.max(other.last);
        self.cycles = self.cycles.saturating_add(other.cycles);
        if (other.unequal_permille, &other.hops) < (self.unequal_permille, &self.hops) {
            (self.unequal_permille, self.hops) = (other.unequal_permille, other.hops);
        }
    }
}

/// What can still reach home in time.
struct Reach {
    /// For each pocket, the payments from which home can be reached, in order.
    useful: HashMap<u32, Vec<u32>>,
    /// The pockets behind which nobody looked.
    unexplored: Vec<u32>,
}

/// The search from one transaction as the earliest.
struct Walk<'a> {
    index: &'a Adjacency,
    home: u32,
    /// The position before which the cycle must have closed.
    end: u32,
    steps_left: usize,
    /// What can still reach home in time; none while everything is tried.
    reach: Option<&'a Reach>,
    hops: Vec<u32>,
    pockets: Vec<u32>,
    found: BTreeMap<Vec<u32>, Round>,
}

/// Searches for cycles.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Finding>, Vec<Cut>) {
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let starts = 0..u32::try_from(search.index.at_micros.len()).unwrap_or(u32::MAX);
    let found: Vec<(Vec<Round>, bool)> = starts
        .into_par_iter()
        .map(|start| from_start(search.index, start, window_micros, LIMITS))
        .filter(|(rounds, stopped)| *stopped || !rounds.is_empty())
        .collect();
    let stopped = found.iter().filter(|(_, stopped)| *stopped).count();
    let cut = (stopped > 0).then(|| Cut::SearchesStopped {
        pattern: KIND.to_owned(),
        searches: whole(stopped),
        steps: whole(LIMITS.each_start),
    });
    let rounds = join_touching(found.into_iter().flat_map(|(rounds, _)| rounds).collect());
    (rounds.into_par_iter().map(|round| finding(search, round)).collect(), cut.into_iter().collect())
}

/// All cycles whose earliest transaction is `start`, and whether the limit stopped the search.
fn from_start(index: &Adjacency, start: u32, window_micros: i64, limits: Limits) -> (Vec<Round>, bool) {
    let (home, second) = (index.payer[start as usize], index.payee[start as usize]);
    let nothing = (Vec::new(), false);
    if home == NOWHERE || second == NOWHERE || index.currency(home) != index.currency(second) {
        return nothing;
    }
    if index.pooled[home as usize] || index.pooled[second as usize] {
        return nothing;
    }
    // Nothing after the last payment home can be of use.
    let latest = index.at_micros[start as usize].saturating_add(window_micros);
    let home_comings = index.paid_to(home);
    let in_time = home_comings.partition_point(|&position| index.at_micros[position as usize] <= latest);
    let Some(&last) = home_comings[..in_time].last().filter(|&&last| last > start) else { return nothing };
    let mut walk = Walk {
        index,
        home,
        end: last + 1,
        steps_left: limits.at_first,
        reach: None,
        hops: vec![start],
        pockets: vec![home, second],
        found: BTreeMap::new(),
    };
    if walk.extend() {
        return (walk.found.into_values().collect(), false);
    }
    let reach = backwards(index, (home, second), start..last + 1, limits);
    walk.reach = reach.as_ref();
    walk.steps_left = limits.each_start;
    walk.found.clear();
    let finished = walk.extend();
    (walk.found.into_values().collect(), !finished)
}

/// The payments of the stretch after its start from which home can be reached before its end: from each pocket the latest departure
/// is settled first, so each payment is looked at once. None when that is more than the limit.
fn backwards(index: &Adjacency, (home, second): (u32, u32), stretch: Range<u32>, limits: Limits) -> Option<Reach> {
    let mut settled: HashSet<u32> = HashSet::new();
    let mut reach = Reach { useful: HashMap::new(), unexplored: Vec::new() };
    let mut waiting = BinaryHeap::from([(stretch.end, home)]);
    let mut steps = 0;
    while let Some((before, pocket)) = waiting.pop() {
        if !settled.insert(pocket) {
            continue;
        }
        let comings = index.paid_to(pocket);
        let from = comings.partition_point(|&position| position <= stretch.start);
        let to = comings.partition_point(|&position| position < before).max(from);
        // The cycle has been through the second account already when it gets to any other.
        if pocket == second || pocket != home && to - from > limits.many_comings {
            reach.unexplored.push(pocket);
            continue;
        }
        steps += to - from;
        if steps > limits.each_start {
            return None;
        }
        for &position in &comings[from..to] {
            let payer = index.payer[position as usize];
            if payer != NOWHERE && payer != home && !index.pooled[payer as usize] {
                reach.useful.entry(payer).or_default().push(position);
                waiting.push((position, payer));
            }
        }
    }
    reach.useful.values_mut().for_each(|positions| positions.sort_unstable());
    Some(reach)
}

impl<'a> Walk<'a> {
    /// Follows every payment that may come next; false when the limit stopped it, with the walk as it was.
    fn extend(&mut self) -> bool {
        let (Some(&current), Some(&pocket)) = (self.hops.last(), self.pockets.last()) else { return true };
        let goings = self.goings(pocket);
        let from = goings.partition_point(|&position| position <= current);
        let end = self.end;
        for &next in goings[from..].iter().take_while(|&&next| next < end) {
            if self.steps_left == 0 {
                return false;
            }
            self.steps_left -= 1;
            let payee = self.index.payee[next as usize];
            if payee == NOWHERE || !plausible(self.index, current, next) {
                continue;
            }
            if payee == self.home {
                self.record(next);
            } else if self.may_visit(payee) {
                self.hops.push(next);
                self.pockets.push(payee);
                let finished = self.extend();
                self.hops.pop();
                self.pockets.pop();
                if !finished {
                    return false;
                }
            }
        }
        true
    }

    /// The payments of a pocket that may be of use.
    fn goings(&self, pocket: u32) -> &'a [u32] {
        match self.reach {
            Some(reach) if reach.unexplored.iter().all(|pocket| self.pockets.contains(pocket)) => {
                reach.useful.get(&pocket).map_or(&[], Vec::as_slice)
            }
            _ => self.index.paid_by(pocket),
        }
    }

    fn may_visit(&self, pocket: u32) -> bool {
        self.hops.len() + 1 < MOST_HOPS
            && !self.index.pooled[pocket as usize]
            && self.index.currency(pocket) == self.index.currency(self.home)
            && !self.pockets.contains(&pocket)
    }

    /// Takes down a cycle. Those through the same accounts come in the order of their hops, so the first stays.
    fn record(&mut self, last: u32) {
        self.hops.push(last);
        let unequal_permille = unequal_permille(self.index, &self.hops);
        if let Some(known) = self.found.get_mut(&self.pockets) {
            known.last = known.last.max(last);
            known.cycles = known.cycles.saturating_add(1);
            if unequal_permille < known.unequal_permille {
                known.unequal_permille = unequal_permille;
                known.hops.clone_from(&self.hops);
            }
        } else {
            let lead = (0..self.pockets.len()).min_by_key(|&at| self.pockets[at]).unwrap_or(0);
            let mut turn = self.pockets.clone();
            turn.rotate_left(lead);
            let round = Round { turn, first: self.hops[0], last, cycles: 1, unequal_permille, hops: self.hops.clone() };
            self.found.insert(self.pockets.clone(), round);
        }
        self.hops.pop();
    }
}

/// Whether the amount of the next hop could be that of the one before it.
fn plausible(index: &Adjacency, before: u32, next: u32) -> bool {
    let before = i128::from(index.arrived_minor[before as usize]);
    let next = i128::from(index.left_minor[next as usize]) * 1_000;
    before * LEAST_PERMILLE <= next && next <= before * MOST_PERMILLE
}

fn least_and_most(index: &Adjacency, hops: &[u32]) -> (i64, i64) {
    let amounts = || hops.iter().map(|&hop| index.left_minor[hop as usize]);
    (amounts().min().unwrap_or(0), amounts().max().unwrap_or(0))
}

fn unequal_permille(index: &Adjacency, hops: &[u32]) -> i64 {
    let (least, most) = least_and_most(index, hops);
    permille(i128::from(most - least), i128::from(most))
}

/// Joins the rounds of one turn whose stretches of the ledger touch.
fn join_touching(mut rounds: Vec<Round>) -> Vec<Round> {
    rounds.par_sort_by(|one, other| (&one.turn, one.first).cmp(&(&other.turn, other.first)));
    let mut joined: Vec<Round> = Vec::new();
    for round in rounds {
        match joined.last_mut() {
            Some(known) if known.turn == round.turn && round.first <= known.last => known.join(round),
            _ => joined.push(round),
        }
    }
    joined
}

fn finding(search: &Search<'_>, round: Round) -> Finding {
    let index = search.index;
    let (least, most) = least_and_most(index, &round.hops);
    let (first, last) = (round.hops[0] as usize, round.hops[round.hops.len() - 1] as usize);
    // The more hands, the less likely by chance; two are mostly a refund.
    let by_hops = match round.hops.len() {
        2 => 100,
        3 => 400,
        4 => 600,
        5 => 750,
        _ => 850,
    };
    let narrowness = round.turn.iter().map(|&pocket| search.habits.narrowness_permille(pocket)).min().unwrap_or(0);
    let currency = search.ledger.currency[first];
    let seconds = (index.at_micros[last] - index.at_micros[first]) / 1_000_000;
    let returned = permille(i128::from(index.left_minor[last]), i128::from(index.left_minor[first]));
    Draft {
        kind: KIND,
        source: SOURCE,
        score: product(&[by_hops, 1_000 - round.unequal_permille / 2, narrowness]),
        accounts: round.turn.iter().map(|&pocket| (index.account(pocket), "member")).collect(),
        amount_minor: i128::from(least),
        currency,
        why: vec![
            ("cycles_alike", count(round.cycles)),
            ("hops", count(round.hops.len())),
            ("largest_amount", amount(i128::from(most), currency)),
            ("returned_permille", Reason::Number(returned)),
            ("span_seconds", Reason::Number(seconds)),
            ("unequal_permille", Reason::Number(round.unequal_permille)),
        ],
        positions: round.hops,
    }
    .finish(search.ledger)
}

#[cfg(test)]
mod tests;
