//! Marks are taken down: what stands already is not marked twice, and what bears another label already is said.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::four_eyes::Signed;
use filature_ledger::marks::{Anchor, ENTRIES_MOST, LABEL_CHARS, Placed, anchors};
use filature_ledger::standing::{Mark, mark_id};
use filature_ledger::{Act, read_journal};
use filature_model::EntryId;
use serde_json::{Value, json};

use super::board::Board;
use super::returned::{Asked, Table};
use super::{TEXT_CHARS, line, may_be_empty, texts};
use crate::cli::MarkArguments;
use crate::outcome::{DATA, DONE, Failure};
use crate::screen::{self, counted};

/// A label with its note, and what is to be marked with them.
#[derive(Debug, Default)]
struct Group {
    label: String,
    note: String,
    entries: Vec<EntryId>,
    seen: BTreeSet<EntryId>,
    /// How many bear it already.
    already: usize,
    /// Entries that bear other labels, with these and the ids of their marks.
    beside: Vec<(EntryId, String, String)>,
    /// The mark, once it was taken down.
    mark: Option<String>,
}

/// What marks stand on each entry: label, note, id of the mark.
type Bears<'a> = BTreeMap<EntryId, Vec<(&'a str, &'a str, &'a str)>>;

/// Marks what was chosen.
pub fn from_entries(
    board: &Board<'_>,
    entries: Vec<EntryId>,
    arguments: &MarkArguments,
    json: bool,
) -> Result<u8, Failure> {
    let label = line("--label", arguments.label.as_deref(), LABEL_CHARS)?;
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
    let Table { rows, mut problems, .. } = table;
    let names: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let (known, bears, open) = (board.entries(&names)?, bears(board), open(board));
    let mut groups = Groups::default();
    for Asked { number, place, id, label, note } in &rows {
        match known.get(id.as_str()) {
            // What is doubtful or lost was exported by the id that it had, which may be another booking's by now: --settle says.
            _ if open.contains(&(id, label, note)) => groups.of(label, note).already += 1,
            Some(entry) => groups.of(label, note).take(*entry, &bears),
            None => {
                let off = "is no entry or transaction of this case";
                problems.push((*number, format!("{place}: {id:?} {off}; the label {label:?} is on nothing")));
            }
        }
    }
    for group in groups.all.iter().filter(|group| group.entries.len() > ENTRIES_MOST) {
        let (label, number) = (&group.label, group.entries.len());
        let off = format!("{label:?}: {number} entries are more than one mark holds ({ENTRIES_MOST}); split the table");
        problems.push((usize::MAX, off));
    }
    groups.all.retain(|group| group.entries.len() <= ENTRIES_MOST);
    problems.sort();
    let problems: Vec<String> = problems.into_iter().map(|(_, problem)| problem).collect();
    finish(board, groups.all, &problems, arguments, json)
}

/// Groups in the order in which they first stand in a table.
#[derive(Debug, Default)]
struct Groups {
    all: Vec<Group>,
    places: BTreeMap<(String, String), usize>,
}

impl Groups {
    fn of(&mut self, label: &str, note: &str) -> &mut Group {
        let at = *self.places.entry((label.to_owned(), note.to_owned())).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push(Group { label: label.to_owned(), note: note.to_owned(), ..Group::default() });
        }
        &mut self.all[at]
    }
}

fn bears<'a>(board: &'a Board<'_>) -> Bears<'a> {
    let mut bears = Bears::new();
    for (mark, placed) in board.marks() {
        for one in placed {
            for id in one.place.entry().into_iter().chain(one.shown_by) {
                bears.entry(id).or_default().push((&mark.label, &mark.note, &mark.id));
            }
        }
    }
    bears
}

/// Entries that are doubtful or lost, by the ids that were marked, with label and note.
fn open<'a>(board: &'a Board<'_>) -> BTreeSet<(&'a String, &'a String, &'a String)> {
    let open = |(mark, placed): (&'a Mark, &'a [Placed])| {
        let open = placed.iter().filter(|one| one.place.entry().is_none());
        open.map(|one| (&one.entry, &mark.label, &mark.note))
    };
    board.marks().flat_map(open).collect()
}

impl Group {
    fn take(&mut self, entry: EntryId, bears: &Bears<'_>) {
        let on_it = bears.get(&entry).map(Vec::as_slice).unwrap_or_default();
        if on_it.iter().any(|(label, note, _)| *label == self.label && *note == self.note) {
            self.already += 1;
            return;
        }
        if !self.seen.insert(entry) {
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
    if !arguments.dry_run {
        let by = line("--by", arguments.by.as_deref(), TEXT_CHARS)?;
        let signed = arguments.second.signed(Some(&by))?;
        let ids: Vec<EntryId> = groups.iter().flat_map(|group| &group.entries).copied().collect();
        let anchors = anchors(&board.ledger.book, &ids)?.into_iter().zip(ids);
        let anchors: BTreeMap<EntryId, Anchor> = anchors.filter_map(|(anchor, id)| Some((id, anchor?))).collect();
        for group in groups.iter_mut().filter(|group| !group.entries.is_empty()) {
            group.mark = Some(take_down(board, group, &anchors, &signed)?);
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

fn take_down(
    board: &Board<'_>,
    group: &Group,
    known: &BTreeMap<EntryId, Anchor>,
    signed: &Signed,
) -> Result<String, Failure> {
    let anchors: Option<Vec<Anchor>> = group.entries.iter().map(|id| known.get(id).cloned()).collect();
    let anchors = anchors.ok_or_else(|| Failure::bug("an entry that was chosen is not in the ledger"))?;
    let entries: Vec<String> = group.entries.iter().map(EntryId::to_string).collect();
    let (_, head) = read_journal(&board.case.folder().join("journal.jsonl"))?;
    let mark = mark_id(&head, &entries);
    let (label, note) = (group.label.clone(), group.note.clone());
    let by = signed.by.clone();
    board.case.record_signed(&[Act::Marked { mark: mark.clone(), entries, label, note, by, anchors }], signed)?;
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
