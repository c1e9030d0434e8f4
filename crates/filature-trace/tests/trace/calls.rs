//! What is refused, and what each way out of sight is called.

use crate::support;
use crate::support::{RULES, claim, figures};
use filature_model::{Assumption, Channel, Claim, ClaimedCredit, Currency, Election, Leg, Link, Rule, Transactions};
use filature_trace::{Options, TraceError, trace};

#[allow(clippy::unwrap_used)]
fn refused(ledger: &Transactions, claims: &[Claim], options: &Options) -> String {
    trace(ledger, claims, options).unwrap_err().to_string()
}

#[test]
fn what_is_off_in_the_call_says_what_to_do() {
    let ledger = Transactions::small(&[("", "M", 1000, 1), ("M", "", 400, 2), ("", "N", 5, 3)]);
    let all = Options::default();
    assert_eq!(trace(&ledger, &[], &all), Err(TraceError::NoClaim));
    assert!(refused(&ledger, &[claim("c", &[])], &all).contains("name at least one credit"));
    assert!(refused(&ledger, &[claim("c", &[9])], &all).contains("number 9"));
    assert!(refused(&ledger, &[claim("c", &[0]), claim("c", &[2])], &all).contains("its own name"));
    assert!(
        refused(&ledger, &[claim("c", &[0]), claim("d", &[0])], &all).contains("claimed by \"c\" and again by \"d\"")
    );
    assert!(refused(&ledger, &[claim("c", &[0, 0])], &all).contains("claimed by \"c\" and again by \"c\""));
    assert!(refused(&ledger, &[claim("c", &[1])], &all).contains("add that account's statement"));
    let end = Options { before_micros: Some(1_000_000), ..Options::default() };
    assert!(refused(&ledger, &[claim("c", &[0])], &end).contains("choose a later day"));
    let stop = Options { stop: vec![2], ..Options::default() };
    assert_eq!(trace(&ledger, &[claim("c", &[0])], &stop), Err(TraceError::UnknownAccount(2)));
    let both = Options { stop: vec![0], through: vec![0], ..Options::default() };
    assert!(refused(&ledger, &[claim("c", &[0])], &both).contains("leave it in `stop` or in `through`"));
    let mut dollars = ledger.clone();
    dollars.currency[2] = "USD".parse().unwrap();
    assert!(refused(&dollars, &[claim("c", &[0, 2])], &all).contains("is in USD, the credits before it are in EUR"));
    let mut away = ledger.clone();
    away.in_case[0] = false;
    assert!(refused(&away, &[claim("c", &[0])], &all).contains("not in the case"));
    let mut large = ledger.clone();
    large.amount_minor[1] = i64::MAX;
    assert!(refused(&large, &[claim("c", &[0])], &all).contains("2^60"));
    let mut short = ledger;
    short.channel.pop();
    assert!(matches!(trace(&short, &[claim("c", &[0])], &all), Err(TraceError::Ledger(_))));
}

#[test]
fn each_way_out_has_its_word() {
    let mut ledger = Transactions::small(&[
        ("", "M", 7_00, 1),
        ("M", "N", 1_00, 2),
        ("M", "", 1_00, 3),
        ("M", "", 1_00, 4),
        ("M", "S", 1_00, 5),
        ("M", "H", 1_00, 6),
        ("M", "N", 1_00, 7),
        ("M", "T", 1_00, 8),
    ]);
    ledger.channel[1] = Channel::CashOut;
    ledger.channel[2] = Channel::Interest;
    // Accounts are sorted: H 0, M 1, N 2, S 3, T 4.
    ledger.hub[0] = true;
    ledger.hub[4] = true;
    ledger.received[6] = Some((497, "RON".parse().unwrap()));
    let options = Options { stop: vec![3], through: vec![4], ..Options::default() };
    let trace = trace(&ledger, &[claim("c", &[0])], &options).unwrap();
    let left = |number: usize, how: &str| (format!("left/t{number}/M/c/{how}"), (100, 100));
    let expected: support::Figures = [
        left(1, "cash"),
        left(2, "fee"),
        left(3, "outside"),
        left(4, "stop"),
        left(5, "hub"),
        left(6, "no-rate"),
        ("held/T/c".to_owned(), (100, 100)),
    ]
    .into();
    for rule in RULES.into_iter().chain([Rule::Poison]) {
        assert_eq!(figures(&trace, rule), expected);
    }
    let order: Vec<&str> = trace.rules["fifo"].left.iter().map(|row| row.transaction.as_str()).collect();
    assert_eq!(order, ["t1", "t2", "t3", "t4", "t5", "t6"]);
}

#[test]
fn a_credit_repays_an_overdraft_before_it_is_held() {
    let ledger = Transactions::small(&[("M", "", 300, 1), ("", "M", 1000, 2)]);
    let trace = trace(&ledger, &[claim("c", &[1])], &Options::default()).unwrap();
    for rule in RULES {
        let figures = figures(&trace, rule);
        assert_eq!((figures["left/t1/M/c/overdraft"], figures["held/M/c"]), ((300, 300), (700, 700)));
    }
    assert!(trace.assumptions.contains(&Assumption::OverdraftFirst { lifo: true }));
}

