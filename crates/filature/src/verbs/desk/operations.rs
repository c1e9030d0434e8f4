//! The verbs, for the desk: the same functions, without a word on the terminal.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use filature_desk::jobs::Progress;
use filature_desk::operations::{
    DossierAsked, EraseAsked, Fault, OperationError, Operations, PackAsked, ProfileRow, Provenance, TraceAsked,
};
use filature_dossier::{Dossier, DossierPart, Form, Profile};
use filature_ledger::categories::{self, CategoryError, Decision};
use filature_ledger::combine::Settlement;
use filature_ledger::erase::Order;
use filature_ledger::holders::Holders;
use filature_ledger::{Case, FileReport, Ledger};
use filature_model::{AccountId, Language};
use serde_json::{Value, json};

use super::whole;
use crate::cli::{self, DossierFormat, InOrder, Said, TraceArguments, Use};
use crate::detection::Detected;
use crate::outcome::{BUG, CALL, Failure};
use crate::verbs::{add, changes, detect, dossier, load, merge, profile, requests, trace};
use crate::{when, withholding};

/// The verbs.
pub struct Verbs;

/// Done, or why not.
pub type Done<T> = Result<T, OperationError>;

/// Traces, each with its name.
type Traces = Vec<(String, filature_model::Trace)>;

impl Operations for Verbs {
    fn add(&self, case: &Path, files: &[PathBuf], said: &Provenance, _: &Progress) -> Done<Vec<Value>> {
        let mut case = open(case)?;
        let use_ = said.use_.as_deref().map(|word| chosen::<Use>("use", word)).transpose()?;
        let confirmed = files.first().filter(|_| said.confirm_layout);
        let mapping = confirmed.map(|file| draft(&case, file)).transpose()?.flatten();
        let provenance = cli::Provenance {
            mapping,
            account: said.account.clone(),
            from: said.from.clone(),
            received: said.received.clone(),
            request: said.request.clone(),
            exhibit: said.exhibit.clone(),
            use_,
            erased_again: false,
        };
        let reports = add::add(&mut case, files, &provenance, false).map_err(error)?;
        files.iter().map(|file| lines_of(file, &reports)).collect()
    }

    fn detect(&self, case: &Path, _: &Progress) -> Done<Value> {
        let case = open(case)?;
        let found = detect::detect_all(&case).map_err(error)?;
        Ok(json!({ "findings": found.findings.findings.len(), "leads": found.leads.len() }))
    }

    fn trace(&self, case: &Path, asked: &TraceAsked, _: &Progress) -> Done<Value> {
        let arguments = arguments(case, asked);
        let case = open(case)?;
        let ledger = load(&case).map_err(error)?;
        Ok(match trace::made(&case, &ledger, &arguments).map_err(error)? {
            trace::Made::Trace(name, _) => json!({ "name": name, "origins": null }),
            trace::Made::Origins(name, made) => json!({ "name": name, "origins": made }),
        })
    }

    fn dossier(&self, case: &Path, asked: &DossierAsked, _: &Progress) -> Done<Value> {
        let forms = asked.forms.iter().map(|word| Ok(chosen::<DossierFormat>("forms", word)?.into()));
        let forms = forms.collect::<Done<Vec<Form>>>()?;
        if forms.contains(&Form::Goaml) {
            return Err(call(
                "a report in goAML takes a schema and who reports: write it with filature dossier --format goaml",
            ));
        }
        let languages = languages(&asked.languages)?;
        let (case, ledger, found) = opened(case)?;
        let traces = trace::read(&case, &asked.traces).map_err(error)?;
        let how = how(asked, &found, &languages, &forms)?;
        dossier::may_be_client(&case, &how.profile).map_err(error)?;
        let traces = of_leads(asked, &found, &how, traces);
        let files = dossier::write(&case, &ledger, &found, traces, &how, &asked.signed).map_err(error)?;
        serde_json::to_value(json!({ "files": files })).map_err(|wrong| error(Failure::bug(wrong)))
    }

