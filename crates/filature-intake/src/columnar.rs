//! Parquet and Arrow files in the canonical layout, or as a list of accounts.
//!
//! ```text
//! Parquet │ Arrow file │ Arrow stream ─► batches ─► cells, each as the text that a CSV would hold
//!                                                     │
//!                                  canonical rows, or accounts (the readers of [`crate::csv`])
//! ```
//!
//! A table says the same whichever way it is written: its cells are turned into the text of the canonical CSV, and read by
//! the same code, so that the same entries and the same problems come of it. What a type can say and a text cannot is
//! settled by the column, before a row is read: a binary floating-point number is never taken for money, nor a whole number
//! (euros or cents cannot be told). A row of these files has a number and no line.
//!
//! **Damaged files.** The libraries that decode these formats check much and promise nothing: some damage makes them panic.
//! [`read`] is the boundary at which such a panic becomes a refusal; nothing that was read before it is kept.

mod cells;
mod kinds;
mod rows;
mod sources;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use filature_model::SourceId;

use crate::{Format, Reading, Refusal};

/// How a Parquet file begins and ends.
const PARQUET: &[u8] = b"PAR1";

/// How an Arrow file begins; the stream inside of it, and a stream by itself, with a mark and the length of its schema.
const ARROW_FILE: &[u8] = b"ARROW1\0\0";
const ARROW_STREAM: &[u8] = b"\xFF\xFF\xFF\xFF";

/// No schema of a ledger is longer.
const LONGEST_SCHEMA: usize = 1 << 24;

/// Whether bytes are Parquet or Arrow.
pub fn looks_like(bytes: &[u8]) -> bool {
    kind(bytes).is_some()
}

fn kind(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(PARQUET) {
        return Some(Format::Parquet);
    }
    (bytes.starts_with(ARROW_FILE) || is_stream(bytes)).then_some(Format::Arrow)
}

fn is_stream(bytes: &[u8]) -> bool {
    let Some((length, rest)) = bytes.strip_prefix(ARROW_STREAM).and_then(<[u8]>::split_first_chunk::<4>) else {
        return false;
    };
    let length = usize::try_from(i32::from_le_bytes(*length)).unwrap_or_default();
    (1..=LONGEST_SCHEMA.min(rest.len())).contains(&length)
}

/// Reads a file of either format.
///
/// # Errors
/// A [`Refusal`] when it is damaged, in another layout, or holds a column in a type that could only be guessed at.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let format =
        kind(bytes).ok_or_else(|| Refusal::new("This is neither Parquet nor Arrow.", "Look at the original."))?;
    let read = || match format {
        Format::Parquet => sources::parquet(bytes).and_then(|batches| rows::read(source, format, bytes.len(), batches)),
        _ => sources::arrow(bytes, bytes.starts_with(ARROW_FILE))
            .and_then(|batches| rows::read(source, format, bytes.len(), batches)),
    };
    // Nothing outlives the closure but its result: there is no state that a panic could leave half-changed.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(&"the library that decodes it gave up")))
}

fn damaged(what: &dyn std::fmt::Display) -> Refusal {
    Refusal::new(format!("The file is damaged, or of a kind that is not read: {what}."), sources::TO_DO)
}
