use std::collections::BTreeMap;

use filature_model::Currency;
use serde_json::json;

use super::money::amount;
use super::{Answer, Call, Outcome, day_text};
use crate::state::index;

/// What came in and went out each day, in one currency; days without anything are not listed.
pub fn calendar(call: &Call) -> Outcome {
    let account = call.account()?;
    let base = &call.state.base;
    let asked: Option<Currency> = call.read("currency", ("a currency, as in EUR", "une devise, comme EUR"))?;
    let main = base.index.totals[account as usize].main().map(|(currency, _)| currency);
    let currency = asked.or(main).unwrap_or(Currency::EUR);
    let mut days = BTreeMap::<i32, (i128, i128, u64)>::new();
    for on in base.index.of_account(account) {
        let (minor, own) = index::amount(&base.ledger.transactions, on);
        if own != currency {
            continue;
        }
        let day = days.entry(base.columns.day(on.row as usize)).or_default();
        if on.is_credit {
            day.0 += i128::from(minor)
        } else {
            day.1 += i128::from(minor)
        }
        day.2 += 1;
    }
    let sent = days.iter().map(|(day, (came, went, count))| {
        json!({ "day": day_text(*day), "in": amount(*came, currency), "out": amount(*went, currency), "count": count })
    });
    Ok(Answer::Json(sent.collect()))
}
