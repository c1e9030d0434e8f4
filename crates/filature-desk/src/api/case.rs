use std::collections::BTreeMap;

use filature_ledger::Act;
use filature_model::SourceId;
use serde_json::{Value, json};

use super::{Answer, Call, Outcome};

/// What came in, and how much of everything there is.
pub fn case(call: &Call) -> Outcome {
    let (base, results, heard) = (&call.state.base, &call.state.results, &call.state.heard);
    let people = call.people();
    let mut problems = BTreeMap::<SourceId, u64>::new();
    for problem in &base.ledger.problems {
        *problems.entry(problem.source).or_default() += 1;
    }
    let mut added = BTreeMap::<&str, &str>::new();
    for line in &heard.lines {
        if let Act::SourceAdded { sha256, .. } = &line.act {
            added.entry(sha256).or_insert(&line.at);
        }
    }
    let sources: Vec<Value> = base
        .sources
        .iter()
        .filter(|source| !base.withheld.source(source.id))
        .map(|source| {
            json!({
                "sha256": source.sha256, "id": source.id.to_string(), "name": people.words(&source.name),
                "exhibit": people.maybe(source.exhibit.as_ref()),
                "use": source.use_.word(), "format": source.format, "bytes": source.size_bytes,
                "entries": base.entries_by_source.get(&source.id).copied().unwrap_or_default(),
                "problems": problems.get(&source.id).copied().unwrap_or_default(),
                "added_at": added.get(source.sha256.as_str()), "by": null,
                "from": people.maybe(source.from.as_ref()), "received": source.received,
                "request": people.maybe(source.request.as_ref()), "container": source.container,
            })
        })
        .collect();
    Ok(Answer::Json(json!({
        "counts": {
            "sources": base.sources.len(), "entries": base.ledger.book.len(), "transactions": base.ledger.transactions.len(),
            "accounts": base.ledger.transactions.accounts.len(), "statements": base.ledger.statements.len(),
            "problems": base.ledger.problems.len(), "leads": results.leads.len(), "findings": results.findings.len(),
            "traces": super::traces::names(call).len(),
        },
        "detected": results.detected,
        "sources": sources,
    })))
}
