//! How wide the columns of a printed table are, and how small it is set, so that nothing runs over.
//!
//! The widths of letters are those of the fonts. A table is set as large as it can be with no key broken; what does not
//! fit even in the smallest type gets its keys broken between groups of four letters.

use super::fonts::Fonts;
use crate::document::{FigureLook, Inline, Row, Set, Size, Table};

/// The width of the text on an upright page, in thousandths of a point.
pub const UPRIGHT: u32 = 481_800;
/// The same on a page turned on its side.
pub const ON_ITS_SIDE: u32 = 762_400;
/// What stands left and right of each cell.
const INSET: u32 = 5_200;
/// The size of keys beside that of prose, in thousandths.
const KEY_SIZE: u32 = 820;
/// Bold headings and sums are wider than what is measured, and hairlines round up.
const SLACK_PERMILLE: u32 = 1_060;
/// What the mark of a note takes, in thousandths of the type size.
const MARK: u32 = 1_100;
/// How many letters of a broken key stay together.
pub const KEY_GROUP: usize = 4;
/// A word with more letters than this may break anywhere: no account number has more, and no line is sure to hold it.
pub const LONGEST_WORD: usize = 34;

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The type size in thousandths of a point.
    pub size: u32,
    /// The width of each column in thousandths of a point.
    pub widths: Vec<u32>,
    /// Whether keys may break.
    pub breaks_keys: bool,
}

/// What a column needs at a type size of one point, in thousandths of a point.
#[derive(Clone, Copy, Debug, Default)]
struct Needs {
    /// So that no word runs over.
    least: u32,
    /// The same where keys may break.
    least_broken: u32,
    /// So that no line breaks.
    most: u32,
}

/// Whether the table fits on an upright page in type that is read without a lens, with no key broken.
pub fn fits_upright(table: &Table, fonts: &Fonts) -> bool {
    let needs = needs(table, fonts);
    total(&needs, 6_500, |need| need.least) <= UPRIGHT
}

/// How the table is set in this width.
pub fn set(table: &Table, fonts: &Fonts, room: u32) -> Setting {
    let needs = needs(table, fonts);
    let sizes: &[u32] = match table.size {
        Size::Plain => &[8_500, 8_000, 7_500, 7_000, 6_500],
        Size::Dense => &[8_000, 7_500, 7_000, 6_500],
        Size::Fine => &[7_500, 7_000, 6_500],
    };
    let whole = sizes.iter().copied().find(|&size| total(&needs, size, |need| need.least) <= room);
    let (size, breaks_keys) = match whole {
        Some(size) => (size, false),
        None => {
            let broken = [7_000, 6_500, 6_000, 5_500, 5_000];
            let fits = broken.into_iter().find(|&size| total(&needs, size, |need| need.least_broken) <= room);
            (fits.unwrap_or(5_000), true)
        }
    };
    let least = |need: &Needs| if breaks_keys { need.least_broken } else { need.least };
    let widths = share(&needs, size, room, least);
    Setting { size, widths, breaks_keys }
}

fn scaled(permille_of_size: u32, size: u32) -> u32 {
    let exact = u64::from(permille_of_size) * u64::from(size) * u64::from(SLACK_PERMILLE) / 1_000_000;
    u32::try_from(exact).unwrap_or(u32::MAX).saturating_add(INSET)
}

fn total(needs: &[Needs], size: u32, of: impl Fn(&Needs) -> u32) -> u32 {
    needs.iter().map(|need| scaled(of(need), size)).fold(0, u32::saturating_add)
}

