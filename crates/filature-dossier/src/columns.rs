//! How wide the columns of a table are and how small it is set, the same for the printed page and for word processors.
//!
//! ```text
//! cells ──► needs of each column ──► size ──► widths
//!           in parts of the size,    largest    the least of each, and of what is left
//!           measured by `Letters`    that fits  a share
//! ```
//!
//! Each column says the least it can do with (its longest piece that must not break) and what it would like (its longest line). A
//! table is set as large as it can be with no key broken; what does not fit even in the smallest type gets its keys broken. Where not
//! every line has room, what is left goes where it makes the table lowest (`balance`). A table that nearly fills the page fills it, so
//! that tables which follow each other end at one edge.

use crate::document::{Grounds, Inline, Set, Table};
use crate::markup::plain;
use crate::notes::is_marked;

/// How many letters of a broken key stay together.
pub const KEY_GROUP: usize = 4;
/// A word with more letters than this may break anywhere: no account number has more, and no line is sure to hold it.
pub const LONGEST_WORD: usize = 34;
/// Past this a longer line asks for no wider column, in thousandths of the size.
const WIDEST_WISH: u32 = 70_000;
/// How much wider bold letters are.
const BOLD_PERMILLE: u32 = 1_080;
/// A table that would like this much of the page is given all of it.
const FILLS_PERMILLE: u64 = 620;

/// How many rows of a long table are looked at for the widths that make it lowest.
const SAMPLED: usize = 120;
/// In how many steps what is left is given to columns.
const STEPS: u64 = 96;

/// What knows how wide letters are, in thousandths of their size.
pub trait Letters {
    /// Prose.
    fn prose(&self, text: &str) -> u32;
    /// Keys, as they are set in prose of that size.
    fn key(&self, text: &str) -> u32;
    /// The mark of a note.
    fn mark(&self) -> u32;
}

/// The page and the sizes of type for it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Its width in thousandths of a point.
    pub room: u32,
    /// What stands left and right of the text of a cell, in thousandths of a point.
    pub inset: u32,
    /// By how much all is wider than it is measured, in thousandths.
    pub slack_permille: u32,
    /// Sizes with no key broken, the largest first, in thousandths of a point.
    pub whole: &'a [u32],
    /// Sizes with keys broken.
    pub broken: &'a [u32],
}

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

/// What a column needs, in thousandths of the size of its letters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Need {
    /// So that no word runs over.
    pub least: u32,
    /// The same where keys may break.
    pub least_broken: u32,
    /// So that no line breaks.
    pub most: u32,
}

impl Need {
    fn widen(&mut self, other: Self) {
        self.least = self.least.max(other.least);
        self.least_broken = self.least_broken.max(other.least_broken);
        self.most = self.most.max(other.most);
    }

    fn scaled(self, permille: u32) -> Self {
        let of = |value: u32| value.saturating_mul(permille) / 1_000;
        Self { least: of(self.least), least_broken: of(self.least_broken), most: of(self.most) }
    }
}

