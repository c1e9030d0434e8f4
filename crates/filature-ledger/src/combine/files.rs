//! What was written in the other copy: dossiers, traces, sealed annexes, and what is kept so that a dossier can be made again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use super::plan::short;
use super::{CombineError, Other, Plan};
use crate::journal::{Act, Line, hash_hex};
use crate::{Case, LedgerError};

/// What a line says was written: the name of the file, and its hash.
fn written(act: &Act) -> Option<(&str, &str)> {
    match act {
        Act::DossierWritten { file, sha256, .. }
        | Act::SealedWritten { file, sha256, .. }
        | Act::TraceWritten { file, sha256 } => Some((file, sha256)),
        _ => None,
    }
}

fn last_written(lines: &[Line]) -> BTreeMap<&str, &str> {
    lines.iter().filter_map(|line| written(&line.act)).collect()
}

/// The name that each file of the lines taken over has here: its own, or, where a file of that name with other bytes was written here,
/// one with a part of its hash.
pub fn names(ours: &[Line], other: &Other, plan: &Plan<'_>) -> BTreeMap<String, String> {
    let (here, there) = (last_written(ours), last_written(&other.lines));
    let files = plan.taken.iter().filter_map(|line| written(&line.act)).map(|(file, _)| file);
    let name = |file: &str| {
        let theirs = there.get(file).copied().unwrap_or_default();
        let name = match here.get(file) {
            Some(ours) if *ours != theirs => marked(file, &short(theirs)),
            _ => file.to_owned(),
        };
        (file.to_owned(), name)
    };
    files.map(name).collect()
}

/// A file name with a word before its ending.
fn marked(file: &str, word: &str) -> String {
    match file.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => format!("{stem}-{word}.{ending}"),
        _ => format!("{file}-{word}"),
    }
}

/// The act under the name that its file has here.
pub fn renamed(act: &Act, names: &BTreeMap<String, String>) -> Act {
    let mut act = act.clone();
    if let Act::DossierWritten { file, .. } | Act::SealedWritten { file, .. } | Act::TraceWritten { file, .. } =
        &mut act
        && let Some(name) = names.get(file)
    {
        file.clone_from(name);
    }
    act
}

/// The name of the file that an act speaks of.
pub fn name_of(act: &Act) -> Option<String> {
    written(act).map(|(file, _)| file.to_owned())
}

/// Copies what was written there, and gives the names of what is not there as it was written. What stands here stays.
///
/// # Errors
/// The system's; a name that leads out of the case.
pub fn copy(
    case: &Case,
    other: &Other,
    plan: &Plan<'_>,
    names: &BTreeMap<String, String>,
) -> Result<Vec<String>, CombineError> {
    let there = last_written(&other.lines);
    let mut left = Vec::new();
    for (file, name) in names {
        if !Path::new(file).components().all(|part| matches!(part, Component::Normal(_))) {
            let what = format!("it names a file outside the case ({file:?})");
            return Err(CombineError::Other { path: other.folder.join("journal.jsonl"), what });
        }
        let bytes = fs::read(other.folder.join(file)).ok();
        match bytes.filter(|bytes| there.get(file.as_str()).is_some_and(|sha256| hash_hex(bytes) == **sha256)) {
            Some(bytes) => keep(case, name, &bytes)?,
            None => left.push(file.clone()),
        }
    }
    for line in &plan.taken {
        let Act::DossierWritten { sha256, manifest: Some(manifest), .. } = &line.act else { continue };
        let name = format!("dossier/manifests/{sha256}.json");
        if is_hash(sha256)
            && let Some(bytes) = read_hashed(&other.folder.join(&name), manifest)
        {
            keep(case, &name, &bytes)?;
            let key = format!("keys/{sha256}.key");
            if let Ok(bytes) = fs::read(other.folder.join(&key)) {
                keep(case, &key, &bytes)?;
            }
        }
    }
    for (folder, ending) in [("dossier/manifests/traces", "json"), ("dossier/manifests/flags", "md")] {
        copy_hashed(case, &other.folder, folder, ending)?;
    }
    Ok(left)
}

/// Files of which the name is the hash of their bytes.
fn copy_hashed(case: &Case, other: &Path, folder: &str, ending: &str) -> Result<(), LedgerError> {
    let Ok(listing) = fs::read_dir(other.join(folder)) else { return Ok(()) };
    for item in listing {
        let path = item.map_err(LedgerError::io(&other.join(folder)))?.path();
        let hash = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if is_hash(&hash)
            && let Some(bytes) = read_hashed(&path, &hash)
        {
            keep(case, &format!("{folder}/{hash}.{ending}"), &bytes)?;
        }
    }
    Ok(())
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn read_hashed(path: &Path, sha256: &str) -> Option<Vec<u8>> {
    fs::read(path).ok().filter(|bytes| hash_hex(bytes) == sha256)
}

fn keep(case: &Case, name: &str, bytes: &[u8]) -> Result<(), LedgerError> {
    if fs::read(case.folder().join(name)).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    case.write(name, bytes)
}
