//! The files as received, with their full hashes.

use filature_model::Source;

use super::cell::{Cell, Outcome, Sum};
use super::sheet::{Column, Key, Sheet};
use crate::markup::exhibit;
use crate::parts::Desk;
use crate::wording::{self, Pair, schedules as words};

const SHA_256: Pair = wording::kinds::pair("SHA-256", "SHA-256");

/// The sheet.
pub fn sheet(desk: &Desk<'_>) -> Sheet {
    let columns = vec![
        Column::new("source", wording::COL_SOURCE),
        Column::wrapped("file", wording::COL_FILE, 44),
        Column { widest: 66, ..Column::new("sha256", SHA_256) },
        Column::new("exhibit", wording::COL_EXHIBIT),
        Column::wrapped("from", wording::COL_FROM, 30),
        Column::new("received", wording::COL_RECEIVED),
        Column::wrapped("request", wording::COL_REQUEST, 30),
        Column::new("account", words::DECLARED),
        Column::new("format", wording::COL_FORMAT),
        Column::new("bytes", wording::COL_SIZE),
        Column::new("entries", wording::COL_ENTRIES),
        Column::new("problems", wording::COL_PROBLEMS),
    ];
    let content = &desk.selected.content;
    let mut sheet = Sheet::new(Key::Sources, columns);
    let (mut entries, mut problems) = (0, 0);
    for source in &content.sources {
        let of = |counts: &std::collections::BTreeMap<_, u64>| counts.get(&source.id).copied().unwrap_or(0);
        let counts = (of(&content.source_entries), of(&content.source_problems));
        (entries, problems) = (entries + counts.0, problems + counts.1);
        sheet.rows.push(row(source, counts).into());
    }
    let sum = |column: &'static str, count: u64| {
        (column, Cell::sum(Sum { sheet: Key::Sources, column, given: Vec::new() }, Outcome::Count(count)))
    };
    sheet.total(desk.say(words::TOTAL_SOURCES), vec![sum("entries", entries), sum("problems", problems)]);
    sheet
}

fn row(source: &Source, (entries, problems): (u64, u64)) -> Vec<Cell> {
    vec![
        Cell::text(source.id.to_string()),
        Cell::text(&source.name),
        Cell::text(&source.sha256),
        Cell::maybe(source.exhibit.as_deref().map(exhibit)),
        Cell::maybe(source.from.as_deref()),
        source.received.as_deref().map_or(Cell::Empty, Cell::day_text),
        Cell::maybe(source.request.as_deref()),
        Cell::maybe(source.account.as_deref()),
        Cell::text(&source.format),
        if source.size_bytes == 0 { Cell::Empty } else { Cell::Count(source.size_bytes) },
        Cell::Count(entries),
        Cell::Count(problems),
    ]
}
