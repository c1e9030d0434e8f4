//! What is usual for each account in this very ledger, so that a finding can be weighed against it.
//!
//! Held are, for each pocket, all that it paid and was paid, and how much went to each payee. Whose statements are
//! not in the case has habits that nobody knows: its share is taken as [`UNKNOWN_PERMILLE`], neither way.

use filature_model::{Channel, Transactions};
use rayon::prelude::*;

use crate::adjacency::{Adjacency, NOWHERE};
use crate::chance::log2_millibits;
use crate::flow::Event;

const DAY_MICROS: i64 = 86_400_000_000;

/// Who pays another for longer than this does so by habit, and habits are no surprise.
pub(crate) const HABIT_MICROS: i64 = 9 * DAY_MICROS;

/// The share of an account whose statements are not in the case: half, as nothing is known.
const UNKNOWN_PERMILLE: i64 = 500;

/// An account with more counterparties than this leads the life of a business, and is weighed down.
const FEW_COUNTERPARTIES: i64 = 200;

/// The whole ledger summed by pocket and by pair of pockets.
pub(crate) struct Habits {
    out_minor: Vec<i128>,
    in_minor: Vec<i128>,
    /// By payer, then by payee; the outside world is none.
    pairs: Vec<Pair>,
    /// For each pocket where its payees begin in `pairs`, and one more.
    of_payer: Vec<u32>,
    /// Positions in `pairs`, by payee, then by payer.
    by_payee: Vec<u32>,
    /// For each pocket where its payers begin in `by_payee`, and one more.
    of_payee: Vec<u32>,
    /// For each pocket how much rarer than the mean it pays anybody, and how much rarer it is paid.
    rarity_millibits: [Vec<i32>; 2],
    payments_a_day: usize,
    mean_payees_thousandths: usize,
    mean_payers_thousandths: usize,
}

/// What one pocket ever paid another.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    /// The payer's pocket.
    pub payer: u32,
    /// The payee's pocket.
    pub payee: u32,
    /// Position of the first payment.
    pub first: u32,
    /// Position of the last.
    pub last: u32,
    /// Minor units of the payer.
    sum_minor: i128,
}

/// The mean of the numbers that are not 0, thousandths.
fn mean_thousandths(degrees: impl Iterator<Item = usize>) -> usize {
    let (count, sum) =
        degrees.filter(|&degree| degree > 0).fold((0, 0_usize), |(count, sum), degree| (count + 1, sum + degree));
    sum.saturating_mul(1_000) / count.max(1)
}

/// `part` in thousandths of `whole`, rounded down; nothing of nothing is 0.
pub(crate) fn permille(part: i128, whole: i128) -> i64 {
    if whole <= 0 { 0 } else { i64::try_from(part.saturating_mul(1_000).div_euclid(whole)).unwrap_or(i64::MAX) }
}

/// A product of permille, as permille.
pub(crate) fn product(factors: &[i64]) -> i64 {
    factors.iter().fold(1_000, |product, &factor| product * factor.clamp(0, 1_000) / 1_000)
}

impl Habits {
    /// Sums the ledger.
    pub fn new(ledger: &Transactions, index: &Adjacency) -> Self {
        let sum = |positions: &[u32], amounts: &[i64]| {
            positions.iter().map(|&position| i128::from(amounts[position as usize])).sum::<i128>()
        };
        let all = || index.all_pockets().into_par_iter();
        let pairs: Vec<Pair> = all().flat_map_iter(|pocket| pairs_of(index, pocket)).collect();
        let of_payer = starts(index.pockets.len(), pairs.iter().map(|pair| pair.payer));
        let of_payee = starts(index.pockets.len(), pairs.iter().map(|pair| pair.payee));
        let mut habits = Self {
            mean_payees_thousandths: mean_thousandths(degrees(&of_payer)),
            mean_payers_thousandths: mean_thousandths(degrees(&of_payee)),
            out_minor: all().map(|pocket| sum(index.paid_by(pocket), &index.left_minor)).collect(),
            in_minor: all().map(|pocket| sum(index.paid_to(pocket), &index.arrived_minor)).collect(),
            by_payee: by_payee(&pairs, &of_payee),
            rarity_millibits: [Vec::new(), Vec::new()],
            payments_a_day: payments_a_day(index),
            pairs,
            of_payer,
            of_payee,
        };
        let known = Known { ledger, index };
        let rarity = |mean_thousandths: usize, degree: i64, pocket: u32| {
            let own = usize::try_from(degree + 1).unwrap_or(1).saturating_mul(1_000);
            let rarity = log2_millibits(mean_thousandths + 1_000) - log2_millibits(own);
            if known.in_case(pocket) { i32::try_from(rarity).unwrap_or(0) } else { 0 }
        };
        let paying =
            all().map(|pocket| rarity(habits.mean_payees_thousandths, habits.payees(pocket), pocket)).collect();
        let paid = all().map(|pocket| rarity(habits.mean_payers_thousandths, habits.payers(pocket), pocket)).collect();
        habits.rarity_millibits = [paying, paid];
        habits
    }

