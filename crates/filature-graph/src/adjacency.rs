//! The index: for every pocket, what it paid and what it was paid, as positions in time order.
//!
//! Two arrays in compressed rows (offsets and positions), built in one pass over the ledger each; the ledger's order
//! is kept, so that "after this payment" is a binary search and "within the window" another.

use filature_model::{Currency, OUTSIDE, Transactions};
use rayon::prelude::*;

use crate::GraphError;

/// No pocket: the outside world, or a payment that is in no pattern.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// An account in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pocket {
    /// Position in [`Transactions::accounts`].
    pub account: u32,
    /// The currency of all that it pays and is paid.
    pub currency: Currency,
}

/// Who paid whom, by pocket.
pub(crate) struct Adjacency {
    /// The pockets, sorted.
    pub pockets: Vec<Pocket>,
    /// For each pocket, whether the account was declared a pooled one.
    pub pooled: Vec<bool>,
    /// For each transaction: its instant, never earlier than that of the one before.
    pub at_micros: Vec<i64>,
    /// For each transaction: the payer's pocket, or [`NOWHERE`].
    pub payer: Vec<u32>,
    /// For each transaction: the payee's pocket, or [`NOWHERE`].
    pub payee: Vec<u32>,
    /// For each transaction: minor units that left the payer's pocket.
    pub left_minor: Vec<i64>,
    /// For each transaction: minor units that reached the payee's pocket.
    pub arrived_minor: Vec<i64>,
    paid_by: Rows,
    paid_to: Rows,
}

/// Positions by pocket, in compressed rows.
struct Rows {
    offsets: Vec<usize>,
    positions: Vec<u32>,
}

impl Rows {
    /// Counts, then fills: the order of the ledger stays within each row.
    fn new(pockets: usize, owners: &[u32]) -> Self {
        let mut offsets = vec![0_usize; pockets + 1];
        for &owner in owners.iter().filter(|&&owner| owner != NOWHERE) {
            offsets[owner as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut positions = vec![0_u32; offsets[pockets]];
        for (position, &owner) in (0_u32..).zip(owners) {
            if owner != NOWHERE {
                positions[next[owner as usize]] = position;
                next[owner as usize] += 1;
            }
        }
        Self { offsets, positions }
    }

    fn row(&self, pocket: u32) -> &[u32] {
        &self.positions[self.offsets[pocket as usize]..self.offsets[pocket as usize + 1]]
    }
}

impl Adjacency {
    /// Builds the index.
    ///
    /// # Errors
    /// [`GraphError`] when the arrays do not belong together, are not in ledger order, or are too many.
    pub fn new(ledger: &Transactions) -> Result<Self, GraphError> {
        ledger.check()?;
        let len = ledger.len();
        if u32::try_from(len).is_err() {
            return Err(GraphError::TooMany(len));
        }
        let at_micros: Vec<i64> = (0..len).map(|position| ledger.at_micros(position)).collect();
        if let Some(before) = at_micros.windows(2).position(|pair| pair[0] > pair[1]) {
            return Err(GraphError::Order(before + 1));
        }
        let sides: Vec<_> = (0..len).into_par_iter().map(|position| sides(ledger, position)).collect();
        let mut pockets: Vec<Pocket> = sides.iter().flat_map(|(from, to)| [from.0, to.0]).flatten().collect();
        pockets.par_sort_unstable();
        pockets.dedup();
        let find = |pocket: Option<Pocket>| {
            pocket.and_then(|pocket| pockets.binary_search(&pocket).ok()).and_then(|at| u32::try_from(at).ok())
        };
        let payer: Vec<u32> = sides.par_iter().map(|(from, _)| find(from.0).unwrap_or(NOWHERE)).collect();
        let payee: Vec<u32> = sides.par_iter().map(|(_, to)| find(to.0).unwrap_or(NOWHERE)).collect();
        Ok(Self {
            pooled: pockets.iter().map(|pocket| ledger.hub[pocket.account as usize]).collect(),
            paid_by: Rows::new(pockets.len(), &payer),
            paid_to: Rows::new(pockets.len(), &payee),
            left_minor: sides.iter().map(|(from, _)| from.1).collect(),
            arrived_minor: sides.iter().map(|(_, to)| to.1).collect(),
            pockets,
            at_micros,
            payer,
            payee,
        })
    }

    /// What a pocket paid, in ledger order.
    pub fn paid_by(&self, pocket: u32) -> &[u32] {
        self.paid_by.row(pocket)
    }

    /// What a pocket was paid, in ledger order.
    pub fn paid_to(&self, pocket: u32) -> &[u32] {
        self.paid_to.row(pocket)
    }

    /// All pockets, in their order.
    pub fn all_pockets(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.pockets.len()).unwrap_or(NOWHERE)
    }

    /// The account of a pocket, or [`OUTSIDE`].
    pub fn account(&self, pocket: u32) -> u32 {
        self.pockets.get(pocket as usize).map_or(OUTSIDE, |pocket| pocket.account)
    }

    /// The currency of a pocket; none for the outside world.
    pub fn currency(&self, pocket: u32) -> Option<Currency> {
        self.pockets.get(pocket as usize).map(|pocket| pocket.currency)
    }
}

type Side = (Option<Pocket>, i64);

/// Both sides of a transaction; no pocket on either where it moves nothing between two parties.
fn sides(ledger: &Transactions, position: usize) -> (Side, Side) {
    let (debtor, creditor) = (ledger.debtor[position], ledger.creditor[position]);
    let left = (ledger.amount_minor[position], ledger.currency[position]);
    let arrived = ledger.received[position].unwrap_or(left);
    if debtor == creditor || left.0 <= 0 || arrived.0 <= 0 {
        return ((None, 0), (None, 0));
    }
    let pocket = |account: u32, currency| (account != OUTSIDE).then_some(Pocket { account, currency });
    ((pocket(debtor, left.1), left.0), (pocket(creditor, arrived.1), arrived.0))
}
