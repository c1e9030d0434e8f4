//! Stacks against their definition, written a second time without any cleverness: every two middlemen and every stretch,
//! on thousands of small random ledgers.

use crate::common::ledgers;
use std::collections::BTreeSet;

use crate::chance::log2_millibits;
use crate::common::Numbers;
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);

const DAY: i64 = 86_400_000_000;

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
    fn all(&self) -> std::ops::Range<usize> {
        0..self.ledger.len()
    }
    fn at(&self, at: usize) -> i64 {
        self.ledger.at_micros(at)
    }
    fn follows(&self, before: usize, next: usize) -> bool {
        before < next && (!self.strict || self.at(before) < self.at(next))
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
    fn pooled(&self, node: Node) -> bool {
        self.ledger.hub[node.0 as usize]
    }
    /// No account here has 200 partners, so all that is not pooled and in one currency is narrow.
    fn narrow(&self, at: usize) -> bool {
        let one_currency = self.payer(at).1 == self.payee(at).1;
        self.inside(at) && !self.pooled(self.payer(at)) && !self.pooled(self.payee(at)) && one_currency
    }
    fn nodes(&self) -> BTreeSet<Node> {
        self.all().filter(|&at| self.inside(at)).flat_map(|at| [self.payer(at), self.payee(at)]).collect()
    }

    /// What two middlemen bind in the stretch that begins with a payment.
    fn bound(&self, middles: [Node; 2], from: usize) -> BTreeSet<usize> {
        let within = |at: usize| from <= at && self.at(at) - self.at(from) <= 9 * DAY;
        let narrow: Vec<usize> = self.all().filter(|&at| self.narrow(at) && within(at)).collect();
        let pays =
            |payer: Node, payee: Node| narrow.iter().any(|&at| self.payer(at) == payer && self.payee(at) == payee);
        let nodes = self.nodes();
        let both = |node: &&Node| middles.iter().all(|&middle| pays(**node, middle));
        let sources: BTreeSet<Node> = nodes.iter().filter(both).copied().collect();
        let first = |middle: Node| {
            narrow.iter().copied().find(|&at| self.payee(at) == middle && sources.contains(&self.payer(at)))
        };
        let carries = |at: usize| {
            middles.contains(&self.payer(at))
                && !sources.contains(&self.payee(at))
                && first(self.payer(at)).is_some_and(|before| self.follows(before, at))
        };
        let carried = |node: Node, middle: Node| {
            narrow.iter().any(|&at| carries(at) && self.payer(at) == middle && self.payee(at) == node)
        };
        let both = |node: &&Node| middles.iter().all(|&middle| carried(**node, middle));
        let sinks: BTreeSet<Node> = nodes.iter().filter(both).copied().collect();
        if sources.is_empty() || sinks.is_empty() || sources.len() + sinks.len() < 3 {
            return BTreeSet::new();
        }
        let is_bound = |&at: &usize| {
            middles.contains(&self.payee(at)) && sources.contains(&self.payer(at))
                || carries(at) && sinks.contains(&self.payee(at))
        };
        narrow.iter().copied().filter(is_bound).collect()
    }

    fn groups(&self) -> Vec<BTreeSet<usize>> {
        let nodes: Vec<Node> = self.nodes().into_iter().collect();
        let mut groups: Vec<BTreeSet<usize>> = Vec::new();
        for (number, &one) in nodes.iter().enumerate() {
            for &other in &nodes[number + 1..] {
                for mut whole in self.all().map(|from| self.bound([one, other], from)).filter(|bound| !bound.is_empty())
                {
                    groups.retain(|group| {
                        let apart = group.is_disjoint(&whole);
                        if !apart {
                            whole.extend(group);
                        }
                        apart
                    });
                    groups.push(whole);
                }
            }
        }
        groups
    }

    fn stacks(&self) -> BTreeSet<(i64, Vec<usize>)> {
        self.groups().iter().filter_map(|group| self.stack(group)).collect()
    }

    fn stack(&self, group: &BTreeSet<usize>) -> Option<(i64, Vec<usize>)> {
        let payers: BTreeSet<Node> = group.iter().map(|&at| self.payer(at)).collect();
        let payees: BTreeSet<Node> = group.iter().map(|&at| self.payee(at)).collect();
        let sources: BTreeSet<Node> = payers.difference(&payees).copied().collect();
        let sinks: BTreeSet<Node> = payees.difference(&payers).copied().collect();
        if sources.len() < 2 || sinks.len() < 2 || payers.intersection(&payees).count() < 2 {
            return None;
        }
        let mut whole = group.clone();
        let span: Vec<usize> =
            (*group.first().unwrap()..=*group.last().unwrap()).filter(|&at| self.inside(at)).collect();
        for &before in span.iter().filter(|&&at| sources.contains(&self.payer(at))) {
            let middle = self.payee(before);
            let carrier = !self.pooled(middle) && !sources.contains(&middle) && !sinks.contains(&middle);
            for &next in &span {
                let on = self.payer(next) == middle && sinks.contains(&self.payee(next)) && self.follows(before, next);
                if carrier && on && middle.1 == self.payer(before).1 {
                    whole.extend([before, next]);
                }
            }
        }
        Some((self.surprise(&whole, &sources, &sinks), whole.into_iter().collect()))
    }

    /// Whether one pays the other for longer than nine days.
    fn is_habit(&self, (payer, payee): (Node, Node)) -> bool {
        let is_of = |&at: &usize| self.inside(at) && (self.payer(at), self.payee(at)) == (payer, payee);
        let instants = || self.all().filter(is_of).map(|at| self.ledger.at_micros(at));
        instants().max().unwrap() - instants().min().unwrap() > 9 * DAY
    }

    fn surprise(&self, whole: &BTreeSet<usize>, sources: &BTreeSet<Node>, sinks: &BTreeSet<Node>) -> i64 {
        let pair = |at: usize| (self.payer(at), self.payee(at));
        let ledger: BTreeSet<(Node, Node)> = self.all().filter(|&at| self.inside(at)).map(pair).collect();
        let pairs: BTreeSet<(Node, Node)> = whole.iter().map(|&at| pair(at)).collect();
        let (mut sum, mut new) = (0, 0);
        for &(payer, payee) in pairs.iter().filter(|pair| !self.is_habit(**pair)) {
            let partners = ledger.iter().filter(|pair| pair.0 == payer).count();
            let popular = ledger.iter().filter(|pair| pair.1 == payee).count();
            sum += 0.max(log2_millibits(ledger.len()) - log2_millibits(partners) - log2_millibits(popular));
            let ever = self.all().filter(|&at| self.inside(at) && pair(at) == (payer, payee)).count();
            new += i64::from(ever == whole.iter().filter(|&&at| pair(at) == (payer, payee)).count());
        }
        let len = self.ledger.len();
        let days = (self.at(len - 1) - self.at(0)) / DAY + 1;
        let stretch = whole.last().unwrap() - whole.first().unwrap() + 1;
        let stretch = stretch.max(len / usize::try_from(days).unwrap()).max(1);
        sum += (new - 1).max(0) * (log2_millibits(len) - log2_millibits(stretch)).max(0);
        let accounts: BTreeSet<Node> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
        let is_middle = |node: &Node| !sources.contains(node) && !sinks.contains(node);
        let middles = accounts.iter().filter(|node| is_middle(node)).count();
        let deep = pairs.iter().any(|pair| is_middle(&pair.0) && is_middle(&pair.1));
        let could = (sources.len() + sinks.len()) * middles + if deep { middles * (middles - 1) } else { 0 };
        let paying: BTreeSet<Node> = ledger.iter().map(|pair| pair.0).collect();
        let paid: BTreeSet<Node> = ledger.iter().map(|pair| pair.1).collect();
        let ever = self.all().filter(|&at| self.moves(at)).flat_map(|at| [self.payer(at), self.payee(at)]);
        let pockets: BTreeSet<Node> = ever.filter(|node| node.0 != OUTSIDE).collect();
        sum - choose(paying.len(), sources.len())
            - choose(paid.len(), sinks.len())
            - choose(pockets.len(), middles)
            - choose(could, pairs.len())
    }

    fn moves(&self, at: usize) -> bool {
        self.payer(at).0 != self.payee(at).0 && self.ledger.amount_minor[at] > 0 && self.arrived(at).0 > 0
    }
}

