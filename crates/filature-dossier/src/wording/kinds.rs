//! What is said of each kind of finding: its title, what it is, who describes it so, ordinary explanations, what to
//! check next, the places of its accounts, and what its figures are called where they mean something of their own.
//!
//! A kind a file, in English and French side by side. A kind that has no file here is shown as [`OTHER`](other::KIND).

mod bipartite;
mod chain;
mod cycle;
mod fan_in;
mod fan_out;
pub mod flag;
mod funnel;
mod gather_scatter;
mod measures;
mod other;
mod pass_through;
mod places;
mod round_trip;
mod scatter_gather;
mod stack;
mod structuring;

use super::Pair;
pub use measures::MEASURES;
pub use places::Places;

/// A wording that stands in a table of its own.
pub const fn pair(english: &'static str, french: &'static str) -> Pair {
    Pair { english, french }
}

/// What is said of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its word in `findings.json`; empty for any other kind.
    pub word: &'static str,
    /// The title.
    pub title: Pair,
    /// What the pattern is, in a sentence or two.
    pub meaning: Pair,
    /// Who describes it so.
    pub definition: Pair,
    /// Who of its holders may be acting under coercion: it stands with every finding.
    pub coercion: Pair,
    /// What the places of its accounts are called.
    pub places: Places,
    /// Figures that mean something of their own in this kind.
    pub figures: &'static [(&'static str, Pair)],
    /// Ordinary explanations.
    pub innocent: &'static [Pair],
    /// What to check next.
    pub next: &'static [Pair],
}

impl Kind {
    /// What a figure of this kind is called; one that has no name goes by its own, with spaces.
    pub fn measure(&self, name: &str) -> Option<Pair> {
        named(self.figures, name).or_else(|| named(MEASURES, name))
    }
}

fn named(names: &[(&str, Pair)], name: &str) -> Option<Pair> {
    names.iter().find(|(known, _)| *known == name).map(|(_, pair)| *pair)
}

/// All kinds, for the lints; the last are any flag and any other.
pub const KINDS: [Kind; 14] = [
    cycle::KIND,
    fan_in::KIND,
    fan_out::KIND,
    gather_scatter::KIND,
    scatter_gather::KIND,
    bipartite::KIND,
    stack::KIND,
    chain::KIND,
    pass_through::KIND,
    structuring::KIND,
    funnel::KIND,
    round_trip::KIND,
    flag::KIND,
    other::KIND,
];

/// What is said of a kind.
pub fn kind(word: &str) -> Kind {
    KINDS.into_iter().find(|kind| kind.word == word && !word.is_empty()).unwrap_or(other::KIND)
}
