//! One id with one content is one transaction; with two contents both stay, under the id of their file.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use filature_model::{Place, Problem, ProblemCode};
use rayon::prelude::*;

use super::{Settled, Spot, entry_id, place};
use crate::build::Segment;
use crate::packed::hash_of;
use crate::tables::Row;

/// Columns that say where a row stands, not what it holds.
const PLACE_COLUMNS: [&str; 7] = ["source", "row", "message", "line", "statement", "same_as", "joined_by"];

/// Settles ids that stand on more than one row, and ids that look like another file's.
pub fn settle(segments: &mut [Segment], settled: &mut BTreeMap<Spot, Settled>) {
    let mut repeats = BTreeMap::<usize, (u64, Place)>::new();
    for group in repeated(segments) {
        let mut first_of = HashMap::<String, Spot>::new();
        let mut distinct = Vec::new();
        for spot in group {
            match first_of.entry(content(segments, spot)) {
                Entry::Occupied(first) => {
                    let (count, _) = repeats.entry(spot.segment).or_insert((0, place(segments, spot)));
                    *count += 1;
                    settled.entry(spot).or_default().same_as = Some(entry_id(segments, *first.get()));
                }
                Entry::Vacant(free) => {
                    free.insert(spot);
                    distinct.push(spot);
                }
            }
        }
        if distinct.len() > 1 {
            conflict(segments, &distinct, settled);
        }
    }
    for (segment, (count, place)) in repeats {
        let source = segments[segment].source;
        let problem = Problem::new(source, place, ProblemCode::IdRepeated, count.to_string(), "");
        segments[segment].problems.push(problem.in_column("id"));
    }
    let borrowed = borrowed(segments);
    for spot in borrowed {
        if settled.get(&spot).is_none_or(|known| known.same_as.is_none() && known.transaction.is_none()) {
            conflict(segments, &[spot], settled);
        }
    }
}

/// Gives rows of one id and different contents ids of their own.
fn conflict(segments: &mut [Segment], distinct: &[Spot], settled: &mut BTreeMap<Spot, Settled>) {
    let mut in_source = BTreeMap::<usize, u32>::new();
    for spot in distinct {
        *in_source.entry(spot.segment).or_default() += 1;
    }
    for &spot in distinct {
        let id = id_at(segments, spot).to_owned();
        let source = segments[spot.segment].source;
        let alone = in_source.get(&spot.segment) == Some(&1);
        let renamed = if alone { format!("{source}:{id}") } else { entry_id(segments, spot).to_string() };
        settled.entry(spot).or_default().transaction = Some(renamed);
        let place = place(segments, spot);
        let expected = "one content for one id, and no id that begins with a source's";
        let problem = Problem::new(source, place, ProblemCode::IdConflict, id, expected).in_column("id");
        segments[spot.segment].problems.push(problem);
    }
}

/// Rows whose own id begins with the id of a source of the case, as the ids that filature gives do.
fn borrowed(segments: &[Segment]) -> Vec<Spot> {
    let sources: Vec<String> = segments.iter().map(|segment| format!("{}:", segment.source)).collect();
    let mut found = Vec::new();
    for (segment, of) in segments.iter().enumerate() {
        for (batch, rows) in of.entries.held().iter().enumerate() {
            let Some(ids) = transaction_ids(rows).filter(|ids| ids.null_count() < ids.len()) else { continue };
            let borrowed = |at: &usize| {
                // An id of a source has 12 digits and a colon: most ids are not looked at further.
                let id = ids.value(*at);
                ids.is_valid(*at)
                    && id.as_bytes().get(12) == Some(&b':')
                    && sources.iter().any(|source| id.starts_with(source.as_str()))
            };
            found.extend((0..ids.len()).filter(borrowed).map(|at| Spot { segment, batch, at }));
        }
    }
    found
}

/// Groups of rows with one id, each in the order of sources and rows.
///
/// The ids are hashed and sorted side by side; only equal hashes are compared as texts.
fn repeated(segments: &[Segment]) -> Vec<Vec<Spot>> {
    let batches: Vec<(usize, usize, &RecordBatch)> = segments
        .iter()
        .enumerate()
        .flat_map(|(segment, of)| of.entries.held().iter().enumerate().map(move |(batch, rows)| (segment, batch, rows)))
        .collect();
    let mut hashed: Vec<(u64, u32, u32)> = (0_u32..)
        .zip(&batches)
        .collect::<Vec<_>>()
        .par_iter()
        .flat_map_iter(|&(number, (_, _, rows))| {
            let ids = transaction_ids(rows);
            (0_u32..).zip(0..ids.map_or(0, Array::len)).filter_map(move |(row, at)| {
                let ids = ids.filter(|ids| ids.is_valid(at))?;
                Some((hash_of(ids.value(at).as_bytes()), number, row))
            })
        })
        .collect();
    hashed.par_sort_unstable();
    let mut groups = Vec::new();
    for run in hashed.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        let mut by_id = BTreeMap::<&str, Vec<Spot>>::new();
        for &(_, number, row) in run {
            let (segment, batch, _) = batches[number as usize];
            let spot = Spot { segment, batch, at: row as usize };
            by_id.entry(id_at(segments, spot)).or_default().push(spot);
        }
        groups.extend(by_id.into_values().filter(|group| group.len() > 1));
    }
    groups.sort_unstable();
    groups
}

fn transaction_ids(batch: &RecordBatch) -> Option<&arrow_array::StringArray> {
    batch.column_by_name("transaction").and_then(|column| column.as_string_opt::<i32>())
}

fn id_at(segments: &[Segment], spot: Spot) -> &str {
    transaction_ids(&segments[spot.segment].entries.held()[spot.batch]).map_or("", |ids| ids.value(spot.at))
}

/// All that a row holds, but for where it stands, as one text.
fn content(segments: &[Segment], spot: Spot) -> String {
    let batch = &segments[spot.segment].entries.held()[spot.batch];
    let mut content = String::new();
    for (column, field) in batch.schema().fields().iter().enumerate() {
        let values = batch.column(column);
        if values.is_null(spot.at) || PLACE_COLUMNS.contains(&field.name().as_str()) {
            continue;
        }
        let row = Row { batch, at: spot.at };
        let name = field.name();
        let value = row
            .text(name)
            .map(str::to_owned)
            .or_else(|| row.i64(name).or_else(|| row.micros(name)).map(|number| number.to_string()))
            .or_else(|| row.date(name).map(|day| day.to_string()))
            .or_else(|| row.flag(name).map(|flag| flag.to_string()))
            .unwrap_or_default();
        // Lengths keep columns apart whatever stands in them.
        content.push_str(&format!("{name}={}:{value};", value.len()));
    }
    content
}