#[test]
fn a_credit_claimed_twice_along_the_way_is_the_later_claims() {
    let ledger = Transactions::small(&[("", "A", 1000, 1), ("A", "B", 1000, 2)]);
    let trace = trace(&ledger, &[claim("first", &[0]), claim("second", &[1])], &Options::default()).unwrap();
    for rule in RULES {
        let figures = figures(&trace, rule);
        assert_eq!((figures["left/t1/A/first/stop"], figures["held/B/second"]), ((1000, 1000), (1000, 1000)));
    }
    assert!(trace.assumptions.contains(&Assumption::CreditOfItsOwnClaim));
}

#[test]
fn money_received_in_another_currency_is_claimed_in_that_currency() {
    let mut ledger = Transactions::small(&[("A", "B", 1000, 1), ("B", "C", 2000, 2)]);
    let lei: Currency = "RON".parse().unwrap();
    ledger.received[0] = Some((4970, lei));
    ledger.currency[1] = lei;
    ledger.openings = vec![(1, lei, 0), (2, lei, 0)];
    let trace = trace(&ledger, &[claim("c", &[0])], &Options::default()).unwrap();
    assert_eq!((trace.claims[0].amount.as_str(), trace.claims[0].currency.as_str()), ("49.70", "RON"));
    assert_eq!(figures(&trace, Rule::Fifo)["held/C/c"], (2000, 2000));
}

#[test]
fn the_end_takes_a_transaction_whole_when_its_first_side_is_before_it() {
    let mut ledger = Transactions::small(&[("", "A", 1000, 1), ("A", "B", 400, 2), ("A", "B", 300, 4)]);
    ledger.credited[1] = Leg { at_micros: 9_000_000, ..ledger.credited[1] };
    let options = Options { before_micros: Some(4_000_000), ..Options::default() };
    let trace = trace(&ledger, &[claim("c", &[0])], &options).unwrap();
    assert_eq!(figures(&trace, Rule::Fifo)["held/B/c"], (400, 400));
    assert_eq!(figures(&trace, Rule::Fifo)["held/A/c"], (600, 600));
}

#[test]
fn a_credit_claimed_at_a_pooled_account_is_not_followed_through_it() {
    let mut ledger = Transactions::small(&[("", "H", 1000, 1), ("H", "B", 400, 2)]);
    ledger.hub[1] = true;
    let run = |options: &Options| figures(&trace(&ledger, &[claim("c", &[0])], options).unwrap(), Rule::Fifo);
    assert_eq!(run(&Options::default()), [("left/t0/H/c/hub".to_owned(), (1000, 1000))].into());
    let through = run(&Options { through: vec![1], ..Options::default() });
    assert_eq!((through["held/H/c"], through["held/B/c"]), ((600, 600), (400, 400)));
}

#[test]
fn a_part_is_a_part_of_what_was_received_and_claimed_once() {
    let ledger = Transactions::small(&[("", "M", 1000, 1), ("", "N", 0, 2)]);
    let part = |name: &str, transaction: u32, minor: i64| {
        let credits = vec![ClaimedCredit { transaction, part_minor: Some(minor) }];
        Claim { name: name.to_owned(), credits }
    };
    let all = Options::default();
    for wrong in [part("c", 0, 0), part("c", 0, -1), part("c", 0, 1001), part("c", 1, 1)] {
        assert!(refused(&ledger, &[wrong], &all).contains("names a part of credit"));
    }
    let twice = "claimed by \"c\" and again by \"d\"";
    assert!(refused(&ledger, &[part("c", 0, 600), part("d", 0, 401)], &all).contains(twice));
    assert!(refused(&ledger, &[claim("c", &[0]), part("d", 0, 1)], &all).contains(twice));
    let trace = trace(&ledger, &[part("c", 0, 600), part("d", 0, 400)], &all).unwrap();
    assert_eq!(trace.claims.iter().map(|claim| claim.amount.as_str()).collect::<Vec<_>>(), ["6.00", "4.00"]);
    for rule in Rule::ALL.into_iter().filter(|rule| *rule != Rule::Poison) {
        assert_eq!(
            figures(&trace, rule),
            [("held/M/c".to_owned(), (600, 600)), ("held/M/d".to_owned(), (400, 400))].into()
        );
    }
    assert_eq!(figures(&trace, Rule::Poison)["held/M/d"], (1000, 1000));
}

