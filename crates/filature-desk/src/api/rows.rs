//! The rows of an original around an entry, as the file has them, the entry's row marked.
//!
//! A file of lines is shown by its lines; any other (workbooks, Parquet, archives of them) by what was read of its rows. These are names
//! and texts as a bank wrote them: a purpose is needed. Where a possible victim can be found or reached is taken out of them, by column
//! and by what is known of that person.

use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use filature_intake::csv::Mapping;
use filature_model::{Entry, EntryId, Source, decimal_string};
use serde_json::{Value, json};

use super::error::Problem;
use super::{Answer, Call, Outcome};

/// The most rows before and behind the marked one.
const AROUND_MOST: usize = 500;

/// The most lines that one entry is taken to have.
const RECORD_LINES: usize = 80;

/// The longest line that is shown whole.
const LINE_CHARS: usize = 4_000;

/// How much of a file is read to tell what it is.
const SAMPLE_BYTES: usize = 4_096;

/// What stands where something was taken out.
pub const WITHHELD: &str = "▒▒▒";

/// Headings of columns that tell how and where a person is reached.
const PRIVATE: [&str; 22] = [
    "phone",
    "telephone",
    "téléphone",
    "tel",
    "mobile",
    "email",
    "e-mail",
    "courriel",
    "address",
    "adresse",
    "street",
    "rue",
    "birth",
    "naissance",
    "born",
    "dob",
    "device",
    "document",
    "city",
    "ville",
    "passport",
    "passeport",
];

/// The rows around one.
pub fn rows(call: &Call) -> Outcome {
    if !call.people().names_shown() {
        return Err(Problem::purpose_needed());
    }
    let source = source(call)?;
    let wanted = call.number("row")?;
    let asked_line = call.number("line")?.filter(|&line| line > 0 && wanted.is_none());
    let wanted = u32::try_from(wanted.unwrap_or(0)).unwrap_or(u32::MAX);
    let around = call.number("around")?.unwrap_or(20).min(AROUND_MOST);
    let path = original(call, source);
    let base = &call.state.base;
    if base.row_of(EntryId { source: source.id, row: wanted }).is_some_and(|row| base.withheld.row(row)) {
        return Err(Problem::missing(call.part("sha256")));
    }
    // A line may be one of no entry, as a heading with a name and an address.
    if asked_line.is_some() && base.withheld.touches(source.id) {
        return Err(protects());
    }
    let hidden = call.people().whereabouts_of_victims();
    let entry = call.state.base.row_of(EntryId { source: source.id, row: wanted });
    let entry = entry.and_then(|row| call.state.base.ledger.book.at(row)).map(|(_, entry)| entry);
    let line = entry.as_ref().and_then(|entry| entry.place.line);
    let shown = match (line, is_text(&path)) {
        // What is wrong with a file may stand at a line that gave no entry.
        (_, true) if asked_line.is_some() => {
            let line = asked_line.unwrap_or(1);
            lines(call, source, &path, (line, line + 1), around)?
        }
        (Some(line), true) => {
            let end = end_of_entry(call, source, wanted, line as usize);
            lines(call, source, &path, (line as usize, end), around)?
        }
        _ => as_read(call, source, wanted, around),
    };
    let people = call.people();
    Ok(Answer::Json(cleaned(shown, |text| people.words(&without(text, &hidden)))))
}

/// The source of the path.
///
/// # Errors
/// When there is none.
pub fn source(call: &Call) -> Result<&Source, Problem> {
    let name = call.part("sha256");
    call.state.base.source(name).ok_or_else(|| Problem::missing(name))
}

/// Where an original lies: by the hash in the ledger, never by what was asked.
pub fn original(call: &Call, source: &Source) -> PathBuf {
    call.desk.store.folder().join("sources").join(&source.sha256)
}

