//! Makers of the parts of a trace, so that samples read as lists of figures.

use std::collections::BTreeMap;

use filature_model::*;

/// The least and the most of `12.00` or of `12.00..13.00`.
fn bounds(text: &str) -> (String, String) {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    (low.to_owned(), high.to_owned())
}

pub fn held(account: &str, claim: &str, amount: &str) -> Held {
    let (low, high) = bounds(amount);
    let (account, claim) = (account.to_owned(), claim.to_owned());
    Held { account, claim, low, high, native: None, or_more: false, paths: None }
}

pub fn left(transaction: &str, account: &str, claim: &str, amount: &str, how: Departure) -> Left {
    let (low, high) = bounds(amount);
    let (transaction, account, claim) = (transaction.to_owned(), account.to_owned(), claim.to_owned());
    Left { transaction, account, claim, low, high, how }
}

pub fn native(amount: &str, currency: &str) -> Option<Native> {
    let (low, high) = bounds(amount);
    Some(Native { low, high, currency: currency.to_owned() })
}

/// Paths of `amount` through transactions, each with the account in which it arrived.
pub fn paths(amount: &str, all: &[(&str, &[(&str, &str)])], more: (u64, &str)) -> Option<Paths> {
    let step = |(transaction, account): &(&str, &str)| PathStep {
        leaves: false,
        transaction: (*transaction).to_owned(),
        account: (*account).to_owned(),
        entries: Vec::new(),
    };
    let path = |(amount, steps): &(&str, &[(&str, &str)])| Path {
        amount: (*amount).to_owned(),
        steps: steps.iter().map(step).collect(),
    };
    Some(Paths {
        amount: amount.to_owned(),
        paths: all.iter().map(path).collect(),
        more: more.0,
        more_amount: more.1.to_owned(),
    })
}

pub fn share(claim: &str, claimed: &str, amount: &str) -> Share {
    let (held_low, held_high) = bounds(amount);
    let (claim, claimed) = (claim.to_owned(), claimed.to_owned());
    Share { claim, claimed, held_low, held_high, bought: None }
}

pub fn bought(outside: &str, rise: &str, recovery: &str) -> Bought {
    let ((outside_low, outside_high), (rise_low, rise_high)) = (bounds(outside), bounds(rise));
    let (recovery_low, recovery_high) = bounds(recovery);
    Bought { outside_low, outside_high, rise_low, rise_high, recovery_low, recovery_high }
}

pub fn carried(rule: &str, claim: &str, amount: &str, rise: Option<&str>) -> Carried {
    let (low, high) = bounds(amount);
    let rise = rise.map(bounds).map(|(low, high)| Rise { low, high });
    Carried { rule: rule.to_owned(), claim: claim.to_owned(), low, high, rise }
}

pub fn sway(doubt: Doubt, rule: &str, claim: &str, amount: &str) -> Sway {
    let (low, high) = bounds(amount);
    Sway { doubt, rule: rule.to_owned(), claim: claim.to_owned(), low, high }
}

pub fn balance(account: &str, amount: &str, currency: &str, on: &str) -> BalanceAtEnd {
    BalanceAtEnd {
        account: account.to_owned(),
        currency: currency.to_owned(),
        balance: amount.to_owned(),
        or_more: false,
        last_entry_on: Some(on.to_owned()),
    }
}

pub fn requisition(
    ask: Ask,
    (account, payee): (&str, Option<&str>),
    (from, to): (&str, &str),
    amount: &str,
    transactions: &[&str],
) -> Requisition {
    let (low, high) = bounds(amount);
    Requisition {
        ask,
        account: account.to_owned(),
        payee: payee.map(str::to_owned),
        from: from.to_owned(),
        to: to.to_owned(),
        low,
        high,
        currency: "EUR".to_owned(),
        transactions: transactions.iter().map(|id| (*id).to_owned()).collect(),
    }
}

pub fn claim(name: &str, amount: &str, transactions: &[String]) -> ClaimSum {
    ClaimSum {
        claim: name.to_owned(),
        amount: amount.to_owned(),
        currency: "EUR".to_owned(),
        transactions: transactions.to_vec(),
    }
}

pub fn empty(claims: Vec<ClaimSum>) -> Trace {
    Trace {
        at: None,
        claims,
        rules: BTreeMap::new(),
        rules_alone: BTreeMap::new(),
        assertions: Vec::new(),
        reached: Vec::new(),
        balances: Vec::new(),
        conversions: Vec::new(),
        hubs: Vec::new(),
        requisitions: Vec::new(),
        sways: Vec::new(),
        assumptions: Vec::new(),
        use_: "evidence".to_owned(),
        basis: String::new(),
    }
}
