//! `bipartite`: several payers share the same several payees.
//!
//! **Definition.** Take the payments that are woven together by butterflies (two payers who within the window both pay
//! the same two payees; see [`super::butterflies`]), and the pairs of payer and payee among them. While there are n ≥ 3
//! payers and k ≥ 3 payees and fewer than 700 ‰ of the n k pairs, leave out the account with the smallest share of the
//! other side as partners (of equals the one whose first payment among these comes last, a payee before a payer), and
//! who has no partner left.
//! What is left, if anything, is a finding: all those payments between its accounts. The rest is then searched again,
//! until it holds none.
//!
//! **Example.** Within a week three women each send money to the same four men abroad, one hundred at a time.
//!
//! **Innocent life like it.** The families of a village pay the same baker, school and landlord; colleagues one canteen
//! and one club. What many pay joins nobody: those have more than 200 partners or, where they are smaller, weigh little.
//!
//! **Parameters.** The window (9 days; the motif shared-payee-core has 90), 3 and 3, 700 ‰, 200 partners: design
//! defaults, calibrated on nothing real.
//!
//! **Ranking.** In a ledger with M pairs, where the payer has d payees and the payee e payers, the pair is there by
//! chance with d e / M. The surprise is the sum of −log2 of that over the pairs, less log2 of how many choices of n of
//! all payers, k of all payees and so many pairs there are. Pairs that pay each other at no other time of the ledger
//! add log2 of the ledger's payments / those of the stretch, all but one. A pair that pays by habit (for longer than
//! nine days) weighs nothing: a town's households and its power company.
//!
//! **Cost.** That of the butterflies, and for each group of woven payments a sort. A group is searched again at most
//! [`MOST_CORES`] times, and more is counted.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Cut, Reason};
use rayon::prelude::*;

use super::butterflies::{Butterflies, MOST_PAYMENTS, Paid, groups};
use super::narrow::{MOST_PARTNERS, wide};
use super::{Search, days, stopped};
use crate::chance::{log2_millibits, log2_ratio_millibits};
use crate::draft::{Draft, amount, count};

/// The name.
pub(crate) const KIND: &str = "bipartite";
const SOURCE: &str = "the pattern that IBM AMLSim names bipartite (shared-payee-core of this project); window and \
    numbers are design defaults, calibrated on nothing real";

/// The window unless another is asked for.
pub(crate) const WINDOW_MICROS: i64 = days(9);
const LEAST: usize = 3;
const LEAST_DENSITY_PERMILLE: usize = 700;
const MOST_CORES: usize = 64;

/// Searches for payers who share payees.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let butterflies = Butterflies::new(search, search.window_micros.unwrap_or(WINDOW_MICROS));
    let weights = Weights::new(search);
    let found: Vec<(Vec<Vec<Paid>>, bool)> =
        groups(&butterflies.woven).into_par_iter().map(|group| cores(paid(search, &group))).collect();
    let unfinished = found.iter().filter(|(_, finished)| !finished).count();
    let cut = [
        stopped(KIND, wide(search), MOST_PARTNERS),
        stopped(KIND, butterflies.stopped, MOST_PAYMENTS),
        stopped(KIND, unfinished, MOST_CORES),
    ];
    let drafts = found.into_iter().flat_map(|(cores, _)| cores).map(|core| draft(search, &weights, &core)).collect();
    (drafts, cut.into_iter().flatten().collect())
}

/// The payments at some positions.
pub(super) fn paid(search: &Search<'_>, positions: &[u32]) -> Vec<Paid> {
    let of = |&position: &u32| Paid {
        payer: search.index.payer[position as usize],
        payee: search.index.payee[position as usize],
        position,
    };
    positions.iter().map(of).collect()
}

