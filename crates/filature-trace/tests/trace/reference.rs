//! The engine against a tracer that moves single minor units, on random small ledgers.

use crate::support;
use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::support::reference::{Exact, World, reference};
use crate::support::{
    Row, assert_capped, assert_conserved, choices, elections, exact, figures, figures_of, ledger, links, reversals,
    rows, run_cases, told, world,
};
use filature_model::{AccountId, Channel, Claim, Currency, Leg, OUTSIDE, Rule, Transactions};
use filature_trace::{Options, trace};
use proptest::prelude::*;

/// For each rule.
const CASES: u32 = 10_000;

/// How many of the ledgers have what.
#[derive(Default)]
struct Seen(RefCell<BTreeMap<String, u32>>);

impl Seen {
    fn count(&self, what: &str, seen: bool) {
        *self.0.borrow_mut().entry(what.to_owned()).or_default() += u32::from(seen);
    }

    /// What was run on; a property says little of what hardly ever occurs.
    #[allow(clippy::print_stdout)]
    fn report(&self, name: &str) {
        println!("{name}: {CASES} ledgers for each rule, of which {:?}", self.0.borrow());
        for (what, seen) in self.0.borrow().iter() {
            assert!(*seen >= CASES / 100, "{what} in {seen} ledgers only");
        }
    }

    fn ledger(&self, ledger: &Transactions, claims: &[Claim], figures: &Exact) {
        let has = |part: &str| figures.keys().any(|key| key.contains(part));
        self.count("several claims", claims.len() > 1);
        let mut credits: Vec<_> = claims.iter().flat_map(|claim| &claim.credits).collect();
        self.count("parts of credits", credits.iter().any(|credit| credit.part_minor.is_some()));
        credits.sort_unstable();
        self.count("credits of two claims", credits.windows(2).any(|two| two[0].transaction == two[1].transaction));
        for (what, part) in [
            ("repaid overdrafts", "/overdraft"),
            ("fees", "/fee"),
            ("cash", "/cash"),
            ("hubs", "/hub"),
            ("stops", "/stop"),
            ("outside", "/outside"),
            ("held", "held"),
        ] {
            self.count(what, has(part));
        }
        let pays =
            |from: u32, to: u32| (0..ledger.len()).any(|at| (ledger.debtor[at], ledger.creditor[at]) == (from, to));
        self.count("loops", (0..4).any(|one| (0..4).any(|other| one != other && pays(one, other) && pays(other, one))));
        self.count("self payments", (0..4).any(|one| pays(one, one)));
        let is_late = |at: usize| ledger.credited[at].at_micros != ledger.debited[at].at_micros;
        self.count("delays", (0..ledger.len()).any(is_late));
    }
}

fn random_ledger() -> impl Strategy<Value = (Transactions, Vec<Claim>)> {
    let openings = proptest::array::uniform6(-20_i64..40);
    (rows(6, 40, 32), openings)
        .prop_map(|(rows, openings)| ledger(&rows, &openings.map(Some)))
        .prop_filter("a claim", |(_, claims)| !claims.is_empty())
}

/// At one account a person says to stop, or none; through the pooled account, or not.
fn marks() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    (prop_oneof![3 => Just(vec![]), 1 => Just(vec![3])], prop_oneof![3 => Just(vec![]), 1 => Just(vec![5])])
}

