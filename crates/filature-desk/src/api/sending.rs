//! The case as one encrypted archive, beside its folder: what would be in it that no dossier shows, and writing it.
//!
//! A passphrase comes in the body alone, is held until the archive is closed, and stands in no answer, no journal and no message.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use filature_dossier::vocabulary::visible;
use serde::Deserialize;
use serde_json::json;

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome};
use crate::operations::{PackAsked, Secret};

/// The longest name of an archive.
const NAME_CHARS: usize = 120;
/// Of so many names one is free.
const NAMES_TRIED: usize = 1_000;

/// What an archive would hold, and where it would be written.
pub fn sending(call: &Call) -> Outcome {
    let mut told = call.desk.operate(|operations, folder| operations.sending(folder))?;
    let (place, case) = place(call.desk.store.folder())?;
    if let Some(fields) = told.as_object_mut() {
        fields.insert("folder".to_owned(), json!(place.display().to_string()));
        fields.insert("name".to_owned(), json!(free_name(&place, &case)));
    }
    Ok(Answer::Json(told))
}

/// The folder that holds the case, and the case's own name.
///
/// # Errors
/// It has none: a case that is a whole disk.
pub fn place(folder: &Path) -> Result<(PathBuf, String), Problem> {
    let absolute = folder.canonicalize().or_else(|_| std::path::absolute(folder)).map_err(Problem::bug)?;
    let name = absolute.file_name().and_then(|name| name.to_str()).unwrap_or("case").to_owned();
    let none = || {
        let en = "The case is a whole disk: there is no folder beside it. Use the command line.";
        Problem::call(
            "no-place",
            en,
            "Le dossier est un disque entier : rien n’est à côté de lui. Utilisez la ligne de commande.",
        )
    };
    Ok((absolute.parent().ok_or_else(none)?.to_owned(), name))
}

/// A name that no file there has yet.
fn free_name(place: &Path, case: &str) -> String {
    // A folder may be a hidden one; what is sent is not.
    let case = Some(case.trim_start_matches('.')).filter(|case| !case.is_empty()).unwrap_or("case");
    let name = |number: usize| if number == 1 { format!("{case}.age") } else { format!("{case}-{number}.age") };
    (1..NAMES_TRIED).map(name).find(|name| !place.join(name).exists()).unwrap_or_else(|| name(NAMES_TRIED))
}

/// A name is a name and no path, and ends as archives do.
fn is_name(name: &str) -> bool {
    let has_path = name.contains(['/', '\\', ':']) || name.starts_with('.') || name.chars().any(char::is_control);
    // A sign that nobody sees can show another ending than there is.
    let is_seen = visible(name) == name;
    !has_path && is_seen && name.len() > ".age".len() && name.ends_with(".age") && name.chars().count() <= NAME_CHARS
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    keys: String,
    passphrase: Option<Secret>,
    again: Option<Secret>,
    name: Option<String>,
    to: Option<String>,
    #[serde(default)]
    whole: bool,
    #[serde(default)]
    with_keys: bool,
    reason: String,
    by: String,
}

/// Writes the archive; a job.
pub fn pack(call: &Call) -> Outcome {
    // What is wrong with the body is not repeated: a passphrase may stand in it.
    let asked: Asked = serde_json::from_slice(&call.body).map_err(|_| {
        let en = "The body is not what was expected: keys or passphrase and again, name, to, whole, with_keys, reason, by, and nothing else.";
        let fr = "Le corps n’est pas celui qui était attendu : keys, ou passphrase et again, name, to, whole, with_keys, reason, by, et rien d’autre.";
        Problem::call("body", en, fr)
    })?;
    act::expected_head(call, &call.state.heard)?;
    let passphrase = passphrase(&asked)?;
    let (place, case) = place(call.desk.store.folder())?;
    let name = asked.name.clone().unwrap_or_else(|| free_name(&place, &case));
    if !is_name(&name) {
        let en = format!("{name:?} is no name of an archive: a name that ends in .age was expected, without a folder.");
        let fr =
            format!("{name:?} n’est pas un nom d’archive : un nom finissant par .age était attendu, sans dossier.");
        return Err(Problem::call("name", en, fr));
    }
    let (reason, by) = (required("reason", &asked.reason)?, required("by", &asked.by)?);
    call.desk.remember(&by);
    let request = PackAsked {
        keys: asked.keys,
        passphrase,
        out: place.join(&name),
        to: asked.to,
        whole: asked.whole,
        with_keys: asked.with_keys,
        reason,
        by,
    };
    let desk = call.desk.clone();
    Ok(call.desk.begin("pack", move |operations, folder, progress| {
        progress.stage("writing the archive", "écriture de l’archive", 0, 0);
        let mut done = operations.pack(folder, &request, progress)?;
        desk.archives.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), request.out.clone());
        if let Some(fields) = done.as_object_mut() {
            fields.insert("name".to_owned(), json!(name));
        }
        Ok(done)
    }))
}

