//! How many marked entries are where they were, in figures alone.

use filature_ledger::marks::{Place, Placed};
use filature_ledger::standing::Standing;
use filature_ledger::{Case, Line};
use serde::Serialize;

use super::board::Board;
use crate::outcome::Failure;

/// Entries that are no longer under the id that was marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Whereabouts {
    /// Known by another id.
    pub moved: usize,
    /// Several could be meant.
    pub doubtful: usize,
    /// Nothing fits.
    pub lost: usize,
}

impl Whereabouts {
    /// Of the marks of a case; none where all are where they were.
    pub fn of(case: &Case, lines: &[Line]) -> Result<Option<Self>, Failure> {
        if Standing::of(lines).marks.is_empty() {
            return Ok(None);
        }
        Ok(Self::count(Board::of(case)?.placed.iter().flatten()))
    }

    /// Of entries; none where all are where they were.
    pub fn count<'a>(placed: impl Iterator<Item = &'a Placed>) -> Option<Self> {
        let mut counts = Self::default();
        for one in placed {
            match one.place {
                Place::Found(_) => {}
                Place::Moved(_) => counts.moved += 1,
                Place::Doubtful(_) => counts.doubtful += 1,
                Place::Lost => counts.lost += 1,
            }
        }
        (counts != Self::default()).then_some(counts)
    }

    /// In a sentence.
    pub fn said(self) -> String {
        let Self { moved, doubtful, lost } = self;
        format!(
            "Since they were marked, entries: {moved} moved, {doubtful} doubtful, {lost} lost; `filature mark CASE` shows them, and \
             --settle MARK ENTRY=NEW says which entry is meant."
        )
    }
}
