//! One claim under a rule that mixes: an account's followed money is one number.

use filature_model::Rule;

use super::pockets::Pockets;

/// What a rule takes of one claim. A bank's overdraft is repaid the same way: as if the credit stood alone and
/// were debited.
pub(crate) trait Take {
    const RULE: Rule;

    /// Of a claim's `part_minor` in a balance, what a debit carries: `0 <= part <= balance`, `0 <= debit`; of a
    /// debit that overdraws, all.
    fn take(debit_minor: i64, part_minor: i64, balance_minor: i64) -> i64;

    /// The least part of which this debit carries anything; `i64::MAX` when there is none.
    fn threshold(debit_minor: i64, balance_minor: i64) -> i64;
}

/// One claim's part of what is on its way. Its part in an account is kept beside the balance.
pub(crate) struct Mixed<T> {
    parcel_minor: i64,
    rule: std::marker::PhantomData<T>,
}

impl<T: Take> Pockets for Mixed<T> {
    const RULE: Rule = T::RULE;
    const FETCHES: bool = false;
    type Own = i64;

    fn new(_accounts: usize, _claims: usize) -> Self {
        Self { parcel_minor: 0, rule: std::marker::PhantomData }
    }

    fn fetch(&self, _part_minor: &i64, _account: u32) {}

    fn fetch_more(&self, _part_minor: &i64) {}

    #[inline]
    fn debit(&mut self, part_minor: &mut i64, _account: u32, balance_minor: i64, minor: i64) {
        self.parcel_minor = T::take(minor, *part_minor, balance_minor);
        *part_minor -= self.parcel_minor;
    }

    #[inline]
    fn claim(&mut self, _rank: usize, minor: i64) {
        self.parcel_minor = minor;
    }

    #[inline]
    fn is_clean(&self) -> bool {
        self.parcel_minor == 0
    }

    #[inline]
    fn repay(&mut self, owed_minor: i64, minor: i64, mut leave: impl FnMut(usize, i64)) {
        let repaid_minor = T::take(owed_minor, self.parcel_minor, minor);
        self.parcel_minor -= repaid_minor;
        if repaid_minor > 0 {
            leave(0, repaid_minor);
        }
    }

    #[inline]
    fn leave(&mut self, mut leave: impl FnMut(usize, i64)) {
        let minor = std::mem::take(&mut self.parcel_minor);
        if minor > 0 {
            leave(0, minor);
        }
    }

    #[inline]
    fn credit(&mut self, part_minor: &mut i64, _account: u32, _balance_minor: i64) {
        *part_minor += std::mem::take(&mut self.parcel_minor);
    }

    #[inline]
    fn holds(&self, part_minor: &i64, _account: u32) -> bool {
        *part_minor > 0
    }

    #[inline]
    fn fits(&self, part_minor: &i64, _account: u32, balance_minor: i64) -> bool {
        (0..=balance_minor).contains(part_minor)
    }

    #[inline]
    fn held(&self, part_minor: &i64, _account: u32, mut each: impl FnMut(usize, i64)) {
        if *part_minor != 0 {
            each(0, *part_minor);
        }
    }
}
