//! Openings that are not known: the range holds every opening, by brute force.

mod support;

use filature_model::{Assumption, Channel, Currency, Rule, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;
use support::{Figures, RULES, Row, claim, config, figures, ledger, rows};

/// The least openings that keep accounts from going below zero, by instants (which all differ).
fn least(ledger: &Transactions) -> Vec<i64> {
    let mut events: Vec<(i64, usize, bool)> = Vec::new();
    for at in 0..ledger.len() {
        events.push((ledger.debited[at].at_micros, at, false));
        events.push((ledger.credited[at].at_micros, at, true));
    }
    events.sort_unstable();
    let mut balances = vec![(0_i64, 0_i64); ledger.accounts.len()];
    for (_, at, is_credit) in events {
        let account = if is_credit { ledger.creditor[at] } else { ledger.debtor[at] };
        if let Some((balance, lowest)) = balances.get_mut(account as usize) {
            *balance += if is_credit { ledger.amount_minor[at] } else { -ledger.amount_minor[at] };
            *lowest = (*lowest).min(*balance);
        }
    }
    balances.iter().map(|(_, lowest)| -lowest).collect()
}

fn one_claim_and_no_loop(row: Row) -> Row {
    let creditor = if row.debtor == row.creditor { filature_model::OUTSIDE } else { row.creditor };
    Row { creditor, claim: if row.claim < 3 { 0 } else { row.claim }, ..row }
}

fn assert_inside(range: &Figures, world: &Figures, what: &str) {
    for key in range.keys().chain(world.keys()) {
        let (low, high) = range.get(key).copied().unwrap_or_default();
        let (figure, _) = world.get(key).copied().unwrap_or_default();
        assert!(low <= figure && figure <= high, "{what}: {key} is {figure}, not {low} to {high}");
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn every_opening_lies_inside(rows in rows(3, 9, 14), unknown in 1_u8..8) {
        let known = |account: usize| unknown & (1 << account) == 0;
        let openings: Vec<Option<i64>> = (0..6).map(|account| (account > 2 || known(account)).then_some(3)).collect();
        let (ranged, claims) = ledger(&rows, &openings);
        prop_assume!(!claims.is_empty());
        let ranges = trace(&ranged, &claims, &Options::default()).unwrap();
        let least = least(&ranged);
        let choices = |account: usize| -> Vec<i64> {
            if known(account) { return vec![3] }
            let steps: Vec<i64> = if unknown.count_ones() == 3 { vec![0, 1, 2, 4, 7, 11, 40, 400] }
                else { (0..18).chain([25, 40, 400]).collect() };
            steps.iter().map(|step| least[account] + step).collect()
        };
        for one in choices(0) {
            for two in choices(1) {
                for three in choices(2) {
                    let (world, _) = ledger(&rows, &[Some(one), Some(two), Some(three), Some(3), Some(3), Some(3)]);
                    let world = trace(&world, &claims, &Options::default()).unwrap();
                    for rule in RULES {
                        let what = format!("{} with {one}, {two}, {three}", rule.word());
                        assert_inside(&figures(&ranges, rule), &figures(&world, rule), &what);
                    }
                }
            }
        }
    }

    #[test]
    fn one_account_without_an_opening_has_its_exact_range(rows in rows(1, 9, 14)) {
        // For one claim in one account, fifo and libr: what is held is reached at both ends of the range.
        let rows: Vec<Row> = rows.into_iter().map(one_claim_and_no_loop).collect();
        let (ranged, claims) = ledger(&rows, &[None, Some(0), Some(0), Some(0), Some(0), Some(0)]);
prop_assume!(!claims.is_empty());
        let ranges = trace(&ranged, &claims, &Options::default()).unwrap();
        let least = least(&ranged)[0];
        let worlds: Vec<_> = (0..150).map(|step| {
            let (world, _) = ledger(&rows, &[Some(least + step), Some(0), Some(0), Some(0), Some(0), Some(0)]);
            trace(&world, &claims, &Options::default()).unwrap()
        }).collect();
        for rule in [Rule::Fifo, Rule::Libr, Rule::Lifo] {
            for (key, (low, high)) in figures(&ranges, rule).into_iter().filter(|(key, _)| key.starts_with("held")) {
                let found: Vec<i128> = worlds.iter().map(|world| figures(world, rule).get(&key).map_or(0, |f| f.0)).collect();
                prop_assert_eq!(found.iter().min(), Some(&low));
                prop_assert_eq!(found.iter().max(), Some(&high));
            }
        }
    }
}

/// Tainted 100 in, clean 100 in, out 100: with an opening of 100 the fifo answer changes.
#[test]
fn the_opening_decides_under_fifo_and_not_under_libr() {
    let mut ledger = Transactions::small(&[("", "M", 10_000, 1), ("", "M", 10_000, 2), ("M", "", 10_000, 3)]);
    ledger.openings.clear();
    let trace = trace(&ledger, &[claim("c", &[0])], &Options::default()).unwrap();
    let held = |rule| figures(&trace, rule).get("held/M/c").copied();
    assert_eq!(held(Rule::Fifo), Some((0, 10_000)));
    assert_eq!(held(Rule::ProRata), Some((5_000, 10_000)));
    assert_eq!(held(Rule::Libr), Some((10_000, 10_000)));
    assert_eq!(held(Rule::Lifo), Some((10_000, 10_000)));
    let unknown = Assumption::UnknownOpenings { accounts: vec!["M".to_owned()], more: 0 };
    assert!(trace.assumptions.contains(&unknown));
}

#[test]
fn an_opening_in_another_currency_is_not_this_pockets() {
    let mut ledger = Transactions::small(&[("", "M", 10_000, 1), ("M", "", 10_000, 2)]);
    ledger.openings = vec![(0, "RON".parse::<Currency>().unwrap(), 0)];
    ledger.channel[1] = Channel::CashOut;
    let trace = trace(&ledger, &[claim("c", &[0])], &Options::default()).unwrap();
    assert_eq!(figures(&trace, Rule::Fifo)["left/t1/M/c/cash"], (0, 10_000));
}
