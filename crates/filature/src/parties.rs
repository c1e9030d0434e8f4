//! The holders of a case's accounts as `filature-identity` compares them: a party an account, with all that the files say of it.
//!
//! An account that stands under two names is one party with two names; whether these are one person's is not decided here.

use std::collections::BTreeMap;

use filature_identity::{Birth, Party, PartyKind};
use filature_ledger::Ledger;
use filature_ledger::said::Said;
use filature_model::{AccountId, AccountKind};

/// What is said of the holder of each account: in the rows and statements of `said`, and in the ledger's lists of accounts.
pub fn of(ledger: &Ledger, said: &Said) -> BTreeMap<AccountId, Party> {
    let mut parties: BTreeMap<AccountId, Party> =
        said.accounts.iter().map(|account| (AccountId::written(account), Party::default())).collect();
    let mut tell = |account: &Option<String>, to: fn(&mut Party) -> &mut Vec<String>, text: &str| {
        let party = account.as_deref().and_then(|account| parties.get_mut(&AccountId::written(account)));
        if let Some(party) = party {
            to(party).push(text.to_owned());
        }
    };
    said.names.iter().for_each(|(account, name)| tell(account, |party| &mut party.names, name));
    said.telephones.iter().for_each(|(account, phone)| tell(account, |party| &mut party.phones, phone));
    said.documents.iter().for_each(|(account, document)| tell(account, |party| &mut party.documents, document));
    for account in &ledger.accounts {
        let Some(party) = parties.get_mut(&account.id) else { continue };
        party.kind = match account.kind {
            Some(AccountKind::Personal) => PartyKind::Person,
            Some(_) => PartyKind::Organisation,
            None => party.kind,
        };
        if let Some(born) = account.birth_on {
            party.birth = Birth::read(&born.to_string());
        }
        party.country = party.country.take().or_else(|| account.country.clone());
        party.addresses.extend(account.address.clone());
        party.emails.extend(account.email.clone());
        party.devices.extend(account.device.clone());
    }
    for (id, party) in &mut parties {
        party.accounts.push(id.as_str().to_owned());
    }
    parties
}
