//! `libr`: lowest intermediate balance, the holder's own money first (Roscoe v Winder \[1915\] 1 Ch 62; Re Hallett
//! (1880) 13 Ch D 696; US v Banco Cafetero, 1986).
//!
//! # One claim
//! Clean money goes first, and a later clean credit never refills a claim: after each debit the claim is the lesser
//! of what it was and of what is left of the balance. No division is needed.
//!
//! # Several claims
//! What a debit takes from the claims together is known that way; it is divided among them in proportion to their
//! parts, by largest remainder.

use filature_model::Rule;

use super::many::{Shared, many};
use super::mixed::{Mixed, Take};
use super::pass::pass;
use super::starts::Starts;
use super::{BulkError, Columns, Outcome};

/// Follows one claim, the credits at the positions `claim`, under `libr`, in one pass.
///
/// # Errors
/// [`BulkError`]: what is off in the claim, or a bug of this crate.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, libr};
/// // 455 of a client's money; 430 are spent; 333 of the holder's own money come in (Roscoe v Winder).
/// let columns = Columns::new(&[OUTSIDE, 0, OUTSIDE], &[0, OUTSIDE, 0], &[455, 430, 333], &[0])?;
/// assert_eq!(libr(&columns, &[0])?.held[0].minor, 25);
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub fn libr(columns: &Columns, claim: &[u32]) -> Result<Outcome, BulkError> {
    let mut outcomes = pass::<Mixed<Libr>>(columns, &Starts::one(columns, claim)?)?;
    Ok(outcomes.pop().unwrap_or_default())
}

/// Follows several claims at once under `libr`; their order is their rank where remainders are equal. One outcome
/// for each, in that order.
///
/// # Errors
/// [`BulkError`]: what is off in the claims, or a bug of this crate.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, libr_many};
/// // 100 of Peter, 100 of Lisa, 50 clean; 100 go out.
/// let columns = Columns::new(&[OUTSIDE, OUTSIDE, 0], &[0, 0, OUTSIDE], &[100; 3], &[50])?;
/// let outcomes = libr_many(&columns, &[[0], [1]])?;
/// assert_eq!((outcomes[0].held[0].minor, outcomes[1].held[0].minor), (75, 75));
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub fn libr_many<C: AsRef<[u32]>>(columns: &Columns, claims: &[C]) -> Result<Vec<Outcome>, BulkError> {
    many::<Libr, C>(columns, claims)
}

/// The rule.
pub(crate) struct Libr;

impl Take for Libr {
    const RULE: Rule = Rule::Libr;

    #[inline]
    fn take(debit_minor: i64, part_minor: i64, balance_minor: i64) -> i64 {
        (part_minor - (balance_minor - debit_minor).max(0)).max(0)
    }

    fn threshold(debit_minor: i64, balance_minor: i64) -> i64 {
        if balance_minor <= 0 { i64::MAX } else { (balance_minor - debit_minor).max(0) + 1 }
    }
}

impl Shared for Libr {
    const RULE: Rule = Rule::Libr;

    #[inline]
    fn keeps_all(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> bool {
        Self::take(debit_minor, sum_minor, balance_minor) == 0
    }

    #[inline]
    fn amounts(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> (i64, i64) {
        (Self::take(debit_minor, sum_minor, balance_minor), sum_minor)
    }
}
