//! Two tables of one population, against somebody who tries every way in which its people could be.

use super::reference::{Random, shares, whole};
use crate::{Cell, Shape, hide};

/// Each person of a period stands in a column of the one table and in one of the other: what is tried is how many stand in each pair.
#[test]
fn what_two_tables_show_together_tells_no_more_than_each() {
    let k = 3;
    let shape = |groups: usize, periods: usize| Shape { periods, groups: vec![0; groups] };
    let mut tried = 0;
    for seed in 0..120 {
        let mut numbers = Random(seed);
        let periods = 1 + numbers.below(2) as usize;
        let pairs: Vec<Vec<u64>> = (0..periods).map(|_| (0..4).map(|_| numbers.below(4)).collect()).collect();
        let sums: Vec<u64> = pairs.iter().map(|row| row.iter().sum()).collect();
        if sums.iter().any(|&sum| sum < k || sum > 9) {
            continue;
        }
        tried += 1;
        let first = |row: &Vec<u64>| vec![row[0] + row[1], row[2] + row[3]];
        let second = |row: &Vec<u64>| vec![row[0] + row[2], row[1] + row[3]];
        let tables = |pairs: &[Vec<u64>]| {
            let of = |get: &dyn Fn(&Vec<u64>) -> Vec<u64>| {
                whole(&shape(2, periods), &pairs.iter().map(get).collect::<Vec<_>>())
            };
            [of(&first), of(&second)]
        };
        let truth = tables(&pairs);
        let hidden = truth.clone().map(|counts| {
            let cells: Vec<Cell> =
                counts.iter().map(|&count| Cell { count, too_few: count < k, empty_tells: true }).collect();
            hide(&shape(2, periods), &cells, k)
        });
        let mut worlds: Vec<Vec<Vec<u64>>> = vec![Vec::new()];
        for &sum in &sums {
            let rows = shares(sum, 4);
            worlds = worlds
                .iter()
                .flat_map(|known| rows.iter().map(move |row| [known.clone(), vec![row.clone()]].concat()))
                .collect();
        }
        let mut seen = [vec![(u64::MAX, 0); truth[0].len()], vec![(u64::MAX, 0); truth[1].len()]];
        for world in worlds {
            let shown = tables(&world);
            let same = (0..2).all(|table| {
                (0..truth[table].len()).all(|at| hidden[table][at] || shown[table][at] == truth[table][at])
            });
            for table in 0..if same { 2 } else { 0 } {
                for (range, &count) in seen[table].iter_mut().zip(&shown[table]) {
                    *range = (range.0.min(count), range.1.max(count));
                }
            }
        }
        for table in 0..2 {
            for (at, &(least, most)) in seen[table].iter().enumerate() {
                assert!(!hidden[table][at] || most - least >= k, "seed {seed}: {pairs:?}, cell {at} of table {table}");
            }
        }
    }
    assert!(tried > 60, "{tried}");
}
