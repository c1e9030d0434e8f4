//! How a held amount came to be where it is: the paths that brought it, the largest first.
//!
//! Each unit of a claim in a pocket came in by one credit, which was sent by one debit, for which it had come in by one
//! credit before. Which of a claim's own units a debit took is said by the rule under `fifo` and `lifo`. `pro-rata` and
//! `libr` do not tell them apart; there the first that came is taken to have left first, which is one way to account for
//! the same figures. So each unit has one path, and the amounts of the paths add up to what is held.
//!
//! ```text
//! trail ─► per pocket and claim: units in, in a row; units out, each with where it stands among those in
//!       ─► from what is still there backwards: credit ─► debit that sent it ─► units in … ─► where the claim begins
//! ```

use std::collections::{BTreeMap, VecDeque};

use filature_model::Rule;

use crate::engine::trail::{From, Step};

/// Past so many pieces no more paths are looked for: what is left is counted together.
const MOST_PIECES: usize = 200_000;

/// A path: what it brought, minor units, and its transactions from the first to the last, each with the pocket that it
/// reached; the debit of a link, with the pocket that it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub minor: i128,
    pub steps: Vec<(u32, u32)>,
}

/// Units that stand together among those that a credit brought: which credit, and from where in it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    arrival: usize,
    start: i128,
    minor: i128,
}

/// Some units that came into a pocket together.
struct Arrival {
    pocket: u32,
    transaction: u32,
    /// The debit that sent them, and from where in it.
    from: Option<(u32, i128)>,
}

/// The movements of one claim, taken apart.
pub(crate) struct Explanation {
    arrivals: Vec<Arrival>,
    /// Of what a debit sent: the pocket that it left, and the pieces of which it consists, in order.
    sent: BTreeMap<u32, (u32, Vec<Piece>)>,
    /// What is still in each pocket.
    there: BTreeMap<u32, VecDeque<Piece>>,
}

impl Explanation {
    /// Takes the trail of one pass apart for one claim.
    pub fn new(trail: &[Step], rule: Rule, claim: usize) -> Self {
        let mut explained = Self { arrivals: Vec::new(), sent: BTreeMap::new(), there: BTreeMap::new() };
        // How much of what each debit sent has arrived or is gone.
        let mut used: BTreeMap<u32, i128> = BTreeMap::new();
        for step in trail {
            match *step {
                Step::In { pocket, transaction, claim: of, minor, from } if of == claim => {
                    let from = match from {
                        From::Begun => None,
                        From::Sent(sent) => {
                            let start = used.entry(sent).or_default();
                            *start += minor;
                            Some((sent, *start - minor))
                        }
                    };
                    let piece = Piece { arrival: explained.arrivals.len(), start: 0, minor };
                    explained.arrivals.push(Arrival { pocket, transaction, from });
                    explained.there.entry(pocket).or_default().push_back(piece);
                }
                Step::Out { pocket, transaction, claim: of, minor } if of == claim => {
                    let there = explained.there.entry(pocket).or_default();
                    let taken = if rule == Rule::Lifo { take_tail(there, minor) } else { take_head(there, minor) };
                    explained.sent.entry(transaction).or_insert((pocket, Vec::new())).1.extend(taken);
                }
                Step::Gone { sent, claim: of, minor } if of == claim => *used.entry(sent).or_default() += minor,
                _ => {}
            }
        }
        explained
    }

    /// The paths of what is in a pocket, the largest first, and how much no path was looked for.
    pub fn ways(&self, pocket: u32) -> (Vec<Way>, i128) {
        let mut open: Vec<(Piece, Vec<(u32, u32)>)> =
            self.there.get(&pocket).into_iter().flatten().map(|&piece| (piece, Vec::new())).collect();
        let mut ways: BTreeMap<Vec<(u32, u32)>, i128> = BTreeMap::new();
        let (mut pieces, mut unresolved) = (0, 0);
        while let Some((piece, mut later)) = open.pop() {
            pieces += 1;
            let Some(arrival) = self.arrivals.get(piece.arrival).filter(|_| pieces <= MOST_PIECES) else {
                unresolved += piece.minor;
                continue;
            };
            later.push((arrival.transaction, arrival.pocket));
            match arrival.from {
                None => {
                    later.reverse();
                    *ways.entry(later).or_default() += piece.minor;
                }
                Some((sent, start)) => {
                    let of_debit = self.sent.get(&sent);
                    // A credit that a person, or the bank, says to be the money of a debit elsewhere: both are steps.
                    if sent != arrival.transaction {
                        later.extend(of_debit.map(|(left, _)| (sent, *left)));
                    }
                    let pieces_sent = of_debit.map_or(&[][..], |(_, pieces)| pieces.as_slice());
                    let cut = cut(pieces_sent, start + piece.start, piece.minor);
                    unresolved += piece.minor - cut.iter().map(|piece| piece.minor).sum::<i128>();
                    open.extend(cut.into_iter().map(|piece| (piece, later.clone())));
                }
            }
        }
        let mut ways: Vec<Way> = ways.into_iter().map(|(steps, minor)| Way { minor, steps }).collect();
        // A stable sort: equal amounts stay in the order of their transactions.
        ways.sort_by_key(|way| -way.minor);
        (ways, unresolved)
    }
}

/// `minor` units from `start` on of pieces that stand in a row.
fn cut(pieces: &[Piece], start: i128, minor: i128) -> Vec<Piece> {
    let (mut before, end, mut cut) = (0, start + minor, Vec::new());
    for piece in pieces {
        let (from, to) = (start.max(before), end.min(before + piece.minor));
        if from < to {
            cut.push(Piece { arrival: piece.arrival, start: piece.start + from - before, minor: to - from });
        }
        before += piece.minor;
    }
    cut
}

fn take_head(there: &mut VecDeque<Piece>, minor: i128) -> Vec<Piece> {
    let (mut wanted, mut taken) = (minor, Vec::new());
    while wanted > 0 {
        let Some(mut piece) = there.pop_front() else { break };
        let part = Piece { minor: piece.minor.min(wanted), ..piece };
        wanted -= part.minor;
        taken.push(part);
        piece.start += part.minor;
        piece.minor -= part.minor;
        if piece.minor > 0 {
            there.push_front(piece);
        }
    }
    taken
}

/// The last units; they keep the order in which they stood.
fn take_tail(there: &mut VecDeque<Piece>, minor: i128) -> Vec<Piece> {
    let (mut wanted, mut taken) = (minor, Vec::new());
    while wanted > 0 {
        let Some(mut piece) = there.pop_back() else { break };
        let part_minor = piece.minor.min(wanted);
        wanted -= part_minor;
        piece.minor -= part_minor;
        taken.push(Piece { start: piece.start + piece.minor, minor: part_minor, ..piece });
        if piece.minor > 0 {
            there.push_back(piece);
        }
    }
    taken.reverse();
    taken
}
