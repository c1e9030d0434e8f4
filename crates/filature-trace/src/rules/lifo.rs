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

use super::first::{self, End, Wanted};
use super::{Parcel, Pocket};
use crate::bounds::Bounds;
use crate::lots::Lots;

/// The pile of one pocket.
pub(crate) struct Lifo {
    pile: Lots,
    claims: usize,
}

impl Pocket for Lifo {
    const EXACT: bool = true;
    type Parcel = Lots;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        Self { pile: Lots::clean(clean_minor, claims), claims }
    }

    fn credit(&mut self, parcel: Lots) {
        self.pile.0.append(parcel.0);
    }

    fn debit(&mut self, minor: i128) -> Lots {
        Lots(self.pile.0.take_tail(minor))
    }

    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Lots {
        let mut taken = first::of_lots(&mut self.pile, minor, wanted, End::Tail);
        let rest = self.debit(minor - taken.minor());
        taken.append(rest);
        taken
    }

    fn held(&self) -> Vec<Bounds> {
        self.pile.parts(self.claims)
    }

    fn repay(mut parcel: Lots, minor: i128, _claims: usize) -> (Lots, Lots) {
        let repaid = Lots(parcel.0.take_head(minor));
        (repaid, parcel)
    }
}
