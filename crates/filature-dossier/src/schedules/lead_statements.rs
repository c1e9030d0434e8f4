//! What speaks for each lead and what speaks against it, in the same columns and the same type, and what to ask for.

use filature_model::{Finding, LeadStatement};

use super::cell::Cell;
use super::said;
use super::sheet::{Column, Key, Look, Row, Sheet};
use crate::markup::stated;
use crate::parts::Desk;
use crate::wording::{self, Pair, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let columns = vec![
        Column::new("number", words::LEAD),
        Column::new("lead", words::LEAD_ID),
        Column::new("direction", words::DIRECTION),
        Column::new("nature", words::NATURE),
        Column::wrapped("statement", words::STATEMENT, 90),
        Column::new("finding", words::FINDING_ID),
        Column::wrapped("entries", wording::COL_ENTRIES, 30),
    ];
    let mut sheet = Sheet::new(Key::LeadStatements, columns);
    for (number, lead) in (1..).zip(&desk.selected.content.leads) {
        let directions =
            [(words::SAYS_FOR, &lead.for_), (words::SAYS_AGAINST, &lead.against), (words::TO_ASK, &lead.ask)];
        for (direction, statements) in directions {
            let made = statements.iter().filter_map(|said| row(desk, (number, &lead.id), direction, said));
            sheet.rows.extend(made);
        }
    }
    sheet
}

/// None for a fact without a finding that is shown: as in the document, it is no fact.
fn row(desk: &Desk<'_>, (number, id): (u64, &str), direction: Pair, said: &LeadStatement) -> Option<Row> {
    let finding = said.finding.as_deref().and_then(|id| find(desk, id));
    let is_fact = said.what == "fact";
    if is_fact && finding.is_none() {
        return None;
    }
    let entries = finding.map(|finding| said::entries(desk, finding.transactions.iter().map(String::as_str)));
    let cells = vec![
        Cell::Count(number),
        Cell::text(id),
        Cell::text(desk.say(direction)),
        Cell::text(desk.say(said::nature(&said.what))),
        Cell::text(stated(said, desk.language)),
        Cell::maybe(finding.map(|finding| finding.id.as_str())),
        entries.unwrap_or(Cell::Empty),
    ];
    Some(Row { cells, look: if is_fact { Look::Plain } else { Look::Asserted } })
}

fn find<'a>(desk: &Desk<'a>, id: &str) -> Option<&'a Finding> {
    said::findings(desk).map(|(_, finding)| finding).find(|finding| finding.id == id)
}
