//! The marks that stand, where each of their entries is, and the labels of the case.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::marks::{Content, Place, Placed};
use filature_ledger::standing::Mark;
use filature_model::{AccountId, Currency, EntryId, decimal_string, folded_words};
use serde_json::{Value, json};

use super::board::{Board, Shown, Was};
use super::{Whereabouts, masked, texts};
use crate::cli::MarkArguments;
use crate::outcome::{DONE, Failure};
use crate::screen::{self, counted};

/// So many entries of a mark are shown one by one.
const ENTRIES_SHOWN: usize = 12;

/// Marks that were asked for, each with its entries.
pub type Selected<'a> = Vec<(&'a Mark, &'a [Placed])>;

/// Whether marks are searched for, and not all of them wanted.
fn is_narrowed(arguments: &MarkArguments) -> bool {
    arguments.label.is_some() || arguments.filter.text.is_some() || arguments.filter.account.is_some()
}

/// The marks with a label, with entries on an account, with a text in label or note: as far as any of it is asked for. Those of which it is
/// open where an entry is come first.
pub fn selected<'a>(board: &'a Board<'_>, arguments: &MarkArguments, shown: &BTreeMap<EntryId, Shown>) -> Selected<'a> {
    let label = arguments.label.as_deref().map(str::trim);
    let text = arguments.filter.text.as_deref().map(folded_words);
    let account = arguments.filter.account.as_deref().map(AccountId::written);
    let is_on = |placed: &[Placed]| {
        account.as_ref().is_none_or(|account| {
            let entries = placed.iter().filter_map(|one| shown.get(&one.place.entry()?));
            entries.into_iter().any(|entry| {
                entry.content.account == account.as_str() || entry.other.as_deref() == Some(account.as_str())
            })
        })
    };
    let mut selected: Selected<'_> = board
        .marks()
        .filter(|(mark, _)| label.is_none_or(|label| mark.label == label))
        .filter(|(mark, _)| {
            text.as_ref()
                .is_none_or(|text| folded_words(&mark.label).contains(text) || folded_words(&mark.note).contains(text))
        })
        .filter(|(_, placed)| is_on(placed))
        .collect();
    selected.sort_by_key(|(_, placed)| placed.iter().all(|one| one.place.entry().is_some()));
    selected
}

/// Every entry on which a mark is known to be, or could be.
pub fn entries(board: &Board<'_>) -> Result<BTreeMap<EntryId, Shown>, Failure> {
    let ids: BTreeSet<EntryId> = board.placed.iter().flatten().filter_map(|one| one.place.entry()).collect();
    board.shown(&ids)
}

/// Shows them.
pub fn show(board: &Board<'_>, arguments: &MarkArguments, json: bool) -> Result<u8, Failure> {
    let shown = entries(board)?;
    let marks = selected(board, arguments, &shown);
    if json {
        screen::show_json(&document(board, &marks, &shown, is_narrowed(arguments)))?;
        return Ok(DONE);
    }
    if marks.is_empty() {
        screen::show("No mark stands that was asked for.");
    }
    labels(board, &marks, is_narrowed(arguments)).iter().for_each(|line| screen::show(line));
    for (mark, placed) in &marks {
        lines(board, mark, placed, &shown).iter().for_each(|line| screen::show(line));
    }
    if let Some(open) = Whereabouts::count(marks.iter().flat_map(|(_, placed)| *placed)) {
        screen::show(&format!("\n{}", open.said()));
    }
    Ok(DONE)
}

/// What labels there are: those of the marks, and where all marks are shown those that the case defined and none bears.
fn by_label<'a>(board: &'a Board<'_>, marks: &Selected<'a>, is_narrowed: bool) -> BTreeMap<&'a str, (usize, usize)> {
    let defined = board.standing.labels.keys().filter(|_| !is_narrowed);
    let mut counts: BTreeMap<&str, (usize, usize)> = defined.map(|label| (label.as_str(), (0, 0))).collect();
    for (mark, placed) in marks {
        let (of, entries) = counts.entry(&mark.label).or_default();
        *of += 1;
        *entries += placed.len();
    }
    counts
}

fn labels(board: &Board<'_>, marks: &Selected<'_>, is_narrowed: bool) -> Vec<String> {
    let row = |(label, (of, entries)): (&str, (usize, usize))| {
        let known = board.standing.labels.get(label);
        let colour = known.map_or("", |known| known.colour.word()).to_owned();
        let meaning = known.map(|known| known.meaning.clone()).unwrap_or_default();
        vec![label.to_owned(), colour, of.to_string(), entries.to_string(), meaning]
    };
    let rows: Vec<Vec<String>> = by_label(board, marks, is_narrowed).into_iter().map(row).collect();
    let table = screen::table(&["label", "colour", "marks", "entries", "meaning"], &rows, &[2, 3]);
    if rows.is_empty() { Vec::new() } else { vec![table] }
}

