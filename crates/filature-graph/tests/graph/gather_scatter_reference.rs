//! The gather-scatter by sums against its definition, written a second time without any cleverness: all pairs of events,
//! on thousands of small random ledgers.

use std::collections::BTreeSet;

use crate::common::Numbers;
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);
type Sets = BTreeSet<Vec<usize>>;

const HOUR: i64 = 3_600_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
    flow_window: i64,
}

impl Reference<'_> {
    fn moves(&self, at: usize) -> bool {
        self.ledger.debtor[at] != self.ledger.creditor[at] && self.left(at) > 0 && self.arrived(at).0 > 0
    }
    fn left(&self, at: usize) -> i64 {
        self.ledger.amount_minor[at]
    }
    fn arrived(&self, at: usize) -> (i64, Currency) {
        self.ledger.received[at].unwrap_or((self.left(at), self.ledger.currency[at]))
    }
    fn payer(&self, at: usize) -> Node {
        (self.ledger.debtor[at], self.ledger.currency[at])
    }
    fn payee(&self, at: usize) -> Node {
        (self.ledger.creditor[at], self.arrived(at).1)
    }
    fn pooled(&self, node: Node) -> bool {
        node.0 != OUTSIDE && self.ledger.hub[node.0 as usize]
    }

    // --- flows through one account ---

    fn nodes(&self) -> BTreeSet<Node> {
        let all = (0..self.ledger.len()).flat_map(|at| [self.payer(at), self.payee(at)]);
        all.filter(|&node| node.0 != OUTSIDE && !self.pooled(node)).collect()
    }

    /// Ledger positions of what touches a node.
    fn life(&self, node: Node) -> Vec<usize> {
        let touches = |at: &usize| self.moves(*at) && (self.payer(*at) == node || self.payee(*at) == node);
        (0..self.ledger.len()).filter(touches).collect()
    }

    fn close(&self, from: usize, to: usize) -> bool {
        self.ledger.at_micros(to) - self.ledger.at_micros(from) <= self.flow_window
    }

    /// What takes part between two positions, when outflows count after so many payers.
    fn walk(&self, node: Node, from: usize, to: usize, least_payers: usize) -> Vec<usize> {
        let mut part: Vec<usize> = Vec::new();
        for at in self.life(node).into_iter().filter(|&at| from <= at && at <= to) {
            let ins = || part.iter().filter(|&&at| self.payee(at) == node);
            let payers: BTreeSet<u32> = ins().map(|&at| self.payer(at).0).filter(|&payer| payer != OUTSIDE).collect();
            let came: i64 = ins().map(|&at| self.arrived(at).0).sum();
            let went: i64 = part.iter().filter(|&&at| self.payer(at) == node).map(|&at| self.left(at)).sum();
            if self.payee(at) == node || payers.len() >= least_payers && went + self.left(at) <= came {
                part.push(at);
            }
        }
        part
    }

    fn gathers(&self, node: Node, from: usize, to: usize, collector: bool) -> bool {
        let part = self.walk(node, from, to, if collector { 4 } else { 3 });
        let outs: Vec<usize> = part.iter().copied().filter(|&at| self.payer(at) == node).collect();
        let came: i64 = part.iter().filter(|&&at| self.payee(at) == node).map(|&at| self.arrived(at).0).sum();
        let went: i64 = outs.iter().map(|&at| self.left(at)).sum();
        let payees: BTreeSet<u32> = outs.iter().map(|&at| self.payee(at).0).collect();
        let accounts = payees.iter().filter(|&&payee| payee != OUTSIDE).count();
        let enough = if collector { went * 100 >= came * 80 } else { went * 100 >= came * 85 && accounts >= 3 };
        self.close(from, to) && part.last() == Some(&to) && self.payer(to) == node && !outs.is_empty() && enough
    }

    fn gather_scatters(&self) -> Sets {
        let mut schemes = Sets::new();
        for node in self.nodes() {
            let mut spans = Vec::new();
            for from in self.life(node).into_iter().filter(|&at| self.payee(at) == node) {
                for to in from + 1..self.ledger.len() {
                    for collector in [false, true] {
                        if self.gathers(node, from, to, collector) {
                            spans.push((from, to, if collector { 4 } else { 3 }));
                        }
                    }
                }
            }
            let ends: Vec<(usize, usize)> = spans.iter().map(|span| (span.0, span.1)).collect();
            for (from, to) in unions(&ends) {
                let inside = spans.iter().filter(|span| from <= span.0 && span.1 <= to);
                let mut part = self.walk(node, from, to, inside.map(|span| span.2).min().unwrap());
                while self.payee(part[part.len() - 1]) == node {
                    part.pop();
                }
                schemes.insert(part);
            }
        }
        schemes
    }
}

