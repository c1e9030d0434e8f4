//! From lines to what they say, in the order of the paper: heads of statements, balances, entries.
//!
//! ```text
//! lines ─► headings? ─► facts above them ─► Head
//!      ├─► balance words and a figure ────► Balance
//!      ├─► a day and an amount ───────────► Entry ◄─ words of the lines below it
//!      └─► neither ───────────────────────► furniture (told once a page)
//! ```

use filature_model::{AccountId, ProblemCode};

use super::days::Day;
use super::facts::{self, Facts};
use super::figures::{Figure, Style, on};
use super::lines::{Line, Page};
use super::table::{Cells, Table};
use super::vocabulary::{Column, Moment, Phrase, owed, phrase};
use crate::csv::dates::DateOrder;

/// Page and line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// From 1.
    pub page: u32,
    /// From 1.
    pub line: u32,
}

/// A balance that a line states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedBalance {
    /// Where.
    pub spot: Spot,
    /// When it holds.
    pub moment: Moment,
    /// Minor units.
    pub minor: i64,
    /// The day it is of, where the line names one.
    pub on: Option<Day>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it begins.
    pub spot: Spot,
    /// Booking day.
    pub booked: Day,
    /// Value day.
    pub value: Option<Day>,
    /// Minor units, below nought for what goes out.
    pub minor: i64,
    /// Whether a sign, a mark or the column says which way it goes.
    pub is_directed: bool,
    /// The balance after it.
    pub balance_minor: Option<i64>,
    /// Words.
    pub text: Option<String>,
    /// Likewise.
    pub reference: Option<String>,
    /// The other side.
    pub name: Option<String>,
    /// Its account.
    pub account: Option<String>,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A statement, or a page of one, begins.
    Head(Facts),
    /// A balance.
    Balance(StatedBalance),
    /// An entry.
    Entry(Row),
    /// A line that looks like an entry and cannot be read as one.
    Lost(Spot, ProblemCode, String, &'static str),
    /// Lines of a page that are neither.
    Furniture(u32, Vec<u32>),
}

/// A table with the lines under it.
struct Stretch {
    table: Option<Table>,
    /// Page, first line and the one behind the last, as positions; and how many of the first are headings.
    parts: Vec<(usize, usize, usize, usize)>,
}

/// Headings on a page.
#[derive(Clone, Debug)]
pub struct Headed {
    /// Positions of the page among the pages, and of the line on it.
    pub page: usize,
    /// Likewise.
    pub line: usize,
    /// How many lines they take.
    pub count: usize,
    /// The table.
    pub table: Table,
}

/// All headings of a file.
pub fn headings(pages: &[Page]) -> Vec<Headed> {
    let mut found = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let mut line = 0;
        while line < page.lines.len() {
            let rest = page.lines.get(line..(line + 3).min(page.lines.len())).unwrap_or_default();
            match Table::headed_at(rest) {
                Some((table, count)) => {
                    found.push(Headed { page: at, line, count, table });
                    line += count;
                }
                None => line += 1,
            }
        }
    }
    found
}

/// What the lines of a file say.
pub fn events(pages: &[Page], headings: &[Headed], style: Style, order: DateOrder) -> Vec<Event> {
    let mut walk = Walk { style, order, account: None, events: Vec::new(), open: None, furniture: Vec::new() };
    for stretch in stretches(pages, headings, style) {
        for &(page, from, to, headings) in &stretch.parts {
            let Some(page) = pages.get(page) else { continue };
            walk.part(page, from, to, headings, stretch.table.as_ref());
        }
    }
    walk.close();
    walk.flush_furniture();
    walk.events
}

