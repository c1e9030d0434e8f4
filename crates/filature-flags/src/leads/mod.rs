//! Leads: findings joined on clusters of accounts, and what speaks for and against each.
//!
//! ```text
//! Fired ─► parts (who has which side) ─► explained (by a look-alike?) ─► clusters ─► coverage in 180 days ─► Lead
//! ```
//!
//! A lead is about a cluster and about facts; it never says of anybody that he is guilty. Five promises are kept by construction:
//!
//! - **No lead from one flag, nor from one family of flags.** [`coverage`] asks for two of each.
//! - **What only people who may be victims show never moves a lead up.** A flag counts for the rank by its roles of the other sides alone, and
//!   the rank is that of the strongest part which hangs together without it.
//! - **Fewer findings never raise a lead.** Hubs are told from the ledger, clusters only fall apart, and the rank is a sum over what is there.
//! - **What a look-alike explains is no ground.** It stands among the facts against.
//! - **A person whom somebody has called a possible victim is on no other side.**

mod clusters;
mod coverage;
mod parts;
mod statements;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Finding, Lead, LeadMember};

use crate::engine::Columns;
use crate::flag::{Fired, Side};
use crate::set::FlagSet;
use clusters::Counterparties;
use coverage::Coverage;
use parts::Part;

/// What leads are joined from.
#[derive(Clone, Copy)]
pub struct LeadInput<'a> {
    /// The ledger.
    pub columns: &'a Columns,
    /// The flags that ran, look-alikes among them.
    pub flags: &'a FlagSet,
    /// What fired.
    pub fired: &'a [Fired],
    /// Keys of accounts whose holders a person has called victims or possible victims.
    pub victims: &'a BTreeSet<String>,
    /// For each account of the ledger the first of its holder's, where somebody said that a holder has several; else empty.
    pub first_of_holder: &'a [u32],
}

/// What joining came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    /// Best first: trafficking and protective leads, then laundering ones.
    pub leads: Vec<Lead>,
    /// Findings that a look-alike explains, each with that look-alike's finding: no ground of any lead.
    pub set_aside: Vec<(String, String)>,
}

/// Joins findings into leads.
pub fn join(input: LeadInput<'_>) -> Leads {
    let mut parts: Vec<Part<'_>> = parts::of(input);
    let ranking: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].ranks()).collect();
    let counterparties = Counterparties::new(input.columns);
    for (core, cluster) in
        clusters::of(&counterparties, &parts, &ranking, input.first_of_holder).into_iter().enumerate()
    {
        cluster.parts.into_iter().for_each(|at| parts[at].core = Some(core));
    }
    let all: Vec<usize> = (0..parts.len()).collect();
    let set_aside = parts
        .iter()
        .flat_map(|part| part.explained_by.iter().map(|by| (part.fired.finding.id.clone(), by.finding.id.clone())))
        .collect();
    let mut leads: Vec<Lead> = clusters::of(&counterparties, &parts, &all, input.first_of_holder)
        .into_iter()
        .filter_map(|cluster| {
            let of_cluster: Vec<&Part<'_>> = cluster.parts.iter().map(|&at| &parts[at]).collect();
            lead(input, &of_cluster, cluster.by_name)
        })
        .collect();
    tell_apart(&mut leads);
    leads.sort_by(|one, other| {
        let lane = |lead: &Lead| lead.kind == "laundering";
        (lane(one), -one.score, &one.id).cmp(&(lane(other), -other.score, &other.id))
    });
    Leads { leads, set_aside }
}

/// The lead of a cluster, if its findings cover what a lead needs.
fn lead(input: LeadInput<'_>, cluster: &[&Part<'_>], by_name: bool) -> Option<Lead> {
    let Coverage { kind, score, elements, within, minor } = coverage::best(input, cluster)?;
    let accounts = members(input, &within);
    if accounts.is_empty() {
        return None;
    }
    let explained: Vec<&Part<'_>> = cluster.iter().filter(|part| !part.explained_by.is_empty()).copied().collect();
    let statements = statements::of(input, &within, &explained, by_name);
    let findings = in_order(within.iter().map(|part| &part.fired.finding));
    let anchor = accounts.iter().find(|member| member.side != Side::VictimPattern.word()).or(accounts.first())?;
    let id = Finding::id_of("lead", &[kind.word(), anchor.account.as_str()]);
    Some(Lead {
        id,
        kind: kind.word().to_owned(),
        score,
        accounts,
        findings,
        elements,
        minor: minor.to_owned(),
        for_: statements.for_,
        against: statements.against,
        ask: statements.ask,
        use_: "evidence".to_owned(),
    })
}

/// The id of a lead is made of its kind and of the account that it is around, so that it lasts when files are added. Where two leads are
/// around one account (a hub stands in both), all their accounts tell them apart.
fn tell_apart(leads: &mut [Lead]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    leads.iter().for_each(|lead| *times.entry(lead.id.clone()).or_default() += 1);
    for lead in leads.iter_mut().filter(|lead| times.get(&lead.id).is_some_and(|&times| times > 1)) {
        let parts =
            lead.accounts.iter().map(|member| member.account.as_str()).chain(lead.findings.iter().map(String::as_str));
        lead.id = Finding::id_of("lead", &parts.collect::<Vec<_>>());
    }
}

/// Ids, best first.
fn in_order<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut findings: Vec<&Finding> = findings.collect();
    findings.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
    findings.into_iter().map(|finding| finding.id.clone()).collect()
}

/// The cluster's accounts. The side is that of the roles which are no victim's; where there is none, the victim's.
fn members(input: LeadInput<'_>, within: &[&Part<'_>]) -> Vec<LeadMember> {
    let mut sides: BTreeMap<u32, (Side, &str)> = BTreeMap::new();
    for part in within {
        for &(party, side, role) in &part.sides {
            let rank = |side: Side| match side {
                Side::Controller => 0,
                Side::Employer => 1,
                Side::Facilitator => 2,
                Side::VictimPattern => 3,
                Side::Buyer => 4,
            };
            let known = sides.entry(party).or_insert((side, role));
            if (rank(side), role) < (rank(known.0), known.1) {
                *known = (side, role);
            }
        }
    }
    let ledger = &input.columns.ledger;
    let named = |(party, (side, role)): (u32, (Side, &str))| {
        let account = ledger.account(party)?.as_str().to_owned();
        let side = if input.victims.contains(&account) { Side::VictimPattern } else { side };
        Some(LeadMember { account, role: role.to_owned(), side: side.word().to_owned() })
    };
    let mut members: Vec<LeadMember> = sides.into_iter().filter_map(named).collect();
    members.sort();
    members
}
