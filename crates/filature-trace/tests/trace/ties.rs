//! Entries of one instant.

use crate::support;
use crate::support::reference::{World, reference};
use crate::support::{assert_inside, claim, config, exact, figures, world};
use filature_model::{Assumption, Claim, ClaimedCredit, Currency, Leg, Rule, Trace, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;

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

/// The same rows in this order, each at an instant of its own.
fn in_order(ledger: &Transactions, order: &[usize]) -> Transactions {
    let mut ordered = ledger.clone();
    for (place, &at) in (0_i64..).zip(order) {
        ordered.debited[at].at_micros = place;
        ordered.credited[at].at_micros = place;
    }
    ordered
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Claimed,
    Clean,
    Debit,
}

/// One of the six orders of the rows of one account, of which no instant has more than one debit: the ledger's;
/// claimed, debits that are covered, clean; claimed, clean, debits; clean, claimed, debits; debits that are covered,
/// clean, claimed; the ledger's reversed. None where a debit is covered neither at its place nor before all else is
/// in: there the words do not say where it stands.
fn stated_order(number: usize, rows: &[(&str, &str, i64, i64)], kinds: &[Kind], opening: i64) -> Option<Vec<usize>> {
    let mut order = Vec::new();
    let mut balance = opening;
    let sum = |rows_here: &[usize]| rows_here.iter().map(|at| rows[*at].2).sum::<i64>();
    for instant in 0..=rows.last().map_or(0, |row| row.3) {
        let rows_here: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].3 == instant).collect();
        let of = |kind: Kind| rows_here.iter().copied().filter(move |at| kinds[*at] == kind).collect::<Vec<usize>>();
        let (claimed, clean, debits) = (of(Kind::Claimed), of(Kind::Clean), of(Kind::Debit));
        let covered_after = |first: &[usize], second: &[usize]| {
            let (out, had) = (sum(&debits), balance + sum(first));
            let last = second.last().map_or(0, |at| rows[*at].2);
            if out <= had {
                Some([first, &debits, second].concat())
            } else if out > had + sum(second) - last {
                Some([first, second, &debits].concat())
            } else {
                None
            }
        };
        order.extend(match number {
            0 => rows_here.clone(),
            1 => covered_after(&claimed, &clean)?,
            2 => [&*claimed, &clean, &debits].concat(),
            3 => [&*clean, &claimed, &debits].concat(),
            4 => covered_after(&[], &[&*clean, &claimed].concat())?,
            _ => rows_here.iter().rev().copied().collect(),
        });
        balance += sum(&claimed) + sum(&clean) - sum(&debits);
    }
    Some(order)
}

