//! How an act is taken down: in its turn, in the case's own journal, under the case's own lock.

use filature_ledger::four_eyes::{self, Signed, Watched};
use filature_ledger::{Act, Case, Line};
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::Problem;
use super::{Answer, Call, Outcome};
use crate::state::{Heard, State};

/// The longest text that a person writes.
const TEXT_CHARS: usize = 4_000;

/// A text that has to be there.
///
/// # Errors
/// When it is empty, or longer than a text is.
pub fn required(name: &str, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        let en = format!("{name} is needed: nothing was taken down.");
        return Err(Problem::call(
            "missing",
            en,
            format!("{name} : cette indication est nécessaire ; rien n’a été consigné."),
        ));
    }
    if text.chars().count() > TEXT_CHARS {
        let en = format!("{name} is longer than {TEXT_CHARS} characters: nothing was taken down.");
        return Err(Problem::call(
            "too-long",
            en,
            format!("{name} dépasse {TEXT_CHARS} caractères ; rien n’a été consigné."),
        ));
    }
    Ok(text.to_owned())
}

/// Takes acts down; answers with the line of the last, and what `with` adds.
///
/// # Errors
/// Those of `acts`; a case that another program has open; a journal that does not hold together.
pub fn write_with(call: &Call, by: &str, acts: impl FnOnce(&State) -> Result<(Vec<Act>, Value), Problem>) -> Outcome {
    let more = call.desk.store.write(|state| {
        expected_head(call, &state.heard)?;
        let (acts, more) = acts(state)?;
        let (case, _) = Case::open(call.desk.store.folder())?;
        case.record_signed(&acts, &signed(call, by))?;
        Ok::<Value, Problem>(more)
    })?;
    call.desk.remember(by);
    Ok(Answer::Json(taken_down(&call.desk.store.now().heard, more)))
}

/// Who signs with whom: the second person's name and reason stand in the body or, where there is none, in the address.
pub fn signed(call: &Call, by: &str) -> Signed {
    #[derive(Default, Deserialize)]
    struct Second {
        second: Option<String>,
        second_reason: Option<String>,
    }
    let said: Second = call.json().unwrap_or_default();
    let asked = |name: &str| call.asked(name).map(str::to_owned);
    let (second, reason) =
        (said.second.or_else(|| asked("second")), said.second_reason.or_else(|| asked("second_reason")));
    let second = second.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    Signed { by: by.to_owned(), second, second_reason: None }.because(reason.as_deref())
}

/// The same, where the case lets them: it may ask for two people.
///
/// # Errors
/// The second name or reason is missing, or the second person is the first.
pub fn may_sign(call: &Call, watched: Watched, by: &str) -> Result<Signed, Problem> {
    let (signed, settings) = (signed(call, by), &call.state.base.settings);
    // Where the case does not ask, the rules of the act itself answer.
    if four_eyes::asks(settings, watched) {
        four_eyes::require(settings, watched, &signed).map_err(|error| Problem::second_needed(&error))?;
    }
    Ok(signed)
}

/// The same with nothing to add.
///
/// # Errors
/// As [`write_with`].
pub fn write(call: &Call, by: &str, acts: impl FnOnce(&State) -> Result<Vec<Act>, Problem>) -> Outcome {
    write_with(call, by, |state| Ok((acts(state)?, json!({}))))
}

/// What an act that was taken down is answered with.
pub fn taken_down(heard: &Heard, mut more: Value) -> Value {
    let last = heard.lines.last();
    if let Some(fields) = more.as_object_mut() {
        fields.insert("line".to_owned(), json!(last.map(|line| line.line)));
        fields.insert("at".to_owned(), json!(last.map(|line| &line.at)));
        fields.insert("journal_head".to_owned(), json!(heard.head));
    }
    more
}

/// Where the caller says on which head of the journal it decides, that has to be the head: of two tabs, the second one sees what the
/// first has said before it says otherwise.
///
/// # Errors
/// When it is another.
pub fn expected_head(call: &Call, heard: &Heard) -> Result<(), Problem> {
    match call.asked("head").filter(|head| *head != heard.head) {
        None => Ok(()),
        Some(_) => Err(Problem::conflict(
            "head",
            "Something was taken down in between. Look at it, and decide again.",
            "Quelque chose a été consigné entre-temps. Prenez-en connaissance, puis décidez à nouveau.",
        )),
    }
}

/// What names a case for good: the hash of the journal's first line.
pub fn case_id(heard: &Heard) -> String {
    let first = Line::hash_of(&heard.lines, &heard.head, 1).unwrap_or_default();
    first.chars().take(12).collect()
}
