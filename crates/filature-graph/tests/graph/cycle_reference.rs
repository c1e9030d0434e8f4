//! Cycles and rings against their definitions, written a second time without any cleverness: every subset of the
//! payments of thousands of small random ledgers.

use crate::common::ledgers;
use std::collections::{BTreeMap, BTreeSet};

use crate::chance::{log2_millibits, log2_ratio_millibits};
use crate::common::Numbers;
use crate::common::rounds::{Node, Rounds};
use filature_graph::cycles::{Shape, all};
use filature_graph::{Options, detect};
use filature_model::{Currency, OUTSIDE, Transactions};

const HOUR: i64 = 3_600;

/// Every set of payments that goes round, in turn from its earliest.
fn turns(rounds: &Rounds<'_>) -> Vec<Vec<usize>> {
    let useful: Vec<usize> = rounds.all().filter(|&at| rounds.payee(at) != rounds.payer(at)).collect();
    let useful: Vec<usize> = useful
        .iter()
        .copied()
        .filter(|&at| useful.iter().any(|&other| rounds.payer(other) == rounds.payee(at)))
        .collect();
    assert!(useful.len() < 20, "too many subsets");
    let subset =
        |mask: u32| -> Vec<usize> { (0..useful.len()).filter(|at| mask >> at & 1 == 1).map(|at| useful[at]).collect() };
    (1_u32..1 << useful.len())
        .filter(|mask| mask.count_ones() >= 2)
        .filter_map(|mask| rounds.turn(&subset(mask)))
        .collect()
}

fn out_of_order(turn: &[usize]) -> usize {
    turn.windows(2).filter(|pair| pair[0] > pair[1]).count()
}

/// One of cycles that touch.
struct Known {
    turn: Vec<usize>,
    first: usize,
    last: usize,
}

/// Of the rounds through the same accounts in the same turn, those that touch as one, the tightest.
fn touching(rounds: &Rounds<'_>, all: Vec<Vec<usize>>) -> BTreeMap<Vec<Node>, Vec<Known>> {
    let mut by_turn: BTreeMap<Vec<Node>, Vec<Known>> = BTreeMap::new();
    for turn in all {
        let payers: Vec<Node> = turn.iter().map(|&at| rounds.payer(at)).collect();
        let key = (0..turn.len()).map(|by| [&payers[by..], &payers[..by]].concat()).min().unwrap();
        let (first, last) = (turn[0], *turn.iter().max().unwrap());
        by_turn.entry(key).or_default().push(Known { turn, first, last });
    }
    for of_turn in by_turn.values_mut() {
        while let Some((one, other)) = pair_that_touches(of_turn) {
            let (one, other) = (of_turn.swap_remove(one), of_turn.swap_remove(other));
            let turn = [one.turn, other.turn].into_iter().min_by_key(|turn| (unequal(rounds, turn), turn.clone()));
            let (first, last) = (one.first.min(other.first), one.last.max(other.last));
            of_turn.push(Known { turn: turn.unwrap(), first, last });
        }
    }
    by_turn
}