    fn preview(&self, case: &Path, asked: &DossierAsked) -> Done<String> {
        let languages = languages(&asked.languages)?;
        let language = languages.first().copied().unwrap_or_default();
        let (case, ledger, found) = opened(case)?;
        let traces = trace::read(&case, &asked.traces).map_err(error)?;
        let how = how(asked, &found, &languages, &[Form::Html])?;
        dossier::may_be_client(&case, &how.profile).map_err(error)?;
        let traces = of_leads(asked, &found, &how, traces);
        let (content, _) = dossier::content(&case, &ledger, &found, traces, &how).map_err(error)?;
        let bug = |wrong: &dyn std::fmt::Display| error(Failure::bug(wrong));
        let bytes =
            Dossier::new(&content, language).and_then(|made| made.render(Form::Html)).map_err(|wrong| bug(&wrong))?;
        String::from_utf8(bytes).map_err(|wrong| bug(&wrong))
    }

    fn changes(&self, case: &Path, since: &str, language: Language) -> Done<Value> {
        let case = open(case)?;
        let sections = changes::in_words(&case, since, language).map_err(error)?;
        serde_json::to_value(sections).map_err(|wrong| error(Failure::bug(wrong)))
    }

    fn to_ask(&self, case: &Path) -> Done<Value> {
        requests::to_ask(&open(case)?).map_err(error)
    }

    fn dossier_options(&self) -> Value {
        let forms: Vec<Value> = DossierFormat::value_variants()
            .iter()
            .filter(|format| !matches!(format, DossierFormat::Goaml))
            .filter_map(|format| format.to_possible_value())
            .map(|value| {
                let about = value.get_help().map(ToString::to_string);
                let name = value.get_name();
                json!({ "id": name, "title": { "en": name.to_uppercase(), "fr": name.to_uppercase() },
                        "about": about.map(|about| json!({ "en": about, "fr": form_in_french(name) })) })
            })
            .collect();
        json!({ "profiles": profiles(), "forms": forms, "parts": parts(), "languages": ["en", "fr"] })
    }

    fn proposals(&self, ledger: &Ledger, holders: &Holders) -> Value {
        merge::found(ledger, holders)
    }

    fn profile(&self, case: &Path, account: &str, names: bool) -> Done<Value> {
        profile::for_desk(&open(case)?, account, names).map_err(error)
    }

    fn sending(&self, case: &Path) -> Done<Value> {
        whole::sending(case)
    }

    fn pack(&self, case: &Path, asked: &PackAsked, _: &Progress) -> Done<Value> {
        whole::pack(case, asked)
    }

    fn due(&self, case: &Path, on: Option<&str>) -> Done<Value> {
        whole::due(case, on)
    }

    fn erasing(&self, case: &Path, asked: &EraseAsked) -> Done<Value> {
        whole::erasing(case, asked)
    }

    fn erase(&self, case: &Path, asked: &EraseAsked, order: &Order) -> Done<Value> {
        whole::erase(case, asked, order)
    }

    fn combining(&self, case: &Path, with: &Path) -> Done<Value> {
        whole::combining(case, with)
    }

    fn combine(&self, case: &Path, with: &Path, said: &Settlement) -> Done<Value> {
        whole::combine(case, with, said)
    }

    fn profile_rows(&self, case: &Path, account: &str, figure: &str) -> Done<Vec<ProfileRow>> {
        profile::rows_for_desk(&open(case)?, account, figure).map_err(error)
    }

    fn category(&self, case: &Path, decision: &Decision, second_reason: Option<&str>) -> Done<()> {
        let case = open(case)?;
        categories::set_with(&case, decision, second_reason).map_err(|wrong| match wrong {
            CategoryError::Ledger(wrong) => error(wrong.into()),
            other => call(other.to_string()),
        })
    }
}

/// What became of a file, or of those in an archive. It lay in a folder of its own for a moment: its name is what a person knows it by.
fn lines_of(file: &Path, reports: &[FileReport]) -> Done<Value> {
    let own: Vec<FileReport> = reports.iter().filter(|report| report.file.starts_with(file)).cloned().collect();
    let mut lines = serde_json::to_value(add::file_lines(&own)).map_err(|wrong| error(Failure::bug(wrong)))?;
    for line in lines.as_array_mut().into_iter().flatten() {
        if let Some(name) = line["file"].as_str().and_then(|file| Path::new(file).file_name()) {
            line["file"] = json!(name.to_string_lossy());
        }
    }
    Ok(lines)
}

