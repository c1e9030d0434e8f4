//! A dossier of some leads alone: their findings, for and against, and the traces that share a transaction with them.

use std::collections::BTreeSet;

use filature_model::{Lead, Trace};

use crate::detection::Detected;
use crate::outcome::Failure;

/// The fewest letters by which a lead may be named.
const LEAST_LETTERS: usize = 4;

/// The whole ids of the leads that are named, each by its id or the beginning of it that no other lead has.
///
/// # Errors
/// A fault of the call: no lead or several leads begin so.
pub fn named(detected: &Detected, asked: &[String]) -> Result<BTreeSet<String>, Failure> {
    asked.iter().map(|id| one(&detected.leads, id.trim())).collect()
}

fn one(leads: &[Lead], asked: &str) -> Result<String, Failure> {
    let begins = |lead: &&Lead| {
        let bare = lead.id.strip_prefix("lead-").unwrap_or(&lead.id);
        asked.len() >= LEAST_LETTERS && (lead.id.starts_with(asked) || bare.starts_with(asked))
    };
    let found: BTreeSet<&str> = leads.iter().filter(begins).map(|lead| lead.id.as_str()).collect();
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id.to_owned()),
        (Some(id), Some(other)) => {
            Err(Failure::call(format!("--lead {asked}: {id} and {other} both begin so; give more of the id")))
        }
        (None, _) => {
            let all: Vec<&str> = leads.iter().map(|lead| lead.id.as_str()).collect();
            let there = if all.is_empty() { "none".to_owned() } else { all.join(", ") };
            Err(Failure::call(format!("--lead {asked}: there is no such lead; this case has: {there}")))
        }
    }
}

/// What was found, without all that is not of these leads.
pub fn only(detected: &Detected, ids: &BTreeSet<String>) -> Detected {
    let leads: Vec<Lead> = detected.leads.iter().filter(|lead| ids.contains(&lead.id)).cloned().collect();
    let of_them: BTreeSet<&str> = leads.iter().flat_map(findings).collect();
    let mut findings = detected.findings.clone();
    findings.findings.retain(|finding| of_them.contains(finding.id.as_str()));
    let set_aside = detected.set_aside.iter().filter(|(finding, _)| of_them.contains(finding.as_str()));
    let set_aside = set_aside.cloned().collect();
    Detected { findings, leads, set_aside, ..detected.clone() }
}

/// The traces of which a claim shares a transaction with one of these findings.
pub fn traces(detected: &Detected, traces: Vec<(String, Trace)>) -> Vec<(String, Trace)> {
    let findings = detected.findings.findings.iter();
    let of_them: BTreeSet<&str> =
        findings.flat_map(|finding| finding.transactions.iter().map(String::as_str)).collect();
    let shares = |trace: &Trace| {
        trace.claims.iter().flat_map(|claim| &claim.transactions).any(|id| of_them.contains(id.as_str()))
    };
    traces.into_iter().filter(|(_, trace)| shares(trace)).collect()
}

/// The findings that a lead rests on or names.
fn findings(lead: &Lead) -> impl Iterator<Item = &str> {
    let stated = lead.for_.iter().chain(&lead.against).chain(&lead.ask);
    lead.findings.iter().map(String::as_str).chain(stated.filter_map(|said| said.finding.as_deref()))
}