/// What is taken down of the archive stays in the journal, which is in the archive, and is shown.
fn tells(asked: &Asked, passphrase: &Secret) -> bool {
    let said = [Some(&asked.reason), Some(&asked.by), asked.to.as_ref(), asked.name.as_ref()];
    said.into_iter().flatten().any(|said| said.contains(passphrase.text()))
}

/// The passphrase, typed twice; none where keys are given.
fn passphrase(asked: &Asked) -> Result<Option<Secret>, Problem> {
    let refused = |code, en, fr| Err(Problem::call(code, en, fr));
    match &asked.passphrase {
        None if asked.keys.trim().is_empty() => refused(
            "for-whom",
            "For whom? Public keys were expected, or a passphrase. Nothing was written.",
            "Pour qui ? Des clés publiques étaient attendues, ou une phrase secrète. Rien n’a été écrit.",
        ),
        None => Ok(None),
        Some(_) if !asked.keys.trim().is_empty() => refused(
            "both",
            "Public keys or a passphrase, not both. Nothing was written.",
            "Des clés publiques ou une phrase secrète, pas les deux. Rien n’a été écrit.",
        ),
        Some(text) if text.text().is_empty() => refused(
            "for-whom",
            "The passphrase is empty. Nothing was written.",
            "La phrase secrète est vide. Rien n’a été écrit.",
        ),
        Some(text) if asked.again.as_ref() != Some(text) => refused(
            "not-the-same",
            "The two passphrases are not the same. Nothing was written.",
            "Les deux phrases secrètes ne sont pas les mêmes. Rien n’a été écrit.",
        ),
        Some(text) if tells(asked, text) => refused(
            "told",
            "The passphrase stands in the reason, a name or the name of the file, which are kept in the clear. Nothing was written.",
            "La phrase secrète figure dans le motif, un nom ou le nom du fichier, qui sont conservés en clair. Rien n’a été écrit.",
        ),
        Some(text) => Ok(Some(text.clone())),
    }
}

/// An archive that this desk has written, to be saved elsewhere. No other file is given out.
pub fn file(call: &Call) -> Outcome {
    let name = call.part("name");
    let path = call.desk.archives.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
    let path = path.filter(|path| path.is_file()).ok_or_else(|| Problem::missing(name))?;
    Ok(Answer::File(path, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path() {
        for name in ["case.age", "Dossier 12-3.age", "enquête.age"] {
            assert!(is_name(name), "{name}");
        }
        let long = format!("{}.age", "a".repeat(NAME_CHARS));
        for name in [
            "",
            ".age",
            "case",
            "case.zip",
            "../case.age",
            "a/b.age",
            "a\\b.age",
            "c:case.age",
            ".case.age",
            "a\nb.age",
            "a\u{202e}gpj.age",
            &long,
        ] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn the_name_that_is_proposed_is_nobody_s_yet() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(free_name(folder.path(), "case"), "case.age");
        std::fs::write(folder.path().join("case.age"), "").unwrap();
        assert_eq!(free_name(folder.path(), "case"), "case-2.age");
        assert!(["case", ".hidden", "..."].iter().all(|case| is_name(&free_name(folder.path(), case))));
    }

    #[test]
    fn a_passphrase_is_typed_twice_and_alone() {
        let asked = |text: &str| passphrase(&serde_json::from_str(text).unwrap()).map_err(|problem| problem.code);
        assert_eq!(asked(r#"{"reason":"","by":"","keys":"age1"}"#), Ok(None));
        assert!(asked(r#"{"reason":"","by":"","passphrase":"a","again":"a"}"#).unwrap().is_some());
        for (text, code) in [
            (r#"{"reason":"","by":""}"#, "for-whom"),
            (r#"{"reason":"","by":"","passphrase":"","again":""}"#, "for-whom"),
            (r#"{"reason":"","by":"","passphrase":"a"}"#, "not-the-same"),
            (r#"{"reason":"","by":"","passphrase":"a","again":"A"}"#, "not-the-same"),
            (r#"{"reason":"","by":"","keys":"age1","passphrase":"a","again":"a"}"#, "both"),
            (r#"{"reason":"key: pear tree","by":"","passphrase":"pear tree","again":"pear tree"}"#, "told"),
            (r#"{"reason":"","by":"","to":"pear tree","passphrase":"pear tree","again":"pear tree"}"#, "told"),
        ] {
            assert_eq!(asked(text), Err(code), "{text}");
        }
    }
}
