//! The sets of transactions that a pattern finds, pieces of others included, held against those of its definition.

use std::collections::BTreeSet;

use filature_graph::{Options, detect};
use filature_model::Transactions;

/// Sets of positions.
pub type Sets = BTreeSet<Vec<usize>>;

/// Detects with nothing joined, and asserts that the sets found are these.
pub fn assert_agrees(ledger: &Transactions, options: Options, sets: &Sets, seed: u64) {
    let findings = detect(ledger, &Options { pieces: true, ..options }).unwrap();
    assert!(findings.cut.is_empty(), "seed {seed}");
    let positions = |ids: &Vec<String>| ids.iter().map(|id| id[1..].parse().unwrap()).collect();
    let found: Sets = findings.findings.iter().map(|finding| positions(&finding.transactions)).collect();
    assert_eq!(&found, sets, "found, and by the definition; seed {seed}: {ledger:#?}");
}

/// Joins closed intervals for as long as two of them touch.
#[allow(dead_code, reason = "not every pattern joins windows")]
pub fn unions(spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = spans.to_vec();
    loop {
        let pairs = (0..spans.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        let mut touching = pairs.filter(|&(a, b)| spans[a].0 <= spans[b].1 && spans[b].0 <= spans[a].1);
        let Some((one, other)) = touching.next() else { return spans };
        let joined = spans.swap_remove(one);
        spans[other] = (spans[other].0.min(joined.0), spans[other].1.max(joined.1));
    }
}
