//! Labels of movements in rows above or below a lane, so that none covers another, a bar that runs through, or the line to another's.
//!
//! Labels are put from right to left, each beginning at its bar: the line to a label further out then passes to the left of those that
//! stand before it. A label for which there is no place gets none: then all of its side bear numbers.

use crate::flow::Milli;

/// A label to be put.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Edges of its bar.
    pub bar: (Milli, Milli),
    /// How wide it is.
    pub width: Milli,
    /// Whether its bar runs through the rows, so that it stands beside it and needs no line.
    pub is_through: bool,
}

impl Asked {
    fn leads_at(&self) -> Option<Milli> {
        (!self.is_through).then_some((self.bar.0 + self.bar.1) / 2)
    }
}

/// Where one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its row, counted from the lane.
    pub row: i64,
    /// Its left edge.
    pub x: Milli,
}

/// Rows above or below one lane.
pub const MOST_ROWS: i64 = 3;
const APART: Milli = 5_000;

/// A spot for each, where there is one in so many rows.
pub fn place(asked: &[Asked], through: &[(Milli, Milli)], bounds: (Milli, Milli), most: i64) -> Vec<Option<Spot>> {
    let mut order: Vec<usize> = (0..asked.len()).filter(|&at| asked[at].width > 0).collect();
    order.sort_by_key(|&at| (-asked[at].bar.0, at));
    let mut placed: Vec<Option<Spot>> = vec![None; asked.len()];
    for at in order {
        let Asked { bar, width, is_through, .. } = asked[at];
        let beside = if is_through { [bar.1 + 3_000, bar.0 - 3_000 - width] } else { [bar.0, bar.1 - width] };
        let spots = (0..most).flat_map(|row| beside.map(|x| Spot { row, x }));
        let found = spots.into_iter().find(|spot| is_free(*spot, at, asked, &placed, through, bounds));
        placed[at] = found;
    }
    placed
}

fn is_free(
    spot: Spot,
    at: usize,
    asked: &[Asked],
    placed: &[Option<Spot>],
    through: &[(Milli, Milli)],
    bounds: (Milli, Milli),
) -> bool {
    let (left, right) = (spot.x, spot.x + asked[at].width);
    let clear_of_bars = through.iter().all(|(from, to)| right + 1_500 <= *from || left >= *to + 1_500);
    let clear_of_labels = asked.iter().zip(placed).all(|(other, placed)| {
        let Some(placed) = placed else { return true };
        let (from, to) = (placed.x, placed.x + other.width);
        let same_row = placed.row == spot.row && left < to + APART && from < right + APART;
        let crosses =
            |line: Option<Milli>, from: Milli, to: Milli| line.is_some_and(|x| x > from - 2_000 && x < to + 2_000);
        let over_mine = placed.row > spot.row && crosses(other.leads_at(), left, right);
        let over_other = placed.row < spot.row && crosses(asked[at].leads_at(), from, to);
        !same_row && !over_mine && !over_other
    });
    left >= bounds.0 && right <= bounds.1 && clear_of_bars && clear_of_labels
}
