//! Files that were tried: public examples beside the repository, and what the project's own generator writes.
//!
//! The public files are not part of the repository; where they are absent, nothing is walked and the tests say so.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic, reason = "the helpers of a test are the test")]

mod entities;
mod fixtures;
mod formats_tried;
mod iso20022;
mod ofx;
mod qif_written;
mod tables;
mod walk_table;

use std::path::{Path, PathBuf};

/// Where the public examples are, if they are.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures")
}