    /// The payees of a pocket.
    pub fn pairs_by(&self, payer: u32) -> &[Pair] {
        &self.pairs[self.of_payer[payer as usize] as usize..self.of_payer[payer as usize + 1] as usize]
    }

    /// The payers of a pocket.
    pub fn pairs_to(&self, payee: u32) -> impl Iterator<Item = &Pair> {
        let row = self.of_payee[payee as usize] as usize..self.of_payee[payee as usize + 1] as usize;
        self.by_payee[row].iter().map(|&at| &self.pairs[at as usize])
    }

    /// Pockets that a pocket ever paid.
    pub fn payees(&self, pocket: u32) -> i64 {
        i64::from(self.of_payer[pocket as usize + 1] - self.of_payer[pocket as usize])
    }

    /// How much rarer than the mean a pocket pays anybody: log2 (mean + 1) / (own + 1), in thousandths of a bit, below 0
    /// where it often does. Nothing is known of an account whose statements are not in the case.
    pub fn rarity_as_payer_millibits(&self, pocket: u32) -> i64 {
        i64::from(self.rarity_millibits[0][pocket as usize])
    }

    /// How much rarer than the mean a pocket is paid by anybody.
    pub fn rarity_as_payee_millibits(&self, pocket: u32) -> i64 {
        i64::from(self.rarity_millibits[1][pocket as usize])
    }

    /// The payments of a mean day of the ledger, at least one.
    pub fn payments_a_day(&self) -> usize {
        self.payments_a_day
    }

    /// How many payees the payers here have on average, thousandths.
    pub fn mean_payees_thousandths(&self) -> usize {
        self.mean_payees_thousandths
    }

    /// How many payers the payees here have on average, thousandths.
    pub fn mean_payers_thousandths(&self) -> usize {
        self.mean_payers_thousandths
    }

    /// The logarithm of the number of pockets: in so many places a thing could have been seen.
    pub fn accounts_millibits(&self) -> i64 {
        log2_millibits(self.in_minor.len())
    }

    /// How many pockets ever paid this one.
    pub fn payers(&self, pocket: u32) -> i64 {
        i64::from(self.of_payee[pocket as usize + 1] - self.of_payee[pocket as usize])
    }

    /// How many pockets ever paid this one or were paid by it; who did both counts twice.
    pub fn counterparties(&self, pocket: u32) -> i64 {
        self.payers(pocket) + self.payees(pocket)
    }

    /// 1000 for an account with the circle of a person, less the more counterparties it has past that.
    pub fn narrowness_permille(&self, pocket: u32) -> i64 {
        1_000 * FEW_COUNTERPARTIES / self.counterparties(pocket).max(FEW_COUNTERPARTIES)
    }

    /// All that ever reached and left a pocket, minor units.
    pub fn turnover_minor(&self, pocket: u32) -> i128 {
        self.in_minor[pocket as usize] + self.out_minor[pocket as usize]
    }

    /// What one pocket ever paid another, minor units of the payer.
    pub fn pair_minor(&self, payer: u32, payee: u32) -> i128 {
        self.pair(payer, payee).map_or(0, |pair| pair.sum_minor)
    }

    /// Whether one pocket pays another again and again: from the first payment to the last is longer than [`HABIT_MICROS`].
    pub fn is_habit(&self, index: &Adjacency, payer: u32, payee: u32) -> bool {
        let at = |position: u32| index.at_micros[position as usize];
        self.pair(payer, payee).is_some_and(|pair| at(pair.last) - at(pair.first) > HABIT_MICROS)
    }

    fn pair(&self, payer: u32, payee: u32) -> Option<&Pair> {
        if payer == NOWHERE {
            return None;
        }
        let payees = self.pairs_by(payer);
        payees.binary_search_by_key(&payee, |pair| pair.payee).ok().map(|at| &payees[at])
    }

    /// How much of all that the payers ever paid went to `hub`, the mean over the payers.
    pub fn payer_share_permille(&self, search: Known<'_>, hub: u32, events: &[Event]) -> i64 {
        let payers = payers(search.index, events);
        let shares: Vec<i64> = payers
            .into_iter()
            .map(|payer| match search.in_case(payer) {
                true => permille(self.pair_minor(payer, hub), self.out_minor[payer as usize]),
                false => UNKNOWN_PERMILLE,
            })
            .collect();
        let count = i64::try_from(shares.len()).unwrap_or(i64::MAX).max(1);
        shares.iter().sum::<i64>() / count
    }

