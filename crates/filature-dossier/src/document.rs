//! The document before it has a form: parts, statements, tables, pictures, and figures with their grounds.
//!
//! The types carry two rules. A [`Figure`] is the only way to put an amount on the page, and it takes
//! [`Grounds`], which are never empty. A [`Said`] is a fact, a computation, an assumption or what a person
//! asserts, each its own type, so that none can be written in the look of another.

use std::sync::Arc;

use filature_model::{Currency, EntryId, Language};

use crate::format;
use crate::manifest::Manifest;
use crate::pictures::Drawing;

/// The whole of it.
#[derive(Debug)]
pub struct Document {
    /// Its language.
    pub language: Language,
    /// The case's name.
    pub title: String,
    /// What stands above and below the title.
    pub overline: String,
    /// Label and value of each line of the title block.
    pub particulars: Vec<(String, Vec<Inline>)>,
    /// Short text at the foot of each printed page.
    pub running: String,
    /// The parts in order.
    pub parts: Vec<Part>,
    /// The last day that anything in it has: a form that must bear a day bears that one.
    pub date: Option<jiff::civil::Date>,
    /// What it rests on, as far as it may leave the house.
    pub manifest: Option<Manifest>,
}

/// A part with a heading; `level` 2 stands in the contents, 3 is inside the one before and stands there if it says so.
#[derive(Debug)]
pub struct Part {
    /// Where links lead.
    pub anchor: String,
    /// `6`, `6.1` or `A`.
    pub number: String,
    /// The heading.
    pub title: String,
    /// What stands small beneath the heading.
    pub under: Vec<Inline>,
    /// Whether a part of level 3 stands in the contents too.
    pub in_contents: bool,
    /// 2 or 3.
    pub level: u8,
    /// Whether it begins a page of its own when printed.
    pub new_page: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// One piece of a part.
#[derive(Debug)]
pub enum Block {
    /// Wording of the program about the document itself.
    Prose(Vec<Inline>),
    /// A heading inside a part of level 3.
    Heading(String),
    /// A statement about the case, in the look of its type.
    Said(Said),
    /// Something that must not be overlooked.
    Alarm(Vec<Inline>),
    /// Whom to protect, before anything else is done.
    Care(Vec<Inline>),
    /// A list.
    List(Vec<Vec<Inline>>),
    /// Figures with their names, set in two columns.
    Measures(Measures),
    /// Labels and values.
    Pairs(Vec<(String, Vec<Inline>)>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// What a source shows.
#[derive(Debug)]
pub struct Fact(pub Vec<Inline>);
/// What the program computed from facts.
#[derive(Debug)]
pub struct Computation(pub Vec<Inline>);
/// What is supposed, and could be otherwise.
#[derive(Debug)]
pub struct Assumption(pub Vec<Inline>);
/// What a person asserts, and no source shows.
#[derive(Debug)]
pub struct Assertion(pub Vec<Inline>);

/// A statement about the case.
#[derive(Debug)]
pub enum Said {
    /// Read in a source.
    Fact(Fact),
    /// Computed.
    Computation(Computation),
    /// Supposed.
    Assumption(Assumption),
    /// Asserted by a person.
    Assertion(Assertion),
    /// Computed with what a person asserts.
    WithAssertion(Computation),
}

impl Said {
    /// The text, whatever the type.
    pub fn inlines(&self) -> &[Inline] {
        match self {
            Self::Fact(Fact(text))
            | Self::Computation(Computation(text))
            | Self::WithAssertion(Computation(text))
            | Self::Assumption(Assumption(text))
            | Self::Assertion(Assertion(text)) => text,
        }
    }

    /// The same, to be changed.
    pub fn inlines_mut(&mut self) -> &mut [Inline] {
        match self {
            Self::Fact(Fact(text))
            | Self::Computation(Computation(text))
            | Self::WithAssertion(Computation(text))
            | Self::Assumption(Assumption(text))
            | Self::Assertion(Assertion(text)) => text,
        }
    }
}

/// A stretch of a line.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Wording of the program, typeset.
    Words(String),
    /// The same, to stand out.
    Strong(String),
    /// Text of a source or of the person who leads the case.
    Data(String),
    /// A key, hash or account number.
    Key(String),
    /// A figure with its grounds.
    Figure(Figure),
    /// A way to another place of the document.
    Link(Link),
    /// A new line within the same cell.
    Break,
}

/// A way to another place of the document; its text can be followed on paper too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// What is read.
    pub text: String,
    /// The anchor.
    pub to: String,
}

/// An amount, a count or a measure, and where it comes from.
#[derive(Clone, Debug)]
pub struct Figure {
    text: String,
    look: FigureLook,
    grounds: Grounds,
}

/// What a figure is, as far as it is written differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureLook {
    /// Money.
    Amount,
    /// A count, a length of time, a share, a term.
    Measure,
    /// A whole sentence with figures in it, which have their grounds together.
    Sentence,
}

impl Figure {
    /// An amount.
    pub fn amount(minor: i128, currency: Currency, language: Language, grounds: Grounds) -> Self {
        let unit = format::unit(currency, language);
        let text = format!("{}\u{a0}{unit}", format::number(minor, currency, language));
        Self { text, look: FigureLook::Amount, grounds }
    }

    /// An amount of which the least and the most are known: one figure where they are equal.
    pub fn range(low: i128, high: i128, currency: Currency, language: Language, grounds: Grounds) -> Self {
        if low == high {
            return Self::amount(low, currency, language, grounds);
        }
        let (low, high) = (format::number(low, currency, language), format::number(high, currency, language));
        let unit = format::unit(currency, language);
        // A line may end before the word between them, and nowhere else.
        let text = format!("{low} {}\u{a0}{high}\u{a0}{unit}", language.pick("to", "à"));
        Self { text, look: FigureLook::Amount, grounds }
    }

