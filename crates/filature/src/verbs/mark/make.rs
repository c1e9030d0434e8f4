//! Marks are taken down: what stands already is not marked twice, and what bears another label already is said.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::marks::{ENTRIES_MOST, LABEL_CHARS, anchors};
use filature_ledger::standing::mark_id;
use filature_ledger::{Act, read_journal};
use filature_model::EntryId;
use serde_json::{Value, json};

use super::board::Board;
use super::returned::{Asked, Table};
use super::{TEXT_CHARS, may_be_empty, needed, texts};
use crate::cli::MarkArguments;
use crate::outcome::{DATA, DONE, Failure};
use crate::screen::{self, counted};

/// A label with its note, and what is to be marked with them.
#[derive(Debug, Default)]
struct Group {
    label: String,
    note: String,
    entries: Vec<EntryId>,
    /// How many bear it already.
    already: usize,
    /// Entries that bear other labels, with these and the ids of their marks.
    beside: Vec<(EntryId, String, String)>,
    /// The mark, once it was taken down.
    mark: Option<String>,
}

/// What marks stand on each entry: label, note, id of the mark.
type Bears<'a> = BTreeMap<String, Vec<(&'a str, &'a str, &'a str)>>;

/// Marks what was chosen.
pub fn from_entries(
    board: &Board<'_>,
    entries: Vec<EntryId>,
    arguments: &MarkArguments,
    json: bool,
) -> Result<u8, Failure> {
    let label = needed("--label", arguments.label.as_deref(), LABEL_CHARS)?;
    let note = may_be_empty("--note", arguments.note.as_deref())?;
    let mut group = Group { label, note, ..Group::default() };
    let bears = bears(board);
    for entry in entries {
        group.take(entry, &bears);
    }
    finish(board, vec![group], &[], arguments, json)
}

/// Marks what a table says that came back.
pub fn from_table(board: &Board<'_>, table: Table, arguments: &MarkArguments, json: bool) -> Result<u8, Failure> {
    if arguments.by.is_none() && !arguments.dry_run {
        return Err(Failure::call(
            "to mark takes --by NAME, which stands in the journal; --dry-run says what would be marked",
        ));
    }
    let Table { rows, mut problems } = table;
    let names: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let known = board.entries(&names)?;
    let bears = bears(board);
    let mut groups: Vec<Group> = Vec::new();
    for Asked { place, id, label, note } in &rows {
        let stands = |entry: &str| {
            bears.get(entry).is_some_and(|all| all.iter().any(|(of, with, _)| of == label && with == note))
        };
        let at = groups.iter().position(|group| group.label == *label && group.note == *note);
        let group = match at {
            Some(at) => &mut groups[at],
            None => {
                groups.push(Group { label: label.clone(), note: note.clone(), ..Group::default() });
                let last = groups.len() - 1;
                &mut groups[last]
            }
        };
        match known.get(id.as_str()) {
            Some(entry) => group.take(*entry, &bears),
            // A mark that lost its entry was exported by the id that it had.
            None if stands(id) => group.already += 1,
            None => problems.push(format!(
                "{place}: {id:?} is no entry or transaction of this case; the label {label:?} is on nothing"
            )),
        }
    }
    problems.extend(groups.iter().filter(|group| group.entries.len() > ENTRIES_MOST).map(|group| {
        format!(
            "{:?}: {} entries are more than one mark holds ({ENTRIES_MOST}); split the table",
            group.label,
            group.entries.len()
        )
    }));
    groups.retain(|group| group.entries.len() <= ENTRIES_MOST);
    finish(board, groups, &problems, arguments, json)
}

fn bears<'a>(board: &'a Board<'_>) -> Bears<'a> {
    let mut bears = Bears::new();
    for (mark, placed) in board.marks() {
        for one in placed {
            let now = one.place.entry().into_iter().chain(one.shown_by).map(|id| id.to_string());
            for id in now.chain([one.entry.clone()]).collect::<BTreeSet<_>>() {
                bears.entry(id).or_default().push((&mark.label, &mark.note, &mark.id));
            }
        }
    }
    bears
}

