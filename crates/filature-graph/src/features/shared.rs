//! How many payees the payer shares with the one other payer with whom it shares the most.
//!
//! A payee is shared when the other payer paid it and this payer did afterwards, both within the window that ends with the
//! payment; the payee of the payment is one of them.

use rayon::prelude::*;

use super::DAY_MICROS;
use super::history::stretches;
use super::index::{Index, NONE};
use super::ways::{Way, count};

const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
/// So many of the newest receipts of a payee are looked at.
pub(super) const MOST_RECEIPTS: usize = 8;

/// For each place in [`Index::outs`] the number of shared payees, and whether receipts of the payee were too many to look at.
pub(super) fn shared(index: &Index) -> Vec<(u32, bool)> {
    let parts: Vec<Vec<(u32, bool)>> =
        stretches(index, &index.outs).into_par_iter().map(|payers| of_payers(index, payers)).collect();
    parts.concat()
}

fn of_payers(index: &Index, payers: std::ops::Range<u32>) -> Vec<(u32, bool)> {
    let base = index.outs.of(payers.start).start;
    let mut most = vec![(0, false); index.outs.of(payers.end - 1).end - base];
    let mut ways = Vec::new();
    for payer in payers {
        ways.clear();
        for place in index.outs.of(payer) {
            most[place - base].1 = others(index, payer, place, &mut ways);
        }
        count(&mut ways, WINDOW_MICROS, |place, payees| {
            let known = &mut most[place - base].0;
            *known = payees.max(*known);
        });
    }
    most
}

/// Adds who else paid the payee of `place` within the window before, each once with its newest payment.
fn others(index: &Index, payer: u32, place: usize, ways: &mut Vec<Way>) -> bool {
    let (ins, payment) = (&index.ins, index.outs.payments[place]);
    let middle = payment.other;
    if middle == NONE || index.pooled[middle as usize] {
        return false;
    }
    let oldest_micros = payment.at_micros.saturating_sub(WINDOW_MICROS);
    let end = ins.places[payment.position as usize];
    let (receipts, more) = ins.latest(middle, end, oldest_micros, MOST_RECEIPTS);
    let first = ways.len();
    for receipt in ins.payments[receipts].iter().rev() {
        let far = receipt.other;
        if far != NONE && far != payer && ways[first..].iter().all(|way| way.far != far) {
            let place = u32::try_from(place).unwrap_or(NONE);
            let (at_micros, begun_micros) = (payment.at_micros, receipt.at_micros);
            ways.push(Way { far, place, middle, at_micros, begun_micros });
        }
    }
    more
}
