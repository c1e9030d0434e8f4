//! Which accounts are measured to be hubs.
//!
//! A pooled account, a payment processor, a money-transfer operator's settlement account mixes the money of many who
//! have nothing to do with one another; whoever follows a claim through it lands on strangers. Such an account is
//! told by what it does: it is paid by many, pays many, and keeps little. An account that gathers from many and pays
//! one or two is the opposite, a collector, and must be followed; so both sides are asked to be many.
//!
//! The thresholds are design defaults; nobody has calibrated them on real data. What was measured is shown with the
//! trace, and `stop` and `through` overrule it.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Currency, OUTSIDE};

use crate::call::Call;

/// The least number of different counterparties; `tracing.md` allows none below.
const LEAST_COUNTERPARTIES: usize = 100;
/// The least number of different payers, and of different payees.
const LEAST_OF_EACH_SIDE: usize = 20;
/// What stays is at most one part in so many of what came in.
const STAYS_ONE_PART_IN: i128 = 5;

/// What was measured of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    pub payers: usize,
    pub payees: usize,
    pub counterparties: usize,
    /// That in which most entries are.
    pub currency: Currency,
    pub received_minor: i128,
    pub paid_minor: i128,
}

impl Measured {
    fn is_hub(&self) -> bool {
        let many = self.counterparties >= LEAST_COUNTERPARTIES && self.payers.min(self.payees) >= LEAST_OF_EACH_SIDE;
        let stays_minor = (self.received_minor - self.paid_minor).abs();
        many && self.received_minor > 0 && stays_minor * STAYS_ONE_PART_IN <= self.received_minor
    }
}

/// The accounts of the case that are hubs by what they did up to the end of the trace.
pub(crate) fn measure(call: &Call<'_>) -> BTreeMap<u32, Measured> {
    let ledger = call.ledger;
    // Only an account with as many transactions as a hub has counterparties can be one.
    let mut counts = vec![0_usize; ledger.accounts.len()];
    for position in (0..ledger.len()).filter(|&position| call.is_taken(position)) {
        for account in [ledger.debtor[position], ledger.creditor[position]] {
            if let Some(count) = counts.get_mut(account as usize) {
                *count += 1;
            }
        }
    }
    let busy = |account: u32| {
        call.is_in_case(account) && counts.get(account as usize).is_some_and(|&count| count >= LEAST_COUNTERPARTIES)
    };
    if !counts.iter().any(|&count| count >= LEAST_COUNTERPARTIES) {
        return BTreeMap::new();
    }
    let mut measured = of(call, busy);
    measured.retain(|_, measured| measured.is_hub());
    measured
}

/// The measure of some accounts, hubs or not; an account in which nothing moved has none.
pub(crate) fn of_accounts(call: &Call<'_>, accounts: &BTreeSet<u32>) -> BTreeMap<u32, Measured> {
    if accounts.is_empty() {
        return BTreeMap::new();
    }
    of(call, |account| accounts.contains(&account))
}

/// How much moved in one account in one currency.
#[derive(Default)]
struct Moved {
    entries: usize,
    received_minor: i128,
    paid_minor: i128,
}

/// Measures some accounts: counterparties in any currency, sums in the one that most entries are in.
fn of(call: &Call<'_>, is_wanted: impl Fn(u32) -> bool) -> BTreeMap<u32, Measured> {
    let ledger = call.ledger;
    let mut pairs: Vec<(u32, u32, bool)> = Vec::new();
    let mut moved: BTreeMap<u32, BTreeMap<Currency, Moved>> = BTreeMap::new();
    for position in (0..ledger.len()).filter(|&position| call.is_taken(position)) {
        let (debtor, creditor) = (ledger.debtor[position], ledger.creditor[position]);
        if debtor == creditor {
            continue;
        }
        if is_wanted(creditor) {
            let (minor, currency) = call.credit(position);
            let moved = moved.entry(creditor).or_default().entry(currency).or_default();
            moved.entries += 1;
            moved.received_minor += minor;
            pairs.extend((debtor != OUTSIDE).then_some((creditor, debtor, true)));
        }
        if is_wanted(debtor) {
            let (minor, currency) = call.debit(position);
            let moved = moved.entry(debtor).or_default().entry(currency).or_default();
            moved.entries += 1;
            moved.paid_minor += minor;
            pairs.extend((creditor != OUTSIDE).then_some((debtor, creditor, false)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut all = BTreeMap::new();
    for (account, by_currency) in moved {
        let from = pairs.partition_point(|pair| pair.0 < account);
        let of_account = &pairs[from..pairs.partition_point(|pair| pair.0 <= account)];
        let payers = of_account.iter().filter(|pair| pair.2).count();
        // Of equal counts the first by name, so that the result is the same everywhere.
        let most = by_currency.iter().rev().max_by_key(|(_, moved)| moved.entries);
        if let Some((&currency, Moved { received_minor, paid_minor, .. })) = most {
            let measured = Measured {
                payers,
                payees: of_account.len() - payers,
                counterparties: of_account.chunk_by(|one, other| one.1 == other.1).count(),
                currency,
                received_minor: *received_minor,
                paid_minor: *paid_minor,
            };
            all.insert(account, measured);
        }
    }
    all
}
