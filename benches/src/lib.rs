//! Inputs for measurements, and what measurements are compared with.
//!
//! `ledger` makes columns for a seed: the same on every machine, in whole numbers alone. `plain` holds the passes that
//! one would write by hand, without checks, to say what the machine can do with the same rows in the same run. The
//! program `bulk` runs both in turn at any size; `benches/bulk.rs` runs what fits criterion. `amlworld` reads a file of
//! that layout for the program `cycles`.

pub mod amlworld;
pub mod ledger;
pub mod plain;
pub mod process;
