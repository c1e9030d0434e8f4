//! What `bipartite` and `stack` share: two payers who within the window both pay the same two payees.
//!
//! **Definition.** A *butterfly* is four narrow payments ([`super::narrow`]) a → x, a → y, b → x, b → y, a ≠ b, x ≠ y,
//! that stand within the window. Two payments are *woven* when one butterfly has both, and what is woven with the same
//! payment is woven together.
//!
//! **Cost.** For each payer the payers of its payees: at most [`MOST_PARTNERS`](super::narrow::MOST_PARTNERS)² look-ups for each, and a few dozen in
//! common life. Of two payers' payments to payees they share, at most [`MOST_PAYMENTS`] are looked at.

use rayon::prelude::*;

use super::Search;
use super::narrow::{Common, Dealing, Narrow, partners};

/// Of two payers' payments to the payees that they share, so many are looked at.
pub(super) const MOST_PAYMENTS: usize = 512;

/// A payment between two pockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Paid {
    pub payer: u32,
    pub payee: u32,
    pub position: u32,
}

/// The narrow payments that are in butterflies, and which are woven.
pub(super) struct Butterflies {
    /// Pairs of positions that are woven, sorted.
    pub woven: Vec<(u32, u32)>,
    /// Pairs of payers whose payments were not all looked at.
    pub stopped: usize,
}

impl Butterflies {
    /// Finds them.
    pub fn new(search: &Search<'_>, window_micros: i64) -> Self {
        let (narrow, pockets) = (search.shared.narrow(search), search.index.pockets.len());
        let found: Vec<(Vec<(u32, u32)>, usize)> = search
            .index
            .all_pockets()
            .into_par_iter()
            .with_min_len(pockets / Common::MOST)
            .map_init(|| Common::new(pockets), |common, payer| of_payer(search, narrow, common, payer, window_micros))
            .filter(|(woven, stopped)| *stopped > 0 || !woven.is_empty())
            .collect();
        let stopped = found.iter().map(|(_, stopped)| stopped).sum();
        let mut woven: Vec<(u32, u32)> = found.into_iter().flat_map(|(woven, _)| woven).collect();
        woven.par_sort_unstable();
        woven.dedup();
        Self { woven, stopped }
    }
}

/// The butterflies of a payer with those that stand after it among the pockets.
fn of_payer(
    search: &Search<'_>,
    narrow: &Narrow,
    common: &mut Common,
    payer: u32,
    window_micros: i64,
) -> (Vec<(u32, u32)>, usize) {
    let own = narrow.outs(payer);
    common.count(payer, partners(own).map(|payee| narrow.ins(payee)));
    let (mut woven, mut stopped) = (Vec::new(), 0);
    for &other in common.met.iter().filter(|&&other| common.of(payer, other) >= 2) {
        stopped += usize::from(!weave(search, own, narrow.outs(other), window_micros, &mut woven));
    }
    woven.sort_unstable();
    woven.dedup();
    (woven, stopped)
}

/// A payment of one of two payers to a payee of both.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    position: u32,
    /// Which of the payees, counted from 0.
    payee: usize,
    /// Whether the second of the payers made it.
    second: bool,
}

/// Adds what is woven between two payers; false where not all could be looked at.
fn weave(
    search: &Search<'_>,
    own: &[Dealing],
    theirs: &[Dealing],
    window_micros: i64,
    woven: &mut Vec<(u32, u32)>,
) -> bool {
    let (mut payments, mut payees) = (Vec::new(), 0);
    for (mine, theirs) in shared_runs(own, theirs) {
        let both = mine.iter().map(|dealing| (dealing.1, false)).chain(theirs.iter().map(|dealing| (dealing.1, true)));
        payments.extend(both.map(|(position, second)| Shared { position, payee: payees, second }));
        payees += 1;
    }
    payments.sort_unstable();
    let whole = payments.len() <= MOST_PAYMENTS;
    payments.truncate(MOST_PAYMENTS);
    let at = |payment: &Shared| search.index.at_micros[payment.position as usize];
    let mut paid = vec![(0_usize, 0_usize); payees];
    for from in 0..payments.len() {
        let last = at(&payments[from]).saturating_add(window_micros);
        let within = &payments[from..from + payments[from..].partition_point(|payment| at(payment) <= last)];
        paid.fill((0, 0));
        for payment in within {
            let side = &mut paid[payment.payee];
            *(if payment.second { &mut side.1 } else { &mut side.0 }) += 1;
        }
        let is_shared = |payee: usize| paid[payee].0 > 0 && paid[payee].1 > 0;
        if (0..payees).filter(|&payee| is_shared(payee)).count() < 2 {
            continue;
        }
        let mut before = None;
        for payment in within.iter().filter(|payment| is_shared(payment.payee)) {
            woven.extend(before.map(|before| (before, payment.position)));
            before = Some(payment.position);
        }
    }
    whole
}

/// The dealings of two with each partner that they share, by partner.
fn shared_runs<'a>(one: &'a [Dealing], other: &'a [Dealing]) -> impl Iterator<Item = (&'a [Dealing], &'a [Dealing])> {
    let mut runs = other.chunk_by(|one, next| one.0 == next.0).peekable();
    one.chunk_by(|one, next| one.0 == next.0).filter_map(move |run| {
        while runs.next_if(|theirs| theirs[0].0 < run[0].0).is_some() {}
        runs.next_if(|theirs| theirs[0].0 == run[0].0).map(|theirs| (run, theirs))
    })
}

/// What is tied together, directly or through others: groups of positions, each in order, by their first.
pub(super) fn groups(ties: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut members: Vec<u32> = ties.iter().flat_map(|tie| [tie.0, tie.1]).collect();
    members.par_sort_unstable();
    members.dedup();
    let at = |position: u32| members.partition_point(|&member| member < position);
    let mut roots: Vec<usize> = (0..members.len()).collect();
    for &(one, other) in ties {
        let (one, other) = (root(&mut roots, at(one)), root(&mut roots, at(other)));
        let (low, high) = (one.min(other), one.max(other));
        roots[high] = low;
    }
    let mut grouped: Vec<(usize, u32)> =
        (0..members.len()).map(|member| (root(&mut roots, member), members[member])).collect();
    grouped.par_sort_unstable();
    grouped.chunk_by(|one, next| one.0 == next.0).map(|group| group.iter().map(|pair| pair.1).collect()).collect()
}

/// The first of a group, found by halving the way to it.
fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}
