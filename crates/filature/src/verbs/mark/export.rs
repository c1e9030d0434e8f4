//! Marks as a table that comes back: a row for each entry of each mark.

use std::path::Path;

use filature_dossier::workbook::{self, Cell, Table};
use filature_ledger::marks::Content;
use filature_model::{Currency, EntryId};
use serde_json::json;

use super::board::{Board, Was};
use super::{list, masked, write_file};
use crate::cli::MarkArguments;
use crate::outcome::Failure;
use crate::screen;

/// Headings, and how wide their columns are. They are names that `--from-xlsx` knows, and the same in every language.
const COLUMNS: [(&str, u16); 10] = [
    ("id", 22),
    ("on", 12),
    ("account", 30),
    ("amount", 14),
    ("currency", 9),
    ("label", 24),
    ("note", 50),
    ("colour", 10),
    ("is", 10),
    ("mark", 15),
];

/// With these a text begins that a spreadsheet program takes for a formula.
const LIKE_A_FORMULA: [char; 4] = ['=', '+', '-', '@'];

struct Row<'a> {
    id: String,
    /// What the entry is on, or was when it was marked.
    booking: Option<Booking<'a>>,
    label: &'a str,
    note: &'a str,
    colour: Option<filature_ledger::marks::Colour>,
    is: &'static str,
    is_open: bool,
    mark: &'a str,
}

struct Booking<'a> {
    content: &'a Content,
    account: String,
    currency: Option<Currency>,
}

/// Writes the marks that were asked for.
pub fn write(board: &Board<'_>, arguments: &MarkArguments, file: &Path, json: bool) -> Result<u8, Failure> {
    let shown = list::entries(board)?;
    let marks = list::selected(board, arguments, &shown);
    let (mut rows, mut withheld) = (Vec::new(), 0_u64);
    for (mark, placed) in &marks {
        for (at, one) in placed.iter().enumerate() {
            let now = one.place.entry();
            if now.is_some_and(|id| !board.is_shown(id)) {
                withheld += 1;
                continue;
            }
            let known = now.and_then(|id| shown.get(&id)).map(|shown| Booking {
                content: &shown.content,
                account: shown.content.account.clone(),
                currency: shown.content.currency.parse().ok().or(Some(shown.entry.amount.currency)),
            });
            let booking = known.or_else(|| match board.was(mark, at, one) {
                Was::On(content) if now.is_none() => Some(Booking {
                    content,
                    account: masked(&content.account),
                    currency: content.currency.parse().ok(),
                }),
                _ => None,
            });
            rows.push(Row {
                id: now.map_or_else(|| one.entry.clone(), |id: EntryId| id.to_string()),
                booking,
                label: &mark.label,
                note: &mark.note,
                colour: board.standing.labels.get(&mark.label).map(|known| known.colour),
                is: one.place.word(),
                is_open: now.is_none(),
                mark: &mark.id,
            });
        }
    }
    rows.sort_by_key(|row| !row.is_open);
    let is_csv = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let bytes =
        if is_csv { separated(&rows).into_bytes() } else { workbook::render(&[table(&rows)]).map_err(Failure::bug)? };
    let formulas =
        rows.iter().flat_map(|row| [row.label, row.note]).filter(|text| text.starts_with(LIKE_A_FORMULA)).count();
    if is_csv && formulas > 0 {
        screen::say(&format!(
            "{}: {formulas} of its texts begin with one of = + - @, which a spreadsheet program may run as a formula. To open it in one, export \
             to a file .xlsx instead.",
            file.display()
        ));
    }
    let said = format!(
        "{} rows of {} marks, of all files whatever their use; {withheld} withheld to protect a person",
        rows.len(),
        marks.len()
    );
    let document =
        json!({ "file": file.display().to_string(), "rows": rows.len(), "marks": marks.len(), "withheld": withheld });
    write_file(("--export", file), &bytes, &said, &document, json)
}

fn table(rows: &[Row<'_>]) -> Table {
    let row = |row: &Row<'_>| {
        let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        let [on, account, amount, currency] = match &row.booking {
            None => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
            Some(Booking { content, account, currency }) => [
                content.on.parse().map_or_else(|_| text(&content.on), Cell::Day),
                text(account),
                currency.map_or_else(|| text(&list::money(content)), |currency| Cell::Money(content.minor, currency)),
                text(&content.currency),
            ],
        };
        let label = match row.colour {
            Some(colour) => Cell::Coloured(row.label.to_owned(), colour.rgb()),
            None => text(row.label),
        };
        let colour = text(row.colour.map_or("", |colour| colour.word()));
        vec![text(&row.id), on, account, amount, currency, label, text(row.note), colour, text(row.is), text(row.mark)]
    };
    Table {
        name: "Marks".to_owned(),
        columns: COLUMNS.map(|(heading, width)| (heading.to_owned(), width)).into(),
        rows: rows.iter().map(row).collect(),
        above: Vec::new(),
    }
}

/// As separated values. A cell that begins like a formula gets no apostrophe, as in the project's other files of this kind: what is read
/// back would be another text. Whoever wants a table to look at takes the workbook.
fn separated(rows: &[Row<'_>]) -> String {
    let quoted = |text: &str| {
        let is_plain = !text.contains([',', ';', '\t', '|', '"', '\n', '\r']);
        if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    let line = |cells: &[&str]| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n";
    let mut text = line(&COLUMNS.map(|(heading, _)| heading));
    for row in rows {
        let amount = row.booking.as_ref().map(|booking| list::money(booking.content)).unwrap_or_default();
        let of = |field: fn(&Content) -> &str| row.booking.as_ref().map_or("", |booking| field(booking.content));
        text.push_str(&line(&[
            &row.id,
            of(|content| &content.on),
            row.booking.as_ref().map_or("", |booking| &booking.account),
            &amount,
            of(|content| &content.currency),
            row.label,
            row.note,
            row.colour.map_or("", |colour| colour.word()),
            row.is,
            row.mark,
        ]));
    }
    text
}
