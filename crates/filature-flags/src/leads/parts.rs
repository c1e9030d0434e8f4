//! What fired, as leads see it: who has which side, when it was, and which look-alikes explain it.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountKind;

use super::LeadInput;
use crate::flag::{Element, Fired, Flag, RoleSide, Side};

/// One finding of a flag.
pub(super) struct Part<'a> {
    pub fired: &'a Fired,
    pub flag: &'a Flag,
    /// Parties that belong to a cluster, with side and role; sorted. Buyers, shops, public bodies and what is only evidence are not among them.
    pub sides: Vec<(u32, Side, &'a str)>,
    /// First and last day; none for what rests on no payment.
    pub days: Option<(i32, i32)>,
    /// Findings of look-alikes that explain it.
    pub explained_by: Vec<&'a Fired>,
    /// Which cluster it would be in if what only possible victims show joined nobody; none for a finding that does not rank.
    pub core: Option<usize>,
}

impl Part<'_> {
    /// Parties of the sides that are no victim's.
    pub fn others(&self) -> impl Iterator<Item = u32> {
        self.sides.iter().filter(|(_, side, _)| *side != Side::VictimPattern).map(|(party, _, _)| *party)
    }

    /// Whether it can count for the rank: it says something of another side than a victim's.
    pub fn ranks(&self) -> bool {
        self.others().next().is_some()
    }
}

/// The findings that are no look-alikes.
pub(super) fn of<'a>(input: LeadInput<'a>) -> Vec<Part<'a>> {
    let with_flag = |fired: &'a Fired| Some((fired, input.flags.get(&fired.finding.kind)?));
    let (innocent, others): (Vec<_>, Vec<_>) =
        input.fired.iter().filter_map(with_flag).partition(|(_, flag)| flag.element == Element::Innocent);
    let innocent = Innocent::new(innocent);
    let part = |(fired, flag): (&'a Fired, &'a Flag)| {
        let sides = sides(input, fired, flag);
        let days = fired.transactions.iter().filter_map(|&tx| input.columns.details.day.get(tx as usize).copied());
        let days = days.fold(None, |known: Option<(i32, i32)>, day| {
            Some(known.map_or((day, day), |(from, to)| (from.min(day), to.max(day))))
        });
        let mut part = Part { fired, flag, sides, days, explained_by: Vec::new(), core: None };
        part.explained_by = innocent.explaining(&part);
        part
    };
    let mut parts: Vec<Part<'a>> = others.into_iter().map(part).collect();
    parts.sort_by(|one, other| one.fired.finding.id.cmp(&other.fired.finding.id));
    parts
}

fn sides<'a>(input: LeadInput<'_>, fired: &Fired, flag: &'a Flag) -> Vec<(u32, Side, &'a str)> {
    let kinds = &input.columns.details.holders.kind;
    let stays_out = |party: u32| {
        let kind = kinds.get(party as usize).copied().flatten();
        matches!(kind, Some(AccountKind::Merchant | AccountKind::Public))
            || input.columns.ledger.hub.get(party as usize).copied().unwrap_or(false)
    };
    let of = |&(party, role): &(u32, usize)| {
        let (name, side) = flag.roles.get(role)?;
        match side {
            RoleSide::Of(side) if *side != Side::Buyer && !stays_out(party) => {
                Some((party, called_victim(input, party, *side), name.as_str()))
            }
            _ => None,
        }
    };
    fired.parties.iter().filter_map(of).collect()
}

/// The side of a role, unless a person has said that the holder may be a victim.
fn called_victim(input: LeadInput<'_>, party: u32, side: Side) -> Side {
    let key = input.columns.ledger.account(party);
    if key.is_some_and(|key| input.victims.contains(key.as_str())) { Side::VictimPattern } else { side }
}

/// Findings of look-alikes, by the parties in them.
struct Innocent<'a> {
    findings: Vec<(&'a Fired, &'a Flag)>,
    by_party: BTreeMap<u32, Vec<usize>>,
}

impl<'a> Innocent<'a> {
    fn new(mut findings: Vec<(&'a Fired, &'a Flag)>) -> Self {
        // What stands against a lead stands in one order, whatever the order in which flags fired.
        findings.sort_by(|one, other| one.0.finding.id.cmp(&other.0.finding.id));
        let mut by_party: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, (fired, _)) in findings.iter().enumerate() {
            for party in fired.parties.iter().map(|(party, _)| *party).collect::<BTreeSet<_>>() {
                by_party.entry(party).or_default().push(at);
            }
        }
        Self { findings, by_party }
    }

    /// The look-alikes that explain a finding: of its flag they say so, and everybody in it who is on another side than a victim's is in
    /// one of them; where nobody is, everybody in it.
    fn explaining(&self, part: &Part<'_>) -> Vec<&'a Fired> {
        let others: BTreeSet<u32> = part.others().collect();
        let all: BTreeSet<u32> = part.sides.iter().map(|(party, _, _)| *party).collect();
        let centre = if others.is_empty() { &all } else { &others };
        let mut found = BTreeSet::new();
        for party in centre {
            let of_party = self.by_party.get(party).into_iter().flatten();
            let fitting: Vec<usize> =
                of_party.copied().filter(|&at| self.findings[at].1.explains.contains(&part.flag.id)).collect();
            if fitting.is_empty() {
                return Vec::new();
            }
            found.extend(fitting);
        }
        found.into_iter().map(|at| self.findings[at].0).collect()
    }
}
