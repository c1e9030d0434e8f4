//! One life in many files is one ledger: in any format, packed, in any order, with faults that are named.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are the test")]

mod any_format;
mod entities;
mod formats;
mod iso20022;
mod packed;
mod planted;
mod rates;
mod swift;

use std::fs;

use filature_ledger::{AddOptions, Case, Ledger, Watch, collect_files, verify};

/// The ledger of these files, none of them refused, in a case that holds.
fn ledger_of(files: Vec<(String, Vec<u8>)>) -> Ledger {
    let folder = tempfile::tempdir().unwrap();
    let received = folder.path().join("received");
    fs::create_dir(&received).unwrap();
    for (name, bytes) in files {
        fs::write(received.join(name), bytes).unwrap();
    }
    let (mut made, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    let paths = collect_files(&[received], made.folder()).unwrap();
    let reports = made.add(&paths, &AddOptions::default(), Watch::NOBODY).unwrap();
    assert!(reports.iter().all(|report| report.refused.is_none()), "{reports:?}");
    assert!(verify(&made).unwrap().holds());
    Ledger::load(&made).unwrap()
}
