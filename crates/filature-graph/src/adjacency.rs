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
    /// What stands in `paid_by`, each with its payee.
    goings: Vec<Going>,
    /// For each pocket the number of its currency, and [`POOLED`] where it is a pooled one.
    purses: Vec<u16>,
}

/// The bit of a purse that is pooled.
const POOLED: u16 = 1 << 15;

/// A payment as its payer's row has it: to follow it, nothing else must be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Going {
    /// Its position in the ledger.
    pub position: u32,
    /// The payee's pocket, or [`NOWHERE`].
    pub payee: u32,
    /// Minor units that left the payer's pocket.
    pub left_minor: i64,
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
        let pockets = Pockets::new(ledger);
        let (mut payer, mut payee) = (Vec::with_capacity(len), Vec::with_capacity(len));
        let (mut left_minor, mut arrived_minor) = (Vec::with_capacity(len), Vec::with_capacity(len));
        for position in 0..len {
            let (from, to) = sides(ledger, position);
            payer.push(pockets.find(from.0));
            payee.push(pockets.find(to.0));
            left_minor.push(from.1);
            arrived_minor.push(to.1);
        }
        let pockets = pockets.sorted;
        let pooled: Vec<bool> = pockets.iter().map(|pocket| ledger.hub[pocket.account as usize]).collect();
        let paid_by = Rows::new(pockets.len(), &payer);
        let going = |&position: &u32| Going {
            position,
            payee: payee[position as usize],
            left_minor: left_minor[position as usize],
        };
        Ok(Self {
            purses: purses(&pockets, &pooled),
            goings: paid_by.positions.iter().map(going).collect(),
            pooled,
            paid_by,
            paid_to: Rows::new(pockets.len(), &payee),
            left_minor,
            arrived_minor,
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

    /// What a pocket paid, in ledger order, each with its payee.
    pub fn goings(&self, pocket: u32) -> &[Going] {
        &self.goings[self.paid_by.offsets[pocket as usize]..self.paid_by.offsets[pocket as usize + 1]]
    }

    /// Whether two pockets are of one currency.
    pub fn one_currency(&self, one: u32, other: u32) -> bool {
        (self.purses[one as usize] ^ self.purses[other as usize]) & !POOLED == 0
    }

    /// Whether a pocket is of the same currency as one that is not pooled, and is not pooled either.
    pub fn goes_with(&self, pocket: u32, open: u32) -> bool {
        self.purses[pocket as usize] == self.purses[open as usize]
    }

    /// For each transaction the position of the first that is later by more than a window.
    pub fn window_ends(&self, window_micros: i64) -> Vec<u32> {
        let mut end = 0;
        let mut ends = Vec::with_capacity(self.at_micros.len());
        for &at in &self.at_micros {
            let last = at.saturating_add(window_micros);
            while end < self.at_micros.len() && self.at_micros[end] <= last {
                end += 1;
            }
            ends.push(u32::try_from(end).unwrap_or(u32::MAX));
        }
        ends
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

/// For each pocket the number of its currency and whether it is pooled, in one.
fn purses(pockets: &[Pocket], pooled: &[bool]) -> Vec<u16> {
    let mut currencies: Vec<Currency> = Vec::new();
    let mut number = |currency: Currency| {
        let known = currencies.iter().position(|known| *known == currency);
        known.unwrap_or_else(|| {
            currencies.push(currency);
            currencies.len() - 1
        })
    };
    let purse = |(pocket, &pooled): (&Pocket, &bool)| {
        // There are some two hundred currencies.
        let number = u16::try_from(number(pocket.currency)).unwrap_or(0);
        if pooled { number | POOLED } else { number }
    };
    pockets.iter().zip(pooled).map(purse).collect()
}

/// All pockets of a ledger, and where those of each account are.
struct Pockets {
    sorted: Vec<Pocket>,
    /// For each account where its pockets begin in `sorted`, and one more.
    starts: Vec<u32>,
}

impl Pockets {
    /// Most accounts have one currency: what is to be sorted are the others.
    fn new(ledger: &Transactions) -> Self {
        let mut first: Vec<Option<Currency>> = vec![None; ledger.accounts.len()];
        let mut further: Vec<Pocket> = Vec::new();
        for pocket in (0..ledger.len()).flat_map(|position| {
            let (from, to) = sides(ledger, position);
            [from.0, to.0].into_iter().flatten()
        }) {
            let known = first[pocket.account as usize].get_or_insert(pocket.currency);
            if *known != pocket.currency {
                further.push(pocket);
            }
        }
        further.par_sort_unstable();
        further.dedup();
        let firsts = (0_u32..).zip(first).filter_map(|(account, first)| Some(Pocket { account, currency: first? }));
        let mut sorted: Vec<Pocket> = firsts.chain(further).collect();
        sorted.par_sort_unstable();
        let mut starts = vec![0_u32; ledger.accounts.len() + 1];
        for pocket in &sorted {
            starts[pocket.account as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { sorted, starts }
    }

    /// The place of a pocket, or [`NOWHERE`].
    fn find(&self, pocket: Option<Pocket>) -> u32 {
        let Some(pocket) = pocket else { return NOWHERE };
        let from = self.starts[pocket.account as usize];
        let row = &self.sorted[from as usize..self.starts[pocket.account as usize + 1] as usize];
        let at = row.iter().position(|own| own.currency == pocket.currency).and_then(|at| u32::try_from(at).ok());
        at.map_or(NOWHERE, |at| from + at)
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
