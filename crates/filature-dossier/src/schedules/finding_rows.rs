//! The transactions of findings, as rows that the formulas of the findings add.

use super::cell::Cell;
use super::said;
use super::sheet::{Column, Key, Sheet};
use crate::parts::Desk;
use crate::wording::{self, schedules as words};

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let names = desk.selected.content.show_names;
    let mut columns = vec![
        Column::new("finding", words::FINDING),
        Column::new("id", words::FINDING_ID),
        Column::new("date", wording::COL_DATE),
    ];
    columns.extend(said::payment_columns());
    columns.extend(names.then(|| Column::wrapped("text", wording::COL_TEXT, 40)));
    columns
        .extend([Column::wrapped("entries", wording::COL_ENTRIES, 20), Column::new("transaction", words::TRANSACTION)]);
    let mut sheet = Sheet::new(Key::FindingRows, columns);
    for (number, finding) in said::findings(desk) {
        for id in &finding.transactions {
            let Some(transfer) = desk.catalogue.transfer(id) else { continue };
            let mut cells = vec![Cell::Count(number), Cell::text(&finding.id), Cell::Day(transfer.booked.on)];
            cells.extend(said::transfer(desk, transfer));
            cells.extend(names.then(|| Cell::maybe(transfer.text)));
            cells.extend([said::entries(desk, [id.as_str()]), Cell::text(id)]);
            sheet.rows.push(cells.into());
        }
    }
    sheet
}