#[test]
fn agrees_with_single_units() {
    let seen = Seen::default();
    let strategy = (random_ledger(), marks(), proptest::option::weighted(0.2, 0_i64..3200));
    run_cases(file!(), CASES, strategy, |((ledger, claims), (stop, through), before)| {
        // No claim begins at or after the end.
        let begins = claims.iter().flat_map(|claim| &claim.credits).map(|credit| {
            let at = credit.transaction as usize;
            ledger.debited[at].at_micros.max(ledger.credited[at].at_micros)
        });
        let before_micros = before.map(|before| before.max(begins.max().unwrap() + 1));
        let options = Options { before_micros, stop: stop.clone(), through: through.clone(), ..Options::default() };
        let world = World { stop: &stop, through: &through, before_micros, ..world(&ledger, &claims) };
        let trace = trace(&ledger, &claims, &options).unwrap();
        for rule in Rule::ALL {
            let expected = reference(world, rule);
            prop_assert_eq!(figures(&trace, rule), exact(&expected), "{}\n{}\n", rule.word(), told(world));
            if rule == Rule::ProRata {
                seen.ledger(&ledger, &claims, &expected);
            }
        }
        assert_conserved(&trace);
        if before_micros.is_none() {
            assert_capped(&ledger, &trace.rules);
        }
        prop_assert!(trace.rules_alone.is_empty());
        Ok(())
    });
    seen.report("ledgers");
}

#[test]
fn agrees_with_single_units_on_what_is_asserted_and_taken_back() {
    let seen = Seen::default();
    let strategy = (random_ledger(), marks(), choices(4), choices(4), choices(4));
    run_cases(file!(), CASES, strategy, |((mut ledger, claims), (stop, through), elected, linked, reversed)| {
        ledger.reversals = reversals(&ledger, &reversed);
        let elections = elections(&ledger, &claims, &elected);
        let links = links(&ledger, &claims, &stop, &through, &linked);
        let alone = World { stop: &stop, through: &through, ..world(&ledger, &claims) };
        let with = World { elections: &elections, links: &links, ..alone };
        let is_asserted = !elections.is_empty() || !links.is_empty();
        let options = Options {
            stop: stop.clone(),
            through: through.clone(),
            elections: elections.clone(),
            links: links.clone(),
            ..Options::default()
        };
        let trace = trace(&ledger, &claims, &options).unwrap();
        for rule in Rule::ALL {
            let expected = reference(with, rule);
            prop_assert_eq!(figures(&trace, rule), exact(&expected), "{}\n{}\n", rule.word(), told(with));
            let expected_alone = reference(alone, rule);
            if is_asserted {
                let found = figures_of(&trace.rules_alone[rule.word()]);
                prop_assert_eq!(found, exact(&expected_alone), "{} alone\n{}\n", rule.word(), told(alone));
            }
            if rule == Rule::ProRata {
                let never = Transactions { reversals: Vec::new(), ..ledger.clone() };
                let never = reference(World { ledger: &never, ..alone }, rule);
                seen.count("reversals that give back", never != expected_alone);
                let linked = reference(World { links: &links, ..alone }, rule);
                seen.count("links that carry", linked != expected_alone);
                let elected = reference(World { elections: &elections, ..alone }, rule);
                seen.count("elections that take", elected != expected_alone);
                let both = |link: &filature_model::Link| {
                    links
                        .iter()
                        .any(|other| other != link && (other.debit == link.debit || other.credit == link.credit))
                };
                seen.count("links that share a debit or a credit", links.iter().any(both));
            }
            if rule == Rule::PariPassu {
                prop_assert_eq!(expected, expected_alone);
            }
        }
        assert_conserved(&trace);
        assert_capped(&ledger, &trace.rules);
        prop_assert_eq!(trace.rules_alone.is_empty(), !is_asserted);
        if is_asserted {
            assert_capped(&ledger, &trace.rules_alone);
        }
        Ok(())
    });
    seen.report("assertions and reversals");
}

/// What one transaction is, without its place.
#[derive(Clone, Debug)]
struct Whole {
    debtor: u32,
    creditor: u32,
    minor: i64,
    debited: i64,
    credited: i64,
    channel: Channel,
    /// Claims on the credit: number and part.
    claims: Vec<(usize, Option<i64>)>,
}

