//! Doing it: what is looked at first, what is written in which order, and what a killed process left to be finished.
//!
//! The decision is in the journal before anything is removed, and the list of sources, or the filter, says until the end that it is not
//! finished: whoever opens the case next finishes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path};

use filature_model::{AccountId, SourceId};

use super::derived::{self, Rested};
use super::filter::{self, Filter, Filters};
use super::held::{self, Holding, Named};
use super::person::Person;
use super::redact::{self, Redacted};
use crate::build::{self, Entries, Segment};
use crate::journal::{self, Act, Line};
use crate::{Case, LedgerError, registry};

/// How many bytes of chance an id, and a salt, are.
const ID_BYTES: usize = 6;
const SALT_BYTES: usize = 32;

/// Who decided it, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Why.
    pub reason: String,
    /// The name of the officer who decides.
    pub by: String,
    /// The name of the officer who decides with them.
    pub second: Option<String>,
}

/// What was removed, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// What rested on it.
    pub rested: Rested,
    /// Sources that still hold it: of a person, those that name them; of a source, the archives it came in and the files that came in it.
    pub held_by: Vec<Holding>,
    /// How many lines of the journal named the person.
    pub journal_lines: usize,
    /// Whether case.toml states incomes or people by an account of theirs.
    pub settings: bool,
    /// Files that still name the person, and that filature does not change: flags of the case, case.toml, files of others.
    pub left: Vec<String>,
}

/// What removing a source would remove.
///
/// # Errors
/// As [`erase_source`].
pub fn plan_source(case: &Case, source: SourceId) -> Result<Removed, LedgerError> {
    let known = case.sources().iter().find(|known| known.id == source);
    let known = known.ok_or_else(|| LedgerError::Bug(format!("{source} is no source of this case")))?;
    let rested = derived::rested(case, &BTreeSet::from([known.sha256.clone()]), None)?;
    let own = source.to_string();
    let is_in = |container: Option<&str>, id: &str| container.is_some_and(|all| all.split(" | ").any(|one| one == id));
    let related = case.sources().iter().filter(|other| {
        is_in(other.container.as_deref(), &own) || is_in(known.container.as_deref(), &other.id.to_string())
    });
    let held_by = related
        .map(|other| Holding { source: other.id, sha256: other.sha256.clone(), name: other.name.clone(), rows: 0 })
        .collect();
    Ok(Removed { rested, held_by, ..Removed::default() })
}

/// Removes a source whole: its bytes, its row in the list, and what rested on it.
///
/// # Errors
/// The system's; a journal that does not hold together.
pub fn erase_source(case: &mut Case, source: SourceId, order: &Order) -> Result<Removed, LedgerError> {
    let removed = plan_source(case, source)?;
    let sha256 = case.sources().iter().find(|known| known.id == source).map(|known| known.sha256.clone());
    let Some(sha256) = sha256 else { return Ok(removed) };
    let Order { reason, by, second } = order.clone();
    case.record(&[Act::SourceErased { sha256, reason, by, second }])?;
    finish(case)?;
    // Where a filter is gone, the sources that hold its person are removed one by one: with the last of them the ledger can be built.
    if Filters::all(case.folder(), &case.journal()?).is_ok() {
        case.ensure_ledger()?;
    }
    Ok(removed)
}

/// What erasing a person would remove, and who they are.
///
/// # Errors
/// As [`erase_person`].
pub fn plan_person(case: &Case, accounts: &BTreeSet<AccountId>) -> Result<(Removed, Person), LedgerError> {
    let segments = held_segments(case)?;
    let Plan { removed, person, .. } = plan(case, accounts, &segments)?;
    Ok((removed, person))
}

/// All segments of a case, in memory.
fn held_segments(case: &Case) -> Result<Vec<Segment>, LedgerError> {
    let mut segments = build::read_others(case, Vec::new())?;
    for segment in &mut segments {
        if let Entries::Packed(packed) = &segment.entries {
            segment.entries = Entries::Held(packed.open()?);
        }
    }
    Ok(segments)
}

/// What erasing a person comes to.
struct Plan<'a> {
    removed: Removed,
    person: Person,
    /// The journal as it will be.
    redacted: Redacted,
    /// What names them, by source.
    named: BTreeMap<SourceId, Named<'a>>,
}

