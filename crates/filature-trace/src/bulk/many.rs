//! Several claims under a rule that mixes: an account's followed money is a short list of parts.
//!
//! Most accounts hold few of the claims, and most accounts none: a list holds only claims with a part, and the sum of
//! all parts beside it. From the sum alone it is known that most debits take nothing. Lists are numbered, and a list
//! that runs empty is used again. How lists stand and are divided is in `shares`.

use filature_model::Rule;

use super::pass::pass;
use super::pockets::Pockets;
use super::prefetch::prefetch;
use super::shares::{Division, Key, NARROW, Part, Set};
use super::starts::Starts;
use super::{BulkError, Columns, Outcome};

/// Follows several claims through the whole ledger, in short lists where the claims allow it.
pub(crate) fn many<T: Shared, C: AsRef<[u32]>>(columns: &Columns, claims: &[C]) -> Result<Vec<Outcome>, BulkError> {
    let starts = Starts::many(columns, claims)?;
    let is_narrow = starts.sums_minor.len() <= NARROW.0 && starts.sums_minor.iter().all(|&sum| sum < NARROW.1);
    if is_narrow { pass::<Sets<T, u64>>(columns, &starts) } else { pass::<Sets<T, u128>>(columns, &starts) }
}

/// What a rule takes of all claims together.
pub(crate) trait Shared {
    const RULE: Rule;

    /// Of a debit that is below the balance: how much is divided, and among how much, of which `sum_minor` are the
    /// claims'.
    /// Whether the sum alone says that a debit below the balance takes nothing.
    fn keeps_all(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> bool;

    fn amounts(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> (i64, i64);
}

/// The parts of all accounts, and the parcel.
pub(crate) struct Sets<T, K> {
    /// By number; 0, an empty list, is that of every account which holds nothing.
    sets: Vec<Set<K>>,
    free: Vec<u32>,
    parcel: Vec<Part>,
    division: Division,
    rule: std::marker::PhantomData<T>,
}

impl<T: Shared, K: Key> Sets<T, K> {
    /// Takes from a set what the rule takes for a debit.
    #[inline]
    fn take(division: &mut Division, set: &mut Set<K>, minor: i64, balance_minor: i64, taken: &mut Vec<Part>) {
        if T::keeps_all(minor, set.sum_minor, balance_minor) {
            return;
        }
        if minor >= balance_minor {
            set.take_all(taken);
            return;
        }
        let (amount_minor, total_minor) = T::amounts(minor, set.sum_minor, balance_minor);
        division.take(amount_minor, total_minor, set, taken);
    }
}

fn leave_all(parts: &mut Vec<Part>, mut leave: impl FnMut(usize, i64)) {
    parts.drain(..).for_each(|part| leave(part.claim as usize, part.minor));
}

impl<T: Shared, K: Key> Pockets for Sets<T, K> {
    const RULE: Rule = T::RULE;
    const FETCHES: bool = true;
    /// The number of the account's list.
    type Own = u32;

    fn new(_accounts: usize, _claims: usize) -> Self {
        Self {
            sets: vec![Set::default()],
            free: Vec::new(),
            parcel: Vec::new(),
            division: Division::default(),
            rule: std::marker::PhantomData,
        }
    }

    #[inline]
    fn fetch(&self, number: &u32, _account: u32) {
        prefetch(&self.sets, *number as usize);
    }

    #[inline]
    fn fetch_more(&self, number: &u32) {
        let keys = self.sets[*number as usize].keys();
        prefetch(keys, 0);
        prefetch(keys, 64 / size_of::<K>());
    }

    #[inline]
    fn debit(&mut self, number: &mut u32, _account: u32, balance_minor: i64, minor: i64) {
        let set = &mut self.sets[*number as usize];
        Self::take(&mut self.division, set, minor, balance_minor, &mut self.parcel);
        if set.is_empty() && *number != 0 {
            self.free.push(std::mem::take(number));
        }
    }

    fn claim(&mut self, rank: usize, minor: i64) {
        if minor > 0 {
            // Claims are credits, which are counted in 32 bits.
            self.parcel.push(Part { claim: u32::try_from(rank).unwrap_or(u32::MAX), minor });
        }
    }

    #[inline]
    fn is_clean(&self) -> bool {
        self.parcel.is_empty()
    }

    fn repay(&mut self, owed_minor: i64, minor: i64, leave: impl FnMut(usize, i64)) {
        let mut alone = Set::default();
        self.parcel.drain(..).for_each(|part| alone.add(part));
        let mut repaid = Vec::new();
        Self::take(&mut self.division, &mut alone, owed_minor, minor, &mut repaid);
        alone.take_all(&mut self.parcel);
        leave_all(&mut repaid, leave);
    }

    fn leave(&mut self, leave: impl FnMut(usize, i64)) {
        leave_all(&mut self.parcel, leave);
    }

    fn credit(&mut self, number: &mut u32, _account: u32, _balance_minor: i64) {
        if self.parcel.is_empty() {
            return;
        }
        if *number == 0 {
            *number = self.free.pop().unwrap_or_else(|| {
                self.sets.push(Set::default());
                // No more lists than accounts, which are counted in 32 bits.
                u32::try_from(self.sets.len() - 1).unwrap_or(0)
            });
        }
        let set = &mut self.sets[*number as usize];
        self.parcel.drain(..).for_each(|part| set.add(part));
    }

    #[inline]
    fn holds(&self, number: &u32, _account: u32) -> bool {
        *number != 0
    }

    #[inline]
    fn fits(&self, number: &u32, _account: u32, balance_minor: i64) -> bool {
        (0..=balance_minor).contains(&self.sets[*number as usize].sum_minor)
    }

    fn held(&self, number: &u32, _account: u32, mut each: impl FnMut(usize, i64)) {
        self.sets[*number as usize].parts().for_each(|part| each(part.claim as usize, part.minor));
    }
}
