//! What an account held just before it paid, where its opening is known.

use filature_model::Currency;

use super::events::Way;
use super::reading::at;
use super::{Index, View};

/// Opening balances, to look up.
pub(super) struct Openings(Vec<(u32, Currency, i64)>);

impl Openings {
    pub(super) fn new(view: &View<'_>) -> Self {
        let mut openings = view.ledger.openings.clone();
        openings.sort_unstable();
        Self(openings)
    }

    fn of(&self, account: u32, currency: Currency) -> Option<i128> {
        let found = self.0.binary_search_by_key(&(account, currency), |opening| (opening.0, opening.1));
        found.ok().map(|at| i128::from(self.0[at].2))
    }
}

/// Goes through all that an account paid and was paid in time order, and tells `before` of each payment and of what the
/// account held in its currency just before; none where the opening is not known.
pub(super) fn walk(
    (view, index): (&View<'_>, &Index),
    openings: &Openings,
    account: u32,
    mut before: impl FnMut(u32, Option<i128>),
) {
    let key = |way: Way, position: u32| {
        let legs = if way == Way::In { &view.ledger.credited } else { &view.ledger.debited };
        (at(legs, position), way == Way::In)
    };
    let ins = index.incoming(account).iter().map(|&position| (key(Way::In, position), Way::In, position));
    let outs = index.outgoing(account).iter().map(|&position| (key(Way::Out, position), Way::Out, position));
    let mut moves: Vec<_> = ins.chain(outs).collect();
    moves.sort_by_key(|one| one.0);
    let mut held: Vec<(Currency, Option<i128>)> = Vec::new();
    for (_, way, position) in moves {
        let place = position as usize;
        let (minor, currency) = if way == Way::In { view.arrived(place) } else { view.left(place) };
        let purse = held.iter().position(|purse| purse.0 == currency).unwrap_or_else(|| {
            held.push((currency, openings.of(account, currency)));
            held.len() - 1
        });
        let balance = &mut held[purse].1;
        match way {
            Way::In => *balance = balance.map(|balance| balance + i128::from(minor)),
            Way::Out => {
                before(position, *balance);
                *balance = balance.map(|balance| balance - i128::from(minor));
            }
        }
    }
}
