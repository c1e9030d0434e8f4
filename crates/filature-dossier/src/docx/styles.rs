//! Styles, as `office/look.rs` says; headings, captions and notes under the names that word processors know, so that
//! the navigation pane and the tables of contents work.

use filature_model::Language;

use super::{DECLARATION, MAIN, tag, text};
use crate::office::look::{ALARM, Border, FACES, Face, INK, Kind, LINK, Look, SOFT, Stroke, Style};
use crate::office::widths::PADDING_TWIPS;
use crate::office::xml;
use crate::wording::office;

/// The style of tables.
pub const TABLE: &str = "DossierTable";

/// The identifier of a style.
pub fn id(style: Style) -> String {
    built_in(style).map_or_else(
        // The name in a language is not part of the identifier, so either does.
        || style.own_name(Language::English).map(|(id, _)| id).unwrap_or_default(),
        |(id, _)| id,
    )
}

/// Identifier and name of a style that word processors know.
fn built_in(style: Style) -> Option<(String, String)> {
    let (id, name) = match style {
        Style::Prose => ("Normal", "Normal"),
        Style::Title => ("Title", "Title"),
        Style::Heading(level) | Style::PageHeading(level) => {
            return Some((format!("Heading{level}"), format!("heading {level}")));
        }
        Style::Contents(level) => return Some((format!("TOC{level}"), format!("toc {level}"))),
        Style::Item => ("ListBullet", "List Bullet"),
        Style::Caption => ("Caption", "caption"),
        Style::Footnote => ("FootnoteText", "footnote text"),
        Style::Footer => ("Footer", "footer"),
        _ => return None,
    };
    Some((id.to_owned(), name.to_owned()))
}

/// The whole part.
pub fn styles(language: Language) -> String {
    let mut made = format!("{DECLARATION}<w:styles {MAIN}>{}", defaults(language));
    for style in Style::all() {
        made.push_str(&paragraph(style, language));
    }
    made.push_str("<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>");
    made.push_str(&format!(
        "<w:style w:type=\"character\" w:styleId=\"{}\"><w:name w:val=\"footnote reference\"/><w:rPr>{}<w:b w:val=\"0\"/><w:i w:val=\"0\"/><w:color w:val=\"{LINK}\"/><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>",
        text::MARK,
        fonts(false)
    ));
    for (face, id, pair) in FACES {
        made.push_str(&format!(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{}\"/><w:rPr>{}</w:rPr></w:style>",
            xml::escape(&pair.pick(language)),
            of_face(face)
        ));
    }
    made.push_str(&tables(language));
    made.push_str("</w:styles>");
    made
}

fn defaults(language: Language) -> String {
    let tag = tag(language);
    format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>{}<w:color w:val=\"{INK}\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"{tag}\" w:eastAsia=\"{tag}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
        fonts(true)
    )
}

fn fonts(has_serifs: bool) -> String {
    let font = if has_serifs { "Times New Roman" } else { "Arial" };
    format!("<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>")
}

