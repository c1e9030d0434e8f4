//! Each claim's share of what is held, beside the sum over the accounts that hold it, and the claims of one trace added up.

use std::collections::BTreeMap;

use filature_model::{Bought, Currency, Rule, Share};

use super::cell::{Cell, Given, Outcome, Sum};
use super::said;
use super::sheet::{Column, Key, Row, Sheet};
use super::trace_parts::{Run, Where, claim_columns};
use crate::DossierError;
use crate::figures::Reading;
use crate::parts::Desk;
use crate::parts::trace_columns::{Bounds, rule_name};
use crate::wording::schedules as words;

/// What the claims of a group come to.
struct Total {
    rule: String,
    currency: Currency,
    claims: usize,
    claimed: i128,
    held: Bounds,
}

/// The sheet.
pub fn sheet(desk: &Desk<'_>, runs: &[Run<'_>]) -> Result<Sheet, DossierError> {
    let shares: Vec<(&Run<'_>, &Share)> = runs.iter().filter_map(|run| Some((run, share(run)?))).collect();
    let mut sheet = Sheet::new(Key::Restitution, columns());
    let mut totals: BTreeMap<(u64, Currency), Total> = BTreeMap::new();
    for (run, share) in shares {
        let held = run.reading.bounds(&share.held_low, &share.held_high)?;
        let currency = run.reading.currency;
        let total = totals.entry((run.group, currency)).or_insert_with(|| Total {
            rule: rule_name(desk, run.rule),
            currency,
            claims: 0,
            claimed: 0,
            held: (0, 0),
        });
        total.claims += 1;
        total.claimed += run.minor;
        total.held = (total.held.0 + held.0, total.held.1 + held.1);
        sheet.rows.push(Row { cells: row(desk, run, share, held)?, look: run.look() });
    }
    for ((group, _), total) in totals.into_iter().filter(|(_, total)| total.claims > 1) {
        add_total(desk, &mut sheet, group, &total);
    }
    Ok(sheet)
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::new("check", words::CHECK), Column::new("group", words::GROUP)];
    columns.extend(claim_columns());
    columns.extend([
        Column::computed("share_low", words::SHARE_LOW),
        Column::computed("share_high", words::SHARE_HIGH),
        Column::new("low", words::ACCOUNTS_LOW),
        Column::new("high", words::ACCOUNTS_HIGH),
        Column::new("verdict", words::WITHIN),
        Column::computed("bought_low", words::BOUGHT_LOW),
        Column::computed("bought_high", words::BOUGHT_HIGH),
        Column::computed("rise_low", words::RISE_LOW),
        Column::computed("rise_high", words::RISE_HIGH),
        Column::computed("recovery_low", words::RECOVERY_LOW),
        Column::computed("recovery_high", words::RECOVERY_HIGH),
    ]);
    columns
}

/// The rule that only says where to look gives no share.
fn share<'a>(run: &Run<'a>) -> Option<&'a Share> {
    let result = run.result;
    let share = result.restitution.iter().find(|share| share.claim == run.claim.claim);
    share.filter(|_| run.rule != Rule::Poison.word())
}

fn row(desk: &Desk<'_>, run: &Run<'_>, share: &Share, held: Bounds) -> Result<Vec<Cell>, DossierError> {
    let currency = run.reading.currency;
    let accounts = run.sum(Where::Held);
    let sum = |column: &'static str, minor: i128| {
        let place = Given::Word(desk.say(Where::Held.word()));
        let given = vec![("check", Given::Number(run.number)), ("where", place)];
        said::sum_where(Key::Traces, column, given, Outcome::Money(minor, currency))
    };
    let digits = currency.minor_digits();
    let condition = format!("AND(ROUND({{share_low}}-{{low}},{digits})>=0,ROUND({{high}}-{{share_high}},{digits})>=0)");
    let mut cells = vec![Cell::Count(run.number), Cell::Count(run.group)];
    cells.extend(run.cells(desk));
    cells.extend([
        Cell::Money(run.minor, currency),
        Cell::code(currency),
        Cell::Money(held.0, currency),
        Cell::Money(held.1, currency),
        sum("low", accounts.0),
        sum("high", accounts.1),
        said::verdict(desk, &condition, held.0 >= accounts.0 && held.1 <= accounts.1),
    ]);
    cells.extend(match &share.bought {
        Some(bought) => of_bought(&run.reading, bought)?,
        None => [const { Cell::Empty }; 6],
    });
    Ok(cells)
}

fn of_bought(reading: &Reading, bought: &Bought) -> Result<[Cell; 6], DossierError> {
    let (outside, rise, recovery) = (
        reading.bounds(&bought.outside_low, &bought.outside_high)?,
        reading.bounds(&bought.rise_low, &bought.rise_high)?,
        reading.bounds(&bought.recovery_low, &bought.recovery_high)?,
    );
    let all = [outside.0, outside.1, rise.0, rise.1, recovery.0, recovery.1];
    Ok(all.map(|minor| Cell::Money(minor, reading.currency)))
}

/// The most of several claims cannot all hold at once, so that only exact figures are added.
fn add_total(desk: &Desk<'_>, sheet: &mut Sheet, group: u64, total: &Total) {
    let currency = total.currency;
    let sum = |column: &'static str, minor: i128| {
        let given = vec![("group", Given::Number(group)), ("currency", Given::Word(currency.code().to_owned()))];
        (column, Cell::sum(Sum { sheet: Key::Restitution, column, given }, Outcome::Money(minor, currency)))
    };
    let mut cells =
        vec![("currency", Cell::code(currency)), sum("claimed", total.claimed), sum("share_low", total.held.0)];
    cells.extend((total.held.0 == total.held.1).then(|| sum("share_high", total.held.1)));
    let label = said::filled(desk, words::TOTAL_CLAIMS, [group.to_string(), total.rule.clone(), currency.to_string()]);
    sheet.total(label, cells);
}
