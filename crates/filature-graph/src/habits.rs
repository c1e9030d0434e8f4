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
    payers: Vec<i64>,
    /// For each pocket its payees, sorted; the outside world is no payee.
    payees: Vec<Vec<Pair>>,
    payments_a_day: usize,
    mean_payees_thousandths: usize,
    mean_payers_thousandths: usize,
}

/// What one pocket ever paid another.
#[derive(Clone, Copy)]
struct Pair {
    /// The payee's pocket.
    payee: u32,
    /// Positions of the first and the last payment.
    first: u32,
    last: u32,
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
    pub fn new(index: &Adjacency) -> Self {
        let sum = |positions: &[u32], amounts: &[i64]| {
            positions.iter().map(|&position| i128::from(amounts[position as usize])).sum::<i128>()
        };
        let all = || index.all_pockets().into_par_iter();
        let payees: Vec<Vec<Pair>> = all().map(|pocket| payees(index, pocket)).collect();
        let mut payers = vec![0_i64; index.pockets.len()];
        for pair in payees.iter().flatten() {
            payers[pair.payee as usize] += 1;
        }
        Self {
            mean_payees_thousandths: mean_thousandths(payees.iter().map(Vec::len)),
            mean_payers_thousandths: mean_thousandths(
                payers.iter().map(|&payers| usize::try_from(payers).unwrap_or(0)),
            ),
            out_minor: all().map(|pocket| sum(index.paid_by(pocket), &index.left_minor)).collect(),
            in_minor: all().map(|pocket| sum(index.paid_to(pocket), &index.arrived_minor)).collect(),
            payers,
            payees,
            payments_a_day: payments_a_day(index),
        }
    }

    /// Pockets that a pocket ever paid.
    pub fn payees(&self, pocket: u32) -> i64 {
        i64::try_from(self.payees[pocket as usize].len()).unwrap_or(i64::MAX)
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
        log2_millibits(self.payers.len())
    }

    /// How many pockets ever paid this one.
    pub fn payers(&self, pocket: u32) -> i64 {
        self.payers[pocket as usize]
    }

    /// How many pockets ever paid this one or were paid by it; who did both counts twice.
    pub fn counterparties(&self, pocket: u32) -> i64 {
        let payees = i64::try_from(self.payees[pocket as usize].len()).unwrap_or(i64::MAX);
        self.payers(pocket).saturating_add(payees)
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
        let payees = self.payees.get(payer as usize)?;
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

fn payees(index: &Adjacency, pocket: u32) -> Vec<Pair> {
    let pair = |&position: &u32| Pair {
        payee: index.payee[position as usize],
        first: position,
        last: position,
        sum_minor: i128::from(index.left_minor[position as usize]),
    };
    let mut pairs: Vec<Pair> = index.paid_by(pocket).iter().map(pair).filter(|pair| pair.payee != NOWHERE).collect();
    pairs.sort_unstable_by_key(|pair| (pair.payee, pair.first));
    pairs.dedup_by(|next, kept| {
        let same = next.payee == kept.payee;
        if same {
            kept.last = next.last;
            kept.sum_minor += next.sum_minor;
        }
        same
    });
    pairs.shrink_to_fit();
    pairs
}
