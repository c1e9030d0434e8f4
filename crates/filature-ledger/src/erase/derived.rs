//! What of a case rests on sources, or names a person, and is not the ledger: what goes with them.
//!
//! In doubt it goes: findings and traces are made again by their commands, and a dossier that was handed over is where it was handed to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use filature_model::{AccountId, Source};
use serde_json::Value;

use super::person::Person;
use crate::marks::Anchor;
use crate::standing::{Mark, Standing};
use crate::tables;
use crate::{Case, LedgerError};

/// Folders of which every file goes: what is in them is made again whole.
const WHOLE: [&str; 2] = ["cache", "findings"];
/// What is kept of dossiers.
const MANIFESTS: &str = "dossier/manifests";

/// What rests on sources that go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rested {
    /// Files of the case, which are removed.
    pub files: BTreeSet<String>,
    /// Traces that name nothing of it, and were computed with it: they are to be made again.
    pub stale_traces: BTreeSet<String>,
    /// Marks with entries that go, by their ids: of a source those that it holds, of a person those on their accounts.
    pub marks: BTreeSet<String>,
}

/// What rests on these sources, by their SHA-256; a person is looked for in what could name them.
///
/// # Errors
/// The system's.
pub fn rested(case: &Case, sources: &BTreeSet<String>, person: Option<&Person>) -> Result<Rested, LedgerError> {
    let names = Named { ids: ids(case, sources)?, transactions: transactions(case, sources)?, person };
    let mut rested = Rested::default();
    let files = files(case.folder())?;
    for name in &files {
        let folder = name.split('/').next().unwrap_or_default();
        if WHOLE.contains(&folder) {
            rested.files.insert(name.clone());
        } else if folder == "traces" {
            let is_named = person.is_some_and(|person| person.is_in(name)) || names.is_in(&case.folder().join(name));
            let to = if is_named { &mut rested.files } else { &mut rested.stale_traces };
            to.insert(name.clone());
        } else if folder == "drafts" && names.is_in(&case.folder().join(name)) {
            rested.files.insert(name.clone());
        }
    }
    dossiers(case, sources, &files, &mut rested)?;
    let marks = Standing::of(&case.journal()?).marks;
    rested.marks = marks.into_iter().filter(|mark| names.touches(mark)).map(|mark| mark.id).collect();
    Ok(rested)
}

/// What is kept of dossiers that name one of these hashes in a list of theirs, by name in the case, sorted.
///
/// # Errors
/// The system's.
pub fn manifests_with(case: &Case, list: &str, hashes: &BTreeSet<String>) -> Result<Vec<String>, LedgerError> {
    let mut found = Vec::new();
    for name in files(case.folder())?.into_iter().filter(|name| is_manifest(name)) {
        let path = case.folder().join(&name);
        let kept = Kept::read(&path)?;
        if kept.hashes(list).is_some_and(|used| !used.is_disjoint(hashes)) {
            found.push(name);
        }
    }
    Ok(found)
}

/// What is kept of a dossier.
struct Kept(Value);