/// The tables of the file, each with its lines: those below its headings, and on the pages that follow, until other
/// headings come. What stands above headings on their page is walked with the table that ends there, and gives its facts
/// to the one that begins.
fn stretches(pages: &[Page], headings: &[Headed], style: Style) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = vec![Stretch { table: None, parts: Vec::new() }];
    let mut headings = headings.iter().peekable();
    for (at, page) in pages.iter().enumerate() {
        let (mut start, mut count) = (0, 0);
        while let Some(headed) = headings.next_if(|headed| headed.page == at) {
            if let Some(stretch) = stretches.last_mut() {
                stretch.parts.push((at, start, headed.line, count));
            }
            let known = stretches.last().and_then(|stretch| stretch.table.as_ref());
            if !known.is_some_and(|known| known.is_like(&headed.table)) {
                stretches.push(Stretch { table: Some(headed.table.clone()), parts: Vec::new() });
            }
            (start, count) = (headed.line, headed.count);
        }
        if let Some(stretch) = stretches.last_mut() {
            stretch.parts.push((at, start, page.lines.len(), count));
        }
    }
    for stretch in &mut stretches {
        let parts = &stretch.parts;
        let lines = || {
            parts.iter().flat_map(|&(page, from, to, headings)| {
                pages.get(page).and_then(|page| page.lines.get(from + headings..to)).unwrap_or_default()
            })
        };
        if let Some(table) = &mut stretch.table {
            table.learn(&mut lines(), style);
        }
    }
    stretches
}

/// An entry whose lines are still coming.
struct Open {
    row: Row,
    /// Whether its amount was seen.
    has_amount: bool,
    page: u32,
    down: i32,
    size: i32,
}

struct Walk {
    style: Style,
    order: DateOrder,
    account: Option<AccountId>,
    events: Vec<Event>,
    open: Option<Open>,
    furniture: Vec<(u32, u32)>,
}

impl Walk {
    fn part(&mut self, page: &Page, from: usize, to: usize, headings: usize, table: Option<&Table>) {
        let lines = page.lines.get(from..to).unwrap_or_default();
        let body = lines.get(headings..).unwrap_or_default();
        for heading in lines.iter().take(headings) {
            self.furniture.push((page.number, heading.number));
        }
        // Facts stand above headings: in the part that ends at the page's first headings, or between two tables.
        let begins = self.head_begins(page, body, from + headings, to, table);
        for (at, line) in body.iter().enumerate() {
            if begins == Some(at) {
                self.head(body.get(at..).unwrap_or_default());
            }
            // Above headings no line is a row, whatever day it names.
            self.line(page.number, line, table.filter(|_| begins.is_none_or(|begin| at < begin)));
        }
        if begins.is_some() && body.is_empty() {
            self.head(body);
        }
    }

    /// Where in a part that is followed by headings the lines of the next statement begin.
    fn head_begins(&self, page: &Page, body: &[Line], from: usize, to: usize, table: Option<&Table>) -> Option<usize> {
        if to >= page.lines.len() {
            return None;
        }
        let cells = |line: &Line| table.map(|table| table.cells(line, self.style, self.order)).unwrap_or_default();
        let is_row = |line: &Line| {
            let cells = cells(line);
            cells.booked.is_some() && !cells.money.is_empty()
        };
        let last_row = body.iter().rposition(is_row);
        if from == 0 && last_row.is_none() {
            return Some(0);
        }
        // A table ends on this page before the next begins: behind its last row come the lines that go on with it, and its
        // balances and totals; what follows stands above the next.
        let mut at = last_row.map_or(0, |row| row + 1);
        let goes_on = |at: usize| {
            let (above, line) = (body.get(at.checked_sub(1)?)?, body.get(at)?);
            let is_close = line.down.saturating_sub(above.down) <= gap(line.size.max(above.size));
            (is_close && !cells(line).is_outdented && self.balances(Spot::default(), line, table, false).is_none())
                .then_some(())
        };
        while last_row.is_some() && goes_on(at).is_some() {
            at += 1;
        }
        while body.get(at).is_some_and(|line| self.balances(Spot::default(), line, table, false).is_some()) {
            at += 1;
        }
        (at < body.len()).then_some(at)
    }

    fn head(&mut self, lines: &[Line]) {
        self.close();
        let facts = facts::of(lines, self.order);
        if let Some((account, _)) = &facts.account {
            self.account = Some(account.clone());
        }
        self.events.push(Event::Head(facts));
    }

    fn line(&mut self, page: u32, line: &Line, table: Option<&Table>) {
        let spot = Spot { page, line: line.number };
        let cells = table.map(|table| table.cells(line, self.style, self.order));
        let is_dated = cells.as_ref().is_some_and(|cells| cells.booked.is_some());
        let balances = self.balances(spot, line, table, is_dated);
        if let Some(found) = balances {
            self.close();
            if found.is_empty() {
                self.furniture.push((page, line.number));
            }
            self.events.extend(found.into_iter().map(Event::Balance));
            return;
        }
        let Some(cells) = cells else {
            self.furniture.push((page, line.number));
            return;
        };
        self.row(spot, line, cells);
    }

