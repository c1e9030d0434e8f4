//! What was asked of whom: taken down.

use filature_ledger::{Act, Case};
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
    let Some((from, to)) = months(arguments)? else {
        return Err(Failure::call("--from and --to are needed: the months that were asked for"));
    };
    if from.to(to).count() > MONTHS_MOST {
        return Err(Failure::call(format!("--from {from} --to {to}: more than {MONTHS_MOST} months")));
    }
    let (from, to) = (from.to_string(), to.to_string());
    screen::say(&format!("{account}, {from} to {to}, {request}, of {of}: taken down."));
    let act = Act::StatementsAsked { account, from, to, request, of: Some(of), due, by: Some(by) };
    Ok(case.record(&[act])?)
}
