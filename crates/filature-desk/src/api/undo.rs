//! Taking back: a new line that says otherwise. Nothing is ever taken out of the journal.

use filature_ledger::categories::{Category, Decision};
use filature_ledger::four_eyes::Watched;
use filature_ledger::holders::{Holders, Relation};
use filature_ledger::{Act, Line};
use serde::Deserialize;
use serde_json::json;

use super::act::{self, required};
use super::error::Problem;
use super::{Answer, Call, Outcome};
use crate::state::Heard;

/// Whether a line is the last word on what it is about, and can be taken back.
pub fn is_undoable(heard: &Heard, line: &Line) -> bool {
    taken_back(heard, line, "", "").is_some() || category_before(heard, line).is_some()
}

/// The act that takes a line back, where it still holds.
fn taken_back(heard: &Heard, line: &Line, reason: &str, by: &str) -> Option<Act> {
    let said = &heard.standing;
    let (reason, by) = (reason.to_owned(), by.to_owned());
    match line.act.clone() {
        Act::LeadDecided { lead, .. } => {
            let holds = said.leads.get(&lead).is_some_and(|decision| decision.line == line.line);
            let before =
                heard.lines.iter().rev().filter(|known| known.line < line.line).find_map(|known| match &known.act {
                    Act::LeadDecided { lead: of, state, .. } if *of == lead => Some(state.clone()),
                    _ => None,
                });
            let state = before.unwrap_or_else(|| "open".to_owned());
            holds.then_some(Act::LeadDecided { lead, state, reason, by })
        }
        Act::Marked { mark, .. } => {
            let holds = said.marks.iter().any(|known| known.id == mark);
            holds.then_some(Act::Unmarked { mark, reason, by })
        }
        Act::Linked { debit, credit, .. } => {
            let known = said.links.get(&(debit.clone(), credit.clone()));
            known.filter(|link| link.line == line.line).map(|_| Act::LinkWithdrawn { debit, credit, reason, by })
        }
        Act::HubSaid { account, how, .. } => {
            let last = last_hub(heard, &account) == Some(line.line) && how != "as-measured";
            last.then(|| Act::HubSaid { account, how: "as-measured".to_owned(), reason, by })
        }
        Act::PurposeGiven { .. } => {
            let at = said.purpose.as_ref().map(|purpose| purpose.at.as_str());
            (at == Some(line.at.as_str())).then_some(Act::PurposeEnded { by })
        }
        Act::HoldersMerged { merge, .. } => {
            let stands = Holders::of(&heard.lines).merges().iter().any(|known| known.id == merge);
            stands.then_some(Act::MergeUndone { merge, reason, by })
        }
        Act::StatementsAsked { account, from, to, request, .. } => {
            let key = filature_model::AccountId::written(&account);
            let holds =
                heard.asked.get(&key).is_some_and(|months| months.values().any(|known| known.contains(&request)));
            holds.then_some(Act::AskedWithdrawn { account, from, to, request })
        }
        _ => None,
    }
}

fn last_hub(heard: &Heard, account: &str) -> Option<u64> {
    let is_of = |line: &&Line| matches!(&line.act, Act::HubSaid { account: of, .. } if of == account);
    heard.lines.iter().rev().find(is_of).map(|line| line.line)
}

/// The account and the category before a decision that is the last on it.
fn category_before(heard: &Heard, line: &Line) -> Option<(String, Category)> {
    let Act::CategorySet { account, .. } = &line.act else { return None };
    let key = filature_model::AccountId::written(account);
    heard.categories.get(&key).filter(|known| known.line == line.line)?;
    let history = filature_ledger::categories::history(&heard.lines, &key);
    let before = history.iter().rev().find(|known| known.line < line.line);
    Some((account.clone(), before.map_or(Category::Undetermined, |known| known.decision.category)))
}

#[derive(Deserialize)]
struct Undo {
    reason: String,
    by: String,
    /// A second person, where the rules of categories ask for one.
    second: Option<String>,
}

/// Takes a line back.
pub fn undo(call: &Call) -> Outcome {
    let asked: Undo = call.json()?;
    let (reason, by) = (required("reason", &asked.reason)?, required("by", &asked.by)?);
    let number: u64 = call.part("line").parse().map_err(|_| Problem::missing(call.part("line")))?;
    let line = call.state.heard.lines.iter().find(|line| line.line == number);
    let line = line.ok_or_else(|| Problem::missing(call.part("line")))?.clone();
    if let Some((account, category)) = category_before(&call.state.heard, &line) {
        let source = format!("journal, line {number}");
        let decision = Decision { account, category, source, reason, by: by.clone(), second: asked.second };
        let signed = act::may_sign(call, Watched::Category, &by)?;
        let why = signed.second_reason.as_deref();
        call.desk.operate(|operations, folder| operations.category(folder, &decision, why))?;
        call.desk.remember(&by);
        return Ok(Answer::Json(act::taken_down(
            &call.desk.store.now().heard,
            json!({ "takes_back": number, "detect_again": true }),
        )));
    }
    act::write_with(call, &by, |state| {
        let act = taken_back(&state.heard, &line, &reason, &by).ok_or_else(|| {
            Problem::conflict(
                "not-undoable",
                "This line can no longer be taken back: something later was said of the same thing, or it is of a kind that stays.",
                "Cette ligne ne peut plus être retirée : autre chose a été dit depuis, ou elle est d’un genre qui demeure.",
            )
        })?;
        // Findings rest on who holds what.
        let detect_again = matches!(line.act, Act::HoldersMerged { relation: Relation::Holder, .. });
        Ok((vec![act], json!({ "takes_back": number, "detect_again": detect_again })))
    })
}
