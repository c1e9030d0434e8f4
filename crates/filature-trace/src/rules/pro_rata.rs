//! `pro-rata`: each colour in proportion to its share of the balance (Barlow Clowes v Vaughan [1991] EWCA Civ
//! 11; also called rolling charge, North American method, haircut).
//!
//! # What a debit takes
//! Of each colour, `debit · part / balance before`, rounded by largest remainder so that the parts sum to the
//! debit; equal remainders: earliest claimed credit, then claim name, clean last.
//!
//! # While the opening is not known
//! A part `x` of a balance `b` gives up its quota `a · x / b`, rounded down or up. That grows with `x` and falls
//! with `b`; what stays, `x · (1 − a / b)`, grows with both. Taken at the ends of the ranges of `x` and `b`, with
//! the rounding against the bound, each step is a bound whatever the openings are; a unit of slack may be added
//! at each debit.

use super::first::{self, Wanted};
use super::mixed::{Mixed, MixedRange, Portion};
use super::shares::shares;
use super::{Parcel, Pocket};
use crate::bounds::{Bounds, ceil_share, floor_share};

/// The parts of one pocket.
pub(crate) struct ProRata(Mixed);

impl Pocket for ProRata {
    const EXACT: bool = true;
    type Parcel = Mixed;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        Self(Mixed::clean(clean_minor, claims))
    }

    fn credit(&mut self, parcel: Mixed) {
        self.0.credit(&parcel);
    }

    fn debit(&mut self, minor: i128) -> Mixed {
        let parts = shares(minor, &self.0.parts_minor, self.0.clean_minor);
        self.0.take(minor, parts)
    }

    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Mixed {
        let first = first::of_parts(&self.0.parts_minor, minor, wanted);
        let mut taken = self.0.take(first.iter().sum(), first);
        let rest = self.debit(minor - taken.minor());
        taken.append(rest);
        taken
    }

    fn held(&self) -> Vec<Bounds> {
        self.0.held()
    }
}

/// The ranges of the parts of one pocket.
pub(crate) struct ProRataRange(MixedRange);

impl Pocket for ProRataRange {
    const EXACT: bool = false;
    type Parcel = Portion;

    fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self {
        Self(MixedRange::open(clean_minor, unbounded, claims))
    }

    fn credit(&mut self, parcel: Portion) {
        self.0.credit(&parcel);
    }

    fn debit(&mut self, minor: i128) -> Portion {
        if let Some(known) = self.0.known() {
            let parts = shares(minor, &known, self.0.minor - known.iter().sum::<i128>());
            return self.0.take(minor, &parts);
        }
        let (balance, unbounded) = (self.0.minor, self.0.unbounded);
        // The least share is that of the largest balance: none at all when the balance has no bound.
        let least = |part: i128| if unbounded { 0 } else { floor_share(minor, part, balance) };
        let most = |part: i128| ceil_share(minor, part, balance);
        let range = |part: &Bounds| {
            let out = Bounds {
                low_minor: least(part.low_minor),
                high_minor: most(part.high_minor).min(part.high_minor).min(minor),
            };
            let stay = Bounds {
                low_minor: part.low_minor - most(part.low_minor),
                high_minor: part.high_minor - least(part.high_minor),
            };
            (out, stay)
        };
        let ranges = self.0.parts.iter().map(range).collect();
        self.0.replace(minor, ranges)
    }

    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Portion {
        if let Some(known) = self.0.known() {
            let mut exact =
                ProRata(Mixed { clean_minor: self.0.minor - known.iter().sum::<i128>(), parts_minor: known });
            let parts = exact.debit_first(minor, wanted).parts_minor;
            return self.0.take(minor, &parts);
        }
        let ranges = first::of_ranges(&self.0.parts, minor, wanted);
        self.0.replace(minor, ranges)
    }

    fn held(&self) -> Vec<Bounds> {
        self.0.parts.clone()
    }
}
