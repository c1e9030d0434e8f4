use filature_ledger::Act;
use filature_ledger::categories::{Category, Decision};
use filature_ledger::four_eyes::Watched;
use serde::Deserialize;
use serde_json::json;

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome};

#[derive(Deserialize)]
struct Asked {
    account: String,
    category: String,
    source: String,
    reason: String,
    by: String,
    second: Option<String>,
}

/// Decides which part the holder of an account has in the case. The rules are the ledger's: from victim to suspect it takes two.
pub fn decide(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let category = Category::from_word(&asked.category).ok_or_else(|| {
        let words = Category::ALL.map(Category::word).join(", ");
        let en = format!("category={:?}: one of {words} was expected.", asked.category);
        Problem::call("category", en, format!("category={:?} : l’un de {words} était attendu.", asked.category))
    })?;
    let account = call.state.base.account(&asked.account).ok_or_else(|| Problem::missing(&asked.account))?;
    let account = call.state.base.key(account).to_owned();
    let by = required("by", &asked.by)?;
    let (source, reason) = (required("source", &asked.source)?, required("reason", &asked.reason)?);
    let second = asked.second.filter(|second| !second.trim().is_empty());
    let decision = Decision { account: account.clone(), category, source, reason, by: by.clone(), second };
    let signed = act::may_sign(call, Watched::Category, &by)?;
    let why = signed.second_reason.as_deref();
    call.desk.operate(|operations, folder| operations.category(folder, &decision, why))?;
    call.desk.remember(&by);
    let more = json!({ "account": account, "category": category.word(), "detect_again": true });
    Ok(Answer::Json(act::taken_down(&call.desk.store.now().heard, more)))
}

#[derive(Deserialize)]
struct Link {
    debit: String,
    credit: String,
    reason: String,
    by: String,
}

/// Asserts that a credit is the money of an earlier debit elsewhere: traces made from now on rest on it, and say so.
pub fn link(call: &Call) -> Outcome {
    let asked: Link = call.json()?;
    let (reason, by) = (required("reason", &asked.reason)?, required("by", &asked.by)?);
    let transaction = |id: &str| {
        let row = super::entry::row(call, id).ok_or_else(|| Problem::missing(id))?;
        let at = call.state.base.index.transaction_of(row).ok_or_else(|| Problem::missing(id))?;
        Ok::<String, Problem>(call.state.base.ledger.transactions.ids[at as usize].clone())
    };
    let (debit, credit) = (transaction(&asked.debit)?, transaction(&asked.credit)?);
    if debit == credit {
        return Err(Problem::call("link", "These are one transfer already.", "C’est déjà un seul virement."));
    }
    act::write(call, &by, |_| Ok(vec![Act::Linked { debit, credit, reason, by: Some(by.clone()) }]))
}

#[derive(Deserialize)]
struct Hub {
    account: String,
    through: Option<bool>,
    reason: String,
    by: String,
}

/// Says whether money is followed through an account; `through: null` gives it back to what is measured.
pub fn hub(call: &Call) -> Outcome {
    let asked: Hub = call.json()?;
    let (reason, by) = (required("reason", &asked.reason)?, required("by", &asked.by)?);
    let account = call.state.base.account(&asked.account).ok_or_else(|| Problem::missing(&asked.account))?;
    let account = call.state.base.key(account).to_owned();
    let how = match asked.through {
        Some(true) => "through",
        Some(false) => "stop",
        None => "as-measured",
    };
    act::write(call, &by, |_| Ok(vec![Act::HubSaid { account, how: how.to_owned(), reason, by: by.clone() }]))
}
