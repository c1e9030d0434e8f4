//! How a held amount came to be where it is.

use filature_model::{Held, Link, OUTSIDE, Rule, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;

use crate::support::{self, RULES, claim, config, ledger, minor, rows};

/// The paths of what is held in one account, as amounts and ids.
fn paths_of(held: &[Held], account: &str) -> Vec<(String, Vec<String>)> {
    let held = held.iter().find(|held| held.account == account).unwrap();
    let paths = held.paths.as_ref().unwrap();
    let steps = |path: &filature_model::Path| path.steps.iter().map(|step| step.transaction.clone()).collect();
    paths.paths.iter().map(|path| (path.amount.clone(), steps(path))).collect()
}

fn path(amount: &str, steps: &[&str]) -> (String, Vec<String>) {
    (amount.to_owned(), steps.iter().map(|step| (*step).to_owned()).collect())
}

#[test]
fn the_largest_path_comes_first_and_the_rest_is_counted() {
    let ledger = Transactions::small(&[
        ("", "A", 1000, 1),
        ("", "B", 500, 2),
        ("A", "B", 700, 3),
        ("A", "C", 300, 4),
        ("B", "C", 1200, 5),
    ]);
    let claims = [claim("c", &[0, 1])];
    let run = |paths| trace(&ledger, &claims, &Options { paths, ..Options::default() }).unwrap();
    let all = run(9);
    for rule in RULES {
        let found = paths_of(&all.rules[rule.word()].held, "C");
        let expected = [path("7.00", &["t0", "t2", "t4"]), path("5.00", &["t1", "t4"]), path("3.00", &["t0", "t3"])];
        assert_eq!(found, expected, "{}", rule.word());
    }
    let one = run(1);
    let paths = one.rules["fifo"].held[0].paths.clone().unwrap();
    assert_eq!((paths.amount.as_str(), paths.more, paths.more_amount.as_str()), ("15.00", 2, "8.00"));
    assert!(run(0).rules["fifo"].held[0].paths.is_none() && all.rules["poison"].held[0].paths.is_none());
}

#[test]
fn which_of_a_claims_own_units_left_is_said_by_fifo_and_lifo() {
    let rows = [("", "A", 100, 1), ("", "A", 100, 2), ("A", "B", 100, 3)];
    let trace = trace(&Transactions::small(&rows), &[claim("c", &[0, 1])], &Options { paths: 5, ..Options::default() })
        .unwrap();
    let came = |rule: Rule| paths_of(&trace.rules[rule.word()].held, "B");
    assert_eq!(came(Rule::Fifo), [path("1.00", &["t0", "t2"])]);
    assert_eq!(came(Rule::Lifo), [path("1.00", &["t1", "t2"])]);
}

#[test]
fn a_link_has_both_its_sides_in_the_path() {
    let ledger = Transactions::small(&[("", "A", 100, 1), ("A", "", 100, 2), ("", "B", 100, 3)]);
    let links = vec![Link { debit: 1, credit: 2, reason: "carried by hand".to_owned() }];
    let trace = trace(&ledger, &[claim("c", &[0])], &Options { links, paths: 5, ..Options::default() }).unwrap();
    assert_eq!(paths_of(&trace.rules["fifo"].held, "B"), [path("1.00", &["t0", "t1", "t2"])]);
    let step = &trace.rules["fifo"].held[0].paths.as_ref().unwrap().paths[0].steps[1];
    assert_eq!(step.account, "A");
    assert_eq!(trace.rules_alone["fifo"].left[0].transaction, "t1");
}

proptest! {
    #![proptest_config(config(3000))]

    /// Every unit held has one path, which begins at a claimed credit, and in which each payer is the payee before it.
    #[test]
    fn the_paths_of_a_held_amount_add_up_and_hang_together(
        rows in rows(6, 40, 32), openings in proptest::array::uniform6(-20_i64..40),
        reversed in support::choices(3), linked in support::choices(3),
    ) {
        let (mut ledger, claims) = ledger(&rows, &openings.map(Some));
        prop_assume!(!claims.is_empty());
        ledger.reversals = support::reversals(&ledger, &reversed);
        let links = support::links(&ledger, &claims, &[], &[], &linked);
        let trace = trace(&ledger, &claims, &Options { links, paths: usize::MAX, ..Options::default() }).unwrap();
        let at = |id: &str| ledger.ids.iter().position(|known| known == id).unwrap();
        for rule in RULES {
            for held in &trace.rules[rule.word()].held {
                let paths = held.paths.as_ref().unwrap();
                prop_assert_eq!((&held.low, &held.high, paths.more), (&paths.amount, &paths.amount, 0));
                let sum: i128 = paths.paths.iter().map(|path| minor(&path.amount)).sum();
                prop_assert_eq!(sum, minor(&held.high));
                prop_assert!(paths.paths.is_sorted_by_key(|path| -minor(&path.amount)));
                for path in &paths.paths {
                    let first = at(&path.steps[0].transaction) as u32;
                    let claim = claims.iter().find(|claim| claim.name == held.claim).unwrap();
                    prop_assert!(claim.credits.iter().any(|credit| credit.transaction == first));
                    prop_assert_eq!(&path.steps.last().unwrap().account, &held.account);
                    for pair in path.steps.windows(2) {
                        let (payer, at) = (ledger.debtor[at(&pair[1].transaction)], &pair[0].account);
                        let is_linked = payer == OUTSIDE || !ledger.in_case[payer as usize];
                        prop_assert!(is_linked || ledger.accounts[payer as usize].as_str() == at);
                    }
                }
            }
        }
    }
}
