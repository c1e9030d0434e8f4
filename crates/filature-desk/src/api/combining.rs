//! Another copy of the case: which ones lie beside it, what one would bring and contradict, and combining.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use filature_ledger::combine::{Hand, Settlement};
use filature_ledger::four_eyes::{Watched, written};
use filature_ledger::{Line, hash_hex};
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome, journal, sending};
use crate::state::people::People;

/// Lines of the other journal that are sent; the others are counted.
const LINES_MOST: usize = 500;
/// The first line of a journal is short: no more of it is read.
const LINE_BYTES_MOST: u64 = 1 << 20;
/// Folders that are looked into.
const FOLDERS_MOST: usize = 2_000;

/// The folder beside the case, and the copies of it that are there.
pub fn copies(call: &Call) -> Outcome {
    let folder = call.desk.store.folder();
    let (place, case) = sending::place(folder)?;
    let heard = &call.state.heard;
    let first = Line::hash_of(&heard.lines, &heard.head, 1).unwrap_or_default();
    let found = std::fs::read_dir(&place).into_iter().flatten().flatten().take(FOLDERS_MOST);
    let names = found.filter_map(|found| found.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| *name != case && first_hash(&place.join(name)).is_some_and(|hash| hash == first)).collect();
    names.sort();
    Ok(Answer::Json(json!({ "folder": place.display().to_string(), "copies": names })))
}

/// The hash of a journal's first line: copies of one case have it in common.
fn first_hash(folder: &Path) -> Option<String> {
    let file = File::open(folder.join("journal.jsonl")).ok()?;
    let mut line = String::new();
    BufReader::new(file.take(LINE_BYTES_MOST)).read_line(&mut line).ok()?;
    Some(hash_hex(line.trim_end_matches(['\n', '\r']).as_bytes()))
}

#[derive(Deserialize)]
struct Asked {
    with: String,
    #[serde(default)]
    settle: BTreeMap<usize, Hand>,
    reason: Option<String>,
    by: Option<String>,
}

/// The other copy's folder; what is no whole path lies beside the case.
fn other(call: &Call, with: &str) -> Result<PathBuf, Problem> {
    let with = required("with", with)?;
    let (place, _) = sending::place(call.desk.store.folder())?;
    Ok(place.join(with))
}

/// What combining would come to; nothing is done.
pub fn preview(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let with = other(call, &asked.with)?;
    let mut told = call.desk.operate(|operations, folder| operations.combining(folder, &with))?;
    let taken: Vec<Line> = serde_json::from_value(told["taken"].take()).map_err(Problem::bug)?;
    let rows = taken.iter().take(LINES_MOST).map(|line| {
        let by = serde_json::to_value(&line.act).ok().and_then(|act| act["by"].as_str().map(str::to_owned));
        json!({ "line": line.line, "at": line.at, "by": by, "summary": journal::said(call, &line.act) })
    });
    told["taken"] = Value::Array(rows.collect());
    told["with"] = json!(with.display().to_string());
    in_words(&mut told, &call.people());
    Ok(Answer::Json(told))
}

/// Combines; a job.
pub fn combine(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let with = other(call, &asked.with)?;
    act::expected_head(call, &call.state.heard)?;
    let by = required("by", asked.by.as_deref().unwrap_or_default())?;
    if !asked.settle.is_empty() {
        required("reason", asked.reason.as_deref().unwrap_or_default())?;
    }
    let signed = act::may_sign(call, Watched::Combine, &by)?;
    call.desk.remember(&by);
    let said = Settlement {
        holds: asked.settle,
        by,
        reason: written(asked.reason.as_deref()),
        second: signed.second,
        second_reason: signed.second_reason,
    };
    let before = call.state.clone();
    Ok(call.desk.begin("combine", move |operations, folder, progress| {
        progress.stage("combining, and building the ledger again", "réunion et reconstruction du registre", 0, 0);
        let mut done = operations.combine(folder, &with, &said)?;
        in_words(&mut done, &People::of(&before));
        Ok(done)
    }))
}

/// What people wrote in conflicts, and names of files, are free words.
fn in_words(told: &mut Value, people: &People<'_>) {
    let clean = |text: &mut Value| {
        if let Some(said) = text.as_str().map(|text| people.words(text)) {
            *text = json!(said);
        }
    };
    for conflict in told.get_mut("conflicts").and_then(Value::as_array_mut).into_iter().flatten() {
        conflict.get_mut("ids").and_then(Value::as_array_mut).into_iter().flatten().for_each(clean);
        for side in ["mine", "theirs"] {
            for said in conflict.get_mut(side).and_then(Value::as_array_mut).into_iter().flatten() {
                for field in ["says", "reason"] {
                    if let Some(text) = said.get_mut(field) {
                        clean(text);
                    }
                }
            }
        }
    }
    told.get_mut("left").and_then(Value::as_array_mut).into_iter().flatten().for_each(clean);
    if let Some(renamed) = told.get_mut("renamed").and_then(Value::as_object_mut) {
        let pairs = renamed
            .iter()
            .map(|(there, here)| (people.words(there), json!(people.words(here.as_str().unwrap_or_default()))));
        *renamed = pairs.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_known_by_its_first_line() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(first_hash(folder.path()), None);
        std::fs::write(folder.path().join("journal.jsonl"), "{\"a\":1}\n{\"b\":2}\n").unwrap();
        assert_eq!(first_hash(folder.path()), Some(hash_hex(b"{\"a\":1}")));
    }

    #[test]
    fn conflicts_are_settled_by_their_numbers() {
        let asked: Asked = serde_json::from_str(r#"{"with":"copy","settle":{"1":"mine","2":"theirs"}}"#).unwrap();
        assert_eq!(asked.settle, BTreeMap::from([(1, Hand::Mine), (2, Hand::Theirs)]));
        assert!(serde_json::from_str::<Asked>(r#"{"with":"copy","settle":{"1":"both"}}"#).is_err());
    }
}
