//! Which leads may be shown: those of which every word and every row is evidence.
//!
//! A lead is shown whole or not at all: without one of its facts, for or against, it would say something else.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Finding, Lead};

use super::{LeftOut, Screen, Verdict};
use crate::Content;

/// Keeps the leads that may be shown, the findings that they name, and the set-aside findings that may be counted.
pub(super) fn keep(screen: &Screen<'_>, content: &Content, kept: &mut Content, left_out: &mut LeftOut) {
    let known: BTreeMap<&str, &Finding> = content
        .lead_findings
        .iter()
        .chain(&content.findings.findings)
        .map(|finding| (finding.id.as_str(), finding))
        .collect();
    kept.leads.clear();
    for lead in &content.leads {
        match judge(screen, &known, lead) {
            Verdict::Shown => kept.leads.push(lead.clone()),
            Verdict::Restricted => left_out.leads += 1,
            Verdict::Withheld => left_out.protected.leads += 1,
            Verdict::NoRow => left_out.without_rows += 1,
        }
    }
    let of_lead = |lead: &'_ Lead| -> Vec<String> {
        lead.findings.iter().cloned().chain(named(lead).map(str::to_owned)).collect()
    };
    let resting: BTreeSet<String> = kept.leads.iter().flat_map(of_lead).collect();
    let shown: BTreeSet<&str> = kept.findings.findings.iter().map(|finding| finding.id.as_str()).collect();
    kept.lead_findings.retain(|finding| resting.contains(&finding.id) && !shown.contains(finding.id.as_str()));
    let is_out = |finding: &&Finding| screen.is_restricted(finding) || screen.is_withheld(finding);
    let restricted = |id: &String| known.get(id.as_str()).is_some_and(is_out);
    kept.set_aside.retain(|(finding, explained_by)| !restricted(finding) && !restricted(explained_by));
}

/// The findings that the statements of a lead name.
pub(super) fn named(lead: &Lead) -> impl Iterator<Item = &str> {
    let statements = lead.for_.iter().chain(&lead.against).chain(&lead.ask);
    statements.filter_map(|statement| statement.finding.as_deref())
}

fn judge(screen: &Screen<'_>, known: &BTreeMap<&str, &Finding>, lead: &Lead) -> Verdict {
    let statements = || lead.for_.iter().chain(&lead.against).chain(&lead.ask);
    let mut texts = statements().flat_map(|said| [&said.en, &said.fr]).chain(lead.accounts.iter().map(|at| &at.role));
    let accounts = lead.accounts.iter().any(|member| screen.restricted_accounts.contains(member.account.as_str()));
    let findings = lead.findings.iter().map(String::as_str).chain(named(lead));
    let findings: Vec<&Finding> = findings.filter_map(|id| known.get(id).copied()).collect();
    if lead.use_ != "evidence"
        || accounts
        || texts.any(|text| screen.names_restricted(text))
        || findings.iter().any(|finding| screen.is_restricted(finding))
    {
        return Verdict::Restricted;
    }
    if screen.shield.hides_lead(lead) || findings.iter().any(|finding| screen.is_withheld(finding)) {
        return Verdict::Withheld;
    }
    // A fact without its finding has no row.
    let unknown = |id: &str| !known.contains_key(id);
    let mut facts = statements().filter(|said| said.what == "fact");
    let mut verdict = match facts.any(|fact| fact.finding.as_deref().is_none_or(unknown)) {
        true => Verdict::NoRow,
        false => Verdict::Shown,
    };
    for id in named(lead) {
        let transactions = known.get(id).into_iter().flat_map(|finding| &finding.transactions);
        match screen.judge_transactions(transactions.map(String::as_str)) {
            Verdict::Restricted => return Verdict::Restricted,
            Verdict::Withheld => return Verdict::Withheld,
            Verdict::NoRow => verdict = Verdict::NoRow,
            Verdict::Shown => {}
        }
    }
    verdict
}
