use std::collections::BTreeSet;

use filature_model::{Channel, Currency, OUTSIDE};

use crate::state::Base;
use crate::state::index::On;

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

/// Collects them. Of millions of rows each is looked at in the order of memory, and counted in arrays by account: nothing is hashed.
pub fn collect(base: &Base, asked: &Asked, country: impl Fn(u32) -> Option<String>) -> Network {
    let takes = Takes::of(asked);
    let (found, total_nodes) = walk(base, asked, &takes);
    let is_found = marked(base, &found);
    // What decides on pairs is known of whole pairs alone.
    let is_filtered =
        asked.min.is_some() || asked.max.is_some() || !asked.countries.is_empty() || !asked.kinds.is_empty();
    let mut whole = Vec::new();
    let (weights, total_edges) = if is_filtered {
        whole = between(base, &takes, &found, &is_found);
        whole.retain(|edge| {
            is_in_bounds(asked, edge) && is_in_countries(asked, edge, &country) && is_of_kinds(base, asked, edge)
        });
        let mut weights = vec![0_u64; is_found.len()];
        for edge in &whole {
            weights[edge.from as usize] += edge.count;
            weights[edge.to as usize] += edge.count;
        }
        (weights, whole.len())
    } else {
        weigh(base, &takes, &found, &is_found)
    };
    let nodes = largest(&found, asked, &weights);
    let is_shown = marked(base, &nodes);
    let mut edges = match is_filtered {
        true => whole,
        false => between(base, &takes, &nodes, &is_shown),
    };
    edges.retain(|edge| is_shown[edge.from as usize] && is_shown[edge.to as usize]);
    if edges.len() > asked.edges_most {
        let order = |edge: &Edge| (std::cmp::Reverse(edge.minor), edge.from, edge.to, edge.currency);
        edges.select_nth_unstable_by_key(asked.edges_most, order);
        edges.truncate(asked.edges_most);
        edges.sort_unstable_by_key(|edge| (edge.from, edge.to, edge.currency));
    }
    Network { nodes, edges, total_nodes, total_edges }
}

/// Which rows are walked along.
struct Takes {
    from: i32,
    to: i32,
    /// A bit a channel; none means all.
    channels: u16,
    is_all: bool,
}

impl Takes {
    fn of(asked: &Asked) -> Self {
        let bits = Channel::ALL.into_iter().filter(|channel| asked.channels.iter().any(|word| word == channel.word()));
        let is_all = asked.from.is_none() && asked.to.is_none() && asked.channels.is_empty();
        let (from, to) = (asked.from.unwrap_or(i32::MIN), asked.to.unwrap_or(i32::MAX));
        let channels =
            if asked.channels.is_empty() { u16::MAX } else { bits.map(channel_bit).fold(0, |all, bit| all | bit) };
        Self { from, to, channels, is_all }
    }

    /// Whether a row is one, by its day and channel, which are looked up only where they matter.
    fn row(&self, base: &Base, on: &On) -> bool {
        self.is_all || {
            let day = base.columns.day(on.row as usize);
            let channel = channel_bit(base.ledger.transactions.channel[on.transaction as usize]);
            (self.from..=self.to).contains(&day) && self.channels & channel != 0
        }
    }
}

/// For each account whether it is one of these.
fn marked(base: &Base, accounts: &[u32]) -> Vec<bool> {
    let mut marked = vec![false; base.ledger.transactions.accounts.len()];
    accounts.iter().for_each(|&account| marked[account as usize] = true);
    marked
}

/// Accounts within so many hops, in their order, and how many there would be.
fn walk(base: &Base, asked: &Asked, takes: &Takes) -> (Vec<u32>, usize) {
    let mut found: Vec<u32> = asked.seeds.iter().copied().collect::<BTreeSet<u32>>().into_iter().collect();
    let mut is_found = marked(base, &found);
    let (mut edge, mut total) = (found.clone(), found.len());
    // Twice what can be shown is enough to choose from: of a hub's hundred thousand counterparties those with most payments are walked on
    // from, and all are counted.
    let enough = asked.nodes_most.saturating_mul(2);
    let mut payments = vec![0_u32; is_found.len()];
    for _ in 0..asked.hops {
        let mut next: Vec<u32> = Vec::new();
        for on in edge.iter().flat_map(|&account| base.index.of_account(account)) {
            let at = on.other as usize;
            if on.other == OUTSIDE || is_found[at] || !takes.row(base, on) {
                continue;
            }
            if payments[at] == 0 {
                next.push(on.other);
            }
            payments[at] += 1;
        }
        total += next.len();
        next.sort_unstable_by_key(|&account| (std::cmp::Reverse(payments[account as usize]), account));
        next.iter().for_each(|&account| payments[account as usize] = 0);
        next.truncate(enough.saturating_sub(found.len()));
        next.sort_unstable();
        next.iter().for_each(|&account| is_found[account as usize] = true);
        found.extend_from_slice(&next);
        edge = next;
    }
    found.sort_unstable();
    (found, total)
}

