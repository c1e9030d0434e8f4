//! Everything that a trace names, account by account and text by text: what must be evidence before it may be shown.
//!
//! A trace is taken apart without `..`, so that a field that is added later cannot be forgotten.

use std::collections::BTreeSet;

use filature_model::{Assertion, Assumption, Doubt, RuleResult, Trace};

/// The accounts.
pub fn accounts(trace: &Trace) -> BTreeSet<&str> {
    let Trace {
        at: _,
        claims: _,
        rules,
        rules_alone,
        assertions: _,
        reached,
        balances,
        conversions: _,
        hubs,
        requisitions,
        sways,
        assumptions,
        use_: _,
        basis: _,
    } = trace;
    let mut named: BTreeSet<&String> = rules.values().chain(rules_alone.values()).flat_map(of_result).collect();
    named.extend(reached.iter().map(|part| &part.account));
    named.extend(balances.iter().map(|balance| &balance.account));
    named.extend(hubs.iter().map(|hub| &hub.account));
    named.extend(requisitions.iter().map(|requisition| &requisition.account));
    named.extend(requisitions.iter().filter_map(|requisition| requisition.payee.as_ref()));
    named.extend(sways.iter().filter_map(|sway| match &sway.doubt {
        Doubt::Opening { account } => Some(account),
        Doubt::Openings { .. } | Doubt::Ties | Doubt::ValueDates => None,
    }));
    for assumption in assumptions {
        match assumption {
            Assumption::UnknownOpenings { accounts, .. } => named.extend(accounts),
            Assumption::MeasuredHub { account, .. } | Assumption::BalanceDeparts { account, .. } => {
                named.insert(account);
            }
            _ => {}
        }
    }
    named.into_iter().map(String::as_str).collect()
}

fn of_result(result: &RuleResult) -> impl Iterator<Item = &String> {
    let RuleResult { held, left, exchange: _, restitution: _ } = result;
    let paths = held.iter().filter_map(|held| held.paths.as_ref()).flat_map(|paths| &paths.paths);
    let steps = paths.flat_map(|path| &path.steps).map(|step| &step.account);
    let held = held.iter().map(|held| &held.account);
    held.chain(left.iter().map(|left| &left.account)).chain(steps)
}

/// The words that a person or a source gave.
pub fn texts(trace: &Trace) -> Vec<&str> {
    let claims = trace.claims.iter().map(|claim| claim.claim.as_str());
    let rates = trace.conversions.iter().flat_map(|change| [change.rate_english.as_str(), &change.rate_french]);
    let reasons = trace.assertions.iter().filter_map(|assertion| match assertion {
        Assertion::Election { reason, .. } => reason.as_deref(),
        Assertion::Link { reason, .. } => Some(reason),
    });
    let missing = trace.assumptions.iter().flat_map(|assumption| match assumption {
        Assumption::RateMissing { english, french, .. } => vec![english.as_str(), french.as_str()],
        _ => Vec::new(),
    });
    claims.chain(rates).chain(reasons).chain(missing).collect()
}
