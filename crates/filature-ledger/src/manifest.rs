//! `ledger/manifest.json`: for which sources the tables hold, and the hash of each table.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::erase::Filters;
use crate::hashing::sha256_of;
use crate::joins::Apart;
use crate::journal::hash_hex;
use crate::{Case, LedgerError};

/// The layout of the tables. A case written by another is built again from its sources.
const LAYOUT: u32 = 5;

/// The tables of a ledger.
pub const TABLES: [&str; 6] = [
    "entries.parquet",
    "accounts.parquet",
    "parties.parquet",
    "statements.parquet",
    "problems.parquet",
    "rates.parquet",
];

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    layout: u32,
    /// What [`sources_hash`] gives.
    sources_sha256: String,
    /// Table name to SHA-256.
    tables: BTreeMap<String, String>,
}

/// The identity of what a ledger, and all that is derived from it, rests on: SHA-256 of the list of sources, and of the joins
/// that a person undid and of who was erased, where there are any.
///
/// # Errors
/// The system's.
pub fn sources_hash(case: &Case) -> Result<String, LedgerError> {
    let path = case.folder().join("sources").join("sources.parquet");
    let sources = fs::read(&path).map(|bytes| hash_hex(&bytes)).map_err(LedgerError::io(&path))?;
    let undone = Apart::of(&case.journal()?).sha256();
    let erased = Filters::sha256(case.folder())?;
    Ok(match [undone, erased].into_iter().flatten().collect::<Vec<_>>().join(" ") {
        said if said.is_empty() => sources,
        said => hash_hex(format!("{sources} {said}").as_bytes()),
    })
}

/// Writes the manifest for the tables in a folder.
///
/// # Errors
/// The system's.
pub fn write(case: &Case, ledger: &Path) -> Result<(), LedgerError> {
    let mut tables = BTreeMap::new();
    for name in TABLES {
        let path = ledger.join(name);
        tables.insert(name.to_owned(), sha256_of(&path).map_err(LedgerError::io(&path))?);
    }
    let manifest = Manifest { layout: LAYOUT, sources_sha256: sources_hash(case)?, tables };
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| LedgerError::Bug(error.to_string()))?;
    crate::atomic::write_bytes(&ledger.join("manifest.json"), format!("{text}\n").as_bytes())
}

/// Whether the ledger that is there is of these sources, of what was said of its joins, and of this layout. The tables' own hashes are for
/// `verify`: hashing gigabytes at each opening would make every command wait.
///
/// # Errors
/// The system's.
pub fn holds(case: &Case) -> Result<bool, LedgerError> {
    let Some(manifest) = read(case)? else { return Ok(false) };
    let present = TABLES.iter().all(|name| case.folder().join("ledger").join(name).exists());
    Ok(manifest.layout == LAYOUT && present && manifest.sources_sha256 == sources_hash(case)?)
}

/// The hashes that the manifest records, by table.
///
/// # Errors
/// The system's.
pub fn recorded(case: &Case) -> Result<BTreeMap<String, String>, LedgerError> {
    Ok(read(case)?.map(|manifest| manifest.tables).unwrap_or_default())
}

fn read(case: &Case) -> Result<Option<Manifest>, LedgerError> {
    let path = case.folder().join("ledger").join("manifest.json");
    match fs::read(&path) {
        // A manifest that cannot be read is as good as none: the ledger is built again.
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(LedgerError::io(&path)(error)),
    }
}
