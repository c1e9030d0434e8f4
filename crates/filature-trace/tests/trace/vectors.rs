//! The public test vectors (`docs/concepts/tracing.md`), V1 to V7, in minor units: the engine and the reference.

use crate::support;
use crate::support::reference::{World, reference};
use crate::support::{Figures, claim, exact, figures, figures_of, world};
use filature_model::{Claim, Election, Rule, Transactions};
use filature_trace::{Options, trace};

/// `(key, minor units)`.
type Column<'a> = &'a [(&'a str, i128)];

/// Whether a rule gives its column. Where a column says only what is held, only that is compared.
fn compare(found: Figures, column: Column, what: &str) {
    let is_compared = |key: &str| key.starts_with("held") || column.iter().any(|(key, _)| key.starts_with("left"));
    let found: Figures = found.into_iter().filter(|(key, _)| is_compared(key)).collect();
    let expected: Figures = column.iter().map(|(key, sum)| ((*key).to_owned(), (*sum, *sum))).collect();
    assert_eq!(found, expected, "{what}");
}

/// Runs all rules and compares each with its column.
#[allow(clippy::unwrap_used)]
fn check(rows: &[(&str, &str, i64, i64)], claims: &[(&str, u32)], columns: [Column; 6]) {
    let ledger = Transactions::small(rows);
    let claims: Vec<Claim> = claims.iter().map(|(name, at)| claim(name, &[*at])).collect();
    let trace = trace(&ledger, &claims, &Options::default()).unwrap();
    support::assert_conserved(&trace);
    support::assert_capped(&ledger, &trace.rules);
    for (rule, column) in Rule::ALL.into_iter().zip(columns) {
        compare(exact(&reference(world(&ledger, &claims), rule)), column, &format!("reference, {}", rule.word()));
        compare(figures(&trace, rule), column, rule.word());
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
            &[("held/M/Paul", 334), ("held/M/Michael", 333), ("held/M/Karen", 333)],
            &[
                ("left/t2/M/Paul/outside", 1000),
                ("left/t2/M/Michael/outside", 1000),
                ("left/t4/M/Paul/outside", 1000),
                ("left/t4/M/Michael/outside", 1000),
                ("left/t4/M/Karen/outside", 1000),
                ("held/M/Paul", 1000),
                ("held/M/Michael", 1000),
                ("held/M/Karen", 1000),
            ],
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
            &[("held/M/A", 80_000), ("held/M/B", 160_000)],
            &[("held/M/A", 240_000), ("held/M/B", 240_000)],
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
            &[("held/M/Peter", 5_000), ("held/M/Lisa", 5_000)],
            &[("held/M/Peter", 10_000), ("held/M/Lisa", 10_000)],
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
            &[("held/M/stolen", 210)],
            &[("left/t2/M/stolen/outside", 300), ("held/M/stolen", 700)],
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
            &[("held/M/client", 20_671)],
            &[("left/t1/M/client/outside", 43_000), ("held/M/client", 35_800)],
        ],
    );
}

/// Clean 4000 and trust 3000 in; 2137 to buy shares; 4863 spent.
const OATWAY: [(&str, &str, i64, i64); 4] =
    [("", "M", 400_000, 1), ("", "M", 300_000, 2), ("M", "Shares", 213_700, 3), ("M", "", 486_300, 4)];

/// By rule, in the order of [`Rule::ALL`].
const OATWAY_ALONE: [Column; 6] = [
    &[("left/t3/M/trust/outside", 300_000)],
    &[("held/Shares/trust", 213_700), ("left/t3/M/trust/outside", 86_300)],
    &[("held/Shares/trust", 91_586), ("left/t3/M/trust/outside", 208_414)],
    &[("left/t3/M/trust/outside", 300_000)],
    &[],
    &[("held/Shares/trust", 213_700), ("left/t3/M/trust/outside", 486_300)],
];

#[test]
fn v6_oatway() {
    check(&OATWAY, &[("trust", 1)], OATWAY_ALONE);
}

#[test]
fn v6_oatway_with_an_election() {
    let ledger = Transactions::small(&OATWAY);
    let claims = [claim("trust", &[1])];
    let election = Election { claim: "trust".to_owned(), transaction: 2, worth_minor: Some(247_500), reason: None };
    let options = Options { elections: vec![election.clone()], ..Options::default() };
    let trace = trace(&ledger, &claims, &options).unwrap();
    support::assert_conserved(&trace);
    let bought: Column = &[("held/Shares/trust", 213_700), ("left/t3/M/trust/outside", 86_300)];
    for (rule, alone) in Rule::ALL.into_iter().zip(OATWAY_ALONE) {
        let with = if rule.is_followed() { bought } else { alone };
        let elections = [election.clone()];
        let world = World { elections: &elections, ..world(&ledger, &claims) };
        compare(exact(&reference(world, rule)), with, &format!("reference, {}", rule.word()));
        compare(figures(&trace, rule), with, rule.word());
        compare(figures_of(&trace.rules_alone[rule.word()]), alone, &format!("{} alone", rule.word()));
    }
}

#[test]
fn v7_mixed_with_clean_money() {
    let left = |sum| [("left/t2/M/tainted/outside", sum), ("held/M/tainted", 60_000 - sum)];
    check(
        &[("", "M", 40_000, 1), ("", "M", 60_000, 2), ("M", "", 50_000, 3)],
        &[("tainted", 1)],
        [
            &left(10_000),
            &left(50_000),
            &left(30_000),
            &left(10_000),
            &[("held/M/tainted", 30_000)],
            &[("left/t2/M/tainted/outside", 50_000), ("held/M/tainted", 50_000)],
        ],
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
