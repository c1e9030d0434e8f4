//! `chain`: a relay of three payments or more, each account passing on what it got; the random walk too.
//!
//! **Definition.** A payment q *carries* a payment p on when the payee m of p is the payer of q, q follows p within the
//! window, what leaves is between 500 and 2000 ‰ of what came, q does not go back to p's payer, and neither side of p or
//! q is the outside world; m is not pooled. Payments with the same payer and payee are parallel and kept apart. Of N
//! payments of the ledger m made n; q stands d places after p, and s is the share of all payments whose amount lies as
//! close to p's as q's does (p left out). So λ = n d s / N such payments were to be expected, and q counts when λ < 1.
//! Its *evidence* in bits is
//!
//! ```text
//! w(p, q) = −3/4 log2 λ − 2 + log2 ((1 + a) / (1 + b)) − log2 k
//! ```
//!
//! where q's payee has b payers, payees here have a on average (1 for both where its statements are not in the case),
//! and k is how many payments m ever made to that payee. With V(q) = max(0, V(p) + w(p, q)) for the best p, else 0,
//! the *carrier* of q is the p with the greatest V(p) + w(p, q), the last of equals. A chain is p₁ … pₖ, k ≥ 3, each the
//! carrier of the next; its surprise is the sum of the w less log2 N. Chains are taken most surprising first (of equals
//! the one that ends first, then the shortest), none with a payment of one before, down to −8 bits: so weak a chain is
//! to be expected 256 times in the ledger, and is nothing to show.
//!
//! **Why this is a surprise.** Were m's payments spread over the ledger without regard to p, those with λ < x would be x
//! in number on average, and the sum of λ^(−3/4) / 4 over those with λ < 1 would be 1. The mean of (1 + a) / (1 + b) is
//! at most 1 where payees are drawn as often as they are popular. So the products of both along chains of one length add
//! up to N at most on average, and more than x N is reached once in x ledgers (Markov's inequality). That m pays as often
//! in all weeks, and amounts without regard to time, is what it assumes.
//!
//! **Example.** A pays B 1,000 on Monday; B pays C 960 that night, C pays D 930 on Tuesday, D pays E 900 on Wednesday.
//!
//! **Innocent life like it.** Wages that pay a rent, which pays a mortgage; a family that hands on a sum for a
//! journey. Such payees are paid often and by many, and each of both weighs against.
//!
//! **Parameters.** The window between neighbours (4 days), the band of amounts, three payments, the exponent 3/4, −8
//! bits: design defaults, calibrated on nothing real.
//!
//! **Cost.** For each payment, those that its payee made within the window: at a fixed density it grows with the
//! ledger. No more than [`MOST_GOINGS`] are looked at: one after so many of the same account is evidence only where
//! amounts are all but equal. What that cuts is counted.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use filature_model::{Cut, Reason};
use rayon::prelude::*;

use super::{Search, days, stopped};
use crate::adjacency::{Adjacency, Going, NOWHERE};
use crate::arrivals::{Side, rarity_millibits};
use crate::chance::log2_millibits;
use crate::draft::{Draft, amount, amount_beside, count};

/// The name.
pub(crate) const KIND: &str = "chain";
const SOURCE: &str = "relay of accounts, the pattern that IBM AMLSim names random when it wanders (motif M2 of this \
    project, in a row); window and numbers are design defaults, calibrated on nothing real";

const WINDOW_MICROS: i64 = days(4);
const LEAST_ON_PERMILLE: i128 = 500;
const MOST_ON_PERMILLE: i128 = 2_000;
const LEAST_PAYMENTS: usize = 3;
/// After each payment so many of its payee's own are looked at.
const MOST_GOINGS: usize = 512;
/// A chain of which more than 256 alike are to be expected is not shown.
const LEAST_SURPRISE_MILLIBITS: i64 = -8_000;

/// Which payment one carries on.
#[derive(Clone, Copy)]
struct Carried {
    /// The carrier, or [`NOWHERE`].
    carrier: u32,
    /// The evidence of that hop, thousandths of a bit.
    hop_millibits: i64,
    /// The evidence of the best chain that ends here, at least 0.
    value_millibits: i64,
}