    /// What `hub` ever paid back to the payers, of what they ever paid it.
    pub fn paid_back_permille(&self, index: &Adjacency, hub: u32, events: &[Event]) -> i64 {
        let sums = payers(index, events).into_iter().fold((0, 0), |(back, paid), payer| {
            (back + self.pair_minor(hub, payer), paid + self.pair_minor(payer, hub))
        });
        permille(sums.0, sums.1).min(1_000)
    }

    /// How much of all that the payees ever got came from `hub`, the mean over the amounts sent.
    ///
    /// Cash, and remittances to whom no statement shows, can be followed no further and count in full; other payments
    /// to the outside world and card purchases (shops) count for nothing.
    pub fn payee_share_permille(&self, search: Known<'_>, hub: u32, events: &[Event]) -> i64 {
        let (mut weighted, mut whole) = (0_i128, 0_i128);
        for event in events.iter().filter(|event| !event.inflow) {
            let payee = search.index.payee[event.position as usize];
            let share = match search.ledger.channel[event.position as usize] {
                Channel::CashOut | Channel::Remittance if payee == NOWHERE || !search.in_case(payee) => 1_000,
                Channel::Card => 0,
                _ if payee == NOWHERE => 0,
                _ if !search.in_case(payee) => UNKNOWN_PERMILLE,
                _ if search.index.currency(payee) != search.index.currency(hub) => UNKNOWN_PERMILLE,
                _ => permille(self.pair_minor(hub, payee), self.in_minor[payee as usize]).min(1_000),
            };
            weighted += i128::from(event.amount_minor) * i128::from(share);
            whole += i128::from(event.amount_minor);
        }
        permille(weighted, whole.saturating_mul(1_000))
    }
}

/// What a share is computed on.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// The ledger.
    pub ledger: &'a Transactions,
    /// Its index.
    pub index: &'a Adjacency,
}

impl Known<'_> {
    pub fn in_case(self, pocket: u32) -> bool {
        self.ledger.in_case.get(self.index.account(pocket) as usize).copied().unwrap_or(false)
    }
}

/// The distinct pockets that paid in.
fn payers(index: &Adjacency, events: &[Event]) -> Vec<u32> {
    let ins = events.iter().filter(|event| event.inflow).map(|event| index.payer[event.position as usize]);
    let mut payers: Vec<u32> = ins.filter(|&payer| payer != NOWHERE).collect();
    payers.sort_unstable();
    payers.dedup();
    payers
}

fn payments_a_day(index: &Adjacency) -> usize {
    let span = index.at_micros.last().zip(index.at_micros.first()).map_or(0, |(last, first)| last - first);
    let days = usize::try_from(span / DAY_MICROS).unwrap_or(0) + 1;
    (index.at_micros.len() / days).max(1)
}

/// The payees of a pocket, sorted.
fn pairs_of(index: &Adjacency, payer: u32) -> Vec<Pair> {
    let pair = |&position: &u32| Pair {
        payer,
        payee: index.payee[position as usize],
        first: position,
        last: position,
        sum_minor: i128::from(index.left_minor[position as usize]),
    };
    let mut pairs: Vec<Pair> = index.paid_by(payer).iter().map(pair).filter(|pair| pair.payee != NOWHERE).collect();
    pairs.sort_unstable_by_key(|pair| (pair.payee, pair.first));
    pairs.dedup_by(|next, kept| {
        let same = next.payee == kept.payee;
        if same {
            kept.last = next.last;
            kept.sum_minor += next.sum_minor;
        }
        same
    });
    pairs
}

/// For each pocket where its row begins when all owners are put into rows, and where the last ends.
fn starts(pockets: usize, owners: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0_u32; pockets + 1];
    for owner in owners {
        starts[owner as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

fn degrees(starts: &[u32]) -> impl Iterator<Item = usize> {
    starts.windows(2).map(|pair| (pair[1] - pair[0]) as usize)
}

/// Positions of pairs, which stand by payer, put into the rows of their payees.
fn by_payee(pairs: &[Pair], of_payee: &[u32]) -> Vec<u32> {
    let mut next = of_payee.to_vec();
    let mut order = vec![0_u32; pairs.len()];
    for (at, pair) in (0_u32..).zip(pairs) {
        let place = &mut next[pair.payee as usize];
        order[*place as usize] = at;
        *place += 1;
    }
    order
}
