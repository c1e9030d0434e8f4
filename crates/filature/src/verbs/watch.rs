//! A list that somebody brings, held against the people and organisations of a case.
//!
//! ```text
//! LIST ─► intake::watch_list ─► list (parties, dates of birth) ─┐
//! CASE ─► people (accounts, names without one) ─────────────────┴─► identity::against ─► matches, the strongest first ─► show, document
//! ```
//!
//! A list of one name is a look-up of a person: it takes a reason and a name, which stand in the journal before anything is shown. Nothing else
//! is written: no merge, no file, and nothing of the list. It reads all sources whatever their use, since it is for the screen; what evidence
//! alone does not give is marked. Accounts of people who are protected are in no match.

mod document;
mod list;
mod people;
mod show;

use std::collections::BTreeMap;

use filature_identity::{Book, Comparison, Party, Record, Strength, WatchOptions, against};
use filature_ledger::Act;
use filature_model::Language;

use self::list::List;
use self::people::{People, Who};
use super::open;
use crate::cli::WatchArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Somebody of the case who may be on the list.
pub struct Found {
    /// What the match rests on.
    pub strength: Strength,
    /// Who.
    pub who: Who,
    /// The record, by its place in the list.
    pub record: usize,
    /// How they stand to each other.
    pub comparison: Comparison,
    /// Whether what may be rendered gives the same.
    pub is_evidence: bool,
}

/// What was found, and how it was looked for.
pub struct Outcome {
    /// The list.
    pub list: List,
    /// Matches, the strongest first.
    pub found: Vec<Found>,
    /// How many agree in a single word of a name alone and are not among them.
    pub single_words: usize,
    /// Pairs whose names agree and which something speaks against.
    pub contradicted: u64,
    /// Pairs that were compared.
    pub compared: u64,
    /// Accounts of the case that were compared, and names that stand without one.
    pub looked_at: [usize; 2],
    /// Accounts that were left out to protect people.
    pub left_out: usize,
    /// Whether some source may not be rendered.
    pub is_mixed: bool,
}

/// Holds a list against a case.
pub fn run(arguments: &WatchArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let (reason, by) = (said("--reason", &arguments.reason)?, said("--by", &arguments.by)?);
    let list = List::read(&arguments.list)?;
    let (sha256, records) = (list.sha256.clone(), list.records.len() as u64);
    case.record(&[Act::ListHeld { sha256, records, reason, by }])?;
    let people = People::of(&case)?;
    let outcome = look(people, list, arguments.single_words);
    if json {
        screen::show_json(&document::of(&outcome, arguments.names))?;
    } else {
        let language = arguments.lang.map_or(Language::English, Language::from);
        show::lines(&outcome, arguments.names, language).iter().for_each(|line| screen::show(line));
    }
    Ok(DONE)
}

/// Text that a person has to give.
fn said(option: &str, text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::call(format!(
            "{option} is empty: why a list is held against a case, and who does it, stand in the journal"
        )));
    }
    Ok(text.to_owned())
}

fn look(people: People, list: List, with_single_words: bool) -> Outcome {
    let held = hold(&people.all, &list);
    let evidence = people.evidence.as_ref().map(|evidence| hold(evidence, &list).pairs);
    let mut found: Vec<Found> = held
        .pairs
        .into_iter()
        .map(|(key, comparison)| {
            let is_evidence = evidence.as_ref().is_none_or(|evidence| evidence.get(&key) == Some(&comparison));
            let (who, record) = key;
            Found { strength: Strength::of(&comparison), who, record, comparison, is_evidence }
        })
        .collect();
    let before = found.len();
    found.retain(|one| with_single_words || one.strength != Strength::SingleWord);
    let single_words = before - found.len();
    // Within one strength in the order of accounts and of the list, in which they stand already.
    found.sort_by_key(|one| one.strength);
    Outcome {
        list,
        found,
        single_words,
        contradicted: held.contradicted,
        compared: held.compared,
        looked_at: people.counts(),
        left_out: people.left_out,
        is_mixed: people.evidence.is_some(),
    }
}

struct Held {
    pairs: BTreeMap<(Who, usize), Comparison>,
    contradicted: u64,
    compared: u64,
}

fn hold(people: &[(Who, Party)], list: &List) -> Held {
    let parties: Vec<Party> = people.iter().map(|(_, party)| party).chain(&list.parties).cloned().collect();
    let case = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let behind = |party: u32| party.saturating_add(case);
    let records: Vec<Record> = list
        .records
        .iter()
        .map(|one| Record { party: behind(one.party), weak: one.weak.map(behind), births: one.births.clone() })
        .collect();
    let watched = against(&Book::of(&parties), case, &records, WatchOptions::default());
    let mut pairs: BTreeMap<(Who, usize), Comparison> = BTreeMap::new();
    for one in watched.matches {
        let Some((who, _)) = people.get(one.party as usize) else { continue };
        // An account with very many names is several parties: its best one tells.
        let rank = |comparison: &Comparison| (Strength::of(comparison), comparison.name, comparison.ways);
        let known = pairs.entry((who.clone(), one.record as usize)).or_insert(one.comparison);
        if rank(&one.comparison) < rank(known) {
            *known = one.comparison;
        }
    }
    Held { pairs, contradicted: watched.contradicted, compared: watched.compared }
}