/// Each column its least; what is left, in proportion to what each could still use.
fn share(needs: &[Needs], size: u32, room: u32, least: impl Fn(&Needs) -> u32) -> Vec<u32> {
    let bounds: Vec<(u32, u32)> = needs
        .iter()
        .map(|need| {
            let low = scaled(least(need), size);
            (low, scaled(need.most, size).max(low))
        })
        .collect();
    let lows: u64 = bounds.iter().map(|(low, _)| u64::from(*low)).sum();
    let wanted: u64 = bounds.iter().map(|(low, high)| u64::from(high - low)).sum();
    let spare = u64::from(room).saturating_sub(lows);
    if lows > u64::from(room) {
        // Nothing is left to try: all columns give way alike.
        return bounds.iter().map(|(low, _)| narrow(u64::from(*low) * u64::from(room) / lows.max(1))).collect();
    }
    if spare >= wanted {
        return bounds.iter().map(|(_, high)| *high).collect();
    }
    bounds.iter().map(|(low, high)| low + narrow(u64::from(high - low) * spare / wanted.max(1))).collect()
}

fn narrow(wide: u64) -> u32 {
    u32::try_from(wide).unwrap_or(u32::MAX)
}

fn needs(table: &Table, fonts: &Fonts) -> Vec<Needs> {
    let mut needs: Vec<Needs> = table
        .columns
        .iter()
        .map(|(label, set)| {
            let words = label.split(' ').map(|word| fonts.prose_width(word)).max().unwrap_or(0);
            let all = if *set == Set::Tight { words } else { words.min(fonts.prose_width(label)) };
            Needs { least: words, least_broken: words, most: all }
        })
        .collect();
    for row in table.rows.iter().filter(|row| !row.heads) {
        widen(&mut needs, row, table, fonts);
    }
    needs
}

fn widen(needs: &mut [Needs], row: &Row, table: &Table, fonts: &Fonts) {
    for (at, (cell, (_, set))) in row.cells.iter().zip(&table.columns).enumerate() {
        let mut of_cell = cell_needs(cell, fonts, !table.sourced);
        if at == 0 && row.grounds.is_some() {
            of_cell.most += MARK;
            of_cell.least += MARK;
        }
        if *set == Set::Tight {
            of_cell.least = of_cell.most;
        }
        if let Some(need) = needs.get_mut(at) {
            need.least = need.least.max(of_cell.least);
            need.least_broken = need.least_broken.max(of_cell.least_broken);
            need.most = need.most.max(of_cell.most);
        }
    }
}

/// Walks a cell's lines and words; a piece that follows another without a space belongs to the same word.
fn cell_needs(cell: &[Inline], fonts: &Fonts, marks: bool) -> Needs {
    let (mut needs, mut line, mut word, mut broken) = (Needs::default(), 0_u32, 0_u32, 0_u32);
    for inline in cell {
        let (text, is_key) = match inline {
            Inline::Break => {
                (line, word, broken) = (0, 0, 0);
                continue;
            }
            Inline::Key(text) => (text.as_str(), true),
            Inline::Words(text) | Inline::Strong(text) | Inline::Data(text) => (text.as_str(), false),
            Inline::Figure(figure) => (figure.text(), false),
            Inline::Link(link) => (link.text.as_str(), false),
        };
        for (at, piece) in text.split(' ').enumerate() {
            let wide = |piece: &str| match is_key {
                true => fonts.key_width(piece) * KEY_SIZE / 1_000,
                false => fonts.prose_width(piece),
            };
            if at > 0 {
                line += 250;
                (word, broken) = (0, 0);
            }
            let width = wide(piece);
            line = line.saturating_add(width);
            if piece.chars().nth(LONGEST_WORD).is_some() {
                (word, broken) = (0, 0);
                continue;
            }
            word = word.saturating_add(width);
            broken = match is_key {
                true => wide(&piece.chars().take(KEY_GROUP).collect::<String>()),
                false => broken.saturating_add(width),
            };
            needs.least = needs.least.max(word);
            needs.least_broken = needs.least_broken.max(broken);
        }
        if let (Inline::Figure(figure), true) = (inline, marks) {
            line += MARK;
            word += if figure.look() == FigureLook::Sentence { 0 } else { MARK };
            needs.least = needs.least.max(word);
            needs.least_broken = needs.least_broken.max(broken + MARK);
        }
        needs.most = needs.most.max(line);
    }
    needs
}
