//! Which accounts are one holder's, as people say it: shown with who says so, said and taken back.
//!
//! A merge is somebody's word in the journal, the same as of `filature merge`; what was found before it is to be found again. An account of
//! which nothing is shown, to protect a person, is in no answer, and what was said of it with others is not either.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use filature_ledger::Case;
use filature_ledger::holders::{self, Assertion, Holders, Merge, MergeError, Relation};
use filature_model::AccountId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome};
use crate::state::State;
use crate::state::people::People;

/// The other accounts of an account's holder.
pub fn held_with(call: &Call, key: &str) -> Vec<Value> {
    let holders = Holders::of(&call.state.heard.lines);
    let own = AccountId::written(key);
    let others = holders.all_of(&own).into_iter().filter(|account| *account != own);
    others.filter(|account| is_shown(call, account)).map(|account| call.people().of_key(account.as_str())).collect()
}

fn is_shown(call: &Call, account: &AccountId) -> bool {
    !call.state.base.withholds_account(account.as_str())
}

/// Whose an account is, and what people said of it.
pub fn of_account(call: &Call) -> Outcome {
    let own = AccountId::written(call.state.base.key(call.account()?));
    let holders = Holders::of(&call.state.heard.lines);
    let all: BTreeSet<AccountId> = holders.all_of(&own);
    let people = call.people();
    let accounts = all.iter().filter(|account| is_shown(call, account)).map(|account| people.of_key(account.as_str()));
    let is_of = |merge: &&Merge| merge.accounts.iter().any(|account| all.contains(account));
    let is_whole = |merge: &&Merge| merge.accounts.iter().all(|account| is_shown(call, account));
    let said = holders.merges().iter().filter(is_of).filter(is_whole).map(|merge| sent(&people, merge));
    Ok(Answer::Json(json!({ "accounts": accounts.collect::<Vec<Value>>(), "said": said.collect::<Vec<Value>>() })))
}

fn sent(people: &People<'_>, merge: &Merge) -> Value {
    let Assertion { relation, source, reason, by, second, rule, .. } = &merge.assertion;
    let accounts: Vec<Value> = merge.accounts.iter().map(|account| people.of_key(account.as_str())).collect();
    json!({ "id": merge.id, "line": merge.line, "since": merge.since, "relation": relation.word(), "accounts": accounts,
            "source": people.words(source), "reason": people.words(reason), "by": by, "second": second, "rule": rule })
}

/// What is proposed of an account, and what is worth knowing of it with another: to be looked at, and merged by nobody but a person. What
/// touches somebody who is protected is not in it.
pub fn proposals(call: &Call) -> Outcome {
    let own = call.state.base.key(call.account()?);
    let found = found(call);
    let concerns = |one: &&Value| {
        let keys = || one["accounts"].as_array().into_iter().flatten().filter_map(Value::as_str);
        keys().any(|key| key == own) && !keys().any(|key| is_protected(call, key))
    };
    let people = call.people();
    let sent = |one: &Value| {
        let mut one = one.clone();
        let keys = one["accounts"].as_array().cloned().unwrap_or_default();
        one["accounts"] = keys.iter().filter_map(Value::as_str).map(|key| people.of_key(key)).collect();
        one
    };
    let of = |name: &str| -> Vec<Value> {
        found[name].as_array().into_iter().flatten().filter(concerns).map(sent).collect()
    };
    Ok(Answer::Json(
        json!({ "proposed": of("proposed"), "remarks": of("remarks"), "not_compared": found["not_compared"] }),
    ))
}

fn is_protected(call: &Call, key: &str) -> bool {
    let base = &call.state.base;
    base.withholds_account(key) || base.account(key).is_some_and(|at| base.withheld.protected_from(at).is_some())
}