/// Whether a file is lines of text in an encoding that keeps line ends single bytes.
fn is_text(path: &std::path::Path) -> bool {
    let mut sample = vec![0; SAMPLE_BYTES];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut sample)).unwrap_or(0);
    sample.truncate(read);
    let is_known =
        [&b"%PDF"[..], b"PK", b"PAR1", b"\x1f\x8b", b"\xd0\xcf", b"ARROW1"].iter().any(|mark| sample.starts_with(mark));
    !sample.is_empty() && !is_known && !sample.contains(&0)
}

/// What is shown of a file.
struct Shown {
    /// What the numbers of its rows count: `lines` of the file from 1, or `rows` as the readers number them.
    counted: &'static str,
    header: Option<Vec<String>>,
    total: usize,
    rows: Vec<Row>,
}

struct Row {
    number: usize,
    cells: Option<Vec<String>>,
    text: Option<String>,
    marked: bool,
    cut: bool,
}

/// The first line that is no longer an entry's: that of the next entry, where it is near; a record of many lines ends there.
fn end_of_entry(call: &Call, source: &Source, row: u32, line: usize) -> usize {
    let base = &call.state.base;
    let next = base.row_of(EntryId { source: source.id, row: row.saturating_add(1) });
    let next = next.and_then(|row| base.ledger.book.at(row)?.1.place.line).map(|line| line as usize);
    next.filter(|next| (line + 1..=line + RECORD_LINES).contains(next)).unwrap_or(line + 1)
}

/// Lines around those of an entry, counted from 1; cells where the file is a table.
fn lines(
    call: &Call,
    source: &Source,
    path: &std::path::Path,
    (line, end): (usize, usize),
    around: usize,
) -> Result<Shown, Problem> {
    let starts = line_starts(call, source, path)?;
    let total = starts.len();
    let first = line.saturating_sub(around).max(1);
    let last = (end - 1 + around).min(total);
    let (at, said) = header_of(source);
    // The header first: all are decoded as one text, since a line alone does not tell its encoding.
    let texts = texts_of_lines(path, &starts, std::iter::once(at.max(1)).chain(first..=last)).map_err(Problem::bug)?;
    let Some(((head, _), texts)) = texts.split_first() else { return Err(Problem::bug("no line was read")) };
    let delimiter = said.or(delimiter(source, head));
    let gone = call.state.base.withheld.lines(&call.state.base.ledger, &call.state.base.columns, source.id);
    if delimiter.is_none() && call.state.base.withheld.touches(source.id) {
        return Err(protects());
    }
    let header = delimiter.filter(|_| at > 0).map(|delimiter| split(head, delimiter));
    let row = |(number, (text, cut)): (usize, &(String, bool))| {
        let text = if gone.contains(&number) { WITHHELD } else { text.as_str() };
        let marked = (line..end).contains(&number) && (number == line || delimiter.is_none());
        let cells = delimiter.map(|delimiter| split(text, delimiter));
        let text = if cells.is_some() { None } else { Some(text.to_owned()) };
        Row { number, cells, text, marked, cut: *cut }
    };
    let rows = (first..=last).zip(texts).map(row).collect();
    Ok(Shown { counted: "lines", header, total, rows })
}

/// The line of the header of a table, and the delimiter where a mapping says it.
fn header_of(source: &Source) -> (usize, Option<char>) {
    let mapping = source.mapping.as_deref().and_then(|text| Mapping::from_toml(text).ok());
    mapping.map_or((1, None), |mapping| (mapping.header_line as usize, Some(mapping.delimiter)))
}

/// The delimiter of a table; none for what is no table.
fn delimiter(source: &Source, header: &str) -> Option<char> {
    let tables = ["filature", "amlworld", "accounts", "mapped", "rates", "ecb-rates", "register", "mto", "paypal"];
    let is_table = tables.contains(&source.format.as_str());
    let best = [';', ',', '\t', '|']
        .into_iter()
        .max_by_key(|&delimiter| (header.matches(delimiter).count(), delimiter == ','))?;
    (is_table && header.matches(best).count() > 0 && !header.starts_with('<') && !header.starts_with(':'))
        .then_some(best)
}

