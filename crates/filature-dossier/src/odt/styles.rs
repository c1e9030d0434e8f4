//! Styles, as `office/look.rs` says; headings, captions and notes under the names that word processors know, so that
//! the navigator and the tables of contents work.

use filature_model::Language;

use super::{DECLARATION, SPACES, tag, text};
use crate::document::Document;
use crate::office::look::{
    ALARM, ALARM_GROUND, Border, CELL_SIZES, Cell, FACES, FAINT, Face, INK, Kind, LINK, Look, RULE, SOFT, Stroke,
    Style, Weight,
};
use crate::office::widths::PADDING_TWIPS;
use crate::office::{MARGIN_TWIPS, PAGE_TWIPS, TEXT_WIDTH_TWIPS, xml};

/// The style of lists.
pub const LIST: &str = "Dossier_List";
/// The style of the frame of a picture.
pub const FRAME: &str = "Frame";
/// The style of a row that may go over the end of a page.
pub const ROW: &str = "Row";
/// The style of one that may not.
pub const ROW_WHOLE: &str = "RowWhole";
/// The style of the ways in the contents.
pub const IN_CONTENTS: &str = "Index_20_Link";
/// What is put after the name of a cell's style that stays on the page of the row below.
pub const KEPT: &str = "_kept";

/// What a row is, as far as its cells look otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStyle {
    /// Like most.
    Plain,
    /// Heads the columns.
    Head,
    /// Must not be overlooked.
    Loud,
    /// A sum, or what heads the rows below.
    Sum,
}

/// The name of the style of a cell.
pub fn cell_name(table: &str, row: RowStyle) -> String {
    format!("{table}{row:?}")
}

/// Twentieths of a point as a length.
pub fn points(twips: u32) -> String {
    format!("{}.{:02}pt", twips / 20, twips % 20 * 5)
}

/// The name of a style.
pub fn id(style: Style) -> String {
    let plain = match style {
        Style::Cell(cell) if cell.is_right => {
            return format!("{}_right", id(Style::Cell(Cell { is_right: false, ..cell })));
        }
        _ => built_in(style).map(|(id, _)| id),
    };
    plain.unwrap_or_else(|| style.own_name(Language::English).map(|(id, _)| id).unwrap_or_default())
}

fn built_in(style: Style) -> Option<(String, String)> {
    let (id, name) = match style {
        Style::Prose => ("Text_20_body", "Text body"),
        Style::Title => ("Title", "Title"),
        Style::Heading(level) => return Some((format!("Heading_20_{level}"), format!("Heading {level}"))),
        Style::PageHeading(level) => return Some((format!("PageHeading{level}"), String::new())),
        Style::Contents(level) => return Some((format!("Contents_20_{level}"), format!("Contents {level}"))),
        Style::Item => ("List_20_1", "List 1"),
        Style::Caption => ("Caption", "Caption"),
        Style::Footnote => ("Footnote", "Footnote"),
        Style::Footer => ("Footer", "Footer"),
        _ => return None,
    };
    Some((id.to_owned(), name.to_owned()))
}

/// The fonts.
pub fn fonts() -> String {
    let face = |name: &str, generic: &str| {
        format!(
            "<style:font-face style:name=\"{name}\" svg:font-family=\"&apos;{name}&apos;\" style:font-family-generic=\"{generic}\" style:font-pitch=\"variable\"/>"
        )
    };
    format!(
        "<office:font-face-decls>{}{}</office:font-face-decls>",
        face("Times New Roman", "roman"),
        face("Arial", "swiss")
    )
}

