//! A scheme is reported once, whole: what other findings say of the same payments is a piece of it.
//!
//! Findings are taken in the order of their surprise. One of which at least half of the transactions already stand in
//! one finding that was taken before is a piece of that: it is left out, and counted there (`pieces`). So the star of a
//! scatter-gather is not also a fan-out, and a cycle that was found from several starts is one.
//!
//! Some kinds are made of others ([`made_of`]). A finding of such a kind that holds three in four transactions of one of
//! those, and no more than as many again, is worth at least as much: what speaks for the star speaks for the scatter-gather.
//! What stands below a line, or is paid in here and drawn there, is no piece of another shape, nor has such pieces.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use filature_model::{Cut, Finding, Reason, Transactions};
use rayon::prelude::*;

use crate::draft::{Draft, count};
use crate::patterns::{
    chain, cycle, fan_in, fan_out, funnel, gather_scatter, round_trip, scatter_gather, stack, structuring,
};

/// So many findings of one pattern are kept before they are joined.
pub(crate) const MOST_OF_A_KIND: usize = 10_000;

/// What a search found of one pattern.
#[derive(Default)]
pub(crate) struct Found {
    /// The findings.
    pub drafts: Vec<Draft>,
    /// How many the search already left out, as less surprising than [`MOST_OF_A_KIND`] of these.
    pub left_out: usize,
    /// What a limit cut.
    pub cut: Vec<Cut>,
}

/// Keeps the most surprising findings of one pattern, and says how many were left out.
pub(crate) fn keep_most_surprising(kind: &str, found: &mut Found) -> Option<Cut> {
    let left_out = found.drafts.len().saturating_sub(MOST_OF_A_KIND) + found.left_out;
    if left_out == 0 {
        return None;
    }
    found.drafts.par_sort_by(better);
    found.drafts.truncate(MOST_OF_A_KIND);
    let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Some(Cut::LeastSurprising { pattern: kind.to_owned(), findings: whole(left_out), kept: whole(MOST_OF_A_KIND) })
}

/// The order of findings before they have ids: the more surprising, kinds that are made of others, the longer, the
/// earlier.
fn better(one: &Draft, other: &Draft) -> Ordering {
    let by_surprise = other.surprise_millibits.cmp(&one.surprise_millibits);
    let by_kind = is_made(other.kind).cmp(&is_made(one.kind));
    let by_length = other.positions.len().cmp(&one.positions.len());
    by_surprise
        .then(by_kind)
        .then(by_length)
        .then_with(|| one.positions.cmp(&other.positions))
        .then_with(|| one.kind.cmp(other.kind))
}

/// Whether findings of one kind have findings of another as their parts.
fn made_of(whole: &str, part: &str) -> bool {
    match whole {
        scatter_gather::KIND => [fan_in::KIND, fan_out::KIND].contains(&part),
        stack::KIND => [scatter_gather::KIND, gather_scatter::KIND, fan_in::KIND, fan_out::KIND].contains(&part),
        cycle::KIND => part == chain::KIND,
        round_trip::KIND => [cycle::KIND, chain::KIND].contains(&part),
        _ => false,
    }
}

/// Lifts each finding to the surprise of the parts that it is made of.
fn lift(drafts: &mut [Draft]) {
    let mut wholes: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| is_made(draft.kind)) {
        for &position in &draft.positions {
            wholes.entry(position).or_default().push(at);
        }
    }
    // Parts of parts first: a star lifts the scatter-gather before that lifts a stack.
    for kinds in
        [&[fan_in::KIND, fan_out::KIND, chain::KIND][..], &[cycle::KIND, gather_scatter::KIND], &[scatter_gather::KIND]]
    {
        for part in (0..drafts.len()).filter(|&part| kinds.contains(&drafts[part].kind)).collect::<Vec<_>>() {
            let near: BTreeSet<usize> =
                drafts[part].positions.iter().filter_map(|position| wholes.get(position)).flatten().copied().collect();
            for whole in near {
                if made_of(drafts[whole].kind, drafts[part].kind) && holds(&drafts[whole], &drafts[part]) {
                    drafts[whole].surprise_millibits =
                        drafts[whole].surprise_millibits.max(drafts[part].surprise_millibits);
                }
            }
        }
    }
}

fn is_made(kind: &str) -> bool {
    [scatter_gather::KIND, stack::KIND, cycle::KIND, round_trip::KIND].contains(&kind)
}

/// Whether three in four transactions of a part are in a whole that has no more than as many again.
fn holds(whole: &Draft, part: &Draft) -> bool {
    let shared = part.positions.iter().filter(|position| whole.positions.binary_search(position).is_ok()).count();
    4 * shared >= 3 * part.positions.len() && 2 * shared >= whole.positions.len()
}

/// Whether one may be a piece of the other: what stands below a line, and what is paid in here and drawn there, is said of
/// the same payments beside their shape.
fn of_one_family(one: &str, other: &str) -> bool {
    let apart = |kind: &str| [structuring::KIND, funnel::KIND].contains(&kind);
    one == other || !apart(one) && !apart(other)
}

/// Leaves pieces out, unless they are asked for, and writes the rest as findings, best first.
pub(crate) fn join(mut drafts: Vec<Draft>, ledger: &Transactions, with_pieces: bool) -> Vec<Finding> {
    lift(&mut drafts);
    drafts.par_sort_by(better);
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    let (mut kept, mut pieces): (Vec<Draft>, Vec<Vec<&'static str>>) = (Vec::new(), Vec::new());
    for draft in drafts {
        match whole_of(&draft, &kept, &holders) {
            Some(whole) if !with_pieces || is_same(&draft, &kept[whole]) => pieces[whole].push(draft.kind),
            _ => {
                for &position in &draft.positions {
                    holders.entry(position).or_default().push(kept.len());
                }
                kept.push(draft);
                pieces.push(Vec::new());
            }
        }
    }
    let finish = |(mut draft, mut pieces): (Draft, Vec<&'static str>)| {
        if !pieces.is_empty() {
            draft.why.push(("pieces", count(pieces.len())));
            pieces.sort_unstable();
            pieces.dedup();
            draft.why.push(("pieces_kinds", Reason::Text(pieces.join(", "))));
        }
        draft.finish(ledger)
    };
    let mut findings: Vec<Finding> = kept.into_par_iter().zip(pieces).map(finish).collect();
    findings.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
    findings
}

/// Whether two forms of one pattern found the same.
fn is_same(one: &Draft, other: &Draft) -> bool {
    one.kind == other.kind && one.positions == other.positions
}

/// The finding that already has at least half of the transactions: the one that is the same, else the first.
fn whole_of(draft: &Draft, kept: &[Draft], holders: &HashMap<u32, Vec<usize>>) -> Option<usize> {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for holder in draft.positions.iter().filter_map(|position| holders.get(position)).flatten() {
        *shared.entry(*holder).or_default() += 1;
    }
    let half = shared.into_iter().filter(|&(_, count)| 2 * count >= draft.positions.len()).map(|(holder, _)| holder);
    let half = half.filter(|&holder| of_one_family(draft.kind, kept[holder].kind));
    half.min_by_key(|&holder| (!is_same(draft, &kept[holder]), holder))
}
