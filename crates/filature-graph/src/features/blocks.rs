//! Sums, least and most of blocks of payments, so that a stretch of many is summed up without a look at each.
//!
//! Blocks are counted from the first place of all, not of a pocket: what lies between two places of a pocket is the pocket's
//! own, so are the blocks between them, and the two ends are looked at payment by payment.

use std::ops::Range;

use super::index::{Payment, Rows};
use super::moments::Powers;

/// So many payments stand in a block.
const BLOCK: usize = 32;

/// The least and the most of nothing.
pub(super) const NO_EXTREMES: (i64, i64) = (i64::MAX, i64::MIN);

/// What blocks of one direction hold.
pub(super) struct Blocks {
    /// For each block the sums of all before it, and one more at the end.
    before: Vec<Powers>,
    /// For each block its least and most.
    extremes: Vec<(i64, i64)>,
}

impl Blocks {
    /// Sums up one direction.
    pub fn new(rows: &Rows) -> Self {
        let (mut before, mut sum) = (Vec::with_capacity(rows.payments.len() / BLOCK + 2), Powers::default());
        before.push(sum);
        for block in rows.payments.chunks(BLOCK) {
            sum = sum.with(powers(block));
            before.push(sum);
        }
        Self { before, extremes: rows.payments.chunks(BLOCK).map(extremes).collect() }
    }

    /// The sums of the payments at some places.
    pub fn powers(&self, rows: &Rows, places: Range<usize>) -> Powers {
        let (blocks, [start, end]) = parts(places);
        let ends = powers(&rows.payments[start]).with(powers(&rows.payments[end]));
        ends.with(self.before[blocks.end].without(self.before[blocks.start]))
    }

    /// Their least and most.
    pub fn extremes(&self, rows: &Rows, places: Range<usize>) -> (i64, i64) {
        let (blocks, [start, end]) = parts(places);
        let ends = wider(extremes(&rows.payments[start]), extremes(&rows.payments[end]));
        self.extremes[blocks].iter().copied().fold(ends, wider)
    }
}

/// The whole blocks among some places, and what stands before and behind them.
#[inline]
fn parts(places: Range<usize>) -> (Range<usize>, [Range<usize>; 2]) {
    let (from, to) = (places.start.div_ceil(BLOCK), places.end / BLOCK);
    if from >= to {
        let end = places.end;
        return (0..0, [places, end..end]);
    }
    (from..to, [places.start..from * BLOCK, to * BLOCK..places.end])
}

#[inline]
fn powers(payments: &[Payment]) -> Powers {
    payments.iter().fold(Powers::default(), |sum, payment| sum.with(Powers::of(payment.amount_minor)))
}

#[inline]
fn extremes(payments: &[Payment]) -> (i64, i64) {
    payments.iter().fold(NO_EXTREMES, |known, payment| wider(known, (payment.amount_minor, payment.amount_minor)))
}

/// The least and the most of two.
#[inline]
pub(super) fn wider(one: (i64, i64), other: (i64, i64)) -> (i64, i64) {
    (one.0.min(other.0), one.1.max(other.1))
}
