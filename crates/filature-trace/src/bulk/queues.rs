//! Queues in which only followed money stands.
//!
//! Number the units that ever came into an account 1, 2, 3 … under `fifo` the debits up to now, `taken` in all, have
//! taken the first `taken` of them, and the next credit begins after `taken + balance`. Clean money then needs no
//! lot at all: a queue is the list of the followed pieces with their numbers, a clean credit changes nothing in it,
//! and a debit looks at the first piece. The numbers may begin anywhere: at 0 when the account first holds
//! something.
//!
//! An overdraft needs nothing of its own. What was taken beyond what came is clean, and units that come in later
//! with numbers that are taken already have repaid the bank.

use filature_model::Rule;

use super::pockets::Pockets;
use super::prefetch::prefetch;

/// No piece: the first one is never used.
const NONE: u32 = 0;

/// Followed units that stand together, numbered from `begin` to before `end`.
#[derive(Clone, Copy, Debug)]
struct Piece {
    begin: i64,
    end: i64,
    next: u32,
}

/// What is taken of an account, its first and its last piece. A tuple of zeros, of which the system gives millions
/// without writing any.
type Queue = (i64, u32, u32);

/// The queues of all accounts, and the parcel: each piece's distance from the head of the debit, and its length.
pub(crate) struct Queues {
    queues: Vec<Queue>,
    pieces: Vec<Piece>,
    free: u32,
    parcel: Vec<(i64, i64)>,
}

impl Queues {
    /// Debits that took nothing followed.
    pub fn skip(&mut self, account: u32, minor: i64) {
        self.queues[account as usize].0 += minor;
    }

    /// Units before the first followed one.
    pub fn distance_minor(&self, account: u32) -> i64 {
        let (taken, first, _) = self.queues[account as usize];
        self.pieces[first as usize].begin - taken
    }

    fn piece(&mut self, begin: i64, end: i64) -> u32 {
        let piece = Piece { begin, end, next: NONE };
        if self.free == NONE {
            self.pieces.push(piece);
            // Each piece has a unit of the claim, and memory ends before 2^32 of 24 bytes do; were it not so, the
            // sums at the end would not be the claim.
            return u32::try_from(self.pieces.len() - 1).unwrap_or(NONE);
        }
        let at = self.free;
        self.free = self.pieces[at as usize].next;
        self.pieces[at as usize] = piece;
        at
    }

    fn push(&mut self, queue: &mut Queue, begin: i64, end: i64) {
        if queue.1 == NONE {
            let at = self.piece(begin, end);
            (queue.1, queue.2) = (at, at);
        } else if self.pieces[queue.2 as usize].end == begin {
            self.pieces[queue.2 as usize].end = end;
        } else {
            let at = self.piece(begin, end);
            self.pieces[queue.2 as usize].next = at;
            queue.2 = at;
        }
    }
}

impl Pockets for Queues {
    const RULE: Rule = Rule::Fifo;
    const FETCHES: bool = true;
    type Own = ();

    fn new(accounts: usize, _claims: usize) -> Self {
        let unused = Piece { begin: 0, end: 0, next: NONE };
        Self { queues: vec![(0, NONE, NONE); accounts], pieces: vec![unused], free: NONE, parcel: Vec::new() }
    }

    #[inline]
    fn fetch(&self, _own: &(), account: u32) {
        prefetch(&self.queues, account as usize);
    }

    fn fetch_more(&self, _own: &()) {}

    #[inline]
    fn debit(&mut self, _own: &mut (), account: u32, _balance_minor: i64, minor: i64) {
        self.parcel.clear();
        let queue = &mut self.queues[account as usize];
        let reach = queue.0 + minor;
        while queue.1 != NONE {
            let piece = &mut self.pieces[queue.1 as usize];
            if piece.begin >= reach {
                break;
            }
            let end = piece.end.min(reach);
            self.parcel.push((piece.begin - queue.0, end - piece.begin));
            if end < piece.end {
                piece.begin = end;
                break;
            }
            let rest = piece.next;
            piece.next = self.free;
            self.free = queue.1;
            queue.1 = rest;
        }
        queue.0 = reach;
    }

    fn claim(&mut self, _rank: usize, minor: i64) {
        self.parcel.clear();
        if minor > 0 {
            self.parcel.push((0, minor));
        }
    }

    fn is_clean(&self) -> bool {
        self.parcel.is_empty()
    }

    fn repay(&mut self, owed_minor: i64, _minor: i64, mut leave: impl FnMut(usize, i64)) {
        let mut repaid_minor = 0;
        self.parcel.retain_mut(|(distance, length)| {
            let inside = (owed_minor - *distance).clamp(0, *length);
            repaid_minor += inside;
            *distance += inside;
            *length -= inside;
            *length > 0
        });
        if repaid_minor > 0 {
            leave(0, repaid_minor);
        }
    }

    fn leave(&mut self, mut leave: impl FnMut(usize, i64)) {
        if !self.parcel.is_empty() {
            leave(0, self.parcel.iter().map(|(_, length)| length).sum());
            self.parcel.clear();
        }
    }

    fn credit(&mut self, _own: &mut (), account: u32, balance_minor: i64) {
        let mut queue = self.queues[account as usize];
        if queue.1 == NONE {
            queue = (0, NONE, NONE);
        }
        let base = queue.0 + balance_minor;
        let parcel = std::mem::take(&mut self.parcel);
        for &(distance, length) in &parcel {
            self.push(&mut queue, base + distance, base + distance + length);
        }
        self.parcel = parcel;
        self.parcel.clear();
        self.queues[account as usize] = queue;
    }

    fn holds(&self, _own: &(), account: u32) -> bool {
        self.queues[account as usize].1 != NONE
    }

    /// Pieces stand in order and apart, so that all of them fit when the first and the last one do.
    fn fits(&self, _own: &(), account: u32, balance_minor: i64) -> bool {
        let (taken, first, last) = self.queues[account as usize];
        first == NONE
            || self.pieces[first as usize].begin >= taken && self.pieces[last as usize].end <= taken + balance_minor
    }

    fn held(&self, _own: &(), account: u32, mut each: impl FnMut(usize, i64)) {
        let (mut minor, mut at) = (0, self.queues[account as usize].1);
        while at != NONE {
            let piece = self.pieces[at as usize];
            minor += piece.end - piece.begin;
            at = piece.next;
        }
        if minor != 0 {
            each(0, minor);
        }
    }
}
