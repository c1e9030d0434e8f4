//! Profiles of accounts: their entries as rows, months by channels and who paid and was paid as formulas over these.
//!
//! Rows are told apart by numbers: that of the profile, and within it that of who stands on the other side. The order is that of the
//! document.

use std::collections::BTreeMap;

use filature_model::{Channel, Currency, from_days};

use super::cell::{Cell, Given, Outcome};
use super::said;
use super::sheet::{Column, Key, Sheet};
use crate::markup::plain;
use crate::parts::Desk;
use crate::parts::profile_tables::Page;
use crate::profile::{Flow, InCurrency, Side, Sum};
use crate::subject::Subject;
use crate::wording::{self as common, profiles as wording, schedules as words};

/// The other side of what names nobody.
const NOBODY: u64 = 0;

/// The numbers of the profiles, from one.
fn numbered<'a>(desk: &Desk<'a>) -> impl Iterator<Item = (u64, &'a Subject)> {
    (1..).zip(&desk.selected.content.subjects)
}

/// Who stands on the other side, from one in the order of the ledger.
fn others_numbered(subject: &Subject) -> BTreeMap<u32, u64> {
    subject.others.keys().copied().zip(1..).collect()
}

/// The sheet of entries, a row for each side.
pub fn rows(desk: &Desk<'_>) -> Sheet {
    let mut sheet = Sheet::new(
        Key::ProfileRows,
        vec![
            Column::new("profile", words::PROFILE),
            Column::new("account", common::follow::COL_ACCOUNT),
            Column::new("date", common::COL_DATE),
            Column::new("year", wording::COL_YEAR),
            Column::new("month", wording::COL_MONTH),
            Column::new("way", wording::COL_WAY),
            Column::new("own", words::OWN_ACCOUNTS),
            Column::new("channel", words::CHANNEL),
            Column::new("other", words::OTHER_SIDE),
            Column::new("in", wording::COL_IN),
            Column::new("out", wording::COL_OUT),
            Column::new("currency", words::CURRENCY),
            Column::wrapped("entries", common::COL_ENTRIES, 20),
            Column::new("transaction", words::TRANSACTION),
        ],
    );
    for (number, subject) in numbered(desk) {
        let numbers = others_numbered(subject);
        for (side, id) in subject.figures.sides.iter().zip(&subject.ids) {
            let other = side.other.and_then(|party| numbers.get(&party)).copied().unwrap_or(NOBODY);
            sheet.rows.extend(row(desk, (number, &subject.account), side, (id, other)).map(Into::into));
        }
    }
    sheet
}

fn row(desk: &Desk<'_>, (number, account): (u64, &str), side: &Side, (id, other): (&str, u64)) -> Option<Vec<Cell>> {
    let day = from_days(side.day)?;
    let amount = Cell::Money(i128::from(side.minor), side.currency);
    let (came_in, went_out) = if side.is_credit { (amount, Cell::Empty) } else { (Cell::Empty, amount) };
    let way = if side.is_credit { wording::COL_IN } else { wording::COL_OUT };
    Some(vec![
        Cell::Count(number),
        Cell::text(account),
        Cell::Day(day),
        Cell::Count(u64::try_from(day.year()).unwrap_or_default()),
        Cell::Count(u64::try_from(day.month()).unwrap_or_default()),
        Cell::text(desk.say(way)),
        Cell::Count(u64::from(side.is_own)),
        Cell::text(desk.say(said::channel(side.channel))),
        Cell::Count(other),
        came_in,
        went_out,
        Cell::code(side.currency),
        said::entries(desk, [id]),
        Cell::text(id),
    ])
}

/// What the sums of a row are of.
struct Of {
    profile: u64,
    currency: Currency,
    is_own: bool,
}

