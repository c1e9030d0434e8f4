//! `cycle`: money that comes back to where it started.
//!
//! **Definition.** Transactions p1, …, pk with 2 ≤ k ≤ 12 where the payee of each is the payer of the next and the
//! payee of pk is the payer of p1; no account twice, none of them pooled; each follows the one before (later in the ledger; with
//! `strict` at a later instant too); at(pk) − at(p1) ≤ window; one currency. Payments side by side are kept apart. Cycles
//! through the same accounts in the same turn whose stretches of the ledger touch are reported once, as the tightest: the
//! least (largest − smallest) / largest amount, then the earliest. Amounts are no condition: who runs such a scheme
//! adds, keeps and mistakes currencies; how close they are counts in the ranking.
//!
//! A *ring out of order* is the second form: see [`ring`]. Its payments go round, yet not all in time order, as somebody
//! paid on from what they had before the money reached them.
//!
//! **Example.** A pays B 100.00 on Monday, B pays C 95.00 on Tuesday, C pays A 90.00 on Wednesday.
//!
//! **Innocent life like it.** A refund, or friends who lend and give back (two hops); a rotating savings circle; a
//! firm and its suppliers that buy from each other. Who deals with the same few all the time comes back to the start
//! by chance: that is what the ranking weighs.
//!
//! **Parameters.** [`WINDOW_MICROS`], [`MOST_HOPS`], [`MOST_STEPS`]; all are design defaults. Cycles that change
//! currency are not searched.
//!
//! **Ranking.** See [`surprise`]: the choices that the accounts had on the way, the share of payments that go home,
//! and how close each amount is to the one before.
//!
//! **Cost.** See [`crate::cycles::walk`]. At a fixed number of payments an account and window the work grows with the
//! ledger; [`MOST_STEPS`] bounds what one start may take, and the starts that it stopped are counted.

use std::collections::HashMap;

use filature_model::{Cut, Reason};
use rayon::prelude::*;

use super::{Search, days, stopped};
use crate::adjacency::Adjacency;
use crate::cycles::walk::{Bounds, Walk};
use crate::draft::{Draft, amount, count};
use crate::habits::permille;

mod ring;
mod surprise;

pub(super) use surprise::way_millibits;

/// The name.
pub(crate) const KIND: &str = "cycle";
const SOURCE: &str = "temporal cycle (the name is IBM AMLSim's); hops, window and limits are design defaults, calibrated \
    on nothing real";

pub(crate) const WINDOW_MICROS: i64 = days(4);
/// The most hops of a cycle.
pub(super) const MOST_HOPS: usize = 12;
/// Steps after which the search from one start stops.
const MOST_STEPS: usize = 4_000;
/// So many threads keep something for every pocket at a time, at most.
const MOST_SCRATCHES: usize = 64;

/// The cycles through one sequence of accounts, from one start or from several that touch.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Round {
    /// The pockets in turn, the first in order leading.
    turn: Vec<u32>,
    /// The first position of all the cycles.
    first: u32,
    /// The last position of all the cycles.
    last: u32,
    /// How many cycles there are.
    cycles: usize,
    /// How unequal the amounts of the best are.
    unequal_permille: i64,
    /// The best, in turn from its earliest.
    hops: Vec<u32>,
    /// Hops of the best that stand before the one that leads to them; the one that closes it is none.
    out_of_order: usize,
}

impl Round {
    /// A round of one cycle, its earliest hop leading.
    fn new(index: &Adjacency, hops: &[u32]) -> Self {
        let mut turn: Vec<u32> = hops.iter().map(|&hop| index.payer[hop as usize]).collect();
        let lead = (0..turn.len()).min_by_key(|&at| turn[at]).unwrap_or(0);
        turn.rotate_left(lead);
        Self {
            turn,
            first: hops[0],
            last: hops.iter().copied().max().unwrap_or(hops[0]),
            cycles: 1,
            unequal_permille: unequal_permille(index, hops),
            hops: hops.to_vec(),
            out_of_order: hops.windows(2).filter(|pair| pair[0] > pair[1]).count(),
        }
    }

    /// Takes in cycles of the same turn, and keeps the better of the best.
    fn join(&mut self, other: Self) {
        self.last = self.last.max(other.last);
        self.cycles = self.cycles.saturating_add(other.cycles);
        if (other.unequal_permille, &other.hops) < (self.unequal_permille, &self.hops) {
            (self.unequal_permille, self.hops, self.out_of_order) =
                (other.unequal_permille, other.hops, other.out_of_order);
        }
    }

    /// Takes in one cycle of the same turn, in time order.
    fn take_in(&mut self, index: &Adjacency, hops: &[u32]) {
        self.last = self.last.max(hops[hops.len() - 1]);
        self.cycles = self.cycles.saturating_add(1);
        let unequal_permille = unequal_permille(index, hops);
        if (unequal_permille, hops) < (self.unequal_permille, self.hops.as_slice()) {
            self.unequal_permille = unequal_permille;
            self.hops.clear();
            self.hops.extend_from_slice(hops);
        }
    }

