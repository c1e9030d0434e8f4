//! Whether each statement foots, and whether the statements of an account connect.
//!
//! What is off comes first, with its particulars; then every statement in one line, under its account.

use filature_model::{Balance, Currency, EntryId, Footing, Place, StatementCheck, UnknownFooting};

use super::{Desk, conclusions, set_of_places};
use crate::document::{Block, Figure, Ground, Grounds, Inline, Part, Row, Set, Size, Table};
use crate::markup::{lines, plain, sentence, strong, words};
use crate::wording::{self, Pair};

/// The part.
pub fn statements(desk: &Desk<'_>) -> Part {
    let checks = &desk.selected.content.statements;
    let mut blocks = vec![Block::Prose(vec![words(wording::STATEMENTS_INTRO, desk.language)])];
    let [_, off, _] = conclusions::footing(desk);
    if off > 0 {
        let counts = [desk.count(off, "statements"), desk.count(checks.len() as u64, "statements")];
        blocks.push(Block::Alarm(sentence(wording::STATEMENTS_ALARM, desk.language, &counts)));
    }
    let mut ordered: Vec<Line<'_>> = checks.iter().map(|check| Line::new(desk, check)).collect();
    ordered.sort_by_key(|line| {
        let statement = &line.check.statement;
        (statement.account.clone(), statement.from, line.check.source, statement.ordinal)
    });
    let mut first: Vec<&Line<'_>> = ordered.iter().filter(|line| line.is_off() || line.is_loose()).collect();
    first.sort_by_key(|line| !line.is_off());
    if !first.is_empty() {
        blocks.push(Block::Table(off_table(desk, &first)));
    }
    blocks.push(Block::Table(all_table(desk, &ordered)));
    desk.places.part("statements", wording::STATEMENTS, blocks)
}

/// What does not foot, then what does not connect.
fn off_table(desk: &Desk<'_>, off: &[&Line<'_>]) -> Table {
    let say = |pair, set| (desk.say(pair), set);
    let rows = off.iter().map(|line| Row {
        cells: vec![line.account(), line.period(), line.verdict(), vec![Inline::Words(line.place())]],
        loud: line.is_off(),
        ..Row::default()
    });
    Table {
        caption: vec![words(wording::STATEMENTS_OFF_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_MEMBER, Set::Left),
            say(wording::COL_PERIOD, Set::Tight),
            say(wording::COL_VERDICT, Set::Left),
            say(wording::COL_PLACE_IN_SOURCE, Set::Left),
        ],
        rows: rows.collect(),
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }
}

/// Every statement, a line each, under its account.
fn all_table(desk: &Desk<'_>, ordered: &[Line<'_>]) -> Table {
    let say = |pair, set| (desk.say(pair), set);
    let mut rows = Vec::new();
    let mut heading: Option<Vec<Inline>> = None;
    for line in ordered {
        let account = line.account();
        if heading.as_ref().map(|heading| plain(heading)) != Some(plain(&account)) {
            rows.push(Row { cells: vec![account.clone()], heads: true, ..Row::default() });
            heading = Some(account);
        }
        rows.push(line.row());
    }
    Table {
        caption: vec![words(wording::STATEMENTS_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_PERIOD, Set::Tight),
            say(wording::COL_OPENING, Set::Right),
            say(wording::COL_CREDITS, Set::Right),
            say(wording::COL_DEBITS, Set::Right),
            say(wording::COL_CLOSING, Set::Right),
            say(wording::COL_VERDICT, Set::Tight),
            say(wording::COL_ENTRIES, Set::Right),
            say(wording::COL_PLACE_IN_SOURCE, set_of_places(ordered.iter().map(Line::place))),
        ],
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }
}

/// One statement, and what its figures are of.
pub struct Line<'a> {
    desk: &'a Desk<'a>,
    check: &'a StatementCheck,
    currency: Option<Currency>,
}

