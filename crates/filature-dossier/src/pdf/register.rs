//! A long table set as the lines of a register: columns of one width in one face, as banks print theirs.
//!
//! typst keeps about twenty kilobytes for each cell of a table until the document is written: an annex of 50,000 entries
//! took 7 GB and 86 s. As lines of text it took 0.46 GB and 6 s (docs/decisions/0016). What is read is the same, in the
//! same order, and links still lead to the entry's group of lines; what is lost is that a reading machine knows the columns.

use super::fonts::Fonts;
use crate::document::{Inline, Row, Set, Table};

/// Tables with more rows than this become registers.
const MOST_ROWS: usize = 300;
/// How many letters a column may have; what is longer goes on in the next line. The first with which a line fits in type that is
/// read with ease is taken.
const WIDEST_COLUMNS: [usize; 5] = [44, 34, 26, 20, 14];
/// Type that is read with ease, and the largest and the smallest that is set, in thousandths of a point.
const EASY: u32 = 5_000;
const LARGEST: u32 = 6_500;
const SMALLEST: u32 = 4_000;
/// The width of a letter in thousandths of the type size.
const LETTER: u32 = 602;
/// How many lines stand together, their heading among them: half a page turned on its side.
const GROUP_LINES: usize = 30;
const GAP: &str = "\u{a0}\u{a0}";

/// Whether a table is set so: it must be long, and have no notes of its own.
pub fn is_register(table: &Table) -> bool {
    let has_notes = |cell: &[Inline]| cell.iter().any(|inline| matches!(inline, Inline::Figure(_)));
    let marks = |row: &Row| row.grounds.is_some() || (!table.sourced && row.cells.iter().any(|cell| has_notes(cell)));
    table.rows.len() > MOST_ROWS && !table.rows.iter().any(marks)
}

/// A table laid out as a register.
#[derive(Debug)]
pub struct Register {
    /// The type size in thousandths of a point.
    pub size: u32,
    /// The line of headings, which stands above each group.
    pub header: String,
    /// Groups of lines.
    pub groups: Vec<Group>,
}

