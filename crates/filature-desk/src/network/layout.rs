//! Where accounts stand: in whole units, the same on every machine and at every visit.
//!
//! ```text
//! components (largest first, packed in rows) ─► from the account with most neighbours outwards, a ring a hop, each branch its part
//!     of the turn ─► some rounds in which neighbours pull and whoever is too near pushes
//! ```
//!
//! Nothing is random: an account's own branch follows from its key's place in the ledger. Accounts that stood somewhere at the last
//! visit keep their places, and only what is new finds one.

use std::collections::{BTreeMap, VecDeque};

use super::turn::{ONE, TURN, cosine, sine};

/// Between one ring and the next.
const RING: i64 = 1_000;

/// How near two accounts may stand.
const NEAR: i64 = 420;

/// Above so many accounts, fewer rounds are run.
const ROUNDS: usize = 40;

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// From left to right.
    pub x: i64,
    /// From top to bottom.
    pub y: i64,
}

/// The places of so many accounts, numbered from 0; pairs are of their numbers. `kept` are places that stay as they are.
pub fn layout(nodes: usize, pairs: &[(usize, usize)], kept: &BTreeMap<usize, Spot>) -> Vec<Spot> {
    let neighbours = neighbours(nodes, pairs);
    let mut spots = vec![Spot::default(); nodes];
    let components = components(&neighbours);
    let mut row = Row::default();
    for component in components {
        let mut own: BTreeMap<usize, Spot> = rings(&component, &neighbours);
        settle(&mut own, &neighbours);
        row.put(&mut own);
        own.into_iter().for_each(|(node, spot)| spots[node] = spot);
    }
    keep(&mut spots, &neighbours, kept);
    spots
}

fn neighbours(nodes: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); nodes];
    for &(one, other) in pairs.iter().filter(|(one, other)| one != other) {
        neighbours[one].push(other);
        neighbours[other].push(one);
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}

/// Accounts that hang together; the largest first.
fn components(neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; neighbours.len()];
    let mut components = Vec::new();
    for start in 0..neighbours.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut component = vec![start];
        let mut at = 0;
        while let Some(&node) = component.get(at) {
            at += 1;
            for &other in &neighbours[node] {
                if !std::mem::replace(&mut seen[other], true) {
                    component.push(other);
                }
            }
        }
        component.sort_unstable();
        components.push(component);
    }
    components.sort_by_key(|component| (std::cmp::Reverse(component.len()), component.first().copied()));
    components
}

/// From the account with most neighbours outwards, each branch with the part of the turn that its leaves need.
fn rings(component: &[usize], neighbours: &[Vec<usize>]) -> BTreeMap<usize, Spot> {
    let Some(&middle) = component.iter().max_by_key(|&&node| (neighbours[node].len(), std::cmp::Reverse(node))) else {
        return BTreeMap::new();
    };
    let (mut parent, mut order) = (BTreeMap::from([(middle, middle)]), Vec::new());
    let mut queue = VecDeque::from([(middle, 0_i64)]);
    while let Some((node, depth)) = queue.pop_front() {
        order.push((node, depth));
        for &other in &neighbours[node] {
            if let std::collections::btree_map::Entry::Vacant(place) = parent.entry(other) {
                place.insert(node);
                queue.push_back((other, depth + 1));
            }
        }
    }
    let mut leaves = BTreeMap::<usize, i64>::new();
    for &(node, _) in order.iter().rev() {
        let own = leaves.get(&node).copied().unwrap_or(0).max(1);
        leaves.insert(node, own);
        if parent[&node] != node {
            *leaves.entry(parent[&node]).or_default() += own;
        }
    }
    // The part of the turn of each, in parts of a leaf: fine enough that no two of a ring share one.
    let all = leaves[&middle].max(1);
    let mut begins = BTreeMap::from([(middle, 0_i64)]);
    let mut spots = BTreeMap::new();
    for (node, depth) in order {
        let begin = begins[&node];
        // A ring is as wide as the leaves on it need.
        let radius = depth * RING.max(all * NEAR / 7 / depth.clamp(1, 6));
        spots.insert(node, on_ring(radius, begin * 2 + leaves[&node], all * 2));
        let mut next = begin;
        for &child in neighbours[node].iter().filter(|&&child| parent[&child] == node && child != node) {
            begins.insert(child, next);
            next += leaves[&child];
        }
    }
    spots
}

