//! Money of one colour, in the order in which it stands in an account.

use crate::bounds::{Bounds, floor_share};
use crate::parts::Parts;
use crate::rope::{Piece, Rope};
use crate::rules::Parcel;

/// The money of a claim, by its rank, or clean money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Claim(usize),
    Clean,
}

/// Units of one colour that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub colour: Colour,
    pub minor: i128,
}

impl Piece for Lot {
    fn minor(&self) -> i128 {
        self.minor
    }

    fn split(&mut self, minor: i128) -> Self {
        self.minor -= minor;
        Self { colour: self.colour, minor }
    }

    fn join(&mut self, next: &Self) -> bool {
        let is_same = self.colour == next.colour;
        if is_same {
            self.minor += next.minor;
        }
        is_same
    }

    fn add_to(&self, parts: &mut Parts) {
        if let Colour::Claim(claim) = self.colour {
            parts.add(claim, Bounds::exact(self.minor));
        }
    }
}

/// What travels with one debit, or stands in one account: lots, from the first to the last.
#[derive(Debug)]
pub(crate) struct Lots(pub Rope<Lot>);

impl Parcel for Lots {
    fn clean(minor: i128, _claims: usize) -> Self {
        Self(Rope::new(Lot { colour: Colour::Clean, minor }))
    }

    fn claimed(minor: i128, claim: usize, _claims: usize) -> Self {
        Self(Rope::new(Lot { colour: Colour::Claim(claim), minor }))
    }

    fn append(&mut self, next: Self) {
        self.0.append(next.0);
    }

    fn push_clean(&mut self, minor: i128) {
        self.0.push(Lot { colour: Colour::Clean, minor });
    }

    /// The cuts between the lots are rounded down, so that the lots add up.
    fn scaled(self, minor: i128, _claims: usize) -> Self {
        let total = self.0.minor();
        let (mut before, mut before_scaled) = (0, 0);
        let lots = self.0.into_pieces().into_iter().map(|lot| {
            before += lot.minor;
            let after_scaled = floor_share(minor, before, total);
            let scaled = Lot { colour: lot.colour, minor: after_scaled - before_scaled };
            before_scaled = after_scaled;
            scaled
        });
        Self(Rope::of_pieces(lots.collect::<Vec<_>>()))
    }

    /// What is more is at the tail.
    fn cap(&mut self, most: &[Bounds]) {
        let mut room: Vec<i128> = most.iter().map(|most| most.low_minor).collect();
        let mut capped = Vec::new();
        for lot in std::mem::replace(&mut self.0, Rope::of_pieces([])).into_pieces() {
            let Colour::Claim(claim) = lot.colour else {
                capped.push(lot);
                continue;
            };
            let minor = lot.minor.min(room[claim]);
            room[claim] -= minor;
            capped.push(Lot { colour: lot.colour, minor });
            capped.push(Lot { colour: Colour::Clean, minor: lot.minor - minor });
        }
        self.0 = Rope::of_pieces(capped);
    }

    fn minor(&self) -> i128 {
        self.0.minor()
    }

    fn parts(&self, claims: usize) -> Vec<Bounds> {
        self.0.parts().map_or_else(|| vec![Bounds::default(); claims], |parts| parts.of_all(claims))
    }

    fn is_clean(&self) -> bool {
        self.0.parts().is_none()
    }
}
