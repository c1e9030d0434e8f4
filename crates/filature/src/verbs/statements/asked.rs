//! What was asked of whom: taken down, or taken back.

use filature_ledger::asked::Month;
use filature_ledger::requests::stands_already;
use filature_ledger::{Act, Case};
use filature_model::AccountId;

use crate::cli::StatementsArguments;
use crate::outcome::Failure;
use crate::screen;

/// Takes down which months of an account were asked for, or that they were not.
pub fn take_down(case: &Case, arguments: &StatementsArguments) -> Result<(), Failure> {
    let (account, was_asked) = match (&arguments.asked, &arguments.not_asked) {
        (Some(account), _) => (account, true),
        (None, Some(account)) => (account, false),
        (None, None) => return Ok(()),
    };
    let month = |option: &str, text: &Option<String>| -> Result<Month, Failure> {
        let text = text.as_deref().unwrap_or_default();
        text.parse().map_err(|error| Failure::call(format!("--{option}: {error}")))
    };
    let (from, to) = (month("from", &arguments.from)?, month("to", &arguments.to)?);
    if to < from {
        return Err(Failure::call(format!("--to: {to} is before {from}")));
    }
    let request = arguments.request.as_deref().unwrap_or_default().trim().to_owned();
    if request.is_empty() || account.trim().is_empty() {
        return Err(Failure::call("the account and the reference of the request are needed: nothing was taken down"));
    }
    let (account, from, to) = (AccountId::written(account).to_string(), from.to_string(), to.to_string());
    let known = filature_ledger::asked::asked(&case.journal()?);
    let stands = known.get(&AccountId::written(&account)).is_some_and(|months| {
        months.iter().any(|(month, requests)| {
            (from.as_str()..=to.as_str()).contains(&month.to_string().as_str()) && requests.contains(&request)
        })
    });
    if !was_asked && !stands {
        return Err(Failure::call(format!(
            "{account} was not asked for by {request} in these months: nothing was taken down"
        )));
    }
    let said = format!("{account}, {from} to {to}, {request}");
    let act = if was_asked {
        Act::StatementsAsked { account, from, to, request, of: None, due: None, by: None, on: None }
    } else {
        Act::AskedWithdrawn { account, from, to, request }
    };
    if let Some(line) = stands_already(&case.journal()?, &act) {
        screen::say(&format!("{said}: taken down already (line {line} of the journal); nothing was added."));
        return Ok(());
    }
    case.record(&[act])?;
    screen::say(&format!("{said}: taken down."));
    Ok(())
}
