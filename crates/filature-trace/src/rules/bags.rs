//! What stands in a queue while openings are not known: amounts of which only the range of each claim's part is
//! known.

use super::Parcel;
use crate::bounds::{Bounds, ceil_share, floor_share};
use crate::parts::Parts;
use crate::rope::{Piece, Rope};

/// Units that stand together, with the range of each claim's part of them, wherever in the bag it stands.
#[derive(Clone, Debug)]
pub(crate) struct Bag {
    pub minor: i128,
    pub parts: Parts,
}

impl Bag {
    pub fn clean(minor: i128) -> Self {
        Self { minor, parts: Parts::default() }
    }

    /// Whether all of it is the claim's.
    fn is_all_of(&self, claim: usize) -> bool {
        self.parts.sole() == Some((claim, Bounds::exact(self.minor)))
    }
}

impl Piece for Bag {
    fn minor(&self) -> i128 {
        self.minor
    }

    /// A claim's part may stand at either end: each side has at most all of it, and at least what the other side
    /// has no room for.
    fn split(&mut self, minor: i128) -> Self {
        let rest_minor = self.minor - minor;
        let side = |room: i128, other: i128| {
            let mut parts = Parts::default();
            for (claim, part) in self.parts.iter() {
                let low_minor = (part.low_minor - other).max(0);
                parts.add(claim, Bounds { low_minor, high_minor: part.high_minor.min(room) });
            }
            parts
        };
        let (front, rest) = (side(minor, rest_minor), side(rest_minor, minor));
        *self = Self { minor: rest_minor, parts: rest };
        Self { minor, parts: front }
    }

    /// Two bags are one only where nothing is less known for it: all of both is clean, or one claim's.
    fn join(&mut self, next: &Self) -> bool {
        let are_clean = self.parts.is_empty() && next.parts.is_empty();
        let is_same = || self.parts.sole().is_some_and(|(claim, _)| self.is_all_of(claim) && next.is_all_of(claim));
        let joins = are_clean || is_same();
        if joins {
            self.minor += next.minor;
            self.parts.add_all(&next.parts);
        }
        joins
    }

    fn add_to(&self, parts: &mut Parts) {
        parts.add_all(&self.parts);
    }
}

/// Bags, from the first to the last.
#[derive(Debug)]
pub(crate) struct Bags(pub Rope<Bag>);

impl Parcel for Bags {
    fn clean(minor: i128, _claims: usize) -> Self {
        Self(Rope::new(Bag::clean(minor)))
    }

    fn claimed(minor: i128, claim: usize, _claims: usize) -> Self {
        Self(Rope::new(Bag { minor, parts: Parts::only(claim, Bounds::exact(minor)) }))
    }

    fn append(&mut self, next: Self) {
        self.0.append(next.0);
    }

    fn push_clean(&mut self, minor: i128) {
        self.0.push(Bag::clean(minor));
    }

    fn scaled(self, minor: i128, _claims: usize) -> Self {
        let total = self.0.minor();
        let (mut before, mut before_scaled) = (0, 0);
        let pieces = self.0.into_pieces().into_iter().map(|bag| {
            before += bag.minor;
            let after_scaled = floor_share(minor, before, total);
            let room = after_scaled - before_scaled;
            before_scaled = after_scaled;
            let mut scaled = Bag::clean(room);
            // Wherever a unit stands, it becomes so many units or one more.
            let (few, many) = (floor_share(minor, 1, total), ceil_share(minor, 1, total));
            for (claim, part) in bag.parts.iter() {
                let (low, high) = (part.low_minor, part.high_minor);
                let low_minor = (low * few).max(room - (bag.minor - low) * many).clamp(0, room);
                let high_minor = (high * many).min(room - (bag.minor - high).max(0) * few).clamp(0, room);
                scaled.parts.add(claim, Bounds { low_minor, high_minor });
            }
            scaled
        });
        Self(Rope::of_pieces(pieces.collect::<Vec<_>>()))
    }

    /// What is made clean may be anywhere: all of it becomes one bag.
    fn cap(&mut self, most: &[Bounds]) {
        let mut bag = Bag::clean(self.0.minor());
        for (claim, (part, &most)) in self.parts(most.len()).into_iter().zip(most).enumerate() {
            bag.parts.add(claim, part.at_most(most));
        }
        self.0 = Rope::of_pieces([bag]);
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

#[cfg(test)]
mod tests {
    use super::Bag;
    use crate::bounds::Bounds;
    use crate::parts::Parts;
    use crate::rope::Piece;

    #[test]
    fn a_split_leaves_each_side_what_the_other_has_no_room_for() {
        let mut bag = Bag { minor: 10, parts: Parts::only(0, Bounds { low_minor: 7, high_minor: 8 }) };
        let front = bag.split(4);
        assert_eq!((front.minor, front.parts.of_all(1)[0]), (4, Bounds { low_minor: 1, high_minor: 4 }));
        assert_eq!((bag.minor, bag.parts.of_all(1)[0]), (6, Bounds { low_minor: 3, high_minor: 6 }));
    }

    #[test]
    fn bags_are_joined_only_where_nothing_is_lost() {
        let of = |claim: usize, low_minor: i128| Bag {
            minor: 10,
            parts: Parts::only(claim, Bounds { low_minor, high_minor: 10 }),
        };
        assert!(of(0, 10).join(&of(0, 10)) && Bag::clean(5).join(&Bag::clean(1)));
        assert!(!of(0, 9).join(&of(0, 10)) && !of(0, 10).join(&of(1, 10)) && !of(0, 10).join(&Bag::clean(1)));
    }
}
