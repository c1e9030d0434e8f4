//! Accounts and the flows between them: shapes say how an account stands in the flows, widths how much moved.
//!
//! Flows lead from left to right where they can. One that leads back has its arrow on the other side, and runs beside the one that it
//! answers. Each flow has a place of its own at an account (`ports`), so that no arrow covers another. The largest flows bear their
//! amounts, as far as there is a place where they cover nothing.

use super::Head;
use super::legend::{self, Sample};
use super::room::{Rect, Room};
use super::shape::{self, Fill, Shape, polygon};
use super::sheet::{Anchor, Sheet, WIDTH, text_rect, units};
use super::text::{self, LINE};
use crate::document::Inline;
use crate::flow::Milli;

mod layout;
mod ports;

use layout::Layout;
use ports::Ports;

/// An account, or several together.
#[derive(Clone, Debug)]
pub struct Node {
    /// Lines of its label.
    pub label: Vec<Vec<Inline>>,
    /// How it stands in the flows.
    pub shape: Shape,
    /// Whether it is one of those that the picture is about: these are dark.
    pub is_own: bool,
}

/// All that one paid the other.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Position of who paid.
    pub from: usize,
    /// Position of who was paid; another.
    pub to: usize,
    /// How much, not negative.
    pub minor: i128,
    /// The same as it is read.
    pub amount: Inline,
    /// The whole in words, for those who point at it.
    pub said: String,
}

/// The picture.
#[derive(Clone, Debug, Default)]
pub struct NetworkPicture {
    /// Accounts.
    pub nodes: Vec<Node>,
    /// Flows, largest first.
    pub edges: Vec<Edge>,
    /// From how much on a flow is drawn wider, and how that is read; from small to large, the first from nothing on.
    pub classes: Vec<(i128, Vec<Inline>)>,
    /// What shapes mean.
    pub shapes: Vec<(Shape, Fill, Vec<Inline>)>,
}

impl NetworkPicture {
    /// Everything that can be read in it.
    #[cfg(test)]
    pub fn inlines(&self) -> Vec<&Inline> {
        let nodes = self.nodes.iter().flat_map(|node| &node.label).flatten();
        let classes = self.classes.iter().flat_map(|(_, line)| line);
        let shapes = self.shapes.iter().flat_map(|(_, _, line)| line);
        nodes.chain(self.edges.iter().map(|edge| &edge.amount)).chain(classes).chain(shapes).collect()
    }

    /// How wide a flow is drawn: by its class.
    pub fn width(&self, minor: i128) -> Milli {
        let reached = self.classes.iter().rposition(|(from, _)| minor >= *from).unwrap_or(0);
        WIDTHS.get(reached).copied().unwrap_or(5_200)
    }
}

/// One for each class.
pub const WIDTHS: [Milli; 4] = [800, 1_800, 3_300, 5_200];
const TOP: Milli = 16_000;
/// Half of a mark's height.
const HALF: Milli = 6_500;
/// How many flows bear their amounts at most.
const MOST_AMOUNTS: usize = 14;
/// An arrow's length.
const ARROW: Milli = 7_500;

type Point = (Milli, Milli);

/// A flow with its place: a cubic curve, and where its arrow points.
struct Curve {
    points: [Point; 4],
    leads_right: bool,
}

/// The picture.
pub fn draw(picture: &NetworkPicture, head: &Head<'_>) -> String {
    let mut ports = Ports::of(picture);
    let layout = Layout::of(picture, &ports);
    ports.spread(picture, &layout.at);
    let mut sheet = Sheet::new(head);
    let curves: Vec<Curve> = (0..picture.edges.len()).map(|edge| curve(picture, &ports, &layout.at, edge)).collect();
    for (edge, curve) in picture.edges.iter().zip(&curves) {
        arrow(&mut sheet, picture, edge, curve);
    }
    let mut room = Room::new(Rect { x: 2_000, y: 2_000, width: WIDTH - 4_000, height: TOP + layout.height });
    for (column, nodes) in layout.columns.iter().enumerate() {
        for &node in nodes {
            ports.rails(&mut sheet, node, layout.at[node]);
            account(
                &mut sheet,
                &mut room,
                &picture.nodes[node],
                &layout.labels[node],
                (layout.at[node], layout.side(column), ports.reach(node)),
            );
        }
    }
    amounts(&mut sheet, &mut room, picture, &curves);
    let below = legend(&mut sheet, picture, TOP + layout.height + 6_000);
    sheet.finish(head, below)
}

/// Where arrows end and half of their widths, for tests.
#[cfg(test)]
pub fn ends_of(picture: &NetworkPicture) -> Vec<(Point, Milli)> {
    let mut ports = Ports::of(picture);
    let layout = Layout::of(picture, &ports);
    ports.spread(picture, &layout.at);
    let end = |edge: usize| {
        let half = ports::arrow_half(picture.width(picture.edges[edge].minor));
        (curve(picture, &ports, &layout.at, edge).points[3], half)
    };
    (0..picture.edges.len()).map(end).collect()
}

