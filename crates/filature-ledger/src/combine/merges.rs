//! Merges that have to be undone or made again, so that what stands is what stood on the side that holds.
//!
//! A merge is known by its id on both sides: what a side said of it holds, unless that side lost the conflict about its accounts.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;

use super::Plan;
use super::closing::{Why, why_of};
use super::conflicts::Hand;
use super::words::{Subject, merged};
use crate::holders::Holders;
use crate::journal::{Act, Line};

/// Ids of merges: those that stand on either side and after all lines, and those of which either side said something new.
struct Sides {
    here: BTreeSet<String>,
    there: BTreeSet<String>,
    after: BTreeSet<String>,
    said_here: BTreeSet<String>,
    said_there: BTreeSet<String>,
}

impl Sides {
    fn of(plan: &Plan<'_>, ours: &[Line], after: &[Line]) -> Self {
        let stand = |lines: &[Line]| Holders::of(lines).merges().iter().map(|merge| merge.id.clone()).collect();
        let said = |lines: &[&Line]| lines.iter().filter_map(|line| touched(&line.act)).map(str::to_owned).collect();
        Self {
            here: stand(ours),
            there: stand(&plan.other.lines),
            after: stand(after),
            said_here: said(&plan.mine),
            said_there: said(&plan.taken),
        }
    }

    /// Whether a merge stands in the end. What a side that lost said of it was never said: then it is as the other side has it, or, where
    /// both spoke, as before.
    fn holds(&self, id: &str, has_lost: impl Fn(Hand) -> bool) -> bool {
        let (here, there) = (self.here.contains(id), self.there.contains(id));
        let (said_here, said_there) = (self.said_here.contains(id), self.said_there.contains(id));
        match (said_here && !has_lost(Hand::Mine), said_there && !has_lost(Hand::Theirs)) {
            (true, true) => here && there,
            (true, false) => here,
            (false, true) => there,
            (false, false) => match (said_here, said_there) {
                (true, false) => there,
                (false, true) => here,
                (true, true) => true,
                (false, false) => self.after.contains(id),
            },
        }
    }
}

/// The acts by which they do.
pub fn said_again(plan: &Plan<'_>, ours: &[Line], after: &[Line], holds: &[Hand], why: Why<'_>) -> Vec<Act> {
    let sides = Sides::of(plan, ours, after);
    let has_lost = |hand: Hand, accounts: &BTreeSet<AccountId>| {
        let subject = Subject::Holders(accounts.clone());
        let words = if hand == Hand::Mine { &plan.said.0 } else { &plan.said.1 };
        let of = plan.conflicts.iter().zip(holds).find(|(conflict, _)| conflict.subjects.contains(&subject));
        words.contains_key(&subject) && of.is_some_and(|(_, holds)| *holds != hand)
    };
    let merged = merged(after.iter());
    let standing = merged.iter().filter(|(id, accounts)| sides.holds(id, |hand| has_lost(hand, accounts)));
    let mut wanted: BTreeSet<String> = standing.map(|(id, _)| (*id).to_owned()).collect();
    said_twice(after, &sides, &mut wanted);
    let reason = why_of(why, "said twice, in both copies of the case");
    let undone =
        |merge: &String| Act::MergeUndone { merge: merge.clone(), reason: reason.clone(), by: why.1.by.clone() };
    let mut acts: Vec<Act> = sides.after.difference(&wanted).map(undone).collect();
    for id in wanted.difference(&sides.after) {
        let made = after.iter().rev().find_map(|line| match &line.act {
            Act::HoldersMerged { merge, .. } if merge == id => Some(line.act.clone()),
            _ => None,
        });
        acts.extend(made);
    }
    acts
}

fn touched(act: &Act) -> Option<&str> {
    match act {
        Act::HoldersMerged { merge, .. } | Act::MergeUndone { merge, .. } => Some(merge),
        _ => None,
    }
}

/// Where both sides said the same of the same accounts, one of the two merges is enough: the first by its id, whichever side it is of.
fn said_twice(after: &[Line], sides: &Sides, wanted: &mut BTreeSet<String>) {
    let made: BTreeMap<&str, (&[String], &str)> = after
        .iter()
        .filter_map(|line| match &line.act {
            Act::HoldersMerged { merge, accounts, relation, .. } => {
                Some((merge.as_str(), (&accounts[..], relation.word())))
            }
            _ => None,
        })
        .collect();
    let of_one = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        one.difference(other).filter(|id| wanted.contains(*id)).cloned().collect()
    };
    let (here, there) = (&sides.said_here, &sides.said_there);
    let (mine, theirs) = (of_one(here, there), of_one(there, here));
    for (one, other) in mine.iter().flat_map(|one| theirs.iter().map(move |other| (one, other))) {
        if made.get(one.as_str()) == made.get(other.as_str()) {
            wanted.remove(one.max(other));
        }
    }
}
