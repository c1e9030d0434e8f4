//! Chains against their definition, written a second time without any cleverness, on thousands of small random ledgers:
//! every pair of payments, every walk, and every chain that is left each time that one was taken.

use crate::common::ledgers;
use std::collections::BTreeSet;

use crate::chance::log2_millibits;
use crate::common::Numbers;
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);

const WINDOW: i64 = 4 * 86_400_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
    strict: bool,
}

impl Reference<'_> {
    fn arrived(&self, at: usize) -> (i64, Currency) {
        self.ledger.received[at].unwrap_or((self.ledger.amount_minor[at], self.ledger.currency[at]))
    }
    fn payer(&self, at: usize) -> Node {
        (self.ledger.debtor[at], self.ledger.currency[at])
    }
    fn payee(&self, at: usize) -> Node {
        (self.ledger.creditor[at], self.arrived(at).1)
    }
    fn moves(&self, at: usize) -> bool {
        self.payer(at).0 != self.payee(at).0 && self.ledger.amount_minor[at] > 0 && self.arrived(at).0 > 0
    }
    /// Payments that are in no pattern because an account stands on one side only.
    fn inside(&self, at: usize) -> bool {
        self.moves(at) && self.payer(at).0 != OUTSIDE && self.payee(at).0 != OUTSIDE
    }
    fn all(&self) -> std::ops::Range<usize> {
        0..self.ledger.len()
    }

    fn hop(&self, before: usize, next: usize) -> Option<i64> {
        let middle = self.payee(before);
        let apart = self.ledger.at_micros(next) - self.ledger.at_micros(before);
        let (came, went) = (self.arrived(before).0, self.ledger.amount_minor[next]);
        let carries = self.inside(before)
            && self.inside(next)
            && self.payer(next) == middle
            && !self.ledger.hub[middle.0 as usize]
            && before < next
            && apart <= WINDOW
            && (!self.strict || apart > 0)
            && 2 * went >= came
            && went <= 2 * came
            && self.payee(next).0 != self.payer(before).0;
        if !carries {
            return None;
        }
        let made: Vec<usize> = self.all().filter(|&at| self.moves(at) && self.payer(at) == middle).collect();
        let amounts: Vec<i128> = self.all().filter_map(|at| self.amount_in(at, middle.1)).collect();
        let (low, high) = (i128::from(came.min(went)), i128::from(came.max(went)));
        let close = amounts
            .iter()
            .filter(|&&amount| i128::from(came) * low <= amount * high && amount * low <= i128::from(came) * high)
            .count();
        let log = |count: usize| log2_millibits(count);
        let expected =
            log(made.len()) + log(next - before) + log(close - 1) - log(amounts.len()) - log(self.ledger.len());
        if expected >= 0 {
            return None;
        }
        let to_payee = made.iter().filter(|&&at| self.payee(at) == self.payee(next)).count();
        Some((-3 * expected).div_euclid(4) - 2_000 + self.rarity(self.payee(next)) - log(to_payee))
    }

    fn amount_in(&self, at: usize, currency: Currency) -> Option<i128> {
        let (node, amount) = match self.payer(at).0 {
            OUTSIDE => (self.payee(at), self.arrived(at).0),
            _ => (self.payer(at), self.ledger.amount_minor[at]),
        };
        (self.moves(at) && node.1 == currency).then_some(i128::from(amount))
    }

    fn rarity(&self, payee: Node) -> i64 {
        let pairs: BTreeSet<(Node, Node)> =
            self.all().filter(|&at| self.inside(at)).map(|at| (self.payee(at), self.payer(at))).collect();
        let paid: BTreeSet<Node> = pairs.iter().map(|pair| pair.0).collect();
        let own = pairs.iter().filter(|pair| pair.0 == payee).count();
        let mean = pairs.len() * 1_000 / paid.len();
        let known = self.ledger.in_case[payee.0 as usize];
        if known { log2_millibits(mean + 1_000) - log2_millibits((own + 1) * 1_000) } else { 0 }
    }

    fn chains(&self) -> BTreeSet<(i64, Vec<usize>)> {
        let hops: Vec<Vec<Option<i64>>> =
            self.all().map(|before| self.all().map(|next| self.hop(before, next)).collect()).collect();
        let carriers: Vec<Option<(usize, i64)>> = self.all().map(|next| carrier(&hops, next)).collect();
        let mut taken = vec![false; self.ledger.len()];
        let mut chains = BTreeSet::new();
        let places = log2_millibits(self.ledger.len());
        while let Some((worth, back)) = best(&carriers, &taken)
            && worth >= places - 8_000
        {
            back.iter().for_each(|&at| taken[at] = true);
            chains.insert((worth - places, back.into_iter().rev().collect()));
        }
        chains
    }
}

