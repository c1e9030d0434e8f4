//! The lines that combining adds: where they come from, theirs, how conflicts were settled, and what holds said once more.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{AccountId, SourceUse};
use jiff::Timestamp;

use super::conflicts::{Hand, is_asked};
use super::words::{LIFTED, Subject, Word};
use super::{CombineError, Plan, Settled, files, merges};
use crate::four_eyes::{self, Signed, Watched};
use crate::heard::Heard;
use crate::journal::{Act, Line};
use crate::marks::Anchor;
use crate::protection;

/// Who settles, and why.
pub type Why<'a> = (Option<&'a str>, &'a Signed);

/// All of them, in their order. `holds` is how each conflict was settled.
pub fn lines(
    plan: &Plan<'_>,
    ours: &[Line],
    holds: &[Hand],
    names: &BTreeMap<String, String>,
    why: Why<'_>,
) -> Result<Vec<Line>, CombineError> {
    let now = Timestamp::now().to_string();
    let (reason, signed) = why;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
    let said = |act: Act| Line { line: 0, at: now.clone(), act, before: String::new(), heard: None, was: None };
    // A second person's line comes before all others, and moves them by one.
    let mut added: Vec<Line> = four_eyes::seconded(Watched::Combine, signed).into_iter().map(said).collect();
    let moved = added.len() as u64;
    let place = |&place: &u64| if place > ours.len() as u64 { place + moved } else { place };
    added.push(said(Act::JournalsCombined {
        head: plan.other.head.clone(),
        common: plan.common,
        places: plan.places.iter().map(place).collect(),
        by: signed.by.clone(),
        reason: reason.clone(),
        second: signed.second.clone(),
    }));
    added.extend(plan.taken.iter().map(|line| taken_over(plan, line, names, &now)));
    if !holds.is_empty() {
        let settled = plan.conflicts.iter().zip(holds).map(|(conflict, &holds)| {
            let (mine, theirs) = conflict.last_lines();
            Settled { about: conflict.kind().to_owned(), mine, theirs, holds }
        });
        let settled = settled.collect();
        let (by, second) = (signed.by.clone(), signed.second.clone());
        added.push(said(Act::ConflictsSettled { settled, reason: reason.unwrap_or_default(), by, second }));
    }
    let after: Vec<Line> = ours.iter().cloned().chain(added.iter().cloned()).collect();
    added.extend(restated(plan, ours, &after, holds, why).into_iter().map(said));
    Ok(added)
}

/// A line of the other copy as it stands here.
fn taken_over(plan: &Plan<'_>, line: &Line, names: &BTreeMap<String, String>, now: &str) -> Line {
    let act = files::renamed(&line.act, names);
    let heard = Heard {
        line: line.line,
        at: now.to_owned(),
        sha256: plan.other.hash(line),
        named: (act != line.act).then(|| files::name_of(&line.act)).flatten(),
        of: line.heard.clone().map(Box::new),
    };
    Line { line: 0, at: line.at.clone(), act, before: String::new(), heard: Some(heard), was: None }
}

/// A line of now.
pub fn said_now(act: Act) -> Line {
    Line { line: 0, at: Timestamp::now().to_string(), act, before: String::new(), heard: None, was: None }
}

/// What holds of each thing of which both sides spoke and did not say the same: otherwise the order of the lines would decide.
fn restated(plan: &Plan<'_>, ours: &[Line], after: &[Line], holds: &[Hand], why: Why<'_>) -> Vec<Act> {
    let hand_of = |subject: &Subject| {
        let number = plan.conflicts.iter().position(|conflict| conflict.subjects.contains(subject))?;
        holds.get(number).copied()
    };
    let mut acts = Vec::new();
    for (subject, here) in &plan.said.0 {
        let Some(there) = plan.said.1.get(subject) else { continue };
        match subject {
            Subject::Use(sha256) if here.says != there.says => {
                let use_ = use_of(&here.says).narrower(use_of(&there.says)).word().to_owned();
                acts.push(Act::UseNarrowed { sha256: sha256.clone(), use_ });
            }
            Subject::Asked(account, month, request) if here.says != there.says && is_asked(&here.says, &there.says) => {
                let (from, to) = (month.to_string(), month.to_string());
                let (account, request) = (account.as_str().to_owned(), request.clone());
                let asked = [here, there].into_iter().find_map(|word| match &word.line.act {
                    Act::StatementsAsked { of, due, by, on, .. } => {
                        Some((of.clone(), due.clone(), by.clone(), on.clone()))
                    }
                    _ => None,
                });
                let (of, due, by, on) = asked.unwrap_or_default();
                acts.push(Act::StatementsAsked { account, from, to, request, of, due, by, on });
            }
            Subject::Protection(account) => {
                acts.extend(protected(plan, ours, account, (here, there), hand_of(subject), why));
            }
            Subject::Mark(mark, entry) => {
                acts.extend(hand_of(subject).and_then(|hand| moved(plan, (mark, entry), hand, why)));
            }
            Subject::Use(_) | Subject::Asked(..) | Subject::Holders(_) => {}
            _ => {
                let winner = hand_of(subject).map(|hand| if hand == Hand::Mine { here } else { there });
                acts.extend(winner.into_iter().flat_map(|word| said_again(plan, subject, word, why)));
            }
        }
    }
    acts.extend(merges::said_again(plan, ours, after, holds, why));
    acts
}