impl<'a> Line<'a> {
    /// A statement.
    pub fn new(desk: &'a Desk<'a>, check: &'a StatementCheck) -> Self {
        let statement = &check.statement;
        let currency = statement
            .currency
            .or(statement.opening.map(|balance| balance.currency))
            .or(statement.closing.map(|balance| balance.currency));
        Self { desk, check, currency }
    }

    /// The closing balance that it states.
    pub fn closing(&self) -> Vec<Inline> {
        self.balance(self.check.statement.closing)
    }

    fn is_off(&self) -> bool {
        matches!(self.check.footing, Footing::Off { .. })
    }

    /// Whether it does not connect with its neighbours, or overlaps one.
    fn is_loose(&self) -> bool {
        let check = self.check;
        check.gap_before.is_some() || check.chain_off_minor.is_some_and(|off| off != 0) || !check.overlaps.is_empty()
    }

    fn row(&self) -> Row {
        let statement = &self.check.statement;
        let entries = Grounds::of(Ground::Summed(self.place()));
        let entries = Figure::count(u64::from(self.check.entries), self.desk.language, entries);
        let cells = vec![
            self.period(),
            self.balance(statement.opening),
            self.sum(self.check.credits_minor),
            self.sum(self.check.debits_minor),
            self.balance(statement.closing),
            lines(self.marks()),
            vec![Inline::Figure(entries)],
            vec![Inline::Words(self.place())],
        ];
        Row { cells, loud: self.is_off(), ..Row::default() }
    }

    /// The file and, where they are known, the lines that state the two balances: what all figures rest on.
    fn place(&self) -> String {
        let statement = &self.check.statement;
        let mut stated: Vec<u32> =
            [statement.opening, statement.closing].into_iter().flatten().filter_map(|balance| balance.line).collect();
        stated.dedup();
        let [first, second] = stated.as_slice() else {
            let place = Place { line: stated.first().copied().or(statement.place.line), ..statement.place };
            return self.desk.catalogue.cite_short(self.check.source, place);
        };
        let file = Place { message: statement.place.message, ..Place::default() };
        let stated = [*first, *second].map(|line| Inline::Words(line.to_string()));
        let stated = plain(&sentence(wording::LINES, self.desk.language, &stated));
        format!("{}, {stated}", self.desk.catalogue.cite_short(self.check.source, file))
    }

    fn account(&self) -> Vec<Inline> {
        let statement = &self.check.statement;
        let mut cell = vec![Inline::Key(statement.account.to_string())];
        if let Some(holder) = statement.holder.as_deref().map(|holder| self.desk.catalogue.name(holder)) {
            cell.extend([Inline::Words(" ".to_owned()), Inline::Data(holder)]);
        }
        cell
    }

    fn period(&self) -> Vec<Inline> {
        let (from, to) = (self.check.statement.from, self.check.statement.to);
        let ends: Vec<Inline> = [from, to].into_iter().flatten().map(|day| self.desk.short_day(day)).collect();
        match <[Inline; 2]>::try_from(ends) {
            Ok([from, to]) => vec![from, Inline::Words(" – ".to_owned()), to],
            Err(_) => vec![words(wording::NOT_STATED, self.desk.language)],
        }
    }

    fn balance(&self, balance: Option<Balance>) -> Vec<Inline> {
        let language = self.desk.language;
        let Some(balance) = balance else { return vec![words(wording::NOT_STATED, language)] };
        let line = balance.line.or(self.check.statement.place.line);
        let place = Place { message: self.check.statement.place.message, row: None, line };
        let at = Inline::Words(self.desk.catalogue.cite(self.check.source, place));
        let grounds = Grounds::of(Ground::Line(plain(&sentence(wording::BALANCE_AT, language, &[at]))));
        vec![Inline::Figure(Figure::amount(i128::from(balance.minor), balance.currency, language, grounds))]
    }

