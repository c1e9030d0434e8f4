use std::collections::{BTreeMap, BTreeSet, HashMap};

use filature_model::{Channel, Currency, OUTSIDE};

use crate::state::Base;
use crate::state::index;

/// What is asked of a network.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Accounts that it is about.
    pub seeds: Vec<u32>,
    /// How many payments away others may be.
    pub hops: usize,
    /// First day, counted from 1970.
    pub from: Option<i32>,
    /// Last day.
    pub to: Option<i32>,
    /// The least that a pair's payments come to, as a decimal text.
    pub min: Option<String>,
    /// The most.
    pub max: Option<String>,
    /// Channels; none means all.
    pub channels: Vec<String>,
    /// Countries, of one of both accounts; none means all.
    pub countries: Vec<String>,
    /// Kinds of account, of one of both; none means all.
    pub kinds: Vec<String>,
    /// The most accounts.
    pub nodes_most: usize,
    /// The most pairs.
    pub edges_most: usize,
}

/// What flowed from one account to another, in the currency of most of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Who paid.
    pub from: u32,
    /// Who was paid.
    pub to: u32,
    /// In which currency.
    pub currency: Currency,
    /// How many payments.
    pub count: u64,
    /// What they come to.
    pub minor: i128,
    /// The first day.
    pub first: i32,
    /// The last day.
    pub last: i32,
    /// A bit a channel, in the order of [`Channel::ALL`].
    pub channels: u16,
}

/// Accounts and pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Accounts that are shown, in their order.
    pub nodes: Vec<u32>,
    /// Pairs that are shown, by payer and payee.
    pub edges: Vec<Edge>,
    /// How many accounts there would be.
    pub total_nodes: usize,
    /// How many pairs there would be.
    pub total_edges: usize,
}

/// Collects them.
pub fn collect(base: &Base, asked: &Asked, country: impl Fn(u32) -> Option<String>) -> Network {
    let mut found: BTreeSet<u32> = asked.seeds.iter().copied().collect();
    let (mut edge, mut total_nodes): (Vec<u32>, usize) = (found.iter().copied().collect(), found.len());
    // Twice what can be shown is enough to choose from: of a hub's hundred thousand counterparties those with most payments are walked on
    // from, and all are counted.
    let enough = asked.nodes_most.saturating_mul(2);
    for _ in 0..asked.hops {
        let mut payments = HashMap::<u32, u64>::new();
        for &account in &edge {
            for other in neighbours(base, asked, account).filter(|other| !found.contains(other)) {
                *payments.entry(other).or_default() += 1;
            }
        }
        total_nodes += payments.len();
        let mut next: Vec<(u64, u32)> = payments.into_iter().map(|(account, count)| (count, account)).collect();
        next.sort_unstable_by_key(|&(count, account)| (std::cmp::Reverse(count), account));
        next.truncate(enough.saturating_sub(found.len()));
        edge = next.into_iter().map(|(_, account)| account).collect();
        edge.sort_unstable();
        found.extend(edge.iter().copied());
    }
    let mut edges = between(base, asked, &found, &country);
    let seeds: BTreeSet<u32> = asked.seeds.iter().copied().collect();
    let total_edges = edges.len();
    let nodes = largest(&found, &seeds, &edges, asked.nodes_most);
    edges.retain(|edge| nodes.contains(&edge.from) && nodes.contains(&edge.to));
    edges.sort_by_key(|edge| (std::cmp::Reverse(edge.minor), edge.from, edge.to, edge.currency));
    edges.truncate(asked.edges_most);
    edges.sort_by_key(|edge| (edge.from, edge.to, edge.currency));
    Network { nodes: nodes.into_iter().collect(), edges, total_nodes, total_edges }
}

/// Accounts that paid or were paid by one, in the time and by the channels asked for.
fn neighbours<'a>(base: &'a Base, asked: &'a Asked, account: u32) -> impl Iterator<Item = u32> + 'a {
    let transactions = &base.ledger.transactions;
    base.index.of_account(account).iter().filter(|on| takes(base, asked, on)).filter_map(move |on| {
        let at = on.transaction as usize;
        let other = if on.is_credit { transactions.debtor[at] } else { transactions.creditor[at] };
        (other != OUTSIDE).then_some(other)
    })
}

