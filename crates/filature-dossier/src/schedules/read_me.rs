//! The first sheet: what the workbook is, its limits in the words of the document, what was left out, and what each sheet holds.

use super::Line;
use super::layout::Layout;
use super::said::filled;
use super::sheet::{Look, Sheet};
use super::write::notes;
use crate::format;
use crate::markup::plain;
use crate::parts::{Desk, front};
use crate::wording::{self, schedules as words};

/// The lines, the title first.
pub fn lines(desk: &Desk<'_>, sheets: &[Sheet], layout: &Layout) -> Vec<Line> {
    let content = &desk.selected.content;
    let line = |label: String, text: String| Line { label, text, look: Look::Plain };
    let mut lines = vec![line(filled(desk, words::TITLE, [content.case_name.clone()]), String::new())];
    lines.push(line(desk.say(words::WHAT), desk.say(words::WHAT_TEXT)));
    let particulars = front::particulars(desk);
    lines.extend(particulars.into_iter().map(|(label, text)| line(label, plain(&text))));
    let has_italics = sheets.iter().flat_map(|sheet| &sheet.rows).any(|row| row.look == Look::Asserted);
    lines.extend(
        [
            (words::FORMULAS, words::FORMULAS_TEXT),
            (words::TOTALS, words::TOTALS_TEXT),
            (words::NUMBERS, words::NUMBERS_TEXT),
        ]
        .into_iter()
        .chain(has_italics.then_some((words::ITALICS, words::ITALICS_TEXT)))
        .map(|(label, text)| line(desk.say(label), desk.say(text))),
    );
    let limits = front::limits(desk);
    lines.extend(limits.into_iter().map(|text| line(desk.say(words::LIMIT), plain(&text))));
    lines.extend(set_apart(desk, sheets, layout).into_iter().map(|text| line(desk.say(words::LIMIT), text)));
    for sheet in sheets {
        let (name, about) = sheet.key.wording();
        let rows = format::count(u64::try_from(sheet.rows.len()).unwrap_or(u64::MAX), desk.language);
        let names: Vec<&str> = layout.pieces(sheet.key).iter().map(|piece| piece.name.as_str()).collect();
        let names = if names.is_empty() { desk.say(name) } else { names.join(", ") };
        lines.push(Line { label: names, text: filled(desk, words::ROWS, [rows, desk.say(about)]), look: Look::Plain });
    }
    lines
}

/// What could not be written as it stands elsewhere.
fn set_apart(desk: &Desk<'_>, sheets: &[Sheet], layout: &Layout) -> Vec<String> {
    let notes = notes(sheets, layout);
    let count = |number| format::count(number, desk.language);
    let mut said = Vec::new();
    if notes.amounts + notes.formulas > 0 {
        said.push(filled(desk, words::LONG_AMOUNTS, [count(notes.amounts), count(notes.formulas)]));
    }
    if notes.texts > 0 {
        said.push(filled(desk, words::LONG_TEXTS, [count(notes.texts)]));
    }
    if desk.selected.content.leads_not_shown > 0 {
        let shown = count(desk.selected.content.leads_not_shown);
        said.push(filled(desk, wording::leads::NOT_SHOWN, [shown]));
    }
    said
}
