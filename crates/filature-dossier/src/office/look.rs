//! How paragraphs and stretches of text look, as data: both forms for word processors are set by this table.
//!
//! Facts, computations, assumptions and what a person asserts differ by the line at their left, by their letters and by
//! a label, so that they stay apart in black and white. The two families of letters have the widths of fonts that every
//! word processor has or replaces one for one.

use filature_model::Language;

use crate::wording::{self, Pair, office};

/// Sizes in which tables are set, in halves of a point: the first that lets a table fit on the page is taken.
pub const CELL_SIZES: [u32; 5] = [17, 15, 13, 12, 11];

/// Almost black.
pub const INK: &str = "1B1B1B";
/// Grey that can still be read when copied.
pub const SOFT: &str = "51565C";
/// Thin lines between rows.
pub const RULE: &str = "D5D7D5";
/// What must not be overlooked.
pub const ALARM: &str = "8C1A11";
/// The ground of a row that must not be overlooked.
pub const ALARM_GROUND: &str = "FBEEEC";
/// The ground of what protects.
pub const FAINT: &str = "F1F1EE";
/// What leads elsewhere.
pub const LINK: &str = "1C3F6E";

/// The style of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// Above the title.
    Overline,
    /// The title.
    Title,
    /// Above the contents.
    ContentsTitle,
    /// An entry of the contents, level 1 or 2.
    Contents(u8),
    /// A heading, level 1 to 3.
    Heading(u8),
    /// A heading with which a page begins, level 1 or 2.
    PageHeading(u8),
    /// Small beneath a heading.
    Under,
    /// Wording of the program.
    Prose,
    /// What a source shows.
    Fact,
    /// What the program computed.
    Computation,
    /// What is supposed.
    Assumption,
    /// What a person asserts.
    Assertion,
    /// What the program computed with it.
    WithAssertion,
    /// What must not be overlooked.
    Alarm,
    /// Whom to protect.
    Care,
    /// An item of a list.
    Item,
    /// Above a table.
    Caption,
    /// Above a table that is not to be compared with others.
    CaptionApart,
    /// A picture.
    Picture,
    /// Below a picture.
    PictureCaption,
    /// The room after a table, which also keeps two tables apart.
    After,
    /// A note at the foot of the page.
    Footnote,
    /// The foot of each page.
    Footer,
    /// A cell.
    Cell(Cell),
}

/// A cell's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Size, in halves of a point.
    pub half_points: u32,
    /// Its weight.
    pub weight: Weight,
    /// Whether it is set to the right.
    pub is_right: bool,
}

/// What a cell is in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Like most.
    Plain,
    /// A sum, or what heads the rows below.
    Bold,
    /// Heads a column.
    Head,
}

/// The look of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// As its paragraph.
    Plain,
    /// Stands out.
    Strong,
    /// Stands out in a row that must not be overlooked.
    Loud,
    /// What kind of statement follows.
    Kind,
    /// A key, hash or account number.
    Key,
    /// Grey: numbers of headings, labels of values.
    Soft,
    /// Leads elsewhere.
    Link,
}

/// Faces that have a style of their own, and its name.
pub const FACES: [(Face, &str, Pair); 6] = [
    (Face::Strong, "DossierStrong", office::STYLE_STRONG),
    (Face::Loud, "DossierLoud", office::STYLE_LOUD),
    (Face::Kind, "DossierKind", office::STYLE_KIND),
    (Face::Key, "DossierKey", office::STYLE_KEY),
    (Face::Soft, "DossierSoft", office::STYLE_SOFT),
    (Face::Link, "DossierLink", office::STYLE_LINK),
];

/// Lines around a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// None.
    None,
    /// At the left.
    Left(Stroke),
    /// On all sides, with a thicker line at the left where it is given.
    Box { stroke: Stroke, left_eighths: u32 },
    /// Above.
    Above(Stroke),
    /// Below.
    Below(Stroke),
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// How it is drawn; both formats know these words.
    pub kind: Kind,
    /// How thick, in eighths of a point.
    pub eighths: u32,
    /// Its colour.
    pub color: &'static str,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole.
    Single,
    /// Two lines.
    Double,
    /// Points.
    Dotted,
    /// Broken.
    Dashed,
}