/// The part of the styles that people see and can change.
pub fn styles(document: &Document) -> String {
    let language = document.language;
    let mut made = format!("{DECLARATION}<office:document-styles {SPACES}>{}<office:styles>", fonts());
    made.push_str(&defaults(language));
    for style in Style::all() {
        made.push_str(&paragraph(style, language));
    }
    made.push_str(&format!(
        "<style:style style:name=\"{0}\" style:display-name=\"Footnote anchor\" style:family=\"text\"><style:text-properties style:text-position=\"super 62%\" fo:font-weight=\"normal\" fo:font-style=\"normal\" fo:color=\"#{LINK}\" style:font-name=\"Arial\"/></style:style><style:style style:name=\"Footnote_20_Symbol\" style:display-name=\"Footnote Symbol\" style:family=\"text\"/><style:style style:name=\"{IN_CONTENTS}\" style:display-name=\"Index Link\" style:family=\"text\"/>",
        text::MARK
    ));
    for (face, name, pair) in FACES {
        made.push_str(&format!(
            "<style:style style:name=\"{name}\" style:display-name=\"{}\" style:family=\"text\"><style:text-properties {}/></style:style>",
            xml::escape(&pair.pick(language)),
            of_face(face)
        ));
    }
    made.push_str(&format!(
        "<text:list-style style:name=\"{LIST}\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\"><style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment text:label-followed-by=\"listtab\" text:list-tab-stop-position=\"18pt\" fo:text-indent=\"-12pt\" fo:margin-left=\"18pt\"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>"
    ));
    // The mark is put in brackets where it stands; its style is given there, so that the number needs none.
    made.push_str(&format!(
        "<text:notes-configuration text:note-class=\"footnote\" text:citation-style-name=\"Footnote_20_Symbol\" text:citation-body-style-name=\"{}\" style:num-format=\"1\" text:start-value=\"0\" text:footnotes-position=\"page\" text:start-numbering-at=\"document\"/></office:styles>",
        text::MARK
    ));
    made.push_str(&page(document));
    made.push_str("</office:document-styles>");
    made
}

fn defaults(language: Language) -> String {
    let (code, country) = tag(language);
    format!(
        "<style:default-style style:family=\"paragraph\"><style:paragraph-properties style:tab-stop-distance=\"28pt\" fo:orphans=\"2\" fo:widows=\"2\" style:writing-mode=\"lr-tb\"/><style:text-properties style:font-name=\"Times New Roman\" style:font-name-complex=\"Times New Roman\" fo:font-size=\"10.5pt\" style:font-size-complex=\"10.5pt\" fo:color=\"#{INK}\" fo:language=\"{code}\" fo:country=\"{country}\"/></style:default-style><style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>"
    )
}

fn paragraph(style: Style, language: Language) -> String {
    let name = built_in(style).map(|(_, name)| name).or(style.own_name(language).map(|(_, name)| name));
    let outline = match style {
        Style::Heading(level) => format!(" style:default-outline-level=\"{level}\""),
        _ => String::new(),
    };
    let next = match style {
        Style::Heading(_) | Style::Title => " style:next-style-name=\"Text_20_body\"",
        _ => "",
    };
    format!(
        "<style:style style:name=\"{}\" style:display-name=\"{}\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"{next}{outline}>{}<style:text-properties {}/></style:style>",
        id(style),
        xml::escape(&name.unwrap_or_default()),
        paragraph_properties(style),
        text_properties(&style.look())
    )
}

fn paragraph_properties(style: Style) -> String {
    let look = style.look();
    let mut made = format!(
        "<style:paragraph-properties fo:margin-top=\"{}\" fo:margin-bottom=\"{}\" fo:margin-left=\"{}\" fo:text-indent=\"-{}\" style:contextual-spacing=\"false\" style:join-border=\"false\"",
        points(look.before),
        points(look.after),
        points(look.left.saturating_sub(inside(look.border))),
        points(look.hanging)
    );
    if !matches!(style, Style::Cell(_) | Style::Footnote | Style::After) {
        made.push_str(" fo:line-height=\"105%\"");
    }
    made.push_str(if look.keeps_next { " fo:keep-with-next=\"always\"" } else { "" });
    made.push_str(if look.keeps_together { " fo:keep-together=\"always\"" } else { "" });
    if let Some(shade) = look.shade {
        made.push_str(&format!(" fo:background-color=\"#{shade}\""));
    }
    made.push_str(&borders(look.border));
    let stops = tabs(style, look.left);
    made.push_str(&if stops.is_empty() { "/>".to_owned() } else { format!(">{stops}</style:paragraph-properties>") });
    made
}

/// What the line at the left of a paragraph and the room beside it take. Here they stand between the edge of the
/// paragraph and its text, where `look.rs` counts them outside of it.
fn inside(border: Border) -> u32 {
    match border {
        Border::Left(_) => 240,
        Border::Box { .. } => 120,
        Border::None | Border::Above(_) | Border::Below(_) => 0,
    }
}

