//! `lifo`: the last units leave first (an accounting practice).
//!
//! # What a debit takes
//! The last units; they keep the order in which they stood, at the payee's tail. An overdraft is repaid by the
//! head of what arrives, as under `fifo`: the bank is repaid before the account holds anything that could be
//! last.
//!
//! # While the opening is not known
//! It stands at the bottom of the pile. Every debit takes what is above it first, and from the least opening
//! upwards there is enough of it for the rest: what leaves and what stays of a claim is the same for all of
//! them, so that there is no range form.

use std::collections::VecDeque;

use super::Pocket;
use crate::bounds::Bounds;
use crate::lots::{Colour, Lot, Lots, push_lot, sums, take_head, take_tail};

/// The pile of one pocket.
pub(crate) struct Lifo {
    pile: VecDeque<Lot>,
    claims: usize,
}

impl Pocket for Lifo {
    const EXACT: bool = true;
    type Parcel = Lots;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        let mut pile = VecDeque::new();
        push_lot(&mut pile, Lot { colour: Colour::Clean, minor: clean_minor });
        Self { pile, claims }
    }

    fn credit(&mut self, parcel: Lots) {
        for lot in parcel.0 {
            push_lot(&mut self.pile, lot);
        }
    }

    fn debit(&mut self, minor: i128) -> Lots {
        take_tail(&mut self.pile, minor)
    }

    fn held(&self) -> Vec<Bounds> {
        sums(&self.pile, self.claims)
    }

    fn repay(parcel: Lots, minor: i128, _claims: usize) -> (Lots, Lots) {
        let mut lots = VecDeque::from(parcel.0);
        let repaid = take_head(&mut lots, minor);
        (repaid, Lots(lots.into()))
    }
}
