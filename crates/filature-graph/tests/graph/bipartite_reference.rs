//! Payers who share payees against their definition, written a second time without any cleverness: every four payments,
//! and one account left out after the other, on thousands of small random ledgers.

use crate::common::ledgers;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::chance::log2_millibits;
use crate::common::Numbers;
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);

const DAY: i64 = 86_400_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
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
    fn all(&self) -> std::ops::Range<usize> {
        0..self.ledger.len()
    }
    /// Payments between two accounts.
    fn inside(&self, at: usize) -> bool {
        let (payer, payee) = (self.payer(at).0, self.payee(at).0);
        payer != payee
            && payer != OUTSIDE
            && payee != OUTSIDE
            && self.ledger.amount_minor[at] > 0
            && self.arrived(at).0 > 0
    }
    /// No account here has 200 partners, so all that is not pooled and in one currency is narrow.
    fn narrow(&self, at: usize) -> bool {
        let pooled = |node: Node| self.ledger.hub[node.0 as usize];
        self.inside(at) && !pooled(self.payer(at)) && !pooled(self.payee(at)) && self.payer(at).1 == self.payee(at).1
    }

    fn butterfly(&self, four: [usize; 4]) -> bool {
        let [ax, ay, bx, by] = four;
        let at = |one: usize| self.ledger.at_micros(one);
        self.payer(ax) == self.payer(ay)
            && self.payer(bx) == self.payer(by)
            && self.payee(ax) == self.payee(bx)
            && self.payee(ay) == self.payee(by)
            && self.payer(ax) != self.payer(bx)
            && self.payee(ax) != self.payee(ay)
            && at(*four.iter().max().unwrap()) - at(*four.iter().min().unwrap()) <= 9 * DAY
    }

    /// Sets of payments that butterflies weave together: joined until none can be joined.
    fn woven(&self) -> Vec<BTreeSet<usize>> {
        let narrow: Vec<usize> = self.all().filter(|&at| self.narrow(at)).collect();
        let mut sets: Vec<BTreeSet<usize>> = Vec::new();
        let all = |of: &dyn Fn(usize) -> bool| narrow.iter().copied().filter(|&at| of(at)).collect::<Vec<_>>();
        for &ax in &narrow {
            for ay in all(&|at| self.payer(at) == self.payer(ax)) {
                for bx in all(&|at| self.payee(at) == self.payee(ax)) {
                    for by in all(&|at| self.payer(at) == self.payer(bx) && self.payee(at) == self.payee(ay)) {
                        if self.butterfly([ax, ay, bx, by]) {
                            let mut whole = BTreeSet::from([ax, ay, bx, by]);
                            sets.retain(|set| {
                                let apart = set.is_disjoint(&whole);
                                if !apart {
                                    whole.extend(set);
                                }
                                apart
                            });
                            sets.push(whole);
                        }
                    }
                }
            }
        }
        sets
    }

    fn cores(&self) -> BTreeSet<(i64, Vec<usize>)> {
        let mut cores = BTreeSet::new();
        for mut set in self.woven() {
            while let Some((payers, payees)) = self.core(&set) {
                let is_in = |at: &usize| payers.contains(&self.payer(*at)) && payees.contains(&self.payee(*at));
                let core: Vec<usize> = set.iter().copied().filter(is_in).collect();
                set.retain(|at| !is_in(at));
                cores.insert((self.surprise(&core), core));
            }
        }
        cores
    }

    fn core(&self, set: &BTreeSet<usize>) -> Option<(BTreeSet<Node>, BTreeSet<Node>)> {
        let first = |of: &dyn Fn(usize) -> bool| set.iter().copied().find(|&at| of(at)).unwrap();
        let mut pairs: BTreeSet<(Node, Node)> = set.iter().map(|&at| (self.payer(at), self.payee(at))).collect();
        loop {
            let payers: BTreeSet<Node> = pairs.iter().map(|pair| pair.0).collect();
            let payees: BTreeSet<Node> = pairs.iter().map(|pair| pair.1).collect();
            if payers.len() < 3 || payees.len() < 3 {
                return None;
            }
            if pairs.len() * 10 >= payers.len() * payees.len() * 7 {
                return Some((payers, payees));
            }
            // Shares of the other side over one denominator: the number of payers times that of payees.
            let of_payer = |&payer: &Node| {
                let partners = pairs.iter().filter(|pair| pair.0 == payer).count();
                (partners * payers.len(), Reverse(first(&|at| self.payer(at) == payer)), 1, payer)
            };
            let of_payee = |&payee: &Node| {
                let partners = pairs.iter().filter(|pair| pair.1 == payee).count();
                (partners * payees.len(), Reverse(first(&|at| self.payee(at) == payee)), 0, payee)
            };
            let (_, _, side, goes) = payers.iter().map(of_payer).chain(payees.iter().map(of_payee)).min().unwrap();
            pairs.retain(|pair| if side == 1 { pair.0 != goes } else { pair.1 != goes });
        }
    }

    /// Whether one pays the other for longer than nine days.
    fn is_habit(&self, (payer, payee): (Node, Node)) -> bool {
        let is_of = |&at: &usize| self.inside(at) && (self.payer(at), self.payee(at)) == (payer, payee);
        let instants = || self.all().filter(is_of).map(|at| self.ledger.at_micros(at));
        instants().max().unwrap() - instants().min().unwrap() > 9 * DAY
    }

    fn surprise(&self, core: &[usize]) -> i64 {
        let pair = |at: usize| (self.payer(at), self.payee(at));
        let ledger: BTreeSet<(Node, Node)> = self.all().filter(|&at| self.inside(at)).map(pair).collect();
        let payers = |set: &BTreeSet<(Node, Node)>| set.iter().map(|pair| pair.0).collect::<BTreeSet<_>>().len();
        let payees = |set: &BTreeSet<(Node, Node)>| set.iter().map(|pair| pair.1).collect::<BTreeSet<_>>().len();
        let pairs: BTreeSet<(Node, Node)> = core.iter().map(|&at| pair(at)).collect();
        let (mut sum, mut new) = (0, 0);
        for &(payer, payee) in pairs.iter().filter(|pair| !self.is_habit(**pair)) {
            let partners = ledger.iter().filter(|pair| pair.0 == payer).count();
            let popular = ledger.iter().filter(|pair| pair.1 == payee).count();
            sum += 0.max(log2_millibits(ledger.len()) - log2_millibits(partners) - log2_millibits(popular));
            let ever = self.all().filter(|&at| self.inside(at) && pair(at) == (payer, payee)).count();
            new += i64::from(ever == core.iter().filter(|&&at| pair(at) == (payer, payee)).count());
        }
        let len = self.ledger.len();
        let days = (self.ledger.at_micros(len - 1) - self.ledger.at_micros(0)) / DAY + 1;
        let stretch = (core[core.len() - 1] - core[0] + 1).max(len / usize::try_from(days).unwrap()).max(1);
        sum += (new - 1).max(0) * (log2_millibits(len) - log2_millibits(stretch)).max(0);
        let (n, k) = (payers(&pairs), payees(&pairs));
        sum - choose(payers(&ledger), n) - choose(payees(&ledger), k) - choose(n * k, pairs.len())
    }
}

