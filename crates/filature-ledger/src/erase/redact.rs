//! The lines of the journal in which an erased person stands: their words go, the chain stays.
//!
//! ```text
//! line ─► the same with [erased], and `was`: SHA-256 of what it was, to which the next line's `before` still refers
//! last line ─► person-erased, with `was` and `now` of each such line: any later change of one is found
//! ```

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;

use super::person::Person;
use crate::journal::{Act, Line, RedactedLine, add_line, hash_hex, read_journal, whole_lines, write_head};
use crate::{LedgerError, atomic};

/// What stands where something was.
pub const ERASED: &str = "[erased]";

/// Fields of a line that hold nothing of a person concerned: what the chain and the meaning of the line rest on, and who signs.
const KEPT: [&str; 12] = [
    "line",
    "at",
    "act",
    "before",
    "was",
    "by",
    "second",
    "sha256",
    "mapping_sha256",
    "manifest",
    "redacted",
    "erasure",
];

/// A journal in which a person no longer stands.
pub struct Redacted {
    /// Its lines as they stand, with their ends.
    text: String,
    /// The lines that changed.
    pub lines: Vec<RedactedLine>,
    head: String,
    next: u64,
}

/// Redacts; nothing is written.
///
/// # Errors
/// A journal that does not hold together.
pub fn redacted(path: &Path, person: &Person) -> Result<Redacted, LedgerError> {
    let (lines, head) = read_journal(path)?;
    let bytes = fs::read_to_string(path).map_err(LedgerError::io(path))?;
    let bug = |error: serde_json::Error| LedgerError::Bug(error.to_string());
    let (mut text, mut changed) = (String::new(), Vec::new());
    for (number, raw) in (1_u64..).zip(whole_lines(&bytes)) {
        let mut value: Value = serde_json::from_str(raw).map_err(bug)?;
        if !scrub(&mut value, person) && !defines_by_name(&value, person) {
            text.push_str(raw);
            text.push('\n');
            continue;
        }
        drop_entries(&mut value);
        scrub_words(&mut value, person);
        let was = value.get("was").and_then(Value::as_str).map_or_else(|| hash_hex(raw.as_bytes()), str::to_owned);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("was".to_owned(), Value::String(was.clone()));
        }
        // Written by the same type as every line, so that its fields stand in the same order.
        let line: Line = serde_json::from_value(value).map_err(bug)?;
        let now = serde_json::to_string(&line).map_err(bug)?;
        changed.push(RedactedLine { line: number, was, now: hash_hex(now.as_bytes()) });
        text.push_str(&now);
        text.push('\n');
    }
    Ok(Redacted { text, lines: changed, head, next: lines.len() as u64 + 1 })
}

impl Redacted {
    /// Writes it with a last line, whole or not at all.
    ///
    /// # Errors
    /// The system's.
    pub fn write(mut self, path: &Path, act: Act) -> Result<(), LedgerError> {
        let (line, at) = (self.next, Timestamp::now().to_string());
        add_line(
            &mut self.text,
            &mut self.head,
            Line { line, at, act, before: String::new(), heard: None, was: None },
        )?;
        atomic::write_bytes(path, self.text.as_bytes())?;
        write_head(path, self.next, &self.head)
    }
}

/// Takes the person out of every text of a line; says whether they stood there.
fn scrub(value: &mut Value, person: &Person) -> bool {
    match value {
        Value::String(text) if person.is_in(text) => {
            ERASED.clone_into(text);
            true
        }
        Value::Array(items) => items.iter_mut().fold(false, |found, item| scrub(item, person) | found),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !KEPT.contains(&name.as_str()))
            .fold(false, |found, (_, field)| scrub(field, person) | found),
        _ => false,
    }
}

/// Texts that people wrote into a line, by the names of their fields.
const TEXTS: [&str; 8] = ["reason", "second_reason", "source", "note", "label", "purpose", "request", "meaning"];

/// Whether a label is called by a word of their name, or explained by it: the case chose the word for somebody, and it stands in every list of
/// its marks.
fn defines_by_name(value: &Value, person: &Person) -> bool {
    let has_word = |name: &str| value.get(name).and_then(Value::as_str).is_some_and(|text| person.has_word_in(text));
    value.get("act").and_then(Value::as_str) == Some("label-defined") && TEXTS.into_iter().any(has_word)
}

/// Of a line that is about the person, takes the texts that have a word of their name: the surname alone says enough there.
fn scrub_words(value: &mut Value, person: &Person) {
    for name in TEXTS {
        if let Some(Value::String(text)) = value.get_mut(name)
            && person.has_word_in(text)
        {
            ERASED.clone_into(text);
        }
    }
}

/// Takes the person's own entries out of a mark: an anchor tells day and amount of what an account did. Where they were at the other end, the
/// anchor no longer says who was: a redacted copy of the file has somebody else there, or nobody.
fn drop_entries(value: &mut Value) {
    let is_hers = |anchor: &Value| anchor.get("account").and_then(Value::as_str) == Some(ERASED);
    let Some(anchors) = value.get_mut("anchors").and_then(Value::as_array_mut) else { return };
    for anchor in anchors.iter_mut().filter_map(Value::as_object_mut) {
        if anchor.get("other").and_then(Value::as_str) == Some(ERASED) {
            anchor.remove("other");
        }
    }
    let hers: Vec<bool> = anchors.iter().map(is_hers).collect();
    for name in ["entries", "anchors"] {
        let Some(items) = value.get_mut(name).and_then(Value::as_array_mut) else { continue };
        let mut at = 0;
        items.retain(|_| {
            at += 1;
            !hers.get(at - 1).is_some_and(|is_hers| *is_hers)
        });
    }
}

/// What a redacted line still says: one on an account that is erased says nothing of any account, and one on several says it of the others.
pub fn quiet(act: Act) -> Act {
    let without =
        |accounts: Vec<String>| -> Vec<String> { accounts.into_iter().filter(|account| account != ERASED).collect() };
    let word = |act: &Act| {
        let value = serde_json::to_value(act).unwrap_or_default();
        value.get("act").and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let of = word(&act);
    match act {
        Act::CategorySet { ref account, .. }
        | Act::HubSaid { ref account, .. }
        | Act::StatementsAsked { ref account, .. }
        | Act::AskedWithdrawn { ref account, .. }
            if account == ERASED =>
        {
            Act::Redacted { of }
        }
        Act::TraceWritten { ref file, .. }
        | Act::DossierWritten { ref file, .. }
        | Act::SealedWritten { ref file, .. }
            if file == ERASED =>
        {
            Act::Redacted { of }
        }
        Act::Marked { ref entries, .. } if entries.is_empty() => Act::Redacted { of },
        Act::MarkMoved { ref anchor, .. } if anchor.content.account == ERASED => Act::Redacted { of },
        Act::PersonProtected { accounts, from, source, reason, by } => match without(accounts) {
            accounts if accounts.is_empty() => Act::Redacted { of },
            accounts => Act::PersonProtected { accounts, from, source, reason, by },
        },
        Act::ProtectionLifted { accounts, source, reason, by, second } => match without(accounts) {
            accounts if accounts.is_empty() => Act::Redacted { of },
            accounts => Act::ProtectionLifted { accounts, source, reason, by, second },
        },
        Act::HoldersMerged { merge, accounts, relation, source, reason, by, second, rule } => match without(accounts) {
            accounts if accounts.len() < 2 => Act::Redacted { of },
            accounts => Act::HoldersMerged { merge, accounts, relation, source, reason, by, second, rule },
        },
        act => act,
    }
}
