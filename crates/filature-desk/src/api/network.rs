//! Accounts and the flows between them. Where a possible victim lives, or is, stands in none of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use filature_model::{AccountKind, Currency};
use serde::Serialize;

use super::error::Problem;
use super::money::AmountSent;
use super::{Answer, Call, Outcome, accounts, day_text, entries};
use crate::network::collect::{Asked, Edge, Network, channel_words, collect};
use crate::network::layout::{Spot, layout};
use crate::state::people::Whose;

/// The most accounts and pairs of one answer, and how many where nobody says.
const NODES_MOST: usize = 20_000;
const EDGES_MOST: usize = 50_000;
const NODES_USUAL: usize = 2_000;

/// So many pairs an account are sent, the largest: more are a picture of nothing, and take seconds to draw.
const EDGES_PER_NODE: usize = 5;

/// The most hops.
const HOPS_MOST: usize = 4;

/// The most accounts that a search begins with.
const SEARCHED_MOST: usize = 200;

/// The network of a lead, of an account, or of what a search finds.
pub fn network(call: &Call) -> Outcome {
    let (seeds, hops) = seeds(call)?;
    let limit = call.number("limit")?.unwrap_or(NODES_USUAL).clamp(1, NODES_MOST);
    let countries = call.asked("country").unwrap_or_default().split(',').map(|code| code.trim().to_uppercase());
    let asked = Asked {
        seeds: seeds.clone(),
        hops: call.number("hops")?.unwrap_or(hops).min(HOPS_MOST),
        from: call.day("from")?,
        to: call.day("to")?,
        min: entries::decimal(call, "min")?,
        max: entries::decimal(call, "max")?,
        channels: entries::channels(call)?,
        countries: countries.filter(|code| !code.is_empty()).collect(),
        kinds: kinds(call)?,
        nodes_most: limit,
        edges_most: limit.saturating_mul(EDGES_PER_NODE).clamp(EDGES_PER_NODE * 100, EDGES_MOST),
    };
    let found = collect(&call.state.base, &asked, |account| call.people().country(account).map(str::to_uppercase));
    if call.wants_arrow {
        return Ok(Answer::Bytes(super::arrow::TYPE, super::arrow::edges(call, &found)?));
    }
    let spots = spots(call, &found);
    Ok(Answer::Bytes("application/json", sent(call, &found, &spots, &seeds.into_iter().collect())?))
}

/// Kinds of account by their words.
fn kinds(call: &Call) -> Result<Vec<String>, Problem> {
    let words = call.asked("kind").unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
    let known = "personal, business, merchant, public, agent";
    let unknown = |word: &str| {
        let en = format!("kind={word:?}: one of {known} was expected.");
        Problem::call("parameter", en, format!("kind={word:?} : l’un de {known} était attendu."))
    };
    words
        .map(|word| AccountKind::from_word(word).map(|kind| kind.word().to_owned()).ok_or_else(|| unknown(word)))
        .collect()
}

/// Where it begins, and how far it goes where nobody says: a lead is shown with what its findings name and no further.
fn seeds(call: &Call) -> Result<(Vec<u32>, usize), Problem> {
    let base = &call.state.base;
    if let Some(id) = call.asked("lead") {
        let (_, lead) = call.state.results.lead(id).ok_or_else(|| Problem::missing(id))?;
        let members = lead.accounts.iter().map(|member| &member.account);
        let findings = lead.findings.iter().filter_map(|id| call.state.results.finding(id));
        let keys: BTreeSet<&String> =
            members.chain(findings.flat_map(|finding| finding.accounts.iter().map(|member| &member.account))).collect();
        return Ok((keys.into_iter().filter_map(|key| base.account(key)).collect(), 0));
    }
    if let Some(keys) = call.asked("account") {
        let keys = keys.split(',').map(str::trim).filter(|key| !key.is_empty());
        let accounts = keys.map(|key| base.account(key).ok_or_else(|| Problem::missing(key)));
        return Ok((accounts.collect::<Result<Vec<_>, _>>()?, 1));
    }
    if let Some(query) = call.asked("search") {
        let mut found = accounts::matching(call, query);
        found.truncate(SEARCHED_MOST);
        return Ok((found, 1));
    }
    let en = "Say of what: lead=ID, account=ID or search=WORDS.";
    Err(Problem::call("network", en, "Précisez de quoi : lead=ID, account=ID ou search=MOTS."))
}

