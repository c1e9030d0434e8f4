use std::collections::BTreeMap;
use std::path::Path;

use filature_dossier::Form;
use filature_ledger::four_eyes::Watched;
use filature_ledger::{Act, hash_hex};
use filature_model::Language;
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome};
use crate::operations::DossierAsked;

/// How many changes of one kind are sent; the others are counted.
const CHANGES_MOST: usize = 500;

/// What can be chosen.
pub fn options(call: &Call) -> Outcome {
    Ok(Answer::Json(call.desk.operations.dossier_options()))
}

#[derive(Deserialize)]
struct Asked {
    profile: Option<String>,
    #[serde(default)]
    of: Vec<String>,
    title: Option<String>,
    #[serde(default)]
    leads: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    traces: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    profiles: Vec<String>,
    profiles_from: Option<String>,
    profiles_to: Option<String>,
    #[serde(default)]
    names: bool,
    by: Option<String>,
}

/// Whether a dossier shows anybody's name: the lawyer of a victim reads the client's.
fn shows_names(names: bool, profile: Option<&str>) -> bool {
    names || profile == Some("victim-lawyer")
}

/// Writes a dossier; a job. What rests on intelligence is not in it, whatever is chosen.
pub fn write(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    if shows_names(asked.names, asked.profile.as_deref()) && !call.people().names_shown() {
        return Err(Problem::purpose_needed());
    }
    if let Some(by) = &asked.by {
        call.desk.remember(&required("by", by)?);
    }
    let signed = act::may_sign(call, Watched::Dossier, asked.by.as_deref().unwrap_or_default())?;
    let forms = if asked.forms.is_empty() { vec!["html".to_owned()] } else { asked.forms };
    let request = DossierAsked {
        forms,
        languages: asked.languages,
        traces: asked.traces,
        names: asked.names,
        profile: asked.profile,
        of: asked.of,
        title: asked.title,
        leads: asked.leads,
        parts: asked.parts,
        profiles: asked.profiles,
        profiles_from: asked.profiles_from,
        profiles_to: asked.profiles_to,
        signed,
    };
    Ok(call.desk.begin("dossier", move |operations, folder, progress| {
        progress.stage("writing the dossier", "écriture du dossier", 0, 0);
        operations.dossier(folder, &request, progress)
    }))
}