fn plan<'a>(case: &Case, accounts: &BTreeSet<AccountId>, segments: &'a [Segment]) -> Result<Plan<'a>, LedgerError> {
    let mut person = Person::of(accounts.iter().cloned());
    for segment in segments {
        person.learn(segment);
    }
    let named = held::named(segments, &person);
    let held_by = held::holding(case, &named, &person)?;
    let sources = held_by.iter().map(|holding| holding.sha256.clone()).collect();
    let rested = derived::rested(case, &sources, Some(&person))?;
    let redacted = redact::redacted(&case.folder().join("journal.jsonl"), &person)?;
    let settings = case.settings();
    let is_theirs = |account: &String| person.accounts().contains(&AccountId::written(account));
    let stated = settings.income.iter().any(|income| is_theirs(&income.account))
        || settings.statistics.person.iter().any(|stated| stated.accounts.iter().any(is_theirs));
    let removed = Removed {
        journal_lines: redacted.lines.len(),
        settings: stated,
        left: left(case, &person, &rested.files)?,
        held_by,
        rested,
    };
    Ok(Plan { removed, person, redacted, named })
}

/// Files that name a person and are neither removed nor written anew.
fn left(case: &Case, person: &Person, goes: &BTreeSet<String>) -> Result<Vec<String>, LedgerError> {
    let is_made_anew = |name: &str| {
        let folder = name.split('/').next().unwrap_or_default();
        ["sources", "ledger", filter::FOLDER].contains(&folder)
            || ["journal.jsonl", ".lock", "case.toml"].contains(&name)
    };
    let mut left = Vec::new();
    for name in derived::files(case.folder())? {
        if goes.contains(&name) || is_made_anew(&name) {
            continue;
        }
        let path = case.folder().join(&name);
        if person.is_in(&name) || person.is_in_bytes(&fs::read(&path).map_err(LedgerError::io(&path))?) {
            left.push(name);
        }
    }
    let kept = toml::to_string(&without(case, &|account| person.accounts().contains(account)))
        .map_err(|error| LedgerError::Bug(error.to_string()))?;
    if person.is_in_bytes(kept.as_bytes()) {
        left.push("case.toml".to_owned());
    }
    Ok(left)
}

/// The settings without what is stated of these accounts.
fn without(case: &Case, is_theirs: &dyn Fn(&AccountId) -> bool) -> crate::Settings {
    let mut settings = case.settings().clone();
    let of = |account: &String| is_theirs(&AccountId::written(account));
    settings.income.retain(|income| !of(&income.account));
    settings.statistics.person.retain(|stated| !stated.accounts.iter().any(of));
    settings
}

/// Erases a person: from the ledger and all that rests on it, from marks, notes and decisions, and from what is said of the case. The
/// sources that hold them are named, for only people can remove or replace those.
///
/// # Errors
/// The system's; a journal that does not hold together.
pub fn erase_person(case: &mut Case, accounts: &BTreeSet<AccountId>, order: &Order) -> Result<Removed, LedgerError> {
    let segments = held_segments(case)?;
    let Plan { removed, person, redacted, named } = plan(case, accounts, &segments)?;
    if person.is_in(&order.reason) || person.has_word_in(&order.reason) {
        return Err(LedgerError::NamesWhoIsErased);
    }
    let mut filter = Filter::new(chance(ID_BYTES)?, chance(SALT_BYTES)?);
    person.hide_in(&mut filter);
    held::whole_texts(&named, &mut filter);
    drop(segments);
    filter.sources = removed.held_by.iter().map(|holding| holding.sha256.clone()).collect();
    filter.to_remove = removed.rested.files.clone();
    // Before the journal: what is not named there is no erasure, and cleared away when the case is next opened.
    filter.save(case.folder())?;
    let journal = case.folder().join("journal.jsonl");
    let act = Act::PersonErased {
        erasure: filter.erasure.clone(),
        sha256: filter.sha256()?,
        held_by: filter.sources.clone(),
        redacted: redacted.lines.clone(),
        reason: order.reason.clone(),
        by: order.by.clone(),
        second: order.second.clone().unwrap_or_default(),
    };
    redacted.write(&journal, act)?;
    finish(case)?;
    case.ensure_ledger()?;
    Ok(removed)
}

