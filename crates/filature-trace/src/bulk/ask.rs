//! Asking an index about one claim: an agenda of the debits that carry something, earliest first.
//!
//! ```text
//! claimed credits ─┐
//!                  ├─► the earliest row ─► the rule takes from the payer ─► outside, stop, overdraft, or the payee
//! agenda ──────────┘        ▲                                                               │
//!                           └── for payer and payee: their next debit that carries anything ┘
//! ```
//! An account is on the agenda while it holds something, at one row: its next debit that carries anything of what it
//! holds *now*. When more comes in, an earlier debit may do so, and the account is entered anew; entries that no
//! longer say its next debit are passed over.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use filature_model::OUTSIDE;

use super::index::{BLOCK, Debit, Index, Thresholds};
use super::mixed::{Mixed, Take};
use super::pass::{Departures, fits, route};
use super::pockets::Pockets;
use super::queues::Queues;
use super::starts::Starts;
use super::{BulkError, Outcome};

/// Asks under a rule that mixes.
pub(crate) fn mixed<T: Take>(index: &Index, thresholds: &Thresholds, claim: &[u32]) -> Result<Outcome, BulkError> {
    let next = |_: &Mixed<T>, &part_minor: &i64, _: u32, begin: usize, from: usize, end: usize| {
        let mut taken_minor = index.taken_before(begin, from);
        let mut place = from;
        while place < end {
            let passed = thresholds.pass_over(place, part_minor);
            if passed > 0 {
                place += passed;
                taken_minor = if place < end { index.debits[place - 1].taken_minor } else { 0 };
                continue;
            }
            let debit = &index.debits[place];
            if T::take(debit.taken_minor - taken_minor, part_minor, debit.before_minor) > 0 {
                return place;
            }
            taken_minor = debit.taken_minor;
            place += 1;
        }
        end
    };
    Ask::<Mixed<T>, _>::new(index, next, |_, _, _| ()).run(claim)
}

/// Asks under `fifo`.
pub(crate) fn fifo(index: &Index, claim: &[u32]) -> Result<Outcome, BulkError> {
    let next = |pockets: &Queues, (): &(), account: u32, begin: usize, from: usize, end: usize| {
        let first_minor = index.taken_before(begin, from) + pockets.distance_minor(account);
        gallop(&index.debits, from, end, |debit| debit.taken_minor <= first_minor)
    };
    Ask::<Queues, _>::new(index, next, Queues::skip).run(claim)
}

impl Thresholds {
    /// How many debits from `place` on can be passed over at once: all that share a threshold above the part.
    fn pass_over(&self, place: usize, part_minor: i64) -> usize {
        let mut passed = 0;
        let mut size = BLOCK;
        for level in &self.0 {
            if !place.is_multiple_of(size) || level[place / size] <= part_minor {
                break;
            }
            passed = size;
            size *= BLOCK;
        }
        passed
    }
}

/// The first place from `from` on of which `is_before` does not hold, which holds of a first part only. It costs the
/// logarithm of the distance.
fn gallop(debits: &[Debit], from: usize, end: usize, is_before: impl Fn(&Debit) -> bool) -> usize {
    let (mut low, mut step) = (from, 1);
    while low + step <= end && is_before(&debits[low + step - 1]) {
        low += step;
        step *= 2;
    }
    let high = (low + step).min(end);
    low + debits[low..high].partition_point(is_before)
}

/// No place in the list of debits: there are fewer than that.
const NONE: u32 = u32::MAX;

struct Ask<'a, P: Pockets, N> {
    index: &'a Index<'a>,
    pockets: P,
    /// Of each account, what the rule keeps of it; zeros cost nothing until they are written over.
    owns: Vec<P::Own>,
    /// Of each account: the first of its debits that is still to come, and the next one that carries something, or
    /// [`NONE`]. Read only while the account holds something, or has just done so; zeros cost nothing until then.
    places: Vec<(u32, u32)>,
    /// Position and payer.
    agenda: BinaryHeap<Reverse<(u32, u32)>>,
    touched: Vec<u32>,
    departures: Departures,
    next: N,
    skip: fn(&mut P, u32, i64),
}

impl<'a, P: Pockets, N: Fn(&P, &P::Own, u32, usize, usize, usize) -> usize> Ask<'a, P, N> {
    fn new(index: &'a Index<'a>, next: N, skip: fn(&mut P, u32, i64)) -> Self {
        let accounts = index.columns.accounts();
        Self {
            index,
            pockets: P::new(accounts, 1),
            owns: vec![P::Own::default(); accounts],
            places: vec![(0, 0); accounts],
            agenda: BinaryHeap::new(),
            touched: Vec::new(),
            departures: Departures::new(1),
            next,
            skip,
        }
    }

