//! `sources/`: the files as received under their SHA-256, and `sources.parquet`, which says what they are.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use filature_model::{Source, SourceUse, schema};

use crate::tables::{self, Row};
use crate::{LedgerError, atomic};

/// Where the bytes of a source are.
pub fn original(folder: &Path, sha256: &str) -> PathBuf {
    folder.join("sources").join(sha256)
}

/// Keeps the bytes of a file under their hash; what is there already is left as it is.
///
/// # Errors
/// The system's, for instance a full disk: then nothing of the file is kept.
pub fn keep(folder: &Path, sha256: &str, bytes: &[u8]) -> Result<(), LedgerError> {
    let path = original(folder, sha256);
    if path.metadata().is_ok_and(|there| there.len() == bytes.len() as u64) {
        return Ok(());
    }
    atomic::write(&path, |file: &mut File| file.write_all(bytes).map_err(LedgerError::io(&path)))
}

/// Removes the bytes of a file that was not taken after all.
///
/// # Errors
/// The system's.
pub fn forget(folder: &Path, sha256: &str) -> Result<(), LedgerError> {
    let path = original(folder, sha256);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LedgerError::io(&path)(error)),
        _ => Ok(()),
    }
}

/// Reads the list; a case without one has no sources.
///
/// # Errors
/// When the list is there and cannot be read.
pub fn read(folder: &Path) -> Result<Vec<Source>, LedgerError> {
    let path = folder.join("sources").join("sources.parquet");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut sources = Vec::new();
    for batch in tables::read(&path)? {
        for at in 0..batch.num_rows() {
            sources.push(source(&Row { batch: &batch, at }, &path)?);
        }
    }
    Ok(sources)
}

fn source(row: &Row<'_>, path: &Path) -> Result<Source, LedgerError> {
    let damaged = |what: &str| LedgerError::Damaged {
        path: path.to_owned(),
        what: format!("{what}; this list is no file that can be rebuilt: restore it from a copy"),
    };
    let text = |name: &str| row.text(name).map(str::to_owned);
    let needed = |name: &str| text(name).ok_or_else(|| damaged(&format!("column {name} is empty")));
    let use_ = match needed("use")?.as_str() {
        "intelligence-only" => SourceUse::IntelligenceOnly,
        "consent-needed" => SourceUse::ConsentNeeded,
        "evidence" => SourceUse::Evidence,
        // A word that this version does not know is never taken for leave to show something.
        _ => return Err(damaged("a use is not known to this version")),
    };
    Ok(Source {
        id: needed("source")?.parse().map_err(|_| damaged("a source id is wrong"))?,
        sha256: needed("sha256")?,
        size_bytes: row.u64("size_bytes").unwrap_or_default(),
        name: needed("name")?,
        format: needed("format")?,
        from: text("from"),
        received: text("received"),
        request: text("request"),
        exhibit: text("exhibit"),
        use_,
        account: text("account"),
        mapping: text("mapping"),
    })
}

/// Writes the list. It is sorted by id, so the order in which files came leaves no mark.
///
/// # Errors
/// The system's.
pub fn write(folder: &Path, sources: &[Source]) -> Result<(), LedgerError> {
    let needed = |get: &dyn Fn(&Source) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(sources.iter().map(get)))
    };
    let maybe = |get: &dyn Fn(&Source) -> Option<String>| -> ArrayRef {
        Arc::new(sources.iter().map(get).collect::<StringArray>())
    };
    let columns = vec![
        needed(&|source| source.id.to_string()),
        needed(&|source| source.sha256.clone()),
        Arc::new(UInt64Array::from_iter_values(sources.iter().map(|source| source.size_bytes))),
        needed(&|source| source.name.clone()),
        needed(&|source| source.format.clone()),
        maybe(&|source| source.from.clone()),
        maybe(&|source| source.received.clone()),
        maybe(&|source| source.request.clone()),
        maybe(&|source| source.exhibit.clone()),
        needed(&|source| source.use_.word().to_owned()),
        maybe(&|source| source.account.clone()),
        maybe(&|source| source.mapping.clone()),
    ];
    let batch = RecordBatch::try_new(schema::sources(), columns)?;
    tables::write(&folder.join("sources").join("sources.parquet"), &schema::sources(), &[batch])
}

/// Removes originals that no list names: copies of a file whose adding was cut short. Says how many.
///
/// # Errors
/// The system's.
pub fn sweep_unlisted(folder: &Path, sources: &[Source]) -> Result<usize, LedgerError> {
    let path = folder.join("sources");
    let mut removed = 0;
    for item in fs::read_dir(&path).map_err(LedgerError::io(&path))? {
        let item = item.map_err(LedgerError::io(&path))?;
        let name = item.file_name().to_string_lossy().into_owned();
        let is_original = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_original && !sources.iter().any(|source| source.sha256 == name) {
            fs::remove_file(item.path()).map_err(LedgerError::io(&item.path()))?;
            removed += 1;
        }
    }
    Ok(removed)
}
