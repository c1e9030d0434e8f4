//! `sources/`: the files as received under their SHA-256, and `sources.parquet`, which says what they are.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use filature_model::{Source, SourceUse, schema};
use sha2::{Digest, Sha256};

use crate::hashing::{hex, sha256_of};
use crate::journal::{self, read_journal};
use crate::tables::{self, Row};
use crate::{LedgerError, atomic};

/// How much of a file is copied at a time.
const COPY_BYTES: usize = 1 << 22;

/// Where the bytes of a source are.
pub fn original(folder: &Path, sha256: &str) -> PathBuf {
    folder.join("sources").join(sha256)
}

/// Keeps the bytes of a file under their hash. What is there already is left as it is; an original that was lost or
/// changed is put back.
///
/// # Errors
/// The system's, for instance a full disk: then nothing of the file is kept.
pub fn keep(folder: &Path, sha256: &str, bytes: &[u8]) -> Result<(), LedgerError> {
    let path = original(folder, sha256);
    if fs::read(&path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    atomic::write(&path, |file: &mut File| file.write_all(bytes).map_err(LedgerError::io(&path)))
}

/// A file that was kept without holding it.
pub struct Kept {
    /// Its hash.
    pub digest: [u8; 32],
    /// Its length.
    pub size_bytes: u64,
    path: PathBuf,
    copy: File,
}

impl Kept {
    /// Makes it durable: until then a power cut may take it.
    ///
    /// # Errors
    /// The system's.
    pub fn settle_down(&self) -> Result<(), LedgerError> {
        self.copy.sync_data().map_err(LedgerError::io(&self.path))
    }
}

/// Keeps a file under its hash without holding it. What was there under that name takes its bytes anew.
///
/// # Errors
/// The system's; then nothing of the file is kept.
pub fn keep_file(folder: &Path, file: &Path) -> Result<Kept, LedgerError> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let beside = folder.join("sources").join(format!("{number}.incoming.{}", atomic::UNFINISHED));
    let outcome = (|| {
        let mut input = File::open(file).map_err(LedgerError::io(file))?;
        let mut copy = File::create(&beside).map_err(LedgerError::io(&beside))?;
        let (digest, size_bytes) = copy_hashed(&mut input, &mut copy).map_err(LedgerError::io(&beside))?;
        let kept = Kept { digest, size_bytes, path: original(folder, &hex(&digest)), copy };
        if kept.path.exists() {
            // What is there may be durable: only what is so too may take its place.
            kept.settle_down()?;
        }
        fs::rename(&beside, &kept.path).map_err(LedgerError::io(&beside))?;
        Ok(kept)
    })();
    if outcome.is_err() {
        // The first error is the one to report; a leftover is found and removed when the case is next opened.
        let _ = fs::remove_file(&beside);
    }
    outcome
}

/// Copies a file and hashes it: a step is hashed while it is written and the next is read.
fn copy_hashed(input: &mut File, copy: &mut File) -> io::Result<([u8; 32], u64)> {
    let (mut hasher, mut size_bytes) = (Sha256::new(), 0);
    let (mut step, mut next) = (Vec::with_capacity(COPY_BYTES), Vec::with_capacity(COPY_BYTES));
    read_step(input, &mut step)?;
    while !step.is_empty() {
        size_bytes += step.len() as u64;
        let written_and_read = || copy.write_all(&step).and_then(|()| read_step(input, &mut next));
        let ((), done) = rayon::join(|| hasher.update(&step), written_and_read);
        done?;
        std::mem::swap(&mut step, &mut next);
    }
    Ok((hasher.finalize().into(), size_bytes))
}

fn read_step(input: &mut File, step: &mut Vec<u8>) -> io::Result<()> {
    step.clear();
    input.take(COPY_BYTES as u64).read_to_end(step).map(drop)
}

/// Removes the bytes of a file that was not taken after all.
///
/// # Errors
/// The system's.
pub fn forget(folder: &Path, sha256: &str) -> Result<(), LedgerError> {
    let path = original(folder, sha256);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(LedgerError::io(&path)(error)),
        _ => Ok(()),
    }
}

