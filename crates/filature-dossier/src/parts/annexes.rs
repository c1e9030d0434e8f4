//! The annexes: every entry relied on, and the full hashes of the files.

use filature_model::{Entry, SourceId};

use super::{Desk, set_of_places};
use crate::catalogue::{Side, entry_id};
use crate::document::{Block, Figure, Ground, Grounds, Inline, Part, Row, RowRef, Set, Size, Table};
use crate::markup::{link, sentence, words};
use crate::wording;

/// An entry as the annex lists it.
struct Listed<'a> {
    row: &'a RowRef,
    transaction: &'a str,
    source: SourceId,
    entry: &'a Entry,
    /// All entries of its transaction.
    together: &'a [(SourceId, Entry)],
}

/// Every entry relied on, by number.
pub fn entries(desk: &Desk<'_>) -> Part {
    let mut listed: Vec<Listed<'_>> = Vec::new();
    for (transaction, together) in &desk.selected.content.entries {
        for (source, entry) in together {
            let row = desk.catalogue.row(entry_id(*source, entry));
            listed.extend(row.map(|row| Listed { row, transaction, source: *source, entry, together }));
        }
    }
    listed.sort_by_key(|listed| (listed.row.number, listed.transaction));
    let say = |pair, set| (desk.say(pair), set);
    let mut columns = vec![
        say(wording::COL_ENTRY_SHORT, Set::Tight),
        say(wording::COL_DATE, Set::Tight),
        say(wording::COL_PAYER, Set::Left),
        say(wording::COL_PAYEE, Set::Left),
        say(wording::COL_AMOUNT, Set::Right),
    ];
    if desk.selected.content.show_names {
        columns.push(say(wording::COL_TEXT, Set::Left));
    }
    let place = |listed: &Listed<'_>| desk.catalogue.cite_short(listed.source, listed.entry.place);
    // Payment texts need the room that citations would take.
    let set = if desk.selected.content.show_names { Set::Left } else { set_of_places(listed.iter().map(place)) };
    columns.extend([say(wording::COL_PLACE_IN_SOURCE, set), say(wording::COL_SAME, Set::Left)]);
    let table = Table {
        caption: vec![words(wording::ENTRIES_CAPTION, desk.language)],
        columns,
        rows: listed.iter().map(|listed| entry_row(desk, listed)).collect(),
        sourced: true,
        size: Size::Fine,
        ..Table::default()
    };
    let intro = Block::Prose(vec![words(wording::ENTRIES_INTRO, desk.language)]);
    desk.places.part("entries", wording::ENTRIES, vec![intro, Block::Table(table)])
}

fn entry_row(desk: &Desk<'_>, listed: &Listed<'_>) -> Row {
    let (row, entry) = (listed.row, listed.entry);
    let side = |party: &filature_model::Party| {
        let account = party.account.as_ref().map(|account| account.as_str());
        // Only this entry's own words: another entry may name whom this one does not.
        let mut cell = desk.catalogue.side(Side { account, name: party.name.as_deref(), country: None }, entry.channel);
        if party.name.is_none() && account.is_some() {
            cell.truncate(1);
        }
        cell
    };
    let mut cells = vec![
        vec![Inline::Words(format!("E{}", row.number))],
        vec![desk.short_day(entry.booked.on)],
        side(&entry.debtor),
        side(&entry.creditor),
        amount(desk, listed),
    ];
    if desk.selected.content.show_names {
        cells.push(entry.text.clone().map(Inline::Data).into_iter().collect());
    }
    cells.extend([vec![Inline::Words(desk.catalogue.cite_short(listed.source, entry.place))], same(desk, listed)]);
    Row { anchor: Some(row.anchor()), cells, ..Row::default() }
}

fn amount(desk: &Desk<'_>, listed: &Listed<'_>) -> Vec<Inline> {
    let (language, entry) = (desk.language, listed.entry);
    let money = |money: filature_model::Money| {
        let grounds = Grounds::of(Ground::Row(listed.row.clone()));
        Inline::Figure(Figure::amount(i128::from(money.minor), money.currency, language, grounds))
    };
    let mut amount = vec![money(entry.amount)];
    if let Some(received) = entry.received {
        amount.push(Inline::Break);
        amount.extend(sentence(wording::RECEIVED_AS, language, &[money(received)]));
    }
    if entry.reversal {
        amount.extend([Inline::Break, words(wording::REVERSAL, language)]);
    }
    amount
}

/// The other entries of its transaction, and the transaction's id where it is not that of one of them.
fn same(desk: &Desk<'_>, listed: &Listed<'_>) -> Vec<Inline> {
    let mut cell = Vec::new();
    let mut own_id = false;
    for (source, entry) in listed.together {
        let id = entry_id(*source, entry);
        own_id |= listed.transaction == format!("{}:{}", id.source, id.row);
        let other = desk.catalogue.row(id).filter(|row| row.number != listed.row.number);
        if let Some(row) = other {
            cell.extend((!cell.is_empty()).then(|| Inline::Words(" ".to_owned())));
            cell.push(Inline::Link(link(format!("E{}", row.number), row.anchor())));
        }
    }
    if !own_id {
        cell.extend((!cell.is_empty()).then(|| Inline::Words(" ".to_owned())));
        cell.push(Inline::Key(listed.transaction.to_owned()));
    }
    cell
}

/// The SHA-256 of each file.
pub fn hashes(desk: &Desk<'_>) -> Part {
    let rows = desk.selected.content.sources.iter().map(|source| Row {
        cells: vec![
            vec![Inline::Key(source.id.to_string())],
            vec![Inline::Data(source.name.clone())],
            vec![Inline::Key(source.sha256.clone())],
        ],
        ..Row::default()
    });
    let say = |pair, set| (desk.say(pair), set);
    let table = Table {
        caption: vec![words(wording::HASHES_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_SOURCE, Set::Tight),
            say(wording::COL_FILE, Set::Left),
            ("SHA-256".to_owned(), Set::Left),
        ],
        rows: rows.collect(),
        size: Size::Fine,
        ..Table::default()
    };
    let intro = Block::Prose(vec![words(wording::HASHES_INTRO, desk.language)]);
    desk.places.part("hashes", wording::HASHES, vec![intro, Block::Table(table)])
}
