//! Entries that count from another day by value date.

use filature_model::{Assumption, Doubt, Rule, Transactions, ValueDate};
use filature_trace::{Options, trace};

use crate::support::{claim, figures};

const DAY_SECONDS: i64 = 86_400;

/// Clean 100 booked on day 1 with value on `value_day`; 100 of a claim on day 2; out 100 on day 4.
fn ledger(value_day: i64) -> Transactions {
    let rows = [("", "M", 100, DAY_SECONDS), ("", "M", 100, 2 * DAY_SECONDS), ("M", "", 100, 4 * DAY_SECONDS)];
    let mut ledger = Transactions::small(&rows);
    let at_micros = value_day * DAY_SECONDS * 1_000_000;
    ledger.value_dates = vec![ValueDate { transaction: 0, is_credit: true, at_micros }];
    ledger
}

#[test]
fn a_value_date_in_the_window_makes_a_range_and_is_measured() {
    let run = |value_day, window| {
        let options = Options { value_window_days: window, ..Options::default() };
        trace(&ledger(value_day), &[claim("c", &[1])], &options).unwrap()
    };
    let doubted = run(3, 10);
    assert_eq!(figures(&doubted, Rule::Fifo).get("held/M/c"), Some(&(0, 100)));
    assert_eq!(figures(&doubted, Rule::ProRata)["held/M/c"], (50, 50));
    assert_eq!((&doubted.sways[0].doubt, doubted.sways[0].high.as_str()), (&Doubt::ValueDates, "1.00"));
    assert!(doubted.assumptions.contains(&Assumption::ValueDates { entries: 1, window_days: 10 }));
    for certain in [run(3, 0), run(3, 1), run(12, 10)] {
        assert_eq!(figures(&certain, Rule::Fifo)["held/M/c"], (100, 100));
        assert!(certain.sways.is_empty());
    }
}

#[test]
fn the_doubt_that_moves_a_figure_most_comes_first() {
    let mut ledger = ledger(3);
    ledger.openings.clear();
    let trace = trace(&ledger, &[claim("c", &[1])], &Options::default()).unwrap();
    let widths: Vec<(String, String)> = trace.sways.iter().map(|sway| (sway.low.clone(), sway.high.clone())).collect();
    assert!(trace.sways.iter().any(|sway| sway.doubt == Doubt::Opening { account: "M".to_owned() }), "{widths:?}");
    assert_eq!(widths[0], ("0.00".to_owned(), "1.00".to_owned()));
}
