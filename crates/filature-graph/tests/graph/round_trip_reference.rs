//! Round trips against their definition, written a second time without any cleverness: every two to four payments of
//! thousands of small random ledgers, and a flow that is pushed through every account at every moment.

use crate::common::ledgers;
use std::collections::{BTreeMap, BTreeSet};

use crate::common::Numbers;
use crate::common::rounds::{Node, Rounds};
use filature_graph::{Options, detect};
use filature_model::{Reason, Transactions};

/// All ways of all homes: sets of two to four payments that go round in time order.
fn ways(rounds: &Rounds<'_>) -> BTreeMap<Node, Vec<Vec<usize>>> {
    let all: Vec<usize> = rounds.all().collect();
    let mut sets: Vec<Vec<usize>> = vec![vec![]];
    for &at in &all {
        let longer: Vec<Vec<usize>> =
            sets.iter().filter(|set| set.len() < 4).map(|set| [&set[..], &[at]].concat()).collect();
        sets.extend(longer);
    }
    let mut ways: BTreeMap<Node, Vec<Vec<usize>>> = BTreeMap::new();
    for turn in sets.iter().filter(|set| set.len() >= 2).filter_map(|set| rounds.turn(set)) {
        if rounds.in_order(&turn) && turn.iter().all(|&at| !rounds.pooled(rounds.payer(at))) {
            ways.entry(rounds.payer(turn[0])).or_default().push(turn);
        }
    }
    ways
}