    fn amount(&self, minor: i128, how: Pair) -> Inline {
        let language = self.desk.language;
        let Some(currency) = self.currency else { return words(wording::NOT_STATED, language) };
        let entries = Inline::Words(crate::format::count(u64::from(self.check.entries), language));
        let text = plain(&sentence(how, language, &[entries, Inline::Words(self.place())]));
        Inline::Figure(Figure::amount(minor, currency, language, Grounds::of(Ground::Summed(text))))
    }

    fn sum(&self, minor: i128) -> Vec<Inline> {
        if self.check.footing == Footing::Unknown(UnknownFooting::MixedCurrencies) {
            // A sum over several currencies is no amount of any.
            return vec![words(wording::MIXED_CURRENCIES, self.desk.language)];
        }
        vec![self.amount(minor, wording::STATEMENT_SUM)]
    }

    /// The verdict in a mark and a word, and a mark more for what does not connect.
    fn marks(&self) -> Vec<Vec<Inline>> {
        let language = self.desk.language;
        let why = |why: UnknownFooting| match why {
            UnknownFooting::NoOpening => wording::NO_OPENING,
            UnknownFooting::NoClosing => wording::NO_CLOSING,
            UnknownFooting::MixedCurrencies => wording::MIXED_CURRENCIES,
        };
        let mut marks = match self.check.footing {
            Footing::Foots => vec![vec![words(wording::FOOTS, language)]],
            Footing::Off { .. } => vec![vec![strong(wording::DOES_NOT_FOOT, language)]],
            Footing::Unknown(reason) => {
                vec![vec![strong(wording::CANNOT_BE_SAID, language)], vec![words(why(reason), language)]]
            }
        };
        if self.is_off() || self.is_loose() {
            marks.push(vec![strong(wording::SEE_ABOVE, language)]);
        }
        marks
    }

    /// What is off, in full.
    fn verdict(&self) -> Vec<Inline> {
        let mut all = Vec::new();
        if let Footing::Off { by_minor, first } = self.check.footing {
            all.push(vec![strong(wording::DOES_NOT_FOOT, self.desk.language)]);
            all.extend(self.off(by_minor, first));
        }
        all.extend(self.connection());
        lines(all)
    }

    fn off(&self, by_minor: i128, first: Option<EntryId>) -> Vec<Vec<Inline>> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut all = Vec::new();
        if by_minor != 0 {
            let off = self.amount(by_minor, wording::STATEMENT_DIFFERENCE);
            all.push(sentence(wording::OFF_BY, language, &[off]));
        } else if first.is_some() {
            all.push(vec![words(wording::OFF_RUNNING, language)]);
        }
        if let Some(first) = first {
            let place = Place { row: Some(first.row), ..Place::default() };
            let at = Inline::Words(desk.catalogue.coordinates(place).join(", "));
            all.push(sentence(wording::OFF_FIRST, language, &[at]));
        }
        let unreadable = self.check.statement.unreadable_rows;
        if unreadable > 0 {
            all.push(sentence(wording::OFF_ROWS, language, &[desk.tally(unreadable as usize)]));
        }
        all
    }

    /// Whether it connects with the other statements of its account.
    fn connection(&self) -> Vec<Vec<Inline>> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut all = Vec::new();
        if let Some((from, to)) = self.check.gap_before {
            all.push(sentence(wording::GAP_BEFORE, language, &[desk.day(from), desk.day(to)]));
        }
        if let Some(off) = self.check.chain_off_minor.filter(|&off| off != 0) {
            all.push(sentence(wording::CHAIN_OFF, language, &[self.amount(off, wording::STATEMENT_CHAIN)]));
        }
        for overlap in &self.check.overlaps {
            let with = Inline::Words(desk.catalogue.cite_source(overlap.with));
            all.push(sentence(wording::OVERLAPS, language, &[with, desk.day(overlap.from), desk.day(overlap.to)]));
        }
        all
    }
}