/// Lines that stand together; links to any of its rows lead to it.
#[derive(Debug, Default)]
pub struct Group {
    /// The anchors of its rows, in order.
    pub anchors: Vec<String>,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Lays a table out for a page of which the text is so wide, in thousandths of a point.
pub fn of(table: &Table, fonts: &Fonts, room: u32) -> Register {
    let names: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
    let Columns { cells, letters, size } = Columns::of(table, &names, fonts, room);
    let mut cells = cells.iter();
    let mut groups: Vec<Group> = vec![Group::default()];
    for row in &table.rows {
        let set: Vec<String> = if row.heads {
            row.cells.iter().flat_map(|cell| lines(cell, fonts, in_a_line(&letters))).collect()
        } else {
            let Some(cells) = cells.next() else { break };
            let height = cells.iter().map(Vec::len).max().unwrap_or(1);
            (0..height).map(|line| set_line(cells, line, &letters, table)).collect()
        };
        // What heads the rows below it does not stand last.
        let height = set.len() + usize::from(row.heads);
        let is_full = |group: &Group| !group.lines.is_empty() && group.lines.len() + height >= GROUP_LINES;
        if groups.last().is_some_and(is_full) {
            groups.push(Group::default());
        }
        let at = groups.len() - 1;
        groups[at].anchors.extend(row.anchor.clone());
        groups[at].lines.extend(set);
    }
    let header = set_line(&names.iter().map(|name| vec![name.clone()]).collect::<Vec<_>>(), 0, &letters, table);
    Register { size, header, groups }
}

/// The cells of all rows but those that head others, in lines of columns that fit on the page.
struct Columns {
    /// By row and column, the lines of a cell.
    cells: Vec<Vec<Vec<String>>>,
    /// How many letters each column is wide.
    letters: Vec<usize>,
    size: u32,
}

impl Columns {
    fn of(table: &Table, names: &[String], fonts: &Fonts, room: u32) -> Self {
        let set = |widest: usize| {
            let rows = table.rows.iter().filter(|row| !row.heads);
            let cells: Vec<Vec<Vec<String>>> =
                rows.map(|row| row.cells.iter().map(|cell| lines(cell, fonts, widest)).collect()).collect();
            let letters = widths_in_letters(names, &cells);
            let size = type_size(in_a_line(&letters), room);
            Self { cells, letters, size }
        };
        let [first, narrower @ ..] = WIDEST_COLUMNS;
        narrower.into_iter().fold(set(first), |made, widest| if made.size >= EASY { made } else { set(widest) })
    }
}

/// How many letters a line has.
fn in_a_line(letters: &[usize]) -> usize {
    letters.iter().map(|width| width + GAP.chars().count()).sum()
}

/// The largest type in which a line fits, in thousandths of a point; never under what can still be read.
fn type_size(letters: usize, room: u32) -> u32 {
    let letters = u32::try_from(letters).unwrap_or(u32::MAX).max(1);
    let fits = u64::from(room) * 1_000 / (u64::from(letters) * u64::from(LETTER));
    u32::try_from(fits).unwrap_or(LARGEST).clamp(SMALLEST, LARGEST)
}

fn widths_in_letters(names: &[String], rows: &[Vec<Vec<String>>]) -> Vec<usize> {
    let mut letters: Vec<usize> = names.iter().map(|name| name.chars().count()).collect();
    for cells in rows {
        for (width, cell) in letters.iter_mut().zip(cells) {
            let longest = cell.iter().map(|line| line.chars().count()).max().unwrap_or(0);
            *width = (*width).max(longest);
        }
    }
    letters
}

/// The lines of a cell, none longer than a column may be.
fn lines(cell: &[Inline], fonts: &Fonts, widest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for inline in cell {
        let text = match inline {
            Inline::Break => {
                lines.push(String::new());
                continue;
            }
            other => fonts.printable(&crate::markup::plain(std::slice::from_ref(other))),
        };
        for letter in text.chars() {
            let letter = if letter == ' ' { '\u{a0}' } else { letter };
            let is_full = lines.last().is_some_and(|line| line.chars().count() >= widest);
            if is_full {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(letter);
            }
        }
    }
    lines
}

fn set_line<T: AsRef<[String]>>(cells: &[T], line: usize, letters: &[usize], table: &Table) -> String {
    let mut set = String::new();
    for (at, (cell, &width)) in cells.iter().zip(letters).enumerate() {
        let text = cell.as_ref().get(line).map_or("", String::as_str);
        let padding = "\u{a0}".repeat(width.saturating_sub(text.chars().count()));
        let right = matches!(table.columns.get(at), Some((_, Set::Right | Set::Bounds)));
        if right {
            set.push_str(&padding);
            set.push_str(text);
        } else {
            set.push_str(text);
            set.push_str(&padding);
        }
        set.push_str(GAP);
    }
    set.trim_end_matches('\u{a0}').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::widths::{ON_ITS_SIDE, UPRIGHT};
    use super::*;

    fn table(rows: usize, letters: usize) -> Table {
        let cell = || vec![Inline::Data("x".repeat(letters))];
        Table {
            columns: vec![("payer".into(), Set::Left), ("payee".into(), Set::Left), ("amount".into(), Set::Right)],
            rows: (0..rows).map(|_| Row { cells: vec![cell(), cell(), cell()], ..Row::default() }).collect(),
            sourced: true,
            ..Table::default()
        }
    }

    fn widest_line(made: &Register) -> u32 {
        let letters = made.groups.iter().flat_map(|group| &group.lines).map(|line| line.chars().count()).max();
        u32::try_from(letters.unwrap()).unwrap() * LETTER * made.size / 1_000
    }

    #[test]
    fn only_long_tables_are_registers() {
        assert!(!is_register(&table(MOST_ROWS, 3)) && is_register(&table(MOST_ROWS + 1, 3)));
    }

    #[test]
    fn what_heads_rows_goes_over_all_columns_and_never_stands_last() {
        const HEADS: std::ops::Range<usize> = 0..394;
        let mut table = table(400, 9);
        let head = "what heads a few rows, longer than any column under it";
        for at in HEADS.step_by(7) {
            let cells = vec![vec![Inline::Data(head.to_owned())]];
            table.rows[at] = Row { cells, heads: true, ..Row::default() };
        }
        assert!(is_register(&table));
        let made = of(&table, &Fonts::carried(), ON_ITS_SIDE);
        let is_head = |line: &String| line.starts_with("what\u{a0}heads");
        let lines: Vec<&String> = made.groups.iter().flat_map(|group| &group.lines).collect();
        assert_eq!(lines.iter().filter(|line| is_head(line)).count(), HEADS.len().div_ceil(7));
        let kept: usize = lines.iter().map(|line| line.matches('x').count()).sum();
        assert_eq!(kept, (400 - HEADS.len().div_ceil(7)) * 3 * 9);
        assert!(!made.groups.iter().any(|group| group.lines.last().is_some_and(is_head)));
    }

    #[test]
    fn no_line_is_wider_than_its_page_and_nothing_is_lost() {
        for (letters, room) in [(9, UPRIGHT), (44, UPRIGHT), (400, UPRIGHT), (44, ON_ITS_SIDE), (400, ON_ITS_SIDE)] {
            let made = of(&table(2, letters), &Fonts::carried(), room);
            assert!(widest_line(&made) <= room, "{letters} letters: {} of {room}", widest_line(&made));
            assert!(made.size >= EASY, "{letters} letters: {}", made.size);
            let set: usize =
                made.groups.iter().flat_map(|group| &group.lines).map(|line| line.matches('x').count()).sum();
            assert_eq!(set, 2 * 3 * letters);
        }
    }
}
