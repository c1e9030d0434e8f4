//! Money in an order, cut and joined anywhere in time that grows with the logarithm of its pieces.
//!
//! Under `fifo` and `lifo` a payment carries all the pieces of which it consists. An account that was paid in
//! thousands of pieces may pay all of them on at once, and the next account again: piece by piece such a chain
//! costs its length times the pieces. So the pieces hang in a balanced tree (an AVL tree, by joins), and a
//! payment takes a part of the tree as it is. Each node knows the sums of what hangs below it.

use std::cmp::Ordering;

use crate::parts::Parts;
use crate::work;

/// Units that stand together.
pub(crate) trait Piece: Sized {
    fn minor(&self) -> i128;
    /// Takes `minor` units, fewer than all and more than none, from the front.
    fn split(&mut self, minor: i128) -> Self;
    /// Takes in the piece that comes next, if nothing is lost by it: ropes stay short.
    fn join(&mut self, next: &Self) -> bool;
    /// Adds what the claims have in it.
    fn add_to(&self, parts: &mut Parts);
}

type Tree<P> = Option<Box<Node<P>>>;

#[derive(Debug)]
struct Node<P> {
    piece: P,
    left: Tree<P>,
    right: Tree<P>,
    height: u32,
    minor: i128,
    parts: Parts,
}

/// Pieces, from the first to the last; none of them is empty.
#[derive(Debug)]
pub(crate) struct Rope<P>(Tree<P>);

impl<P: Piece> Rope<P> {
    pub fn new(piece: P) -> Self {
        let mut rope = Self(None);
        rope.push(piece);
        rope
    }

    pub fn minor(&self) -> i128 {
        minor(&self.0)
    }

    /// What the claims have in it, if any.
    pub fn parts(&self) -> Option<&Parts> {
        self.0.as_ref().map(|node| &node.parts).filter(|parts| !parts.is_empty())
    }

    /// Puts a piece at the tail.
    pub fn push(&mut self, piece: P) {
        if piece.minor() != 0 {
            self.append(Self(Some(Node::alone(piece))));
        }
    }

    /// Puts all of another rope at the tail.
    pub fn append(&mut self, other: Self) {
        let Some(other) = other.0 else { return };
        let (first, rest) = pop_first(other);
        let joined = self.0.as_mut().is_some_and(|node| join_last(node, &first.piece));
        let own = self.0.take();
        self.0 = if joined { concat(own, rest) } else { Some(join(own, first, rest)) };
    }

    /// Takes `minor` units from the head, or all when there are not so many.
    pub fn take_head(&mut self, minor: i128) -> Self {
        let (head, rest) = split(self.0.take(), minor);
        self.0 = rest;
        Self(head)
    }

    /// The pieces, from the first to the last.
    pub fn into_pieces(self) -> Vec<P> {
        let (mut pieces, mut rest) = (Vec::new(), self.0);
        while let Some(tree) = rest {
            let (first, others) = pop_first(tree);
            pieces.push(first.piece);
            rest = others;
        }
        pieces
    }

    /// One rope of pieces, from the first to the last.
    pub fn of_pieces(pieces: impl IntoIterator<Item = P>) -> Self {
        let mut rope = Self(None);
        pieces.into_iter().for_each(|piece| rope.push(piece));
        rope
    }

    /// Takes `minor` units from the tail, or all when there are not so many.
    pub fn take_tail(&mut self, minor: i128) -> Self {
        let stays_minor = self.minor() - minor;
        let (rest, tail) = split(self.0.take(), stays_minor);
        self.0 = rest;
        Self(tail)
    }
}

impl<P: Piece> Node<P> {
    fn alone(piece: P) -> Box<Self> {
        let mut node = Box::new(Self { piece, left: None, right: None, height: 0, minor: 0, parts: Parts::default() });
        node.update();
        node
    }

    fn update(&mut self) {
        work::step();
        self.height = 1 + height(&self.left).max(height(&self.right));
        self.minor = minor(&self.left) + self.piece.minor() + minor(&self.right);
        self.parts.clear();
        if let Some(left) = &self.left {
            self.parts.add_all(&left.parts);
        }
        self.piece.add_to(&mut self.parts);
        if let Some(right) = &self.right {
            self.parts.add_all(&right.parts);
        }
    }
}

fn height<P>(tree: &Tree<P>) -> u32 {
    tree.as_ref().map_or(0, |node| node.height)
}

fn minor<P>(tree: &Tree<P>) -> i128 {
    tree.as_ref().map_or(0, |node| node.minor)
}

/// One tree of a left part, a node whose own branches are dropped, and a right part, whatever their heights.
fn join<P: Piece>(left: Tree<P>, mut middle: Box<Node<P>>, right: Tree<P>) -> Box<Node<P>> {
    match (left, right) {
        (Some(mut top), right) if top.height > height(&right) + 1 => {
            top.right = Some(join(top.right.take(), middle, right));
            balance(top)
        }
        (left, Some(mut top)) if top.height > height(&left) + 1 => {
            top.left = Some(join(left, middle, top.left.take()));
            balance(top)
        }
        (left, right) => {
            middle.left = left;
            middle.right = right;
            middle.update();
            middle
        }
    }
}