fn tabs(style: Style, left: u32) -> String {
    // Stops are counted from the left edge of the paragraph.
    let right = |left: u32| {
        format!("<style:tab-stop style:position=\"{}\" style:type=\"right\"/>", points(TEXT_WIDTH_TWIPS - left))
    };
    match style {
        Style::Footer => format!("<style:tab-stops>{}</style:tab-stops>", right(0)),
        Style::Contents(_) => {
            format!("<style:tab-stops><style:tab-stop style:position=\"0pt\"/>{}</style:tab-stops>", right(left))
        }
        _ => String::new(),
    }
}

fn borders(border: Border) -> String {
    match border {
        Border::None => String::new(),
        Border::Left(stroke) => {
            format!(" fo:border-left=\"{}\"{} fo:padding-left=\"8pt\"", line(stroke), double("left", stroke))
        }
        Border::Above(stroke) => format!(" fo:border-top=\"{}\" fo:padding-top=\"6pt\"", line(stroke)),
        Border::Below(stroke) => format!(" fo:border-bottom=\"{}\" fo:padding-bottom=\"3pt\"", line(stroke)),
        Border::Box { stroke, left_eighths } => {
            let all: String =
                ["top", "right", "bottom"].map(|side| format!(" fo:border-{side}=\"{}\"", line(stroke))).concat();
            let left = line(Stroke { eighths: left_eighths, ..stroke });
            format!("{all} fo:border-left=\"{left}\" fo:padding=\"5pt\"")
        }
    }
}

fn line(stroke: Stroke) -> String {
    let kind = match stroke.kind {
        Kind::Single => "solid",
        Kind::Double => "double",
        Kind::Dotted => "dotted",
        Kind::Dashed => "dashed",
    };
    // A double line is as thick as its two lines and what is between them.
    let eighths = if stroke.kind == Kind::Double { stroke.eighths * 3 } else { stroke.eighths };
    format!("{}.{:03}pt {kind} #{}", eighths / 8, eighths % 8 * 125, stroke.color)
}

fn double(side: &str, stroke: Stroke) -> String {
    if stroke.kind != Kind::Double {
        return String::new();
    }
    let each = format!("{}.{:03}pt", stroke.eighths / 8, stroke.eighths % 8 * 125);
    format!(" style:border-line-width-{side}=\"{each} {each} {each}\"")
}

fn text_properties(look: &Look) -> String {
    let font = if look.has_serifs { "Times New Roman" } else { "Arial" };
    let size = format!("{}.{}pt", look.half_points / 2, look.half_points % 2 * 5);
    let mut made = format!(
        "style:font-name=\"{font}\" style:font-name-complex=\"{font}\" fo:font-size=\"{size}\" style:font-size-complex=\"{size}\" fo:color=\"#{}\"",
        look.color
    );
    made.push_str(if look.is_bold { " fo:font-weight=\"bold\"" } else { "" });
    made.push_str(if look.is_italic { " fo:font-style=\"italic\"" } else { "" });
    made.push_str(if look.is_caps { " fo:text-transform=\"uppercase\" fo:letter-spacing=\"1.2pt\"" } else { "" });
    made
}

fn of_face(face: Face) -> String {
    match face {
        Face::Plain => String::new(),
        Face::Strong => "fo:font-weight=\"bold\"".to_owned(),
        Face::Loud => format!("fo:font-weight=\"bold\" fo:color=\"#{ALARM}\""),
        Face::Kind => format!(
            "style:font-name=\"Arial\" fo:font-weight=\"bold\" fo:font-style=\"normal\" fo:text-transform=\"uppercase\" fo:letter-spacing=\"0.7pt\" fo:font-size=\"7.5pt\" fo:color=\"#{INK}\""
        ),
        // No dictionary knows an account number.
        Face::Key => "fo:language=\"zxx\" fo:country=\"none\"".to_owned(),
        Face::Soft => format!("fo:font-weight=\"normal\" fo:color=\"#{SOFT}\""),
        Face::Link => format!("fo:color=\"#{LINK}\""),
    }
}

