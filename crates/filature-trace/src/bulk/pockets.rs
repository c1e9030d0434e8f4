//! What every rule's state has in common, so that one pass and one way of asking serve all of them.

use filature_model::Rule;

/// The followed money of all accounts under one rule, and the parcel that is on its way between two of them.
///
/// The balances are kept by who calls; every balance given is that before the event.
pub(crate) trait Pockets {
    /// For messages.
    const RULE: Rule;

    /// Whether [`Pockets::fetch`] does anything.
    const FETCHES: bool;

    /// What is kept beside an account's balance, by who calls.
    type Own: Copy + Default;

    /// All accounts empty.
    fn new(accounts: usize, claims: usize) -> Self;

    /// Asks memory for what an account holds, some rows before it may be debited.
    fn fetch(&self, own: &Self::Own, account: u32);

    /// Asks for what can only be known of once that is there.
    fn fetch_more(&self, own: &Self::Own);

    /// Takes what a debit carries out of an account that holds something, and makes it the parcel, which was empty.
    /// Most debits carry nothing.
    fn debit(&mut self, own: &mut Self::Own, account: u32, balance_minor: i64, minor: i64);

    /// Makes the whole of a credit the parcel.
    fn claim(&mut self, rank: usize, minor: i64);

    /// Whether the parcel is empty.
    fn is_clean(&self) -> bool;

    /// Takes out of the parcel what repays an overdraft of `owed_minor` with a credit of `minor`, and gives each
    /// claim's part of that.
    fn repay(&mut self, owed_minor: i64, minor: i64, leave: impl FnMut(usize, i64));

    /// Empties the parcel, and gives each claim's part of it.
    fn leave(&mut self, leave: impl FnMut(usize, i64));

    /// Puts the parcel, which came with a credit, into an account.
    fn credit(&mut self, own: &mut Self::Own, account: u32, balance_minor: i64);

    /// Whether an account holds anything.
    fn holds(&self, own: &Self::Own, account: u32) -> bool;

    /// Whether no part of an account is negative, and all of them are not more than its balance.
    fn fits(&self, own: &Self::Own, account: u32, balance_minor: i64) -> bool;

    /// Each claim's part of what an account holds.
    fn held(&self, own: &Self::Own, account: u32, each: impl FnMut(usize, i64));
}
