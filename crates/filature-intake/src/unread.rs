//! Counts what a file says and the ledger has no room for, so that it is told and not lost.

use std::collections::BTreeMap;

use filature_model::{Place, Problem, ProblemCode, SourceId};

/// More different names than this are told as one.
const MOST_NAMES: usize = 500;

/// What was not read, by the part of the file it stands in and by its name there, with how often and where first.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    seen: BTreeMap<(String, String), (u64, Option<u32>)>,
}

impl Unread {
    /// Counts one.
    pub(crate) fn count(&mut self, part: &str, name: &str, line: u32) {
        let key = (part.to_owned(), name.to_owned());
        let key = if self.seen.len() < MOST_NAMES || self.seen.contains_key(&key) {
            key
        } else {
            ("…".to_owned(), "other".to_owned())
        };
        let (times, _) = self.seen.entry(key).or_insert((0, Some(line)));
        *times = times.saturating_add(1);
    }

    /// A note for each part, of as many as its names need.
    pub(crate) fn problems(&self, source: SourceId) -> Vec<Problem> {
        let mut notes: Vec<Problem> = Vec::new();
        for ((part, name), &(times, line)) in &self.seen {
            let told = format!("{name} {times}");
            let same = notes.last_mut().filter(|note| note.column.as_deref() == Some(part.as_str()));
            match same {
                Some(note) if note.found.chars().count() + told.chars().count() + 2 <= Problem::FOUND_CHARS => {
                    note.found.push_str(", ");
                    note.found.push_str(&told);
                    note.place.line = note.place.line.min(line);
                }
                _ => {
                    let place = Place { line, ..Place::default() };
                    notes.push(Problem::new(source, place, ProblemCode::NotInLedger, told, "").in_column(part));
                }
            }
        }
        notes
    }
}