/// A line as cells; quotes are taken off as tables write them.
fn split(line: &str, delimiter: char) -> Vec<String> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            letter if letter == delimiter && !is_quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

/// Where each line of a file begins; looked up once.
fn line_starts(call: &Call, source: &Source, path: &std::path::Path) -> Result<Arc<Vec<u64>>, Problem> {
    let known = || call.state.base.line_starts.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(starts) = known().get(&source.id) {
        return Ok(starts.clone());
    }
    let mut file = std::fs::File::open(path).map_err(|error| unreadable(source, &error))?;
    let (mut starts, mut buffer, mut before) = (vec![0_u64], vec![0; 1 << 20], 0_u64);
    loop {
        let read = file.read(&mut buffer).map_err(|error| unreadable(source, &error))?;
        if read == 0 {
            break;
        }
        starts.extend(memchr::memchr_iter(b'\n', &buffer[..read]).map(|at| before + at as u64 + 1));
        before += read as u64;
    }
    if starts.last() == Some(&before) {
        starts.pop();
    }
    let starts = Arc::new(starts);
    known().insert(source.id, starts.clone());
    Ok(starts)
}

/// Lines by their numbers, each with whether it was cut.
fn texts_of_lines(
    path: &std::path::Path,
    starts: &[u64],
    numbers: impl Iterator<Item = usize>,
) -> std::io::Result<Vec<(String, bool)>> {
    let mut file = std::fs::File::open(path)?;
    let most = (LINE_CHARS * 4) as u64;
    let mut bytes = Vec::new();
    for number in numbers {
        if !bytes.is_empty() {
            bytes.push(b'\n');
        }
        let from = number.checked_sub(1).and_then(|at| starts.get(at)).copied();
        let mut line = Vec::new();
        if let Some(from) = from {
            let length = starts.get(number).map_or(most, |&next| (next - from).min(most));
            file.seek(SeekFrom::Start(from))?;
            (&mut file).take(length).read_to_end(&mut line)?;
        }
        let end = memchr::memchr2(b'\n', b'\r', &line).unwrap_or(line.len());
        // A line that is empty is one all the same.
        bytes.extend_from_slice(if end == 0 { b" " } else { &line[..end] });
    }
    let text = filature_intake::text_of(&bytes);
    let line = |line: &str| (line.chars().take(LINE_CHARS).collect(), line.chars().count() > LINE_CHARS);
    Ok(text.split('\n').map(line).collect())
}

/// What is told of a file that cannot be shown in part.
pub fn protects() -> Problem {
    let en = "Something in this file is withheld to protect a person. It stays in the case folder.";
    Problem::withheld(
        en,
        "Une partie de ce fichier n’est pas montrée, pour protéger une personne. Il reste dans le dossier.",
    )
}

/// What cannot be read of a source.
pub fn unreadable(source: &Source, error: &dyn std::fmt::Display) -> Problem {
    let mut problem = Problem::other(
        422,
        "unreadable",
        super::error::both(
            format!("{} cannot be read: {error}. Run `filature verify` on the case.", source.name),
            format!("{} est illisible : {error}. Lancez `filature verify` sur le dossier.", source.name),
        ),
    );
    problem.at = Some(json!({ "file": source.name, "page": null, "row": null, "column": null }));
    problem
}

/// What was read of the rows around one.
fn as_read(call: &Call, source: &Source, wanted: u32, around: usize) -> Shown {
    let base = &call.state.base;
    let rows: Vec<usize> = base.columns.rows_of(source.id).filter(|&row| !base.withheld.row(row)).collect();
    let number = |row: usize| base.columns.id(row).map_or(0, |id| id.row);
    let at = rows.partition_point(|&row| number(row) < wanted);
    let (first, last) = (at.saturating_sub(around), (at + around + 1).min(rows.len()));
    let header =
        ["booked", "amount", "currency", "payer", "payer_name", "payee", "payee_name", "channel", "text", "reference"];
    let row = |&row: &usize| {
        let (_, entry) = base.ledger.book.at(row)?;
        let number = entry.place.row?;
        Some(Row {
            number: number as usize,
            cells: Some(cells(&entry)),
            text: None,
            marked: number == wanted,
            cut: false,
        })
    };
    let shown = rows.get(first..last).unwrap_or_default().iter().filter_map(row).collect();
    Shown { counted: "rows", header: Some(header.map(str::to_owned).to_vec()), total: rows.len(), rows: shown }
}

