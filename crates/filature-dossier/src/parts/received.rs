//! What was received: one row a file.

use filature_model::Source;

use super::Desk;
use crate::document::{Block, Inline, Part, Row, Set, Table};
use crate::markup::{exhibit, sentence, words};
use crate::{format, wording};

/// The part.
pub fn received(desk: &Desk<'_>) -> Part {
    let say = |pair, set| (desk.say(pair), set);
    let columns = vec![
        say(wording::COL_SOURCE, Set::Tight),
        say(wording::COL_FILE, Set::Left),
        say(wording::COL_ORIGIN, Set::Left),
        say(wording::COL_EXHIBIT, Set::Left),
        say(wording::COL_FORMAT, Set::Left),
        say(wording::COL_SIZE, Set::Right),
        say(wording::COL_ENTRIES, Set::Right),
        say(wording::COL_PROBLEMS, Set::Right),
    ];
    let annex = Inline::Words(desk.places.number("hashes").unwrap_or_default().to_owned());
    let table = Table {
        anchor: None,
        caption: sentence(wording::RECEIVED_CAPTION, desk.language, &[annex]),
        columns,
        rows: desk.selected.content.sources.iter().map(|source| row(desk, source)).collect(),
        grounds: Some(desk.places.counted("received")),
        sourced: false,
    };
    desk.places.part("received", wording::RECEIVED, vec![Block::Table(table)])
}

fn row(desk: &Desk<'_>, source: &Source) -> Row {
    let content = &desk.selected.content;
    let entries = content.source_entries.get(&source.id).copied().unwrap_or(0);
    let problems = content.source_problems.get(&source.id).copied().unwrap_or(0);
    let mut file = vec![Inline::Data(source.name.clone())];
    if let Some(account) = &source.account {
        file.push(Inline::Break);
        file.extend(sentence(wording::OF_ACCOUNT, desk.language, &[Inline::Key(account.clone())]));
    }
    let reference = source.exhibit.as_deref().map(|reference| Inline::Data(exhibit(reference)));
    let size = Inline::Words(format::count(source.size_bytes, desk.language));
    Row {
        anchor: Some(format!("s-{}", source.id)),
        cells: vec![
            vec![Inline::Key(source.id.to_string())],
            file,
            origin(desk, source),
            reference.into_iter().collect(),
            vec![Inline::Data(source.format.clone()), Inline::Break, words(wording::USE_EVIDENCE, desk.language)],
            vec![size],
            vec![desk.count(entries, "received")],
            vec![desk.count(problems, "received")],
        ],
        ..Row::default()
    }
}

fn origin(desk: &Desk<'_>, source: &Source) -> Vec<Inline> {
    let mut lines: Vec<Vec<Inline>> = Vec::new();
    lines.extend(source.from.as_ref().map(|from| vec![Inline::Data(from.clone())]));
    lines.extend(
        source.received.as_ref().map(|day| sentence(wording::RECEIVED_ON, desk.language, &[desk.day_text(day)])),
    );
    lines.extend(source.request.as_ref().map(|request| vec![Inline::Data(request.clone())]));
    let mut cell = Vec::new();
    for line in lines {
        if !cell.is_empty() {
            cell.push(Inline::Break);
        }
        cell.extend(line);
    }
    cell
}
