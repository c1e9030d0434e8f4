//! Whom a case names, as a list is held against them: the holders of its accounts, and names that stand without an account.
//!
//! Who is protected is left out with all of their accounts, the accounts of which only withheld rows speak, and the names that they bear; what
//! withheld rows say of anybody is left out too. In doubt, out, as on the desk and in a document.

use std::collections::BTreeSet;

use filature_identity::Party;
use filature_ledger::said::Said;
use filature_ledger::withheld::{self, Shown};
use filature_ledger::{Case, Ledger, protection};
use filature_model::{AccountId, naming};

use crate::outcome::Failure;
use crate::verbs::load;
use crate::{evidence, parties};

/// An account with more names than this is several parties: of one, the engine looks at so many.
const MOST_NAMES: usize = 200;

/// Somebody of a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The holder of an account.
    Account(AccountId),
    /// A name that stands beside no account.
    Name(String),
}

/// The people and organisations of a case.
pub struct People {
    /// All that any source names.
    pub all: Vec<(Who, Party)>,
    /// Those by what may be rendered alone, where that is not the whole.
    pub evidence: Option<Vec<(Who, Party)>>,
    /// Accounts that were left out to protect people.
    pub left_out: usize,
}

/// What may not be in a match.
#[derive(Default)]
struct Hidden {
    accounts: BTreeSet<AccountId>,
    /// The words of the names that stand beside them.
    names: BTreeSet<BTreeSet<String>>,
}

impl People {
    /// Of a case.
    pub fn of(case: &Case) -> Result<Self, Failure> {
        let days = protection::days(&case.journal()?);
        let ledger = load(case)?;
        let mut said = ledger.said();
        let mut hidden = Hidden::default();
        if !days.is_empty() {
            let whole = said;
            let (rest, silent) = ledger.said_without(&withheld::rows(case, &ledger, &days)?);
            said = rest;
            let silent = silent.iter().map(|account| AccountId::written(account));
            hidden = Hidden::of(&whole, days.keys().cloned().chain(silent).collect());
        }
        let all = hidden.others(&ledger, &said);
        let evidence = if evidence::is_mixed(case) {
            let shown = Shown::of(case, &days)?.ledger;
            Some(hidden.others(&shown, &shown.said()))
        } else {
            None
        };
        Ok(Self { all, evidence, left_out: hidden.accounts.len() })
    }

    /// How many accounts there are, and names without one.
    pub fn counts(&self) -> [usize; 2] {
        let mut accounts: Vec<&AccountId> = Vec::new();
        for (who, _) in &self.all {
            match who {
                Who::Account(account) if accounts.last() != Some(&account) => accounts.push(account),
                _ => {}
            }
        }
        [accounts.len(), self.all.iter().filter(|(who, _)| matches!(who, Who::Name(_))).count()]
    }
}

impl Hidden {
    /// Those of these accounts that the case knows, and all names that any row gives them.
    fn of(whole: &Said, accounts: BTreeSet<AccountId>) -> Self {
        let known: BTreeSet<AccountId> = whole.accounts.iter().map(|account| AccountId::written(account)).collect();
        let is_hidden = |account: &Option<String>| {
            account.as_deref().is_some_and(|account| accounts.contains(&AccountId::written(account)))
        };
        let names = whole.names.iter().filter(|(account, _)| is_hidden(account));
        let names = names.map(|(_, name)| naming::words(name)).filter(|words| !words.is_empty()).collect();
        Self { accounts: accounts.into_iter().filter(|account| known.contains(account)).collect(), names }
    }

    /// Everybody else that a ledger names.
    fn others(&self, ledger: &Ledger, said: &Said) -> Vec<(Who, Party)> {
        let mut all = Vec::new();
        for (account, party) in parties::of(ledger, said) {
            if !self.accounts.contains(&account) {
                take(&mut all, account, party);
            }
        }
        let with_account: BTreeSet<&str> =
            said.names.iter().filter(|(account, _)| account.is_some()).map(|(_, name)| name.as_str()).collect();
        // What stands beside an account too is looked at there.
        let alone =
            said.names.iter().filter(|(account, name)| account.is_none() && !with_account.contains(name.as_str()));
        let alone = alone.filter(|(_, name)| !self.names.contains(&naming::words(name)));
        all.extend(alone.map(|(_, name)| (Who::Name(name.clone()), Party::named(name))));
        all
    }
}

fn take(all: &mut Vec<(Who, Party)>, account: AccountId, party: Party) {
    if party.names.len() <= MOST_NAMES {
        all.push((Who::Account(account), party));
        return;
    }
    for names in party.names.chunks(MOST_NAMES) {
        all.push((Who::Account(account.clone()), Party { names: names.to_vec(), ..party.clone() }));
    }
}
