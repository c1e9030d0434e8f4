//! Scatter-gathers against their definition, written a second time without any cleverness: every source, sink and span of
//! thousands of small random ledgers.

use std::collections::BTreeSet;

use crate::common::Numbers;
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);
type Sets = BTreeSet<Vec<usize>>;

struct Reference<'a> {
    ledger: &'a Transactions,
    window: i64,
    strict: bool,
}

impl Reference<'_> {
    fn arrived(&self, at: usize) -> (i64, Currency) {
        self.ledger.received[at].unwrap_or((self.ledger.amount_minor[at], self.ledger.currency[at]))
    }
    fn moves(&self, at: usize) -> bool {
        self.ledger.debtor[at] != self.ledger.creditor[at] && self.ledger.amount_minor[at] > 0 && self.arrived(at).0 > 0
    }
    fn payer(&self, at: usize) -> Node {
        (self.ledger.debtor[at], self.ledger.currency[at])
    }
    fn payee(&self, at: usize) -> Node {
        (self.ledger.creditor[at], self.arrived(at).1)
    }
    fn at(&self, at: usize) -> i64 {
        self.ledger.at_micros(at)
    }
    fn payments(&self, payer: Node, payee: Node) -> Vec<usize> {
        (0..self.ledger.len())
            .filter(|&at| self.moves(at) && self.payer(at) == payer && self.payee(at) == payee)
            .collect()
    }
    fn middlemen(&self, source: Node, sink: Node) -> Vec<Node> {
        let nodes: BTreeSet<Node> = (0..self.ledger.len()).map(|at| self.payee(at)).collect();
        let may = |&node: &Node| {
            node.0 != OUTSIDE
                && node != source
                && node != sink
                && node.1 == source.1
                && !self.ledger.hub[node.0 as usize]
                && !self.payments(source, node).is_empty()
                && !self.payments(node, sink).is_empty()
        };
        nodes.into_iter().filter(may).collect()
    }
    /// The ways from source to sink: a payment to a middleman and one on.
    fn ways(&self, source: Node, sink: Node) -> Vec<(usize, usize, Node)> {
        let mut ways = Vec::new();
        for middle in self.middlemen(source, sink) {
            for out in self.payments(source, middle) {
                for back in self.payments(middle, sink) {
                    let later = if self.strict { self.at(out) < self.at(back) } else { out < back };
                    if later && self.at(back) - self.at(out) <= self.window {
                        ways.push((out, back, middle));
                    }
                }
            }
        }
        ways
    }
    fn complete(ways: &[(usize, usize, Node)], from: usize, to: usize) -> BTreeSet<Node> {
        ways.iter().filter(|way| from <= way.0 && way.1 <= to).map(|way| way.2).collect()
    }
    fn all(&self) -> Sets {
        let mut found = Sets::new();
        let nodes: BTreeSet<Node> = (0..self.ledger.len())
            .flat_map(|at| [self.payer(at), self.payee(at)])
            .filter(|node| node.0 != OUTSIDE)
            .collect();
        for &source in &nodes {
            for &sink in nodes.iter().filter(|sink| **sink != source && sink.1 == source.1) {
                let mut left = self.ways(source, sink);
                while let Some((from, to)) = self.best_span(&left) {
                    let in_span = |at: &usize| from <= *at && *at <= to;
                    let mut positions: Vec<usize> = Vec::new();
                    let mut middles = 0;
                    for middle in self.middlemen(source, sink) {
                        let outs: Vec<usize> = self.payments(source, middle).into_iter().filter(in_span).collect();
                        let backs: Vec<usize> = self.payments(middle, sink).into_iter().filter(in_span).collect();
                        if !outs.is_empty() && !backs.is_empty() {
                            middles += 1;
                            positions.extend(outs.into_iter().chain(backs));
                        }
                    }
                    positions.sort_unstable();
                    if middles >= 3 {
                        found.insert(positions);
                    }
                    left.retain(|way| way.1 < from || to < way.0);
                }
            }
        }
        found
    }
    /// The span with the most complete middlemen; the earliest, then the shortest of equals.
    fn best_span(&self, ways: &[(usize, usize, Node)]) -> Option<(usize, usize)> {
        let starts: BTreeSet<usize> = ways.iter().map(|way| way.0).collect();
        let ends: BTreeSet<usize> = ways.iter().map(|way| way.1).collect();
        let mut best: Option<(usize, (usize, usize))> = None;
        for &from in &starts {
            for &to in ends.iter().filter(|&&to| from < to && self.at(to) - self.at(from) <= self.window) {
                let complete = Self::complete(ways, from, to).len();
                if complete >= 2 && best.is_none_or(|known| known.0 < complete) {
                    best = Some((complete, (from, to)));
                }
            }
        }
        best.map(|known| known.1)
    }
}

fn random_ledger(numbers: &mut Numbers) -> Transactions {
    const NAMES: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", ""];
    let length = 12 + numbers.below(16);
    let mut at_hours: Vec<usize> = (0..length).map(|_| numbers.below(25) * 6).collect();
    at_hours.sort_unstable();
    let rows: Vec<(&str, &str, i64, i64)> = at_hours
        .iter()
        .map(|&hour| {
            let (mut payer, mut payee) = (NAMES[numbers.below(8)], NAMES[numbers.below(8)]);
            match numbers.below(5) {
                0 | 1 => (payer, payee) = ("A", NAMES[1 + numbers.below(4)]),
                2 | 3 => (payer, payee) = (NAMES[1 + numbers.below(4)], "G"),
                _ => {}
            }
            (
                payer,
                payee,
                [0, 5_000, 9_000, 9_500, 10_000, 10_000, 20_000, 30_000][numbers.below(8)],
                hour as i64 * 3_600,
            )
        })
        .collect();
    let mut ledger = Transactions::small(&rows);
    let dollar: Currency = "USD".parse().unwrap();
    for at in 0..ledger.len() {
        match numbers.below(60) {
            0 => ledger.currency[at] = dollar,
            1 => ledger.received[at] = Some((10_000, dollar)),
            _ => {}
        }
    }
    for account in 0..ledger.hub.len() {
        ledger.hub[account] = numbers.below(20) == 0;
    }
    ledger
}

#[test]
fn scatter_gathers_agree_with_their_definition() {
    let mut total = 0;
    for seed in 0..12_000 {
        let mut numbers = Numbers(seed);
        let ledger = random_ledger(&mut numbers);
        let window_hours = [None, None, Some(48), Some(24)][numbers.below(4)];
        let strict = numbers.below(2) == 0;
        let options = Options {
            only: vec!["scatter-gather".into()],
            window_seconds: window_hours.map(|hours| hours * 3_600),
            strict,
            pieces: true,
            ..Options::default()
        };
        let found = detect(&ledger, &options).unwrap();
        assert!(found.cut.is_empty());
        let sets: Sets = found
            .findings
            .iter()
            .map(|finding| finding.transactions.iter().map(|id| id[1..].parse().unwrap()).collect())
            .collect();
        let reference = Reference { ledger: &ledger, window: window_hours.unwrap_or(96) * 3_600_000_000, strict };
        let expected = reference.all();
        total += expected.len();
        assert_eq!(sets, expected, "seed {seed}: {ledger:#?}");
    }
    println!("{total}");
    assert!(total > 1_000, "the random ledgers hold too little: {total}");
}
