//! What lies behind each payment: earlier ones between the same two, how many others the pocket ever dealt with, and
//! how long its money lay there.
//!
//! **Dwell.** A pocket's receipts wait in the order in which they came; a payment takes from the oldest that is left.
//! Its dwell is the mean of the ages of what it takes, weighted by amount; what was there before the ledger begins, or
//! came from nowhere that is known, has no age and is not covered.

use std::ops::Range;

use rayon::prelude::*;

use super::index::{Index, NONE, Payment, Rows};

/// What lies behind a payment on one of its two sides. What is looked at together stands together.
#[derive(Clone, Copy)]
pub(super) struct Behind {
    /// The place after the payment before between the same two, 0 when there was none, [`NONE`] where the other side is
    /// the outside world: different others from a place on are those for which it is no greater.
    pub previous: u32,
    /// The place of the payment after between the same two, [`NONE`] when there is none, 0 with the outside world.
    pub next: u32,
    /// How many payments there were before between the same two.
    pub before: u32,
    /// How many different pockets the pocket dealt with so far, this one included.
    pub others_ever: u32,
}

/// One direction of all pockets' dealings.
pub(super) struct Dealings {
    /// By place in [`Rows`].
    pub behind: Vec<Behind>,
    /// Places sorted by (pocket, other pocket, place).
    pub by_other: Vec<u32>,
}

/// For each place in [`Index::ins`], how many payments the payee had made to the payer before.
pub(super) fn returned(index: &Index, paid: &Dealings, received: &Dealings) -> Vec<u32> {
    by_stretch(index, &index.ins, 0, |pockets, base, returned| {
        for pocket in pockets {
            let outs = paid.by_other[index.outs.of(pocket)].iter().map(|&place| index.outs.payments[place as usize]);
            let (mut outs, mut before) = (outs.peekable(), (NONE, 0));
            for &place in &received.by_other[index.ins.of(pocket)] {
                let came = index.ins.payments[place as usize];
                if before.0 != came.other {
                    before = (came.other, 0);
                }
                while let Some(out) = outs.next_if(|out| (out.other, out.position) < (came.other, came.position)) {
                    before.1 += u32::from(out.other == came.other);
                }
                returned[place as usize - base] = before.1;
            }
        }
    })
}

/// How long the money of a payment lay at the payer.
#[derive(Clone, Copy)]
pub(super) struct Dwell {
    /// Mean age in seconds; [`NONE`] when nothing of it is covered.
    pub seconds: u32,
    /// How much of the payment is covered by receipts in the ledger.
    pub covered_permille: u32,
}

/// Stretches of pockets with about equally many payments.
fn stretches(index: &Index, rows: &Rows) -> Vec<Range<u32>> {
    let each = (rows.payments.len() / 64).max(256);
    let (mut stretches, mut start, mut begun) = (Vec::new(), 0, 0);
    for pocket in 0..index.pockets() {
        let end = rows.offsets[pocket as usize + 1] as usize;
        if end - begun >= each || pocket + 1 == index.pockets() {
            stretches.push(start..pocket + 1);
            (start, begun) = (pocket + 1, end);
        }
    }
    stretches
}

/// Computes something for each place of a direction, stretches of pockets side by side. `fill` is given some pockets, their
/// first place and room for theirs.
pub(super) fn by_stretch<T: Copy + Send>(
    index: &Index,
    rows: &Rows,
    empty: T,
    fill: impl Fn(Range<u32>, usize, &mut [T]) + Sync,
) -> Vec<T> {
    let mut all = vec![empty; rows.payments.len()];
    let (mut work, mut rest, mut base) = (Vec::new(), all.as_mut_slice(), 0);
    for pockets in stretches(index, rows) {
        let end = rows.offsets[pockets.end as usize] as usize;
        let (room, after) = rest.split_at_mut(end - base);
        work.push((pockets, base, room));
        (rest, base) = (after, end);
    }
    work.into_par_iter().for_each(|(pockets, base, room)| fill(pockets, base, room));
    all
}

impl Dealings {
    /// Looks through one direction.
    pub fn new(index: &Index, rows: &Rows) -> Self {
        let by_other = by_stretch(index, rows, NONE, |pockets, base, room| sort_by_other(rows, pockets, base, room));
        let empty = Behind { previous: 0, next: NONE, before: 0, others_ever: 0 };
        let behind = by_stretch(index, rows, empty, |pockets, base, room| {
            pockets.for_each(|pocket| look_behind(rows, &by_other, rows.of(pocket), base, room));
        });
        Self { behind, by_other }
    }