impl Page<'_> {
    /// How the table is set on it.
    pub fn set(&self, table: &Table, letters: &impl Letters) -> Setting {
        let needs = needs(table, letters);
        let fits = |sizes: &[u32], of: fn(&Need) -> u32| {
            sizes.iter().copied().find(|&size| self.total(&needs, size, of) <= self.room)
        };
        let smallest = self.broken.last().or(self.whole.last()).copied().unwrap_or(5_000);
        let (size, breaks_keys) = match fits(self.whole, |need| need.least) {
            Some(size) => (size, false),
            None => (fits(self.broken, |need| need.least_broken).unwrap_or(smallest), true),
        };
        let least = |need: &Need| if breaks_keys { need.least_broken } else { need.least };
        let widths = self.share(&needs, size, least, || self.heights(table, size, letters));
        Setting { size, widths, breaks_keys }
    }

    /// Whether the table fits on it in this size with no key broken.
    pub fn holds(&self, table: &Table, letters: &impl Letters, size: u32) -> bool {
        self.total(&needs(table, letters), size, |need| need.least) <= self.room
    }

    /// What a need is on the page, the room beside it included, in thousandths of a point.
    pub fn length(&self, permille_of_size: u32, size: u32) -> u32 {
        let exact = u64::from(permille_of_size) * u64::from(size) * u64::from(self.slack_permille) / 1_000_000;
        narrow(exact).saturating_add(self.inset)
    }

    fn total(&self, needs: &[Need], size: u32, of: impl Fn(&Need) -> u32) -> u32 {
        needs.iter().map(|need| self.length(of(need), size)).fold(0, u32::saturating_add)
    }

    /// Each column its least; what is left, where it helps most.
    fn share(
        &self,
        needs: &[Need],
        size: u32,
        least: impl Fn(&Need) -> u32,
        heights: impl FnOnce() -> Heights,
    ) -> Vec<u32> {
        let bounds: Vec<(u64, u64)> = needs
            .iter()
            .map(|need| {
                let low = self.length(least(need), size);
                (u64::from(low), u64::from(self.length(need.most.min(WIDEST_WISH.max(need.least)), size).max(low)))
            })
            .collect();
        let sum = |of: fn(&(u64, u64)) -> u64| bounds.iter().map(of).sum::<u64>();
        let (room, lows, highs) = (u64::from(self.room), sum(|bound| bound.0), sum(|bound| bound.1));
        if lows <= room && highs > room {
            return heights().balance(&bounds, room - lows).into_iter().map(narrow).collect();
        }
        let width = |(low, high): &(u64, u64)| {
            narrow(if lows > room {
                // Nothing is left to try: all columns give way alike.
                low * room / lows
            } else if highs * 1_000 >= room * FILLS_PERMILLE {
                high * room / highs
            } else {
                *high
            })
        };
        bounds.iter().map(width).collect()
    }
}

/// The lines of the cells of some rows, by which it is known how high they are.
struct Heights {
    /// For each row and column the lengths of its lines on the page.
    rows: Vec<Vec<Vec<u64>>>,
    inset: u64,
}

impl Page<'_> {
    fn heights(&self, table: &Table, size: u32, letters: &impl Letters) -> Heights {
        let line = |line: &[Inline]| {
            let wide = line.iter().map(|inline| match inline {
                Inline::Key(text) => letters.key(text),
                other => letters.prose(&plain(std::slice::from_ref(other))),
            });
            u64::from(self.length(wide.fold(0, u32::saturating_add), size) - self.inset)
        };
        let cell = |cell: &Vec<Inline>| cell.split(|inline| matches!(inline, Inline::Break)).map(line).collect();
        let rows: Vec<_> = table.rows.iter().filter(|row| !row.heads).collect();
        let every = rows.len().div_ceil(SAMPLED).max(1);
        let rows = rows.into_iter().step_by(every).map(|row| row.cells.iter().map(cell).collect()).collect();
        Heights { rows, inset: u64::from(self.inset) }
    }
}

impl Heights {
    /// What is left is given out step by step, each to the column that lowers the table most for it; what lowers nothing any more is
    /// shared in proportion to what columns could still use.
    fn balance(&self, bounds: &[(u64, u64)], left: u64) -> Vec<u64> {
        let mut widths: Vec<u64> = bounds.iter().map(|(low, _)| *low).collect();
        let (mut left, step) = (left, (left / STEPS).max(1));
        let mut cost = self.cost(&widths);
        while left >= step {
            let mut best: Option<(u64, u64, usize, u64)> = None;
            for column in 0..widths.len() {
                for more in [1, 2, 4, 8, 16].map(|times| times * step) {
                    if more > left || widths[column] + more > bounds[column].1 + step {
                        break;
                    }
                    widths[column] += more;
                    let gain = cost.saturating_sub(self.cost(&widths));
                    widths[column] -= more;
                    // Gain for what it takes; of equals the first.
                    if gain > 0 && best.is_none_or(|(won, took, ..)| gain * took > won * more) {
                        best = Some((gain, more, column, cost - gain));
                    }
                }
            }
            let Some((_, more, column, after)) = best else { break };
            widths[column] += more;
            (left, cost) = (left - more, after);
        }
        let open: Vec<u64> = widths.iter().zip(bounds).map(|(width, (_, high))| high.saturating_sub(*width)).collect();
        let all = open.iter().sum::<u64>().max(1);
        widths.iter().zip(open).map(|(width, open)| width + open * left / all).collect()
    }

