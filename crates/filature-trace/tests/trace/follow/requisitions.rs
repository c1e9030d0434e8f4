//! What to ask for next.

use filature_model::{Ask, Channel, Transactions};
use filature_trace::{Options, trace};

use crate::support::claim;

#[test]
fn what_is_at_stake_most_is_asked_for_first() {
    let mut ledger = Transactions::small(&[
        ("", "M", 1000, 1),
        ("M", "X", 100, 2),
        ("M", "X", 150, 3),
        ("M", "", 200, 4),
        ("M", "", 50, 5),
        ("M", "H", 300, 6),
        ("M", "S", 200, 7),
    ]);
    // Accounts are sorted: H 0, M 1, S 2, X 3.
    ledger.in_case[3] = false;
    ledger.hub[0] = true;
    ledger.channel[3] = Channel::CashOut;
    let options = Options { stop: vec![2], ..Options::default() };
    let trace = trace(&ledger, &[claim("c", &[0])], &options).unwrap();
    let asked: Vec<(Ask, &str, Option<&str>, &str, usize)> = trace
        .requisitions
        .iter()
        .map(|row| (row.ask, row.account.as_str(), row.payee.as_deref(), row.high.as_str(), row.transactions.len()))
        .collect();
    let expected = [
        (Ask::HubRecord, "H", None, "3.00", 1),
        (Ask::PayeeStatement, "M", Some("X"), "2.50", 2),
        (Ask::CashRecord, "M", None, "2.00", 1),
        (Ask::PayeeIdentity, "M", None, "0.50", 1),
    ];
    assert_eq!(asked, expected);
    assert_eq!(trace.requisitions[1].from, "1970-01-01");
}

#[test]
fn an_opening_that_moves_a_figure_is_asked_for() {
    let mut ledger = Transactions::small(&[("", "M", 100, 1), ("", "M", 100, 2), ("M", "", 100, 3)]);
    ledger.openings.clear();
    let trace = trace(&ledger, &[claim("c", &[0])], &Options::default()).unwrap();
    let asked: Vec<Ask> = trace.requisitions.iter().map(|row| row.ask).collect();
    assert!(asked.contains(&Ask::EarlierStatement), "{asked:?}");
}
