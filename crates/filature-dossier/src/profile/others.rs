//! Who paid and who was paid: the largest one by one, the others in one line, and what names nobody in another, so that the sums foot.

use std::collections::BTreeMap;

use filature_model::KnownBy;

use super::{Flow, Numbered, Side, Whole};

/// How many are listed.
pub const LARGEST: usize = 20;

/// Somebody on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// An account, or behind the accounts a customer.
    pub party: u32,
    /// By what they are told apart. By a name alone, they may be several people.
    pub known_by: KnownBy,
    /// What they paid and were paid.
    pub flow: Flow,
    /// The first day and the last.
    pub days: (i32, i32),
}

/// All on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// The largest by what passed both ways together, at most [`LARGEST`].
    pub largest: Vec<Other>,
    /// How many others there are.
    pub rest_count: usize,
    /// What passed with them.
    pub rest: Flow,
    /// What names nobody: cash, fees, cards without a shop.
    pub nobody: Flow,
}

pub fn of(whole: &Whole<'_>, sides: &Numbered<'_>) -> Others {
    let mut by_party = BTreeMap::<u32, Vec<(u32, &Side)>>::new();
    let mut others = Others::default();
    for &(at, side) in sides {
        match side.other {
            Some(party) => by_party.entry(party).or_default().push((at, side)),
            None => others.nobody.take(at, side),
        }
    }
    let accounts = whole.ledger.accounts.len();
    let mut all: Vec<Other> = by_party
        .into_iter()
        .map(|(party, sides)| {
            let days = sides.iter().map(|(_, side)| side.day);
            Other {
                party,
                known_by: whole.details.known_by(party, accounts).unwrap_or(KnownBy::Name),
                flow: super::sum(&sides),
                days: (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default()),
            }
        })
        .collect();
    // Of equal sums in the order of accounts: the sort is stable.
    all.sort_by_key(|other| std::cmp::Reverse(other.flow.credits.minor() + other.flow.debits.minor()));
    let rest = all.split_off(all.len().min(LARGEST));
    others.rest_count = rest.len();
    let mut places: Vec<u32> = rest
        .iter()
        .flat_map(|other| [&other.flow.credits, &other.flow.debits])
        .flat_map(|sum| sum.sides())
        .copied()
        .collect();
    places.sort_unstable();
    for at in places {
        others.rest.take(at, &whole.sides[at as usize]);
    }
    others.largest = all;
    others
}
