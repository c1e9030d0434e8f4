use std::path::Path;

use filature_ledger::{Act, Case, Ledger, hash_hex};
use filature_model::{Findings, Language, SourceUse, Trace};
use serde::Serialize;

use super::{detect, load, open, trace};
use crate::cli::Lang;
use crate::outcome::{DONE, Failure};
use crate::{evidence, lines, screen};

/// What `--json` prints of a file that was written.
#[derive(Serialize)]
pub struct Written {
    /// Its name in the case.
    pub file: String,
    /// SHA-256, to be copied into a signed record.
    pub sha256: String,
}

#[derive(Serialize)]
struct Document {
    files: Vec<Written>,
}

/// Writes the dossier from what was found and traced (only these traces, where any are named); detects first when nothing
/// was.
pub fn run(folder: &Path, asked_traces: &[String], lang: Option<Lang>, names: bool, json: bool) -> Result<u8, Failure> {
    let case = open(folder)?;
    let ledger = load(&case)?;
    let findings = detect::detect(&case, &ledger, &lines::default_options()?)?;
    let traces = trace::read(&case, asked_traces)?;
    let languages = lang.map_or_else(|| vec![Language::English, Language::French], |lang| vec![lang.into()]);
    let files = write(&case, &ledger, &findings, traces, &languages, names)?;
    if json {
        screen::show_json(&Document { files })?;
    } else {
        for file in files {
            screen::show(&format!("{}  SHA-256 {}", case.folder().join(&file.file).display(), file.sha256));
        }
    }
    Ok(DONE)
}

/// What a dossier may rest on where any source is not evidence: the ledger of the evidence alone, and what is found in it.
pub struct EvidenceOnly {
    /// The ledger of the evidence.
    pub ledger: Ledger,
    /// Findings in it.
    pub findings: Findings,
}

impl EvidenceOnly {
    /// Loads and detects, where any source may not be rendered.
    pub fn of(case: &Case) -> Result<Option<Self>, Failure> {
        if !evidence::is_mixed(case) {
            return Ok(None);
        }
        let ledger = Ledger::load_evidence(case)?;
        let findings = detect::found(&ledger, &lines::default_options()?)?;
        Ok(Some(Self { ledger, findings }))
    }

    /// The findings, and behind them those of `all` that rest on other sources: given to the dossier to be counted.
    fn with_restricted(&self, all: &Findings) -> Findings {
        let evidence = SourceUse::Evidence.word();
        let restricted = all.findings.iter().filter(|finding| finding.use_ != evidence).cloned();
        let findings = self.findings.findings.iter().cloned().chain(restricted).collect();
        Findings { findings, ..self.findings.clone() }
    }
}

/// Renders one file for each language and records their hashes in the journal.
pub fn write(
    case: &Case,
    ledger: &Ledger,
    findings: &Findings,
    traces: Vec<(String, Trace)>,
    languages: &[Language],
    names: bool,
) -> Result<Vec<Written>, Failure> {
    let content = match EvidenceOnly::of(case)? {
        None => evidence::content(case, ledger, ledger, findings, traces, names)?,
        Some(only) => evidence::content(case, &only.ledger, ledger, &only.with_restricted(findings), traces, names)?,
    };
    let mut written = Vec::new();
    for language in languages {
        let html = filature_dossier::render_html(&content, *language).map_err(Failure::bug)?;
        let file = format!("dossier/dossier.{}.html", language.code());
        case.write(&file, html.as_bytes())?;
        written.push(Written { file, sha256: hash_hex(html.as_bytes()) });
    }
    let acts: Vec<Act> = written
        .iter()
        .map(|written| Act::DossierWritten { file: written.file.clone(), sha256: written.sha256.clone() })
        .collect();
    case.record(&acts)?;
    Ok(written)
}
