//! How many middlemen stand between a source and the payee once a payment is made: the payer is one of them.
//!
//! A middleman is complete when the source paid it and it paid the payee afterwards, both within the window that ends
//! with this payment; the figure is that of the source with the most.

use rayon::prelude::*;

use super::DAY_MICROS;
use super::history::stretches;
use super::index::{Index, NONE};
use super::ways::{Way, count};

const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
/// So many of the newest receipts of a middleman are looked at.
pub(super) const MOST_RECEIPTS: usize = 64;

/// For each place in [`Index::ins`] the number of middlemen, and whether receipts of the payer were too many to look at.
pub(super) fn middlemen(index: &Index) -> Vec<(u32, bool)> {
    let parts: Vec<Vec<(u32, bool)>> =
        stretches(index, &index.ins).into_par_iter().map(|sinks| of_sinks(index, sinks)).collect();
    parts.concat()
}

fn of_sinks(index: &Index, sinks: std::ops::Range<u32>) -> Vec<(u32, bool)> {
    let base = index.ins.of(sinks.start).start;
    let mut most = vec![(0, false); index.ins.of(sinks.end - 1).end - base];
    let mut ways = Vec::new();
    for sink in sinks {
        ways.clear();
        for place in index.ins.of(sink) {
            most[place - base].1 = sources(index, sink, place, &mut ways);
        }
        count(&mut ways, WINDOW_MICROS, |place, middlemen| {
            let known = &mut most[place - base].0;
            *known = middlemen.max(*known);
        });
    }
    most
}

/// Adds who paid the payer of `place` within the window before, each once with its newest payment.
fn sources(index: &Index, sink: u32, place: usize, ways: &mut Vec<Way>) -> bool {
    let (ins, payment) = (&index.ins, index.ins.payments[place]);
    let middle = payment.other;
    if middle == NONE || index.pooled[middle as usize] {
        return false;
    }
    let oldest_micros = payment.at_micros.saturating_sub(WINDOW_MICROS);
    let end = index.received_before[payment.position as usize];
    let (receipts, more) = ins.latest(middle, end, oldest_micros, MOST_RECEIPTS);
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
