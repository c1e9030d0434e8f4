//! What a balance or a payment is made of.

use filature_model::{Currency, Decomposition, OriginKind, Transactions};
use filature_trace::{Options, Target, origins};
use proptest::prelude::*;

use crate::support::{RULES, config, ledger, minor, rows};

/// Kind, transactions, low and high of each origin.
fn rows_of(answer: &Decomposition, rule: &str) -> Vec<(OriginKind, String, i128, i128)> {
    let row = |origin: &filature_model::Origin| {
        (origin.kind, origin.transactions.join(","), minor(&origin.low), minor(&origin.high))
    };
    answer.rules[rule].iter().map(row).collect()
}

/// The opening of M is 50; wages of two come in, 100 and 60 (by N); M pays 120.
fn wages() -> Transactions {
    let mut ledger = Transactions::small(&[
        ("", "M", 100, 1),
        ("", "N", 60, 2),
        ("N", "M", 60, 3),
        ("M", "S", 120, 4),
        ("", "M", 999, 5),
    ]);
    ledger.openings = vec![(0, Currency::EUR, 50), (1, Currency::EUR, 0), (2, Currency::EUR, 0)];
    ledger
}

#[test]
fn a_payment_is_made_of_what_the_rule_took() {
    use OriginKind::{Credit, OpeningOrOverdraft};
    let answer = origins(&wages(), Target::Debit(3), &Options::default()).unwrap();
    assert_eq!((answer.of.as_str(), answer.amount.as_str()), ("t3", "1.20"));
    let opening = |minor| (OpeningOrOverdraft, String::new(), minor, minor);
    let credit = |id: &str, minor| (Credit, id.to_owned(), minor, minor);
    assert_eq!(rows_of(&answer, "fifo"), [credit("t0", 70), opening(50)]);
    assert_eq!(rows_of(&answer, "lifo"), [credit("t0", 60), credit("t1", 60)]);
    assert_eq!(rows_of(&answer, "pro-rata"), [credit("t0", 57), credit("t1", 34), opening(29)]);
    assert_eq!(rows_of(&answer, "libr"), [credit("t0", 44), credit("t1", 26), opening(50)]);
    assert!(!answer.rules.contains_key("poison"));
}

#[test]
fn a_balance_is_made_of_what_is_left_and_of_nothing_that_came_later() {
    let end = Options { before_micros: Some(4_500_000), ..Options::default() };
    let answer = origins(&wages(), Target::Balance(0, Currency::EUR), &end).unwrap();
    assert_eq!(answer.amount, "0.90");
    let credit = |id: &str, minor| (OriginKind::Credit, id.to_owned(), minor, minor);
    assert_eq!(rows_of(&answer, "fifo"), [credit("t1", 60), credit("t0", 30)]);
    let all = origins(&wages(), Target::Balance(0, Currency::EUR), &Options::default()).unwrap();
    assert_eq!(rows_of(&all, "fifo")[0], credit("t4", 999));
}

#[test]
fn a_balance_that_only_an_opening_made_says_so() {
    let mut ledger = wages();
    ledger.openings.push((2, "RON".parse().unwrap(), 700));
    let answer = origins(&ledger, Target::Balance(2, "RON".parse().unwrap()), &Options::default()).unwrap();
    assert_eq!(rows_of(&answer, "fifo"), [(OriginKind::OpeningOrOverdraft, String::new(), 700, 700)]);
    assert!(origins(&ledger, Target::Debit(99), &Options::default()).is_err());
}

#[test]
fn a_thousand_payers_are_put_together() {
    let names: Vec<String> = (0..1000).map(|at| format!("P{at:04}")).collect();
    let mut rows: Vec<(&str, &str, i64, i64)> = Vec::new();
    for (at, name) in (0_i64..).zip(&names) {
        rows.push((name, "M", 10 + at, at));
        rows.push((name, "M", 1, at));
    }
    let mut ledger = Transactions::small(&rows);
    for (at, in_case) in ledger.in_case.iter_mut().enumerate() {
        *in_case = ledger.accounts[at].as_str() == "M";
    }
    let answer = origins(&ledger, Target::Balance(0, Currency::EUR), &Options::default()).unwrap();
    for rule in RULES {
        let found = rows_of(&answer, rule.word());
        assert_eq!(found.len(), 400, "{}", rule.word());
        assert_eq!(found.iter().map(|row| row.2).sum::<i128>(), minor(&answer.amount));
        assert_eq!(found[0].0, OriginKind::Others);
    }
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn the_origins_add_up(
        rows in rows(6, 40, 32), openings in proptest::array::uniform6(-20_i64..40), at in 0_usize..32,
    ) {
        let (ledger, _) = ledger(&rows, &openings.map(Some));
        let debits: Vec<u32> = (0_u32..).zip(&ledger.debtor).filter(|(_, debtor)| **debtor < 4).map(|row| row.0).collect();
        prop_assume!(!debits.is_empty());
        let debit = debits[at % debits.len()];
        for target in [Target::Debit(debit), Target::Balance(ledger.debtor[debit as usize], Currency::EUR)] {
            let answer = origins(&ledger, target, &Options::default()).unwrap();
            for rule in RULES {
                let found = rows_of(&answer, rule.word());
                let sums = (found.iter().map(|row| row.2).sum::<i128>(), found.iter().map(|row| row.3).sum::<i128>());
                prop_assert_eq!(sums, (minor(&answer.amount), minor(&answer.amount)), "{} {:?}", rule.word(), target);
            }
        }
    }
}
