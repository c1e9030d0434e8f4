//! Marks: a word that a person puts on entries, one by one or all that a filter takes.

use std::collections::BTreeMap;

use filature_ledger::Act;
use filature_ledger::marks::{self, Anchor, ENTRIES_MOST, LABEL_CHARS, Place, Placed};
use filature_ledger::standing::{Mark, mark_id};
use filature_model::EntryId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome, entries, entry};
use crate::state::{Marks, State};

/// So many entries of a mark are sent one by one.
const SHOWN_MOST: usize = 200;

/// All that stand, or those with entries of an account.
pub fn marks(call: &Call) -> Outcome {
    let marks = &call.state.marks.all;
    let Some(key) = call.asked("account") else {
        return Ok(Answer::Json(marks.iter().map(|mark| sent(call, mark)).collect()));
    };
    let account = call.state.base.account(key).ok_or_else(|| Problem::missing(key))?;
    let on_it = marks.iter().filter(|(_, placed)| is_on(call, placed, account));
    Ok(Answer::Json(on_it.map(|mark| sent(call, mark)).collect()))
}

fn is_on(call: &Call, placed: &[Placed], account: u32) -> bool {
    let base = &call.state.base;
    let (debtor, creditor) = (&base.ledger.transactions.debtor, &base.ledger.transactions.creditor);
    placed.iter().flat_map(|one| one.place.entry().into_iter().chain(one.shown_by)).any(|id| {
        let row = base.row_of(id).filter(|&row| !base.withheld.row(row));
        let transaction = row.and_then(|row| base.index.transaction_of(row));
        transaction.is_some_and(|at| debtor[at as usize] == account || creditor[at as usize] == account)
    })
}

/// A mark with its entries where they are now: moved, doubtful and lost ones are said one by one, since somebody has to look at them.
fn sent(call: &Call, (mark, placed): &(Mark, Vec<Placed>)) -> Value {
    let base = &call.state.base;
    let is_shown = |id: &EntryId| !base.withheld.entry(&base.columns, &id.to_string());
    let texts = |ids: &[EntryId]| ids.iter().filter(|id| is_shown(id)).map(EntryId::to_string).collect::<Vec<_>>();
    let (mut moved, mut doubtful, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for one in placed {
        match &one.place {
            Place::Found(_) => {}
            Place::Moved(id) if is_shown(id) => moved.push(json!({ "entry": one.entry, "to": id.to_string() })),
            Place::Moved(_) => {}
            Place::Doubtful(could_be) => doubtful.push(json!({ "entry": one.entry, "could_be": texts(could_be) })),
            Place::Lost => lost.push(json!(one.entry)),
        }
    }
    let shown = Marks::known(placed).filter(is_shown).map(|id| id.to_string());
    let label = call.state.heard.standing.labels.get(&mark.label);
    let mut value = json!({
        "id": mark.id, "label": call.people().words(&mark.label), "note": call.people().words(&mark.note), "by": mark.by, "at": mark.at,
        "colour": label.map(|label| label.colour), "entries": mark.entries.len(), "entry_ids": shown.take(SHOWN_MOST).collect::<Vec<_>>(),
        "moved_number": moved.len(), "doubtful_number": doubtful.len(), "lost_number": lost.len(), "line": mark.line,
    });
    for (name, mut list) in [("moved", moved), ("doubtful", doubtful), ("lost", lost)] {
        list.truncate(SHOWN_MOST);
        value[name] = Value::Array(list);
    }
    value
}

#[derive(Deserialize)]
struct Asked {
    /// Ids of entries.
    #[serde(default)]
    entries: Vec<String>,
    /// Or an account, and what its entries are filtered by, with the names that the list of entries has.
    filter: Option<BTreeMap<String, Value>>,
    label: String,
    #[serde(default)]
    note: String,
    by: String,
}

/// Marks entries.
pub fn mark(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let (label, by) = (required("label", &asked.label)?, required("by", &asked.by)?);
    if label.chars().count() > LABEL_CHARS {
        let en = format!("A label has at most {LABEL_CHARS} characters; the rest belongs in the note.");
        let fr = format!("Une marque a au plus {LABEL_CHARS} caractères ; le reste va dans la note.");
        return Err(Problem::call("label", en, fr));
    }
    let note = if asked.note.trim().is_empty() { String::new() } else { required("note", &asked.note)? };
    let entries = match &asked.filter {
        Some(filter) => of_filter(call, filter)?,
        None => of_ids(call, &asked.entries)?,
    };
    if entries.is_empty() {
        return Err(Problem::call("no-entries", "No entry was chosen.", "Aucune écriture n’a été choisie."));
    }
    if entries.len() > ENTRIES_MOST {
        let number = entries.len();
        let en = format!("{number} entries are more than one mark holds ({ENTRIES_MOST}); narrow the filter.");
        let fr = format!(
            "{number} écritures, c’est plus que ce qu’une marque contient ({ENTRIES_MOST}) ; resserrez le filtre."
        );
        return Err(Problem::call("too-many", en, fr));
    }
    act::write_with(call, &by, |state| {
        let anchors = anchors_of(state, &entries)?;
        let mark = mark_id(&state.heard.head, &entries);
        let more = json!({ "id": mark, "label": label, "note": note, "by": by, "entries": entries.len() });
        Ok((
            vec![Act::Marked { mark, entries, label: label.clone(), note: note.clone(), by: by.clone(), anchors }],
            more,
        ))
    })
}

/// By what entries are known again. The ledger may be another than the one that they were chosen in: then one of them may be gone.
fn anchors_of(state: &State, entries: &[String]) -> Result<Vec<Anchor>, Problem> {
    let ids: Vec<EntryId> = entries.iter().filter_map(|id| id.parse().ok()).collect();
    let anchors = marks::anchors(&state.base.ledger.book, &ids)?;
    anchors.into_iter().zip(entries).map(|(anchor, id)| anchor.ok_or_else(|| Problem::missing(id))).collect()
}

/// The ids of entries as the ledger writes them, each once, in the order given.
fn of_ids(call: &Call, ids: &[String]) -> Result<Vec<String>, Problem> {
    let mut known = std::collections::BTreeSet::new();
    let mut entries = Vec::new();
    for id in ids {
        let row = entry::row(call, id).ok_or_else(|| Problem::missing(id))?;
        let id = call.state.base.columns.id(row).ok_or_else(|| Problem::missing(id))?.to_string();
        if known.insert(id.clone()) {
            entries.push(id);
        }
    }
    Ok(entries)
}

/// The entries that a filter takes.
fn of_filter(call: &Call, filter: &BTreeMap<String, Value>) -> Result<Vec<String>, Problem> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let query: BTreeMap<String, String> =
        filter.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), text(value))).collect();
    // A slip in the name of a filter must not mark what the filter would have left out.
    const KNOWN: [&str; 9] = ["account", "direction", "channel", "from", "to", "min", "max", "text", "mark"];
    if let Some(name) = query.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        let (en, fr) =
            (format!("filter.{name}: there is no such filter."), format!("filter.{name} : ce filtre n’existe pas."));
        return Err(Problem::call("filter", en, fr));
    }
    let key = query.get("account").cloned().unwrap_or_default();
    let account = call.state.base.account(&key).ok_or_else(|| Problem::missing(&key))?;
    let asked = Call {
        desk: call.desk.clone(),
        state: call.state.clone(),
        path: BTreeMap::from([("id".to_owned(), key)]),
        query,
        body: Vec::new(),
        wants_arrow: false,
    };
    let rows = entries::wanted(&asked, account)?;
    let ids = rows.iter().filter_map(|(on, _)| call.state.base.columns.id(on.row as usize));
    Ok(ids.map(|id| id.to_string()).collect())
}

