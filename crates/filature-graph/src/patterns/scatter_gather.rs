//! `scatter-gather`: one account pays several, and those pay one other.
//!
//! **Definition.** For accounts s ≠ t, a *middleman* m ∉ {s, t} is *complete* when it is paid by s and afterwards pays
//! t; the two payments stand within the window. Take the span [a, b] of the ledger no longer than the window with the most
//! complete middlemen (their own payments inside it; the earliest, then the shortest of equals). With at least three complete ones, or two and a third one
//! that is *incomplete* (paid by s and paying t within the span, but in the wrong order), this is a scatter-gather. Its
//! transactions are all payments from s to these middlemen and from them to t in the span. No account in it but s and t may
//! be pooled. One currency. Spans of one s and t that do not touch are findings of their own.
//!
//! **Example.** A pays 300 to each of five friends on Monday; on Wednesday each of them pays 280 to B.
//!
//! **Innocent life like it.** A firm's staff who all pay the same landlord, canteen or club; brothers and sisters to
//! whom a parent gives and who buy one present. Those recur, and their payments are a small part of what they have.
//!
//! **Parameters.** The window (4 days), the numbers of middlemen. All are design defaults.
//!
//! **Ranking.** In the span begin c ways from s over one account to anybody, and a share p of all payers pays t: the
//! chance of k middlemen is that of k coincidences where c p are expected. A middleman whom s pays by habit or who pays t
//! by habit (for longer than nine days) is no coincidence: an employer's staff buy in one supermarket. To that comes
//! how close what each middleman paid on is to what it had been paid ([`crate::amounts`]).
//!
//! **Cost.** For each payment of s, the payments of its payee within the window: at a fixed density the work grows with
//! the ledger. A middleman with more than [`MOST_GOINGS`] of those, or one past the first [`MOST_WAYS`] ways of a source, is not looked
//! through, and counted.

use filature_model::{Currency, Cut, Reason};
use rayon::prelude::*;

use super::bipartite::distinct;
use super::{Search, days, stopped};
use crate::adjacency::{Adjacency, Going, NOWHERE};
use crate::amounts::joint_millibits;
use crate::chance::{log2_millibits, log2_ratio_millibits};
use crate::draft::{Draft, amount, count};

/// The name.
pub(crate) const KIND: &str = "scatter-gather";
const SOURCE: &str = "the pattern that IBM AMLSim names scatter-gather (motif M6 of this project); window and numbers \
    are design defaults, calibrated on nothing real";

pub(crate) const WINDOW_MICROS: i64 = days(4);
const LEAST_COMPLETE: usize = 2;
const LEAST: usize = 3;
/// A middleman who pays more often within the window is not looked through.
const MOST_GOINGS: usize = 2_048;
/// After so many ways of one source no more of its middlemen are looked through.
const MOST_WAYS: usize = 1_000_000;

/// So many threads keep something for every pocket at a time, at most.
const MOST_SCRATCHES: usize = 32;

/// A middleman, and the position of one of its payments; in the order of both.
type Leg = (u32, u32);

/// One way from the source to a sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    sink: u32,
    /// The payment from the source.
    out: u32,
    /// The payment to the sink.
    back: u32,
    middle: u32,
}

