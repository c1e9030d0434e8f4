//! The rules, one file each: how a pocket gives up its colours when it is debited.
//!
//! A rule knows one pocket and nothing else: no time, no accounts, no departures. It comes in two forms. The
//! *exact* form carries every unit. The *range* form carries, for each claim, the least and the most that can
//! be there over every opening balance that is not known; it is needed for all rules but `lifo`, under which
//! the opening, at the bottom of the pile, changes nothing as long as it covers the debits.
//!
//! `pari-passu` has no pocket: it follows nothing.

mod bags;
mod fifo;
mod first;
mod libr;
mod lifo;
mod mixed;
mod pari_passu;
mod poison;
mod pro_rata;
mod shares;

pub(crate) use fifo::{Fifo, FifoRange};
pub(crate) use first::Wanted;
pub(crate) use libr::{Libr, LibrRange};
pub(crate) use lifo::Lifo;
pub(crate) use pari_passu::pari_passu;
pub(crate) use poison::Poison;
pub(crate) use pro_rata::{ProRata, ProRataRange};

use crate::bounds::Bounds;

/// What travels with one debit.
pub(crate) trait Parcel: Sized {
    /// Money of no claim.
    fn clean(minor: i128, claims: usize) -> Self;
    /// Money of one claim.
    fn claimed(minor: i128, claim: usize, claims: usize) -> Self;
    /// Adds what comes next, at the tail.
    fn append(&mut self, next: Self);
    /// Adds clean money at the tail.
    fn push_clean(&mut self, minor: i128);
    /// How much it is in all.
    fn minor(&self) -> i128;
    /// How much of each claim is in it.
    fn parts(&self, claims: usize) -> Vec<Bounds>;
    /// Whether no claim can have a part of it.
    fn is_clean(&self) -> bool;
    /// The same money after a change of currency: `minor` units in all, each part in proportion.
    fn scaled(self, minor: i128, claims: usize) -> Self;
    /// Makes of each claim's part no more than this; what is more becomes clean.
    fn cap(&mut self, most: &[Bounds]);
}

/// The colours of one account's balance in one currency, under one rule.
///
/// The engine keeps the balance, and never debits more than is there: what overdraws is clean, and a pocket
/// in overdraft holds nothing.
pub(crate) trait Pocket: Sized {
    /// Whether the low and the high of every figure are the same.
    const EXACT: bool;
    /// Whether each unit is followed, so that nothing comes to be and nothing is lost.
    const CONSERVES: bool = true;
    /// What travels.
    type Parcel: Parcel;

    /// A pocket with clean money only. `unbounded`: there may be any amount more, at the head of the queue.
    fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self;
    /// Takes in what arrives.
    fn credit(&mut self, parcel: Self::Parcel);
    /// Gives up `minor` units, never more than are there.
    fn debit(&mut self, minor: i128) -> Self::Parcel;
    /// Gives up `minor` units, and of the claims that are wanted as much as there is before anything else.
    fn debit_first(&mut self, minor: i128, wanted: &[Wanted]) -> Self::Parcel;
    /// How much of each claim is there.
    fn held(&self) -> Vec<Bounds>;

    /// Whether all that is there would be the claim's, however much it is: only under a rule that follows no units.
    fn is_touched(&self, _claim: usize) -> bool {
        false
    }

    /// Divides what arrives on an overdrawn account into the `minor` units that repay the bank and the rest:
    /// as the rule would, if the credit stood alone in an account that is debited by the overdraft.
    fn repay(parcel: Self::Parcel, minor: i128, claims: usize) -> (Self::Parcel, Self::Parcel) {
        let rest_minor = parcel.minor() - minor;
        let mut alone = Self::open(0, false, claims);
        alone.credit(parcel);
        (alone.debit(minor), alone.debit(rest_minor))
    }
}
