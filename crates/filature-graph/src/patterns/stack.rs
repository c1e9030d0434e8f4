//! `stack`: two layers of payments or more, each between several accounts.
//!
//! **Definition.** Narrow payments are those of [`super::narrow`]. For two middlemen m ≠ m′ and the stretch of the
//! ledger that begins with a payment and lasts the window, let S be the accounts that pay both in it by narrow payments,
//! and T those that both so pay in it, each by a payment that follows the first that this middleman had from S; nobody is
//! in both. With at least one in each and three together, all those payments of S to both, and of both to T
//! that follow so, are *bound*. What is bound with the same payment is bound together, and if two accounts of it only
//! pay, two only are paid and two do both, it is a stack: those, which are its sources, sinks and middlemen, and all
//! payments of a source to anybody but a source or sink who, later and before the last bound payment, pays a sink; and that payment.
//! So a middleman who missed a source or a sink is in it, and one who did all but in time is not. No account
//! in it is pooled, and it has one currency. Deeper stacks are bound through the payments between two layers.
//!
//! **Example.** A and B each send 1,000 to C, D and E on Monday; on Thursday each of those pays 950 to F and to G.
//!
//! **Innocent life like it.** Two parents who both pay their grown children, who both pay the same landlord and the
//! same school; two firms of one owner and their staff.
//!
//! **What it cannot find.** Relays A → B → C that share no account with each other, however alike and however close in
//! time, are not bound: among many such in the same days nothing tells which belong together.
//!
//! **Parameters.** The window (9 days), 200 partners, the numbers: design defaults, calibrated on nothing real.
//!
//! **Ranking.** As for `bipartite`: −log2 of the chance of each pair, less log2 of the choices of so many sources,
//! middlemen and sinks, and of so many pairs among those that could be.
//!
//! **Cost.** As for butterflies: for each payer the payers of its payees, and for each of those one pass over two short
//! lists. Of the payments that two middlemen have with whom they share, at most [`MOST_PAYMENTS`] are looked at.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Cut, Reason};
use rayon::prelude::*;

use super::bipartite::{WINDOW_MICROS, Weights, choose_millibits, distinct, paid};
use super::butterflies::{MOST_PAYMENTS, Paid, groups};
use super::narrow::{Common, Dealing, MOST_PARTNERS, Narrow, partners, wide};
use super::{Search, stopped};
use crate::draft::{Draft, amount, count};

/// The name.
pub(crate) const KIND: &str = "stack";
const SOURCE: &str = "the pattern that IBM AMLSim names stack (motif M6 of this project, in layers); window and numbers \
    are design defaults, calibrated on nothing real";

/// Fewer sources, middlemen or sinks are no layer.
const LEAST: usize = 2;
/// Two middlemen have so many sources and sinks in common.
const LEAST_COMMON: usize = 3;
/// After each payment to somebody so many of theirs are looked at.
const MOST_GOINGS: usize = 512;

/// Searches for stacks.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let (narrow, pockets) = (search.shared.narrow(search), search.index.pockets.len());
    let found: Vec<(Vec<(u32, u32)>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .with_min_len(pockets / Common::MOST)
        .map_init(
            || [Common::new(pockets), Common::new(pockets)],
            |common, middle| of_middle(search, narrow, common, middle, window_micros),
        )
        .filter(|(bound, cut)| *cut > 0 || !bound.is_empty())
        .collect();
    let cut = found.iter().map(|(_, cut)| cut).sum();
    let mut bound: Vec<(u32, u32)> = found.into_iter().flat_map(|(bound, _)| bound).collect();
    bound.par_sort_unstable();
    bound.dedup();
    let weights = Weights::new(search);
    let stacks = groups(&bound).into_iter().filter_map(|group| Stack::new(search, &group));
    let drafts = stacks.map(|stack| stack.draft(search, &weights)).collect();
    let mut cuts = stopped(KIND, wide(search), MOST_PARTNERS);
    cuts.extend(stopped(KIND, cut, MOST_PAYMENTS));
    (drafts, cuts)
}

