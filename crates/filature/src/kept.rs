//! What is kept of each dossier in the case, so that it can be made again whatever comes later.
//!
//! ```text
//! case, traces, flags ─► Basis ─► manifest that goes into the file (filature-dossier drops what may not leave the house)
//!                          └────► dossier/manifests/SHA-256 OF THE FILE.json   all of it, intelligence too
//!                                 dossier/manifests/traces/SHA-256.json        the traces as they were
//!                                 dossier/manifests/flags/SHA-256.md           the case's own flags as they were
//!                                 keys/SHA-256 OF THE FILE.key                 from which its pseudonyms derive, where it has any
//! ```
//!
//! The journal's line about a dossier holds the SHA-256 of the file and of what is kept of it: its own chain says up to which line
//! decisions had been taken, so that no clock stands here.

mod find;
mod key;
mod remake;

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::Manifest;
use filature_dossier::manifest::{FlagsUsed, LAYOUT, SourceUsed, TraceUsed};
use filature_flags::{FlagSet, built_in_text, read_flag};
use filature_ledger::as_of::AsOf;
use filature_ledger::{Case, hash_hex};
use filature_model::Trace;
use serde::{Deserialize, Serialize};

pub use self::find::{Found, Record, erased_on, find};
pub use self::key::of_file as key_of_file;
pub use self::remake::{Then, remake, remake_at, traces_at};
use crate::outcome::Failure;
use crate::verbs::own_flags;
use crate::withholding::Key;

/// The folder of what is kept.
const FOLDER: &str = "dossier/manifests";

/// What is kept of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The manifest that the file carries.
    pub manifest: Manifest,
    /// Parameters that it does not carry: the file shows these accounts under pseudonyms.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub in_house: BTreeMap<String, String>,
    /// What the case was.
    #[serde(flatten)]
    pub as_of: AsOf,
    /// The traces that were given, whether or not they could be shown, in their order.
    pub traces: Vec<Named>,
    /// The flags that were on.
    pub flags: Vec<FlagUsed>,
    /// The flags of the case itself.
    pub own_flags: Vec<Named>,
}

impl Kept {
    /// How the dossier was asked for, in the house.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        self.manifest
            .parameters
            .iter()
            .chain(&self.in_house)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}

/// A flag that was on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FlagUsed {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// A file that was used: its name in its folder, and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its name, without folder; of a trace without ending.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// All that a dossier is made of.
#[derive(Clone, Debug)]
pub struct Basis {
    as_of: AsOf,
    parameters: BTreeMap<String, String>,
    traces: Vec<(Named, Vec<u8>)>,
    own_flags: Vec<(Named, Vec<u8>)>,
    flags: Vec<FlagUsed>,
}

impl Basis {
    /// Takes down what a case is. `parameters` is how the dossier was asked for.
    ///
    /// # Errors
    /// A trace that is not in `traces/`, a journal that does not hold together, the system's.
    pub fn of(case: &Case, traces: &[(String, Trace)], parameters: BTreeMap<String, String>) -> Result<Self, Failure> {
        let read = |(name, _): &(String, Trace)| {
            let path = case.folder().join("traces").join(format!("{name}.json"));
            let bytes = std::fs::read(&path).map_err(|error| Failure::data(format!("{}: {error}", path.display())))?;
            Ok::<_, Failure>((Named { name: name.clone(), sha256: hash_hex(&bytes) }, bytes))
        };
        let own = own_flags(case.folder())?;
        let kept = |(name, text): (&String, &String)| {
            (Named { name: name.clone(), sha256: hash_hex(text.as_bytes()) }, text.clone().into_bytes())
        };
        Ok(Self {
            as_of: AsOf::now(case)?,
            parameters,
            traces: traces.iter().map(read).collect::<Result<_, _>>()?,
            own_flags: own.iter().map(kept).collect(),
            flags: flags_on(&own),
        })
    }

    /// The manifest of all of it, of which only what is shown may go into a file.
    pub fn manifest(&self) -> Manifest {
        let used = |source: &filature_model::Source| SourceUsed {
            sha256: source.sha256.clone(),
            use_: source.use_.word().to_owned(),
        };
        let traces = self.traces.iter().map(|(of, _)| of);
        let currency = self.as_of.settings.base_currency.map(|currency| currency.code().to_owned());
        Manifest {
            layout: LAYOUT,
            program: program(),
            parameters: self.parameters.clone(),
            journal_line: self.as_of.journal_line,
            sources: self.as_of.sources.iter().map(used).collect(),
            traces: traces.map(|of| TraceUsed { sha256: of.sha256.clone(), name: of.name.clone() }).collect(),
            flags: FlagsUsed { on: self.flags.len() as u64, sha256: self.flags_sha256() },
            settings: currency.map(|code| ("base_currency".to_owned(), code)).into_iter().collect(),
            ..Manifest::default()
        }
    }

    /// The hash of the list of flags.
    fn flags_sha256(&self) -> String {
        let line = |flag: &FlagUsed| format!("{} {} {}\n", flag.id, flag.version, flag.sha256);
        hash_hex(self.flags.iter().map(line).collect::<String>().as_bytes())
    }

    /// Keeps it for a file that carries `manifest`, and gives the SHA-256 of what is kept.
    ///
    /// # Errors
    /// The system's.
    pub fn keep(&self, case: &Case, manifest: Manifest, sha256: &str, key: Option<&Key>) -> Result<String, Failure> {
        if let Some(key) = key {
            key::keep(case, sha256, key)?;
        }
        for (named, bytes) in &self.traces {
            write_once(case, &format!("{FOLDER}/traces/{}.json", named.sha256), bytes)?;
        }
        for (named, bytes) in &self.own_flags {
            write_once(case, &format!("{FOLDER}/flags/{}.md", named.sha256), bytes)?;
        }
        let mut in_house = self.parameters.clone();
        in_house.retain(|name, _| !manifest.parameters.contains_key(name));
        let kept = Kept {
            manifest,
            in_house,
            as_of: self.as_of.clone(),
            traces: self.traces.iter().map(|(of, _)| of.clone()).collect(),
            flags: self.flags.clone(),
            own_flags: self.own_flags.iter().map(|(of, _)| of.clone()).collect(),
        };
        let text = format!("{}\n", serde_json::to_string_pretty(&kept)?);
        case.write(&format!("{FOLDER}/{sha256}.json"), text.as_bytes())?;
        Ok(hash_hex(text.as_bytes()))
    }
}

/// A file that is named by its bytes is written where it is not there yet, or is not what its name says.
fn write_once(case: &Case, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    if std::fs::read(case.folder().join(name)).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    Ok(case.write(name, bytes)?)
}

/// The program and its version.
pub fn program() -> String {
    format!("filature {}", env!("CARGO_PKG_VERSION"))
}

/// The flags that run, with the hashes of their files; `own` are those of the case, by file name.
fn flags_on(own: &BTreeMap<String, String>) -> Vec<FlagUsed> {
    let mut set = FlagSet::built_in();
    let mut texts: BTreeMap<String, &str> = BTreeMap::new();
    for (name, text) in own {
        set.add(name, text);
        texts.extend(read_flag(name, text).ok().map(|flag| (flag.id, text.as_str())));
    }
    let used = |flag: &filature_flags::Flag| {
        let text = texts.get(&flag.id).copied().or_else(|| built_in_text(&flag.id)).unwrap_or_default();
        FlagUsed { id: flag.id.clone(), version: flag.version, sha256: hash_hex(text.as_bytes()) }
    };
    let used: BTreeSet<FlagUsed> = set.on().into_iter().map(used).collect();
    used.into_iter().collect()
}
