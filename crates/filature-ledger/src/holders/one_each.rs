//! The arrays of a ledger with one account for each holder, for the search of patterns.
//!
//! ```text
//! Transactions + Holders ─► OneEach ─► transfers between accounts of one holder are nobody's; the others are between holders
//! findings ◄── members ◄── the account of a holder stands for those of theirs that took part
//! ```
//!
//! Positions stay what they are, so that everything that names a transaction by its position still does.

use std::collections::BTreeMap;

use filature_model::{Currency, Finding, Member, OUTSIDE, Transactions};

use super::Holders;

/// Which accounts of a ledger are one holder's, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneEach {
    /// For each account the first of its holder's.
    first: Vec<u32>,
}

impl OneEach {
    /// None where no holder of the ledger has several accounts in it.
    ///
    /// ```
    /// use filature_ledger::holders::{Holders, OneEach};
    /// use filature_model::Transactions;
    /// assert!(OneEach::of(&Transactions::small(&[("A", "B", 100, 1)]), &Holders::default()).is_none());
    /// ```
    pub fn of(ledger: &Transactions, holders: &Holders) -> Option<Self> {
        if holders.is_empty() {
            return None;
        }
        // The first of a holder's accounts that this ledger has: the very first may be in no transaction.
        let mut first_here = BTreeMap::new();
        let first: Vec<u32> = (0_u32..)
            .zip(&ledger.accounts)
            .map(|(number, account)| *first_here.entry(holders.first_of(account)).or_insert(number))
            .collect();
        let has_several = (0_u32..).zip(&first).any(|(number, &first)| number != first);
        has_several.then_some(Self { first })
    }

    /// For each account of the ledger the first of its holder's.
    pub fn first(&self) -> &[u32] {
        &self.first
    }

    fn holder(&self, account: u32) -> u32 {
        self.first.get(account as usize).copied().unwrap_or(account)
    }

    /// Whether payer and payee of a transaction are one holder.
    pub fn is_internal(&self, ledger: &Transactions, position: usize) -> bool {
        let (payer, payee) = (ledger.debtor[position], ledger.creditor[position]);
        payer != OUTSIDE && payee != OUTSIDE && self.holder(payer) == self.holder(payee)
    }

    /// The ledger between holders.
    pub fn between_holders(&self, ledger: &Transactions) -> Transactions {
        let mut between = ledger.clone();
        for position in 0..ledger.len() {
            if self.is_internal(ledger, position) {
                (between.debtor[position], between.creditor[position]) = (OUTSIDE, OUTSIDE);
            } else {
                between.debtor[position] = self.holder(ledger.debtor[position]);
                between.creditor[position] = self.holder(ledger.creditor[position]);
            }
        }
        for (number, &first) in self.first.iter().enumerate() {
            between.in_case[first as usize] |= ledger.in_case[number];
            between.hub[first as usize] |= ledger.hub[number];
        }
        between.openings = self.openings(ledger);
        between
    }

    /// A holder's opening is known where that of each of their accounts is.
    fn openings(&self, ledger: &Transactions) -> Vec<(u32, Currency, i64)> {
        let mut accounts = BTreeMap::<u32, usize>::new();
        self.first.iter().for_each(|&first| *accounts.entry(first).or_default() += 1);
        let mut sums = BTreeMap::<(u32, Currency), (i64, usize)>::new();
        for &(account, currency, minor) in &ledger.openings {
            let sum = sums.entry((self.holder(account), currency)).or_default();
            *sum = (sum.0.saturating_add(minor), sum.1 + 1);
        }
        let is_whole = |holder: &u32, known: usize| accounts.get(holder) == Some(&known);
        sums.into_iter()
            .filter(|((holder, _), (_, known))| is_whole(holder, *known))
            .map(|((holder, currency), (minor, _))| (holder, currency, minor))
            .collect()
    }

    /// A finding between holders, with the accounts that took part in their stead. `position` is where a transaction stands.
    pub fn with_accounts(&self, ledger: &Transactions, finding: &mut Finding, position: &BTreeMap<&str, usize>) {
        let mut payments = BTreeMap::<u32, usize>::new();
        for &at in finding.transactions.iter().filter_map(|id| position.get(id.as_str())) {
            for account in [ledger.debtor[at], ledger.creditor[at]].into_iter().filter(|&account| account != OUTSIDE) {
                *payments.entry(account).or_default() += 1;
            }
        }
        let key = |account: u32| ledger.account(account).map(|key| key.as_str().to_owned());
        let mut of_holder = BTreeMap::<String, Vec<(usize, String)>>::new();
        for (&account, &payments) in &payments {
            if let (Some(holder), Some(account)) = (key(self.holder(account)), key(account)) {
                of_holder.entry(holder).or_default().push((payments, account));
            }
        }
        let members = std::mem::take(&mut finding.accounts).into_iter();
        finding.accounts = members.flat_map(|member| named(member, &mut of_holder)).collect();
        finding.accounts.sort();
    }
}

/// The accounts of a member that is a holder. A finding is around one account at most: that of the holder's through which most went.
fn named(member: Member, of_holder: &mut BTreeMap<String, Vec<(usize, String)>>) -> Vec<Member> {
    let Some(mut theirs) = of_holder.remove(&member.account) else { return vec![member] };
    theirs.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let is_middle = ["hub", "pass-through"].contains(&member.role.as_str());
    let role = |at: usize| if is_middle && at > 0 { "member".to_owned() } else { member.role.clone() };
    theirs.into_iter().enumerate().map(|(at, (_, account))| Member { account, role: role(at) }).collect()
}
