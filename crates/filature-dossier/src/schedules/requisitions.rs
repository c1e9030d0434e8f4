//! What to ask for next, and of whom. Amounts at stake are not added: several requests can be about the same money.

use filature_model::Requisition;

use super::cell::Cell;
use super::said;
use super::sheet::{Column, Key, Look, Row, Sheet};
use crate::DossierError;
use crate::figures::Reading;
use crate::format;
use crate::parts::Desk;
use crate::parts::trace_requisitions::short;
use crate::wording::{self, follow, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Result<Sheet, DossierError> {
    let columns = vec![
        Column::new("number", wording::COL_NUMBER),
        Column::wrapped("trace", words::TRACE, 46),
        Column::wrapped("reckoning", words::RECKONING, 34),
        Column::wrapped("ask", follow::COL_ASK, 30),
        Column::wrapped("full", words::TO_SEND, 60),
        Column::new("account", follow::COL_ACCOUNT),
        Column::wrapped("holder", wording::COL_HOLDER, 24),
        Column::new("payee", words::PAYEE_ACCOUNT),
        Column::wrapped("payee_holder", words::PAYEE_HOLDER, 24),
        Column::new("from", words::FIRST_DAY),
        Column::new("to", words::LAST_DAY),
        Column::computed("low", words::LOW),
        Column::computed("high", words::HIGH),
        Column::new("currency", words::CURRENCY),
        Column::wrapped("entries", wording::COL_ENTRIES, 20),
    ];
    let mut sheet = Sheet::new(Key::Requisitions, columns);
    for (name, trace) in &desk.selected.content.traces {
        let is_asserted = !trace.assertions.is_empty();
        for (number, requisition) in (1..).zip(&trace.requisitions) {
            let cells = row(desk, (number, name, is_asserted), requisition)?;
            sheet.rows.push(Row { cells, look: if is_asserted { Look::Asserted } else { Look::Plain } });
        }
    }
    Ok(sheet)
}

fn row(
    desk: &Desk<'_>,
    (number, trace, is_asserted): (u64, &str, bool),
    requisition: &Requisition,
) -> Result<Vec<Cell>, DossierError> {
    let reading = Reading::new(trace, &requisition.currency)?;
    let (low, high) = reading.bounds(&requisition.low, &requisition.high)?;
    let full = format::typeset(requisition.ask.sentence(desk.language), desk.language).replace('`', "");
    let [account, holder] = said::account(desk, &requisition.account);
    let payee = requisition.payee.as_deref();
    let [payee, payee_holder] = payee.map_or([Cell::Empty, Cell::Empty], |payee| said::account(desk, payee));
    let reckoning = if is_asserted { words::WITH_ASSERTED } else { words::RULES_ALONE };
    Ok(vec![
        Cell::Count(number),
        Cell::text(trace),
        Cell::text(desk.say(reckoning)),
        Cell::text(desk.say(short(requisition.ask))),
        Cell::Text(full),
        account,
        holder,
        payee,
        payee_holder,
        Cell::day_text(&requisition.from),
        Cell::day_text(&requisition.to),
        Cell::Money(low, reading.currency),
        Cell::Money(high, reading.currency),
        Cell::code(reading.currency),
        said::entries(desk, requisition.transactions.iter().map(String::as_str)),
    ])
}
