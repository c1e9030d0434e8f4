//! The most that can have gone round: from an account, through given payments in time order, back to it.
//!
//! **Definition.** Money leaves home by its payments and is home again when a payment reaches it; every other account
//! passes on, at any later time, at most what it has been paid until then by these payments and not passed on yet. Each payment carries at most its
//! amount: the lesser of what left and what arrived. The greatest sum that can come home under these rules is a greatest flow.
//!
//! **Cost.** One node for each payment that an account but home makes, in a chain along which what was not paid on is
//! held; then shortest augmenting paths (Edmonds and Karp, 1972). For the few dozen payments of a finding that is nothing.

use std::collections::{BTreeMap, VecDeque};

use crate::patterns::Search;

const SOURCE: usize = 0;
const SINK: usize = 1;
const UNBOUNDED: i128 = i128::MAX / 4;

/// A net whose edges stand in pairs: at 2 n the edge, at 2 n + 1 what may be taken back of it.
#[derive(Default)]
struct Net {
    to: Vec<usize>,
    left: Vec<i128>,
    from: Vec<Vec<usize>>,
}

/// The greatest flow from `home` back to it through payments given in order, minor units.
pub(crate) fn round_minor(search: &Search<'_>, home: u32, positions: &[u32]) -> i128 {
    let index = search.index;
    let mut goings: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    let (mut nodes, mut net) = (2, Net::default());
    for &position in positions.iter().filter(|&&position| index.payer[position as usize] != home) {
        goings.entry(index.payer[position as usize]).or_default().push((position, nodes));
        nodes += 1;
    }
    net.from.resize(nodes, Vec::new());
    for chain in goings.values() {
        for pair in chain.windows(2) {
            net.join(pair[0].1, pair[1].1, UNBOUNDED);
        }
    }
    let mut departures = goings.values().flatten().copied().collect::<Vec<_>>();
    departures.sort_unstable();
    for &position in positions {
        let (payer, payee) = (index.payer[position as usize], index.payee[position as usize]);
        let node = departures.binary_search_by_key(&position, |departure| departure.0).map(|at| departures[at].1);
        let from = if payer == home { Some(SOURCE) } else { node.ok() };
        // What arrives can leave with the first payment that follows, or with a later one, down the chain.
        let next = || {
            let chain = goings.get(&payee)?;
            chain.get(chain.partition_point(|going| !search.follows(position, going.0))).map(|going| going.1)
        };
        let to = if payee == home { Some(SINK) } else { next() };
        if let (Some(from), Some(to)) = (from, to) {
            net.join(from, to, index.left_minor[position as usize].min(index.arrived_minor[position as usize]).into());
        }
    }
    net.greatest_flow()
}

impl Net {
    fn join(&mut self, from: usize, to: usize, capacity: i128) {
        self.from[from].push(self.to.len());
        self.from[to].push(self.to.len() + 1);
        self.to.extend([to, from]);
        self.left.extend([capacity, 0]);
    }

    fn greatest_flow(&mut self) -> i128 {
        let mut flow = 0;
        while let Some(path) = self.shortest_path() {
            let carried = path.iter().map(|&edge| self.left[edge]).min().unwrap_or(0);
            for edge in path {
                self.left[edge] -= carried;
                self.left[edge ^ 1] += carried;
            }
            flow += carried;
        }
        flow
    }

    /// The edges of a shortest path from the source to the sink that can carry more.
    fn shortest_path(&self) -> Option<Vec<usize>> {
        let mut by: Vec<Option<usize>> = vec![None; self.from.len()];
        let mut waiting = VecDeque::from([SOURCE]);
        while let Some(node) = waiting.pop_front() {
            for &edge in self.from[node].iter().filter(|&&edge| self.left[edge] > 0) {
                let to = self.to[edge];
                if to != SOURCE && by[to].is_none() {
                    by[to] = Some(edge);
                    waiting.push_back(to);
                }
            }
            if by[SINK].is_some() {
                break;
            }
        }
        let mut path = Vec::new();
        let mut node = SINK;
        while node != SOURCE {
            let edge = by[node]?;
            path.push(edge);
            node = self.to[edge ^ 1];
        }
        Some(path)
    }
}
