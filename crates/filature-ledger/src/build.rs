//! From the sources to the tables.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use arrow_array::RecordBatch;
use filature_intake::csv::Mapping;
use filature_intake::{Options, Outcome, Reading};
use filature_model::{
    Account, AccountId, Problem, Rates, Source, SourceId, StatedRate, Statement, StatementCheck, schema,
};
use rayon::prelude::*;

use crate::erase::Filters;
use crate::hashing::Hashing;
use crate::joins::Apart;
use crate::packed::{self, Packed};
use crate::tables;
use crate::{Case, LedgerError, accounts, manifest, rates, reconcile, registry, settle};

/// How many entries and problems the ledger has of each source.
pub type Counts = BTreeMap<SourceId, (u64, u64)>;

/// The entries of a source, in the order of the file.
#[derive(Debug)]
pub enum Entries {
    /// In memory, to be settled.
    Held(Vec<RecordBatch>),
    /// Encoded, as nothing of them has to be settled, or it is not known yet.
    Packed(Box<Packed>),
}

impl Entries {
    /// Those that are in memory.
    pub fn held(&self) -> &[RecordBatch] {
        match self {
            Self::Held(batches) => batches,
            Self::Packed(_) => &[],
        }
    }

    /// The same, to be changed.
    pub fn held_mut(&mut self) -> &mut [RecordBatch] {
        match self {
            Self::Held(batches) => batches,
            Self::Packed(_) => &mut [],
        }
    }

    /// Those that are encoded.
    pub fn packed(&self) -> Option<&Packed> {
        match self {
            Self::Held(_) => None,
            Self::Packed(packed) => Some(packed),
        }
    }

    /// Writes them behind those that a table has.
    ///
    /// # Errors
    /// The system's.
    pub fn write_into(&self, table: &mut tables::TableWriter<&mut File>) -> Result<(), LedgerError> {
        match self {
            Self::Held(batches) => table.push(batches),
            Self::Packed(packed) => table.splice(packed.table()),
        }
    }

    /// How many there are.
    pub fn rows(&self) -> usize {
        match self {
            Self::Held(batches) => batches.iter().map(RecordBatch::num_rows).sum(),
            Self::Packed(packed) => packed.rows(),
        }
    }
}

/// What one source gave.
#[derive(Debug)]
pub struct Segment {
    /// The source.
    pub source: SourceId,
    /// Its entries.
    pub entries: Entries,
    /// Statements, by ordinal.
    pub statements: Vec<Statement>,
    /// Accounts that it lists.
    pub accounts: Vec<Account>,
    /// Rates that it states, until they are settled.
    pub rates: Vec<StatedRate>,
    /// Problems, those of settling added later.
    pub problems: Vec<Problem>,
    /// Whether it is a report of what was booked so far, on the way to a statement.
    pub interim: bool,
}

/// The formats of which each report tells what was booked so far; a statement tells it again.
const INTERIM: [&str; 3] = ["camt.052", "camt.054", "mt942"];

/// Whether a format reports what was booked so far.
pub fn is_interim(format: &str) -> bool {
    INTERIM.contains(&format)
}

impl Segment {
    /// The segment of a reading.
    pub fn new(source: SourceId, reading: Reading) -> Self {
        let interim = is_interim(reading.format.word());
        let Reading { entries, statements, accounts, rates, problems, .. } = reading;
        Self { source, entries: Entries::Held(entries), statements, accounts, rates, problems, interim }
    }

    /// Whether a statement of it reports what was booked so far: one between two balances is as good as any.
    pub fn is_interim(&self, statement: &Statement) -> bool {
        self.interim && (statement.opening.is_none() || statement.closing.is_none())
    }
}

/// Segments settled, and what follows from them.
pub struct Assembled {
    /// Segments, by source id.
    pub segments: Vec<Segment>,
    /// Statements with their verdicts.
    pub checks: Vec<StatementCheck>,
    /// The tables of accounts and names.
    pub accounts: accounts::AccountTables,
    /// The exchange rates of all of them.
    pub rates: Rates,
}

/// So many problems are written at a time.
const PROBLEMS_TOGETHER: usize = 1 << 16;

/// Builds the ledger of all sources of a case; those in `fresh` were read already.
///
/// # Errors
/// [`LedgerError::Damaged`] when an original is gone or no longer what its name says; the system's.
pub fn build(case: &Case, fresh: Vec<Segment>) -> Result<Counts, LedgerError> {
    let segments = read_others(case, fresh)?;
    build_from(case, segments)
}

