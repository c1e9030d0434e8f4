//! What is due to be erased, what erasing would take with it, and erasing. It cannot be taken back, so it is asked in words.

use filature_ledger::erase::Order;
use filature_ledger::four_eyes::{FourEyesError, is_same_name, written};
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::{Both, Problem, both};
use super::{Answer, Call, Outcome};
use crate::operations::EraseAsked;
use crate::state::people::People;

/// What is typed to erase, in either language.
const CONFIRMED: [&str; 2] = ["erase for good", "effacer sans retour"];

/// What is due by the periods of the case on a day, or today.
pub fn due(call: &Call) -> Outcome {
    let on = call.asked("on").map(str::to_owned);
    call.day("on")?;
    let mut told = call.desk.operate(|operations, folder| operations.due(folder, on.as_deref()))?;
    let mut withheld = 0;
    for list in ["due", "no_date"] {
        for row in told.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(key) = row["account"].as_str().map(str::to_owned) else { continue };
            let is_hidden = call.state.base.is_withheld(&key);
            withheld += u64::from(is_hidden);
            row["account"] = if is_hidden { Value::Null } else { call.people().of_key(&key) };
            row["hidden"] = json!(is_hidden);
        }
        if let Some(rows) = told.get_mut(list).and_then(Value::as_array_mut) {
            rows.retain(|row| row["hidden"] != true);
        }
    }
    told["withheld"] = json!(withheld);
    Ok(Answer::Json(told))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    source: Option<String>,
    #[serde(default)]
    person: Vec<String>,
    reason: Option<String>,
    by: Option<String>,
    second: Option<String>,
    confirm: Option<String>,
}

impl Asked {
    /// Either a source or a person.
    fn what(&self) -> Result<EraseAsked, Problem> {
        let person: Vec<String> =
            self.person.iter().map(|account| account.trim().to_owned()).filter(|account| !account.is_empty()).collect();
        match (written(self.source.as_deref()), person.is_empty()) {
            (Some(source), true) => Ok(EraseAsked::Source(source)),
            (None, false) => Ok(EraseAsked::Person(person)),
            _ => Err(Problem::call(
                "what",
                "What is to be erased? A file, or the accounts of a person, were expected: one of the two.",
                "Que faut-il effacer ? Un fichier, ou les comptes d’une personne, étaient attendus : l’un des deux.",
            )),
        }
    }
}

/// What erasing would take with it; nothing is removed.
pub fn preview(call: &Call) -> Outcome {
    let what = call.json::<Asked>()?.what()?;
    let mut told = call.desk.operate(|operations, folder| operations.erasing(folder, &what))?;
    let people = call.people();
    in_words(&mut told, &|text| people.words(text));
    told["confirm"] = both(CONFIRMED[0], CONFIRMED[1]).json();
    told["by_two"] = json!(matches!(what, EraseAsked::Person(_)));
    Ok(Answer::Json(told))
}

/// Erases; a job.
pub fn erase(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let what = asked.what()?;
    act::expected_head(call, &call.state.heard)?;
    let order = order(&asked, &what)?;
    if !is_confirmed(asked.confirm.as_deref()) {
        let Both { en, fr } = both(CONFIRMED[0], CONFIRMED[1]);
        return Err(Problem::call(
            "confirm",
            format!("Nothing was erased: type “{en}” to confirm. It cannot be taken back."),
            format!("Rien n’a été effacé : saisissez « {fr} » pour confirmer. Il n’y a pas de retour."),
        ));
    }
    call.desk.remember(&order.by);
    // Who is erased is known before alone: what is said behind is said by initials, whoever reads.
    let before = call.state.clone();
    Ok(call.desk.begin_erasing(move |operations, folder, progress| {
        progress.stage("erasing, and building the ledger again", "effacement et reconstruction du registre", 0, 0);
        let mut done = operations.erase(folder, &what, &order)?;
        let people = People::of(&before);
        in_words(&mut done, &|text| people.in_initials(text));
        without_names_of_files(&mut done);
        Ok(done)
    }))
}

