//! `verify`: does the case still hold, and is a dossier what the case gives.

mod differs;
mod dossier;

pub use dossier::protected_since;

use std::path::Path;

use filature_ledger::{Case, Line, Verdict, read_journal};
use serde::Serialize;

use super::open;
use crate::outcome::{DATA, DONE, Failure};
use crate::screen;

/// Checks a case, or a dossier of it, and says whether it holds.
pub fn run(folder: &Path, file: Option<&Path>, head: Option<&str>, json: bool) -> Result<u8, Failure> {
    let case = open(folder)?;
    let head = head.map(|head| Head::look_for(&case, head)).transpose()?;
    match file {
        Some(file) => dossier::run(&case, file, head, json),
        None => whole(&case, head, json),
    }
}

/// A head of the journal that somebody wrote down.
#[derive(Serialize)]
pub struct Head {
    /// What was written down.
    written_down: String,
    /// The line of the journal that has this hash.
    line: Option<u64>,
}

impl Head {
    fn look_for(case: &Case, head: &str) -> Result<Self, Failure> {
        let (lines, last) = read_journal(&case.folder().join("journal.jsonl"))?;
        let wanted = head.trim().to_lowercase();
        if wanted.len() != 64 || !wanted.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Failure::call(format!(
                "--head {head:?}: 64 hexadecimal digits were expected, as dossier prints them"
            )));
        }
        let of = |number: &u64| Line::hash_of(&lines, &last, *number).is_some_and(|hash| hash == wanted);
        let line = (1..=lines.len() as u64).rev().find(of);
        Ok(Self { written_down: wanted, line })
    }

    /// What it says for people.
    fn sentence(&self) -> String {
        match self.line {
            Some(line) => format!("The head that was written down is that of line {line} of the journal."),
            None => format!(
                "NOT THIS JOURNAL: no line of it has the hash {}; it was replaced, or is that of another case.",
                self.written_down
            ),
        }
    }
}

fn whole(case: &Case, head: Option<Head>, json: bool) -> Result<u8, Failure> {
    let head_is_there = head.as_ref().is_none_or(|head| head.line.is_some());
    let verdict = filature_ledger::verify(case)?;
    let holds = verdict.holds() && head_is_there;
    if json {
        screen::show_json(&serde_json::json!({
            "holds": holds,
            "sources": verdict.sources,
            "bad_sources": verdict.bad_sources,
            "unrecorded": verdict.unrecorded,
            "bad_dossiers": verdict.bad_dossiers,
            "journal_lines": verdict.journal_lines,
            "journal_head": verdict.journal_head,
            "not_written_again": verdict.not_written_again.iter().map(|(file, line)| serde_json::json!({ "file": file, "line": line })).collect::<Vec<_>>(),
            "bad_traces": verdict.bad_traces,
            "unrecorded_traces": verdict.unrecorded_traces,
            "bad_tables": verdict.bad_tables,
            "bad_files": verdict.bad_files,
            "rests": verdict.rests,
            "erased": verdict.erased.iter().map(|(line, on)| serde_json::json!({ "line": line, "on": on })).collect::<Vec<_>>(),
            "head": head,
        }))?;
    } else {
        sentences(&verdict).iter().for_each(|line| screen::show(line));
        if let Some(head) = &head {
            screen::show(&head.sentence());
        }
        screen::show(if holds { "The case holds." } else { "The case does not hold." });
    }
    Ok(if holds { DONE } else { DATA })
}

/// What checking found, for people: first what was looked at, then each fault with the file and what rests on it.
pub fn sentences(verdict: &Verdict) -> Vec<String> {
    let mut lines = vec![format!(
        "{} hashed, {} of the journal followed (head {}).",
        screen::counted(verdict.sources, "original", "originals"),
        screen::counted(verdict.journal_lines, "line", "lines"),
        verdict.journal_head
    )];
    lines.extend(verdict.erased.iter().map(|(line, on)| {
        format!("Erased in part on {on} (line {line} of the journal): what was taken out is missing by decision, and is no fault.")
    }));
    lines.extend(verdict.not_written_again.iter().map(|(file, line)| {
        format!("{file} is what line {line} of the journal says was written; writing it again was cut short. Write it again; it is no fault.")
    }));
    let resting = |of: &str| -> Vec<String> {
        let rests = verdict.rests.get(of).map(Vec::as_slice).unwrap_or_default();
        rests.iter().map(|file| format!("  on it rests {file}")).collect()
    };
    for sha256 in &verdict.bad_sources {
        lines.push(format!("CHANGED OR GONE: sources/{sha256}; restore it from a copy."));
        lines.extend(resting(sha256));
    }
    let said = |list: &[String], say: &dyn Fn(&String) -> String| list.iter().map(say).collect::<Vec<_>>();
    lines.extend(said(&verdict.unrecorded, &|sha256| {
        format!("NOT IN THE JOURNAL: sources/{sha256}; the journal was replaced or cut.")
    }));
    lines.extend(said(&verdict.bad_dossiers, &|file| {
        format!("CHANGED: {file} is not what was written; the journal holds the hash of that.")
    }));
    for file in &verdict.bad_traces {
        lines.push(format!(
            "CHANGED: {file} is not what was last written, or writing it was cut short; delete it and trace again."
        ));
        lines.extend(resting(file));
    }
    lines.extend(said(&verdict.unrecorded_traces, &|file| {
        format!("NOT IN THE JOURNAL: {file}; no trace was written there; delete it and trace again.")
    }));
    for table in &verdict.bad_tables {
        lines.push(format!(
            "DIFFERED: ledger/{table}; it was rebuilt from the originals. What was computed from it meanwhile is to be computed again."
        ));
        lines.extend(resting(&format!("ledger/{table}")));
    }
    for (file, what) in &verdict.bad_files {
        lines.push(format!("CHANGED: {file}: {what}."));
        lines.extend(resting(file));
    }
    lines
}
