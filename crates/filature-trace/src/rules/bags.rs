//! What travels while openings are not known: amounts of which only the range of each claim's part is known.

use std::collections::VecDeque;

use super::Parcel;
use crate::bounds::Bounds;

/// Units that stand together, with the range of each claim's part of them, wherever in the bag it stands.
#[derive(Clone, Debug)]
pub(crate) struct Bag {
    pub minor: i128,
    pub parts: Vec<Bounds>,
}

impl Bag {
    pub fn clean(minor: i128, claims: usize) -> Self {
        Self { minor, parts: vec![Bounds::default(); claims] }
    }

    /// Takes `minor` units from the front of the bag. A claim's part may stand at either end: each side has at
    /// most all of it, and at least what the other side has no room for.
    fn split(&mut self, minor: i128) -> Self {
        let rest_minor = self.minor - minor;
        let side = |parts: &[Bounds], room: i128, other: i128| {
            let range = |part: &Bounds| Bounds {
                low_minor: (part.low_minor - other).max(0),
                high_minor: part.high_minor.min(room),
            };
            parts.iter().map(range).collect::<Vec<_>>()
        };
        let front = Self { minor, parts: side(&self.parts, minor, rest_minor) };
        self.parts = side(&self.parts, rest_minor, minor);
        self.minor = rest_minor;
        front
    }
}

/// Bags, from the first to the last.
#[derive(Clone, Debug)]
pub(crate) struct Bags(pub Vec<Bag>);

/// Takes `minor` units from the head.
pub(crate) fn take_bags(queue: &mut VecDeque<Bag>, minor: i128) -> Bags {
    let (mut taken, mut wanted) = (Vec::new(), minor);
    while wanted > 0 {
        match queue.front_mut() {
            Some(first) if first.minor > wanted => {
                taken.push(first.split(wanted));
                wanted = 0;
            }
            Some(first) => {
                wanted -= first.minor;
                taken.extend(queue.pop_front());
            }
            None => break,
        }
    }
    Bags(taken)
}

impl Parcel for Bags {
    fn clean(minor: i128, claims: usize) -> Self {
        Self(vec![Bag::clean(minor, claims)])
    }

    fn claimed(minor: i128, claim: usize, claims: usize) -> Self {
        let mut bag = Bag::clean(minor, claims);
        bag.parts[claim] = Bounds::exact(minor);
        Self(vec![bag])
    }

    fn push_clean(&mut self, minor: i128) {
        let claims = self.0.first().map_or(0, |bag| bag.parts.len());
        self.0.push(Bag::clean(minor, claims));
    }

    fn minor(&self) -> i128 {
        self.0.iter().map(|bag| bag.minor).sum()
    }

    fn parts(&self, claims: usize) -> Vec<Bounds> {
        let mut sums = vec![Bounds::default(); claims];
        for bag in &self.0 {
            sums.iter_mut().zip(&bag.parts).for_each(|(sum, &part)| sum.add(part));
        }
        sums
    }

    fn is_clean(&self) -> bool {
        self.0.iter().all(|bag| bag.parts.iter().all(|part| part.high_minor == 0))
    }
}

#[cfg(test)]
mod tests {
    use super::Bag;
    use crate::bounds::Bounds;

    #[test]
    fn a_split_leaves_each_side_what_the_other_has_no_room_for() {
        let mut bag = Bag { minor: 10, parts: vec![Bounds { low_minor: 7, high_minor: 8 }] };
        let front = bag.split(4);
        assert_eq!((front.minor, front.parts[0]), (4, Bounds { low_minor: 1, high_minor: 4 }));
        assert_eq!((bag.minor, bag.parts[0]), (6, Bounds { low_minor: 3, high_minor: 6 }));
    }
}
