//! Money followed: a row for each part of each claim by each rule, held in an account or gone by a transaction.

use super::cell::Cell;
use super::said;
use super::sheet::{Column, Key, Row, Sheet};
use super::trace_parts::{Part, Run, Where};
use crate::parts::Desk;
use crate::parts::trace_breaks::departure;
use crate::wording::{self, follow, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>, runs: &[Run<'_>]) -> Sheet {
    let mut sheet = Sheet::new(Key::Traces, columns());
    for run in runs {
        let row = |part| Row { cells: row(desk, run, part), look: run.look() };
        sheet.rows.extend(run.parts.iter().map(row));
    }
    sheet
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("check", words::CHECK),
        Column::wrapped("trace", words::TRACE, 46),
        Column::wrapped("claim", follow::COL_CLAIM, 46),
        Column::wrapped("rule", words::RULE, 40),
        Column::wrapped("reckoning", words::RECKONING, 34),
        Column::new("where", words::WHERE),
        Column::new("account", follow::COL_ACCOUNT),
        Column::wrapped("holder", wording::COL_HOLDER, 24),
        Column::new("date", wording::COL_DATE),
        Column::wrapped("how", wording::COL_HOW, 40),
        Column::new("payee", words::PAYEE_ACCOUNT),
        Column::wrapped("payee_name", wording::COL_PAYEE, 24),
        Column::computed("low", words::LOW),
        Column::computed("high", words::HIGH),
        Column::new("currency", words::CURRENCY),
        Column::computed("native_low", words::NATIVE_LOW),
        Column::computed("native_high", words::NATIVE_HIGH),
        Column::new("native_currency", words::NATIVE_CURRENCY),
        Column::wrapped("remark", words::REMARK, 20),
        Column::wrapped("entries", wording::COL_ENTRIES, 20),
        Column::new("transaction", words::TRANSACTION),
    ]
}

fn row(desk: &Desk<'_>, run: &Run<'_>, part: &Part<'_>) -> Vec<Cell> {
    let currency = run.reading.currency;
    let transfer = part.transaction.and_then(|id| desk.catalogue.transfer(id));
    let to = transfer.filter(|_| part.place == Where::Left);
    let to = to.map(|transfer| said::side(desk, transfer.payee, transfer.channel));
    let [payee, payee_name] = to.unwrap_or([Cell::Empty, Cell::Empty]);
    let [account, holder] = part.account.map_or([Cell::Empty, Cell::Empty], |key| said::account(desk, key));
    let mut cells = vec![Cell::Count(run.number)];
    cells.extend(run.cells(desk));
    cells.extend([
        Cell::text(desk.say(part.place.word())),
        account,
        holder,
        Cell::day(transfer.map(|transfer| transfer.booked.on)),
        Cell::maybe(part.how.map(|how| desk.say(departure(how)))),
        payee,
        payee_name,
        Cell::Money(part.bounds.0, currency),
        Cell::Money(part.bounds.1, currency),
        Cell::code(currency),
    ]);
    cells.extend(match &part.native {
        Some((reading, (low, high))) => {
            let currency = reading.currency;
            [Cell::Money(*low, currency), Cell::Money(*high, currency), Cell::code(currency)]
        }
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    });
    let apart = (!run.is_followed()).then(|| desk.say(words::APART));
    let more = part.or_more.then(|| desk.say(follow::OR_MORE));
    let remarks: Vec<String> = apart.into_iter().chain(more).collect();
    cells.extend([
        Cell::maybe((!remarks.is_empty()).then(|| remarks.join("; "))),
        said::entries(desk, part.transaction),
        Cell::maybe(part.transaction),
    ]);
    cells
}
