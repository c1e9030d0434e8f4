//! Which accounts money can have reached, or come from. Wider than any rule: a use may be said too narrow, never too wide.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Assertion, OUTSIDE, Trace, Transactions};
use filature_trace::Target;

/// The earliest and the latest instant at which each transaction may count: its bookings and its value dates.
fn instants(transactions: &Transactions) -> Vec<(i64, i64)> {
    let legs = transactions.debited.iter().zip(&transactions.credited);
    let mut instants: Vec<(i64, i64)> = legs
        .map(|(debited, credited)| {
            (debited.at_micros.min(credited.at_micros), debited.at_micros.max(credited.at_micros))
        })
        .collect();
    for side in &transactions.value_dates {
        let (earliest, latest) = &mut instants[side.transaction as usize];
        *earliest = (*earliest).min(side.at_micros);
        *latest = (*latest).max(side.at_micros);
    }
    instants
}

/// The accounts that the money of a trace's claims can have reached, along payments and along asserted links.
pub fn forward(transactions: &Transactions, trace: &Trace) -> BTreeSet<u32> {
    let claimed: BTreeSet<&str> =
        trace.claims.iter().flat_map(|claim| claim.transactions.iter().map(String::as_str)).collect();
    let links = links(transactions, trace);
    let instants = instants(transactions);
    let mut since = BTreeMap::<u32, i64>::new();
    for at in (0..transactions.len()).filter(|&at| claimed.contains(transactions.ids[at].as_str())) {
        add(&mut since, transactions.creditor[at], instants[at].0);
    }
    // Transactions stand in order of time; only ties, value dates and links can need another pass.
    loop {
        let mut changed = false;
        for at in 0..transactions.len() {
            let Some(&reached) = since.get(&transactions.debtor[at]).filter(|&&since| since <= instants[at].1) else {
                continue;
            };
            changed |= add(&mut since, transactions.creditor[at], instants[at].0.max(reached));
            for &credit in links.get(&at).into_iter().flatten() {
                changed |= add(&mut since, transactions.creditor[credit], instants[credit].0);
            }
        }
        if !changed {
            return since.into_keys().collect();
        }
    }
}

/// Keeps the earliest instant of an account; says whether that is news.
fn add(since: &mut BTreeMap<u32, i64>, account: u32, at_micros: i64) -> bool {
    let known = since.get(&account).copied();
    let news = account != OUTSIDE && known.is_none_or(|known| at_micros < known);
    if news {
        since.insert(account, at_micros);
    }
    news
}

/// For each debit that a person linked, the credits that are its money.
fn links(transactions: &Transactions, trace: &Trace) -> BTreeMap<usize, Vec<usize>> {
    let pairs: Vec<(&str, &str)> = trace
        .assertions
        .iter()
        .filter_map(|assertion| match assertion {
            Assertion::Link { debit, credit, .. } => Some((debit.as_str(), credit.as_str())),
            Assertion::Election { .. } => None,
        })
        .collect();
    let mut links = BTreeMap::<usize, Vec<usize>>::new();
    if pairs.is_empty() {
        return links;
    }
    let named: BTreeSet<&str> = pairs.iter().flat_map(|(debit, credit)| [*debit, *credit]).collect();
    let positions: BTreeMap<&str, usize> =
        transactions.ids.iter().map(String::as_str).zip(0..).filter(|(id, _)| named.contains(id)).collect();
    for (debit, credit) in pairs {
        if let (Some(&debit), Some(&credit)) = (positions.get(debit), positions.get(credit)) {
            links.entry(debit).or_default().push(credit);
        }
    }
    links
}

/// The accounts from which the money of a balance or of a payment can have come.
pub fn backward(transactions: &Transactions, target: Target) -> BTreeSet<u32> {
    let instants = instants(transactions);
    let mut until = BTreeMap::<u32, i64>::new();
    match target {
        Target::Balance(account, _) => until.insert(account, i64::MAX),
        Target::Debit(debit) => until.insert(transactions.debtor[debit as usize], instants[debit as usize].1),
    };
    loop {
        let mut changed = false;
        for at in (0..transactions.len()).rev() {
            let Some(&asked) = until.get(&transactions.creditor[at]).filter(|&&until| instants[at].0 <= until) else {
                continue;
            };
            let (payer, latest) = (transactions.debtor[at], instants[at].1.min(asked));
            if payer != OUTSIDE && until.get(&payer).is_none_or(|&known| known < latest) {
                until.insert(payer, latest);
                changed = true;
            }
        }
        if !changed {
            return until.into_keys().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_comes_only_from_what_was_paid_before() {
        let ledger = Transactions::small(&[("A", "B", 1, 1), ("B", "C", 1, 2), ("D", "B", 1, 3), ("C", "E", 1, 4)]);
        let keys = |accounts: BTreeSet<u32>| -> String {
            accounts.iter().map(|&at| ledger.account(at).unwrap().as_str().to_owned()).collect()
        };
        assert_eq!(keys(backward(&ledger, Target::Balance(2, filature_model::Currency::EUR))), "ABC");
        assert_eq!(keys(backward(&ledger, Target::Debit(0))), "A");
        assert_eq!(keys(backward(&ledger, Target::Balance(1, filature_model::Currency::EUR))), "ABD");
    }
}
