//! `round-trip`: most of what an account paid out comes back to it, and not by one way only.
//!
//! **Definition.** For an account h, a *way* is a cycle in time order that h begins: payments p1, …, pk with 2 ≤ k ≤ 4, p1 by
//! h, the payee of each the payer of the next, pk to h, no account twice and none pooled, each following the one
//! before, at(pk) − at(p1) ≤ window, one currency. Two ways of h that have a payment in common belong together, and so
//! on: such a class of at least two ways, with out the sum of the payments that h makes in it and back the sum of those
//! that reach h, is a round trip when the greatest flow in time order from h through the payments of the class back to h
//! ([`crate::round_flow`]) is at least 800 ‰ of out, and back at most 1250 ‰ of out: who pays a little to one who pays
//! them a lot anyway has nothing returned. Its transactions are all payments of the class. One way alone is a plain `cycle`.
//!
//! **Example.** A pays B 100; B pays C 50 and D 50; C and D pay A 48 each: 960 ‰ are back, by two ways.
//!
//! **Innocent life like it.** A loan repaid in instalments; a deposit returned in parts; brothers and sisters who pay for one
//! another and settle; two firms that buy from each other.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`MOST_HOPS`], [`LEAST_RETURNED_PERMILLE`], [`MOST_BACK_PERMILLE`],
//! [`MOST_STEPS`], [`MOST_WAYS`]. All are design defaults.
//!
//! **Ranking.** As for `cycle`, the way that is least to be expected; to it come further ways through other accounts,
//! and how close what came back is to what was paid. A second round through the same accounts is no second
//! coincidence.
//!
//! **Cost.** For each payment, what its payee paid on and what they paid on, and of those who got it last only who pays
//! h too: at a fixed number of payments an account and window the work grows with the ledger. A start of more than
//! [`MOST_STEPS`] steps, and a home of more than [`MOST_WAYS`] ways, is left there, and counted.

use std::collections::HashMap;

use filature_model::{Currency, Cut, Reason};
use rayon::prelude::*;

use super::cycle::way_millibits;
use super::{Search, days, stopped};
use crate::adjacency::{Going, NOWHERE};
use crate::draft::{Draft, amount, count};
use crate::habits::permille;
use crate::round_flow::round_minor;

/// The name.
pub(crate) const KIND: &str = "round-trip";
const SOURCE: &str = "money that returns to its payer by several ways (round tripping, motif of this project); hops, window and share are \
    design defaults, calibrated on nothing real";

pub(crate) const WINDOW_MICROS: i64 = days(30);
const MOST_HOPS: usize = 4;
const LEAST_RETURNED_PERMILLE: i64 = 800;
const MOST_BACK_PERMILLE: i64 = 1_250;
/// Steps after which the search from one start stops.
const MOST_STEPS: usize = 4_000;
/// Ways after which the search of one home stops.
const MOST_WAYS: usize = 1_024;

/// So many threads keep something for every pocket at a time, at most.
const MOST_SCRATCHES: usize = 64;

/// Searches for round trips.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let ends = search.index.window_ends(search.window_micros.unwrap_or(WINDOW_MICROS));
    let walk = || Walk::new(search, &ends);
    let found: Vec<(Vec<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .with_min_len(search.index.pockets.len() / MOST_SCRATCHES)
        .map_init(walk, |walk, home| {
            walk.of_home(home);
            let classes = classes(&walk.ways);
            (classes.iter().filter_map(|class| draft(search, home, class)).collect(), walk.stopped)
        })
        .filter(|(drafts, stopped): &(Vec<Draft>, usize)| *stopped > 0 || !drafts.is_empty())
        .collect();
    let cut = found.iter().map(|(_, stopped)| stopped).sum();
    (found.into_iter().flat_map(|(drafts, _)| drafts).collect(), stopped(KIND, cut, MOST_STEPS))
}

/// The search for the ways of one home after another.
struct Walk<'a, 'b> {
    search: &'a Search<'b>,
    /// For each transaction where its window ends.
    ends: &'a [u32],
    /// For each pocket the last home that it was found to pay.
    near: Vec<u32>,
    home: u32,
    /// Who pays home, and when, sorted.
    comings: Vec<(u32, u32)>,
    /// The last payment home in time.
    last: u32,
    steps_left: usize,
    hops: Vec<u32>,
    ways: Vec<Vec<u32>>,
    /// Searches that a limit stopped.
    stopped: usize,
}

