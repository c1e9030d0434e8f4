//! `libr`: lowest intermediate balance, the holder's own money first (Roscoe v Winder [1915] 1 Ch 62; Re Hallett
//! (1880) 13 Ch D 696; US v Banco Cafetero, 1986).
//!
//! # What a debit takes
//! Clean money; what is left of the debit is taken from the claims in proportion to their parts, by largest
//! remainder as under `pro-rata`. A later clean credit never refills a claim.
//!
//! # While the opening is not known
//! With `k` clean units, a debit of `a` takes `t = max(0, a − k)` from the claims: least with the most clean
//! money, most with the least. Of `t`, a claim with `x` among `y` of other claims gives up `t · x / (x + y)`,
//! rounded down or up, which grows with `x` and `t` and falls with `y`; what stays, `x · (1 − t / (x + y))`, grows
//! with `x` and `y` and falls with `t`. The ends of the ranges give bounds whatever the openings are.

use super::first::{self, Wanted};
use super::mixed::{Mixed, MixedRange, Portion};
use super::shares::shares;
use super::{Parcel, Pocket};
use crate::bounds::{Bounds, ceil_share, floor_share};

/// The parts of one pocket.
pub(crate) struct Libr(Mixed);

impl Pocket for Libr {
    const EXACT: bool = true;
    type Parcel = Mixed;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        Self(Mixed::clean(clean_minor, claims))
    }

    fn credit(&mut self, parcel: Mixed) {
        self.0.credit(&parcel);
    }

    fn debit(&mut self, minor: i128) -> Mixed {
        let from_claims = (minor - self.0.clean_minor).max(0);
        let parts = shares(from_claims, &self.0.parts_minor, 0);
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
pub(crate) struct LibrRange {
    mixed: MixedRange,
    /// Clean money with the least opening; its high has no meaning where the opening has no bound.
    clean: Bounds,
}

impl LibrRange {
    /// What a claim gives up and what stays of it, when the claims give up `taken` together.
    fn range(part: Bounds, total: Bounds, taken: Bounds) -> (Bounds, Bounds) {
        let others =
            Bounds { low_minor: total.low_minor - part.low_minor, high_minor: total.high_minor - part.high_minor };
        let most = ceil_share(taken.high_minor, part.high_minor, part.high_minor + others.low_minor);
        let out = Bounds {
            low_minor: floor_share(taken.low_minor, part.low_minor, part.low_minor + others.high_minor),
            high_minor: most.min(part.high_minor).min(taken.high_minor),
        };
        let taken_high = taken.high_minor.min(total.low_minor);
        let stay = Bounds {
            low_minor: part.low_minor - ceil_share(taken_high, part.low_minor, total.low_minor),
            high_minor: part.high_minor - floor_share(taken.low_minor, part.high_minor, total.high_minor),
        };
        (out, stay)
    }
}

impl Pocket for LibrRange {
    const EXACT: bool = false;
    type Parcel = Portion;

    fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self {
        Self { mixed: MixedRange::open(clean_minor, unbounded, claims), clean: Bounds::exact(clean_minor) }
    }

    fn credit(&mut self, parcel: Portion) {
        let minor = parcel.minor();
        let (mut low, mut high) = (0, 0);
        for part in parcel.parts(self.mixed.parts.len()) {
            low += part.low_minor;
            high += part.high_minor;
        }
        self.clean.add(Bounds { low_minor: (minor - high).max(0), high_minor: minor - low });
        self.mixed.credit(&parcel);
    }

    fn debit(&mut self, minor: i128) -> Portion {
        if let Some(known) = self.mixed.known() {
            let clean = self.mixed.minor - known.iter().sum::<i128>();
            self.clean = Bounds::exact((clean - minor).max(0));
            let parts = shares((minor - clean).max(0), &known, 0);
            return self.mixed.take(minor, &parts);
        }
        let taken = Bounds {
            low_minor: if self.mixed.unbounded { 0 } else { (minor - self.clean.high_minor).max(0) },
            high_minor: (minor - self.clean.low_minor).max(0),
        };
        self.clean.low_minor = (self.clean.low_minor - minor).max(0);
        self.clean.high_minor = (self.clean.high_minor - minor).max(0);
        let mut total = Bounds::default();
        self.mixed.parts.iter().for_each(|&part| total.add(part));
        let ranges = self.mixed.parts.iter().map(|&part| Self::range(part, total, taken)).collect();
        self.mixed.replace(minor, ranges)
    }

    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Portion {
        if let Some(known) = self.mixed.known() {
            let clean_minor = self.mixed.minor - known.iter().sum::<i128>();
            let mut exact = Libr(Mixed { clean_minor, parts_minor: known });
            let parts = exact.debit_first(minor, wanted).parts_minor;
            self.clean = Bounds::exact(exact.0.clean_minor);
            return self.mixed.take(minor, &parts);
        }
        let ranges = first::of_ranges(&self.mixed.parts, minor, wanted);
        // The clean money gives at most what the wanted claims do not, and at least nothing.
        let first_low: i128 = ranges.iter().map(|(out, _)| out.low_minor).sum();
        self.clean.low_minor = (self.clean.low_minor - (minor - first_low).max(0)).max(0);
        self.mixed.replace(minor, ranges)
    }

    fn held(&self) -> Vec<Bounds> {
        self.mixed.parts.clone()
    }
}
