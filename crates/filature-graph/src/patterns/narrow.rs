//! The payments between accounts that deal with few, by account and partner: what `bipartite` and `stack` look through.
//!
//! **Definition.** Payments of one currency between accounts that are not pooled, from a payer with at most
//! [`MOST_PARTNERS`] payees to a payee with at most [`MOST_PARTNERS`] payers (the whole ledger's), are *narrow*.
//!
//! A shop, a landlord, a payroll or a public body has more partners than that: two who pay it have nothing in common
//! by that. What is left out so is counted.

use super::Search;
use crate::adjacency::{Adjacency, NOWHERE};

/// An account with more partners than this on one side is no hand that pays others' hands.
pub(super) const MOST_PARTNERS: usize = 200;

/// A partner, and the position of a payment with them; in the order of both.
pub(super) type Dealing = (u32, u32);

/// All narrow payments, from both sides.
pub(crate) struct Narrow {
    ins: Rows,
    outs: Rows,
}

/// Dealings by pocket, in compressed rows.
struct Rows {
    dealings: Vec<Dealing>,
    /// For each pocket where its row ends.
    ends: Vec<usize>,
}

impl Rows {
    /// The payments of one side, between accounts that may be on it and partners that may be on the other.
    fn new<'a>(
        index: &Adjacency,
        [own, partners]: [&[bool]; 2],
        row: impl Fn(u32) -> &'a [u32],
        partner: &[u32],
    ) -> Self {
        let mut rows = Self { dealings: Vec::new(), ends: Vec::with_capacity(own.len()) };
        for pocket in index.all_pockets() {
            let from = rows.dealings.len();
            if own[pocket as usize] {
                let is_narrow = |dealing: &Dealing| {
                    dealing.0 != NOWHERE && partners[dealing.0 as usize] && index.one_currency(pocket, dealing.0)
                };
                let dealing = |&position: &u32| (partner[position as usize], position);
                rows.dealings.extend(row(pocket).iter().map(dealing).filter(is_narrow));
                rows.dealings[from..].sort_unstable();
            }
            rows.ends.push(rows.dealings.len());
        }
        rows
    }

    fn row(&self, pocket: u32) -> &[Dealing] {
        let at = pocket as usize;
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.dealings[from..self.ends[at]]
    }
}

impl Narrow {
    /// Goes through the whole ledger.
    pub fn new(search: &Search<'_>) -> Self {
        let index = search.index;
        let open = |pocket: u32| !index.pooled[pocket as usize];
        let all = || index.all_pockets();
        let pays: Vec<bool> = all().map(|pocket| open(pocket) && is_narrow(search.habits.payees(pocket))).collect();
        let paid: Vec<bool> = all().map(|pocket| open(pocket) && is_narrow(search.habits.payers(pocket))).collect();
        let (ins, outs) = rayon::join(
            || Rows::new(index, [&paid, &pays], |pocket| index.paid_to(pocket), &index.payer),
            || Rows::new(index, [&pays, &paid], |pocket| index.paid_by(pocket), &index.payee),
        );
        Self { ins, outs }
    }

    /// What a pocket was paid by narrow payments.
    pub fn ins(&self, pocket: u32) -> &[Dealing] {
        self.ins.row(pocket)
    }

    /// What a pocket paid by narrow payments.
    pub fn outs(&self, pocket: u32) -> &[Dealing] {
        self.outs.row(pocket)
    }
}

fn is_narrow(partners: i64) -> bool {
    usize::try_from(partners).is_ok_and(|partners| partners <= MOST_PARTNERS)
}

/// How many accounts are left out for their many partners.
pub(super) fn wide(search: &Search<'_>) -> usize {
    let is_wide = |&pocket: &u32| !is_narrow(search.habits.payees(pocket)) || !is_narrow(search.habits.payers(pocket));
    search.index.all_pockets().filter(is_wide).count()
}

/// Counts for every pocket what one after another has in common with it; kept from one to the next.
pub(super) struct Common {
    /// For whom it was counted last, and how many.
    counts: Vec<(u32, u32)>,
    /// Who was counted.
    pub met: Vec<u32>,
}

impl Common {
    /// So many threads keep one at a time, at most.
    pub const MOST: usize = 32;

    pub fn new(pockets: usize) -> Self {
        Self { counts: vec![(NOWHERE, 0); pockets], met: Vec::new() }
    }

    /// Counts for `own` in how many of `rows` each pocket after it stands; a pocket may stand in one several times in a row.
    pub fn count<'a>(&mut self, own: u32, rows: impl Iterator<Item = &'a [Dealing]>) {
        self.met.clear();
        for row in rows {
            let later = &row[row.partition_point(|dealing| dealing.0 <= own)..];
            for other in partners(later) {
                let count = &mut self.counts[other as usize];
                if count.0 == own {
                    count.1 += 1;
                } else {
                    *count = (own, 1);
                    self.met.push(other);
                }
            }
        }
    }

    /// How often a pocket was counted for another.
    pub fn of(&self, own: u32, other: u32) -> u32 {
        match self.counts[other as usize] {
            (known, count) if known == own => count,
            _ => 0,
        }
    }
}

/// The distinct partners of a row, in order.
pub(super) fn partners(row: &[Dealing]) -> impl Iterator<Item = u32> {
    let mut before = NOWHERE;
    row.iter().filter_map(move |dealing| {
        let is_new = dealing.0 != before;
        before = dealing.0;
        is_new.then_some(dealing.0)
    })
}