/// What is found in all accounts; looked for once for a ledger and what was said of holders.
fn found(call: &Call) -> Arc<Value> {
    let (base, holders) = (&call.state.base, Holders::of(&call.state.heard.lines));
    let merges: Vec<&str> = holders.merges().iter().map(|merge| merge.id.as_str()).collect();
    let key = format!("{} {}", base.search_key(), merges.join(" "));
    let mut known = call.desk.proposals.lock().unwrap_or_else(PoisonError::into_inner);
    match &*known {
        Some((of, found)) if *of == key => Arc::clone(found),
        _ => {
            let found = Arc::new(call.desk.operations.proposals(&base.ledger, &holders));
            *known = Some((key, Arc::clone(&found)));
            found
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    accounts: Vec<String>,
    relation: Option<String>,
    source: String,
    reason: String,
    by: String,
    second: Option<String>,
    second_reason: Option<String>,
}

/// Takes down that accounts belong together.
pub fn merge(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let relation = relation(asked.relation.as_deref().unwrap_or("holder"))?;
    let by = required("by", &asked.by)?;
    let (source, reason) = (required("source", &asked.source)?, required("reason", &asked.reason)?);
    let second = asked.second.filter(|second| !second.trim().is_empty());
    let merge = call.desk.store.write(|state| {
        act::expected_head(call, &state.heard)?;
        let accounts = asked.accounts.iter().map(|account| known(state, account)).collect::<Result<_, _>>()?;
        let said = Assertion { accounts, relation, source, reason, by: by.clone(), second, rule: None };
        let (case, _) = Case::open(call.desk.store.folder())?;
        let reason = asked.second_reason.as_deref();
        holders::merge_with(&case, &said, &holders::known(&state.base.ledger), reason).map_err(problem)
    })?;
    call.desk.look_again();
    call.desk.remember(&by);
    let more = json!({ "merge": merge.id, "detect_again": relation == Relation::Holder });
    Ok(Answer::Json(act::taken_down(&call.desk.store.now().heard, more)))
}

fn relation(word: &str) -> Result<Relation, Problem> {
    Relation::from_word(word).ok_or_else(|| {
        let words = Relation::ALL.map(Relation::word).join(", ");
        let en = format!("relation={word:?}: one of {words} was expected.");
        Problem::call("relation", en, format!("relation={word:?} : l’un de {words} était attendu."))
    })
}

/// An account of the case, whether or not anything moved on it.
fn known(state: &State, written: &str) -> Result<String, Problem> {
    let base = &state.base;
    let listed = || {
        let key = AccountId::written(written);
        let is_there = base.ledger.accounts.iter().any(|account| account.id == key);
        Some(key.as_str().to_owned()).filter(|key| is_there && !base.withholds_account(key))
    };
    let moved = base.account(written.trim()).map(|at| base.key(at).to_owned());
    moved.or_else(listed).ok_or_else(|| Problem::missing(written))
}

/// Why nothing was taken down, in both languages.
fn problem(error: MergeError) -> Problem {
    let (code, fr) = match &error {
        MergeError::Ledger(_) => ("data", String::new()),
        MergeError::Missing(_) => ("missing", "Une indication nécessaire manque : rien n’a été consigné.".to_owned()),
        MergeError::TooFew(number) => {
            ("too-few", format!("On réunit deux comptes au moins ; {number} a été indiqué. Rien n’a été consigné."))
        }
        MergeError::NoAccount(account) => return Problem::missing(account.as_str()),
        MergeError::SecondNeeded { by, .. } => (
            "second-needed",
            format!(
                "Quelque chose s’y oppose : plusieurs dates de naissance dans les fichiers, ou le compte d’une victime et un titulaire classé autrement. \
                 Une seconde personne doit le dire avec {by} : nommez-la, ou laissez les comptes séparés. Rien n’a été consigné."
            ),
        ),
        MergeError::SecondIsTheFirst(second) => (
            "second-needed",
            format!(
                "La seconde personne est encore {second} : une autre doit le dire avec elle. Rien n’a été consigné."
            ),
        ),
        MergeError::StandsAlready => {
            ("stands-already", "Ces comptes sont déjà ceux d’un même titulaire : rien n’a été consigné.".to_owned())
        }
        MergeError::NotMerged(id) => ("not-merged", format!("{id} : rien de tel n’est en vigueur.")),
    };
    match error {
        MergeError::Ledger(error) => error.into(),
        other => Problem::call(code, sentence(&other.to_string()), fr),
    }
}

/// The engine's words as a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
