//! `:86:`, the information to the account owner: text, other party, reference, by dialect.

use std::borrow::Cow;

use filature_model::{AccountId, Channel, iban_check};

use super::dialects;

/// What the information of one entry says.
#[derive(Debug, Default)]
pub(super) struct Information {
    pub(super) text: String,
    pub(super) name: Option<String>,
    pub(super) account: Option<AccountId>,
    pub(super) reference: Option<String>,
    pub(super) channel: Option<Channel>,
}

/// Reads the bodies of the `:86:` that follow a `:61:`, and the lines that follow its first one
/// (`supplement`), which hold what a bank found no other place for.
pub(super) fn read(bodies: &[&str], supplement: &str, is_german: bool) -> Information {
    let whole = match bodies {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(*one),
        several => Cow::Owned(several.join("\n")),
    };
    let supplement = one_line(supplement);
    let german = || {
        // Most information is free text: the form of its first line is enough to tell.
        dialects::is_numbered(&whole)
            .then(|| whole.split(['\n', '\r']).collect::<String>())
            .and_then(|unbroken| dialects::german(&unbroken, is_german))
    };
    let dutch = || {
        let mut information = dialects::dutch(&whole)?;
        // Before /IBAN/ came up, the other account stood behind the :61:.
        if information.account.is_none() && iban_check(&supplement).is_some() {
            information.account = Some(AccountId::written(&supplement));
        }
        Some(information)
    };
    let mut information = german().or_else(dutch).unwrap_or_else(|| free(&whole));
    let is_account = information.account.as_ref().is_some_and(|account| account.as_str() == supplement);
    if !is_account && !information.text.contains(&*supplement) {
        if !information.text.is_empty() {
            information.text.push(' ');
        }
        information.text.push_str(&supplement);
    }
    information
}

/// Free text. Some Dutch banks end it with `REK: <IBAN>/NAAM: <name>`.
fn free(body: &str) -> Information {
    let text = one_line(body).into_owned();
    let (account, name) = match text.split_once("REK: ").and_then(|(_, after)| after.split_once("/NAAM: ")) {
        Some((number, name)) if iban_check(number).is_some() => {
            (Some(AccountId::written(number)), Some(name.trim().to_owned()).filter(|name| !name.is_empty()))
        }
        _ => (None, None),
    };
    Information { text, name, account, ..Information::default() }
}

/// Lines joined by a space.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if !trimmed.contains('\n') {
        return Cow::Borrowed(trimmed);
    }
    let lines = trimmed.lines().map(str::trim).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join(" "))
}
