//! Tracing over columns: the same figures as [`trace`](crate::trace), for hundreds of millions of rows.
//!
//! # Why it is apart
//! [`trace`](crate::trace) answers for evidence: it knows currencies, cash, fees, pooled accounts, ties and openings
//! that nobody knows, and gives ranges. A bank or a payment scheme that looks for where to begin has one currency, all
//! balances, an order, and far more rows than accounts fit a processor's cache. Here a row is a payer, a payee and
//! an amount; there is one world and no range. What has to be evidence is then traced by the engine.
//!
//! # How the data flows
//! ```text
//! debtor, creditor, amount, openings ─► Columns   made sure of once
//!                                          ├─► pro_rata, libr, fifo            one claim, one pass
//!                                          ├─► pro_rata_many, libr_many        any number of claims, one pass
//!                                          ├─► reach                           which accounts, and when first
//!                                          └─► Index ─► ask, ask, ask …        balances known: only what is touched
//! ```
//! A pass (`pass`) is the same for all rules: balances move until a payer holds followed money (`words`), then the
//! rule takes its part (`mixed`, `many`, `queues`: what they have in common is in `pockets`). An `Index` asks the same
//! states (`ask`), and skips the rows that can carry nothing.
//!
//! # What it means
//! The words, the rules and what happens to a claim are those of the [crate](crate): integer minor units, largest
//! remainder, a claim begins at the payee's credit, an overdraft is repaid first. Every account is in the case but
//! [`OUTSIDE`](filature_model::OUTSIDE), so that money leaves in three ways: `outside`, `overdraft`, `stop`. The
//! position of a row is its instant: there are no ties, and a row's debit comes before its credit.
//!
//! # Exactness and invariants
//! [`Columns::new`] makes sure that openings and amounts together stay below 2^60, so that no sum overflows 64 bits;
//! a product of two is taken in 128 bits, and divided in 64 where it fits. After every event that touches followed
//! money no part is negative and the parts fit the balance; at the end held + left = claim, to the minor unit. What
//! does not hold is [`BulkError::InvariantBroken`], never a figure.
//!
//! # What it costs
//! For `n` rows and `m` accounts a pass takes time in `n`, and in what moves; 16 bytes a row for the columns, 8 an
//! account for openings, 16 for balances and what stands beside them, and what followed money needs where it is.
//! Measurements are in `benches/README.md`.

mod ask;
mod columns;
mod error;
mod fifo;
mod index;
mod libr;
mod many;
mod mixed;
mod outcome;
mod pass;
mod pockets;
mod prefetch;
mod pro_rata;
mod queues;
mod reach;
mod shares;
mod starts;
#[cfg(test)]
mod tests;
mod words;

pub use columns::Columns;
pub use error::BulkError;
pub use fifo::fifo;
pub use index::Index;
pub use libr::{libr, libr_many};
pub use outcome::{Held, Left, Outcome};
pub use pro_rata::{pro_rata, pro_rata_many};
pub use reach::{NEVER, reach};
