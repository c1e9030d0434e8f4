//! Marked entries, numbered in the order of time, to be put to a person: only what may be rendered, each with its row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use filature_dossier::vocabulary::initials;
use filature_dossier::workbook::{self, Cell, Table};
use filature_dossier::{Rights, Texts};
use filature_ledger::{Ledger, categories};
use filature_model::{Entry, EntryId, Language, Party};
use serde_json::json;

use super::board::{Board, Shown};
use super::wording::{self, Words};
use super::{list, masked, write_file};
use crate::cli::MarkArguments;
use crate::outcome::Failure;
use crate::withholding::{Showable, known};

/// So many digits in a row may be a number by which somebody is known.
const NUMBER_DIGITS: usize = 6;

/// An entry with the labels and notes that it bears.
struct Put {
    id: EntryId,
    labels: Vec<String>,
    notes: Vec<String>,
}

/// What of a text may be shown.
struct Reader {
    with_names: bool,
    texts: Texts,
    victims: BTreeSet<String>,
}

/// Writes the table.
pub fn write(board: &Board<'_>, arguments: &MarkArguments, file: &Path, json: bool) -> Result<u8, Failure> {
    let showable = Showable::of(board.case)?;
    let ledger = showable.as_ref().map_or(&board.ledger, |only| &only.ledger);
    let (puts, left_out) = puts(board, arguments, ledger)?;
    let reader = reader(board, showable.as_ref(), arguments)?;
    let language = arguments.lang.map_or(Language::English, Language::from);
    let words = wording::words(language);
    let ids: BTreeSet<EntryId> = puts.iter().map(|put| put.id).collect();
    let shown = board.shown(&ids)?;
    let mut first = first_sheet(arguments, &words, language);
    let mut sources = Table {
        name: words.sheets[1].to_owned(),
        columns: words
            .sources
            .iter()
            .zip([6, 22, 40, 68, 20, 12, 10, 10])
            .map(|(name, width)| ((*name).to_owned(), width))
            .collect(),
        rows: Vec::new(),
        above: Vec::new(),
    };
    if left_out > 0 {
        first.above.push(format!("{left_out} {}", words.left_out));
    }
    let mut in_time: Vec<(&Put, &Shown)> = puts.iter().filter_map(|put| Some((put, shown.get(&put.id)?))).collect();
    in_time.sort_by_key(|(put, shown)| (shown.entry.booked.on, shown.entry.booked.at_micros, put.id));
    for (number, (put, shown)) in (1_u64..).zip(in_time) {
        first.rows.push(row(number, put, shown, arguments, &reader, &words));
        sources.rows.push(source_row(board, number, put.id, shown, &reader, showable.as_ref()));
    }
    let rows = first.rows.len();
    let bytes = workbook::render(&[first, sources]).map_err(Failure::bug)?;
    let said = format!(
        "{rows} entries, numbered; {left_out} left out, which may not be rendered or of which it is open where they are"
    );
    let document = json!({ "file": file.display().to_string(), "entries": rows, "left_out": left_out });
    write_file(("--interview", file), &bytes, &said, &document, json)
}

/// The entries of the marks that were asked for, each booking once, and how many of them are not shown.
fn puts(board: &Board<'_>, arguments: &MarkArguments, ledger: &Ledger) -> Result<(Vec<Put>, u64), Failure> {
    let entries = list::entries(board)?;
    let marks = list::selected(board, arguments, &entries);
    let known: BTreeSet<EntryId> = entries.keys().copied().collect();
    let renderable = filature_ledger::marks::rows(&ledger.book, &known)?;
    let (mut puts, mut left_out) = (BTreeMap::<EntryId, Put>::new(), BTreeSet::<&str>::new());
    for (mark, placed) in marks {
        for one in placed {
            let here = one.place.entry().filter(|id| renderable.contains_key(id));
            let Some(id) = here else {
                left_out.insert(&one.entry);
                continue;
            };
            // Of two files that show one booking it is put once.
            let id = one.shown_by.filter(|id| renderable.contains_key(id) && board.is_shown(*id)).unwrap_or(id);
            let put = puts.entry(id).or_insert_with(|| Put { id, labels: Vec::new(), notes: Vec::new() });
            for (all, new) in [(&mut put.labels, &mark.label), (&mut put.notes, &mark.note)] {
                if !new.is_empty() && !all.contains(new) {
                    all.push(new.clone());
                }
            }
        }
    }
    Ok((puts.into_values().collect(), u64::try_from(left_out.len()).unwrap_or(u64::MAX)))
}