/// How a paragraph looks. Lengths are in twentieths of a point, sizes of letters in halves of a point.
#[derive(Clone, Debug)]
pub struct Look {
    /// With serifs, as what is read through; without, as what is looked up.
    pub has_serifs: bool,
    /// Size of the letters.
    pub half_points: u32,
    /// Bold.
    pub is_bold: bool,
    /// Slanted.
    pub is_italic: bool,
    /// Capitals.
    pub is_caps: bool,
    /// Colour of the letters.
    pub color: &'static str,
    /// Room above.
    pub before: u32,
    /// Room below.
    pub after: u32,
    /// Room at the left.
    pub left: u32,
    /// How far the first line begins before the others.
    pub hanging: u32,
    /// Whether it stays on the page of what follows.
    pub keeps_next: bool,
    /// Whether its lines stay on one page.
    pub keeps_together: bool,
    /// Lines around it.
    pub border: Border,
    /// Ground.
    pub shade: Option<&'static str>,
}

impl Style {
    /// Every style that a document can use, parents before children.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Prose, Self::Overline, Self::Title, Self::ContentsTitle];
        all.extend([1, 2].map(Self::Contents));
        all.extend([1, 2, 3].map(Self::Heading));
        all.extend([Self::Under, Self::Fact, Self::Computation, Self::Assumption, Self::Assertion]);
        all.extend([Self::WithAssertion, Self::Alarm, Self::Care, Self::Item, Self::Caption, Self::CaptionApart]);
        all.extend([Self::Picture, Self::PictureCaption, Self::After, Self::Footnote, Self::Footer]);
        for weight in [Weight::Plain, Weight::Bold, Weight::Head] {
            all.extend(CELL_SIZES.map(|half_points| Self::Cell(Cell { half_points, weight, is_right: false })));
        }
        all
    }

    /// Its name where word processors have none of their own for it: as an identifier, and as it is read.
    pub fn own_name(self, language: Language) -> Option<(String, String)> {
        let (id, pair) = match self {
            Self::Overline => ("DossierOverline", office::STYLE_OVERLINE),
            Self::ContentsTitle => ("DossierContents", office::STYLE_CONTENTS),
            Self::Under => ("DossierUnder", office::STYLE_UNDER),
            Self::Fact => ("DossierFact", wording::FACT),
            Self::Computation => ("DossierComputation", wording::COMPUTATION),
            Self::Assumption => ("DossierAssumption", wording::ASSUMPTION),
            Self::Assertion => ("DossierAssertion", wording::ASSERTION),
            Self::WithAssertion => ("DossierComputationAsserted", wording::COMPUTATION_ASSERTED),
            Self::Alarm => ("DossierAlarm", office::STYLE_ALARM),
            Self::Care => ("DossierCare", office::STYLE_CARE),
            Self::CaptionApart => ("DossierCaptionApart", office::STYLE_APART),
            Self::Picture => ("DossierPicture", office::STYLE_PICTURE),
            Self::PictureCaption => ("DossierPictureCaption", office::STYLE_PICTURE_CAPTION),
            Self::After => ("DossierAfter", office::STYLE_AFTER),
            Self::Cell(cell) => return Some(cell.own_name(language)),
            _ => return None,
        };
        Some((id.to_owned(), pair.pick(language)))
    }

    /// How it looks.
    pub fn look(self) -> Look {
        let base = Look::BASE;
        match self {
            Self::Prose => base,
            Self::Overline => Look { color: SOFT, after: 60, is_caps: true, ..base.sans(17) },
            Self::Title => Look { half_points: 46, is_bold: true, after: 240, keeps_next: true, ..base },
            Self::ContentsTitle => {
                Look { color: SOFT, is_caps: true, before: 320, after: 100, keeps_next: true, ..base.sans(17) }
            }
            Self::Contents(1) => Look { left: 480, hanging: 480, after: 40, ..base.sans(18) },
            Self::Contents(_) => Look { left: 1_040, hanging: 560, after: 20, ..base.sans(17) },
            Self::Heading(1) | Self::PageHeading(1) => {
                let rule = Border::Below(Stroke { kind: Kind::Single, eighths: 6, color: INK });
                Look { half_points: 31, before: 480, after: 180, border: rule, ..base.heading() }
            }
            Self::Heading(2) | Self::PageHeading(2) => {
                let rule = Border::Above(Stroke { kind: Kind::Single, eighths: 4, color: "B9BDC2" });
                Look { half_points: 25, before: 400, after: 120, border: rule, ..base.heading() }
            }
            Self::Heading(_) | Self::PageHeading(_) => {
                Look { half_points: 21, before: 260, after: 80, ..base.heading() }
            }
            Self::Under => Look { color: SOFT, after: 140, keeps_next: true, ..base.sans(16) },
            Self::Fact => base.said(Kind::Single, 32),
            Self::Computation => Look { has_serifs: false, half_points: 20, ..base.said(Kind::Double, 12) },
            Self::Assumption => Look { is_italic: true, ..base.said(Kind::Dotted, 32) },
            Self::WithAssertion => Look { has_serifs: false, half_points: 20, ..base.said(Kind::Dashed, 32) },
            Self::Assertion => {
                let stroke = Stroke { kind: Kind::Dashed, eighths: 6, color: INK };
                Look { border: Border::Box { stroke, left_eighths: 32 }, ..base.said(Kind::Dashed, 32) }
            }
            Self::Alarm => {
                let stroke = Stroke { kind: Kind::Single, eighths: 16, color: ALARM };
                let border = Border::Box { stroke, left_eighths: 16 };
                Look { is_bold: true, color: ALARM, border, ..base.boxed() }
            }
            Self::Care => {
                let stroke = Stroke { kind: Kind::Single, eighths: 8, color: INK };
                let border = Border::Box { stroke, left_eighths: 8 };
                Look { shade: Some(FAINT), border, ..base.boxed() }
            }
            Self::Item => Look { left: 360, hanging: 240, after: 50, ..base },
            Self::Caption => Look { is_bold: true, before: 200, after: 70, keeps_next: true, ..base.sans(17) },
            Self::CaptionApart => Look { is_italic: true, before: 200, after: 70, keeps_next: true, ..base.sans(17) },
            Self::Picture => Look { before: 200, after: 60, keeps_next: true, ..base },
            Self::PictureCaption => Look { is_bold: true, after: 240, ..base.sans(17) },
            Self::After => Look { after: 100, ..base.sans(8) },
            Self::Footnote => Look { after: 20, color: "33373B", ..base.sans(15) },
            Self::Footer => Look { after: 0, color: SOFT, ..base.sans(15) },
            Self::Cell(cell) => cell.look(),
        }
    }
}