/// Places: those of the last visit where an account had one.
fn spots(call: &Call, network: &Network) -> Vec<Spot> {
    let place: BTreeMap<u32, usize> = network.nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
    let pairs: Vec<(usize, usize)> = network.edges.iter().map(|edge| (place[&edge.from], place[&edge.to])).collect();
    let seed = ["lead", "account", "search"].iter().find_map(|name| call.asked(name)).unwrap_or_default();
    // What was expanded is of the same picture: the first account names it.
    let seed = seed.split(',').next().unwrap_or_default();
    let picture = format!("{} {seed}", call.state.base.sources_hash);
    let mut pictures = call.desk.pictures.lock().unwrap_or_else(PoisonError::into_inner);
    let known = pictures.entry(picture).or_default();
    let kept = network.nodes.iter().enumerate().filter_map(|(at, node)| Some((at, *known.get(node)?))).collect();
    let spots = layout(network.nodes.len(), &pairs, &kept);
    known.extend(network.nodes.iter().copied().zip(spots.iter().copied()));
    spots
}

/// What came to an account and went from it in the pairs that are shown.
#[derive(Default)]
struct Sums {
    came: BTreeMap<Currency, i128>,
    went: BTreeMap<Currency, i128>,
    entries: u64,
}

#[derive(Serialize)]
struct NodeSent<'a> {
    #[serde(flatten)]
    who: Whose<'a>,
    kind: Option<&'static str>,
    role: &'static str,
    own: bool,
    country: Option<&'a str>,
    x: i64,
    y: i64,
    #[serde(rename = "in")]
    came: AmountSent,
    #[serde(rename = "out")]
    went: AmountSent,
    entries: u64,
}

#[derive(Serialize)]
struct EdgeSent<'a> {
    from: &'a str,
    to: &'a str,
    count: u64,
    amount: AmountSent,
    first: Option<String>,
    last: Option<String>,
    channels: Vec<&'static str>,
}

#[derive(Serialize)]
struct NetworkSent<'a> {
    nodes: Vec<NodeSent<'a>>,
    edges: Vec<EdgeSent<'a>>,
    total_nodes: usize,
    total_edges: usize,
    left_out: usize,
}

/// As it is sent: written from types, since tens of thousands of pairs as values of any kind take a second to make.
fn sent(call: &Call, network: &Network, spots: &[Spot], seeds: &BTreeSet<u32>) -> Result<Vec<u8>, Problem> {
    let base = &call.state.base;
    let place = |account: u32| network.nodes.binary_search(&account).ok();
    let mut sums: Vec<Sums> = network.nodes.iter().map(|_| Sums::default()).collect();
    for edge in &network.edges {
        if let Some(payer) = place(edge.from).map(|at| &mut sums[at]) {
            *payer.went.entry(edge.currency).or_default() += edge.minor;
            payer.entries += edge.count;
        }
        if let Some(payee) = place(edge.to).map(|at| &mut sums[at]) {
            *payee.came.entry(edge.currency).or_default() += edge.minor;
            payee.entries += edge.count;
        }
    }
    let people = call.people();
    let node = |((&node, spot), sums): ((&u32, &Spot), &Sums)| {
        let currency = main(sums).unwrap_or(Currency::EUR);
        let of = |map: &BTreeMap<Currency, i128>| AmountSent(map.get(&currency).copied().unwrap_or_default(), currency);
        let role = match (sums.came.is_empty(), sums.went.is_empty()) {
            (true, false) => "pays",
            (false, true) => "paid",
            _ => "both",
        };
        NodeSent {
            who: people.whose(node),
            kind: base.kind(node),
            role,
            own: seeds.contains(&node),
            country: people.country(node),
            x: spot.x,
            y: spot.y,
            came: of(&sums.came),
            went: of(&sums.went),
            entries: sums.entries,
        }
    };
    let edge = |edge: &Edge| EdgeSent {
        from: base.key(edge.from),
        to: base.key(edge.to),
        count: edge.count,
        amount: AmountSent(edge.minor, edge.currency),
        first: day_text(edge.first),
        last: day_text(edge.last),
        channels: channel_words(edge.channels),
    };
    let sent = NetworkSent {
        nodes: network.nodes.iter().zip(spots).zip(&sums).map(node).collect(),
        edges: network.edges.iter().map(edge).collect(),
        total_nodes: network.total_nodes,
        total_edges: network.total_edges,
        left_out: network.total_nodes - network.nodes.len(),
    };
    serde_json::to_vec(&sent).map_err(Problem::bug)
}

/// The currency of the largest sum; codes decide between equals.
fn main(sums: &Sums) -> Option<Currency> {
    let all = sums.came.iter().chain(&sums.went);
    all.max_by_key(|(currency, minor)| (**minor, std::cmp::Reverse(**currency))).map(|(currency, _)| *currency)
}