/// The dense cores of a group, one after the other; false where there may be more.
fn cores(mut payments: Vec<Paid>) -> (Vec<Vec<Paid>>, bool) {
    let mut cores = Vec::new();
    while let Some((payers, payees)) = core(&payments) {
        if cores.len() == MOST_CORES {
            return (cores, false);
        }
        let is_in = |paid: &Paid| payers.contains(&paid.payer) && payees.contains(&paid.payee);
        let (inside, rest) = payments.into_iter().partition(is_in);
        cores.push(inside);
        payments = rest;
    }
    (cores, true)
}

/// One side of a group while it is thinned out.
struct Side {
    /// For each account its partners that are left, and its first payment.
    accounts: BTreeMap<u32, (BTreeSet<u32>, u32)>,
    /// The same by the number of partners: the first is to go first.
    order: BTreeSet<(usize, std::cmp::Reverse<u32>, u32)>,
}

impl Side {
    fn new(pairs: impl Iterator<Item = (u32, u32, u32)>) -> Self {
        let mut accounts: BTreeMap<u32, (BTreeSet<u32>, u32)> = BTreeMap::new();
        for (account, partner, position) in pairs {
            let entry = accounts.entry(account).or_insert_with(|| (BTreeSet::new(), position));
            entry.0.insert(partner);
            entry.1 = entry.1.min(position);
        }
        let key =
            |(&account, entry): (&u32, &(BTreeSet<u32>, u32))| (entry.0.len(), std::cmp::Reverse(entry.1), account);
        let order = accounts.iter().map(key).collect();
        Self { accounts, order }
    }

    fn len(&self) -> usize {
        self.accounts.len()
    }

    fn remove(&mut self, account: u32) -> BTreeSet<u32> {
        let Some((partners, first)) = self.accounts.remove(&account) else { return BTreeSet::new() };
        self.order.remove(&(partners.len(), std::cmp::Reverse(first), account));
        partners
    }

    fn forget(&mut self, account: u32, partner: u32) {
        let Some((partners, first)) = self.accounts.get_mut(&account) else { return };
        self.order.remove(&(partners.len(), std::cmp::Reverse(*first), account));
        partners.remove(&partner);
        if partners.is_empty() {
            self.accounts.remove(&account);
        } else {
            self.order.insert((partners.len(), std::cmp::Reverse(*first), account));
        }
    }
}

/// The payers and payees that are left when the least connected have gone.
fn core(payments: &[Paid]) -> Option<(BTreeSet<u32>, BTreeSet<u32>)> {
    let mut payers = Side::new(payments.iter().map(|paid| (paid.payer, paid.payee, paid.position)));
    let mut payees = Side::new(payments.iter().map(|paid| (paid.payee, paid.payer, paid.position)));
    let mut pairs: usize = payers.accounts.values().map(|entry| entry.0.len()).sum();
    while payers.len() >= LEAST && payees.len() >= LEAST {
        if pairs * 1_000 >= LEAST_DENSITY_PERMILLE * payers.len() * payees.len() {
            return Some((payers.accounts.into_keys().collect(), payees.accounts.into_keys().collect()));
        }
        let (payer, payee) = (*payers.order.first()?, *payees.order.first()?);
        // A share is of the other side: partners / payees of a payer, partners / payers of a payee.
        let (of_payer, of_payee) = (payer.0 * payers.len(), payee.0 * payees.len());
        let payer_goes = (of_payer, payer.1) < (of_payee, payee.1);
        let (goes, stays, account) =
            if payer_goes { (&mut payers, &mut payees, payer.2) } else { (&mut payees, &mut payers, payee.2) };
        let partners = goes.remove(account);
        pairs -= partners.len();
        partners.into_iter().for_each(|partner| stays.forget(partner, account));
    }
    None
}

/// What the whole ledger lets expect of pairs.
pub(super) struct Weights {
    payers: usize,
    payees: usize,
    pairs: usize,
}

