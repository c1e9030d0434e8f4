//! What the files say beside the money, as arrays beside those of what moved ([`Details`]).
//!
//! ```text
//! entries, a column at a time ─► words, numbered as they come ─► numbered anew in the order of their text
//!        └ lines: which row is of which transaction                        │
//! accounts ─► holders                                                      ▼
//! rates ─► euro                                     customers: who is meant where no account is ─► Details
//! ```
//!
//! Of the two lines of one transfer each says what it knows best: the payer's line of the payer and of what was done, the
//! payee's of the payee; where that line says nothing, the other one does. Numbers follow the order of texts, never that in
//! which rows come: the same content gives the same arrays, whatever the order of files.
//!
//! Identifiers of people become numbers here and their texts go no further.

mod columns;
mod customers;
mod euro;
mod fold;
mod holders;
mod interner;
mod own;
mod pool;
#[cfg(test)]
mod tests;

use filature_model::{Coded, Details};

use crate::load::lines::Lines;
use crate::load::rows::Rows;
use crate::{Ledger, LedgerError};
use columns::{Best, Columns};
use pool::Pool;

pub use fold::document as folded_document;

/// What these rows say of the transactions of a ledger, and of its accounts.
///
/// # Errors
/// The file's; a bug of ours, when the tables have not the columns that they should.
pub fn of(rows: Rows<'_>, lines: &Lines, ledger: &Ledger) -> Result<Details, LedgerError> {
    let columns = Columns { rows, lines };
    let day = columns.days()?;
    let minute = columns.minutes(&day)?;
    let coded = |name: &str, best: Best, pool: fn() -> Pool| coded(columns, name, best, pool());
    // The texts of payments are the one large column: it is read beside all the others.
    let (text, others) = rayon::join(
        || coded("text", Best::Payers, Pool::as_written),
        || -> Result<Details, LedgerError> {
            let mut details = Details {
                payroll: columns.payroll()?,
                country: coded("country", Best::Payers, || Pool::folded(fold::country))?,
                city: coded("city", Best::Payers, || Pool::folded(fold::town))?,
                terminal: coded("terminal", Best::Payers, Pool::as_written)?,
                mcc: coded("mcc", Best::Payers, Pool::as_written)?,
                debtor_country: coded("debtor_country", Best::Payers, || Pool::folded(fold::country))?,
                creditor_country: coded("creditor_country", Best::Payees, || Pool::folded(fold::country))?,
                ..Details::default()
            };
            read_names(columns, &mut details)?;
            customers::number(columns, &ledger.transactions, &mut details)?;
            Ok(details)
        },
    );
    Ok(Details {
        euro_minor: euro::of(&ledger.transactions, &day, &ledger.rates),
        day,
        minute,
        text: text?,
        holders: holders::of(&ledger.accounts),
        ..others?
    })
}

/// A column of texts.
fn coded(columns: Columns<'_>, name: &str, best: Best, mut pool: Pool) -> Result<Coded, LedgerError> {
    let mut codes = columns.codes(name, best, &mut pool, |_| true)?;
    let words = pool.finish(&mut [&mut codes]);
    Ok(Coded { words, codes })
}

/// The names of payers and payees as numbers, the same for the same name on either side, and whether both are of one holder.
fn read_names(columns: Columns<'_>, details: &mut Details) -> Result<(), LedgerError> {
    let mut pool = Pool::folded(fold::name);
    let mut payers = columns.codes("debtor_name", Best::Payers, &mut pool, |_| true)?;
    let mut payees = columns.codes("creditor_name", Best::Payees, &mut pool, |_| true)?;
    let words = pool.finish(&mut [&mut payers, &mut payees]);
    // Both or none: a row's number can then be looked up on either side.
    let rows = payers.len().max(payees.len());
    payers.resize(rows, filature_model::NO_WORD);
    payees.resize(rows, filature_model::NO_WORD);
    details.own = own::of(&words, &payers, &payees);
    (details.payer_name, details.payee_name) = (payers, payees);
    Ok(())
}
