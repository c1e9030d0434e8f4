//! From positions and minor units to names and decimal strings.

mod asserted;
mod assumptions;
mod result;

pub(crate) use assumptions::made as assumptions_made;

use std::collections::BTreeMap;

use filature_model::{
    AccountId, BalanceAtEnd, Claim, ClaimSum, Conversion, Doubt, Hub, Language, OUTSIDE, Reached, Rule, RuleResult,
    Sway, Trace, decimal_string,
};

use crate::TraceError;
use crate::bounds::Bounds;
use crate::call::{Call, day_of};
use crate::requisitions;
use crate::scenarios::{Doubted, Run};

/// Writes the trace; claims in the order of the call.
pub(crate) fn write(call: &Call<'_>, run: &Run, alone: Option<&Run>, claims: &[Claim]) -> Result<Trace, TraceError> {
    let mut sums: Vec<ClaimSum> = call.claims.iter().map(|(claim, minor)| claim_sum(call, claim, *minor)).collect();
    let places: BTreeMap<&str, usize> = claims.iter().map(|claim| claim.name.as_str()).zip(0..).collect();
    sums.sort_by_key(|sum| places.get(sum.claim.as_str()).copied());
    let rules = |run: &Run| -> BTreeMap<String, RuleResult> {
        run.outcomes
            .iter()
            .map(|of_rule| (of_rule.0.word().to_owned(), result::of_rule(call, run, of_rule, &places)))
            .collect()
    };
    Ok(Trace {
        at: None,
        claims: sums,
        rules: rules(run),
        rules_alone: alone.map(rules).unwrap_or_default(),
        assertions: asserted::write(call, run),
        reached: reached(call, run),
        balances: balances(call, run),
        conversions: conversions(call, run)?,
        hubs: hubs(call, run),
        requisitions: requisitions::list(call, run),
        sways: sways(call, run),
        assumptions: assumptions::made(call, run),
        use_: "evidence".to_owned(),
        basis: String::new(),
    })
}

fn claim_sum(call: &Call<'_>, claim: &Claim, minor: i128) -> ClaimSum {
    let mut positions: Vec<u32> = claim.credits.iter().map(|credit| credit.transaction).collect();
    positions.sort_unstable();
    ClaimSum {
        claim: claim.name.clone(),
        amount: decimal_string(minor, call.currency),
        currency: call.currency.to_string(),
        transactions: positions.iter().map(|&position| id(call, position)).collect(),
    }
}

/// The key of an account.
fn key(call: &Call<'_>, account: u32) -> String {
    call.ledger.account(account).map_or_else(String::new, |key: &AccountId| key.as_str().to_owned())
}

/// The id of a transaction.
fn id(call: &Call<'_>, transaction: u32) -> String {
    call.ledger.ids[transaction as usize].clone()
}

/// The name of a claim.
fn name(call: &Call<'_>, claim: usize) -> String {
    call.claims[claim].0.name.clone()
}

/// An amount in the currency of the claims.
fn amount(call: &Call<'_>, minor: i128) -> String {
    decimal_string(minor, call.currency)
}

/// What reached the accounts that were asked about: each unit once, as nothing is followed through them.
fn reached(call: &Call<'_>, run: &Run) -> Vec<Reached> {
    let mut rows = Vec::new();
    for &account in &call.options.reached {
        for (rule, outcome, _) in run.outcomes.iter().filter(|(rule, ..)| *rule != Rule::PariPassu) {
            let mut sums = vec![Bounds::default(); call.claims.len()];
            for (&(transaction, left, claim, how), &part) in &outcome.left {
                // A unit that gave way to a claim which begins at the same credit is counted with that claim.
                let displaced = call.claimed.contains_key(&transaction) && left != account;
                if call.ledger.creditor[transaction as usize] == account
                    && how == filature_model::Departure::Stop
                    && !displaced
                {
                    sums[claim].add(part);
                }
            }
            for (claim, sum) in sums.into_iter().enumerate() {
                rows.push(Reached {
                    account: key(call, account),
                    rule: rule.word().to_owned(),
                    claim: name(call, claim),
                    low: amount(call, sum.low_minor),
                    high: amount(call, sum.high_minor),
                });
            }
        }
    }
    rows
}

fn balances(call: &Call<'_>, run: &Run) -> Vec<BalanceAtEnd> {
    let last = run.pockets.last_events();
    let is_held = |account: u32, currency| {
        run.outcomes.iter().any(|(_, outcome, _)| {
            outcome.held.range((account, currency, 0)..=(account, currency, usize::MAX)).next().is_some()
        })
    };
    let mut rows: Vec<BalanceAtEnd> = Vec::new();
    for (pocket, &(currency, account)) in run.pockets.keys.iter().enumerate() {
        if is_held(account, currency) {
            rows.push(BalanceAtEnd {
                account: key(call, account),
                currency: currency.to_string(),
                balance: decimal_string(run.balances[pocket], currency),
                or_more: run.unbounded[pocket],
                last_entry_on: last[pocket].map(|event| day_of(event.leg.at_micros).to_string()),
            });
        }
    }
    rows.sort_by(|one, other| (&one.account, &one.currency).cmp(&(&other.account, &other.currency)));
    rows
}

