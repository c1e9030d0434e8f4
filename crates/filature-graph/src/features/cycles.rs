//! How many rings a payment closes: ways of the money from the payee back to the payer that end with it.
//!
//! Searched backwards from the payment, the newest receipts first, so that only what stands before it can matter: for
//! each receipt of the payer, the receipts of who paid it, and so on, no pocket twice. What the payee paid lately, and whom
//! those paid, is marked first; a way that cannot come from there is not followed.

use super::DAY_MICROS;
use super::history::Dealings;
use super::index::{Index, NONE, Payment};

/// Lengths that are counted: 2 to 6 payments.
pub(super) const LENGTHS: usize = 5;
const MOST_HOPS: usize = LENGTHS + 1;
const WINDOW_MICROS: i64 = 4 * DAY_MICROS;
/// So many of the newest receipts of a pocket are followed back.
const MOST_RECEIPTS: usize = 64;
/// A payment's search ends after so many receipts.
pub(super) const MOST_STEPS: u32 = 1_024;

/// Counts by length, and whether a limit cut the search.
pub(super) type Closed = ([u32; LENGTHS], bool);

/// Room for one search after the other.
pub(super) struct Search<'a> {
    index: &'a Index,
    paid: &'a Dealings,
    /// For each pocket: the first payment from the payee to it within the window.
    first: Vec<u32>,
    /// For each pocket: the first payment to it from one that the payee had paid.
    second: Vec<u32>,
    marked: Vec<u32>,
    /// Whether [`Search::first`] and [`Search::second`] leave nothing out.
    is_exact: bool,
    path: Vec<u32>,
    payee: u32,
    oldest_micros: i64,
    steps: u32,
    closed: Closed,
}

impl<'a> Search<'a> {
    pub fn new(index: &'a Index, paid: &'a Dealings) -> Self {
        let pockets = index.pooled.len();
        Self {
            index,
            paid,
            first: vec![NONE; pockets],
            second: vec![NONE; pockets],
            marked: Vec::new(),
            is_exact: true,
            path: Vec::new(),
            payee: NONE,
            oldest_micros: 0,
            steps: 0,
            closed: Closed::default(),
        }
    }

    /// The rings that a payment closes which `payer` made; what it received before ends at the place `received`.
    pub fn closed_by(&mut self, payer: u32, payment: &Payment, received: u32) -> Closed {
        let (payee, position) = (payment.other, payment.position);
        self.closed = Closed::default();
        if payee == NONE || self.index.pooled[payer as usize] || self.index.pooled[payee as usize] {
            return self.closed;
        }
        self.oldest_micros = payment.at_micros.saturating_sub(WINDOW_MICROS);
        let (outs, ins) = (&self.index.outs, &self.index.ins);
        let paid = self.index.paid_before[position as usize];
        let (going, more) = outs.latest(payee, paid, self.oldest_micros, MOST_RECEIPTS);
        if going.is_empty() || ins.latest(payer, received, self.oldest_micros, 1).0.is_empty() {
            return self.closed;
        }
        (self.payee, self.steps, self.is_exact) = (payee, 0, !more);
        self.mark(going, position);
        self.path.clear();
        self.path.extend([payee, payer]);
        self.back(payer, position, received, 1);
        self.unmark();
        self.closed
    }

    /// Marks whom the payee paid, at the places `going`, and whom those paid, all before `position`.
    fn mark(&mut self, going: std::ops::Range<usize>, position: u32) {
        let outs = &self.index.outs;
        for place in going {
            let Payment { other, position: paid, other_before, .. } = outs.payments[place];
            if other == NONE || self.first[other as usize] != NONE {
                continue;
            }
            self.first[other as usize] = paid;
            self.marked.push(other);
            let onward = &outs.payments[other_before as usize..outs.of(other).end];
            for (number, next) in onward.iter().take_while(|next| next.position < position).enumerate() {
                if number >= MOST_RECEIPTS {
                    self.is_exact = false;
                    break;
                }
                let (third, went) = (next.other, next.position);
                if third != NONE && went < self.second[third as usize] {
                    self.second[third as usize] = went;
                    self.marked.push(third);
                }
            }
        }
    }

    fn unmark(&mut self) {
        for pocket in self.marked.drain(..) {
            self.first[pocket as usize] = NONE;
            self.second[pocket as usize] = NONE;
        }
    }

    /// Follows back what `pocket` was paid before `position`, which ends at the place `received`; `hops` payments lead from
    /// there to the end.
    fn back(&mut self, pocket: u32, position: u32, received: u32, hops: usize) {
        if !self.is_exact || self.first[pocket as usize] < position {
            let ways = self.paid.between(&self.index.outs, self.payee, pocket, self.oldest_micros, position);
            self.closed.0[hops - 1] = self.closed.0[hops - 1].saturating_add(ways);
        }
        if hops + 2 > MOST_HOPS {
            return;
        }
        let ins = &self.index.ins;
        let (receipts, more) = ins.latest(pocket, received, self.oldest_micros, MOST_RECEIPTS);
        self.closed.1 |= more;
        for place in receipts.rev() {
            if self.steps >= MOST_STEPS {
                self.closed.1 = true;
                return;
            }
            self.steps += 1;
            let Payment { other, position: came, other_before, .. } = ins.payments[place];
            let usable = other != NONE && !self.index.pooled[other as usize] && !self.path.contains(&other);
            if usable && self.can_come(other, came, MOST_HOPS - hops - 1) {
                self.path.push(other);
                self.back(other, came, other_before, hops + 1);
                self.path.pop();
            }
        }
    }

    /// Whether the payee's money can have reached `pocket` before `position` in at most `hops` payments.
    fn can_come(&self, pocket: u32, position: u32, hops: usize) -> bool {
        let first = self.first[pocket as usize] < position;
        !self.is_exact || hops > 2 || first || (hops == 2 && self.second[pocket as usize] < position)
    }
}
