use std::collections::BTreeMap;
use std::path::Path;

use filature_ledger::{Case, Ledger, hash_hex, sources_hash};
use filature_model::{AccountId, Claim, Language, Rule, SourceUse, Trace, Transactions};
use filature_trace::Options;

use super::{load, open};
use crate::cli::TraceArguments;
use crate::outcome::{DONE, Failure};
use crate::{evidence, screen, when};

/// Follows the claims of the call and writes the trace.
pub fn run(arguments: &TraceArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let ledger = load(&case)?;
    let claims = arguments.claims.iter().map(|claim| parse_claim(claim)).collect::<Result<Vec<_>, _>>()?;
    let options = Options {
        rules: rules(&arguments.rule)?,
        before_micros: arguments.at.as_deref().map(when::end_of).transpose()?,
        stop: accounts(&ledger.transactions, &arguments.stop, "--stop")?,
        through: accounts(&ledger.transactions, &arguments.through, "--through")?,
    };
    let name = name_of(arguments);
    let trace = follow(&case, &ledger, &claims, &options, arguments.at.clone(), &name)?;
    if json {
        screen::show_json(&trace)?;
    } else {
        show(&trace);
        screen::say(&format!("\nWritten to traces/{name}.json."));
    }
    Ok(DONE)
}

/// A trace is named by what was asked, so asking again writes the same file.
fn name_of(arguments: &TraceArguments) -> String {
    let mut asked = arguments.claims.clone();
    asked.sort();
    let question =
        format!("{asked:?} {:?} {:?} {:?} {:?}", arguments.rule, arguments.at, arguments.stop, arguments.through);
    format!("trace-{}", &hash_hex(question.as_bytes())[..12])
}

/// Follows claims given as names and transaction or entry ids, and writes `traces/NAME.json`.
pub fn follow(
    case: &Case,
    ledger: &Ledger,
    claims: &[(String, Vec<String>)],
    options: &Options,
    at: Option<String>,
    name: &str,
) -> Result<Trace, Failure> {
    let claims = resolve(ledger, claims)?;
    let mut trace = filature_trace::trace(&ledger.transactions, &claims, options)?;
    trace.at = at;
    trace.basis = sources_hash(case)?;
    evidence::mark_trace(case, ledger, &mut trace)?;
    evidence::doubt_balances(ledger, &mut trace, options.before_micros);
    let text = serde_json::to_string_pretty(&trace)?;
    case.write(&format!("traces/{name}.json"), format!("{text}\n").as_bytes())?;
    Ok(trace)
}

fn parse_claim(claim: &str) -> Result<(String, Vec<String>), Failure> {
    let off = || Failure::call(format!("--claim {claim:?}: NAME=TX[,TX...] was expected"));
    let (name, transactions) = claim.split_once('=').ok_or_else(off)?;
    let transactions: Vec<String> =
        transactions.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
    if name.trim().is_empty() || transactions.is_empty() {
        return Err(off());
    }
    Ok((name.trim().to_owned(), transactions))
}

fn resolve(ledger: &Ledger, claims: &[(String, Vec<String>)]) -> Result<Vec<Claim>, Failure> {
    let positions: BTreeMap<&str, u32> = ledger.transactions.ids.iter().map(String::as_str).zip(0_u32..).collect();
    let mut resolved = Vec::new();
    for (name, ids) in claims {
        let ids = ledger.book.resolve(ids).map_err(|unknown| {
            Failure::call(format!(
                "claim {name}: nothing in the ledger is called {}; a transaction's id or an entry's SOURCE:ROW was expected",
                unknown.join(", ")
            ))
        })?;
        let mut transactions = Vec::new();
        for id in ids {
            let position = positions.get(id.as_str()).ok_or_else(|| {
                Failure::call(format!("claim {name}: {id} moved no money (not paid, or shown by another row already)"))
            })?;
            transactions.push(*position);
        }
        resolved.push(Claim { name: name.clone(), transactions });
    }
    Ok(resolved)
}