/// A place on a ring, at a part of the turn; between two sines the way is straight.
fn on_ring(radius: i64, part: i64, of: i64) -> Spot {
    let (whole, rest) = (part * TURN / of, part * TURN % of);
    let between = |from: i64, to: i64| (from * (of - rest) + to * rest) / of;
    let (x, y) = (between(cosine(whole), cosine(whole + 1)), between(sine(whole), sine(whole + 1)));
    Spot { x: radius * x / ONE, y: radius * y / ONE }
}

/// Some rounds in which neighbours pull and whoever is too near pushes.
fn settle(spots: &mut BTreeMap<usize, Spot>, neighbours: &[Vec<usize>]) {
    let nodes: Vec<usize> = spots.keys().copied().collect();
    let rounds = if nodes.len() > 4_000 { ROUNDS / 8 } else { ROUNDS };
    let place: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
    let linked: Vec<Vec<usize>> =
        nodes.iter().map(|node| neighbours[*node].iter().map(|other| place[other]).collect()).collect();
    let mut at: Vec<Spot> = nodes.iter().map(|node| spots[node]).collect();
    for round in 0..rounds {
        let moved = moves(&at, &linked);
        // Shorter steps towards the end, so that it comes to rest.
        let ease = i64::try_from(rounds - round).unwrap_or(1);
        let all = i64::try_from(rounds).unwrap_or(1);
        for (spot, (x, y)) in at.iter_mut().zip(moved) {
            spot.x += x.clamp(-RING, RING) * ease / all / 2;
            spot.y += y.clamp(-RING, RING) * ease / all / 2;
        }
    }
    nodes.into_iter().zip(at).for_each(|(node, spot)| {
        spots.insert(node, spot);
    });
}