/// A ledger of these transactions in this order, over accounts of which those at `4` and `5` of each six are not in
/// the case and pooled. Their ids are the numbers they were given, so that figures can be compared.
fn assembled(rows: &[(usize, Whole)], openings: &[Option<i64>], names: &[&str]) -> (Transactions, Vec<Claim>) {
    let mut ledger = Transactions::small(&[]);
    ledger.accounts = (0..openings.len()).map(|at| AccountId::written(&format!("N{at:02}"))).collect();
    ledger.in_case = (0..openings.len()).map(|at| at % 6 != 4).collect();
    ledger.hub = (0..openings.len()).map(|at| at % 6 == 5).collect();
    let known = (0_u32..).zip(openings);
    ledger.openings = known.filter_map(|(at, minor)| minor.map(|minor| (at, Currency::EUR, minor))).collect();
    let mut claims: Vec<Claim> = names.iter().map(|name| Claim::whole(*name, &[])).collect();
    for (transaction, (id, row)) in (0_u32..).zip(rows) {
        let leg = |at_micros| Leg { at_micros, list: 0, sequence: Leg::NO_SEQUENCE };
        ledger.ids.push(format!("n{id:03}"));
        ledger.debtor.push(row.debtor);
        ledger.creditor.push(row.creditor);
        ledger.amount_minor.push(row.minor);
        ledger.currency.push(Currency::EUR);
        ledger.received.push(None);
        ledger.debited.push(leg(row.debited));
        ledger.credited.push(leg(row.credited));
        ledger.channel.push(row.channel);
        for &(claim, part_minor) in &row.claims {
            claims[claim].credits.push(filature_model::ClaimedCredit { transaction, part_minor });
        }
    }
    claims.retain(|claim| !claim.credits.is_empty());
    (ledger, claims)
}

/// The rows of a random ledger, its accounts and its claims moved by an offset.
#[allow(clippy::unwrap_used)]
fn taken_apart(rows: &[Row], accounts_from: u32, claims_from: usize, width: i64) -> Vec<Whole> {
    let (ledger, claims) = ledger(rows, &[Some(0); 6]);
    let moved = |account: u32| if account == OUTSIDE { OUTSIDE } else { account + accounts_from };
    let of = |at: usize| {
        let number = |claim: &Claim| support::CLAIMS.iter().position(|name| *name == claim.name).unwrap();
        let claims = claims.iter().flat_map(|claim| claim.credits.iter().map(move |credit| (number(claim), credit)));
        let claims = claims.filter(|(_, credit)| credit.transaction as usize == at);
        Whole {
            debtor: moved(ledger.debtor[at]),
            creditor: moved(ledger.creditor[at]),
            minor: ledger.amount_minor[at],
            debited: ledger.debited[at].at_micros / width,
            credited: ledger.credited[at].at_micros / width,
            channel: ledger.channel[at],
            claims: claims.map(|(number, credit)| (number + claims_from, credit.part_minor)).collect(),
        }
    };
    (0..ledger.len()).map(of).collect()
}

/// Two lists in one, each in its own order, from the one or the other as `turns` says. With `by_instant` only where
/// the instants are the same: a ledger stands in the order of its instants.
fn interleaved(one: &[Whole], other: &[Whole], turns: &[bool]) -> Vec<(usize, Whole)> {
    let at = |row: &Whole| row.debited.min(row.credited);
    let mut rows: Vec<(usize, Whole)> = Vec::new();
    let (mut a, mut b) = (0, 0);
    for turn in turns.iter().cycle().take(one.len() + other.len()) {
        let first = match (one.get(a), other.get(b)) {
            (Some(one), Some(other)) if at(one) == at(other) => *turn,
            (Some(one), Some(other)) => at(one) < at(other),
            (one, _) => one.is_some(),
        };
        if first {
            rows.push((a, one[a].clone()));
            a += 1;
        } else {
            rows.push((one.len() + b, other[b].clone()));
            b += 1;
        }
    }
    rows
}

