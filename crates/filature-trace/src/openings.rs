//! Balances before the first transaction.

use crate::call::Call;
use crate::pockets::{Event, Pockets, Side};

/// The opening of each pocket, minor units; none where it is not known.
pub(crate) fn known(call: &Call<'_>, pockets: &Pockets) -> Vec<Option<i128>> {
    let mut openings = vec![None; pockets.keys.len()];
    for &(account, currency, minor) in &call.ledger.openings {
        if let Ok(pocket) = pockets.keys.binary_search(&(currency, account)) {
            openings[pocket] = Some(i128::from(minor));
        }
    }
    openings
}

/// The known openings, and for the others the least that keeps the pocket from going below zero in this order.
pub(crate) fn least(known: &[Option<i128>], order: &[Event]) -> Vec<i128> {
    let (mut net, mut lowest) = (vec![0_i128; known.len()], vec![0_i128; known.len()]);
    for event in order {
        let pocket = event.pocket as usize;
        net[pocket] += if event.side == Side::Credit { event.minor } else { -event.minor };
        lowest[pocket] = lowest[pocket].min(net[pocket]);
    }
    known.iter().zip(lowest).map(|(known, lowest)| known.unwrap_or(-lowest)).collect()
}

/// The known openings, and for the others so much that no debit ever reaches past it.
pub(crate) fn ample(known: &[Option<i128>], least: &[i128], order: &[Event]) -> Vec<i128> {
    let mut ample = least.to_vec();
    for event in order.iter().filter(|event| event.side == Side::Debit) {
        let pocket = event.pocket as usize;
        if known[pocket].is_none() {
            ample[pocket] += event.minor;
        }
    }
    ample
}
