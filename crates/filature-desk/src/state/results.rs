use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use filature_flags::FlagSet;
use filature_ledger::LedgerError;
use filature_model::{Finding, Lead};
use serde::de::DeserializeOwned;

use super::Seal;

/// The files by which results are told from others.
const FILES: &[&str] = &["findings/findings.json", "findings/leads.json", "flags"];

/// What was found.
pub struct Results {
    /// By what they are told from others.
    pub seal: Seal,
    /// Whether anybody detected in this case.
    pub detected: bool,
    /// Findings, best first.
    pub findings: Vec<Finding>,
    /// Leads, best first.
    pub leads: Vec<Lead>,
    /// The flags, for their titles and explanations.
    pub flags: FlagSet,
    /// The ids of those that somebody wrote for this case.
    pub own: BTreeSet<String>,
    /// The place of each finding.
    places: BTreeMap<String, usize>,
    /// The leads of each account, by their places.
    pub leads_of: BTreeMap<String, Vec<usize>>,
}

impl Results {
    /// What tells that they are others.
    pub fn seal(folder: &Path) -> Seal {
        Seal::of(folder, FILES)
    }

    /// Reads them; a case in which nobody detected has none.
    ///
    /// # Errors
    /// The system's; a file that is not what it should be.
    pub fn read(folder: &Path) -> Result<Self, LedgerError> {
        let seal = Self::seal(folder);
        let findings: Option<Vec<Finding>> = read(&folder.join("findings/findings.json"))?;
        let leads: Vec<Lead> = read(&folder.join("findings/leads.json"))?.unwrap_or_default();
        let (mut flags, mut own) = (FlagSet::built_in(), BTreeSet::new());
        for (name, text) in own_flags(folder) {
            let mut alone = FlagSet::default();
            alone.add(&name, &text);
            own.extend(alone.flags.into_iter().map(|flag| flag.id));
            flags.add(&name, &text);
        }
        let detected = findings.is_some();
        let findings = findings.unwrap_or_default();
        let places = findings.iter().enumerate().map(|(at, finding)| (finding.id.clone(), at)).collect();
        let mut leads_of = BTreeMap::<String, Vec<usize>>::new();
        for (at, lead) in leads.iter().enumerate() {
            for member in &lead.accounts {
                let known = leads_of.entry(member.account.clone()).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
        Ok(Self { seal, detected, findings, leads, flags, own, places, leads_of })
    }

    /// A finding by its id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.places.get(id).and_then(|&at| self.findings.get(at))
    }

    /// A lead by its id, with its rank from 1.
    pub fn lead(&self, id: &str) -> Option<(usize, &Lead)> {
        self.leads.iter().enumerate().find(|(_, lead)| lead.id == id).map(|(at, lead)| (at + 1, lead))
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, LedgerError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(LedgerError::Io { path: path.to_owned(), cause }),
    };
    // A file of an older version is as good as none: detecting writes it again.
    Ok(serde_json::from_slice(&bytes).ok())
}

fn own_flags(folder: &Path) -> Vec<(String, String)> {
    let Ok(items) = std::fs::read_dir(folder.join("flags")) else { return Vec::new() };
    let mut files: Vec<(String, String)> = items
        .filter_map(|item| {
            let path = item.ok()?.path();
            let name = path.file_name()?.to_string_lossy().into_owned();
            let is_flag = path.extension().is_some_and(|ending| ending == "md");
            is_flag.then(|| std::fs::read_to_string(&path).ok()).flatten().map(|text| (name, text))
        })
        .collect();
    files.sort();
    files
}
