//! What the two forms for word processors share, so that both say the same in the same order.
//!
//! ```text
//! Document ──► walk ──► lines ──► Writer ──► docx, odt ──► package
//!              blocks   inlines   paragraphs  XML of the     ZIP, the same
//!              in       become    and tables  one or other   bytes each time
//!              order    runs      with notes  program
//! ```
//!
//! The walk gives each figure its mark by the rules of `html.rs`: equal grounds share a note within a part, and the
//! notes are numbered through, so that `[17]` is the same note in every form. A [`Writer`] is handed one paragraph
//! or row at a time and keeps nothing but the XML, since an annex may hold fifty thousand rows.
//!
//! How things look is data (`look.rs`), read by both writers.

pub mod lines;
pub mod look;
pub mod package;
pub mod picture;
pub mod walk;
pub mod widths;
pub mod xml;

use std::borrow::Cow;

use crate::document::{Set, TableLook};
use look::{Face, Style};

/// Width of the text on the page, in twentieths of a point: A4 less 20 mm on each side.
pub const TEXT_WIDTH_TWIPS: u32 = 9_638;
/// A4, in twentieths of a point.
pub const PAGE_TWIPS: (u32, u32) = (11_906, 16_838);
/// The margin on each side, in twentieths of a point.
pub const MARGIN_TWIPS: u32 = 1_134;

/// A place in the document to which links lead, by number: names of places must be short and plain in both formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor(pub u32);

impl Anchor {
    /// The name in the file; one that begins with a low line stays out of the list of bookmarks that people use.
    pub fn name(self) -> String {
        format!("_a{}", self.0)
    }
}

/// A stretch of a line.
#[derive(Clone, Debug)]
pub enum Run<'d> {
    /// Text.
    Text(Face, Cow<'d, str>),
    /// Text that leads elsewhere.
    Link(Cow<'d, str>, Anchor),
    /// A note, where it is first referred to: its number and what it says.
    Note(u32, Vec<Run<'d>>),
    /// The number of a note that was made before.
    Again(u32),
    /// Where links lead.
    Place(Anchor),
    /// A new line.
    Break,
}

/// An entry of the contents.
#[derive(Debug)]
pub struct Entry<'d> {
    /// `6.1`.
    pub number: &'d str,
    /// The heading.
    pub title: &'d str,
    /// Where it stands.
    pub to: Anchor,
    /// 1, or 2 for what is inside another.
    pub level: u8,
}

impl Entry<'_> {
    /// Whether the number is too long for the column of numbers, as that of an annex.
    pub fn has_long_number(&self) -> bool {
        self.number.chars().count() > 4
    }
}

/// A table before its rows.
#[derive(Debug)]
pub struct Grid<'d> {
    /// What it shows, for those who listen.
    pub name: String,
    /// Widths of the columns, in twentieths of a point.
    pub widths: Vec<u32>,
    /// Size of its text, in halves of a point.
    pub half_points: u32,
    /// Headings of the columns; none where the first cell of each row says all.
    pub head: Vec<(&'d str, Set)>,
    /// What its figures are.
    pub look: TableLook,
    /// Whether it is a list of labels and values rather than a table of figures.
    pub is_pairs: bool,
}

/// A row of a table.
#[derive(Debug)]
pub struct Line<'d> {
    /// Its cells; one only where it heads the rows below.
    pub cells: Vec<(Set, Vec<Run<'d>>)>,
    /// How it stands out.
    pub tone: Tone,
    /// Whether it may not go over the end of a page; a row as tall as a page must.
    pub is_whole: bool,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It does not.
    Plain,
    /// It must not be overlooked.
    Loud,
    /// It sums up the rows above it.
    Sum,
    /// It heads the rows below it.
    Heads,
}

/// What makes the XML of a form.
pub trait Writer {
    /// The contents, with their heading.
    fn contents(&mut self, title: &str, entries: &[Entry<'_>]);
    /// A paragraph.
    fn paragraph(&mut self, style: Style, runs: &[Run<'_>]);
    /// A list.
    fn list(&mut self, items: &[Vec<Run<'_>>]);
    /// Begins a table.
    fn open_table(&mut self, grid: &Grid<'_>);
    /// A row of it.
    fn row(&mut self, line: &Line<'_>);
    /// Ends it.
    fn close_table(&mut self);
    /// A picture.
    fn picture(&mut self, plate: &picture::Plate);
}
