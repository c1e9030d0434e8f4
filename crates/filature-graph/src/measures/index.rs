//! Who paid what and was paid what, by party: built once, shared by all measures of a run.

use std::sync::OnceLock;

use filature_model::{Leg, OUTSIDE};

use super::View;
use super::reading::{at, number, short};
use super::shared::{Attribute, Held};

/// Transactions by party, incoming and outgoing, in time order: positions in compressed rows, four bytes a transaction
/// and side.
///
/// An incoming row is in order of the instants at which the payee was credited, an outgoing one of those at which the
/// payer was debited; the ledger's order breaks ties. What a party pays itself stands in both.
///
/// ```
/// use filature_graph::measures::{Index, Meaning, View};
/// use filature_model::{Details, Transactions};
/// let ledger = Transactions::small(&[("A", "B", 500, 1), ("B", "", 300, 2), ("B", "A", 200, 3)]);
/// let view = View { ledger: &ledger, details: &Details::default(), meaning: &Meaning::default() };
/// let index = Index::new(&view);
/// assert_eq!(index.outgoing(1), [1, 2]);
/// assert_eq!(index.incoming(0), [2]);
/// assert_eq!(index.parties(), 2);
/// assert!(index.incoming(9).is_empty(), "there is no such party");
/// ```
#[derive(Debug)]
pub struct Index {
    incoming: Side,
    outgoing: Side,
    /// Who shares an attribute, found when it is first asked.
    held: [OnceLock<Held>; Attribute::ALL.len()],
}

#[derive(Debug)]
struct Side {
    /// Where each party's row begins in `positions`, and where the last ends.
    offsets: Vec<u32>,
    positions: Vec<u32>,
}

impl Index {
    /// Looks through a ledger, both sides at once. The index belongs to that ledger and its details alone.
    pub fn new(view: &View<'_>) -> Self {
        let parties = view.parties();
        let ledger = view.ledger;
        let (incoming, outgoing) = rayon::join(
            || Side::new(parties, ledger.len(), &ledger.credited, |position| view.payee(position)),
            || Side::new(parties, ledger.len(), &ledger.debited, |position| view.payer(position)),
        );
        Self { incoming, outgoing, held: Default::default() }
    }

    /// What a party was paid; nothing for one that does not exist.
    pub fn incoming(&self, party: u32) -> &[u32] {
        self.incoming.row(party)
    }

    /// What a party paid; nothing for one that does not exist.
    pub fn outgoing(&self, party: u32) -> &[u32] {
        self.outgoing.row(party)
    }

    /// How many parties there are, accounts first.
    pub fn parties(&self) -> u32 {
        short(self.incoming.offsets.len() - 1)
    }

    /// The first transaction of a party in the ledger.
    pub(super) fn first(&self, party: u32) -> Option<i64> {
        let all = self.incoming(party).iter().chain(self.outgoing(party));
        all.min().map(|&position| number(position as usize))
    }

    /// Who shares an attribute.
    pub(super) fn held(&self, view: &View<'_>, attribute: Attribute) -> &Held {
        self.held[attribute.place()].get_or_init(|| Held::new(view, attribute))
    }
}

impl Side {
    /// Counts, then fills: the order of the ledger stays within each row. Instants of one side may go back in it, as
    /// it follows the earlier of both; then rows are put in order.
    fn new(parties: u32, transactions: usize, legs: &[Leg], owner: impl Fn(usize) -> u32) -> Self {
        let exists = |position: usize| Some(owner(position)).filter(|&owner| owner != OUTSIDE && owner < parties);
        let mut offsets = vec![0_u32; parties as usize + 1];
        for owner in (0..transactions).filter_map(exists) {
            offsets[owner as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut positions = vec![0_u32; offsets[parties as usize] as usize];
        // Each offset serves as the next free place of its row, and so ends as the beginning of the next row.
        for position in 0..transactions {
            if let Some(owner) = exists(position) {
                let next = &mut offsets[owner as usize];
                positions[*next as usize] = short(position);
                *next += 1;
            }
        }
        offsets.rotate_right(1);
        offsets[0] = 0;
        let mut side = Self { offsets, positions };
        if !legs.is_sorted_by_key(|leg| leg.at_micros) {
            side.sort_rows(legs);
        }
        side
    }

    fn sort_rows(&mut self, legs: &[Leg]) {
        for ends in self.offsets.windows(2) {
            let row = &mut self.positions[ends[0] as usize..ends[1] as usize];
            if !row.is_sorted_by_key(|&position| at(legs, position)) {
                row.sort_unstable_by_key(|&position| at(legs, position));
            }
        }
    }

    fn row(&self, party: u32) -> &[u32] {
        let at = party as usize;
        match (self.offsets.get(at), self.offsets.get(at + 1)) {
            (Some(&start), Some(&end)) => &self.positions[start as usize..end as usize],
            _ => &[],
        }
    }
}
