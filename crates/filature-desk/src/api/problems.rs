use std::collections::BTreeMap;

use filature_model::{EntryId, Language, Problem as Noted, ProblemCode, SourceId};
use serde_json::{Value, json};

use super::entry::page_or_message;
use super::error::Problem;
use super::{Answer, Call, Outcome};

/// What could not be read, or is odd, with its place.
pub fn problems(call: &Call) -> Outcome {
    let base = &call.state.base;
    let source = match call.asked("source") {
        None => None,
        Some(name) => Some(base.source(name).ok_or_else(|| Problem::missing(name))?.id),
    };
    let mut by_source = BTreeMap::<SourceId, u64>::new();
    for problem in base.ledger.problems.iter().filter(|problem| !withholds(call, problem)) {
        *by_source.entry(problem.source).or_default() += 1;
    }
    let name = |id: SourceId| {
        base.source_of(id).map(|source| (source.sha256.clone(), call.people().words(&source.name))).unwrap_or_default()
    };
    let counts: Vec<Value> = by_source
        .iter()
        .map(|(id, count)| {
            let (sha256, file) = name(*id);
            json!({ "source": sha256, "file": file, "problems": count })
        })
        .collect();
    let is_wanted =
        |problem: &&Noted| source.is_none_or(|source| problem.source == source) && !withholds(call, problem);
    let total = base.ledger.problems.iter().filter(is_wanted).count();
    let (offset, limit) = call.window()?;
    let wanted = base.ledger.problems.iter().filter(is_wanted).skip(offset).take(limit);
    let rows: Vec<Value> = wanted.map(|problem| row(call, problem)).collect();
    Ok(Answer::Json(json!({ "total": total, "by_source": counts, "rows": rows })))
}

/// Whether a problem is of a row that is withheld, or may be.
fn withholds(call: &Call, problem: &Noted) -> bool {
    let base = &call.state.base;
    let row = problem.place.row.and_then(|row| base.row_of(EntryId { source: problem.source, row }));
    base.withheld.touches(problem.source) && row.is_none_or(|row| base.withheld.row(row))
}

fn row(call: &Call, problem: &Noted) -> Value {
    let source = call.state.base.source_of(problem.source);
    let (page, message) = source.map_or((None, None), |source| page_or_message(source, &problem.place));
    let (sha256, file) = (source.map(|source| &source.sha256), source.map(|source| &source.name));
    let what = |language| {
        let expected = expected(call, problem);
        let more = if expected.is_empty() {
            String::new()
        } else {
            format!("{}{expected}.", language_pick(language, " Expected: ", " Attendu\u{a0}: "))
        };
        format!("{}{more} {}", problem.code.what(language), problem.code.to_do(language)).trim().to_owned()
    };
    // What was found is a piece of the file, and may be a name.
    let excerpt = call.people().text(Some(problem.found.as_str()));
    json!({
        "source": sha256, "file": file.map(|name| call.people().words(name)), "page": page, "message": message, "row": problem.place.row, "line": problem.place.line,
        "column": call.people().maybe(problem.column.as_ref()), "code": problem.code.word(), "severity": problem.code.severity().word(),
        "problem": { "en": what(Language::English), "fr": what(Language::French) },
        "excerpt": excerpt.as_deref().unwrap_or_default(), "excerpt_hidden": excerpt.is_none(),
    })
}

/// What was expected: a term of the format, or what another row says, which is a piece of a file as well.
fn expected(call: &Call, problem: &Noted) -> String {
    let is_of_a_row = matches!(
        problem.code,
        ProblemCode::AccountConflict | ProblemCode::IdConflict | ProblemCode::IdRepeated | ProblemCode::OverlapDiffers
    );
    match is_of_a_row {
        true => call.people().text(Some(&problem.expected)).unwrap_or_default(),
        false => call.people().words(&problem.expected),
    }
}

fn language_pick(language: Language, english: &'static str, french: &'static str) -> &'static str {
    language.pick(english, french)
}
