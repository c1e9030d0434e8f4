//! What bounds a sum of ranges. Each high can hold, but not all at once: what two claims have in one account is no more
//! than the account has in it, and what a claim has everywhere is no more than the claim.
//!
//! A bound only ever narrows the high of a sum, and never below its low: where the lows alone come to more, something is
//! wrong, and it stays to be seen.

use std::collections::BTreeMap;

use super::trace_columns::{Bounds, ByRule, add};
use super::trace_sums::Claim;
use super::trace_view::View;
use crate::DossierError;
use crate::figures::Reading;

/// The sum, at most the cap.
pub fn at_most((low, high): Bounds, cap: i128) -> Bounds {
    (low, high.min(cap.max(low)))
}

/// What both allow; the first alone where they exclude each other.
pub fn both(first: Bounds, other: Bounds) -> Bounds {
    let met = (first.0.max(other.0), first.1.min(other.1));
    if met.0 <= met.1 { met } else { first }
}

/// The most that each account can hold, where that is known and in the currency of the claims.
pub struct Caps<'a> {
    accounts: BTreeMap<&'a str, i128>,
}

impl<'a> Caps<'a> {
    /// Of the balances of a trace. An account of two currencies, or whose balance may be more, bounds nothing.
    pub fn of(view: &View<'a, '_>) -> Result<Self, DossierError> {
        let mut seen: BTreeMap<&str, Option<i128>> = BTreeMap::new();
        for balance in &view.trace.balances {
            let reading = Reading::new(view.name, &balance.currency)?;
            let known = view.one_currency() && !balance.or_more && reading.currency == view.reading.currency;
            let cap = if known { Some(reading.minor(&balance.balance)?.max(0)) } else { None };
            seen.entry(&balance.account).and_modify(|cap| *cap = None).or_insert(cap);
        }
        let accounts = seen.into_iter().filter_map(|(account, cap)| Some((account, cap?))).collect();
        Ok(Self { accounts })
    }

    /// What several claims have in an account, by rule: at most what it has in it, and what is claimed.
    pub fn in_account<'b>(&self, account: &str, claimed: i128, sums: ByRule<'b>) -> ByRule<'b> {
        let cap = self.accounts.get(account).map_or(claimed, |balance| claimed.min(*balance));
        sums.into_iter().map(|(rule, sum)| (rule, at_most(sum, cap))).collect()
    }

    /// What several claims have in all accounts, by rule: at most what is claimed, and by the rules compared at most what
    /// their accounts together can hold.
    pub fn in_all<'b>(&self, claims: &[Claim<'b>], sums: ByRule<'b>) -> ByRule<'b> {
        let claimed: i128 = claims.iter().map(|claim| claim.minor).sum();
        let mut accounts: BTreeMap<&str, ByRule<'b>> = BTreeMap::new();
        for (account, by_rule) in claims.iter().flat_map(|claim| &claim.held) {
            let of_account = accounts.entry(account).or_default();
            by_rule.iter().for_each(|(rule, bounds)| add(of_account, rule, *bounds));
        }
        let mut together = ByRule::new();
        for (account, by_rule) in accounts {
            let capped = self.in_account(account, claimed, by_rule);
            capped.into_iter().for_each(|(rule, bounds)| add(&mut together, rule, bounds));
        }
        let cap = |rule: &str| together.get(rule).map_or(claimed, |(_, high)| claimed.min(*high));
        sums.into_iter().map(|(rule, sum)| (rule, at_most(sum, cap(rule)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_narrows_the_high_and_never_hides_a_low() {
        assert_eq!(at_most((29_510, 544_940), 333_995), (29_510, 333_995));
        assert_eq!(at_most((4, 5), 9), (4, 5));
        assert_eq!(at_most((4, 5), 3), (4, 4));
        assert_eq!(both((0, 9), (3, 12)), (3, 9));
        assert_eq!(both((0, 2), (3, 12)), (0, 2));
    }
}
