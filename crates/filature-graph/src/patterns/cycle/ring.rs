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
use crate::adjacency::{Adjacency, NOWHERE};
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
    bounds: Bounds,
    /// The position after the last in the window.
    end: u32,
    steps_left: usize,
    hops: Vec<u32>,
    pockets: Vec<u32>,
    found: Vec<Round>,
}

impl<'a> Walk<'a> {
    pub fn new(index: &'a Adjacency, bounds: Bounds) -> Self {
        Self { index, bounds, end: 0, steps_left: 0, hops: Vec::new(), pockets: Vec::new(), found: Vec::new() }
    }

    /// The rings whose earliest transaction is `start`, and whether the search came to its end.
    pub fn search_from(&mut self, start: u32) -> (Vec<Round>, bool) {
        let (home, second) = (self.index.payer[start as usize], self.index.payee[start as usize]);
        if home == NOWHERE || second == NOWHERE || !self.may_be(home, home) || !self.may_be(home, second) {
            return (Vec::new(), true);
        }
        let latest = self.index.at_micros[start as usize].saturating_add(self.bounds.window_micros);
        let last_in = |row: &[u32]| {
            let within = row.partition_point(|&position| self.index.at_micros[position as usize] <= latest);
            row[..within].last().copied().filter(|&last| last > start)
        };
        // Every account of a ring is paid and pays in the window after its earliest, but for home and the second.
        if last_in(self.index.paid_to(home)).is_none() || last_in(self.index.paid_by(second)).is_none() {
            return (Vec::new(), true);
        }
        let from = start as usize;
        self.end = start + u32::try_from(self.within(from, latest)).unwrap_or(u32::MAX);
        self.steps_left = self.bounds.most_steps;
        self.hops.push(start);
        self.pockets.extend([home, second]);
        let finished = self.extend(0);
        self.hops.clear();
        self.pockets.clear();
        (super::join_touching(std::mem::take(&mut self.found)), finished)
    }

    fn within(&self, from: usize, latest: i64) -> usize {
        self.index.at_micros[from..].partition_point(|&at| at <= latest)
    }

    fn may_be(&self, home: u32, pocket: u32) -> bool {
        !self.index.pooled[pocket as usize] && self.index.currency(pocket) == self.index.currency(home)
    }

    /// Follows every payment that may come next; false when the limit stopped it, with the walk as it was.
    fn extend(&mut self, out_of_order: usize) -> bool {
        let (current, pocket) = (self.hops[self.hops.len() - 1], self.pockets[self.pockets.len() - 1]);
        let (index, end) = (self.index, self.end);
        let goings = index.paid_by(pocket);
        let from = goings.partition_point(|&position| position <= self.hops[0]);
        for &next in goings[from..].iter().take_while(|&&next| next < end) {
            if self.steps_left == 0 {
                return false;
            }
            self.steps_left -= 1;
            let payee = index.payee[next as usize];
            let out_of_order = out_of_order + usize::from(next < current);
            if payee == NOWHERE || out_of_order > MOST_OUT_OF_ORDER || !alike(index, current, next) {
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
        if self.hops.len() + 1 >= LEAST_HOPS && out_of_order > 0 && alike(self.index, last, self.hops[0]) {
            self.hops.push(last);
            self.found.push(Round::new(self.index, &self.hops));
            self.hops.pop();
        }
    }
}

/// Whether the amount of a hop could be that of the one before it.
fn alike(index: &Adjacency, before: u32, next: u32) -> bool {
    let before = i128::from(index.arrived_minor[before as usize]);
    let next = i128::from(index.left_minor[next as usize]) * 1_000;
    before * LEAST_PERMILLE <= next && next <= before * MOST_PERMILLE
}
