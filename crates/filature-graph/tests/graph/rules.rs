//! What the options refuse, what a cycle may be, what a very large account costs, and what may not matter.

use std::time::Instant;

use crate::common::Numbers;
use filature_graph::{GraphError, KINDS, Options, detect};
use filature_model::{Cut, Findings, Reason, Transactions, TransactionsError};
use proptest::prelude::*;

const HOUR: i64 = 3_600;

fn only(kind: &str) -> Options {
    Options { only: vec![kind.to_owned()], ..Options::default() }
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("N{number:06}")).collect()
}

#[test]
fn options_that_are_off_say_what_there_is() {
    let ledger = Transactions::small(&[("A", "B", 1, 1)]);
    let unknown = detect(&ledger, &only("spiral")).unwrap_err().to_string();
    assert!(unknown.contains("\"spiral\"") && KINDS.iter().all(|kind| unknown.contains(kind)), "{unknown}");
    for seconds in [0, -5] {
        let wrong = Options { window_seconds: Some(seconds), ..Options::default() };
        assert_eq!(detect(&ledger, &wrong), Err(GraphError::Window(seconds)));
    }
    let all = detect(&ledger, &Options { window_seconds: Some(i64::MAX), ..Options::default() }).unwrap();
    assert_eq!((all.transactions_examined, all.patterns_run), (1, KINDS.iter().map(|&kind| kind.to_owned()).collect()));
    let twice = Options { only: vec!["pass-through".into(), "cycle".into(), "cycle".into()], ..Options::default() };
    assert_eq!(detect(&ledger, &twice).unwrap().patterns_run, ["cycle", "pass-through"]);
}

#[test]
fn arrays_that_do_not_belong_together_are_refused() {
    let mut short = Transactions::small(&[("A", "B", 1, 1), ("B", "A", 1, 2)]);
    short.channel.pop();
    assert_eq!(detect(&short, &Options::default()), Err(GraphError::Arrays(TransactionsError::Lengths)));
    let backwards = Transactions::small(&[("A", "B", 1, 2), ("B", "A", 1, 1)]);
    assert_eq!(detect(&backwards, &Options::default()), Err(GraphError::Order(1)));
    assert_eq!(detect(&Transactions::default(), &Options::default()).unwrap().findings, []);
}

#[test]
fn a_cycle_has_at_most_twelve_hops() {
    for (size, expected) in [(2, 1), (12, 1), (13, 0)] {
        let names = names(size);
        let rows: Vec<_> = (0..size)
            .map(|at| (names[at].as_str(), names[(at + 1) % size].as_str(), 10_000, at as i64 * HOUR))
            .collect();
        assert_eq!(detect(&Transactions::small(&rows), &only("cycle")).unwrap().findings.len(), expected, "{size}");
    }
}

#[test]
fn of_cycles_side_by_side_the_tightest_is_reported() {
    let found = detect(
        &Transactions::small(&[
            ("A", "B", 10_000, 0),
            ("A", "B", 9_100, HOUR),
            ("B", "A", 9_000, 2 * HOUR),
            ("A", "B", 5_000, 200 * HOUR),
            ("B", "A", 5_000, 201 * HOUR),
        ]),
        &only("cycle"),
    )
    .unwrap();
    let transactions: Vec<_> = found.findings.iter().map(|finding| finding.transactions.clone()).collect();
    assert_eq!(transactions, [["t3", "t4"], ["t1", "t2"]]);
    assert_eq!(found.findings[1].why["cycles_alike"], Reason::Number(2));
    assert_eq!((found.findings[1].amount.as_str(), found.findings[1].currency.as_str()), ("90.00", "EUR"));
    assert_eq!((found.findings[0].from.as_str(), found.findings[0].use_.as_str()), ("1970-01-09", "evidence"));
}

#[test]
fn a_window_of_each_shape_make_one_scheme_and_cash_is_no_member() {
    let day = 24 * HOUR;
    let ledger = Transactions::small(&[
        ("A", "H", 1_000, 0),
        ("B", "H", 1_000, day),
        ("C", "H", 1_000, day),
        ("H", "", 900, 2 * day), // counts, as the second window needs three payers only
        ("", "H", 10, 3 * day),
        ("D", "H", 4_000, 3 * day),
        ("H", "Y", 5_700, 8 * day), // from A on: four payers, a destination, less than a fifth kept
        ("H", "Z", 150, 9 * day + HOUR),
        ("H", "X", 150, 9 * day + HOUR), // from B on: three payers, three payees
        ("E", "H", 5_000, 9 * day + 2 * HOUR),
    ]);
    let found = detect(&ledger, &only("gather-scatter")).unwrap().findings;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].transactions, ["t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"]);
    let members: Vec<_> =
        found[0].accounts.iter().map(|member| format!("{} {}", member.account, member.role)).collect();
    assert_eq!(members, ["A source", "B source", "C source", "D source", "H hub", "X sink", "Y sink", "Z sink"]);
    let figure = |name: &str| found[0].why[name].clone();
    assert_eq!([figure("payers"), figure("payees")], [Reason::Number(4), Reason::Number(3)]);
    assert_eq!(figure("in_amount"), Reason::Text("70.10".into()));
    assert_eq!(figure("retained_permille"), Reason::Number(15)); // 110 of 7010
    assert_eq!(
        (found[0].amount.as_str(), figure("ins"), figure("outs")),
        ("69.00", Reason::Number(5), Reason::Number(4))
    );
}

