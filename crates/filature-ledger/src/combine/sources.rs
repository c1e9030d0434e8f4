//! The files of both copies: whose bytes are where, and what is said of them.

use std::collections::BTreeMap;

use filature_model::Source;

use super::{CombineError, Other};
use crate::hashing::{hex, sha256_of};
use crate::journal::hash_hex;
use crate::{Case, registry};

/// The lists of both as one. Of a file that both have, our row stays but for its use, which is the narrowest of both, its names and the
/// archives it came in; it is read as the other copy reads it where `read_theirs` says so.
pub fn joined(ours: &[Source], theirs: &[Source], read_theirs: impl Fn(&str) -> bool) -> Vec<Source> {
    let mut all: BTreeMap<_, Source> = ours.iter().map(|source| (source.id, source.clone())).collect();
    for there in theirs {
        let Some(here) = all.get_mut(&there.id) else {
            all.insert(there.id, there.clone());
            continue;
        };
        here.use_ = here.use_.narrower(there.use_);
        here.name = together(Some(&here.name), Some(&there.name)).unwrap_or_default();
        here.container = together(here.container.as_deref(), there.container.as_deref());
        if read_theirs(&there.sha256) {
            here.format.clone_from(&there.format);
            here.account.clone_from(&there.account);
            here.mapping.clone_from(&there.mapping);
        }
    }
    all.into_values().collect()
}

fn together(one: Option<&str>, other: Option<&str>) -> Option<String> {
    let mut all: Vec<&str> = one.into_iter().chain(other).flat_map(|text| text.split(" | ")).collect();
    all.sort_unstable();
    all.dedup();
    (!all.is_empty()).then(|| all.join(" | "))
}

/// How each side reads a file that both have, by SHA-256, in words.
pub fn readings(ours: &[Source], theirs: &[Source]) -> BTreeMap<String, (String, String)> {
    let read = |source: &Source| {
        let mapping = source.mapping.as_ref().map(|mapping| format!("mapping {}", &hash_hex(mapping.as_bytes())[..12]));
        let account = source.account.as_ref().map(|account| format!("account {account}"));
        let said: Vec<String> = [mapping, account].into_iter().flatten().collect();
        if said.is_empty() { "as its format says".to_owned() } else { said.join(", ") }
    };
    let here: BTreeMap<&str, &Source> = ours.iter().map(|source| (source.sha256.as_str(), source)).collect();
    let both = theirs.iter().filter_map(|there| Some((here.get(there.sha256.as_str())?, there)));
    both.map(|(here, there)| (there.sha256.clone(), (read(here), read(there)))).collect()
}

/// Copies the originals that the case lacks, and gives their SHA-256. What is there and whole stays as it is.
///
/// # Errors
/// An original of the other copy is gone or changed, or the system's: nothing names what was copied before, and the next opening
/// clears it away.
pub fn copy(case: &Case, other: &Other, wanted: &[Source]) -> Result<Vec<String>, CombineError> {
    let mut copied = Vec::new();
    for source in wanted {
        let here = registry::original(case.folder(), &source.sha256);
        let is_known = case.sources().iter().any(|known| known.id == source.id);
        if is_known || sha256_of(&here).is_ok_and(|sha256| sha256 == source.sha256) {
            continue;
        }
        let there = registry::original(&other.folder, &source.sha256);
        let bad = |what: String| CombineError::Other { path: there.clone(), what };
        if sha256_of(&there)
            .map_err(|error| bad(format!("the original of {} cannot be read ({error})", source.name)))?
            != source.sha256
        {
            return Err(bad(format!(
                "the original of {} was changed; restore it there from a copy of the case",
                source.name
            )));
        }
        let kept = registry::keep_file(case.folder(), &there)?;
        kept.settle_down()?;
        if hex(&kept.digest) != source.sha256 {
            registry::forget(case.folder(), &hex(&kept.digest))?;
            return Err(bad(format!("the original of {} changed while it was read; combine again", source.name)));
        }
        copied.push(source.sha256.clone());
    }
    Ok(copied)
}
