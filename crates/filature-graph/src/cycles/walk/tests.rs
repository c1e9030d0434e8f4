//! The search that looks backwards first finds what the plain one finds.

use filature_model::Transactions;
use proptest::prelude::*;

use super::*;

const BOUNDS: Bounds = Bounds {
    window_micros: 4 * 86_400_000_000,
    strict: false,
    most_hops: 12,
    through_pooled: false,
    most_steps: usize::MAX,
};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn looking_backwards_first_changes_nothing(
        rows in prop::collection::vec((0..9_usize, 0..9_usize), 10..70),
        many_comings in 0..6_usize,
        at_first in 1..30_usize,
        strict in any::<bool>(),
    ) {
        const NAMES: [&str; 9] = ["A", "B", "C", "D", "E", "F", "G", "H", ""];
        let named: Vec<_> =
            (0..).zip(&rows).map(|(at, row)| (NAMES[row.0], NAMES[row.1], 500, at / 3 * 27_000)).collect();
        let mut ledger = Transactions::small(&named);
        ledger.hub.iter_mut().take(1).for_each(|hub| *hub = rows.len() % 3 == 0);
        let index = Adjacency::new(&ledger).unwrap();
        let ends = index.window_ends(BOUNDS.window_micros);
        let mut walk = Walk::new(&index, &ends, Bounds { strict, ..BOUNDS });
        for start in 0..u32::try_from(rows.len()).unwrap() {
            prop_assert!(walk.search_from_with(start, usize::MAX, 0));
            let plain = walk.found.clone();
            prop_assert!(walk.search_from_with(start, at_first, many_comings));
            prop_assert_eq!(&walk.found, &plain);
            if let Some(errand) = walk.errand(start) {
                let reach = walk.backwards(errand, usize::MAX, many_comings).unwrap();
                prop_assert!(walk.walk(errand, Some(&reach), usize::MAX));
                prop_assert_eq!(&walk.found, &plain);
            }
        }
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
    let ends = index.window_ends(BOUNDS.window_micros);
    let walk = Walk::new(&index, &ends, BOUNDS);
    let errand = walk.errand(0).unwrap();
    let reach = walk.backwards(errand, 64, 64).unwrap();
    let useful = |pocket: u32| reach.useful[&pocket].iter().map(|going| going.position).collect::<Vec<u32>>();
    assert_eq!((useful(1), useful(2), reach.useful.len()), (vec![2], vec![3], 2));
    assert_eq!(reach.unexplored, [1]);
    assert!(walk.backwards(errand, 0, 64).is_none());
}

#[test]
fn a_search_that_a_limit_stopped_says_so() {
    let ledger = Transactions::small(
        &(0..40).map(|at| if at % 2 == 0 { ("A", "B", 1, at) } else { ("B", "A", 1, at) }).collect::<Vec<_>>(),
    );
    let index = Adjacency::new(&ledger).unwrap();
    let ends = index.window_ends(BOUNDS.window_micros);
    let mut walk = Walk::new(&index, &ends, Bounds { most_steps: 5, ..BOUNDS });
    assert!(!walk.search_from(0));
    assert_eq!(walk.found.len(), 5);
    assert!(walk.search_from(36));
    assert_eq!(walk.found.len(), 2);
}
