//! Funnels against their definition, written a second time without any cleverness, on thousands of small random ledgers.

use crate::common::ledgers;
use std::collections::BTreeSet;

use crate::common::Numbers;
use crate::common::pieces::{Sets, assert_agrees, unions};
use filature_graph::{Options, detect};
use filature_model::{Currency, Cut, Lack, Locality, OUTSIDE, Transactions, UNPLACED};

type Node = (u32, Currency);

const DAY: i64 = 86_400_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
    window: i64,
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
    fn written(&self, place: Option<&u32>) -> Option<&Locality> {
        place.filter(|&&place| place != UNPLACED).map(|&place| &self.ledger.places[place as usize])
    }
    fn place(&self, at: usize) -> Option<&Locality> {
        self.written(self.ledger.place.get(at))
    }

    fn apart(one: &Locality, other: &Locality) -> bool {
        let differ = |one: Option<&str>, other: Option<&str>| one.is_some() && other.is_some() && one != other;
        differ(one.country(), other.country()) || differ(one.town(), other.town())
    }

    fn is_far_credit(&self, node: Node, at: usize) -> bool {
        let home = self.written(self.ledger.home.get(node.0 as usize));
        let far = self.place(at).is_some_and(|place| home.is_none_or(|home| Self::apart(place, home)));
        self.moves(at) && self.payee(at) == node && far
    }

    /// What takes part between two positions.
    fn walk(&self, node: Node, from: usize, to: usize) -> Vec<usize> {
        let mut part: Vec<usize> = Vec::new();
        for at in from..=to {
            let ins: Vec<usize> = part.iter().copied().filter(|&at| self.payee(at) == node).collect();
            let outs = || part.iter().copied().filter(|&at| self.payer(at) == node);
            let countries: BTreeSet<_> = ins.iter().filter_map(|&at| self.place(at).unwrap().country()).collect();
            let towns: BTreeSet<_> = ins.iter().filter_map(|&at| self.place(at).unwrap().town()).collect();
            let came: i64 = ins.iter().map(|&at| self.arrived(at).0).sum();
            let went: i64 = outs().map(|at| self.ledger.amount_minor[at]).sum();
            let stay = ins.last().map(|&last| self.ledger.at_micros(at) - self.ledger.at_micros(last));
            let drawn = self.place(at);
            let counts = self.moves(at)
                && self.payer(at) == node
                && ins.len() >= 4
                && (countries.len() >= 3 || towns.len() >= 3)
                && drawn.is_some_and(|drawn| ins.iter().all(|&at| Self::apart(self.place(at).unwrap(), drawn)))
                && stay.is_some_and(|stay| stay <= 2 * DAY && (stay > 0 || !self.strict))
                && went + self.ledger.amount_minor[at] <= came;
            if counts || self.is_far_credit(node, at) {
                part.push(at);
            }
        }
        part
    }

    fn is_funnel(&self, node: Node, from: usize, to: usize) -> bool {
        let part = self.walk(node, from, to);
        let came: i64 = part.iter().filter(|&&at| self.payee(at) == node).map(|&at| self.arrived(at).0).sum();
        let went: i64 = part.iter().filter(|&&at| self.payer(at) == node).map(|&at| self.ledger.amount_minor[at]).sum();
        let close = self.ledger.at_micros(to) - self.ledger.at_micros(from) <= self.window;
        close && part.last() == Some(&to) && self.payer(to) == node && went * 10 >= came * 8
    }

    fn all(&self) -> Sets {
        let all = || 0..self.ledger.len();
        let nodes: BTreeSet<Node> = all().flat_map(|at| [self.payer(at), self.payee(at)]).collect();
        let mut sets = Sets::new();
        for node in nodes.into_iter().filter(|node| node.0 != OUTSIDE && !self.ledger.hub[node.0 as usize]) {
            let starts = all().filter(|&from| self.is_far_credit(node, from));
            let pairs = starts.flat_map(|from| (from + 1..self.ledger.len()).map(move |to| (from, to)));
            let spans: Vec<_> = pairs.filter(|&(from, to)| self.is_funnel(node, from, to)).collect();
            for (from, to) in unions(&spans) {
                let mut part = self.walk(node, from, to);
                while self.payee(part[part.len() - 1]) == node {
                    part.pop();
                }
                sets.insert(part);
            }
        }
        sets
    }
}

