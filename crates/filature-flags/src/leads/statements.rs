//! What speaks for a lead, what against it, and what to ask for: sentences in both languages, each with what it rests on.

use std::collections::BTreeSet;

use filature_model::LeadStatement;

use super::LeadInput;
use super::parts::Part;
use crate::flag::{Both, Side};

/// Most findings of one flag that stand one by one; the others are in the list of findings.
const MOST_OF_A_FLAG: usize = 3;

/// The three lists of a lead.
pub(super) struct Statements {
    pub for_: Vec<LeadStatement>,
    pub against: Vec<LeadStatement>,
    pub ask: Vec<LeadStatement>,
}

/// What every lead with somebody on the victims' side says.
const COERCION: (&str, &str) = (
    "Whoever holds an account through which money passes may be under coercion: what the account shows may be what was done to its holder.",
    "La personne titulaire d'un compte par lequel l'argent transite peut être sous contrainte : ce que montre le compte est peut-être ce qui lui a été fait.",
);

/// What a lead says in which a name alone ties somebody.
const NAMESAKES: (&str, &str) = (
    "Somebody is tied to this lead by a name alone, as it is written: two people may bear one name.",
    "Une personne n'est rattachée à cette piste que par un nom, tel qu'il est écrit : deux personnes peuvent porter le même nom.",
);

pub(super) fn of(input: LeadInput<'_>, within: &[&Part<'_>], explained: &[&Part<'_>], by_name: bool) -> Statements {
    let mut parts = within.to_vec();
    parts.sort_by_key(|part| (part.flag.element, -part.flag.weight(), part.flag.id.as_str(), -size(part)));
    let mut against = Vec::new();
    if parts.iter().any(|part| part.sides.iter().any(|(_, side, _)| *side == Side::VictimPattern)) {
        against.push(assumption(None, COERCION.0, COERCION.1));
    }
    if by_name {
        against.push(assumption(None, NAMESAKES.0, NAMESAKES.1));
    }
    against.extend(look_alikes(input, explained));
    let (mut for_, mut ask, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut of_flag = ("", 0);
    for part in parts {
        let id = part.flag.id.as_str();
        of_flag = (id, if of_flag.0 == id { of_flag.1 + 1 } else { 1 });
        if of_flag.1 <= MOST_OF_A_FLAG {
            for_.push(fact(part));
        }
        if of_flag.1 == 1 {
            for innocent in part.flag.innocent.iter().filter(|text| seen.insert(text.en.as_str())) {
                against.push(assumption(Some(&part.flag.id), &innocent.en, &innocent.fr));
            }
            for next in part.flag.next.iter().filter(|text| seen.insert(text.en.as_str())) {
                ask.push(said("question", Some(&part.flag.id), next));
            }
        }
    }
    Statements { for_, against, ask }
}

fn size(part: &Part<'_>) -> i64 {
    i64::try_from(part.fired.transactions.len()).unwrap_or(i64::MAX)
}

fn fact(part: &Part<'_>) -> LeadStatement {
    LeadStatement {
        finding: Some(part.fired.finding.id.clone()),
        ..said("fact", Some(&part.flag.id), &part.fired.reason)
    }
}

/// The look-alikes that explain findings of the cluster: what was seen, and how to tell.
fn look_alikes(input: LeadInput<'_>, explained: &[&Part<'_>]) -> Vec<LeadStatement> {
    let mut statements = Vec::new();
    let mut seen = BTreeSet::new();
    for by in explained.iter().flat_map(|part| &part.explained_by) {
        if !seen.insert(by.finding.id.as_str()) {
            continue;
        }
        let flag = Some(by.finding.kind.as_str());
        statements.push(LeadStatement { finding: Some(by.finding.id.clone()), ..said("fact", flag, &by.reason) });
        if let Some(known) = input.flags.get(&by.finding.kind).filter(|known| seen.insert(known.id.as_str())) {
            statements.push(said("assumption", flag, &known.matters));
        }
    }
    statements
}

fn assumption(flag: Option<&str>, en: &str, fr: &str) -> LeadStatement {
    said("assumption", flag, &Both { en: en.to_owned(), fr: fr.to_owned() })
}

fn said(what: &str, flag: Option<&str>, text: &Both) -> LeadStatement {
    LeadStatement {
        finding: None,
        flag: flag.map(str::to_owned),
        what: what.to_owned(),
        en: text.en.clone(),
        fr: text.fr.clone(),
    }
}