/// Who decides, and why; a person is erased by two.
fn order(asked: &Asked, what: &EraseAsked) -> Result<Order, Problem> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (reason, by) = (required("reason", &text(&asked.reason))?, required("by", &text(&asked.by))?);
    let second = written(asked.second.as_deref());
    if let Some(second) = second.as_ref().filter(|second| is_same_name(second, &by)) {
        return Err(Problem::second_needed(&FourEyesError::SecondIsTheFirst(second.clone())));
    }
    if matches!(what, EraseAsked::Person(_)) && second.is_none() {
        return Err(Problem::call(
            "second",
            "A person is erased by two: name the second one. Nothing was erased.",
            "Une personne est effacée par deux personnes : indiquez la seconde. Rien n’a été effacé.",
        ));
    }
    Ok(Order { reason, by, second })
}

fn is_confirmed(typed: Option<&str>) -> bool {
    let typed = typed.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    CONFIRMED.contains(&typed.as_str())
}

/// Names of files and traces are free words.
fn in_words(told: &mut Value, words: &dyn Fn(&str) -> String) {
    for list in ["files", "left", "stale_traces", "marks"] {
        for text in told.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(said) = text.as_str().map(words) {
                *text = json!(said);
            }
        }
    }
}

/// What went is told by the folders that it lay in: the name of a file that is gone, a trace of an account say, would tell who is gone.
fn without_names_of_files(told: &mut Value) {
    for file in told.get_mut("files").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = file.as_str().unwrap_or_default();
        let folder = name.split_once('/').map_or("", |(folder, _)| folder);
        *file = json!(format!("{folder}/"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Asked {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn it_is_one_thing_that_is_erased() {
        assert_eq!(asked(r#"{"source":" ab "}"#).what().unwrap(), EraseAsked::Source("ab".to_owned()));
        let two = EraseAsked::Person(vec!["A".to_owned(), "B".to_owned()]);
        assert_eq!(asked(r#"{"person":["A"," ","B "]}"#).what().unwrap(), two);
        for text in ["{}", r#"{"person":[""]}"#, r#"{"source":"ab","person":["A"]}"#, r#"{"source":" "}"#] {
            assert_eq!(asked(text).what().unwrap_err().code, "what", "{text}");
        }
    }

    #[test]
    fn a_person_is_erased_by_two_who_are_not_one() {
        let order = |more: &str| {
            let asked = asked(&format!(r#"{{"person":["A"],"reason":"r","by":"Ada"{more}}}"#));
            order(&asked, &asked.what().unwrap()).map_err(|problem| problem.code)
        };
        assert_eq!(order(r#","second":" Bo ""#).unwrap().second.as_deref(), Some("Bo"));
        assert_eq!(order("").unwrap_err(), "second");
        assert_eq!(order(r#","second":" ""#).unwrap_err(), "second");
        assert_eq!(order(r#","second":"ADA ""#).unwrap_err(), "second-needed");
        let file = asked(r#"{"source":"ab","reason":"r","by":"Ada"}"#);
        assert!(super::order(&file, &file.what().unwrap()).is_ok());
        let nameless = asked(r#"{"source":"ab","reason":"r"}"#);
        assert!(super::order(&nameless, &nameless.what().unwrap()).is_err());
    }

    #[test]
    fn it_is_confirmed_in_words_of_either_language_alone() {
        for typed in ["erase for good", " Effacer  sans retour "] {
            assert!(is_confirmed(Some(typed)), "{typed}");
        }
        for typed in [None, Some(""), Some("yes"), Some("erase"), Some("erase for good?")] {
            assert!(!is_confirmed(typed), "{typed:?}");
        }
    }

    #[test]
    fn of_what_is_gone_the_folders_are_told() {
        let mut told = json!({ "files": ["traces/FR7699.json", "dossier/kept/a.json", "notes.txt"] });
        without_names_of_files(&mut told);
        assert_eq!(told["files"], json!(["traces/", "dossier/", "/"]));
    }
}
