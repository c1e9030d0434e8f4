//! Write beside, then rename: a file is either the old one or the new one, never a part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::LedgerError;

/// The ending of files that are being written; one found in a case was never finished.
pub const UNFINISHED: &str = "unfinished";

/// Writes a file through `fill`, makes it durable, and puts it in its place.
///
/// # Errors
/// The system's; what was written so far is removed.
pub fn write<E>(path: &Path, fill: impl FnOnce(&mut File) -> Result<(), E>) -> Result<(), LedgerError>
where
    LedgerError: From<E>,
{
    // Two threads may bring the same original under two names: each writes beside under a name of its own.
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_added_extension(format!("{number}.{UNFINISHED}"));
    let outcome = (|| {
        let mut file = File::create(&beside).map_err(LedgerError::io(&beside))?;
        fill(&mut file)?;
        file.sync_data().map_err(LedgerError::io(&beside))?;
        fs::rename(&beside, path).map_err(LedgerError::io(path))
    })();
    if outcome.is_err() {
        // The first error is the one to report; a leftover is found and removed when the case is next opened.
        let _ = fs::remove_file(&beside);
    }
    outcome
}

/// Writes bytes.
///
/// # Errors
/// As [`write`].
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    write(path, |file| file.write_all(bytes).map_err(LedgerError::io(path)))
}

/// Removes what unfinished writing left in a folder, and says how many files and
/// folders that were.
///
/// # Errors
/// The system's.
pub fn sweep(folder: &Path) -> Result<usize, LedgerError> {
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(LedgerError::io(folder)(error)),
    };
    let mut removed = 0;
    for item in listing {
        let path = item.map_err(LedgerError::io(folder))?.path();
        if path.extension().is_some_and(|ending| ending == UNFINISHED) {
            let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            gone.map_err(LedgerError::io(&path))?;
            removed += 1;
        }
    }
    Ok(removed)
}
