//! What to ask for next, and of whom: the requests that the traces give, the largest amount at stake first; and what was asked for, overdue ones first.

use std::collections::BTreeSet;

use filature_ledger::Act;
use filature_ledger::asked::Month;
use filature_ledger::grid::grid_of;
use filature_ledger::requests::{Answer, DAYS_TO_ANSWER, Received, Request, requests as standing};
use filature_model::{AccountId, Language, Requisition};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{self, required};
use super::error::{Problem, both};
use super::money::{minor_of, of_decimal};
use super::{Call, Outcome, page, traces};

/// The longest period of one request: nobody asks for more by intention.
const MONTHS_MOST: usize = 600;

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
            "transactions": requisition.transactions.len(), "asked": asked_by(call, requisition) })
}

/// The references under which any month of a request's period was asked for already, of the account that it is about.
fn asked_by<'a>(call: &'a Call, requisition: &Requisition) -> BTreeSet<&'a str> {
    let month = |day: &str| day.get(..7).and_then(|month| month.parse::<Month>().ok());
    let (first, last) = (month(&requisition.from), month(&requisition.to));
    let about = requisition.payee.as_ref().unwrap_or(&requisition.account);
    let of = call.state.heard.asked.get(&AccountId::written(about));
    let months = of.into_iter().flatten();
    let within = months
        .filter(|(asked, _)| first.is_none_or(|first| first <= **asked) && last.is_none_or(|last| **asked <= last));
    within.flat_map(|(_, requests)| requests.iter().map(String::as_str)).collect()
}

/// Accounts that nobody asked for and may matter, the best ground first. Nothing is said of an account of whoever is protected.
pub fn to_ask(call: &Call) -> Outcome {
    let found = call.desk.operate(|operations, folder| operations.to_ask(folder))?;
    let base = &call.state.base;
    let text = |one: &Value, name: &str| one[name].as_str().map(str::to_owned);
    let is_told = |one: &&Value| {
        let account = one["account"].as_str().unwrap_or_default();
        !base.protected.contains_key(&AccountId::written(account)) && !base.withholds_account(account)
    };
    let all: Vec<&Value> = found.as_array().into_iter().flatten().filter(is_told).collect();
    let (offset, limit) = call.window()?;
    let rows = all.iter().skip(offset).take(limit).map(|one| {
        let passed = &one["passed"];
        let passed = passed["amount"].as_str().zip(passed["currency"].as_str());
        json!({ "account": call.people().of_key(one["account"].as_str().unwrap_or_default()),
                "bank": text(one, "bank").map(|bank| call.people().words(&bank)), "from": one["from"], "to": one["to"], "why": one["why"],
                "passed": passed.and_then(|(amount, currency)| of_decimal(amount, currency)) })
    });
    Ok(page(all.len(), rows.collect()))
}

#[derive(Deserialize)]
struct Asked {
    account: String,
    from: String,
    to: String,
    request: String,
    by: String,
    #[serde(default)]
    of: Option<String>,
    #[serde(default)]
    due: Option<String>,
}

/// Takes down that statements of an account were asked for: the grid and the verb `statements` show it from then on.
pub fn ask(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let (request, by) = (required("request", &asked.request)?, required("by", &asked.by)?);
    let account = call.state.base.account(&asked.account).ok_or_else(|| Problem::missing(&asked.account))?;
    let account = call.state.base.key(account).to_owned();
    let (from, to) = (month("from", &asked.from)?, month("to", &asked.to)?);
    if to < from || from.to(to).count() > MONTHS_MOST {
        let en = format!("from={from}, to={to}: a first month and a last one not before it were expected.");
        let fr =
            format!("from={from}, to={to} : un premier mois et un dernier qui ne le précède pas étaient attendus.");
        return Err(Problem::call("period", en, fr));
    }
    let (from, to) = (from.to_string(), to.to_string());
    let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (of, due) = (said(asked.of), said(asked.due));
    if let Some(due) = due.as_ref().filter(|due| due.parse::<Date>().is_err()) {
        let en = format!("due={due:?}: a day, as 2024-05-31, was expected.");
        return Err(Problem::call("parameter", en, format!("due={due:?} : un jour, comme 2024-05-31, était attendu.")));
    }
    let signed = Some(by.clone());
    act::write(call, &by, |_| {
        Ok(vec![Act::StatementsAsked { account, from, to, request, of, due, by: signed, on: None }])
    })
}

/// What was asked for and what came of it, as of today: overdue ones first. Nothing is said of an account of whoever is protected.
pub fn asked(call: &Call) -> Outcome {
    let base = &call.state.base;
    let grid = grid_of(&call.state.heard.asked, &base.sources, &base.ledger, base.accounts_of_lists());
    let (received, today) = (Received::of(&grid), filature_ledger::today());
    let is_told = |request: &Request| {
        !base.protected.contains_key(&request.account) && !base.withholds_account(request.account.as_str())
    };
    let mut all: Vec<(Option<i32>, Answer, Request)> = standing(&call.state.heard.lines)
        .into_iter()
        .filter(is_told)
        .map(|request| {
            let answer = request.answer(&received);
            (request.overdue_days(answer, today, DAYS_TO_ANSWER), answer, request)
        })
        .collect();
    all.sort_by_key(|(overdue, answer, request)| (std::cmp::Reverse(*overdue), *answer, request.line));
    let (offset, limit) = call.window()?;
    let text = |words: &Option<String>| words.as_ref().map(|words| call.people().words(words));
    let rows = all.iter().skip(offset).take(limit).map(|(overdue, answer, request)| {
        json!({ "account": call.people().of_key(request.account.as_str()), "request": call.people().words(&request.reference),
                "of": text(&request.of), "by": request.by, "asked_on": request.asked_on.map(|day| day.to_string()),
                "due": request.due.map(|day| day.to_string()), "state": answer.word(), "overdue_days": overdue,
                "from": request.months.first().map(Month::to_string), "to": request.months.last().map(Month::to_string) })
    });
    Ok(page(all.len(), rows.collect()))
}

fn month(name: &str, text: &str) -> Result<Month, Problem> {
    text.parse().map_err(|_| {
        let en = format!("{name}={text:?}: a month, as in 2024-05, was expected.");
        Problem::call("parameter", en, format!("{name}={text:?} : un mois, comme 2024-05, était attendu."))
    })
}