/// The payments of an account to others of these.
fn paid<'a>(base: &'a Base, takes: &'a Takes, account: u32, is_in: &'a [bool]) -> impl Iterator<Item = &'a On> {
    base.index.of_account(account).iter().filter(move |on| {
        !on.is_credit && on.other != OUTSIDE && on.other != account && is_in[on.other as usize] && takes.row(base, on)
    })
}

/// How many payments each of these accounts has with others of them, and how many pairs they are by payer, payee and currency.
fn weigh(base: &Base, takes: &Takes, accounts: &[u32], is_in: &[bool]) -> (Vec<u64>, usize) {
    let mut weights = vec![0_u64; is_in.len()];
    // Of each payee the payer and the currency that were last seen with it: a pair in one currency is counted without being looked up.
    let mut last: Vec<(u32, Currency)> = vec![(OUTSIDE, Currency::EUR); is_in.len()];
    let (mut pairs, mut others) = (0, BTreeSet::new());
    for &account in accounts {
        for on in paid(base, takes, account, is_in) {
            let payee = on.other as usize;
            weights[account as usize] += 1;
            weights[payee] += 1;
            if last[payee].0 != account {
                last[payee] = (account, on.paid_in);
                pairs += 1;
            } else if last[payee].1 != on.paid_in && others.insert((account, on.other, on.paid_in)) {
                pairs += 1;
            }
        }
    }
    (weights, pairs)
}

/// Pairs among these accounts, by payer, payee and currency.
fn between(base: &Base, takes: &Takes, accounts: &[u32], is_in: &[bool]) -> Vec<Edge> {
    let transactions = &base.ledger.transactions;
    let mut edges: Vec<Edge> = Vec::new();
    // Where the last pair of each payee stands, which is of this payer where that is not before the payer's first; and of each pair the one
    // before it, of the same two in another currency.
    let (mut last, mut before) = (vec![usize::MAX; is_in.len()], Vec::new());
    for &account in accounts {
        let first = edges.len();
        for on in paid(base, takes, account, is_in) {
            let (at, payee, day) = (on.transaction as usize, on.other as usize, base.columns.day(on.row as usize));
            let is_there = |place: usize| place != usize::MAX && place >= first;
            let mut place = last[payee];
            while is_there(place) && edges[place].currency != on.paid_in {
                place = before[place];
            }
            if !is_there(place) {
                place = edges.len();
                before.push(std::mem::replace(&mut last[payee], place));
                edges.push(Edge {
                    from: account,
                    to: on.other,
                    currency: on.paid_in,
                    count: 0,
                    minor: 0,
                    first: day,
                    last: day,
                    channels: 0,
                });
            }
            let edge = &mut edges[place];
            edge.count += 1;
            edge.minor += i128::from(transactions.amount_minor[at]);
            (edge.first, edge.last) = (edge.first.min(day), edge.last.max(day));
            edge.channels |= channel_bit(transactions.channel[at]);
        }
        // Where they stand now nobody asks: the next payer's are behind them.
        edges[first..].sort_unstable_by_key(|edge| (edge.to, edge.currency));
    }
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

/// The seeds, and of the others those with most payments, up to a number, in their order; without pairs none but the seeds.
fn largest(found: &[u32], asked: &Asked, weights: &[u64]) -> Vec<u32> {
    let seeds: BTreeSet<u32> = asked.seeds.iter().copied().collect();
    let is_other = |account: &u32| weights[*account as usize] > 0 && !seeds.contains(account);
    let mut others: Vec<u32> = found.iter().copied().filter(is_other).collect();
    others.sort_unstable_by_key(|&account| (std::cmp::Reverse(weights[account as usize]), account));
    others.truncate(asked.nodes_most.saturating_sub(seeds.len()));
    let mut nodes: Vec<u32> = seeds.into_iter().take(asked.nodes_most).chain(others).collect();
    nodes.sort_unstable();
    nodes
}

#[cfg(test)]
mod tests;