    /// How many different others the payments at some places of one pocket are with.
    pub fn distinct(&self, places: Range<usize>) -> u32 {
        let start = u32::try_from(places.start).unwrap_or(NONE - 1);
        self.behind[places].iter().map(|known| u32::from(known.previous <= start)).sum()
    }

    /// How many payments of `pocket` to or from `other` are no older than `oldest_micros` and stand before `position`.
    pub fn between(&self, rows: &Rows, pocket: u32, other: u32, oldest_micros: i64, position: u32) -> u32 {
        let run = &self.by_other[rows.of(pocket)];
        let is_before = |payment: &Payment| payment.at_micros < oldest_micros;
        let from = run.partition_point(|&place| {
            let payment = &rows.payments[place as usize];
            payment.other < other || (payment.other == other && is_before(payment))
        });
        let to = run[from..].partition_point(|&place| {
            let payment = &rows.payments[place as usize];
            payment.other == other && payment.position < position
        });
        u32::try_from(to).unwrap_or(NONE)
    }
}

fn sort_by_other(rows: &Rows, pockets: Range<u32>, base: usize, by_other: &mut [u32]) {
    let mut sorted: Vec<(u32, u32)> = Vec::new();
    for pocket in pockets {
        let of = rows.of(pocket);
        let first = rows.offsets[pocket as usize];
        sorted.clear();
        sorted.extend(rows.payments[of.clone()].iter().map(|payment| payment.other).zip(first..));
        sorted.sort_unstable();
        by_other[of.start - base..of.end - base].iter_mut().zip(&sorted).for_each(|(place, pair)| *place = pair.1);
    }
}

/// What lies behind each payment of a pocket, which has the places `of`.
fn look_behind(rows: &Rows, by_other: &[u32], of: Range<usize>, base: usize, behind: &mut [Behind]) {
    let mut before: Option<(u32, u32)> = None;
    for &place in &by_other[of.clone()] {
        let other = rows.payments[place as usize].other;
        let at = place as usize - base;
        if other == NONE {
            (behind[at].previous, behind[at].next) = (NONE, 0);
            continue;
        }
        if let Some((_, earlier)) = before.filter(|before| before.0 == other) {
            let known = &mut behind[earlier as usize - base];
            known.next = place;
            let count = known.before + 1;
            (behind[at].previous, behind[at].before) = (earlier + 1, count);
        }
        before = Some((other, place));
    }
    let mut ever = 0;
    for known in &mut behind[of.start - base..of.end - base] {
        ever += u32::from(known.previous == 0);
        known.others_ever = ever;
    }
}

/// Runs every pocket's queue; by place in [`Index::outs`].
pub(super) fn dwells(index: &Index) -> Vec<Dwell> {
    let empty = Dwell { seconds: NONE, covered_permille: 0 };
    by_stretch(index, &index.outs, empty, |pockets, base, room| queues(index, pockets, base, room))
}

fn queues(index: &Index, pockets: Range<u32>, base: usize, dwells: &mut [Dwell]) {
    let (outs, ins) = (&index.outs, &index.ins);
    for pocket in pockets {
        let came = ins.of(pocket);
        let (mut oldest, mut taken_minor) = (came.start, 0);
        for place in outs.of(pocket) {
            let (mut wanted_minor, mut weighted) = (outs.payments[place].amount_minor, 0_i128);
            while wanted_minor > 0 && oldest < came.end && ins.payments[oldest].position < outs.payments[place].position
            {
                let part_minor = wanted_minor.min(ins.payments[oldest].amount_minor - taken_minor);
                let age_micros = outs.payments[place].at_micros.saturating_sub(ins.payments[oldest].at_micros);
                weighted += i128::from(part_minor) * i128::from(age_micros / 1_000_000);
                wanted_minor -= part_minor;
                taken_minor += part_minor;
                if taken_minor == ins.payments[oldest].amount_minor {
                    (oldest, taken_minor) = (oldest + 1, 0);
                }
            }
            let amount = i128::from(outs.payments[place].amount_minor);
            let part = amount - i128::from(wanted_minor);
            let seconds = if part == 0 { NONE } else { u32::try_from(weighted / part).unwrap_or(NONE - 1) };
            let covered_permille = u32::try_from(part * 1_000 / amount).unwrap_or(NONE);
            dwells[place - base] = Dwell { seconds, covered_permille };
        }
    }
}
