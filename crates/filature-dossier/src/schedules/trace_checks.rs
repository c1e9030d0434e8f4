//! Money followed, added again: by each rule that follows each unit, held and left and changes of currency come to the claim.

use super::cell::{Cell, Given, Outcome};
use super::said;
use super::sheet::{Column, Key, Row, Sheet};
use super::trace_parts::{Run, Where, claim_columns};
use crate::parts::Desk;
use crate::wording::schedules as words;

/// The columns of sums, in order.
const SUMS: [(Where, &str, &str); 3] = [
    (Where::Held, "held_low", "held_high"),
    (Where::Left, "left_low", "left_high"),
    (Where::Exchange, "exchange_low", "exchange_high"),
];

/// The sheet.
pub fn sheet(desk: &Desk<'_>, runs: &[Run<'_>]) -> Sheet {
    let mut columns = vec![Column::new("check", words::CHECK)];
    columns.extend(claim_columns());
    columns.extend([
        Column::new("held_low", words::HELD_LOW),
        Column::new("held_high", words::HELD_HIGH),
        Column::new("left_low", words::LEFT_LOW),
        Column::new("left_high", words::LEFT_HIGH),
        Column::new("exchange_low", words::EXCHANGE_LOW),
        Column::new("exchange_high", words::EXCHANGE_HIGH),
        Column::new("low", words::ALL_LOW),
        Column::new("high", words::ALL_HIGH),
        Column::new("verdict", words::COMES_TO),
    ]);
    let mut sheet = Sheet::new(Key::TraceChecks, columns);
    let followed = runs.iter().filter(|run| run.is_followed());
    sheet.rows = followed.map(|run| Row { cells: row(desk, run), look: run.look() }).collect();
    sheet
}

fn row(desk: &Desk<'_>, run: &Run<'_>) -> Vec<Cell> {
    let currency = run.reading.currency;
    let mut cells = vec![Cell::Count(run.number)];
    cells.extend(run.cells(desk));
    cells.extend([Cell::Money(run.minor, currency), Cell::code(currency)]);
    let (mut low, mut high) = (0, 0);
    for (place, _, _) in SUMS {
        let sum = run.sum(place);
        (low, high) = (low + sum.0, high + sum.1);
        cells.extend([("low", sum.0), ("high", sum.1)].map(|(column, minor)| {
            let given = vec![("check", Given::Number(run.number)), ("where", Given::Word(desk.say(place.word())))];
            said::sum_where(Key::Traces, column, given, Outcome::Money(minor, currency))
        }));
    }
    let lows = SUMS.map(|(_, low, _)| format!("{{{low}}}")).join("+");
    let highs = SUMS.map(|(_, _, high)| format!("{{{high}}}")).join("+");
    let digits = currency.minor_digits();
    let condition = format!("AND(ROUND({{claimed}}-{{low}},{digits})>=0,ROUND({{high}}-{{claimed}},{digits})>=0)");
    cells.extend([
        Cell::own(format!("({lows})"), Outcome::Money(low, currency)),
        Cell::own(format!("({highs})"), Outcome::Money(high, currency)),
        said::verdict(desk, &condition, low <= run.minor && run.minor <= high),
    ]);
    cells
}
