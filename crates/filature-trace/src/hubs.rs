//! Which accounts are measured to be hubs.
//!
//! A pooled account, a payment processor, a money-transfer operator's settlement account mixes the money of many who
//! have nothing to do with one another; whoever follows a claim through it lands on strangers. Such an account is
//! told by what it does: it is paid by many, pays many, and keeps little. An account that gathers from many and pays
//! one or two is the opposite, a collector, and must be followed; so both sides are asked to be many.
//!
//! The thresholds are design defaults; nobody has calibrated them on real data. What was measured is shown with the
//! trace, and `stop` and `through` overrule it.

use std::collections::BTreeMap;

use filature_model::OUTSIDE;

use crate::call::Call;

/// The least number of different counterparties; `tracing.md` allows none below.
const LEAST_COUNTERPARTIES: usize = 100;
/// The least number of different payers, and of different payees.
const LEAST_OF_EACH_SIDE: usize = 20;
/// What stays is at most one part in so many of what came in.
const STAYS_ONE_PART_IN: i128 = 5;

/// What was measured of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Measured {
    pub payers: usize,
    pub payees: usize,
    pub counterparties: usize,
    /// In the currency of the claims.
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

/// The measure of one account, hub or not.
pub(crate) fn of_account(call: &Call<'_>, account: u32) -> Measured {
    of(call, |other| other == account).remove(&account).unwrap_or_default()
}

/// Measures some accounts.
fn of(call: &Call<'_>, is_wanted: impl Fn(u32) -> bool) -> BTreeMap<u32, Measured> {
    let ledger = call.ledger;
    let mut pairs: Vec<(u32, u32, bool)> = Vec::new();
    let mut all: BTreeMap<u32, Measured> = BTreeMap::new();
    for position in (0..ledger.len()).filter(|&position| call.is_taken(position)) {
        let (debtor, creditor) = (ledger.debtor[position], ledger.creditor[position]);
        if debtor == creditor {
            continue;
        }
        if is_wanted(creditor) {
            let (minor, currency) = call.credit(position);
            all.entry(creditor).or_default().received_minor += if currency == call.currency { minor } else { 0 };
            pairs.extend((debtor != OUTSIDE).then_some((creditor, debtor, true)));
        }
        if is_wanted(debtor) {
            let (minor, currency) = call.debit(position);
            all.entry(debtor).or_default().paid_minor += if currency == call.currency { minor } else { 0 };
            pairs.extend((creditor != OUTSIDE).then_some((debtor, creditor, false)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    for of_account in pairs.chunk_by(|one, other| one.0 == other.0) {
        let measured = all.entry(of_account[0].0).or_default();
        measured.payers = of_account.iter().filter(|pair| pair.2).count();
        measured.payees = of_account.len() - measured.payers;
        measured.counterparties = of_account.chunk_by(|one, other| one.1 == other.1).count();
    }
    all
}
