//! `pro-rata`: each colour in proportion to its share of the balance (Barlow Clowes v Vaughan \[1991\] EWCA Civ
//! 11; also called rolling charge, North American method, haircut).
//!
//! # One claim
//! Of a part `x` in a balance `b`, a debit of `a < b` carries `a·x / b`, by largest remainder against the clean
//! money. Let `a·x = q·b + r`. When `r > 0` one unit is left over, the clean remainder is `b − r`, and the claim
//! comes first when they are equal: it gets the unit when `2r ≥ b`. So the claim's part is the quota rounded to the
//! nearest unit, halves upwards, and nothing at all when `2·a·x < b`: most debits of an account that holds little
//! of a claim need one multiplication and no division.

use filature_model::Rule;

use super::many::{Shared, many};
use super::mixed::{Mixed, Take};
use super::pass::pass;
use super::starts::Starts;
use super::{BulkError, Columns, Outcome};

/// Follows one claim, the credits at the positions `claim`, under `pro-rata`, in one pass.
///
/// # Errors
/// [`BulkError`]: what is off in the claim, or a bug of this crate.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, pro_rata};
/// // 3.00 of the claim and 7.00 clean; 3.00 go out (Bitcoin Redux).
/// let columns = Columns::new(&[OUTSIDE, OUTSIDE, 0], &[0, 0, OUTSIDE], &[300, 700, 300], &[0])?;
/// let outcome = pro_rata(&columns, &[0])?;
/// assert_eq!((outcome.held[0].minor, outcome.left[0].minor), (210, 90));
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub fn pro_rata(columns: &Columns, claim: &[u32]) -> Result<Outcome, BulkError> {
    let mut outcomes = pass::<Mixed<ProRata>>(columns, &Starts::one(columns, claim)?)?;
    Ok(outcomes.pop().unwrap_or_default())
}

/// Follows several claims at once under `pro-rata`; their order is their rank where remainders are equal. One
/// outcome for each, in that order.
///
/// # Errors
/// [`BulkError`]: what is off in the claims, or a bug of this crate.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, pro_rata_many};
/// // Paul 10.00, Michael 10.00, out 10.00, Karen 10.00, out 10.00 (Todd).
/// let (inward, outward) = ([OUTSIDE, OUTSIDE, 0, OUTSIDE, 0], [0, 0, OUTSIDE, 0, OUTSIDE]);
/// let columns = Columns::new(&inward, &outward, &[1_000; 5], &[0])?;
/// let outcomes = pro_rata_many(&columns, &[[0], [1], [3]])?;
/// let held: Vec<i64> = outcomes.iter().map(|outcome| outcome.held[0].minor).collect();
/// assert_eq!(held, [250, 250, 500]);
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub fn pro_rata_many<C: AsRef<[u32]>>(columns: &Columns, claims: &[C]) -> Result<Vec<Outcome>, BulkError> {
    many::<ProRata, C>(columns, claims)
}

/// The rule.
pub(crate) struct ProRata;

impl Take for ProRata {
    const RULE: Rule = Rule::ProRata;

    #[inline]
    fn take(debit_minor: i64, part_minor: i64, balance_minor: i64) -> i64 {
        if debit_minor >= balance_minor {
            return part_minor;
        }
        // None is negative, and the debit is below the balance: 0 < balance, and the quota fits the part.
        let balance = balance_minor.cast_unsigned();
        let product = u128::from(debit_minor.cast_unsigned()) * u128::from(part_minor.cast_unsigned());
        if 2 * product < u128::from(balance) {
            return 0;
        }
        let rounded = match u64::try_from(product) {
            Ok(product) => product / balance + u64::from(product % balance >= balance - product % balance),
            // The quota is at most the part, which is below 2^61.
            Err(_) => u64::try_from((2 * product + u128::from(balance)) / (2 * u128::from(balance))).unwrap_or(0),
        };
        rounded.cast_signed()
    }

    fn threshold(debit_minor: i64, balance_minor: i64) -> i64 {
        if balance_minor <= 0 || debit_minor == 0 {
            i64::MAX
        } else if debit_minor >= balance_minor {
            1
        } else {
            // Twice the debit is below 2^62: the least x with 2·a·x ≥ b.
            balance_minor.cast_unsigned().div_ceil(2 * debit_minor.cast_unsigned()).cast_signed()
        }
    }
}

impl Shared for ProRata {
    const RULE: Rule = Rule::ProRata;

    #[inline]
    fn keeps_all(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> bool {
        // All quotas are below one unit, and no remainder reaches that of the clean money.
        Self::take(debit_minor, sum_minor, balance_minor) == 0
    }

    #[inline]
    fn amounts(debit_minor: i64, _sum_minor: i64, balance_minor: i64) -> (i64, i64) {
        (debit_minor, balance_minor)
    }
}
