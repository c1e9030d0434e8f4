//! Where the boxes and bands of a flow picture go: layered columns, in whole thousandths of a unit.
//!
//! Nothing here is random and nothing is a float, so the same flow is drawn the same everywhere. Small
//! boxes of a column are put together before (see [`Flow::grouped`]), so that labels stay readable.

use std::collections::BTreeMap;

use crate::document::Inline;
use crate::pictures::{LABEL_LINE, PICTURE_WIDTH, wrap_all};

/// Thousandths of a unit of the picture.
pub type Milli = i64;

/// How a box and the bands that lead to it are drawn: told apart by hatching, not by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Grey.
    Plain,
    /// Dark.
    Held,
    /// Hatched.
    Left,
    /// Dotted, with a broken outline.
    Open,
}

/// A box.
#[derive(Clone, Debug)]
pub struct Node {
    /// Which column, from 0.
    pub column: usize,
    /// Lines of its label.
    pub label: Vec<Vec<Inline>>,
    /// Its look.
    pub look: Look,
}

/// A band.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Band {
    /// Position of the box it leaves.
    pub from: usize,
    /// Position of the box it reaches.
    pub to: usize,
    /// Its worth, not negative.
    pub minor: i128,
}

/// Boxes and bands.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Boxes, top to bottom within their columns.
    pub nodes: Vec<Node>,
    /// Bands.
    pub bands: Vec<Band>,
}

/// Room for labels left and right.
const MARGIN: Milli = 168_000;
const NODE_WIDTH: Milli = 7_000;
/// Between a label and what stands beside it.
const APART: Milli = 8_000;
/// Height of the boxes of the fullest column together: a single band need not be as tall as ten.
const BODIES: [i128; 4] = [80_000, 80_000, 130_000, 160_000];
const TALLEST_BODY: i128 = 190_000;
const GAP: Milli = 11_000;
const TOP: Milli = 10_000;
const THINNEST: Milli = 900;

/// A box with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Left edge.
    pub x: Milli,
    /// Upper edge.
    pub y: Milli,
    /// Width.
    pub width: Milli,
    /// Height.
    pub height: Milli,
    /// Where the label stands: before, above or after the box.
    pub side: Side,
    /// The lines of the label that have room there.
    pub label: Vec<Vec<Inline>>,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left of the box, set to the right.
    Before,
    /// Above it, centred.
    Above,
    /// Right of it.
    After,
}

/// A band with its place: it begins at one height and ends at another, as thick throughout.
#[derive(Clone, Copy, Debug)]
pub struct Ribbon {
    /// Right edge of the box it leaves.
    pub from_x: Milli,
    /// Its upper edge there.
    pub from_y: Milli,
    /// Left edge of the box it reaches.
    pub to_x: Milli,
    /// Its upper edge there.
    pub to_y: Milli,
    /// How thick.
    pub thickness: Milli,
    /// The look of the box it reaches.
    pub look: Look,
}

/// A flow with everything in its place.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Height of the picture.
    pub height: Milli,
    /// One for each box.
    pub nodes: Vec<Placed>,
    /// One for each band.
    pub ribbons: Vec<Ribbon>,
}

impl Flow {
    /// Puts everything in its place.
    pub fn draw(&self) -> Drawing {
        let columns = self.nodes.iter().map(|node| node.column).max().unwrap_or(0) + 1;
        let throughput: Vec<i128> = (0..self.nodes.len()).map(|node| self.through(node)).collect();
        let fullest = (0..columns)
            .map(|column| self.in_column(column).map(|node| throughput[node]).sum::<i128>())
            .max()
            .unwrap_or(0)
            .max(1);
        let most = (0..columns).map(|column| self.in_column(column).count()).max().unwrap_or(0);
        let body = BODIES.get(most).copied().unwrap_or(TALLEST_BODY);
        let thickness = |minor: i128| milli(minor * body / fullest).max(THINNEST);
        let heights: Vec<Milli> = (0..self.nodes.len()).map(|node| self.height(node, &thickness)).collect();
        let side = |column: usize| match column {
            0 => Side::Before,
            column if column + 1 == columns => Side::After,
            _ => Side::Above,
        };
        let room = |column: usize| match side(column) {
            Side::Above => column_x(1, columns) - column_x(0, columns) - APART,
            Side::Before | Side::After => MARGIN - APART,
        };
        let labels: Vec<Vec<Vec<Inline>>> =
            self.nodes.iter().map(|node| wrap_all(&node.label, room(node.column))).collect();
        let slot = |node: usize| slot(labels[node].len(), heights[node], side(self.nodes[node].column));
        let column_height = |column: usize| self.in_column(column).map(slot).sum::<Milli>();
        let tallest = (0..columns).map(column_height).max().unwrap_or(0);
        let nowhere = Placed { x: 0, y: 0, width: NODE_WIDTH, height: 0, side: Side::Before, label: Vec::new() };
        let mut nodes = vec![nowhere; self.nodes.len()];
        for column in 0..columns {
            let mut y = TOP + (tallest - column_height(column)) / 2;
            for node in self.in_column(column) {
                let inside = slot(node) - heights[node] - GAP;
                let above = if side(column) == Side::Above { inside } else { inside / 2 };
                let (x, height) = (column_x(column, columns), heights[node]);
                let label = labels[node].clone();
                nodes[node] = Placed { x, y: y + above, width: NODE_WIDTH, height, side: side(column), label };
                y += slot(node);
            }
        }
        let ribbons = self.ribbons(&nodes, &thickness);
        Drawing { height: TOP * 2 + tallest, nodes, ribbons }
    }

