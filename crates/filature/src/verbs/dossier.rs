use std::path::Path;

use filature_dossier::{Content, Dossier, Form, Profile, leaves_out};
use filature_ledger::{Act, Case, Ledger, hash_hex};
use filature_model::{Language, Trace};
use serde::Serialize;

use super::{detect, load, open, trace};
use crate::cli::{Lang, ProfileArguments};
use crate::detection::Detected;
use crate::outcome::{DONE, Failure};
use crate::withholding::{self, Showable};
use crate::{evidence, screen};

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
    (names, reader): (bool, &ProfileArguments),
    json: bool,
) -> Result<u8, Failure> {
    let profile = reader.profile();
    let case = open(folder)?;
    let ledger = load(&case)?;
    let detected = detect::detect_all(&case)?;
    let traces = trace::read(&case, asked_traces)?;
    let languages = lang.map_or_else(|| vec![Language::English, Language::French], |lang| vec![lang.into()]);
    let files =
        write(&case, &ledger, &detected, traces, &How { languages: &languages, forms, names, profile: &profile })?;
    say_left_out(forms, languages.first().copied().unwrap_or_default());
    if json {
        screen::show_json(&Document { files })?;
    } else {
        for file in files {
            screen::show(&format!("{}  SHA-256 {}", case.folder().join(&file.file).display(), file.sha256));
        }
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

/// How a dossier is to be written.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// In these languages.
    pub languages: &'a [Language],
    /// In these forms.
    pub forms: &'a [Form],
    /// With names and payment texts, where the profile allows it.
    pub names: bool,
    /// For whom.
    pub profile: &'a Profile,
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
    let mut content = match Showable::of(case)? {
        None => evidence::content(case, ledger, ledger, detected, traces, names)?,
        Some(only) => {
            let (traces, gone) = only.traces(ledger, traces);
            let shown = only.with_restricted(detected);
            let made = evidence::content(case, &only.ledger, ledger, &shown, traces, names)?;
            Content { rights: only.rights(detected, gone), ..made }
        }
    };
    content.rights = withholding::for_reader(case, std::mem::take(&mut content.rights), how.profile)?;
    let name = match how.profile {
        Profile::Defence => "dossier".to_owned(),
        other => format!("dossier.{}", other.word()),
    };
    let mut written = Vec::new();
    for (at, language) in how.languages.iter().enumerate() {
        let dossier = Dossier::new(&content, *language).map_err(Failure::bug)?;
        // What is in no language is written once, with the first.
        for form in how.forms.iter().filter(|form| form.has_language() || at == 0) {
            let bytes = dossier.render(*form).map_err(Failure::bug)?;
            let file = match form.has_language() {
                true => format!("dossier/{name}.{}.{}", language.code(), form.extension()),
                false => format!("dossier/{name}.{}", form.extension()),
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