/// Chance, in hexadecimal digits.
fn chance(bytes: usize) -> Result<String, LedgerError> {
    let mut drawn = vec![0; bytes];
    getrandom::fill(&mut drawn)
        .map_err(|error| LedgerError::Bug(format!("the system gives no random bytes: {error}")))?;
    Ok(drawn.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Finishes what the journal says was erased: of each source in the list, and of each filter that still has something to remove.
/// Says whether there was anything.
///
/// # Errors
/// The system's.
pub fn finish(case: &mut Case) -> Result<bool, LedgerError> {
    let lines = case.journal()?;
    let sources = finish_sources(case, &lines)?;
    let filters = finish_filters(case, &lines)?;
    Ok(sources || filters)
}

fn finish_sources(case: &mut Case, lines: &[Line]) -> Result<bool, LedgerError> {
    let erased = journal::erased(lines);
    let gone: BTreeSet<String> = case
        .sources()
        .iter()
        .map(|source| source.sha256.clone())
        .filter(|sha256| erased.contains(sha256.as_str()))
        .collect();
    if gone.is_empty() {
        return Ok(false);
    }
    let rested = derived::rested(case, &gone, None)?;
    remove(case.folder(), &rested.files)?;
    for filter in Filters::of(case.folder())?.0 {
        let left: BTreeSet<String> = filter.sources.difference(&gone).cloned().collect();
        settle(case.folder(), Filter { sources: left, ..filter })?;
    }
    for sha256 in &gone {
        registry::forget(case.folder(), sha256)?;
    }
    build::forget(case)?;
    // Last: until here the list says that it is not finished.
    let left = case.sources().iter().filter(|source| !gone.contains(&source.sha256)).cloned().collect();
    case.set_sources(left, Vec::new())?;
    Ok(true)
}

fn finish_filters(case: &mut Case, lines: &[Line]) -> Result<bool, LedgerError> {
    let known: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| match &line.act {
            Act::PersonErased { erasure, .. } => Some(erasure.as_str()),
            _ => None,
        })
        .collect();
    let holding = filter::holding(lines);
    let mut is_touched = false;
    for mut filter in Filters::of(case.folder())?.0 {
        if !known.contains(filter.erasure.as_str()) {
            filter::remove(case.folder(), &filter.erasure)?;
            continue;
        }
        let (before, held_by) = (filter.sources.len(), holding.get(filter.erasure.as_str()));
        filter.sources.extend(held_by.into_iter().flatten().map(|&sha256| sha256.to_owned()));
        // Files that came with another copy of the case.
        if filter.sources.len() > before {
            filter.save(case.folder())?;
        }
        let is_over = filter.to_remove.is_empty() && !filter.sources.is_empty();
        if is_over {
            continue;
        }
        is_touched = true;
        remove(case.folder(), &filter.to_remove)?;
        let settings = without(case, &|account| filter.is_account(account.as_str()));
        case.set_settings(settings)?;
        let mut sources = case.sources().to_vec();
        let only = Filters(vec![filter.clone()]);
        if sources.iter_mut().fold(false, |touched, source| only.apply_to_source(source) | touched) {
            case.set_sources(sources, Vec::new())?;
        }
        build::forget(case)?;
        settle(case.folder(), Filter { to_remove: BTreeSet::new(), ..filter })?;
    }
    Ok(is_touched)
}

/// Keeps a filter as long as a source holds its person.
fn settle(folder: &Path, filter: Filter) -> Result<(), LedgerError> {
    if filter.sources.is_empty() && filter.to_remove.is_empty() {
        return filter::remove(folder, &filter.erasure);
    }
    filter.save(folder)
}

/// Removes files of the case, and the folders that are empty then.
fn remove(folder: &Path, files: &BTreeSet<String>) -> Result<(), LedgerError> {
    for name in files {
        // A case can come from somebody else: no file outside it is ever removed.
        if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            let what =
                format!("it wants {name:?} removed, which is no file of this case; restore it from a copy of the case");
            return Err(LedgerError::Damaged { path: folder.join(filter::FOLDER), what });
        }
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(LedgerError::io(&path)(error)),
            _ => {}
        }
        let parents = path.ancestors().skip(1).take_while(|parent| *parent != folder);
        // A folder that still holds something stays.
        for parent in parents {
            let _ = fs::remove_dir(parent);
        }
    }
    Ok(())
}
