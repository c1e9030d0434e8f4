//! The pictures of a dossier as SVG: each a plain structure of what is to be shown, and a function that draws it.
//!
//! ```text
//! parts ──► Drawing ──► sheet ──► SVG text, the same in every form: HTML, PDF, word processor
//!           labels are   places, hatches,
//!           inlines      text that is measured
//! ```
//!
//! A picture must hold in black and white on A4, and for eyes that see colours differently: kinds are told apart by shape, hatch
//! and kind of line. It uses presentation attributes only, since a word processor knows no style of a page, and the generic family
//! `sans-serif`; widths of text are taken from a table that is wide enough for common fonts, so that no label runs into another.
//! All places are whole thousandths of a unit; nothing is a float, nothing is random.

mod calendar;
mod corridors;
mod flow;
mod layers;
mod legend;
mod map;
mod network;
mod room;
mod sankey;
mod scale;
mod shape;
mod sheet;
#[cfg(test)]
pub mod tests;
mod text;

pub use calendar::{CalendarPicture, Day, Month};
pub use corridors::{Corridor, CorridorsPicture};
pub use map::{Spot, locate};
pub use network::{Edge, NetworkPicture, Node};
pub use sankey::{End, Lane, Move, SankeyPicture};
pub use scale::round_down;
pub use shape::{Fill, Shape};
pub use sheet::WIDTH as PICTURE_WIDTH;
pub use text::{LINE as LABEL_LINE, wrap_all};

#[cfg(test)]
use crate::document::Inline;
use crate::flow::Flow;

/// What stands around every picture.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// Unique in the document: names of hatches begin with it.
    pub id: &'a str,
    /// What it shows, in one line.
    pub title: &'a str,
    /// The same for those who do not see it.
    pub description: &'a str,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Drawing {
    /// Boxes in layers and bands between them.
    Flow(Flow),
    /// Money followed, over time.
    Sankey(SankeyPicture),
    /// Accounts and flows between them.
    Network(NetworkPicture),
    /// The days of an account.
    Calendar(CalendarPicture),
    /// Countries and towns, and flows between them.
    Corridors(CorridorsPicture),
}

impl Drawing {
    /// The picture as SVG.
    pub fn draw(&self, head: &Head<'_>) -> String {
        match self {
            Self::Flow(flow) => flow::draw(flow, head),
            Self::Sankey(picture) => sankey::draw(picture, head),
            Self::Network(picture) => network::draw(picture, head),
            Self::Calendar(picture) => calendar::draw(picture, head),
            Self::Corridors(picture) => corridors::draw(picture, head),
        }
    }

    /// Everything that can be read in it, for those who look for figures and names.
    #[cfg(test)]
    pub fn inlines(&self) -> Vec<&Inline> {
        match self {
            Self::Flow(flow) => flow.nodes.iter().flat_map(|node| &node.label).flatten().collect(),
            Self::Sankey(picture) => picture.inlines(),
            Self::Network(picture) => picture.inlines(),
            Self::Calendar(picture) => picture.inlines(),
            Self::Corridors(picture) => picture.inlines(),
        }
    }
}
