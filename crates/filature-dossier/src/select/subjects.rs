//! Which profiles may be shown: those of which every entry may be. Of another one no figure is, since a part of an account is no sum.

use super::{Screen, Verdict};
use crate::Content;

/// Keeps the figures of those that may be shown whole.
pub(super) fn keep(screen: &Screen<'_>, content: &mut Content) {
    let hides = |account: &str| {
        screen.restricted_accounts.contains(account)
            || screen.names_restricted(account)
            || screen.shield.hides_account(account)
    };
    // An account that only what may not be shown names is not named here either.
    content.subjects.retain(|subject| !hides(&subject.account));
    for subject in &mut content.subjects {
        subject.accounts.retain(|account| !hides(&account.key));
        let others = subject.others.values().filter_map(|other| other.account.as_deref());
        let verdict = screen.judge_transactions(subject.ids.iter().map(String::as_str));
        if others.into_iter().any(hides) || !matches!(verdict, Verdict::Shown) {
            subject.leave_aside();
        }
    }
}
