use filature_dossier::vocabulary;
use filature_model::{Finding, Language, Reason};
use serde_json::{Value, json};

use super::Call;
use super::entry;
use super::money::of_decimal;

/// How many entries of a finding are sent with it; all of them can be asked for.
const ENTRIES_SENT: usize = 50;

/// A finding as it is sent: no score.
pub fn finding(call: &Call, finding: &Finding) -> Value {
    let base = &call.state.base;
    let accounts: Vec<Value> = finding
        .accounts
        .iter()
        .filter(|member| !base.withholds_account(&member.account))
        .map(|member| json!({ "account": call.people().of_key(&member.account), "role": role(&member.role) }))
        .collect();
    let rows = finding
        .transactions
        .iter()
        .filter_map(|id| base.transaction(id))
        .flat_map(|at| base.index.rows_of_transaction(at));
    let rows: Vec<u32> = rows.collect();
    let entries: Vec<Value> =
        rows.iter().take(ENTRIES_SENT).filter_map(|&row| entry::source_of_row(call, row as usize)).collect();
    let flag = call.state.results.flags.get(&finding.kind);
    let flags: Vec<Value> = flag
        .iter()
        .map(|flag| json!({ "id": flag.id, "title": title(call, &flag.id), "version": flag.version.to_string() }))
        .collect();
    let why: serde_json::Map<String, Value> = finding
        .why
        .iter()
        .map(|(name, reason)| match reason {
            Reason::Number(number) => (name.clone(), json!(number)),
            Reason::Text(text) => (name.clone(), json!(said(call, finding, text))),
        })
        .collect();
    json!({
        "id": finding.id, "kind": finding.kind, "title": title(call, &finding.kind), "flags": flags, "accounts": accounts,
        "entries": entries, "entries_total": rows.len(), "amount": of_decimal(&finding.amount, &finding.currency),
        "from": some(&finding.from), "to": some(&finding.to), "use": finding.use_, "why": why, "source": own_words(call, &finding.kind, &finding.source),
        "meaning": meaning(call, &finding.kind),
    })
}

/// A sentence of a finding. Words of the data in it, as a flag of the case itself may give them, are shown with names alone.
pub fn said(call: &Call, finding: &Finding, text: &str) -> String {
    let people = call.people();
    // The program's own sentences hold no words of the data.
    if !call.state.results.own.contains(&finding.kind) {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    if !people.names_shown() {
        let mut given: Vec<&str> = finding.why.iter().filter_map(|(name, reason)| given(name, reason)).collect();
        given.sort_by_key(|word| (usize::MAX - word.len(), *word));
        text = given.into_iter().fold(text, |text, word| text.replace(word, super::rows::WITHHELD));
    }
    people.words(&text)
}

/// What a finding gives in letters, but for its own sentences.
fn given<'a>(name: &str, reason: &'a Reason) -> Option<&'a str> {
    match reason {
        Reason::Text(text) if !matches!(name, "en" | "fr") => {
            text.chars().any(char::is_alphabetic).then_some(text.as_str())
        }
        _ => None,
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// What a flag says of itself: one of the case may name people.
fn own_words(call: &Call, kind: &str, text: &str) -> String {
    if call.state.results.own.contains(kind) { call.people().words(text) } else { text.to_owned() }
}

/// What a pattern or a flag is called.
pub fn title(call: &Call, kind: &str) -> Value {
    if let Some(flag) = call.state.results.flags.get(kind) {
        return json!({ "en": own_words(call, kind, &flag.title.en), "fr": own_words(call, kind, &flag.title.fr) });
    }
    let title = |language| vocabulary::pattern(kind, language).map_or_else(|| kind.to_owned(), |pattern| pattern.title);
    json!({ "en": title(Language::English), "fr": title(Language::French) })
}

fn meaning(call: &Call, kind: &str) -> Value {
    if let Some(flag) = call.state.results.flags.get(kind) {
        return json!({ "en": own_words(call, kind, &flag.finds.en), "fr": own_words(call, kind, &flag.finds.fr) });
    }
    let meaning = |language| vocabulary::pattern(kind, language).map(|pattern| pattern.meaning).unwrap_or_default();
    json!({ "en": meaning(Language::English), "fr": meaning(Language::French) })
}

/// Ordinary explanations of a finding.
pub fn innocent(call: &Call, finding: &Finding) -> Vec<Value> {
    if let Some(flag) = call.state.results.flags.get(&finding.kind) {
        let words = |text: &str| own_words(call, &finding.kind, text);
        return flag.innocent.iter().map(|said| json!({ "en": words(&said.en), "fr": words(&said.fr) })).collect();
    }
    let of =
        |language| vocabulary::pattern(&finding.kind, language).map(|pattern| pattern.innocent).unwrap_or_default();
    let pairs = of(Language::English).into_iter().zip(of(Language::French));
    pairs.map(|(en, fr)| json!({ "en": en, "fr": fr })).collect()
}

/// What a role is called; one without words goes by its own name.
pub fn role(word: &str) -> Value {
    let name = |language| vocabulary::role(word, language).unwrap_or_else(|| word.replace(['_', '-'], " "));
    json!({ "en": name(Language::English), "fr": name(Language::French) })
}
