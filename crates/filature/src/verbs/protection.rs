//! `category --protected-from` and `--unprotect`: whom the case protects, from which day on.

use filature_ledger::four_eyes::Signed;
use filature_ledger::protection::{self, Lift, Protect, Protected, ProtectionError};
use filature_ledger::{Case, Line};
use filature_model::AccountId;

use super::category::tell_of_accounts;
use crate::cli::CategoryArguments;
use crate::outcome::Failure;
use crate::screen;

/// Takes down a protection, or that it is taken back, where either is asked.
pub fn decide(case: &Case, arguments: &CategoryArguments) -> Result<(), Failure> {
    let Some(account) = &arguments.account else { return Ok(()) };
    let accounts: Vec<String> = std::iter::once(account).chain(&arguments.also).cloned().collect();
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let (source, reason, by) = (text(&arguments.source), text(&arguments.reason), text(&arguments.by));
    let failed = |error| match error {
        ProtectionError::Ledger(error) => error.into(),
        other => Failure::call(other.to_string()),
    };
    if let Some(from) = &arguments.protected_from {
        let decision = Protect { accounts: accounts.clone(), from: from.clone(), source, reason, by };
        let signed = Signed { by: text(&arguments.by), second: arguments.second.clone(), second_reason: None };
        let signed = signed.because(arguments.second_reason.as_deref());
        protection::protect_with(case, &decision, &signed).map_err(failed)?;
        tell_of_accounts(case, &accounts, "protect them too, with --also")?;
        screen::say(
            "Dossiers that were written before may hold what is protected now: write them again. Other accounts of the same person \
             are not known to filature; name them with --also.",
        );
    } else if arguments.unprotect {
        let decision = Lift { accounts, source, reason, by, second: text(&arguments.second) };
        protection::lift(case, &decision).map_err(failed)?;
    }
    Ok(())
}

/// The protections that hold, of one account or of all.
fn known(lines: &[Line], account: Option<&str>) -> Vec<(AccountId, Protected)> {
    let wanted = account.map(AccountId::written);
    let is_wanted = |id: &AccountId| wanted.as_ref().is_none_or(|wanted| wanted == id);
    protection::current(lines).into_iter().filter(|(id, _)| is_wanted(id)).collect()
}

/// The same for `--json`.
pub fn rows(lines: &[Line], account: Option<&str>) -> Vec<serde_json::Value> {
    known(lines, account)
        .into_iter()
        .map(|(id, known)| {
            let Protected { from, line, since, source, reason, by } = known;
            serde_json::json!({ "account": id.as_str(), "protected_from": from.to_string(), "since": since, "line": line,
                "source": source, "reason": reason, "by": by })
        })
        .collect()
}

/// The same on the screen; nothing where nobody is protected.
pub fn show(lines: &[Line], account: Option<&str>) {
    let rows: Vec<Vec<String>> = known(lines, account)
        .into_iter()
        .map(|(id, known)| {
            vec![
                id.to_string(),
                known.from.to_string(),
                screen::to_the_second(&known.since),
                known.source,
                known.reason,
                known.by,
            ]
        })
        .collect();
    if !rows.is_empty() {
        let columns = ["account", "protected from", "since", "source", "reason", "decided by"];
        screen::show(&screen::table(&columns, &rows, &[]));
    }
}