/// What is bound by a middleman and those that stand after it among the pockets.
fn of_middle(
    search: &Search<'_>,
    narrow: &Narrow,
    [sources, sinks]: &mut [Common; 2],
    middle: u32,
    window_micros: i64,
) -> (Vec<(u32, u32)>, usize) {
    let own = Sides::new(narrow, middle);
    if own.ins.is_empty() || own.outs.is_empty() {
        return (Vec::new(), 0);
    }
    sources.count(middle, partners(own.ins).map(|source| narrow.outs(source)));
    if sources.met.is_empty() {
        return (Vec::new(), 0);
    }
    sinks.count(middle, partners(own.outs).map(|sink| narrow.ins(sink)));
    let (mut bound, mut cut) = (Vec::new(), 0);
    for &other in &sinks.met {
        let common = (sources.of(middle, other) as usize, sinks.of(middle, other) as usize);
        // Most pairs share a sink and nothing else.
        if common.0 > 0 && common.0 + common.1 >= LEAST_COMMON {
            cut += usize::from(!bind(search, own, Sides::new(narrow, other), window_micros, &mut bound));
        }
    }
    bound.sort_unstable();
    bound.dedup();
    (bound, cut)
}

/// A middleman's narrow payments.
#[derive(Clone, Copy)]
struct Sides<'a> {
    ins: &'a [Dealing],
    outs: &'a [Dealing],
}

impl<'a> Sides<'a> {
    fn new(narrow: &'a Narrow, middle: u32) -> Self {
        Self { ins: narrow.ins(middle), outs: narrow.outs(middle) }
    }
}

/// A payment between one of two middlemen and somebody whom both share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    position: u32,
    partner: u32,
    /// Whether it comes in.
    inflow: bool,
    /// Which of the two middlemen.
    side: usize,
}

/// Adds what two middlemen bind; false where not all could be looked at.
fn bind(
    search: &Search<'_>,
    one: Sides<'_>,
    other: Sides<'_>,
    window_micros: i64,
    bound: &mut Vec<(u32, u32)>,
) -> bool {
    let sources = partners_of_both(one.ins, other.ins);
    let sinks = partners_of_both(one.outs, other.outs);
    let mut payments: Vec<Shared> = Vec::new();
    for (side, middle) in [one, other].into_iter().enumerate() {
        for (partners, row, inflow) in [(&sources, middle.ins, true), (&sinks, middle.outs, false)] {
            let shared = row.iter().filter(|pair| partners.binary_search(&pair.0).is_ok());
            payments.extend(shared.map(|&(partner, position)| Shared { position, partner, inflow, side }));
        }
    }
    payments.sort_unstable();
    let whole = payments.len() <= MOST_PAYMENTS;
    payments.truncate(MOST_PAYMENTS);
    let at = |payment: &Shared| search.index.at_micros[payment.position as usize];
    for from in 0..payments.len() {
        let last = at(&payments[from]).saturating_add(window_micros);
        let within = &payments[from..from + payments[from..].partition_point(|payment| at(payment) <= last)];
        let part = bound_within(search, within);
        bound.extend(part.windows(2).map(|pair| (pair[0], pair[1])));
    }
    whole
}

/// The partners that are in two rows, sorted.
fn partners_of_both(one: &[Dealing], other: &[Dealing]) -> Vec<u32> {
    let mut theirs = partners(other).peekable();
    partners(one)
        .filter(|&own| {
            while theirs.next_if(|&partner| partner < own).is_some() {}
            theirs.next_if_eq(&own).is_some()
        })
        .collect()
}

