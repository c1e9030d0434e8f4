//! What a pass found.

use filature_model::{Departure, Rule};

use super::BulkError;

/// Where the money of one claim is, and where it left. Held and left add up to the claim, to the minor unit.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, libr};
/// let columns = Columns::new(&[OUTSIDE, 0], &[0, OUTSIDE], &[500, 200], &[100])?;
/// let outcome = libr(&columns, &[0])?;
/// assert_eq!((outcome.held[0].minor, outcome.left[0].minor), (400, 100));
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The whole claim, minor units.
    pub claim_minor: i64,
    /// Accounts that hold some of it at the end, by account; none holds zero.
    pub held: Vec<Held>,
    /// What left, by position; none is zero. Of one transaction the stop comes before the overdraft.
    pub left: Vec<Left>,
}

/// What one account holds of a claim at the end.
///
/// ```
/// use filature_trace::bulk::{Columns, Held, pro_rata};
/// let columns = Columns::new(&[1], &[0], &[500], &[0, 0])?;
/// assert_eq!(pro_rata(&columns, &[0])?.held, [Held { account: 0, minor: 500 }]);
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Position of the account.
    pub account: u32,
    /// Minor units.
    pub minor: i64,
}

/// What of a claim left what can be followed, at one transaction.
///
/// ```
/// use filature_model::{Departure, OUTSIDE};
/// use filature_trace::bulk::{Columns, Left, pro_rata};
/// let columns = Columns::new(&[OUTSIDE, 0], &[0, OUTSIDE], &[500, 200], &[0])?;
/// assert_eq!(pro_rata(&columns, &[0])?.left, [Left { position: 1, how: Departure::Outside, minor: 200 }]);
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// Position of the transaction.
    pub position: u32,
    /// `Outside` and `Stop` (money of another claim begins at this credit) leave the payer, `Overdraft` is what
    /// repaid the payee's bank.
    pub how: Departure,
    /// Minor units.
    pub minor: i64,
}

impl Outcome {
    /// Made sure of: held + left = claim, and nothing is negative.
    pub(crate) fn checked(rule: Rule, claim_minor: i64, held: Vec<Held>, left: Vec<Left>) -> Result<Self, BulkError> {
        let mut sum = 0_i128;
        for minor in held.iter().map(|held| held.minor).chain(left.iter().map(|left| left.minor)) {
            if minor <= 0 {
                return Err(BulkError::broken(rule, format!("a figure of {minor} minor units")));
            }
            sum += i128::from(minor);
        }
        if sum != i128::from(claim_minor) {
            return Err(BulkError::broken(rule, format!("held and left are {sum} minor units of {claim_minor}")));
        }
        Ok(Self { claim_minor, held, left })
    }
}
