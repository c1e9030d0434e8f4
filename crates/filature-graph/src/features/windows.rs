//! What a pocket paid and was paid in the days up to a payment, and with how many others.
//!
//! A pocket's payments of a stretch are gone through in order. Sums over a window are differences of running sums, and
//! the number of different others is kept up to date as payments come in and fall out, so that a hub costs no more a
//! payment than anybody else. Running sums begin where the longest window of the stretch's first payment begins: a stretch of
//! the ledger needs nothing but the ledger before it.

use super::DAY_MICROS;
use super::history::Dealings;
use super::index::{Index, NONE, Payment, Rows};
use super::moments::{Moments, Powers, mean_minor, moments};
use super::{Column, Unit};

/// The windows: their names and lengths.
const WINDOWS: [(&str, i64); 3] = [("1d", DAY_MICROS), ("4d", 4 * DAY_MICROS), ("9d", 9 * DAY_MICROS)];
/// Amounts are summed up to their least and most by so many.
const BLOCK: usize = 64;
/// Of the shortest window only sum, mean and extremes are given, and the side on which the transaction stands: it holds
/// too little for more.
const BRIEF: usize = 0;
/// How many amounts, and how many numbers of other things, [`Figures`] holds.
pub(super) const AMOUNTS: usize = 4 + 2 * 7;
pub(super) const NUMBERS: usize = 2 + 2 * 5 + 5;

/// Where among the numbers of a window that is not brief those of the others on both sides are.
pub(super) fn others_of(window: usize) -> [usize; 2] {
    let start = 2 + 5 * (window - 1);
    [start + 1, start + 3]
}

/// The figures of a pocket as of one transaction.
pub(super) struct Figures {
    /// Amounts and skewnesses, [`NO_FIGURE`] where there is none.
    pub amounts: [i64; AMOUNTS],
    /// Everything else, [`NONE`] where there is none.
    pub numbers: [u32; NUMBERS],
}

/// The columns of one party in the order of the table; each with its place among [`Figures::amounts`] or, for counts,
/// among [`Figures::numbers`].
pub(super) fn columns(party: &str) -> Vec<(Column, usize)> {
    let is_payer = party == "payer";
    let (own, other) = if is_payer { ("out", "in") } else { ("in", "out") };
    let (own_others, others) = if is_payer { ("payees", "payers") } else { ("payers", "payees") };
    let (mut columns, mut amounts, mut numbers) = (Vec::new(), 0, 0);
    let mut add = |name: String, unit: Unit| {
        let place = if unit == Unit::Count { &mut numbers } else { &mut amounts };
        let may_be_none = ["deviation", "skew", "retained"].iter().any(|known| name.contains(known));
        columns.push((Column { name: format!("{party}_{name}"), unit, may_be_none }, *place));
        *place += 1;
    };
    for (number, (window, _)) in WINDOWS.into_iter().enumerate() {
        add(format!("{own}_count_{window}"), Unit::Count);
        add(format!("{own}_sum_{window}_minor"), Unit::Minor);
        add(format!("{own}_mean_{window}_minor"), Unit::Minor);
        add(format!("{own}_least_{window}_minor"), Unit::Minor);
        add(format!("{own}_most_{window}_minor"), Unit::Minor);
        add(format!("{own_others}_{window}"), Unit::Count);
        if number == BRIEF {
            continue;
        }
        add(format!("{own}_deviation_{window}_minor"), Unit::Minor);
        add(format!("{own}_skew_{window}_permille"), Unit::Signed);
        add(format!("{other}_count_{window}"), Unit::Count);
        add(format!("{other}_sum_{window}_minor"), Unit::Minor);
        add(format!("{others}_{window}"), Unit::Count);
        add(format!("retained_{window}_permille"), Unit::Count);
    }
    add(format!("{own}_count_ever"), Unit::Count);
    add(format!("{own_others}_ever"), Unit::Count);
    add(format!("{other}_count_ever"), Unit::Count);
    add(format!("{others}_ever"), Unit::Count);
    add("known_seconds".to_owned(), Unit::Count);
    columns
}

/// A transaction as one of its two pockets has it.
pub(super) struct Event {
    pub pocket: u32,
    pub is_payer: bool,
    /// Its place among what the pocket paid, or was paid.
    pub place: usize,
    /// What stands there.
    pub payment: Payment,
    /// The place after what the pocket received before; none when it received nothing within 4 days.
    pub received: Option<u32>,
}

/// One side of a pocket while its payments are gone through.
struct Side<'a> {
    rows: &'a Rows,
    dealings: &'a Dealings,
    /// Where the pocket begins.
    first: usize,
    /// Where what is summed begins.
    base: usize,
    /// The place after the newest payment.
    end: usize,
    /// Where each window begins.
    starts: [usize; 3],
    /// How many different others are in each window.
    distinct: [u32; 3],
    /// For each place from `base`: whether a newer payment with the same other came in.
    is_superseded: &'a mut Vec<bool>,
    powers: &'a mut Vec<Powers>,
    blocks: &'a mut Vec<(i64, i64)>,
}

