//! Traces: what was followed, with its picture and the names of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::{Act, Line, hash_hex};
use filature_model::{Assertion, Currency, Language, Trace};
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::required;
use super::error::Problem;
use super::money::of_decimal;
use super::{Answer, Call, Outcome, picture};
use crate::operations::TraceAsked;

/// The names of traces: files of `traces/`, without ending, in their order.
pub fn names(call: &Call) -> Vec<String> {
    let Ok(items) = std::fs::read_dir(call.desk.store.folder().join("traces")) else { return Vec::new() };
    let name = |item: std::io::Result<std::fs::DirEntry>| {
        let path = item.ok()?.path();
        let is_trace = path.is_file() && path.extension().is_some_and(|ending| ending == "json");
        is_trace.then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))?
    };
    let names: BTreeSet<String> = items.filter_map(name).collect();
    names.into_iter().collect()
}

/// A trace, whether its file is what was written, and whether it is of other sources than there are now.
struct Read {
    trace: Trace,
    value: Value,
    changed: bool,
    stale: bool,
}

/// Reads a trace by a name that is in the folder: what was asked for is never a path.
fn read(call: &Call, name: &str) -> Result<Read, Problem> {
    if !names(call).iter().any(|known| known == name) {
        return Err(Problem::missing(name));
    }
    let path = call.desk.store.folder().join("traces").join(format!("{name}.json"));
    let bytes = std::fs::read(&path).map_err(|_| Problem::missing(name))?;
    let damaged = |error: serde_json::Error| {
        let en = format!("traces/{name}.json: {error}. Delete it and follow again.");
        Problem::call("damaged", en, format!("traces/{name}.json : {error}. Supprimez-le et suivez à nouveau."))
    };
    let trace: Trace = serde_json::from_slice(&bytes).map_err(damaged)?;
    let base = &call.state.base;
    let named = filature_dossier::accounts_of_trace(&trace);
    let last = trace.at.as_deref().and_then(|at| at.get(..10)).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let last = last.map_or(i32::MAX, filature_model::days_from_epoch);
    // A balance of such a day would tell what is missing.
    let tells = |key: &str| {
        let end = base.account(key).and_then(|account| base.withheld.balances_end(account));
        base.withholds_account(key) || end.is_some_and(|end| end <= last)
    };
    if base.withholds(trace.transactions()) || named.into_iter().any(tells) {
        let en = "This trace rests on what is withheld to protect a person. It stays in the case folder.";
        let fr = "Ce suivi repose sur ce qui n’est pas montré, pour protéger une personne. Il reste dans le dossier.";
        return Err(Problem::withheld(en, fr));
    }
    let value = serde_json::from_slice(&bytes).map_err(damaged)?;
    let written = Line::traces_written(&call.state.heard.lines);
    let changed = written.get(format!("traces/{name}.json").as_str()) != Some(&hash_hex(&bytes).as_str());
    let stale = trace.basis != call.state.base.sources_hash;
    Ok(Read { trace, value, changed, stale })
}

/// When each trace was last written.
fn asked_at(call: &Call) -> BTreeMap<&str, &str> {
    let written = call.state.heard.lines.iter().filter_map(|line| match &line.act {
        Act::TraceWritten { file, .. } => Some((file.as_str(), line.at.as_str())),
        _ => None,
    });
    written.collect()
}

/// Those that are what was written, of the sources as they are.
pub fn holding(call: &Call) -> Vec<Trace> {
    let read = names(call).into_iter().filter_map(|name| read(call, &name).ok());
    read.filter(|read| !read.changed && !read.stale).map(|read| read.trace).collect()
}

/// All of them.
pub fn traces(call: &Call) -> Outcome {
    let at = asked_at(call);
    let mut all = Vec::new();
    for name in names(call) {
        let Ok(Read { trace, changed, stale, .. }) = read(call, &name) else { continue };
        let claims: Vec<&str> = trace.claims.iter().map(|claim| claim.claim.as_str()).collect();
        let amount = match trace.claims.as_slice() {
            [claim] => of_decimal(&claim.amount, &claim.currency),
            _ => None,
        };
        all.push(
            json!({ "name": name, "claim": call.people().words(&claims.join(", ")), "amount": amount, "stale": stale, "changed": changed,
                         "asked_at": at.get(format!("traces/{name}.json").as_str()), "use": trace.use_ }),
        );
    }
    Ok(Answer::Json(Value::Array(all)))
}

