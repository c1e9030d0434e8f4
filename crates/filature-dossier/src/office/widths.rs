//! The page of a word processor as tables see it.
//!
//! A word processor can find widths itself, but only by laying out every row, and each does it otherwise. Nobody knows its fonts, so
//! letters are measured by a coarse table of a sans-serif font, on the wide side.

use super::TEXT_WIDTH_TWIPS;
use super::look::CELL_SIZES;
use crate::columns::{Letters, Page, of_cell};
use crate::document::{Inline, Row, Set, Size, Table};

/// Room left and right of the text of a cell, in twentieths of a point.
pub const PADDING_TWIPS: u32 = 70;
/// What a mark such as `[123]` takes, in thousandths of the size.
const MARK: u32 = 1_500;
/// A row with more lines may go over the end of a page, since no page may be able to hold it.
const MOST_LINES_KEPT: u32 = 24;
/// Thousandths of a point in a twentieth of a point, and in half of a point.
const TWIP: u32 = 50;
const HALF_POINT: u32 = 500;

/// How a table is set.
#[derive(Debug)]
pub struct Fit {
    /// Widths of the columns, in twentieths of a point.
    pub widths: Vec<u32>,
    /// Size of the text, in halves of a point.
    pub half_points: u32,
}

/// Letters of no font in particular.
struct Coarse;

impl Letters for Coarse {
    fn prose(&self, text: &str) -> u32 {
        width(text)
    }

    fn key(&self, text: &str) -> u32 {
        width(text)
    }

    fn mark(&self) -> u32 {
        MARK
    }
}

/// How the table fits on the page.
pub fn fit(table: &Table) -> Fit {
    let largest = match table.size {
        Size::Plain => 0,
        Size::Dense => 1,
        Size::Fine => 2,
    };
    let sizes = CELL_SIZES.map(|half_points| half_points * HALF_POINT);
    // Word processors break what is too long by themselves: the smallest size does for it.
    let setting = page(&sizes[largest..], &sizes[sizes.len() - 1..]).set(table, &Coarse);
    let widths = setting.widths.into_iter().map(|width| width / TWIP).collect();
    Fit { widths, half_points: setting.size / HALF_POINT }
}

fn page<'a>(whole: &'a [u32], broken: &'a [u32]) -> Page<'a> {
    Page { room: TEXT_WIDTH_TWIPS * TWIP, inset: 2 * PADDING_TWIPS * TWIP, slack_permille: 1_000, whole, broken }
}

fn twips(milli_em: u32, half_points: u32) -> u32 {
    page(&[], &[]).length(milli_em, half_points * HALF_POINT) / TWIP
}

/// How a list of labels and values fits: the labels have what they ask for, up to a third of the page.
pub fn fit_pairs<'a>(labels: impl Iterator<Item = &'a str>, half_points: u32) -> Fit {
    let widest = labels.map(width).max().unwrap_or(0);
    let label = twips(widest, half_points).clamp(TEXT_WIDTH_TWIPS / 8, TEXT_WIDTH_TWIPS / 3);
    Fit { widths: vec![label, TEXT_WIDTH_TWIPS - label], half_points }
}

/// How figures with their names fit, side by side.
pub fn fit_measures<'a>(pairs: impl Iterator<Item = (&'a str, &'a Inline)>, half_points: u32) -> Fit {
    let (mut names, mut values) = (0, 0);
    for (name, figure) in pairs {
        names = names.max(width(name));
        values = values.max(of_cell(std::slice::from_ref(figure), Set::Right, (None, true), 0, &Coarse).most);
    }
    let value = twips(values, half_points).min(TEXT_WIDTH_TWIPS / 2);
    let name = twips(names, half_points).clamp(TEXT_WIDTH_TWIPS / 5, TEXT_WIDTH_TWIPS - value);
    Fit { widths: vec![name, value], half_points }
}

/// Whether a row of these widths is low enough to be kept on one page.
pub fn is_whole(row: &Row, fit: &Fit) -> bool {
    let lines = |(ask, text_width): (u32, u32)| ask * fit.half_points / 100 / text_width.max(1) + 1;
    let widths = fit.widths.iter().map(|width| width.saturating_sub(2 * PADDING_TWIPS));
    let lengths = row.cells.iter().map(|cell| {
        let breaks = cell.iter().filter(|inline| matches!(inline, Inline::Break)).count();
        let letters: u32 = cell.iter().map(|inline| width(text_of(inline))).fold(0, u32::saturating_add);
        (letters, u32::try_from(breaks).unwrap_or(u32::MAX))
    });
    let most = lengths.zip(widths).map(|((length, breaks), width)| breaks.saturating_add(lines((length, width))));
    most.max().unwrap_or(0) <= MOST_LINES_KEPT
}

fn text_of(inline: &Inline) -> &str {
    match inline {
        Inline::Words(text) | Inline::Strong(text) | Inline::Data(text) | Inline::Key(text) => text,
        Inline::Figure(figure) => figure.text(),
        Inline::Link(link) => &link.text,
        Inline::Break => "",
    }
}

fn width(text: &str) -> u32 {
    text.chars().map(letter_width).fold(0, u32::saturating_add)
}

fn letter_width(letter: char) -> u32 {
    match letter {
        ' ' | '\u{a0}' | '\u{202f}' | '.' | ',' | ':' | ';' | '/' | '|' | '!' | '\'' | '’' | 'f' | 't' | 'I' => 280,
        'i' | 'j' | 'l' => 230,
        '-' | '(' | ')' | '[' | ']' | 'r' => 335,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' | '✓' | '✗' | '⚠' => 940,
        letter if letter.is_ascii_digit() || letter.is_lowercase() => 560,
        letter if letter.is_uppercase() => 730,
        '\u{2e80}'..='\u{ffdf}' | '\u{1f000}'.. => 1_000,
        _ => 640,
    }
}
