//! Which accounts the money of some credits can have reached, and when at the earliest: everything that leaves a
//! touched account is touched (an envelope for looking, never an amount). Time-respecting paths, as in Wu et al.,
//! *Path Problems in Temporal Graphs*, PVLDB 7(9), 2014: in time order, one sweep settles all of them.

use super::starts::Starts;
use super::{BulkError, Columns};

/// An account that was not reached, in the answer of [`reach`].
///
/// ```
/// assert_eq!(filature_trace::bulk::NEVER, u32::MAX);
/// ```
pub const NEVER: u32 = u32::MAX;

/// For each account, the position of the first credit with which claimed money can have arrived, or [`NEVER`].
/// Amounts and balances are not looked at. One sweep from the first claimed credit on.
///
/// # Errors
/// [`BulkError`]: what is off in the claim.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, NEVER, reach};
/// // 2 pays 3 before it is itself reached.
/// let columns = Columns::new(&[OUTSIDE, 2, 0, 1], &[0, 3, 1, 2], &[5; 4], &[0; 4])?;
/// assert_eq!(reach(&columns, &[0])?, [0, 2, 3, NEVER]);
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub fn reach(columns: &Columns, claim: &[u32]) -> Result<Vec<u32>, BulkError> {
    let starts = Starts::one(columns, claim)?;
    let mut arrivals = vec![NEVER; columns.accounts() + 2];
    let mut begin = starts.at.first().map_or(0, |&(position, _)| position);
    for &(position, _) in &starts.at {
        sweep(columns, &mut arrivals, begin, position);
        arrive(&mut arrivals, columns.creditor[position as usize] as usize, position);
        begin = position + 1;
    }
    // Rows are counted in 32 bits.
    sweep(columns, &mut arrivals, begin, u32::try_from(columns.rows()).unwrap_or(NEVER));
    arrivals.truncate(columns.accounts());
    Ok(arrivals)
}

fn arrive(arrivals: &mut [u32], account: usize, position: u32) {
    arrivals[account] = arrivals[account].min(position);
}

/// The last two slots stand for everything outside: one as payer, which nothing ever reaches, and one as payee,
/// from which nothing is passed on.
fn sweep(columns: &Columns, arrivals: &mut [u32], begin: u32, end: u32) {
    let outside = arrivals.len() - 2;
    let rows = begin as usize..end as usize;
    let sides = columns.debtor[rows.clone()].iter().zip(&columns.creditor[rows]);
    for (position, (&debtor, &creditor)) in (begin..end).zip(sides) {
        let (payer, payee) = ((debtor as usize).min(outside), (creditor as usize).min(outside + 1));
        // Which payers are touched cannot be foretold: both ways are one, without a branch.
        let mark = if arrivals[payer] == NEVER { NEVER } else { position };
        arrivals[payee] = arrivals[payee].min(mark);
    }
}