impl Of {
    /// The sums of the rows for which all this holds.
    fn cells(&self, flow: &Flow, more: &[(&'static str, Given)]) -> [Cell; 2] {
        let sum = |column, sum: &Sum| {
            let mut given = vec![
                ("profile", Given::Number(self.profile)),
                ("currency", Given::Word(self.currency.code().to_owned())),
                ("own", Given::Number(u64::from(self.is_own))),
            ];
            given.extend(more.iter().cloned());
            said::sum_where(Key::ProfileRows, column, given, Outcome::Money(sum.minor(), self.currency))
        };
        [sum("in", &flow.credits), sum("out", &flow.debits)]
    }
}

fn columns_of_sums() -> Vec<Column> {
    vec![
        Column::new("count_in", words::COUNT_IN),
        Column::computed("in", wording::COL_IN),
        Column::new("count_out", words::COUNT_OUT),
        Column::computed("out", wording::COL_OUT),
        Column::new("currency", words::CURRENCY),
    ]
}

fn sums(of: &Of, flow: &Flow, more: &[(&'static str, Given)]) -> Vec<Cell> {
    let [came_in, went_out] = of.cells(flow, more);
    let (credits, debits) = (Cell::tally(flow.credits.count()), Cell::tally(flow.debits.count()));
    vec![credits, came_in, debits, went_out, Cell::code(of.currency)]
}

/// The sheet of months by channels.
pub fn months(desk: &Desk<'_>) -> Sheet {
    let mut columns = vec![
        Column::new("profile", words::PROFILE),
        Column::new("account", common::follow::COL_ACCOUNT),
        Column::new("year", wording::COL_YEAR),
        Column::new("month", wording::COL_MONTH),
        Column::new("channel", words::CHANNEL),
    ];
    columns.extend(columns_of_sums());
    let mut sheet = Sheet::new(Key::ProfileMonths, columns);
    for (number, subject) in numbered(desk) {
        for of in &subject.figures.currencies {
            sheet.rows.extend(months_of(desk, number, subject, of).into_iter().map(Into::into));
        }
    }
    sheet
}

fn months_of(desk: &Desk<'_>, number: u64, subject: &Subject, of: &InCurrency) -> Vec<Vec<Cell>> {
    let sums_of = Of { profile: number, currency: of.currency, is_own: false };
    let row = |(year, month): (i16, i8), channel: Channel, flow: &Flow| {
        let (year, month) = (u64::try_from(year).unwrap_or_default(), u64::try_from(month).unwrap_or_default());
        let word = desk.say(said::channel(channel));
        let more =
            [("year", Given::Number(year)), ("month", Given::Number(month)), ("channel", Given::Word(word.clone()))];
        let mut cells = vec![
            Cell::Count(number),
            Cell::text(&subject.account),
            Cell::Count(year),
            Cell::Count(month),
            Cell::text(word),
        ];
        cells.extend(sums(&sums_of, flow, &more));
        cells
    };
    let months = of.months.months.iter();
    months.flat_map(|month| month.channels.iter().map(|(channel, flow)| row(month.month, *channel, flow))).collect()
}

/// The sheet of who paid and was paid: those of the document one by one, and what passed between own accounts.
pub fn others(desk: &Desk<'_>) -> Sheet {
    let mut columns = vec![
        Column::new("profile", words::PROFILE),
        Column::new("account", common::follow::COL_ACCOUNT),
        Column::new("other", words::OTHER_SIDE),
        Column::wrapped("who", wording::COL_WHO, 48),
    ];
    columns.extend(columns_of_sums());
    columns.extend([Column::new("first", words::FIRST_OF), Column::new("last", words::LAST_OF)]);
    let mut sheet = Sheet::new(Key::ProfileOthers, columns);
    for (number, subject) in numbered(desk) {
        for of in &subject.figures.currencies {
            sheet.rows.extend(others_of(desk, number, subject, of).into_iter().map(Into::into));
        }
    }
    sheet
}

fn others_of(desk: &Desk<'_>, number: u64, subject: &Subject, of: &InCurrency) -> Vec<Vec<Cell>> {
    let page = Page { desk, subject, of, anchor: String::new() };
    let numbers = others_numbered(subject);
    let day = |day| Cell::day(from_days(day));
    let row = |who: (Cell, String), cells: Vec<Cell>, days: [Cell; 2]| {
        let mut row = vec![Cell::Count(number), Cell::text(&subject.account), who.0, Cell::text(who.1)];
        row.extend(cells);
        row.extend(days);
        row
    };
    let with_others = Of { profile: number, currency: of.currency, is_own: false };
    let mut rows = Vec::new();
    for other in &of.others.largest {
        let at = numbers.get(&other.party).copied().unwrap_or(NOBODY);
        let who = plain(&page.party(other.party, &[&other.flow.credits, &other.flow.debits]));
        let cells = sums(&with_others, &other.flow, &[("other", Given::Number(at))]);
        rows.push(row((Cell::Count(at), who), cells, [day(other.days.0), day(other.days.1)]));
    }
    if of.others.nobody.count() > 0 {
        let who = (Cell::Count(NOBODY), desk.say(wording::NOBODY));
        let cells = sums(&with_others, &of.others.nobody, &[("other", Given::Number(NOBODY))]);
        rows.push(row(who, cells, [Cell::Empty, Cell::Empty]));
    }
    if of.own.count() > 0 {
        let own = Of { is_own: true, ..with_others };
        let who = (Cell::Empty, desk.say(wording::OWN));
        rows.push(row(who, sums(&own, &of.own, &[]), [Cell::Empty, Cell::Empty]));
    }
    rows
}