fn conversions(call: &Call<'_>, run: &Run) -> Result<Vec<Conversion>, TraceError> {
    let crossed: std::collections::BTreeSet<u32> =
        run.outcomes.iter().flat_map(|(_, outcome, _)| outcome.crossed.iter().copied()).collect();
    let mut rows = Vec::new();
    for transaction in crossed {
        let position = transaction as usize;
        if let Some(Ok(rate)) = call.rate(position) {
            rows.push(conversion(call, transaction, call.debit(position), &rate)?);
            continue;
        }
        // A link between currencies: what its debits paid, at the rate of the credit's day.
        let day = day_of(call.ledger.credited[position].at_micros);
        for &debit in call.asserted.sources_of(transaction).into_iter().flatten() {
            let paid = call.debit(debit as usize);
            let received = call.credit(position).1;
            if paid.1 != received
                && let Ok(rate) = call.options.rates.rate(paid.1, received, day)
            {
                rows.push(conversion(call, transaction, paid, &rate)?);
            }
        }
    }
    Ok(rows)
}

fn conversion(
    call: &Call<'_>,
    transaction: u32,
    (paid_minor, paid): (i128, filature_model::Currency),
    rate: &filature_model::Rate,
) -> Result<Conversion, TraceError> {
    let (received_minor, received) = call.credit(transaction as usize);
    let too_large = |_| TraceError::TooLarge { currency: received.to_string() };
    let converted = rate.convert(paid_minor).map_err(too_large)?;
    Ok(Conversion {
        transaction: id(call, transaction),
        paid: format!("{} {paid}", decimal_string(paid_minor, paid)),
        received: format!("{} {received}", decimal_string(received_minor, received)),
        at_the_rate: format!("{} {received}", decimal_string(converted.minor, received)),
        rate_english: sentences(rate, Language::English),
        rate_french: sentences(rate, Language::French),
    })
}

/// The rates to the euro that a rate rests on, in words.
fn sentences(rate: &filature_model::Rate, language: Language) -> String {
    rate.legs.iter().map(|leg| leg.sentence(language)).collect::<Vec<_>>().join(" ")
}

/// The hubs that a claim reached, or could have been followed through.
fn hubs(call: &Call<'_>, run: &Run) -> Vec<Hub> {
    let stopped_at = run.outcomes.iter().flat_map(|(_, outcome, _)| outcome.left.keys()).filter_map(|key| {
        let payee = call.ledger.creditor[key.0 as usize];
        (key.3 == filature_model::Departure::Hub && payee != OUTSIDE).then_some(payee)
    });
    let followed = run.pockets.keys.iter().map(|(_, account)| *account).filter(|&account| {
        call.is_followed_through(account) && (call.ledger.hub[account as usize] || call.measured.contains_key(&account))
    });
    let accounts: std::collections::BTreeSet<u32> = stopped_at.chain(followed).collect();
    // Those that were measured need not be measured again.
    let unmeasured = accounts.iter().copied().filter(|account| !call.measured.contains_key(account)).collect();
    let measures = crate::hubs::of_accounts(call, &unmeasured);
    let row = |account: u32| {
        let measured = measures.get(&account).or_else(|| call.measured.get(&account))?;
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Some(Hub {
            account: key(call, account),
            declared: call.ledger.hub[account as usize],
            payers: count(measured.payers),
            payees: count(measured.payees),
            counterparties: count(measured.counterparties),
            received: decimal_string(measured.received_minor, measured.currency),
            paid: decimal_string(measured.paid_minor, measured.currency),
            currency: measured.currency.to_string(),
            followed_through: call.is_followed_through(account),
        })
    };
    accounts.into_iter().filter_map(row).collect()
}

/// What each doubt does, the one that moves a figure most first; what moves nothing is left out.
fn sways(call: &Call<'_>, run: &Run) -> Vec<Sway> {
    let width = |bounds: Bounds| bounds.high_minor - bounds.low_minor;
    let mut moving: Vec<_> = run.sways.iter().filter(|sway| width(sway.held) > 0).collect();
    // A stable sort: equal widths stay in the order of rules, doubts and claims.
    moving.sort_by_key(|sway| -width(sway.held));
    let row = |sway: &&crate::scenarios::Swayed| Sway {
        doubt: match sway.doubt {
            Doubted::Opening(account) => Doubt::Opening { account: key(call, account) },
            Doubted::Openings(accounts) => Doubt::Openings { accounts: u64::try_from(accounts).unwrap_or(u64::MAX) },
            Doubted::Ties => Doubt::Ties,
            Doubted::ValueDates => Doubt::ValueDates,
        },
        rule: sway.rule.word().to_owned(),
        claim: name(call, sway.claim),
        low: amount(call, sway.held.low_minor),
        high: amount(call, sway.held.high_minor),
    };
    moving.iter().map(row).collect()
}