proptest! {
    #![proptest_config(config(3000))]

    /// What is stated: with one claimed credit, at most one clean credit and one debit of one instant, after a
    /// known history, the range holds every order that makes no overdraft that another order does not make.
    #[test]
    fn three_tied_entries_have_the_range_of_all_their_orders(
        opening in 0_i64..60, tainted in 1_i64..40, part in 1_i64..80, clean in 0_i64..40, out in 1_i64..100,
    ) {
        prop_assume!(out <= opening + tainted + clean);
        let rows = [("", "M", tainted, 1), ("", "M", clean, 1), ("M", "", out, 1)];
        let mut ledger = tied(Transactions::small(&rows));
        ledger.openings = vec![(0, Currency::EUR, opening)];
        let part_minor = (part < tainted).then_some(part);
        let claims = [Claim { name: "c".to_owned(), credits: vec![ClaimedCredit { transaction: 0, part_minor }] }];
        let ranges = trace(&ledger, &claims, &Options::default()).unwrap();
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let before = order.iter().take_while(|at| **at != 2);
            if out > opening + before.map(|at| rows[*at].2).sum::<i64>() {
                continue;
            }
            let ordered = in_order(&ledger, &order);
            for rule in Rule::ALL {
                let world = exact(&reference(world(&ordered, &claims), rule));
                assert_inside(&figures(&ranges, rule), &world, &format!("{} in {order:?}", rule.word()));
            }
        }
    }

    /// One account, entries of a few instants, at most one debit in each: the six orders, as they are stated.
    #[test]
    fn the_range_holds_each_of_the_six_orders(
        groups in proptest::collection::vec((proptest::collection::vec((0_i64..20, 0_usize..6), 1..4), 0_i64..40), 1..4),
        opening in -5_i64..30,
        debit_at in proptest::collection::vec(0_usize..4, 5),
    ) {
        let mut rows = Vec::new();
        let mut kinds = Vec::new();
        let mut claims = [Claim::whole("z", &[]), Claim::whole("a", &[])];
        for (instant, (credits, out)) in (0_i64..).zip(&groups) {
            let mut of_instant: Vec<(i64, Option<usize>)> = credits.iter().map(|(minor, claim)| (*minor, Some(*claim))).collect();
            if *out < 30 {
                // A debit stands anywhere among the rows of its instant.
                of_instant.insert(debit_at[instant as usize] % (of_instant.len() + 1), (*out, None));
            }
            for (minor, credit) in of_instant {
                let transaction = rows.len() as u32;
                rows.push(if credit.is_some() { ("", "M", minor, instant) } else { ("M", "", minor, instant) });
                let claim = credit.and_then(|claim| claims.get_mut(claim));
                kinds.push(match (credit, &claim) {
                    (None, _) => Kind::Debit,
                    (_, Some(_)) => Kind::Claimed,
                    _ => Kind::Clean,
                });
                if let Some(claim) = claim {
                    claim.credits.push(ClaimedCredit { transaction, part_minor: None });
                }
            }
        }
        let claims: Vec<Claim> = claims.into_iter().filter(|claim| !claim.credits.is_empty()).collect();
        prop_assume!(!claims.is_empty());
        let mut ledger = Transactions::small(&rows);
        for leg in ledger.debited.iter_mut().chain(&mut ledger.credited) {
            leg.sequence = Leg::NO_SEQUENCE;
        }
        ledger.openings = vec![(0, Currency::EUR, opening)];
        let ranges = trace(&ledger, &claims, &Options::default()).unwrap();
        // Two claims that begin in one instant rank by the ledger, which another order must not change.
        let begins: Vec<i64> = claims.iter().map(|claim| rows[claim.credits[0].transaction as usize].3).collect();
        prop_assume!(begins.len() < 2 || begins[0] != begins[1]);
        for number in 0..6 {
            let Some(order) = stated_order(number, &rows, &kinds, opening) else { continue };
            let ordered = in_order(&ledger, &order);
            for rule in Rule::ALL {
                let world = exact(&reference(world(&ordered, &claims), rule));
                assert_inside(&figures(&ranges, rule), &world, &format!("{} in order {number}", rule.word()));
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

    /// The ledger's own order, by the reference: with what is asserted and taken back.
    #[test]
    fn tied_ledgers_hold_the_references_figures_in_the_order_of_the_ledger(
        rows in support::rows(6, 30, 24), openings in proptest::array::uniform6(-9_i64..30), width in 1_i64..6,
        elected in support::choices(3), linked in support::choices(3), reversed in support::choices(3),
    ) {
        let instant = rows.iter().map(|row| support::Row { delay: 0, ..*row }).collect::<Vec<_>>();
        let (mut apart, claims) = support::ledger(&instant, &openings.map(Some));
        prop_assume!(!claims.is_empty());
        apart.reversals = support::reversals(&apart, &reversed);
        let elections = support::elections(&apart, &claims, &elected);
        let links = support::links(&apart, &claims, &[], &[], &linked);
        let mut groups = apart.clone();
        for leg in groups.debited.iter_mut().chain(&mut groups.credited) {
            leg.at_micros /= 100 * width;
        }
        let options = Options { elections: elections.clone(), links: links.clone(), ..Options::default() };
        let ranges = trace(&groups, &claims, &options).unwrap();
        for rule in Rule::ALL {
            let world = World { elections: &elections, links: &links, ..world(&apart, &claims) };
            assert_inside(&figures(&ranges, rule), &exact(&reference(world, rule)), rule.word());
        }
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
        for rule in Rule::ALL {
            // Where poison may be any amount more, its range without ties says so too.
            assert_inside(&figures(&ranges, rule), &figures(&world, rule), rule.word());
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
