//! `:86:`, the information to the account owner: text, other party, reference, by dialect.

use std::borrow::Cow;

use filature_model::{AccountId, Channel};

use super::account::Account;
use super::booking::Booking;
use super::dialects;

/// What the information of one entry says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Information {
    pub(super) text: String,
    pub(super) name: Option<String>,
    pub(super) account: Option<AccountId>,
    pub(super) reference: Option<String>,
    pub(super) channel: Option<Channel>,
}

/// What stands around the information, and tells its dialect.
pub(super) struct Context<'a> {
    pub(super) account: &'a Account,
    pub(super) booking: &'a Booking<'a>,
}

/// Reads the bodies of the `:86:` that follow a `:61:`, and the lines that follow its first one
/// (`supplement`), which hold what a bank found no other place for. What no dialect knows is the text, whole.
pub(super) fn read(bodies: &[&str], supplement: &str, context: &Context<'_>) -> Information {
    let whole = match bodies {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(*one),
        several => Cow::Owned(several.join("\n")),
    };
    let supplement = one_line(supplement);
    let free = || Information { text: one_line(&whole).into_owned(), ..Information::default() };
    let mut information = dialects::read(&whole, &supplement, context).unwrap_or_else(free);
    let is_account = information.account.as_ref().is_some_and(|account| account.as_str() == supplement);
    if !is_account && !information.text.contains(&*supplement) {
        if !information.text.is_empty() {
            information.text.push(' ');
        }
        information.text.push_str(&supplement);
    }
    information
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
