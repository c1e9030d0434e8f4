//! From positions and minor units to names and decimal strings.

use std::collections::BTreeMap;

use filature_model::{AccountId, Assumption, ClaimSum, Departure, Held, Left, Rule, RuleResult, Trace, decimal_string};

use crate::Options;
use crate::call::Call;
use crate::engine::Outcome;
use crate::pockets::Pockets;
use crate::scenarios::Run;

/// How many accounts an assumption names before it counts the rest.
const NAMED_ACCOUNTS: usize = 20;

/// Writes the trace; claims in the order of the call.
pub(crate) fn write(call: &Call, pockets: &Pockets, run: &Run, names: &[&str], options: &Options) -> Trace {
    let mut claims: Vec<ClaimSum> = call.claims.iter().map(|(claim, minor)| claim_sum(call, claim, *minor)).collect();
    let places: BTreeMap<&str, usize> = names.iter().copied().zip(0..).collect();
    claims.sort_by_key(|sum| places.get(sum.claim.as_str()).copied());
    let rules = run.outcomes.iter().map(|(rule, outcome)| (rule.word().to_owned(), result(call, outcome)));
    Trace {
        at: None,
        claims,
        rules: rules.collect(),
        assumptions: assumptions(call, pockets, run, options),
        use_: "evidence".to_owned(),
        basis: String::new(),
    }
}

fn claim_sum(call: &Call, claim: &filature_model::Claim, minor: i128) -> ClaimSum {
    let mut positions = claim.transactions.clone();
    positions.sort_unstable();
    ClaimSum {
        claim: claim.name.clone(),
        amount: decimal_string(minor, call.currency),
        currency: call.currency.to_string(),
        transactions: positions.iter().map(|&position| call.ledger.ids[position as usize].clone()).collect(),
    }
}

fn result(call: &Call, outcome: &Outcome) -> RuleResult {
    let name = |claim: usize| call.claims[claim].0.name.clone();
    let amount = |minor: i128| decimal_string(minor, call.currency);
    let mut held: Vec<Held> = Vec::new();
    for (&(account, claim), range) in outcome.held.iter().filter(|(_, range)| !range.is_zero()) {
        let (low, high) = (amount(range.low_minor), amount(range.high_minor));
        held.push(Held { account: key(call, account), claim: name(claim), low, high });
    }
    held.sort();
    let mut left: Vec<(u32, Left)> = Vec::new();
    for (&(transaction, account, claim, how), range) in outcome.left.iter().filter(|(_, range)| !range.is_zero()) {
        let (low, high) = (amount(range.low_minor), amount(range.high_minor));
        let id = call.ledger.ids[transaction as usize].clone();
        left.push((
            transaction,
            Left { transaction: id, account: key(call, account), claim: name(claim), low, high, how },
        ));
    }
    // Ledger order is time order.
    left.sort_by(|(at, one), (other_at, other)| {
        (at, &one.claim, &one.account, one.how).cmp(&(other_at, &other.claim, &other.account, other.how))
    });
    RuleResult { held, left: left.into_iter().map(|(_, row)| row).collect() }
}

fn key(call: &Call, account: u32) -> String {
    call.ledger.account(account).map_or_else(String::new, |key: &AccountId| key.as_str().to_owned())
}

fn assumptions(call: &Call, pockets: &Pockets, run: &Run, options: &Options) -> Vec<Assumption> {
    let mut made = vec![Assumption::BeginsAtCredit, Assumption::CleanOpening];
    if options.before_micros.is_some() {
        made.push(Assumption::TakenWhole);
    }
    if !run.unknown_openings.is_empty() {
        made.push(unknown_openings(call, run));
    }
    if run.ties {
        made.push(Assumption::TiesInSixOrders);
    }
    if run.contradiction {
        made.push(Assumption::ContradictoryOrder);
    }
    if pockets.moved_debits {
        made.push(Assumption::MovedDebit);
    }
    made.extend(met_by_some(call, run));
    made
}

fn unknown_openings(call: &Call, run: &Run) -> Assumption {
    let accounts: Vec<String> =
        run.unknown_openings.iter().take(NAMED_ACCOUNTS).map(|&account| key(call, account)).collect();
    let more = u64::try_from(run.unknown_openings.len() - accounts.len()).unwrap_or(u64::MAX);
    Assumption::UnknownOpenings { accounts, more }
}

/// What only some traces meet.
fn met_by_some(call: &Call, run: &Run) -> Vec<Assumption> {
    let figures = || run.outcomes.iter().flat_map(|(_, outcome)| outcome.left.iter());
    let mut made = Vec::new();
    let displaced = |transaction: &u32| call.claimed.contains_key(transaction);
    if figures().any(|(key, range)| displaced(&key.0) && key.3 == Departure::Stop && !range.is_zero()) {
        made.push(Assumption::CreditOfItsOwnClaim);
    }
    if figures().any(|(key, range)| key.3 == Departure::Overdraft && !range.is_zero()) {
        let lifo = run.outcomes.iter().any(|(rule, _)| *rule == Rule::Lifo);
        made.push(Assumption::OverdraftFirst { lifo });
    }
    if figures().any(|(key, range)| key.3 == Departure::Hub && !range.is_zero()) {
        made.push(Assumption::PooledAccount);
    }
    made
}
