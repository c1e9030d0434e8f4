//! Clusters: parties that stand in one finding, are one holder as somebody said, share an identifier, or pay each other much of what they have.
//!
//! A hub joins nobody: what thousands pay (a shop, an operator's settlement account) ties no one to anyone. Whether a party is a hub is told
//! from the ledger and not from findings, so that fewer findings only make clusters fall apart.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{NO_WORD, OUTSIDE};

use super::parts::Part;
use crate::engine::Columns;

/// A finding with more parties than this ties together those of its other sides alone.
const MOST_PARTIES: usize = 60;
/// Who has more counterparties than this ties nobody together.
const HUB_COUNTERPARTIES: usize = 200;
/// An identifier that more accounts than this share ties nobody together: a hostel, a shared office.
const MOST_SHARING: usize = 20;
/// A payment ties two people when it is at least so much, in permille, of all that the one paid...
const TIE_PERMILLE: i128 = 400;
/// ... or a good part of what the one paid, and of what the other was paid.
const TIE_BOTH_PERMILLE: i128 = 250;

/// Findings that belong together.
pub(super) struct Cluster {
    /// Positions of the findings, in order.
    pub parts: Vec<usize>,
    /// Whether a name alone ties some of its people: two may bear one name, and the lead says so.
    pub by_name: bool,
}

/// The clusters of the findings taken, in the order of their first.
pub(super) fn of(
    counterparties: &Counterparties<'_>,
    all: &[Part<'_>],
    taken: &[usize],
    first_of_holder: &[u32],
) -> Vec<Cluster> {
    let columns = counterparties.columns;
    let parts: Vec<&Part<'_>> = taken.iter().map(|&at| &all[at]).collect();
    let everybody: BTreeSet<u32> = parts.iter().flat_map(|part| part.sides.iter().map(|side| side.0)).collect();
    let everybody: Vec<u32> = everybody.into_iter().collect();
    let hubs: Vec<bool> = everybody.iter().map(|&party| counterparties.is_hub(party)).collect();
    let place = |party: u32| everybody.binary_search(&party).ok();
    let mut forest = Forest::new(everybody.len());
    let joins: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| {
            let all = part.sides.len() <= MOST_PARTIES;
            let parties: BTreeSet<u32> =
                if all { part.sides.iter().map(|side| side.0).collect() } else { part.others().collect() };
            parties.into_iter().filter_map(place).filter(|&at| !hubs[at]).collect()
        })
        .collect();
    for joined in &joins {
        for pair in joined.windows(2) {
            forest.join(pair[0], pair[1]);
        }
    }
    for (one, other) in sharing(columns, &everybody, &hubs) {
        forest.join(one, other);
    }
    for (one, other) in of_one_holder(first_of_holder, &everybody) {
        forest.join(one, other);
    }
    let by_name = names::sharing(columns, &everybody, &hubs);
    for &(one, other) in &by_name {
        forest.join(one, other);
    }
    for (at, &party) in everybody.iter().enumerate().filter(|(at, _)| !hubs[*at]) {
        for other in counterparties.tied(party).into_iter().filter_map(place).filter(|&other| !hubs[other]) {
            forest.join(at, other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, joined) in joins.iter().enumerate() {
        // A finding around hubs alone stands in no cluster.
        if let Some(&first) = joined.first() {
            groups.entry(forest.root(first)).or_default().push(taken[number]);
        }
    }
    let named: BTreeSet<usize> = by_name.iter().map(|&(one, _)| forest.root(one)).collect();
    let cluster = |(root, parts)| Cluster { parts, by_name: named.contains(&root) };
    let mut clusters: Vec<Cluster> = groups.into_iter().map(cluster).collect();
    clusters.sort_by(|one, other| one.parts.cmp(&other.parts));
    clusters
}

/// Pairs of positions that somebody said are one holder's.
fn of_one_holder(first_of_holder: &[u32], everybody: &[u32]) -> Vec<(usize, usize)> {
    let mut known: BTreeMap<u32, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, &party) in everybody.iter().enumerate() {
        let Some(&first) = first_of_holder.get(party as usize) else { continue };
        pairs.push((*known.entry(first).or_insert(at), at));
    }
    pairs
}

/// Pairs of positions that share a telephone, an e-mail or a device, and are no hubs.
fn sharing(columns: &Columns, everybody: &[u32], hubs: &[bool]) -> Vec<(usize, usize)> {
    let holders = &columns.details.holders;
    let mut pairs = Vec::new();
    // An address alone ties nobody: strangers live in one house. Where more is to it, a flag says so.
    for values in [&holders.phone, &holders.email, &holders.device] {
        let mut of_value: BTreeMap<u32, usize> = BTreeMap::new();
        for &value in values.iter().filter(|&&value| value != NO_WORD) {
            *of_value.entry(value).or_default() += 1;
        }
        let mut first: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, &party) in everybody.iter().enumerate().filter(|(at, _)| !hubs[*at]) {
            let Some(&value) = values.get(party as usize).filter(|&&value| value != NO_WORD) else { continue };
            if of_value.get(&value).is_some_and(|&sharing| sharing <= MOST_SHARING) {
                match first.get(&value) {
                    Some(&known) => pairs.push((known, at)),
                    None => {
                        first.insert(value, at);
                    }
                }
            }
        }
    }
    pairs
}