/// The payments of one stretch that are bound, in order; none where they are too few.
fn bound_within(search: &Search<'_>, within: &[Shared]) -> Vec<u32> {
    let sources = of_both(within.iter().filter(|payment| payment.inflow));
    let first = |side: usize| {
        let from_source =
            |payment: &&Shared| payment.inflow && payment.side == side && sources.contains(&payment.partner);
        within.iter().find(from_source).map(|payment| payment.position)
    };
    let firsts = [first(0), first(1)];
    let carries = |payment: &&Shared| {
        !payment.inflow
            && !sources.contains(&payment.partner)
            && firsts[payment.side].is_some_and(|before| search.follows(before, payment.position))
    };
    let sinks = of_both(within.iter().filter(carries));
    if sources.is_empty() || sinks.is_empty() || sources.len() + sinks.len() < LEAST_COMMON {
        return Vec::new();
    }
    let is_bound = |payment: &&Shared| match payment.inflow {
        true => sources.contains(&payment.partner),
        false => carries(payment) && sinks.contains(&payment.partner),
    };
    within.iter().filter(is_bound).map(|payment| payment.position).collect()
}

/// The partners that have a payment with both middlemen.
fn of_both<'a>(payments: impl Iterator<Item = &'a Shared>) -> BTreeSet<u32> {
    let mut sides: BTreeMap<u32, [bool; 2]> = BTreeMap::new();
    for payment in payments {
        sides.entry(payment.partner).or_default()[payment.side] = true;
    }
    sides.into_iter().filter(|(_, sides)| sides[0] && sides[1]).map(|(partner, _)| partner).collect()
}

/// A stack, with its accounts by role.
struct Stack {
    sources: Vec<u32>,
    middles: Vec<u32>,
    sinks: Vec<u32>,
    payments: Vec<Paid>,
}

impl Stack {
    /// A group of bound payments, and what else its sources sent its sinks through others.
    fn new(search: &Search<'_>, group: &[u32]) -> Option<Self> {
        let mut stack = Self::of(paid(search, group));
        if [&stack.sources, &stack.middles, &stack.sinks].iter().any(|layer| layer.len() < LEAST) {
            return None;
        }
        let mut positions: Vec<u32> = group.to_vec();
        let span = (*group.first()?, *group.last()?);
        for &source in &stack.sources {
            positions.extend(stack.sent(search, source, span));
        }
        positions.sort_unstable();
        positions.dedup();
        let payments = paid(search, &positions);
        let is_end =
            |pocket: &u32| stack.sources.binary_search(pocket).is_ok() || stack.sinks.binary_search(pocket).is_ok();
        let ends = payments.iter().flat_map(|paid| [paid.payer, paid.payee]).filter(|pocket| !is_end(pocket));
        stack.middles = distinct(ends);
        stack.payments = payments;
        Some(stack)
    }

    fn of(payments: Vec<Paid>) -> Self {
        let payers = distinct(payments.iter().map(|paid| paid.payer));
        let payees = distinct(payments.iter().map(|paid| paid.payee));
        let (middles, sources) = payers.iter().partition(|payer| payees.binary_search(payer).is_ok());
        let sinks = payees.iter().copied().filter(|payee| payers.binary_search(payee).is_err()).collect();
        Self { sources, middles, sinks, payments }
    }

    /// What a source sent to sinks through one other account in the span, both payments of each way.
    fn sent(&self, search: &Search<'_>, source: u32, span: (u32, u32)) -> Vec<u32> {
        let index = search.index;
        let row = index.paid_by(source);
        let row = &row[row.partition_point(|&position| position < span.0)..];
        let mut sent = Vec::new();
        for &before in row.iter().take_while(|&&position| position < span.1) {
            let middle = index.payee[before as usize];
            if !self.may_carry(search, middle, source) {
                continue;
            }
            let goings = index.paid_by(middle);
            let goings = &goings[goings.partition_point(|&next| !search.follows(before, next))..];
            let to_sink = |next: &&u32| self.sinks.binary_search(&index.payee[**next as usize]).is_ok();
            let on = goings.iter().take(MOST_GOINGS).take_while(|&&next| next <= span.1).filter(to_sink);
            let known = sent.len();
            sent.extend(on);
            if sent.len() > known {
                sent.push(before);
            }
        }
        sent
    }

