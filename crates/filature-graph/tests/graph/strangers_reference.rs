//! Fans and the gather-scatter of strangers against their definitions, written a second time without any cleverness: every
//! pair of strangers as a stretch, on thousands of small random ledgers.

use std::collections::{BTreeMap, BTreeSet};

use crate::chance::{Chance, log2_millibits};
use crate::common::Numbers;
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

type Node = (u32, Currency);
type Sets = BTreeSet<Vec<usize>>;

const DAY: i64 = 86_400_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
    chance: Chance,
    window: i64,
}

/// One counterparty of a node.
#[derive(Clone, Debug)]
struct Stranger {
    payments: Vec<usize>,
    counted: bool,
    rarity: i64,
}

/// A stretch of strangers by their numbers, and what it is worth.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    worth: i64,
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
    fn moving(&self) -> impl Iterator<Item = usize> {
        (0..self.ledger.len()).filter(|&at| self.moves(at))
    }
    fn nodes(&self) -> BTreeSet<Node> {
        self.moving().flat_map(|at| [self.payer(at), self.payee(at)]).filter(|node| node.0 != OUTSIDE).collect()
    }
    fn open_nodes(&self) -> Vec<Node> {
        self.nodes().into_iter().filter(|node| !self.ledger.hub[node.0 as usize]).collect()
    }
    /// The node whose side is looked at, and the other.
    fn ends(&self, at: usize, inwards: bool) -> (Node, Node) {
        if inwards { (self.payee(at), self.payer(at)) } else { (self.payer(at), self.payee(at)) }
    }
    /// Whom a node deals with on one side, in the order of the first payments, each with all payments between the two.
    fn counterparties(&self, node: Node, inwards: bool) -> Vec<(Node, Vec<usize>)> {
        let mut known: Vec<(Node, Vec<usize>)> = Vec::new();
        for at in self.moving().filter(|&at| self.ends(at, inwards).0 == node) {
            let other = self.ends(at, inwards).1;
            match known.iter_mut().find(|pair| pair.0 == other) {
                Some(pair) => pair.1.push(at),
                None if other.0 != OUTSIDE => known.push((other, vec![at])),
                None => {}
            }
        }
        known
    }
    /// How many counterparties nodes have on one side, on average over those that have any, thousandths.
    fn mean_thousandths(&self, inwards: bool) -> usize {
        let degrees: Vec<usize> = self
            .nodes()
            .iter()
            .map(|&node| self.counterparties(node, inwards).len())
            .filter(|&count| count > 0)
            .collect();
        degrees.iter().sum::<usize>() * 1_000 / degrees.len().max(1)
    }
    fn strangers(&self, node: Node, inwards: bool) -> Vec<Stranger> {
        let mut strangers: Vec<Stranger> = Vec::new();
        let day = |at: usize| self.ledger.at_micros(at).div_euclid(DAY);
        for (other, payments) in self.counterparties(node, inwards) {
            let (first, last) = (payments[0], payments[payments.len() - 1]);
            if self.ledger.at_micros(last) - self.ledger.at_micros(first) > self.window {
                continue;
            }
            let own = self.counterparties(other, !inwards).len();
            let rarity = log2_millibits(self.mean_thousandths(!inwards) + 1_000) - log2_millibits((own + 1) * 1_000);
            let known = self.ledger.in_case[other.0 as usize];
            let of_day = strangers.iter().filter(|stranger| day(stranger.payments[0]) == day(first)).count();
            strangers.push(Stranger { counted: of_day < 6, rarity: if known { rarity } else { 0 }, payments });
        }
        strangers
    }
    fn stretch(&self, strangers: &[Stranger], inwards: bool, from: usize, to: usize) -> Option<Stretch> {
        let (first, last) = (strangers[from].payments[0], strangers[to].payments[0]);
        if self.ledger.at_micros(last) - self.ledger.at_micros(first) > self.window {
            return None;
        }
        let len = self.ledger.len();
        let days = (self.ledger.at_micros(len - 1) - self.ledger.at_micros(0)) / DAY + 1;
        let stretch = (last - first + 1).max((len / usize::try_from(days).unwrap()).max(1));
        let rest = (len.saturating_sub(stretch)).max(stretch) + len * 1_000 / self.mean_thousandths(inwards).max(1_000);
        let counted = |range: &[Stranger]| range.iter().filter(|stranger| stranger.counted).count();
        let inside = counted(&strangers[from..=to]);
        let burst = self.chance.burst_millibits(inside, counted(strangers) - inside, stretch, rest);
        let rarity: i64 =
            strangers[from..=to].iter().filter(|stranger| stranger.counted).map(|stranger| stranger.rarity).sum();
        let places = log2_millibits(inside) + log2_millibits(stretch + rest) - log2_millibits(stretch);
        (burst > 0).then_some(Stretch { from, to, worth: burst + rarity - places })
    }
    fn stretches(&self, strangers: &[Stranger], inwards: bool, least: usize) -> Vec<Stretch> {
        let pairs = (0..strangers.len()).flat_map(|from| (from..strangers.len()).map(move |to| (from, to)));
        pairs
            .filter(|(from, to)| to - from + 1 >= least)
            // Who does not count as evidence stands in a stretch with those of the day who do.
            .filter(|&(from, to)| strangers[from].counted && (to + 1 == strangers.len() || strangers[to + 1].counted))
            .filter_map(|(from, to)| self.stretch(strangers, inwards, from, to))
            .collect()
    }
    fn payments(strangers: &[Stranger], stretch: &Stretch) -> Vec<usize> {
        let end = strangers[stretch.to].payments[0];
        let all = strangers[stretch.from..=stretch.to].iter().flat_map(|stranger| stranger.payments.iter().copied());
        all.filter(|&at| at <= end).collect()
    }
    fn fans(&self, inwards: bool) -> Sets {
        let mut found = Sets::new();
        for node in self.open_nodes() {
            let strangers = self.strangers(node, inwards);
            let mut best: BTreeMap<usize, Stretch> = BTreeMap::new();
            for stretch in self.stretches(&strangers, inwards, 3) {
                let known = best.entry(stretch.from).or_insert(stretch);
                if stretch.worth > known.worth {
                    *known = stretch;
                }
            }
            let mut left: Vec<Stretch> = best.into_values().collect();
            while let Some(&next) = left.iter().max_by_key(|stretch| (stretch.worth, usize::MAX - stretch.from)) {
                let mut positions = Self::payments(&strangers, &next);
                positions.sort_unstable();
                found.insert(positions);
                left.retain(|stretch| stretch.to < next.from || next.to < stretch.from);
            }
        }
        found
    }
    fn gather_scatters(&self) -> Sets {
        let mut found = Sets::new();
        for node in self.open_nodes() {
            let sides = [true, false].map(|inwards| self.strangers(node, inwards));
            let worthy = |side: usize| -> Vec<Stretch> {
                let all = self.stretches(&sides[side], side == 0, 2).into_iter();
                let mut worthy: Vec<Stretch> = all.filter(|stretch| stretch.worth > 2_000).collect();
                worthy.sort_by_key(|stretch| (-stretch.worth, stretch.from, stretch.to));
                worthy.truncate(64);
                worthy
            };
            let (ins, outs) = (worthy(0), worthy(1));
            let mut left: Vec<(Stretch, Stretch)> = Vec::new();
            for one in &ins {
                left.extend(outs.iter().map(|other| (*one, *other)).filter(|(one, other)| {
                    let first = |side: usize, number: usize| sides[side][number].payments[0];
                    let (a, b, c, d) = (first(0, one.from), first(0, one.to), first(1, other.from), first(1, other.to));
                    let many = (one.to - one.from + 1) + (other.to - other.from + 1) >= 5;
                    a < c && b < d && self.ledger.at_micros(d) - self.ledger.at_micros(a) <= self.window && many
                }));
            }
            left.sort_by_key(|(one, other)| (-one.worth - other.worth, one.from, one.to, other.from, other.to));
            while let Some(&(one, other)) = left.first() {
                let mut positions = Self::payments(&sides[0], &one);
                positions.extend(Self::payments(&sides[1], &other));
                positions.sort_unstable();
                found.insert(positions);
                let apart = |a: &Stretch, b: &Stretch| a.to < b.from || b.to < a.from;
                left.retain(|pair| apart(&pair.0, &one) && apart(&pair.1, &other));
            }
        }
        found
    }
}

