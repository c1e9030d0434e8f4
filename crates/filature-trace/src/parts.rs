//! How much of each claim there is, for the few claims that have anything.

use crate::bounds::Bounds;

/// The claims with a part, by rank. A part whose most is zero is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts(Vec<(usize, Bounds)>);

impl Parts {
    pub fn only(claim: usize, part: Bounds) -> Self {
        let mut parts = Self::default();
        parts.add(claim, part);
        parts
    }

    pub fn add(&mut self, claim: usize, part: Bounds) {
        if part.high_minor == 0 {
            return;
        }
        match self.0.binary_search_by_key(&claim, |(claim, _)| *claim) {
            Ok(at) => self.0[at].1.add(part),
            Err(at) => self.0.insert(at, (claim, part)),
        }
    }

    pub fn add_all(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.extend_from_slice(&other.0);
        } else {
            other.iter().for_each(|(claim, part)| self.add(claim, part));
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, Bounds)> {
        self.0.iter().copied()
    }

    /// The only claim and its part, where there is one and no more.
    pub fn sole(&self) -> Option<(usize, Bounds)> {
        if let [sole] = self.0[..] { Some(sole) } else { None }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// One for each claim.
    pub fn of_all(&self, claims: usize) -> Vec<Bounds> {
        let mut all = vec![Bounds::default(); claims];
        for (claim, part) in self.iter() {
            if let Some(slot) = all.get_mut(claim) {
                *slot = part;
            }
        }
        all
    }
}
