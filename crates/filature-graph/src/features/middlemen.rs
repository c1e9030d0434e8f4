//! How many middlemen stand between a source and the payee once a payment is made: the payer is one of them.
//!
//! A middleman is complete when the source paid it and it paid the payee afterwards, both within the window that ends
//! with this payment; the figure is that of the source with the most.

use std::ops::Range;

use super::DAY_MICROS;
use super::history::by_stretch;
use super::index::{Index, NONE, TOUCHED};
use super::ways::{Counted, Way, count};

const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
/// So many of the newest receipts of a middleman are looked at.
pub(super) const MOST_RECEIPTS: usize = 64;

/// For each place in [`Index::ins`] the number of middlemen, and whether receipts of the payer were too many to look at.
pub(super) fn middlemen(index: &Index) -> Vec<Counted> {
    by_stretch(index, &index.ins, Counted::default(), |sinks, base, room| of_sinks(index, sinks, base, room))
}

fn of_sinks(index: &Index, sinks: Range<u32>, base: usize, most: &mut [Counted]) {
    let (mut ways, mut touched) = (Vec::new(), 0);
    for sink in sinks {
        ways.clear();
        for place in index.ins.of(sink) {
            if place >= touched {
                touched = (place + TOUCHED).min(index.ins.payments.len());
                index.ins.touch(index.ins.payments[place..touched].iter().map(|payment| payment.other_before));
            }
            most[place - base] = Counted::new(0, sources(index, sink, place, &mut ways));
        }
        count(&mut ways, WINDOW_MICROS, |place, middlemen| {
            let known = &mut most[place - base];
            *known = known.at_least(middlemen);
        });
    }
}

/// Adds who paid the payer of `place` within the window before, each once with its newest payment.
fn sources(index: &Index, sink: u32, place: usize, ways: &mut Vec<Way>) -> bool {
    let (ins, payment) = (&index.ins, index.ins.payments[place]);
    let middle = payment.other;
    if middle == NONE || index.pooled[middle as usize] {
        return false;
    }
    let oldest_micros = payment.at_micros.saturating_sub(WINDOW_MICROS);
    let (receipts, more) = ins.latest(middle, payment.other_before, oldest_micros, MOST_RECEIPTS);
    let first = ways.len();
    for receipt in ins.payments[receipts].iter().rev() {
        let far = receipt.other;
        if far != NONE && far != sink && ways[first..].iter().all(|way| way.far != far) {
            let place = u32::try_from(place).unwrap_or(NONE);
            let (at_micros, begun_micros) = (payment.at_micros, receipt.at_micros);
            ways.push(Way { far, place, middle, at_micros, begun_micros });
        }
    }
    more
}