/// Joins ways that have a payment in common for as long as there are two such classes.
fn classes(ways: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let mut classes: Vec<Vec<Vec<usize>>> = ways.into_iter().map(|way| vec![way]).collect();
    loop {
        let share = |one: &Vec<Vec<usize>>, other: &Vec<Vec<usize>>| {
            one.iter().flatten().any(|at| other.iter().flatten().any(|known| known == at))
        };
        let mut pairs = (0..classes.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        let Some((one, other)) = pairs.find(|&(one, other)| share(&classes[one], &classes[other])) else { break };
        let joined = classes.swap_remove(one);
        classes[other].extend(joined);
    }
    classes
}

/// An account before so many transactions of the ledger are done.
type Moment = (Node, usize);

/// The greatest flow from home back to it: a path with room at a time, through any account at any moment.
struct Flow<'a, 'b> {
    rounds: &'a Rounds<'b>,
    home: Node,
    room: BTreeMap<(Moment, Moment), i64>,
}

impl Flow<'_, '_> {
    /// When a payment takes money: before all that it does not follow.
    fn departure(&self, at: usize) -> usize {
        (0..=at).find(|&before| !self.rounds.follows(before, at)).unwrap()
    }

    fn greatest(rounds: &Rounds<'_>, home: Node, payments: &[usize]) -> i64 {
        let (mut flow, last) = (Flow { rounds, home, room: BTreeMap::new() }, rounds.ledger.len());
        for &at in payments {
            let (from, to) = (rounds.payer(at), rounds.payee(at));
            // Money leaves home at the beginning of time and is home again at its end.
            let from = if from == home { (home, 0) } else { (from, flow.departure(at)) };
            let to = if to == home { (home, last + 1) } else { (to, at + 1) };
            let amount = rounds.ledger.amount_minor[at].min(rounds.arrived(at).0);
            *flow.room.entry((from, to)).or_default() += amount;
        }
        for node in rounds.nodes().into_iter().filter(|&node| node != home) {
            for moment in 0..last {
                flow.room.insert(((node, moment), (node, moment + 1)), i64::MAX / 2);
            }
        }
        let mut sum = 0;
        while let Some(pushed) = flow.push((home, 0), i64::MAX, &mut BTreeSet::new()) {
            sum += pushed;
        }
        sum
    }

    fn push(&mut self, from: Moment, most: i64, seen: &mut BTreeSet<Moment>) -> Option<i64> {
        if from.0 == self.home && from.1 > 0 {
            return Some(most);
        }
        seen.insert(from);
        let open: Vec<_> =
            self.room.iter().filter(|edge| edge.0.0 == from && *edge.1 > 0).map(|edge| (edge.0.1, *edge.1)).collect();
        for (to, room) in open {
            if !seen.contains(&to)
                && let Some(pushed) = self.push(to, most.min(room), seen)
            {
                *self.room.entry((from, to)).or_default() -= pushed;
                *self.room.entry((to, from)).or_default() += pushed;
                return Some(pushed);
            }
        }
        None
    }
}

/// The transactions of each round trip, and what can have gone round in it, from one home or from several.
fn findings(rounds: &Rounds<'_>) -> BTreeMap<Vec<usize>, BTreeSet<i64>> {
    let mut found: BTreeMap<Vec<usize>, BTreeSet<i64>> = BTreeMap::new();
    for (home, ways) in ways(rounds) {
        for class in classes(ways).into_iter().filter(|class| class.len() >= 2) {
            let payments: Vec<usize> = class.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
            let outs = payments.iter().filter(|&&at| rounds.payer(at) == home);
            let out: i64 = outs.map(|&at| rounds.ledger.amount_minor[at]).sum();
            let backs = payments.iter().filter(|&&at| rounds.payee(at) == home);
            let back: i64 = backs.map(|&at| rounds.arrived(at).0).sum();
            let flow = Flow::greatest(rounds, home, &payments);
            if flow * 1_000 / out >= 800 && back * 1_000 / out <= 1_250 {
                found.entry(payments).or_default().insert(flow);
            }
        }
    }
    found
}

fn random(numbers: &mut Numbers) -> Transactions {
    const AMOUNTS: [i64; 10] = [0, 4_800, 5_000, 5_000, 9_000, 9_600, 10_000, 10_000, 10_001, 20_000];
    let (length, hours, accounts) = (4 + numbers.below(7), [18, 240, 1_200][numbers.below(3)], 2 + numbers.below(4));
    let amounts = [&AMOUNTS[..], &AMOUNTS[1..4], &AMOUNTS[4..9]][numbers.below(3)];
    // Most of the time first out of one account, then on among the others, then home.
    let shaped = numbers.below(3) > 0;
    ledgers::small(numbers, length, hours, amounts, &|numbers, number| {
        let any = 1 + numbers.below(accounts);
        match number * 3 / length {
            _ if !shaped => (numbers.below(accounts), numbers.below(accounts)),
            0 => (0, any),
            1 => (any, 1 + numbers.below(accounts)),
            _ => (any, 0),
        }
    })
}

#[test]
fn round_trips_are_those_of_the_definition() {
    let (mut all, mut split, mut parted) = (0, 0, 0);
    for seed in 0..30_000 {
        let mut numbers = Numbers(seed);
        let ledger = random(&mut numbers);
        let (window, strict) = ([None, None, Some(24)][numbers.below(3)], numbers.below(4) == 0);
        let window_seconds = window.map(|hours| hours * 3_600);
        let window_micros = window_seconds.unwrap_or(30 * 86_400) * 1_000_000;
        let rounds = Rounds { ledger: &ledger, window_micros, strict };
        let expected = findings(&rounds);
        let only = vec!["round-trip".to_owned()];
        let options = Options { only, window_seconds, strict, pieces: true, ..Options::default() };
        let found = detect(&ledger, &options).unwrap();
        assert!(found.cut.is_empty());
        let positions = |ids: &[String]| ids.iter().map(|id| id[1..].parse().unwrap()).collect::<Vec<usize>>();
        let sets: Vec<Vec<usize>> = found.findings.iter().map(|finding| positions(&finding.transactions)).collect();
        assert!(sets.len() == expected.len(), "seed {seed}: {sets:?}, not {expected:?}: {ledger:#?}");
        for (finding, set) in found.findings.iter().zip(&sets) {
            let flow: i64 = finding.amount.replace('.', "").parse().unwrap();
            assert!(expected.get(set).is_some_and(|flows| flows.contains(&flow)), "seed {seed}: {set:?} {flow}");
            let three = finding.accounts.len() > 2;
            (all, split) = (all + 1, split + usize::from(three));
            parted += usize::from(three && finding.why["returned_permille"] != Reason::Number(1_000));
        }
    }
    assert!(all > 1_000 && split > 300 && parted > 100, "too few to tell: {all} {split} {parted}");
}

#[test]
fn what_splits_and_merges_on_its_way_is_one_round_trip() {
    let ledger = Transactions::small(&[
        ("A", "B", 10_000, 0),
        ("B", "C", 5_000, 86_400),
        ("B", "D", 5_000, 90_000),
        ("D", "A", 4_800, 200_000),
        ("C", "A", 4_800, 200_000),
        ("A", "E", 700, 300_000),
    ]);
    let options = Options { only: vec!["round-trip".to_owned()], ..Options::default() };
    let found = detect(&ledger, &options).unwrap().findings;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].transactions, ["t0", "t1", "t2", "t3", "t4"]);
    assert_eq!((found[0].amount.as_str(), &found[0].why["returned_permille"]), ("96.00", &Reason::Number(960)));
    let roles: Vec<_> = found[0].accounts.iter().map(|member| format!("{} {}", member.account, member.role)).collect();
    assert_eq!(roles, ["A source", "B member", "C member", "D member"]);
}
