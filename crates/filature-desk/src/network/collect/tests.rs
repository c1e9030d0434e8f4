//! What is collected in arrays is what anybody would collect from the list of transactions.

use std::collections::BTreeMap;
use std::fs;

use filature_ledger::{AddOptions, Case, Watch};

use super::*;

/// Small numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Payments among so many accounts and the outside, in two currencies.
fn base(accounts: u64, payments: u64, seed: u64) -> (tempfile::TempDir, Base) {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(seed);
    let mut rows = "id,booked_at,debtor,creditor,amount,currency,channel\n".to_owned();
    for number in 0..payments {
        let mut account = || match dice.below(accounts + 1) {
            0 => String::new(),
            // Some have far more than others.
            at => format!("K{}", at * at % accounts),
        };
        let (debtor, creditor) = (account(), account());
        if debtor == creditor {
            continue;
        }
        let (day, minor) = (1 + dice.below(28), 1 + dice.below(90_000));
        let currency = if dice.below(5) == 0 { "USD" } else { "EUR" };
        let channel = if dice.below(3) == 0 { "card" } else { "transfer" };
        let amount = format!("{}.{:02}", minor / 100, minor % 100);
        rows.push_str(&format!("t{number},2024-03-{day:02},{debtor},{creditor},{amount},{currency},{channel}\n"));
    }
    let file = folder.path().join("rows.csv");
    fs::write(&file, rows).unwrap();
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    case.add(&[file], &AddOptions::default(), Watch::NOBODY).unwrap();
    let base = Base::read(&case).unwrap();
    (folder, base)
}

/// The payments that pass, as they stand in the list: payer, payee, currency, minor units, day, channel.
fn payments(base: &Base, asked: &Asked) -> Vec<(u32, u32, Currency, i128, i32, Channel)> {
    let of = &base.ledger.transactions;
    let all = (0..of.len()).map(|at| {
        let day = base.columns.day(base.index.row_of_transaction[at] as usize);
        (of.debtor[at], of.creditor[at], of.currency[at], i128::from(of.amount_minor[at]), day, of.channel[at])
    });
    all.filter(|(from, to, _, _, day, channel)| {
        *from != OUTSIDE
            && *to != OUTSIDE
            && asked.from.is_none_or(|from| from <= *day)
            && asked.to.is_none_or(|to| *day <= to)
            && (asked.channels.is_empty() || asked.channels.iter().any(|word| word == channel.word()))
    })
    .collect()
}

fn slowly(base: &Base, asked: &Asked) -> Network {
    let all = payments(base, asked);
    let mut found: BTreeSet<u32> = asked.seeds.iter().copied().collect();
    let (mut edge, mut total_nodes) = (found.clone(), found.len());
    for _ in 0..asked.hops {
        let mut count = BTreeMap::<u32, u32>::new();
        for (from, to, ..) in &all {
            for (here, there) in [(from, to), (to, from)] {
                if edge.contains(here) && !found.contains(there) {
                    *count.entry(*there).or_default() += 1;
                }
            }
        }
        total_nodes += count.len();
        let mut next: Vec<(u32, u32)> = count.into_iter().collect();
        next.sort_by_key(|(account, count)| (std::cmp::Reverse(*count), *account));
        next.truncate((2 * asked.nodes_most).saturating_sub(found.len()));
        edge = next.into_iter().map(|(account, _)| account).collect();
        found.extend(&edge);
    }
    let mut pairs = BTreeMap::<(u32, u32, Currency), Edge>::new();
    for &(from, to, currency, minor, day, channel) in &all {
        if from != to && found.contains(&from) && found.contains(&to) {
            let none = Edge { from, to, currency, count: 0, minor: 0, first: day, last: day, channels: 0 };
            let pair = pairs.entry((from, to, currency)).or_insert(none);
            (pair.count, pair.minor) = (pair.count + 1, pair.minor + minor);
            (pair.first, pair.last) = (pair.first.min(day), pair.last.max(day));
            pair.channels |= channel_bit(channel);
        }
    }
    let mut edges: Vec<Edge> = pairs.into_values().filter(|edge| is_in_bounds(asked, edge)).collect();
    let total_edges = edges.len();
    let mut weight = BTreeMap::<u32, u64>::new();
    for edge in &edges {
        *weight.entry(edge.from).or_default() += edge.count;
        *weight.entry(edge.to).or_default() += edge.count;
    }
    let seeds: BTreeSet<u32> = asked.seeds.iter().copied().collect();
    let mut others: Vec<(u32, u64)> = weight.into_iter().filter(|(account, _)| !seeds.contains(account)).collect();
    others.sort_by_key(|(account, weight)| (std::cmp::Reverse(*weight), *account));
    others.truncate(asked.nodes_most.saturating_sub(seeds.len()));
    let nodes: BTreeSet<u32> =
        seeds.into_iter().take(asked.nodes_most).chain(others.into_iter().map(|(account, _)| account)).collect();
    edges.retain(|edge| nodes.contains(&edge.from) && nodes.contains(&edge.to));
    edges.sort_by_key(|edge| (std::cmp::Reverse(edge.minor), edge.from, edge.to, edge.currency));
    edges.truncate(asked.edges_most);
    edges.sort_by_key(|edge| (edge.from, edge.to, edge.currency));
    Network { nodes: nodes.into_iter().collect(), edges, total_nodes, total_edges }
}

#[test]
fn arrays_collect_what_the_list_of_transactions_gives() {
    let mut seen = 0;
    for (accounts, number, seed) in [(7, 60, 1), (30, 400, 2), (60, 120, 3), (200, 1_500, 4)] {
        let (_folder, base) = base(accounts, number, seed);
        let day = base.columns.day(0);
        for (hops, nodes_most, edges_most) in [(0, 50, 50), (1, 50, 50), (2, 7, 9), (3, 500, 500), (2, 1, 3)] {
            for seeds in [vec![0], vec![1, 2], vec![2, 1, 3]] {
                let plain = Asked { seeds, hops, nodes_most, edges_most, ..Asked::default() };
                let narrow = Asked { from: Some(day - 6), to: Some(day + 9), ..plain.clone() };
                let by_card = Asked { channels: vec!["card".to_owned()], ..plain.clone() };
                let large = Asked { min: Some("300.00".to_owned()), max: Some("2000".to_owned()), ..plain.clone() };
                for asked in [plain, narrow, by_card, large] {
                    let collected = collect(&base, &asked, |_| None);
                    assert_eq!(collected, slowly(&base, &asked), "{asked:?}");
                    seen += collected.edges.len();
                }
            }
        }
    }
    assert!(seen > 1_000, "or little was compared: {seen}");
}