fn choose(whole: usize, part: usize) -> i64 {
    (0..part.min(whole - part)).map(|at| log2_millibits(whole - at) - log2_millibits(at + 1)).sum()
}

/// Layers of two or three accounts, each paid by the one before, mostly in time.
fn random(numbers: &mut Numbers) -> Transactions {
    let (length, hours) = (12 + numbers.below(20), [150, 200, 300][numbers.below(3)]);
    let (width, layers) = (2 + numbers.below(2), [2, 2, 3][numbers.below(3)]);
    let early = 6 + numbers.below(6);
    ledgers::small(numbers, length, hours, &[0, 500, 1_000, 1_000, 9_000], &|numbers, number| {
        let in_time = number * layers / length;
        let layer = if numbers.below(early) == 0 { numbers.below(layers) } else { in_time };
        (layer * width + numbers.below(width), ((layer + 1) * width + numbers.below(width)) % 10)
    })
}

#[test]
fn stacks_are_those_of_the_definition() {
    let (mut all, mut wide, mut deep) = (0, 0, 0);
    for seed in 0..4_000 {
        let ledger = random(&mut Numbers(seed));
        let strict = seed % 4 == 0;
        let expected = Reference { ledger: &ledger, strict }.stacks();
        let options = Options { only: vec!["stack".to_owned()], strict, pieces: true, ..Options::default() };
        let found = detect(&ledger, &options).unwrap();
        assert!(found.cut.is_empty());
        let sets: BTreeSet<(i64, Vec<usize>)> = found
            .findings
            .iter()
            .map(|finding| (finding.score, finding.transactions.iter().map(|id| id[1..].parse().unwrap()).collect()))
            .collect();
        assert_eq!(sets, expected, "seed {seed}");
        all += expected.len();
        wide += expected.iter().filter(|stack| stack.1.len() > 12).count();
        let members = |finding: &filature_model::Finding| {
            finding.accounts.iter().filter(|member| member.role == "member").count()
        };
        deep += found.findings.iter().filter(|finding| members(finding) > 3).count();
    }
    assert!(all > 700 && wide > 300 && deep > 30, "too few to tell: {all} {wide} {deep}");
}

#[test]
fn a_middleman_who_missed_a_source_belongs_to_it() {
    let day = 86_400;
    let rows = [
        ("A", "C", 1_000, 0),
        ("A", "D", 1_000, 0),
        ("B", "C", 1_000, day),
        ("B", "D", 1_000, day),
        ("A", "E", 1_000, day),
        ("C", "F", 950, 3 * day),
        ("C", "G", 950, 3 * day),
        ("D", "F", 950, 3 * day),
        ("E", "F", 950, 4 * day),
        ("D", "G", 950, 5 * day),
    ];
    let options = Options { only: vec!["stack".to_owned()], ..Options::default() };
    let found = detect(&Transactions::small(&rows), &options).unwrap();
    assert_eq!(found.findings.len(), 1);
    assert_eq!(found.findings[0].transactions.len(), 10);
    assert_eq!(found.findings[0].amount, "47.50");
}
