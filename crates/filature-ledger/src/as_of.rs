//! A case as it was: the sources that it had, what a person said of them then, and the journal up to a line.
//!
//! ```text
//! AsOf ─► a folder beside, inside the case ─► sources linked, journal cut, settings, flags ─► an ordinary case ─► removed when dropped
//! ```
//!
//! Whatever came later is simply not there, so that all that is built of it, by the same code as ever, is what was built then.
//! The folder stands inside the case, since it holds what the case holds; a killed process leaves it by a name that the next
//! opening clears away.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use filature_model::{Source, SourceUse};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::case::save_settings;
use crate::erase::Filters;
use crate::four_eyes::FourEyes;
use crate::hashing::sha256_of;
use crate::journal::{Act, Line, as_journal, first_lines};
use crate::retention::Retention;
use crate::{Case, ForStatistics, LedgerError, Settings, atomic, registry};

/// What a case was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The last line of the journal that counts.
    pub journal_line: u64,
    /// What a person said of the case.
    pub settings: Settings,
    /// The files, with what was said of them.
    pub sources: Vec<Source>,
}

/// What a dossier can depend on: what is stated of people for statistics alone, who has to sign, and for how long who is kept, are kept with none.
fn settings_of(case: &Case) -> Settings {
    Settings {
        statistics: ForStatistics::default(),
        four_eyes: FourEyes::default(),
        retention: Retention::default(),
        ..case.settings().clone()
    }
}

impl AsOf {
    /// What the case is now.
    ///
    /// # Errors
    /// A journal that does not hold together; the system's.
    pub fn now(case: &Case) -> Result<Self, LedgerError> {
        Ok(Self {
            journal_line: Line::last_decision(&case.journal()?),
            settings: settings_of(case),
            sources: case.sources().to_vec(),
        })
    }

    /// What the case was at a line of its journal, as far as the journal tells: which files it had and for which use. What else was
    /// said of them, and of the case, is taken as it is now.
    pub fn at_line(case: &Case, lines: &[Line], journal_line: u64) -> Self {
        let mut uses = BTreeMap::new();
        for line in lines.iter().take_while(|line| line.line <= journal_line) {
            match &line.act {
                Act::SourceAdded { sha256, use_, .. } | Act::UseNarrowed { sha256, use_ } => {
                    uses.insert(sha256.as_str(), use_.as_str());
                }
                // What was erased by then was not there, though it may have come again.
                Act::SourceErased { sha256, .. } => {
                    uses.remove(sha256.as_str());
                }
                _ => {}
            }
        }
        let then = |source: &Source| {
            // A word that is not known is never taken for leave to show something.
            let use_ = SourceUse::from_word(uses.get(source.sha256.as_str())?).unwrap_or(SourceUse::IntelligenceOnly);
            Some(Source { use_, ..source.clone() })
        };
        let sources = case.sources().iter().filter_map(then).collect();
        Self { journal_line, settings: settings_of(case), sources }
    }

