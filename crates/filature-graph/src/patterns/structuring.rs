//! `structuring`: the same account again and again, just below a line.
//!
//! **Definition (M3).** A line L has an amount, a currency, and may have channels, a country, a first and a last day. For
//! an account a and one side of it (what it paid, or what it was paid) a payment is *in scope* when it is in the
//! currency and by a channel of the line, on a day on which the line was in force, and not for sure in another country
//! (it was done in another one, or nobody knows where and the account's IBAN is of another one). It is *just below* when
//! 0.8 L ≤ amount < L, and *reaches* the line when amount ≥ L. From each payment just below, take the last one just below
//! that stands within the window, and all in scope between the two: this is a stretch when there are three just below, or
//! two and none that reaches the line (they come to more than L together while each is less). Stretches that share a
//! payment are one. One finding an account, side, line and stretch; its transactions are the payments just below.
//!
//! **Example.** In a country where remittances are reported from 1,000 on, a man sends 950, 980, 990 and 940 within a week.
//!
//! **Innocent life like it.** A rent of 950 that happens to lie below 1,000; the till of a shop that is paid in every
//! evening; a payroll; who knows that a machine gives 1,000 a day and no more. A line is only worth staying below where
//! it counts: so lines have channels, countries and days.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`BAND_PERMILLE`], [`LEAST`], the lines. All but the lines' amounts are design
//! defaults, calibrated on nothing real.
//!
//! **Ranking.** Two surprises are added. *The line cuts*: of the account's payments between 0.8 L and 1.25 L (as far above
//! the line as below it) in the stretch, k of n are just below, where a share p of such payments is: p is that of the
//! whole ledger, or more where the account has more of them outside the stretch, too (the ledger's share weighs as much
//! as [`PRIOR_PAYMENTS`] payments of its own). *The burst*: k payments just below in this stretch, and so many in the rest of the account's life. Of one day
//! [`COUNTED_A_DAY`] count. Who has stayed just below all his life is not told apart from who has a till of that size.
//!
//! **Cost.** One look at each payment of an account for each line of its currency.

use filature_model::{Cut, Lack, Reason, Transactions};
use rayon::prelude::*;

use super::{Search, days};
use crate::arrivals::Side;
use crate::chance::{log2_millibits, log2_ratio_millibits};
use crate::draft::{Draft, amount, count};
use crate::options::Line;

/// The name.
pub(crate) const KIND: &str = "structuring";
const SOURCE: &str = "structuring as FATF and MONEYVAL describe it (motif M3 of this project); window, band and numbers are \
    design defaults, calibrated on nothing real";

const DAY_MICROS: i64 = days(1);
pub(crate) const WINDOW_MICROS: i64 = days(7);
/// Just below is from here on, thousandths of the line.
const BAND_PERMILLE: i128 = 800;
/// As far above the line as the band begins below it: 1000² / 800.
const BEYOND_PERMILLE: i128 = 1_250;
/// So many payments just below are a stretch, whatever else there is.
const LEAST: usize = 3;
/// Of the payments just below on one day, so many count as evidence.
const COUNTED_A_DAY: usize = 4;
/// What the ledger's share weighs beside the account's own payments.
const PRIOR_PAYMENTS: usize = 2;

/// How an amount stands to a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Less than the band.
    Small,
    /// In the band just below.
    Below,
    /// At the line or above, and no farther from it than the band.
    Above,
    /// Far above.
    Large,
}

impl Level {
    fn of(line: &Line, amount_minor: i64) -> Self {
        let (own, line) = (i128::from(amount_minor) * 1_000, i128::from(line.amount_minor));
        if own < line * BAND_PERMILLE {
            Self::Small
        } else if own < line * 1_000 {
            Self::Below
        } else if own < line * BEYOND_PERMILLE {
            Self::Above
        } else {
            Self::Large
        }
    }
}

/// A payment in scope of a line.
#[derive(Clone, Copy)]
struct Scoped {
    position: u32,
    amount_minor: i64,
    level: Level,
}

/// Payments just below a line, from one to another: indices of what is in scope.
#[derive(Clone, Copy)]
struct Stretch {
    first: usize,
    last: usize,
}

/// Searches for payments just below a line.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    if search.lines.is_empty() {
        return (Vec::new(), vec![Cut::NotSearched { pattern: KIND.to_owned(), lack: Lack::Lines }]);
    }
    let pockets = search.index.all_pockets().into_par_iter();
    let of_account = |pocket| of_account(search, pocket);
    (pockets.filter(|&pocket| !search.index.pooled[pocket as usize]).flat_map_iter(of_account).collect(), Vec::new())
}

