//! The public test vectors (`docs/concepts/tracing.md`), V1 to V5 and V7, in minor units.

mod support;

use filature_model::{Rule, Transactions};
use filature_trace::{Options, trace};
use support::{RULES, claim, figures};

/// Runs all rules and compares each with its column: `(key, minor units)`.
#[allow(clippy::unwrap_used)]
fn check(rows: &[(&str, &str, i64, i64)], claims: &[(&str, u32)], expected: [&[(&str, i128)]; 4]) {
    let ledger = Transactions::small(rows);
    let claims: Vec<_> = claims.iter().map(|(name, at)| claim(name, &[*at])).collect();
    let trace = trace(&ledger, &claims, &Options::default()).unwrap();
    support::assert_conserved(&trace);
    for (rule, expected) in RULES.into_iter().zip(expected) {
        let found = figures(&trace, rule);
        let expected: support::Figures = expected.iter().map(|(key, sum)| ((*key).to_owned(), (*sum, *sum))).collect();
        let is_held = |key: &str| expected.keys().all(|other| other.starts_with("held")) && key.starts_with("left");
        let found: support::Figures = found.into_iter().filter(|(key, _)| !is_held(key)).collect();
        assert_eq!(found, expected, "{}", rule.word());
    }
}

#[test]
fn v1_todd() {
    check(
        &[("", "M", 1000, 1), ("", "M", 1000, 2), ("M", "", 1000, 3), ("", "M", 1000, 4), ("M", "", 1000, 5)],
        &[("Paul", 0), ("Michael", 1), ("Karen", 3)],
        [
            &[("held/M/Karen", 1000)],
            &[("held/M/Paul", 1000)],
            &[("held/M/Paul", 250), ("held/M/Michael", 250), ("held/M/Karen", 500)],
            &[("held/M/Paul", 250), ("held/M/Michael", 250), ("held/M/Karen", 500)],
        ],
    );
}

#[test]
fn v2_barlow_clowes() {
    check(
        &[("", "M", 100_000, 1), ("", "M", 200_000, 2), ("M", "", 60_000, 3)],
        &[("A", 0), ("B", 1)],
        [
            &[("held/M/A", 40_000), ("held/M/B", 200_000)],
            &[("held/M/A", 100_000), ("held/M/B", 140_000)],
            &[("held/M/A", 80_000), ("held/M/B", 160_000)],
            &[("held/M/A", 80_000), ("held/M/B", 160_000)],
        ],
    );
}

#[test]
fn v3_peter_and_lisa() {
    check(
        &[("", "M", 10_000, 1), ("", "M", 10_000, 2), ("M", "", 10_000, 3)],
        &[("Peter", 0), ("Lisa", 1)],
        [
            &[("held/M/Lisa", 10_000)],
            &[("held/M/Peter", 10_000)],
            &[("held/M/Peter", 5_000), ("held/M/Lisa", 5_000)],
            &[("held/M/Peter", 5_000), ("held/M/Lisa", 5_000)],
        ],
    );
}

#[test]
fn v4_bitcoin_redux() {
    check(
        &[("", "M", 300, 1), ("", "M", 700, 2), ("M", "", 300, 3)],
        &[("stolen", 0)],
        [
            &[("left/t2/M/stolen/outside", 300)],
            &[("held/M/stolen", 300)],
            &[("left/t2/M/stolen/outside", 90), ("held/M/stolen", 210)],
            &[("held/M/stolen", 300)],
        ],
    );
}

#[test]
fn v5_roscoe() {
    check(
        &[("", "M", 45_500, 1), ("M", "", 43_000, 2), ("", "M", 33_300, 3)],
        &[("client", 0)],
        [
            &[("held/M/client", 2_500)],
            &[("held/M/client", 2_500)],
            &[("held/M/client", 2_500)],
            &[("held/M/client", 2_500)],
        ],
    );
}

#[test]
fn v7_mixed_with_clean_money() {
    let left = |sum| [("left/t2/M/tainted/outside", sum), ("held/M/tainted", 60_000 - sum)];
    check(
        &[("", "M", 40_000, 1), ("", "M", 60_000, 2), ("M", "", 50_000, 3)],
        &[("tainted", 1)],
        [&left(10_000), &left(50_000), &left(30_000), &left(10_000)],
    );
}

#[test]
fn rules_are_keyed_by_their_words_and_only_those_asked_for_run() {
    let ledger = Transactions::small(&[("", "M", 1000, 1)]);
    let options = Options { rules: vec![Rule::Libr, Rule::Fifo], ..Options::default() };
    let trace = trace(&ledger, &[claim("c", &[0])], &options).unwrap();
    assert_eq!(trace.rules.keys().collect::<Vec<_>>(), ["fifo", "libr"]);
    assert_eq!((trace.at, trace.use_.as_str()), (None, "evidence"));
    assert_eq!((trace.claims[0].amount.as_str(), trace.claims[0].transactions[0].as_str()), ("10.00", "t0"));
}
