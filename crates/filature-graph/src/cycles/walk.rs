//! The search for cycles from one transaction as the earliest.
//!
//! Depth first: every payment of the account where the walk stands that follows and is not later than the last
//! payment home in time. Most searches end after a few steps. One that does not is made in rounds, each with a
//! [`FACTOR`] times greater allowance of steps: forwards; and when that is used up, backwards from home (the latest departure
//! first, so that each payment is looked at once), and then forwards along those payments alone from which home can
//! still be reached in time. Whichever direction is the smaller pays, times a constant.
//!
//! Backwards the search does not look behind an account with many payments in the window, nor behind the second
//! account of the cycle: as a cycle goes through each account once, what was found is all there is for a walk that
//! has been through all of those.

use std::collections::{BinaryHeap, HashMap, HashSet};

use super::Cycles;
use crate::adjacency::{Adjacency, Going, NOWHERE};

/// The first allowance of steps.
const AT_FIRST: usize = 64;
/// How much greater each next one is.
const FACTOR: usize = 64;
/// Payments to one account in the window behind which the search backwards does not look, at least.
const MANY_COMINGS: usize = 256;

/// What a cycle is, and how far a search goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The most between the first and the last hop.
    pub window_micros: i64,
    /// Whether only strictly later payments follow.
    pub strict: bool,
    /// The most hops.
    pub most_hops: usize,
    /// Whether pooled accounts may be members.
    pub through_pooled: bool,
    /// The greatest allowance of steps in one direction; after it the search stops.
    pub most_steps: usize,
}

/// A search, with what it keeps from start to start so as not to allocate it anew.
pub(crate) struct Walk<'a> {
    index: &'a Adjacency,
    /// For each transaction where its window ends.
    ends: &'a [u32],
    bounds: Bounds,
    /// What was found from the last start.
    pub found: Cycles,
    on_path: Vec<bool>,
    hops: Vec<u32>,
    pockets: Vec<u32>,
}

/// Where a search begins and ends.
#[derive(Clone, Copy)]
struct Errand {
    start: u32,
    home: u32,
    second: u32,
    /// The last payment home in time.
    last: u32,
}

/// What can still reach home in time.
struct Reach {
    /// For each pocket, the payments from which home can be reached, in order.
    useful: HashMap<u32, Vec<Going>>,
    /// The pockets behind which nobody looked.
    unexplored: Vec<u32>,
}

impl<'a> Walk<'a> {
    /// `ends` is where the window of each transaction ends ([`Adjacency::window_ends`]).
    pub fn new(index: &'a Adjacency, ends: &'a [u32], bounds: Bounds) -> Self {
        let on_path = vec![false; index.pockets.len()];
        Self { index, ends, bounds, found: Cycles::default(), on_path, hops: Vec::new(), pockets: Vec::new() }
    }

