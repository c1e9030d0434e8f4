//! The accounts of leads and who holds them. What a source describes is never printed beside a name: sides are not here.

use super::cell::Cell;
use super::said;
use super::sheet::{Column, Key, Sheet};
use crate::parts::Desk;
use crate::wording::{self, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let columns = vec![
        Column::new("number", words::LEAD),
        Column::new("lead", words::LEAD_ID),
        Column::new("account", wording::COL_MEMBER),
        Column::wrapped("holder", wording::COL_HOLDER, 30),
    ];
    let mut sheet = Sheet::new(Key::LeadAccounts, columns);
    for (number, lead) in (1..).zip(&desk.selected.content.leads) {
        let mut accounts: Vec<&str> = lead.accounts.iter().map(|member| member.account.as_str()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        for account in accounts {
            let [account, holder] = said::account(desk, account);
            sheet.rows.push(vec![Cell::Count(number), Cell::text(&lead.id), account, holder].into());
        }
    }
    sheet
}
