//! What was found of a list, for programs: one JSON document, with all words in both languages.

use filature_model::Language;
use serde_json::{Value, json};

use super::people::Who;
use super::show::{ALL_SOURCES, QUESTION, records_matched, why};
use super::{Found, Outcome};

fn in_both(texts: [&str; 2]) -> Value {
    json!({ "en": texts[0], "fr": texts[1] })
}

/// The result.
pub fn of(outcome: &Outcome, with_names: bool) -> Value {
    let list = &outcome.list;
    let said =
        |words: &dyn Fn(Language) -> String| json!({ "en": words(Language::English), "fr": words(Language::French) });
    let unread: Vec<Value> = list
        .read
        .unread
        .iter()
        .map(|one| json!({ "line": one.line, "what": said(&|language| one.fault.words(language)) }))
        .collect();
    let no_names: Vec<Value> = list
        .no_names
        .iter()
        .map(|(why, names)| json!({ "names": names, "why": said(&|language| why.words(language).to_owned()) }))
        .collect();
    let found: Vec<Value> = outcome.found.iter().map(|one| row(one, outcome, with_names)).collect();
    json!({
        "list": {
            "sha256": list.sha256,
            "format": list.read.format.word(),
            "records": list.records.len(),
            "unread": unread,
            "names_not_compared": no_names,
            "birth_dates_not_read": list.births_not_read,
            "names_with_look_alike_letters": list.look_alike,
            "names_with_invisible_signs": list.invisible,
        },
        "accounts": outcome.looked_at[0],
        "names_without_account": outcome.looked_at[1],
        "accounts_left_out": outcome.left_out,
        "compared": outcome.compared,
        "records_matched": records_matched(outcome),
        "contradicted": outcome.contradicted,
        "single_words_not_shown": outcome.single_words,
        "matches": found,
        "said": [in_both(QUESTION), in_both(ALL_SOURCES)],
    })
}

fn row(one: &Found, outcome: &Outcome, with_names: bool) -> Value {
    let record = outcome.list.read.listed.get(one.record);
    let mut row = json!({
        "account": if let Who::Account(account) = &one.who { Some(account.as_str()) } else { None },
        "record": { "line": record.map(|record| record.line), "id": record.and_then(|record| record.id.as_deref()) },
        "strength": one.strength.word(),
        "evidence": one.is_evidence,
        "why": { "en": why(&one.comparison, Language::English), "fr": why(&one.comparison, Language::French) },
    });
    if with_names {
        row["record"]["names"] = json!(record.map(|record| &record.names));
        if let Who::Name(name) = &one.who {
            row["name"] = json!(name);
        }
    }
    row
}