/// That a mark is on the entry on which the side that holds has it, and no longer on that of the other side.
fn moved(plan: &Plan<'_>, (mark, entry): (&str, &str), hand: Hand, why: Why<'_>) -> Option<Act> {
    // A mark that was moved can be moved on.
    let end = |lines: &[&Line]| {
        lines.iter().fold(None::<(String, Anchor, String)>, |known, line| match &line.act {
            Act::MarkMoved { mark: of, entry: from, to, anchor, reason, .. }
                if of == mark && from == known.as_ref().map_or(entry, |known| known.0.as_str()) =>
            {
                Some((to.clone(), anchor.clone(), reason.clone()))
            }
            _ => known,
        })
    };
    let (here, there) = (end(&plan.mine)?, end(&plan.taken)?);
    let ((to, anchor, reason), (from, ..)) = if hand == Hand::Mine { (here, there) } else { (there, here) };
    let (mark, by, reason) = (mark.to_owned(), why.1.by.clone(), why_of(why, &reason));
    (from != to).then_some(Act::MarkMoved { mark, entry: from, to, anchor, reason, by })
}

/// A use by its word; one that is not known is the narrowest.
fn use_of(word: &str) -> SourceUse {
    SourceUse::from_word(word).unwrap_or(SourceUse::IntelligenceOnly)
}

/// The reason of a settlement; where nobody gave one, that of the line that holds.
pub fn why_of(why: Why<'_>, before: &str) -> String {
    why.0.map(str::trim).filter(|reason| !reason.is_empty()).unwrap_or(before).to_owned()
}

/// The word that holds, said once more by who settles.
fn said_again(plan: &Plan<'_>, subject: &Subject, word: &Word<'_>, why: Why<'_>) -> Vec<Act> {
    let (by, second) = (why.1.by.clone(), why.1.second.clone());
    let mut act = word.line.act.clone();
    match &mut act {
        Act::CategorySet { reason, by: who, second: with, .. } => {
            (*reason, *who, *with) = (why_of(why, reason), by, second);
        }
        Act::LeadDecided { reason, by: who, .. } | Act::HubSaid { reason, by: who, .. } => {
            (*reason, *who) = (why_of(why, reason), by);
        }
        Act::LabelDefined { by: who, .. } => *who = by,
        Act::Linked { reason, by: who, .. } => (*reason, *who) = (why_of(why, reason), Some(by)),
        Act::LinkWithdrawn { reason, by: who, .. } => (*reason, *who) = (why_of(why, reason), by),
        Act::JoinUndone { reason, .. } | Act::JoinRedone { reason, .. } => *reason = why_of(why, reason),
        Act::SourceAdded { .. } | Act::MappingUsed { .. } => return read_again(plan, subject),
        _ => return Vec::new(),
    }
    vec![act]
}

/// That a file is read in the way that holds: the last line on it is of the side that does.
fn read_again(plan: &Plan<'_>, subject: &Subject) -> Vec<Act> {
    let Subject::Reading(sha256) = subject else { return Vec::new() };
    let of = |sources: &[filature_model::Source]| sources.iter().find(|source| source.sha256 == *sha256).cloned();
    let (Some(here), Some(there)) = (of(plan.known), of(&plan.other.sources)) else { return Vec::new() };
    let use_ = here.use_.narrower(there.use_).word().to_owned();
    vec![Act::SourceAdded {
        sha256: sha256.clone(),
        use_,
        exhibit: here.exhibit,
        list: None,
        keeps_out: BTreeSet::new(),
    }]
}

/// From which day a person is protected of whom both sides spoke: the earlier one, unless two people let the lifting hold.
fn protected(
    plan: &Plan<'_>,
    ours: &[Line],
    account: &AccountId,
    (here, there): (&Word<'_>, &Word<'_>),
    hand: Option<Hand>,
    why: Why<'_>,
) -> Option<Act> {
    let (by, accounts) = (why.1.by.clone(), vec![account.as_str().to_owned()]);
    let lifted = match hand {
        Some(Hand::Mine) => here.says == LIFTED,
        Some(Hand::Theirs) => there.says == LIFTED,
        None => here.says == LIFTED && there.says == LIFTED,
    };
    if lifted {
        let (Some(_), Act::ProtectionLifted { source, reason, .. }) =
            (hand, if here.says == LIFTED { &here.line.act } else { &there.line.act })
        else {
            return None;
        };
        let second = why.1.second.clone().unwrap_or_default();
        return Some(Act::ProtectionLifted {
            accounts,
            source: source.clone(),
            reason: why_of(why, reason),
            by,
            second,
        });
    }
    // Without a lifting the earlier day holds by itself, in any order.
    let lifts = |line: &&Line| matches!(&line.act, Act::ProtectionLifted { accounts, .. } if accounts.iter().any(|of| AccountId::written(of) == *account));
    if hand.is_none() && !plan.mine.iter().chain(&plan.taken).any(lifts) {
        return None;
    }
    let known = [protection::current(ours).remove(account), protection::current(&plan.other.lines).remove(account)];
    let earliest = known.into_iter().flatten().min_by_key(|known| known.from)?;
    let reason = if hand.is_some() { why_of(why, &earliest.reason) } else { earliest.reason };
    Some(Act::PersonProtected { accounts, from: earliest.from.to_string(), source: earliest.source, reason, by })
}