fn of_account(search: &Search<'_>, pocket: u32) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for line in search.lines.iter().filter(|line| Some(line.currency) == search.index.currency(pocket)) {
        for side in [Side::Out, Side::In] {
            if !any_two_below(search, pocket, side, line) {
                continue;
            }
            let scoped = scoped(search, pocket, side, line);
            let found = stretches(search, &scoped).into_iter();
            drafts.extend(found.map(|stretch| draft(search, pocket, side, line, &scoped, stretch)));
        }
    }
    drafts
}

/// What an account paid or was paid, and the amounts of all payments on that side.
fn row<'a>(search: &Search<'a>, pocket: u32, side: Side) -> (&'a [u32], &'a [i64]) {
    match side {
        Side::Out => (search.index.paid_by(pocket), &search.index.left_minor),
        Side::In => (search.index.paid_to(pocket), &search.index.arrived_minor),
    }
}

/// Whether the amounts alone let there be a stretch: most accounts are done with here.
fn any_two_below(search: &Search<'_>, pocket: u32, side: Side, line: &Line) -> bool {
    let (row, amounts) = row(search, pocket, side);
    row.iter().filter(|&&position| Level::of(line, amounts[position as usize]) == Level::Below).nth(1).is_some()
}

fn scoped(search: &Search<'_>, pocket: u32, side: Side, line: &Line) -> Vec<Scoped> {
    let (row, amounts) = row(search, pocket, side);
    let account = search.ledger.account(search.index.account(pocket));
    let of_bank = line.country.as_ref().and_then(|_| account?.iban_country());
    let in_scope = |position: &u32| {
        let at = *position as usize;
        (line.channels.is_empty() || line.channels.contains(&search.ledger.channel[at]))
            && line.is_in_force(search.index.at_micros[at].div_euclid(DAY_MICROS))
            && !is_elsewhere(search.ledger, at, line, of_bank)
    };
    let scoped = |&position: &u32| {
        let amount_minor = amounts[position as usize];
        Scoped { position, amount_minor, level: Level::of(line, amount_minor) }
    };
    row.iter().filter(|position| in_scope(position)).map(scoped).collect()
}

/// Whether a payment was done in another country than the line's, so far as that is known.
fn is_elsewhere(ledger: &Transactions, at: usize, line: &Line, of_bank: Option<&str>) -> bool {
    let place = ledger.place_of(at).and_then(|place| ledger.places[place as usize].country());
    line.country.as_deref().is_some_and(|own| place.or(of_bank).is_some_and(|country| country != own))
}

/// The stretches of what is in scope.
fn stretches(search: &Search<'_>, scoped: &[Scoped]) -> Vec<Stretch> {
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let at = |index: usize| search.index.at_micros[scoped[index].position as usize];
    let below: Vec<usize> = (0..scoped.len()).filter(|&index| scoped[index].level == Level::Below).collect();
    let mut found: Vec<Stretch> = Vec::new();
    let mut end = 0;
    for (start, &first) in below.iter().enumerate() {
        end = end.max(start);
        while end + 1 < below.len() && at(below[end + 1]).saturating_sub(at(first)) <= window_micros {
            end += 1;
        }
        let (payments, last) = (end + 1 - start, below[end]);
        let reaches = |payment: &Scoped| matches!(payment.level, Level::Above | Level::Large);
        let enough = payments >= LEAST || payments == 2 && !scoped[first..=last].iter().any(reaches);
        match found.last_mut() {
            _ if !enough => {}
            Some(before) if first <= before.last => before.last = last,
            _ => found.push(Stretch { first, last }),
        }
    }
    found
}

/// What is in a stretch and what is outside it, as far as it counts as evidence.
#[derive(Default)]
struct Counts {
    below: usize,
    above: usize,
    below_outside: usize,
    above_outside: usize,
}

impl Counts {
    fn new(search: &Search<'_>, scoped: &[Scoped], stretch: Stretch) -> Self {
        let mut counts = Self::default();
        let (mut today, mut of_day) = (i64::MIN, 0);
        for (index, payment) in scoped.iter().enumerate() {
            let inside = stretch.first <= index && index <= stretch.last;
            match (payment.level, inside) {
                (Level::Above, true) => counts.above += 1,
                (Level::Above, false) => counts.above_outside += 1,
                (Level::Small | Level::Large, _) => {}
                (Level::Below, _) => {
                    let day = search.index.at_micros[payment.position as usize].div_euclid(DAY_MICROS);
                    of_day = if day == today { of_day + 1 } else { 1 };
                    today = day;
                    let counted = usize::from(of_day <= COUNTED_A_DAY);
                    if inside { counts.below += counted } else { counts.below_outside += counted }
                }
            }
        }
        counts
    }
}

