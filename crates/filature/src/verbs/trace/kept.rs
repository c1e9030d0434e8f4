//! Traces as files of the case: written with their SHA-256 in the journal, and read back only where they are what was
//! written.
//!
//! ```text
//! trace ─► journal (file, SHA-256) ─► traces/NAME.json ─► dossier: as written? of these sources? ─► rendered
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use filature_ledger::{Act, Case, Line, hash_hex, read_journal, sources_hash};
use filature_model::Trace;
use serde::Serialize;

use crate::outcome::Failure;
use crate::screen;

/// Writes a file of the case whose hash stands in the journal. The line comes first: a process that is killed between the
/// two leaves no file, or one that differs from its line, and both are made good by tracing again.
pub fn write(case: &Case, file: &str, made: &impl Serialize) -> Result<(), Failure> {
    let text = format!("{}\n", serde_json::to_string_pretty(made)?);
    let sha256 = hash_hex(text.as_bytes());
    let lines = journal(case)?;
    if std::fs::read(case.folder().join(file)).is_ok_and(|before| before != text.as_bytes()) {
        screen::say(&format!("{file} was there with something else in it, and is replaced."));
    }
    if Line::traces_written(&lines).get(file) != Some(&sha256.as_str()) {
        case.record(&[Act::TraceWritten { file: file.to_owned(), sha256 }])?;
    }
    Ok(case.write(file, text.as_bytes())?)
}

fn journal(case: &Case) -> Result<Vec<Line>, Failure> {
    Ok(read_journal(&case.folder().join("journal.jsonl"))?.0)
}

/// Reads traces of a case, by name: those asked for, or all. Those that are not what was written, that were made of other
/// sources, or when a source could still be used otherwise, are left out, and said; where one was asked for by its name,
/// that is an error. What stands in `traces/origins/` are no traces.
pub fn read(case: &Case, asked: &[String]) -> Result<Vec<(String, Trace)>, Failure> {
    let mut files = files(case)?;
    if !asked.is_empty() {
        let there: Vec<String> = files.keys().cloned().collect();
        files.retain(|name, _| asked.contains(name));
        if let Some(name) = asked.iter().find(|name| !files.contains_key(*name)) {
            let there = if there.is_empty() { "no trace".to_owned() } else { there.join(", ") };
            return Err(Failure::call(format!("--trace {name}: there is no traces/{name}.json; the case has {there}")));
        }
    }
    let Judged { traces, changed, stale } = judged(case, files)?;
    let left_out = [
        (changed, "not what the journal says was written; delete and trace again"),
        (stale, "made before the sources changed; trace again"),
    ];
    for (names, why) in left_out.into_iter().filter(|(names, _)| !names.is_empty()) {
        let count = screen::counted(names.len(), "trace", "traces");
        let told = format!("{count} {why}: {}", names.join(", "));
        if !asked.is_empty() {
            return Err(Failure::data(format!("--trace: {told}")));
        }
        screen::say(&format!("LEFT OUT of the dossier: {told}"));
    }
    Ok(traces)
}

/// Traces, each with its name.
type Traces = Vec<(String, Trace)>;

/// Traces that can be used as they are, and the names of the others.
struct Judged {
    traces: Traces,
    /// Not what was written.
    changed: Vec<String>,
    /// Made of other sources.
    stale: Vec<String>,
}

fn judged(case: &Case, files: BTreeMap<String, PathBuf>) -> Result<Judged, Failure> {
    let basis = if case.sources().is_empty() { String::new() } else { sources_hash(case)? };
    let lines = journal(case)?;
    let written = Line::traces_written(&lines);
    let mut judged = Judged { traces: Vec::new(), changed: Vec::new(), stale: Vec::new() };
    for (name, path) in files {
        let damaged = |error: &dyn std::fmt::Display| {
            Failure::data(format!("{}: {error}; delete it and trace again", path.display()))
        };
        let bytes = std::fs::read(&path).map_err(|error| damaged(&error))?;
        let sha256 = hash_hex(&bytes);
        if written.get(format!("traces/{name}.json").as_str()) != Some(&sha256.as_str()) {
            judged.changed.push(name);
            continue;
        }
        let trace: Trace = serde_json::from_slice(&bytes).map_err(|error| damaged(&error))?;
        if trace.basis == basis { judged.traces.push((name, trace)) } else { judged.stale.push(name) }
    }
    Ok(judged)
}

/// The traces that hold for the sources as they are, and the names of those that have to be made again.
pub fn holding(case: &Case) -> Result<(Traces, BTreeSet<String>), Failure> {
    let Judged { traces, changed, stale } = judged(case, files(case)?)?;
    Ok((traces, changed.into_iter().chain(stale).collect()))
}

/// The files of traces by the names of the traces.
fn files(case: &Case) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let folder = case.folder().join("traces");
    let mut files = BTreeMap::new();
    let failed = |error: std::io::Error| Failure::data(format!("{}: {error}", folder.display()));
    let items = match std::fs::read_dir(&folder) {
        Ok(items) => items,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(files),
        Err(error) => return Err(failed(error)),
    };
    for item in items {
        let path = item.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "json") && path.is_file() {
            let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            files.insert(name, path);
        }
    }
    Ok(files)
}