/// Searches for scatter-gathers.
pub(crate) fn search(search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    let ends = search.index.window_ends(search.window_micros.unwrap_or(WINDOW_MICROS));
    let found: Vec<(Vec<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .with_min_len(search.index.pockets.len() / MOST_SCRATCHES)
        .filter(|&source| search.habits.payees(source) >= 2)
        .map_init(|| Reached::new(search), |reached, source| of_source(search, source, &ends, reached))
        .filter(|(drafts, cut)| *cut > 0 || !drafts.is_empty())
        .collect();
    let cut = found.iter().map(|(_, cut)| cut).sum();
    (found.into_iter().flat_map(|(drafts, _)| drafts).collect(), stopped(KIND, cut, MOST_GOINGS))
}

/// For each pocket whether one source reached it over several others: what is kept from source to source.
struct Reached {
    /// The source that reached it last, and over whom; [`NOWHERE`] for several.
    by: Vec<(u32, u32)>,
    /// All ways of one source.
    ways: Vec<Way>,
}

impl Reached {
    fn new(search: &Search<'_>) -> Self {
        Self { by: vec![(NOWHERE, NOWHERE); search.index.pockets.len()], ways: Vec::new() }
    }

    fn add(&mut self, source: u32, way: Way) {
        let by = &mut self.by[way.sink as usize];
        *by = match *by {
            (known, middle) if known == source && middle != way.middle => (source, NOWHERE),
            _ => (source, way.middle),
        };
        self.ways.push(way);
    }

    fn over_several(&self, sink: u32) -> bool {
        self.by[sink as usize].1 == NOWHERE
    }
}

fn of_source(search: &Search<'_>, source: u32, ends: &[u32], reached: &mut Reached) -> (Vec<Draft>, usize) {
    let (ways, outs, cut) = ways(search, source, ends, reached);
    let mut drafts = Vec::new();
    for ways in ways.chunk_by(|one, next| one.sink == next.sink) {
        let mut rest = ways.to_vec();
        while let Some(span) = best_span(&rest, ends) {
            drafts.extend(draft(search, source, (ways, &outs), span));
            rest.retain(|way| way.back < span.0 || span.1 < way.out);
        }
    }
    (drafts, cut)
}

/// The ways from a source to whom it reaches through several others, by sink, then in order; and the payments with
/// which all of its ways to anybody begin, in order.
fn ways(search: &Search<'_>, source: u32, ends: &[u32], reached: &mut Reached) -> (Vec<Way>, Vec<u32>, usize) {
    let index = search.index;
    let mut cut = 0;
    reached.ways.clear();
    for &Going { position: out, payee: middle, .. } in index.goings(source) {
        if middle == NOWHERE || index.pooled[middle as usize] || !index.one_currency(middle, source) {
            continue;
        }
        let goings = index.goings(middle);
        let goings = &goings[goings.partition_point(|going| !search.follows(out, going.position))..];
        let within = goings.partition_point(|going| going.position < ends[out as usize]);
        if within > MOST_GOINGS || reached.ways.len() > MOST_WAYS {
            cut += 1;
            continue;
        }
        for &Going { position: back, payee: sink, .. } in &goings[..within] {
            if sink != NOWHERE && sink != source && index.one_currency(sink, source) {
                reached.add(source, Way { sink, out, back, middle });
            }
        }
    }
    let outs = reached.ways.iter().map(|way| way.out).collect();
    let mut ways: Vec<Way> = reached.ways.iter().filter(|way| reached.over_several(way.sink)).copied().collect();
    ways.sort_unstable();
    (ways, outs, cut)
}

/// The span with the most complete middlemen, at least two, within the window.
///
/// From one first payment to the next, ways come in by their last payments and go out by their first: as none is longer
/// than the window, each comes in before it goes out.
fn best_span(ways: &[Way], ends: &[u32]) -> Option<(u32, u32)> {
    let middles = distinct(ways.iter().map(|way| way.middle));
    let number = |way: &Way| middles.partition_point(|&middle| middle < way.middle);
    let mut by_back: Vec<(u32, usize)> = ways.iter().map(|way| (way.back, number(way))).collect();
    by_back.sort_unstable();
    let mut waiting = by_back.into_iter().peekable();
    let mut inside = vec![0_usize; middles.len()];
    let (mut complete, mut best) = (0, (LEAST_COMPLETE - 1, None));
    for of_out in ways.chunk_by(|one, next| one.out == next.out) {
        let end = ends[of_out[0].out as usize];
        while let Some((_, middle)) = waiting.next_if(|way| way.0 < end) {
            complete += usize::from(inside[middle] == 0);
            inside[middle] += 1;
        }
        if complete > best.0 {
            best = (complete, Some(of_out[0].out));
        }
        for way in of_out {
            let middle = number(way);
            inside[middle] -= 1;
            complete -= usize::from(inside[middle] == 0);
        }
    }
    let out = best.1?;
    let from = ways.partition_point(|way| way.out < out);
    Some((out, last_reached(&ways[from..], ends[out as usize])))
}

/// The payment with which the last of the middlemen is complete for the first time.
fn last_reached(ways: &[Way], end: u32) -> u32 {
    let in_time = ways.iter().filter(|way| way.back < end);
    let mut backs: Vec<(u32, u32)> = in_time.map(|way| (way.middle, way.back)).collect();
    backs.sort_unstable();
    backs.dedup_by_key(|back| back.0);
    backs.iter().map(|back| back.1).max().unwrap_or(NOWHERE)
}

/// The finding of a span; `all_outs` are the payments with which the ways from the source to anybody begin, sorted.
fn draft(search: &Search<'_>, source: u32, (ways, all_outs): (&[Way], &[u32]), span: (u32, u32)) -> Option<Draft> {
    let (index, sink) = (search.index, ways[0].sink);
    let is_inside = |position: u32| span.0 <= position && position <= span.1;
    let (outs, backs) = legs(index, source, sink, span);
    let mut complete: Vec<u32> =
        ways.iter().filter(|way| is_inside(way.out) && is_inside(way.back)).map(|way| way.middle).collect();
    complete.sort_unstable();
    complete.dedup();
    let mut middles: Vec<u32> = outs.iter().map(|pair| pair.0).collect();
    middles.dedup();
    middles.retain(|middle| backs.binary_search_by_key(middle, |pair| pair.0).is_ok());
    if middles.len() < LEAST {
        return None;
    }
    let is_middle = |pair: &&Leg| middles.binary_search(&pair.0).is_ok();
    let sum = |pairs: &[Leg], amounts: &[i64]| -> i128 {
        pairs.iter().filter(is_middle).map(|pair| i128::from(amounts[pair.1 as usize])).sum()
    };
    let (went, came) = (sum(&outs, &index.left_minor), sum(&backs, &index.arrived_minor));
    let mut positions: Vec<u32> = outs.iter().chain(&backs).filter(is_middle).map(|pair| pair.1).collect();
    positions.sort_unstable();
    let choices = all_outs.partition_point(|&out| out <= span.1) - all_outs.partition_point(|&out| out < span.0);
    let else_paid = usize::try_from(search.habits.payers(sink)).unwrap_or(0).saturating_sub(middles.len()) + 1;
    let share = log2_ratio_millibits(else_paid, index.at_micros.len());
    let habit =
        |&&middle: &&u32| search.habits.is_habit(index, source, middle) || search.habits.is_habit(index, middle, sink);
    let strange = middles.len() - middles.iter().filter(habit).count();
    let currency = index.pockets[source as usize].currency;
    let seconds = (index.at_micros[span.1 as usize] - index.at_micros[span.0 as usize]) / 1_000_000;
    let middle_accounts = middles.iter().map(|&middle| (index.account(middle), "member"));
    let flowed = carried(index, &outs, &backs, &middles);
    Some(Draft {
        kind: KIND,
        source: SOURCE,
        surprise_millibits: search.chance.coincidences_millibits(strange, log2_millibits(choices) + share)
            + kept_millibits(search, currency, (&outs, &backs), &complete)
            + share
            - search.habits.accounts_millibits(),
        accounts: middle_accounts.chain([(index.account(source), "source"), (index.account(sink), "sink")]).collect(),
        amount_minor: flowed,
        currency,
        why: vec![
            ("in_amount", amount(went, currency)),
            ("middlemen", count(middles.len())),
            ("middlemen_incomplete", count(middles.len() - complete.len())),
            ("out_amount", amount(came, currency)),
            ("payers_else", count(else_paid - 1)),
            ("span_seconds", Reason::Number(seconds)),
        ],
        positions,
    })
}

/// The payments of a source in a span and those to a sink, by who may be a middleman. One of the two may be a hub: where
/// that costs less, those of the other's counterparties alone are looked up.
fn legs(index: &Adjacency, source: u32, sink: u32, span: (u32, u32)) -> (Vec<Leg>, Vec<Leg>) {
    let (outs, backs) = (inside(index.paid_by(source), span), inside(index.paid_to(sink), span));
    let may_carry = |leg: &Leg| leg.0 != NOWHERE && leg.0 != source && leg.0 != sink && !index.pooled[leg.0 as usize];
    let all = |row: &[u32], other: &[u32]| -> Vec<Leg> {
        let mut legs: Vec<Leg> =
            row.iter().map(|&position| (other[position as usize], position)).filter(may_carry).collect();
        legs.sort_unstable();
        legs
    };
    if outs.len() <= backs.len() {
        let outs = all(outs, &index.payee);
        let goings = |middle: u32| inside(index.paid_by(middle), span);
        let backs = of_middles(&outs, backs.len(), goings, |position| index.payee[position as usize] == sink)
            .unwrap_or_else(|| all(backs, &index.payer));
        (outs, backs)
    } else {
        let backs = all(backs, &index.payer);
        let comings = |middle: u32| inside(index.paid_to(middle), span);
        let outs = of_middles(&backs, outs.len(), comings, |position| index.payer[position as usize] == source)
            .unwrap_or_else(|| all(outs, &index.payee));
        (outs, backs)
    }
}

/// The payments of some middlemen that are looked for; none where their own rows are longer than `most`.
fn of_middles<'a>(
    known: &[Leg],
    most: usize,
    row: impl Fn(u32) -> &'a [u32],
    is_looked_for: impl Fn(u32) -> bool,
) -> Option<Vec<Leg>> {
    let mut legs = Vec::new();
    let mut looked_at = 0;
    for middle in known.chunk_by(|one, next| one.0 == next.0).map(|run| run[0].0) {
        let row = row(middle);
        looked_at += row.len();
        if looked_at > most {
            return None;
        }
        legs.extend(row.iter().filter(|&&position| is_looked_for(position)).map(|&position| (middle, position)));
    }
    Some(legs)
}

