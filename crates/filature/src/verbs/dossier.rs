mod goaml;

use std::collections::BTreeSet;
use std::path::Path;

use filature_dossier::{Dossier, Form};
use filature_ledger::{Act, Case, Ledger, categories, hash_hex};
use filature_model::{Finding, Findings, Language, SourceUse, Trace};
use serde::Serialize;

use super::{detect, flags, load, open, trace};
use crate::cli::Lang;
use crate::detection::{self, Asked, Detected};
use crate::outcome::{DONE, Failure};
use crate::{evidence, screen};

pub use goaml::Goaml;

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
pub fn run(
    folder: &Path,
    asked_traces: &[String],
    forms: &[Form],
    lang: Option<Lang>,
    names: bool,
    goaml: Option<&Goaml>,
    json: bool,
) -> Result<u8, Failure> {
    let case = open(folder)?;
    let ledger = load(&case)?;
    let detected = detect::detect_all(&case)?;
    let traces = trace::read(&case, asked_traces)?;
    let languages = lang.map_or_else(|| vec![Language::English, Language::French], |lang| vec![lang.into()]);
    let files = write(&case, &ledger, &detected, traces, &How { languages: &languages, forms, names, goaml })?;
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
    /// What is found in it.
    pub detected: Detected,
}

impl EvidenceOnly {
    /// Loads and detects, where any source may not be rendered.
    pub fn of(case: &Case) -> Result<Option<Self>, Failure> {
        if !evidence::is_mixed(case) {
            return Ok(None);
        }
        let (ledger, details) = Ledger::load_evidence_with_details(case)?;
        let set = flags::of_case(Some(case.folder()))?;
        let asked = Asked { victims: categories::victims(&case.journal()?), ..detect::ask_all()? };
        let detected = detection::found(ledger.transactions.clone(), details, &asked, &set)?;
        Ok(Some(Self { ledger, detected }))
    }

    /// The findings, and behind them those of `all` that rest on other sources: given to the dossier to be counted.
    fn with_restricted(&self, all: &Detected) -> Detected {
        let evidence = SourceUse::Evidence.word();
        // What the evidence alone gives too is shown, and not left out.
        let shown: BTreeSet<&str> = self.detected.findings.findings.iter().map(|found| found.id.as_str()).collect();
        let is_left_out = |found: &&Finding| found.use_ != evidence && !shown.contains(found.id.as_str());
        let restricted = all.findings.findings.iter().filter(is_left_out).cloned();
        let findings = self.detected.findings.findings.iter().cloned().chain(restricted).collect();
        let restricted = all.leads.iter().filter(|lead| lead.use_ != evidence).cloned();
        let leads = self.detected.leads.iter().cloned().chain(restricted).collect();
        let findings = Findings { findings, ..self.detected.findings.clone() };
        Detected { findings, leads, ..self.detected.clone() }
    }
}

/// How a dossier is to be written.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// In these languages.
    pub languages: &'a [Language],
    /// In these forms.
    pub forms: &'a [Form],
    /// With names and payment texts.
    pub names: bool,
    /// What a report in goAML follows, where one is asked for.
    pub goaml: Option<&'a Goaml>,
}

/// Renders each form in each language and records the hashes of the files in the journal.
pub fn write(
    case: &Case,
    ledger: &Ledger,
    detected: &Detected,
    traces: Vec<(String, Trace)>,
    how: &How<'_>,
) -> Result<Vec<Written>, Failure> {
    let names = how.names;
    let content = match EvidenceOnly::of(case)? {
        None => evidence::content(case, ledger, ledger, detected, traces, names)?,
        Some(only) => evidence::content(case, &only.ledger, ledger, &only.with_restricted(detected), traces, names)?,
    };
    // Made before any file is written: where something lacks, none is.
    let goaml = how.goaml.map(|goaml| goaml.make(&content, how.languages)).transpose()?;
    let mut written = Vec::new();
    for (at, language) in how.languages.iter().enumerate() {
        let dossier = Dossier::new(&content, *language).map_err(Failure::bug)?;
        // What is in no language is written once, with the first.
        for form in how.forms.iter().filter(|form| form.has_language() || at == 0) {
            let bytes = match (form, &goaml) {
                (Form::Goaml, Some(bytes)) => bytes.clone(),
                _ => dossier.render(*form).map_err(Failure::bug)?,
            };
            let file = match form.has_language() {
                true => format!("dossier/dossier.{}.{}", language.code(), form.extension()),
                false => format!("dossier/dossier.{}", form.extension()),
            };
            case.write(&file, &bytes)?;
            written.push(Written { file, sha256: hash_hex(&bytes) });
        }
    }
    let acts: Vec<Act> = written
        .iter()
        .map(|written| Act::DossierWritten { file: written.file.clone(), sha256: written.sha256.clone() })
        .collect();
    case.record(&acts)?;
    Ok(written)
}
