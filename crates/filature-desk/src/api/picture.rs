//! A trace as a flow from left to right, for each rule that follows units: what a browser draws.
//!
//! ```text
//! claim ─► account, so many payments from the claim ─► … ─► what is held there
//!                       └─► what left: cash, outside, …
//! ```
//!
//! A column is a number of payments from the claim, and bears the day on which the first money came there; one account stands in several
//! columns where money comes back to it, so that nothing flows backwards. Of each amount a trace lists some paths: what came by ways
//! that are not listed is one band from the claim, marked so.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Currency, Rule, RuleResult, Trace};
use serde_json::{Value, json};

use super::money::{amount, minor_of};
use super::{Call, day_text, traces};

/// An account in a column, the claim itself, or where money ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    column: usize,
    kind: String,
    name: String,
}

#[derive(Default)]
struct Band {
    low: i128,
    high: i128,
    first: Option<i32>,
    last: Option<i32>,
    entries: BTreeSet<String>,
    asserted: bool,
}

/// What is drawn of one rule.
struct Drawing<'a> {
    call: &'a Call,
    currency: Currency,
    linked: BTreeSet<&'a str>,
    /// By where a band begins and ends, and whether it stands for ways that are not listed.
    bands: BTreeMap<(Key, Key, bool), Band>,
    first_day: BTreeMap<usize, i32>,
}

/// The pictures by rule; none for a trace of several currencies.
pub fn of(call: &Call, trace: &Trace) -> Value {
    let currencies: BTreeSet<&str> = trace.claims.iter().map(|claim| claim.currency.as_str()).collect();
    let Some(currency) = currencies.first().and_then(|code| code.parse::<Currency>().ok()) else { return json!({}) };
    if currencies.len() > 1 {
        return json!({});
    }
    let followed = trace.rules.iter().filter(|(rule, _)| Rule::from_word(rule).is_some_and(Rule::is_followed));
    let pictures: serde_json::Map<String, Value> = followed
        .map(|(rule, result)| {
            let linked = traces::linked(trace);
            let mut drawing = Drawing { call, currency, linked, bands: BTreeMap::new(), first_day: BTreeMap::new() };
            drawing.paths(result);
            drawing.ends(result);
            (rule.clone(), drawing.json())
        })
        .collect();
    Value::Object(pictures)
}

fn claim(name: &str) -> Key {
    Key { column: 0, kind: "claim".to_owned(), name: name.to_owned() }
}

fn account(column: usize, name: &str) -> Key {
    Key { column, kind: "account".to_owned(), name: name.to_owned() }
}