impl<'a, 'b> Walk<'a, 'b> {
    fn new(search: &'a Search<'b>, ends: &'a [u32]) -> Self {
        Self {
            search,
            ends,
            near: vec![NOWHERE; search.index.pockets.len()],
            home: NOWHERE,
            comings: Vec::new(),
            last: 0,
            steps_left: 0,
            hops: Vec::new(),
            ways: Vec::new(),
            stopped: 0,
        }
    }

    /// Finds the ways of a home, by their first payment, and how many of those were not searched from to the end.
    fn of_home(&mut self, home: u32) {
        let index = self.search.index;
        (self.home, self.stopped) = (home, 0);
        self.ways.clear();
        if index.pooled[home as usize] || index.paid_by(home).is_empty() || index.paid_to(home).is_empty() {
            return;
        }
        self.comings.clear();
        for &position in index.paid_to(home) {
            let payer = index.payer[position as usize];
            if payer != NOWHERE {
                self.near[payer as usize] = home;
                self.comings.push((payer, position));
            }
        }
        self.comings.sort_unstable();
        for &Going { position: start, payee, .. } in index.goings(home) {
            let end = self.ends[start as usize];
            let in_time = index.paid_to(home).partition_point(|&position| position < end);
            let last = index.paid_to(home)[..in_time].last().filter(|&&last| self.search.follows(start, last));
            let (Some(&last), true) = (last, self.may_be(payee)) else { continue };
            (self.last, self.steps_left) = (last, MOST_STEPS);
            self.hops.push(start);
            self.stopped += usize::from(!self.extend());
            self.hops.clear();
        }
    }

    fn may_be(&self, pocket: u32) -> bool {
        let index = self.search.index;
        pocket != NOWHERE
            && index.goes_with(pocket, self.home)
            && self.hops.iter().all(|&hop| index.payer[hop as usize] != pocket)
    }

    /// Follows every payment that may come next; false when a limit stopped it.
    fn extend(&mut self) -> bool {
        let index = self.search.index;
        let current = self.hops[self.hops.len() - 1];
        let pocket = index.payee[current as usize];
        if self.near[pocket as usize] == self.home && !self.close(current, pocket) {
            return false;
        }
        if self.hops.len() + 2 > MOST_HOPS {
            return true;
        }
        let (goings, last) = (index.goings(pocket), self.last);
        let from = goings.partition_point(|going| !self.search.follows(current, going.position));
        for &Going { position: next, payee, .. } in goings[from..].iter().take_while(|going| going.position < last) {
            if self.steps_left == 0 {
                return false;
            }
            self.steps_left -= 1;
            // Of the last account before home it must be known that it pays home.
            let leads_on =
                self.hops.len() + 3 <= MOST_HOPS || payee != NOWHERE && self.near[payee as usize] == self.home;
            if payee == self.home || !leads_on || payee == pocket || !self.may_be(payee) {
                continue;
            }
            self.hops.push(next);
            let finished = self.extend();
            self.hops.truncate(self.hops.len() - 1);
            if !finished {
                return false;
            }
        }
        true
    }

    /// Takes down the ways that close with a payment of this pocket; false when they are too many.
    fn close(&mut self, current: u32, pocket: u32) -> bool {
        let from = self.comings.partition_point(|coming| {
            coming.0 < pocket || coming.0 == pocket && !self.search.follows(current, coming.1)
        });
        for &(_, position) in
            self.comings[from..].iter().take_while(|coming| coming.0 == pocket && coming.1 <= self.last)
        {
            if self.ways.len() >= MOST_WAYS {
                return false;
            }
            self.ways.push(self.hops.iter().copied().chain([position]).collect());
        }
        true
    }
}