fn paragraph(style: Style, language: Language) -> String {
    let look = style.look();
    let (kind, name) = match (built_in(style), style.own_name(language)) {
        (Some((_, name)), _) => ("", name),
        (None, own) => (" w:customStyle=\"1\"", own.map(|(_, name)| name).unwrap_or_default()),
    };
    let is_base = style == Style::Prose;
    let default = if is_base { " w:default=\"1\"" } else { "" };
    let based = if is_base { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
    let next = if matches!(style, Style::Heading(_) | Style::Title) { "<w:next w:val=\"Normal\"/>" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\"{default}{kind} w:styleId=\"{}\"><w:name w:val=\"{}\"/>{based}{next}<w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>",
        id(style),
        xml::escape(&name),
        paragraph_properties(style, &look),
        run_properties(&look)
    )
}

/// In the order that the schema asks for.
fn paragraph_properties(style: Style, look: &Look) -> String {
    let mut made = String::new();
    made.push_str(if look.keeps_next { "<w:keepNext/>" } else { "" });
    made.push_str(if look.keeps_together { "<w:keepLines/>" } else { "" });
    made.push_str("<w:widowControl/>");
    if style == Style::Item {
        made.push_str("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
    }
    made.push_str(&borders(look.border));
    if let Some(shade) = look.shade {
        made.push_str(&format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{shade}\"/>"));
    }
    // The line at the right of a box stands outside of its text.
    let right = if matches!(look.border, Border::Box { .. }) { 120 } else { 0 };
    // Cells and notes are set close.
    let line = if matches!(style, Style::Cell(_) | Style::Footnote | Style::After) { 240 } else { 252 };
    made.push_str(&format!(
        "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{line}\" w:lineRule=\"auto\"/><w:ind w:left=\"{}\" w:right=\"{right}\" w:hanging=\"{}\"/>",
        look.before, look.after, look.left, look.hanging
    ));
    if let Style::Heading(level) = style {
        made.push_str(&format!("<w:outlineLvl w:val=\"{}\"/>", level - 1));
    }
    made
}

fn borders(border: Border) -> String {
    let edge = |side: &str, stroke: Stroke, eighths: u32, space: u32| {
        format!(
            "<w:{side} w:val=\"{}\" w:sz=\"{eighths}\" w:space=\"{space}\" w:color=\"{}\"/>",
            kind(stroke.kind),
            stroke.color
        )
    };
    let inner = match border {
        Border::None => return String::new(),
        Border::Left(stroke) => edge("left", stroke, stroke.eighths, 8),
        Border::Above(stroke) => edge("top", stroke, stroke.eighths, 6),
        Border::Below(stroke) => edge("bottom", stroke, stroke.eighths, 3),
        Border::Box { stroke, left_eighths } => ["top", "left", "bottom", "right"]
            .map(|side| {
                let eighths = if side == "left" { left_eighths } else { stroke.eighths };
                edge(side, stroke, eighths, if side == "left" { 8 } else { 5 })
            })
            .concat(),
    };
    format!("<w:pBdr>{inner}</w:pBdr>")
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Double => "double",
        Kind::Dotted => "dotted",
        Kind::Dashed => "dashed",
    }
}

/// In the order that the schema asks for.
fn run_properties(look: &Look) -> String {
    let mut made = fonts(look.has_serifs);
    made.push_str(if look.is_bold { "<w:b/><w:bCs/>" } else { "" });
    made.push_str(if look.is_italic { "<w:i/><w:iCs/>" } else { "" });
    made.push_str(if look.is_caps { "<w:caps/>" } else { "" });
    made.push_str(&format!("<w:color w:val=\"{}\"/>", look.color));
    made.push_str(if look.is_caps { "<w:spacing w:val=\"24\"/>" } else { "" });
    made.push_str(&format!("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", look.half_points));
    made
}

fn of_face(face: Face) -> String {
    match face {
        Face::Plain => String::new(),
        Face::Strong => "<w:b/><w:bCs/>".to_owned(),
        Face::Loud => format!("<w:b/><w:bCs/><w:color w:val=\"{}\"/>", ALARM),
        Face::Kind => format!(
            "{}<w:b/><w:bCs/><w:i w:val=\"0\"/><w:iCs w:val=\"0\"/><w:caps/><w:color w:val=\"{INK}\"/><w:spacing w:val=\"14\"/><w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/>",
            fonts(false)
        ),
        // No dictionary knows an account number.
        Face::Key => "<w:noProof/>".to_owned(),
        Face::Soft => format!("<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:color w:val=\"{SOFT}\"/>"),
        Face::Link => format!("<w:color w:val=\"{LINK}\"/>"),
    }
}

fn tables(language: Language) -> String {
    let side = |side: &str, width: u32| format!("<w:{side} w:w=\"{width}\" w:type=\"dxa\"/>");
    format!(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style><w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{TABLE}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>{}{}{}{}</w:tblCellMar></w:tblPr></w:style>",
        xml::escape(&office::STYLE_TABLE.pick(language)),
        side("top", 24),
        side("left", PADDING_TWIPS),
        side("bottom", 24),
        side("right", PADDING_TWIPS)
    )
}
