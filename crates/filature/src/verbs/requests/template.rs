//! The text of a request: a template that the service edits, and what is put into it.
//!
//! `{{name}}` is a place to be filled. A name that is not known, and a place that is not closed, are errors with their line: a letter with
//! braces in it must not go out. Nothing of the case can open a place: what is put in is not looked at again.

use filature_ledger::Case;
use filature_model::Language;
use serde_json::json;

use crate::outcome::{DONE, Failure};
use crate::screen;

/// All names that a template may use.
pub const NAMES: [&str; 11] =
    ["accounts", "bank", "case", "date", "due", "from", "officer", "procedure", "reference", "service", "to"];

const ENGLISH: &str = "\
{{service}}
{{officer}}

To: {{bank}}
Date: {{date}}
Procedure: {{procedure}}
Our reference: {{reference}}

[legal basis to be completed by the service]

Please send, for the accounts and the periods below, the statements of account with opening and closing balances, as files that
keep every column (camt.053, MT940, CSV or the like), not as pictures:

{{accounts}}

Please answer by {{due}}, under our reference, and name any account or period that you do not keep.
";

const FRENCH: &str = "\
{{service}}
{{officer}}

À l’attention de : {{bank}}
Date : {{date}}
Procédure : {{procedure}}
Notre référence : {{reference}}

[base légale à compléter par le service]

Je vous prie de bien vouloir communiquer, pour les comptes et les périodes ci-dessous, les relevés de compte avec soldes initial et
final, sous forme de fichiers qui gardent toutes les colonnes (camt.053, MT940, CSV ou équivalent), et non d’images :

{{accounts}}

Merci de répondre pour le {{due}}, en rappelant notre référence, et d’indiquer tout compte ou toute période que vous ne tenez pas.
";

fn name(language: Language) -> String {
    format!("templates/request.{}.md", language.code())
}

/// The template that comes with the program.
pub fn default(language: Language) -> &'static str {
    language.pick(ENGLISH, FRENCH)
}

/// Writes it into the case, where there is none: what a service edited is never written over.
pub fn write(case: &Case, language: Language, json: bool) -> Result<u8, Failure> {
    let path = case.folder().join(name(language));
    if path.exists() {
        return Err(Failure::call(format!(
            "{}: a template is there already, and may have been edited; move it away to have the one that comes with filature",
            path.display()
        )));
    }
    case.write(&name(language), default(language).as_bytes())?;
    if json {
        screen::show_json(&json!({ "template": name(language), "placeholders": NAMES }))?;
    } else {
        screen::show(&format!("{}: written. Placeholders: {}.", path.display(), NAMES.join(", ")));
    }
    Ok(DONE)
}

/// The template of the case, else the one that comes with the program.
pub fn read(case: &Case, language: Language) -> Result<(String, String), Failure> {
    let path = case.folder().join(name(language));
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Ok((name(language), default(language).to_owned()))
        }
        Err(error) => Err(Failure::data(format!("{}: {error}; a text in UTF-8 was expected", path.display()))),
    }
}

/// The template with its places filled.
///
/// # Errors
/// What is wrong, with the line of the template.
pub fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut filled = String::new();
    for (number, line) in (1..).zip(template.split_inclusive('\n')) {
        let mut rest = line;
        while let Some((before, behind)) = rest.split_once("{{") {
            filled.push_str(before);
            let Some((name, after)) = behind.split_once("}}") else {
                return Err(format!("line {number}: a place is opened with {{{{ and not closed with }}}} on its line"));
            };
            let known = value(name.trim()).ok_or_else(|| {
                format!("line {number}: {{{{{}}}}} is no placeholder; there are {}", name.trim(), NAMES.join(", "))
            })?;
            filled.push_str(&known);
            rest = after;
        }
        filled.push_str(rest);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_what_is_put_in_opens_none() {
        let value = |name: &str| (name == "bank").then(|| "{{officer}}".to_owned());
        assert_eq!(fill("To {{ bank }}, {{bank}}.\n}}", &value).unwrap(), "To {{officer}}, {{officer}}.\n}}");
    }

    #[test]
    fn an_unknown_place_and_an_open_one_name_their_line() {
        let wrong = fill("a\n{{bnak}}", &|_| None).unwrap_err();
        assert!(wrong.starts_with("line 2: {{bnak}} is no placeholder; there are accounts, bank"), "{wrong}");
        assert!(
            fill("a\nb\n{{bank\n}}", &|_| Some(String::new())).unwrap_err().starts_with("line 3: a place is opened")
        );
    }

    #[test]
    fn both_texts_use_known_names_alone_and_cite_no_law() {
        for text in [ENGLISH, FRENCH] {
            let filled = fill(text, &|name| NAMES.contains(&name).then(|| "x".to_owned())).unwrap();
            assert!(!filled.contains("{{") && !filled.to_lowercase().contains("art."), "{filled}");
            assert!(filled.contains("[legal basis to be completed") || filled.contains("[base légale à compléter"));
        }
    }
}
