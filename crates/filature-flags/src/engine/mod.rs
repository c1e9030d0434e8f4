//! SQL on the columns of a ledger: SQLite reads them where they are, and nothing can be written.
//!
//! ```text
//! Columns (ledger, details, meaning, index, lines) ─► tables (virtual, by index) ─┐
//! filature-graph: measures, patterns ─► table functions ──────────────────────────┴─► Session ─► rows
//! ```
//!
//! A [`Session`] is one connection to a database that holds nothing: its tables are virtual tables over [`Columns`], which many sessions share.
//! An authorizer lets a query read and nothing else; a [`Budget`] stops it when it takes too long or too much.

mod budget;
mod columns;
mod functions;
mod json;
mod scalars;
mod session;
mod specs;
mod tables;
mod vtab;

pub use budget::Limits;
pub use columns::{Columns, PatternSource};
pub(crate) use json::read as read_list;
pub use session::{Answer, QueryError, Session, Value};
