//! Where the entries of marks are in the ledger as it is: worked out again when either has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use filature_ledger::LedgerError;
use filature_ledger::marks::{Bookings, Placed, resolve};
use filature_ledger::standing::Mark;
use filature_model::EntryId;

use super::{Base, Heard};

/// The marks that stand, each with its entries where they are.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// In the order in which they were made.
    pub all: Vec<(Mark, Vec<Placed>)>,
    /// By the row that bears it, or that shows the same booking and counts.
    by_entry: BTreeMap<EntryId, Vec<usize>>,
}

impl Marks {
    /// Of a ledger and a journal.
    ///
    /// # Errors
    /// A bug of ours, when the ledger has not the columns that it should.
    pub fn of(base: &Base, heard: &Heard) -> Result<Arc<Self>, LedgerError> {
        let marks = &heard.standing.marks;
        let placed = resolve(marks, &Bookings::of(&base.ledger.book, marks)?);
        let mut by_entry = BTreeMap::<EntryId, Vec<usize>>::new();
        for (at, placed) in placed.iter().enumerate() {
            for id in placed.iter().flat_map(|one| one.place.entry().into_iter().chain(one.shown_by)) {
                let of_entry = by_entry.entry(id).or_default();
                if of_entry.last() != Some(&at) {
                    of_entry.push(at);
                }
            }
        }
        Ok(Arc::new(Self { all: marks.iter().cloned().zip(placed).collect(), by_entry }))
    }

    /// The marks on an entry.
    pub fn on(&self, entry: EntryId) -> impl Iterator<Item = &Mark> {
        self.by_entry.get(&entry).into_iter().flatten().filter_map(|&at| self.all.get(at)).map(|(mark, _)| mark)
    }

    /// The entries of a mark that are known, by the ids that they have now.
    pub fn known(placed: &[Placed]) -> impl Iterator<Item = EntryId> {
        placed.iter().filter_map(|one| one.place.entry())
    }
}
