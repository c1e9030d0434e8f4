//! Leads: why, for and against, and what a person decided. Their score orders them and is sent to nobody.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::Act;
use filature_ledger::standing::LeadDecision;
use filature_model::{Currency, Finding, Lead, LeadStatement};
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::{Problem, both};
use super::findings;
use super::money::{amount, minor_of};
use super::{Answer, Call, Outcome};

/// All of them, best first.
pub fn leads(call: &Call) -> Outcome {
    let leads = call.state.results.leads.iter().zip(1..);
    Ok(Answer::Json(leads.map(|(lead, rank)| head(call, lead, rank)).collect()))
}

/// One, with what it is made of.
pub fn lead(call: &Call) -> Outcome {
    let results = &call.state.results;
    let (rank, lead) = results.lead(call.part("id")).ok_or_else(|| Problem::missing(call.part("id")))?;
    let mut value = head(call, lead, rank);
    let found: Vec<&Finding> = lead.findings.iter().filter_map(|id| shown(call, id)).collect();
    let mut innocent = Vec::new();
    for finding in &found {
        for said in findings::innocent(call, finding) {
            if !innocent.contains(&said) {
                innocent.push(said);
            }
        }
    }
    let mut roles = roles(&found, lead);
    roles.retain(|key, _| !call.state.base.withholds_account(key));
    let accounts: Vec<Value> = roles
        .iter()
        .map(|(key, roles)| {
            let account = call.state.base.account(key);
            let said = account.map(|account| call.state.base.said(account)).unwrap_or_default();
            let roles: Vec<Value> = roles.iter().map(|role| findings::role(role)).collect();
            json!({ "account": call.people().of_key(key), "roles": roles, "bank": said.iter().find_map(|said| said.bank.clone()),
                    "country": account.and_then(|account| call.people().country(account)) })
        })
        .collect();
    let people: Vec<Value> = accounts
        .iter()
        .filter(|account| account["account"]["label"] != "")
        .map(|account| json!({ "who": account["account"], "roles": account["roles"] }))
        .collect();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("findings".into(), found.iter().map(|finding| findings::finding(call, finding)).collect());
        fields.insert("innocent".into(), Value::Array(innocent));
        fields.insert(
            "ask".into(),
            lead.ask.iter().filter(|said| is_shown(call, said)).map(|said| sentence(call, said)).collect(),
        );
        fields.insert("accounts".into(), Value::Array(accounts));
        fields.insert("people".into(), Value::Array(people));
    }
    Ok(Answer::Json(value))
}

/// A finding of which nothing is withheld.
fn shown<'a>(call: &'a Call, id: &str) -> Option<&'a Finding> {
    let finding = call.state.results.finding(id)?;
    let is_withheld = call.state.base.withholds(finding.transactions.iter().map(String::as_str));
    (!is_withheld).then_some(finding)
}

/// Whether a sentence rests on nothing that is withheld.
fn is_shown(call: &Call, said: &LeadStatement) -> bool {
    said.finding.as_deref().is_none_or(|id| call.state.results.finding(id).is_none() || shown(call, id).is_some())
}

/// The roles that each account of a lead has in its findings.
fn roles<'a>(found: &[&'a Finding], lead: &'a Lead) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut roles = BTreeMap::<&str, BTreeSet<&str>>::new();
    for member in &lead.accounts {
        roles.entry(&member.account).or_default().insert(&member.role);
    }
    for member in found.iter().flat_map(|finding| &finding.accounts) {
        if let Some(of_account) = roles.get_mut(member.account.as_str()) {
            of_account.insert(&member.role);
        }
    }
    roles
}

fn head(call: &Call, lead: &Lead, rank: usize) -> Value {
    let found: Vec<&Finding> = lead.findings.iter().filter_map(|id| shown(call, id)).collect();
    let (low, high) = moved(call, &found);
    let days = |get: fn(&Finding) -> &str| -> Vec<&str> {
        found.iter().map(|finding| get(finding)).filter(|day| !day.is_empty()).collect()
    };
    json!({
        "id": lead.id, "rank": rank, "kind": lead.kind, "title": title(lead), "why": why(lead), "use": lead.use_,
        "for": lead.for_.iter().filter(|said| is_shown(call, said)).map(|said| sentence(call, said)).collect::<Vec<_>>(),
        "against": lead.against.iter().filter(|said| is_shown(call, said)).map(|said| sentence(call, said)).collect::<Vec<_>>(),
        "accounts": lead.accounts.len(), "findings": lead.findings.len(), "minor": lead.minor,
        "elements": { "act": lead.elements.act, "means": lead.elements.means, "purpose": lead.elements.purpose,
                      "money": lead.elements.money },
        "low": low, "high": high,
        "from": days(|finding| &finding.from).into_iter().min(), "to": days(|finding| &finding.to).into_iter().max(),
        "decision": call.state.heard.standing.leads.get(&lead.id).map(|said| decision(call, said)),
    })
}

