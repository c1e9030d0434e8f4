//! Runs: text, ways, notes and places, inside of a paragraph.

use crate::office::look::{FACES, Face};
use crate::office::{Anchor, Run, xml};

/// The style of a note's mark.
pub const MARK: &str = "Footnote_20_anchor";

/// The name of the style of a stretch of text; none for text that is as its paragraph.
pub fn style(face: Face) -> Option<&'static str> {
    match face {
        Face::Plain => None,
        other => FACES.iter().find(|(face, _, _)| *face == other).map(|(_, name, _)| *name),
    }
}

/// Text in a style.
pub fn words(out: &mut String, style: Option<&str>, text: &str) {
    match style {
        None => out.push_str(&spaced(text)),
        Some(style) => {
            out.push_str(&format!("<text:span text:style-name=\"{style}\">{}</text:span>", spaced(text)));
        }
    }
}

/// Escaped text whose spaces all stay: of several, and of those at an end of a paragraph, OpenDocument keeps none or one
/// unless they are written as elements.
fn spaced(text: &str) -> String {
    let shown = xml::shown(text);
    let mut made = String::with_capacity(shown.len());
    let mut letters = shown.chars().peekable();
    let mut follows_space = true;
    while let Some(letter) = letters.next() {
        let is_space = letter == ' ';
        if is_space && (follows_space || letters.peek().is_none()) {
            made.push_str("<text:s/>");
        } else {
            made.push(letter);
        }
        follows_space = is_space;
    }
    made
}

/// Text that leads to a place, in a style: without one, programs would set it as they set ways to other documents.
pub fn way(out: &mut String, text: &str, to: Anchor, style: Option<&str>) {
    let style = style.map(|style| format!(" text:style-name=\"{style}\" text:visited-style-name=\"{style}\""));
    out.push_str(&format!("<text:a xlink:type=\"simple\" xlink:href=\"#{}\"{}>", to.name(), style.unwrap_or_default()));
    words(out, None, text);
    out.push_str("</text:a>");
}

/// All runs of a paragraph, with the notes in their places.
pub fn runs(out: &mut String, runs: &[Run<'_>]) {
    for run in runs {
        match run {
            Run::Text(face, text) => words(out, style(*face), text),
            Run::Link(text, to) => way(out, text, *to, style(Face::Link)),
            Run::Break => out.push_str("<text:line-break/>"),
            Run::Place(anchor) => out.push_str(&format!("<text:bookmark text:name=\"{}\"/>", anchor.name())),
            Run::Note(number, note) => mark(out, *number, Some(note)),
            Run::Again(number) => mark(out, *number, None),
        }
    }
}

/// The mark of a note and the note, or a reference to one that was made before. A bare raised number after a figure
/// would read as part of it: hence the brackets.
fn mark(out: &mut String, number: u32, note: Option<&[Run<'_>]>) {
    words(out, Some(MARK), "[");
    match note {
        Some(note) => {
            out.push_str(&format!("<text:note text:id=\"n{number}\" text:note-class=\"footnote\"><text:note-citation>{number}</text:note-citation><text:note-body><text:p text:style-name=\"Footnote\">"));
            out.push('\u{a0}');
            runs(out, note);
            out.push_str("</text:p></text:note-body></text:note>");
        }
        None => {
            let reference = format!(
                "<text:note-ref text:note-class=\"footnote\" text:reference-format=\"text\" text:ref-name=\"n{number}\">{number}</text:note-ref>"
            );
            out.push_str(&format!("<text:span text:style-name=\"{MARK}\">{reference}</text:span>"));
        }
    }
    words(out, Some(MARK), "]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_space_is_lost() {
        assert_eq!(spaced(" a  b "), "<text:s/>a <text:s/>b<text:s/>");
        assert_eq!(spaced("a b"), "a b");
        assert_eq!(spaced(" "), "<text:s/>");
    }
}
