//! The median of a window that moves: of a few amounts by choosing it, of many by a tree of counts.
//!
//! The amounts of a party in one currency are put in order once; a tree of counts over them (Fenwick, *A new data
//! structure for cumulative frequency tables*, 1994) then takes an amount in, takes it out, and finds the middle one, each
//! in as many steps as the number of amounts has binary digits.

use std::ops::Range;

use crate::measures::events::Event;
use crate::measures::figures::median;
use crate::measures::sliding::{Count, Sliding};

/// So many amounts are looked through each time.
const FEW: usize = 64;

/// The middle of the windows of one party and currency after the other.
#[derive(Default)]
pub(super) struct Middle {
    /// The events whose amounts are in `sorted`.
    group: Range<usize>,
    /// Their different amounts.
    sorted: Vec<i64>,
    counts: Sliding<Tree>,
}

impl Middle {
    /// Forgets the events: others stand at their places from now on.
    pub(super) fn reset(&mut self) {
        if !self.group.is_empty() {
            *self = Self::default();
        }
    }

    /// The lower median of a window within a group of events.
    pub(super) fn of(&mut self, events: &[Event], group: &Range<usize>, window: &Range<usize>) -> Option<i64> {
        if window.len() <= FEW {
            return median(events[window.clone()].iter().map(|event| event.minor).collect());
        }
        if self.group != *group {
            self.sorted = events[group.clone()].iter().map(|event| event.minor).collect();
            self.sorted.sort_unstable();
            self.sorted.dedup();
            self.group = group.clone();
            self.counts.reset();
        }
        let sorted = &self.sorted;
        let rank =
            |at: usize| Rank { of: sorted.len(), rank: sorted.partition_point(|&minor| minor < events[at].minor) };
        let tree = self.counts.at(window, rank);
        sorted.get(tree.rank_of((window.len() - 1) / 2)).copied()
    }
}

/// The place of an amount among so many.
struct Rank {
    of: usize,
    rank: usize,
}

/// Counts by rank: the entry of a number holds those of as many ranks up to it as its lowest bit says.
#[derive(Default)]
struct Tree(Vec<u32>);

impl Tree {
    fn change(&mut self, rank: &Rank, change: impl Fn(&mut u32)) {
        self.0.resize(rank.of + 1, 0);
        let mut at = rank.rank + 1;
        while at < self.0.len() {
            change(&mut self.0[at]);
            at += at & at.wrapping_neg();
        }
    }

    /// The rank of the entry before which stand `before` others.
    fn rank_of(&self, before: usize) -> usize {
        let (mut at, mut before) = (0, before);
        let mut step = self.0.len().checked_ilog2().map_or(0, |digits| 1_usize << digits);
        while step > 0 {
            if let Some(&count) = self.0.get(at + step)
                && count as usize <= before
            {
                before -= count as usize;
                at += step;
            }
            step /= 2;
        }
        at
    }
}

impl Count for Tree {
    type Value = Rank;

    fn add(&mut self, _place: usize, rank: Rank) {
        self.change(&rank, |count| *count += 1);
    }

    fn remove(&mut self, _place: usize, rank: Rank) {
        self.change(&rank, |count| *count -= 1);
    }
}
