//! Where claims begin: claimed credits in the order of the ledger.

use filature_model::OUTSIDE;

use super::{BulkError, Columns};

/// A checked list of claims, known by their rank, which is their place in the call.
pub(crate) struct Starts {
    /// Position of a claimed credit and rank of its claim, by position.
    pub at: Vec<(u32, usize)>,
    /// Of each claim, minor units.
    pub sums_minor: Vec<i64>,
}

impl Starts {
    pub fn one(columns: &Columns, claim: &[u32]) -> Result<Self, BulkError> {
        Self::many(columns, &[claim])
    }

    pub fn many<C: AsRef<[u32]>>(columns: &Columns, claims: &[C]) -> Result<Self, BulkError> {
        if claims.is_empty() {
            return Err(BulkError::NoClaim);
        }
        let (mut at, mut sums_minor) = (Vec::new(), Vec::new());
        for (claim, positions) in claims.iter().map(AsRef::as_ref).enumerate() {
            if positions.is_empty() {
                return Err(BulkError::EmptyClaim { claim });
            }
            let mut sum_minor = 0;
            for &position in positions {
                match columns.creditor.get(position as usize) {
                    None => return Err(BulkError::UnknownTransaction { claim, position, rows: columns.rows() }),
                    Some(&OUTSIDE) => return Err(BulkError::PayeeOutside { claim, position }),
                    Some(_) => at.push((position, claim)),
                }
                // A credit named again and again is refused below; until then its sum may be anything.
                sum_minor = columns.amount_minor[position as usize].wrapping_add(sum_minor);
            }
            sums_minor.push(sum_minor);
        }
        at.sort_unstable();
        if let Some(pair) = at.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(BulkError::ClaimedTwice { position: pair[0].0, first: pair[0].1, second: pair[1].1 });
        }
        Ok(Self { at, sums_minor })
    }
}
