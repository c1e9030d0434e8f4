//! The table of a statement: its headings, and the cells of a line under them.

use super::days::{self, Day};
use super::figures::{Figure, Style, on};
use super::lines::{Line, Word};
use super::vocabulary::{Column, column};
use crate::csv::dates::DateOrder;

/// A heading and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What it holds.
    pub column: Column,
    /// Left edge.
    pub from: i32,
    /// Right edge.
    pub to: i32,
}

/// The headings of a table, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub headings: Vec<Heading>,
    /// Whether all of them are English, so that `03/04` may be of March or of April.
    pub is_english: bool,
    /// Right edges of the columns of money, with what they hold; learnt from the figures.
    edges: Vec<(i32, Column)>,
}

/// The cells of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Booking day.
    pub booked: Option<Day>,
    /// Value day.
    pub value: Option<Day>,
    /// Figures and the columns they stand in.
    pub money: Vec<(Column, Figure)>,
    /// Words of the columns of words, left to right.
    pub words: Vec<(Column, Word)>,
    /// Whether words stand where only dates do.
    pub is_outdented: bool,
}

impl Cells {
    /// The figure of a column.
    pub fn figure(&self, column: Column) -> Option<Figure> {
        self.money.iter().find(|(known, _)| *known == column).map(|(_, figure)| *figure)
    }