/// Who pays whom, as far as it ties people together.
pub(super) struct Counterparties<'a> {
    columns: &'a Columns,
    /// What each party was paid in all.
    received_minor: Vec<i128>,
}

impl<'a> Counterparties<'a> {
    /// Adds up, once for all clusters, what each party was paid.
    pub fn new(columns: &'a Columns) -> Self {
        let parties = columns.ledger.accounts.len() + columns.details.customers.len();
        let mut received_minor = vec![0; parties];
        for (tx, &payee) in columns.details.payee.iter().enumerate() {
            if let Some(sum) = received_minor.get_mut(payee as usize) {
                *sum += euro_minor(columns, tx);
            }
        }
        Self { columns, received_minor }
    }

    fn others(&self, party: u32, outgoing: bool) -> BTreeMap<u32, i128> {
        let (index, details) = (&self.columns.index, &self.columns.details);
        let (list, of) =
            if outgoing { (index.outgoing(party), &details.payee) } else { (index.incoming(party), &details.payer) };
        let mut sums = BTreeMap::new();
        for &tx in list {
            *sums.entry(of.get(tx as usize).copied().unwrap_or(OUTSIDE)).or_insert(0) +=
                euro_minor(self.columns, tx as usize);
        }
        sums
    }

    fn is_hub(&self, party: u32) -> bool {
        let declared = self.columns.ledger.hub.get(party as usize).copied().unwrap_or(false);
        let busy = |outgoing: bool| self.others(party, outgoing).len() > HUB_COUNTERPARTIES;
        declared || busy(true) || busy(false)
    }

    /// Those whom a party pays a good part of all that it pays, or of all that they are paid.
    fn tied(&self, party: u32) -> Vec<u32> {
        let paid = self.others(party, true);
        let all: i128 = paid.values().sum();
        let much = |part: i128, whole: i128, permille: i128| part * 1_000 >= whole * permille;
        let tied = paid.into_iter().filter(|&(other, minor)| {
            let both = || {
                much(minor, all, TIE_BOTH_PERMILLE)
                    && much(minor, self.received_minor[other as usize], TIE_BOTH_PERMILLE)
            };
            other != OUTSIDE && other != party && minor > 0 && (much(minor, all, TIE_PERMILLE) || both())
        });
        tied.map(|(other, _)| other).collect()
    }
}

/// What left the payer in cents of euro; in its own currency where no rate is known.
fn euro_minor(columns: &Columns, tx: usize) -> i128 {
    i128::from(columns.details.euro(tx).unwrap_or(columns.ledger.amount_minor[tx]))
}

/// Disjoint sets; the root of each is its smallest member, so nothing depends on the order of joining.
struct Forest {
    parent: Vec<usize>,
}

impl Forest {
    fn new(size: usize) -> Self {
        Self { parent: (0..size).collect() }
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut next = at;
        while self.parent[next] != root {
            next = std::mem::replace(&mut self.parent[next], root);
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other);
    }
}
