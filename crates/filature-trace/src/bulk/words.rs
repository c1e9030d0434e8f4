//! The balances of all accounts, and one bit each: does the account hold money that is followed?
//!
//! A pass over a large ledger waits for memory and for little else. In a row whose payer holds nothing that is
//! followed, and nearly all rows are such, only two balances change: everything else stands elsewhere, but for the one
//! number that a rule may keep beside the balance.

use super::Columns;

/// Twice the balance, plus one where the account holds money that is followed.
///
/// Balances are at most 2^60 by [`Columns::new`], so that twice a balance always fits: `wrapping_*` never wraps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word(i64);

impl Word {
    #[inline]
    pub fn new(balance_minor: i64, followed: bool) -> Self {
        Self(balance_minor.wrapping_mul(2) | i64::from(followed))
    }

    #[inline]
    pub fn balance_minor(self) -> i64 {
        self.0 >> 1
    }

    #[inline]
    pub fn is_followed(self) -> bool {
        self.0 & 1 == 1
    }

    #[inline]
    pub fn plus(self, minor: i64) -> Self {
        Self(self.0.wrapping_add(minor.wrapping_mul(2)))
    }
}

/// What is kept of one account in one place of memory: its word, and what the rule keeps beside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account<O> {
    pub word: Word,
    pub own: O,
}

/// Every account, and one more for everything outside the case: a payer that is never followed, and a payee whose
/// balance nobody reads.
pub(crate) struct Accounts<O>(Vec<Account<O>>);

impl<O: Copy + Default> Accounts<O> {
    pub fn new(columns: &Columns) -> Self {
        let account = |word: Word| Account { word, own: O::default() };
        let mut accounts = Vec::with_capacity(columns.accounts() + 1);
        accounts.extend(columns.openings_minor.iter().map(|&opening| account(Word::new(opening, false))));
        accounts.push(account(Word(0)));
        Self(accounts)
    }

    pub fn all(&mut self) -> &mut [Account<O>] {
        &mut self.0
    }

    /// The accounts that hold money that is followed, with what is kept of them.
    pub fn followed(&self) -> impl Iterator<Item = (u32, &O)> {
        (0_u32..).zip(&self.0).filter(|(_, kept)| kept.word.is_followed()).map(|(account, kept)| (account, &kept.own))
    }
}

/// Where an account stands; everything outside is the last place.
#[inline(always)]
pub(crate) fn place<O>(accounts: &[Account<O>], account: u32) -> usize {
    (account as usize).min(accounts.len().wrapping_sub(1))
}

/// An account, or everything outside.
#[inline(always)]
pub(crate) fn at<O>(accounts: &mut [Account<O>], account: u32) -> &mut Account<O> {
    &mut accounts[place(accounts, account)]
}