/// For each payment, which one it carries on.
struct Carriers {
    of: Vec<Carried>,
    /// Payments after which not all of their payee's were looked at.
    stopped: usize,
}

/// A chain with its evidence: positions from the last to the first.
type Chain = (i64, Vec<u32>);

/// Searches for chains.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let carriers = Carriers::new(search, search.window_micros.unwrap_or(WINDOW_MICROS));
    let places_millibits = log2_millibits(search.index.at_micros.len());
    let chains = best_first(&carriers, places_millibits + LEAST_SURPRISE_MILLIBITS);
    let drafts = chains.into_iter().map(|(evidence, back)| draft(search, evidence - places_millibits, back)).collect();
    (drafts, stopped(KIND, carriers.stopped, MOST_GOINGS))
}

impl Carriers {
    /// In ledger order: when a payment is reached, its own carrier is known.
    fn new(search: &Search<'_>, window_micros: i64) -> Self {
        let len = search.index.at_micros.len();
        let (alike, ends) = (search.shared.alike(search), search.index.window_ends(window_micros));
        let none = Carried { carrier: NOWHERE, hop_millibits: 0, value_millibits: 0 };
        let mut carriers = Self { of: vec![none; len], stopped: 0 };
        for (before, &end) in (0_u32..).zip(&ends) {
            let (goings, all) = goings(search, before, end);
            carriers.stopped += usize::from(!all);
            for next in goings {
                if let Some(evidence) = hop_millibits(search, before, next, alike) {
                    carriers.offer(before, next.position, evidence);
                }
            }
        }
        carriers
    }

    fn offer(&mut self, before: u32, next: u32, hop_millibits: i64) {
        let sum = self.of[before as usize].value_millibits + hop_millibits;
        let known = self.of[next as usize];
        let is_better = |known: Carried| sum >= self.of[known.carrier as usize].value_millibits + known.hop_millibits;
        if known.carrier == NOWHERE || is_better(known) {
            self.of[next as usize] = Carried { carrier: before, hop_millibits, value_millibits: sum.max(0) };
        }
    }

    /// The best chain of payments not taken yet that ends with one.
    fn chain(&self, last: u32, taken: &[bool]) -> Option<Chain> {
        let (mut sum, mut back, mut best) = (0, vec![last], None);
        let mut at = self.of[last as usize];
        while at.carrier != NOWHERE && !taken[at.carrier as usize] {
            // Before a payment worth nothing, nothing is gained.
            if back.len() >= LEAST_PAYMENTS && at.value_millibits == 0 {
                break;
            }
            sum += at.hop_millibits;
            back.push(at.carrier);
            at = self.of[at.carrier as usize];
            if back.len() >= LEAST_PAYMENTS && best.is_none_or(|(known, _)| sum > known) {
                best = Some((sum, back.len()));
            }
        }
        best.map(|(sum, len)| {
            back.truncate(len);
            (sum, back)
        })
    }
}

/// Takes chains by their evidence, each of payments that none before it has.
///
/// What was taken can only lessen what is left, so a chain that is still worth what it was is the best.
fn best_first(carriers: &Carriers, least_millibits: i64) -> Vec<Chain> {
    let mut taken = vec![false; carriers.of.len()];
    let every = 0..u32::try_from(taken.len()).unwrap_or(NOWHERE);
    let worth = |last: u32, taken: &[bool]| carriers.chain(last, taken).filter(|chain| chain.0 >= least_millibits);
    let ends: Vec<(i64, Reverse<u32>)> =
        every.into_par_iter().filter_map(|last| worth(last, &taken).map(|chain| (chain.0, Reverse(last)))).collect();
    let mut ends = BinaryHeap::from(ends);
    let mut chains = Vec::new();
    while let Some((known, Reverse(last))) = ends.pop() {
        if taken[last as usize] {
            continue;
        }
        match worth(last, &taken) {
            Some(chain) if chain.0 == known => {
                chain.1.iter().for_each(|&position| taken[position as usize] = true);
                chains.push(chain);
            }
            Some(chain) => ends.push((chain.0, Reverse(last))),
            None => {}
        }
    }
    chains
}

