mod goaml;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use filature_dossier::{Content, Dossier, Form, leaves_out};
use filature_ledger::{Act, Case, Ledger, categories, hash_hex, read_journal};
use filature_model::{Finding, Findings, Language, SourceUse, Trace};
use serde::Serialize;

use super::{detect, flags, load, open, trace};
use crate::cli::Lang;
use crate::detection::{self, Asked, Detected};
use crate::kept::Basis;
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
    /// The hash of the journal's last line, which holds those of the files: to be copied into the same record.
    journal_head: String,
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
    let how = How { languages: &languages, forms, names, goaml };
    let files = write(&case, &ledger, &detected, traces, &how)?;
    say_left_out(forms, languages.first().copied().unwrap_or_default());
    let journal_head = head(&case)?;
    if json {
        screen::show_json(&Document { files, journal_head })?;
    } else {
        for file in files {
            screen::show(&format!("{}  SHA-256 {}", case.folder().join(&file.file).display(), file.sha256));
        }
        screen::show(&format!("Journal, head {journal_head}"));
        screen::say(
            "Copy these hashes into a record that is signed: filature verify CASE --dossier FILE checks a file against them.",
        );
    }
    Ok(DONE)
}

/// Says what forms of exchange leave out: first what all of them do, then what each does beside.
fn say_left_out(forms: &[Form], language: Language) {
    let name = |form: &Form| format!("dossier.{}", form.extension());
    let told = forms.iter().map(|form| (name(form), leaves_out(*form, language)));
    let told: Vec<(String, Vec<String>)> = told.filter(|(_, sentences)| !sentences.is_empty()).collect();
    let Some((_, first)) = told.first() else { return };
    let in_all = |sentence: &String| told.iter().all(|(_, sentences)| sentences.contains(sentence));
    let say = |names: &str, sentences: &[&String]| {
        if !sentences.is_empty() {
            screen::say(&format!("{names}: {}", language.pick("left out", "n’y est pas repris")));
            sentences.iter().for_each(|sentence| screen::say(&format!("  - {sentence}")));
        }
    };
    let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    say(&names.join(", "), &first.iter().filter(|sentence| in_all(sentence)).collect::<Vec<_>>());
    for (name, sentences) in &told {
        say(name, &sentences.iter().filter(|sentence| !in_all(sentence)).collect::<Vec<_>>());
    }
}

/// The hash of the journal's last line.
pub fn head(case: &Case) -> Result<String, Failure> {
    Ok(read_journal(&case.folder().join("journal.jsonl"))?.1)
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

impl How<'_> {
    /// What of it decides on the content, by name, for the manifest.
    fn parameters(&self) -> BTreeMap<String, String> {
        let names = if self.names { SHOWN } else { "initials" };
        BTreeMap::from([("names".to_owned(), names.to_owned())])
    }

    /// The same of a dossier that was written, in one language and form.
    pub fn of_parameters<'a>(
        parameters: &BTreeMap<String, String>,
        languages: &'a [Language],
        forms: &'a [Form],
    ) -> How<'a> {
        How { languages, forms, names: parameters.get("names").is_some_and(|names| names == SHOWN), goaml: None }
    }
}

/// The word for names that are shown.
const SHOWN: &str = "shown";

/// What the dossier is given, and what is kept of that.
pub fn content(
    case: &Case,
    ledger: &Ledger,
    detected: &Detected,
    traces: Vec<(String, Trace)>,
    how: &How<'_>,
) -> Result<(Content, Basis), Failure> {
    let basis = Basis::of(case, &traces, how.parameters())?;
    let names = how.names;
    let content = match EvidenceOnly::of(case)? {
        None => evidence::content(case, ledger, ledger, detected, traces, names)?,
        Some(only) => evidence::content(case, &only.ledger, ledger, &only.with_restricted(detected), traces, names)?,
    };
    Ok((Content { manifest: Some(basis.manifest()), ..content }, basis))
}

/// Renders each form in each language and records the hashes of the files in the journal.
pub fn write(
    case: &Case,
    ledger: &Ledger,
    detected: &Detected,
    traces: Vec<(String, Trace)>,
    how: &How<'_>,
) -> Result<Vec<Written>, Failure> {
    let (content, basis) = content(case, ledger, detected, traces, how)?;
    let mut acts = Vec::new();
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
            let sha256 = hash_hex(&bytes);
            let kept = basis.keep(case, dossier.manifest(*form).unwrap_or_default(), &sha256)?;
            case.write(&file, &bytes)?;
            acts.push(Act::DossierWritten { file: file.clone(), sha256: sha256.clone(), manifest: Some(kept) });
            written.push(Written { file, sha256 });
        }
    }
    case.record(&acts)?;
    Ok(written)
}
