//! Does a case still hold: originals and traces by their hashes, the journal's chain, and the tables rebuilt and compared.

mod others;

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, io};

use rayon::prelude::*;

use crate::erase::{self, derived};
use crate::hashing::sha256_of;
use crate::journal::{self, Act, Line, hash_hex, read_journal};
use crate::{Case, LedgerError, build, manifest, registry};

/// What checking a case found; it holds when all lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Originals that were hashed.
    pub sources: usize,
    /// Originals that are gone or changed, by SHA-256.
    pub bad_sources: Vec<String>,
    /// Originals that the list names and the journal does not, by SHA-256.
    pub unrecorded: Vec<String>,
    /// Lines of the journal.
    pub journal_lines: usize,
    /// The hash of its last line.
    pub journal_head: String,
    /// Dossiers that are there and are not what was last written, by name in the case.
    pub bad_dossiers: Vec<String>,
    /// Traces that are there and are not what was last written, by name in the case.
    pub bad_traces: Vec<String>,
    /// Files among the traces that no line of the journal names, by name in the case.
    pub unrecorded_traces: Vec<String>,
    /// Dossiers and traces that are what was written there earlier: the program was ended when it had taken down the next writing and not
    /// done it. No fault, and to be written again; each with the line of the journal that it is of.
    pub not_written_again: Vec<(String, u64)>,
    /// Tables that are not what the sources give.
    pub bad_tables: Vec<String>,
    /// Other files that are not what was written down of them, by name in the case, each with what is wrong.
    pub bad_files: BTreeMap<String, String>,
    /// What rests on each original that is gone or changed, by SHA-256, and on each other file that is, by its name: files of the case.
    pub rests: BTreeMap<String, Vec<String>>,
    /// When something was erased: the line of the journal, and its day.
    pub erased: Vec<(u64, String)>,
}

impl Verdict {
    /// Whether everything agrees.
    pub fn holds(&self) -> bool {
        self.bad_sources.is_empty()
            && self.bad_tables.is_empty()
            && self.unrecorded.is_empty()
            && self.bad_dossiers.is_empty()
            && self.bad_traces.is_empty()
            && self.unrecorded_traces.is_empty()
            && self.bad_files.is_empty()
    }
}

/// Hashes all originals, follows the journal's chain, rebuilds the ledger and compares it.
///
/// # Errors
/// [`LedgerError::Journal`] when the chain is broken; the system's.
pub fn verify(case: &Case) -> Result<Verdict, LedgerError> {
    let (lines, journal_head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let bad_sources: Vec<String> = case
        .sources()
        .par_iter()
        .filter(|source| {
            let sha256 = sha256_of(&registry::original(case.folder(), &source.sha256));
            !sha256.is_ok_and(|sha256| sha256 == source.sha256)
        })
        .map(|source| source.sha256.clone())
        .collect();
    let recorded: BTreeSet<&str> = journal::sources(&lines).collect();
    let unrecorded =
        case.sources().iter().map(|source| &source.sha256).filter(|sha256| !recorded.contains(sha256.as_str()));
    let written = Written::of(&lines);
    let changed_dossiers = Changed::of(case, written.dossiers.iter().map(|(file, hashes)| (*file, hashes)));
    let (changed_traces, unrecorded_traces) = traces(case, &written)?;
    let bad_files = others::check(case, &lines, &journal_head)?;
    let mut rests = BTreeMap::new();
    for sha256 in &bad_sources {
        rests.insert(sha256.clone(), resting(case, BTreeSet::from([sha256.clone()]))?);
    }
    let list_stands = !bad_files.contains_key(others::LIST);
    if !list_stands {
        rests.insert(others::LIST.to_owned(), resting_on_all(case)?);
    }
    for trace in &changed_traces.bad {
        rests.insert(trace.clone(), dossiers_with(case, written.traces.get(trace.as_str()))?);
    }
    let mut verdict = Verdict {
        bad_files,
        rests,
        erased: erased(&lines),
        unrecorded: unrecorded.cloned().collect(),
        bad_dossiers: changed_dossiers.bad,
        bad_traces: changed_traces.bad,
        not_written_again: changed_dossiers.earlier.into_iter().chain(changed_traces.earlier).collect(),
        unrecorded_traces,
        sources: case.sources().len(),
        bad_sources,
        journal_lines: lines.len(),
        journal_head,
        bad_tables: Vec::new(),
    };
    // Without a filter of an erasure, what would be built has the erased person in it.
    let filters_stand = !verdict.bad_files.keys().any(|name| name.starts_with(erase::FOLDER));
    // Nor is anything built by a list that is not what was written.
    if verdict.sources > 0 && verdict.bad_sources.is_empty() && filters_stand && list_stands {
        let recorded = manifest::recorded(case)?;
        let there = hashes(case)?;
        // A ledger of earlier sources is whole, and was not built again before a process was killed: that is no fault.
        let is_earlier =
            !manifest::holds(case)? && manifest::TABLES.iter().all(|table| there.get(*table) == recorded.get(*table));
        build::build(case, Vec::new())?;
        let rebuilt = hashes(case)?;
        let differs = manifest::TABLES.iter().any(|table| there.get(*table) != rebuilt.get(*table));
        if is_earlier && differs {
            return Ok(verdict);
        }
        verdict.bad_tables = manifest::TABLES
            .iter()
            .chain(&["manifest.json"])
            // A ledger that was deleted whole is no difference: it may be, and comes back.
            .filter(|_| !there.is_empty())
            .filter(|table| {
                there.get(**table) != rebuilt.get(**table)
                    || recorded.get(**table).is_some_and(|of| Some(of) != rebuilt.get(**table))
            })
            .map(|table| (*table).to_owned())
            .collect();
        for table in &verdict.bad_tables {
            verdict.rests.insert(format!("ledger/{table}"), resting_on_all(case)?);
        }
    }
    Ok(verdict)
}

/// What rests on sources: files of the case that are computed from them, but for the cache.
fn resting(case: &Case, sources: BTreeSet<String>) -> Result<Vec<String>, LedgerError> {
    let rested = derived::rested(case, &sources, None)?;
    Ok(rested.files.into_iter().filter(|name| !name.starts_with("cache/")).collect())
}

/// What is computed from the ledger as a whole, traces among it.
fn resting_on_all(case: &Case) -> Result<Vec<String>, LedgerError> {
    let all = case.sources().iter().map(|source| source.sha256.clone()).collect();
    let rested = derived::rested(case, &all, None)?;
    let files: BTreeSet<String> = rested.files.into_iter().chain(rested.stale_traces).collect();
    Ok(files.into_iter().filter(|name| !name.starts_with("cache/")).collect())
}

/// What is kept of the dossiers that show a trace, by the hashes that were written of it.
fn dossiers_with(case: &Case, hashes: Option<&Vec<(&str, u64)>>) -> Result<Vec<String>, LedgerError> {
    let hashes: BTreeSet<String> = hashes.into_iter().flatten().map(|(sha256, _)| (*sha256).to_owned()).collect();
    derived::manifests_with(case, "traces", &hashes)
}

/// The lines on which something was erased that did not come back.
fn erased(lines: &[Line]) -> Vec<(u64, String)> {
    let still = journal::erased(lines);
    let is_gone = |line: &&Line| match &line.act {
        Act::SourceErased { sha256, .. } => still.contains(sha256.as_str()),
        act => act.erases(),
    };
    lines.iter().filter(is_gone).map(|line| (line.line, line.day().to_owned())).collect()
}

/// What the journal says was written, by file: the hashes in their order, each with its line.
#[derive(Default)]
struct Written<'a> {
    dossiers: BTreeMap<&'a str, Vec<(&'a str, u64)>>,
    traces: BTreeMap<&'a str, Vec<(&'a str, u64)>>,
}