/// From its port at who paid to its port at who was paid.
fn curve(picture: &NetworkPicture, ports: &Ports, at: &[Point], edge: usize) -> Curve {
    let Edge { from, to, .. } = picture.edges[edge];
    let (down_from, down_to) = ports.offsets(edge);
    let ((x0, y0), (x1, y1)) = (at[from], at[to]);
    let (x0, x1, y0, y1) = (x0, x1, y0 + down_from, y1 + down_to);
    if x0 < x1 {
        let (x0, x1) = (x0 + ports::RAIL, x1 - ports::RAIL);
        let pull = (x1 - x0) * 45 / 100;
        return Curve { points: [(x0, y0), (x0 + pull, y0), (x1 - pull, y1), (x1, y1)], leads_right: true };
    }
    if x0 > x1 {
        let (x0, x1) = (x0 - ports::RAIL, x1 + ports::RAIL);
        let pull = (x0 - x1) * 45 / 100;
        return Curve {
            points: [(x0, y0), (x0 - pull, y0 + 8_000), (x1 + pull, y1 + 8_000), (x1, y1)],
            leads_right: false,
        };
    }
    // Within a column: down on the right, up on the left.
    let bulge = 24_000 + (y1 - y0).abs() / 6;
    let side = if at[to].1 > at[from].1 { 1 } else { -1 };
    let x = x0 + side * ports::RAIL;
    Curve { points: [(x, y0), (x + side * bulge, y0), (x + side * bulge, y1), (x, y1)], leads_right: side < 0 }
}

fn arrow(sheet: &mut Sheet, picture: &NetworkPicture, edge: &Edge, curve: &Curve) {
    let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = curve.points;
    let width = picture.width(edge.minor);
    let back = if curve.leads_right { -ARROW } else { ARROW };
    let path = format!(
        "M{} {}C{} {} {} {} {} {}",
        units(x0),
        units(y0),
        units(x1),
        units(y1),
        units(x2 + back),
        units(y2),
        units(x3 + back),
        units(y3)
    );
    sheet.open(&edge.said, None);
    sheet.path(&path, &format!("fill=\"none\" stroke=\"#fff\" stroke-width=\"{}\"", units(width + 1_600)));
    sheet.path(&path, &format!("fill=\"none\" stroke=\"#59636d\" stroke-width=\"{}\"", units(width)));
    let half = ports::arrow_half(width);
    let head = polygon(&[(x3, y3), (x3 + back, y3 - half), (x3 + back, y3 + half)]);
    sheet.path(&head, "fill=\"#59636d\" stroke=\"#fff\" stroke-width=\".5\"");
    sheet.close(None);
}

fn account(
    sheet: &mut Sheet,
    room: &mut Room,
    node: &Node,
    lines: &[Vec<Inline>],
    ((x, y), side, reach): (Point, Anchor, Milli),
) {
    sheet.circle((x, y), HALF + 1_000, "fill=\"#fff\"");
    shape::draw(sheet, node.shape, (x, y), HALF, if node.is_own { Fill::Dark } else { Fill::White });
    let reach = reach.max(HALF * 12 / 10);
    let beside = ports::RAIL + ARROW;
    room.take(Rect { x: x - beside, y: y - reach, width: 2 * beside, height: 2 * reach });
    let count = i64::try_from(lines.len()).unwrap_or(0);
    let (x, first) = match side {
        Anchor::End => (x - 13_000, y - count * LINE / 2 + 9_500),
        Anchor::Start => (x + 13_000, y - count * LINE / 2 + 9_500),
        Anchor::Middle => (x, y + reach + 11_500),
    };
    for (row, line) in (0..).zip(lines) {
        let at = (x, first + row * LINE);
        room.take(text_rect(at, side, text::width(line)));
        sheet.text_on_white(at, side, line);
    }
}

/// The amounts of the largest flows, where nothing else stands.
fn amounts(sheet: &mut Sheet, room: &mut Room, picture: &NetworkPicture, curves: &[Curve]) {
    for (edge, curve) in picture.edges.iter().zip(curves).take(MOST_AMOUNTS) {
        let line = std::slice::from_ref(&edge.amount);
        let width = text::width(line);
        let on = |step: i64| {
            let (x, y) = point(curve, step);
            text_rect((x, y + 3_000), Anchor::Middle, width)
        };
        if let Some(place) = room.first_free([8, 9, 7, 10, 6, 11, 5, 12, 4].map(on)) {
            sheet.text_on_white((place.x + width / 2, place.y + text::ASCENT), Anchor::Middle, line);
        }
    }
}

/// The point of a curve after so many sixteenths of its way.
fn point(curve: &Curve, step: i64) -> Point {
    let rest = 16 - step;
    let weights = [rest * rest * rest, 3 * rest * rest * step, 3 * rest * step * step, step * step * step];
    let sum = |of: fn(&Point) -> Milli| {
        curve.points.iter().zip(weights).map(|(point, weight)| of(point) * weight).sum::<Milli>() / 4_096
    };
    (sum(|point| point.0), sum(|point| point.1))
}

fn legend(sheet: &mut Sheet, picture: &NetworkPicture, top: Milli) -> Milli {
    let shapes: Vec<(Sample, Vec<Inline>)> = picture
        .shapes
        .iter()
        .filter(|(shape, fill, _)| {
            picture.nodes.iter().any(|node| node.shape == *shape && node.is_own == (*fill == Fill::Dark))
        })
        .map(|(shape, fill, line)| (Sample::Shape(*shape, *fill), line.clone()))
        .collect();
    let drawn = |at: usize| {
        let upper = picture.classes.get(at + 1).map(|(from, _)| *from);
        let (lower, _) = picture.classes[at];
        picture.edges.iter().any(|edge| edge.minor >= lower && upper.is_none_or(|upper| edge.minor < upper))
    };
    let classes: Vec<(Sample, Vec<Inline>)> = picture
        .classes
        .iter()
        .enumerate()
        .filter(|(at, _)| drawn(*at))
        .map(|(at, (_, line))| (Sample::Line(WIDTHS.get(at).copied().unwrap_or(5_200)), line.clone()))
        .collect();
    let below = legend::draw(sheet, top, &shapes);
    legend::draw(sheet, below - 4_000, &classes)
}
