//! What `cycle` and `round-trip` have in common, written a second time: who pays whom, and what goes round.

use std::collections::BTreeSet;

use filature_model::{Currency, OUTSIDE, Transactions};

pub type Node = (u32, Currency);

pub struct Rounds<'a> {
    pub ledger: &'a Transactions,
    pub window_micros: i64,
    pub strict: bool,
}

impl Rounds<'_> {
    pub fn arrived(&self, at: usize) -> (i64, Currency) {
        self.ledger.received[at].unwrap_or((self.ledger.amount_minor[at], self.ledger.currency[at]))
    }
    pub fn payer(&self, at: usize) -> Node {
        (self.ledger.debtor[at], self.ledger.currency[at])
    }
    pub fn payee(&self, at: usize) -> Node {
        (self.ledger.creditor[at], self.arrived(at).1)
    }
    pub fn moves(&self, at: usize) -> bool {
        self.payer(at).0 != self.payee(at).0 && self.ledger.amount_minor[at] > 0 && self.arrived(at).0 > 0
    }
    pub fn pooled(&self, node: Node) -> bool {
        self.ledger.hub[node.0 as usize]
    }
    pub fn follows(&self, before: usize, next: usize) -> bool {
        before < next && (!self.strict || self.ledger.at_micros(before) < self.ledger.at_micros(next))
    }
    pub fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.ledger.len()).filter(|&at| self.moves(at))
    }

    /// The hops of a set of transactions in turn from the earliest, when they go round once: no account twice, one
    /// currency, within the window.
    pub fn turn(&self, set: &[usize]) -> Option<Vec<usize>> {
        let payers: BTreeSet<Node> = set.iter().map(|&at| self.payer(at)).collect();
        let whole = payers.len() == set.len()
            && set
                .iter()
                .all(|&at| self.moves(at) && self.payer(at).0 != OUTSIDE && self.payer(at).1 == self.payee(at).1);
        let (first, last) = (*set.first()?, *set.last()?);
        if !whole || self.ledger.at_micros(last) - self.ledger.at_micros(first) > self.window_micros {
            return None;
        }
        let mut turn = vec![first];
        while self.payee(turn[turn.len() - 1]) != self.payer(first) {
            let next = set.iter().copied().find(|&at| self.payer(at) == self.payee(turn[turn.len() - 1]))?;
            if turn.contains(&next) {
                return None;
            }
            turn.push(next);
        }
        (turn.len() == set.len()).then_some(turn)
    }

    pub fn in_order(&self, turn: &[usize]) -> bool {
        turn.windows(2).all(|pair| self.follows(pair[0], pair[1]))
    }

    pub fn nodes(&self) -> BTreeSet<Node> {
        self.all().flat_map(|at| [self.payer(at), self.payee(at)]).filter(|node| node.0 != OUTSIDE).collect()
    }
}
