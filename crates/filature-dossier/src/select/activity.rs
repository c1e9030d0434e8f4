//! Which movements, incomes and categories may be shown: those of accounts that the shown leads and traces are about, and of
//! which every row is evidence.

use std::collections::BTreeSet;

use super::{Screen, Verdict};
use crate::people::People;
use crate::{Activity, Content};

/// The accounts that what is shown is about, and the other accounts of their holders.
fn concerned(kept: &Content) -> impl Fn(&str) -> bool + use<> {
    let of_leads = kept.leads.iter().flat_map(|lead| lead.accounts.iter().map(|member| member.account.clone()));
    let of_traces = kept.traces.iter().flat_map(|(_, trace)| trace.balances.iter().map(|at| at.account.clone()));
    let decided = kept.categories.iter().filter(|(_, word)| *word == crate::VICTIM).map(|(account, _)| account.clone());
    let people = People::new(kept);
    let persons: BTreeSet<String> =
        of_leads.chain(of_traces).chain(decided).map(|account| people.of(&account)).collect();
    move |account| persons.contains(&people.of(account))
}

/// Keeps what may be shown. An account of which anything has to go goes with its sums.
pub(super) fn keep(screen: &Screen<'_>, content: &Content, kept: &mut Content) {
    kept.categories.retain(|account, _| !screen.shield.hides_decided(account));
    kept.income.retain(|income| !screen.shield.hides_income(income));
    kept.categories.retain(|account, _| {
        !screen.restricted_accounts.contains(account.as_str()) && !screen.names_restricted(account)
    });
    kept.income.retain(|income| {
        let names = |text: &str| screen.names_restricted(text) || screen.is_restricted_name(text);
        !names(&income.source)
            && !names(&income.account)
            && !screen.restricted_accounts.contains(income.account.as_str())
    });
    let is_concerned = concerned(kept);
    let mut activity = Activity::default();
    let may = |account: &&String| {
        let is_out = screen.restricted_accounts.contains(account.as_str()) || screen.shield.hides_account(account);
        !is_out && is_concerned(account)
    };
    activity.whole = content.activity.whole.iter().filter(may).cloned().collect();
    activity.left_aside = content.activity.left_aside.iter().filter(may).cloned().collect();
    for movement in &content.activity.movements {
        let accounts = || [&movement.payer, &movement.payee].into_iter().flatten();
        if !accounts().any(|account| activity.whole.contains(account)) {
            continue;
        }
        let restricted = accounts().any(|account| screen.restricted_accounts.contains(account.as_str()));
        match screen.judge_transactions(std::iter::once(movement.id.as_str())) {
            Verdict::Shown if !restricted => activity.movements.push(movement.clone()),
            _ => {
                for account in accounts() {
                    activity.left_aside.extend(activity.whole.take(account));
                }
            }
        }
    }
    let whole = &activity.whole;
    activity.movements.retain(|movement| {
        [&movement.payer, &movement.payee].into_iter().flatten().any(|account| whole.contains(account))
    });
    kept.activity = activity;
}
