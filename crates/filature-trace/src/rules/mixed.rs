//! Money without an order: only how much of each colour there is.

use crate::bounds::Bounds;
use crate::lots::{Colour, Lot, Lots};

use super::bags::{Bag, Bags};

/// The colours of a pocket under a rule that mixes them.
pub(crate) struct Mixed {
    pub parts_minor: Vec<i128>,
    pub clean_minor: i128,
}

impl Mixed {
    pub fn open(clean_minor: i128, claims: usize) -> Self {
        Self { parts_minor: vec![0; claims], clean_minor }
    }

    pub fn credit(&mut self, parcel: &Lots) {
        for lot in &parcel.0 {
            match lot.colour {
                Colour::Claim(claim) => self.parts_minor[claim] += lot.minor,
                Colour::Clean => self.clean_minor += lot.minor,
            }
        }
    }

    /// Takes out `minor` units, of which `parts` belong to the claims.
    pub fn take(&mut self, minor: i128, parts: &[i128]) -> Lots {
        let mut lots = Vec::new();
        for (claim, &part) in parts.iter().enumerate().filter(|(_, part)| **part != 0) {
            self.parts_minor[claim] -= part;
            lots.push(Lot { colour: Colour::Claim(claim), minor: part });
        }
        let clean = minor - parts.iter().sum::<i128>();
        self.clean_minor -= clean;
        lots.push(Lot { colour: Colour::Clean, minor: clean });
        Lots(lots)
    }

    pub fn held(&self) -> Vec<Bounds> {
        self.parts_minor.iter().map(|&part| Bounds::exact(part)).collect()
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

    pub fn credit(&mut self, parcel: &Bags) {
        for bag in &parcel.0 {
            self.minor += bag.minor;
            self.parts.iter_mut().zip(&bag.parts).for_each(|(sum, &part)| sum.add(part));
        }
    }

    /// The parts, when all of them and the balance are known.
    pub fn known(&self) -> Option<Vec<i128>> {
        let exact = !self.unbounded && self.parts.iter().all(|part| part.is_exact());
        exact.then(|| self.parts.iter().map(|part| part.low_minor).collect())
    }

    /// Takes out `minor` units, of which `parts` are known to belong to the claims.
    pub fn take(&mut self, minor: i128, parts: &[i128]) -> Bags {
        for (sum, &part) in self.parts.iter_mut().zip(parts) {
            sum.low_minor -= part;
            sum.high_minor -= part;
        }
        self.minor -= minor;
        Bags(vec![Bag { minor, parts: parts.iter().map(|&part| Bounds::exact(part)).collect() }])
    }

    /// Takes out `minor` units, and knows only ranges of what belongs to the claims and of what stays.
    pub fn replace(&mut self, minor: i128, ranges: Vec<(Bounds, Bounds)>) -> Bags {
        self.minor -= minor;
        let (out, stay) = ranges.into_iter().unzip();
        self.parts = stay;
        if !self.unbounded {
            let minor = self.minor;
            self.parts.iter_mut().for_each(|part| part.high_minor = part.high_minor.min(minor));
        }
        Bags(vec![Bag { minor, parts: out }])
    }
}