/// Joins closed intervals for as long as two of them touch.
fn unions(spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = spans.to_vec();
    loop {
        let pairs = (0..spans.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        let mut touching = pairs.filter(|&(a, b)| spans[a].0 <= spans[b].1 && spans[b].0 <= spans[a].1);
        let Some((one, other)) = touching.next() else { return spans };
        let joined = spans.swap_remove(one);
        spans[other] = (spans[other].0.min(joined.0), spans[other].1.max(joined.1));
    }
}

/// A ledger with ties, parallel payments, self-payments, the outside world, pooled accounts and two currencies.
fn random_ledger(numbers: &mut Numbers) -> Transactions {
    const NAMES: [&str; 7] = ["A", "B", "C", "D", "E", "F", ""];
    const AMOUNTS: [i64; 10] = [0, 500, 5_000, 9_000, 9_500, 10_000, 10_000, 10_500, 20_000, 30_000];
    // No shape, a gathering round F, or a relay through F; most of the time, so that each has its disturbances.
    let (shape, few) = ([0, 1, 1, 2][numbers.below(4)], [4, 7, 7][numbers.below(3)]);
    let amounts = if shape > 0 && numbers.below(4) > 0 { &AMOUNTS[4..8] } else { &AMOUNTS[..] };
    let length = if shape == 0 { 3 + numbers.below(9) } else { 7 + numbers.below(6) };
    let hours = if shape == 0 { 300 } else { [60, 150, 300][numbers.below(3)] };
    let mut at_hours: Vec<usize> = (0..length).map(|_| numbers.below(hours / 6) * 6).collect();
    at_hours.sort_unstable();
    let rows: Vec<(&str, &str, i64, i64)> = (0..length)
        .map(|number| {
            let (mut payer, mut payee) = (NAMES[7 - few + numbers.below(few)], NAMES[7 - few + numbers.below(few)]);
            let inwards = if shape == 1 { number * 2 < length } else { number % 2 == 0 };
            if shape > 0 && numbers.below(15) > 0 {
                if inwards { payee = "F" } else { payer = "F" }
            }
            (payer, payee, amounts[numbers.below(amounts.len())], at_hours[number] as i64 * 3_600)
        })
        .collect();
    let mut ledger = Transactions::small(&rows);
    let dollar: Currency = "USD".parse().unwrap();
    for at in 0..ledger.len() {
        match numbers.below(40) {
            0 => ledger.currency[at] = dollar,
            1 => ledger.received[at] = Some((10_000, dollar)),
            _ => {}
        }
    }
    if numbers.below(8) == 0 {
        let pooled = numbers.below(ledger.hub.len().max(1));
        ledger.hub.iter_mut().skip(pooled).take(1).for_each(|hub| *hub = true);
    }
    ledger
}

#[test]
fn gather_scatters_by_sums_agree_with_their_definition() {
    let mut total = 0;
    for seed in 0..16_000 {
        let mut numbers = Numbers(seed);
        let ledger = random_ledger(&mut numbers);
        let window_hours = [None, None, Some(24 * 30), Some(48), Some(6)][numbers.below(5)];
        let options = Options {
            only: vec!["gather-scatter".to_owned()],
            window_seconds: window_hours.map(|hours| hours * 3_600),
            pieces: true,
            ..Options::default()
        };
        let found = detect(&ledger, &options).unwrap();
        assert!(found.cut.is_empty());
        let reference = Reference { ledger: &ledger, flow_window: window_hours.unwrap_or(9 * 24) * HOUR };
        let expected = reference.gather_scatters();
        total += expected.len();
        // The form of strangers has its own reference; where both find the same it may be the one that is kept.
        let of_sums: Sets = found
            .findings
            .iter()
            .map(|finding| {
                let positions: Vec<usize> = finding.transactions.iter().map(|id| id[1..].parse().unwrap()).collect();
                (finding.why.contains_key("windows"), positions)
            })
            .filter(|(of_sums, positions)| *of_sums || expected.contains(positions))
            .map(|(_, positions)| positions)
            .collect();
        assert_eq!(of_sums, expected, "seed {seed}: {ledger:#?}");
    }
    println!("{total}");
    assert!(total > 300, "the random ledgers hold too little: {total}");
}
