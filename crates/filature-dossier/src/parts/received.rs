//! What was received: one row a file. What is the same for all files is said once, above the table.

use filature_model::Source;

use super::Desk;
use crate::document::{Block, Inline, Part, Row, Set, Size, Table};
use crate::markup::{exhibit, sentence, words};
use crate::wording::Pair;
use crate::{format, wording};

/// Something that is known of a file, or not.
struct Trait {
    name: Pair,
    of: fn(&Desk<'_>, &Source) -> Option<Inline>,
}

/// What files mostly share; in the order of the columns.
const SHARED: [Trait; 4] = [
    Trait { name: wording::COL_FROM, of: |_, source| source.from.clone().map(Inline::Data) },
    Trait { name: wording::COL_RECEIVED, of: |desk, source| source.received.as_deref().map(|day| short(desk, day)) },
    Trait { name: wording::COL_REQUEST, of: |_, source| source.request.clone().map(Inline::Data) },
    Trait { name: wording::COL_EXHIBIT, of: |_, source| source.exhibit.as_deref().map(|at| Inline::Data(exhibit(at))) },
];

/// The part.
pub fn received(desk: &Desk<'_>) -> Part {
    let sources = &desk.selected.content.sources;
    let key = |given: &Option<Inline>| given.as_ref().map(|given| crate::markup::plain(std::slice::from_ref(given)));
    let mut pairs = Vec::new();
    let mut apart: Vec<Trait> = Vec::new();
    for what in SHARED {
        let mut all = sources.iter().map(|source| (what.of)(desk, source));
        let first = all.next().flatten();
        if all.any(|other| key(&other) != key(&first)) {
            apart.push(what);
        } else if let Some(first) = first {
            pairs.push((desk.say(what.name), vec![first]));
        }
    }
    pairs.push((desk.say(wording::COL_USE), vec![words(wording::USE_EVIDENCE, desk.language)]));
    let same = Block::Prose(vec![words(wording::SAME_FOR_ALL, desk.language)]);
    let blocks = vec![same, Block::Pairs(pairs), Block::Table(table(desk, &apart))];
    desk.places.part("received", wording::RECEIVED, blocks)
}

fn table(desk: &Desk<'_>, apart: &[Trait]) -> Table {
    let say = |pair, set| (desk.say(pair), set);
    let mut columns = vec![say(wording::COL_SOURCE, Set::Tight), say(wording::COL_FILE, Set::Left)];
    columns.extend(apart.iter().map(|what| say(what.name, Set::Left)));
    columns.extend([
        say(wording::COL_FORMAT, Set::Tight),
        say(wording::COL_SIZE, Set::Right),
        say(wording::COL_ENTRIES, Set::Right),
        say(wording::COL_PROBLEMS, Set::Right),
    ]);
    let caption = match desk.places.number("hashes") {
        Some(annex) => sentence(wording::RECEIVED_CAPTION, desk.language, &[Inline::Words(annex.to_owned())]),
        None => vec![words(wording::RECEIVED_CAPTION_WITHOUT_HASHES, desk.language)],
    };
    Table {
        caption,
        columns,
        rows: desk.selected.content.sources.iter().map(|source| row(desk, source, apart)).collect(),
        grounds: Some(desk.places.counted("received")),
        size: Size::Dense,
        ..Table::default()
    }
}

fn row(desk: &Desk<'_>, source: &Source, apart: &[Trait]) -> Row {
    let content = &desk.selected.content;
    let entries = content.source_entries.get(&source.id).copied().unwrap_or(0);
    let problems = content.source_problems.get(&source.id).copied().unwrap_or(0);
    let mut file = vec![Inline::Data(source.name.clone())];
    if let Some(account) = &source.account {
        file.push(Inline::Break);
        file.extend(sentence(wording::OF_ACCOUNT, desk.language, &[Inline::Key(account.clone())]));
    }
    let mut cells = vec![vec![Inline::Key(source.id.to_string())], file];
    cells.extend(apart.iter().map(|what| (what.of)(desk, source).into_iter().collect()));
    cells.extend([
        vec![Inline::Data(source.format.clone())],
        vec![Inline::Words(size(source, desk))],
        vec![desk.count(entries, "received")],
        vec![desk.count(problems, "received")],
    ]);
    Row { anchor: Some(format!("s-{}", source.id)), cells, ..Row::default() }
}

/// The day of receipt, as a person wrote it.
fn short(desk: &Desk<'_>, day: &str) -> Inline {
    day.parse().map_or_else(|_| Inline::Data(day.to_owned()), |date| desk.short_day(date))
}

/// The size of a file, where it is told.
fn size(source: &Source, desk: &Desk<'_>) -> String {
    if source.size_bytes == 0 { "—".to_owned() } else { format::count(source.size_bytes, desk.language) }
}
