//! Accounts that keep nothing, against their definition, written a second time without any cleverness, on thousands of
//! small random ledgers.

use crate::common::ledgers;
use std::collections::{BTreeSet, VecDeque};

use crate::common::Numbers;
use crate::common::pieces::{Sets, assert_agrees};
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);

const HOUR: i64 = 3_600_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
    window: i64,
    strict: bool,
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

    fn nodes(&self) -> BTreeSet<Node> {
        let all = (0..self.ledger.len()).flat_map(|at| [self.payer(at), self.payee(at)]);
        all.filter(|&node| node.0 != OUTSIDE && !self.ledger.hub[node.0 as usize]).collect()
    }

    /// Ledger positions of what touches a node.
    fn life(&self, node: Node) -> Vec<usize> {
        let touches = |at: &usize| self.moves(*at) && (self.payer(*at) == node || self.payee(*at) == node);
        (0..self.ledger.len()).filter(touches).collect()
    }

    fn close(&self, from: usize, to: usize) -> bool {
        self.ledger.at_micros(to) - self.ledger.at_micros(from) <= self.window
    }

    fn balances(&self, node: Node, from: usize, to: usize) -> bool {
        let part: Vec<usize> = self.life(node).into_iter().filter(|&at| from <= at && at <= to).collect();
        let inflow = |at: usize| self.payee(at) == node;
        let came: i64 = part.iter().filter(|&&at| inflow(at)).map(|&at| self.arrived(at).0).sum();
        let went: i64 = part.iter().filter(|&&at| !inflow(at)).map(|&at| self.left(at)).sum();
        let later = |pair: &[usize]| !self.strict || self.ledger.at_micros(pair[0]) < self.ledger.at_micros(pair[1]);
        let turns = part.windows(2).filter(|pair| inflow(pair[0]) && !inflow(pair[1]) && later(pair)).count();
        let others: BTreeSet<u32> =
            part.iter().map(|&at| if inflow(at) { self.payer(at).0 } else { self.payee(at).0 }).collect();
        let balanced = went * 10 >= came * 9 && went * 100 <= came * 102;
        self.close(from, to) && !inflow(to) && balanced && came >= 10_000 && turns >= 3 && others.len() >= 2
    }

    /// The median stay by single notes of 5.00, first in, first out.
    fn stays_two_days_at_most(&self, node: Node, from: usize, to: usize) -> bool {
        let (mut notes, mut stays) = (VecDeque::new(), Vec::new());
        for at in self.life(node).into_iter().filter(|&at| from <= at && at <= to) {
            let instant = self.ledger.at_micros(at);
            if self.payee(at) == node {
                notes.extend(vec![instant; usize::try_from(self.arrived(at).0 / 500).unwrap()]);
            } else {
                let wanted = usize::try_from(self.left(at) / 500).unwrap().min(notes.len());
                stays.extend(notes.drain(..wanted).map(|since| instant - since));
            }
        }
        stays.sort_unstable();
        !stays.is_empty() && stays[stays.len().div_ceil(2) - 1] <= 48 * HOUR
    }

    fn all(&self) -> Sets {
        let mut found = Sets::new();
        for node in self.nodes() {
            let mut part = BTreeSet::new();
            for from in self.life(node).into_iter().filter(|&at| self.payee(at) == node) {
                let ends = self.life(node).into_iter().filter(|&to| from < to && self.balances(node, from, to));
                if let Some(to) = ends.max().filter(|&to| self.stays_two_days_at_most(node, from, to)) {
                    part.extend(self.life(node).into_iter().filter(|&at| from <= at && at <= to));
                }
            }
            if !part.is_empty() {
                found.insert(part.into_iter().collect());
            }
        }
        found
    }
}

fn random(numbers: &mut Numbers) -> Transactions {
    const AMOUNTS: [i64; 9] = [0, 500, 5_000, 20_000, 9_000, 9_500, 10_000, 10_000, 10_500];
    let (length, hours) = (6 + numbers.below(7), [60, 150, 300][numbers.below(3)]);
    let pair = |numbers: &mut Numbers, number: usize| {
        let other = [10, 0, 1, 2, 3][numbers.below(5)];
        if number.is_multiple_of(2) { (other, 5) } else { (5, other) }
    };
    let amounts = if numbers.below(4) > 0 { &AMOUNTS[4..] } else { &AMOUNTS[..] };
    ledgers::small(numbers, length, hours, amounts, &pair)
}

#[test]
fn pass_throughs_agree_with_their_definition() {
    let mut total = 0;
    for seed in 0..16_000 {
        let mut numbers = Numbers(seed);
        let ledger = random(&mut numbers);
        let window_hours = [None, None, Some(24 * 30), Some(48), Some(6)][numbers.below(5)];
        let strict = numbers.below(3) == 0;
        let options = Options {
            only: vec!["pass-through".into()],
            window_seconds: window_hours.map(|hours| hours * 3_600),
            strict,
            ..Options::default()
        };
        let reference = Reference { ledger: &ledger, window: window_hours.unwrap_or(9 * 24) * HOUR, strict };
        let sets = reference.all();
        total += sets.len();
        assert_agrees(&ledger, options, &sets, seed);
    }
    println!("{total} accounts");
    assert!(total > 2_000, "the random ledgers hold too little: {total}");
}

/// Among hundreds of accounts that get and spend, one that passes on nearly all at once, five times, stands out.
#[test]
fn a_relay_ranks_before_what_chance_brings_about() {
    const DAY: i64 = 86_400;
    for seed in 0..5 {
        let mut numbers = Numbers(seed);
        let mut rows: Vec<(String, String, i64, i64)> = Vec::new();
        for _ in 0..30_000 {
            let (payer, payee) = (format!("P{:03}", numbers.below(400)), format!("P{:03}", numbers.below(400)));
            let amount = 1_000 << numbers.below(9);
            let amount = i64::try_from(amount + numbers.below(amount)).unwrap();
            rows.push((payer, payee, amount, i64::try_from(numbers.below(90 * 24 * 60)).unwrap() * 60));
        }
        for day in [30, 31, 33, 34, 36] {
            let amount = 60_000 + i64::try_from(numbers.below(90_000)).unwrap();
            let hour = i64::try_from(numbers.below(12)).unwrap() * 3_600;
            rows.push((format!("P{:03}", numbers.below(400)), "RELAY".into(), amount, day * DAY + hour));
            rows.push(("RELAY".into(), "BEHIND".into(), amount * 97 / 100, day * DAY + hour + 7_200));
        }
        rows.sort_by_key(|row| row.3);
        let plain: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.1.as_str(), row.2, row.3)).collect();
        let options = Options { only: vec!["pass-through".into()], ..Options::default() };
        let found = detect(&Transactions::small(&plain), &options).unwrap();
        let is_relay = |at: usize| found.findings[at].accounts.iter().any(|member| member.account == "RELAY");
        assert!(is_relay(0), "seed {seed}: {:?}", found.findings[0]);
        let (first, next) = (found.findings[0].score, found.findings.get(1).map_or(0, |finding| finding.score));
        assert!(first > 20_000 && next < 5_000, "seed {seed}: {first} {next} of {}", found.findings.len());
    }
}
