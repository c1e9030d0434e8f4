//! From letters with places to lines of words, from the top of the page down.
//!
//! ```text
//! letters ─► those that run the main way ─► lines (one baseline) ─► words (no gap between)
//! ```

use super::interpreter::{Glyph, Shown};

/// Letters without a gap between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Left edge, in hundredths of a point.
    pub from: i32,
    /// Right edge.
    pub to: i32,
    /// The letters.
    pub text: String,
}

/// Words on one baseline, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number on the page, from 1.
    pub number: u32,
    /// How far down it stands, in hundredths of a point.
    pub down: i32,
    /// How tall its letters are.
    pub size: i32,
    /// The words.
    pub words: Vec<Word>,
}

impl Line {
    /// The words with a space between.
    pub fn text(&self) -> String {
        join(&self.words)
    }
}

/// Words with a space between.
pub fn join(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// It has text that is seen.
    Text,
    /// A picture of a page: no text, or only letters that a program has put behind the picture.
    Scan,
    /// It shows nothing.
    Blank,
}

/// A page as lines.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its number, from 1.
    pub number: u32,
    /// What kind it is.
    pub kind: PageKind,
    /// Its lines; of a scan, none.
    pub lines: Vec<Line>,
}

/// A page without pictures that draws at least so many strokes and no letter shows text as outlines.
const STROKES_OF_A_SCAN: usize = 400;

/// Fewer letters than these beside a picture are a stamp or a page number, not the text of a statement.
const LETTERS_OF_A_PAGE: usize = 16;

impl Page {
    /// Puts the letters of a page in order.
    pub fn of(number: u32, shown: Shown) -> Self {
        let letters = |invisible: bool| {
            let is_letter = |glyph: &&Glyph| !glyph.text.trim().is_empty() && glyph.is_invisible == invisible;
            shown.glyphs.iter().filter(is_letter).count()
        };
        let (seen, unseen) = (letters(false), letters(true));
        let is_drawn = shown.pictures > 0 || shown.strokes >= STROKES_OF_A_SCAN;
        let kind = match seen {
            _ if unseen > seen => PageKind::Scan,
            0 if !is_drawn => PageKind::Blank,
            seen if seen < LETTERS_OF_A_PAGE && is_drawn => PageKind::Scan,
            _ => PageKind::Text,
        };
        let lines = if kind == PageKind::Text { lines(shown.glyphs) } else { Vec::new() };
        Self { number, kind, lines }
    }
}

fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    let mut turns = [0_usize; 4];
    for glyph in &glyphs {
        turns.iter_mut().skip(usize::from(glyph.quarter)).take(1).for_each(|count| *count += 1);
    }
    // The first of equals: upright text.
    let main = (0_u8..4).rev().max_by_key(|&quarter| turns.get(usize::from(quarter)).copied()).unwrap_or(0);
    glyphs.retain(|glyph| glyph.quarter == main && glyph.size > 0 && !glyph.is_invisible);
    // Spaces would only make lines of their own where nothing is printed.
    glyphs.retain(|glyph| !glyph.text.is_empty());
    glyphs.sort_by_key(|glyph| (glyph.down, glyph.from));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| on_one_line(first, &glyph)) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    let rows = rows.into_iter().filter_map(line).collect::<Vec<Line>>();
    rows.into_iter().zip(1..).map(|(line, number)| Line { number, ..line }).collect()
}

/// A raised letter is less than a third of a letter above its line; the next line is a whole one below.
fn on_one_line(first: &Glyph, other: &Glyph) -> bool {
    other.down.saturating_sub(first.down) <= first.size.min(other.size).max(100) * 35 / 100
}

fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by_key(|glyph| (glyph.from, glyph.to));
    let size = glyphs.iter().map(|glyph| glyph.size).max()?;
    let down = glyphs.first()?.down;
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    let mut last: Option<Glyph> = None;
    for glyph in glyphs {
        // Letters drawn twice, a hair apart, are one letter in bold.
        let is_double =
            |last: &Glyph| last.text == glyph.text && glyph.from - last.from < glyph.size.min(last.size) / 8;
        if last.as_ref().is_some_and(is_double) {
            continue;
        }
        let is_space = glyph.text.chars().all(char::is_whitespace);
        match words.last_mut().filter(|_| is_open) {
            _ if is_space => is_open = false,
            Some(word) if glyph.from.saturating_sub(word.to) <= glyph.size / 5 => {
                word.text.push_str(&glyph.text);
                word.to = word.to.max(glyph.to);
            }
            _ => {
                words.push(Word { from: glyph.from, to: glyph.to, text: glyph.text.clone() });
                is_open = true;
            }
        }
        last = Some(glyph);
    }
    (!words.is_empty()).then_some(Line { number: 0, down, size, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, from: i32, down: i32) -> Glyph {
        Glyph { from, to: from + 500, down, size: 1_000, quarter: 0, is_invisible: false, text: text.to_owned() }
    }

    #[test]
    fn letters_become_words_wherever_the_file_has_them() {
        let glyphs = vec![
            glyph("c", 3_000, 2_400),
            glyph("b", 500, 1_000),
            glyph("a", 0, 1_010),
            glyph("a", 20, 1_010),
            glyph("1", 4_000, 1_000),
            glyph("d", 0, 2_400),
        ];
        let lines: Vec<String> = lines(glyphs).iter().map(Line::text).collect();
        assert_eq!(lines, ["ab 1", "d c"]);
    }

    #[test]
    fn letters_behind_a_picture_are_a_scan() {
        let behind = |text: &str| Glyph { is_invisible: true, ..glyph(text, 0, 0) };
        let shown = Shown { glyphs: vec![behind("a"), behind("b")], pictures: 1, strokes: 0 };
        assert_eq!(Page::of(1, shown).kind, PageKind::Scan);
        assert_eq!(Page::of(1, Shown::default()).kind, PageKind::Blank);
    }
}