/// Instants of which each is later, by gaps that differ: the order stays.
fn stretched(rows: &[Whole], gaps: &[i64]) -> Vec<Whole> {
    let mut instants: Vec<i64> = rows.iter().flat_map(|row| [row.debited, row.credited]).collect();
    instants.sort_unstable();
    instants.dedup();
    let mut at = 0;
    let mut later = BTreeMap::new();
    for (instant, gap) in instants.into_iter().zip(gaps.iter().cycle()) {
        at += gap;
        later.insert(instant, at);
    }
    rows.iter()
        .map(|row| Whole { debited: later[&row.debited], credited: later[&row.credited], ..row.clone() })
        .collect()
}

const TWO_TIMES_THREE: [&str; 6] = ["z-one", "m-one", "a-one", "y-two", "n-two", "b-two"];

proptest! {
    #![proptest_config(support::config(2500))]

    /// Two parts of a case that have no account in common, and no claim.
    #[test]
    fn how_the_rows_of_independent_accounts_are_mixed_changes_nothing(
        one in rows(6, 30, 16), other in rows(6, 30, 16),
        openings in proptest::collection::vec(proptest::option::weighted(0.8, -9_i64..30), 12),
        width in prop_oneof![Just(1_i64), Just(300), Just(100_000)],
        turns in proptest::collection::vec(any::<bool>(), 40),
        gaps in proptest::collection::vec(1_i64..500, 40),
    ) {
        let (one, other) = (taken_apart(&one, 0, 0, width), taken_apart(&other, 6, 3, width));
        let (before, claims) = assembled(&interleaved(&one, &other, &[true]), &openings, &TWO_TIMES_THREE);
        prop_assume!(!claims.is_empty());
        let before = trace(&before, &claims, &Options::default()).unwrap();
        // Within one instant the rows of the two parts stand as chance says; and then the second part has other
        // instants altogether.
        for other in [other.clone(), stretched(&other, &gaps)] {
            let (after, claims) = assembled(&interleaved(&one, &other, &turns), &openings, &TWO_TIMES_THREE);
            let after = trace(&after, &claims, &Options::default()).unwrap();
            for rule in Rule::ALL {
                prop_assert_eq!(figures(&after, rule), figures(&before, rule), "{}", rule.word());
            }
        }
    }

    /// Accounts that no claim reaches: not a word of the trace changes.
    #[test]
    fn rows_of_accounts_that_claims_do_not_reach_change_nothing(
        rows in rows(3, 40, 20),
        noise in proptest::collection::vec((0_u32..4, 0_u32..4, 0_i64..40, -100_i64..2100), 1..9),
        openings in proptest::array::uniform6(proptest::option::weighted(0.8, -9_i64..30)),
        width in prop_oneof![Just(1_i64), Just(300)],
    ) {
        // Accounts 0 to 2 are the random ledger; 6 to 8 pay one another and the outside world at any time.
        let rows = taken_apart(&rows, 0, 0, width);
        let place = |party: u32| if party == 3 { OUTSIDE } else { party + 6 };
        let mut noise: Vec<Whole> = noise.into_iter().map(|(debtor, creditor, minor, at)| Whole {
            debtor: place(debtor), creditor: place(creditor), minor, debited: at, credited: at, channel: Channel::Card,
            claims: Vec::new(),
        }).collect();
        noise.sort_by_key(|row| row.debited);
        let openings = [openings, [None; 6]].concat();
        let (before, claims) = assembled(&interleaved(&rows, &[], &[true]), &openings, &TWO_TIMES_THREE);
        prop_assume!(!claims.is_empty());
        let before = trace(&before, &claims, &Options::default()).unwrap();
        let (after, claims) = assembled(&interleaved(&rows, &noise, &[true, false, false]), &openings, &TWO_TIMES_THREE);
        let after = trace(&after, &claims, &Options::default()).unwrap();
        prop_assert_eq!(before, after);
    }
}
