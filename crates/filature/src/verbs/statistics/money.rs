//! Money of a case: located by its traces, and confiscated as a person stated it.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::Case;
use filature_model::{AccountId, Currency, Money, Rule, SourceUse, Trace};
use filature_statistics::Located;

use super::records::LeftOut;
use crate::outcome::Failure;
use crate::verbs::trace;

/// Least and most, minor units.
type Range = (i64, i64);

/// What traces locate: of each account and currency the largest figures of any trace, never the sum of several, since two traces may
/// follow the same money.
///
/// # Errors
/// A trace that cannot be read.
pub fn located(case: &Case, number: usize, left_out: &mut LeftOut) -> Result<Vec<Located>, Failure> {
    let (traces, not_holding) = trace::holding(case)?;
    left_out.traces += not_holding.len();
    let mut largest = BTreeMap::<(String, Currency), Range>::new();
    for (_, trace) in &traces {
        if trace.use_ != SourceUse::Evidence.word() {
            left_out.traces += 1;
            continue;
        }
        for (key, (low, high)) in held(trace)? {
            let known = largest.entry(key).or_default();
            *known = (known.0.max(low), known.1.max(high));
        }
    }
    let part = |((account, currency), (low_minor, high_minor)): ((String, Currency), Range)| Located {
        account: Some(AccountId::written(&account).as_str().to_owned()),
        case: number,
        low_minor,
        high_minor,
        currency,
    };
    Ok(largest.into_iter().map(part).collect())
}

/// What one trace says is held in each account, over the rules that follow each unit: the least by any, the most by any.
fn held(trace: &Trace) -> Result<BTreeMap<(String, Currency), Range>, Failure> {
    let followed = |word: &str| Rule::from_word(word).is_some_and(Rule::is_followed);
    let mut by_rule = Vec::<BTreeMap<(String, Currency), Range>>::new();
    for (_, result) in trace.rules.iter().filter(|(word, _)| followed(word)) {
        let mut sums = BTreeMap::<(String, Currency), Range>::new();
        for held in &result.held {
            let claim = trace.claims.iter().find(|claim| claim.claim == held.claim);
            let (low, high, currency) = match (&held.native, claim) {
                (Some(native), _) => (&native.low, &native.high, &native.currency),
                (None, Some(claim)) => (&held.low, &held.high, &claim.currency),
                (None, None) => continue,
            };
            let currency: Currency = currency.parse().map_err(Failure::bug)?;
            let minor = |text: &str| Ok::<i64, Failure>(Money::parse(text, currency).map_err(Failure::bug)?.minor);
            let sum = sums.entry((held.account.clone(), currency)).or_default();
            *sum = (sum.0.saturating_add(minor(low)?), sum.1.saturating_add(minor(high)?));
        }
        by_rule.push(sums);
    }
    let keys: BTreeSet<(String, Currency)> = by_rule.iter().flat_map(|sums| sums.keys().cloned()).collect();
    let range = |key: (String, Currency)| {
        let of = || by_rule.iter().map(|sums| sums.get(&key).copied().unwrap_or_default());
        let range = (of().map(|sum| sum.0).min().unwrap_or(0), of().map(|sum| sum.1).max().unwrap_or(0));
        (key, range)
    };
    Ok(keys.into_iter().map(range).collect())
}

/// What `case.toml` states.
///
/// # Errors
/// A table of it that cannot be read.
pub fn confiscated(
    case: &Case,
    number: usize,
    restricted: &BTreeSet<String>,
    left_out: &mut LeftOut,
) -> Result<Vec<Located>, Failure> {
    let mut sums = BTreeMap::<(Option<String>, Currency), i64>::new();
    for taken in &case.settings().statistics.confiscated {
        let money = taken.money().map_err(Failure::call)?;
        if restricted.contains(taken.source.trim()) {
            left_out.not_evidence += 1;
            continue;
        }
        let account = taken.account.as_deref().map(|account| AccountId::written(account).as_str().to_owned());
        let sum = sums.entry((account, money.currency)).or_default();
        *sum = sum.saturating_add(money.minor);
    }
    let part = |((account, currency), minor): ((Option<String>, Currency), i64)| Located {
        account,
        case: number,
        low_minor: minor,
        high_minor: minor,
        currency,
    };
    Ok(sums.into_iter().map(part).collect())
}
