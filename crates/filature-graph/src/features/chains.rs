//! How many payments long the longest relay is that ends with a payment.
//!
//! A payment continues a relay when its payer received the one before within four days and it is between half and five
//! quarters of that; the payer is no pooled account. Pockets may recur, so that money that goes round and round makes a
//! long relay.

use super::DAY_MICROS;
use super::index::{Index, NONE};

const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
const LEAST_PERMILLE: i128 = 500;
const MOST_PERMILLE: i128 = 1_250;
/// So many of the newest receipts of a payer are looked at.
pub(super) const MOST_RECEIPTS: usize = 64;
/// No relay is counted past this.
const MOST_HOPS: u32 = 1_000;

/// For each transaction the length of the longest relay that ends with it, and whether receipts were too many to look at.
pub(super) fn chains(index: &Index) -> Vec<(u32, bool)> {
    let mut chains: Vec<(u32, bool)> = Vec::with_capacity(index.len());
    for position in 0..index.len() {
        let (payer, payee) = (index.payer[position], index.payee[position]);
        let chain = if payer == NONE && payee == NONE { (0, false) } else { longest(index, &chains, position, payer) };
        chains.push(chain);
    }
    chains
}

fn longest(index: &Index, chains: &[(u32, bool)], position: usize, payer: u32) -> (u32, bool) {
    if payer == NONE || index.pooled[payer as usize] {
        return (1, false);
    }
    let (ins, outs) = (&index.ins, &index.outs);
    let left = i128::from(outs.payments[outs.places[position] as usize].amount_minor) * 1_000;
    let oldest_micros = index.at_micros[position].saturating_sub(WINDOW_MICROS);
    let (receipts, more) = ins.latest(payer, index.received_before[position], oldest_micros, MOST_RECEIPTS);
    let fits = |&receipt: &usize| {
        let came = i128::from(ins.payments[receipt].amount_minor);
        came * LEAST_PERMILLE <= left && left <= came * MOST_PERMILLE
    };
    let before = receipts.filter(fits).map(|receipt| chains[ins.payments[receipt].position as usize].0).max();
    (before.map_or(1, |hops| (hops + 1).min(MOST_HOPS)), more)
}
