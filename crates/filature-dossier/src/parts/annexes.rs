//! The annexes: every entry relied on, and the full hashes of the files.

use filature_model::{Entry, SourceId};

use super::Desk;
use crate::catalogue::{Side, entry_id};
use crate::document::{Block, Figure, Ground, Grounds, Inline, Part, Row, RowRef, Set, Table};
use crate::markup::{sentence, words};
use crate::wording;

/// Every entry relied on, by number.
pub fn entries(desk: &Desk<'_>) -> Part {
    let mut listed: Vec<(&RowRef, &str, SourceId, &Entry)> = Vec::new();
    for (transaction, entries) in &desk.selected.content.entries {
        for (source, entry) in entries {
            let row = desk.catalogue.row(entry_id(*source, entry));
            listed.extend(row.map(|row| (row, transaction.as_str(), *source, entry)));
        }
    }
    listed.sort_by_key(|(row, transaction, ..)| (row.number, *transaction));
    let names = desk.selected.content.show_names;
    let say = |pair, set| (desk.say(pair), set);
    let mut columns = vec![
        say(wording::COL_ENTRY, Set::Tight),
        say(wording::COL_DATE, Set::Tight),
        say(wording::COL_PAYER, Set::Left),
        say(wording::COL_PAYEE, Set::Left),
        say(wording::COL_AMOUNT, Set::Right),
    ];
    if names {
        columns.push(say(wording::COL_TEXT, Set::Left));
    }
    columns.push((
        format!("{}, {}", desk.say(wording::COL_PLACE_IN_SOURCE), desk.say(wording::COL_TRANSACTION).to_lowercase()),
        Set::Left,
    ));
    let table = Table {
        anchor: None,
        caption: vec![words(wording::ENTRIES_CAPTION, desk.language)],
        columns,
        rows: listed.iter().map(|(row, transaction, _, entry)| entry_row(desk, row, transaction, entry)).collect(),
        grounds: None,
        sourced: true,
    };
    let intro = Block::Prose(vec![words(wording::ENTRIES_INTRO, desk.language)]);
    desk.places.part("entries", wording::ENTRIES, vec![intro, Block::Table(table)])
}

fn entry_row(desk: &Desk<'_>, row: &RowRef, transaction: &str, entry: &Entry) -> Row {
    let language = desk.language;
    let grounds = || Grounds::of(Ground::Row(row.clone()));
    let money = |money: filature_model::Money| {
        Inline::Figure(Figure::amount(i128::from(money.minor), money.currency, language, grounds()))
    };
    let side = |party: &filature_model::Party| {
        let account = party.account.as_ref().map(|account| account.as_str());
        // Only this entry's own words: another entry may name whom this one does not.
        let mut cell = desk.catalogue.side(Side { account, name: party.name.as_deref() }, entry.channel);
        if party.name.is_none() && account.is_some() {
            cell.truncate(1);
        }
        cell
    };
    let mut amount = vec![money(entry.amount)];
    if let Some(received) = entry.received {
        amount.push(Inline::Break);
        amount.extend(sentence(wording::RECEIVED_AS, language, &[money(received)]));
    }
    if entry.reversal {
        amount.extend([Inline::Break, words(wording::REVERSAL, language)]);
    }
    let mut cells = vec![
        vec![Inline::Words(format!("E{}", row.number))],
        vec![desk.day(entry.booked.on)],
        side(&entry.debtor),
        side(&entry.creditor),
        amount,
    ];
    if desk.selected.content.show_names {
        cells.push(entry.text.clone().map(Inline::Data).into_iter().collect());
    }
    cells.push(vec![Inline::Words(row.place.clone()), Inline::Break, Inline::Key(transaction.to_owned())]);
    Row { anchor: Some(row.anchor()), cells, ..Row::default() }
}

/// The SHA-256 of each file.
pub fn hashes(desk: &Desk<'_>) -> Part {
    let rows = desk.selected.content.sources.iter().map(|source| Row {
        cells: vec![
            vec![Inline::Key(source.id.to_string())],
            vec![Inline::Data(source.name.clone()), Inline::Break, Inline::Key(source.sha256.clone())],
        ],
        ..Row::default()
    });
    let say = |pair, set| (desk.say(pair), set);
    let table = Table {
        anchor: None,
        caption: vec![words(wording::HASHES_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_SOURCE, Set::Tight),
            (format!("{}, SHA-256", desk.say(wording::COL_FILE)), Set::Left),
        ],
        rows: rows.collect(),
        grounds: None,
        sourced: false,
    };
    let intro = Block::Prose(vec![words(wording::HASHES_INTRO, desk.language)]);
    desk.places.part("hashes", wording::HASHES, vec![intro, Block::Table(table)])
}