    /// The lines by which something was erased that was there at this line of the journal: what the case came to then can no longer be
    /// reckoned. A file that was erased and came again is as it was.
    pub fn erased_since<'a>(&self, lines: &'a [Line]) -> Vec<&'a Line> {
        let (then, since): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.line <= self.journal_line);
        let mut was_there = BTreeSet::new();
        for line in then {
            match &line.act {
                Act::SourceAdded { sha256, .. } => was_there.insert(sha256.as_str()),
                Act::SourceErased { sha256, .. } => was_there.remove(sha256.as_str()),
                _ => false,
            };
        }
        let is_there = |sha256: &str| self.sources.iter().any(|source| source.sha256 == sha256);
        let is_lost = |line: &&Line| match &line.act {
            Act::SourceErased { sha256, .. } => was_there.contains(sha256.as_str()) && !is_there(sha256),
            act => act.erases(),
        };
        since.into_iter().filter(is_lost).collect()
    }

    /// The files of which the case no longer has the bytes.
    pub fn gone(&self, case: &Case) -> Vec<&Source> {
        let is_there = |source: &Source| {
            let path = registry::original(case.folder(), &source.sha256);
            sha256_of(&path).is_ok_and(|sha256| sha256 == source.sha256)
        };
        self.sources.iter().filter(|source| !is_there(source)).collect()
    }

    /// Makes that case again, with these flags of its own, by file name.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when the bytes of a file are gone; the system's.
    pub fn make(&self, case: &Case, flags: &BTreeMap<String, Vec<u8>>) -> Result<Remade, LedgerError> {
        let lines = case.journal()?;
        let then = lines.into_iter().take_while(|line| line.line <= self.journal_line).collect();
        self.make_by(case, flags, then, true)
    }

    /// The same of a case that was another copy of this one, and had these lines of our journal, by their numbers
    /// ([`crate::heard::known_to_writer`]).
    ///
    /// # Errors
    /// As [`AsOf::make`]; [`LedgerError::Damaged`] where not all lines of that time are here.
    pub fn make_knowing(
        &self,
        case: &Case,
        flags: &BTreeMap<String, Vec<u8>>,
        known: &[u64],
    ) -> Result<Remade, LedgerError> {
        if known.iter().copied().eq(1..=self.journal_line) {
            return self.make(case, flags);
        }
        if known.len() as u64 != self.journal_line {
            let what = "not all lines of the copy that wrote it are here; check it in that copy".to_owned();
            return Err(LedgerError::Damaged { path: case.folder().join("journal.jsonl"), what });
        }
        let lines = case.journal()?;
        let line = |number: &u64| lines.get(usize::try_from(*number).ok()?.checked_sub(1)?).cloned();
        // What was said at one of its own lines is an ordinary line there.
        let own = known.iter().filter_map(line).map(|line| Line { heard: None, ..line }).collect();
        self.make_by(case, flags, own, false)
    }

    /// With these lines of the journal, which are the first of ours or those of another copy.
    fn make_by(
        &self,
        case: &Case,
        flags: &BTreeMap<String, Vec<u8>>,
        then: Vec<Line>,
        is_ours: bool,
    ) -> Result<Remade, LedgerError> {
        let ending = format!(".{}", atomic::UNFINISHED);
        let made = tempfile::Builder::new().prefix("as-of-").suffix(&ending).tempdir_in(case.folder());
        let folder = made.map_err(LedgerError::io(case.folder()))?;
        let path = folder.path();
        for name in ["sources", "flags"] {
            fs::create_dir(path.join(name)).map_err(LedgerError::io(path))?;
        }
        for source in &self.sources {
            link(
                &registry::original(case.folder(), &source.sha256),
                &registry::original(path, &source.sha256),
                source,
            )?;
        }
        let mut sources = self.sources.clone();
        sources.sort_by_key(|source| source.id);
        if !sources.is_empty() {
            registry::write(path, &sources)?;
        }
        for (name, bytes) in flags {
            atomic::write_bytes(&path.join("flags").join(name), bytes)?;
        }
        let journal = self.journal(case, path, then, is_ours)?;
        atomic::write_bytes(&path.join("journal.jsonl"), journal.as_bytes())?;
        save_settings(&path.join("case.toml"), &self.settings)?;
        let (case, _) = Case::open(path)?;
        Ok(Remade { case, _folder: folder })
    }
}

impl AsOf {
    /// The journal of that time, with the word on whoever was erased since and stands in these files: they stay out of a case that is
    /// made again, too.
    fn journal(&self, case: &Case, folder: &Path, mut then: Vec<Line>, is_ours: bool) -> Result<String, LedgerError> {
        let lines = case.journal()?;
        let used: BTreeSet<&str> = self.sources.iter().map(|source| source.sha256.as_str()).collect();
        let mut erased = BTreeSet::new();
        for filter in Filters::all(case.folder(), &lines)?.0 {
            if filter.sources.iter().any(|sha256| used.contains(sha256.as_str())) {
                filter.save(folder)?;
                erased.insert(filter.erasure);
            }
        }
        if is_ours && erased.is_empty() && then.iter().all(|line| line.was.is_none()) {
            return first_lines(&case.folder().join("journal.jsonl"), self.journal_line);
        }
        then.retain(|line| !matches!(&line.act, Act::PersonErased { .. }));
        let word = |line: &Line| match line.act.clone() {
            Act::PersonErased { erasure, sha256, held_by, reason, by, second, .. } if erased.contains(&erasure) => {
                let act = Act::PersonErased { erasure, sha256, held_by, redacted: Vec::new(), reason, by, second };
                Some(Line { act, ..line.clone() })
            }
            _ => None,
        };
        then.extend(lines.iter().filter_map(word));
        as_journal(then)
    }
}