impl Drawing<'_> {
    fn minor(&self, text: &str) -> i128 {
        minor_of(text, self.currency).map_or(0, i128::from)
    }

    /// The listed paths, step by step.
    fn paths(&mut self, result: &RuleResult) {
        for held in &result.held {
            for path in held.paths.iter().flat_map(|paths| &paths.paths) {
                let minor = self.minor(&path.amount);
                let mut from = claim(&held.claim);
                for (column, step) in (1..).zip(path.steps.iter().filter(|step| !step.leaves)) {
                    let to = account(column, &step.account);
                    let day = self.day(&step.transaction);
                    if let Some(day) = day {
                        let first = self.first_day.entry(column).or_insert(day);
                        *first = day.min(*first);
                    }
                    let asserted = self.linked.contains(step.transaction.as_str());
                    let band = self.bands.entry((from, to.clone(), false)).or_default();
                    band.low += minor;
                    band.high += minor;
                    band.first = [band.first, day].into_iter().flatten().min();
                    band.last = [band.last, day].into_iter().flatten().max();
                    band.entries.extend(step.entries.iter().cloned());
                    band.asserted |= asserted;
                    from = to;
                }
            }
        }
    }

    fn day(&self, transaction: &str) -> Option<i32> {
        let base = &self.call.state.base;
        let row = base.index.rows_of_transaction(base.transaction(transaction)?).next()?;
        Some(base.columns.day(row as usize))
    }

    /// Where money ended: held in accounts, or left from them.
    fn ends(&mut self, result: &RuleResult) {
        let mut needs = BTreeMap::<(String, String), i128>::new();
        let mut ends = Vec::new();
        for held in &result.held {
            let (low, high) = (self.minor(&held.low), self.minor(&held.high));
            *needs.entry((held.claim.clone(), held.account.clone())).or_default() += high;
            let band = Band { low, high, ..Band::default() };
            ends.push((held.claim.clone(), held.account.clone(), "held".to_owned(), held.account.clone(), band));
        }
        for left in &result.left {
            let (low, high) = (self.minor(&left.low), self.minor(&left.high));
            *needs.entry((left.claim.clone(), left.account.clone())).or_default() += high;
            let day = self.day(&left.transaction);
            let entries = self.entries(&left.transaction);
            let band = Band { low, high, first: day, last: day, entries, ..Band::default() };
            ends.push((
                left.claim.clone(),
                left.account.clone(),
                left.how.word().to_owned(),
                left.account.clone(),
                band,
            ));
        }
        self.unlisted(&needs);
        let columns = self.last_columns();
        for (_, from, kind, name, end) in ends.into_iter().filter(|end| end.4.high > 0) {
            let column = columns.get(&from).copied().unwrap_or(1);
            let to = Key { column: column + 1, kind, name };
            let band = self.bands.entry((account(column, &from), to, false)).or_default();
            band.low += end.low;
            band.high += end.high;
            band.first = [band.first, end.first].into_iter().flatten().min();
            band.last = [band.last, end.last].into_iter().flatten().max();
            band.entries.extend(end.entries);
        }
    }

    fn entries(&self, transaction: &str) -> BTreeSet<String> {
        let base = &self.call.state.base;
        let rows = base.transaction(transaction).into_iter().flat_map(|at| base.index.rows_of_transaction(at));
        rows.filter_map(|row| base.columns.id(row as usize)).map(|id| id.to_string()).collect()
    }

    /// What has to have come to an account beyond the paths that are listed.
    fn unlisted(&mut self, needs: &BTreeMap<(String, String), i128>) {
        let (mut came, mut went) = (BTreeMap::<&str, i128>::new(), BTreeMap::<&str, i128>::new());
        for ((from, to, _), band) in &self.bands {
            *came.entry(&to.name).or_default() += band.high;
            if from.kind == "account" {
                *went.entry(&from.name).or_default() += band.high;
            }
        }
        let mut lacks = Vec::new();
        for ((of_claim, name), need) in needs {
            let has = came.get(name.as_str()).copied().unwrap_or(0) - went.get(name.as_str()).copied().unwrap_or(0);
            if *need > has.max(0) {
                lacks.push((of_claim.clone(), name.clone(), need - has.max(0)));
            }
        }
        let columns = self.last_columns();
        for (of_claim, name, minor) in lacks {
            let column = columns.get(&name).copied().unwrap_or(1);
            self.bands.entry((claim(&of_claim), account(column, &name), true)).or_default().high += minor;
        }
    }

    /// The last column of each account: what ends there leaves from it.
    fn last_columns(&self) -> BTreeMap<String, usize> {
        let mut columns = BTreeMap::new();
        for key in self.bands.keys().flat_map(|(from, to, _)| [from, to]).filter(|key| key.kind == "account") {
            let known = columns.entry(key.name.clone()).or_insert(key.column);
            *known = key.column.max(*known);
        }
        columns
    }

    fn json(&self) -> Value {
        let mut sums = BTreeMap::<&Key, (i128, i128, i128, i128)>::new();
        for ((from, to, _), band) in &self.bands {
            let out = sums.entry(from).or_default();
            (out.0, out.1) = (out.0 + band.low, out.1 + band.high);
            let come = sums.entry(to).or_default();
            (come.2, come.3) = (come.2 + band.low, come.3 + band.high);
        }
        let ids: BTreeMap<&Key, String> = sums.keys().enumerate().map(|(at, key)| (*key, format!("n{at}"))).collect();
        let nodes: Vec<Value> = sums
            .iter()
            .map(|(key, &(out_low, out_high, in_low, in_high))| {
                let who = if key.kind == "claim" { Value::Null } else { self.call.people().of_key(&key.name) };
                let label = who.get("label").and_then(Value::as_str).map(str::to_owned);
                let label = label.unwrap_or_else(|| self.call.people().words(&key.name));
                json!({ "id": ids[key], "account": if key.kind == "claim" { None } else { Some(&key.name) }, "label": label,
                        "hidden": who.get("hidden").and_then(Value::as_bool).unwrap_or(false), "category": who.get("category"),
                        "column": key.column, "kind": key.kind, "day": self.first_day.get(&key.column).copied().and_then(day_text),
                        "low": amount(out_low.max(in_low), self.currency), "high": amount(out_high.max(in_high), self.currency) })
            })
            .collect();
        let links: Vec<Value> = self
            .bands
            .iter()
            .map(|((from, to, unlisted), band)| {
                json!({ "source": ids[from], "target": ids[to], "low": amount(band.low, self.currency),
                        "high": amount(band.high, self.currency), "first": band.first.and_then(day_text),
                        "last": band.last.and_then(day_text), "entries": band.entries, "asserted": band.asserted,
                        "unlisted": unlisted })
            })
            .collect();
        let last = sums.keys().map(|key| key.column).max().unwrap_or_default();
        let columns: Vec<String> = (0..=last)
            .map(|column| self.first_day.get(&column).copied().and_then(day_text).unwrap_or_default())
            .collect();
        json!({ "columns": columns, "nodes": nodes, "links": links })
    }
}
