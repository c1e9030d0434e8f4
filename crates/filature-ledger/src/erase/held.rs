//! Which sources hold a person.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use filature_model::{Source, SourceId};
use rayon::prelude::*;

use super::filter::Filter;
use super::person::Person;
use crate::build::Segment;
use crate::tables::Row;
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

/// The sources that hold a person: where a row, a statement, a list or a problem names them, where the bytes do, and the archives in
/// which such files came.
///
/// # Errors
/// The system's.
pub fn holding(case: &Case, segments: &[Segment], person: &Person) -> Result<Vec<Holding>, LedgerError> {
    let by_id: BTreeMap<SourceId, &Segment> = segments.iter().map(|segment| (segment.source, segment)).collect();
    let look = |source: &Source| -> Result<Option<(SourceId, u64)>, LedgerError> {
        let rows = by_id.get(&source.id).map_or(0, |segment| rows(segment, person));
        let is_there = rows > 0
            || by_id.get(&source.id).is_some_and(|segment| texts(segment).any(|text| person.is_in(text)))
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

fn rows(segment: &Segment, person: &Person) -> u64 {
    let own: BTreeSet<u32> = segment
        .statements
        .iter()
        .filter(|known| person.accounts().contains(&known.account))
        .map(|known| known.ordinal)
        .collect();
    let is_in = |row: &Row<'_>| {
        row.u32("statement").is_some_and(|statement| own.contains(&statement))
            || COLUMNS.iter().filter_map(|column| row.text(column)).any(|text| person.is_in(text))
    };
    let batches = segment.entries.held().iter();
    batches.flat_map(|batch| (0..batch.num_rows()).map(move |at| Row { batch, at })).filter(|row| is_in(row)).count()
        as u64
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
pub fn whole_texts(segments: &[Segment], person: &Person, filter: &mut Filter) {
    for segment in segments {
        let batches = segment.entries.held().iter();
        let rows = batches.flat_map(|batch| (0..batch.num_rows()).map(move |at| Row { batch, at }));
        let of_rows = rows.flat_map(|row| COLUMNS.iter().filter_map(move |column| row.text(column)));
        let missed: BTreeSet<&str> = of_rows
            .chain(texts(segment))
            .filter(|text| person.is_in(text) && !filter.is_account(text) && !filter.is_in(text))
            .collect();
        for text in missed {
            filter.lone(filature_model::naming::Written::of(text).glued());
        }
    }
}