impl Weights {
    pub fn new(search: &Search<'_>) -> Self {
        let degree = |partners: i64| usize::try_from(partners).unwrap_or(0);
        let all = || search.index.all_pockets();
        Self {
            payers: all().filter(|&pocket| search.habits.payees(pocket) > 0).count(),
            payees: all().filter(|&pocket| search.habits.payers(pocket) > 0).count(),
            pairs: all().map(|pocket| degree(search.habits.payees(pocket))).sum(),
        }
    }

    /// How surprising it is that pairs of payments are there at all, and at no other time.
    pub fn pairs_millibits(&self, search: &Search<'_>, payments: &[Paid]) -> i64 {
        let log = |partners: i64| log2_millibits(usize::try_from(partners).unwrap_or(0));
        let alike = search.shared.alike(search);
        let mut sorted = payments.to_vec();
        sorted.sort_unstable();
        let (mut sum, mut new) = (0, 0);
        for pair in sorted.chunk_by(|one, next| (one.payer, one.payee) == (next.payer, next.payee)) {
            if search.habits.is_habit(search.index, pair[0].payer, pair[0].payee) {
                continue;
            }
            let chance = log(search.habits.payees(pair[0].payer)) + log(search.habits.payers(pair[0].payee));
            sum += (log2_millibits(self.pairs) - chance).max(0);
            new += i64::from(alike[pair[0].position as usize] as usize == pair.len());
        }
        let positions = || payments.iter().map(|paid| paid.position);
        let stretch = positions().max().zip(positions().min()).map_or(1, |(last, first)| (last - first + 1) as usize);
        let len = search.index.at_micros.len();
        sum - (new - 1).max(0) * log2_ratio_millibits(stretch.max(search.habits.payments_a_day()), len)
    }

    /// How many choices there are of so many of the ledger's payers and payees.
    pub fn places_millibits(&self, payers: usize, payees: usize) -> i64 {
        choose_millibits(self.payers, payers) + choose_millibits(self.payees, payees)
    }
}

/// log2 of how many ways there are to choose `part` of `whole`.
pub(super) fn choose_millibits(whole: usize, part: usize) -> i64 {
    let part = part.min(whole.saturating_sub(part));
    (0..part).map(|at| log2_millibits(whole - at) - log2_millibits(at + 1)).sum()
}

/// The distinct pockets of one side, sorted.
pub(super) fn distinct(pockets: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut pockets: Vec<u32> = pockets.collect();
    pockets.sort_unstable();
    pockets.dedup();
    pockets
}

fn draft(search: &Search<'_>, weights: &Weights, core: &[Paid]) -> Draft {
    let index = search.index;
    let (payers, payees) = (distinct(core.iter().map(|paid| paid.payer)), distinct(core.iter().map(|paid| paid.payee)));
    let pairs = core.iter().map(|paid| (paid.payer, paid.payee)).collect::<BTreeSet<_>>().len();
    let places =
        weights.places_millibits(payers.len(), payees.len()) + choose_millibits(payers.len() * payees.len(), pairs);
    let mut positions: Vec<u32> = core.iter().map(|paid| paid.position).collect();
    positions.sort_unstable();
    let (first, last) = (positions[0] as usize, positions[positions.len() - 1] as usize);
    let left = || positions.iter().map(|&position| index.left_minor[position as usize]);
    let currency = index.pockets[payers[0] as usize].currency;
    let sources = payers.iter().map(|&payer| (index.account(payer), "source"));
    let sinks = payees.iter().map(|&payee| (index.account(payee), "sink"));
    let seconds = (index.at_micros[last] - index.at_micros[first]) / 1_000_000;
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: weights.pairs_millibits(search, core) - places,
        accounts: sources.chain(sinks).collect(),
        amount_minor: left().map(i128::from).sum(),
        currency,
        why: vec![
            ("largest_amount", amount(i128::from(left().max().unwrap_or(0)), currency)),
            ("pairs", count(pairs)),
            ("payees", count(payees.len())),
            ("payers", count(payers.len())),
            ("span_seconds", Reason::Number(seconds)),
        ],
        positions,
    }
}
