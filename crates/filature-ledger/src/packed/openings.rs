//! Which packed lists have something to settle, and so have to be held.

use std::collections::{BTreeSet, HashSet};

use arrow_array::Array;
use arrow_array::cast::AsArray;

use super::hash_of;
use crate::LedgerError;
use crate::build::{Entries, Segment};

/// Opens every packed list of which an id may stand on another row, one that may be a row's of another source, or an account of
/// which a statement is in the case.
///
/// # Errors
/// The system's.
pub fn open(segments: &mut [Segment]) -> Result<(), LedgerError> {
    if segments.iter().all(|segment| matches!(segment.entries, Entries::Held(_))) {
        return Ok(());
    }
    let repeated = repeated(segments);
    let sources: BTreeSet<String> = segments.iter().map(|segment| segment.source.to_string()).collect();
    let stated: BTreeSet<String> =
        segments.iter().flat_map(|segment| &segment.statements).map(|known| known.account.to_string()).collect();
    for segment in segments {
        let Entries::Packed(packed) = &segment.entries else { continue };
        let has_repeated = !repeated.is_empty() && packed.id_hashes.iter().any(|hash| repeated.contains(hash));
        let has_borrowed = packed.beginnings.as_ref().is_none_or(|beginnings| {
            beginnings.iter().any(|one| std::str::from_utf8(one).is_ok_and(|one| sources.contains(one)))
        });
        if has_repeated || has_borrowed || stated.iter().any(|account| packed.tally.names(account)) {
            segment.entries = Entries::Held(packed.open()?);
        }
    }
    Ok(())
}

/// The hashes of ids that more than one row has.
fn repeated(segments: &[Segment]) -> HashSet<u64> {
    let mut hashes = Vec::with_capacity(segments.iter().map(|segment| segment.entries.rows()).sum());
    for segment in segments {
        match &segment.entries {
            Entries::Packed(packed) => hashes.extend_from_slice(&packed.id_hashes),
            Entries::Held(batches) => {
                for ids in batches.iter().map(|batch| batch["transaction"].as_string::<i32>()) {
                    let own = (0..ids.len()).filter(|&at| ids.is_valid(at));
                    hashes.extend(own.map(|at| hash_of(ids.value(at).as_bytes())));
                }
            }
        }
    }
    // In place: the hashes of ten million ids are 80 MB, and a set of them would be several times that.
    rayon::slice::ParallelSliceMut::par_sort_unstable(hashes.as_mut_slice());
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}
