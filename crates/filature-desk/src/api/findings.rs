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
        .map(|flag| json!({ "id": flag.id, "title": { "en": flag.title.en, "fr": flag.title.fr }, "version": flag.version.to_string() }))
        .collect();
    let why: serde_json::Map<String, Value> = finding
        .why
        .iter()
        .map(|(name, reason)| match reason {
            Reason::Number(number) => (name.clone(), json!(number)),
            Reason::Text(text) => (name.clone(), json!(text)),
        })
        .collect();
    json!({
        "id": finding.id, "kind": finding.kind, "title": title(call, &finding.kind), "flags": flags, "accounts": accounts,
        "entries": entries, "entries_total": rows.len(), "amount": of_decimal(&finding.amount, &finding.currency),
        "from": some(&finding.from), "to": some(&finding.to), "use": finding.use_, "why": why, "source": finding.source,
        "meaning": meaning(call, &finding.kind),
    })
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// What a pattern or a flag is called.
pub fn title(call: &Call, kind: &str) -> Value {
    if let Some(flag) = call.state.results.flags.get(kind) {
        return json!({ "en": flag.title.en, "fr": flag.title.fr });
    }
    let title = |language| vocabulary::pattern(kind, language).map_or_else(|| kind.to_owned(), |pattern| pattern.title);
    json!({ "en": title(Language::English), "fr": title(Language::French) })
}

fn meaning(call: &Call, kind: &str) -> Value {
    if let Some(flag) = call.state.results.flags.get(kind) {
        return json!({ "en": flag.finds.en, "fr": flag.finds.fr });
    }
    let meaning = |language| vocabulary::pattern(kind, language).map(|pattern| pattern.meaning).unwrap_or_default();
    json!({ "en": meaning(Language::English), "fr": meaning(Language::French) })
}

/// Ordinary explanations of a finding.
pub fn innocent(call: &Call, finding: &Finding) -> Vec<Value> {
    if let Some(flag) = call.state.results.flags.get(&finding.kind) {
        return flag.innocent.iter().map(|said| json!({ "en": said.en, "fr": said.fr })).collect();
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
