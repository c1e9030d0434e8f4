//! How wide each column of a table is, and how small the table must be set to fit on the page.
//!
//! A word processor can find widths itself, but only by laying out every row, and each does it otherwise. Here each
//! column says the least it can do with (its longest piece that must not break) and what it would like (its longest
//! line); what is left between the two is shared. Letters are measured by a coarse table of a sans-serif font, on the
//! wide side.

use super::look::CELL_SIZES;
use super::{TEXT_WIDTH_TWIPS, lines};
use crate::document::{Grounds, Inline, Row, Set, Size, Table};

/// Room left and right of the text of a cell, in twentieths of a point.
pub const PADDING_TWIPS: u32 = 70;
/// What a mark such as `[123]` takes.
const MARK_MILLI_EM: u32 = 1_500;
/// A piece as long as an account number stays whole; longer ones may break anywhere.
const LONGEST_KEY_LETTERS: usize = 34;
const LONGEST_WORD_LETTERS: usize = 20;
/// Past this a longer line asks for no wider column.
const WIDEST_WISH_MILLI_EM: u32 = 34_000;
/// A row with more lines may go over the end of a page, since no page may be able to hold it.
const MOST_LINES_KEPT: u32 = 24;

/// How a table is set.
#[derive(Debug)]
pub struct Fit {
    /// Widths of the columns, in twentieths of a point.
    pub widths: Vec<u32>,
    /// Size of the text, in halves of a point.
    pub half_points: u32,
}

/// What a column asks for, in thousandths of the size of its letters.
#[derive(Clone, Copy, Debug, Default)]
struct Ask {
    least: u32,
    wish: u32,
}

/// How the table fits on the page.
pub fn fit(table: &Table) -> Fit {
    let mut asks: Vec<Ask> = table.columns.iter().map(|(label, _)| of_label(label)).collect();
    for row in table.rows.iter().filter(|row| !row.heads) {
        for (ask, cell) in asks.iter_mut().zip(cells(row, table)) {
            ask.widen(cell);
        }
    }
    let is_narrow = table.size == Size::Plain && table.columns.len() <= 3;
    share(&asks, table.size, is_narrow)
}

/// How a list of labels and values fits: the labels have what they ask for, up to a third of the page.
pub fn fit_pairs<'a>(labels: impl Iterator<Item = &'a str>, half_points: u32) -> Fit {
    let widest = labels.map(width).max().unwrap_or(0);
    let label = twips(widest, half_points).clamp(TEXT_WIDTH_TWIPS / 8, TEXT_WIDTH_TWIPS / 3);
    Fit { widths: vec![label, TEXT_WIDTH_TWIPS - label], half_points }
}

/// How figures with their names fit, side by side.
pub fn fit_measures<'a>(pairs: impl Iterator<Item = (&'a str, &'a Inline)>, half_points: u32) -> Fit {
    let (mut names, mut values) = (Ask::default(), Ask::default());
    for (name, figure) in pairs {
        names.widen(Ask { least: 0, wish: width(name) });
        values.widen(of_cell(std::slice::from_ref(figure), Set::Right, None, true));
    }
    let value = twips(values.wish, half_points).min(TEXT_WIDTH_TWIPS / 2);
    let name = twips(names.wish, half_points).clamp(TEXT_WIDTH_TWIPS / 5, TEXT_WIDTH_TWIPS - value);
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

impl Ask {
    fn widen(&mut self, other: Self) {
        self.least = self.least.max(other.least);
        self.wish = self.wish.max(other.wish);
    }
}

