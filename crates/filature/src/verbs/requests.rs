//! `requests`: what was asked of whom and what came of it, overdue ones first; what nobody asked for; and the text of the next request.
//!
//! ```text
//! journal ─► requests that stand ─┐
//! Seen ─► grid ───────────────────┼─► overdue, waiting, partial, answered ─┐
//! registers, traces, gaps, leads, │                                        ├─► show, document
//! large counterparties ───────────┴─► to_ask ──────────────────────────────┘
//!                                        └─► draft ◄── template of the service
//! ```
//!
//! What nobody asked for rests on what may be used as evidence alone: a letter to a bank must not tell what a secret source says. Accounts of whoever is
//! protected are in no list. Nothing is sent.

mod asked;
mod document;
mod draft;
mod show;
mod standing;
mod template;
mod to_ask;

use std::collections::BTreeSet;

use filature_ledger::Case;
use filature_ledger::asked::Month;
use filature_ledger::requests::{DAYS_TO_ANSWER, Received};
use filature_model::{AccountId, Language, Requisition};
use jiff::civil::Date;
use serde_json::Value;

use self::standing::Standing;
use self::to_ask::ToAsk;
use super::{load, open};
use crate::cli::RequestsArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;
use crate::seen::Seen;
use crate::when;

/// All that is told.
pub struct Told {
    /// As of which day.
    pub on: Date,
    /// Whether that is today by this machine's clock.
    pub is_today: bool,
    /// After how many days a request is overdue.
    pub days: i32,
    /// What was asked, overdue ones first.
    pub asked: Vec<Standing>,
    /// What nobody asked for.
    pub to_ask: Vec<ToAsk>,
    /// What traces ask for that is no statement.
    pub records: Vec<Requisition>,
    /// What the case has of each month.
    pub received: Received,
    /// Accounts of whoever is protected: of these no letter is drafted.
    pub protected: BTreeSet<AccountId>,
}

/// Shows, takes down, or drafts.
pub fn run(arguments: &RequestsArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let language = arguments.lang.map_or(Language::English, Language::from);
    if arguments.template {
        return template::write(&case, language, json);
    }
    let on = when::day("on", arguments.on.as_deref())?;
    if arguments.asked.is_some() {
        asked::take_down(&case, arguments)?;
    }
    let told = tell(&case, on, arguments.days).map_err(|failure| match &arguments.asked {
        // What fails behind the act must not read as if the act had.
        Some(account) => {
            let message = format!(
                "{}. That {account} was asked for is in the journal: it need not be said again",
                failure.message.trim_end_matches('.')
            );
            failure.said(message)
        }
        None => failure,
    })?;
    if let Some(accounts) = &arguments.draft {
        return draft::run(&case, &told, accounts, arguments, language, json);
    }
    if json {
        screen::show_json(&document::of(&told))?;
    } else {
        show::lines(&told, language).iter().for_each(|line| screen::show(line));
    }
    Ok(DONE)
}

/// What nobody asked for and may matter, as [`run`] shows it in JSON.
pub fn to_ask(case: &Case) -> Result<Value, Failure> {
    let told = tell(case, None, DAYS_TO_ANSWER)?;
    Ok(told.to_ask.iter().map(document::to_ask).collect())
}

/// Works it out. Without a day, as of today: the one look at a clock.
fn tell(case: &Case, on: Option<Date>, days: i32) -> Result<Told, Failure> {
    let seen = Seen::of(case)?;
    let lines = case.journal()?;
    let grid = filature_ledger::grid::grid(case, &seen.ledger)?;
    // A bank has answered whatever its answer may be used for.
    let received = match seen.is_part {
        true => Received::of(&filature_ledger::grid::grid(case, &load(case)?)?),
        false => Received::of(&grid),
    };
    let day = on.unwrap_or_else(filature_ledger::today);
    let asked = standing::of(&lines, &seen, &received, day, days);
    let wanted = to_ask::wanted(case, &seen, &grid)?;
    Ok(Told {
        on: day,
        is_today: on.is_none(),
        days,
        to_ask: to_ask::left(wanted.accounts, &lines, &received),
        records: wanted.records,
        asked,
        received,
        protected: seen.protected,
    })
}

/// Two months of the command line, in order.
fn months(arguments: &RequestsArguments) -> Result<Option<(Month, Month)>, Failure> {
    let read = |option: &str, text: &Option<String>| -> Result<Option<Month>, Failure> {
        let wrong = |error| Failure::call(format!("--{option}: {error}"));
        text.as_deref().map(|text| text.parse().map_err(wrong)).transpose()
    };
    match (read("from", &arguments.from)?, read("to", &arguments.to)?) {
        (None, None) => Ok(None),
        (Some(from), Some(to)) if from <= to => Ok(Some((from, to))),
        (Some(from), Some(to)) => Err(Failure::call(format!("--to: {to} is before {from}"))),
        _ => Err(Failure::call("--from and --to go together: the first month and the last, as 2024-01")),
    }
}