/// The best worth of all walks that end with a payment, by walking each.
fn value(hops: &[Vec<Option<i64>>], last: usize) -> i64 {
    let walks = (0..last).filter_map(|before| hops[before][last].map(|hop| value(hops, before) + hop));
    walks.max().unwrap_or(0).max(0)
}

fn carrier(hops: &[Vec<Option<i64>>], next: usize) -> Option<(usize, i64)> {
    let offers = (0..next).filter_map(|before| hops[before][next].map(|hop| (value(hops, before) + hop, before, hop)));
    offers.max_by_key(|offer| (offer.0, offer.1)).map(|offer| (offer.1, offer.2))
}

/// The best chain of payments that are not taken: the one that ends first, then the shortest, of equals.
fn best(carriers: &[Option<(usize, i64)>], taken: &[bool]) -> Option<(i64, Vec<usize>)> {
    let mut all: Vec<(i64, Vec<usize>)> = Vec::new();
    for last in (0..carriers.len()).filter(|&at| !taken[at]) {
        let (mut worth, mut back) = (0, vec![last]);
        while let Some((before, hop)) = carriers[back[back.len() - 1]].filter(|carrier| !taken[carrier.0]) {
            worth += hop;
            back.push(before);
            if back.len() >= 3 {
                all.push((worth, back.clone()));
            }
        }
    }
    all.into_iter().min_by_key(|(worth, back)| (-worth, back[0], back.len()))
}

fn random(numbers: &mut Numbers) -> Transactions {
    const AMOUNTS: [i64; 12] = [0, 400, 900, 1_000, 1_100, 5_000, 9_000, 9_500, 10_000, 10_000, 10_500, 30_000];
    let amounts = [&AMOUNTS[..], &AMOUNTS[6..11]][numbers.below(2)];
    let (length, hours) = (4 + numbers.below(14), [90, 240, 600][numbers.below(3)]);
    // A walk over a few accounts that wanders now and then.
    let accounts = 4 + numbers.below(7);
    ledgers::small(numbers, length, hours, amounts, &|numbers, number| {
        let astray = numbers.below(4) / 3;
        ((number + astray) % accounts, (number + 1 + astray * numbers.below(2)) % accounts)
    })
}

#[test]
fn chains_are_those_of_the_definition() {
    let (mut all, mut long, mut second) = (0, 0, 0);
    for seed in 0..10_000 {
        let ledger = random(&mut Numbers(seed));
        let strict = seed % 4 == 0;
        let expected = Reference { ledger: &ledger, strict }.chains();
        let options = Options { only: vec!["chain".to_owned()], strict, pieces: true, ..Options::default() };
        let found = detect(&ledger, &options).unwrap();
        assert!(found.cut.is_empty());
        let found: BTreeSet<(i64, Vec<usize>)> = found
            .findings
            .iter()
            .map(|finding| (finding.score, finding.transactions.iter().map(|id| id[1..].parse().unwrap()).collect()))
            .collect();
        assert_eq!(found, expected, "seed {seed}");
        all += expected.len();
        long += expected.iter().filter(|chain| chain.1.len() > 4).count();
        second += usize::from(expected.len() > 1);
    }
    assert!(all > 3_000 && long > 500 && second > 500, "too few to tell: {all} {long} {second}");
}

#[test]
fn a_chain_in_a_hub_is_found_or_counted() {
    // 3,000 payments out of one account within a day; what came first leaves a second later, and goes on.
    let mut rows = vec![("A", "HUB", 70_001, 0), ("HUB", "B", 70_000, 1), ("B", "C", 69_990, 2)];
    let names: Vec<String> = (0..300).map(|number| format!("N{number}")).collect();
    rows.extend((0..3_000_usize).map(|at| ("HUB", names[at % 300].as_str(), 100, 10 + i64::try_from(at).unwrap())));
    let options = Options { only: vec!["chain".to_owned()], ..Options::default() };
    let found = detect(&Transactions::small(&rows), &options).unwrap();
    assert_eq!(found.findings[0].transactions, ["t0", "t1", "t2"]);
    assert_eq!(found.cut.len(), 1);
}
