//! Which cells of a table are hidden: those about too few people, and as many others as it takes that nobody can work one of them out.
//!
//! ```text
//! counts ─► too few? hidden ─► of each hidden cell: least and most (network) ─┬► k or more apart: done
//!                                        ▲                                    └► hide what costs least ─┐
//!                                        └──────────────────────────────────────────────────────────────┘
//! ```
//!
//! 0 is too few, like 1: a cell that is hidden does not say whether anybody is in it, and no shown figures give away that everybody
//! of a period is in the other column. Only where a column holds what is *not* known of people ("not stated") may one work out that
//! it is empty, since that says nothing of anybody.

use crate::network::{Network, Shape};

/// A cell before anything is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How many people.
    pub count: u64,
    /// Whether it is hidden by itself.
    pub too_few: bool,
    /// Whether it says something of those who are not in it.
    pub empty_tells: bool,
}

impl Cell {
    fn needs_room(self) -> bool {
        self.count > 0 || self.empty_tells
    }
}

/// Which cells are hidden, so that each of them can be `k` or more different numbers for who sees the rest: its least and its most are `k`
/// or more apart. The sum of each period must be `k` or more; it is taken to be known.
///
/// ```
/// use filature_statistics::{Cell, Shape, hide};
/// let of = |count| Cell { count, too_few: count < 11, empty_tells: true };
/// // One period, and the row of the total that repeats it. 4 could be worked out from the sum; with 16 hidden, it can be 0 to 20.
/// let row = [60, 16, 4].map(of);
/// let shape = Shape { periods: 1, groups: vec![0, 0, 0] };
/// assert_eq!(hide(&shape, &[row, row].concat(), 11), [false, true, true, false, true, true]);
/// ```
pub fn hide(shape: &Shape, cells: &[Cell], k: u64) -> Vec<bool> {
    let counts: Vec<u64> = cells.iter().map(|cell| cell.count).collect();
    let mut hidden: Vec<bool> = cells.iter().map(|cell| cell.too_few).collect();
    let network = Network::new(shape, &counts);
    let pinned = |hidden: &[bool]| {
        (0..cells.len()).find(|&cell| {
            let (least, most) = if hidden[cell] { network.range(hidden, cell, k) } else { (0, k) };
            cells[cell].needs_room() && most - least < k
        })
    };
    while let Some(cell) = pinned(&hidden) {
        match network.to_hide(&hidden, cell, k) {
            Some(more) if !more.is_empty() => more.into_iter().for_each(|cell| hidden[cell] = true),
            // Of a table in which nothing is shown but the sums of periods, each cell can be 0 to the sum.
            _ => return vec![true; cells.len()],
        }
    }
    hidden
}
