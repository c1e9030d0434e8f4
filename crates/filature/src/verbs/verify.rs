use std::path::Path;

use super::open;
use crate::outcome::{DATA, DONE, Failure};
use crate::screen;

/// Checks a case and says whether it holds.
pub fn run(folder: &Path, json: bool) -> Result<u8, Failure> {
    let case = open(folder)?;
    let verdict = filature_ledger::verify(&case)?;
    if json {
        screen::show_json(&serde_json::json!({
            "holds": verdict.holds(),
            "sources": verdict.sources,
            "bad_sources": verdict.bad_sources,
            "unrecorded": verdict.unrecorded,
            "bad_dossiers": verdict.bad_dossiers,
            "journal_lines": verdict.journal_lines,
            "journal_head": verdict.journal_head,
            "bad_traces": verdict.bad_traces,
            "unrecorded_traces": verdict.unrecorded_traces,
            "bad_tables": verdict.bad_tables,
        }))?;
    } else {
        screen::show(&format!(
            "{} hashed, {} of the journal followed (head {}).",
            screen::counted(verdict.sources, "original", "originals"),
            screen::counted(verdict.journal_lines, "line", "lines"),
            verdict.journal_head
        ));
        for sha256 in &verdict.bad_sources {
            screen::show(&format!("CHANGED OR GONE: sources/{sha256}; restore it from a copy."));
        }
        for sha256 in &verdict.unrecorded {
            screen::show(&format!("NOT IN THE JOURNAL: sources/{sha256}; the journal was replaced or cut."));
        }
        for file in &verdict.bad_dossiers {
            screen::show(&format!("CHANGED: {file} is not what was written; the journal holds the hash of that."));
        }
        for file in &verdict.bad_traces {
            screen::show(&format!(
                "CHANGED: {file} is not what was last written, or writing it was cut short; delete it and trace again."
            ));
        }
        for file in &verdict.unrecorded_traces {
            screen::show(&format!(
                "NOT IN THE JOURNAL: {file}; no trace was written there; delete it and trace again."
            ));
        }
        for table in &verdict.bad_tables {
            screen::show(&format!("DIFFERED: ledger/{table}; it was rebuilt from the originals."));
        }
        screen::show(if verdict.holds() { "The case holds." } else { "The case does not hold." });
    }
    Ok(if verdict.holds() { DONE } else { DATA })
}
