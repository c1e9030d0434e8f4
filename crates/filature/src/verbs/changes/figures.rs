//! The figures of two traces of one name.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Trace;
use serde::Serialize;

/// Between which amounts a figure lies, decimal strings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The least.
    pub low: String,
    /// The most.
    pub high: String,
    /// It may be any amount more: an opening balance is not known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_more: bool,
}

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Of {
    /// The claim.
    pub claim: String,
    /// The rule; none for what is claimed.
    pub rule: Option<String>,
    /// `claimed`, `held-in-all`, `held` or `left`.
    pub what: &'static str,
    /// The account where it is held, or which it left.
    pub account: Option<String>,
    /// The transaction by which it left.
    pub transaction: Option<String>,
    /// How it left.
    pub how: Option<&'static str>,
}

/// A figure that is new, changed or gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What it is of.
    #[serde(flatten)]
    pub of: Of,
    /// The currency of the claim.
    pub currency: String,
    /// What it was; none where it was not there.
    pub from: Option<Range>,
    /// What it is; none where it is gone.
    pub to: Option<Range>,
}

/// The figures that differ, in the order of claims and rules.
pub fn changed(then: &Trace, now: &Trace) -> Vec<Figure> {
    let (was, is) = (figures(then), figures(now));
    let all: BTreeSet<&Of> = was.keys().chain(is.keys()).collect();
    let currency = |claim: &str| {
        let sums = now.claims.iter().chain(&then.claims);
        sums.into_iter().find(|sum| sum.claim == claim).map_or_else(String::new, |sum| sum.currency.clone())
    };
    let differing = all.into_iter().filter(|of| was.get(of) != is.get(of));
    let figure = |of: &Of| Figure {
        currency: currency(&of.claim),
        from: was.get(of).cloned(),
        to: is.get(of).cloned(),
        of: of.clone(),
    };
    differing.map(figure).collect()
}

fn figures(trace: &Trace) -> BTreeMap<Of, Range> {
    let range = |low: &String, high: &String| Range { low: low.clone(), high: high.clone(), or_more: false };
    let of = |claim: &String, rule: Option<&String>, what: &'static str| Of {
        claim: claim.clone(),
        rule: rule.cloned(),
        what,
        account: None,
        transaction: None,
        how: None,
    };
    let mut figures = BTreeMap::new();
    for sum in &trace.claims {
        figures.insert(of(&sum.claim, None, "claimed"), range(&sum.amount, &sum.amount));
    }
    for (rule, result) in &trace.rules {
        for share in &result.restitution {
            figures.insert(of(&share.claim, Some(rule), "held-in-all"), range(&share.held_low, &share.held_high));
        }
        for held in &result.held {
            let place = Of { account: Some(held.account.clone()), ..of(&held.claim, Some(rule), "held") };
            figures.insert(place, Range { or_more: held.or_more, ..range(&held.low, &held.high) });
        }
        for left in &result.left {
            let place = Of {
                account: Some(left.account.clone()),
                transaction: Some(left.transaction.clone()),
                how: Some(left.how.word()),
                ..of(&left.claim, Some(rule), "left")
            };
            figures.insert(place, range(&left.low, &left.high));
        }
    }
    figures
}
