//! What a case holds beside originals, tables and traces, each against what was written down of it.
//!
//! | file | held against |
//! |---|---|
//! | `sources/sources.parquet` | the journal's last word on it, or the one before: a process may have been killed in between |
//! | `journal.jsonl`, its last line | `journal.head`, which says which line has which hash |
//! | `findings/*` | `findings/manifest.json` |
//! | `dossier/manifests/*` | the journal's line on the dossier, or their own names; that they are there, where nothing was erased since |
//! | `erasures/*` | the journal's line on the erasure; that it is there as long as a source holds the person, and names these sources |
//!
//! Settings, flags of the case, drafts and keys are people's own, and the cache is made again: nothing is written down of those.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::erase::{Filters, holding};
use crate::hashing::sha256_of;
use crate::journal::{self, Act, Line};
use crate::{Case, LedgerError, findings, registry};

/// The list of sources.
pub const LIST: &str = "sources/sources.parquet";

/// Files that are not what was written, by name in the case, each with what is wrong.
pub fn check(case: &Case, lines: &[Line], head: &str) -> Result<BTreeMap<String, String>, LedgerError> {
    let mut bad = BTreeMap::new();
    sources_list(case, lines, &mut bad);
    if let Some(what) = journal::wrong_head(&case.folder().join("journal.jsonl"), lines, head) {
        bad.insert("journal.jsonl".to_owned(), what);
    }
    let folder = case.folder().join("findings");
    for name in findings::changed(&folder) {
        bad.insert(format!("findings/{name}"), "it is not what detect wrote; run detect again".to_owned());
    }
    manifests(case, lines, &mut bad)?;
    erasures(case, lines, &mut bad)?;
    Ok(bad)
}

fn sources_list(case: &Case, lines: &[Line], bad: &mut BTreeMap<String, String>) {
    let said: Vec<&str> = lines.iter().rev().filter_map(list_of).take(2).collect();
    let now = sha256_of(&registry::list(case.folder())).unwrap_or_default();
    if !said.is_empty() && !said.contains(&now.as_str()) {
        let what = "it is not the list that the journal says was written; restore it from a copy of the case";
        bad.insert(LIST.to_owned(), what.to_owned());
    }
}

/// The hash of the list of sources that a line says.
fn list_of(line: &Line) -> Option<&str> {
    match &line.act {
        Act::SourceAdded { list, .. } => list.as_deref(),
        Act::SourcesListed { sha256 } => Some(sha256),
        _ => None,
    }
}

fn manifests(case: &Case, lines: &[Line], bad: &mut BTreeMap<String, String>) -> Result<(), LedgerError> {
    let kept: BTreeMap<String, &str> = lines
        .iter()
        .filter_map(|line| match &line.act {
            Act::DossierWritten { sha256, manifest: Some(manifest), .. } => Some((sha256.clone(), manifest.as_str())),
            _ => None,
        })
        .collect();
    // An erasure takes what was kept of the dossiers that were computed with it.
    let last_erasure = lines.iter().rev().find(|line| line.act.erases()).map_or(0, |line| line.line);
    let is_kept = |line: &&Line| line.line > last_erasure && line.heard.is_none();
    for line in lines.iter().filter(is_kept) {
        if let Act::DossierWritten { sha256, manifest: Some(_), .. } = &line.act {
            let name = format!("dossier/manifests/{sha256}.json");
            if !case.folder().join(&name).exists() {
                let what =
                    "it is gone, and without it nobody can make that dossier again; restore it from a copy of the case";
                bad.insert(name, what.to_owned());
            }
        }
    }
    for (folder, by_name) in
        [("dossier/manifests", false), ("dossier/manifests/traces", true), ("dossier/manifests/flags", true)]
    {
        for name in names(case, folder)? {
            let path = case.folder().join(folder).join(&name);
            if path.is_dir() {
                continue;
            }
            let stem = name.split('.').next().unwrap_or_default();
            let expected = if by_name { Some(stem) } else { kept.get(stem).copied() };
            // What was kept of a dossier that no line names: the process was killed before the line, and nothing asks for it.
            if expected.is_none() {
                continue;
            }
            if !sha256_of(&path).is_ok_and(|sha256| Some(sha256.as_str()) == expected) {
                let what = "it is not what was kept of a dossier; restore it from a copy of the case";
                bad.insert(format!("{folder}/{name}"), what.to_owned());
            }
        }
    }
    Ok(())
}

fn erasures(case: &Case, lines: &[Line], bad: &mut BTreeMap<String, String>) -> Result<(), LedgerError> {
    let filters = Filters::of(case.folder())?;
    let mut wrong = filters.missing(lines);
    wrong.extend(filters.changed(lines)?);
    // Which sources hold the person is not in the filter's hash, as it changes with them.
    let holding = holding(lines);
    for filter in &filters.0 {
        let said = holding.get(filter.erasure.as_str()).cloned().unwrap_or_default();
        if !filter.sources.iter().map(String::as_str).eq(said) && !wrong.contains_key(&filter.erasure) {
            let what = "it does not name the sources that hold an erased person as the journal does; restore it from a copy of the case";
            wrong.insert(filter.erasure.clone(), what.to_owned());
        }
    }
    bad.extend(wrong.into_iter().map(|(erasure, what)| (format!("erasures/{erasure}.json"), what)));
    Ok(())
}

fn names(case: &Case, folder: &str) -> Result<BTreeSet<String>, LedgerError> {
    let path = case.folder().join(folder);
    let listing = match fs::read_dir(&path) {
        Ok(listing) => listing,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(LedgerError::io(&path)(error)),
    };
    let name = |item: std::io::Result<fs::DirEntry>| item.map(|item| item.file_name().to_string_lossy().into_owned());
    listing.map(name).collect::<Result<_, _>>().map_err(LedgerError::io(&path))
}
