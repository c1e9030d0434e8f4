//! `:86:`, the information to the account owner: text, other party, reference, by dialect.

use std::borrow::Cow;

use filature_model::Channel;

use super::account::Account;
use super::booking::Booking;
use super::dialects;

/// What the information of one entry says. A file has millions of entries, so what stands in it in one piece is
/// not copied, and what has to be put together stands in [`Room`].
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Information<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) name: Option<Cow<'a, str>>,
    /// The key of the other account.
    pub(super) account: Option<Cow<'a, str>>,
    pub(super) reference: Option<Cow<'a, str>>,
    pub(super) channel: Option<Channel>,
}

/// Room for texts that are put together from several lines or parts, which the next entry uses again.
#[derive(Debug, Default)]
pub(super) struct Room {
    bodies: String,
    supplement: String,
    dialect: dialects::Room,
}

/// What stands around the information, and tells its dialect.
pub(super) struct Context<'a> {
    pub(super) account: &'a Account,
    pub(super) booking: &'a Booking<'a>,
}

/// Reads the bodies of the `:86:` that follow a `:61:`, and the lines that follow its first one
/// (`supplement`), which hold what a bank found no other place for. What no dialect knows is the text, whole.
pub(super) fn read<'a>(
    bodies: &[&'a str],
    supplement: &'a str,
    context: &Context<'_>,
    room: &'a mut Room,
) -> Information<'a> {
    let whole = match bodies {
        [] => "",
        [one] => one,
        several => kept(Cow::Owned(several.join("\n")), &mut room.bodies),
    };
    let supplement = kept(one_line(supplement), &mut room.supplement);
    let free = || Information { text: one_line(whole), ..Information::default() };
    let mut information = dialects::read(whole, supplement, context, &mut room.dialect).unwrap_or_else(free);
    let is_account = information.account.as_deref() == Some(supplement);
    if !supplement.is_empty() && !is_account && !information.text.contains(supplement) {
        let text = information.text.to_mut();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(supplement);
    }
    information
}

/// A text that is kept where it stands, or else in this room.
fn kept<'a>(text: Cow<'a, str>, room: &'a mut String) -> &'a str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => {
            *room = text;
            room
        }
    }
}

/// A copy, of what stands in a text that does not last.
pub(super) fn owned(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

/// Lines joined by a space.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if memchr::memchr(b'\n', trimmed.as_bytes()).is_none() {
        return Cow::Borrowed(trimmed);
    }
    let mut joined = String::with_capacity(trimmed.len());
    for line in trimmed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Cow::Owned(joined)
}
