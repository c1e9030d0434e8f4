//! `findings/*.parquet`: what `findings.json` and `leads.json` hold, for those who query tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, UInt32Array};
use filature_model::{Finding, Findings, Lead, schema};

use crate::hashing::sha256_of;
use crate::journal::hash_hex;
use crate::{Case, LedgerError, tables};

/// Writes `findings/findings.parquet`.
///
/// # Errors
/// The system's.
pub fn findings_table(case: &Case, findings: &Findings) -> Result<(), LedgerError> {
    let folder = case.subfolder("findings")?;
    let rows = &findings.findings;
    let text = |get: &dyn Fn(&Finding) -> String| texts(rows, get);
    let columns = vec![
        text(&|finding| finding.id.clone()),
        text(&|finding| finding.kind.clone()),
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|finding| finding.score))) as ArrayRef,
        text(&|finding| list(finding.accounts.iter().map(|member| member.account.as_str()))),
        text(&|finding| list(finding.transactions.iter().map(String::as_str))),
        text(&|finding| finding.amount.clone()),
        text(&|finding| finding.currency.clone()),
        text(&|finding| finding.from.clone()),
        text(&|finding| finding.to.clone()),
        text(&|finding| finding.use_.clone()),
    ];
    let batch = RecordBatch::try_new(schema::findings(), columns)?;
    tables::write(&folder.join("findings.parquet"), &schema::findings(), &[batch])
}

/// Writes `findings/leads.parquet`.
///
/// # Errors
/// The system's.
pub fn leads_table(case: &Case, leads: &[Lead]) -> Result<(), LedgerError> {
    let folder = case.subfolder("findings")?;
    let text = |get: &dyn Fn(&Lead) -> String| texts(leads, get);
    let count =
        |get: &dyn Fn(&Lead) -> u32| -> ArrayRef { Arc::new(UInt32Array::from_iter_values(leads.iter().map(get))) };
    let columns = vec![
        text(&|lead| lead.id.clone()),
        text(&|lead| lead.kind.clone()),
        Arc::new(Int64Array::from_iter_values(leads.iter().map(|lead| lead.score))) as ArrayRef,
        text(&|lead| list(lead.accounts.iter().map(|member| member.account.as_str()))),
        text(&|lead| list(lead.accounts.iter().map(|member| member.side.as_str()))),
        text(&|lead| list(lead.findings.iter().map(String::as_str))),
        count(&|lead| lead.elements.act),
        count(&|lead| lead.elements.means),
        count(&|lead| lead.elements.purpose),
        count(&|lead| lead.elements.money),
        text(&|lead| lead.minor.clone()),
        text(&|lead| lead.use_.clone()),
    ];
    let batch = RecordBatch::try_new(schema::leads(), columns)?;
    tables::write(&folder.join("leads.parquet"), &schema::leads(), &[batch])
}

/// The files of `findings/`.
const FILES: [&str; 4] = ["findings.json", "findings.parquet", "leads.json", "leads.parquet"];
/// What says which bytes they have.
const MANIFEST: &str = "manifest.json";

/// Writes down which bytes the files of `findings/` have, once all are there.
///
/// # Errors
/// The system's.
pub fn findings_manifest(case: &Case) -> Result<(), LedgerError> {
    let folder = case.subfolder("findings")?;
    let mut hashes = BTreeMap::new();
    for name in FILES {
        let path = folder.join(name);
        hashes.insert(name, sha256_of(&path).map_err(LedgerError::io(&path))?);
    }
    let hashes = hashes.into_iter().map(|(name, sha256)| (name.to_owned(), sha256)).collect();
    case.write(&format!("findings/{MANIFEST}"), manifest_text(hashes)?.as_bytes())
}

/// The manifest, with a hash of its own other lines: a file that was changed is told from a hash that was.
fn manifest_text(mut hashes: BTreeMap<String, String>) -> Result<String, LedgerError> {
    let bug = |error: serde_json::Error| LedgerError::Bug(error.to_string());
    let own = serde_json::to_string(&hashes).map_err(bug)?;
    hashes.insert(MANIFEST.to_owned(), hash_hex(own.as_bytes()));
    Ok(format!("{}\n", serde_json::to_string_pretty(&hashes).map_err(bug)?))
}

/// The files of a folder of findings that are there and not what was written down. Where nothing was, detection was cut short, or is of an
/// earlier version.
pub fn changed(folder: &Path) -> Vec<&'static str> {
    let Ok(bytes) = fs::read(folder.join(MANIFEST)) else { return Vec::new() };
    let mut said: BTreeMap<String, String> = serde_json::from_slice(&bytes).unwrap_or_default();
    said.remove(MANIFEST);
    let written = manifest_text(said.clone()).unwrap_or_default();
    if said.len() != FILES.len() || written.as_bytes() != bytes {
        return vec![MANIFEST];
    }
    let differs = |name: &&str| {
        let path = folder.join(name);
        path.exists() && sha256_of(&path).ok().as_ref() != said.get(*name)
    };
    FILES.into_iter().filter(differs).collect()
}

fn texts<T>(rows: &[T], get: &dyn Fn(&T) -> String) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(rows.iter().map(get)))
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join(" ")
}
