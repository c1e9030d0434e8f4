//! What lies behind each payment: earlier ones between the same two, how many others the pocket ever dealt with, and
//! how long its money lay there.
//!
//! **Dwell.** A pocket's receipts wait in the order in which they came; a payment takes from the oldest that is left.
//! Its dwell is the mean of the ages of what it takes, weighted by amount; what was there before the ledger begins, or
//! came from nowhere that is known, has no age and is not covered.

use rayon::prelude::*;

use super::index::{Index, NONE, Payment, Rows};

/// One direction of one pocket's dealings, by place in [`Rows`].
pub(super) struct Dealings {
    /// The place of the payment before between the same two, or [`NONE`].
    pub previous: Vec<u32>,
    /// How many payments there were before between the same two.
    pub before: Vec<u32>,
    /// How many different pockets the pocket dealt with so far, this one included.
    pub others_ever: Vec<u32>,
    /// Places sorted by (pocket, other pocket, place).
    pub by_other: Vec<u32>,
}

/// For each place in [`Index::ins`], how many payments the payee had made to the payer before.
pub(super) fn returned(index: &Index, paid: &Dealings, received: &Dealings) -> Vec<u32> {
    let of_stretch = |pockets: std::ops::Range<u32>| {
        let base = index.ins.of(pockets.start).start;
        let mut returned = vec![0; index.ins.of(pockets.end - 1).end - base];
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
        returned
    };
    stretches(index, &index.ins).into_par_iter().map(of_stretch).collect::<Vec<_>>().concat()
}

/// How long the money of each payment lay at the payer, by place in [`Index::outs`].
pub(super) struct Dwell {
    /// Mean age in seconds; [`NONE`] when nothing of it is covered.
    pub seconds: Vec<u32>,
    /// How much of the payment is covered by receipts in the ledger.
    pub covered_permille: Vec<u32>,
}

/// Stretches of pockets with about equally many payments.
pub(super) fn stretches(index: &Index, rows: &Rows) -> Vec<std::ops::Range<u32>> {
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

impl Dealings {
    /// Looks through one direction.
    pub fn new(index: &Index, rows: &Rows) -> Self {
        let parts: Vec<Self> = stretches(index, rows).into_par_iter().map(|pockets| Self::of(rows, pockets)).collect();
        let all = |get: fn(&Self) -> &[u32]| parts.iter().map(get).collect::<Vec<_>>().concat();
        Self {
            previous: all(|part| &part.previous),
            before: all(|part| &part.before),
            others_ever: all(|part| &part.others_ever),
            by_other: all(|part| &part.by_other),
        }
    }

    fn of(rows: &Rows, pockets: std::ops::Range<u32>) -> Self {
        let base = rows.of(pockets.start).start;
        let len = rows.of(pockets.end - 1).end - base;
        let mut part = Self {
            previous: vec![NONE; len],
            before: vec![0; len],
            others_ever: vec![0; len],
            by_other: Vec::with_capacity(len),
        };
        let mut sorted: Vec<(u32, u32)> = Vec::new();
        for pocket in pockets {
            let of = rows.of(pocket);
            sorted.clear();
            sorted
                .extend(of.clone().filter_map(|place| Some((rows.payments[place].other, u32::try_from(place).ok()?))));
            sorted.sort_unstable();
            for pair in sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                let (place, before) = (pair[1].1 as usize - base, pair[0].1);
                part.previous[place] = before;
                part.before[place] = part.before[before as usize - base] + 1;
            }
            part.by_other.extend(sorted.iter().map(|pair| pair.1));
            let mut ever = 0;
            for place in of {
                let is_first = part.previous[place - base] == NONE && rows.payments[place].other != NONE;
                ever += u32::from(is_first);
                part.others_ever[place - base] = ever;
            }
        }
        part
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

impl Dwell {
    /// Runs every pocket's queue.
    pub fn new(index: &Index) -> Self {
        let parts: Vec<(Vec<u32>, Vec<u32>)> =
            stretches(index, &index.outs).into_par_iter().map(|pockets| queues(index, pockets)).collect();
        let (seconds, covered): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        Self { seconds: seconds.concat(), covered_permille: covered.concat() }
    }
}

fn queues(index: &Index, pockets: std::ops::Range<u32>) -> (Vec<u32>, Vec<u32>) {
    let (outs, ins) = (&index.outs, &index.ins);
    let (mut seconds, mut covered) = (Vec::new(), Vec::new());
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
            seconds.push(if part == 0 { NONE } else { u32::try_from(weighted / part).unwrap_or(NONE - 1) });
            covered.push(u32::try_from(part * 1_000 / amount).unwrap_or(NONE));
        }
    }
    (seconds, covered)
}
