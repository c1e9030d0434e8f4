//! Means against income: by holder and year, what came in and went out by kind, beside what the holder declared.
//!
//! Of persons who may be under the control of others nothing is compared: what passes through their accounts may not be theirs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{AccountKind, Currency};

use super::trace_columns::dash;
use super::{Desk, proceeds, sums, taken};
use crate::document::{Assumption, Block, Figure, Ground, Grounds, Inline, Part, Row, Said, Set, Size, Table};
use crate::markup::{plain, sentence, words};
use crate::reckon::dated;
use crate::reckon::means::{Kind, Year, means};
use crate::wording::sums as wording;

/// So many holders are shown.
const HOLDERS: usize = 20;

/// Years by holder and currency.
type ByHolder<'a> = BTreeMap<(String, Currency), BTreeMap<i16, Year<'a>>>;

/// The part.
pub fn part(desk: &Desk<'_>) -> Part {
    let say = |pair| vec![words(pair, desk.language)];
    let declared = !desk.selected.content.income.is_empty();
    let mut blocks = vec![Block::Prose(say(wording::MEANS_INTRO))];
    blocks.push(match declared {
        true => Block::Prose(say(wording::MEANS_DECLARED)),
        false => Block::Alarm(say(wording::MEANS_NOT_DECLARED)),
    });
    blocks.push(Block::Said(Said::Assumption(Assumption(say(wording::MEANS_NOT)))));
    let (all, protected) = sorted(desk);
    if protected > 0 {
        blocks.push(Block::Prose(sentence(wording::MEANS_PROTECTED, desk.language, &[desk.tally(protected)])));
    }
    blocks.extend(proceeds::left_aside(desk));
    let mut ordered: Vec<_> = all.iter().collect();
    ordered.sort_by_key(|((person, currency), years)| {
        let credits: i128 = years.values().map(|year| year.credits().minor).sum();
        (Reverse(is_declared(desk, person)), *currency, Reverse(credits), person.clone())
    });
    if ordered.len() > HOLDERS {
        let counts = [desk.tally(HOLDERS), desk.tally(ordered.len())];
        blocks.push(Block::Prose(sentence(wording::HOLDERS_CUT, desk.language, &counts)));
        ordered.truncate(HOLDERS);
    }
    if ordered.is_empty() {
        blocks.push(Block::Prose(say(wording::MEANS_NONE)));
    } else {
        blocks.push(Block::Table(table(desk, &ordered, declared)));
    }
    desk.places.part("means", wording::MEANS, blocks)
}

/// The years of the holders that are shown, and how many holders are not compared.
fn sorted<'a>(desk: &Desk<'a>) -> (ByHolder<'a>, usize) {
    let content = &desk.selected.content;
    let whole: BTreeSet<&str> = content.activity.whole.iter().map(String::as_str).collect();
    let movements = dated(desk.catalogue);
    let mut all = means(&movements, &whole, desk.people);
    let accounts = taken::accounts(content);
    let theirs = desk.people.may_be(whole.iter().copied(), accounts.iter().map(|(account, _)| *account));
    let protected: BTreeSet<String> = theirs.into_iter().map(|account| desk.people.of(account)).collect();
    let compared = all.keys().filter(|(person, _)| protected.contains(person));
    let count = compared.map(|(person, _)| person).collect::<BTreeSet<_>>().len();
    let businesses = [AccountKind::Business, AccountKind::Merchant, AccountKind::Public, AccountKind::Agent];
    let firms: BTreeSet<String> = content
        .accounts
        .iter()
        .filter(|account| account.kind.is_some_and(|kind| businesses.contains(&kind)))
        .map(|account| desk.people.of(account.id.as_str()))
        .collect();
    // Of a holder with an account that was left aside, a part is no sum.
    let aside: BTreeSet<String> = content.activity.left_aside.iter().map(|account| desk.people.of(account)).collect();
    all.retain(|(person, _), _| ![&protected, &firms, &aside].iter().any(|set| set.contains(person)));
    (all, count)
}

fn is_declared(desk: &Desk<'_>, person: &str) -> bool {
    desk.selected.content.income.iter().any(|income| desk.people.of(&income.account) == person)
}

