//! What has to hold of a reading, whatever the bytes.
//!
//! A crash, a hang and too much memory the fuzzer sees by itself (`-timeout`, `-rss_limit_mb`). What it cannot see is asserted here: rows
//! go up (a lost row leaves its number out), no amount is below nought, and a file gives no more entries than it has bytes.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use filature_intake::csv::{self, CsvOptions, CsvOutcome};
use filature_intake::{Outcome, Reading, Refusal};
use filature_model::SourceId;

/// A source, the same for every input: its id is no part of what is tried.
pub fn source() -> SourceId {
    SourceId::from_sha256(&[7; 32])
}

/// Checks what one reader gave.
pub fn hold(bytes: &[u8], outcome: Result<Reading, Refusal>) {
    match outcome {
        Ok(reading) => check(bytes, &reading),
        Err(refusal) => assert!(!refusal.what.is_empty() && !refusal.to_do.is_empty(), "a refusal says what and what to do"),
    }
}

/// Checks what reading a file of any format gave.
pub fn hold_any(bytes: &[u8], outcome: Result<Outcome, Refusal>) {
    match outcome {
        Ok(Outcome::Read(reading, _)) => check(bytes, &reading),
        Ok(Outcome::InDoubt(draft)) => assert!(!draft.doubts.is_empty(), "a draft in doubt says of what"),
        Err(refusal) => hold(bytes, Err(refusal)),
    }
}

/// Checks that a table which can be read window by window is the one that is read whole.
pub fn hold_streamed(bytes: &[u8]) {
    let mut batches = Vec::new();
    let take = |more: Vec<arrow_array::RecordBatch>| -> Result<(), ()> {
        batches.extend(more);
        Ok(())
    };
    let Ok(streamed) = csv::stream(source(), &mut &*bytes, take) else { return };
    match csv::read(source(), bytes, &CsvOptions::default()) {
        Ok(CsvOutcome::Read(whole, None)) => {
            assert_eq!(streamed.format, whole.format);
            assert_eq!(streamed.problems, whole.problems);
            assert_eq!(batches, whole.entries);
        }
        other => panic!("it was streamed, and read whole it is {other:?}"),
    }
}

fn check(bytes: &[u8], reading: &Reading) {
    assert!(reading.entry_count() <= bytes.len().saturating_mul(100), "more entries than the bytes can hold");
    let mut next = 0;
    for batch in &reading.entries {
        let rows = batch["row"].as_primitive::<UInt32Type>();
        let amounts = batch["amount_minor"].as_primitive::<Int64Type>();
        for at in 0..batch.num_rows() {
            assert!(rows.value(at) >= next, "rows go up");
            assert!(amounts.is_valid(at) && amounts.value(at) >= 0, "an amount is never below nought");
            next = rows.value(at) + 1;
        }
    }
}