/// The classes of ways that have payments in common.
fn classes(ways: &[Vec<u32>]) -> Vec<Vec<&[u32]>> {
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    let mut parent: Vec<usize> = (0..ways.len()).collect();
    let mut first: HashMap<u32, usize> = HashMap::new();
    for (way, hops) in ways.iter().enumerate() {
        for &hop in hops {
            let known = *first.entry(hop).or_insert(way);
            let (one, other) = (root(&mut parent, known), root(&mut parent, way));
            parent[one.max(other)] = one.min(other);
        }
    }
    let mut of_root: Vec<Vec<&[u32]>> = vec![Vec::new(); ways.len()];
    for (way, hops) in ways.iter().enumerate() {
        of_root[root(&mut parent, way)].push(hops);
    }
    of_root.retain(|class| class.len() >= 2);
    of_root
}

fn draft(search: &Search<'_>, home: u32, class: &[&[u32]]) -> Option<Draft> {
    let index = search.index;
    let mut positions: Vec<u32> = class.iter().copied().flatten().copied().collect();
    positions.sort_unstable();
    positions.dedup();
    let outs = || positions.iter().map(|&position| position as usize).filter(|&at| index.payer[at] == home);
    let backs = || positions.iter().map(|&position| position as usize).filter(|&at| index.payee[at] == home);
    let out_minor: i128 = outs().map(|at| i128::from(index.left_minor[at])).sum();
    let back_minor: i128 = backs().map(|at| i128::from(index.arrived_minor[at])).sum();
    // What came back is no less than what can have gone round.
    let back_permille = permille(back_minor, out_minor);
    if !(LEAST_RETURNED_PERMILLE..=MOST_BACK_PERMILLE).contains(&back_permille) {
        return None;
    }
    let flow_minor = round_minor(search, home, &positions);
    let returned_permille = permille(flow_minor, out_minor);
    if returned_permille < LEAST_RETURNED_PERMILLE {
        return None;
    }
    let currency = index.currency(home)?;
    let largest_minor = outs().map(|at| index.left_minor[at]).max().unwrap_or(0);
    let closeness =
        [flow_minor, back_minor].map(|sum| closeness_millibits(search, currency, largest_minor, sum, out_minor));
    let (first, latest) = (positions[0] as usize, positions[positions.len() - 1] as usize);
    let mut members: Vec<u32> = positions.iter().map(|&position| index.payer[position as usize]).collect();
    members.sort_unstable();
    members.dedup();
    let role = |member: u32| if member == home { "source" } else { "member" };
    Some(Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: ways_millibits(search, class) + closeness[0].min(closeness[1])
            - search.habits.accounts_millibits(),
        accounts: members.into_iter().map(|member| (index.account(member), role(member))).collect(),
        amount_minor: flow_minor,
        currency,
        why: vec![
            ("in_amount", amount(back_minor, currency)),
            ("out_amount", amount(out_minor, currency)),
            ("returned_permille", Reason::Number(returned_permille)),
            ("span_seconds", Reason::Number((index.at_micros[latest] - index.at_micros[first]) / 1_000_000)),
            ("ways", count(class.len())),
        ],
        positions,
    })
}

/// How surprising it is that a sum is so close to another, at the size of one payment: the sum of many payments is
/// larger than any of the ledger, and to lie next to none of them would say nothing.
fn closeness_millibits(search: &Search<'_>, currency: Currency, payment_minor: i64, sum: i128, whole: i128) -> i64 {
    let alike_minor = i64::try_from(i128::from(payment_minor) * sum / whole).unwrap_or(i64::MAX);
    search.amounts.closeness_millibits(currency, payment_minor, alike_minor)
}

/// How surprising the ways are together: the most surprising, and each further one that surprises and goes through
/// other accounts than those before it.
fn ways_millibits(search: &Search<'_>, class: &[&[u32]]) -> i64 {
    let mut weighed: Vec<(i64, &[u32])> = class.iter().map(|&way| (-way_millibits(search, way, false), way)).collect();
    weighed.sort_unstable();
    let (mut taken, mut sum) = (Vec::new(), 0);
    for (number, (against, way)) in weighed.into_iter().enumerate() {
        let mut middles = way[1..].iter().map(|&hop| search.index.payer[hop as usize]);
        if number == 0 || against < 0 && middles.clone().all(|middle| !taken.contains(&middle)) {
            sum -= against;
            taken.extend(&mut middles);
        }
    }
    sum
}