#[derive(Deserialize)]
struct Settled {
    /// The entry as the mark has it.
    entry: String,
    /// The entry that is meant.
    to: String,
    reason: String,
    by: String,
}

/// Says which entry a mark is on, where its own is gone or in doubt.
pub fn settle(call: &Call) -> Outcome {
    let asked: Settled = call.json()?;
    let (reason, by) = (required("reason", &asked.reason)?, required("by", &asked.by)?);
    let to = of_ids(call, std::slice::from_ref(&asked.to))?;
    let mark = call.part("id").to_owned();
    act::write(call, &by, |state| {
        let known = state.heard.standing.marks.iter().find(|known| known.id == mark);
        if !known.is_some_and(|known| known.entries.contains(&asked.entry)) {
            return Err(Problem::missing(&asked.entry));
        }
        let moved = to.iter().cloned().zip(anchors_of(state, &to)?);
        let act = |(to, anchor): (String, Anchor)| Act::MarkMoved {
            mark: mark.clone(),
            entry: asked.entry.clone(),
            to,
            anchor,
            reason: reason.clone(),
            by: by.clone(),
        };
        Ok(moved.map(act).collect())
    })
}

/// Takes a mark away.
pub fn unmark(call: &Call) -> Outcome {
    let mark = call.part("id").to_owned();
    let by = call.asked("by").map(str::to_owned).or_else(|| call.desk.person());
    let by = required("by", &by.unwrap_or_default())?;
    let reason = call.asked("reason").unwrap_or_default().to_owned();
    act::write(call, &by, |state| {
        if !state.heard.standing.marks.iter().any(|known| known.id == mark) {
            return Err(Problem::missing(&mark));
        }
        Ok(vec![Act::Unmarked { mark: mark.clone(), reason: reason.clone(), by: by.clone() }])
    })
}