/// What the payee of a payment paid after it, before the window's end, and whether that is all.
fn goings<'a>(search: &Search<'a>, before: u32, end: u32) -> (&'a [Going], bool) {
    let index = search.index;
    let middle = index.payee[before as usize];
    if index.payer[before as usize] == NOWHERE || middle == NOWHERE || index.pooled[middle as usize] {
        return (&[], true);
    }
    let row = index.goings(middle);
    let row = &row[row.partition_point(|next| !search.follows(before, next.position))..];
    let within = row.iter().take(MOST_GOINGS + 1).take_while(|next| next.position < end).count();
    (&row[..within.min(MOST_GOINGS)], within <= MOST_GOINGS)
}

/// The evidence of a hop; none where it is none.
fn hop_millibits(search: &Search<'_>, before: u32, next: &Going, alike: &[u32]) -> Option<i64> {
    let index = search.index;
    let Going { position: next, payee, left_minor: went } = *next;
    let came = index.arrived_minor[before as usize];
    let (came_permille, went_permille) = (i128::from(came), i128::from(went) * 1_000);
    let close = came_permille * LEAST_ON_PERMILLE <= went_permille && went_permille <= came_permille * MOST_ON_PERMILLE;
    if !close || payee == NOWHERE || index.account(payee) == index.account(index.payer[before as usize]) {
        return None;
    }
    let middle = index.payee[before as usize];
    let (share, whole) = search.amounts.share_within(index.currency(middle)?, came, went);
    let expected_millibits = log2_millibits(index.paid_by(middle).len())
        + log2_millibits((next - before) as usize)
        + log2_millibits(share - 1)
        - log2_millibits(whole)
        - log2_millibits(index.at_micros.len());
    let habit_millibits = log2_millibits(alike[next as usize] as usize);
    let rarity_millibits = rarity_millibits(search, payee, Side::Out);
    (expected_millibits < 0)
        .then(|| (-3 * expected_millibits).div_euclid(4) - 2_000 + rarity_millibits - habit_millibits)
}

/// For each payment between two accounts, how many there are between the same two.
pub(super) fn alike(index: &Adjacency) -> Vec<u32> {
    let mut alike = vec![1; index.at_micros.len()];
    let mut row: Vec<(u32, u32)> = Vec::new();
    for payer in index.all_pockets() {
        row.clear();
        row.extend(index.goings(payer).iter().map(|going| (going.payee, going.position)));
        row.sort_unstable();
        for run in row.chunk_by(|one, next| one.0 == next.0) {
            let count = u32::try_from(run.len()).unwrap_or(u32::MAX);
            run.iter().for_each(|pair| alike[pair.1 as usize] = count);
        }
    }
    alike
}

fn draft(search: &Search<'_>, surprise_millibits: i64, back: Vec<u32>) -> Draft {
    let index = search.index;
    let positions: Vec<u32> = back.into_iter().rev().collect();
    let (first, last) = (positions[0] as usize, positions[positions.len() - 1] as usize);
    let (source, sink) = (index.pockets[index.payer[first] as usize], index.pockets[index.payee[last] as usize]);
    let middles = positions[1..].iter().map(|&position| (index.account(index.payer[position as usize]), "member"));
    let seconds = (index.at_micros[last] - index.at_micros[first]) / 1_000_000;
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits,
        accounts: middles.chain([(source.account, "source"), (sink.account, "sink")]).collect(),
        amount_minor: carried_minor(index, &positions),
        currency: sink.currency,
        why: vec![
            ("hops", count(positions.len())),
            ("in_amount", amount_beside(i128::from(index.left_minor[first]), source.currency, sink.currency)),
            ("out_amount", amount(i128::from(index.arrived_minor[last]), sink.currency)),
            ("span_seconds", Reason::Number(seconds)),
        ],
        positions,
    }
}

/// What of the first payment can have reached the last payee, in the last payee's currency: no more than each hop
/// passed on, and where a payment changed currency, as it did.
fn carried_minor(index: &Adjacency, positions: &[u32]) -> i128 {
    positions.iter().fold(i128::MAX, |held, &position| {
        let (left, arrived) = (index.left_minor[position as usize], index.arrived_minor[position as usize]);
        let (left, arrived) = (i128::from(left), i128::from(arrived));
        held.min(left).saturating_mul(arrived).div_euclid(left.max(1))
    })
}
