//! Functions of one value that rules need and SQLite lacks, or has only together with the clock.

use filature_model::{days_from_epoch, from_days};
use jiff::Span;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, Result};

/// Makes them known to a connection: `add_years(day, years)`, the day that many years after a day, both counted from 1970.
pub(crate) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("add_years", 2, flags, |context: &mut Context<'_>| -> Result<Option<i32>> {
        let (day, years): (Option<i32>, Option<i16>) = (context.get(0)?, context.get(1)?);
        let later = day
            .and_then(from_days)
            .zip(years)
            .and_then(|(date, years)| date.checked_add(Span::new().try_years(years).ok()?).ok());
        Ok(later.map(days_from_epoch))
    })
}