/// All segments of a case, by source id: those given, and the others read from their originals.
///
/// # Errors
/// As [`build`].
pub fn read_others(case: &Case, fresh: Vec<Segment>) -> Result<Vec<Segment>, LedgerError> {
    let mut by_id: BTreeMap<SourceId, Segment> = fresh.into_iter().map(|segment| (segment.source, segment)).collect();
    let missing: Vec<&Source> = case.sources().iter().filter(|source| !by_id.contains_key(&source.id)).collect();
    let erased = Filters::all(case.folder(), &case.journal()?)?;
    let read = |source: &&Source| reread_large(case, source, &erased);
    let read: Vec<Segment> = missing.par_iter().map(read).collect::<Result<_, _>>()?;
    by_id.extend(read.into_iter().map(|segment| (segment.source, segment)));
    Ok(by_id.into_values().collect())
}

/// Settles only the sources that may be rendered.
///
/// # Errors
/// As [`build`].
pub fn assemble_evidence(case: &Case) -> Result<Assembled, LedgerError> {
    assemble_settled(settled_evidence(case)?)
}

/// The sources that may be rendered, settled, before anything follows from them.
///
/// # Errors
/// As [`build`].
pub fn settled_evidence(case: &Case) -> Result<Vec<Segment>, LedgerError> {
    let evidence: Vec<&Source> = case.sources().iter().filter(|source| source.use_.may_be_rendered()).collect();
    let lines = case.journal()?;
    let erased = Filters::all(case.folder(), &lines)?;
    let mut segments =
        evidence.par_iter().map(|source| reread(case, source, &erased)).collect::<Result<Vec<_>, _>>()?;
    settle::settle(&mut segments, &Apart::of(&lines))?;
    Ok(segments)
}

/// Settles segments, which stand by source id, and what follows from them; `apart` is what was said of joins.
///
/// # Errors
/// A bug of ours, when columns do not fit.
pub fn assemble(mut segments: Vec<Segment>, apart: &Apart) -> Result<Assembled, LedgerError> {
    settle::settle(&mut segments, apart)?;
    assemble_settled(segments)
}

/// What follows from segments that were settled.
///
/// # Errors
/// A bug of ours, when columns do not fit.
pub fn assemble_settled(mut segments: Vec<Segment>) -> Result<Assembled, LedgerError> {
    let checks = reconcile::checks(&mut segments);
    let accounts = accounts::accounts(&mut segments, &checks)?;
    let rates = rates::settle(&mut segments);
    Ok(Assembled { segments, checks, accounts, rates })
}

/// Builds the ledger from segments, which are those of all sources of the case, by id.
///
/// The tables are written into a folder beside, which then takes the place of the old one: a process killed
/// in between leaves the old ledger or none, and the manifest tells which.
///
/// # Errors
/// The system's.
pub fn build_from(case: &Case, segments: Vec<Segment>) -> Result<Counts, LedgerError> {
    let assembled = assemble(segments, &Apart::of(&case.journal()?))?;
    let beside = case.folder().join("ledger.unfinished");
    remove(&beside)?;
    fs::create_dir_all(&beside).map_err(LedgerError::io(&beside))?;
    let outcome = write(case, &beside, &assembled);
    if outcome.is_err() {
        // A full disk: the half-written folder would only take more of it.
        let _ = fs::remove_dir_all(&beside);
    }
    outcome?;
    let count = |segment: &Segment| (segment.source, (segment.entries.rows() as u64, segment.problems.len() as u64));
    Ok(assembled.segments.iter().map(count).collect())
}