fn rules(words: &[String]) -> Result<Vec<Rule>, Failure> {
    if words.iter().any(|word| word == "all") {
        return Ok(Rule::ALL.to_vec());
    }
    let rule = |word: &String| {
        let known = || format!("--rule {word}: the rules are {} and all", Rule::ALL.map(Rule::word).join(", "));
        Rule::from_word(word).ok_or_else(|| Failure::call(known()))
    };
    let mut rules = words.iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    rules.sort();
    rules.dedup();
    Ok(rules)
}

fn accounts(ledger: &Transactions, names: &[String], what: &str) -> Result<Vec<u32>, Failure> {
    names
        .iter()
        .map(|name| {
            let at = ledger.accounts.binary_search(&AccountId::written(name)).ok();
            at.and_then(|at| u32::try_from(at).ok())
                .ok_or_else(|| Failure::call(format!("{what} {name}: no such account in the ledger")))
        })
        .collect()
}

fn range(low: &str, high: &str) -> String {
    if low == high { low.to_owned() } else { format!("{low} to {high}") }
}

fn show(trace: &Trace) {
    if trace.use_ != SourceUse::Evidence.word() {
        screen::show(&format!("NOT FOR A DOSSIER: this rests on a source marked {}.\n", trace.use_));
    }
    for claim in &trace.claims {
        screen::show(&format!("claim {}: {} {}", claim.claim, claim.amount, claim.currency));
    }
    for (rule, result) in &trace.rules {
        screen::show(&format!("\n{rule}"));
        let held = result.held.iter().map(|held| {
            vec![
                "held".to_owned(),
                held.account.clone(),
                held.claim.clone(),
                range(&held.low, &held.high),
                String::new(),
            ]
        });
        let left = result.left.iter().map(|left| {
            let how = left.how.word().to_owned();
            vec![how, left.account.clone(), left.claim.clone(), range(&left.low, &left.high), left.transaction.clone()]
        });
        let rows: Vec<Vec<String>> = held.chain(left).collect();
        screen::show(&screen::table(&["", "account", "claim", "amount", "transaction"], &rows, &[3]));
    }
    if !trace.assumptions.is_empty() {
        screen::show("\nWhat the figures assume:");
    }
    for assumption in &trace.assumptions {
        screen::show(&format!("- {}", assumption.sentence(Language::English)));
    }
    screen::show("\nNo rule here is stated to be the law of any forum, and this is no legal advice.");
}

/// Reads the traces that a case has, by name. Those that were made of other sources, or when a source could still be used
/// otherwise, are stale: they are left out, and said.
pub fn read_all(case: &Case) -> Result<Vec<(String, Trace)>, Failure> {
    let basis = if case.sources().is_empty() { String::new() } else { sources_hash(case)? };
    let (traces, stale): (Vec<_>, Vec<_>) =
        read_files(case.folder())?.into_iter().partition(|(_, trace)| trace.basis == basis);
    if !stale.is_empty() {
        let names: Vec<&str> = stale.iter().map(|(name, _)| name.as_str()).collect();
        screen::say(&format!(
            "{} traces were made before the sources changed and are left out; trace again: {}",
            stale.len(),
            names.join(", ")
        ));
    }
    Ok(traces)
}

fn read_files(folder: &Path) -> Result<Vec<(String, Trace)>, Failure> {
    let mut traces = Vec::new();
    let Ok(items) = std::fs::read_dir(folder.join("traces")) else { return Ok(traces) };
    for item in items.flatten() {
        let path = item.path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let damaged = |error: &dyn std::fmt::Display| {
            Failure::data(format!("{}: {error}; delete it and trace again", path.display()))
        };
        let text = std::fs::read_to_string(&path).map_err(|error| damaged(&error))?;
        let trace: Trace = serde_json::from_str(&text).map_err(|error| damaged(&error))?;
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        traces.push((name, trace));
    }
    traces.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(traces)
}