/// The later of the pair first.
fn pair_that_touches(known: &[Known]) -> Option<(usize, usize)> {
    let pairs = (0..known.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let touch =
        |&(one, other): &(usize, usize)| known[one].first <= known[other].last && known[other].first <= known[one].last;
    pairs.into_iter().find(touch)
}

fn unequal(rounds: &Rounds<'_>, turn: &[usize]) -> i64 {
    let amounts = || turn.iter().map(|&at| rounds.ledger.amount_minor[at]);
    let (least, most) = (amounts().min().unwrap(), amounts().max().unwrap());
    (most - least) * 1_000 / most
}

/// Fisher's method, with the tail of the sum as the definition bounds it.
fn joint_millibits(sum: i64, hops: usize) -> i64 {
    let (before, x) = (hops - 1, usize::try_from(sum * 693_147 / 1_000_000).unwrap());
    if before == 0 || x <= before * 1_000 {
        return if before == 0 { sum } else { 0 };
    }
    let times = log2_millibits(x) - log2_millibits(before * 1_000) + 1_443;
    let stirling = (log2_millibits(before) + 2_651) / 2;
    let series = log2_ratio_millibits(x - before * 1_000, x);
    (sum - i64::try_from(before).unwrap() * times + stirling + series).max(0)
}

/// How many orders of so many things descend no more often, and how many orders there are: by trying all.
fn orders(things: usize, descents: usize) -> (usize, usize) {
    let mut all: Vec<Vec<usize>> = vec![vec![]];
    for next in 0..things {
        let put = |order: &Vec<usize>, at: usize| [&order[..at], &[next], &order[at..]].concat();
        all = all.iter().flat_map(|order| (0..=order.len()).map(move |at| put(order, at))).collect();
    }
    (all.iter().filter(|order| out_of_order(order) <= descents).count(), all.len())
}

/// −log2 of the rings to be expected from the first account of a turn, by the payments that each could have made.
fn way_millibits(rounds: &Rounds<'_>, turn: &[usize]) -> i64 {
    let last = *turn.iter().max().unwrap();
    let choices = |hop: usize| {
        let may = |&at: &usize| {
            let any_time = hop == 0 || turn[0] <= at && at <= last;
            any_time && rounds.payer(at) == rounds.payer(turn[hop])
        };
        log2_millibits(rounds.all().filter(may).count())
    };
    let home = rounds.payer(turn[0]);
    let of_home = rounds.all().filter(|&at| rounds.payee(at) == home && rounds.payer(at).0 != OUTSIDE);
    let payers: BTreeSet<Node> = of_home.map(|at| rounds.payer(at)).collect();
    -log2_ratio_millibits(payers.len(), rounds.ledger.len()) - (0..turn.len()).map(choices).sum::<i64>()
}

/// −log2 of the share of payments that lie as close to `before` as `next` does.
fn closeness_millibits(rounds: &Rounds<'_>, currency: Currency, before: i64, next: i64) -> i64 {
    let amount = |at: usize| match rounds.payer(at).0 {
        OUTSIDE => rounds.arrived(at),
        _ => (rounds.ledger.amount_minor[at], rounds.ledger.currency[at]),
    };
    let inside = |at: &usize| rounds.payer(*at).0 != OUTSIDE || rounds.payee(*at).0 != OUTSIDE;
    let all: Vec<i64> =
        rounds.all().filter(inside).map(amount).filter(|known| known.1 == currency).map(|known| known.0).collect();
    let (before, next) = (i128::from(before.max(1)), i128::from(next.max(1)));
    let (low, high) = (before.min(next), before.max(next));
    let close = |&&amount: &&i64| {
        let amount = i128::from(amount);
        before * low <= amount * high && amount * low <= before * high
    };
    -log2_ratio_millibits(all.iter().filter(close).count().max(1), all.len().max(1))
}

/// Whether the payments between the two ends of one stand more than nine days apart.
fn is_habit(rounds: &Rounds<'_>, one: usize) -> bool {
    let ends = |at: usize| (rounds.payer(at), rounds.payee(at));
    let all: Vec<i64> =
        rounds.all().filter(|&at| ends(at) == ends(one)).map(|at| rounds.ledger.at_micros(at)).collect();
    all[all.len() - 1] - all[0] > 9 * 86_400_000_000
}

/// How surprising a ring out of order is: part of its definition.
fn score(rounds: &Rounds<'_>, turn: &[usize]) -> i64 {
    let closeness = |pair: &[usize]| {
        let currency = rounds.payer(pair[1]).1;
        closeness_millibits(rounds, currency, rounds.arrived(pair[0]).0, rounds.ledger.amount_minor[pair[1]])
    };
    let amounts = joint_millibits(turn.windows(2).map(closeness).sum(), turn.len() - 1);
    let (as_few, orders) = orders(turn.len() - 1, out_of_order(turn));
    let walks = log2_millibits(turn.len()) - log2_ratio_millibits(as_few, orders);
    let strange = turn.iter().filter(|&&at| !is_habit(rounds, at)).count();
    let count = |count: usize| i64::try_from(count).unwrap();
    let way = way_millibits(rounds, turn);
    let way = if way > 0 { way * count(strange) / count(turn.len()) } else { way };
    way + amounts + walks - log2_millibits(rounds.nodes().len())
}

fn is_ring(rounds: &Rounds<'_>, turn: &[usize]) -> bool {
    let alike = |before: usize, next: usize| {
        let (came, went) = (rounds.arrived(before).0, rounds.ledger.amount_minor[next]);
        came <= 2 * went && went <= 2 * came
    };
    turn.len() >= 5
        && (1..=4).contains(&out_of_order(turn))
        && turn.windows(2).all(|pair| alike(pair[0], pair[1]))
        && alike(turn[turn.len() - 1], turn[0])
}

/// The transactions of all findings.
fn findings(rounds: &Rounds<'_>) -> BTreeSet<Vec<usize>> {
    let mut turns = turns(rounds);
    turns.retain(|turn| turn.len() <= 12 && turn.iter().all(|&at| !rounds.pooled(rounds.payer(at))));
    let (in_order, rest): (Vec<_>, Vec<_>) = turns.into_iter().partition(|turn| rounds.in_order(turn));
    let cycles = touching(rounds, in_order);
    let rings = touching(rounds, rest.into_iter().filter(|turn| is_ring(rounds, turn)).collect());
    let mut found: BTreeSet<Vec<usize>> = cycles.values().flatten().map(|known| known.turn.clone()).collect();
    for (key, of_turn) in &rings {
        let cycles = cycles.get(key).map_or(&[][..], Vec::as_slice);
        let alone = |ring: &&Known| cycles.iter().all(|cycle| cycle.last < ring.first || ring.last < cycle.first);
        for ring in of_turn.iter().filter(alone).filter(|ring| score(rounds, &ring.turn) >= 6_644) {
            found.insert(ring.turn.iter().copied().collect::<BTreeSet<_>>().into_iter().collect());
        }
    }
    found
}

fn random(numbers: &mut Numbers, amounts: &[i64]) -> Transactions {
    let (length, hours, accounts) = (5 + numbers.below(9), [18, 90, 240][numbers.below(3)], 2 + numbers.below(6));
    // Now and then a payment that does not go to the next account in turn; the rarer, the more long cycles.
    let stray = [4, 30][numbers.below(2)];
    ledgers::small(numbers, length, hours, amounts, &|numbers, number| {
        let payer = if numbers.below(stray) > 0 { number % accounts } else { numbers.below(accounts) };
        (payer, if numbers.below(stray) > 0 { (payer + 1) % accounts } else { numbers.below(accounts) })
    })
}

#[test]
fn all_cycles_are_those_of_the_definition() {
    let mut total = BTreeMap::new();
    for seed in 0..16_000 {
        let mut numbers = Numbers(seed);
        let ledger = random(&mut numbers, &[0, 1, 2, 3, 100, 200, 100_000, 100_001]);
        let shape = Shape {
            window_seconds: [96, 24, 6][numbers.below(3)] * HOUR,
            strict: numbers.below(2) == 0,
            most_hops: [None, None, Some(3), Some(1)][numbers.below(4)],
            through_pooled: numbers.below(2) == 0,
        };
        let rounds = Rounds { ledger: &ledger, window_micros: shape.window_seconds * 1_000_000, strict: shape.strict };
        let allowed = |turn: &Vec<usize>| {
            rounds.in_order(turn)
                && shape.most_hops.is_none_or(|most| turn.len() <= most)
                && (shape.through_pooled || turn.iter().all(|&at| !rounds.pooled(rounds.payer(at))))
        };
        let expected: BTreeSet<Vec<usize>> = turns(&rounds).into_iter().filter(allowed).collect();
        let found = all(&ledger, &shape).unwrap();
        let listed: Vec<Vec<usize>> = found.iter().map(|cycle| cycle.iter().map(|&at| at as usize).collect()).collect();
        assert!(listed.is_sorted(), "seed {seed}: in the order of their transactions, each once");
        assert_eq!(listed, expected.into_iter().collect::<Vec<_>>(), "seed {seed}: {shape:?}");
        assert_eq!(found.by_hops().iter().sum::<u64>(), listed.len() as u64);
        for cycle in listed {
            *total.entry(cycle.len()).or_insert(0) += 1;
        }
    }
    assert!((2..7).all(|hops| total[&hops] > 100), "too few to tell: {total:?}");
}

#[test]
fn the_pattern_is_that_of_the_definition() {
    const AMOUNTS: [i64; 10] = [0, 3_000, 5_000, 9_000, 9_500, 10_000, 10_000, 10_500, 20_000, 30_000];
    let mut total: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..10_000 {
        let mut numbers = Numbers(seed);
        let ledger = random(&mut numbers, &AMOUNTS);
        let (window, strict) = ([None, None, Some(24), Some(6)][numbers.below(4)], numbers.below(4) == 0);
        compare(&ledger, window, strict, seed, &mut total);
    }
    assert!(total["cycle"] > 5_000 && total["long"] > 500, "too few to tell: {total:?}");
}

/// A ring among many payments that have nothing to do with it, so that it surprises.
#[test]
fn rings_out_of_order_are_those_of_the_definition() {
    let mut total: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..3_000 {
        let mut numbers = Numbers(seed);
        let (accounts, turns) = (5 + numbers.below(4), 1 + numbers.below(2));
        let length = accounts * turns;
        let mut order: Vec<usize> = (0..length).collect();
        for at in 1..length {
            order.swap(at, numbers.below(at + 1));
        }
        let amounts = [&[10_000, 10_100, 10_300, 9_900, 9_000][..], &[5_000, 10_000, 20_000, 20_001]][numbers.below(2)];
        let core = ledgers::small(&mut numbers, length, 90, amounts, &|numbers, number| {
            let payer = order[number] % accounts;
            (payer, if numbers.below(12) == 0 { numbers.below(accounts) } else { (payer + 1) % accounts })
        });
        let ledger = with_noise(&core);
        compare(&ledger, [None, Some(48)][numbers.below(2)], numbers.below(4) == 0, seed, &mut total);
    }
    assert!(total["ring"] > 300 && total["cycle"] > 100, "too few to tell: {total:?}");
}

/// The ledger with 200 payments before it, from one account to another, of amounts all over the place.
fn with_noise(core: &Transactions) -> Transactions {
    let names: Vec<&str> = core.accounts.iter().map(|account| account.as_str()).collect();
    let name = |account: u32| names.get(account as usize).copied().unwrap_or("");
    let noise = (0..200).map(|at: i64| ("X", "Y", 1 + at * at * at, -1_000_000));
    let rows = (0..core.len()).map(|at| {
        (name(core.debtor[at]), name(core.creditor[at]), core.amount_minor[at], core.at_micros(at) / 1_000_000)
    });
    Transactions::small(&noise.chain(rows).collect::<Vec<_>>())
}

fn compare(ledger: &Transactions, window: Option<i64>, strict: bool, seed: u64, total: &mut BTreeMap<&str, usize>) {
    let window_seconds = window.map(|hours| hours * HOUR);
    let rounds = Rounds { ledger, window_micros: window_seconds.unwrap_or(96 * HOUR) * 1_000_000, strict };
    let expected = findings(&rounds);
    let only = vec!["cycle".to_owned()];
    let found = detect(ledger, &Options { only, window_seconds, strict, pieces: true, ..Options::default() }).unwrap();
    assert!(found.cut.is_empty());
    let positions = |ids: &[String]| ids.iter().map(|id| id[1..].parse().unwrap()).collect::<Vec<usize>>();
    let sets: Vec<Vec<usize>> = found.findings.iter().map(|finding| positions(&finding.transactions)).collect();
    let set: BTreeSet<Vec<usize>> = sets.iter().cloned().collect();
    assert!(set.len() == sets.len(), "seed {seed}: one twice in {sets:?}");
    assert_eq!(expected, set, "seed {seed}, strict {strict}, {window:?}: {ledger:#?}");
    for positions in &expected {
        let ring = !rounds.in_order(&rounds.turn(positions).unwrap());
        *total.entry(if ring { "ring" } else { "cycle" }).or_default() += 1;
        *total.entry("long").or_default() += usize::from(positions.len() > 3);
    }
}