/// Reads the list; a case whose journal names no source has none.
///
/// # Errors
/// When the list is there and cannot be read, or is gone although the journal names sources. Nothing of a case is touched
/// then: the originals are still there.
pub fn read(folder: &Path) -> Result<Vec<Source>, LedgerError> {
    let path = folder.join("sources").join("sources.parquet");
    if !path.exists() {
        let (lines, _) = read_journal(&folder.join("journal.jsonl"))?;
        if journal::sources(&lines).next().is_none() {
            return Ok(Vec::new());
        }
        return Err(damaged(&path, "the list of sources is gone, although the journal names some"));
    }
    let batches = tables::read(&path).map_err(|error| match error {
        LedgerError::Damaged { .. } => damaged(&path, "the list of sources cannot be read"),
        other => other,
    })?;
    let mut sources = Vec::new();
    for batch in &batches {
        for at in 0..batch.num_rows() {
            sources.push(source(&Row { batch, at }, &path)?);
        }
    }
    Ok(sources)
}

fn damaged(path: &Path, what: &str) -> LedgerError {
    let advice = "it is not rebuilt: restore it from a copy of the case; the originals beside it are untouched";
    LedgerError::Damaged { path: path.to_owned(), what: format!("{what}; {advice}") }
}

fn source(row: &Row<'_>, path: &Path) -> Result<Source, LedgerError> {
    let damaged = |what: &str| damaged(path, what);
    let text = |name: &str| row.text(name).map(str::to_owned);
    let needed = |name: &str| text(name).ok_or_else(|| damaged(&format!("column {name} is empty")));
    // A word that this version does not know is never taken for leave to show something.
    let use_ = SourceUse::from_word(&needed("use")?).ok_or_else(|| damaged("a use is not known to this version"))?;
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
        container: text("container"),
    })
}

/// A list that is written beside its place.
pub struct Prepared {
    beside: PathBuf,
    place: PathBuf,
}

impl Prepared {
    /// The hash of its bytes.
    ///
    /// # Errors
    /// The system's.
    pub fn sha256(&self) -> Result<String, LedgerError> {
        sha256_of(&self.beside).map_err(LedgerError::io(&self.beside))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// The system's.
    pub fn put_in_place(self) -> Result<(), LedgerError> {
        fs::rename(&self.beside, &self.place).map_err(LedgerError::io(&self.place))
    }
}

/// Writes the list whole or not at all.
///
/// # Errors
/// The system's.
pub fn write(folder: &Path, sources: &[Source]) -> Result<(), LedgerError> {
    prepare(folder, sources)?.put_in_place()
}

/// Where the list of files stands.
pub fn list(folder: &Path) -> PathBuf {
    folder.join("sources").join("sources.parquet")
}

/// Writes the list beside its place. It is sorted by id, so the order in which files came leaves no mark.
///
/// # Errors
/// The system's.
pub fn prepare(folder: &Path, sources: &[Source]) -> Result<Prepared, LedgerError> {
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
        maybe(&|source| source.container.clone()),
    ];
    let batch = RecordBatch::try_new(schema::sources(), columns)?;
    let place = list(folder);
    let beside = place.with_added_extension(format!("next.{}", atomic::UNFINISHED));
    tables::write(&beside, &schema::sources(), &[batch])?;
    Ok(Prepared { beside, place })
}

/// Removes originals that neither the list nor the journal names: copies of a file whose adding was cut short. Says
/// how many.
///
/// # Errors
/// The system's, and when the journal does not hold together: then nothing is removed.
pub fn sweep_unlisted(folder: &Path, sources: &[Source]) -> Result<usize, LedgerError> {
    let path = folder.join("sources");
    let (lines, _) = read_journal(&folder.join("journal.jsonl"))?;
    let named: BTreeSet<&str> =
        journal::sources(&lines).chain(sources.iter().map(|source| source.sha256.as_str())).collect();
    let mut removed = 0;
    for item in fs::read_dir(&path).map_err(LedgerError::io(&path))? {
        let item = item.map_err(LedgerError::io(&path))?;
        let name = item.file_name().to_string_lossy().into_owned();
        let is_original = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_original && !named.contains(name.as_str()) {
            fs::remove_file(item.path()).map_err(LedgerError::io(&item.path()))?;
            removed += 1;
        }
    }
    Ok(removed)
}