/// One account in the middle of 100,000 payments, all within the window.
fn large_hub() -> Transactions {
    let (names, mut numbers) = (names(20_000), Numbers(7));
    let rows: Vec<_> = (0..100_000)
        .map(|number| {
            let other = names[numbers.below(names.len())].as_str();
            let (payer, payee) = if numbers.below(2) == 0 { ("HUB", other) } else { (other, "HUB") };
            (payer, payee, 10_000 + numbers.below(500) as i64, number)
        })
        .collect();
    Transactions::small(&rows)
}

#[test]
fn a_hub_of_100_000_payments_ends_soon() {
    let ledger = large_hub();
    let begun = Instant::now();
    let found = detect(&ledger, &Options::default()).unwrap();
    println!("{:?}, {} findings, cut: {:?}", begun.elapsed(), found.findings.len(), found.cut);
    let thinned =
        |cut: &Cut| matches!(cut, Cut::FewerStarts { pattern, accounts: 1, .. } if pattern == "gather-scatter");
    assert!(found.cut.iter().any(thinned), "{:?}", found.cut);
    assert!(found.findings.iter().any(|finding| finding.kind == "cycle"));
}

#[test]
fn two_accounts_that_pay_each_other_100_000_times_end_soon_and_say_what_was_cut() {
    let row = |number: i64| if number % 2 == 0 { ("A", "B", 100, number) } else { ("B", "A", 100, number) };
    let ledger = Transactions::small(&(0..100_000).map(row).collect::<Vec<_>>());
    let begun = Instant::now();
    let found = detect(&ledger, &only("cycle")).unwrap();
    println!("{:?}, cut: {:?}", begun.elapsed(), found.cut);
    assert_eq!(found.findings.len(), 1);
    assert!(matches!(&found.cut[0], Cut::SearchesStopped { pattern, .. } if pattern == "cycle"), "{:?}", found.cut);
}

#[test]
fn threads_change_nothing() {
    let ledger = large_hub();
    let on = |threads: usize| -> Findings {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| detect(&ledger, &Options::default()).unwrap())
    };
    assert_eq!(on(1), on(3));
}

/// The rows by their instants; with distinct instants the order in which they were given cannot matter.
fn in_ledger_order(mut rows: Vec<(usize, usize, i64, i64)>) -> Transactions {
    const NAMES: [&str; 6] = ["A", "B", "C", "D", "E", ""];
    rows.sort_by_key(|row| row.3);
    let named: Vec<_> = rows.iter().map(|row| (NAMES[row.0], NAMES[row.1], row.2 * 500, row.3 * 6 * HOUR)).collect();
    let mut ledger = Transactions::small(&named);
    ledger.ids = rows.iter().map(|row| format!("at{}", row.3)).collect();
    ledger
}

/// The same transactions, with accounts numbered the other way round.
fn renamed(ledger: &Transactions) -> Transactions {
    let mut other = ledger.clone();
    let last = u32::try_from(ledger.accounts.len()).unwrap().wrapping_sub(1);
    let turn = |account: u32| if account == filature_model::OUTSIDE { account } else { last - account };
    other.accounts.reverse();
    other.debtor = ledger.debtor.iter().map(|&account| turn(account)).collect();
    other.creditor = ledger.creditor.iter().map(|&account| turn(account)).collect();
    other
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn the_order_of_rows_and_the_numbers_of_accounts_do_not_matter(
        rows in prop::collection::vec((0..6_usize, 0..6_usize, 18..22_i64), 1..40),
        shuffled in any::<u64>(),
    ) {
        let timed: Vec<_> = (0..).zip(rows).map(|(at, (payer, payee, amount))| (payer, payee, amount, at)).collect();
        let (mut other, mut numbers) = (timed.clone(), Numbers(shuffled));
        for at in (1..other.len()).rev() {
            other.swap(at, numbers.below(at + 1));
        }
        let ledger = in_ledger_order(timed);
        let found = detect(&ledger, &Options::default()).unwrap();
        prop_assert_eq!(&found, &detect(&in_ledger_order(other), &Options::default()).unwrap());
        let mut turned = detect(&renamed(&ledger), &Options::default()).unwrap();
        turned.findings.iter_mut().for_each(|finding| finding.accounts.sort());
        prop_assert_eq!(found, turned);
    }
}
