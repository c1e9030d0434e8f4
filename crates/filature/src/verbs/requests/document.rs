//! What was asked and what was not, as one JSON document.

use filature_ledger::asked::Month;
use filature_model::{Requisition, decimal_string};
use serde_json::{Value, json};

use super::Told;
use super::standing::Standing;
use super::to_ask::ToAsk;

/// All of it.
pub fn of(told: &Told) -> Value {
    json!({
        "on": told.on.to_string(), "on_is_today": told.is_today, "days": told.days,
        "requests": told.asked.iter().map(|one| asked(told, one)).collect::<Vec<_>>(),
        "to_ask": told.to_ask.iter().map(to_ask).collect::<Vec<_>>(),
        "other_records": told.records.iter().map(record).collect::<Vec<_>>(),
    })
}

fn asked(told: &Told, one: &Standing) -> Value {
    let request = &one.request;
    let months: serde_json::Map<String, Value> = request
        .months
        .iter()
        .map(|month| {
            let state = told.received.state(&request.account, *month).map(|state| state.word());
            (month.to_string(), json!(state))
        })
        .collect();
    json!({
        "account": request.account, "request": request.reference, "of": request.of, "by": request.by,
        "asked_on": request.asked_on.map(|day| day.to_string()), "due": request.due.map(|day| day.to_string()),
        "line": request.line, "state": one.answer.word(), "overdue_days": one.overdue,
        "from": request.months.first().map(Month::to_string), "to": request.months.last().map(Month::to_string),
        "months": months, "missing": one.missing.iter().map(Month::to_string).collect::<Vec<_>>(),
    })
}

/// What nobody asked for.
pub fn to_ask(one: &ToAsk) -> Value {
    json!({
        "account": one.account, "bank": one.bank,
        "from": one.months.first().map(Month::to_string), "to": one.months.last().map(Month::to_string),
        "months": one.months.iter().map(Month::to_string).collect::<Vec<_>>(),
        "why": one.why.iter().map(|why| why.word()).collect::<Vec<_>>(),
        "passed": one.passed.map(|(minor, currency)| json!({ "amount": decimal_string(minor, currency), "currency": currency.code() })),
    })
}

fn record(one: &Requisition) -> Value {
    json!({ "ask": one.ask, "account": one.account, "payee": one.payee, "from": one.from, "to": one.to })
}