    /// The words of a column.
    pub fn text(&self, column: Column) -> Option<String> {
        let words: Vec<&str> =
            self.words.iter().filter(|(known, _)| *known == column).map(|(_, word)| word.text.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// Words of one heading stand closer than this part of their size, in hundredths.
const CLOSE: i32 = 75;

/// Right edges that differ by less are one column.
const EDGE: i32 = 250;

/// A figure farther than this from every heading stands in none of the columns.
const FAR: i32 = 7_000;

const ENGLISH: &str = "date|posting date|transaction date|booking date|value date|description|details|particulars|transaction|\
    transactions|debit|credit|amount|balance|paid in|paid out|money in|money out|withdrawals|deposits|payments|receipts|reference|type";

impl Table {
    /// The table whose headings stand on this line, or on it and the next one or two; with how many lines.
    pub fn headed_at(lines: &[Line]) -> Option<(Self, usize)> {
        let first = lines.first()?;
        let names_any = cells_of(std::slice::from_ref(first)).iter().any(|cell| !headings_of(cell).is_empty());
        if !names_any {
            return None;
        }
        // Headings on more than one line have no figures among them.
        let of = |count: usize| {
            let lines = lines.get(..count)?;
            let has_digits =
                |line: &Line| line.words.iter().any(|word| word.text.bytes().any(|byte| byte.is_ascii_digit()));
            let is_bare = count == 1 || !lines.iter().any(has_digits);
            Self::of_lines(lines).filter(|_| is_bare).map(|table| (table, count))
        };
        // Two lines only where they say more than one.
        let more = |best: (Self, usize), next: (Self, usize)| {
            if next.0.headings.len() > best.0.headings.len() { next } else { best }
        };
        [of(1), of(2), of(3)].into_iter().flatten().reduce(more)
    }

    fn of_lines(lines: &[Line]) -> Option<Self> {
        let (first, last) = (lines.first()?, lines.last()?);
        let gaps = i32::try_from(lines.len()).unwrap_or(i32::MAX).saturating_sub(1);
        if last.down.saturating_sub(first.down) > first.size.saturating_mul(2).saturating_mul(gaps) {
            return None;
        }
        let cells = cells_of(lines);
        // Words below each other are one heading or none: `Currency: EUR` may stand above `Date`.
        let of_cell =
            |cell: &Vec<Word>| if gaps == 0 { headings_of(cell) } else { whole_heading(cell).into_iter().collect() };
        let known: Vec<(Heading, String)> = cells.iter().flat_map(of_cell).collect();
        let english = known.iter().all(|(_, text)| ENGLISH.split('|').any(|word| word.trim() == text.to_lowercase()));
        let headings: Vec<Heading> = known.into_iter().map(|(heading, _)| heading).collect();
        let has = |column: Column| headings.iter().filter(|heading| heading.column == column).count() == 1;
        let is_dated = headings.iter().any(|heading| matches!(heading.column, Column::Booked | Column::Value));
        let is_money = (has(Column::Debit) && has(Column::Credit)) || has(Column::Amount);
        // A sentence that happens to name columns has many words that are none.
        let is_table = headings.len() * 2 > cells.len();
        (is_dated && is_money && is_table).then_some(Self { headings, is_english: english, edges: Vec::new() })
    }

    /// Whether it is the same table again, as on the next page.
    pub fn is_like(&self, other: &Self) -> bool {
        let near = |one: &Heading, two: &Heading| {
            one.column == two.column && (one.from - two.from).abs() <= EDGE && (one.to - two.to).abs() <= EDGE
        };
        self.headings.len() == other.headings.len()
            && self.headings.iter().zip(&other.headings).all(|(one, two)| near(one, two))
    }

    fn heading(&self, column: Column) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.column == column)
    }

    /// Learns where the columns of money stand from the figures of the lines under the headings.
    pub fn learn(&mut self, lines: &mut dyn Iterator<Item = &Line>, style: Style) {
        let money: Vec<&Heading> = self.headings.iter().filter(|heading| heading.column.is_money()).collect();
        let Some(zone) = money.iter().map(|heading| heading.from).min() else { return };
        let mut spans: Vec<(i32, i32)> = Vec::new();
        for figure in lines.flat_map(|line| on(line, style)).filter(|figure| figure.to >= zone.saturating_sub(FAR / 4))
        {
            let known = spans.iter().position(|span| (span.1 - figure.to).abs() <= EDGE);
            if let Some(span) = known.and_then(|at| spans.get_mut(at)) {
                span.0 = span.0.min(figure.from);
            } else if spans.len() < 64 {
                spans.push((figure.from, figure.to));
            }
        }
        spans.sort_by_key(|span| span.1);
        let in_order = spans.len() == money.len()
            && spans.iter().zip(&money).all(|(span, heading)| reach(span.0, span.1, heading) < FAR);
        self.edges = spans
            .iter()
            .enumerate()
            .filter_map(|(at, &(from, to))| {
                let nearest = || {
                    money
                        .iter()
                        .min_by_key(|heading| reach(from, to, heading))
                        .filter(|heading| reach(from, to, heading) < FAR)
                };
                let heading = if in_order { money.get(at) } else { nearest() }?;
                Some((to, heading.column))
            })
            .collect();
    }

    fn column_of(&self, figure: &Figure) -> Option<Column> {
        let (edge, column) = self.edges.iter().min_by_key(|(edge, _)| (edge - figure.to).abs())?;
        ((edge - figure.to).abs() <= EDGE).then_some(*column)
    }

    /// Parts a line into its cells.
    pub fn cells(&self, line: &Line, style: Style, order: DateOrder) -> Cells {
        let mut cells = Cells::default();
        let mut used = vec![false; line.words.len()];
        for figure in on(line, style) {
            if let Some(column) = self.column_of(&figure) {
                used.iter_mut().take(figure.words.1).skip(figure.words.0).for_each(|used| *used = true);
                cells.money.push((column, figure));
            }
        }
        let mut at = 0;
        while at < line.words.len() {
            let free = used.get(at) == Some(&false);
            let Some((day, count)) = days::at(line, at, order).filter(|_| free) else {
                at += 1;
                continue;
            };
            let slot = match self.day_slot(line, at, count) {
                Some(true) => Some(&mut cells.value),
                Some(false) => Some(&mut cells.booked),
                None => None,
            };
            if let Some(slot) = slot
                && slot.is_none()
            {
                *slot = Some(day);
                used.iter_mut().take(at + count).skip(at).for_each(|used| *used = true);
            }
            at += count;
        }
        let first_words =
            self.headings.iter().filter(|heading| heading.column.is_words()).map(|heading| heading.from).min();
        for (word, _) in line.words.iter().zip(&used).filter(|(_, used)| !**used) {
            cells.is_outdented |= first_words.is_some_and(|first| word.to < first);
            cells.words.push((self.words_column(word), word.clone()));
        }
        cells
    }

    /// Which column of dates the words stand under, if any: `true` for the value date.
    fn day_slot(&self, line: &Line, at: usize, count: usize) -> Option<bool> {
        let words = line.words.get(at..at + count)?;
        let (from, to) = (words.first()?.from, words.last()?.to);
        let over = |heading: &Heading| heading.to.min(to) - heading.from.max(from) + 300;
        let booked = self.heading(Column::Booked).map_or(i32::MIN, over);
        let value = self.heading(Column::Value).map_or(i32::MIN, over);
        if booked.max(value) <= 0 {
            return None;
        }
        // A table whose only date is the value date is booked by it.
        Some(value > booked && self.heading(Column::Booked).is_some())
    }

    /// The last column of words that begins left of a word.
    fn words_column(&self, word: &Word) -> Column {
        let columns = self.headings.iter().filter(|heading| heading.column.is_words());
        let column = columns.filter(|heading| heading.from <= word.from + 400).max_by_key(|heading| heading.from);
        column.map_or(Column::Text, |heading| heading.column)
    }
}

/// How far a column of figures is from a heading: by edges, or by middles.
fn reach(from: i32, to: i32, heading: &Heading) -> i32 {
    let middle = (from + to) / 2 - (heading.from + heading.to) / 2;
    (to - heading.to).abs().min(middle.abs()).min((from - heading.from).abs())
}

/// Words of some lines as cells: those close together on a line, and those below each other.
fn cells_of(lines: &[Line]) -> Vec<Vec<Word>> {
    let mut cells: Vec<Vec<Word>> = Vec::new();
    for line in lines {
        let mut on_line: Vec<Vec<Word>> = Vec::new();
        for word in &line.words {
            let close =
                |cell: &&mut Vec<Word>| cell.last().is_some_and(|last| word.from - last.to <= line.size * CLOSE / 100);
            match on_line.last_mut().filter(close) {
                Some(cell) => cell.push(word.clone()),
                None => on_line.push(vec![word.clone()]),
            }
        }
        for cell in on_line {
            let (from, to) = span(&cell);
            let above = cells.iter_mut().find(|above| {
                let (left, right) = span(above);
                left < to && from < right
            });
            match above {
                Some(above) => above.extend(cell),
                None => cells.push(cell),
            }
        }
    }
    cells.sort_by_key(|cell| span(cell).0);
    cells
}

fn span(cell: &[Word]) -> (i32, i32) {
    (cell.iter().map(|word| word.from).min().unwrap_or(0), cell.iter().map(|word| word.to).max().unwrap_or(0))
}

/// The heading that all words of a cell are.
fn whole_heading(words: &[Word]) -> Option<(Heading, String)> {
    let text = super::lines::join(words);
    let (from, to) = span(words);
    column(&text).map(|column| (Heading { column, from, to }, text))
}

/// The heading that a cell is, or the several that stand close in it.
fn headings_of(cell: &[Word]) -> Vec<(Heading, String)> {
    if let Some(heading) = whole_heading(cell) {
        return vec![heading];
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < cell.len() {
        let longest = (1..=4.min(cell.len() - at))
            .rev()
            .find_map(|count| Some((whole_heading(cell.get(at..at + count)?)?, count)));
        match longest {
            Some((heading, count)) => {
                found.push(heading);
                at += count;
            }
            None => at += 1,
        }
    }
    found
}