fn takes(base: &Base, asked: &Asked, on: &index::On) -> bool {
    let day = base.columns.day(on.row as usize);
    let channel = base.ledger.transactions.channel[on.transaction as usize].word();
    asked.from.is_none_or(|from| from <= day)
        && asked.to.is_none_or(|to| day <= to)
        && (asked.channels.is_empty() || asked.channels.iter().any(|wanted| wanted == channel))
}

/// Pairs among these accounts, by payer, payee and currency.
fn between(base: &Base, asked: &Asked, found: &BTreeSet<u32>, country: &impl Fn(u32) -> Option<String>) -> Vec<Edge> {
    let transactions = &base.ledger.transactions;
    let is_found: Vec<bool> = {
        let mut is_found = vec![false; transactions.accounts.len()];
        found.iter().for_each(|&account| is_found[account as usize] = true);
        is_found
    };
    let mut edges = HashMap::<(u32, u32, Currency), Edge>::new();
    for &account in found {
        for on in base.index.of_account(account).iter().filter(|on| !on.is_credit && takes(base, asked, on)) {
            let at = on.transaction as usize;
            let to = transactions.creditor[at];
            if to == OUTSIDE || to == account || !is_found[to as usize] {
                continue;
            }
            let (currency, day) = (transactions.currency[at], base.columns.day(on.row as usize));
            let edge = edges.entry((account, to, currency)).or_insert(Edge {
                from: account,
                to,
                currency,
                count: 0,
                minor: 0,
                first: day,
                last: day,
                channels: 0,
            });
            edge.count += 1;
            edge.minor += i128::from(transactions.amount_minor[at]);
            (edge.first, edge.last) = (edge.first.min(day), edge.last.max(day));
            edge.channels |= channel_bit(transactions.channel[at]);
        }
    }
    let mut edges: Vec<Edge> = edges.into_values().collect();
    edges.retain(|edge| {
        is_in_bounds(asked, edge) && is_in_countries(asked, edge, country) && is_of_kinds(base, asked, edge)
    });
    edges.sort_by_key(|edge| (edge.from, edge.to, edge.currency));
    edges
}

fn is_in_bounds(asked: &Asked, edge: &Edge) -> bool {
    let bound = |text: &Option<String>| {
        text.as_deref().and_then(|text| crate::api::money::minor_of(text, edge.currency)).map(i128::from)
    };
    bound(&asked.min).is_none_or(|min| min <= edge.minor) && bound(&asked.max).is_none_or(|max| edge.minor <= max)
}

fn is_in_countries(asked: &Asked, edge: &Edge, country: &impl Fn(u32) -> Option<String>) -> bool {
    let is_wanted = |account| country(account).is_some_and(|country| asked.countries.contains(&country));
    asked.countries.is_empty() || is_wanted(edge.from) || is_wanted(edge.to)
}

fn is_of_kinds(base: &Base, asked: &Asked, edge: &Edge) -> bool {
    let is_wanted = |account| base.kind(account).is_some_and(|kind| asked.kinds.iter().any(|wanted| wanted == kind));
    asked.kinds.is_empty() || is_wanted(edge.from) || is_wanted(edge.to)
}

fn channel_bit(channel: Channel) -> u16 {
    let at = Channel::ALL.iter().position(|known| *known == channel).unwrap_or_default();
    1_u16 << at
}

/// The words of channels.
pub fn channel_words(bits: u16) -> Vec<&'static str> {
    Channel::ALL.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, channel)| channel.word()).collect()
}

/// The seeds, and of the others those with most payments, up to a number; without pairs none but the seeds.
fn largest(found: &BTreeSet<u32>, seeds: &BTreeSet<u32>, edges: &[Edge], most: usize) -> BTreeSet<u32> {
    let mut weight = BTreeMap::<u32, u64>::new();
    for edge in edges {
        *weight.entry(edge.from).or_default() += edge.count;
        *weight.entry(edge.to).or_default() += edge.count;
    }
    let mut others: Vec<(u64, u32)> = found
        .iter()
        .filter(|account| !seeds.contains(account))
        .filter_map(|account| Some((*weight.get(account)?, *account)))
        .collect();
    others.sort_by_key(|&(weight, account)| (std::cmp::Reverse(weight), account));
    let room = most.saturating_sub(seeds.len());
    seeds.iter().copied().take(most).chain(others.into_iter().take(room).map(|(_, account)| account)).collect()
}