impl Look {
    const BASE: Self = Self {
        has_serifs: true,
        half_points: 21,
        is_bold: false,
        is_italic: false,
        is_caps: false,
        color: INK,
        before: 0,
        after: 110,
        left: 0,
        hanging: 0,
        keeps_next: false,
        keeps_together: false,
        border: Border::None,
        shade: None,
    };

    fn sans(self, half_points: u32) -> Self {
        Self { has_serifs: false, half_points, ..self }
    }

    fn heading(self) -> Self {
        Self { is_bold: true, keeps_next: true, keeps_together: true, ..self }
    }

    fn said(self, kind: Kind, eighths: u32) -> Self {
        let border = Border::Left(Stroke { kind, eighths, color: INK });
        Self { left: 240, before: 60, after: 140, keeps_together: true, border, ..self }
    }

    fn boxed(self) -> Self {
        Self { left: 120, before: 120, after: 200, keeps_together: true, ..self }
    }
}

impl Cell {
    fn own_name(self, language: Language) -> (String, String) {
        let (id, pair) = match self.weight {
            Weight::Plain => ("DossierCell", office::STYLE_CELL),
            Weight::Bold => ("DossierCellBold", office::STYLE_SUM),
            Weight::Head => ("DossierHead", office::STYLE_HEAD),
        };
        let (whole, half) = (self.half_points / 2, self.half_points % 2 * 5);
        let size = format!("{whole}{}{half}", language.pick(".", ","));
        (format!("{id}{}", self.half_points), format!("{} {size}", pair.pick(language)))
    }

    fn look(self) -> Look {
        let plain = Look { after: 0, ..Look::BASE.sans(self.half_points) };
        match self.weight {
            Weight::Plain => plain,
            Weight::Bold => Look { is_bold: true, ..plain },
            Weight::Head => Look { is_bold: true, color: SOFT, keeps_next: true, ..plain },
        }
    }
}