fn share(asks: &[Ask], size: Size, is_narrow: bool) -> Fit {
    let base = match size {
        Size::Plain => CELL_SIZES[0],
        Size::Dense => CELL_SIZES[1],
        Size::Fine => CELL_SIZES[2],
    };
    let sum = |pick: fn(&Ask) -> u32, half_points| asks.iter().map(|ask| twips(pick(ask), half_points)).sum::<u32>();
    let mut smaller = CELL_SIZES.into_iter().filter(|&half_points| half_points <= base);
    let fits = |half_points: &u32| sum(|ask| ask.least, *half_points) <= TEXT_WIDTH_TWIPS;
    let half_points = smaller.clone().find(fits).or(smaller.next_back()).unwrap_or(base);
    let least = sum(|ask| ask.least, half_points);
    let wish = sum(|ask| ask.wish, half_points);
    let page = u64::from(TEXT_WIDTH_TWIPS);
    let part = |part: u32, whole: u32, of: u64| {
        u32::try_from(u64::from(part) * of / u64::from(whole.max(1))).unwrap_or(TEXT_WIDTH_TWIPS)
    };
    let widths = asks.iter().map(|ask| {
        let (low, high) = (twips(ask.least, half_points), twips(ask.wish, half_points));
        if least > TEXT_WIDTH_TWIPS {
            part(low, least, page)
        } else if wish > TEXT_WIDTH_TWIPS {
            low + part(high - low, wish - least, page - u64::from(least))
        } else if is_narrow {
            high
        } else {
            part(high, wish, page)
        }
    });
    Fit { widths: widths.collect(), half_points }
}

/// Thousandths of the size of the letters as a length, with the room beside the text.
fn twips(milli_em: u32, half_points: u32) -> u32 {
    // One half of a point is ten twentieths.
    milli_em * half_points / 100 + 2 * PADDING_TWIPS
}

fn cells<'a>(row: &'a Row, table: &'a Table) -> impl Iterator<Item = Ask> + 'a {
    let shared = row.grounds.as_ref().or(table.grounds.as_ref());
    row.cells.iter().zip(&table.columns).enumerate().map(move |(index, (cell, (_, set)))| {
        let mut ask = of_cell(cell, *set, shared, table.sourced);
        if index == 0 && row.grounds.is_some() {
            ask.wish += MARK_MILLI_EM;
            ask.least += if *set == Set::Left { 0 } else { MARK_MILLI_EM };
        }
        ask
    })
}

fn of_label(label: &str) -> Ask {
    // A heading breaks rather than widen a column of short figures; bold letters are wider.
    let bold = |milli_em: u32| milli_em * 108 / 100;
    let least = label.split(' ').map(width).max().unwrap_or(0);
    Ask { least: bold(least), wish: bold(least.max(width(label).min(9_000))) }
}

fn of_cell(cell: &[Inline], set: Set, shared: Option<&Grounds>, sourced: bool) -> Ask {
    let mut ask = Ask::default();
    // What has been read of the line, and of the piece that must not break.
    let (mut line, mut piece) = (0, 0);
    for (index, inline) in cell.iter().enumerate() {
        if matches!(inline, Inline::Break) {
            ask.widen(Ask { least: piece, wish: line });
            (line, piece) = (0, 0);
            continue;
        }
        let text = text_of(inline);
        line += width(text);
        for (at, word) in text.split(' ').enumerate() {
            piece = if at == 0 { piece } else { 0 };
            piece += whole_width(word, inline);
            ask.least = ask.least.max(piece);
        }
        if let Inline::Figure(figure) = inline
            && lines::is_marked(&cell[index + 1..], figure, shared, sourced)
        {
            line += MARK_MILLI_EM;
            piece += MARK_MILLI_EM;
        }
    }
    ask.widen(Ask { least: piece, wish: line });
    if matches!(set, Set::Right | Set::Tight) {
        ask.least = ask.wish;
    }
    ask.wish = ask.wish.min(WIDEST_WISH_MILLI_EM).max(ask.least);
    ask
}

/// The width of a word that must not break; of a longer one, what shows enough of it.
fn whole_width(word: &str, inline: &Inline) -> u32 {
    let most = match inline {
        Inline::Key(_) if word.chars().count() <= LONGEST_KEY_LETTERS => LONGEST_KEY_LETTERS,
        Inline::Figure(_) => LONGEST_KEY_LETTERS,
        _ => LONGEST_WORD_LETTERS,
    };
    word.chars().take(most).map(letter_width).sum()
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