/// What a lead is called, in the words of the dossier.
pub fn title(lead: &Lead) -> Value {
    let words = match lead.kind.as_str() {
        "trafficking" => both(
            "Pattern of flows described by sources on trafficking",
            "Ensemble de flux que décrivent des sources sur la traite",
        ),
        "laundering" => both(
            "Pattern of flows described by sources on laundering",
            "Ensemble de flux que décrivent des sources sur le blanchiment",
        ),
        "protective" => both(
            "Protective: a person concerned may be under 18",
            "Protection : une personne concernée a peut-être moins de 18 ans",
        ),
        _ => both("Pattern of flows described by sources", "Ensemble de flux que décrivent des sources"),
    };
    words.json()
}

/// What it covers, in one or two sentences.
fn why(lead: &Lead) -> Vec<Value> {
    let of = &lead.elements;
    let parts = [
        (of.act, "act", "acte"),
        (of.means, "means", "moyen"),
        (of.purpose, "purpose", "but"),
        (of.money, "movement of money", "mouvement d’argent"),
    ];
    let list = |pick: fn(&(u32, &'static str, &'static str)) -> &'static str| {
        let parts = parts.iter().filter(|part| part.0 > 0).map(|part| format!("{} {}", pick(part), part.0));
        parts.collect::<Vec<_>>().join(", ")
    };
    let mut said = vec![
        both(
            format!(
                "Different flags by element: {}. {} findings around {} accounts.",
                list(|part| part.1),
                lead.findings.len(),
                lead.accounts.len()
            ),
            format!(
                "Signaux différents par élément : {}. {} constatations autour de {} comptes.",
                list(|part| part.2),
                lead.findings.len(),
                lead.accounts.len()
            ),
        )
        .json(),
    ];
    match lead.minor.as_str() {
        "yes" => said.push(both(
            "By a date of birth that was received, a person concerned was under 18 on the days of these payments.",
            "Selon une date de naissance reçue, une personne concernée avait moins de 18 ans aux dates de ces paiements.",
        ).json()),
        "unknown" => said.push(both(
            "The age of at least one person concerned is not known from what was received.",
            "L'âge d’au moins une personne concernée n’est pas connu d’après ce qui a été reçu.",
        ).json()),
        _ => {}
    }
    said
}

fn sentence(call: &Call, statement: &LeadStatement) -> Value {
    let finding = statement.finding.as_deref().and_then(|id| call.state.results.finding(id));
    let said = |text: &str| match finding {
        Some(finding) => findings::said(call, finding, text),
        None => text.to_owned(),
    };
    json!({ "en": said(&statement.en), "fr": said(&statement.fr), "finding": statement.finding, "flag": statement.flag, "what": statement.what })
}

fn decision(call: &Call, decision: &LeadDecision) -> Value {
    json!({ "state": decision.state, "reason": call.people().words(&decision.reason), "by": decision.by, "at": decision.at, "line": decision.line })
}

/// The least and the most that can have moved through these findings, where they are in one currency: the largest of them alone, for
/// they may share payments, and all their payments, each once.
fn moved(call: &Call, found: &[&Finding]) -> (Option<Value>, Option<Value>) {
    let currencies: BTreeSet<&str> = found
        .iter()
        .filter(|finding| !finding.transactions.is_empty())
        .map(|finding| finding.currency.as_str())
        .collect();
    let (Some(code), 1) = (currencies.first(), currencies.len()) else { return (None, None) };
    let Ok(currency) = code.parse::<Currency>() else { return (None, None) };
    let low = found.iter().filter_map(|finding| minor_of(&finding.amount, currency)).max().unwrap_or_default();
    let ids: BTreeSet<&str> = found.iter().flat_map(|finding| &finding.transactions).map(String::as_str).collect();
    let transactions = &call.state.base.ledger.transactions;
    let positions = ids.iter().filter_map(|id| call.state.base.transaction(id));
    let in_currency = positions.filter(|&at| transactions.currency[at as usize] == currency);
    let high: i128 = in_currency.map(|at| i128::from(transactions.amount_minor[at as usize])).sum();
    (Some(amount(i128::from(low), currency)), Some(amount(high.max(i128::from(low)), currency)))
}

#[derive(Deserialize)]
struct Decide {
    state: String,
    reason: String,
    by: String,
}

/// Keeps a lead, sets it aside, or opens it again; each with a reason.
pub fn decide(call: &Call) -> Outcome {
    let asked: Decide = call.json()?;
    let lead = call.part("id").to_owned();
    let (reason, by) = (required("reason", &asked.reason)?, required("by", &asked.by)?);
    if !["open", "kept", "set-aside"].contains(&asked.state.as_str()) {
        let en = format!("state={:?}: open, kept or set-aside was expected.", asked.state);
        return Err(Problem::call(
            "state",
            en,
            format!("state={:?} : open, kept ou set-aside était attendu.", asked.state),
        ));
    }
    act::write_with(call, &by, |state| {
        state.results.lead(&lead).ok_or_else(|| Problem::missing(&lead))?;
        let (state, reason, by) = (asked.state.clone(), reason.clone(), by.clone());
        let more = json!({ "state": state, "reason": reason, "by": by });
        Ok((vec![Act::LeadDecided { lead: lead.clone(), state, reason, by }], more))
    })
}
