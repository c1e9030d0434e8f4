//! Money that changes currency.

use filature_model::{Assumption, Currency, Departure, OUTSIDE, Rates, SourceId, StatedRate, Trace, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;

use crate::support::{self, RULES, claim, config, figures, minor, rows};

fn lei() -> Currency {
    "RON".parse().unwrap()
}

/// 5.00 lei for a euro on the first day of the small ledgers.
fn rates() -> Rates {
    let source: SourceId = "0123456789ab".parse().unwrap();
    Rates::new([StatedRate {
        currency: lei(),
        on: jiff::civil::date(1970, 1, 1),
        units: "5.00".parse().unwrap(),
        source,
        place: filature_model::Place { row: Some(0), ..Default::default() },
        column: "rate".into(),
        stated_by: Some("a bank".into()),
    }])
}

/// A: 100.00 EUR of a claim; paid to B as 500.00 RON; B pays 200.00 RON to C, who gets them back as 38.00 EUR.
fn there_and_back() -> Transactions {
    let mut ledger = Transactions::small(&[
        ("", "A", 10_000, 1),
        ("A", "B", 10_000, 2),
        ("B", "C", 20_000, 3),
        ("C", "D", 20_000, 4),
    ]);
    ledger.received[1] = Some((50_000, lei()));
    for at in [2, 3] {
        ledger.currency[at] = lei();
    }
    ledger.received[3] = Some((3_800, Currency::EUR));
    let lei_openings: Vec<_> = (0..4).map(|account| (account, lei(), 0)).collect();
    ledger.openings.extend(lei_openings);
    ledger.openings.sort_unstable();
    ledger
}

fn run(ledger: &Transactions, rates: Rates) -> Trace {
    trace(ledger, &[claim("c", &[0])], &Options { rates, paths: 5, ..Options::default() }).unwrap()
}

#[test]
fn a_claim_keeps_its_value_through_a_change_of_currency() {
    let trace = run(&there_and_back(), rates());
    for rule in RULES {
        let result = &trace.rules[rule.word()];
        assert_eq!(figures(&trace, rule)["held/B/c"], (6_000, 6_000));
        let native = result.held.iter().find(|held| held.account == "B").unwrap().native.clone().unwrap();
        assert_eq!((native.low.as_str(), native.currency.as_str()), ("300.00", "RON"));
        // 40.00 EUR of value came back as 38.00 EUR: the loss has a line of its own.
        assert_eq!(figures(&trace, rule)["held/D/c"], (3_800, 3_800));
        let lost: Vec<(&str, &str)> =
            result.exchange.iter().map(|row| (row.transaction.as_str(), row.high.as_str())).collect();
        assert_eq!(lost, [("t3", "2.00")]);
        let paths = result.held.iter().find(|held| held.account == "D").unwrap().paths.clone().unwrap();
        assert_eq!(paths.paths[0].amount, "38.00");
    }
    let first = &trace.conversions[0];
    assert_eq!((first.paid.as_str(), first.received.as_str()), ("100.00 EUR", "500.00 RON"));
    assert!(first.rate_english.contains("5.00") && trace.assumptions.contains(&Assumption::FollowedThroughExchange));
}

#[test]
fn more_than_came_is_never_the_claims() {
    let mut ledger = there_and_back();
    ledger.received[3] = Some((4_500, Currency::EUR));
    let trace = run(&ledger, rates());
    for rule in RULES {
        assert_eq!(figures(&trace, rule)["held/D/c"], (4_000, 4_000));
        assert!(trace.rules[rule.word()].exchange.is_empty());
    }
}

#[test]
fn without_a_rate_nothing_is_followed_and_it_says_which_is_missing() {
    let trace = run(&there_and_back(), Rates::default());
    for rule in RULES {
        assert_eq!(figures(&trace, rule), [("left/t1/A/c/no-rate".to_owned(), (10_000, 10_000))].into());
    }
    assert_eq!(trace.rules["fifo"].left[0].how, Departure::NoRate);
    let said = trace.assumptions.iter().any(|assumption| match assumption {
        Assumption::RateMissing { transaction, english, .. } => transaction == "t1" && english.contains("RON"),
        _ => false,
    });
    assert!(said && trace.requisitions[0].ask == filature_model::Ask::Rate);
}

#[test]
fn half_of_an_unknown_balance_in_another_currency_is_a_range_of_its_value() {
    let mut ledger = there_and_back();
    ledger.openings.retain(|opening| opening.1 == Currency::EUR);
    let trace = run(&ledger, rates());
    let held = figures(&trace, filature_model::Rule::Fifo)["held/B/c"];
    assert!(held.0 <= 6_000 && held.1 >= 10_000, "{held:?}");
}

/// Row `i` of a random ledger is in lei where the bit is set, and changes currency where the other bit is.
fn several_currencies(ledger: &mut Transactions, bits: &[(bool, bool, i64)], openings: bool) {
    for (at, &(in_lei, changes, received)) in bits.iter().enumerate().take(ledger.len()) {
        let (own, other) = if in_lei { (lei(), Currency::EUR) } else { (Currency::EUR, lei()) };
        ledger.currency[at] = own;
        if changes && ledger.debtor[at] != OUTSIDE && ledger.creditor[at] != OUTSIDE {
            ledger.received[at] = Some((received, other));
        }
    }
    if openings {
        let more: Vec<_> = ledger.openings.iter().map(|opening| (opening.0, lei(), 3 * opening.2 + 2)).collect();
        ledger.openings.extend(more);
        ledger.openings.sort_unstable();
    }
}

/// Figures, with the currency of the pocket beside the account.
fn by_pocket(trace: &Trace, rule: filature_model::Rule) -> support::Figures {
    let mut result = trace.rules[rule.word()].clone();
    for held in &mut result.held {
        held.account.push_str(held.native.as_ref().map_or("", |native| native.currency.as_str()));
    }
    support::figures_of(&result)
}

proptest! {
    #![proptest_config(config(3000))]

    /// Through any number of changes: held + left + what the changes took is the claim, with every opening known; with
    /// openings that are not known, the ranges hold every world.
    #[test]
    fn value_is_conserved_and_ranges_hold_every_opening(
        rows in rows(4, 60, 24), openings in proptest::array::uniform6(0_i64..40),
        bits in proptest::collection::vec((any::<bool>(), any::<bool>(), 0_i64..200), 24),
    ) {
        let (mut known, claims) = support::ledger(&rows, &openings.map(Some));
        several_currencies(&mut known, &bits, true);
        let in_euro = |credit: &filature_model::ClaimedCredit| {
            let at = credit.transaction as usize;
            known.received[at].map_or(known.currency[at], |received| received.1) == Currency::EUR
                && credit.part_minor.is_none_or(|part| known.received[at].is_none_or(|received| part <= received.0))
        };
        let claims: Vec<_> = claims.into_iter().filter_map(|mut claim| {
            claim.credits.retain(in_euro);
            // Parts of one credit may come to more than what arrives in the other currency.
            claim.credits.retain(|credit| known.received[credit.transaction as usize].is_none());
            (!claim.credits.is_empty()).then_some(claim)
        }).collect();
        prop_assume!(!claims.is_empty());
        let options = Options { rates: rates(), paths: 99, ..Options::default() };
        let exact = trace(&known, &claims, &options).unwrap();
        for rule in RULES {
            for held in &exact.rules[rule.word()].held {
                let paths = held.paths.as_ref().unwrap();
                let sum: i128 = paths.paths.iter().map(|path| minor(&path.amount)).sum();
                prop_assert_eq!(sum, minor(&held.high));
            }
        }
        support::assert_conserved(&exact);
        let unknown = Transactions { openings: Vec::new(), ..known.clone() };
        let ranges = trace(&unknown, &claims, &options).unwrap();
        // One of the worlds: openings that cover every debit.
        let mut ample = known.clone();
        ample.openings.iter_mut().for_each(|opening| opening.2 = 10_000);
        let world = trace(&ample, &claims, &options).unwrap();
        for rule in RULES {
            support::assert_inside(&by_pocket(&ranges, rule), &by_pocket(&world, rule), rule.word());
        }
    }
}