    /// The balances on a line; none when it is no line of balances or totals.
    fn balances(&self, spot: Spot, line: &Line, table: Option<&Table>, is_dated: bool) -> Option<Vec<StatedBalance>> {
        let figures = on(line, self.style);
        let mut found = Vec::new();
        let mut is_total = false;
        let mut behind = 0;
        for at in 0..line.words.len() {
            if at < behind || !begins_cell(line, at) {
                continue;
            }
            let words = line.words.get(at..).unwrap_or_default();
            let text = super::lines::join(words).to_lowercase();
            let Some(phrase) = phrase(&text) else { continue };
            let Some(figure) = figures.iter().find(|figure| figure.words.0 > at) else { continue };
            let between = line.words.get(at..figure.words.0).unwrap_or_default();
            let before = line.words.get(..at).unwrap_or_default();
            let is_first = before.iter().all(|word| !word.text.chars().any(char::is_alphabetic));
            if is_dated && !(is_first && is_balance_though_dated(phrase, between)) {
                continue;
            }
            behind = figure.words.1;
            match phrase {
                Phrase::Total => is_total = true,
                Phrase::Balance(moment, _) => {
                    let minor = signed(figure, &super::lines::join(between).to_lowercase(), line, table, self);
                    let on = (at..figure.words.0)
                        .rev()
                        .find_map(|at| super::days::at(line, at, self.order))
                        .map(|(day, _)| day);
                    let on =
                        on.or_else(|| (0..at).find_map(|at| super::days::at(line, at, self.order)).map(|(day, _)| day));
                    found.push(StatedBalance { spot, moment, minor, on });
                }
            }
        }
        (is_total || !found.is_empty()).then_some(found)
    }

    fn row(&mut self, spot: Spot, line: &Line, cells: Cells) {
        let amount = match amount(&cells) {
            Ok(amount) => amount,
            Err(expected) => return self.lost(spot, ProblemCode::BadAmount, line, expected),
        };
        match (cells.booked.or_else(|| self.day_carried(&cells, amount)), amount) {
            (Some(booked), _) => {
                self.close();
                let row = Row {
                    spot,
                    booked,
                    value: cells.value,
                    minor: amount.map_or(0, |(minor, _)| minor),
                    is_directed: amount.is_some_and(|(_, directed)| directed),
                    balance_minor: cells.figure(Column::Balance).map(|figure| figure.signed()),
                    text: cells.text(Column::Text),
                    reference: cells.text(Column::Reference),
                    name: cells.text(Column::Name),
                    account: cells.text(Column::Account),
                };
                self.open =
                    Some(Open { row, has_amount: amount.is_some(), page: spot.page, down: line.down, size: line.size });
            }
            (None, Some(_))
                if self.continues(spot, line) && !self.open.as_ref().is_some_and(|open| open.has_amount) =>
            {
                self.go_on(line, cells, amount)
            }
            (None, Some(_)) => self.lost(spot, ProblemCode::UnknownLine, line, "a day before the amount"),
            (None, None) if self.continues(spot, line) && !cells.is_outdented => self.go_on(line, cells, None),
            (None, None) => self.furniture.push((spot.page, line.number)),
        }
    }

    /// A line with words and an amount of its own under an entry that has one is a further entry of the same day: banks
    /// print the day once.
    fn day_carried(&self, cells: &Cells, amount: Option<(i64, bool)>) -> Option<Day> {
        let open = self.open.as_ref().filter(|open| open.has_amount)?;
        (amount.is_some() && cells.text(Column::Text).is_some() && !cells.is_outdented).then_some(open.row.booked)
    }

    fn continues(&self, spot: Spot, line: &Line) -> bool {
        self.open.as_ref().is_some_and(|open| {
            open.page == spot.page && line.down.saturating_sub(open.down) <= gap(line.size.max(open.size))
        })
    }

