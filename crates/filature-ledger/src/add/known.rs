//! The mapping that a person confirmed for one file of a bank, used for the next one.
//!
//! It is known by its header: the same columns, in the same order, between the same delimiters. Which account the next file
//! is of is never taken from the one before.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;

use filature_intake::csv::{self, KnownLayout, Mapping};
use filature_intake::{Options, Outcome};
use filature_model::{AccountId, Severity, SourceId};

use crate::journal::Act;
use crate::{Case, registry};

/// How much of a file is looked at to find its header.
const HEAD_BYTES: u64 = 1 << 20;

/// The layouts that people confirmed in a case, the last one first. What cannot be read is none: the case has other ways of
/// saying that it is damaged.
pub fn layouts(case: &Case) -> Vec<KnownLayout> {
    let lines = case.journal().unwrap_or_default();
    let mut seen = BTreeSet::new();
    let confirmed = lines.iter().rev().filter_map(|line| match &line.act {
        Act::MappingUsed { sha256, how, .. } if how == "given" || how == "confirmed" => Some(sha256.as_str()),
        _ => None,
    });
    confirmed.filter(|sha256| seen.insert(*sha256)).filter_map(|sha256| layout(case, sha256)).collect()
}

fn layout(case: &Case, sha256: &str) -> Option<KnownLayout> {
    let source = case.sources().iter().find(|source| source.sha256 == sha256)?;
    let mapping = Mapping::from_toml(source.mapping.as_deref()?).ok()?;
    let mut head = Vec::new();
    File::open(registry::original(case.folder(), sha256)).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    KnownLayout::of(source.id, mapping, &head)
}

/// Reads a table by a layout that is known, and gives the source it is known from; none where no known header stands in it.
///
/// Where a row is lost by it, the bank may have changed its ways: a person is asked.
pub fn read(
    id: SourceId,
    bytes: &[u8],
    account: Option<&AccountId>,
    layouts: &[KnownLayout],
) -> Option<(Outcome, Option<SourceId>)> {
    let (of, mut draft) = csv::reuse(bytes, layouts, account)?;
    if !draft.doubts.is_empty() {
        return Some((Outcome::InDoubt(draft), None));
    }
    let options = Options { account: account.cloned(), mapping: Some(draft.mapping.clone()) };
    let lost = match filature_intake::read(id, bytes, &options) {
        Ok(Outcome::Read(reading, mapping)) => {
            let lost = reading.problems.iter().filter(|problem| problem.code.severity() == Severity::Lost).count();
            if lost == 0 {
                return Some((Outcome::Read(reading, mapping), Some(of)));
            }
            format!("{lost} of its rows cannot be read so")
        }
        Ok(Outcome::InDoubt(_)) => return None,
        Err(refusal) => format!("it cannot be read so ({})", refusal.what),
    };
    draft.doubts.push(format!("its header is that of source {of}, by whose mapping {lost}"));
    Some((Outcome::InDoubt(draft), None))
}
