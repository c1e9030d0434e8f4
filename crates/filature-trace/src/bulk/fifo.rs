//! `fifo`: the units that came first leave first, and travel in their order (Devaynes v Noble, 1816, called
//! Clayton's Case). How queues are kept is in `queues`.

use super::pass::pass;
use super::queues::Queues;
use super::starts::Starts;
use super::{BulkError, Columns, Outcome};

/// Follows one claim, the credits at the positions `claim`, under `fifo`, in one pass.
///
/// It costs the rows and the pieces that move: a payment that carries `k` pieces costs `k` steps. A claim cannot
/// be in more pieces than it has units, and is in few unless its money was mixed again and again.
///
/// # Errors
/// [`BulkError`]: what is off in the claim, or a bug of this crate.
///
/// ```
/// use filature_model::OUTSIDE;
/// use filature_trace::bulk::{Columns, fifo};
/// // 400 clean, 600 of the claim; 500 go out.
/// let columns = Columns::new(&[OUTSIDE, OUTSIDE, 0], &[0, 0, OUTSIDE], &[400, 600, 500], &[0])?;
/// let outcome = fifo(&columns, &[1])?;
/// assert_eq!((outcome.held[0].minor, outcome.left[0].minor), (500, 100));
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub fn fifo(columns: &Columns, claim: &[u32]) -> Result<Outcome, BulkError> {
    let mut outcomes = pass::<Queues>(columns, &Starts::one(columns, claim)?)?;
    Ok(outcomes.pop().unwrap_or_default())
}