/// Mends a node whose branches differ by two in height, and counts it anew.
fn balance<P: Piece>(mut top: Box<Node<P>>) -> Box<Node<P>> {
    let (left, right) = (height(&top.left), height(&top.right));
    if left > right + 1 {
        top.left =
            top.left.take().map(|node| if height(&node.right) > height(&node.left) { lift_right(node) } else { node });
        lift_left(top)
    } else if right > left + 1 {
        top.right =
            top.right.take().map(|node| if height(&node.left) > height(&node.right) { lift_left(node) } else { node });
        lift_right(top)
    } else {
        top.update();
        top
    }
}

/// Puts the left branch on top.
fn lift_left<P: Piece>(mut top: Box<Node<P>>) -> Box<Node<P>> {
    let lifted = top.left.take();
    let Some(mut lifted) = lifted else { return top };
    top.left = lifted.right.take();
    top.update();
    lifted.right = Some(top);
    lifted.update();
    lifted
}

/// Puts the right branch on top.
fn lift_right<P: Piece>(mut top: Box<Node<P>>) -> Box<Node<P>> {
    let lifted = top.right.take();
    let Some(mut lifted) = lifted else { return top };
    top.right = lifted.left.take();
    top.update();
    lifted.left = Some(top);
    lifted.update();
    lifted
}

fn concat<P: Piece>(left: Tree<P>, right: Tree<P>) -> Tree<P> {
    let Some(right) = right else { return left };
    let (first, rest) = pop_first(right);
    Some(join(left, first, rest))
}

/// The first node, and all the others.
fn pop_first<P: Piece>(mut top: Box<Node<P>>) -> (Box<Node<P>>, Tree<P>) {
    match top.left.take() {
        None => {
            let rest = top.right.take();
            (top, rest)
        }
        Some(left) => {
            let (first, left) = pop_first(left);
            let right = top.right.take();
            (first, Some(join(left, top, right)))
        }
    }
}

/// Joins a piece to the last one, if they can be.
fn join_last<P: Piece>(node: &mut Node<P>, next: &P) -> bool {
    let joined = match &mut node.right {
        Some(right) => join_last(right, next),
        None => node.piece.join(next),
    };
    if joined {
        node.update();
    }
    joined
}

/// The first `wanted` units, and the rest.
fn split<P: Piece>(tree: Tree<P>, wanted: i128) -> (Tree<P>, Tree<P>) {
    let Some(mut top) = tree else { return (None, None) };
    if wanted <= 0 {
        return (None, Some(top));
    }
    if wanted >= top.minor {
        return (Some(top), None);
    }
    let (left, right) = (top.left.take(), top.right.take());
    let inside = wanted - minor(&left);
    if inside <= 0 {
        let (head, rest) = split(left, wanted);
        return (head, Some(join(rest, top, right)));
    }
    match inside.cmp(&top.piece.minor()) {
        Ordering::Less => {
            let front = Node::alone(top.piece.split(inside));
            (Some(join(left, front, None)), Some(join(None, top, right)))
        }
        Ordering::Equal => (Some(join(left, top, None)), right),
        Ordering::Greater => {
            let (head, rest) = split(right, inside - top.piece.minor());
            (Some(join(left, top, head)), rest)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::{Node, Piece, Rope, Tree};
    use crate::lots::{Colour, Lot};

    fn units(tree: &Tree<Lot>, into: &mut VecDeque<Colour>) -> (u32, i128) {
        let Some(node) = tree else { return (0, 0) };
        let Node { piece, left, right, height, minor, parts } = &**node;
        let left = units(left, into);
        into.extend((0..piece.minor).map(|_| piece.colour));
        let right = units(right, into);
        assert!(piece.minor > 0 && left.0.abs_diff(right.0) < 2);
        assert_eq!((*height, *minor), (1 + left.0.max(right.0), left.1 + piece.minor() + right.1));
        assert!(parts.iter().all(|(_, part)| part.is_exact()));
        (*height, *minor)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        #[test]
        fn a_rope_is_a_list_of_units(acts in proptest::collection::vec((0_usize..3, 0_usize..6, 0_i128..40), 1..200)) {
            let mut ropes = [Rope(None), Rope(None), Rope(None)];
            let mut lists = [VecDeque::new(), VecDeque::new(), VecDeque::new()];
            for (one, act, minor) in acts {
                let other = (one + 1) % 3;
                let count = usize::try_from(minor).unwrap().min(lists[one].len());
                let colour = [Colour::Clean, Colour::Claim(0), Colour::Claim(1)].get(act);
                if let Some(&colour) = colour {
                    ropes[one].push(Lot { colour, minor });
                    lists[one].extend((0..minor).map(|_| colour));
                } else if act == 3 {
                    let taken = ropes[one].take_tail(minor);
                    ropes[other].append(taken);
                    let stays = lists[one].len() - count;
                    let taken = lists[one].split_off(stays);
                    lists[other].extend(taken);
                } else {
                    let taken = ropes[one].take_head(minor);
                    ropes[other].append(taken);
                    let taken: Vec<Colour> = lists[one].drain(..count).collect();
                    lists[other].extend(taken);
                }
                for (rope, list) in ropes.iter().zip(&lists) {
                    let mut found = VecDeque::new();
                    units(&rope.0, &mut found);
                    prop_assert_eq!(&found, list);
                    let of_one = list.iter().filter(|colour| **colour == Colour::Claim(1)).count() as i128;
                    let part = rope.parts().map_or(0, |parts| parts.of_all(2)[1].low_minor);
                    prop_assert_eq!(part, of_one);
                }
            }
        }
    }
}
