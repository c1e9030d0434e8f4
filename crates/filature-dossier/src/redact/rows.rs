//! Where rows stand in their files, which is not told where it would say what is missing between them.
//!
//! In a file with withheld rows, the numbers of the rows from the first withheld day on would show gaps: how many payments a protected
//! person made, and between which days. The press is told none at all. Such a row bears a number that no file has, in the order of the rows
//! that are shown, so that it can be referred to within the document; no form prints it.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Entry, EntryId, Footing, Place, SourceId};
use jiff::civil::Date;

use crate::Content;

/// From this number on a row is not told. No file of that many rows can be read: a row takes two bytes at least.
const UNTOLD: u32 = 3_000_000_000;

/// The number of a row that is not told, by its place among those that are shown.
pub fn untold(place: u32) -> u32 {
    UNTOLD.saturating_add(place)
}

/// The number of a row where it may be printed.
pub fn told(row: u32) -> Option<u32> {
    Some(row).filter(|row| *row < UNTOLD)
}

/// Whether the row of a place is not told.
pub fn is_untold(place: Place) -> bool {
    place.row.is_some_and(|row| row >= UNTOLD)
}

/// Takes away the numbers of rows of these files from these days on, and every id of a transaction that is made of one.
pub fn hide(content: &mut Content, files: &BTreeMap<SourceId, Date>) -> u64 {
    if files.is_empty() {
        return 0;
    }
    let tells = |source: SourceId, entry: &Entry| {
        let last = entry.value_on.map_or(entry.booked.on, |value| value.max(entry.booked.on));
        files.get(&source).is_some_and(|first| last >= *first)
    };
    let all = content.entries.values().flatten();
    let hidden: BTreeSet<(SourceId, u32)> = all
        .filter(|(source, entry)| tells(*source, entry))
        .filter_map(|(source, entry)| Some((*source, entry.place.row?)))
        .collect();
    let numbers: BTreeMap<(SourceId, u32), u32> = hidden.into_iter().zip(UNTOLD..).collect();
    renumber(content, files, &numbers);
    rename(content, &numbers);
    u64::try_from(numbers.len()).unwrap_or(u64::MAX)
}

fn renumber(content: &mut Content, files: &BTreeMap<SourceId, Date>, numbers: &BTreeMap<(SourceId, u32), u32>) {
    for (source, entry) in content.entries.values_mut().flatten() {
        let Some(number) = entry.place.row.and_then(|row| numbers.get(&(*source, row))) else { continue };
        entry.place = Place { message: None, row: Some(*number), line: None };
        entry.sequence = None;
    }
    for problem in content.problems.iter_mut().filter(|problem| files.contains_key(&problem.source)) {
        // What could not be read has no day.
        problem.place = Place::default();
    }
    for check in content.statements.iter_mut().filter(|check| files.contains_key(&check.source)) {
        if let Footing::Off { first, .. } = &mut check.footing {
            *first = None;
        }
    }
    let new = |entry: &mut String| *entry = renamed(entry, numbers).unwrap_or_else(|| std::mem::take(entry));
    let rules =
        content.traces.iter_mut().flat_map(|(_, trace)| trace.rules.values_mut().chain(trace.rules_alone.values_mut()));
    let paths = rules.flat_map(|rule| &mut rule.held).filter_map(|held| held.paths.as_mut());
    paths
        .flat_map(|paths| &mut paths.paths)
        .flat_map(|path| &mut path.steps)
        .flat_map(|step| &mut step.entries)
        .for_each(new);
}

/// A transaction without an id of its own is called by its file and row: by that name too it would tell.
fn rename(content: &mut Content, numbers: &BTreeMap<(SourceId, u32), u32>) {
    let change = |id: &mut String| {
        if let Some(new) = renamed(id, numbers) {
            *id = new;
        }
    };
    let of_keys = |id: String| renamed(&id, numbers).unwrap_or(id);
    content.entries = std::mem::take(&mut content.entries).into_iter().map(|(id, rows)| (of_keys(id), rows)).collect();
    content.places = std::mem::take(&mut content.places).into_iter().map(|(id, place)| (of_keys(id), place)).collect();
    for (_, entry) in content.entries.values_mut().flatten() {
        entry.transaction.iter_mut().for_each(change);
    }
    let findings = content.findings.findings.iter_mut().chain(&mut content.lead_findings);
    findings.flat_map(|finding| &mut finding.transactions).for_each(change);
    content.activity.movements.iter_mut().for_each(|movement| change(&mut movement.id));
    content.subjects.iter_mut().flat_map(|subject| &mut subject.ids).for_each(change);
    content.traces.iter_mut().for_each(|(_, trace)| super::trace::each_transaction(trace, &mut |id| change(id)));
}

fn renamed(id: &str, numbers: &BTreeMap<(SourceId, u32), u32>) -> Option<String> {
    let entry: EntryId = id.parse().ok()?;
    let row = *numbers.get(&(entry.source, entry.row))?;
    Some(EntryId { row, ..entry }.to_string())
}
