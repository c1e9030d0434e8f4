//! Every movement of the accounts that a dossier is about, account by account until there is no more room.

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::{Activity, Fate, Movement};
use filature_ledger::Ledger;
use filature_model::{AccountId, Lead, Money, SourceUse, Trace};

use crate::outcome::Failure;

/// So many movements are given: each becomes a row of the annex. An account that would bring more is left aside, and said to be.
const MOST_MOVEMENTS: usize = 20_000;

/// The accounts by which there is room: where money is held, whom somebody decided on, those of leads, and then the other
/// accounts of these people, as lists of accounts and statements name them.
fn wanted(ledger: &Ledger, leads: &[Lead], traces: &[(String, Trace)], victims: &BTreeSet<String>) -> Vec<String> {
    let evidence = SourceUse::Evidence.word();
    let held = traces.iter().filter(|(_, trace)| trace.use_ == evidence).flat_map(|(_, trace)| &trace.balances);
    let of_leads = leads.iter().filter(|lead| lead.use_ == evidence).flat_map(|lead| &lead.accounts);
    let first =
        held.map(|balance| &balance.account).chain(victims).chain(of_leads.map(|member| &member.account)).cloned();
    let mut order: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    order.extend(first.filter(|account| known.insert(account.clone())));
    let fold = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let listed = ledger.accounts.iter().filter_map(|account| Some((account.id.as_str(), account.holder.as_deref()?)));
    let stated = ledger.statements.iter().map(|check| &check.statement);
    let stated = stated.filter_map(|statement| Some((statement.account.as_str(), statement.holder.as_deref()?)));
    let holders: Vec<(&str, String)> = listed.chain(stated).map(|(account, name)| (account, fold(name))).collect();
    let people: BTreeSet<&str> =
        holders.iter().filter(|(account, _)| known.contains(*account)).map(|(_, name)| name.as_str()).collect();
    let also: BTreeSet<&str> =
        holders.iter().filter(|(_, name)| people.contains(name.as_str())).map(|(account, _)| *account).collect();
    order.extend(also.into_iter().filter(|account| !known.contains(*account)).map(str::to_owned));
    order
}

/// The movements. `ledger` is that of the evidence alone.
///
/// # Errors
/// A bug of ours, when the ledger cannot be read back.
pub fn of(
    ledger: &Ledger,
    leads: &[Lead],
    traces: &[(String, Trace)],
    victims: &BTreeSet<String>,
) -> Result<Activity, Failure> {
    let transactions = &ledger.transactions;
    let wanted = wanted(ledger, leads, traces, victims);
    let place = |account: &str| transactions.accounts.binary_search_by(|id| id.as_str().cmp(account)).ok();
    let mut positions: BTreeMap<usize, Vec<usize>> =
        wanted.iter().filter_map(|account| place(account)).map(|at| (at, Vec::new())).collect();
    for at in 0..transactions.len() {
        let (payer, payee) = (transactions.debtor[at] as usize, transactions.creditor[at] as usize);
        if let Some(of_payer) = positions.get_mut(&payer) {
            of_payer.push(at);
        }
        if payer != payee
            && let Some(of_payee) = positions.get_mut(&payee)
        {
            of_payee.push(at);
        }
    }
    let (mut activity, mut given) = (Activity::default(), BTreeSet::new());
    for account in wanted {
        let own = place(&account).and_then(|at| positions.get(&at)).map(Vec::as_slice).unwrap_or_default();
        let more = own.iter().filter(|at| !given.contains(*at)).count();
        if given.len() + more > MOST_MOVEMENTS {
            activity.left_aside.insert(account);
        } else {
            given.extend(own.iter().copied());
            activity.whole.insert(account);
        }
    }
    let taken_back: BTreeSet<usize> =
        transactions.reversals.iter().flat_map(|&(one, other)| [one as usize, other as usize]).collect();
    activity.movements = given.iter().map(|&at| moved(ledger, at, taken_back.contains(&at))).collect();
    called_off(ledger, &mut activity)?;
    Ok(activity)
}

fn moved(ledger: &Ledger, at: usize, taken_back: bool) -> Movement {
    let transactions = &ledger.transactions;
    let key = |index: u32| transactions.account(index).map(|id| id.as_str().to_owned());
    let paid = Money { minor: transactions.amount_minor[at], currency: transactions.currency[at] };
    let received = transactions.received[at].map_or(paid, |(minor, currency)| Money { minor, currency });
    Movement {
        id: transactions.ids[at].clone(),
        payer: key(transactions.debtor[at]),
        payee: key(transactions.creditor[at]),
        paid,
        received,
        channel: transactions.channel[at],
        fate: if taken_back { Fate::TakenBack } else { Fate::Moved },
    }
}

/// Adds what was called off, given back or never fetched: it is in no array, since it moved nothing.
fn called_off(ledger: &Ledger, activity: &mut Activity) -> Result<(), Failure> {
    let mut ids = ledger.book.called_off(&activity.whole)?;
    for movement in &activity.movements {
        ids.remove(&movement.id);
    }
    let key = |account: &Option<AccountId>| account.as_ref().map(|account| account.as_str().to_owned());
    for (id, entries) in ledger.book.entries(&ids)? {
        let Some((_, entry)) = entries.first() else { continue };
        activity.movements.push(Movement {
            id,
            payer: key(&entry.debtor.account),
            payee: key(&entry.creditor.account),
            paid: entry.amount,
            received: entry.received.unwrap_or(entry.amount),
            channel: entry.channel.unwrap_or_default(),
            fate: Fate::CalledOff,
        });
    }
    Ok(())
}
