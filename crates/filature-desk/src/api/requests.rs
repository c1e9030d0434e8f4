//! What to ask for next, and of whom: the requests that the traces give, the largest amount at stake first.

use filature_model::{Language, Requisition};
use serde_json::{Value, json};

use super::error::both;
use super::money::{minor_of, of_decimal};
use super::{Call, Outcome, page, traces};

/// The requests of all traces that hold, each once.
pub fn requests(call: &Call) -> Outcome {
    let mut all: Vec<Requisition> = Vec::new();
    for trace in traces::holding(call) {
        for requisition in trace.requisitions {
            if !all.contains(&requisition) {
                all.push(requisition);
            }
        }
    }
    let worth = |requisition: &Requisition| {
        let currency = requisition.currency.parse().ok();
        currency.and_then(|currency| minor_of(&requisition.high, currency)).unwrap_or_default()
    };
    all.sort_by_key(|requisition| std::cmp::Reverse(worth(requisition)));
    let (offset, limit) = call.window()?;
    let rows = all.iter().skip(offset).take(limit).map(|requisition| row(call, requisition)).collect();
    Ok(page(all.len(), rows))
}

fn row(call: &Call, requisition: &Requisition) -> Value {
    let ask = both(requisition.ask.sentence(Language::English), requisition.ask.sentence(Language::French));
    json!({ "ask": ask.json(), "account": call.people().of_key(&requisition.account),
            "payee": requisition.payee.as_ref().map(|payee| call.people().of_key(payee)), "from": requisition.from, "to": requisition.to,
            "low": of_decimal(&requisition.low, &requisition.currency), "high": of_decimal(&requisition.high, &requisition.currency),
            "transactions": requisition.transactions.len() })
}
