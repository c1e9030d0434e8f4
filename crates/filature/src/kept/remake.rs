//! The case as it was for a dossier, or at a line of the journal, with the traces of that time.

use std::collections::BTreeMap;

use filature_ledger::as_of::{AsOf, Remade};
use filature_ledger::{Act, Case, Line, hash_hex};
use filature_model::Trace;

use super::{FOLDER, Kept, Named};
use crate::outcome::Failure;

/// A case as it was. What is made in it goes when this goes.
#[derive(Debug)]
pub struct Then {
    /// The case.
    pub remade: Remade,
    /// Its traces.
    pub traces: Vec<(String, Trace)>,
}

/// Makes the case of a dossier again, in which these lines of the journal were known.
///
/// # Errors
/// What is gone: an original, a trace, a flag of the case.
pub fn remake(case: &Case, kept: &Kept, known: &[u64]) -> Result<Then, Failure> {
    let mut flags = BTreeMap::new();
    for flag in &kept.own_flags {
        let places = [format!("{FOLDER}/flags/{}.md", flag.sha256), format!("flags/{}", flag.name)];
        flags.insert(flag.name.clone(), stored(case, flag, &places)?);
    }
    with_traces(case, kept.as_of.make_knowing(case, &flags, known)?, &kept.traces)
}

/// Makes a case again with these flags of its own and these traces.
///
/// # Errors
/// As [`remake`].
pub fn remake_at(
    case: &Case,
    as_of: &AsOf,
    flags: &BTreeMap<String, Vec<u8>>,
    named: &[Named],
) -> Result<Then, Failure> {
    with_traces(case, as_of.make(case, flags)?, named)
}

fn with_traces(case: &Case, remade: Remade, named: &[Named]) -> Result<Then, Failure> {
    let mut traces = Vec::new();
    for trace in named {
        let bytes = stored(case, trace, &places(trace))?;
        let read = serde_json::from_slice(&bytes);
        let read = read.map_err(|error| Failure::data(format!("the trace {}: {error}", trace.name)))?;
        remade.case().write(&format!("traces/{}.json", trace.name), &bytes)?;
        traces.push((trace.name.clone(), read));
    }
    Ok(Then { remade, traces })
}

fn places(trace: &Named) -> [String; 2] {
    [format!("{FOLDER}/traces/{}.json", trace.sha256), format!("traces/{}.json", trace.name)]
}

/// The bytes of this hash, wherever the case still has them.
fn stored(case: &Case, named: &Named, places: &[String]) -> Result<Vec<u8>, Failure> {
    let found = places.iter().find_map(|place| {
        let bytes = std::fs::read(case.folder().join(place)).ok()?;
        (hash_hex(&bytes) == named.sha256).then_some(bytes)
    });
    found.ok_or_else(|| {
        let place = places.first().cloned().unwrap_or_default();
        Failure::data(format!(
            "{}: the case no longer has its bytes of that time (SHA-256 {}); restore {place} from a copy of the case",
            named.name, named.sha256
        ))
    })
}

/// The traces that a case had at a line of its journal, of which it still has the bytes, and the names of the others.
pub fn traces_at(case: &Case, lines: &[Line], journal_line: u64) -> (Vec<Named>, Vec<String>) {
    let mut written = BTreeMap::new();
    for line in lines.iter().take_while(|line| line.line <= journal_line) {
        if let Act::TraceWritten { file, sha256 } = &line.act {
            let name = file.strip_prefix("traces/").and_then(|name| name.strip_suffix(".json"));
            written.extend(name.filter(|name| !name.contains('/')).map(|name| (name, sha256)));
        }
    }
    let named = written.into_iter().map(|(name, sha256)| Named { name: name.to_owned(), sha256: sha256.clone() });
    let (there, gone): (Vec<Named>, Vec<Named>) = named.partition(|of| stored(case, of, &places(of)).is_ok());
    (there, gone.into_iter().map(|of| of.name).collect())
}
