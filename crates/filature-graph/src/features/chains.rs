//! How many payments long the longest relay is that ends with a payment.
//!
//! A payment continues a relay when its payer received the one before within four days and it is between half and five
//! quarters of that; the payer is no pooled account. Pockets may recur, so that money that goes round and round makes a
//! long relay.

use super::DAY_MICROS;
use super::index::{Index, NONE, TOUCHED};
use super::ways::Counted;

const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
const LEAST_PERMILLE: i128 = 500;
const MOST_PERMILLE: i128 = 1_250;
/// So many of the newest receipts of a payer are looked at.
pub(super) const MOST_RECEIPTS: usize = 64;
/// No relay is counted past this.
const MOST_HOPS: u32 = 1_000;

/// For each transaction the length of the longest relay that ends with it, and whether receipts were too many to look at.
pub(super) fn chains(index: &Index) -> Vec<Counted> {
    let mut chains: Vec<Counted> = Vec::with_capacity(index.len());
    for position in 0..index.len() {
        if position % TOUCHED == 0 {
            let ahead = position..(position + TOUCHED).min(index.len());
            index.ins.touch(index.received_before[ahead.clone()].iter().copied());
            index.outs.touch(index.outs.places[ahead].iter().map(|&place| place.saturating_add(1)));
        }
        let (payer, payee) = (index.payer[position], index.payee[position]);
        let chain =
            if payer == NONE && payee == NONE { Counted::default() } else { longest(index, &chains, position, payer) };
        chains.push(chain);
    }
    chains
}

fn longest(index: &Index, chains: &[Counted], position: usize, payer: u32) -> Counted {
    if payer == NONE || index.pooled[payer as usize] {
        return Counted::new(1, false);
    }
    let (ins, outs) = (&index.ins, &index.outs);
    let payment = outs.payments[outs.places[position] as usize];
    let left = i128::from(payment.amount_minor) * 1_000;
    let oldest_micros = payment.at_micros.saturating_sub(WINDOW_MICROS);
    let (receipts, more) = ins.latest(payer, index.received_before[position], oldest_micros, MOST_RECEIPTS);
    let fits = |&receipt: &usize| {
        let came = i128::from(ins.payments[receipt].amount_minor);
        came * LEAST_PERMILLE <= left && left <= came * MOST_PERMILLE
    };
    let before = receipts.filter(fits).map(|receipt| chains[ins.payments[receipt].position as usize].count()).max();
    Counted::new(before.map_or(1, |hops| (hops + 1).min(MOST_HOPS)), more)
}
