use filature_ledger::Act;
use filature_model::Language;
use serde::Deserialize;
use serde_json::json;

use super::act::{self, required};
use super::error::{Problem, both};
use super::{Answer, Call, Outcome};

/// What the page asks first, and now and then: it also tells when another program has written the case.
pub fn session(call: &Call) -> Outcome {
    let state = if call.desk.store.is_stale() && !call.desk.jobs.is_busy() {
        // Where another program has the case open just now, what is known is still true of before.
        call.desk.refresh().unwrap_or_else(|_| call.state.clone())
    } else {
        call.state.clone()
    };
    let settings = &state.base.settings;
    let said = &state.heard.standing;
    let folder = call.desk.store.folder();
    let language = if settings.language == Language::French { "fr" } else { "en" };
    let limits = both(
        "Thresholds are design defaults that nobody has calibrated on real data, and no lawyer has reviewed the legal wording. \
         A lead is a place to look: it says nothing of anybody's guilt, and whoever holds an account through which money passes \
         may be held under coercion.",
        "Les seuils sont des choix de conception que personne n’a étalonnés sur des données réelles, et aucun juriste n’a relu les \
         formulations juridiques. Une piste est un endroit où regarder : elle ne dit rien de la culpabilité de quiconque, et le \
         titulaire d’un compte par lequel passe de l’argent est peut-être sous contrainte.",
    );
    Ok(Answer::Json(json!({
        "program": format!("filature {}", env!("CARGO_PKG_VERSION")),
        "language": language,
        "case": {
            "title": crate::state::people::People::of(&state).words(&settings.name),
            "folder": folder.display().to_string(),
            "id": act::case_id(&state.heard),
            "currency": settings.base_currency.map(|currency| currency.to_string()),
        },
        "revision": state.name(),
        "journal_head": state.heard.head,
        "journal_lines": state.heard.lines.len(),
        "names_shown": state.heard.names_shown(),
        "purpose": said.purpose.as_ref().map(|purpose| &purpose.purpose),
        "person": said.purpose.as_ref().map(|purpose| purpose.by.clone()).or_else(|| call.desk.person()),
        "limits": limits.json(),
        "offered": super::offered::names(call),
    })))
}

#[derive(Deserialize)]
struct Purpose {
    purpose: String,
    by: String,
}

/// Names are shown from here on, for this purpose.
pub fn give_purpose(call: &Call) -> Outcome {
    let asked: Purpose = call.json()?;
    let (purpose, by) = (required("purpose", &asked.purpose)?, required("by", &asked.by)?);
    act::write(call, &by, |_| Ok(vec![Act::PurposeGiven { purpose: purpose.clone(), by: by.clone() }]))
}

/// Names are hidden again.
pub fn end_purpose(call: &Call) -> Outcome {
    let Some(purpose) = call.state.heard.standing.purpose.clone() else {
        return Err(Problem::call("no-purpose", "Names are hidden already.", "Les noms sont déjà masqués."));
    };
    let by = call.asked("by").map_or(purpose.by, str::to_owned);
    act::write(call, &by, |_| Ok(vec![Act::PurposeEnded { by: by.clone() }]))
}
