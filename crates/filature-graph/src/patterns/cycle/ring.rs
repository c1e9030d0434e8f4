//! Rings out of order: payments that go round within the window, yet not all in time order.
//!
//! **Definition.** Transactions of one currency, the payee of each the payer of the next and the payee of the last the
//! payer of the first; [`LEAST_HOPS`] to 12 hops; no account twice, none pooled; all within the window; each amount,
//! the first after the last too, between [`LEAST_PERMILLE`] and [`MOST_PERMILLE`] of the one before; counted from the
//! earliest, at least one hop and at most [`MOST_OUT_OF_ORDER`] stand before the hop that leads to them. Rings of
//! the same turn that touch are one, and one of which a cycle in time order of the same turn touches is none. As nothing
//! ties such hops but shape and amounts, only what fewer than one in a hundred ledgers like this one would show by chance is
//! reported ([`LEAST_MILLIBITS`]): next to nothing of a small ledger.
//!
//! **Example.** A pays B on Monday; B has paid C the same on Sunday, as it knew what would come, and C pays D on
//! Tuesday, D pays E, E pays A on Wednesday.
//!
//! **Cost.** Depth first from each transaction as the earliest, with the amounts as the sieve.

use super::{MOST_HOPS, Round};
use crate::adjacency::{Adjacency, Going, NOWHERE};
use crate::cycles::walk::Bounds;
use crate::draft::Draft;

/// In fewer hops chance goes round too often.
const LEAST_HOPS: usize = 5;
const LEAST_PERMILLE: i128 = 500;
const MOST_PERMILLE: i128 = 2_000;
const MOST_OUT_OF_ORDER: usize = 4;
/// log2 of a hundred.
const LEAST_MILLIBITS: i64 = 6_644;

/// Whether a ring is worth a report.
pub(super) fn is_rare(draft: &Draft) -> bool {
    draft.surprise_millibits >= LEAST_MILLIBITS
}

/// The search from one transaction as the earliest.
pub(super) struct Walk<'a> {
    index: &'a Adjacency,
    /// For each transaction where its window ends.
    ends: &'a [u32],
    bounds: Bounds,
    /// The position after the last in the window.
    end: u32,
    steps_left: usize,
    hops: Vec<u32>,
    pockets: Vec<u32>,
    found: Vec<Round>,
}

impl<'a> Walk<'a> {
    pub fn new(index: &'a Adjacency, ends: &'a [u32], bounds: Bounds) -> Self {
        Self { index, ends, bounds, end: 0, steps_left: 0, hops: Vec::new(), pockets: Vec::new(), found: Vec::new() }
    }

    /// The rings whose earliest transaction is `start`, and whether the search came to its end.
    pub fn search_from(&mut self, start: u32) -> (Vec<Round>, bool) {
        let (home, second) = (self.index.payer[start as usize], self.index.payee[start as usize]);
        if home == NOWHERE || second == NOWHERE || self.index.pooled[home as usize] || !self.may_be(home, second) {
            return (Vec::new(), true);
        }
        self.end = self.ends[start as usize];
        // Every account of a ring is paid and pays in the window after its earliest, but for home and the second.
        let last_in = |row: &[u32]| {
            row[..row.partition_point(|&position| position < self.end)].last().is_some_and(|&last| last > start)
        };
        if !last_in(self.index.paid_to(home)) || !last_in(self.index.paid_by(second)) {
            return (Vec::new(), true);
        }
        self.steps_left = self.bounds.most_steps;
        self.hops.push(start);
        self.pockets.extend([home, second]);
        let finished = self.extend(0);
        self.hops.clear();
        self.pockets.clear();
        (super::join_touching(std::mem::take(&mut self.found)), finished)
    }

    /// Whether an account may be in a ring with one that is not pooled.
    fn may_be(&self, home: u32, pocket: u32) -> bool {
        self.index.goes_with(pocket, home)
    }

    /// Follows every payment that may come next; false when the limit stopped it, with the walk as it was.
    fn extend(&mut self, out_of_order: usize) -> bool {
        let (current, pocket) = (self.hops[self.hops.len() - 1], self.pockets[self.pockets.len() - 1]);
        let (index, end) = (self.index, self.end);
        let goings = index.goings(pocket);
        let from = goings.partition_point(|going| going.position <= self.hops[0]);
        let came_minor = index.arrived_minor[current as usize];
        for &Going { position: next, payee, left_minor } in
            goings[from..].iter().take_while(|going| going.position < end)
        {
            if self.steps_left == 0 {
                return false;
            }
            self.steps_left -= 1;
            let out_of_order = out_of_order + usize::from(next < current);
            if payee == NOWHERE || out_of_order > MOST_OUT_OF_ORDER || !alike(came_minor, left_minor) {
                continue;
            }
            if payee == self.pockets[0] {
                self.record(next, out_of_order);
            } else if self.hops.len() + 1 < MOST_HOPS
                && self.may_be(self.pockets[0], payee)
                && !self.pockets.contains(&payee)
            {
                self.hops.push(next);
                self.pockets.push(payee);
                let finished = self.extend(out_of_order);
                self.hops.pop();
                self.pockets.pop();
                if !finished {
                    return false;
                }
            }
        }
        true
    }

    fn record(&mut self, last: u32, out_of_order: usize) {
        let index = self.index;
        let (came_minor, left_minor) = (index.arrived_minor[last as usize], index.left_minor[self.hops[0] as usize]);
        if self.hops.len() + 1 >= LEAST_HOPS && out_of_order > 0 && alike(came_minor, left_minor) {
            self.hops.push(last);
            self.found.push(Round::new(self.index, &self.hops));
            self.hops.pop();
        }
    }
}

/// Whether the amount of a hop could be that of the one before it.
fn alike(came_minor: i64, left_minor: i64) -> bool {
    let (before, next) = (i128::from(came_minor), i128::from(left_minor) * 1_000);
    before * LEAST_PERMILLE <= next && next <= before * MOST_PERMILLE
}