/// What the sides of one pocket after the other are summed in.
#[derive(Default)]
pub(super) struct Room {
    is_superseded: Vec<bool>,
    powers: Vec<Powers>,
    blocks: Vec<(i64, i64)>,
}

/// What a window of a side holds.
#[derive(Clone, Copy, Default)]
struct Held {
    count: usize,
    sum_minor: i64,
    least_minor: i64,
    most_minor: i64,
    moments: Moments,
}

impl<'a> Side<'a> {
    /// The side of a pocket for payments from `oldest_micros` up to the position `last`.
    fn new(
        (rows, dealings): (&'a Rows, &'a Dealings),
        pocket: u32,
        oldest_micros: i64,
        last: u32,
        room: &'a mut Room,
    ) -> Self {
        let of = rows.of(pocket);
        let first = of.start;
        let base = first + rows.payments[of].partition_point(|known| known.at_micros < oldest_micros);
        let limit = rows.from(pocket, last + 1).max(base);
        let payments = &rows.payments[base..limit];
        let Room { is_superseded, powers, blocks } = room;
        let mut sum = Powers::default();
        powers.clear();
        powers.push(sum);
        powers.extend(payments.iter().map(|payment| {
            sum = sum.with(payment.amount_minor);
            sum
        }));
        is_superseded.clear();
        is_superseded.resize(payments.len(), false);
        blocks.clear();
        if payments.len() > 2 * BLOCK {
            blocks.extend(payments.chunks(BLOCK).map(extremes));
        }
        let (end, starts, distinct) = (base, [base; 3], [0; 3]);
        Self { rows, dealings, first, base, end, starts, distinct, is_superseded, powers, blocks }
    }

    /// Takes in all up to a position, and drops what is too old.
    #[inline]
    fn advance(&mut self, position: u32, at_micros: i64) {
        while self.end - self.base < self.is_superseded.len() && self.rows.payments[self.end].position <= position {
            self.take_in();
        }
        for (window, &(_, micros)) in WINDOWS.iter().enumerate() {
            let oldest_micros = at_micros.saturating_sub(micros);
            let start = &mut self.starts[window];
            while *start < self.end && self.rows.payments[*start].at_micros < oldest_micros {
                let gone = self.rows.payments[*start].other != NONE && !self.is_superseded[*start - self.base];
                self.distinct[window] -= u32::from(gone);
                *start += 1;
            }
        }
    }

    #[inline]
    fn take_in(&mut self) {
        let place = self.end;
        self.end += 1;
        if self.rows.payments[place].other == NONE {
            return;
        }
        let previous = self.dealings.previous[place];
        let previous = if previous == NONE { None } else { Some(previous as usize) };
        if let Some(previous) = previous.filter(|&previous| previous >= self.base) {
            self.is_superseded[previous - self.base] = true;
        }
        for (start, distinct) in self.starts.iter().zip(&mut self.distinct) {
            *distinct += u32::from(previous.is_none_or(|previous| previous < *start));
        }
    }

    /// What each window holds; one that holds no less than a longer one is not computed again.
    #[inline]
    fn held(&self, is_own: bool) -> [Held; 3] {
        let mut held = [Held::default(); 3];
        let first = if is_own { 0 } else { BRIEF + 1 };
        // From the longest, which has all figures, to the shortest.
        for window in (first..3).rev() {
            if window < 2 && self.starts[window] == self.starts[window + 1] {
                held[window] = held[window + 1];
            } else if self.starts[window] < self.end {
                held[window] = self.held_from(self.starts[window], is_own, is_own && window != BRIEF);
            }
        }
        held
    }

    #[inline]
    fn held_from(&self, start: usize, with_extremes: bool, with_moments: bool) -> Held {
        let count = self.end - start;
        if count == 1 {
            let amount_minor = self.rows.payments[start].amount_minor;
            let moments = Moments::of_one(amount_minor);
            return Held {
                count,
                sum_minor: amount_minor,
                least_minor: amount_minor,
                most_minor: amount_minor,
                moments,
            };
        }
        let powers = self.powers[self.end - self.base].without(self.powers[start - self.base]);
        let (least_minor, most_minor) = if with_extremes { self.extremes(start) } else { (0, 0) };
        let sum_minor = i64::try_from(powers.first).unwrap_or(i64::MAX);
        let moments = if with_moments {
            moments(count, powers, most_minor)
        } else {
            Moments { mean_minor: mean_minor(count, powers), ..Moments::default() }
        };
        Held { count, sum_minor, least_minor, most_minor, moments }
    }

    #[inline]
    fn extremes(&self, start: usize) -> (i64, i64) {
        let payments = &self.rows.payments;
        if self.end - start <= 2 * BLOCK {
            return extremes(&payments[start..self.end]);
        }
        let (from, to) = ((start - self.base).div_ceil(BLOCK), (self.end - self.base) / BLOCK);
        let edges = [
            extremes(&payments[start..self.base + from * BLOCK]),
            extremes(&payments[self.base + to * BLOCK..self.end]),
        ];
        self.blocks[from..to].iter().copied().chain(edges).fold(NO_EXTREMES, wider)
    }

