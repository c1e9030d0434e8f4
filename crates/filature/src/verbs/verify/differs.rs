//! Where two dossiers differ, in words.

use filature_dossier::reading::{Piece, pieces};
use serde::Serialize;

/// How much of a text is shown on each side of where it differs.
const SHOWN_LETTERS: usize = 60;

/// The first difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The heading, the part of the archive, or the page; empty where the file has none.
    pub part: String,
    /// What the case gives there; none where nothing is there.
    pub made: Option<String>,
    /// What the file has there.
    pub found: Option<String>,
    /// The first byte that differs, from 0.
    pub byte: usize,
}

/// The first difference between what the case gives and a file; none where they are the same bytes. What is read comes before what
/// stands in the head of a page.
pub fn first(made: &[u8], found: &[u8]) -> Option<Difference> {
    if made == found {
        return None;
    }
    let same = made.iter().zip(found).take_while(|(made, found)| made == found).count();
    let is_read = |piece: &Piece| !piece.part.starts_with('<');
    let all = (pieces(made), pieces(found));
    let split = |pieces: Vec<Piece>| pieces.into_iter().partition::<Vec<Piece>, _>(is_read);
    let ((made, made_head), (found, found_head)) = (split(all.0), split(all.1));
    let difference = of(&made, &found).or_else(|| of(&made_head, &found_head));
    let (part, made, found) = difference.unwrap_or_default();
    Some(Difference { part, made, found, byte: same })
}

fn of(made: &[Piece], found: &[Piece]) -> Option<(String, Option<String>, Option<String>)> {
    let at = (0..made.len().max(found.len())).find(|&at| made.get(at) != found.get(at))?;
    let (made, found) = (made.get(at), found.get(at));
    let part = made.or(found).map(|piece| piece.part.clone()).unwrap_or_default();
    let text = |piece: Option<&Piece>| piece.map(|piece| piece.text.clone());
    match (text(made), text(found)) {
        (Some(made), Some(found)) => {
            let same = made.chars().zip(found.chars()).take_while(|(made, found)| made == found).count();
            Some((part, Some(around(&made, same)), Some(around(&found, same))))
        }
        (made, found) => Some((part, made.map(|text| around(&text, 0)), found.map(|text| around(&text, 0)))),
    }
}

/// The text around a letter.
fn around(text: &str, letter: usize) -> String {
    let from = letter.saturating_sub(SHOWN_LETTERS);
    let shown: String = text.chars().skip(from).take(2 * SHOWN_LETTERS).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if text.chars().count() > from + 2 * SHOWN_LETTERS { "…" } else { "" };
    format!("{before}{shown}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_figure_that_differs_is_named_with_its_heading() {
        let page = |amount: &str, head: &str| {
            format!("<!doctype html><meta name=\"{head}\"><h2>1 Money</h2><p>held</p><p>{amount}</p><h2>2 More</h2>")
        };
        let differs = first(page("61.37", "a").as_bytes(), page("61.38", "b").as_bytes()).unwrap();
        assert_eq!(
            (differs.part.as_str(), differs.made.as_deref(), differs.found.as_deref()),
            ("1 Money", Some("61.37"), Some("61.38"))
        );
        let differs = first(page("61.37", "a").as_bytes(), page("61.37", "b").as_bytes()).unwrap();
        assert_eq!((differs.part.as_str(), differs.byte), ("<head>", 27));
        assert_eq!(first(b"same", b"same"), None);
        // A letter of a tag: no text differs.
        let differs = first(b"<p class=\"a\">x</p>", b"<p class=\"b\">x</p>").unwrap();
        assert_eq!(differs, Difference { part: String::new(), made: None, found: None, byte: 10 });
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let long = "é".repeat(500);
        let differs = first(format!("{long}1{long}").as_bytes(), format!("{long}2{long}").as_bytes()).unwrap();
        let made = differs.made.unwrap();
        assert!(made.contains('1') && made.chars().count() < 130 && made.starts_with('…') && made.ends_with('…'));
    }
}
