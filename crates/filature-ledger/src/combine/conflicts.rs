//! Where both sides said different things of one subject since the part that they have in common.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;
use serde::{Deserialize, Serialize};

use super::words::{ASKED, LIFTED, PROTECTED, Subject, Word};
use crate::categories::Category;
use crate::journal::Line;

/// Whose word holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hand {
    /// That of the case that is combined into.
    Mine,
    /// That of the other copy.
    Theirs,
}

impl Hand {
    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
        }
    }
}

/// What one side said last, who, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// What.
    pub says: String,
    /// Who, where the line says so.
    pub by: Option<String>,
    /// Who with them.
    pub second: Option<String>,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Why, where the line says so.
    pub reason: Option<String>,
    /// The line in that side's journal.
    pub line: u64,
}

impl Said {
    pub(super) fn of(says: String, line: &Line) -> Self {
        let act = serde_json::to_value(&line.act).unwrap_or_default();
        let text = |field: &str| act.get(field).and_then(serde_json::Value::as_str).map(str::to_owned);
        Self {
            says,
            by: text("by"),
            second: text("second"),
            at: line.at.clone(),
            reason: text("reason"),
            line: line.line,
        }
    }
}

/// Two sides of which one alone can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is about: one subject, but of accounts that belong together all sets that hang together.
    pub subjects: BTreeSet<Subject>,
    /// What was said here.
    pub mine: Vec<Said>,
    /// What was said there.
    pub theirs: Vec<Said>,
    /// The side that protects a person, where one does and the other does not: it holds unless two people say otherwise.
    pub protecting: Option<Hand>,
    /// Which sides take two people.
    pub(super) needs_two: BTreeSet<Hand>,
}

impl Conflict {
    /// Its kind, in a word.
    pub fn kind(&self) -> &'static str {
        self.subjects.first().map_or("", Subject::kind)
    }

    /// What it is about, by ids.
    pub fn ids(&self) -> Vec<String> {
        let ids: BTreeSet<String> = self.subjects.iter().flat_map(Subject::ids).collect();
        match self.kind() {
            // A debit stands before its credit, a mark before its entry.
            "link" | "join" | "mark" => self.subjects.iter().flat_map(Subject::ids).collect(),
            _ => ids.into_iter().collect(),
        }
    }

    /// Whether two people have to say that this side holds.
    pub fn takes_two(&self, hand: Hand) -> bool {
        self.needs_two.contains(&hand)
    }

    /// The numbers of the last lines of both sides.
    pub(super) fn last_lines(&self) -> (u64, u64) {
        let last = |said: &[Said]| said.iter().map(|said| said.line).max().unwrap_or_default();
        (last(&self.mine), last(&self.theirs))
    }
}

type Words<'a> = BTreeMap<Subject, Word<'a>>;

/// All of them, in the order of their subjects. `ever_victim` are accounts that either side ever took for a victim's; `readings` gives how
/// each side reads a file that both added.
pub fn find(
    mine: &Words<'_>,
    theirs: &Words<'_>,
    ever_victim: &BTreeSet<AccountId>,
    readings: &BTreeMap<String, (String, String)>,
) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> = mine
        .iter()
        .filter_map(|(subject, here)| {
            let there = theirs.get(subject)?;
            let (ours, others) = match subject {
                Subject::Holders(_) | Subject::Asked(..) | Subject::Use(_) => return None,
                Subject::Reading(sha256) => readings.get(sha256)?.clone(),
                _ => (here.says.clone(), there.says.clone()),
            };
            (ours != others).then(|| {
                let protecting = protecting(&ours, &others);
                Conflict {
                    subjects: BTreeSet::from([subject.clone()]),
                    needs_two: needs_two(subject, &ours, &others, protecting, ever_victim),
                    mine: vec![Said::of(ours, here.line)],
                    theirs: vec![Said::of(others, there.line)],
                    protecting,
                }
            })
        })
        .collect();
    conflicts.extend(of_holders(mine, theirs));
    conflicts.sort_by(|one, other| one.subjects.cmp(&other.subjects));
    conflicts
}

/// Which side protects, where one alone does.
fn protecting(mine: &str, theirs: &str) -> Option<Hand> {
    let protects = |says: &str| says == PROTECTED || says == Category::Victim.word();
    match (protects(mine), protects(theirs)) {
        (true, false) => Some(Hand::Mine),
        (false, true) => Some(Hand::Theirs),
        _ => None,
    }
}

fn needs_two(
    subject: &Subject,
    mine: &str,
    theirs: &str,
    protecting: Option<Hand>,
    ever_victim: &BTreeSet<AccountId>,
) -> BTreeSet<Hand> {
    let accuses = |says: &str| [Category::Suspect, Category::Convicted].iter().any(|category| category.word() == says);
    let was_victim = matches!(subject, Subject::Category(account) if ever_victim.contains(account));
    let needs = |hand: Hand, says: &str| {
        protecting.is_some_and(|protects| protects != hand) || says == LIFTED || (was_victim && accuses(says))
    };
    [(Hand::Mine, mine), (Hand::Theirs, theirs)]
        .into_iter()
        .filter(|(hand, says)| needs(*hand, says))
        .map(|(hand, _)| hand)
        .collect()
}

/// Sets of accounts that share two accounts at least, and of which the two sides say different things.
fn of_holders(mine: &Words<'_>, theirs: &Words<'_>) -> Vec<Conflict> {
    let mut groups: Vec<(BTreeSet<&Subject>, BTreeSet<&Subject>)> = Vec::new();
    for (one, here) in mine {
        for (other, there) in theirs {
            let (Subject::Holders(accounts), Subject::Holders(others)) = (one, other) else { continue };
            if accounts.intersection(others).nth(1).is_none() || here.says == there.says {
                continue;
            }
            let mut joined = (BTreeSet::from([one]), BTreeSet::from([other]));
            groups.retain(|group| {
                let is_apart = group.0.is_disjoint(&joined.0) && group.1.is_disjoint(&joined.1);
                if !is_apart {
                    joined.0.extend(&group.0);
                    joined.1.extend(&group.1);
                }
                is_apart
            });
            groups.push(joined);
        }
    }
    let said = |words: &Words<'_>, subjects: &BTreeSet<&Subject>| {
        let said = subjects.iter().filter_map(|subject| {
            let word = words.get(*subject)?;
            Some(Said::of(format!("{}: {}", subject.ids().join(" "), word.says), word.line))
        });
        said.collect::<Vec<Said>>()
    };
    let conflict = |(here, there): (BTreeSet<&Subject>, BTreeSet<&Subject>)| Conflict {
        mine: said(mine, &here),
        theirs: said(theirs, &there),
        subjects: here.union(&there).map(|subject| (*subject).clone()).collect(),
        protecting: None,
        needs_two: BTreeSet::new(),
    };
    groups.into_iter().map(conflict).collect()
}

/// Whether anybody asked for these statements: then they are asked for.
pub fn is_asked(mine: &str, theirs: &str) -> bool {
    mine == ASKED || theirs == ASKED
}
