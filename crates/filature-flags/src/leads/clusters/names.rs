//! Who pays in at a counter, or holds an account in another country too, is known by a name: the same name on an account of the cluster
//! ties the two, and the lead says that this is all that ties them. It merges nobody.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{NO_WORD, OUTSIDE};

use crate::engine::Columns;

/// Payments of a party that are looked at for its name.
const PAYMENTS: usize = 64;
/// A name that more parties than this bear is nobody's in particular.
const MOST_BEARERS: usize = 3;

/// Pairs of positions in `everybody` that bear one name and may be one person.
pub(super) fn sharing(columns: &Columns, everybody: &[u32], hubs: &[bool]) -> Vec<(usize, usize)> {
    let mut bearers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, &party) in everybody.iter().enumerate().filter(|(at, _)| !hubs[*at]) {
        for name in names(columns, party) {
            bearers.entry(name).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    let in_ledger = bearers_in_ledger(columns, &bearers);
    let own = |name: &u32| in_ledger.get(name).is_none_or(|bearers| bearers.len() <= MOST_BEARERS);
    for (_, bearers) in bearers.iter().filter(|(name, _)| own(name)) {
        // Each with each, and not each with the next: else somebody between two would keep them apart.
        for (number, &one) in bearers.iter().enumerate() {
            let others = bearers[number + 1..].iter().copied();
            let tied = others.filter(|&other| ties(columns, everybody[one], everybody[other]));
            pairs.extend(tied.map(|other| (one, other)));
        }
    }
    pairs
}

/// Whether one name may be one person: an account and somebody without one, or accounts of two countries. Two accounts of one country are
/// told apart by their banks already, and most namesakes live in one country.
fn ties(columns: &Columns, one: u32, other: u32) -> bool {
    let accounts = columns.ledger.accounts.len();
    let has_account = |party: u32| (party as usize) < accounts;
    let country = |party: u32| columns.details.holders.country.get(party as usize);
    match (has_account(one), has_account(other)) {
        (false, false) => false,
        (true, true) => country(one).zip(country(other)).is_some_and(|(one, other)| one != other),
        _ => true,
    }
}

/// The names under which a party pays and is paid.
fn names(columns: &Columns, party: u32) -> BTreeSet<u32> {
    let (index, details) = (&columns.index, &columns.details);
    let of = |list: &[u32], names: &[u32]| -> Vec<u32> {
        list.iter()
            .take(PAYMENTS)
            .filter_map(|&tx| names.get(tx as usize).copied())
            .filter(|&name| name != NO_WORD)
            .collect()
    };
    let paid = of(index.outgoing(party), &details.payer_name);
    paid.into_iter().chain(of(index.incoming(party), &details.payee_name)).collect()
}

/// Who bears each name, in the whole ledger and up to one more than count: were they counted among the findings, fewer findings would
/// make a name somebody's own, and tie more people.
fn bearers_in_ledger(columns: &Columns, names: &BTreeMap<u32, Vec<usize>>) -> BTreeMap<u32, BTreeSet<u32>> {
    let details = &columns.details;
    let mut bearers: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let sides = [(&details.payer_name, &details.payer), (&details.payee_name, &details.payee)];
    for (name, &party) in sides.into_iter().flat_map(|(names, parties)| names.iter().zip(parties)) {
        if party != OUTSIDE && names.contains_key(name) {
            let known = bearers.entry(*name).or_default();
            if known.len() <= MOST_BEARERS {
                known.insert(party);
            }
        }
    }
    bearers
}