fn random(numbers: &mut Numbers) -> Transactions {
    const PLACES: [(&str, &str); 8] = [
        ("", "LILLE"),
        ("", "METZ"),
        ("BE", ""),
        ("BE", "GAND"),
        ("DE", ""),
        ("FR", "LILLE"),
        ("FR", "LYON"),
        ("FR", "PAU"),
    ];
    const AMOUNTS: [i64; 6] = [10_000, 10_000, 9_500, 9_000, 20_000, 0];
    let (length, hours) = (8 + numbers.below(7), [24, 60, 60, 150][numbers.below(4)]);
    let rounds = 1 + numbers.below(2);
    // Credits in the first half of each round, and what is drawn in the second.
    let inwards = move |number: usize| number * rounds % length < length / 2 + 1;
    let pair = |numbers: &mut Numbers, number: usize| {
        let other = [10, 10, numbers.below(4)][numbers.below(3)];
        if inwards(number) { (other, 5) } else { (5, other) }
    };
    let amounts = &AMOUNTS[..6 - numbers.below(5)];
    let mut ledger = ledgers::small(numbers, length, hours, amounts, &pair);
    let written = |&(country, town): &(&str, &str)| Locality::written(Some(country), Some(town)).unwrap();
    ledger.places = PLACES.iter().map(written).collect();
    let some = |numbers: &mut Numbers| match numbers.below(16) {
        0 => UNPLACED,
        _ => u32::try_from(numbers.below(8)).unwrap(),
    };
    let drawn = some(numbers);
    let mut place = |at: usize| match inwards(at) || numbers.below(8) == 0 {
        true => Some(some(numbers)).filter(|&place| place != drawn || numbers.below(4) == 0).unwrap_or(1),
        false => drawn,
    };
    ledger.place = (0..ledger.len()).map(&mut place).collect();
    if numbers.below(2) == 0 {
        ledger.home = ledger.accounts.iter().map(|_| some(numbers)).collect();
    }
    ledger
}

#[test]
fn funnels_agree_with_their_definition() {
    let mut total = 0;
    for seed in 0..20_000 {
        let mut numbers = Numbers(seed);
        let ledger = random(&mut numbers);
        let window_days = [None, None, Some(1), Some(30)][numbers.below(4)];
        let strict = numbers.below(3) == 0;
        let options = Options {
            only: vec!["funnel".into()],
            window_seconds: window_days.map(|days| days * 86_400),
            strict,
            ..Options::default()
        };
        let reference = Reference { ledger: &ledger, window: window_days.unwrap_or(9) * DAY, strict };
        let sets = reference.all();
        total += sets.len();
        assert_agrees(&ledger, options, &sets, seed);
    }
    println!("{total} funnels");
    assert!(total > 500, "the random ledgers hold too little: {total}");
}

#[test]
fn without_any_place_nothing_is_searched_and_that_is_said() {
    let options = Options { only: vec!["funnel".into()], ..Options::default() };
    let found = detect(&Transactions::small(&[("A", "B", 1, 1)]), &options).unwrap();
    assert_eq!(found.cut, [Cut::NotSearched { pattern: "funnel".into(), lack: Lack::Places }]);
}

/// A week of notes paid in at four towns and drawn in a fifth ranks before a salesman, who pays in on his round each week
/// and draws at home.
#[test]
fn new_places_rank_before_a_round_of_every_week() {
    const TOWNS: [&str; 6] = ["BREST", "LILLE", "LYON", "MARSEILLE", "METZ", "NANTES"];
    let mut rows: Vec<(&str, &str, i64, i64, u32)> = Vec::new();
    for week in 0..20 {
        for (number, town) in (0_i64..).zip([0, 1, 2, 4]) {
            rows.push(("", "SALESMAN", 50_000, (week * 7 + number / 2) * 24 + 10 + number, town));
        }
        rows.push(("SALESMAN", "", 190_000, (week * 7 + 2) * 24 + 9, 5));
    }
    for (number, town) in (0_i64..).zip([1, 4, 2, 5, 1, 4, 2]) {
        rows.push(("", "FUNNEL", 40_000, (60 + number) * 24 + 11, town));
        if number > 2 {
            rows.push(("FUNNEL", "", 65_000, (60 + number) * 24 + 20, 3));
        }
    }
    rows.sort_by_key(|row| row.3);
    let plain: Vec<_> = rows.iter().map(|row| (row.0, row.1, row.2, row.3 * 3_600)).collect();
    let mut ledger = Transactions::small(&plain);
    ledger.places = TOWNS.iter().map(|town| Locality::written(Some("FR"), Some(town)).unwrap()).collect();
    ledger.place = rows.iter().map(|row| row.4).collect();
    let found = detect(&ledger, &Options { only: vec!["funnel".into()], ..Options::default() }).unwrap();
    let hubs: Vec<_> = found.findings.iter().map(|finding| finding.accounts[0].account.as_str()).collect();
    assert_eq!(hubs, ["FUNNEL", "SALESMAN"], "his rounds are one scheme");
    assert!(found.findings[0].score > 2 * found.findings[1].score, "{:?}", found.findings);
}