    fn touches(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Searches for cycles, and for rings out of order.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let bounds = Bounds {
        window_micros: search.window_micros.unwrap_or(WINDOW_MICROS),
        strict: search.strict,
        most_hops: MOST_HOPS,
        through_pooled: false,
        most_steps: MOST_STEPS,
    };
    let ends = search.index.window_ends(bounds.window_micros);
    let (in_order, stopped_in_order) = rounds(search.index, || Walk::new(search.index, &ends, bounds), of_walk);
    let ring = || ring::Walk::new(search.index, &ends, bounds);
    let (out_of_order, stopped_out_of_order) = rounds(search.index, ring, ring::Walk::search_from);
    let in_order_drafts = in_order.par_iter().map(|round| draft(search, round));
    let rings = without(out_of_order, &in_order);
    let ring_drafts = rings.par_iter().map(|round| draft(search, round)).filter(ring::is_rare);
    let cut = stopped(KIND, stopped_in_order + stopped_out_of_order, MOST_STEPS);
    (in_order_drafts.chain(ring_drafts).collect(), cut)
}

/// The rounds from every start, joined, and how many starts a limit stopped.
fn rounds<W>(
    index: &Adjacency,
    walk: impl Fn() -> W + Sync + Send,
    search_from: impl Fn(&mut W, u32) -> (Vec<Round>, bool) + Sync + Send,
) -> (Vec<Round>, usize) {
    let starts = 0..u32::try_from(index.at_micros.len()).unwrap_or(u32::MAX);
    let found: Vec<(Vec<Round>, bool)> = starts
        .into_par_iter()
        .with_min_len(index.at_micros.len() / MOST_SCRATCHES)
        .map_init(walk, search_from)
        .filter(|(rounds, finished)| !finished || !rounds.is_empty())
        .collect();
    let stopped = found.iter().filter(|(_, finished)| !finished).count();
    (join_touching(found.into_iter().flat_map(|(rounds, _)| rounds).collect()), stopped)
}

/// The rounds from one start, and whether the search came to its end.
fn of_walk(walk: &mut Walk<'_>, start: u32) -> (Vec<Round>, bool) {
    let finished = walk.search_from(start);
    let index = walk.index();
    let mut rounds: Vec<Round> = Vec::new();
    for hops in walk.found.iter() {
        // Payments side by side come one after the other, and there may be thousands.
        match rounds.last_mut().filter(|round| same_payers(index, &round.hops, hops)) {
            Some(round) => round.take_in(index, hops),
            None => rounds.push(Round::new(index, hops)),
        }
    }
    (join_touching(rounds), finished)
}

/// Whether two cycles go through the same pockets in the same turn from the same start.
fn same_payers(index: &Adjacency, one: &[u32], other: &[u32]) -> bool {
    let payer = |hop: &u32| index.payer[*hop as usize];
    one.len() == other.len() && one.iter().map(payer).eq(other.iter().map(payer))
}

/// Joins the rounds of one turn whose stretches of the ledger touch.
fn join_touching(mut rounds: Vec<Round>) -> Vec<Round> {
    if rounds.len() < 2 {
        return rounds;
    }
    rounds.sort_by(|one, other| (&one.turn, one.first).cmp(&(&other.turn, other.first)));
    let mut joined: Vec<Round> = Vec::new();
    for round in rounds {
        match joined.last_mut() {
            Some(known) if known.turn == round.turn && round.first <= known.last => known.join(round),
            _ => joined.push(round),
        }
    }
    joined
}

/// The rounds of which no other of the same turn touches them: a cycle in time order says more than a ring.
fn without(mut rounds: Vec<Round>, others: &[Round]) -> Vec<Round> {
    let mut of_turn: HashMap<&[u32], Vec<&Round>> = HashMap::new();
    for other in others {
        of_turn.entry(&other.turn).or_default().push(other);
    }
    rounds.retain(|round| {
        let others = of_turn.get(round.turn.as_slice());
        !others.is_some_and(|others| others.iter().any(|other| other.touches(round)))
    });
    rounds
}

fn least_and_most(index: &Adjacency, hops: &[u32]) -> (i64, i64) {
    let amounts = || hops.iter().map(|&hop| index.left_minor[hop as usize]);
    (amounts().min().unwrap_or(0), amounts().max().unwrap_or(0))
}

fn unequal_permille(index: &Adjacency, hops: &[u32]) -> i64 {
    let (least, most) = least_and_most(index, hops);
    permille(i128::from(most - least), i128::from(most))
}

fn draft(search: &Search<'_>, round: &Round) -> Draft {
    let index = search.index;
    let (least, most) = least_and_most(index, &round.hops);
    let (first, closing) = (round.hops[0] as usize, round.hops[round.hops.len() - 1] as usize);
    let mut positions = round.hops.clone();
    positions.sort_unstable();
    let latest = positions[positions.len() - 1] as usize;
    let currency = search.ledger.currency[first];
    let seconds = (index.at_micros[latest] - index.at_micros[first]) / 1_000_000;
    let returned = permille(i128::from(index.left_minor[closing]), i128::from(index.left_minor[first]));
    Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: surprise::millibits(search, &round.hops, round.out_of_order),
        accounts: round.turn.iter().map(|&pocket| (index.account(pocket), "member")).collect(),
        amount_minor: i128::from(least),
        currency,
        why: vec![
            ("cycles_alike", count(round.cycles)),
            ("hops", count(round.hops.len())),
            ("hops_out_of_order", count(round.out_of_order)),
            ("largest_amount", amount(i128::from(most), currency)),
            ("returned_permille", Reason::Number(returned)),
            ("span_seconds", Reason::Number(seconds)),
            ("unequal_permille", Reason::Number(round.unequal_permille)),
        ],
        positions,
    }
}
