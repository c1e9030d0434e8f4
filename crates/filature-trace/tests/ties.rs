//! Entries of one instant.

mod support;

use std::collections::BTreeMap;

use filature_model::{Assumption, Currency, Leg, Rule, Trace, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;
use support::{RULES, claim, config, figures};

/// Takes the order out: all rows at one instant, without sequences.
fn tied(mut ledger: Transactions) -> Transactions {
    for leg in ledger.debited.iter_mut().chain(&mut ledger.credited) {
        *leg = Leg { at_micros: 0, list: 0, sequence: Leg::NO_SEQUENCE };
    }
    ledger
}

#[allow(clippy::unwrap_used)]
fn run(ledger: &Transactions) -> Trace {
    trace(ledger, &[claim("c", &[0])], &Options::default()).unwrap()
}

proptest! {
    #![proptest_config(config(3000))]

    /// What is stated: with one claimed credit, at most one clean credit and one debit of one instant, after a
    /// known history, the range holds every order that makes no overdraft that another order does not make,
    /// and is reached at both ends.
    #[test]
    fn three_tied_entries_have_the_range_of_all_their_orders(
        opening in 0_i64..60, tainted in 1_i64..40, clean in 0_i64..40, out in 1_i64..100,
    ) {
        prop_assume!(out <= opening + tainted + clean);
        let rows = [("", "M", tainted, 1), ("", "M", clean, 1), ("M", "", out, 1)];
        let mut ledger = tied(Transactions::small(&rows));
        ledger.openings = vec![(0, Currency::EUR, opening)];
        let ranges = run(&ledger);
        for rule in RULES {
            let mut all: BTreeMap<String, Vec<i128>> = BTreeMap::new();
            let mut orders = 0;
            for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                let before = order.iter().take_while(|at| **at != 2);
                if out > opening + before.map(|at| rows[*at].2).sum::<i64>() {
                    continue;
                }
                orders += 1;
                let mut world = ledger.clone();
                for (place, at) in (0_i64..).zip(order) {
                    world.debited[at].at_micros = place;
                    world.credited[at].at_micros = place;
                }
                for (key, (figure, _)) in figures(&run(&world), rule) {
                    all.entry(key).or_default().push(figure);
                }
            }
            let found = figures(&ranges, rule);
            for (key, figures) in all {
                // A figure that is not there in some order is zero in it.
                let low = if figures.len() < orders { 0 } else { *figures.iter().min().unwrap() };
                let (found_low, found_high) = found.get(&key).copied().unwrap_or_default();
                prop_assert!(found_low <= low, "{} {key}", rule.word());
                prop_assert!(found_high >= *figures.iter().max().unwrap(), "{} {key}", rule.word());
            }
        }
    }

    /// The bank's sequence settles what the instant does not: the same as with instants of their own.
    #[test]
    fn a_sequence_is_an_order(rows in support::rows(4, 30, 16), opening in -9_i64..30) {
        let instant = rows.iter().map(|row| support::Row { delay: 0, ..*row }).collect::<Vec<_>>();
        let (apart, claims) = support::ledger(&instant, &[Some(opening); 6]);
        prop_assume!(!claims.is_empty());
        let mut sequenced = apart.clone();
        for (place, leg) in (0..).zip(&mut sequenced.debited) {
            *leg = Leg { at_micros: 0, list: 7, sequence: place };
        }
        sequenced.credited.clone_from(&sequenced.debited);
        let (one, other) = (
            trace(&apart, &claims, &Options::default()).unwrap(),
            trace(&sequenced, &claims, &Options::default()).unwrap(),
        );
        prop_assert_eq!(one, other);
    }

    /// Whatever is tied, nothing breaks, and the range holds the ledger's own order.
    #[test]
    fn tied_ledgers_hold_the_order_of_the_ledger(
        rows in support::rows(6, 30, 24), openings in proptest::array::uniform6(proptest::option::of(-9_i64..30)),
        width in 1_i64..6,
    ) {
        let instant = rows.iter().map(|row| support::Row { delay: 0, ..*row }).collect::<Vec<_>>();
        let (mut groups, claims) = support::ledger(&instant, &openings);
        prop_assume!(!claims.is_empty());
        for leg in groups.debited.iter_mut().chain(&mut groups.credited) {
            leg.at_micros /= 100 * width;
        }
        let ranges = trace(&groups, &claims, &Options::default()).unwrap();
        let (apart, _) = support::ledger(&instant, &openings);
        let world = trace(&apart, &claims, &Options::default()).unwrap();
        for rule in RULES {
            let found = figures(&ranges, rule);
            for (key, (low, high)) in figures(&world, rule) {
                let (found_low, found_high) = found.get(&key).copied().unwrap_or_default();
                prop_assert!(found_low <= low && high <= found_high, "{} {key}", rule.word());
            }
        }
    }
}

#[test]
fn a_tie_gives_low_and_high_and_says_so() {
    let mut ledger = tied(Transactions::small(&[("", "M", 1000, 1), ("M", "", 400, 1)]));
    ledger.openings = vec![(0, Currency::EUR, 500)];
    let trace = run(&ledger);
    assert_eq!(figures(&trace, Rule::Lifo)["left/t1/M/c/outside"], (0, 400));
    assert_eq!(figures(&trace, Rule::Lifo)["held/M/c"], (600, 1000));
    assert!(trace.assumptions.contains(&Assumption::TiesInSixOrders));
}

#[test]
fn a_chain_inside_one_instant_is_followed_whatever_the_order_of_the_ledger() {
    let ledger = tied(Transactions::small(&[("", "A", 500, 1), ("B", "C", 500, 1), ("A", "B", 500, 1)]));
    let trace = run(&ledger);
    assert_eq!(figures(&trace, Rule::Fifo)["held/C/c"], (0, 500));
}

#[test]
fn lists_that_contradict_each_other_are_taken_in_the_order_of_the_ledger() {
    // A: the credit t2 before the debit t1; B: the credit t1 before the debit t2. Each waits for the other.
    let rows = [("", "A", 500, 0), ("A", "B", 100, 1), ("B", "A", 100, 1)];
    let mut ledger = Transactions::small(&rows);
    ledger.openings = vec![(0, Currency::EUR, 0), (1, Currency::EUR, 100)];
    ledger.credited[1].sequence = 0;
    ledger.debited[2].sequence = 8;
    ledger.credited[2].sequence = 0;
    ledger.debited[1].sequence = 5;
    let trace = run(&ledger);
    support::assert_conserved(&trace);
    assert!(trace.assumptions.contains(&Assumption::ContradictoryOrder));
}
