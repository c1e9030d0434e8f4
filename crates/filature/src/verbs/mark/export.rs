//! Marks as a table that comes back: a row for each entry of each mark.

use std::path::Path;

use filature_dossier::workbook::{self, Cell, Table};
use filature_model::EntryId;
use serde_json::json;

use super::board::{Board, Shown};
use super::{list, write_file};
use crate::cli::MarkArguments;
use crate::outcome::Failure;

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

struct Row<'a> {
    id: String,
    shown: Option<&'a Shown>,
    label: &'a str,
    note: &'a str,
    colour: Option<filature_ledger::marks::Colour>,
    is: &'static str,
    mark: &'a str,
}

/// Writes the marks that were asked for.
pub fn write(board: &Board<'_>, arguments: &MarkArguments, file: &Path, json: bool) -> Result<u8, Failure> {
    let shown = list::entries(board)?;
    let marks = list::selected(board, arguments, &shown);
    let (mut rows, mut withheld) = (Vec::new(), 0_u64);
    for (mark, placed) in &marks {
        for one in *placed {
            let now = one.place.entry();
            if now.is_some_and(|id| !board.is_shown(id)) {
                withheld += 1;
                continue;
            }
            rows.push(Row {
                id: now.map_or_else(|| one.entry.clone(), |id: EntryId| id.to_string()),
                shown: now.and_then(|id| shown.get(&id)),
                label: &mark.label,
                note: &mark.note,
                colour: board.standing.labels.get(&mark.label).map(|known| known.colour),
                is: one.place.word(),
                mark: &mark.id,
            });
        }
    }
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    let bytes = match extension.as_str() {
        "xlsx" => workbook::render(&[table(&rows)]).map_err(Failure::bug)?,
        "csv" => separated(&rows).into_bytes(),
        _ => return Err(Failure::call(format!("--export {}: a file .xlsx or .csv was expected", file.display()))),
    };
    let said = format!(
        "{} rows of {} marks, of all files whatever their use; {withheld} withheld to protect a person",
        rows.len(),
        marks.len()
    );
    let document =
        json!({ "file": file.display().to_string(), "rows": rows.len(), "marks": marks.len(), "withheld": withheld });
    write_file(file, &bytes, &said, &document, json)
}

fn table(rows: &[Row<'_>]) -> Table {
    let row = |row: &Row<'_>| {
        let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        let [on, account, amount, currency] = match row.shown {
            None => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
            Some(shown) => [
                Cell::Day(shown.entry.booked.on),
                text(&shown.content.account),
                Cell::Money(shown.content.minor, shown.entry.amount.currency),
                text(&shown.content.currency),
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
        let amount = row.shown.map(list::amount).unwrap_or_default();
        let content = row.shown.map(|shown| &shown.content);
        let of = |field: fn(&filature_ledger::marks::Content) -> &str| content.map_or("", field);
        text.push_str(&line(&[
            &row.id,
            of(|content| &content.on),
            of(|content| &content.account),
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
