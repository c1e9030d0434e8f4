//! How many payees the payer shares with the one other payer with whom it shares the most.
//!
//! A payee is shared when the other payer paid it and this payer did afterwards, both within the window that ends with the
//! payment; the payee of the payment is one of them.

use std::ops::Range;

use super::DAY_MICROS;
use super::history::by_stretch;
use super::index::{Index, NONE, TOUCHED};
use super::ways::{Counted, Way, count};

const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
/// So many of the newest receipts of a payee are looked at.
pub(super) const MOST_RECEIPTS: usize = 8;

/// For each place in [`Index::outs`] the number of shared payees, and whether receipts of the payee were too many to look at.
pub(super) fn shared(index: &Index) -> Vec<Counted> {
    by_stretch(index, &index.outs, Counted::default(), |payers, base, room| of_payers(index, payers, base, room))
}

fn of_payers(index: &Index, payers: Range<u32>, base: usize, most: &mut [Counted]) {
    let (mut ways, mut places, mut touched) = (Vec::new(), Vec::new(), 0);
    for payer in payers {
        ways.clear();
        for place in index.outs.of(payer) {
            if place >= touched {
                touched = (place + TOUCHED).min(index.outs.payments.len());
                let paid = &index.outs.payments[place..touched];
                // First the places alone: none of them waits for another.
                places.clear();
                places.extend(paid.iter().map(|payment| index.ins.places[payment.position as usize]));
                index.ins.touch(places.iter().copied());
            }
            most[place - base] = Counted::new(0, others(index, payer, place, &mut ways));
        }
        count(&mut ways, WINDOW_MICROS, |place, payees| {
            let known = &mut most[place - base];
            *known = known.at_least(payees);
        });
    }
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