    /// How many.
    pub fn count(number: u64, language: Language, grounds: Grounds) -> Self {
        Self { text: format::count(number, language), look: FigureLook::Measure, grounds }
    }

    /// Another measure, already in words: a length of time, a share, a term.
    pub fn measure(text: String, grounds: Grounds) -> Self {
        Self { text, look: FigureLook::Measure, grounds }
    }

    /// A sentence of fact, its figures already in it: none of them can be shown without the grounds of all.
    pub fn sentence(text: String, grounds: Grounds) -> Self {
        Self { text, look: FigureLook::Sentence, grounds }
    }

    /// As it is read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it is.
    pub fn look(&self) -> FigureLook {
        self.look
    }

    /// Where it comes from.
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// The same, to say in which list its entries stand.
    pub fn grounds_mut(&mut self) -> &mut Grounds {
        &mut self.grounds
    }
}

/// Where a figure comes from: one ground at least.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grounds {
    first: Ground,
    rest: Vec<Ground>,
}

impl Grounds {
    /// One ground.
    pub fn of(first: Ground) -> Self {
        Self { first, rest: Vec::new() }
    }

    /// Two grounds.
    pub fn both(first: Ground, second: Ground) -> Self {
        Self { first, rest: vec![second] }
    }

    /// Two statements of the same thing, as when both banks' statements show a transfer.
    pub fn rows(rows: &Rows) -> Self {
        Self { first: Ground::Row(rows.first.clone()), rest: rows.rest.iter().cloned().map(Ground::Row).collect() }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Ground> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Ground> {
        std::iter::once(&mut self.first).chain(&mut self.rest)
    }
}

/// One ground of a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// An entry that stands in the annex.
    Row(RowRef),
    /// A line of a source that is no entry: a stated balance.
    Line(String),
    /// Computed from entries that stand in the annex.
    Computed {
        /// By which rule or sum.
        how: String,
        /// From these; shared, since one list grounds many figures.
        rows: Arc<Rows>,
        /// The table that lists them, where one does.
        listed: Option<Link>,
    },
    /// Computed from entries of a source that are not listed: the entries of a statement.
    Summed(String),
    /// Said by a person; no source shows it.
    Asserted(String),
    /// Counted from what stands in a part of this document.
    Part(Link),
}

/// An entry of the annex.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// Its number in the annex, printed as `E17`.
    pub number: u32,
    /// The entry.
    pub entry: EntryId,
    /// `cote D412, line 17`.
    pub place: String,
}

impl RowRef {
    /// The anchor of the entry in the annex.
    pub fn anchor(&self) -> String {
        format!("e-{}-{}", self.entry.source, self.entry.row)
    }
}

/// Entries, one at least.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rows {
    /// The first.
    pub first: RowRef,
    /// The others.
    pub rest: Vec<RowRef>,
}

impl Rows {
    /// Of a list, if it holds any; in the order of the annex, each once.
    pub fn of(mut rows: Vec<RowRef>) -> Option<Self> {
        rows.sort();
        rows.dedup();
        let mut rows = rows.into_iter();
        Some(Self { first: rows.next()?, rest: rows.collect() })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &RowRef> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// How many.
    pub fn len(&self) -> usize {
        1 + self.rest.len()
    }
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Text.
    Left,
    /// Figures.
    Right,
    /// Figures of which the least and the most may stand in two lines.
    Bounds,
    /// Short text that does not break.
    Tight,
}

/// How small a table is set: what is looked up may be smaller than what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// To be read.
    #[default]
    Plain,
    /// One line a row.
    Dense,
    /// The same for long keys.
    Fine,
}

/// Figures with their names, and the grounds that all of them share.
#[derive(Debug)]
pub struct Measures {
    /// What they are of.
    pub caption: Vec<Inline>,
    /// Name and figure.
    pub pairs: Vec<(String, Inline)>,
    /// Where they come from; noted once, at the caption.
    pub grounds: Grounds,
}

/// A table. The first cell of each row is its heading.
#[derive(Debug, Default)]
pub struct Table {
    /// Where links lead.
    pub anchor: Option<String>,
    /// What it shows.
    pub caption: Vec<Inline>,
    /// Headings.
    pub columns: Vec<(String, Set)>,
    /// Rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// The grounds that all figures share which do not have others; noted once, at the caption.
    pub grounds: Option<Grounds>,
    /// Whether the last column shows each row's place in its source, so that figures need no mark.
    pub sourced: bool,
    /// How small it is set.
    pub size: Size,
    /// What its figures are, where that must be seen.
    pub look: TableLook,
}

/// What the figures of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableLook {
    /// Read, or computed by what its caption says.
    #[default]
    Plain,
    /// They rest on what a person asserts.
    Asserted,
    /// They are not to be compared with those of other tables.
    Apart,
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row {
    /// Where links lead.
    pub anchor: Option<String>,
    /// Its cells.
    pub cells: Vec<Vec<Inline>>,
    /// The grounds that its figures share; noted once, at its first cell.
    pub grounds: Option<Grounds>,
    /// Whether it must not be overlooked.
    pub loud: bool,
    /// Whether it sums up the rows above it.
    pub sum: bool,
    /// Whether its one cell heads the rows below it.
    pub heads: bool,
}

/// A picture and its caption.
#[derive(Debug)]
pub struct Picture {
    /// Unique in the document.
    pub anchor: String,
    /// What it shows, in one line.
    pub caption: Vec<Inline>,
    /// The same for those who do not see it, with the flows in words.
    pub description: String,
    /// What is drawn.
    pub drawing: Box<Drawing>,
    /// Where its figures come from.
    pub grounds: Grounds,
}
