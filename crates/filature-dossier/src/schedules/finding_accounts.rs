//! The accounts of findings, and their place in the flow.

use filature_model::Finding;

use super::cell::Cell;
use super::said;
use super::sheet::{Column, Key, Sheet};
use crate::parts::{Desk, finding_flag};
use crate::wording::{self, kinds, roles, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let columns = vec![
        Column::new("finding", words::FINDING),
        Column::new("id", words::FINDING_ID),
        Column::new("account", wording::COL_MEMBER),
        Column::wrapped("holder", wording::COL_HOLDER, 30),
        Column::wrapped("place", wording::COL_ROLE, 40),
    ];
    let mut sheet = Sheet::new(Key::FindingAccounts, columns);
    for (number, finding) in said::findings(desk) {
        for member in &finding.accounts {
            let [account, holder] = said::account(desk, &member.account);
            let place = Cell::text(place(desk, finding, &member.role));
            sheet.rows.push(vec![Cell::Count(number), Cell::text(&finding.id), account, holder, place].into());
        }
    }
    sheet
}

/// Flags have names of their own for the places in what they look for.
fn place(desk: &Desk<'_>, finding: &Finding, role: &str) -> String {
    let pair = match finding_flag::is_flag(finding) {
        true => roles::role(role),
        false => kinds::kind(&finding.kind).places.of(role),
    };
    pair.map_or_else(|| role.to_owned(), |pair| desk.say(pair))
}
