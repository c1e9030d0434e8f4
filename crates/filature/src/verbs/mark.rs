//! Marks: a word that a person puts on entries, and keeps when the next file arrives.
//!
//! ```text
//! ids, a filter ───► choose ──┐
//! XLSX, CSV ───────► returned ┴► make ─► journal ─┐
//! --define, --settle, --undo ───────────► journal ─┴► board (marks where they are) ─► list │ export │ interview
//! ```
//!
//! What a mark is on is asked of the ledger each time ([`filature_ledger::marks`]). Rows that are withheld to protect a person can be neither
//! marked nor shown here; they are counted.

mod board;
mod choose;
mod export;
mod interview;
mod list;
mod make;
mod returned;
mod whereabouts;
mod wording;

use std::path::Path;

use filature_ledger::Act;
use filature_ledger::marks::{Colour, LABEL_CHARS, anchors};
use filature_model::EntryId;
use serde_json::json;

use self::board::Board;
pub use self::whereabouts::Whereabouts;
use super::{open, out};
use crate::cli::MarkArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// The longest note, reason or meaning.
const TEXT_CHARS: usize = 4_000;

/// A key of no more signs is no number by which an account is known elsewhere: it is shown as it is.
const SHORT_KEY: usize = 8;

/// Marks entries, or shows, exports, settles or takes away marks.
pub fn run(arguments: &MarkArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let written =
        [("--export", &arguments.export, &["xlsx", "csv"][..]), ("--interview", &arguments.interview, &["xlsx"])];
    for (option, file, endings) in written {
        if let Some(file) = file {
            out::may_write(option, file, endings, case.folder(), arguments.force)?;
        }
    }
    let board = Board::of(&case)?;
    if let Some(file) = &arguments.from_xlsx {
        let table = returned::read(file, arguments.column.as_deref(), arguments.note_column.as_deref())?;
        return make::from_table(&board, table, arguments, json);
    }
    if let Some(file) = &arguments.export {
        return export::write(&board, arguments, file, json);
    }
    if let Some(file) = &arguments.interview {
        return interview::write(&board, arguments, file, json);
    }
    if arguments.define.is_some() || arguments.undo.is_some() || !arguments.settle.is_empty() {
        let signed = arguments.second.signed(arguments.by.as_deref())?;
        case.record_signed(&[decided(&board, arguments)?], &signed)?;
        return list::show(&Board::of(&case)?, arguments, json);
    }
    if arguments.by.is_some() || arguments.dry_run {
        let entries = choose::entries(&board, arguments)?;
        return make::from_entries(&board, entries, arguments, json);
    }
    if !arguments.entries.is_empty() || arguments.from_list.is_some() || choose::is_narrowed(&arguments.filter) {
        return Err(Failure::call(
            "to mark takes --by NAME, which stands in the journal; --dry-run says what would be marked",
        ));
    }
    list::show(&board, arguments, json)
}

/// The act of `--define`, `--undo` or `--settle`.
fn decided(board: &Board<'_>, arguments: &MarkArguments) -> Result<Act, Failure> {
    let by = line("--by", arguments.by.as_deref(), TEXT_CHARS)?;
    if let Some(label) = &arguments.define {
        let word = arguments.colour.as_deref().unwrap_or_default();
        let colour = Colour::from_word(word).ok_or_else(|| {
            Failure::call(format!(
                "--colour {word:?}: one of {} was expected",
                Colour::ALL.map(Colour::word).join(", ")
            ))
        })?;
        let meaning = may_be_empty("--meaning", arguments.meaning.as_deref())?;
        return Ok(Act::LabelDefined { label: line("--define", Some(label), LABEL_CHARS)?, colour, meaning, by });
    }
    let reason = needed("--reason", arguments.reason.as_deref(), TEXT_CHARS)?;
    if let Some(mark) = &arguments.undo {
        board.mark(mark)?;
        return Ok(Act::Unmarked { mark: mark.clone(), reason, by });
    }
    settled(board, &arguments.settle, reason, by)
}

/// The act that says which entry is meant.
fn settled(board: &Board<'_>, said: &[String], reason: String, by: String) -> Result<Act, Failure> {
    let [mark, pair] = said else { return Err(Failure::call("--settle: a mark and ENTRY=NEW were expected")) };
    let (entry, new) = pair
        .split_once('=')
        .ok_or_else(|| Failure::call(format!("--settle {pair:?}: ENTRY=NEW was expected, two ids of entries")))?;
    let known = board.mark(mark)?;
    if !known.entries.iter().any(|id| id == entry) {
        return Err(Failure::call(format!(
            "{entry}: mark {mark} has no such entry; `filature mark CASE` lists those it has"
        )));
    }
    let to = board.entry(new).ok_or_else(|| unknown(new))?;
    let anchor = anchors(&board.ledger.book, &[to])?.pop().flatten().ok_or_else(|| unknown(new))?;
    Ok(Act::MarkMoved { mark: mark.clone(), entry: entry.to_owned(), to: to.to_string(), anchor, reason, by })
}

fn unknown(id: &str) -> Failure {
    Failure::call(format!(
        "{id}: no entry or transaction of this case is called so; `filature sql CASE \"SELECT id FROM transactions\"` lists them. Nothing was taken down"
    ))
}

/// A text that has to be there, and no longer than it may be.
fn needed(name: &str, text: Option<&str>, most: usize) -> Result<String, Failure> {
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return Err(Failure::call(format!("{name} is needed, and was empty: nothing was taken down")));
    }
    if text.chars().count() > most {
        return Err(Failure::call(format!("{name} is longer than {most} characters: nothing was taken down")));
    }
    Ok(text.to_owned())
}

/// The same of a name or a word, which stands in a line of a table.
fn line(name: &str, text: Option<&str>, most: usize) -> Result<String, Failure> {
    let text = needed(name, text, most)?;
    if text.contains(char::is_control) {
        return Err(Failure::call(format!(
            "{name} {text:?}: one line without control characters was expected: nothing was taken down"
        )));
    }
    Ok(text)
}

/// The same of a text that may be empty.
fn may_be_empty(name: &str, text: Option<&str>) -> Result<String, Failure> {
    match text.map(str::trim) {
        None | Some("") => Ok(String::new()),
        text => needed(name, text, TEXT_CHARS),
    }
}

/// Writes a file that a person asked for, and says so.
fn write_file(
    (option, path): (&str, &Path),
    bytes: &[u8],
    said: &str,
    document: &serde_json::Value,
    json: bool,
) -> Result<u8, Failure> {
    out::write(option, path, bytes)?;
    screen::say(&format!("{}: {said}.", path.display()));
    if json {
        screen::show_json(document)?;
    }
    Ok(DONE)
}

/// An account by its first and last signs.
fn masked(key: &str) -> String {
    let signs: Vec<char> = key.chars().collect();
    if signs.len() <= SHORT_KEY {
        return key.to_owned();
    }
    signs.iter().take(4).chain(['…'].iter()).chain(signs.iter().skip(signs.len() - 4)).collect()
}

/// Ids as texts.
fn texts(ids: &[EntryId]) -> serde_json::Value {
    json!(ids.iter().map(EntryId::to_string).collect::<Vec<_>>())
}
