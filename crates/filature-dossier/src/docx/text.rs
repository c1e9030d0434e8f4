//! Runs: text, ways, notes and fields, inside of a paragraph.

use crate::office::look::{FACES, Face};
use crate::office::{Anchor, Run, xml};

/// The style of a note's mark, which word processors know.
pub const MARK: &str = "FootnoteReference";

/// The identifier of the style of a stretch of text; none for text that is as its paragraph.
pub fn style(face: Face) -> Option<&'static str> {
    match face {
        Face::Plain => None,
        other => FACES.iter().find(|(face, _, _)| *face == other).map(|(_, id, _)| *id),
    }
}

/// Text in a style. Stretches that are read from right to left say so, or their words would change places.
pub fn words(out: &mut String, style: Option<&str>, text: &str) {
    for (is_right_to_left, piece) in xml::stretches(text) {
        out.push_str("<w:r>");
        properties(out, style, is_right_to_left);
        out.push_str("<w:t xml:space=\"preserve\">");
        out.push_str(&xml::shown(&piece));
        out.push_str("</w:t></w:r>");
    }
}

fn properties(out: &mut String, style: Option<&str>, is_right_to_left: bool) {
    if style.is_none() && !is_right_to_left {
        return;
    }
    out.push_str("<w:rPr>");
    if let Some(style) = style {
        out.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
    }
    out.push_str(if is_right_to_left { "<w:rtl/>" } else { "" });
    out.push_str("</w:rPr>");
}

/// A field and what it shows until a program works it out. The instruction is never text of data.
pub fn field(out: &mut String, instruction: &str, style: Option<&str>, shown: &str) {
    out.push_str(&format!("<w:fldSimple w:instr=\" {instruction} \">"));
    words(out, style, shown);
    out.push_str("</w:fldSimple>");
}

/// Text that leads to a place.
pub fn link(out: &mut String, text: &str, to: Anchor, style: Option<&str>) {
    out.push_str(&format!("<w:hyperlink w:anchor=\"{}\" w:history=\"1\">", to.name()));
    words(out, style, text);
    out.push_str("</w:hyperlink>");
}

/// A run of a note, which holds text and ways alone.
pub fn in_note(out: &mut String, run: &Run<'_>) {
    match run {
        Run::Text(face, text) => words(out, style(*face), text),
        Run::Link(text, to) => link(out, text, *to, style(Face::Link)),
        Run::Break => out.push_str("<w:r><w:br/></w:r>"),
        Run::Note(..) | Run::Again(_) | Run::Place(_) => {}
    }
}
