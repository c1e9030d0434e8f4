//! How much of a claim reached an account by a day.

use filature_model::{Trace, Transactions};
use filature_trace::{Options, trace};

use crate::support::claim;

fn reached(trace: &Trace, rule: &str) -> Vec<(String, String)> {
    let rows = trace.reached.iter().filter(|row| row.rule == rule);
    rows.map(|row| (row.claim.clone(), format!("{}/{}", row.low, row.high))).collect()
}

/// A pays B over X, X pays part of it back to A, and A pays B again: money that goes round is counted once.
#[test]
fn money_that_goes_round_is_counted_once() {
    let ledger = Transactions::small(&[
        ("", "A", 1000, 1),
        ("A", "X", 1000, 2),
        ("X", "B", 400, 3),
        ("B", "X", 400, 4),
        ("X", "B", 400, 5),
        ("X", "A", 600, 6),
        ("A", "B", 600, 7),
    ]);
    let to_b = |before_micros| Options { reached: vec![1], before_micros, ..Options::default() };
    let all = trace(&ledger, &[claim("c", &[0])], &to_b(None)).unwrap();
    let early = trace(&ledger, &[claim("c", &[0])], &to_b(Some(6_500_000))).unwrap();
    // What B paid back is not followed: whether X then pays that on, or more of the claim, is the rule's to say.
    let by_then = [("fifo", "8.00/8.00"), ("lifo", "4.00/4.00"), ("pro-rata", "6.40/6.40"), ("libr", "4.00/4.00")];
    for (rule, early_sum) in by_then {
        assert_eq!(reached(&early, rule), [("c".to_owned(), early_sum.to_owned())], "{rule}");
        assert_eq!(reached(&all, rule), [("c".to_owned(), "10.00/10.00".to_owned())], "{rule}");
    }
    assert!(reached(&all, "pari-passu").is_empty());
    // All that A paid: 8.00 over X, and 6.00 itself, among which 2.00 that had come back from X are counted once.
    let paid_by_a = trace(&ledger, &[claim("paid", &[1, 6])], &to_b(None)).unwrap();
    assert_eq!(reached(&paid_by_a, "fifo"), [("paid".to_owned(), "14.00/14.00".to_owned())]);
}
