//! What `bipartite` and `stack` share: two payers who within the window both pay the same two payees.
//!
//! **Definition.** Payments of one currency between accounts that are not pooled, from a payer with at most
//! [`MOST_PARTNERS`] payees to a payee with at most [`MOST_PARTNERS`] payers (the whole ledger's), are *narrow*. A
//! *butterfly* is four narrow payments a → x, a → y, b → x, b → y, a ≠ b, x ≠ y, that stand within the window. Two
//! payments are *woven* when one butterfly has both, and what is woven with the same payment is woven together.
//!
//! A shop, a landlord, a payroll or a public body has more partners than that: two who pay it have nothing in common
//! by that. What is left out so is counted.
//!
//! **Cost.** For each payer the payers of its payees: at most `MOST_PARTNERS`² look-ups for each, and a few dozen in
//! common life. Of two payers' payments to payees they share, at most [`MOST_PAYMENTS`] are looked at.

use rayon::prelude::*;

use super::Search;
use crate::adjacency::NOWHERE;

/// An account with more partners than this on one side is no hand that pays others' hands.
pub(super) const MOST_PARTNERS: usize = 200;
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
        let index = search.index;
        let found: Vec<(Vec<(u32, u32)>, usize)> = index
            .all_pockets()
            .into_par_iter()
            .filter(|&payer| is_narrow_payer(search, payer))
            .map(|payer| of_payer(search, payer, window_micros))
            .filter(|(woven, stopped)| *stopped > 0 || !woven.is_empty())
            .collect();
        let stopped = found.iter().map(|(_, stopped)| stopped).sum();
        let mut woven: Vec<(u32, u32)> = found.into_iter().flat_map(|(woven, _)| woven).collect();
        woven.par_sort_unstable();
        woven.dedup();
        Self { woven, stopped }
    }
}

fn is_narrow(partners: i64) -> bool {
    usize::try_from(partners).is_ok_and(|partners| partners <= MOST_PARTNERS)
}

/// Whether an account may be a payer of narrow payments.
pub(super) fn is_narrow_payer(search: &Search<'_>, payer: u32) -> bool {
    let payees = search.habits.payees(payer);
    payees > 0 && is_narrow(payees) && !search.index.pooled[payer as usize]
}

/// Whether a payment is narrow.
pub(super) fn is_narrow_payment(search: &Search<'_>, position: u32) -> bool {
    let index = search.index;
    let (payer, payee) = (index.payer[position as usize], index.payee[position as usize]);
    payer != NOWHERE
        && payee != NOWHERE
        && is_narrow_payer(search, payer)
        && is_narrow(search.habits.payers(payee))
        && !index.pooled[payee as usize]
        && index.currency(payer) == index.currency(payee)
}

/// How many accounts are left out for their many partners.
pub(super) fn wide(search: &Search<'_>) -> usize {
    let is_wide = |&pocket: &u32| !is_narrow(search.habits.payees(pocket)) || !is_narrow(search.habits.payers(pocket));
    search.index.all_pockets().filter(is_wide).count()
}

/// The narrow payments among some.
pub(super) fn narrow(search: &Search<'_>, positions: &[u32]) -> impl Iterator<Item = Paid> {
    let of = |&position: &u32| Paid {
        payer: search.index.payer[position as usize],
        payee: search.index.payee[position as usize],
        position,
    };
    positions.iter().filter(|&&position| is_narrow_payment(search, position)).map(of)
}

/// The butterflies of a payer with those that stand after it among the pockets.
fn of_payer(search: &Search<'_>, payer: u32, window_micros: i64) -> (Vec<(u32, u32)>, usize) {
    let index = search.index;
    let mut own: Vec<(u32, u32)> =
        narrow(search, index.paid_by(payer)).map(|paid| (paid.payee, paid.position)).collect();
    own.sort_unstable();
    let mut others: Vec<(u32, u32, u32)> = Vec::new();
    for of_payee in own.chunk_by(|one, next| one.0 == next.0) {
        let partners = narrow(search, index.paid_to(of_payee[0].0)).filter(|paid| paid.payer > payer);
        others.extend(partners.map(|paid| (paid.payer, paid.payee, paid.position)));
    }
    others.sort_unstable();
    let (mut woven, mut stopped) = (Vec::new(), 0);
    for theirs in others.chunk_by(|one, next| one.0 == next.0) {
        if theirs[0].1 != theirs[theirs.len() - 1].1 {
            stopped += usize::from(!weave(search, &own, theirs, window_micros, &mut woven));
        }
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
    own: &[(u32, u32)],
    theirs: &[(u32, u32, u32)],
    window_micros: i64,
    woven: &mut Vec<(u32, u32)>,
) -> bool {
    let mut payments: Vec<Shared> = Vec::new();
    let mut payees = 0;
    for run in theirs.chunk_by(|one, next| one.1 == next.1) {
        let mine = &own[own.partition_point(|pair| pair.0 < run[0].1)..];
        let mine = mine.iter().take_while(|pair| pair.0 == run[0].1).map(|pair| (pair.1, false));
        let both = mine.chain(run.iter().map(|payment| (payment.2, true)));
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