#[test]
fn what_is_off_in_an_assertion_says_what_to_do() {
    // Drawn from A, paid in at B; claimed at A; between A and B; out of the outside world.
    let mut ledger = Transactions::small(&[
        ("", "A", 1000, 1),
        ("A", "", 400, 2),
        ("A", "B", 100, 3),
        ("", "B", 300, 4),
        ("", "H", 200, 5),
        ("A", "", 50, 6),
    ]);
    ledger.hub[2] = true;
    let claims = [claim("c", &[0])];
    let elect = |claim: &str, transactions: &[u32]| {
        let election =
            |&transaction: &u32| Election { claim: claim.to_owned(), transaction, worth_minor: None, reason: None };
        Options { elections: transactions.iter().map(election).collect(), ..Options::default() }
    };
    assert!(trace(&ledger, &claims, &elect("c", &[1, 2, 5])).is_ok());
    assert!(refused(&ledger, &claims, &elect("d", &[1])).contains("which the call does not make"));
    assert!(refused(&ledger, &claims, &elect("c", &[3])).contains("no payment out of an account of the case"));
    assert!(refused(&ledger, &claims, &elect("c", &[9])).contains("no payment out of an account of the case"));
    assert!(refused(&ledger, &claims, &elect("c", &[1, 1])).contains("elected twice"));
    let link = |pairs: &[(u32, u32)]| {
        let link = |&(debit, credit): &(u32, u32)| Link { debit, credit, reason: "carried by hand".to_owned() };
        Options { links: pairs.iter().map(link).collect(), ..Options::default() }
    };
    assert!(trace(&ledger, &claims, &link(&[(1, 3)])).is_ok());
    for wrong in [(1, 1), (1, 9), (9, 3), (3, 4), (2, 3), (1, 2), (1, 0), (1, 4), (5, 3)] {
        assert!(refused(&ledger, &claims, &link(&[wrong])).contains("cannot be the money of"), "{wrong:?}");
    }
    assert!(refused(&ledger, &claims, &link(&[(1, 3), (1, 3)])).contains("cannot be the money of"));
}

/// One pass over a million transactions, all of them within reach: `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn a_million_transactions() {
    let names: Vec<String> = (0..1000).map(|number| format!("A{number:04}")).collect();
    let mut seed = 7_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % below).unwrap()
    };
    let mut rows: Vec<(&str, &str, i64, i64)> = vec![("", "A0000", 100_000_000, 0)];
    rows.extend(
        (1..1_000_000)
            .map(|at| (names[random(1000)].as_str(), names[random(1000)].as_str(), 1 + random(50_000) as i64, at)),
    );
    let mut ledger = Transactions::small(&rows);
    let accounts = 0..u32::try_from(ledger.accounts.len()).unwrap();
    ledger.openings = accounts.map(|account| (account, Currency::EUR, 10_000_000)).collect();
    for rule in Rule::ALL {
        let options = Options { rules: vec![rule], measure_hubs: false, ..Options::default() };
        let start = std::time::Instant::now();
        let trace = trace(&ledger, &[claim("c", &[0])], &options).unwrap();
        println!("{} {:?}, {} held", rule.word(), start.elapsed(), trace.rules[rule.word()].held.len());
    }
    ledger.openings.clear();
    let start = std::time::Instant::now();
    let options = Options { measure_hubs: false, ..Options::default() };
    trace(&ledger, &[claim("c", &[0])], &options).unwrap();
    println!("all rules, openings not known {:?}", start.elapsed());
}

/// Bank data that knows only the day: the rows of each of 16 days share an instant, over 40,000 accounts.
#[test]
#[ignore = "a measurement"]
fn rows_that_know_only_their_day() {
    let count: usize = std::env::var("FILATURE_ROWS").map_or(400_000, |rows| rows.parse().unwrap());
    let names: Vec<String> = (0..count / 10).map(|number| format!("A{number:06}")).collect();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut rows: Vec<(&str, &str, i64, i64)> = Vec::new();
    for at in 0..count {
        // Two rows of five touch a fifth of one percent of the accounts: busy ones.
        let busy = names.len() / 500 + 1;
        let mut account = || if random(5) < 2 { random(busy) } else { random(names.len()) };
        let (payer, payee) = (account(), account());
        rows.push((names[payer].as_str(), names[payee].as_str(), 1 + random(50_000) as i64, (at * 16 / count) as i64));
    }
    let mut ledger = Transactions::small(&rows);
    for leg in ledger.debited.iter_mut().chain(&mut ledger.credited) {
        leg.sequence = Leg::NO_SEQUENCE;
    }
    let claims = [claim("c", &(0..20).collect::<Vec<u32>>())];
    for opening in [Some(0), Some(100_000), None] {
        let known = opening.is_some();
        ledger.openings.retain(|_| known);
        ledger.openings.iter_mut().for_each(|row| row.2 = opening.unwrap_or_default());
        for rule in Rule::ALL {
            let options = Options { rules: vec![rule], measure_hubs: false, ..Options::default() };
            let start = std::time::Instant::now();
            let trace = trace(&ledger, &claims, &options).unwrap();
            let held = trace.rules[rule.word()].held.len();
            println!("{count} rows, opening {opening:?}, {}: {:?}, {held} held", rule.word(), start.elapsed());
        }
    }
}
