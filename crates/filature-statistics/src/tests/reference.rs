//! What somebody can work out, by trying every table: slow, obvious, and what the network is held to.

use crate::{Cell, Network, Shape, hide};

/// All ways to share a sum among so many.
pub fn shares(sum: u64, among: usize) -> Vec<Vec<u64>> {
    if among == 1 {
        return vec![vec![sum]];
    }
    let rest = |first: u64| {
        shares(sum - first, among - 1).into_iter().map(move |mut rest| {
            rest.insert(0, first);
            rest
        })
    };
    (0..=sum).flat_map(rest).collect()
}

/// A table whose lowest columns are these, row by row without that of all periods, with every sum put in.
pub fn whole(shape: &Shape, bottoms: &[Vec<u64>]) -> Vec<u64> {
    let row = |bottoms: &[u64]| {
        let (mut cells, mut at) = (Vec::new(), 0);
        for &below in &shape.groups {
            let of_group = &bottoms[at..at + below.max(1)];
            cells.push(of_group.iter().sum());
            if below > 0 {
                cells.extend(of_group);
            }
            at += below.max(1);
        }
        cells
    };
    let all: Vec<u64> = (0..bottoms[0].len()).map(|column| bottoms.iter().map(|row| row[column]).sum()).collect();
    [all].iter().chain(bottoms).flat_map(|bottoms| row(bottoms)).collect()
}

/// Every table with these sums of periods.
pub fn every(shape: &Shape, sums: &[u64]) -> Vec<Vec<u64>> {
    let among = shape.groups.iter().map(|&below| below.max(1)).sum();
    let mut rows: Vec<Vec<Vec<u64>>> = vec![Vec::new()];
    for &sum in sums {
        let next = shares(sum, among);
        rows = rows
            .iter()
            .flat_map(|known| next.iter().map(move |row| [known.clone(), vec![row.clone()]].concat()))
            .collect();
    }
    rows.iter().map(|bottoms| whole(shape, bottoms)).collect()
}

/// Of each cell the least and the most in all tables that show the same.
pub fn ranges(every: &[Vec<u64>], truth: &[u64], hidden: &[bool]) -> Vec<(u64, u64)> {
    let shows_the_same = |table: &&Vec<u64>| (0..truth.len()).all(|cell| hidden[cell] || table[cell] == truth[cell]);
    let same: Vec<&Vec<u64>> = every.iter().filter(shows_the_same).collect();
    let of = |cell: usize| {
        let values = || same.iter().map(|table| table[cell]);
        (values().min().unwrap(), values().max().unwrap())
    };
    (0..truth.len()).map(of).collect()
}

/// Small random numbers from a seed that is printed.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// A random table: its shape, the sums of its periods and its counts.
pub fn random(random: &mut Random, most: u64) -> (Shape, Vec<u64>, Vec<u64>) {
    let groups = [vec![0, 0], vec![0, 0, 0], vec![2, 0], vec![2, 2], vec![0, 2]];
    let shape = Shape {
        periods: 1 + random.below(2) as usize,
        groups: groups[random.below(groups.len() as u64) as usize].clone(),
    };
    let among: usize = shape.groups.iter().map(|&below| below.max(1)).sum();
    let row = |random: &mut Random| -> Vec<u64> { (0..among).map(|_| random.below(most)).collect() };
    let bottoms: Vec<Vec<u64>> = (0..shape.periods).map(|_| row(random)).collect();
    let sums = bottoms.iter().map(|row| row.iter().sum()).collect();
    let cells = whole(&shape, &bottoms);
    (shape, sums, cells)
}

#[test]
fn the_network_knows_what_trying_every_table_shows() {
    for seed in 0..400 {
        let mut numbers = Random(seed);
        let (shape, sums, counts) = random(&mut numbers, 4);
        let hidden: Vec<bool> = counts.iter().map(|_| numbers.below(3) > 0).collect();
        let expected = ranges(&every(&shape, &sums), &counts, &hidden);
        let network = Network::new(&shape, &counts);
        for cell in (0..counts.len()).filter(|&cell| hidden[cell]) {
            let found = network.range(&hidden, cell, 1_000);
            assert_eq!(found, expected[cell], "seed {seed}, cell {cell} of {shape:?} {counts:?} {hidden:?}");
        }
    }
}

#[test]
fn no_hidden_cell_can_be_told_within_less_than_k() {
    let k = 4;
    let (mut hidden_beside, mut shown) = (0, 0);
    for seed in 0..500 {
        let mut numbers = Random(seed + 10_000);
        let (shape, sums, counts) = random(&mut numbers, 5);
        if sums.iter().any(|&sum| sum < k) {
            continue;
        }
        let tells: Vec<bool> = counts.iter().map(|_| numbers.below(4) > 0).collect();
        let cell = |(&count, &empty_tells)| Cell { count, too_few: count < k, empty_tells };
        let cells: Vec<Cell> = counts.iter().zip(&tells).map(cell).collect();
        let hidden = hide(&shape, &cells, k);
        let ranges = ranges(&every(&shape, &sums), &counts, &hidden);
        for (at, cell) in cells.iter().enumerate() {
            assert!(hidden[at] || cell.count >= k, "seed {seed}: {at} of {counts:?}");
            let (least, most) = ranges[at];
            let may_be_told = !hidden[at] || (cell.count == 0 && !cell.empty_tells);
            assert!(may_be_told || most - least >= k, "seed {seed}: {at} of {shape:?} {counts:?} {hidden:?}");
            hidden_beside += usize::from(hidden[at] && !cell.too_few);
            shown += usize::from(!hidden[at]);
        }
    }
    // The property says something only where cells had to be hidden beside others, and where not all were.
    assert!(hidden_beside > 100 && shown > 300, "{hidden_beside} {shown}");
}

#[test]
fn hiding_only_what_is_too_few_would_not_do() {
    let (shape, counts) = (Shape { periods: 1, groups: vec![0, 0, 0] }, [9, 5, 1, 9, 5, 1]);
    let hidden = counts.map(|count| count < 4);
    assert_eq!(ranges(&every(&shape, &[15]), &counts, &hidden)[5], (1, 1), "it can be worked out from the sum");
    let cells = counts.map(|count| Cell { count, too_few: count < 4, empty_tells: true });
    assert_eq!(hide(&shape, &cells, 4), [false, true, true, false, true, true]);
}

#[test]
fn nobody_learns_that_all_of_a_period_are_in_one_column() {
    let shape = Shape { periods: 1, groups: vec![0, 0] };
    let cell = |count, empty_tells| Cell { count, too_few: count < 4, empty_tells };
    let cells = [cell(15, true), cell(0, true)];
    assert_eq!(hide(&shape, &cells.repeat(2), 4), [true; 4]);
    // That of nobody something is not known may be worked out.
    let cells = [cell(15, true), cell(0, false)];
    assert_eq!(hide(&shape, &cells.repeat(2), 4), [false, true, false, true]);
}
