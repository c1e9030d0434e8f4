//! Transactions as a table, and the entries behind them as links.

use super::Desk;
use crate::catalogue::{Catalogue, Transfer};
use crate::document::{Block, Figure, Grounds, Inline, Link, Row, RowRef, Rows, Set, Size, Table};
use crate::markup::sentence;
use crate::wording;

/// So many transactions of one finding stand in its table.
pub const MOST_LISTED: usize = 100;

/// The first transactions as a table; of the others the entries, so that none is without its row.
pub fn first_transfers(
    desk: &Desk<'_>,
    caption: Vec<Inline>,
    anchor: String,
    transfers: &[&Transfer<'_>],
) -> Vec<Block> {
    let (first, others) = transfers.split_at(transfers.len().min(MOST_LISTED));
    let mut blocks = vec![Block::Table(transfers_table(desk, caption, anchor, first))];
    if let Some(rows) = Rows::of(others.iter().flat_map(|transfer| transfer.rows.iter().cloned()).collect()) {
        let counts = [desk.tally(first.len()), desk.tally(transfers.len())];
        let mut text = sentence(wording::ROWS_CUT, desk.language, &counts);
        for link in runs(&rows) {
            text.push(Inline::Words(" ".to_owned()));
            text.push(Inline::Link(link));
        }
        blocks.push(Block::Prose(text));
    }
    blocks
}

/// Entries as links, those that follow one another in the annex as one: `E12–E15`.
fn runs(rows: &Rows) -> Vec<Link> {
    let all: Vec<&RowRef> = rows.iter().collect();
    let run = |run: &[&RowRef]| match run {
        [] => None,
        [one] => Some(Link { text: format!("E{}", one.number), to: one.anchor() }),
        [first, .., last] => Some(Link { text: format!("E{}–E{}", first.number, last.number), to: first.anchor() }),
    };
    all.chunk_by(|one, next| one.number.checked_add(1) == Some(next.number)).filter_map(run).collect()
}

/// Transactions as a table: date, payer, payee, amount, text where names are shown, and the rows.
pub fn transfers_table(desk: &Desk<'_>, caption: Vec<Inline>, anchor: String, transfers: &[&Transfer<'_>]) -> Table {
    let names = desk.selected.content.show_names;
    let say = |pair, set| (desk.say(pair), set);
    let mut columns = vec![
        say(wording::COL_DATE, Set::Tight),
        say(wording::COL_PAYER, Set::Left),
        say(wording::COL_PAYEE, Set::Left),
        say(wording::COL_AMOUNT, Set::Right),
    ];
    if names {
        columns.push(say(wording::COL_TEXT, Set::Left));
    }
    columns.push(say(wording::COL_ENTRIES, Set::Left));
    let rows = transfers.iter().map(|transfer| {
        let grounds = Grounds::rows(&transfer.rows);
        let amount =
            Figure::amount(i128::from(transfer.amount.minor), transfer.amount.currency, desk.language, grounds);
        let mut cells = vec![
            vec![desk.short_day(transfer.booked.on)],
            desk.catalogue.side(transfer.payer, transfer.channel),
            desk.catalogue.side(transfer.payee, transfer.channel),
            vec![Inline::Figure(amount)],
        ];
        if names {
            cells.push(transfer.text.map(|text| Inline::Data(text.to_owned())).into_iter().collect());
        }
        cells.push(links(&transfer.rows));
        Row { cells, ..Row::default() }
    });
    let rows = rows.collect();
    Table { anchor: Some(anchor), caption, columns, rows, sourced: true, size: Size::Dense, ..Table::default() }
}

/// The first of the rows as links, and how many more there are.
pub fn first_links(desk: &Desk<'_>, rows: &Rows, most: usize) -> Vec<Inline> {
    let mut cell = Vec::new();
    for row in rows.iter().take(most) {
        cell.extend((!cell.is_empty()).then(|| Inline::Words(" ".to_owned())));
        cell.push(Catalogue::row_link(row));
    }
    if rows.len() > most {
        cell.push(Inline::Words(" ".to_owned()));
        cell.extend(sentence(wording::follow::AND_MORE, desk.language, &[desk.tally(rows.len() - most)]));
    }
    cell
}

/// The rows as links, by their numbers in the annex.
pub fn links(rows: &Rows) -> Vec<Inline> {
    let mut cell = Vec::new();
    for row in rows.iter() {
        cell.extend((!cell.is_empty()).then(|| Inline::Words(" ".to_owned())));
        cell.push(Catalogue::row_link(row));
    }
    cell
}
