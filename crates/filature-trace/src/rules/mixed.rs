//! Money without an order: only how much of each colour there is.

use super::Parcel;
use super::shares::shares;
use crate::bounds::{Bounds, ceil_share, floor_share};

/// The colours of a pocket under a rule that mixes them, or of what travels from it.
#[derive(Debug)]
pub(crate) struct Mixed {
    pub parts_minor: Vec<i128>,
    pub clean_minor: i128,
}

impl Mixed {
    pub fn credit(&mut self, parcel: &Self) {
        self.parts_minor.iter_mut().zip(&parcel.parts_minor).for_each(|(sum, &part)| *sum += part);
        self.clean_minor += parcel.clean_minor;
    }

    /// Takes out `minor` units, of which `parts` belong to the claims.
    pub fn take(&mut self, minor: i128, parts: Vec<i128>) -> Self {
        self.parts_minor.iter_mut().zip(&parts).for_each(|(sum, &part)| *sum -= part);
        let clean_minor = minor - parts.iter().sum::<i128>();
        self.clean_minor -= clean_minor;
        Self { parts_minor: parts, clean_minor }
    }

    pub fn held(&self) -> Vec<Bounds> {
        self.parts_minor.iter().map(|&part| Bounds::exact(part)).collect()
    }
}

impl Parcel for Mixed {
    fn clean(minor: i128, claims: usize) -> Self {
        Self { parts_minor: vec![0; claims], clean_minor: minor }
    }

    fn claimed(minor: i128, claim: usize, claims: usize) -> Self {
        let mut parcel = Self::clean(0, claims);
        parcel.parts_minor[claim] = minor;
        parcel
    }

    fn append(&mut self, next: Self) {
        self.credit(&next);
    }

    fn push_clean(&mut self, minor: i128) {
        self.clean_minor += minor;
    }

    fn scaled(self, minor: i128, _claims: usize) -> Self {
        let parts_minor = shares(minor, &self.parts_minor, self.clean_minor);
        Self { clean_minor: minor - parts_minor.iter().sum::<i128>(), parts_minor }
    }

    fn cap(&mut self, most: &[Bounds]) {
        for (part, most) in self.parts_minor.iter_mut().zip(most) {
            let more = (*part - most.low_minor).max(0);
            *part -= more;
            self.clean_minor += more;
        }
    }

    fn minor(&self) -> i128 {
        self.parts_minor.iter().sum::<i128>() + self.clean_minor
    }

    fn parts(&self, _claims: usize) -> Vec<Bounds> {
        self.held()
    }

    fn is_clean(&self) -> bool {
        self.parts_minor.iter().all(|&part| part == 0)
    }
}

/// What travels while openings are not known: an amount, and the range of each claim's part of it.
#[derive(Debug)]
pub(crate) struct Portion {
    pub minor: i128,
    pub parts: Vec<Bounds>,
}

impl Parcel for Portion {
    fn clean(minor: i128, claims: usize) -> Self {
        Self { minor, parts: vec![Bounds::default(); claims] }
    }

    fn claimed(minor: i128, claim: usize, claims: usize) -> Self {
        let mut parcel = Self::clean(minor, claims);
        parcel.parts[claim] = Bounds::exact(minor);
        parcel
    }

    fn append(&mut self, next: Self) {
        self.minor += next.minor;
        self.parts.iter_mut().zip(&next.parts).for_each(|(sum, &part)| sum.add(part));
    }

    fn push_clean(&mut self, minor: i128) {
        self.minor += minor;
    }

    fn scaled(self, minor: i128, _claims: usize) -> Self {
        let scale = |part: &Bounds| Bounds {
            low_minor: floor_share(minor, part.low_minor, self.minor),
            high_minor: ceil_share(minor, part.high_minor, self.minor),
        };
        Self { minor, parts: self.parts.iter().map(scale).collect() }
    }

    fn cap(&mut self, most: &[Bounds]) {
        self.parts.iter_mut().zip(most).for_each(|(part, &most)| *part = part.at_most(most));
    }

    fn minor(&self) -> i128 {
        self.minor
    }

    fn parts(&self, _claims: usize) -> Vec<Bounds> {
        self.parts.clone()
    }

    fn is_clean(&self) -> bool {
        self.parts.iter().all(|part| part.high_minor == 0)
    }
}

/// The same as ranges. `minor` is the balance with the least opening.
pub(crate) struct MixedRange {
    pub parts: Vec<Bounds>,
    pub minor: i128,
    pub unbounded: bool,
}

impl MixedRange {
    pub fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self {
        Self { parts: vec![Bounds::default(); claims], minor: clean_minor, unbounded }
    }

    pub fn credit(&mut self, parcel: &Portion) {
        self.minor += parcel.minor;
        self.parts.iter_mut().zip(&parcel.parts).for_each(|(sum, &part)| sum.add(part));
    }

    /// The parts, when all of them and the balance are known.
    pub fn known(&self) -> Option<Vec<i128>> {
        let exact = !self.unbounded && self.parts.iter().all(|part| part.is_exact());
        exact.then(|| self.parts.iter().map(|part| part.low_minor).collect())
    }

    /// Takes out `minor` units, of which `parts` are known to belong to the claims.
    pub fn take(&mut self, minor: i128, parts: &[i128]) -> Portion {
        for (sum, &part) in self.parts.iter_mut().zip(parts) {
            sum.low_minor -= part;
            sum.high_minor -= part;
        }
        self.minor -= minor;
        Portion { minor, parts: parts.iter().map(|&part| Bounds::exact(part)).collect() }
    }

    /// Takes out `minor` units, and knows only ranges of what belongs to the claims and of what stays.
    pub fn replace(&mut self, minor: i128, ranges: Vec<(Bounds, Bounds)>) -> Portion {
        self.minor -= minor;
        let (out, stay) = ranges.into_iter().unzip();
        self.parts = stay;
        if !self.unbounded {
            let minor = self.minor;
            self.parts.iter_mut().for_each(|part| part.high_minor = part.high_minor.min(minor));
        }
        Portion { minor, parts: out }
    }
}
