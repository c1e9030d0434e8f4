//! The claims: that they can be followed, in which order they stand, and what each credit begins.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Claim, ClaimedCredit, Currency, Transactions};

use super::{Call, credit_of};
use crate::TraceError;

/// Past this no sum, and no product of two sums, is sure to fit: 10^16 euro.
const MOST_MINOR: i128 = 1 << 60;

/// The currency of the first claim's first credit, which all others must have.
pub(super) fn currency(ledger: &Transactions, claims: &[Claim]) -> Result<Currency, TraceError> {
    let first = claims.first().ok_or(TraceError::NoClaim)?;
    for claim in claims {
        for credit in &claim.credits {
            if credit.transaction as usize >= ledger.len() {
                let (claim, position) = (claim.name.clone(), credit.transaction);
                return Err(TraceError::UnknownTransaction { claim, position });
            }
        }
    }
    let credit = first.credits.first().ok_or_else(|| TraceError::EmptyClaim { claim: first.name.clone() })?;
    Ok(credit_of(ledger, credit.transaction as usize).1)
}

/// Makes sure of the claims and writes them into the call.
pub(super) fn settle<'a>(call: &mut Call<'a>, claims: &'a [Claim]) -> Result<(), TraceError> {
    let mut names = BTreeSet::new();
    for claim in claims {
        if !names.insert(&claim.name) {
            return Err(TraceError::DuplicatedName { claim: claim.name.clone() });
        }
        if claim.credits.is_empty() {
            return Err(TraceError::EmptyClaim { claim: claim.name.clone() });
        }
        claim.credits.iter().try_for_each(|credit| check_credit(call, claim, credit))?;
    }
    check_sums(call)?;
    let order = ranked(call, claims);
    let mut claimed: BTreeMap<u32, Vec<(usize, i128)>> = BTreeMap::new();
    for (rank, &number) in order.iter().enumerate() {
        for credit in &claims[number].credits {
            claimed.entry(credit.transaction).or_default().push((rank, minor_of(call, credit)));
        }
    }
    check_claimed(call, claims, &order, &claimed)?;
    let sum = |claim: &Claim| claim.credits.iter().map(|credit| minor_of(call, credit)).sum();
    call.claims = order.iter().map(|&number| (&claims[number], sum(&claims[number]))).collect();
    call.claimed = claimed;
    Ok(())
}

fn minor_of(call: &Call<'_>, credit: &ClaimedCredit) -> i128 {
    credit.part_minor.map_or_else(|| call.credit(credit.transaction as usize).0, i128::from)
}

fn check_credit(call: &Call<'_>, claim: &Claim, credit: &ClaimedCredit) -> Result<(), TraceError> {
    let at = credit.transaction as usize;
    let (claim, transaction) = (claim.name.clone(), call.ledger.ids[at].clone());
    let (minor, currency) = call.credit(at);
    if currency != call.currency {
        let (expected, found) = (call.currency.to_string(), currency.to_string());
        return Err(TraceError::SeveralCurrencies { claim, transaction, expected, found });
    }
    if credit.part_minor.is_some_and(|part| part <= 0 || i128::from(part) > minor) {
        let amount = filature_model::decimal_string(minor, currency);
        return Err(TraceError::PartOfCredit { claim, transaction, amount });
    }
    if !call.is_in_case(call.ledger.creditor[at]) {
        return Err(TraceError::PayeeOutside { claim, transaction });
    }
    if !call.is_taken(at) {
        return Err(TraceError::AfterEnd { claim, transaction });
    }
    Ok(())
}

/// Each unit of a credit is claimed once at most, and each claim names a credit once.
fn check_claimed(
    call: &Call<'_>,
    claims: &[Claim],
    order: &[usize],
    claimed: &BTreeMap<u32, Vec<(usize, i128)>>,
) -> Result<(), TraceError> {
    for (&position, parts) in claimed {
        let sum: i128 = parts.iter().map(|(_, minor)| minor).sum();
        let twice = parts.windows(2).any(|pair| pair[0].0 == pair[1].0);
        if twice || sum > call.credit(position as usize).0 {
            let name =
                |part: Option<&(usize, i128)>| part.map_or_else(String::new, |part| claims[order[part.0]].name.clone());
            let transaction = call.ledger.ids[position as usize].clone();
            // Whom the call names first is the first.
            let (first, second) = match parts.as_slice() {
                [one, other, ..] if order[other.0] < order[one.0] => (name(Some(other)), name(Some(one))),
                parts => (name(parts.first()), name(parts.get(1))),
            };
            return Err(TraceError::ClaimedTwice { transaction, first, second });
        }
    }
    Ok(())
}

fn check_sums(call: &Call<'_>) -> Result<(), TraceError> {
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    for &(_, currency, minor) in &call.ledger.openings {
        *sums.entry(currency).or_default() += i128::from(minor).abs();
    }
    let mut last = (call.currency, 0_i128);
    for position in 0..call.ledger.len() {
        for (minor, currency) in [call.debit(position), call.credit(position)] {
            if currency != last.0 {
                *sums.entry(last.0).or_default() += std::mem::take(&mut last.1);
                last.0 = currency;
            }
            last.1 += minor;
        }
    }
    *sums.entry(last.0).or_default() += last.1;
    match sums.iter().find(|(_, sum)| **sum > MOST_MINOR) {
        Some((currency, _)) => Err(TraceError::TooLarge { currency: currency.to_string() }),
        None => Ok(()),
    }
}

/// The numbers of the claims by rank.
fn ranked(call: &Call<'_>, claims: &[Claim]) -> Vec<usize> {
    let earliest = |claim: &Claim| {
        let credits = claim.credits.iter();
        credits.map(|credit| (call.ledger.credited[credit.transaction as usize].at_micros, credit.transaction)).min()
    };
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&number| (earliest(&claims[number]), &claims[number].name));
    order
}
