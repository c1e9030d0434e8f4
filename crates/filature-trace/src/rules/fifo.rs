//! `fifo`: lots leave from the head of the queue (Devaynes v Noble, 1816, called Clayton's Case).
//!
//! # What a debit takes
//! The units that came first; they keep their colours and their order at the payee's tail.
//!
//! # While the opening is not known
//! Number the units credited to the pocket 1, 2, 3 …; with an opening of `o` the debits up to now, `D` in all,
//! have taken the first `D − o` of them. With the least opening that is as far as the head can be; with a large
//! one nothing of them has gone. So what is beyond the farthest head is held in any case, all may be held, and
//! a debit can carry of a claim no more than stands before the farthest head.

use std::collections::VecDeque;

use super::Pocket;
use super::bags::{Bag, Bags, take_bags};
use crate::bounds::Bounds;
use crate::lots::{Colour, Lot, Lots, push_lot, sums, take_head};

/// The queue of one pocket.
pub(crate) struct Fifo {
    queue: VecDeque<Lot>,
    claims: usize,
}

impl Pocket for Fifo {
    const EXACT: bool = true;
    type Parcel = Lots;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        let mut queue = VecDeque::new();
        push_lot(&mut queue, Lot { colour: Colour::Clean, minor: clean_minor });
        Self { queue, claims }
    }

    fn credit(&mut self, parcel: Lots) {
        for lot in parcel.0 {
            push_lot(&mut self.queue, lot);
        }
    }

    fn debit(&mut self, minor: i128) -> Lots {
        take_head(&mut self.queue, minor)
    }

    fn held(&self) -> Vec<Bounds> {
        sums(&self.queue, self.claims)
    }
}

/// The queue of one pocket as it is with the least opening, and what every other opening can change.
pub(crate) struct FifoRange {
    queue: VecDeque<Bag>,
    unbounded: bool,
    /// The most of each claim before the farthest head.
    passed_minor: Vec<i128>,
    /// The most of each claim that ever came in.
    received_minor: Vec<i128>,
}

impl Pocket for FifoRange {
    const EXACT: bool = false;
    type Parcel = Bags;

    fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self {
        let queue = VecDeque::from([Bag::clean(clean_minor, claims)]);
        Self { queue, unbounded, passed_minor: vec![0; claims], received_minor: vec![0; claims] }
    }

    fn credit(&mut self, parcel: Bags) {
        for bag in parcel.0 {
            for (sum, part) in self.received_minor.iter_mut().zip(&bag.parts) {
                *sum += part.high_minor;
            }
            self.queue.push_back(bag);
        }
    }

    fn debit(&mut self, minor: i128) -> Bags {
        let farthest = take_bags(&mut self.queue, minor);
        if !self.unbounded {
            return farthest;
        }
        for bag in &farthest.0 {
            for (sum, part) in self.passed_minor.iter_mut().zip(&bag.parts) {
                *sum += part.high_minor;
            }
        }
        let parts = self.passed_minor.iter().map(|&passed| Bounds { low_minor: 0, high_minor: passed.min(minor) });
        Bags(vec![Bag { minor, parts: parts.collect() }])
    }

    fn held(&self) -> Vec<Bounds> {
        let mut held = vec![Bounds::default(); self.received_minor.len()];
        for bag in &self.queue {
            held.iter_mut().zip(&bag.parts).for_each(|(sum, &part)| sum.add(part));
        }
        if self.unbounded {
            for (sum, &received) in held.iter_mut().zip(&self.received_minor) {
                sum.high_minor = received;
            }
        }
        held
    }
}
