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
//! the ledger. A middleman with more than [`MOST_GOINGS`] of those is not looked through, and counted.

use filature_model::{Currency, Cut, Reason};
use rayon::prelude::*;

use super::{Search, days, stopped};
use crate::adjacency::NOWHERE;
use crate::amounts::joint_millibits;
use crate::chance::{log2_millibits, log2_ratio_millibits};
use crate::draft::{Draft, amount, count};

/// The name.
pub(crate) const KIND: &str = "scatter-gather";
const SOURCE: &str = "the pattern that IBM AMLSim names scatter-gather (motif M6 of this project); window and numbers \
    are design defaults, calibrated on nothing real";

const WINDOW_MICROS: i64 = days(4);
const LEAST_COMPLETE: usize = 2;
const LEAST: usize = 3;
/// A middleman who pays more often within the window is not looked through.
const MOST_GOINGS: usize = 2_048;

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
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let found: Vec<(Vec<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .filter(|&source| search.habits.payees(source) >= 2)
        .map(|source| of_source(search, source, window_micros))
        .filter(|(drafts, cut)| *cut > 0 || !drafts.is_empty())
        .collect();
    let cut = found.iter().map(|(_, cut)| cut).sum();
    (found.into_iter().flat_map(|(drafts, _)| drafts).collect(), stopped(KIND, cut, MOST_GOINGS))
}

fn of_source(search: &Search<'_>, source: u32, window_micros: i64) -> (Vec<Draft>, usize) {
    let (ways, cut) = ways(search, source, window_micros);
    let mut outs: Vec<u32> = ways.iter().map(|way| way.out).collect();
    outs.sort_unstable();
    let mut drafts = Vec::new();
    for ways in ways.chunk_by(|one, next| one.sink == next.sink) {
        if ways.len() < LEAST_COMPLETE || ways.iter().all(|way| way.middle == ways[0].middle) {
            continue;
        }
        let mut rest = ways.to_vec();
        while let Some(span) = best_span(search, &rest, window_micros) {
            drafts.extend(draft(search, source, (ways, &outs), span));
            rest.retain(|way| way.back < span.0 || span.1 < way.out);
        }
    }
    (drafts, cut)
}

/// All ways from a source to anybody through one other account, by sink, then in order.
fn ways(search: &Search<'_>, source: u32, window_micros: i64) -> (Vec<Way>, usize) {
    let index = search.index;
    let (mut ways, mut cut) = (Vec::new(), 0);
    for &out in index.paid_by(source) {
        let middle = index.payee[out as usize];
        if middle == NOWHERE || index.pooled[middle as usize] || index.currency(middle) != index.currency(source) {
            continue;
        }
        let last = index.at_micros[out as usize].saturating_add(window_micros);
        let goings = index.paid_by(middle);
        let from = goings.partition_point(|&position| !search.follows(out, position));
        let to = from + goings[from..].partition_point(|&position| index.at_micros[position as usize] <= last);
        if to - from > MOST_GOINGS {
            cut += 1;
            continue;
        }
        ways.extend(goings[from..to].iter().filter_map(|&back| {
            let sink = index.payee[back as usize];
            let whole = sink != NOWHERE && sink != source && index.currency(sink) == index.currency(source);
            whole.then_some(Way { sink, out, back, middle })
        }));
    }
    ways.sort_unstable();
    (ways, cut)
}

/// The span with the most complete middlemen, at least two, within the window.
fn best_span(search: &Search<'_>, ways: &[Way], window_micros: i64) -> Option<(u32, u32)> {
    let at = |position: u32| search.index.at_micros[position as usize];
    let mut best: Option<(usize, (u32, u32))> = None;
    for (number, first) in ways.iter().enumerate() {
        if number > 0 && ways[number - 1].out == first.out {
            continue;
        }
        let last = at(first.out).saturating_add(window_micros);
        let mut within: Vec<&Way> =
            ways[number..].iter().take_while(|way| at(way.out) <= last).filter(|way| at(way.back) <= last).collect();
        within.sort_unstable_by_key(|way| way.back);
        let mut middles: Vec<u32> = Vec::new();
        let mut reached: Option<u32> = None;
        for way in within {
            if !middles.contains(&way.middle) {
                middles.push(way.middle);
                reached = Some(way.back);
            }
        }
        if let Some(end) = reached
            && middles.len() >= LEAST_COMPLETE
            && best.is_none_or(|known| known.0 < middles.len())
        {
            best = Some((middles.len(), (first.out, end)));
        }
    }
    best.map(|known| known.1)
}

/// The finding of a span; `all_outs` are the payments with which the ways from the source to anybody begin, sorted.
fn draft(search: &Search<'_>, source: u32, (ways, all_outs): (&[Way], &[u32]), span: (u32, u32)) -> Option<Draft> {
    let (index, sink) = (search.index, ways[0].sink);
    let inside = |position: u32| span.0 <= position && position <= span.1;
    let of = |row: &[u32], other: &[u32]| -> Vec<Leg> {
        let mut pairs: Vec<_> = row[row.partition_point(|&position| position < span.0)..]
            .iter()
            .take_while(|&&position| inside(position))
            .map(|&position| (other[position as usize], position))
            .filter(|pair| pair.0 != NOWHERE && pair.0 != source && pair.0 != sink && !index.pooled[pair.0 as usize])
            .collect();
        pairs.sort_unstable();
        pairs
    };
    let (outs, backs) = (of(index.paid_by(source), &index.payee), of(index.paid_to(sink), &index.payer));
    let mut complete: Vec<u32> =
        ways.iter().filter(|way| inside(way.out) && inside(way.back)).map(|way| way.middle).collect();
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
fn carried(index: &crate::adjacency::Adjacency, outs: &[Leg], backs: &[Leg], middles: &[u32]) -> i128 {
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