    fn go_on(&mut self, line: &Line, cells: Cells, amount: Option<(i64, bool)>) {
        let Some(open) = &mut self.open else { return };
        (open.down, open.size) = (line.down, line.size);
        for (column, field) in [
            (Column::Text, &mut open.row.text),
            (Column::Reference, &mut open.row.reference),
            (Column::Name, &mut open.row.name),
            (Column::Account, &mut open.row.account),
        ] {
            if let Some(more) = cells.text(column) {
                *field = Some(field.take().map_or(more.clone(), |text| format!("{text} {more}")));
            }
        }
        open.row.value = open.row.value.or(cells.value);
        open.row.balance_minor = open.row.balance_minor.or(cells.figure(Column::Balance).map(|figure| figure.signed()));
        if let Some((minor, directed)) = amount {
            (open.row.minor, open.row.is_directed, open.has_amount) = (minor, directed, true);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.has_amount {
            self.events.push(Event::Entry(open.row));
        } else {
            let found = open.row.text.unwrap_or_default();
            self.events.push(Event::Lost(
                open.row.spot,
                ProblemCode::UnknownLine,
                found,
                "an amount on the line of the day",
            ));
        }
    }

    fn lost(&mut self, spot: Spot, code: ProblemCode, line: &Line, expected: &'static str) {
        self.close();
        self.events.push(Event::Lost(spot, code, line.text(), expected));
    }

    fn flush_furniture(&mut self) {
        let mut pages: Vec<(u32, Vec<u32>)> = Vec::new();
        for (page, line) in std::mem::take(&mut self.furniture) {
            match pages.last_mut().filter(|(known, _)| *known == page) {
                Some((_, lines)) => lines.push(line),
                None => pages.push((page, vec![line])),
            }
        }
        self.events.extend(pages.into_iter().map(|(page, lines)| Event::Furniture(page, lines)));
    }
}

/// How far below a line of letters of that size the next line of the same entry may stand.
fn gap(size: i32) -> i32 {
    size.saturating_mul(22) / 10
}

/// Whether words begin here that have nothing to do with those before them.
fn begins_cell(line: &Line, at: usize) -> bool {
    match (at.checked_sub(1).and_then(|before| line.words.get(before)), line.words.get(at)) {
        (Some(before), Some(word)) => {
            word.from - before.to > line.size
                || before.text.ends_with([':', '/', '-'])
                || before.text.bytes().any(|byte| byte.is_ascii_digit())
        }
        _ => true,
    }
}

/// An entry may say `REPORT ECHEANCE`: with a day before it, only words that can be nothing else are a balance.
fn is_balance_though_dated(phrase: Phrase, words: &[super::lines::Word]) -> bool {
    match phrase {
        Phrase::Balance(Moment::Opening | Moment::Closing, _) => true,
        Phrase::Balance(Moment::Here, true) => words.len() <= 3,
        _ => false,
    }
}

/// A balance with its sign: by the words, by the mark beside it, or because it stands under debits.
fn signed(figure: &Figure, words: &str, line: &Line, table: Option<&Table>, walk: &Walk) -> i64 {
    let under_debits = || {
        let cells = table.map(|table| table.cells(line, walk.style, walk.order));
        cells.is_some_and(|cells| {
            cells.money.iter().any(|(column, known)| *column == Column::Debit && known.words == figure.words)
        })
    };
    let is_owed = match figure.out {
        Some(out) => out,
        None => owed(words).unwrap_or_else(under_debits),
    };
    if is_owed { -figure.minor } else { figure.minor }
}

/// The amount of a row, and whether it says which way it goes; none where the row has none.
fn amount(cells: &Cells) -> Result<Option<(i64, bool)>, &'static str> {
    let figures =
        |column: Column| cells.money.iter().filter(move |(known, _)| *known == column).map(|(_, figure)| *figure);
    if [Column::Debit, Column::Credit, Column::Amount].into_iter().any(|column| figures(column).count() > 1) {
        return Err("one amount in a column");
    }
    let (debit, credit) = (figures(Column::Debit).next(), figures(Column::Credit).next());
    let nought = |figure: &Figure| figure.minor != 0;
    match (
        debit.filter(nought).or(debit.filter(|_| credit.is_none())),
        credit.filter(nought).or(credit.filter(|_| debit.is_none())),
    ) {
        (Some(_), Some(_)) => Err("a debit or a credit"),
        // A minus under debits is how some banks print every debit; under credits it takes a credit back.
        (Some(debit), None) => Ok(Some((-debit.minor, true))),
        (None, Some(credit)) => Ok(Some((credit.signed(), true))),
        (None, None) if debit.is_some() => Ok(Some((0, true))),
        (None, None) => Ok(figures(Column::Amount).next().map(|figure| (figure.signed(), figure.out.is_some()))),
    }
}
