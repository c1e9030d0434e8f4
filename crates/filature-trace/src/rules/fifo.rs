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

use super::bags::{Bag, Bags};
use super::first::{self, End, Wanted};
use super::{Parcel, Pocket};
use crate::bounds::Bounds;
use crate::lots::Lots;
use crate::parts::Parts;
use crate::rope::Rope;

/// The queue of one pocket.
pub(crate) struct Fifo {
    queue: Lots,
    claims: usize,
}

impl Pocket for Fifo {
    const EXACT: bool = true;
    type Parcel = Lots;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        Self { queue: Lots::clean(clean_minor, claims), claims }
    }

    fn credit(&mut self, parcel: Lots) {
        self.queue.0.append(parcel.0);
    }

    fn debit(&mut self, minor: i128) -> Lots {
        Lots(self.queue.0.take_head(minor))
    }

    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Lots {
        let mut taken = first::of_lots(&mut self.queue, minor, wanted, End::Head);
        let rest = self.debit(minor - taken.minor());
        taken.append(rest);
        taken
    }

    fn held(&self) -> Vec<Bounds> {
        self.queue.parts(self.claims)
    }
}

/// The queue of one pocket as it is with the least opening, and what every other opening can change.
pub(crate) struct FifoRange {
    queue: Bags,
    unbounded: bool,
    /// The most of each claim before the farthest head.
    passed_minor: Vec<i128>,
    /// The most of each claim that ever came in.
    received_minor: Vec<i128>,
}

/// Adds the most that each claim has in some bags.
fn add_most(sums: &mut [i128], bags: &Bags) {
    for (claim, part) in bags.0.parts().into_iter().flat_map(Parts::iter) {
        sums[claim] += part.high_minor;
    }
}

impl Pocket for FifoRange {
    const EXACT: bool = false;
    type Parcel = Bags;

    fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self {
        let queue = Bags::clean(clean_minor, claims);
        Self { queue, unbounded, passed_minor: vec![0; claims], received_minor: vec![0; claims] }
    }

    fn credit(&mut self, parcel: Bags) {
        add_most(&mut self.received_minor, &parcel);
        self.queue.0.append(parcel.0);
    }

    fn debit(&mut self, minor: i128) -> Bags {
        let farthest = Bags(self.queue.0.take_head(minor));
        if !self.unbounded {
            return farthest;
        }
        add_most(&mut self.passed_minor, &farthest);
        let mut bag = Bag::clean(minor);
        for (claim, &passed) in self.passed_minor.iter().enumerate() {
            bag.parts.add(claim, Bounds { low_minor: 0, high_minor: passed.min(minor) });
        }
        Bags(Rope::new(bag))
    }

    /// What goes first stands anywhere in the queue: after it nothing is known of the order any more, and all that is
    /// there is one bag.
    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Bags {
        let (held, total) = (self.held(), self.queue.minor());
        let ranges = first::of_ranges(&held, minor, wanted);
        let (mut out, mut stays) = (Bag::clean(minor), Bag::clean(total - minor));
        for (claim, (goes, stay)) in ranges.into_iter().enumerate() {
            out.parts.add(claim, goes);
            let high_minor = if self.unbounded { stay.high_minor } else { stay.high_minor.min(total - minor) };
            let in_queue = Bounds { low_minor: stay.low_minor.min(total - minor), high_minor };
            stays.parts.add(claim, in_queue);
            if self.unbounded {
                // Whatever is still there may be before the head.
                self.passed_minor[claim] = stay.high_minor;
                self.received_minor[claim] = stay.high_minor;
            }
        }
        self.queue = Bags(Rope::new(stays));
        Bags(Rope::new(out))
    }

    fn held(&self) -> Vec<Bounds> {
        let mut held = self.queue.parts(self.received_minor.len());
        if self.unbounded {
            for (sum, &received) in held.iter_mut().zip(&self.received_minor) {
                sum.high_minor = received;
            }
        }
        held
    }
}
