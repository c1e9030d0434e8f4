//! Accounts that are measured to be hubs.

use filature_model::{Assumption, Trace, Transactions};
use filature_trace::{Options, trace};

use crate::support::{claim, figures};

/// `payers` accounts pay 10.00 to H, the first of them with money of a claim; H pays it on to `payees` others.
fn ledger(payers: usize, payees: usize, kept: i64) -> Transactions {
    let names: Vec<String> =
        (0..payers).map(|at| format!("A{at:03}")).chain((0..payees).map(|at| format!("Z{at:03}"))).collect();
    let mut rows: Vec<(&str, &str, i64, i64)> = vec![("", "A000", 1000, 0)];
    rows.extend(names[..payers].iter().map(|name| (name.as_str(), "H", 1000, 1)));
    let each = (1000 * payers as i64 - kept) / payees as i64;
    rows.extend(names[payers..].iter().map(|name| ("H", name.as_str(), each, 2)));
    Transactions::small(&rows)
}

fn run(ledger: &Transactions, options: &Options) -> Trace {
    trace(ledger, &[claim("c", &[0])], options).unwrap()
}

fn stops(ledger: &Transactions) -> bool {
    figures(&run(ledger, &Options::default()), filature_model::Rule::Fifo).contains_key("left/t1/A000/c/hub")
}

#[test]
fn a_hub_has_a_hundred_counterparties_on_both_sides_and_keeps_little() {
    assert!(stops(&ledger(60, 40, 0)));
    assert!(!stops(&ledger(60, 39, 0)), "never with fewer than a hundred");
    assert!(!stops(&ledger(150, 19, 0)), "many pay a few: that is a collector, and is followed");
    assert!(!stops(&ledger(19, 150, 0)));
    assert!(!stops(&ledger(60, 60, 20_000)), "what stays is a third of what came in");
}

#[test]
fn the_measure_is_shown_and_a_person_overrules_it() {
    let ledger = ledger(60, 60, 0);
    let stopped = run(&ledger, &Options::default());
    let hub = &stopped.hubs[0];
    assert_eq!((hub.account.as_str(), hub.payers, hub.payees, hub.counterparties), ("H", 60, 60, 120));
    assert_eq!((hub.received.as_str(), hub.paid.as_str(), hub.declared), ("600.00", "600.00", false));
    assert!(stopped.assumptions.iter().any(|made| matches!(made, Assumption::MeasuredHub { .. })));
    let at = ledger.accounts.iter().position(|id| id.as_str() == "H").unwrap() as u32;
    let through = run(&ledger, &Options { through: vec![at], ..Options::default() });
    assert!(through.rules["fifo"].left.is_empty() && through.hubs[0].followed_through);
    let unmeasured = run(&ledger, &Options { measure_hubs: false, ..Options::default() });
    assert!(unmeasured.rules["fifo"].left.is_empty() && unmeasured.hubs.is_empty());
}
