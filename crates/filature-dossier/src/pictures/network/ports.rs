//! Where flows dock at an account: each at a height of its own, on the side to which it leads, in the order of where they come from and
//! go to. Where that takes more room than the mark of the account, a rail beside the mark holds them together.

use super::{Edge, HALF, NetworkPicture, Point};
use crate::flow::Milli;
use crate::pictures::layers;
use crate::pictures::sheet::{Sheet, units};

/// How far from the middle of its mark flows dock.
pub const RAIL: Milli = HALF + 3_000;
/// Between two flows at an account.
const GAP: Milli = 900;

/// Half of the width of the arrow of a flow so wide.
pub fn arrow_half(width: Milli) -> Milli {
    2_600 + width / 2
}

/// A flow's end at an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Port {
    edge: usize,
    /// Whether the flow ends here.
    is_end: bool,
    /// Whether it docks on the right side.
    is_right: bool,
    /// How high it is.
    height: Milli,
}

/// All docks.
pub struct Ports {
    /// For each account.
    at: Vec<Vec<Port>>,
    /// For each flow how far below the middles of its accounts it docks.
    offsets: Vec<(Milli, Milli)>,
}

impl Ports {
    /// How much room flows need at each account: which column is left of which is known, heights are not yet.
    pub fn of(picture: &NetworkPicture) -> Self {
        let pairs: Vec<(usize, usize)> = picture.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        let mut place = vec![(0, 0); picture.nodes.len()];
        for (column, nodes) in layers::columns(picture.nodes.len(), &pairs).iter().enumerate() {
            nodes.iter().enumerate().for_each(|(row, &node)| place[node] = (column, row));
        }
        let mut made = Self { at: vec![Vec::new(); picture.nodes.len()], offsets: vec![(0, 0); picture.edges.len()] };
        for (edge, Edge { from, to, minor, .. }) in picture.edges.iter().enumerate() {
            let width = picture.width(*minor);
            let (here, there) = (place[*from], place[*to]);
            // Within a column: down on the right, up on the left.
            let (leaves_right, ends_right) = match here.0.cmp(&there.0) {
                std::cmp::Ordering::Less => (true, false),
                std::cmp::Ordering::Greater => (false, true),
                std::cmp::Ordering::Equal => (there.1 > here.1, there.1 > here.1),
            };
            let leaving = Port { edge, is_end: false, is_right: leaves_right, height: width + GAP };
            let ending = Port { edge, is_end: true, is_right: ends_right, height: 2 * arrow_half(width) + GAP };
            made.at[*from].push(leaving);
            made.at[*to].push(ending);
        }
        made
    }

    /// How far above and below its middle the flows of an account reach.
    pub fn reach(&self, node: usize) -> Milli {
        [true, false]
            .map(|right| self.side(node, right).map(|port| port.height).sum::<Milli>() / 2)
            .into_iter()
            .max()
            .unwrap_or(0)
    }

    fn side(&self, node: usize, right: bool) -> impl Iterator<Item = &Port> {
        self.at[node].iter().filter(move |port| port.is_right == right)
    }

    /// Puts the flows of each side of an account in the order of their other ends, from top to bottom.
    pub fn spread(&mut self, picture: &NetworkPicture, at: &[Point]) {
        for node in 0..self.at.len() {
            for right in [true, false] {
                let mut ports: Vec<Port> = self.side(node, right).copied().collect();
                let other = |port: &Port| {
                    let Edge { from, to, .. } = picture.edges[port.edge];
                    at[if port.is_end { from } else { to }]
                };
                ports.sort_by_key(|port| (other(port).1, port.edge));
                let mut y = -ports.iter().map(|port| port.height).sum::<Milli>() / 2;
                for port in ports {
                    let offset = y + port.height / 2;
                    let of_edge = &mut self.offsets[port.edge];
                    match port.is_end {
                        true => of_edge.1 = offset,
                        false => of_edge.0 = offset,
                    }
                    y += port.height;
                }
            }
        }
    }

    /// How far below the middle of who paid a flow leaves, and below that of who was paid it ends.
    pub fn offsets(&self, edge: usize) -> (Milli, Milli) {
        self.offsets[edge]
    }

    /// The rails that hold together what docks beside a mark rather than at it.
    pub fn rails(&self, sheet: &mut Sheet, node: usize, (x, y): Point) {
        for right in [true, false] {
            let offsets: Vec<Milli> = self
                .side(node, right)
                .map(|port| if port.is_end { self.offsets[port.edge].1 } else { self.offsets[port.edge].0 })
                .collect();
            let (Some(top), Some(bottom)) = (offsets.iter().min(), offsets.iter().max()) else { continue };
            let side = x + if right { RAIL } else { -RAIL };
            if bottom - top > HALF {
                let path = format!(
                    "M{} {}V{}M{} {}H{}",
                    units(side),
                    units(y + top - 500),
                    units(y + bottom + 500),
                    units(side),
                    units(y),
                    units(x)
                );
                sheet.path(&path, "fill=\"none\" stroke=\"#2a3038\" stroke-width=\"1\"");
            }
        }
    }
}
