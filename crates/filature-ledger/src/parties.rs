use crate::tables::{self, Row};
use crate::{Case, LedgerError};

/// A name as the entries write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The key of the account beside which it stands; none where it stands alone.
    pub account: Option<String>,
    /// The name.
    pub name: String,
    /// How many entries write it so.
    pub entries: u64,
}

/// The names that the entries of a case write, in the order of the table of parties.
///
/// # Errors
/// [`LedgerError::Damaged`] when the table is not what it should be.
pub fn names_written(case: &Case) -> Result<Vec<Written>, LedgerError> {
    let path = case.folder().join("ledger").join("parties.parquet");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for batch in tables::read(&path)? {
        names.extend((0..batch.num_rows()).filter_map(|at| {
            let row = Row { batch: &batch, at };
            let account = row.text("account").map(str::to_owned);
            Some(Written { account, name: row.text("name")?.to_owned(), entries: row.u64("entries")? })
        }));
    }
    Ok(names)
}
