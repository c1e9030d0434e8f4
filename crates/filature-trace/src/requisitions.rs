//! What to ask for next: every place where the rules lose sight of a claim, put together by what to ask and of whom, the
//! largest amount first.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Ask, Departure, OUTSIDE, Requisition, Rule, decimal_string};

use crate::bounds::Bounds;
use crate::call::{Call, day_of};
use crate::engine::Outcome;
use crate::scenarios::{Doubted, Run};

/// An opening that moves less than one unit of currency is not worth a letter: a design default.
const LEAST_WORTH_ASKING_MINOR: i128 = 100;

/// What to ask for, the account of the case, and the payee where it is known.
type Key = (Ask, u32, Option<u32>);

/// The list, over the rules that follow each unit.
pub(crate) fn list(call: &Call<'_>, run: &Run) -> Vec<Requisition> {
    let mut at_stake: BTreeMap<Key, Vec<Bounds>> = BTreeMap::new();
    let mut transactions: BTreeMap<Key, BTreeSet<u32>> = BTreeMap::new();
    let followed = || run.outcomes.iter().filter(|(rule, ..)| rule.is_followed());
    let rules = followed().count();
    for (number, (_, outcome, _)) in followed().enumerate() {
        let mut by_transaction: BTreeMap<(Key, u32), Bounds> = BTreeMap::new();
        for (key, part) in asks(call, outcome) {
            by_transaction.entry(key).or_default().add(part);
        }
        for ((key, transaction), part) in by_transaction {
            // The most of several claims cannot all be in one payment.
            let (paid, currency) = call.debit(transaction as usize);
            let most = if currency == call.currency { paid } else { part.high_minor };
            let part = part.at_most(Bounds::exact(most));
            at_stake.entry(key).or_insert_with(|| vec![Bounds::default(); rules])[number].add(part);
            transactions.entry(key).or_default().insert(transaction);
        }
    }
    let mut list: Vec<(Bounds, Key, BTreeSet<u32>)> = at_stake
        .into_iter()
        .map(|(key, parts)| {
            let none = Bounds::default();
            let range = parts.iter().copied().reduce(Bounds::hull).unwrap_or(none);
            (range, key, transactions.remove(&key).unwrap_or_default())
        })
        .collect();
    list.extend(openings(run));
    list.extend(holders(call, run));
    list.sort_by(|(one, key, _), (other, other_key, _)| {
        (other.high_minor, other.low_minor, key).cmp(&(one.high_minor, one.low_minor, other_key))
    });
    list.into_iter().map(|(range, key, transactions)| write(call, range, key, &transactions)).collect()
}

/// Of one rule's figures: what to ask, the transaction, and what is at stake.
fn asks(call: &Call<'_>, outcome: &Outcome) -> Vec<((Key, u32), Bounds)> {
    let mut asks = Vec::new();
    for (&(transaction, account, _, how), &part) in outcome.left.iter().filter(|(_, part)| !part.is_zero()) {
        let payee = call.ledger.creditor[transaction as usize];
        let known = (payee != OUTSIDE).then_some(payee);
        let ask = match (how, known) {
            (Departure::Cash, _) => Ask::CashRecord,
            (Departure::Outside, Some(_)) => Ask::PayeeStatement,
            (Departure::Outside, None) => Ask::PayeeIdentity,
            (Departure::Hub, _) => Ask::HubRecord,
            (Departure::NoRate, _) => Ask::Rate,
            // A cost, a debt repaid, or where a person said to stop: nothing to ask for.
            (Departure::Fee | Departure::Overdraft | Departure::Stop, _) => continue,
        };
        let (account, payee) = match ask {
            // Of a pooled account it does not matter who paid it.
            Ask::HubRecord => (payee, None),
            Ask::CashRecord | Ask::PayeeIdentity => (account, None),
            _ => (account, known),
        };
        asks.push((((ask, account, payee), transaction), part));
    }
    asks
}

/// Openings that are not known, each with what it moves.
fn openings(run: &Run) -> Vec<(Bounds, Key, BTreeSet<u32>)> {
    let mut list = Vec::new();
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    for event in &run.pockets.events {
        first.entry(run.pockets.keys[event.pocket as usize].1).or_insert(event.transaction);
    }
    for &account in &run.unknown_openings {
        let of_account = run.sways.iter().filter(|sway| sway.doubt == Doubted::Opening(account));
        let measured = of_account.map(|sway| sway.held.high_minor - sway.held.low_minor).max();
        // Where openings were not measured one by one: how far what the account holds is not known.
        let width = |outcome: &Outcome| -> i128 {
            let held = outcome.held.iter().filter(|(key, _)| key.0 == account);
            held.map(|(_, part)| part.high_minor - part.low_minor).sum()
        };
        let followed = run.outcomes.iter().filter(|(rule, ..)| rule.is_followed() && *rule != Rule::Lifo);
        let moved = measured.or_else(|| followed.map(|(_, outcome, _)| width(outcome)).max()).unwrap_or(0);
        if moved >= LEAST_WORTH_ASKING_MINOR {
            let range = Bounds { low_minor: 0, high_minor: moved };
            let transactions = first.get(&account).copied().into_iter().collect();
            list.push((range, (Ask::EarlierStatement, account, None), transactions));
        }
    }
    list
}

/// Accounts that hold something, and of which no list says what was in them: what they paid may be in no file.
fn holders(call: &Call<'_>, run: &Run) -> Vec<(Bounds, Key, BTreeSet<u32>)> {
    let (mut list, last) = (Vec::new(), run.pockets.last_events());
    for (pocket, &(currency, account)) in
        run.pockets.keys.iter().enumerate().filter(|(pocket, _)| run.unbounded[*pocket])
    {
        let mut range: Option<Bounds> = None;
        for (_, outcome, _) in run.outcomes.iter().filter(|(rule, ..)| rule.is_followed()) {
            let mut held = Bounds::default();
            let of_pocket = outcome.held.range((account, currency, 0)..=(account, currency, usize::MAX));
            of_pocket.for_each(|(_, part)| held.add(*part));
            let claimed = call.claims.iter().map(|(_, minor)| minor).sum();
            held = held.at_most(Bounds::exact(claimed));
            range = Some(range.map_or(held, |range| range.hull(held)));
        }
        if let Some(range) = range.filter(|range| range.high_minor > 0) {
            let transactions = last[pocket].map(|event| event.transaction).into_iter().collect();
            list.push((range, (Ask::HolderStatement, account, None), transactions));
        }
    }
    list
}

fn write(call: &Call<'_>, range: Bounds, (ask, account, payee): Key, transactions: &BTreeSet<u32>) -> Requisition {
    let days = || transactions.iter().map(|&at| day_of(call.start_micros(at as usize)).to_string());
    let name = |account: u32| call.ledger.account(account).map(|id| id.as_str().to_owned());
    Requisition {
        ask,
        account: name(account).unwrap_or_default(),
        payee: payee.and_then(name),
        from: days().min().unwrap_or_default(),
        to: days().max().unwrap_or_default(),
        low: decimal_string(range.low_minor, call.currency),
        high: decimal_string(range.high_minor, call.currency),
        currency: call.currency.to_string(),
        transactions: transactions.iter().map(|&at| call.ledger.ids[at as usize].clone()).collect(),
    }
}
