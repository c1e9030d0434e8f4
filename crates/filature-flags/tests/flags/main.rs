//! Flags, their queries and their leads, from outside: what is built in, what is refused, and what holds for every ledger.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are the test")]
// Tables of what to build stand as plain tuples beside the test that reads them.
#![allow(clippy::type_complexity)]

mod every_flag;
mod lead_properties;
mod lead_rules;
mod refusals;
mod same_bytes;
mod sql;
mod support;
mod wrong_files;