    /// How high the rows are together, mostly; a little, how high their cells are.
    fn cost(&self, widths: &[u64]) -> u64 {
        let cell = |lines: &Vec<u64>, width: u64| -> u64 {
            let room = width.saturating_sub(self.inset).max(1);
            lines.iter().map(|line| line.div_ceil(room).max(1)).sum()
        };
        let row = |cells: &Vec<Vec<u64>>| {
            let (mut highest, mut sum) = (0, 0);
            for (lines, width) in cells.iter().zip(widths) {
                let high = cell(lines, *width);
                (highest, sum) = (high.max(highest), sum + high);
            }
            8 * highest + sum
        };
        self.rows.iter().map(row).sum()
    }
}

fn narrow(wide: u64) -> u32 {
    u32::try_from(wide).unwrap_or(u32::MAX)
}

fn needs(table: &Table, letters: &impl Letters) -> Vec<Need> {
    let mut needs: Vec<Need> = table.columns.iter().map(|(label, _)| of_label(label, letters)).collect();
    for row in table.rows.iter().filter(|row| !row.heads) {
        let shared = row.grounds.as_ref().or(table.grounds.as_ref());
        let bold = if row.sum || row.loud { BOLD_PERMILLE } else { 1_000 };
        for (at, (need, (cell, (_, set)))) in needs.iter_mut().zip(row.cells.iter().zip(&table.columns)).enumerate() {
            let mark = if at == 0 && row.grounds.is_some() { letters.mark() } else { 0 };
            need.widen(of_cell(cell, *set, (shared, table.sourced), mark, letters).scaled(bold));
        }
    }
    needs
}

/// A heading breaks rather than widen a column of short figures; but it need not stand in more than three lines.
fn of_label(label: &str, letters: &impl Letters) -> Need {
    let least = label.split(' ').map(|word| letters.prose(word)).max().unwrap_or(0);
    let most = least.max(letters.prose(label).saturating_mul(4) / 10);
    Need { least, least_broken: least, most }.scaled(BOLD_PERMILLE)
}

/// What a cell needs: its lines and words are walked; a piece that follows another without a space belongs to the same word. `mark` is
/// what stands after it all.
pub fn of_cell(
    cell: &[Inline],
    set: Set,
    (shared, sourced): (Option<&Grounds>, bool),
    mark: u32,
    letters: &impl Letters,
) -> Need {
    let mut walk = Walk { need: Need::default(), line: 0, word: 0, broken: 0 };
    for (index, inline) in cell.iter().enumerate() {
        match inline {
            Inline::Break => walk.new_line(),
            Inline::Key(text) => walk.text(text, |piece| letters.key(piece), true),
            Inline::Words(text) | Inline::Strong(text) | Inline::Data(text) => {
                walk.text(text, |piece| letters.prose(piece), false);
            }
            Inline::Link(link) => walk.text(&link.text, |piece| letters.prose(piece), false),
            Inline::Figure(figure) => {
                walk.text(figure.text(), |piece| letters.prose(piece), false);
                if is_marked(&cell[index + 1..], figure, shared, sourced) {
                    walk.glued(letters.mark());
                }
            }
        }
    }
    walk.glued(mark);
    let mut need = walk.need;
    if set == Set::Tight {
        need.least = need.most;
    }
    need
}

struct Walk {
    need: Need,
    /// What has been read of the line, of the word, and of the word where keys may break.
    line: u32,
    word: u32,
    broken: u32,
}

