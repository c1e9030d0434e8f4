use std::collections::BTreeMap;

use filature_ledger::Case;
use filature_ledger::joins::{self, Apart, Join, JoinError};
use serde_json::json;

use super::{load, open};
use crate::cli::JoinArguments;
use crate::outcome::{DONE, Failure};
use crate::screen::{self, counted};

/// How many joins are listed one by one; `--json` has them all.
const JOINS_LISTED: usize = 40;

/// Shows which lines were taken for one transfer, undoes such a join, or makes an undone one again.
pub fn run(arguments: &JoinArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let reason = arguments.reason.clone().unwrap_or_default();
    if let Some(id) = &arguments.undo {
        let join = joins::undo(&case, id, &reason).map_err(failure)?;
        screen::say(&format!(
            "{} and {} are not one transfer: taken down, the ledger was built again.",
            join.debit, join.credit
        ));
    }
    if let Some(id) = &arguments.redo {
        let (debit, credit) = joins::redo(&case, id, &reason).map_err(failure)?;
        screen::say(&format!("{debit} and {credit}: what was said of them is taken back, the ledger was built again."));
    }
    show(&case, json)
}

fn failure(error: JoinError) -> Failure {
    match error {
        JoinError::Ledger(error) => error.into(),
        other => Failure::call(other.to_string()),
    }
}

fn show(case: &Case, json: bool) -> Result<u8, Failure> {
    let ledger = load(case)?;
    let joins = ledger.book.joins();
    let apart = Apart::of(&case.journal()?);
    if json {
        let joined = joins.iter().map(|Join { transaction, debit, credit, ground }| {
            json!({ "transaction": transaction, "debit": debit.to_string(), "credit": credit.to_string(), "joined_by": ground })
        });
        let undone = apart.iter().map(|(debit, credit, undone)| {
            json!({ "debit": debit.to_string(), "credit": credit.to_string(), "reason": undone.reason,
                    "since": undone.since, "line": undone.line })
        });
        screen::show_json(&json!({ "joins": joined.collect::<Vec<_>>(), "undone": undone.collect::<Vec<_>>() }))?;
        return Ok(DONE);
    }
    let mut by_ground = BTreeMap::<&str, usize>::new();
    for join in &joins {
        *by_ground.entry(&join.ground).or_default() += 1;
    }
    let rows: Vec<Vec<String>> = joins
        .iter()
        .take(JOINS_LISTED)
        .map(|join| vec![join.debit.to_string(), join.credit.to_string(), join.ground.clone()])
        .collect();
    if !rows.is_empty() {
        screen::show(&screen::table(&["payer's line", "payee's line", "ground"], &rows, &[]));
    }
    if joins.len() > JOINS_LISTED {
        screen::show(&format!(
            "… and {}; --json has them all.",
            counted(joins.len() - JOINS_LISTED, "further join", "further joins")
        ));
    }
    let grounds: Vec<String> = by_ground.iter().map(|(ground, count)| format!("{count} by {ground}")).collect();
    let grounds = if grounds.is_empty() { String::new() } else { format!(": {}", grounds.join(", ")) };
    screen::show(&format!("\n{} of two lines{grounds}.", counted(joins.len(), "transfer", "transfers")));
    let rows: Vec<Vec<String>> = apart
        .iter()
        .map(|(debit, credit, undone)| {
            vec![debit.to_string(), credit.to_string(), undone.since.clone(), undone.reason.clone()]
        })
        .collect();
    if !rows.is_empty() {
        screen::show(&format!(
            "\nNot one transfer, as a person said:\n\n{}",
            screen::table(&["payer's line", "payee's line", "since", "reason"], &rows, &[])
        ));
    }
    Ok(DONE)
}