impl<'a> Written<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let mut written = Self::default();
        for line in lines {
            let (of, file, sha256) = match &line.act {
                Act::DossierWritten { file, sha256, .. } | Act::SealedWritten { file, sha256, .. } => {
                    (&mut written.dossiers, file, sha256)
                }
                Act::TraceWritten { file, sha256 } => (&mut written.traces, file, sha256),
                _ => continue,
            };
            of.entry(file).or_default().push((sha256, line.line));
        }
        written
    }
}

/// Files that are not what was last written there.
#[derive(Default)]
struct Changed {
    /// Nor what ever was.
    bad: Vec<String>,
    /// But what was written earlier, with its line: the line comes before the file, and a process can be ended in between.
    earlier: Vec<(String, u64)>,
}

impl Changed {
    /// Of these files, those that are there: one that was deleted may be, and can be made again.
    fn of<'a>(case: &Case, files: impl Iterator<Item = (&'a str, &'a Vec<(&'a str, u64)>)>) -> Self {
        let mut changed = Self::default();
        for (file, hashes) in files {
            let Ok(bytes) = fs::read(case.folder().join(file)) else { continue };
            let there = hash_hex(&bytes);
            if hashes.last().is_some_and(|(last, _)| *last == there) {
                continue;
            }
            match hashes.iter().rev().find(|(sha256, _)| *sha256 == there) {
                Some((_, line)) => changed.earlier.push((file.to_owned(), *line)),
                None => changed.bad.push(file.to_owned()),
            }
        }
        changed
    }
}

/// Files among the traces that are not what was last written there, and those that no line names, sorted.
fn traces(case: &Case, written: &Written<'_>) -> Result<(Changed, Vec<String>), LedgerError> {
    let (mut named, mut unrecorded) = (Vec::new(), Vec::new());
    for folder in ["traces", "traces/origins"] {
        let path = case.folder().join(folder);
        let listing = match fs::read_dir(&path) {
            Ok(listing) => listing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(LedgerError::io(&path)(error)),
        };
        for item in listing {
            let item = item.map_err(LedgerError::io(&path))?;
            if item.path().is_dir() {
                continue;
            }
            let file = format!("{folder}/{}", item.file_name().to_string_lossy());
            match written.traces.get_key_value(file.as_str()) {
                None => unrecorded.push(file),
                Some((file, hashes)) => named.push((*file, hashes)),
            }
        }
    }
    named.sort_unstable();
    unrecorded.sort_unstable();
    Ok((Changed::of(case, named.into_iter()), unrecorded))
}

fn hashes(case: &Case) -> Result<BTreeMap<String, String>, LedgerError> {
    let mut hashes = BTreeMap::new();
    for name in manifest::TABLES.into_iter().chain(["manifest.json"]) {
        let path = case.folder().join("ledger").join(name);
        if let Ok(sha256) = sha256_of(&path) {
            hashes.insert(name.to_owned(), sha256);
        }
    }
    Ok(hashes)
}