/// The part of a row that stands in a span.
fn inside(row: &[u32], span: (u32, u32)) -> &[u32] {
    let from = row.partition_point(|&position| position < span.0);
    &row[from..row.partition_point(|&position| position <= span.1)]
}

/// How surprisingly close what the complete middlemen paid on is to what they were paid, thousandths of a bit.
fn kept_millibits(search: &Search<'_>, currency: Currency, (outs, backs): (&[Leg], &[Leg]), complete: &[u32]) -> i64 {
    let sum = |pairs: &[Leg], amounts: &[i64], middle: u32| -> i64 {
        let of = pairs[pairs.partition_point(|pair| pair.0 < middle)..].iter().take_while(|pair| pair.0 == middle);
        of.fold(0, |sum, pair| amounts[pair.1 as usize].saturating_add(sum))
    };
    let closeness = |&middle: &u32| {
        let came = sum(outs, &search.index.arrived_minor, middle);
        let went = sum(backs, &search.index.left_minor, middle);
        search.amounts.closeness_millibits(currency, came, went)
    };
    joint_millibits(complete.iter().map(closeness).sum(), complete.len())
}

/// What of the source's money can have reached the sink: for each middleman, what it was paid before it paid on.
fn carried(index: &Adjacency, outs: &[Leg], backs: &[Leg], middles: &[u32]) -> i128 {
    let of = |pairs: &[Leg], middle: u32| -> Vec<u32> {
        pairs[pairs.partition_point(|pair| pair.0 < middle)..]
            .iter()
            .take_while(|pair| pair.0 == middle)
            .map(|pair| pair.1)
            .collect()
    };
    let through = |&middle: &u32| {
        let (came, went) = (of(outs, middle), of(backs, middle));
        let (mut held, mut carried, mut next) = (0_i128, 0_i128, 0);
        for position in went {
            while next < came.len() && came[next] < position {
                held += i128::from(index.arrived_minor[came[next] as usize]);
                next += 1;
            }
            let part = held.min(i128::from(index.left_minor[position as usize]));
            held -= part;
            carried += part;
        }
        carried
    };
    middles.iter().map(through).sum()
}
