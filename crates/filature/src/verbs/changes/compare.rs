//! Two states of a case, side by side: what is new, changed and gone, and which new file brings it.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Finding, Lead, Source, SourceId, Trace};

use super::figures;
use super::rows::{ChangedTrace, Changes, Entries, Field, File, Item, Sources, Statement, Three, Traces};
use super::state::{Joined, State};
use super::successor;

/// Compares; `stale` names the traces that were made of other sources than there are now.
pub fn compare(then: &State, now: &State, stale: &BTreeSet<String>) -> Changes {
    let new: BTreeSet<SourceId> = now.sources.keys().filter(|id| !then.sources.contains_key(id)).copied().collect();
    let file = |state: &State, source: &Source| File {
        source: source.id,
        name: source.name.clone(),
        exhibit: source.exhibit.clone(),
        from: source.from.clone(),
        entries: state.entries.get(&source.id).copied().unwrap_or(0),
    };
    let gone = then.sources.values().filter(|source| !now.sources.contains_key(&source.id));
    Changes {
        sources: Sources {
            new: new.iter().filter_map(|id| now.sources.get(id)).map(|source| file(now, source)).collect(),
            no_longer_evidence: gone.map(|source| file(then, source)).collect(),
            left_out: now.left_out,
        },
        entries: entries(then, now, &new),
        statements: statements(then, now, &new),
        findings: findings(then, now, &new),
        leads: leads(then, now, &new),
        traces: traces(then, now, &new, stale),
    }
}

fn entries(then: &State, now: &State, new: &BTreeSet<SourceId>) -> Entries {
    let count = |state: &State| state.entries.values().sum();
    let source = |entry: &str| entry.split(':').next().and_then(|id| id.parse::<SourceId>().ok());
    let was_there =
        |entry: &&String| source(entry).is_some_and(|id| !new.contains(&id) && now.sources.contains_key(&id));
    let more =
        |one: &BTreeSet<String>, two: &BTreeSet<String>| one.difference(two).filter(was_there).cloned().collect();
    let known = |of: &&Joined| was_there(&&of.debit) || was_there(&&of.credit);
    Entries {
        then: Some(count(then)),
        now: count(now),
        no_longer_counted: more(&now.uncounted, &then.uncounted),
        counted_again: more(&then.uncounted, &now.uncounted),
        joined: now.joined.difference(&then.joined).filter(known).cloned().collect(),
        parted: then.joined.difference(&now.joined).filter(known).cloned().collect(),
    }
}

fn statements(then: &State, now: &State, new: &BTreeSet<SourceId>) -> Three<Statement> {
    let mut three = Three { new: Vec::new(), changed: Vec::new(), gone: Vec::new() };
    let all: BTreeSet<&(SourceId, u32)> = then.statements.keys().chain(now.statements.keys()).collect();
    for key in all {
        let (from, to) = (then.statements.get(key).cloned(), now.statements.get(key).cloned());
        if from == to {
            continue;
        }
        let account = to.as_ref().or(from.as_ref()).map(|standing| standing.account.clone());
        let of_account = now.statements.iter().filter(|(_, standing)| Some(&standing.account) == account.as_ref());
        let why = of_account.map(|((source, _), _)| *source).filter(|source| new.contains(source)).collect();
        let list = match (&from, &to) {
            (None, _) => &mut three.new,
            (_, None) => &mut three.gone,
            _ => &mut three.changed,
        };
        list.push(Statement { source: key.0, statement: key.1, from, to, why });
    }
    three
}

/// The new files among these; of something that is gone, those behind what took its place.
fn brought(files: &BTreeSet<SourceId>, new: &BTreeSet<SourceId>) -> BTreeSet<SourceId> {
    files.intersection(new).copied().collect()
}

fn findings(then: &State, now: &State, new: &BTreeSet<SourceId>) -> Three<Item> {
    let ids = |finding: &Finding| finding.transactions.clone();
    let why = |state: &State, finding: &Finding| brought(&state.files(ids(finding).iter().map(String::as_str)), new);
    let item = |finding: &Finding, differs, why| Item {
        id: finding.id.clone(),
        kind: finding.kind.clone(),
        amount: Some(finding.amount.clone()),
        currency: Some(finding.currency.clone()),
        differs,
        successor: None,
        why,
    };
    let is_new = |finding: &&Finding| !then.findings.contains_key(&finding.id);
    let arrived = now.findings.values().filter(is_new).map(|finding| item(finding, Vec::new(), why(now, finding)));
    let gone = then.findings.values().filter(|finding| !now.findings.contains_key(&finding.id)).map(|finding| {
        let transactions: BTreeSet<&str> = finding.transactions.iter().map(String::as_str).collect();
        let others = |alike: bool| {
            let others =
                now.findings.values().filter(is_new).filter(move |other| (other.kind == finding.kind) == alike);
            others.map(|other| (&other.id, other.transactions.iter().map(String::as_str).collect()))
        };
        let successor =
            successor::of(&transactions, others(true)).or_else(|| successor::of(&transactions, others(false)));
        let behind = successor.as_ref().and_then(|of| now.findings.get(&of.id)).map(|finding| why(now, finding));
        Item { successor, ..item(finding, Vec::new(), behind.unwrap_or_default()) }
    });
    let both = now.findings.values().filter_map(|finding| Some((then.findings.get(&finding.id)?, finding)));
    let changed = both.filter_map(|(was, is)| {
        let fields = [
            ("amount", format!("{} {}", was.amount, was.currency), format!("{} {}", is.amount, is.currency)),
            ("days", format!("{}..{}", was.from, was.to), format!("{}..{}", is.from, is.to)),
            ("accounts", was.accounts.len().to_string(), is.accounts.len().to_string()),
        ];
        let differs = differing(fields);
        (!differs.is_empty()).then(|| item(is, differs, why(now, is)))
    });
    Three { new: arrived.collect(), changed: changed.collect(), gone: gone.collect() }
}

