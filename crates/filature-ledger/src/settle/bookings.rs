//! Which lines are one booking: sets that grow by pairs, none with two lines of one file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Settled, Spot, StatementLine};

/// Sets of lines that are one booking each.
#[derive(Default)]
pub struct Bookings {
    set_of: HashMap<Spot, usize>,
    sets: Vec<Vec<Spot>>,
}

impl Bookings {
    /// Whether a line was found to be the booking of another one.
    pub fn has(&self, spot: Spot) -> bool {
        self.set_of.contains_key(&spot)
    }

    /// Whether two lines are one booking already.
    pub fn are_one(&self, a: Spot, b: Spot) -> bool {
        self.set_of.get(&a).is_some_and(|set| self.set_of.get(&b) == Some(set))
    }

    /// Whether two lines can be one booking: no file shows a booking twice, but for a statement that stands in it twice.
    pub fn can_be_one(&self, a: Spot, b: Spot) -> bool {
        let (of_a, of_b) = (self.members(&a), self.members(&b));
        a.segment == b.segment || of_a.iter().all(|one| of_b.iter().all(|other| one.segment != other.segment))
    }

    fn members<'a>(&'a self, spot: &'a Spot) -> &'a [Spot] {
        self.set_of.get(spot).map_or(std::slice::from_ref(spot), |&set| &self.sets[set])
    }

    /// Records that two lines are one booking.
    pub fn join(&mut self, a: Spot, b: Spot) {
        if self.are_one(a, b) {
            return;
        }
        let spots = [self.members(&a), self.members(&b)].concat();
        let set = self.sets.len();
        for &spot in &spots {
            if let Some(old) = self.set_of.insert(spot, set) {
                self.sets[old].clear();
            }
        }
        self.sets.push(spots);
    }

    /// Marks all lines of each booking but the first, by file and row, as that one.
    pub fn settle(&self, lines: &[StatementLine<'_>], settled: &mut BTreeMap<Spot, Settled>) {
        let ids: HashMap<Spot, filature_model::EntryId> =
            lines.iter().filter(|line| self.has(line.spot)).map(|line| (line.spot, line.id)).collect();
        for spots in &self.sets {
            let spots: BTreeSet<&Spot> = spots.iter().collect();
            let mut spots = spots.into_iter();
            let Some(first) = spots.next().and_then(|first| ids.get(first)) else { continue };
            for &spot in spots {
                settled.entry(spot).or_default().same_as = Some(*first);
            }
        }
    }
}
