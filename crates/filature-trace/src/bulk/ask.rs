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
//! longer say its next debit are passed over. Each entry waits for memory several times, and a row of a pass hardly
//! at all: a claim that spreads over a good part of the ledger is given to a pass in the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use filature_model::OUTSIDE;

use super::index::{BLOCK, Debit, Index, Thresholds};
use super::mixed::{Mixed, Take};
use super::pass::{Departures, fits, pass, route};
use super::pockets::Pockets;
use super::prefetch::prefetch;
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

/// What is kept of an account, the place of the first of its debits that is still to come, and that of the next one
/// that carries something, or [`NONE`]. Read only while the account holds something, or has just done so. A tuple of
/// zeros, of which the system gives millions without writing any.
type State<O> = (O, u32, u32);

/// More rows than this part of all, and than this number, are left to a pass, which is then faster.
const MOST: (usize, usize) = (128, 100_000);

struct Ask<'a, P: Pockets, N> {
    index: &'a Index<'a>,
    pockets: P,
    states: Vec<State<P::Own>>,
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
            states: vec![(P::Own::default(), 0, 0); accounts],
            agenda: BinaryHeap::new(),
            touched: Vec::new(),
            departures: Departures::new(1),
            next,
            skip,
        }
    }

    fn run(mut self, claim: &[u32]) -> Result<Outcome, BulkError> {
        let columns = self.index.columns;
        let starts = Starts::one(&columns, claim)?;
        let mut claimed = starts.at.iter().peekable();
        let mut rows = (columns.rows() / MOST.0).max(MOST.1);
        loop {
            let due = self.agenda.peek().map(|&Reverse((position, _))| position);
            // At a claimed row the payer's debit is done there, and its entry on the agenda is then out of date.
            if let Some(&&(position, rank)) = claimed.peek()
                && due.is_none_or(|due| position <= due)
            {
                claimed.next();
                self.claimed(position, rank)?;
            } else if let Some(Reverse((position, debtor))) = self.agenda.pop() {
                if let Some(place) = self.is_due(debtor, position) {
                    let minor = self.debit(debtor, place)?;
                    self.credit(position, self.index.debits[place as usize].creditor, minor, None)?;
                }
            } else {
                break;
            }
            rows -= 1;
            if rows == 0 {
                return Ok(pass::<P>(&columns, &starts)?.pop().unwrap_or_default());
            }
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        let held = self.touched.iter().map(|&account| (account, &self.states[account as usize].0));
        Ok(self.departures.finish(&starts, &self.pockets, held)?.pop().unwrap_or_default())
    }

    fn holds(&self, account: u32) -> bool {
        self.pockets.holds(&self.states[account as usize].0, account)
    }

    /// The place of an account's next debit that carries something, if it is this row.
    fn is_due(&self, account: u32, position: u32) -> Option<u32> {
        let place = self.states[account as usize].2;
        let is_due = self.holds(account) && place != NONE && self.index.debits[place as usize].position == position;
        is_due.then_some(place)
    }

    /// A row whose credit begins a claim; what an older claim has in its debit is first taken out.
    fn claimed(&mut self, position: u32, rank: usize) -> Result<(), BulkError> {
        let columns = self.index.columns;
        let (debtor, creditor) = (columns.debtor[position as usize], columns.creditor[position as usize]);
        if debtor != OUTSIDE
            && let Some(place) = self.is_due(debtor, position)
        {
            self.debit(debtor, place)?;
        }
        self.credit(position, creditor, columns.amount_minor[position as usize], Some(rank))
    }

    /// Takes what a debit carries, and gives its amount.
    fn debit(&mut self, account: u32, place: u32) -> Result<i64, BulkError> {
        let begin = self.index.debits_of(account).start;
        self.pass_to(account, begin, place as usize);
        let debit = self.index.debits[place as usize];
        let minor = debit.taken_minor - self.index.taken_before(begin, place as usize);
        let (own, from, next) = &mut self.states[account as usize];
        self.pockets.debit(own, account, debit.before_minor, minor);
        fits(&self.pockets, own, account, debit.before_minor - minor)?;
        (*from, *next) = (place + 1, NONE);
        if self.holds(account) {
            self.enter(account);
        }
        Ok(minor)
    }

    /// Brings what is on its way to the payee, or out of what can be followed.
    fn credit(&mut self, position: u32, payee: u32, minor: i64, claimed: Option<usize>) -> Result<(), BulkError> {
        let payee_minor = self.index.payee_minor[position as usize];
        route(&mut self.pockets, &mut self.departures, position as usize, payee, minor, claimed, payee_minor);
        if self.pockets.is_clean() {
            return Ok(());
        }
        self.advance(payee, position);
        let own = &mut self.states[payee as usize].0;
        self.pockets.credit(own, payee, payee_minor);
        fits(&self.pockets, own, payee, payee_minor + minor)?;
        self.enter(payee);
        Ok(())
    }

    /// Brings an account that is credited to the first of its debits after the credit.
    fn advance(&mut self, account: u32, position: u32) {
        let debits = self.index.debits_of(account);
        let is_before = |debit: &Debit| debit.position <= position;
        if self.holds(account) {
            let from = self.states[account as usize].1 as usize;
            let place = gallop(&self.index.debits, from, debits.end, is_before);
            self.pass_to(account, debits.start, place);
        } else {
            let place = self.first_after(debits, position);
            self.touched.push(account);
            let (_, from, next) = &mut self.states[account as usize];
            (*from, *next) = (count(place), NONE);
        }
    }

    /// The first of an account's debits after a row. An account's debits are spread over the ledger more or less
    /// evenly: looking where the row would then be waits for memory less often than halving does.
    fn first_after(&self, places: Range<usize>, position: u32) -> usize {
        let debits = &self.index.debits[..];
        let is_before = |debit: &Debit| debit.position <= position;
        // Both are counted in 32 bits, and the row is in the ledger.
        let guess = places.start + places.len() * position as usize / self.index.columns.rows();
        let (mut high, mut step) = (guess, 1);
        while high > places.start {
            let low = high.saturating_sub(step).max(places.start);
            if is_before(&debits[low]) {
                return gallop(debits, low + 1, if high == guess { places.end } else { high }, is_before);
            }
            (high, step) = (low, 2 * step);
        }
        if guess == places.start { gallop(debits, guess, places.end, is_before) } else { places.start }
    }

    /// Passes over debits that carried nothing; `begin` is the place of the account's first one.
    fn pass_to(&mut self, account: u32, begin: usize, place: usize) {
        let from = &mut self.states[account as usize].1;
        if *from as usize != place {
            let (here, there) = (self.index.taken_before(begin, *from as usize), self.index.taken_before(begin, place));
            (self.skip)(&mut self.pockets, account, there - here);
            *from = count(place);
        }
    }

    /// Enters an account at its next debit that carries something, unless it stands there.
    fn enter(&mut self, account: u32) {
        let debits = self.index.debits_of(account);
        let (own, from, known) = &self.states[account as usize];
        let place = (self.next)(&self.pockets, own, account, debits.start, *from as usize, debits.end);
        let next = if place < debits.end { count(place) } else { NONE };
        if next != *known && next != NONE {
            let debit = &self.index.debits[place];
            self.agenda.push(Reverse((debit.position, account)));
            // What will be needed then, of which nothing is known to be near.
            prefetch(&self.index.payee_minor, debit.position as usize);
            prefetch(&self.states, debit.creditor as usize);
            prefetch(&self.index.begins, debit.creditor as usize);
        }
        self.states[account as usize].2 = next;
    }
}

/// Debits are at most as many as rows, which 32 bits count.
fn count(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}
