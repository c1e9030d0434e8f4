//! Leads: what each is of, what it covers, and how much speaks for and against it.

use filature_model::Lead;

use super::cell::Cell;
use super::sheet::{Column, Key, Sheet};
use crate::parts::Desk;
use crate::parts::leads::title;
use crate::wording::{self, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let columns = vec![
        Column::new("number", wording::COL_NUMBER),
        Column::new("lead", words::LEAD_ID),
        Column::wrapped("kind", words::KIND, 50),
        Column::new("act", words::FLAGS_ACT),
        Column::new("means", words::FLAGS_MEANS),
        Column::new("purpose", words::FLAGS_PURPOSE),
        Column::new("money", words::FLAGS_MONEY),
        Column::new("minor", words::UNDER_18),
        Column::new("accounts", wording::leads::COL_ACCOUNTS),
        Column::new("findings", words::FINDINGS),
        Column::new("for", words::FACTS_FOR),
        Column::new("against", words::ALL_AGAINST),
        Column::new("ask", words::ASKED),
    ];
    let mut sheet = Sheet::new(Key::Leads, columns);
    let leads = &desk.selected.content.leads;
    sheet.rows = (1..).zip(leads).map(|(number, lead)| row(desk, number, lead).into()).collect();
    sheet
}

fn row(desk: &Desk<'_>, number: u64, lead: &Lead) -> Vec<Cell> {
    let elements = lead.elements;
    let count = |flags: u32| Cell::Count(u64::from(flags));
    let minor = match lead.minor.as_str() {
        "yes" => Cell::text(desk.say(words::YES)),
        "unknown" => Cell::text(desk.say(words::NOT_KNOWN)),
        _ => Cell::Empty,
    };
    vec![
        Cell::Count(number),
        Cell::text(&lead.id),
        Cell::text(desk.say(title(&lead.kind))),
        count(elements.act),
        count(elements.means),
        count(elements.purpose),
        count(elements.money),
        minor,
        Cell::tally(lead.accounts.len()),
        Cell::tally(lead.findings.len()),
        Cell::tally(lead.for_.len()),
        Cell::tally(lead.against.len()),
        Cell::tally(lead.ask.len()),
    ]
}