fn moves(at: &[Spot], linked: &[Vec<usize>]) -> Vec<(i64, i64)> {
    let mut moves = vec![(0_i64, 0_i64); at.len()];
    for (node, others) in linked.iter().enumerate() {
        let count = i64::try_from(others.len()).unwrap_or(1).max(1);
        for &other in others {
            let (x, y) = (at[other].x - at[node].x, at[other].y - at[node].y);
            let far = (x * x + y * y).isqrt().max(1);
            let pull = (far - RING).max(0);
            moves[node].0 += x * pull / far / count;
            moves[node].1 += y * pull / far / count;
        }
    }
    let cell = |spot: &Spot| (spot.x.div_euclid(NEAR), spot.y.div_euclid(NEAR));
    let mut cells = BTreeMap::<(i64, i64), Vec<usize>>::new();
    for (node, spot) in at.iter().enumerate() {
        cells.entry(cell(spot)).or_default().push(node);
    }
    for (&(column, row), here) in &cells {
        for (right, down) in [(0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let Some(there) = cells.get(&(column + right, row + down)) else { continue };
            for &one in here {
                for &other in there.iter().filter(|&&other| (right, down) != (0, 0) || other > one) {
                    push(at, &mut moves, one, other);
                }
            }
        }
    }
    moves
}

fn push(at: &[Spot], moves: &mut [(i64, i64)], one: usize, other: usize) {
    let (mut x, y) = (at[other].x - at[one].x, at[other].y - at[one].y);
    if (x, y) == (0, 0) {
        x = 1;
    }
    let far = (x * x + y * y).isqrt().max(1);
    if far >= NEAR {
        return;
    }
    let away = NEAR - far;
    moves[one].0 -= x * away / far;
    moves[one].1 -= y * away / far;
    moves[other].0 += x * away / far;
    moves[other].1 += y * away / far;
}

/// Components side by side, in rows about as wide as the first one.
#[derive(Default)]
struct Row {
    width: i64,
    right: i64,
    top: i64,
    height: i64,
}

impl Row {
    fn put(&mut self, spots: &mut BTreeMap<usize, Spot>) {
        let edge = |get: fn(&Spot) -> i64| {
            let values = || spots.values().map(get);
            (values().min().unwrap_or_default(), values().max().unwrap_or_default())
        };
        let ((left, right), (top, bottom)) = (edge(|spot| spot.x), edge(|spot| spot.y));
        let (wide, high) = (right - left + RING, bottom - top + RING);
        self.width = self.width.max(wide).max(12 * RING);
        if self.right + wide > self.width {
            (self.right, self.top, self.height) = (0, self.top + self.height, 0);
        }
        for spot in spots.values_mut() {
            (spot.x, spot.y) = (spot.x - left + self.right, spot.y - top + self.top);
        }
        self.right += wide;
        self.height = self.height.max(high);
    }
}

/// Puts back who stood somewhere; what is new and next to them goes along by as much as they moved.
fn keep(spots: &mut [Spot], neighbours: &[Vec<usize>], kept: &BTreeMap<usize, Spot>) {
    if kept.is_empty() {
        return;
    }
    let fresh = spots.to_vec();
    for (&node, &spot) in kept.iter().filter(|(node, _)| **node < fresh.len()) {
        spots[node] = spot;
    }
    for node in (0..fresh.len()).filter(|node| !kept.contains_key(node)) {
        if let Some((other, spot)) = neighbours[node].iter().find_map(|other| Some((*other, kept.get(other)?))) {
            let (x, y) = (fresh[node].x - fresh[other].x, fresh[node].y - fresh[other].y);
            let far = (x * x + y * y).isqrt().max(1);
            let short = far.min(RING);
            spots[node] = Spot { x: spot.x + x * short / far, y: spot.y + y * short / far };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stars of a hundred, joined in a chain, and some that stand alone.
    fn example(stars: usize) -> (usize, Vec<(usize, usize)>) {
        let mut pairs = Vec::new();
        for star in 0..stars {
            pairs.extend((1..100).map(|leaf| (star * 100, star * 100 + leaf)));
            if star > 0 {
                pairs.push(((star - 1) * 100, star * 100));
            }
        }
        (stars * 100 + 5, pairs)
    }

    #[test]
    fn the_same_accounts_stand_in_the_same_places_and_none_on_another() {
        let (nodes, pairs) = example(5);
        let spots = layout(nodes, &pairs, &BTreeMap::new());
        let mut backwards = pairs.clone();
        backwards.reverse();
        assert_eq!(spots, layout(nodes, &backwards, &BTreeMap::new()), "not by the order of pairs");
        let mut sorted: Vec<(i64, i64)> = spots.iter().map(|spot| (spot.x, spot.y)).collect();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), nodes);
    }

    #[test]
    fn who_stood_somewhere_stays_and_what_is_new_comes_beside() {
        let (nodes, pairs) = example(2);
        let before = layout(nodes, &pairs, &BTreeMap::new());
        let kept: BTreeMap<usize, Spot> = (0..nodes).map(|node| (node, before[node])).collect();
        let mut more = pairs.clone();
        more.push((3, nodes));
        let after = layout(nodes + 1, &more, &kept);
        assert_eq!(after[..nodes], before[..]);
        let (x, y) = (after[nodes].x - after[3].x, after[nodes].y - after[3].y);
        assert!((x * x + y * y).isqrt() <= RING, "{x} {y}");
    }

    #[test]
    fn nothing_is_no_picture() {
        assert!(layout(0, &[], &BTreeMap::new()).is_empty());
        assert_eq!(layout(1, &[(0, 0)], &BTreeMap::new()), [Spot::default()]);
    }
}