impl Group {
    fn take(&mut self, entry: EntryId, bears: &Bears<'_>) {
        let on_it = bears.get(&entry.to_string()).map(Vec::as_slice).unwrap_or_default();
        if on_it.iter().any(|(label, note, _)| *label == self.label && *note == self.note) {
            self.already += 1;
            return;
        }
        if self.entries.contains(&entry) {
            return;
        }
        let other = on_it.iter().filter(|(label, ..)| *label != self.label);
        self.beside.extend(other.map(|(label, _, mark)| (entry, (*label).to_owned(), (*mark).to_owned())));
        self.entries.push(entry);
    }

    fn row(&self) -> Value {
        let beside = self
            .beside
            .iter()
            .map(|(entry, label, mark)| json!({ "entry": entry.to_string(), "label": label, "mark": mark }));
        json!({ "mark": self.mark, "label": self.label, "note": self.note, "entries": texts(&self.entries), "already": self.already,
                "bear_other_labels": beside.collect::<Vec<_>>() })
    }
}

/// Takes marks down, one line of the journal each, and says what was done.
fn finish(
    board: &Board<'_>,
    mut groups: Vec<Group>,
    problems: &[String],
    arguments: &MarkArguments,
    json: bool,
) -> Result<u8, Failure> {
    for group in &mut groups {
        if !arguments.dry_run && !group.entries.is_empty() {
            let by = needed("--by", arguments.by.as_deref(), TEXT_CHARS)?;
            group.mark = Some(take_down(board, group, by)?);
        }
    }
    if json {
        let rows: Vec<Value> = groups.iter().map(Group::row).collect();
        screen::show_json(&json!({ "dry_run": arguments.dry_run, "marked": rows, "problems": problems }))?;
    } else {
        groups.iter().for_each(tell);
        if arguments.dry_run {
            screen::show("Nothing was marked: this is what would be.");
        }
    }
    problems.iter().for_each(|problem| screen::say(problem));
    Ok(if problems.is_empty() { DONE } else { DATA })
}

fn take_down(board: &Board<'_>, group: &Group, by: String) -> Result<String, Failure> {
    let anchors: Option<Vec<_>> = anchors(&board.ledger.book, &group.entries)?.into_iter().collect();
    let anchors = anchors.ok_or_else(|| Failure::bug("an entry that was chosen is not in the ledger"))?;
    let entries: Vec<String> = group.entries.iter().map(EntryId::to_string).collect();
    let (_, head) = read_journal(&board.case.folder().join("journal.jsonl"))?;
    let mark = mark_id(&head, &entries);
    let (label, note) = (group.label.clone(), group.note.clone());
    board.case.record(&[Act::Marked { mark: mark.clone(), entries, label, note, by, anchors }])?;
    Ok(mark)
}

fn tell(group: &Group) {
    let number = counted(u32::try_from(group.entries.len()).unwrap_or(u32::MAX), "entry", "entries");
    let mark = group.mark.as_deref().map(|mark| format!(", mark {mark}")).unwrap_or_default();
    screen::show(&format!("{}: {number}{mark}", group.label));
    if group.already > 0 {
        screen::show(&format!("  {} of this label and note already stood and were not marked again", group.already));
    }
    for (entry, label, mark) in group.beside.iter().take(SAID_MOST) {
        screen::show(&format!("  {entry} bears {label:?} too (mark {mark}); --undo {mark} takes that one away"));
    }
    if group.beside.len() > SAID_MOST {
        screen::show(&format!("  … and {} more; --json has them all", group.beside.len() - SAID_MOST));
    }
}

/// So many entries with other labels are said one by one.
const SAID_MOST: usize = 20;
