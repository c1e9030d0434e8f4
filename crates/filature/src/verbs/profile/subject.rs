//! A profile as the dossier is given it: figures and the ids of their transactions, and no name.

use std::collections::BTreeMap;

use filature_dossier::{Across, Subject, SubjectAccount};
use filature_ledger::asked::Month;
use filature_model::{AccountId, KnownBy};

use super::Told;
use super::head::Account;

/// What the dossier is given.
pub fn of(told: &Told) -> Subject {
    let ledger = &told.seen.ledger.transactions;
    let id = |transaction: u32| ledger.ids.get(transaction as usize).cloned().unwrap_or_default();
    let mut others = BTreeMap::new();
    for party in told.profile.sides.iter().filter_map(|side| side.other) {
        others.entry(party).or_insert_with(|| Across {
            account: ledger.account(party).map(|key| key.as_str().to_owned()),
            known_by: told.seen.details.known_by(party, ledger.accounts.len()).unwrap_or(KnownBy::Name),
        });
    }
    Subject {
        account: told.head.asked.as_str().to_owned(),
        accounts: told.head.accounts.iter().map(account).collect(),
        days: told.head.days,
        ids: told.profile.sides.iter().map(|side| id(side.transaction)).collect(),
        figures: told.profile.clone(),
        others,
        compared: [told.head.compared, told.head.differ.len()].map(count),
        hides_places: told.head.hides_places,
        left_aside: false,
    }
}

fn account(of: &Account) -> SubjectAccount {
    SubjectAccount {
        key: AccountId::as_str(&of.key).to_owned(),
        statements: of.statements.map(count),
        missing: of.missing.iter().filter_map(|month| year_and_month(*month)).collect(),
    }
}

fn year_and_month(month: Month) -> Option<(i16, i8)> {
    Some((i16::try_from(month.year()).ok()?, i8::try_from(month.number()).ok()?))
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
