//! Labels of marks that this case gave a colour. The label is always shown with it: a colour is never the only sign.

use filature_ledger::Act;
use filature_ledger::marks::{Colour, LABEL_CHARS};
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome};

/// Labels with colours, and the colours that there are.
pub fn labels(call: &Call) -> Outcome {
    let people = call.people();
    let labels: Vec<Value> = call
        .state
        .heard
        .standing
        .labels
        .iter()
        .map(|(label, known)| {
            json!({ "label": people.words(label), "colour": known.colour, "meaning": people.words(&known.meaning),
                    "by": known.by, "at": known.at, "line": known.line })
        })
        .collect();
    Ok(Answer::Json(json!({ "labels": labels, "colours": Colour::ALL })))
}

#[derive(Deserialize)]
struct Asked {
    label: String,
    colour: String,
    #[serde(default)]
    meaning: String,
    by: String,
}

/// Gives a label a colour, and says what it means.
pub fn define(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let (label, by) = (required("label", &asked.label)?, required("by", &asked.by)?);
    if label.chars().count() > LABEL_CHARS {
        let en = format!("A label has at most {LABEL_CHARS} characters.");
        return Err(Problem::call("label", en, format!("Une marque a au plus {LABEL_CHARS} caractères.")));
    }
    let colour = Colour::from_word(&asked.colour).ok_or_else(|| {
        let words = Colour::ALL.map(Colour::word).join(", ");
        let (en, fr) =
            (format!("colour: one of {words} was expected."), format!("colour : l’un de {words} était attendu."));
        Problem::call("colour", en, fr)
    })?;
    let meaning = if asked.meaning.trim().is_empty() { String::new() } else { required("meaning", &asked.meaning)? };
    act::write(call, &by, |_| Ok(vec![Act::LabelDefined { label, colour, meaning, by: by.clone() }]))
}
