//! Where an account stands in a flow: what the roles of `findings.json` are called, for each kind of finding.

use super::{Pair, pair};
use crate::wording;

/// What the places in the flow of one kind are called.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// `source`.
    pub source: Pair,
    /// `sink`.
    pub sink: Pair,
    /// `hub` and `pass-through`: the account that the finding is around.
    pub middle: Pair,
    /// `member`: who stands in between, in a ring, or in two places at once.
    pub member: Pair,
}

impl Places {
    /// Who pays, who is paid, and who does both.
    pub const PLAIN: Self = Self {
        source: wording::ROLE_SOURCE,
        sink: wording::ROLE_SINK,
        middle: wording::ROLE_HUB,
        member: wording::ROLE_BOTH,
    };

    /// From one end to the other, by those in between.
    pub const IN_LAYERS: Self = Self {
        source: pair("first: pays those in between", "au départ : paie les comptes intermédiaires"),
        sink: pair("last: is paid by those in between", "à l’arrivée : payé par les comptes intermédiaires"),
        middle: wording::ROLE_HUB,
        member: pair("in between: is paid, then pays", "compte intermédiaire : est payé, puis paie"),
    };

    /// What a role is called; nothing for a role that has no name.
    pub fn of(&self, role: &str) -> Option<Pair> {
        match role {
            "source" => Some(self.source),
            "sink" => Some(self.sink),
            "hub" | "pass-through" => Some(self.middle),
            "member" => Some(self.member),
            _ => None,
        }
    }

    /// All of them, for the lints.
    #[cfg(test)]
    pub fn all(&self) -> [Pair; 4] {
        [self.source, self.sink, self.middle, self.member]
    }
}
