//! Where accounts stand: in whole units, the same on every machine and at every visit.
//!
//! ```text
//! components (largest first, packed in rows) ─► from the account with most neighbours outwards, a ring a hop, each branch its part
//!     of the turn ─► some rounds in which neighbours pull and whoever is too near pushes
//! ```
//!
//! Nothing is random: an account's own branch follows from its key's place in the ledger. Accounts that stood somewhere at the last
//! visit keep their places, and only what is new finds one.

use std::collections::BTreeMap;

use super::turn::{ONE, TURN, cosine, sine};

/// Between one ring and the next.
const RING: i64 = 1_000;

/// How near two accounts may stand.
const NEAR: i64 = 420;

/// So many rounds are run; of very many accounts or links an eighth of them.
const ROUNDS: usize = 40;
const NODES_MANY: usize = 4_000;
const LINKS_MANY: usize = 40_000;

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
    let mut tree = Tree::new(nodes);
    let mut row = Row::default();
    for component in components(&neighbours) {
        let mut own = rings(&component, &neighbours, &mut tree);
        settle(&component, &mut own, &neighbours, &tree.place);
        row.put(&mut own);
        component.into_iter().zip(own).for_each(|(node, spot)| spots[node] = spot);
    }
    keep(&mut spots, &neighbours, kept);
    spots
}

/// What is known of each account while it is placed; components share no account, so that nothing is ever wiped.
struct Tree {
    parent: Vec<usize>,
    leaves: Vec<i64>,
    begins: Vec<i64>,
    /// Where it stands in its component.
    place: Vec<usize>,
}

/// Nobody is its parent yet.
const NOBODY: usize = usize::MAX;

impl Tree {
    fn new(nodes: usize) -> Self {
        Self { parent: vec![NOBODY; nodes], leaves: vec![0; nodes], begins: vec![0; nodes], place: vec![0; nodes] }
    }
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

/// From the account with most neighbours outwards, each branch with the part of the turn that its leaves need. Places in the order of the
/// component.
fn rings(component: &[usize], neighbours: &[Vec<usize>], tree: &mut Tree) -> Vec<Spot> {
    component.iter().enumerate().for_each(|(at, &node)| tree.place[node] = at);
    let mut spots = vec![Spot::default(); component.len()];
    let Some(&middle) = component.iter().max_by_key(|&&node| (neighbours[node].len(), std::cmp::Reverse(node))) else {
        return spots;
    };
    let mut order: Vec<(usize, i64)> = vec![(middle, 0)];
    tree.parent[middle] = middle;
    let mut at = 0;
    while let Some(&(node, depth)) = order.get(at) {
        at += 1;
        for &other in &neighbours[node] {
            if tree.parent[other] == NOBODY {
                tree.parent[other] = node;
                order.push((other, depth + 1));
            }
        }
    }
    for &(node, _) in order.iter().rev() {
        tree.leaves[node] = tree.leaves[node].max(1);
        if tree.parent[node] != node {
            tree.leaves[tree.parent[node]] += tree.leaves[node];
        }
    }
    // The part of the turn of each, in parts of a leaf: fine enough that no two of a ring share one.
    let all = tree.leaves[middle].max(1);
    for (node, depth) in order {
        let begin = tree.begins[node];
        // A ring is as wide as the leaves on it need.
        let radius = depth * RING.max(all * NEAR / 7 / depth.clamp(1, 6));
        spots[tree.place[node]] = on_ring(radius, begin * 2 + tree.leaves[node], all * 2);
        let mut next = begin;
        for &child in neighbours[node].iter().filter(|&&child| tree.parent[child] == node && child != node) {
            tree.begins[child] = next;
            next += tree.leaves[child];
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

/// Some rounds in which neighbours pull and whoever is too near pushes. `place` is where each account stands in its component.
fn settle(component: &[usize], at: &mut [Spot], neighbours: &[Vec<usize>], place: &[usize]) {
    let linked: Vec<Vec<usize>> =
        component.iter().map(|&node| neighbours[node].iter().map(|&other| place[other]).collect()).collect();
    let links: usize = linked.iter().map(Vec::len).sum();
    let rounds = if component.len() > NODES_MANY || links > LINKS_MANY { ROUNDS / 8 } else { ROUNDS };
    for round in 0..rounds {
        let moved = moves(at, &linked);
        // Shorter steps towards the end, so that it comes to rest.
        let ease = i64::try_from(rounds - round).unwrap_or(1);
        let all = i64::try_from(rounds).unwrap_or(1);
        for (spot, (x, y)) in at.iter_mut().zip(moved) {
            spot.x += x.clamp(-RING, RING) * ease / all / 2;
            spot.y += y.clamp(-RING, RING) * ease / all / 2;
        }
    }
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
    // Cell by cell, sorted: who stands in the same cell and in the four behind it is looked at, so that each two meet once.
    let mut cells: Vec<((i64, i64), usize)> =
        at.iter().map(|spot| (spot.x.div_euclid(NEAR), spot.y.div_euclid(NEAR))).zip(0..).collect();
    cells.sort_unstable();
    let of = |cell: (i64, i64)| {
        let from = cells.partition_point(|(known, _)| *known < cell);
        let count = cells[from..].iter().take_while(|(known, _)| *known == cell).count();
        &cells[from..from + count]
    };
    for here in cells.chunk_by(|one, other| one.0 == other.0) {
        let Some(&((column, row), _)) = here.first() else { continue };
        for (right, down) in [(0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let is_own = (right, down) == (0, 0);
            let there = if is_own { here } else { of((column + right, row + down)) };
            for &(_, one) in here {
                for &(_, other) in there.iter().filter(|(_, other)| !is_own || *other > one) {
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
    fn put(&mut self, spots: &mut [Spot]) {
        let edge = |get: fn(&Spot) -> i64| {
            let values = || spots.iter().map(get);
            (values().min().unwrap_or_default(), values().max().unwrap_or_default())
        };
        let ((left, right), (top, bottom)) = (edge(|spot| spot.x), edge(|spot| spot.y));
        let (wide, high) = (right - left + RING, bottom - top + RING);
        self.width = self.width.max(wide).max(12 * RING);
        if self.right + wide > self.width {
            (self.right, self.top, self.height) = (0, self.top + self.height, 0);
        }
        for spot in spots.iter_mut() {
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

    /// The sum of all places, in their order: a picture that somebody knows stays as it is.
    #[test]
    fn a_known_picture_stays() {
        let (nodes, mut pairs) = example(7);
        pairs.extend((0..600).map(|at| (at * 37 % nodes, at * 101 % nodes)));
        let spots = layout(nodes, &pairs, &BTreeMap::new());
        let sum = spots
            .iter()
            .fold(0_i64, |sum, spot| sum.wrapping_mul(31).wrapping_add(spot.x).wrapping_mul(31).wrapping_add(spot.y));
        assert_eq!(sum, KNOWN);
    }

    const KNOWN: i64 = 8_288_201_343_647_534_329;

    #[test]
    fn nothing_is_no_picture() {
        assert!(layout(0, &[], &BTreeMap::new()).is_empty());
        assert_eq!(layout(1, &[(0, 0)], &BTreeMap::new()), [Spot::default()]);
    }
}