    /// The ledger's index.
    pub fn index(&self) -> &'a Adjacency {
        self.index
    }

    /// Finds all cycles whose earliest transaction is `start`; false when the limit stopped it, with what was found
    /// until then.
    pub fn search_from(&mut self, start: u32) -> bool {
        self.search_from_with(start, AT_FIRST, MANY_COMINGS)
    }

    fn search_from_with(&mut self, start: u32, at_first: usize, many_comings: usize) -> bool {
        self.found.clear();
        let Some(errand) = self.errand(start) else { return true };
        let mut allowance = at_first.min(self.bounds.most_steps);
        loop {
            if self.walk(errand, None, allowance) {
                return true;
            }
            let last_round = allowance >= self.bounds.most_steps;
            if (last_round || allowance > at_first)
                && let Some(reach) = self.backwards(errand, allowance, many_comings.max(allowance / FACTOR))
                && self.walk(errand, Some(&reach), allowance)
            {
                return true;
            }
            if last_round {
                return false;
            }
            allowance = allowance.saturating_mul(FACTOR).min(self.bounds.most_steps);
        }
    }

    /// None where no cycle can begin.
    fn errand(&self, start: u32) -> Option<Errand> {
        let index = self.index;
        let (home, second) = (index.payer[start as usize], index.payee[start as usize]);
        if home == NOWHERE || second == NOWHERE {
            return None;
        }
        if !index.one_currency(home, second) || !self.may_pool(home) || !self.may_pool(second) {
            return None;
        }
        let comings = index.paid_to(home);
        let in_time = comings.partition_point(|&position| position < self.ends[start as usize]);
        let last = *comings[..in_time].last()?;
        (self.follows(start, last) && self.bounds.most_hops >= 2).then_some(Errand { start, home, second, last })
    }

    fn may_pool(&self, pocket: u32) -> bool {
        self.bounds.through_pooled || !self.index.pooled[pocket as usize]
    }

    fn follows(&self, before: u32, next: u32) -> bool {
        let at = |position: u32| self.index.at_micros[position as usize];
        before < next && (!self.bounds.strict || at(before) < at(next))
    }

    /// Follows every payment that may come next; false when the allowance is used up.
    fn walk(&mut self, errand: Errand, reach: Option<&Reach>, allowance: usize) -> bool {
        self.found.clear();
        self.hops.push(errand.start);
        self.pockets.extend([errand.home, errand.second]);
        self.on_path[errand.home as usize] = true;
        self.on_path[errand.second as usize] = true;
        let finished = self.extend(errand, reach, allowance);
        for pocket in self.pockets.drain(..) {
            self.on_path[pocket as usize] = false;
        }
        self.hops.clear();
        finished
    }

    /// A list instead of recursion: a cycle may be longer than a thread's stack is deep.
    fn extend<'r>(&mut self, errand: Errand, reach: Option<&'r Reach>, allowance: usize) -> bool
    where
        'a: 'r,
    {
        let mut steps_left = allowance;
        let mut open: Vec<&'r [Going]> = vec![self.goings(errand.second, errand.start, reach)];
        while let Some(goings) = open.last_mut() {
            let Some((&next, rest)) = goings.split_first().filter(|(next, _)| next.position <= errand.last) else {
                open.pop();
                if !open.is_empty() {
                    self.hops.pop();
                    self.pockets.pop().into_iter().for_each(|pocket| self.on_path[pocket as usize] = false);
                }
                continue;
            };
            *goings = rest;
            if steps_left == 0 {
                return false;
            }
            steps_left -= 1;
            let Going { position: next, payee, .. } = next;
            if payee == errand.home {
                self.found.push(&self.hops, next);
            } else if self.may_visit(errand.home, payee) {
                self.hops.push(next);
                self.pockets.push(payee);
                self.on_path[payee as usize] = true;
                open.push(self.goings(payee, next, reach));
            }
        }
        true
    }

    /// The payments of a pocket that may be of use after one to it.
    fn goings<'r>(&self, pocket: u32, after: u32, reach: Option<&'r Reach>) -> &'r [Going]
    where
        'a: 'r,
    {
        let known = |reach: &&Reach| reach.unexplored.iter().all(|&pocket| self.on_path[pocket as usize]);
        let all = match reach.filter(known) {
            Some(reach) => reach.useful.get(&pocket).map_or(&[][..], Vec::as_slice),
            None => self.index.goings(pocket),
        };
        &all[all.partition_point(|going| !self.follows(after, going.position))..]
    }

    fn may_visit(&self, home: u32, pocket: u32) -> bool {
        self.hops.len() + 1 < self.bounds.most_hops
            && pocket != NOWHERE
            && !self.on_path[pocket as usize]
            && self.may_pool(pocket)
            && self.index.one_currency(pocket, home)
    }

    /// The payments after the start from which home can be reached in time. None when that takes more than the allowance.
    fn backwards(&self, errand: Errand, allowance: usize, many_comings: usize) -> Option<Reach> {
        let mut settled: HashSet<u32> = HashSet::new();
        let mut reach = Reach { useful: HashMap::new(), unexplored: Vec::new() };
        let mut waiting = BinaryHeap::from([(errand.last, errand.home)]);
        let mut steps = 0;
        while let Some((departure, pocket)) = waiting.pop() {
            if !settled.insert(pocket) {
                continue;
            }
            let comings = self.index.paid_to(pocket);
            let from = comings.partition_point(|&position| !self.follows(errand.start, position));
            let in_time = |&position: &u32| match pocket == errand.home {
                true => position <= departure,
                false => self.follows(position, departure),
            };
            let to = comings.partition_point(in_time).max(from);
            let many = pocket != errand.home && to - from > many_comings;
            if pocket == errand.second || many {
                reach.unexplored.push(pocket);
                continue;
            }
            steps += to - from;
            if steps > allowance {
                return None;
            }
            for &position in &comings[from..to] {
                let payer = self.index.payer[position as usize];
                if payer != NOWHERE && payer != errand.home && self.may_pool(payer) {
                    let left_minor = self.index.left_minor[position as usize];
                    reach.useful.entry(payer).or_default().push(Going { position, payee: pocket, left_minor });
                    waiting.push((position, payer));
                }
            }
        }
        reach.useful.values_mut().for_each(|goings| goings.sort_unstable_by_key(|going| going.position));
        Some(reach)
    }
}

#[cfg(test)]
mod tests;
