//! What is done to the case as a whole, for the desk: `pack`, `erase` and `combine`, each by the verb's own function.

use std::path::Path;

use filature_desk::operations::{EraseAsked, PackAsked};
use filature_ledger::combine::Settlement;
use filature_ledger::erase::Order;
use filature_sending::Lock;
use serde_json::{Value, json};

use super::operations::{Done, error, open};
use crate::cli::{EraseArguments, PackArguments};
use crate::outcome::Failure;
use crate::verbs::{combine, erase, pack};

/// What an archive would hold that no dossier shows.
pub fn sending(case: &Path) -> Done<Value> {
    let (sources, protected) = pack::restricted(&open(case)?).map_err(error)?;
    Ok(json!({ "not_evidence": sources, "protected": protected }))
}

/// Writes an archive.
pub fn pack(case: &Path, asked: &PackAsked) -> Done<Value> {
    let lock = match &asked.passphrase {
        Some(text) => Lock::passphrase(text.text().to_owned()),
        None => pack::keys_in(&asked.keys).map_err(error)?,
    };
    let arguments = PackArguments {
        case: case.to_owned(),
        to: Vec::new(),
        passphrase_file: None,
        out: asked.out.clone(),
        by: asked.by.clone(),
        reason: asked.reason.clone(),
        for_: asked.to.clone(),
        whole: asked.whole,
        with_keys: asked.with_keys,
        force: false,
        at_rest: false,
        identity: None,
    };
    let case = open(case)?;
    pack::allowed(&case, &arguments).map_err(error)?;
    let made = pack::made(case, &arguments, &lock, None).map_err(error)?;
    Ok(pack::document(&arguments, &made))
}

/// What is due.
pub fn due(case: &Path, on: Option<&str>) -> Done<Value> {
    erase::due_document(&open(case)?, on).map_err(error)
}

/// What would be erased.
pub fn erasing(case: &Path, asked: &EraseAsked) -> Done<Value> {
    let arguments = arguments(case, asked, true);
    let made = erase::made(&mut open(case)?, &arguments, &Order::default()).map_err(error)?;
    Ok(erase::document(&made, true))
}

/// Erases. What it says of itself holds the line of the journal that stays.
pub fn erase(case: &Path, asked: &EraseAsked, order: &Order) -> Done<Value> {
    let mut arguments = arguments(case, asked, false);
    (arguments.reason, arguments.by) = (Some(order.reason.clone()), Some(order.by.clone()));
    arguments.second.clone_from(&order.second);
    // By the rules of the verb, whoever asks.
    let order = erase::order(&arguments).map_err(error)?;
    let mut case = open(case)?;
    let made = erase::made(&mut case, &arguments, &order).map_err(error)?;
    let lines = case.journal().map_err(|wrong| error(wrong.into()))?;
    let tombstone = lines.iter().rev().find(|line| line.act.erases());
    let mut shown = erase::document(&made, false);
    if let Some(fields) = shown.as_object_mut() {
        let line = tombstone.map(|line| json!({ "line": line.line, "at": line.at }));
        fields.insert("tombstone".to_owned(), json!(line));
    }
    Ok(shown)
}

fn arguments(case: &Path, asked: &EraseAsked, dry_run: bool) -> EraseArguments {
    let (source, person) = match asked {
        EraseAsked::Source(source) => (Some(source.clone()), Vec::new()),
        EraseAsked::Person(accounts) => (None, accounts.clone()),
    };
    EraseArguments {
        case: case.to_owned(),
        source,
        person,
        due: false,
        on: None,
        dry_run,
        reason: None,
        by: None,
        second: None,
    }
}

/// What would be taken over from another copy.
pub fn combining(case: &Path, with: &Path) -> Done<Value> {
    let planned = combine::planned(&open(case)?, with).map_err(error)?;
    let mut shown = planned.document();
    if let Some(fields) = shown.as_object_mut() {
        let taken = serde_json::to_value(&planned.taken).map_err(|wrong| error(Failure::bug(wrong)))?;
        fields.insert("taken".to_owned(), taken);
    }
    Ok(shown)
}

/// Combines another copy into the case.
pub fn combine(case: &Path, with: &Path, said: &Settlement) -> Done<Value> {
    let mut case = open(case)?;
    match combine::made(&mut case, with, said).map_err(error)? {
        combine::Made::Open(conflicts) => {
            let numbers: Vec<usize> = (1..=conflicts.len()).collect();
            Err(error(combine::open_conflicts(Failure::call("conflicts are open"), &numbers)))
        }
        combine::Made::Combined { common, combined, conflicts, .. } => {
            combine::document(&case, said, common, &combined, &conflicts).map_err(error)
        }
    }
}