/// One: its own JSON, and a picture for each rule that follows units.
pub fn trace(call: &Call) -> Outcome {
    let name = call.part("name");
    let Read { trace, mut value, changed, stale } = read(call, name)?;
    let mut keys: BTreeSet<&str> = trace.hubs.iter().map(|hub| hub.account.as_str()).collect();
    for result in trace.rules.values().chain(trace.rules_alone.values()) {
        keys.extend(result.held.iter().map(|held| held.account.as_str()));
        keys.extend(result.left.iter().map(|left| left.account.as_str()));
        let paths = result.held.iter().filter_map(|held| held.paths.as_ref()).flat_map(|paths| &paths.paths);
        keys.extend(paths.flat_map(|path| &path.steps).map(|step| step.account.as_str()));
    }
    let accounts: Vec<Value> = keys.iter().map(|key| call.people().of_key(key)).collect();
    let digits =
        trace.claims.first().and_then(|claim| claim.currency.parse::<Currency>().ok()).map(Currency::minor_digits);
    let assumptions: Vec<Value> = trace
        .assumptions
        .iter()
        .map(|assumption| {
            let mut value = serde_json::to_value(assumption).unwrap_or_default();
            let fr = assumption.sentence(Language::French);
            if let Some(fields) = value.as_object_mut() {
                let both = super::error::both(assumption.sentence(Language::English), fr);
                fields.insert("sentence".into(), both.json());
            }
            value
        })
        .collect();
    words_of_people(call, &mut value);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("name".into(), json!(name));
        fields.insert("picture".into(), picture::of(call, &trace));
        fields.insert("accounts".into(), Value::Array(accounts));
        fields.insert("digits".into(), json!(digits.unwrap_or(2)));
        fields.insert("assumptions".into(), Value::Array(assumptions));
        fields.insert("changed".into(), json!(changed));
        fields.insert("stale".into(), json!(stale));
    }
    Ok(Answer::Json(value))
}

/// Names of claims and reasons, which people write freely, wherever they stand in a trace.
fn words_of_people(call: &Call, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| words_of_people(call, item)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if matches!(name.as_str(), "claim" | "reason") => {
                        *text = call.people().words(text)
                    }
                    other => words_of_people(call, other),
                }
            }
        }
        _ => {}
    }
}

/// Debits and credits that a person linked, as a trace has them.
pub fn linked(trace: &Trace) -> BTreeSet<&str> {
    let linked = trace.assertions.iter().filter_map(|assertion| match assertion {
        Assertion::Link { credit, .. } => Some(credit.as_str()),
        _ => None,
    });
    linked.collect()
}

#[derive(Deserialize)]
struct ClaimAsked {
    name: String,
    transactions: Vec<String>,
}

#[derive(Deserialize)]
struct PeriodAsked {
    name: String,
    account: String,
    from: Option<String>,
    to: Option<String>,
}

impl PeriodAsked {
    fn text(&self) -> String {
        let days = match (&self.from, &self.to) {
            (None, None) => String::new(),
            (from, to) => format!(":{}..{}", from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default()),
        };
        format!("{}={}{days}", self.name, self.account)
    }
}

#[derive(Deserialize)]
struct ElectionAsked {
    claim: String,
    debit: String,
    worth: Option<String>,
    reason: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    claims: Vec<ClaimAsked>,
    #[serde(default)]
    takings: Vec<PeriodAsked>,
    #[serde(default)]
    paid_by: Vec<PeriodAsked>,
    of: Option<String>,
    #[serde(default)]
    rules: Vec<String>,
    currency: Option<String>,
    at: Option<String>,
    #[serde(default)]
    stop: Vec<String>,
    #[serde(default)]
    through: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    elections: Vec<ElectionAsked>,
    paths: Option<String>,
    name: Option<String>,
    by: String,
}

/// Follows claims, with the links and the accounts to follow through that people asserted; a job.
pub fn follow(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let by = required("by", &asked.by)?;
    let claims = asked.claims.iter().map(|claim| format!("{}={}", claim.name, claim.transactions.join(",")));
    let takings = asked.takings.iter().map(PeriodAsked::text).collect();
    let paid_by = asked.paid_by.iter().map(PeriodAsked::text).collect();
    let said = &call.state.heard.standing;
    let hubs =
        |through: bool| said.hubs.iter().filter(move |(_, hub)| hub.through == through).map(|(key, _)| key.clone());
    let of_decomposition = asked.of.is_some();
    let links = said.links.iter().filter(|_| !of_decomposition);
    let elections = asked.elections.iter().map(|election| {
        let worth = election.worth.as_deref().map(|worth| format!(":{worth}")).unwrap_or_default();
        (format!("{}={}{worth}", election.claim, election.debit), election.reason.clone())
    });
    let request = TraceAsked {
        claims: claims.collect(),
        takings,
        paid_by,
        of: asked.of.clone(),
        rules: asked.rules.clone(),
        currency: asked.currency.clone(),
        at: asked.at.clone(),
        stop: asked.stop.iter().cloned().chain(hubs(false)).collect(),
        through: asked.through.iter().cloned().chain(hubs(true)).collect(),
        links: links.map(|((debit, credit), link)| (format!("{debit}={credit}"), link.reason.clone())).collect(),
        elections: elections.collect(),
        to: asked.to.clone(),
        paths: asked.paths.clone(),
        name: asked.name.clone().filter(|name| !name.trim().is_empty()),
    };
    call.desk.remember(&by);
    Ok(call.desk.begin("trace", move |operations, folder, progress| {
        progress.stage("following the money", "suivi de la somme", 0, 0);
        operations.trace(folder, &request, progress)
    }))
}