/// The page and its foot.
fn page(document: &Document) -> String {
    let ((width, height), margin) = (PAGE_TWIPS, points(MARGIN_TWIPS));
    let mut made = format!(
        "<office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties fo:page-width=\"{}\" fo:page-height=\"{}\" style:print-orientation=\"portrait\" fo:margin-top=\"{margin}\" fo:margin-bottom=\"28pt\" fo:margin-left=\"{margin}\" fo:margin-right=\"{margin}\"><style:footnote-sep style:width=\"0.5pt\" style:rel-width=\"25%\" style:color=\"#{INK}\" style:adjustment=\"left\" style:distance-before-sep=\"4pt\" style:distance-after-sep=\"4pt\"/></style:page-layout-properties><style:footer-style><style:header-footer-properties fo:min-height=\"28pt\" fo:margin-top=\"14pt\"/></style:footer-style></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"><style:footer><text:p text:style-name=\"Footer\">",
        points(width),
        points(height)
    );
    text::words(&mut made, None, &document.running);
    made.push_str("<text:tab/><text:page-number text:select-page=\"current\">1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>");
    made
}

/// The part of the styles that belongs to places of the text: cells, rows, what is set to the right.
pub fn automatic() -> String {
    let mut made = format!(
        "<style:style style:name=\"{FRAME}\" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"top\" style:vertical-rel=\"baseline\" fo:border=\"none\" fo:padding=\"0pt\"/></style:style>"
    );
    for level in [1, 2] {
        made.push_str(&format!(
            "<style:style style:name=\"{}\" style:family=\"paragraph\" style:parent-style-name=\"{}\"><style:paragraph-properties fo:break-before=\"page\"/></style:style>",
            id(Style::PageHeading(level)),
            id(Style::Heading(level))
        ));
    }
    for (name, kept) in [(ROW, "auto"), (ROW_WHOLE, "always")] {
        made.push_str(&format!(
            "<style:style style:name=\"{name}\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"{kept}\"/></style:style>"
        ));
    }
    for weight in [Weight::Plain, Weight::Bold, Weight::Head] {
        for half_points in CELL_SIZES {
            let cell = Cell { half_points, weight, is_right: true };
            let parent = id(Style::Cell(Cell { is_right: false, ..cell }));
            made.push_str(&format!(
                "<style:style style:name=\"{}\" style:family=\"paragraph\" style:parent-style-name=\"{parent}\"><style:paragraph-properties fo:text-align=\"end\"/></style:style><style:style style:name=\"{parent}{KEPT}\" style:family=\"paragraph\" style:parent-style-name=\"{parent}\"><style:paragraph-properties fo:keep-with-next=\"always\"/></style:style>",
                id(Style::Cell(cell))
            ));
        }
    }
    for table in ["plain", "pairs", "apart", "asserted"] {
        for row in [RowStyle::Plain, RowStyle::Head, RowStyle::Loud, RowStyle::Sum] {
            made.push_str(&cell(table, row));
        }
    }
    made
}

fn cell(table: &str, row: RowStyle) -> String {
    let outer = if table == "apart" { "dotted" } else { "solid" };
    let (top, bottom, ground) = match row {
        RowStyle::Plain => ("none".to_owned(), format!("0.5pt solid #{RULE}"), ""),
        RowStyle::Head => (format!("0.75pt {outer} #{INK}"), format!("0.75pt {outer} #{INK}"), ""),
        RowStyle::Loud => (format!("1.5pt solid #{ALARM}"), format!("1.5pt solid #{ALARM}"), ALARM_GROUND),
        RowStyle::Sum => (format!("0.75pt solid #{SOFT}"), format!("0.5pt solid #{RULE}"), ""),
    };
    let ground = if table == "apart" && ground.is_empty() { FAINT } else { ground };
    let ground = if ground.is_empty() { String::new() } else { format!(" fo:background-color=\"#{ground}\"") };
    let left = if table == "asserted" { format!("4pt dashed #{INK}") } else { "none".to_owned() };
    let align = if row == RowStyle::Head { "bottom" } else { "top" };
    let side = points(PADDING_TWIPS);
    format!(
        "<style:style style:name=\"{}\" style:family=\"table-cell\"><style:table-cell-properties style:vertical-align=\"{align}\" fo:border-left=\"{left}\" fo:border-right=\"none\" fo:border-top=\"{top}\" fo:border-bottom=\"{bottom}\" fo:padding-left=\"{side}\" fo:padding-right=\"{side}\" fo:padding-top=\"1.2pt\" fo:padding-bottom=\"1.2pt\"{ground}/></style:style>",
        cell_name(table, row)
    )
}
