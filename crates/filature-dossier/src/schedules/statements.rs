//! Every statement, with a formula that adds it again, and the program's verdict, which also looks at each balance on the way.

use filature_model::{Currency, Footing, StatementCheck, UnknownFooting};

use super::cell::{Cell, Outcome};
use super::said::{self, ByCurrency};
use super::sheet::{Column, Key, Sheet};
use crate::format;
use crate::markup::exhibit;
use crate::parts::Desk;
use crate::wording::{self, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let mut sheet = Sheet::new(Key::Statements, columns());
    let mut checks: Vec<&StatementCheck> = desk.selected.content.statements.iter().collect();
    checks.sort_by_key(|check| {
        let statement = &check.statement;
        (statement.account.clone(), statement.from, check.source, statement.ordinal)
    });
    let (mut credits, mut debits) = (ByCurrency::new(), ByCurrency::new());
    for check in checks {
        if let Some(currency) = summed_in(check) {
            *credits.entry(currency).or_default() += check.credits_minor;
            *debits.entry(currency).or_default() += check.debits_minor;
        }
        sheet.rows.push(row(desk, check).into());
    }
    let label = |currency| said::filled(desk, words::TOTAL_STATEMENTS, [format!("{currency}")]);
    said::totals(&mut sheet, label, &[("credits", credits), ("debits", debits)], &[]);
    sheet
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("account", wording::COL_MEMBER),
        Column::wrapped("holder", wording::COL_HOLDER, 24),
        Column::new("source", wording::COL_SOURCE),
        Column::wrapped("exhibit", wording::COL_EXHIBIT, 24),
        Column::new("number", words::NUMBER_OF_STATEMENT),
        Column::new("from", words::FIRST_DAY),
        Column::new("to", words::LAST_DAY),
        Column::new("currency", words::CURRENCY),
        Column::new("opening", wording::COL_OPENING),
        Column::computed("credits", wording::COL_CREDITS),
        Column::computed("debits", wording::COL_DEBITS),
        Column::new("closing", wording::COL_CLOSING),
        Column::new("difference", words::DIFFERENCE),
        Column::new("re_added", words::RE_ADDED),
        Column::new("verdict", wording::COL_VERDICT),
        Column::computed("chain", words::CHAIN),
        Column::wrapped("remark", words::REMARK, 40),
        Column::new("entries", wording::COL_ENTRIES),
        Column::new("message", words::MESSAGE),
        Column::new("opening_line", words::OPENING_LINE),
        Column::new("closing_line", words::CLOSING_LINE),
    ]
}

fn currency(check: &StatementCheck) -> Option<Currency> {
    let statement = &check.statement;
    let balances = [statement.opening, statement.closing].into_iter().flatten();
    statement.currency.or_else(|| balances.map(|balance| balance.currency).next())
}

/// The currency of its sums; a sum over several currencies is no amount of any.
fn summed_in(check: &StatementCheck) -> Option<Currency> {
    currency(check).filter(|_| check.footing != Footing::Unknown(UnknownFooting::MixedCurrencies))
}

fn row(desk: &Desk<'_>, check: &StatementCheck) -> Vec<Cell> {
    let statement = &check.statement;
    let source = desk.selected.content.sources.iter().find(|source| source.id == check.source);
    let balance = |balance: Option<filature_model::Balance>| match balance {
        Some(balance) => Cell::Money(i128::from(balance.minor), balance.currency),
        None => Cell::Empty,
    };
    let sum = |minor: i128| summed_in(check).map_or(Cell::Empty, |currency| Cell::Money(minor, currency));
    let [difference, re_added] = re_added(desk, check);
    let line = |balance: Option<filature_model::Balance>| Cell::place(balance.and_then(|balance| balance.line));
    let chain = check.chain_off_minor.filter(|minor| *minor != 0).zip(currency(check));
    vec![
        Cell::text(statement.account.as_str()),
        Cell::maybe(statement.holder.as_deref().map(|holder| desk.catalogue.name(holder))),
        Cell::text(check.source.to_string()),
        Cell::maybe(source.and_then(|source| source.exhibit.as_deref()).map(exhibit)),
        Cell::maybe(statement.number.as_deref()),
        Cell::day(statement.from),
        Cell::day(statement.to),
        currency(check).map_or(Cell::Empty, Cell::code),
        balance(statement.opening),
        sum(check.credits_minor),
        sum(check.debits_minor),
        balance(statement.closing),
        difference,
        re_added,
        Cell::text(desk.say(verdict(check))),
        chain.map_or(Cell::Empty, |(minor, currency)| Cell::Money(minor, currency)),
        Cell::maybe(remark(desk, check)),
        Cell::Count(u64::from(check.entries)),
        Cell::place(statement.place.message),
        line(statement.opening),
        line(statement.closing),
    ]
}

/// What the closing balance departs by, and whether it does: formulas over the row.
fn re_added(desk: &Desk<'_>, check: &StatementCheck) -> [Cell; 2] {
    let statement = &check.statement;
    let (Some(opening), Some(closing), Some(currency)) = (statement.opening, statement.closing, summed_in(check))
    else {
        return [Cell::Empty, Cell::Empty];
    };
    if opening.currency != currency || closing.currency != currency {
        return [Cell::Empty, Cell::Empty];
    }
    let minor = i128::from(closing.minor) - (i128::from(opening.minor) + check.credits_minor - check.debits_minor);
    let difference = "({closing}-({opening}+{credits}-{debits}))";
    let zero = format!("ROUND({difference},{})=0", currency.minor_digits());
    [Cell::own(difference, Outcome::Money(minor, currency)), said::verdict(desk, &zero, minor == 0)]
}

fn verdict(check: &StatementCheck) -> wording::Pair {
    match check.footing {
        Footing::Foots => wording::FOOTS,
        Footing::Off { .. } => wording::DOES_NOT_FOOT,
        Footing::Unknown(_) => wording::CANNOT_BE_SAID,
    }
}

fn remark(desk: &Desk<'_>, check: &StatementCheck) -> Option<String> {
    let day = |day| format::short_day(day, desk.language);
    let mut all = Vec::new();
    match check.footing {
        Footing::Unknown(UnknownFooting::NoOpening) => all.push(desk.say(wording::NO_OPENING)),
        Footing::Unknown(UnknownFooting::NoClosing) => all.push(desk.say(wording::NO_CLOSING)),
        Footing::Unknown(UnknownFooting::MixedCurrencies) => all.push(desk.say(wording::MIXED_CURRENCIES)),
        Footing::Off { by_minor, first } => {
            all.extend((by_minor == 0 && first.is_some()).then(|| desk.say(wording::OFF_RUNNING)));
            if let Some(first) = first {
                let place = filature_model::Place { row: Some(first.row), ..filature_model::Place::default() };
                all.push(said::filled(desk, wording::OFF_FIRST, [desk.catalogue.coordinates(place).join(", ")]));
            }
        }
        Footing::Foots => {}
    }
    let unreadable = check.statement.unreadable_rows;
    all.extend((unreadable > 0).then(|| said::filled(desk, wording::OFF_ROWS, [unreadable.to_string()])));
    if let Some((from, to)) = check.gap_before {
        all.push(said::filled(desk, wording::GAP_BEFORE, [day(from), day(to)]));
    }
    for overlap in &check.overlaps {
        let with = desk.catalogue.cite_source(overlap.with);
        all.push(said::filled(desk, wording::OVERLAPS, [with, day(overlap.from), day(overlap.to)]));
    }
    (!all.is_empty()).then(|| all.join("; "))
}