/// How surprising it is that the line cuts the account's payments off: the binomial chance of so many just below.
fn cut_off_millibits(search: &Search<'_>, line: &Line, counts: &Counts) -> i64 {
    let minor = |permille: i128| i64::try_from(i128::from(line.amount_minor) * permille / 1_000).unwrap_or(i64::MAX);
    let within = |low, high: i64| search.amounts.within(line.currency, low, high.saturating_sub(1)).0;
    let low = within(minor(BAND_PERMILLE), line.amount_minor) + 1;
    let high = within(line.amount_minor, minor(BEYOND_PERMILLE)) + 1;
    // The share just below: (own + prior · ledger's) / (own of both + prior). Never less than the ledger's: a stretch takes
    // in all that lies just below, so that little of it is left outside.
    let part = counts.below_outside * (low + high) + PRIOR_PAYMENTS * low;
    let whole = (counts.below_outside + counts.above_outside + PRIOR_PAYMENTS) * (low + high);
    let is_less = part.saturating_mul(low + high) < low.saturating_mul(whole);
    let (part, whole) = if is_less { (low, low + high) } else { (part, whole) };
    let (inside, all) = (counts.below, counts.below + counts.above);
    if inside.saturating_mul(whole) <= all.saturating_mul(part) {
        return 0;
    }
    let ways = search.chance.factorial_millibits(all)
        - search.chance.factorial_millibits(inside)
        - search.chance.factorial_millibits(counts.above);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let below = number(inside) * log2_ratio_millibits(part, whole);
    let above = number(counts.above) * log2_ratio_millibits(whole - part, whole);
    -(ways + below + above)
}

/// How surprising the stretch is for this account, less in how many places it could have been seen.
fn surprise_millibits(search: &Search<'_>, line: &Line, counts: &Counts, (first, last): (u32, u32)) -> i64 {
    let length = ((last - first + 1) as usize).max(search.habits.payments_a_day());
    let rest = search.index.at_micros.len().saturating_sub(length);
    let burst = search.chance.burst_millibits(counts.below, counts.below_outside, length, rest);
    let places = search.habits.accounts_millibits() + log2_millibits(2 * search.lines.len())
        - log2_ratio_millibits(length, length + rest);
    cut_off_millibits(search, line, counts) + burst - places
}

fn draft(search: &Search<'_>, pocket: u32, side: Side, line: &Line, scoped: &[Scoped], stretch: Stretch) -> Draft {
    let index = search.index;
    let inside = &scoped[stretch.first..=stretch.last];
    let is_below = |payment: &&Scoped| payment.level == Level::Below;
    let positions: Vec<u32> = inside.iter().filter(is_below).map(|payment| payment.position).collect();
    let sum = inside.iter().filter(is_below).map(|payment| i128::from(payment.amount_minor)).sum();
    let largest = inside.iter().filter(is_below).map(|payment| payment.amount_minor).max().unwrap_or(0);
    let elsewhere = scoped.iter().filter(is_below).count() - positions.len();
    let reaching = inside.iter().filter(|payment| matches!(payment.level, Level::Above | Level::Large)).count();
    let ends = (scoped[stretch.first].position, scoped[stretch.last].position);
    let (others, role) = match side {
        Side::Out => (&index.payee, "sink"),
        Side::In => (&index.payer, "source"),
    };
    let own = index.pockets[pocket as usize];
    let strangers = positions.iter().map(|&position| (index.account(others[position as usize]), role));
    let seconds = (index.at_micros[ends.1 as usize] - index.at_micros[ends.0 as usize]) / 1_000_000;
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: surprise_millibits(search, line, &Counts::new(search, scoped, stretch), ends),
        accounts: strangers.chain([(own.account, "hub")]).collect(),
        amount_minor: sum,
        currency: own.currency,
        why: vec![
            ("below_line", count(positions.len())),
            ("below_line_elsewhere", count(elsewhere)),
            ("largest_amount", amount(i128::from(largest), own.currency)),
            ("line", Reason::Text(line.name.clone())),
            ("line_amount", amount(i128::from(line.amount_minor), line.currency)),
            ("reaching_line", count(reaching)),
            ("span_seconds", Reason::Number(seconds)),
        ],
        positions,
    }
}
