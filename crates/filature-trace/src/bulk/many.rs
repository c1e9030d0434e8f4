//! Several claims under a rule that mixes: an account's followed money is a short list of parts.
//!
//! Most accounts hold few of the claims, and most accounts none: a list holds only claims with a part, in the order
//! of their ranks, and the sum of all parts beside it. From the sum alone it is known that most debits take
//! nothing. Lists are numbered, and a list that runs empty is used again.

use filature_model::Rule;

use super::pockets::Pockets;
use super::prefetch::prefetch;
use super::shares::{Division, Part};

/// What a rule takes of all claims together.
pub(crate) trait Shared {
    const RULE: Rule;

    /// Of a debit that is below the balance: how much is divided, and among how much, of which `sum_minor` are the
    /// claims'.
    /// Whether the sum alone says that a debit below the balance takes nothing.
    fn keeps_all(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> bool;

    fn amounts(debit_minor: i64, sum_minor: i64, balance_minor: i64) -> (i64, i64);
}

/// Parts of one account: their sum, and each of them by rank; none is zero.
#[derive(Default)]
struct Set {
    sum_minor: i64,
    parts: Vec<Part>,
}

impl Set {
    /// Sums anew what has changed.
    fn update(&mut self) {
        self.sum_minor = self.parts.iter().map(|part| part.minor).sum();
    }
}

/// The parts of all accounts, and the parcel.
pub(crate) struct Sets<T> {
    /// Of each account, the number of its list; 0, an empty list, where it holds nothing.
    numbers: Vec<u32>,
    sets: Vec<Set>,
    free: Vec<u32>,
    parcel: Vec<Part>,
    division: Division,
    rule: std::marker::PhantomData<T>,
}

impl<T: Shared> Sets<T> {
    /// Takes from a set what the rule takes for a debit.
    fn take(division: &mut Division, set: &mut Set, minor: i64, balance_minor: i64, taken: &mut Vec<Part>) {
        if minor >= balance_minor {
            taken.append(&mut set.parts);
            set.sum_minor = 0;
            return;
        }
        if T::keeps_all(minor, set.sum_minor, balance_minor) {
            return;
        }
        let (amount_minor, total_minor) = T::amounts(minor, set.sum_minor, balance_minor);
        if amount_minor > 0 {
            division.take(amount_minor, total_minor, set.sum_minor, &mut set.parts, taken);
            if !taken.is_empty() {
                set.update();
            }
        }
    }

    fn set(&self, account: u32) -> &Set {
        &self.sets[self.numbers[account as usize] as usize]
    }

    /// The number of an account's list, which is made when there is none.
    fn number(&mut self, account: u32) -> usize {
        let number = &mut self.numbers[account as usize];
        if *number == 0 {
            *number = self.free.pop().unwrap_or_else(|| {
                self.sets.push(Set::default());
                // No more lists than accounts, which are counted in 32 bits.
                u32::try_from(self.sets.len() - 1).unwrap_or(0)
            });
        }
        *number as usize
    }
}

fn leave_all(parts: &mut Vec<Part>, mut leave: impl FnMut(usize, i64)) {
    parts.drain(..).for_each(|part| leave(part.claim as usize, part.minor));
}

impl<T: Shared> Pockets for Sets<T> {
    const RULE: Rule = T::RULE;
    const FETCHES: bool = true;
    type Own = ();

    fn new(accounts: usize, _claims: usize) -> Self {
        Self {
            numbers: vec![0; accounts],
            sets: vec![Set::default()],
            free: Vec::new(),
            parcel: Vec::new(),
            division: Division::default(),
            rule: std::marker::PhantomData,
        }
    }

    #[inline]
    fn fetch(&self, account: u32, followed: bool) {
        prefetch(&self.numbers, if followed { account as usize } else { 0 });
    }

    #[inline]
    fn debit(&mut self, _own: &mut (), account: u32, balance_minor: i64, minor: i64) {
        let number = self.numbers[account as usize];
        let set = &mut self.sets[number as usize];
        Self::take(&mut self.division, set, minor, balance_minor, &mut self.parcel);
        if set.parts.is_empty() && number != 0 {
            self.free.push(number);
            self.numbers[account as usize] = 0;
        }
    }

    fn claim(&mut self, rank: usize, minor: i64) {
        if minor > 0 {
            // Claims are credits, which are counted in 32 bits.
            self.parcel.push(Part { claim: u32::try_from(rank).unwrap_or(u32::MAX), minor });
        }
    }

    fn is_clean(&self) -> bool {
        self.parcel.is_empty()
    }

    fn repay(&mut self, owed_minor: i64, minor: i64, leave: impl FnMut(usize, i64)) {
        let mut alone = Set { sum_minor: 0, parts: std::mem::take(&mut self.parcel) };
        alone.update();
        let mut repaid = Vec::new();
        Self::take(&mut self.division, &mut alone, owed_minor, minor, &mut repaid);
        self.parcel = alone.parts;
        leave_all(&mut repaid, leave);
    }

    fn leave(&mut self, leave: impl FnMut(usize, i64)) {
        leave_all(&mut self.parcel, leave);
    }

    fn credit(&mut self, _own: &mut (), account: u32, _balance_minor: i64) {
        if self.parcel.is_empty() {
            return;
        }
        let number = self.number(account);
        let set = &mut self.sets[number];
        let mut place = 0;
        for part in self.parcel.drain(..) {
            while set.parts.get(place).is_some_and(|held| held.claim < part.claim) {
                place += 1;
            }
            match set.parts.get_mut(place) {
                Some(held) if held.claim == part.claim => held.minor += part.minor,
                _ => set.parts.insert(place, part),
            }
        }
        set.update();
    }

    fn holds(&self, _own: &(), account: u32) -> bool {
        self.numbers[account as usize] != 0
    }

    fn fits(&self, _own: &(), account: u32, balance_minor: i64) -> bool {
        let set = self.set(account);
        set.sum_minor <= balance_minor && set.parts.first().is_none_or(|_| set.sum_minor > 0)
    }

    fn held(&self, _own: &(), account: u32, mut each: impl FnMut(usize, i64)) {
        self.set(account).parts.iter().for_each(|part| each(part.claim as usize, part.minor));
    }
}
