//! Openings that are not known: the range holds every opening, by brute force.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::reference::{World, reference};
use crate::support::{
    Row, assert_inside, choices, claim, config, elections, exact, figures, ledger, links, reversals, rows, world,
};
use filature_model::{Assumption, Channel, Currency, Rule, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;

/// The least openings that keep accounts from going below zero, by instants (which all differ).
fn least(ledger: &Transactions) -> Vec<i64> {
    let mut events: Vec<(i64, usize, bool)> = Vec::new();
    for at in 0..ledger.len() {
        let (debited, credited) = (ledger.debited[at].at_micros, ledger.credited[at].at_micros);
        events.push((debited.min(credited), at, false));
        events.push((credited, at, true));
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
    Row { creditor, claim: if row.claim < 3 { 0 } else { row.claim }, second: 9, ..row }
}

proptest! {
    #![proptest_config(config(1500))]

    /// The worlds are those of the reference. Under `poison` what is held may be any amount more, and says so.
    #[test]
    fn every_opening_lies_inside(
        rows in rows(3, 9, 14), unknown in 1_u8..8, elected in choices(2), linked in choices(2), reversed in choices(2),
    ) {
        let known = |account: usize| unknown & (1 << account) == 0;
        let openings: Vec<Option<i64>> = (0..6).map(|account| (account > 2 || known(account)).then_some(3)).collect();
        let (mut ranged, claims) = ledger(&rows, &openings);
        prop_assume!(!claims.is_empty());
        ranged.reversals = reversals(&ranged, &reversed);
        let (elections, links) = (elections(&ranged, &claims, &elected), links(&ranged, &claims, &[], &[], &linked));
        let options = Options { elections: elections.clone(), links: links.clone(), ..Options::default() };
        let ranges = trace(&ranged, &claims, &options).unwrap();
        let ranges_of: BTreeMap<&str, _> = Rule::ALL.iter().map(|rule| (rule.word(), figures(&ranges, *rule))).collect();
        let held = ranges.rules.iter().flat_map(|(word, result)| result.held.iter().map(move |row| (word, row)));
        let or_more: BTreeSet<String> = held.filter(|(_, row)| row.or_more).map(|(word, row)| {
            assert_eq!(word, "poison", "{row:?}");
            format!("held/{}/{}", row.account, row.claim)
        }).collect();
        let least = least(&ranged);
        let possible = |account: usize| -> Vec<i64> {
            if known(account) { return vec![3] }
            let steps: Vec<i64> = if unknown.count_ones() == 3 { vec![0, 1, 2, 4, 7, 11, 40, 400] }
                else { (0..18).chain([25, 40, 400]).collect() };
            steps.iter().map(|step| least[account] + step).collect()
        };
        for one in possible(0) {
            for two in possible(1) {
                for three in possible(2) {
                    let openings = [one, two, three, 3, 3, 3];
                    let openings = (0_u32..).zip(openings).map(|(at, minor)| (at, Currency::EUR, minor)).collect();
                    let ledger = Transactions { openings, ..ranged.clone() };
                    let world = World { elections: &elections, links: &links, ..world(&ledger, &claims) };
                    for rule in Rule::ALL {
                        let what = format!("{} with {one}, {two}, {three}", rule.word());
                        let found = exact(&reference(world, rule));
                        let mut range = ranges_of[rule.word()].clone();
                        for key in or_more.iter().filter(|_| rule == Rule::Poison) {
                            range.entry(key.clone()).or_default().1 = i128::MAX;
                        }
                        assert_inside(&range, &found, &what);
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
            ledger(&rows, &[Some(least + step), Some(0), Some(0), Some(0), Some(0), Some(0)]).0
        }).collect();
        for rule in [Rule::Fifo, Rule::Libr, Rule::Lifo] {
            let worlds: Vec<_> = worlds.iter().map(|ledger| reference(world(ledger, &claims), rule)).collect();
            for (key, (low, high)) in figures(&ranges, rule).into_iter().filter(|(key, _)| key.starts_with("held")) {
                let found: Vec<i128> = worlds.iter().map(|figures| figures.get(&key).copied().unwrap_or_default()).collect();
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