    fn in_column(&self, column: usize) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(move |&node| self.nodes[node].column == column)
    }

    fn through(&self, node: usize) -> i128 {
        let sum = |end: fn(&Band) -> usize| {
            self.bands.iter().filter(|band| end(band) == node).map(|band| band.minor).sum::<i128>()
        };
        sum(|band| band.from).max(sum(|band| band.to))
    }

    fn height(&self, node: usize, thickness: &impl Fn(i128) -> Milli) -> Milli {
        let sum = |end: fn(&Band) -> usize| {
            self.bands.iter().filter(|band| end(band) == node).map(|band| thickness(band.minor)).sum::<Milli>()
        };
        sum(|band| band.from).max(sum(|band| band.to)).max(THINNEST * 2)
    }

    fn ribbons(&self, nodes: &[Placed], thickness: &impl Fn(i128) -> Milli) -> Vec<Ribbon> {
        let mut leaving = vec![0; nodes.len()];
        let mut arriving = vec![0; nodes.len()];
        let mut starts: BTreeMap<usize, Milli> = BTreeMap::new();
        let mut ends: BTreeMap<usize, Milli> = BTreeMap::new();
        let mut order: Vec<usize> = (0..self.bands.len()).collect();
        // Bands leave a box in the order of where they go, and arrive in the order of where they come from,
        // so that they cross as little as the boxes allow.
        order.sort_by_key(|&band| (nodes[self.bands[band].to].y, band));
        for &band in &order {
            let Band { from, minor, .. } = self.bands[band];
            starts.insert(band, nodes[from].y + leaving[from]);
            leaving[from] += thickness(minor);
        }
        order.sort_by_key(|&band| (nodes[self.bands[band].from].y, band));
        for &band in &order {
            let Band { to, minor, .. } = self.bands[band];
            ends.insert(band, nodes[to].y + arriving[to]);
            arriving[to] += thickness(minor);
        }
        (0..self.bands.len())
            .map(|index| {
                let band = &self.bands[index];
                Ribbon {
                    from_x: nodes[band.from].x + NODE_WIDTH,
                    from_y: starts.get(&index).copied().unwrap_or(0),
                    to_x: nodes[band.to].x,
                    to_y: ends.get(&index).copied().unwrap_or(0),
                    thickness: thickness(band.minor),
                    look: self.nodes[band.to].look,
                }
            })
            .collect()
    }
}

/// The room that a box takes in its column, its label and the gap below included.
fn slot(lines: usize, height: Milli, side: Side) -> Milli {
    let lines = i64::try_from(lines).unwrap_or(0) * LABEL_LINE;
    match side {
        Side::Above => height + lines + 6_000 + GAP,
        Side::Before | Side::After => height.max(lines) + GAP,
    }
}

fn milli(value: i128) -> Milli {
    Milli::try_from(value).unwrap_or(Milli::MAX / 4)
}

fn column_x(column: usize, columns: usize) -> Milli {
    let last = i64::try_from(columns).unwrap_or(1).max(2) - 1;
    let inner = PICTURE_WIDTH - 2 * MARGIN - NODE_WIDTH;
    MARGIN + inner * i64::try_from(column).unwrap_or(0) / last
}