    #[inline]
    fn others_ever(&self) -> u32 {
        if self.end > self.first { self.dealings.others_ever[self.end - 1] } else { 0 }
    }

    #[inline]
    fn first_micros(&self) -> Option<i64> {
        (self.end > self.first).then(|| self.rows.payments[self.first].at_micros)
    }
}

const NO_EXTREMES: (i64, i64) = (i64::MAX, i64::MIN);

#[inline]
fn wider(one: (i64, i64), other: (i64, i64)) -> (i64, i64) {
    (one.0.min(other.0), one.1.max(other.1))
}

#[inline]
fn extremes(payments: &[Payment]) -> (i64, i64) {
    payments.iter().fold(NO_EXTREMES, |known, payment| wider(known, (payment.amount_minor, payment.amount_minor)))
}

/// The figures of a pocket for each of its transactions of a stretch: positions with whether it is the payer there.
pub(super) fn of_pocket(
    index: &Index,
    (paid, received): (&Dealings, &Dealings),
    pocket: u32,
    events: &[(u32, bool)],
    rooms: &mut [Room; 2],
    mut give: impl FnMut(&Event, &Figures),
) {
    let Some((first, last)) = events.first().zip(events.last()) else { return };
    let oldest_micros = index.at_micros[first.0 as usize].saturating_sub(WINDOWS[2].1);
    let [of_outs, of_ins] = rooms;
    let mut outs = Side::new((&index.outs, paid), pocket, oldest_micros, last.0, of_outs);
    let mut ins = Side::new((&index.ins, received), pocket, oldest_micros, last.0, of_ins);
    // What a pocket pays in a stretch stands together, and so does what it is paid: only the first place is looked up.
    let [mut next_out, mut next_in] = [outs.rows.from(pocket, first.0), ins.rows.from(pocket, first.0)];
    for &(position, is_payer) in events {
        let (next, rows) = if is_payer { (&mut next_out, outs.rows) } else { (&mut next_in, ins.rows) };
        let (place, payment) = (*next, rows.payments[*next]);
        *next += 1;
        outs.advance(position, payment.at_micros);
        ins.advance(position, payment.at_micros);
        let received = if ins.starts[1] == ins.end { None } else { u32::try_from(ins.end).ok() };
        give(&Event { pocket, is_payer, place, payment, received }, &figures(&outs, &ins, is_payer, payment.at_micros));
    }
}

#[inline]
fn figures(outs: &Side<'_>, ins: &Side<'_>, is_payer: bool, at_micros: i64) -> Figures {
    let (own, other) = if is_payer { (outs, ins) } else { (ins, outs) };
    let (of_own, of_other) = (own.held(true), other.held(false));
    let mut figures = Figures { amounts: [0; AMOUNTS], numbers: [0; NUMBERS] };
    let (mut amounts, mut numbers) = (figures.amounts.as_mut_slice(), figures.numbers.as_mut_slice());
    for window in 0..3 {
        let (held, other_held) = (&of_own[window], &of_other[window]);
        put(&mut amounts, [held.sum_minor, held.moments.mean_minor, held.least_minor, held.most_minor]);
        put(&mut numbers, [number(held.count), own.distinct[window]]);
        if window == BRIEF {
            continue;
        }
        let (came, went) = if is_payer { (other_held, held) } else { (held, other_held) };
        put(&mut amounts, [held.moments.deviation_minor, held.moments.skew_permille, other_held.sum_minor]);
        let retained = retained_permille(came.sum_minor, went.sum_minor);
        put(&mut numbers, [number(other_held.count), other.distinct[window], retained]);
    }
    let begun_micros = own.first_micros().into_iter().chain(other.first_micros()).min().unwrap_or(at_micros);
    let known_seconds = seconds(at_micros.saturating_sub(begun_micros));
    let [own_count, other_count] = [own, other].map(|side| number(side.end - side.first));
    put(&mut numbers, [own_count, own.others_ever(), other_count, other.others_ever(), known_seconds]);
    figures
}

/// Fills the first places of what is left.
#[inline]
fn put<T: Copy, const N: usize>(rest: &mut &mut [T], figures: [T; N]) {
    if let Some((places, after)) = std::mem::take(rest).split_first_chunk_mut() {
        *places = figures;
        *rest = after;
    }
}

#[inline]
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NONE - 1)
}

/// Whole seconds; what does not fit is the most that does.
#[inline]
pub(super) fn seconds(micros: i64) -> u32 {
    u32::try_from(micros / 1_000_000).map_or(NONE - 1, |seconds| seconds.min(NONE - 1))
}

/// What of the sum that came in did not go out again, 0 to 1000; none where nothing came.
#[inline]
fn retained_permille(came_minor: i64, went_minor: i64) -> u32 {
    if came_minor <= 0 {
        return NONE;
    }
    let kept = i128::from(came_minor.saturating_sub(went_minor).max(0));
    if kept == 0 { 0 } else { u32::try_from(kept * 1_000 / i128::from(came_minor)).unwrap_or(NONE) }
}
