//! What combining would come to: which lines are new, and what contradicts what.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{AccountId, Source};

use super::conflicts::{self, Conflict, Hand};
use super::words::{Subject, Word, last_words, merged};
use super::{CombineError, Other, Settlement, sources};
use crate::categories::Category;
use crate::four_eyes::{Signed, Watched};
use crate::journal::{Act, Line, hash_hex};

/// What combining would come to. Nothing is done yet.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) other: &'a Other,
    pub(super) known: &'a [Source],
    /// How many lines both journals begin with.
    pub common: u64,
    /// Our lines that the other copy does not know.
    pub(super) mine: Vec<&'a Line>,
    /// The lines of the other copy that we do not know.
    pub taken: Vec<&'a Line>,
    /// Where each line of the other journal behind the common ones stands here.
    pub(super) places: Vec<u64>,
    /// The last word of each side on each subject, of what the other does not know.
    pub(super) said: (BTreeMap<Subject, Word<'a>>, BTreeMap<Subject, Word<'a>>),
    /// What contradicts what.
    pub conflicts: Vec<Conflict>,
}

impl<'a> Plan<'a> {
    /// Holds two journals against each other.
    ///
    /// # Errors
    /// They are not of one case.
    pub fn of(lines: &'a [Line], head: &str, known: &'a [Source], other: &'a Other) -> Result<Self, CombineError> {
        let hashes = |lines: &[Line], head: &str| -> Vec<String> {
            lines.iter().filter_map(|line| Line::hash_of(lines, head, line.line)).collect()
        };
        let (here, there) = (hashes(lines, head), hashes(&other.lines, &other.head));
        let common = here.iter().zip(&there).take_while(|(one, other)| one == other).count();
        if common == 0 {
            return Err(CombineError::NotACopy(other.folder.clone()));
        }
        // What was erased in one copy stands in the other: it would come back.
        for (folder, behind) in [(None, lines.get(common..)), (Some(&other.folder), other.lines.get(common..))] {
            let erasure = behind.into_iter().flatten().find(|line| line.act.erases());
            if let Some(line) = erasure {
                return Err(CombineError::Erased { folder: folder.cloned(), line: line.line });
            }
        }
        // The one that was only copied has nothing of its own: the first part is then all of it.
        let first = |line: &Line, hash: &String| {
            line.heard.as_ref().map_or(hash.clone(), |heard| heard.first_sha256().to_owned())
        };
        let firsts = |lines: &[Line], hashes: &[String]| -> Vec<String> {
            lines.iter().zip(hashes).map(|(line, hash)| first(line, hash)).collect()
        };
        let (here, there) = (firsts(lines, &here), firsts(&other.lines, &there));
        let place_of: BTreeMap<&String, u64> = here.iter().zip(1..).collect();
        let their_own: BTreeSet<&String> = there.iter().collect();
        let mine =
            lines.iter().zip(&here).filter(|(_, first)| !their_own.contains(first)).map(|(line, _)| line).collect();
        // Before the lines that are taken over stands the one that says so.
        let (mut taken, mut places, mut next) = (Vec::new(), Vec::new(), lines.len() as u64 + 2);
        for (line, first) in other.lines.iter().zip(&there).skip(common) {
            let place = place_of.get(first).copied();
            places.push(place.unwrap_or(next));
            if place.is_none() {
                taken.push(line);
                next += 1;
            }
        }
        let mut plan = Self {
            other,
            known,
            common: common as u64,
            mine,
            taken,
            places,
            said: Default::default(),
            conflicts: Vec::new(),
        };
        plan.compare(lines);
        Ok(plan)
    }

    fn compare(&mut self, lines: &'a [Line]) {
        let all = || lines.iter().chain(&self.other.lines);
        let merged = merged(all());
        let said = (last_words(self.mine.iter().copied(), &merged), last_words(self.taken.iter().copied(), &merged));
        let victims: BTreeSet<AccountId> = all()
            .filter_map(|line| match &line.act {
                Act::CategorySet { account, category: Category::Victim, .. } => Some(AccountId::written(account)),
                _ => None,
            })
            .collect();
        self.conflicts =
            conflicts::find(&said.0, &said.1, &victims, &sources::readings(self.known, &self.other.sources));
        self.said = said;
    }

    /// Whether the other copy says nothing new. That it was itself combined with this one, and wrote its list of files anew for that, is
    /// nothing: each taking over would else be news to the other copy for ever.
    pub fn is_nothing(&self) -> bool {
        let only_combines = |line: &&Line| match &line.act {
            Act::JournalsCombined { .. } | Act::SourcesListed { .. } => true,
            Act::Seconded { of, .. } => *of == Watched::Combine,
            _ => false,
        };
        self.taken.iter().all(only_combines)
    }

    /// The list of files as it would be.
    pub fn sources(&self, holds: &BTreeMap<usize, Hand>) -> Vec<Source> {
        let said_there = |sha256: &str| self.said.1.contains_key(&Subject::Reading(sha256.to_owned()));
        let read_theirs = |sha256: &str| {
            let subject = Subject::Reading(sha256.to_owned());
            let number = self.conflicts.iter().position(|conflict| conflict.subjects.contains(&subject));
            match number {
                Some(at) => holds.get(&(at + 1)) == Some(&Hand::Theirs),
                None => said_there(sha256) && !self.said.0.contains_key(&subject),
            }
        };
        sources::joined(self.known, &self.other.sources, read_theirs)
    }

    /// Which side holds of each conflict, in their order.
    ///
    /// # Errors
    /// One is open, there is none of a number, a reason is missing, or one takes two people.
    pub fn settled(
        &self,
        said: &BTreeMap<usize, Hand>,
        reason: Option<&str>,
        signed: &Signed,
    ) -> Result<Vec<Hand>, CombineError> {
        if let Some(number) = said.keys().find(|number| **number == 0 || **number > self.conflicts.len()) {
            return Err(CombineError::NoSuch(*number));
        }
        // Where somebody settles something, the side that protects holds of what they leave open.
        let hand = |(number, conflict): (usize, &Conflict)| {
            said.get(&number).copied().or(conflict.protecting.filter(|_| !said.is_empty())).ok_or(number)
        };
        let hands: Vec<Result<Hand, usize>> = (1..).zip(&self.conflicts).map(hand).collect();
        let open: Vec<usize> = hands.iter().filter_map(|hand| hand.err()).collect();
        if !open.is_empty() {
            return Err(CombineError::Open(open));
        }
        if !self.conflicts.is_empty() && reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(CombineError::Missing { what: "settle conflicts", needs: "a reason (--reason)" });
        }
        let hands: Vec<Hand> = hands.into_iter().flatten().collect();
        for ((number, conflict), hand) in (1..).zip(&self.conflicts).zip(&hands) {
            if conflict.needs_two.contains(hand) && signed.second.is_none() {
                return Err(CombineError::SecondNeeded(number, signed.by.clone()));
            }
        }
        Ok(hands)
    }

    /// Whether it can be tried with this: nothing contradicts, or somebody settles something.
    pub fn is_settled_by(&self, said: &Settlement) -> bool {
        self.conflicts.is_empty() || !said.holds.is_empty()
    }
}

/// The short hash by which a file of the other copy is told from one of the same name here.
pub(super) fn short(sha256: &str) -> String {
    if sha256.len() == 64 {
        sha256.chars().take(8).collect()
    } else {
        hash_hex(sha256.as_bytes()).chars().take(8).collect()
    }
}