/// Names and places that only withheld rows or intelligence give are in no text; without `--names`, nobody's name and no whole account is.
fn reader(board: &Board<'_>, showable: Option<&Showable>, arguments: &MarkArguments) -> Result<Reader, Failure> {
    let victims = categories::victims(&board.case.journal()?);
    let rights = Rights { known: known(&board.ledger, showable), victims: victims.clone(), ..Rights::default() };
    let texts = if arguments.names {
        Texts::of(&rights)
    } else {
        let accounts: Vec<(&str, String)> = rights
            .known
            .accounts
            .iter()
            .map(|key| (key.as_str(), masked(key)))
            .filter(|(key, shown)| key != shown)
            .collect();
        Texts::in_initials(&rights).masking(accounts.iter().map(|(key, shown)| (*key, shown.as_str())))
    };
    Ok(Reader { with_names: arguments.names, texts, victims })
}

impl Reader {
    /// An account: its first and last signs, unless names are asked for.
    fn account(&self, key: &str) -> String {
        if self.with_names { key.to_owned() } else { masked(key) }
    }

    /// Whether a file's name is shown: many are made of the number of the account. The hash tells which file it is all the same.
    fn may_name(&self, name: &str) -> bool {
        let longest = name.split(|sign: char| !sign.is_ascii_digit()).map(str::len).max().unwrap_or_default();
        self.with_names || longest < NUMBER_DIGITS
    }

    /// Who is at the other end: the account, and the name as it may be shown. Of a possible victim it is the initials, whoever asks.
    fn party(&self, party: &Party) -> String {
        let account = party.account.as_ref().map(|account| account.as_str());
        let is_victim = account.is_some_and(|account| self.victims.contains(account));
        let name = party.name.as_deref().map(|name| match self.with_names && !is_victim {
            true => self.texts.clean(name),
            false => initials(name),
        });
        account.map(|account| self.account(account)).into_iter().chain(name).collect::<Vec<_>>().join(" ")
    }
}

fn first_sheet(arguments: &MarkArguments, words: &Words, language: Language) -> Table {
    let widths = [6, 12, 30, 10, 14, 9, 36, 44, 22, 40];
    let is_wanted = |at: &usize| match at {
        7 => arguments.names,
        9 => arguments.with_notes,
        _ => true,
    };
    let columns = (0..widths.len()).filter(is_wanted).map(|at| (words.columns[at].to_owned(), widths[at]));
    Table {
        name: words.sheets[0].to_owned(),
        columns: columns.chain([(wording::answer(language).to_owned(), 60)]).collect(),
        rows: Vec::new(),
        above: vec![words.above.to_owned()],
    }
}

fn row(number: u64, put: &Put, shown: &Shown, arguments: &MarkArguments, reader: &Reader, words: &Words) -> Vec<Cell> {
    let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
    let entry = &shown.entry;
    let is_in = shown.content.minor >= 0;
    let mut cells = vec![
        Cell::Count(number),
        Cell::Day(entry.booked.on),
        text(reader.account(&shown.content.account)),
        text(words.direction[usize::from(!is_in)].to_owned()),
        Cell::Money(shown.content.minor.saturating_abs(), entry.amount.currency),
        text(shown.content.currency.clone()),
        text(reader.party(other(entry, is_in))),
    ];
    if arguments.names {
        cells.push(text(entry.text.as_deref().map(|text| reader.texts.clean(text)).unwrap_or_default()));
    }
    cells.push(text(reader.texts.clean(&put.labels.join("; "))));
    if arguments.with_notes {
        cells.push(text(reader.texts.clean(&put.notes.join("; "))));
    }
    cells.push(Cell::Empty);
    cells
}

fn other(entry: &Entry, is_in: bool) -> &Party {
    if is_in { &entry.debtor } else { &entry.creditor }
}

fn source_row(
    board: &Board<'_>,
    number: u64,
    id: EntryId,
    shown: &Shown,
    reader: &Reader,
    showable: Option<&Showable>,
) -> Vec<Cell> {
    let place = |number: Option<u32>| number.map_or(Cell::Empty, |number| Cell::Count(u64::from(number)));
    let source = board.case.sources().iter().find(|source| source.id == shown.source);
    let maybe = |text: Option<&str>| text.map_or(Cell::Empty, |text| Cell::Text(reader.texts.clean(text)));
    // The rows of a file with withheld ones are not counted through: a gap would tell where they stand.
    let is_told = showable.is_none_or(|only| !only.holds_withheld(shown.source));
    let told = |number: Option<u32>| place(number.filter(|_| is_told));
    vec![
        Cell::Count(number),
        if is_told { Cell::Text(id.to_string()) } else { Cell::Text(shown.source.to_string()) },
        maybe(source.map(|source| source.name.as_str()).filter(|name| reader.may_name(name))),
        source.map_or(Cell::Empty, |source| Cell::Text(source.sha256.clone())),
        maybe(source.and_then(|source| source.exhibit.as_deref())),
        place(shown.entry.place.message),
        told(shown.entry.place.line),
        told(shown.entry.place.row),
    ]
}