fn choose(whole: usize, part: usize) -> i64 {
    (0..part.min(whole - part)).map(|at| log2_millibits(whole - at) - log2_millibits(at + 1)).sum()
}

fn random(numbers: &mut Numbers) -> Transactions {
    let (length, hours) = (9 + numbers.below(22), [200, 300, 600][numbers.below(3)]);
    let (payers, payees) = (3 + numbers.below(3), 3 + numbers.below(2));
    // In one ledger of four there are two such circles.
    let circles = [1, 1, 1, 2][numbers.below(4)];
    ledgers::small(numbers, length * circles, hours, &[0, 500, 1_000, 1_000, 9_000], &|numbers, _| {
        let pair = (numbers.below(payers), payers + numbers.below(payees));
        if numbers.below(circles) == 0 { pair } else { (9 - pair.0, 9 - pair.1) }
    })
}

#[test]
fn shared_payees_are_those_of_the_definition() {
    let (mut all, mut large, mut loose, mut second) = (0, 0, 0, 0);
    for seed in 0..4_000 {
        let ledger = random(&mut Numbers(seed));
        let expected = Reference { ledger: &ledger }.cores();
        let options = Options { only: vec!["bipartite".to_owned()], pieces: true, ..Options::default() };
        let found = detect(&ledger, &options).unwrap();
        assert!(found.cut.is_empty());
        let found: BTreeSet<(i64, Vec<usize>)> = found
            .findings
            .iter()
            .map(|finding| (finding.score, finding.transactions.iter().map(|id| id[1..].parse().unwrap()).collect()))
            .collect();
        assert_eq!(found, expected, "seed {seed}");
        all += expected.len();
        large += expected.iter().filter(|core| core.1.len() > 12).count();
        loose += expected.iter().filter(|core| core.1.len() < 9).count();
        second += usize::from(expected.len() > 1);
    }
    assert!(all > 1_000 && large > 300 && loose > 50 && second > 50, "too few to tell: {all} {large} {loose} {second}");
}

#[test]
fn who_pays_everybody_joins_nobody() {
    let names: Vec<String> = (0..600).map(|number| format!("N{number:03}")).collect();
    let shops = ["SHOP1", "SHOP2", "SHOP3"];
    let mut rows: Vec<(&str, &str, i64, i64)> = Vec::new();
    for (at, name) in (0..).zip(&names) {
        rows.extend(shops.iter().map(|&shop| (name.as_str(), shop, 100, 60 * at)));
    }
    let options = Options { only: vec!["bipartite".to_owned()], ..Options::default() };
    let found = detect(&Transactions::small(&rows), &options).unwrap();
    assert!(found.findings.is_empty());
    assert_eq!(found.cut.len(), 1, "the shops were left out, and that is said");
}
