//! Whom and what a ledger names, whether or not anything relies on it: for texts to be held against.

use std::collections::BTreeSet;

use filature_model::{Account, EntryId};

use crate::Ledger;
use crate::tables::Row;
use crate::withheld;

/// Names, accounts and places that a ledger gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Names, each with the account that it stands beside, where there is one.
    pub names: BTreeSet<(Option<String>, String)>,
    /// Keys of accounts.
    pub accounts: BTreeSet<String>,
    /// Towns, terminals and addresses, each with an account that it is known of, where there is any.
    pub places: BTreeSet<(Option<String>, String)>,
    /// Telephones, likewise.
    pub telephones: BTreeSet<(Option<String>, String)>,
    /// Numbers of papers that rows give, likewise.
    pub documents: BTreeSet<(Option<String>, String)>,
}

impl Ledger {
    /// Whom and what it names: in its rows, its statements and its lists of accounts.
    pub fn said(&self) -> Said {
        self.said_without(&BTreeSet::new()).0
    }

    /// The same without what these rows say ([`withheld::rows`]), and the accounts of which these rows speak and no other.
    pub fn said_without(&self, withheld: &BTreeSet<EntryId>) -> (Said, BTreeSet<String>) {
        let (mut said, mut gone) = (Said::default(), Said::default());
        for batch in self.book.batches() {
            for row in (0..batch.num_rows()).map(|at| Row { batch, at }) {
                let is_withheld =
                    !withheld.is_empty() && withheld::row_id(&row).is_some_and(|id| withheld.contains(&id));
                let to = if is_withheld { &mut gone } else { &mut said };
                to.take(&row);
            }
        }
        let silent = gone.accounts.difference(&said.accounts).cloned().collect();
        for statement in self.statements.iter().map(|check| &check.statement) {
            let account = statement.account.as_str();
            said.accounts.insert(account.to_owned());
            said.name(Some(account), statement.holder.as_deref());
        }
        self.accounts.iter().for_each(|account| said.take_account(account));
        (said, silent)
    }
}

impl Said {
    fn take(&mut self, row: &Row<'_>) {
        for [account, name, phone, document] in [
            ["debtor", "debtor_name", "debtor_phone", "debtor_document"],
            ["creditor", "creditor_name", "creditor_phone", "creditor_document"],
        ] {
            let account = row.text(account);
            if let Some(account) = account
                && !self.accounts.contains(account)
            {
                self.accounts.insert(account.to_owned());
            }
            self.name(account, row.text(name));
            add(&mut self.telephones, account, row.text(phone));
            add(&mut self.documents, account, row.text(document));
        }
        let sides = [row.text("debtor"), row.text("creditor")];
        for place in ["city", "terminal"].into_iter().filter_map(|place| row.text(place)) {
            for side in sides.into_iter().flatten() {
                add(&mut self.places, Some(side), Some(place));
            }
            if sides.iter().all(Option::is_none) {
                add(&mut self.places, None, Some(place));
            }
        }
    }

    /// What a list says of an account.
    pub fn take_account(&mut self, account: &Account) {
        let key = account.id.as_str();
        self.accounts.insert(key.to_owned());
        self.name(Some(key), account.holder.as_deref());
        for name in [&account.introducer, &account.signatories] {
            self.name(None, name.as_deref());
        }
        for place in [&account.city, &account.address, &account.email, &account.device] {
            add(&mut self.places, Some(key), place.as_deref());
        }
        add(&mut self.telephones, Some(key), account.phone.as_deref());
    }

    /// With what another one says.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.names.extend(other.names.iter().cloned());
        self.accounts.extend(other.accounts.iter().cloned());
        self.places.extend(other.places.iter().cloned());
        self.telephones.extend(other.telephones.iter().cloned());
        self.documents.extend(other.documents.iter().cloned());
        self
    }

    fn name(&mut self, account: Option<&str>, name: Option<&str>) {
        add(&mut self.names, account, name);
    }
}

fn add(known: &mut BTreeSet<(Option<String>, String)>, account: Option<&str>, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        known.insert((account.map(str::to_owned), text.to_owned()));
    }
}
