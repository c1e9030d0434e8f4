//! What a pocket paid and was paid in the days up to a payment, and with how many others.
//!
//! A pocket's payments of a stretch are gone through in order. Sums over a window and the number of different others in it
//! are kept up to date as payments come in and fall out, so that a hub costs no more a payment than anybody else. How a
//! window stands where a stretch begins is summed up from blocks of payments ([`Blocks`]): a stretch of the ledger needs
//! nothing but the ledger before it, and short stretches cost little more than long ones.

use super::DAY_MICROS;
use super::blocks::{Blocks, NO_EXTREMES, wider};
use super::history::Dealings;
use super::index::{Index, NONE, Payment, Rows};
use super::moments::{Moments, Powers, mean_minor, moments};
use super::plan::{Column, Unit};

/// The windows: their names and lengths.
const WINDOWS: [(&str, i64); 3] = [("1d", DAY_MICROS), ("4d", 4 * DAY_MICROS), ("9d", 9 * DAY_MICROS)];
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

/// One direction: its payments, what lies behind each, and what blocks of them hold.
#[derive(Clone, Copy)]
pub(super) struct Direction<'a> {
    pub rows: &'a Rows,
    pub dealings: &'a Dealings,
    pub blocks: &'a Blocks,
}

/// What a window of one side holds as of the transaction that is gone through.
#[derive(Clone, Copy, Default)]
struct Window {
    /// Its first place.
    start: usize,
    /// How many different others are in it.
    distinct: u32,
    powers: Powers,
    /// Least and most; of no use when [`Window::is_stale`].
    extremes: (i64, i64),
    /// Whether the least or the most fell out since they were looked for.
    is_stale: bool,
}

/// One side of a pocket while its payments are gone through.
struct Side<'a> {
    of: Direction<'a>,
    /// Where the pocket begins.
    first: usize,
    /// The place after the newest payment.
    end: usize,
    windows: [Window; 3],
}

impl<'a> Side<'a> {
    /// The side of a pocket as it stands at an instant, before the place `end`.
    fn new(of: Direction<'a>, pocket: u32, end: usize, at_micros: i64) -> Self {
        let first = of.rows.of(pocket).start;
        let mut windows = [Window::default(); 3];
        let mut start = first;
        // The longest window begins first: a shorter one begins no sooner.
        for number in (0..3).rev() {
            let oldest_micros = at_micros.saturating_sub(WINDOWS[number].1);
            let since = of.rows.since(start..end, oldest_micros);
            windows[number] = match windows.get(number + 1) {
                Some(longer) if since == start => *longer,
                _ => Window {
                    start: since,
                    distinct: of.dealings.distinct(since..end),
                    powers: of.blocks.powers(of.rows, since..end),
                    extremes: NO_EXTREMES,
                    is_stale: since < end,
                },
            };
            start = since;
        }
        Self { of, first, end, windows }
    }

    /// Takes in the next payment.
    #[inline]
    fn take_in(&mut self) {
        let (place, amount_minor) = (self.end, self.of.rows.payments[self.end].amount_minor);
        let previous = self.of.dealings.behind[place].previous;
        let powers = Powers::of(amount_minor);
        self.end += 1;
        for window in &mut self.windows {
            window.distinct += u32::from((previous as usize) <= window.start);
            window.powers = window.powers.with(powers);
            window.extremes = wider(window.extremes, (amount_minor, amount_minor));
        }
    }

    /// Drops what is too old.
    #[inline]
    fn drop_old(&mut self, at_micros: i64) {
        for (window, (_, micros)) in self.windows.iter_mut().zip(WINDOWS) {
            let oldest_micros = at_micros.saturating_sub(micros);
            while window.start < self.end {
                let Payment { at_micros, amount_minor, .. } = self.of.rows.payments[window.start];
                if at_micros >= oldest_micros {
                    break;
                }
                let is_last = self.of.dealings.behind[window.start].next as usize >= self.end;
                window.distinct -= u32::from(is_last);
                window.powers = window.powers.without(Powers::of(amount_minor));
                window.is_stale |= amount_minor <= window.extremes.0 || amount_minor >= window.extremes.1;
                window.start += 1;
            }
            if window.start == self.end {
                (window.extremes, window.is_stale) = (NO_EXTREMES, false);
            }
        }
    }