impl Kept {
    fn read(path: &Path) -> Result<Self, LedgerError> {
        let bytes = fs::read(path).map_err(LedgerError::io(path))?;
        Ok(Self(serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    /// The hashes of a list of it; none where there is no such list.
    fn hashes(&self, list: &str) -> Option<BTreeSet<String>> {
        let sha256 = |item: &Value| item.get("sha256").and_then(Value::as_str).map(str::to_owned);
        Some(self.0.get(list)?.as_array()?.iter().filter_map(sha256).collect())
    }
}

/// Dossiers made of these sources, with what is kept of them; one of which nothing is kept goes too, as nobody knows what is in it.
fn dossiers(case: &Case, sources: &BTreeSet<String>, files: &[String], rested: &mut Rested) -> Result<(), LedgerError> {
    let mut stays = BTreeSet::new();
    let mut still_used = BTreeSet::new();
    for name in files.iter().filter(|name| is_manifest(name)) {
        let kept = Kept::read(&case.folder().join(name))?;
        let dossier =
            name.rsplit('/').next().and_then(|name| name.strip_suffix(".json")).unwrap_or_default().to_owned();
        match kept.hashes("sources") {
            Some(used) if used.is_disjoint(sources) => {
                still_used.extend(["traces", "own_flags"].into_iter().filter_map(|list| kept.hashes(list)).flatten());
                stays.insert(dossier);
            }
            _ => {
                let key = format!("keys/{dossier}.key");
                rested.files.extend(files.contains(&key).then_some(key));
                rested.files.insert(name.clone());
            }
        }
    }
    for name in files.iter().filter(|name| name.starts_with("dossier/")) {
        let path = case.folder().join(name);
        let own = name.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let goes = match name.strip_prefix(MANIFESTS) {
            Some(_) => !is_manifest(name) && !still_used.contains(own),
            None => !crate::hashing::sha256_of(&path).is_ok_and(|sha256| stays.contains(&sha256)),
        };
        if goes {
            rested.files.insert(name.clone());
        }
    }
    Ok(())
}

fn is_manifest(name: &str) -> bool {
    name.strip_prefix(MANIFESTS).and_then(|name| name.strip_prefix('/')).is_some_and(|name| !name.contains('/'))
}

/// By what a text is known to rest on what goes.
struct Named<'a> {
    ids: BTreeSet<String>,
    transactions: BTreeSet<String>,
    person: Option<&'a Person>,
}

impl Named<'_> {
    /// Whether a mark has entries that go: those of a source, or those on the person's accounts. Of a person the sources stay for now, and
    /// with them what others did.
    fn touches(&self, mark: &Mark) -> bool {
        let is_theirs = |anchor: &Anchor| {
            self.person.is_some_and(|person| person.accounts().contains(&AccountId::written(&anchor.content.account)))
        };
        let is_of_source = |entry: &String| entry.split(':').next().is_some_and(|source| self.ids.contains(source));
        match self.person {
            Some(_) => mark.anchors.iter().any(is_theirs),
            None => mark.entries.iter().any(is_of_source),
        }
    }

    /// Whether a file names any of it. A file that is no JSON is read line by line.
    fn is_in(&self, path: &Path) -> bool {
        let Ok(bytes) = fs::read(path) else { return true };
        match serde_json::from_slice::<Value>(&bytes) {
            Ok(value) => self.is_in_value(&value),
            Err(_) => self.person.is_some_and(|person| person.is_in_bytes(&bytes)),
        }
    }

    fn is_in_value(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.is_in_text(text),
            Value::Array(items) => items.iter().any(|item| self.is_in_value(item)),
            Value::Object(fields) => {
                fields.iter().any(|(name, field)| self.is_in_text(name) || self.is_in_value(field))
            }
            _ => false,
        }
    }

    fn is_in_text(&self, text: &str) -> bool {
        self.transactions.contains(text)
            || text.split(':').next().is_some_and(|source| self.ids.contains(source))
            || self.person.is_some_and(|person| person.is_in(text))
    }
}

/// The ids of sources.
fn ids(case: &Case, sources: &BTreeSet<String>) -> Result<BTreeSet<String>, LedgerError> {
    let is_one = |source: &&Source| sources.contains(&source.sha256);
    Ok(case.sources().iter().filter(is_one).map(|source| source.id.to_string()).collect())
}

/// The transactions of which a row stands in these sources, by the ledger that is there.
fn transactions(case: &Case, sources: &BTreeSet<String>) -> Result<BTreeSet<String>, LedgerError> {
    let ids = ids(case, sources)?;
    let path = case.folder().join("ledger").join("entries.parquet");
    let mut transactions = BTreeSet::new();
    if !path.exists() {
        return Ok(transactions);
    }
    tables::each_batch(&path, &["source", "transaction"], |batch| {
        let columns = tables::texts(&batch, "source").zip(tables::texts(&batch, "transaction"));
        for (source, transaction) in columns.into_iter().flat_map(|(sources, of)| sources.iter().zip(of)) {
            if source.is_some_and(|source| ids.contains(source)) {
                transactions.extend(transaction.map(str::to_owned));
            }
        }
        Ok(())
    })?;
    Ok(transactions)
}

/// All files of a case, by their names in it, sorted.
///
/// # Errors
/// The system's.
pub fn files(folder: &Path) -> Result<Vec<String>, LedgerError> {
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn walk(folder: &Path, below: &str, files: &mut Vec<String>) -> Result<(), LedgerError> {
    for item in fs::read_dir(folder).map_err(LedgerError::io(folder))? {
        let item = item.map_err(LedgerError::io(folder))?;
        let name = format!("{below}{}", item.file_name().to_string_lossy());
        if item.file_type().map_err(LedgerError::io(folder))?.is_dir() {
            walk(&item.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}