/// How a dossier is to be written.
fn how<'a>(
    asked: &DossierAsked,
    found: &Detected,
    languages: &'a [Language],
    forms: &'a [Form],
) -> Done<dossier::How<'a>> {
    let profile = match asked.profile.as_deref() {
        None | Some("defence") => Profile::Defence,
        Some("partner") => Profile::Partner,
        Some("press") => Profile::Press { title: asked.title.clone() },
        Some("victim-lawyer") => {
            if asked.of.is_empty() {
                return Err(call("of: the account of the victim whose lawyer reads it was expected"));
            }
            let of = asked.of.iter().map(|account| AccountId::written(account).as_str().to_owned());
            Profile::VictimLawyer { of: of.collect() }
        }
        Some(other) => {
            return Err(call(format!("profile={other}: one of defence, partner, victim-lawyer, press was expected")));
        }
    };
    let key = profile.needs_key().then(withholding::new_key).transpose().map_err(error)?;
    let leads = dossier::named_leads(found, &asked.leads).map_err(error)?;
    let without = DossierPart::left_out_but(&asked.parts)
        .map_err(|wrong| call(format!("parts={}: {wrong}", asked.parts.join(","))))?;
    let days = [&asked.profiles_from, &asked.profiles_to].map(|day| day.as_deref());
    let days = when::days(["profiles_from", "profiles_to"], days).map_err(error)?;
    let profiles = dossier::Profiles::of(&asked.profiles, days, &profile).map_err(error)?;
    Ok(dossier::How { languages, forms, leads, without, profiles, names: asked.names, profile, key, goaml: None })
}

/// The traces asked for; of some leads alone, those that share a payment with them.
fn of_leads(asked: &DossierAsked, found: &Detected, how: &dossier::How<'_>, traces: Traces) -> Traces {
    if how.leads.is_empty() || !asked.traces.is_empty() {
        return traces;
    }
    dossier::traces_of(found, &how.leads, traces)
}

/// Of what it is made; parts that are always there are named too, so that the page can show the whole.
fn parts() -> Vec<Value> {
    let one = |part: DossierPart| {
        let title = json!({ "en": part.title(Language::English), "fr": part.title(Language::French) });
        json!({ "id": part.word(), "title": title, "about": null, "always": !part.may_be_left_out() })
    };
    DossierPart::ALL.into_iter().map(one).collect()
}

/// For whom a dossier can be.
fn profiles() -> Value {
    let one = |id: &str, title: (&str, &str), about: (&str, &str)| json!({ "id": id, "title": { "en": title.0, "fr": title.1 }, "about": { "en": about.0, "fr": about.1 } });
    json!([
        one(
            "defence",
            ("The judge and all parties", "Le juge et toutes les parties"),
            (
                "Initials, or names where that is chosen; of victims always initials.",
                "Initiales, ou noms si on le choisit ; toujours des initiales pour les victimes."
            ),
        ),
        one(
            "partner",
            ("Another service", "Un autre service"),
            (
                "As for the judge; victims and their accounts under pseudonyms.",
                "Comme pour le juge ; les victimes et leurs comptes sous pseudonyme."
            ),
        ),
        one(
            "victim-lawyer",
            ("The lawyer of one victim", "L’avocat d’une victime"),
            (
                "The client’s name in full; other victims under pseudonyms.",
                "Le nom de la personne défendue en entier ; les autres victimes sous pseudonyme."
            ),
        ),
        one(
            "press",
            ("The press", "La presse"),
            (
                "Everybody and every account under pseudonyms; months instead of days, no texts.",
                "Chacun et chaque compte sous pseudonyme ; le mois au lieu du jour, aucun libellé."
            ),
        ),
    ])
}

/// The case, its ledger, and what is found in it now.
fn opened(case: &Path) -> Done<(Case, Ledger, Detected)> {
    let case = open(case)?;
    let ledger = load(&case).map_err(error)?;
    let found = detect::detect_all(&case).map_err(error)?;
    Ok((case, ledger, found))
}