/// The page that a dossier would be; nothing is written. It runs nothing, wherever it is shown.
pub fn preview(call: &Call) -> Outcome {
    let names = call.asked("names").is_some_and(|names| names == "true" || names == "1");
    if shows_names(names, call.asked("profile")) && !call.people().names_shown() {
        return Err(Problem::purpose_needed());
    }
    let list = |name: &str| -> Vec<String> {
        let asked = call.asked(name).unwrap_or_default();
        asked.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let request = DossierAsked {
        forms: vec!["html".to_owned()],
        languages: vec![call.asked("lang").unwrap_or("en").to_owned()],
        traces: list("traces"),
        names,
        profile: call.asked("profile").map(str::to_owned),
        of: list("of"),
        title: call.asked("title").map(str::to_owned),
        leads: list("leads"),
        parts: list("parts"),
        profiles: list("profiles"),
        profiles_from: call.asked("profiles_from").map(str::to_owned),
        profiles_to: call.asked("profiles_to").map(str::to_owned),
        ..DossierAsked::default()
    };
    let page = call.desk.operate(|operations, folder| operations.preview(folder, &request))?;
    Ok(Answer::Preview(page))
}

/// What was written, and when last.
pub fn files(call: &Call) -> Outcome {
    let mut written = BTreeMap::<&str, (&str, &str)>::new();
    for line in &call.state.heard.lines {
        if let Act::DossierWritten { file, sha256, .. } = &line.act {
            written.insert(file, (sha256, &line.at));
        }
    }
    let folder = call.desk.store.folder();
    let mut files = Vec::new();
    for (file, (sha256, at)) in written {
        let Ok(bytes) = std::fs::read(folder.join(file)) else { continue };
        let name = file.rsplit('/').next().unwrap_or(file);
        let (language, form) = parts_of(name);
        files.push(json!({ "file": name, "path": folder.join(file).display().to_string(), "sha256": sha256, "bytes": bytes.len(),
                           "form": form, "language": language, "written_at": at, "changed": hash_hex(&bytes) != *sha256 }));
    }
    Ok(Answer::Json(Value::Array(files)))
}

/// What is new, changed or gone since a dossier in the case, by its name, or since a day.
pub fn changes(call: &Call) -> Outcome {
    let since = call.asked("since").unwrap_or_default();
    let language = if call.asked("lang") == Some("fr") { Language::French } else { Language::English };
    let is_day = since.parse::<jiff::civil::Date>().is_ok();
    if !is_day && !is_written(call, since) {
        return Err(Problem::missing(since));
    }
    let folder = call.desk.store.folder();
    let since = if is_day { since.to_owned() } else { folder.join("dossier").join(since).display().to_string() };
    let sections = call.desk.operate(|operations, folder| operations.changes(folder, &since, language))?;
    let said = |text: &Value| call.people().words(text.as_str().unwrap_or_default());
    let sections = sections.as_array().into_iter().flatten().map(|section| {
        let items = section["items"].as_array().into_iter().flatten();
        let number = section["items"].as_array().map_or(0, Vec::len);
        json!({ "heading": said(&section["heading"]), "number": number, "items": items.take(CHANGES_MOST).map(said).collect::<Vec<_>>() })
    });
    Ok(Answer::Json(Value::Array(sections.collect())))
}

/// Whether the journal names a dossier of this name.
fn is_written(call: &Call, name: &str) -> bool {
    let names =
        |act: &Act| matches!(act, Act::DossierWritten { file, .. } if file.strip_prefix("dossier/") == Some(name));
    !name.contains(['/', '\\']) && call.state.heard.lines.iter().any(|line| names(&line.act))
}

/// Language and form by a file's name: `dossier.fr.html`, `dossier.partner.extract.fr.pdf`, `dossier.ftm.json`.
fn parts_of(name: &str) -> (Option<&str>, &str) {
    let told = ["en", "fr"].into_iter().find_map(|language| {
        let (_, form) = name.split_once(&format!(".{language}."))?;
        Some((Some(language), form))
    });
    let ends = |form: &Form| name.ends_with(&format!(".{}", form.extension()));
    let form = || Form::ALL.iter().chain([&Form::Goaml]).find(|form| ends(form)).map(|form| form.extension());
    told.unwrap_or_else(|| (None, form().unwrap_or(name)))
}

/// A file that was written, to be saved. Only what the journal names is given out.
pub fn file(call: &Call) -> Outcome {
    let name = call.part("name");
    if !is_written(call, name) {
        return Err(Problem::missing(name));
    }
    let path = call.desk.store.folder().join("dossier").join(name);
    if !path.is_file() {
        return Err(Problem::missing(name));
    }
    if !call.people().names_shown() && !is_in_initials(call, &path) {
        return Err(Problem::purpose_needed());
    }
    Ok(Answer::File(path, name.to_owned()))
}

/// Whether what the case keeps of a dossier says that it was made without names; of what nothing is known it is not said.
fn is_in_initials(call: &Call, path: &Path) -> bool {
    let kept = || {
        let sha256 = hash_hex(&std::fs::read(path).ok()?);
        let kept = call.desk.store.folder().join("dossier/manifests").join(format!("{sha256}.json"));
        let kept: Value = serde_json::from_slice(&std::fs::read(kept).ok()?).ok()?;
        let told = |name: &str| kept["manifest"]["parameters"][name].as_str().map(str::to_owned);
        Some(!shows_names(told("names")? != "initials", told("profile").as_deref()))
    };
    kept().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_say_what_they_are() {
        for (name, expected) in [
            ("dossier.fr.html", (Some("fr"), "html")),
            ("dossier.l-71c0a2.en.pdf", (Some("en"), "pdf")),
            ("dossier.victim-lawyer.lead.extract.fr.docx", (Some("fr"), "docx")),
            ("dossier.extract.ftm.json", (None, "ftm.json")),
            ("dossier.goaml.xml", (None, "goaml.xml")),
            ("dossier.press.csv", (None, "csv")),
        ] {
            assert_eq!(parts_of(name), expected, "{name}");
        }
    }
}
