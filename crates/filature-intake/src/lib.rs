//! From the bytes of a bank's file to entries with their coordinates.
//!
//! ```text
//! bytes ─► sniff (which format is it?) ─► camt053 │ mt940 │ csv │ pdf │ rates ─► Reading
//!                                                       entries, statements, accounts, rates, problems
//! ```
//!
//! One module a format, each from bytes alone: no file is opened here and nothing is remembered between
//! files. A reader either gives a [`Reading`], in which every line of the file is an entry, a part of a
//! statement, or a [`Problem`](filature_model::Problem) with its place; or it gives a [`Refusal`], and then nothing of the file is
//! taken. It never panics on any bytes, and never half-reads in silence.

pub mod camt053;
pub mod csv;
pub mod mt940;
pub mod pdf;
pub mod rates;
mod read;
mod reading;
pub mod scan;
pub mod transcription;

pub use read::{Options, Outcome, read};
pub use reading::{Format, Reading, Refusal};
