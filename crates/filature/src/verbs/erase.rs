//! `erase`: takes a source or a person out of a case, or lists what is due to be.
//!
//! ```text
//! --source ─► its bytes, its row, what rests on it ─┐
//! --person ─► rows, names, marks, notes, decisions ─┼─► journal: that, when, by whom, why ─► what went, and which files still hold it
//! --due    ─► periods of case.toml ─► a list; nothing is removed
//! ```
//!
//! Nothing of it can be taken back, and nothing is asked: `--dry-run` says what would go. Names of people are shown nowhere here.

mod due;
mod show;

pub use self::due::document as due_document;
pub use self::show::document;

use std::collections::BTreeSet;

use filature_ledger::Case;
use filature_ledger::erase::{Order, Removed, erase_person, erase_source, plan_person, plan_source};
use filature_model::{AccountId, Source, SourceId};

use super::open;
use crate::cli::EraseArguments;
use crate::outcome::{DONE, Failure};
use crate::verbs::load;

/// What was erased, or would be.
#[derive(Debug)]
pub enum Made {
    /// A source.
    Source(SourceId, Removed),
    /// A person.
    Person(Removed),
}

/// Erases, or says what would go, or what is due.
pub fn run(arguments: &EraseArguments, json: bool) -> Result<u8, Failure> {
    if arguments.due {
        return due::run(&open(&arguments.case)?, arguments.on.as_deref(), json);
    }
    // What is asked is looked at before the case is opened.
    let order = order(arguments)?;
    let made = made(&mut open(&arguments.case)?, arguments, &order)?;
    show::made(&made, arguments.dry_run, json)?;
    Ok(DONE)
}

/// Erases the source or the person that is asked for; of a dry run, what would go.
///
/// # Errors
/// It is not there; the system's.
pub fn made(case: &mut Case, arguments: &EraseArguments, order: &Order) -> Result<Made, Failure> {
    match &arguments.source {
        Some(wanted) => of_source(case, wanted, arguments.dry_run, order),
        None => of_person(case, &arguments.person, arguments.dry_run, order),
    }
}

fn of_source(case: &mut Case, wanted: &str, is_dry: bool, order: &Order) -> Result<Made, Failure> {
    let source = find(case, wanted)?;
    let removed = if is_dry { plan_source(case, source)? } else { erase_source(case, source, order)? };
    Ok(Made::Source(source, removed))
}

fn of_person(case: &mut Case, accounts: &[String], is_dry: bool, order: &Order) -> Result<Made, Failure> {
    let accounts: Vec<AccountId> = accounts.iter().map(|account| AccountId::written(account)).collect();
    let known = load(case)?.said().accounts;
    if let Some((number, unknown)) = (1..).zip(&accounts).find(|(_, account)| !known.contains(account.as_str())) {
        // A slip in the number would leave the person where they are, and say that they were erased.
        return Err(no_account(number, unknown));
    }
    let accounts = BTreeSet::from_iter(accounts);
    let removed = if is_dry { plan_person(case, &accounts)?.0 } else { erase_person(case, &accounts, order)? };
    Ok(Made::Person(removed))
}

/// The desk keeps what its work came to for a while, and may not keep the account of somebody who is erased already.
fn no_account(number: usize, unknown: &AccountId) -> Failure {
    let what = "no account of this case is called so; look how it is written, or whether it was erased already";
    Failure::call(format!("--person {unknown}: {what}")).at_desk(
        format!("Account {number} of those that were typed: {what}. Nothing was erased."),
        format!(
            "Compte n° {number} de ceux qui ont été saisis : aucun compte de cette affaire ne s’appelle ainsi ; vérifiez comment il s’écrit, ou \
             s’il a déjà été effacé. Rien n’a été effacé."
        ),
    )
}

/// Who decides and why; a person is erased by two. A dry run needs neither.
///
/// # Errors
/// Something is missing, or nothing is asked for.
pub fn order(arguments: &EraseArguments) -> Result<Order, Failure> {
    let by_two = arguments.source.is_none();
    if by_two && arguments.person.is_empty() {
        return Err(Failure::call("what? Give --source ID, --person ACCOUNT, or --due"));
    }
    let given = |name: &str, text: &Option<String>| {
        let text = text.as_deref().map(str::trim).unwrap_or_default().to_owned();
        if text.is_empty() && !arguments.dry_run {
            return Err(Failure::call(format!(
                "{name}: it is missing, and nothing is erased without it; it cannot be taken back"
            )));
        }
        Ok(text)
    };
    let (reason, by) = (given("--reason", &arguments.reason)?, given("--by", &arguments.by)?);
    let second = match (by_two, &arguments.second) {
        (false, None) => None,
        (_, second) => Some(given("--second", second)?),
    };
    if second.as_ref().is_some_and(|second| !second.is_empty() && second.to_lowercase() == by.to_lowercase()) {
        return Err(Failure::call("--second: it is the same name as --by; a person is erased by two"));
    }
    Ok(Order { reason, by, second })
}

/// The one source that is called so.
fn find(case: &Case, wanted: &str) -> Result<SourceId, Failure> {
    let wanted = wanted.trim();
    let by_hash = |source: &&Source| wanted.len() >= 6 && source.sha256.starts_with(&wanted.to_lowercase());
    let is_it = |source: &&Source| source.id.to_string() == wanted || by_hash(source) || source.name == wanted;
    let mut found = case.sources().iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (None, _) => Err(Failure::call(format!(
            "--source {wanted}: no source of this case has that id, SHA-256 or file name; `filature add CASE FILE --json` shows the id of a \
             file that the case has, and changes nothing"
        ))
        .at_desk(
            "No file of this case has that id, SHA-256 or name: choose it from the list of files, or see whether it was erased already.",
            "Aucun fichier de cette affaire n’a cet identifiant, ce SHA-256 ou ce nom : choisissez-le dans la liste des fichiers, ou voyez s’il a \
             déjà été effacé.",
        )),
        (Some(one), Some(other)) => {
            let (one, other) = (one.id, other.id);
            Err(Failure::call(format!("--source {wanted}: {one} and {other} are called so; give the id")).at_desk(
                format!("Two files are called so: give the id, {one} or {other}."),
                format!("Deux fichiers portent ce nom : donnez l’identifiant, {one} ou {other}."),
            ))
        }
    }
}
