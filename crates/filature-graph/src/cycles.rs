//! All cycles in time order, each with its members: the bare shape, without amounts and without a judgement.
//!
//! The pattern `cycle` says which of them are worth a look; this module lists every one, for counts that can be
//! compared with other programs, for features and for whoever wants to weigh them in another way.
//!
//! **Definition.** Transactions p1, …, pk with k ≥ 2 where the payee of each is the payer of the next and the payee of
//! pk is the payer of p1; no account twice; each follows the one before (it stands later in the ledger; with `strict` at a
//! later instant too); at(pk) − at(p1) ≤ window; one currency. Payments side by side are kept apart: each sequence of
//! transactions is a cycle of its own. Payments to oneself and payments of nothing are in none; the outside world is no account.
//!
//! **Cost.** Each cycle is found once, from its earliest transaction: depth first, to the last payment home in time. A
//! search that grows beyond a few steps looks backwards from home, and whichever way ends first tells what may be
//! followed; see `cycles/walk.rs`. At a fixed number of payments an account and window the work grows with the ledger and with
//! what is listed. No limit stops it: where thousands of payments go to and fro between a few accounts within one window,
//! there are more cycles than anybody can list.
//!
//! ```
//! use filature_graph::cycles::{Shape, all};
//! use filature_model::Transactions;
//! let ledger = Transactions::small(&[
//!     ("A", "B", 100, 0), // t0
//!     ("B", "A", 70, 1),  // t1
//!     ("B", "C", 30, 2),  // t2
//!     ("C", "A", 30, 2),  // t3: at the instant of t2, after it in the ledger
//! ]);
//! let shape = Shape { window_seconds: 3_600, strict: false, most_hops: None, through_pooled: false };
//! let found: Vec<Vec<u32>> = all(&ledger, &shape)?.iter().map(<[u32]>::to_vec).collect();
//! assert_eq!(found, [vec![0, 1], vec![0, 2, 3]]);
//! assert_eq!(all(&ledger, &Shape { strict: true, ..shape })?.len(), 1);
//! # Ok::<(), filature_graph::GraphError>(())
//! ```

use filature_model::Transactions;
use rayon::prelude::*;

use crate::GraphError;
use crate::adjacency::Adjacency;
use walk::{Bounds, Walk};

pub(crate) mod walk;

/// Which cycles are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The most seconds between the first and the last transaction.
    pub window_seconds: i64,
    /// Whether each hop must be at a later instant than the one before; otherwise ties follow in ledger order.
    pub strict: bool,
    /// The most hops; none: any number.
    pub most_hops: Option<usize>,
    /// Whether a cycle may go through accounts that were declared pooled.
    pub through_pooled: bool,
}

/// Cycles as positions in the ledger, in flat arrays: by their first transaction, then by the next, and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cycles {
    members: Vec<u32>,
    /// Where each cycle ends in `members`.
    ends: Vec<usize>,
}

impl Cycles {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each with the positions of its transactions, in time order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, &to)| &self.members[from..to])
    }

    /// How many there are of each number of hops, from none on.
    pub fn by_hops(&self) -> Vec<u64> {
        let mut counts = Vec::new();
        for cycle in self.iter() {
            counts.resize(counts.len().max(cycle.len() + 1), 0);
            counts[cycle.len()] += 1;
        }
        counts
    }

    /// Adds one: its hops but the last, and the last.
    fn push(&mut self, hops: &[u32], last: u32) {
        self.members.extend_from_slice(hops);
        self.members.push(last);
        self.ends.push(self.members.len());
    }

    fn clear(&mut self) {
        self.members.clear();
        self.ends.clear();
    }

    /// Adds all of another.
    fn append(&mut self, other: &Self) {
        let before = self.members.len();
        self.members.extend_from_slice(&other.members);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }
}

/// Lists all cycles of a shape.
///
/// # Errors
/// [`GraphError::Window`] when the window is no length of time; the others when the ledger's arrays do not belong together.
pub fn all(ledger: &Transactions, shape: &Shape) -> Result<Cycles, GraphError> {
    /// Starts that one thread takes at a time.
    const TOGETHER: u32 = 4_096;
    if shape.window_seconds <= 0 {
        return Err(GraphError::Window(shape.window_seconds));
    }
    let index = Adjacency::new(ledger)?;
    let bounds = Bounds {
        window_micros: shape.window_seconds.saturating_mul(1_000_000),
        strict: shape.strict,
        most_hops: shape.most_hops.unwrap_or(usize::MAX),
        through_pooled: shape.through_pooled,
        most_steps: usize::MAX,
    };
    let ends = index.window_ends(bounds.window_micros);
    let starts = u32::try_from(index.at_micros.len()).unwrap_or(u32::MAX);
    let of_stretch = |walk: &mut Walk<'_>, stretch: u32| {
        let from = stretch * TOGETHER;
        let mut found = Cycles::default();
        for start in from..from.saturating_add(TOGETHER).min(starts) {
            walk.search_from(start);
            found.append(&walk.found);
        }
        found
    };
    let stretches: Vec<Cycles> = (0..starts.div_ceil(TOGETHER))
        .into_par_iter()
        .map_init(|| Walk::new(&index, &ends, bounds), of_stretch)
        .collect();
    let mut cycles = Cycles::default();
    stretches.iter().for_each(|stretch| cycles.append(stretch));
    Ok(cycles)
}