fn write(case: &Case, beside: &Path, assembled: &Assembled) -> Result<(), LedgerError> {
    let Assembled { segments, checks, accounts, rates } = assembled;
    tables::write_with(&beside.join("entries.parquet"), &schema::entries(), |table| {
        segments.iter().try_for_each(|segment| segment.entries.write_into(table))
    })?;
    tables::write(&beside.join("accounts.parquet"), &schema::accounts(), std::slice::from_ref(&accounts.accounts))?;
    tables::write(&beside.join("parties.parquet"), &schema::parties(), std::slice::from_ref(&accounts.parties))?;
    let statements = tables::statements_batch(checks)?;
    tables::write(&beside.join("statements.parquet"), &schema::statements(), &[statements])?;
    tables::write_with(&beside.join("problems.parquet"), &schema::problems(), |table| {
        // A file of another kind than it seems can have a problem a row: they are not all laid out at once.
        let mut some = segments.iter().flat_map(|segment| segment.problems.chunks(PROBLEMS_TOGETHER));
        some.try_for_each(|some| table.push(&[tables::problems_batch(some)?]))
    })?;
    tables::write(&beside.join("rates.parquet"), &schema::rates(), &[tables::rates_batch(rates)?])?;
    manifest::write(case, beside)?;
    let place = case.folder().join("ledger");
    remove(&place)?;
    fs::rename(beside, &place).map_err(LedgerError::io(&place))
}

/// Removes the ledger, which is built again when it is next asked for.
///
/// # Errors
/// The system's.
pub fn forget(case: &Case) -> Result<(), LedgerError> {
    remove(&case.folder().join("ledger"))
}

fn remove(folder: &Path) -> Result<(), LedgerError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LedgerError::io(folder)(error)),
        _ => Ok(()),
    }
}

/// Reads a source again from its original; a large one is packed, where it can be.
fn reread_large(case: &Case, source: &Source, erased: &Filters) -> Result<Segment, LedgerError> {
    let path = registry::original(case.folder(), &source.sha256);
    if source.mapping.is_some() || !packed::is_list(&path) {
        return reread(case, source, erased);
    }
    let mut original = Hashing::new(File::open(&path).map_err(|error| unreadable(&path, source, &error))?);
    let packed = packed::pack(case.folder(), source.id, &path, &mut original)?;
    let Some((segment, _)) = packed else { return reread(case, source, erased) };
    if original.sha256() == source.sha256 { kept_out(erased, segment) } else { Err(changed(&path)) }
}

/// What a source gave, without who was erased.
fn kept_out(erased: &Filters, mut segment: Segment) -> Result<Segment, LedgerError> {
    erased.apply(&mut segment)?;
    Ok(segment)
}

fn unreadable(path: &Path, source: &Source, error: &std::io::Error) -> LedgerError {
    let name = &source.name;
    let what =
        format!("the original of {name} cannot be read ({error}); add that file again, or restore it from a copy");
    LedgerError::Damaged { path: path.to_owned(), what }
}

fn changed(path: &Path) -> LedgerError {
    let what = "the original is not what its name says: it was changed; add that file again, or restore it from a copy";
    LedgerError::Damaged { path: path.to_owned(), what: what.to_owned() }
}

/// Reads a source again from its original, without who was erased.
///
/// # Errors
/// When it is not what it was.
pub fn reread(case: &Case, source: &Source, erased: &Filters) -> Result<Segment, LedgerError> {
    let path = registry::original(case.folder(), &source.sha256);
    let damaged = |what: String| LedgerError::Damaged { path: path.clone(), what };
    let bytes = fs::read(&path).map_err(|error| unreadable(&path, source, &error))?;
    if crate::journal::hash_hex(&bytes) != source.sha256 {
        return Err(changed(&path));
    }
    let mapping =
        source.mapping.as_deref().map(Mapping::from_toml).transpose().map_err(|error| damaged(error.to_string()))?;
    let options = Options { account: source.account.as_deref().map(AccountId::written), mapping };
    match filature_intake::read(source.id, &bytes, &options) {
        Ok(Outcome::Read(reading, _)) => kept_out(erased, Segment::new(source.id, *reading)),
        Ok(Outcome::InDoubt(_)) => Err(damaged("its mapping is gone; add the file again with its mapping".to_owned())),
        Err(refusal) => Err(damaged(format!("this version refuses what another took: {refusal}"))),
    }
}

/// How many entries and problems the ledger has of each source.
///
/// # Errors
/// When a table cannot be read.
pub fn counts(case: &Case) -> Result<Counts, LedgerError> {
    let mut counts = Counts::new();
    let ledger = case.folder().join("ledger");
    if !ledger.exists() {
        return Ok(counts);
    }
    for problem in tables::problem_rows(&ledger.join("problems.parquet"))? {
        counts.entry(problem.source).or_default().1 += 1;
    }
    for (source, entries) in tables::count_by_source(&ledger.join("entries.parquet"))? {
        counts.entry(source).or_default().0 = entries;
    }
    Ok(counts)
}
