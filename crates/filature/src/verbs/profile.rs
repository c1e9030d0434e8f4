//! `profile`: what an account did, or all accounts of its holder, on one page.
//!
//! ```text
//! CASE ─► Seen (evidence, without what is withheld) ─┐
//! ACCOUNT ─► all accounts said to be one holder's ───┴─► dossier::profile ─► People (initials) ─► show, document, book
//! ```
//!
//! Nothing is written but the workbook that is asked for. A name alone joins no accounts.

mod document;
mod figure;
mod head;
mod people;
mod show;
pub mod subject;
mod tables;
mod workbook;

use std::collections::BTreeSet;
use std::rc::Rc;

use filature_desk::ProfileRow;
use filature_dossier::profile::{Asked, Profile};
use filature_ledger::Case;
use filature_model::{AccountId, Currency, Language, days_from_epoch, decimal_string};
use jiff::civil::Date;
use serde_json::{Value, json};

use self::head::Head;
use self::people::People;
use super::{open, out};
use crate::cli::AccountProfileArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;
use crate::seen::Seen;
use crate::when;

/// All that is told.
pub struct Told {
    /// The ledger that is read.
    pub seen: Rc<Seen>,
    /// The figures.
    pub profile: Profile,
    /// What stands above them.
    pub head: Head,
    /// What others are called.
    pub people: People,
}

/// What is asked.
pub struct Question<'a> {
    /// The account.
    pub account: &'a str,
    /// Whether it stands for itself alone.
    pub account_only: bool,
    /// First and last day.
    pub days: [Option<Date>; 2],
    /// Whether names are shown in full.
    pub names: bool,
}

/// Shows it, and writes the workbook.
pub fn run(arguments: &AccountProfileArguments, json: bool) -> Result<u8, Failure> {
    let days = when::days(["from", "to"], [arguments.from.as_deref(), arguments.to.as_deref()])?;
    let question =
        Question { account: &arguments.account, account_only: arguments.account_only, days, names: arguments.names };
    let case = open(&arguments.case)?;
    if let Some(file) = &arguments.xlsx {
        out::may_write("--xlsx", file, &["xlsx"], case.folder(), arguments.force)?;
    }
    let told = tell(&case, &question)?;
    let language = arguments.lang.map_or(Language::English, Language::from);
    if let Some(file) = &arguments.xlsx {
        workbook::write(file, &told, language)?;
    }
    if json {
        screen::show_json(&document::of(&told, &document::Shape { ids: true, amount: decimal }))?;
    } else {
        show::lines(&told, language).iter().for_each(|line| screen::show(line));
    }
    if let Some(file) = &arguments.xlsx {
        screen::say(&format!("{}: written.", file.display()));
    }
    Ok(DONE)
}

/// For the desk: without the ids of rows, and with amounts as the desk has them.
pub fn for_desk(case: &Case, account: &str, names: bool) -> Result<Value, Failure> {
    let question = Question { account, account_only: false, days: [None, None], names };
    let told = tell(case, &question)?;
    Ok(document::of(&told, &document::Shape { ids: false, amount: filature_desk::amount }))
}

/// The rows of a figure, for the desk.
///
/// # Errors
/// No figure is called so.
pub fn rows_for_desk(case: &Case, account: &str, name: &str) -> Result<Vec<ProfileRow>, Failure> {
    let question = Question { account, account_only: false, days: [None, None], names: false };
    let told = tell(case, &question)?;
    let none = || format!("figure={name:?}: no figure of this profile is called so; open the profile again");
    figure::rows(&told, name).ok_or_else(|| Failure::call(none()))
}

fn decimal(minor: i128, currency: Currency) -> Value {
    json!(decimal_string(minor, currency))
}

/// Works it out.
pub fn tell(case: &Case, question: &Question<'_>) -> Result<Told, Failure> {
    tell_of(case, &Rc::new(Seen::of(case)?), question)
}

/// The same of a ledger that was read for others too.
///
/// # Errors
/// Nothing that may be shown speaks of the account.
pub fn tell_of(case: &Case, seen: &Rc<Seen>, question: &Question<'_>) -> Result<Told, Failure> {
    let account = AccountId::written(question.account);
    let keys = if question.account_only { BTreeSet::from([account.clone()]) } else { seen.holders.all_of(&account) };
    let accounts = &seen.ledger.transactions.accounts;
    let position = |key: &AccountId| accounts.binary_search(key).ok().and_then(|at| u32::try_from(at).ok());
    let is_known = |key: &AccountId| {
        position(key).is_some()
            || seen.ledger.accounts.iter().any(|known| known.id == *key)
            || seen.ledger.statements.iter().any(|check| check.statement.account == *key)
    };
    if !is_known(&account) {
        return Err(Failure::call(format!(
            "{account}: nothing that may be shown speaks of this account; `filature sql CASE \"SELECT key FROM accounts\"` lists the accounts of the case"
        )));
    }
    let days = question.days.map(|day| day.map(days_from_epoch));
    let own = keys.iter().filter_map(position).collect();
    // Where and when a possible victim drew cash would tell where to find her, as on the desk.
    let hides_whereabouts = keys.iter().any(|key| seen.victims.contains(key));
    let asked = Asked { accounts: own, from: days[0], to: days[1], hides_whereabouts };
    let profile = Profile::of(&seen.ledger.transactions, &seen.details, &asked).map_err(Failure::bug)?;
    let people = People::of(seen, &profile, question.names)?;
    let head = Head::of(case, seen, &people, (account, keys), &asked, &profile)?;
    Ok(Told { seen: seen.clone(), profile, head, people })
}
