//! What somebody can work out who has the figures that are shown: of each hidden cell, the least and the most that it can be.
//!
//! A table of periods by columns, where columns may have columns below them, is a network. Each cell stands in exactly two of the sums
//! that hold the table together (its row's or its group's, and its column's or the one above), so it is an arc between the two, and a
//! change of the hidden cells that no shown figure betrays is a circulation: what flows along an arc is added to that cell. A cell
//! may rise without limit and fall to zero. How far one can go is a maximal flow, exact and in whole numbers, with no linear program.
//!
//! ```text
//!   all periods ─► column of the total row ─► (column's sum) ─► column of a period ─► (period's sum)
//! ```
//!
//! The sums of the periods are no cells: they are always shown (`periods`).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// What columns a table has: for each group, how many columns stand below it; 0 for a column of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Periods, without the row of their total.
    pub periods: usize,
    /// Groups.
    pub groups: Vec<usize>,
}

impl Shape {
    /// Columns: each group, and after it those below it.
    pub fn columns(&self) -> usize {
        self.groups.iter().map(|below| below + 1).sum()
    }

    /// Cells, row by row; the first row is the total of all periods.
    pub fn cells(&self) -> usize {
        (self.periods + 1) * self.columns()
    }

    /// Of each column its group, and whether it has none below it.
    fn places(&self) -> Vec<(usize, bool)> {
        let of_group = |(group, &below): (usize, &usize)| {
            let mut places = vec![(group, below == 0)];
            places.extend(std::iter::repeat_n((group, true), below));
            places
        };
        self.groups.iter().enumerate().flat_map(of_group).collect()
    }

    /// The arcs, cell by cell: increasing a cell carries as much from the first sum to the second.
    fn arcs(&self) -> Vec<(usize, usize)> {
        let (rows, groups, columns) = (self.periods + 1, self.groups.len(), self.columns());
        let row_sum = |row: usize| row;
        let group_sum = |row: usize, group: usize| rows + row * groups + group;
        let column_sum = |column: usize| rows + rows * groups + column;
        let places = self.places();
        let mut arcs = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for (column, &(group, is_bottom)) in places.iter().enumerate() {
                let above = if self.groups[group] == 0 { row_sum(row) } else { group_sum(row, group) };
                let arc = if is_bottom { (column_sum(column), above) } else { (above, row_sum(row)) };
                arcs.push(if row == 0 { (arc.1, arc.0) } else { arc });
            }
        }
        arcs
    }

    fn sums(&self) -> usize {
        (self.periods + 1) * (1 + self.groups.len()) + self.columns()
    }
}

/// The network of a table: its cells as arcs, with what stands in them.
#[derive(Debug)]
pub struct Network<'a> {
    arcs: Vec<(usize, usize)>,
    /// Arcs at each sum.
    at: Vec<Vec<usize>>,
    values: &'a [u64],
}

impl<'a> Network<'a> {
    /// Of a table with these cells.
    pub fn new(shape: &Shape, values: &'a [u64]) -> Self {
        let arcs = shape.arcs();
        let mut at = vec![Vec::new(); shape.sums()];
        for (cell, &(from, to)) in arcs.iter().enumerate() {
            at[from].push(cell);
            at[to].push(cell);
        }
        Self { arcs, at, values }
    }

    /// The least and the most that a hidden cell can be for who sees the others. Where the two are `enough` or more apart, it may be
    /// wider still.
    pub fn range(&self, hidden: &[bool], cell: usize, enough: u64) -> (u64, u64) {
        let (from, to) = self.arcs[cell];
        let up = self.carried(hidden, cell, to, from, enough).0;
        let down = self.carried(hidden, cell, from, to, enough.min(self.values[cell])).0;
        (self.values[cell] - down, self.values[cell] + up)
    }

    /// The shown cells that cost least to hide so that a hidden cell can be more than it can be now; none where it can be any amount
    /// that its row has.
    pub fn to_hide(&self, hidden: &[bool], cell: usize, enough: u64) -> Option<Vec<usize>> {
        let (from, to) = self.arcs[cell];
        let (_, moved) = self.carried(hidden, cell, to, from, enough);
        let (mut best, mut by) = (vec![None; self.at.len()], vec![None; self.at.len()]);
        let mut next = BinaryHeap::from([Reverse((0_u64, to))]);
        best[to] = Some(0);
        while let Some(Reverse((cost, sum))) = next.pop() {
            if best[sum] != Some(cost) {
                continue;
            }
            for &arc in self.at[sum].iter().filter(|&&arc| arc != cell) {
                let Some(other) = self.other_end(arc, sum, hidden[arc].then_some(&moved)) else { continue };
                let price = if hidden[arc] { 0 } else { self.values[arc].max(1) };
                let total = cost.saturating_add(price);
                if best[other].is_none_or(|known| total < known) {
                    best[other] = Some(total);
                    by[other] = Some((arc, sum));
                    next.push(Reverse((total, other)));
                }
            }
        }
        let (mut path, mut sum) = (Vec::new(), from);
        while sum != to {
            let (arc, before) = by[sum]?;
            path.extend((!hidden[arc]).then_some(arc));
            sum = before;
        }
        Some(path)
    }

    /// Where an arc leads from a sum, if anything can go there: forwards always, backwards what stands in the cell and was not taken
    /// already.
    fn other_end(&self, arc: usize, sum: usize, moved: Option<&Vec<i128>>) -> Option<usize> {
        let (from, to) = self.arcs[arc];
        if from == sum {
            return Some(to);
        }
        let left = i128::from(self.values[arc]) + moved.map_or(0, |moved| moved[arc]);
        (left > 0).then_some(from)
    }

    /// How much can go from one sum to another along hidden cells other than this one, up to a limit; and what that adds to each.
    fn carried(&self, hidden: &[bool], but: usize, source: usize, sink: usize, limit: u64) -> (u64, Vec<i128>) {
        let mut moved = vec![0_i128; self.arcs.len()];
        let mut carried = 0;
        while carried < limit {
            let Some(path) = self.path(hidden, but, source, sink, &moved) else { break };
            let room = path.iter().map(|&(arc, forwards)| {
                let left = i128::from(self.values[arc]) + moved[arc];
                if forwards { limit - carried } else { u64::try_from(left).unwrap_or(0) }
            });
            let step = room.min().unwrap_or(0).min(limit - carried);
            for (arc, forwards) in path {
                moved[arc] += if forwards { i128::from(step) } else { -i128::from(step) };
            }
            carried += step;
        }
        (carried, moved)
    }

    /// A shortest way, as arcs and whether each is gone forwards.
    fn path(
        &self,
        hidden: &[bool],
        but: usize,
        source: usize,
        sink: usize,
        moved: &Vec<i128>,
    ) -> Option<Vec<(usize, bool)>> {
        let mut by: Vec<Option<(usize, usize)>> = vec![None; self.at.len()];
        let mut next = VecDeque::from([source]);
        while let Some(sum) = next.pop_front() {
            if sum == sink {
                break;
            }
            for &arc in self.at[sum].iter().filter(|&&arc| hidden[arc] && arc != but) {
                match self.other_end(arc, sum, Some(moved)) {
                    Some(other) if other != source && by[other].is_none() => {
                        by[other] = Some((arc, sum));
                        next.push_back(other);
                    }
                    _ => {}
                }
            }
        }
        let (mut path, mut sum) = (Vec::new(), sink);
        while sum != source {
            let (arc, before) = by[sum]?;
            path.push((arc, self.arcs[arc].0 == before));
            sum = before;
        }
        Some(path)
    }
}
