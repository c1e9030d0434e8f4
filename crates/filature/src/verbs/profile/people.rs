//! What those on the other side are called: accounts by their keys, and names as initials unless they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::profile::Profile;
use filature_dossier::vocabulary::initials;
use filature_model::{AccountId, KnownBy, Transactions};

use crate::outcome::Failure;
use crate::seen::Seen;

/// Names of those who are shown.
pub struct People {
    /// Of parties, by their positions: accounts, and behind them customers.
    names: BTreeMap<u32, String>,
    with_names: bool,
}

impl People {
    /// Of those that a profile lists one by one.
    pub fn of(seen: &Seen, profile: &Profile, with_names: bool) -> Result<Self, Failure> {
        let mut rows = BTreeMap::<u32, (&str, bool)>::new();
        for currency in &profile.currencies {
            let largest =
                currency.others.largest.iter().map(|other| (other.party, [&other.flow.credits, &other.flow.debits]));
            let regular = currency.regular.iter().map(|series| (series.party, [&series.sum, &series.sum]));
            for (party, sums) in largest.chain(regular) {
                let first = sums.into_iter().flat_map(|sum| sum.sides()).next();
                let side = first.and_then(|&at| profile.sides.get(at as usize));
                if let Some(side) = side
                    && let Some(id) = seen.ledger.transactions.ids.get(side.transaction as usize)
                {
                    rows.entry(party).or_insert((id.as_str(), side.is_credit));
                }
            }
        }
        let mut names = BTreeMap::new();
        let wanted: BTreeSet<String> = rows.values().map(|(id, _)| (*id).to_owned()).collect();
        let entries = seen.ledger.book.entries(&wanted)?;
        for (party, (id, is_credit)) in rows {
            let listed = seen.ledger.transactions.account(party).and_then(|id| holder(seen, id));
            let written = entries.get(id).into_iter().flatten().find_map(|(_, entry)| {
                let across = if is_credit { &entry.debtor } else { &entry.creditor };
                across.name.clone().filter(|name| !name.trim().is_empty())
            });
            names.extend(listed.or(written).map(|name| (party, name)));
        }
        Ok(Self { names, with_names })
    }

    /// A name as it is shown.
    pub fn shown(&self, name: &str) -> String {
        if self.with_names { name.to_owned() } else { initials(name) }
    }

    /// What a party is called, where anything names it.
    pub fn name(&self, party: u32) -> Option<String> {
        self.names.get(&party).map(|name| self.shown(name)).filter(|name| !name.is_empty())
    }

    /// The key of a party's account; none for a customer without one.
    pub fn key<'a>(&self, ledger: &'a Transactions, party: u32) -> Option<&'a str> {
        ledger.account(party).map(AccountId::as_str)
    }

    /// By what a customer without an account is told apart.
    pub fn known_by(&self, seen: &Seen, party: u32) -> Option<KnownBy> {
        let known = seen.details.known_by(party, seen.ledger.transactions.accounts.len());
        known.filter(|known| *known != KnownBy::Account)
    }
}

/// Whose an account is by a list or a statement.
pub fn holder(seen: &Seen, account: &AccountId) -> Option<String> {
    let is_name = |name: &&String| !name.trim().is_empty();
    // Lists are sorted by account.
    let from = seen.ledger.accounts.partition_point(|known| known.id < *account);
    let listed = seen.ledger.accounts[from..].iter().take_while(|known| known.id == *account);
    let statements = seen.ledger.statements.iter().filter(|check| check.statement.account == *account);
    let stated = statements.filter_map(|check| check.statement.holder.as_ref());
    listed.filter_map(|known| known.holder.as_ref()).chain(stated).find(is_name).cloned()
}
