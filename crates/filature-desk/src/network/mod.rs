//! Accounts and what flows between them: which are shown, and where they stand.
//!
//! ```text
//! seeds (a lead, an account, a search) ─► collect: hops, filters, sums by pair ─► the largest ─► layout ─► nodes and edges
//! ```

pub mod collect;
pub mod layout;
mod turn;
