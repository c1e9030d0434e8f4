//! What was erased, for people and as JSON.

use filature_ledger::erase::{Holding, Removed};
use filature_model::SourceId;
use serde_json::{Value, json};

use super::Made;
use crate::outcome::Failure;
use crate::screen;

/// So many files are listed by name; the rest are counted.
const LISTED: usize = 20;

/// Shows what went, or would go.
///
/// # Errors
/// Those of the screen.
pub fn made(made: &Made, is_dry: bool, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return screen::show_json(&document(made, is_dry));
    }
    match made {
        Made::Source(id, removed) => source(*id, removed, is_dry),
        Made::Person(removed) => person(removed, is_dry),
    }
    Ok(())
}

/// The same as `--json` gives it: of a person, nothing that would tell who they are.
pub fn document(made: &Made, is_dry: bool) -> Value {
    match made {
        Made::Source(source, removed) => {
            let mut shown = rested(removed, is_dry);
            add(&mut shown, "source", json!(source.to_string()));
            add(&mut shown, "related", holding(&removed.held_by));
            shown
        }
        Made::Person(removed) => {
            let mut shown = rested(removed, is_dry);
            add(&mut shown, "held_by", holding(&removed.held_by));
            add(&mut shown, "journal_lines", json!(removed.journal_lines));
            add(&mut shown, "settings", json!(removed.settings));
            add(&mut shown, "left", json!(removed.left));
            shown
        }
    }
}

/// What a source took with it.
fn source(source: SourceId, removed: &Removed, is_dry: bool) {
    screen::show(&format!("{}: the original of {source} and its row in the list of sources.", went(is_dry)));
    files(removed, is_dry);
    for related in &removed.held_by {
        screen::show(&format!(
            "STILL THERE: {} came in it, or it came in {}; erase that too if it is not to stay.",
            related.source, related.source
        ));
    }
    end(removed, is_dry);
}

/// What a person took with them, and which sources still hold them.
fn person(removed: &Removed, is_dry: bool) {
    screen::show(&format!(
        "{}: rows of their accounts; their accounts, names and texts that name them on rows of others; {} of the journal.",
        went(is_dry),
        screen::counted(removed.journal_lines as u64, "line", "lines")
    ));
    if removed.settings {
        screen::show(&format!("{}: what case.toml states of their accounts.", went(is_dry)));
    }
    files(removed, is_dry);
    for held in &removed.held_by {
        screen::show(&format!(
            "STILL HELD by source {} ({}), {}: erase it, or add a redacted copy and then erase it.",
            held.source,
            shown_name(held),
            screen::counted(held.rows, "row", "rows")
        ));
    }
    for file in &removed.left {
        screen::show(&format!("STILL NAMED in {file}: filature does not change that file; edit or remove it."));
    }
    if !removed.held_by.is_empty() {
        screen::say(
            "Until these sources are gone, hashes in erasures/ keep the person out of everything that is built; they go with the last.",
        );
    }
    end(removed, is_dry);
}

/// The names of files can be people's: only the beginning of the hash is sure to be nobody's.
fn shown_name(held: &Holding) -> String {
    let hash: String = held.sha256.chars().take(12).collect();
    let ending = held.name.rsplit_once('.').map(|(_, ending)| format!(", .{ending}")).filter(|ending| ending.len() < 8);
    format!("SHA-256 {hash}…{}", ending.unwrap_or_default())
}

fn went(is_dry: bool) -> &'static str {
    if is_dry { "WOULD GO" } else { "GONE" }
}

fn files(removed: &Removed, is_dry: bool) {
    let files = &removed.rested.files;
    for file in files.iter().take(LISTED) {
        screen::show(&format!("{}: {file}", went(is_dry)));
    }
    if files.len() > LISTED {
        screen::show(&format!(
            "{}: {} more files that rest on it (--json lists all).",
            went(is_dry),
            files.len() - LISTED
        ));
    }
    let marks = &removed.rested.marks;
    if !marks.is_empty() {
        screen::show(&format!(
            "{} entries that go: {}. Where another file has the same entry the mark holds on to that; `filature mark CASE` says which are lost.",
            screen::counted(marks.len() as u64, "mark has", "marks have"),
            marks.iter().cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    if !removed.rested.stale_traces.is_empty() {
        screen::show(&format!(
            "{} computed with it and to be made again: {}.",
            screen::counted(removed.rested.stale_traces.len() as u64, "trace was", "traces were"),
            removed.rested.stale_traces.iter().cloned().collect::<Vec<_>>().join(", ")
        ));
    }
}

fn end(removed: &Removed, is_dry: bool) {
    if is_dry {
        screen::say("Nothing was removed.");
        return;
    }
    let findings = removed.rested.files.iter().any(|file| file.starts_with("findings/"));
    if findings {
        screen::say("Findings are made again by `filature detect`, dossiers by `filature dossier`.");
    }
    screen::say(
        "Copies elsewhere are not reached, nor is what a disk keeps of removed files: on an SSD, in a snapshot or a backup it may still be read.",
    );
}

fn rested(removed: &Removed, is_dry: bool) -> Value {
    json!({
        "dry_run": is_dry, "files": removed.rested.files, "stale_traces": removed.rested.stale_traces, "marks": removed.rested.marks,
    })
}

fn holding(held: &[Holding]) -> Value {
    held.iter()
        .map(|held| json!({ "source": held.source.to_string(), "sha256": held.sha256, "rows": held.rows }))
        .collect()
}

fn add(shown: &mut Value, name: &str, value: Value) {
    if let Some(fields) = shown.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}