fn lines(board: &Board<'_>, mark: &Mark, placed: &[Placed], shown: &BTreeMap<EntryId, Shown>) -> Vec<String> {
    let note = if mark.note.is_empty() { String::new() } else { format!(" — {}", mark.note) };
    let at = screen::to_the_second(&mark.at);
    let mut lines = vec![format!("\n{}  {}{note}  ({}, {at})", mark.id, mark.label, mark.by)];
    let settled: Vec<&Placed> = placed.iter().filter(|one| one.place.entry().is_some()).collect();
    for (at, one) in placed.iter().enumerate().filter(|(_, one)| one.place.entry().is_none()) {
        let was = match board.was(mark, at, one) {
            Was::On(content) => {
                format!(
                    ", marked on {}  {}  {} {}",
                    content.on,
                    masked(&content.account),
                    money(content),
                    content.currency
                )
            }
            Was::Withheld => ", what it was on is withheld to protect a person".to_owned(),
            Was::Unknown => String::new(),
        };
        lines.push(match &one.place {
            Place::Doubtful(could_be) => {
                let could_be: Vec<String> =
                    could_be.iter().filter(|id| board.is_shown(**id)).map(EntryId::to_string).collect();
                format!("  DOUBTFUL  {}{was}: it could be {}", one.entry, could_be.join(", "))
            }
            _ => format!("  LOST      {}{was}: no entry of the ledger fits", one.entry),
        });
    }
    let known: Vec<(&Placed, &Shown)> =
        settled.iter().filter_map(|one| Some((*one, shown.get(&one.place.entry()?)?))).collect();
    for (one, entry) in known.iter().take(ENTRIES_SHOWN) {
        let id = one.place.entry().map(|id| id.to_string()).unwrap_or_default();
        let moved =
            if matches!(one.place, Place::Moved(_)) { format!("  moved from {}", one.entry) } else { String::new() };
        lines.push(format!(
            "  {id}  {}  {}  {} {}{moved}",
            entry.content.on,
            entry.content.account,
            amount(entry),
            entry.content.currency
        ));
    }
    if known.len() > ENTRIES_SHOWN {
        lines.push(format!("  … {} more; --json has them all", known.len() - ENTRIES_SHOWN));
    }
    let hidden = settled.len() - known.len();
    if hidden > 0 {
        lines.push(format!(
            "  {} withheld to protect a person",
            counted(u32::try_from(hidden).unwrap_or(u32::MAX), "entry is", "entries are")
        ));
    }
    lines
}

/// The amount of an entry, with its sign.
pub fn amount(shown: &Shown) -> String {
    let currency = shown.content.currency.parse::<Currency>().unwrap_or(shown.entry.amount.currency);
    decimal_string(i128::from(shown.content.minor), currency)
}

/// The amount that a mark took down, with its sign; in minor units where its currency is none.
pub fn money(content: &Content) -> String {
    let currency = content.currency.parse::<Currency>();
    currency.map_or_else(|_| content.minor.to_string(), |currency| decimal_string(i128::from(content.minor), currency))
}

/// The document of `--json`.
fn document(board: &Board<'_>, marks: &Selected<'_>, shown: &BTreeMap<EntryId, Shown>, is_narrowed: bool) -> Value {
    let mut counts: BTreeMap<&str, usize> = ["found", "moved", "doubtful", "lost"].map(|word| (word, 0)).into();
    let mut withheld = 0;
    let mut rows = Vec::new();
    for (mark, placed) in marks {
        let mut entries = Vec::new();
        for (at, one) in placed.iter().enumerate() {
            if one.place.entry().is_some_and(|id| !board.is_shown(id)) {
                withheld += 1;
                continue;
            }
            *counts.entry(one.place.word()).or_default() += 1;
            entries.push(entry(board, mark, (at, one), shown));
        }
        let colour = board.standing.labels.get(&mark.label).map(|known| known.colour);
        rows.push(json!({ "id": mark.id, "label": mark.label, "colour": colour, "note": mark.note, "by": mark.by, "at": mark.at,
                          "line": mark.line, "entries": entries }));
    }
    let labels: Vec<Value> = by_label(board, marks, is_narrowed)
        .into_iter()
        .map(|(label, (of, entries))| {
            let known = board.standing.labels.get(label);
            json!({ "label": label, "colour": known.map(|known| known.colour), "meaning": known.map(|known| &known.meaning),
                    "marks": of, "entries": entries })
        })
        .collect();
    json!({ "marks": rows, "labels": labels, "entries": counts, "withheld": withheld })
}

fn entry(board: &Board<'_>, mark: &Mark, (at, one): (usize, &Placed), shown: &BTreeMap<EntryId, Shown>) -> Value {
    let now = one.place.entry();
    let mut value = json!({ "entry": one.entry, "is": one.place.word(), "now": now.map(|id| id.to_string()) });
    if let Some(id) = one.shown_by.filter(|id| board.is_shown(*id)) {
        value["shown_by"] = json!(id.to_string());
    }
    if let Place::Doubtful(could_be) = &one.place {
        let could_be: Vec<EntryId> = could_be.iter().copied().filter(|id| board.is_shown(*id)).collect();
        value["could_be"] = texts(&could_be);
    }
    if now.is_none() {
        value["was"] = match board.was(mark, at, one) {
            Was::On(content) => {
                json!({ "on": content.on, "account": masked(&content.account), "amount": money(content),
                                        "currency": content.currency })
            }
            Was::Withheld => json!("withheld"),
            Was::Unknown => Value::Null,
        };
    }
    if let Some(known) = now.and_then(|id| shown.get(&id)) {
        value["on"] = json!(known.content.on);
        value["account"] = json!(known.content.account);
        value["amount"] = json!(amount(known));
        value["currency"] = json!(known.content.currency);
    }
    value
}