/// Another name for the same bytes, or a copy where the disk has no such names.
fn link(from: &Path, to: &Path, source: &Source) -> Result<(), LedgerError> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to).map(drop).map_err(|error| LedgerError::Damaged {
        path: from.to_owned(),
        what: format!("the original of {} cannot be read ({error}); restore it from a copy", source.name),
    })
}

/// A case that was made again. Its folder goes with it.
#[derive(Debug)]
pub struct Remade {
    // Dropped first: the lock is a file of the folder.
    case: Case,
    _folder: TempDir,
}

impl Remade {
    /// The case.
    pub fn case(&self) -> &Case {
        &self.case
    }
}

/// The files that were evidence then and may not be rendered now, by their ids: what rests on them should be used no more.
pub fn narrowed(case: &Case, then: &AsOf) -> BTreeSet<filature_model::SourceId> {
    let now: BTreeMap<_, _> = case.sources().iter().map(|source| (source.id, source.use_)).collect();
    let was = then.sources.iter().filter(|source| source.use_.may_be_rendered());
    was.filter(|source| now.get(&source.id).is_some_and(|use_| !use_.may_be_rendered()))
        .map(|source| source.id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AddOptions, Ledger, Watch};

    #[test]
    fn what_was_erased_since_is_told_and_what_came_again_or_was_not_there_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
        let added = |sha256: &str| Act::SourceAdded {
            sha256: sha256.to_owned(),
            use_: "evidence".to_owned(),
            exhibit: None,
            list: None,
            keeps_out: BTreeSet::new(),
        };
        let erased = |sha256: &str| Act::SourceErased {
            sha256: sha256.to_owned(),
            reason: "order".to_owned(),
            by: "Ada".to_owned(),
            second: None,
        };
        case.record(&[added("a"), added("b"), erased("b"), added("c"), erased("a"), erased("c"), added("b")]).unwrap();
        let lines = case.journal().unwrap();
        let since = |line: u64| -> Vec<u64> {
            AsOf::at_line(&case, &lines, line).erased_since(&lines).iter().map(|line| line.line).collect()
        };
        // The case was made on line 1; `a` stands from 2 to 6, `b` from 3 to 4 and again from 8, `c` from 5 to 7.
        assert_eq!(
            (since(1), since(2), since(4), since(5), since(6), since(8)),
            (vec![], vec![6], vec![6], vec![6, 7], vec![7], vec![])
        );
    }

    #[test]
    fn a_case_made_again_knows_nothing_of_what_came_later_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case");
        let (mut case, _) = Case::open_or_make(&path).unwrap();
        let header = "id,booked_at,debtor,creditor,amount,currency\n";
        let file = |name: &str, row: &str| {
            let path = folder.path().join(name);
            fs::write(&path, format!("{header}{row}")).unwrap();
            path
        };
        let add = |case: &mut Case, path: std::path::PathBuf| {
            case.add(&[path], &AddOptions::default(), Watch::NOBODY).unwrap();
        };
        add(&mut case, file("one.csv", "t1,2024-01-01,A,B,61.37,EUR\n"));
        let then = AsOf::now(&case).unwrap();
        add(&mut case, file("two.csv", "t2,2024-01-02,B,C,13.19,EUR\n"));
        assert_eq!(Ledger::load(&case).unwrap().transactions.len(), 2);
        let remade = then.make(&case, &BTreeMap::from([("own.md".to_owned(), b"x".to_vec())])).unwrap();
        assert_eq!(Ledger::load(remade.case()).unwrap().transactions.ids, ["t1"]);
        assert_eq!(AsOf::now(remade.case()).unwrap(), then);
        assert_eq!(fs::read(remade.case().folder().join("flags/own.md")).unwrap(), b"x");
        let place = remade.case().folder().to_owned();
        drop(remade);
        assert!(!place.exists());
        let lines = case.journal().unwrap();
        assert_eq!(AsOf::at_line(&case, &lines, then.journal_line), then);
        assert!(then.gone(&case).is_empty());
        fs::write(registry::original(&path, &then.sources[0].sha256), "other bytes").unwrap();
        assert_eq!(then.gone(&case), [&then.sources[0]]);
    }
}