fn cells(entry: &Entry) -> Vec<String> {
    let account = |party: &filature_model::Party| party.account.as_ref().map(ToString::to_string).unwrap_or_default();
    let name = |party: &filature_model::Party| party.name.clone().unwrap_or_default();
    vec![
        entry.booked.on.to_string(),
        decimal_string(i128::from(entry.amount.minor), entry.amount.currency),
        entry.amount.currency.to_string(),
        account(&entry.debtor),
        name(&entry.debtor),
        account(&entry.creditor),
        name(&entry.creditor),
        entry.channel.map_or("", |channel| channel.word()).to_owned(),
        entry.text.clone().unwrap_or_default(),
        entry.reference.clone().unwrap_or_default(),
    ]
}

/// Takes out where people are and how they are reached: whole columns that say so, and what is known of possible victims anywhere.
fn cleaned(shown: Shown, words: impl Fn(&str) -> String) -> Value {
    let header = shown.header.as_deref().unwrap_or_default();
    let columns: BTreeSet<usize> = (0..header.len()).filter(|&at| is_private(&header[at])).collect();
    let mut withheld = false;
    let mut clean = |text: String| {
        let cleaned = words(&text);
        withheld |= cleaned != text;
        cleaned
    };
    let header_cells = shown.header.clone();
    let rows: Vec<Value> = shown
        .rows
        .into_iter()
        .map(|row| {
            let is_header = row.cells.is_some() && row.cells == header_cells;
            let cells = row.cells.map(|cells| {
                let cell = |(at, cell): (usize, String)| {
                    let is_private = columns.contains(&at) && !cell.trim().is_empty() && !is_header;
                    if is_private { WITHHELD.to_owned() } else { clean(cell) }
                };
                cells.into_iter().enumerate().map(cell).collect::<Vec<String>>()
            });
            json!({ "row": row.number, "cells": cells, "text": row.text.map(&mut clean), "marked": row.marked, "cut": row.cut })
        })
        .collect();
    json!({ "counted": shown.counted, "header": shown.header, "total": shown.total, "rows": rows, "withheld": withheld || !columns.is_empty() })
}

fn is_private(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let words = heading.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.into_iter().any(|word| PRIVATE.contains(&word))
}

/// A text without what may not be shown.
pub fn without(text: &str, hidden: &[String]) -> String {
    hidden.iter().fold(text.to_owned(), |text, secret| {
        if text.contains(secret.as_str()) { text.replace(secret.as_str(), WITHHELD) } else { text }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_split_as_tables_write_them() {
        assert_eq!(split(r#"a,"b,c","d""e",f"#, ','), ["a", "b,c", "d\"e", "f"]);
        assert_eq!(split("", ';'), [""]);
    }

    #[test]
    fn columns_that_tell_where_somebody_is_are_known_by_their_headings() {
        for heading in ["phone", "Debtor_Phone", "holder address", "Date de naissance", "birth_date", "ville"] {
            assert!(is_private(heading), "{heading}");
        }
        for heading in ["amount", "telescope", "account", "libellé"] {
            assert!(!is_private(heading), "{heading}");
        }
    }

    #[test]
    fn what_is_known_of_a_victim_is_taken_out_wherever_it_stands() {
        let hidden = vec!["12 rue Imaginaire".to_owned(), "0600000000".to_owned()];
        assert_eq!(
            without("loyer 12 rue Imaginaire, tel 0600000000", &hidden),
            format!("loyer {WITHHELD}, tel {WITHHELD}")
        );
    }
}