    /// Looks for the least and the most of each window anew where they fell out.
    #[inline]
    fn refresh(&mut self) {
        let (mut end, mut inner) = (self.end, NO_EXTREMES);
        for window in &mut self.windows {
            if window.is_stale {
                let outer = self.of.blocks.extremes(self.of.rows, window.start..end);
                (window.extremes, window.is_stale) = (wider(outer, inner), false);
            }
            (end, inner) = (window.start, window.extremes);
        }
    }

    #[inline]
    fn count(&self, window: &Window) -> usize {
        self.end - window.start
    }

    /// The moments of a window that is not empty.
    #[inline]
    fn moments(&self, window: &Window) -> Moments {
        match self.count(window) {
            1 => Moments::of_one(window.extremes.1),
            count => moments(count, window.powers, window.extremes.1),
        }
    }

    #[inline]
    fn others_ever(&self) -> u32 {
        if self.end > self.first { self.of.dealings.behind[self.end - 1].others_ever } else { 0 }
    }

    #[inline]
    fn first_micros(&self) -> Option<i64> {
        (self.end > self.first).then(|| self.of.rows.payments[self.first].at_micros)
    }
}

impl Window {
    #[inline]
    fn sum_minor(&self) -> i64 {
        i64::try_from(self.powers.first).unwrap_or(i64::MAX)
    }
}

/// The figures of a pocket for each of its transactions of a stretch: positions with whether it is the payer there, all of
/// them and in order.
pub(super) fn of_pocket(
    index: &Index,
    [outs, ins]: [Direction<'_>; 2],
    pocket: u32,
    events: impl Iterator<Item = (u32, bool)> + Clone,
    mut give: impl FnMut(&Event, &Figures),
) {
    let Some((first, is_payer)) = events.clone().next() else { return };
    let first = first as usize;
    let (paid, received, payment) = if is_payer {
        let place = outs.rows.places[first];
        (place, index.received_before[first], outs.rows.payments[place as usize])
    } else {
        let place = ins.rows.places[first];
        (index.paid_before[first], place, ins.rows.payments[place as usize])
    };
    let mut outs = Side::new(outs, pocket, paid as usize, payment.at_micros);
    let mut ins = Side::new(ins, pocket, received as usize, payment.at_micros);
    for (_, is_payer) in events {
        let own = if is_payer { &mut outs } else { &mut ins };
        let place = own.end;
        let payment = own.of.rows.payments[place];
        own.take_in();
        outs.drop_old(payment.at_micros);
        ins.drop_old(payment.at_micros);
        let own = if is_payer { &mut outs } else { &mut ins };
        own.refresh();
        let received = if ins.windows[1].start == ins.end { None } else { u32::try_from(ins.end).ok() };
        give(&Event { pocket, is_payer, place, payment, received }, &figures(&outs, &ins, is_payer, payment.at_micros));
    }
}

#[inline]
fn figures(outs: &Side<'_>, ins: &Side<'_>, is_payer: bool, at_micros: i64) -> Figures {
    let (own, other) = if is_payer { (outs, ins) } else { (ins, outs) };
    let mut figures = Figures { amounts: [0; AMOUNTS], numbers: [0; NUMBERS] };
    let (mut amounts, mut numbers) = (figures.amounts.as_mut_slice(), figures.numbers.as_mut_slice());
    let mut of_shorter: Option<(usize, Moments)> = None;
    for (number_of_window, (held, other_held)) in own.windows.iter().zip(&other.windows).enumerate() {
        let (count, sum_minor) = (own.count(held), held.sum_minor());
        if number_of_window == BRIEF {
            let mean_minor = if count == 1 { sum_minor } else { mean_minor(count, held.powers) };
            put(&mut amounts, [sum_minor, mean_minor, held.extremes.0, held.extremes.1]);
            put(&mut numbers, [number(count), held.distinct]);
            continue;
        }
        let moments = match of_shorter {
            Some((start, moments)) if start == held.start => moments,
            _ => own.moments(held),
        };
        of_shorter = Some((held.start, moments));
        put(&mut amounts, [sum_minor, moments.mean_minor, held.extremes.0, held.extremes.1]);
        put(&mut numbers, [number(count), held.distinct]);
        let other_sum_minor = other_held.sum_minor();
        let (came_minor, went_minor) =
            if is_payer { (other_sum_minor, sum_minor) } else { (sum_minor, other_sum_minor) };
        put(&mut amounts, [moments.deviation_minor, moments.skew_permille, other_sum_minor]);
        let retained = retained_permille(came_minor, went_minor);
        put(&mut numbers, [number(other.count(other_held)), other_held.distinct, retained]);
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
