//! Every entry relied on, as its source shows it, with what its place in the source is.

use filature_model::{Entry, Legs, Party, PaymentStatus, SourceId};

use super::cell::{Cell, Given};
use super::said::{self, ByCurrency};
use super::sheet::{Column, Key, Sheet};
use crate::catalogue::{Side, entry_id};
use crate::markup::exhibit;
use crate::parts::Desk;
use crate::redact::rows;
use crate::wording::{self, schedules as words};

/// An entry of a transaction.
struct Listed<'a> {
    number: u32,
    transaction: &'a str,
    source: SourceId,
    entry: &'a Entry,
    /// How many entries its transaction has.
    together: usize,
    /// It is the one whose amount is that of the transaction.
    is_counted: bool,
}

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let listed = listed(desk);
    let mut sheet = Sheet::new(Key::Entries, columns(desk));
    let mut sums = ByCurrency::new();
    for listed in &listed {
        if listed.is_counted {
            let amount = listed.entry.amount;
            *sums.entry(amount.currency).or_default() += i128::from(amount.minor);
        }
        sheet.rows.push(row(desk, listed).into());
    }
    let label = |currency| said::filled(desk, words::TOTAL_ENTRIES, [format!("{currency}")]);
    said::totals(&mut sheet, label, &[("amount", sums)], &[("counted", Given::Number(1))]);
    sheet
}

fn columns(desk: &Desk<'_>) -> Vec<Column> {
    let mut columns = vec![
        Column::new("number", wording::COL_ENTRY_SHORT),
        Column::new("booked", words::BOOKED),
        Column::new("value", words::VALUE_DATE),
    ];
    columns.extend(said::payment_columns());
    columns.extend([
        Column::new("received", words::RECEIVED_AMOUNT),
        Column::new("received_currency", words::RECEIVED_CURRENCY),
        Column::new("channel", words::CHANNEL),
    ]);
    if desk.selected.content.show_names {
        columns.push(Column::wrapped("text", wording::COL_TEXT, 40));
    }
    columns.extend([
        Column::wrapped("remark", words::REMARK, 20),
        Column::new("source", wording::COL_SOURCE),
        Column::wrapped("exhibit", wording::COL_EXHIBIT, 24),
        Column::new("message", words::MESSAGE),
        Column::new("line", words::LINE),
        Column::new("row", words::ROW),
        Column::new("transaction", words::TRANSACTION),
        Column::new("stands", words::STANDS),
        Column::new("counted", words::COUNTED),
    ]);
    columns
}

fn listed<'a>(desk: &Desk<'a>) -> Vec<Listed<'a>> {
    let mut listed = Vec::new();
    for (transaction, together) in &desk.selected.content.entries {
        // As the catalogue has it: the payer's statement says what was paid.
        let first =
            together.iter().min_by_key(|(source, entry)| (entry.legs == Legs::Credit, entry_id(*source, entry)));
        let first = first.map(|(source, entry)| entry_id(*source, entry));
        let mut counted = false;
        for (source, entry) in together {
            let id = entry_id(*source, entry);
            let Some(row) = desk.catalogue.row(id) else { continue };
            let is_counted = !counted && Some(id) == first && entry.status == PaymentStatus::Paid;
            counted |= is_counted;
            let (number, together) = (row.number, together.len());
            listed.push(Listed { number, transaction, source: *source, entry, together, is_counted });
        }
    }
    listed.sort_by_key(|listed| (listed.number, listed.transaction));
    listed
}

fn row(desk: &Desk<'_>, listed: &Listed<'_>) -> Vec<Cell> {
    let entry = listed.entry;
    let [payer, payer_name] = party(desk, &entry.debtor, entry);
    let [payee, payee_name] = party(desk, &entry.creditor, entry);
    let mut cells = vec![
        Cell::Text(format!("E{}", listed.number)),
        Cell::Day(entry.booked.on),
        Cell::day(entry.value_on),
        payer,
        payer_name,
        payee,
        payee_name,
        Cell::money(entry.amount),
        Cell::code(entry.amount.currency),
        entry.received.map_or(Cell::Empty, Cell::money),
        entry.received.map_or(Cell::Empty, |money| Cell::code(money.currency)),
        Cell::maybe(entry.channel.map(|channel| desk.say(said::channel(channel)))),
    ];
    if desk.selected.content.show_names {
        cells.push(Cell::maybe(entry.text.as_deref()));
    }
    let source = desk.selected.content.sources.iter().find(|source| source.id == listed.source);
    cells.extend([
        Cell::maybe(remark(desk, entry)),
        Cell::text(listed.source.to_string()),
        Cell::maybe(source.and_then(|source| source.exhibit.as_deref()).map(exhibit)),
        Cell::place(entry.place.message),
        Cell::place(entry.place.line),
        Cell::place(entry.place.row.and_then(rows::told)),
        Cell::text(listed.transaction),
        Cell::tally(listed.together),
        Cell::Count(u64::from(listed.is_counted)),
    ]);
    cells
}

/// Only this entry's own words: another entry may name whom this one does not.
fn party(desk: &Desk<'_>, party: &Party, entry: &Entry) -> [Cell; 2] {
    let account = party.account.as_ref().map(|account| account.as_str());
    let [account_cell, name] =
        said::side(desk, Side { account, name: party.name.as_deref(), country: None }, entry.channel);
    let is_named = party.name.is_some() || account.is_none();
    [account_cell, if is_named { name } else { Cell::Empty }]
}

fn remark(desk: &Desk<'_>, entry: &Entry) -> Option<String> {
    let reversal = entry.reversal.then(|| desk.say(wording::REVERSAL));
    let unpaid = said::status(entry.status).map(|pair| said::filled(desk, words::NOT_PAID, [desk.say(pair)]));
    let remarks: Vec<String> = reversal.into_iter().chain(unpaid).collect();
    (!remarks.is_empty()).then(|| remarks.join("; "))
}