impl Walk {
    fn new_line(&mut self) {
        (self.line, self.word, self.broken) = (0, 0, 0);
    }

    /// What follows without a space.
    fn glued(&mut self, width: u32) {
        self.line = self.line.saturating_add(width);
        self.word = self.word.saturating_add(width);
        self.broken = self.broken.saturating_add(width);
        let (most, least, least_broken) = (self.line, self.word, self.broken);
        self.need.widen(Need { least, least_broken, most });
    }

    fn text(&mut self, text: &str, wide: impl Fn(&str) -> u32, is_key: bool) {
        for (at, piece) in text.split(' ').enumerate() {
            if at > 0 {
                self.line = self.line.saturating_add(wide(" "));
                (self.word, self.broken) = (0, 0);
            }
            self.line = self.line.saturating_add(wide(piece));
            if piece.chars().nth(LONGEST_WORD).is_some() {
                (self.word, self.broken) = (0, 0);
            } else {
                self.word = self.word.saturating_add(wide(piece));
                self.broken = match is_key {
                    true => wide(&piece.chars().take(KEY_GROUP).collect::<String>()),
                    false => self.broken.saturating_add(wide(piece)),
                };
            }
            self.glued(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Row;

    /// Every letter is half as wide as high.
    struct Even;

    impl Letters for Even {
        fn prose(&self, text: &str) -> u32 {
            500 * u32::try_from(text.chars().count()).unwrap()
        }

        fn key(&self, text: &str) -> u32 {
            self.prose(text)
        }

        fn mark(&self) -> u32 {
            1_000
        }
    }

    const PAGE: Page<'static> =
        Page { room: 400_000, inset: 4_000, slack_permille: 1_000, whole: &[10_000, 8_000], broken: &[6_000, 5_000] };

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| match text.strip_prefix('#') {
            Some(key) => vec![Inline::Key(key.to_owned())],
            None => vec![Inline::Words((*text).to_owned())],
        };
        let rows = rows.iter().map(|cells| Row { cells: cells.iter().map(cell).collect(), ..Row::default() });
        let rows: Vec<Row> = rows.collect();
        let columns = rows[0].cells.iter().map(|_| ("Head".to_owned(), Set::Left)).collect();
        Table { columns, rows, ..Table::default() }
    }

    #[test]
    fn a_small_table_stays_small_and_one_that_nearly_fills_the_page_fills_it() {
        let small = PAGE.set(&table(&[&["a few words", "#1234"]]), &Even);
        assert_eq!(small, Setting { size: 10_000, widths: vec![59_000, 25_600], breaks_keys: false });
        let line = "word ".repeat(12);
        let large = PAGE.set(&table(&[&[line.trim(), "#1234"]]), &Even);
        assert!((399_990..=400_000).contains(&large.widths.iter().sum::<u32>()), "{large:?}");
    }

    #[test]
    fn type_gets_smaller_before_keys_break() {
        let key = format!("#{}", "1".repeat(30));
        let sizes = |count: usize| {
            let row: Vec<&str> = (0..count).map(|_| key.as_str()).collect();
            let set = PAGE.set(&table(&[&row]), &Even);
            assert!(set.widths.iter().sum::<u32>() <= PAGE.room);
            (set.size, set.breaks_keys)
        };
        assert_eq!([sizes(2), sizes(3), sizes(4)], [(10_000, false), (8_000, false), (6_000, true)]);
    }

    #[test]
    fn the_column_with_most_to_say_has_most_room() {
        let (long, short) = ("many words that go on ".repeat(12), "said by");
        let others: Vec<&str> = vec!["one", short, long.trim()];
        let one = "a source with quite a long name, once and never again";
        let widths = PAGE.set(&table(&[&["one", one, "few words"], &others, &others, &others, &others]), &Even).widths;
        assert!(widths[2] > 2 * widths[1] && widths[2] > 200_000, "{widths:?}");
        assert!(widths.iter().sum::<u32>() <= PAGE.room);
    }
}