    fn run(mut self, claim: &[u32]) -> Result<Outcome, BulkError> {
        let starts = Starts::one(&self.index.columns, claim)?;
        let mut claimed = starts.at.iter().peekable();
        loop {
            let due = self.agenda.peek().map(|&Reverse((position, _))| position);
            // At a claimed row the payer's debit is done there, and its entry on the agenda is then out of date.
            if let Some(&&(position, rank)) = claimed.peek()
                && due.is_none_or(|due| position <= due)
            {
                claimed.next();
                self.row(position, Some(rank))?;
            } else if let Some(Reverse((position, account))) = self.agenda.pop() {
                if self.is_next(account, position) {
                    self.row(position, None)?;
                }
            } else {
                break;
            }
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        let mut outcomes = self.departures.finish(
            &starts,
            &self.pockets,
            self.touched.into_iter().map(|account| (account, &self.owns[account as usize])),
        )?;
        Ok(outcomes.pop().unwrap_or_default())
    }

    fn holds(&self, account: u32) -> bool {
        self.pockets.holds(&self.owns[account as usize], account)
    }

    /// Whether an account's next debit that carries something is this one.
    fn is_next(&self, account: u32, position: u32) -> bool {
        let (_, next) = self.places[account as usize];
        self.holds(account) && next != NONE && self.index.debits[next as usize].position == position
    }

    fn row(&mut self, position: u32, claimed: Option<usize>) -> Result<(), BulkError> {
        let at = position as usize;
        let columns = self.index.columns;
        let (debtor, creditor, minor) = (columns.debtor[at], columns.creditor[at], columns.amount_minor[at]);
        if debtor != OUTSIDE && self.is_next(debtor, position) {
            self.debit(debtor, minor)?;
        }
        let payee_minor = self.index.payee_minor[at];
        route(&mut self.pockets, &mut self.departures, at, creditor, minor, claimed, payee_minor);
        if !self.pockets.is_clean() {
            self.advance(creditor, position);
            let own = &mut self.owns[creditor as usize];
            self.pockets.credit(own, creditor, payee_minor);
            fits(&self.pockets, own, creditor, payee_minor + minor)?;
            self.enter(creditor);
        }
        Ok(())
    }

    fn debit(&mut self, account: u32, minor: i64) -> Result<(), BulkError> {
        let place = self.places[account as usize].1;
        self.pass_to(account, place as usize);
        let before_minor = self.index.debits[place as usize].before_minor;
        let own = &mut self.owns[account as usize];
        self.pockets.debit(own, account, before_minor, minor);
        fits(&self.pockets, own, account, before_minor - minor)?;
        self.places[account as usize] = (place + 1, NONE);
        if self.holds(account) {
            self.enter(account);
        }
        Ok(())
    }

    /// Brings an account that is credited to the first of its debits after the credit.
    fn advance(&mut self, account: u32, position: u32) {
        let debits = self.index.debits_of(account);
        let is_before = |debit: &Debit| debit.position <= position;
        if self.holds(account) {
            let from = self.places[account as usize].0 as usize;
            let place = gallop(&self.index.debits, from, debits.end, is_before);
            self.pass_to(account, place);
        } else {
            let place = debits.start + self.index.debits[debits.clone()].partition_point(is_before);
            self.touched.push(account);
            self.places[account as usize] = (count(place), NONE);
        }
    }

    /// Passes over debits that carried nothing.
    fn pass_to(&mut self, account: u32, place: usize) {
        let begin = self.index.debits_of(account).start;
        let from = self.places[account as usize].0 as usize;
        let passed_minor = self.index.taken_before(begin, place) - self.index.taken_before(begin, from);
        (self.skip)(&mut self.pockets, account, passed_minor);
        self.places[account as usize].0 = count(place);
    }

    /// Enters an account at its next debit that carries something, unless it stands there.
    fn enter(&mut self, account: u32) {
        let debits = self.index.debits_of(account);
        let (from, known) = self.places[account as usize];
        let place = (self.next)(&self.pockets, &self.owns[account as usize], account, debits.start, from as usize, debits.end);
        let next = if place < debits.end { count(place) } else { NONE };
        if next != known && next != NONE {
            self.agenda.push(Reverse((self.index.debits[place].position, account)));
        }
        self.places[account as usize].1 = next;
    }
}

/// Debits are at most as many as rows, which 32 bits count.
fn count(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}
