//! What several patterns look up in the same ledger: made when the first of them asks.

use std::sync::OnceLock;

use super::Search;
use super::chain;
use super::narrow::Narrow;

/// What is made once in a run.
#[derive(Default)]
pub(crate) struct Shared {
    narrow: OnceLock<Narrow>,
    alike: OnceLock<Vec<u32>>,
}

impl Shared {
    /// The payments between accounts that deal with few.
    pub fn narrow(&self, search: &Search<'_>) -> &Narrow {
        self.narrow.get_or_init(|| Narrow::new(search))
    }

    /// For each payment between two accounts, how many there are between the same two.
    pub fn alike(&self, search: &Search<'_>) -> &[u32] {
        self.alike.get_or_init(|| chain::alike(search.index))
    }
}
