//! The search that looks backwards first finds what the plain one finds.

use filature_model::Transactions;
use proptest::prelude::*;

use super::*;

const PLAIN: Limits = Limits { at_first: usize::MAX, each_start: usize::MAX, many_comings: 0 };

fn all(index: &Adjacency, limits: Limits) -> Vec<Vec<Round>> {
    let starts = 0..u32::try_from(index.at_micros.len()).unwrap();
    let found = starts.map(|start| from_start(index, start, days(4), limits));
    found.map(|(rounds, stopped)| (!stopped).then_some(rounds).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn looking_backwards_first_changes_nothing(
        rows in prop::collection::vec((0..9_usize, 0..9_usize, 18..24_i64), 10..70),
        many_comings in 0..6_usize,
    ) {
        const NAMES: [&str; 9] = ["A", "B", "C", "D", "E", "F", "G", "H", ""];
        let named: Vec<_> =
            (0..).zip(&rows).map(|(at, row)| (NAMES[row.0], NAMES[row.1], row.2 * 500, at / 2 * 18_000)).collect();
        let mut ledger = Transactions::small(&named);
        ledger.hub.iter_mut().take(1).for_each(|hub| *hub = rows.len() % 3 == 0);
        let index = Adjacency::new(&ledger).unwrap();
        let backwards_first = Limits { at_first: 0, each_start: usize::MAX, many_comings };
        prop_assert_eq!(all(&index, backwards_first), all(&index, PLAIN));
    }
}

#[test]
fn backwards_the_search_sees_only_what_leads_home() {
    let ledger = Transactions::small(&[
        ("A", "B", 100, 0), // the start
        ("B", "X", 100, 1), // leads nowhere
        ("B", "C", 100, 2),
        ("C", "A", 100, 3),
        ("B", "C", 100, 4), // too late for C
    ]);
    let index = Adjacency::new(&ledger).unwrap();
    let reach = |limits| backwards(&index, (0, 1), 0..4, limits);
    let useful = reach(LIMITS).unwrap().useful;
    assert_eq!((&useful[&1], &useful[&2], useful.len()), (&vec![2], &vec![3], 2));
    assert_eq!(reach(LIMITS).unwrap().unexplored, [1]);
    assert!(reach(Limits { each_start: 1, ..LIMITS }).is_none());
}