    fn may_carry(&self, search: &Search<'_>, middle: u32, source: u32) -> bool {
        let index = search.index;
        middle != crate::adjacency::NOWHERE
            && !index.pooled[middle as usize]
            && index.currency(middle) == index.currency(source)
            && self.sources.binary_search(&middle).is_err()
            && self.sinks.binary_search(&middle).is_err()
    }

    fn draft(&self, search: &Search<'_>, weights: &Weights) -> Draft {
        let index = search.index;
        let positions: Vec<u32> = self.payments.iter().map(|paid| paid.position).collect();
        let (first, last) = (positions[0] as usize, positions[positions.len() - 1] as usize);
        let currency = index.pockets[self.sources[0] as usize].currency;
        let layer = |pockets: &[u32], role: &'static str| -> Vec<(u32, &'static str)> {
            pockets.iter().map(|&pocket| (index.account(pocket), role)).collect()
        };
        let sum = |pockets: &[u32], side: fn(&Paid) -> u32, amounts: &[i64]| -> i128 {
            let of_layer = |paid: &&Paid| pockets.binary_search(&side(paid)).is_ok();
            self.payments.iter().filter(of_layer).map(|paid| i128::from(amounts[paid.position as usize])).sum()
        };
        let (pairs, surprise_millibits) = self.weigh(search, weights);
        let seconds = (index.at_micros[last] - index.at_micros[first]) / 1_000_000;
        Draft {
            kind: KIND,
            source: SOURCE,
            surprise_millibits,
            accounts: [layer(&self.sources, "source"), layer(&self.middles, "member"), layer(&self.sinks, "sink")]
                .concat(),
            amount_minor: self.carried_minor(search),
            currency,
            why: vec![
                ("in_amount", amount(sum(&self.sources, |paid| paid.payer, &index.left_minor), currency)),
                ("middlemen", count(self.middles.len())),
                ("out_amount", amount(sum(&self.sinks, |paid| paid.payee, &index.arrived_minor), currency)),
                ("pairs", count(pairs)),
                ("payees", count(self.sinks.len())),
                ("payers", count(self.sources.len())),
                ("span_seconds", Reason::Number(seconds)),
            ],
            positions,
        }
    }

    /// How many pairs pay each other, and how surprising the whole is.
    fn weigh(&self, search: &Search<'_>, weights: &Weights) -> (usize, i64) {
        let pairs: BTreeSet<(u32, u32)> = self.payments.iter().map(|paid| (paid.payer, paid.payee)).collect();
        let is_middle = |pocket: &u32| self.middles.binary_search(pocket).is_ok();
        let deep = pairs.iter().any(|(payer, payee)| is_middle(payer) && is_middle(payee));
        let (sources, middles, sinks) = (self.sources.len(), self.middles.len(), self.sinks.len());
        let between = if deep { middles * (middles - 1) } else { 0 };
        let places = weights.places_millibits(sources, sinks)
            + choose_millibits(search.index.pockets.len(), middles)
            + choose_millibits((sources + sinks) * middles + between, pairs.len());
        (pairs.len(), weights.pairs_millibits(search, &self.payments) - places)
    }

    /// What of the sources' money can have reached sinks: each passes on what it was paid before.
    fn carried_minor(&self, search: &Search<'_>) -> i128 {
        let index = search.index;
        let (mut held, mut reached) = (BTreeMap::<u32, i128>::new(), 0);
        for paid in &self.payments {
            let left = i128::from(index.left_minor[paid.position as usize]);
            let part = match held.get_mut(&paid.payer) {
                Some(has) => {
                    let part = left.min(*has);
                    *has -= part;
                    part
                }
                None if self.sources.binary_search(&paid.payer).is_ok() => left,
                None => 0,
            };
            let part = part.min(i128::from(index.arrived_minor[paid.position as usize]));
            if self.sinks.binary_search(&paid.payee).is_ok() {
                reached += part;
            } else {
                *held.entry(paid.payee).or_default() += part;
            }
        }
        reached
    }
}