/// Opens the case; another program may have it.
pub fn open(case: &Path) -> Done<Case> {
    match Case::open(case) {
        Ok((case, _)) => Ok(case),
        Err(filature_ledger::LedgerError::Busy(at)) => {
            let message = format!("{}: another filature has it open", at.display());
            Err(OperationError::new(Fault::Busy, message))
        }
        Err(other) => Err(error(other.into())),
    }
}

/// By whose fault, for the desk.
pub fn error(failure: Failure) -> OperationError {
    let fault = match failure.code {
        CALL => Fault::Call,
        BUG => Fault::Bug,
        _ => Fault::Data,
    };
    match failure.at_desk {
        Some(words) => OperationError { fault, message: words.english, french: Some(words.french) },
        None => OperationError::new(fault, failure.message),
    }
}

/// The call is off.
pub fn call(message: impl Into<String>) -> OperationError {
    OperationError::new(Fault::Call, message)
}

/// One of the words of a list of choices.
fn chosen<T: ValueEnum>(name: &str, word: &str) -> Done<T> {
    T::from_str(word, true).map_err(|_| {
        let values = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let words: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        call(format!("{name}={word}: one of {} was expected", words.join(", ")))
    })
}

fn languages(words: &[String]) -> Done<Vec<Language>> {
    if words.is_empty() {
        return Ok(vec![Language::English, Language::French]);
    }
    words
        .iter()
        .map(|word| match word.as_str() {
            "en" => Ok(Language::English),
            "fr" => Ok(Language::French),
            other => Err(call(format!("languages={other}: en or fr was expected"))),
        })
        .collect()
}

/// The layout that was drafted when this file was refused: a person has looked at it.
fn draft(case: &Case, file: &Path) -> Done<Option<PathBuf>> {
    let bytes = std::fs::read(file).map_err(|wrong| error(Failure::data(format!("{}: {wrong}", file.display()))))?;
    let sha256 = filature_ledger::hash_hex(&bytes);
    let id = sha256.get(..12).unwrap_or_default();
    let draft = case.folder().join("drafts").join(format!("{id}.toml"));
    Ok(draft.exists().then_some(draft))
}

fn arguments(case: &Path, asked: &TraceAsked) -> TraceArguments {
    let mut said = Vec::new();
    for (text, reason) in &asked.elections {
        said.extend([Said::Elect(text.clone()), Said::Reason(reason.clone())]);
    }
    for (text, reason) in &asked.links {
        said.extend([Said::Link(text.clone()), Said::Reason(reason.clone())]);
    }
    TraceArguments {
        case: case.to_owned(),
        claims: asked.claims.clone(),
        takings: asked.takings.clone(),
        paid_by: asked.paid_by.clone(),
        claim_files: Vec::new(),
        currency: asked.currency.clone(),
        rule: if asked.rules.is_empty() { vec!["all".to_owned()] } else { asked.rules.clone() },
        at: asked.at.clone(),
        stop: asked.stop.clone(),
        through: asked.through.clone(),
        said: InOrder(said),
        by: None,
        second: cli::SecondArguments::default(),
        to: asked.to.clone(),
        of: asked.of.clone(),
        name: asked.name.clone(),
        value_window: filature_trace::Options::VALUE_WINDOW_DAYS,
        paths: asked.paths.clone().unwrap_or_else(|| "8".to_owned()),
        no_measured_hubs: false,
    }
}

/// What a form is, in French; the command line speaks English.
fn form_in_french(name: &str) -> &'static str {
    match name {
        "html" => "Un seul fichier HTML, complet",
        "pdf" => "PDF/A, pour le dossier et la juridiction",
        "docx" => "Un document pour Word et d’autres traitements de texte",
        "odt" => "Un texte OpenDocument, pour LibreOffice et d’autres traitements de texte",
        "xlsx" => "Un classeur de tableaux, dont les formules refont les totaux",
        "ftm" => "Des entités FollowTheMoney, une ligne JSON chacune, pour OpenAleph",
        "graphml" => "Un graphe de comptes et de paiements, pour Gephi et d’autres",
        "anx" => "Un schéma pour i2 Analyst’s Notebook",
        "csv" => "Les paiements en CSV canonique, qu’add sait relire",
        "parquet" => "Les écritures citées, pour DuckDB, pandas et d’autres",
        _ => "",
    }
}