/// A ledger with ties, parallel payments, self-payments, the outside world, pooled accounts, two currencies, accounts of
/// which nothing is known, and mostly a burst of strangers.
fn random_ledger(numbers: &mut Numbers) -> Transactions {
    const NAMES: [&str; 16] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", ""];
    let length = 8 + numbers.below(30);
    let mut at_hours: Vec<usize> = (0..length).map(|_| numbers.below(100) * 6).collect();
    // Now and then nearly all of it on one day.
    let (burst, pace) = (numbers.below(60) * 6, [1, 1, 8][numbers.below(3)]);
    let in_burst: Vec<bool> = (0..length).map(|_| numbers.below(5) < 2).collect();
    for (hour, _) in at_hours.iter_mut().zip(&in_burst).filter(|pair| *pair.1) {
        *hour = burst + numbers.below(24) / pace * 6;
    }
    let mut rows: Vec<(usize, bool)> = at_hours.into_iter().zip(in_burst).collect();
    rows.sort_unstable();
    let rows: Vec<(&str, &str, i64, i64)> = rows
        .into_iter()
        .map(|(hour, in_burst)| {
            let (mut payer, mut payee) = (NAMES[numbers.below(16)], NAMES[numbers.below(16)]);
            if in_burst {
                if hour < burst + 72 { payee = "A" } else { payer = "A" }
            }
            (payer, payee, [0, 500, 9_000, 10_000, 10_000][numbers.below(5)], hour as i64 * 3_600)
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
        ledger.hub[account] = numbers.below(40) == 0;
        ledger.in_case[account] = numbers.below(6) > 0;
    }
    ledger
}

#[test]
fn fans_and_gather_scatters_agree_with_their_definitions() {
    let mut total: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..4_000 {
        let mut numbers = Numbers(seed);
        let ledger = random_ledger(&mut numbers);
        let window_hours = [None, None, Some(96), Some(36)][numbers.below(4)];
        let only = ["fan-in", "fan-out", "gather-scatter"].map(str::to_owned).to_vec();
        let window_seconds = window_hours.map(|hours| hours * 3_600);
        let found = detect(&ledger, &Options { only, window_seconds, pieces: true, ..Options::default() }).unwrap();
        assert!(found.cut.is_empty());
        let chance = Chance::new(ledger.len());
        let reference = Reference { ledger: &ledger, chance, window: window_hours.unwrap_or(216) * 3_600_000_000 };
        let expected = [
            ("fan-in", reference.fans(true)),
            ("fan-out", reference.fans(false)),
            ("gather-scatter", reference.gather_scatters()),
        ];
        for (kind, sets) in expected {
            *total.entry(kind).or_default() += sets.len();
            let of_kind = found.findings.iter().filter(|finding| finding.kind == kind);
            // The other form of gather-scatter has its own reference; where both find the same it may be the one that is kept.
            let of_kind: Sets = of_kind
                .map(|finding| {
                    let positions = finding.transactions.iter().map(|id| id[1..].parse().unwrap());
                    (
                        finding.why.contains_key("new_payers") || finding.why.contains_key("new_payees"),
                        positions.collect(),
                    )
                })
                .filter(|(of_strangers, positions)| *of_strangers || sets.contains(positions))
                .map(|(_, positions)| positions)
                .collect();
            assert_eq!(of_kind, sets, "{kind}, seed {seed}: {ledger:#?}");
        }
    }
    println!("{total:?}");
    assert!(total.values().all(|&count| count > 500), "the random ledgers hold too little: {total:?}");
}
