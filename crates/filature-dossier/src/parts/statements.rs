//! Whether each statement foots, and whether the statements of an account connect.

use filature_model::{Balance, Currency, EntryId, Footing, Place, StatementCheck, UnknownFooting};

use super::{Desk, short};
use crate::document::{Block, Figure, Ground, Grounds, Inline, Part, Row, Set, Table};
use crate::markup::{plain, sentence, strong, words};
use crate::wording;

/// The part.
pub fn statements(desk: &Desk<'_>) -> Part {
    let checks = &desk.selected.content.statements;
    let mut blocks = vec![Block::Prose(vec![words(wording::STATEMENTS_INTRO, desk.language)])];
    let [_, off, _] = short::footing(desk);
    if off > 0 {
        let counts = [desk.count(off, "statements"), desk.count(checks.len() as u64, "statements")];
        blocks.push(Block::Alarm(sentence(wording::STATEMENTS_ALARM, desk.language, &counts)));
    }
    let mut ordered: Vec<&StatementCheck> = checks.iter().collect();
    ordered.sort_by_key(|check| {
        (check.statement.account.clone(), check.statement.from, check.source, check.statement.ordinal)
    });
    let say = |pair, set| (desk.say(pair), set);
    blocks.push(Block::Table(Table {
        anchor: None,
        caption: vec![words(wording::STATEMENTS_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_ACCOUNT, Set::Left),
            say(wording::COL_OPENING, Set::Right),
            say(wording::COL_CREDITS, Set::Right),
            say(wording::COL_DEBITS, Set::Right),
            say(wording::COL_CLOSING, Set::Right),
            say(wording::COL_VERDICT, Set::Left),
        ],
        rows: ordered.into_iter().map(|check| row(desk, check)).collect(),
        grounds: None,
        sourced: false,
    }));
    desk.places.part("statements", wording::STATEMENTS, blocks)
}

/// One statement, and what its figures are of.
struct Line<'a> {
    desk: &'a Desk<'a>,
    check: &'a StatementCheck,
    currency: Option<Currency>,
}

fn row(desk: &Desk<'_>, check: &StatementCheck) -> Row {
    let statement = &check.statement;
    let currency = statement
        .currency
        .or(statement.opening.map(|balance| balance.currency))
        .or(statement.closing.map(|balance| balance.currency));
    let line = Line { desk, check, currency };
    let loud = matches!(check.footing, Footing::Off { .. });
    let cells = vec![
        line.account(),
        line.balance(statement.opening),
        line.sum(check.credits_minor),
        line.sum(check.debits_minor),
        line.balance(statement.closing),
        line.verdict(),
    ];
    Row { anchor: None, cells, loud, sum: false }
}

impl Line<'_> {
    fn place(&self) -> String {
        self.desk.catalogue.cite(self.check.source, self.check.statement.place)
    }

    fn account(&self) -> Vec<Inline> {
        let (desk, statement) = (self.desk, &self.check.statement);
        let mut cell = vec![Inline::Key(statement.account.to_string())];
        if let Some(holder) = statement.holder.as_deref().map(|holder| desk.catalogue.name(holder)) {
            cell.extend([Inline::Break, Inline::Data(holder)]);
        }
        if let (Some(from), Some(to)) = (statement.from, statement.to) {
            cell.push(Inline::Break);
            cell.extend(sentence(wording::PERIOD, desk.language, &[desk.day(from), desk.day(to)]));
        }
        cell.extend([Inline::Break, Inline::Words(self.place())]);
        cell
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

    fn amount(&self, minor: i128, how: wording::Pair) -> Inline {
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

    fn verdict(&self) -> Vec<Inline> {
        let language = self.desk.language;
        let mut cell = match self.check.footing {
            Footing::Foots => vec![strong(wording::FOOTS, language)],
            Footing::Off { by_minor, first } => self.off(by_minor, first),
            Footing::Unknown(why) => {
                let why = match why {
                    UnknownFooting::NoOpening => wording::NO_OPENING,
                    UnknownFooting::NoClosing => wording::NO_CLOSING,
                    UnknownFooting::MixedCurrencies => wording::MIXED_CURRENCIES,
                };
                vec![strong(wording::CANNOT_BE_SAID, language), Inline::Break, words(why, language)]
            }
        };
        cell.extend(self.connection());
        cell
    }

    fn off(&self, by_minor: i128, first: Option<EntryId>) -> Vec<Inline> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut cell = vec![strong(wording::DOES_NOT_FOOT, language)];
        if by_minor != 0 {
            cell.push(Inline::Break);
            cell.extend(sentence(wording::OFF_BY, language, &[self.amount(by_minor, wording::STATEMENT_DIFFERENCE)]));
        } else if first.is_some() {
            cell.extend([Inline::Break, words(wording::OFF_RUNNING, language)]);
        }
        if let Some(first) = first {
            let place = Place { row: Some(first.row), ..Place::default() };
            let at = Inline::Words(desk.catalogue.coordinates(place).join(", "));
            cell.push(Inline::Break);
            cell.extend(sentence(wording::OFF_FIRST, language, &[at]));
        }
        let unreadable = self.check.statement.unreadable_rows;
        if unreadable > 0 {
            cell.push(Inline::Break);
            cell.extend(sentence(wording::OFF_ROWS, language, &[desk.tally(unreadable as usize)]));
        }
        cell
    }

    /// Whether it connects with the other statements of its account.
    fn connection(&self) -> Vec<Inline> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut lines = Vec::new();
        if let Some((from, to)) = self.check.gap_before {
            lines.push(sentence(wording::GAP_BEFORE, language, &[desk.day(from), desk.day(to)]));
        }
        if let Some(off) = self.check.chain_off_minor.filter(|&off| off != 0) {
            lines.push(sentence(wording::CHAIN_OFF, language, &[self.amount(off, wording::STATEMENT_CHAIN)]));
        }
        for overlap in &self.check.overlaps {
            let with = Inline::Words(desk.catalogue.cite_source(overlap.with));
            lines.push(sentence(wording::OVERLAPS, language, &[with, desk.day(overlap.from), desk.day(overlap.to)]));
        }
        lines.into_iter().flat_map(|line| std::iter::once(Inline::Break).chain(line)).collect()
    }
}
