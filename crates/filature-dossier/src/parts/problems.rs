//! What could not be taken as it stands: counted by kind, then listed.

use std::collections::BTreeMap;

use filature_model::{Problem, ProblemCode, Severity};

use super::Desk;
use crate::document::{Block, Inline, Part, Row, Set, Size, Table};
use crate::format::typeset;
use crate::markup::{plain, sentence, words};
use crate::wording::{self, follow};

/// How many rows the list has; all problems are counted.
const LISTED: usize = 200;
/// How many places a row names.
const PLACES: usize = 12;

/// The part.
pub fn problems(desk: &Desk<'_>) -> Part {
    let problems = &desk.selected.content.problems;
    let mut blocks = vec![Block::Prose(vec![words(wording::PROBLEMS_INTRO, desk.language)])];
    blocks.push(Block::Table(by_kind(desk)));
    let mut ordered: Vec<&Problem> = problems.iter().collect();
    ordered.sort_by_key(|problem| {
        let place = problem.place;
        (
            problem.source,
            place.message,
            place.line,
            place.row,
            problem.code,
            problem.column.clone(),
            problem.found.clone(),
        )
    });
    let (rows, shown) = listed(desk, &ordered);
    let say = |pair, set| (desk.say(pair), set);
    blocks.push(Block::Table(Table {
        caption: vec![words(wording::PROBLEMS_LIST_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_PLACE, Set::Left),
            say(wording::COL_COST, Set::Tight),
            say(wording::COL_WHAT, Set::Left),
        ],
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }));
    if problems.len() > shown {
        let counts = [desk.tally(shown), desk.tally(problems.len())];
        blocks.push(Block::Alarm(sentence(wording::PROBLEMS_CUT, desk.language, &counts)));
    }
    desk.places.part("problems", wording::PROBLEMS, blocks)
}

/// A row for each thing that is off, with the places of all that read the same; and how many problems these rows stand for.
fn listed(desk: &Desk<'_>, ordered: &[&Problem]) -> (Vec<Row>, usize) {
    let mut rows: Vec<(Row, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for problem in ordered {
        let Row { cells, .. } = row(desk, problem);
        let [place, _, what] = cells.as_slice() else { continue };
        let key = format!("{:?} {}", problem.code.severity(), plain(what));
        match known.get(&key) {
            Some(&at) => {
                let (row, places) = &mut rows[at];
                *places += 1;
                if *places <= PLACES {
                    row.cells[0].push(Inline::Words(typeset(desk.language.pick("; ", " ; "), desk.language)));
                    row.cells[0].extend(place.iter().cloned());
                }
            }
            None if rows.len() < LISTED => {
                known.insert(key, rows.len());
                rows.push((Row { cells, ..Row::default() }, 1));
            }
            None => {}
        }
    }
    let shown = rows.iter().map(|(_, places)| places).sum();
    let rows = rows.into_iter().map(|(mut row, places)| {
        if places > PLACES {
            row.cells[0].push(Inline::Words(" ".to_owned()));
            row.cells[0].extend(sentence(follow::AND_MORE, desk.language, &[desk.tally(places - PLACES)]));
        }
        row
    });
    (rows.collect(), shown)
}

fn by_kind(desk: &Desk<'_>) -> Table {
    let mut counts: BTreeMap<(Severity, ProblemCode), u64> = BTreeMap::new();
    for problem in &desk.selected.content.problems {
        *counts.entry((problem.code.severity(), problem.code)).or_default() += 1;
    }
    let rows = counts.into_iter().map(|((severity, code), count)| Row {
        cells: vec![
            vec![Inline::Words(typeset(code.what(desk.language), desk.language))],
            vec![cost(desk, severity)],
            vec![desk.count(count, "problems")],
            vec![Inline::Words(typeset(code.to_do(desk.language), desk.language))],
        ],
        ..Row::default()
    });
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: vec![words(wording::PROBLEMS_COUNT_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_KIND, Set::Left),
            say(wording::COL_COST, Set::Tight),
            say(wording::COL_COUNT, Set::Right),
            say(wording::COL_TO_DO, Set::Left),
        ],
        rows: rows.collect(),
        grounds: Some(desk.places.counted("problems")),
        size: Size::Dense,
        ..Table::default()
    }
}

fn cost(desk: &Desk<'_>, severity: Severity) -> Inline {
    words(
        match severity {
            Severity::Lost => wording::LOST,
            Severity::Doubt => wording::DOUBT,
            Severity::Note => wording::NOTE,
        },
        desk.language,
    )
}

fn row(desk: &Desk<'_>, problem: &Problem) -> Row {
    let language = desk.language;
    let mut place = vec![Inline::Words(desk.catalogue.cite_short(problem.source, problem.place))];
    if let Some(column) = &problem.column {
        let column = in_words_of_print(column, desk);
        place.extend([
            Inline::Words(", ".to_owned()),
            words(wording::COLUMN, language),
            Inline::Words(" ".to_owned()),
            Inline::Data(column),
        ]);
    }
    let mut what = vec![Inline::Words(typeset(problem.code.what(language), language))];
    what.extend(quoted(desk, wording::FOUND, &problem.found, may_hold_names(&problem.found, problem.code)));
    let expected_is_data = matches!(
        problem.code,
        ProblemCode::AccountConflict | ProblemCode::IdConflict | ProblemCode::IdRepeated | ProblemCode::OverlapDiffers
    );
    let expected = in_words_of_print(&problem.expected, desk);
    what.extend(quoted(
        desk,
        wording::EXPECTED,
        &expected,
        expected_is_data && may_hold_names(&expected, problem.code),
    ));
    Row { cells: vec![place, vec![cost(desk, problem.code.severity())], what], ..Row::default() }
}

fn quoted(desk: &Desk<'_>, label: wording::Pair, text: &str, hides_names: bool) -> Vec<Inline> {
    if text.is_empty() {
        return Vec::new();
    }
    let shown = match hides_names && !desk.selected.content.show_names {
        true => words(wording::TEXT_HIDDEN, desk.language),
        false => Inline::Data(text.to_owned()),
    };
    vec![Inline::Words(" · ".to_owned()), words(label, desk.language), shown]
}

/// What a file holds where something else was expected may be a person's name: two letters in a row are
/// enough to hide it, except where only a currency or an account number can stand.
fn may_hold_names(text: &str, code: ProblemCode) -> bool {
    if matches!(code, ProblemCode::BadCurrency | ProblemCode::OddAccount | ProblemCode::DoesNotFoot) {
        return false;
    }
    let letters: Vec<bool> = text.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|pair| pair[0] && pair[1])
}

/// The canonical layout's own column names, in the words that print uses for the two sides.
fn in_words_of_print(text: &str, desk: &Desk<'_>) -> String {
    let (payer, payee) = (desk.say(wording::COL_PAYER).to_lowercase(), desk.say(wording::COL_PAYEE).to_lowercase());
    text.replace("debtor", &payer).replace("creditor", &payee)
}
