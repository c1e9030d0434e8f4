//! Where accounts stand: in columns, each with room for its flows and its label.

use super::ports::Ports;
use super::{HALF, NetworkPicture, Point, TOP};
use crate::document::Inline;
use crate::flow::Milli;
use crate::pictures::layers;
use crate::pictures::sheet::{Anchor, WIDTH};
use crate::pictures::text::{LINE, wrap_all};

/// Room for labels left and right.
const MARGIN: Milli = 152_000;
/// Between an account with its label and what stands below it.
const APART: Milli = 5_000;
/// Higher than this, with what stands beneath, no page holds it: labels then have one line.
const HIGHEST: Milli = 880_000;

/// Where accounts stand.
pub struct Layout {
    /// For each column its accounts, top to bottom.
    pub columns: Vec<Vec<usize>>,
    /// The lines of each account's label.
    pub labels: Vec<Vec<Vec<Inline>>>,
    /// The middle of each account's mark.
    pub at: Vec<Point>,
    /// How high all of it is.
    pub height: Milli,
}

impl Layout {
    /// Each column from top to bottom, every account with room for its flows and its label; labels in one line where that is too high.
    pub fn of(picture: &NetworkPicture, ports: &Ports) -> Self {
        let whole = Self::made(picture, ports, false);
        if whole.height <= HIGHEST { whole } else { Self::made(picture, ports, true) }
    }

    fn made(picture: &NetworkPicture, ports: &Ports, one_line: bool) -> Self {
        let pairs: Vec<(usize, usize)> = picture.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        let columns = layers::columns(picture.nodes.len(), &pairs);
        let count = picture.nodes.len();
        let mut made = Self { columns, labels: vec![Vec::new(); count], at: vec![(0, 0); count], height: 0 };
        for column in 0..made.columns.len() {
            for node in made.columns[column].clone() {
                let label = &picture.nodes[node].label;
                let joined = || vec![label.join(&Inline::Words(" ".to_owned()))];
                let lines =
                    if one_line { wrap_all(&joined(), made.room(column)) } else { wrap_all(label, made.room(column)) };
                made.labels[node] = lines;
            }
        }
        let high = |made: &Self, column: usize| -> Milli {
            made.columns[column].iter().map(|&node| made.slot(ports, column, node).1).sum()
        };
        made.height = (0..made.columns.len()).map(|column| high(&made, column)).max().unwrap_or(0);
        for column in 0..made.columns.len() {
            let rows = i64::try_from(made.columns[column].len()).unwrap_or(1).max(1);
            // What is left is shared between the accounts of a column, as far as they do not fall apart.
            let spare = made.height - high(&made, column);
            let each = (spare / rows).min(40_000);
            let mut y = TOP + (spare - each * rows) / 2;
            for node in made.columns[column].clone() {
                let (above, whole) = made.slot(ports, column, node);
                made.at[node] = (column_x(column, made.columns.len()), y + each / 2 + above);
                y += whole + each;
            }
        }
        made
    }

    /// How far an account reaches above its middle, and how high it is as a whole.
    fn slot(&self, ports: &Ports, column: usize, node: usize) -> (Milli, Milli) {
        let reach = ports.reach(node).max(HALF * 12 / 10);
        let lines = i64::try_from(self.labels[node].len()).unwrap_or(0) * LINE;
        match self.side(column) {
            Anchor::Middle => (reach + APART / 2, 2 * reach + lines + 4_000 + APART),
            _ => {
                let half = reach.max(lines / 2) + APART / 2;
                (half, 2 * half)
            }
        }
    }

    /// On which side labels stand: at the outer columns outside, else beneath.
    pub fn side(&self, column: usize) -> Anchor {
        match (column, column + 1 == self.columns.len()) {
            (0, _) => Anchor::End,
            (_, true) => Anchor::Start,
            _ => Anchor::Middle,
        }
    }

    fn room(&self, column: usize) -> Milli {
        match self.side(column) {
            Anchor::Middle => column_x(1, self.columns.len()) - MARGIN - 14_000,
            _ => MARGIN - 18_000,
        }
    }
}

fn column_x(column: usize, columns: usize) -> Milli {
    let last = i64::try_from(columns).unwrap_or(1).max(2) - 1;
    MARGIN + (WIDTH - 2 * MARGIN) * i64::try_from(column).unwrap_or(0) / last
}
