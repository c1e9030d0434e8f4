//! Which sources hold a person.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use ahash::RandomState;
use arrow_array::RecordBatch;
use filature_model::{Source, SourceId};
use rayon::prelude::*;

use super::filter::Filter;
use super::person::Person;
use crate::build::Segment;
use crate::tables::{self, Row};
use crate::{Case, LedgerError, registry};

/// A source that holds a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The source.
    pub source: SourceId,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The name it came under.
    pub name: String,
    /// In how many of its rows they stand; none where it only holds them otherwise, or in a file of it.
    pub rows: u64,
}

/// What of a segment names a person.
#[derive(Debug, Default)]
pub struct Named<'a> {
    /// In how many of its rows they stand.
    rows: u64,
    /// The texts that name them, in its rows and beside.
    texts: BTreeSet<&'a str>,
}

/// What of each segment names a person, by its source.
pub fn named<'a>(segments: &'a [Segment], person: &Person) -> BTreeMap<SourceId, Named<'a>> {
    let of = |segment: &'a Segment| {
        let mut named = in_rows(segment, person);
        named.texts.extend(texts(segment).filter(|text| person.is_in(text)));
        (segment.source, named)
    };
    segments.par_iter().map(of).collect()
}

/// The sources that hold a person: where a row, a statement, a list or a problem names them, where the bytes do, and the archives in
/// which such files came.
///
/// # Errors
/// The system's.
pub fn holding(
    case: &Case,
    named: &BTreeMap<SourceId, Named<'_>>,
    person: &Person,
) -> Result<Vec<Holding>, LedgerError> {
    let look = |source: &Source| -> Result<Option<(SourceId, u64)>, LedgerError> {
        let named = named.get(&source.id);
        let rows = named.map_or(0, |named| named.rows);
        let is_there = rows > 0
            || named.is_some_and(|named| !named.texts.is_empty())
            || [
                Some(&source.name),
                source.account.as_ref(),
                source.request.as_ref(),
                source.exhibit.as_ref(),
                source.from.as_ref(),
            ]
            .into_iter()
            .flatten()
            .any(|said| person.is_in(said));
        if is_there {
            return Ok(Some((source.id, rows)));
        }
        let path = registry::original(case.folder(), &source.sha256);
        let bytes = fs::read(&path).map_err(LedgerError::io(&path))?;
        Ok(person.is_in_bytes(&bytes).then_some((source.id, 0)))
    };
    let found: Vec<Option<(SourceId, u64)>> = case.sources().par_iter().map(look).collect::<Result<_, _>>()?;
    let mut rows: BTreeMap<SourceId, u64> = found.into_iter().flatten().collect();
    archives(case.sources(), &mut rows);
    let of = |source: &Source| {
        let rows = *rows.get(&source.id)?;
        Some(Holding { source: source.id, sha256: source.sha256.clone(), name: source.name.clone(), rows })
    };
    Ok(case.sources().iter().filter_map(of).collect())
}

/// Adds the archives in which such files came, and those in which these did.
fn archives(sources: &[Source], rows: &mut BTreeMap<SourceId, u64>) {
    loop {
        let containers: BTreeSet<&str> = sources
            .iter()
            .filter(|source| rows.contains_key(&source.id))
            .filter_map(|source| source.container.as_deref())
            .flat_map(|container| container.split(" | "))
            .collect();
        let more: Vec<SourceId> = sources
            .iter()
            .filter(|source| containers.contains(source.id.to_string().as_str()) && !rows.contains_key(&source.id))
            .map(|source| source.id)
            .collect();
        if more.is_empty() {
            return;
        }
        rows.extend(more.into_iter().map(|id| (id, 0)));
    }
}

/// Columns in which a person can stand.
const COLUMNS: [&str; 13] = [
    "transaction",
    "debtor",
    "creditor",
    "debtor_name",
    "creditor_name",
    "city",
    "terminal",
    "text",
    "reference",
    "debtor_document",
    "creditor_document",
    "debtor_phone",
    "creditor_phone",
];

/// So many texts are remembered of a stretch of rows.
const REMEMBERED: usize = 1 << 20;

/// What of the rows of a segment names a person. A text that stands in many rows, a name or a place, is looked at once.
fn in_rows<'a>(segment: &'a Segment, person: &Person) -> Named<'a> {
    let own: BTreeSet<u32> = segment
        .statements
        .iter()
        .filter(|known| person.accounts().contains(&known.account))
        .map(|known| known.ordinal)
        .collect();
    let of_batch = |known: &mut HashMap<&'a str, bool, RandomState>, batch: &'a RecordBatch| {
        let is_own = |at| Row { batch, at }.u32("statement").is_some_and(|statement| own.contains(&statement));
        let mut is_theirs: Vec<bool> = (0..batch.num_rows()).map(|at| !own.is_empty() && is_own(at)).collect();
        let mut named = Named::default();
        for column in COLUMNS.iter().filter_map(|column| tables::texts(batch, column)) {
            for (at, text) in (0..).zip(column.iter()) {
                let Some(text) = text else { continue };
                if known.len() >= REMEMBERED {
                    known.clear();
                }
                if *known.entry(text).or_insert_with(|| person.is_in(text)) {
                    is_theirs[at] = true;
                    named.texts.insert(text);
                }
            }
        }
        named.rows = is_theirs.into_iter().filter(|is_theirs| *is_theirs).count() as u64;
        named
    };
    let both = |mut one: Named<'a>, other: Named<'a>| {
        one.rows += other.rows;
        one.texts.extend(other.texts);
        one
    };
    let batches = segment.entries.held().par_iter();
    batches.map_init(HashMap::default, of_batch).reduce(Named::default, both)
}

/// What a source says beside its rows.
fn texts(segment: &Segment) -> impl Iterator<Item = &str> {
    let statements = segment.statements.iter().flat_map(|known| {
        [Some(known.account.as_str()), known.holder.as_deref(), known.number.as_deref()].into_iter().flatten()
    });
    let accounts = segment.accounts.iter().flat_map(|known| {
        let said = [
            &known.holder,
            &known.address,
            &known.phone,
            &known.email,
            &known.device,
            &known.introducer,
            &known.signatories,
        ];
        std::iter::once(known.id.as_str()).chain(said.into_iter().flatten().map(String::as_str))
    });
    let problems = segment.problems.iter().flat_map(|problem| [problem.found.as_str(), problem.expected.as_str()]);
    statements.chain(accounts).chain(problems)
}

/// Adds to a filter, whole, each text that names the person in a way that its hashes do not find: words apart from each other.
pub fn whole_texts(named: &BTreeMap<SourceId, Named<'_>>, filter: &mut Filter) {
    for named in named.values() {
        let is_missed = |text: &&&str| !filter.is_account(text) && !filter.is_in(text);
        let missed: Vec<&str> = named.texts.iter().filter(is_missed).copied().collect();
        for text in missed {
            filter.lone(filature_model::naming::Written::of(text).glued());
        }
    }
}
