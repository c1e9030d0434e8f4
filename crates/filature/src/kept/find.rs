//! Which dossier of the case a file is.

use std::path::Path;

use filature_dossier::manifest_of;
use filature_ledger::heard::known_to_writer;
use filature_ledger::{Act, Case, Line, hash_hex};

use super::{FOLDER, Kept};

/// What a file is to a case.
#[derive(Debug)]
pub enum Found {
    /// What was written, byte for byte.
    Written(Box<Record>),
    /// It comes from this dossier, and is not what was written.
    Altered(Box<Record>),
    /// This case did not write it.
    Foreign,
}

/// What the case knows of a dossier that it wrote.
#[derive(Debug)]
pub struct Record {
    /// The line of the journal.
    pub line: u64,
    /// Its file name in the case.
    pub file: String,
    /// SHA-256 of the bytes that were written.
    pub sha256: String,
    /// What is kept of it, or why that cannot be used.
    pub kept: Result<Kept, String>,
    /// The lines of the journal that were known to the copy of the case that wrote it, by their numbers here: the first ones where it is
    /// this one.
    pub known: Vec<u64>,
    /// Whether another copy of the case wrote it.
    pub is_of_other: bool,
}

/// Looks a file up: by its SHA-256, else by the manifest that it carries, else by the place where it stands. The last time that
/// it was written counts.
pub fn find(case: &Case, lines: &[Line], path: &Path, bytes: &[u8]) -> Found {
    let sha256 = hash_hex(bytes);
    let records = || lines.iter().rev().filter_map(|line| record(case, lines, line));
    if let Some(record) = records().find(|record| record.sha256 == sha256) {
        return Found::Written(Box::new(record));
    }
    if let Some(carried) = manifest_of(bytes) {
        let of_it = |record: &Record| record.kept.as_ref().is_ok_and(|kept| kept.manifest == carried);
        let found = records().find(of_it);
        // Of a dossier that was erased nothing is kept to compare the carried manifest with: the place where it stood is left.
        if found.is_some() || !records().any(|record| record.kept.is_err()) {
            return found.map_or(Found::Foreign, |record| Found::Altered(Box::new(record)));
        }
    }
    let place = path.canonicalize().ok().zip(case.folder().canonicalize().ok());
    let name = place.and_then(|(path, case)| Some(path.strip_prefix(case).ok()?.to_string_lossy().into_owned()));
    let there = |record: &Record| name.as_ref() == Some(&record.file);
    records().find(there).map_or(Found::Foreign, |record| Found::Altered(Box::new(record)))
}

fn record(case: &Case, lines: &[Line], line: &Line) -> Option<Record> {
    let Act::DossierWritten { file, sha256, manifest } = &line.act else { return None };
    let kept = kept(case, sha256, manifest.as_deref()).map_err(|why| erased_since(lines, line.line).unwrap_or(why));
    let up_to = kept.as_ref().map_or(0, |kept| kept.as_of.journal_line);
    let known = known_to_writer(lines, line.line, up_to);
    let is_of_other = line.heard.is_some();
    Some(Record { line: line.line, file: file.clone(), sha256: sha256.clone(), kept, known, is_of_other })
}

/// Why what was kept of a dossier may be gone by decision: something was erased after it was written.
fn erased_since(lines: &[Line], dossier: u64) -> Option<String> {
    let erasure = lines.iter().find(|line| line.line > dossier && line.act.erases())?;
    Some(format!("{}, and what this dossier rests on went with it", erased_on(erasure)))
}

/// That a line erased something, and when.
pub fn erased_on(erasure: &Line) -> String {
    let on = erasure.day();
    format!("the case was erased in part on {on} (line {} of the journal)", erasure.line)
}

fn kept(case: &Case, sha256: &str, expected: Option<&str>) -> Result<Kept, String> {
    let name = format!("{FOLDER}/{sha256}.json");
    let expected = expected.ok_or("it was written by a version that kept no manifest; write the dossier again")?;
    let bytes = std::fs::read(case.folder().join(&name))
        .map_err(|error| format!("{name}: {error}; restore it from a copy of the case"))?;
    if hash_hex(&bytes) != expected {
        return Err(format!("{name} is not what the journal says was kept; restore it from a copy of the case"));
    }
    serde_json::from_slice(&bytes).map_err(|error| format!("{name}: {error}; it was written by another version"))
}