fn differing<const N: usize>(fields: [(&'static str, String, String); N]) -> Vec<Field> {
    let differs = fields.into_iter().filter(|(_, from, to)| from != to);
    differs.map(|(what, from, to)| Field { what, from, to }).collect()
}

fn leads(then: &State, now: &State, new: &BTreeSet<SourceId>) -> Three<Item> {
    let why = |state: &State, lead: &Lead| brought(&state.files(state.of_lead(lead)), new);
    let item = |lead: &Lead, differs, why| Item {
        id: lead.id.clone(),
        kind: lead.kind.clone(),
        amount: None,
        currency: None,
        differs,
        successor: None,
        why,
    };
    let is_new = |lead: &&Lead| !then.leads.contains_key(&lead.id);
    let arrived = now.leads.values().filter(is_new).map(|lead| item(lead, Vec::new(), why(now, lead)));
    let gone = then.leads.values().filter(|lead| !now.leads.contains_key(&lead.id)).map(|lead| {
        let others = now.leads.values().filter(is_new).map(|other| (&other.id, now.of_lead(other)));
        let all = now.leads.values().map(|other| (&other.id, now.of_lead(other)));
        let transactions = then.of_lead(lead);
        // A lead that is no new one may have taken in what stood here.
        let successor = successor::of(&transactions, others).or_else(|| successor::of(&transactions, all));
        let behind = successor.as_ref().and_then(|of| now.leads.get(&of.id)).map(|lead| why(now, lead));
        Item { successor, ..item(lead, Vec::new(), behind.unwrap_or_default()) }
    });
    let both = now.leads.values().filter_map(|lead| Some((then.leads.get(&lead.id)?, lead)));
    let changed = both.filter_map(|(was, is)| {
        let differs = lead_fields(was, is);
        (!differs.is_empty()).then(|| item(is, differs, why(now, is)))
    });
    Three { new: arrived.collect(), changed: changed.collect(), gone: gone.collect() }
}

fn lead_fields(was: &Lead, is: &Lead) -> Vec<Field> {
    let accounts = |lead: &Lead| {
        let accounts: BTreeSet<&str> = lead.accounts.iter().map(|member| member.account.as_str()).collect();
        accounts.into_iter().collect::<Vec<_>>().join(", ")
    };
    let findings = |lead: &Lead| lead.findings.iter().cloned().collect::<BTreeSet<_>>();
    let list = |some: BTreeSet<String>| some.into_iter().collect::<Vec<_>>().join(", ");
    let elements = |lead: &Lead| {
        let of = lead.elements;
        format!("{}/{}/{}/{}", of.act, of.means, of.purpose, of.money)
    };
    let against = |lead: &Lead| lead.against.iter().filter(|statement| statement.what == "fact").count().to_string();
    differing([
        ("kind", was.kind.clone(), is.kind.clone()),
        ("accounts", accounts(was), accounts(is)),
        (
            "findings",
            list(findings(was).difference(&findings(is)).cloned().collect()),
            list(findings(is).difference(&findings(was)).cloned().collect()),
        ),
        ("elements", elements(was), elements(is)),
        ("minor", was.minor.clone(), is.minor.clone()),
        ("facts-against", against(was), against(is)),
    ])
}

fn traces(then: &State, now: &State, new: &BTreeSet<SourceId>, stale: &BTreeSet<String>) -> Traces {
    let names = |some: &BTreeMap<String, Trace>| some.keys().cloned().collect::<BTreeSet<String>>();
    let (was, is) = (names(&then.traces), names(&now.traces));
    let changed = was.intersection(&is).filter_map(|name| {
        let (before, after) = (then.traces.get(name)?, now.traces.get(name)?);
        let figures = figures::changed(before, after);
        let behind = brought(&now.files(after.transactions()), new);
        let why = if behind.is_empty() { new.clone() } else { behind };
        (!figures.is_empty()).then(|| ChangedTrace { name: name.clone(), figures, why })
    });
    let missing = || was.difference(&is);
    Traces {
        new: is.difference(&was).cloned().collect(),
        changed: changed.collect(),
        not_made_again: missing().filter(|name| stale.contains(*name)).cloned().collect(),
        gone: missing().filter(|name| !stale.contains(*name)).cloned().collect(),
    }
}
