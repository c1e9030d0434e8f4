//! Red flags as files, and leads.
//!
//! ```text
//! flags/*.md ─► file ─► Flag ────────────┐
//!                                        ├─► run: one SQL query each ─► Fired ─┐
//! Transactions + Details ─► engine ──────┘   (SQLite over columns and the      ├─► leads
//! (filature-ledger)                           graph's measures; no writing)    │
//! patterns (filature-graph) ───────────────────────────────────────────────────┘
//! flags/cases/*.md ─► cases ─► what differs        catalogue ─► docs/reference/flags.md
//! ```
//!
//! Every analysis is from columns to columns: nothing here knows a case folder, and nothing reads a clock but the limit of time of a query.

pub mod cases;
pub mod catalogue;
mod check;
mod engine;
mod fault;
mod file;
pub mod flag;
mod leads;
pub mod lines;
mod meaning;
mod run;
mod set;

pub use cases::read_cases;
pub use check::check;
pub use engine::{Answer, Columns, Limits, PatternSource, QueryError, Session, Value};
pub use fault::Fault;
pub use filature_graph::measures::span_seconds;
pub use file::read_flag;
pub use flag::{Both, Element, Fired, Flag, FlagSource, Parameter, ParameterValue, RoleSide, Side, Status, Trust};
pub use leads::{LeadInput, Leads, join};
pub use run::{Overrides, Run, run_flags};
pub use set::{FlagSet, built_in_cases, built_in_text};
