//! What was asked of whom: taken down.

use filature_ledger::requests::stands_already;
use filature_ledger::{Act, Case, today};
use filature_model::AccountId;

use super::months;
use crate::cli::RequestsArguments;
use crate::outcome::Failure;
use crate::screen;
use crate::when;

/// The longest period of one request: nobody asks for more by intention.
const MONTHS_MOST: usize = 600;

/// Takes down which months of an account were asked for, and of whom.
pub fn take_down(case: &Case, arguments: &RequestsArguments) -> Result<(), Failure> {
    let text = |option: &str, value: &Option<String>| {
        let text = value.as_deref().unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            return Err(Failure::call(format!("--{option} is empty: nothing was taken down")));
        }
        Ok(text)
    };
    let account = AccountId::written(&text("asked", &arguments.asked)?).to_string();
    let (request, of, by) =
        (text("request", &arguments.request)?, text("of", &arguments.of)?, text("by", &arguments.by)?);
    let due = when::day("due", arguments.due.as_deref())?.map(|day| day.to_string());
    let on = when::day("asked-on", arguments.asked_on.as_deref())?;
    if let Some(on) = on.filter(|on| *on > today()) {
        return Err(Failure::call(format!(
            "--asked-on {on}: that day is still to come (today is {} in UTC); give the day on which it was asked. Nothing was taken down",
            today()
        )));
    }
    let on = on.map(|day| day.to_string());
    let Some((from, to)) = months(arguments)? else {
        return Err(Failure::call("--from and --to are needed: the months that were asked for"));
    };
    if from.to(to).count() > MONTHS_MOST {
        return Err(Failure::call(format!("--from {from} --to {to}: more than {MONTHS_MOST} months")));
    }
    let (from, to) = (from.to_string(), to.to_string());
    let said = format!("{account}, {from} to {to}, {request}, of {of}");
    let act = Act::StatementsAsked { account, from, to, request, of: Some(of), due, by: Some(by), on };
    if let Some(line) = stands_already(&case.journal()?, &act) {
        screen::say(&format!("{said}: taken down already (line {line} of the journal); nothing was added."));
        return Ok(());
    }
    case.record(&[act])?;
    screen::say(&format!("{said}: taken down."));
    Ok(())
}