/// The years of one holder.
type OfHolder<'b, 'a> = (&'b (String, Currency), &'b BTreeMap<i16, Year<'a>>);

fn table(desk: &Desk<'_>, all: &[OfHolder<'_, '_>], declared: bool) -> Table {
    let whole = &desk.selected.content.activity.whole;
    let mut rows = Vec::new();
    for ((person, currency), years) in all {
        let accounts = whole.iter().map(String::as_str).filter(|account| desk.people.of(account) == *person).collect();
        let mut head = sums::holder(desk, &accounts);
        if declared {
            head.extend([Inline::Break].into_iter().chain(covered(desk, &accounts)));
        }
        rows.push(Row { cells: vec![head], heads: true, ..Row::default() });
        rows.extend(years.iter().filter_map(|(year, sums)| row(desk, (person, *currency), *year, sums, declared)));
    }
    let say = |pair, set| (desk.say(pair), set);
    let mut columns = vec![say(wording::COL_YEAR, Set::Tight)];
    columns.extend(declared.then(|| say(wording::COL_DECLARED, Set::Right)));
    columns.extend([
        say(wording::COL_RECEIVED_OTHER, Set::Right),
        say(wording::COL_CASH_IN, Set::Right),
        say(wording::COL_CASH_OUT, Set::Right),
        say(wording::COL_CARD, Set::Right),
        say(wording::COL_PAID_OTHER, Set::Right),
        say(wording::COL_OWN, Set::Right),
        say(wording::COL_RETURNED, Set::Right),
    ]);
    columns.extend(declared.then(|| say(wording::COL_UNEXPLAINED, Set::Right)));
    let caption = if declared { wording::MEANS_CAPTION } else { wording::MEANS_CAPTION_ALONE };
    Table { caption: vec![words(caption, desk.language)], columns, rows, size: Size::Dense, ..Table::default() }
}

/// From which day to which statements of these accounts were received: an income is that of a whole year.
fn covered(desk: &Desk<'_>, accounts: &BTreeSet<&str>) -> Vec<Inline> {
    let statements = desk.selected.content.statements.iter().map(|check| &check.statement);
    let of_holder = || statements.clone().filter(|statement| accounts.contains(statement.account.as_str()));
    let (first, last) = (of_holder().filter_map(|at| at.from).min(), of_holder().filter_map(|at| at.to).max());
    match first.zip(last) {
        Some((first, last)) => {
            sentence(wording::MEANS_COVERED, desk.language, &[desk.short_day(first), desk.short_day(last)])
        }
        None => vec![words(wording::MEANS_NOT_COVERED, desk.language)],
    }
}

fn row(
    desk: &Desk<'_>,
    (person, currency): (&str, Currency),
    year: i16,
    sums: &Year<'_>,
    with_declared: bool,
) -> Option<Row> {
    let grounds = sums::grounds(desk, wording::MEANS_HOW, sums.ids())?;
    let income = declared(desk, person, currency, year);
    let mut cells = vec![vec![Inline::Words(year.to_string())]];
    if with_declared {
        cells.push(match &income {
            Some((minor, stated)) => vec![sums::minor(desk, *minor, currency, stated)],
            None => vec![dash()],
        });
    }
    cells.extend(Kind::ALL.map(|kind| sums::amount(desk, &sums.of(kind), currency, &grounds)));
    if with_declared {
        cells.push(match &income {
            Some((minor, stated)) => vec![difference(desk, sums.credits().minor - minor, currency, (&grounds, stated))],
            None => vec![dash()],
        });
    }
    Some(Row { cells, grounds: Some(grounds), ..Row::default() })
}

/// What was declared for a year, and who says so.
fn declared(desk: &Desk<'_>, person: &str, currency: Currency, year: i16) -> Option<(i128, Grounds)> {
    let of_year = desk.selected.content.income.iter().filter(|income| {
        income.year == year && income.money.currency == currency && desk.people.of(&income.account) == person
    });
    let (mut minor, mut named) = (0, BTreeSet::new());
    for income in of_year {
        minor += i128::from(income.money.minor);
        named.insert(crate::markup::exhibit(&income.source));
    }
    let sources: Vec<String> = named.into_iter().collect();
    let said = sentence(wording::DECLARED_HOW, desk.language, &[Inline::Data(sources.join(", "))]);
    (!sources.is_empty()).then(|| (minor, Grounds::of(Ground::Asserted(plain(&said)))))
}

/// It rests on rows and on what a person stated.
fn difference(desk: &Desk<'_>, minor: i128, currency: Currency, (rows, stated): (&Grounds, &Grounds)) -> Inline {
    let grounds = match (rows.iter().next(), stated.iter().next()) {
        (Some(rows), Some(stated)) => Grounds::both(rows.clone(), stated.clone()),
        _ => rows.clone(),
    };
    Inline::Figure(Figure::amount(minor, currency, desk.language, grounds))
}
