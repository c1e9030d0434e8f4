//! A list as separated values: a row a record, its columns known by their names in English or French.
//!
//! Several values of one cell stand apart by `;`, `|` or a line end. A date is read day before month, unless the column itself shows that
//! its maker writes the month first.

use super::columns::{self, Column};
use super::{Fault, ListFormat, Listed, ListedKind, Unread, WHAT_IS_READ, WatchList};
use crate::Refusal;
use crate::csv::{Record, Table, text};

/// Titles may stand above a header, and no more lines than this.
const LINES_BEFORE_HEADER: u32 = 30;

/// Reads a list.
///
/// # Errors
/// A refusal when no line is a header that names people, when money stands beside them, or when no row names anybody.
pub(super) fn read(bytes: &[u8]) -> Result<WatchList, Refusal> {
    let decoded = text::decode(bytes, None)?;
    let (above, table) = find(&decoded.text).ok_or_else(|| no_names(&decoded.text))?;
    if let Some(money) = columns::of_money(&table.header) {
        let what = format!("The column {money:?} holds sums of money: this is a statement or a list of accounts.");
        return Err(Refusal::new(what, WHAT_IS_READ));
    }
    let mut unread = Vec::new();
    if decoded.is_guessed {
        unread.push(Unread { line: 1, fault: Fault::Encoding(decoded.encoding.name()) });
    }
    unread.extend(decoded.first_broken_line.map(|line| Unread { line, fault: Fault::Bytes }));
    let records = table.records().map_err(|refusal| {
        let mut place = refusal.place;
        place.line = place.line.map(|line| line.saturating_add(above));
        refusal.at(place)
    })?;
    if records.is_empty() {
        return Err(Refusal::new("The list has a header and no rows.", "Ask the sender for the whole file."));
    }
    let columns = columns::of(&table.header);
    let is_month_first = is_month_first(&columns, &records);
    let mut listed = Vec::with_capacity(records.len());
    for record in &records {
        let line = record.line.saturating_add(above);
        if record.width > columns.len() && !record.is_empty_beyond(columns.len()) {
            unread.push(Unread { line, fault: Fault::Width { found: record.width, expected: columns.len() } });
        } else {
            listed.push(row(&columns, record, line, is_month_first));
        }
    }
    WatchList::of(ListFormat::Csv, listed, unread)
}

/// The table under the first line that names a column of names, and how many lines stand above that line.
fn find(text: &str) -> Option<(u32, Table<'_>)> {
    let mut rest = text;
    for above in 0..LINES_BEFORE_HEADER {
        let table = Table::with_known_header(rest);
        if let Some(table) = table.filter(|table| has_names(&columns::of(&table.header))) {
            return Some((above, table));
        }
        rest = &rest[memchr::memchr(b'\n', rest.as_bytes())? + 1..];
    }
    None
}

fn has_names(columns: &[Option<Column>]) -> bool {
    let is_name = |column: &Column| matches!(column, Column::Name | Column::Given | Column::Family);
    columns.iter().flatten().any(is_name)
}

fn no_names(text: &str) -> Refusal {
    let header = Table::with_known_header(text).map(|table| table.header).unwrap_or_default();
    let mut found = header.iter().map(|name| format!("{:?}", shortened(name))).take(8).collect::<Vec<_>>().join(", ");
    if header.len() > 8 {
        found.push_str(", …");
    }
    let what = match header.is_empty() {
        true => "No line of the list is a header with a column of names.".to_owned(),
        false => format!("No column holds names: the first line has {found}."),
    };
    let to_do = "Name a column \"name\" (or \"last name\" and \"first name\", \"nom\" and \"prénom\"); others that are read: alias, \
                 date of birth, country, passport, national number, registration number, account, telephone, e-mail, address.";
    Refusal::new(what, to_do)
}

/// So much of a text as a message needs.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() > MOST { text.chars().take(MOST).chain(['…']).collect() } else { text.to_owned() }
}

fn row(columns: &[Option<Column>], record: &Record, line: u32, is_month_first: bool) -> Listed {
    let mut listed = Listed { line, ..Listed::default() };
    let (mut given, mut family): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (column, cell) in columns.iter().zip(&record.fields) {
        let Some(column) = column.filter(|_| !cell.is_empty()) else { continue };
        let to = match column {
            Column::Id => {
                listed.id.get_or_insert_with(|| cell.clone());
                continue;
            }
            Column::Kind => {
                listed.kind = kind(cell);
                continue;
            }
            Column::Country => {
                values(cell).for_each(|country| listed.take_country(country));
                continue;
            }
            Column::Given => {
                given.push(cell);
                continue;
            }
            Column::Family | Column::OtherFamily => {
                family.extend(values(cell));
                continue;
            }
            Column::Birth => {
                let read = |date: &str| if is_month_first { day_first(date) } else { date.to_owned() };
                listed.births.extend(values(cell).map(read));
                continue;
            }
            Column::Name | Column::Alias => &mut listed.names,
            Column::WeakAlias => &mut listed.weak_names,
            Column::Document => &mut listed.documents,
            Column::National => &mut listed.national_numbers,
            Column::Registration => &mut listed.registrations,
            Column::Account => &mut listed.accounts,
            Column::Phone => &mut listed.phones,
            Column::Email => &mut listed.emails,
            Column::Address => &mut listed.addresses,
        };
        to.extend(values(cell).map(str::to_owned));
    }
    take_parts(&mut listed, &given, &family);
    listed
}

/// The name made of its parts, before other names; with each family name, where there are several.
fn take_parts(listed: &mut Listed, given: &[&str], family: &[&str]) {
    let given = given.join(" ");
    let mut names: Vec<String> = family.iter().map(|family| format!("{given} {family}").trim().to_owned()).collect();
    if names.is_empty() && !given.is_empty() {
        names.push(given);
    }
    listed.names.splice(0..0, names);
}

/// The values of a cell.
fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|', '\n']).map(str::trim).filter(|value| !value.is_empty())
}

fn kind(written: &str) -> ListedKind {
    match written.trim().to_lowercase().as_str() {
        "person" | "individual" | "natural person" | "personne" | "personne physique" | "individu" | "pp" => {
            ListedKind::Person
        }
        "company" | "organisation" | "organization" | "entity" | "legal person" | "publicbody" | "public body"
        | "association" | "personne morale" | "société" | "societe" | "entreprise" | "entité" | "entite"
        | "organisme" | "pm" => ListedKind::Organisation,
        _ => ListedKind::Unknown,
    }
}

/// Day, month and year, or month, day and year: the first two and what is left.
fn parts(date: &str) -> Option<(u8, u8, &str)> {
    let (first, rest) = date.split_once(['/', '.', '-'])?;
    let (second, year) = rest.split_once(['/', '.', '-'])?;
    let small = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() <= 2);
    (year.len() == 4).then_some((small(first)?, small(second)?, year))
}

/// Whether the list itself shows that months stand first: a second part that no month has, and no first part that none has.
fn is_month_first(columns: &[Option<Column>], records: &[Record]) -> bool {
    let (mut month_first, mut month_second) = (false, false);
    for record in records {
        let births = columns.iter().zip(&record.fields).filter(|(column, _)| **column == Some(Column::Birth));
        for (first, second, _) in births.flat_map(|(_, cell)| values(cell)).filter_map(parts) {
            month_first |= second > 12;
            month_second |= first > 12;
        }
    }
    month_first && !month_second
}

fn day_first(date: &str) -> String {
    parts(date).map_or_else(|| date.to_owned(), |(month, day, year)| format!("{day:02}/{month:02}/{year}"))
}
