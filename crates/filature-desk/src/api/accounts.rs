use filature_model::{Footing, StatementCheck};
use serde_json::{Value, json};

use super::error::Problem;
use super::money::amount;
use super::{Answer, Call, Outcome, day_text, page};
use crate::state::Base;

/// Accounts, by number, or by name where names are shown.
pub fn accounts(call: &Call) -> Outcome {
    let base = &call.state.base;
    let mut found = matching(call, call.asked("query").unwrap_or_default());
    let (field, descending) = sort_of(call.asked("sort").unwrap_or("-entries"));
    let key = sort_key(base, field).ok_or_else(|| sort_unknown(field))?;
    found.sort_by_cached_key(|&account| (if descending { -key(account) } else { key(account) }, account));
    let (offset, limit) = call.window()?;
    let rows = found.iter().skip(offset).take(limit).map(|&account| row(call, account)).collect();
    Ok(page(found.len(), rows))
}

/// A sort field, and whether the largest comes first.
pub fn sort_of(sort: &str) -> (&str, bool) {
    sort.strip_prefix('-').map_or((sort, false), |field| (field, true))
}

/// What is told of a field that nothing is sorted by.
pub fn sort_unknown(field: &str) -> Problem {
    let en = format!("sort={field:?}: there is no such order; the API's description lists them.");
    Problem::call("sort", en, format!("sort={field:?} : cet ordre n’existe pas ; la description de l’API les donne."))
}

/// By what accounts are sorted, as a number; their own order is that of their numbers.
fn sort_key<'a>(base: &'a Base, field: &str) -> Option<Box<dyn Fn(u32) -> i128 + 'a>> {
    let totals = |account: u32| &base.index.totals[account as usize];
    let main = move |account: u32| totals(account).main().map(|(_, sum)| sum).unwrap_or_default();
    let day = |day: Option<i32>| day.map_or(i128::MIN / 2, i128::from);
    Some(match field {
        "id" => Box::new(<i128 as From<u32>>::from),
        "entries" => Box::new(move |account| i128::from(totals(account).entries)),
        "in" => Box::new(move |account| main(account).in_minor),
        "out" => Box::new(move |account| main(account).out_minor),
        "first" => Box::new(move |account| day(totals(account).first)),
        "last" => Box::new(move |account| day(totals(account).last)),
        _ => return None,
    })
}

/// Accounts whose number holds a text, or whose holder's name does where names are shown; in the order of numbers.
pub fn matching(call: &Call, query: &str) -> Vec<u32> {
    let base = &call.state.base;
    let all = 0..u32::try_from(base.ledger.transactions.accounts.len()).unwrap_or(u32::MAX);
    let all = all.filter(|&account| !base.withheld.account(account));
    let compact: String = query.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if compact.is_empty() {
        return all.collect();
    }
    let folded = filature_model::folded_words(query);
    let by_name = call.people().names_shown() && !folded.is_empty();
    let is_named =
        |account: u32| base.folded_holders().get(account as usize).is_some_and(|name| name.contains(&folded));
    all.filter(|&account| base.key(account).to_uppercase().contains(&compact) || (by_name && is_named(account)))
        .collect()
}

/// An account as a row of a list.
pub fn row(call: &Call, account: u32) -> Value {
    let base = &call.state.base;
    let said = base.said(account);
    let totals = &base.index.totals[account as usize];
    let stated = said.iter().find_map(|said| said.currency);
    let (currency, sum) = totals.main().unwrap_or_else(|| {
        (stated.or(base.settings.base_currency).unwrap_or(filature_model::Currency::EUR), Default::default())
    });
    let sums: Vec<Value> = totals
        .sums
        .iter()
        .map(|(currency, sum)| {
            json!({ "currency": currency.code(), "in": amount(sum.in_minor, *currency), "out": amount(sum.out_minor, *currency),
                    "entries": sum.entries })
        })
        .collect();
    json!({
        "account": call.people().account(account), "bank": said.iter().find_map(|said| said.bank.clone()),
        "country": call.people().country(account), "kind": said.iter().find_map(|said| said.kind).map(|kind| kind.word()),
        "currency": currency.code(), "entries": totals.entries, "in": amount(sum.in_minor, currency),
        "out": amount(sum.out_minor, currency), "sums": sums, "first": totals.first.and_then(day_text),
        "last": totals.last.and_then(day_text), "in_case": base.ledger.transactions.in_case[account as usize],
    })
}

/// One account: whose, where, what its statements say, which leads it is in. Where its holder lives and how to reach them is not in it,
/// whoever asks.
pub fn account(call: &Call) -> Outcome {
    let account = call.account()?;
    let base = &call.state.base;
    let said = base.said(account);
    let key = base.key(account);
    let mut value = row(call, account);
    let leads: Vec<Value> = call
        .state
        .results
        .leads_of
        .get(key)
        .into_iter()
        .flatten()
        .filter_map(|&at| Some((at + 1, call.state.results.leads.get(at)?)))
        .map(|(rank, lead)| json!({ "id": lead.id, "rank": rank, "title": super::leads::title(lead) }))
        .collect();
    // The balances of a statement would tell what is withheld in its days.
    let end = base.withheld.balances_end(account).and_then(filature_model::from_days);
    let is_shown = |check: &&StatementCheck| end.is_none_or(|end| check.statement.to.is_some_and(|to| to < end));
    let of_account = base.ledger.statements.iter().filter(|check| check.statement.account.as_str() == key);
    let statements = of_account.filter(is_shown);
    let mut statements: Vec<&StatementCheck> = statements.collect();
    statements.sort_by_key(|check| (check.statement.from, check.statement.to, check.source, check.statement.ordinal));
    let holder = base.holders[account as usize].as_ref().map(|_| call.people().account(account));
    let hub_said = call
        .state
        .heard
        .standing
        .hubs
        .get(key)
        .map(|said| json!({ "through": said.through, "reason": call.people().words(&said.reason), "by": said.by }));
    let history =
        filature_ledger::categories::history(&call.state.heard.lines, &filature_model::AccountId::written(key));
    let categories: Vec<Value> = history
        .iter()
        .map(|known| {
            let decision = &known.decision;
            json!({ "category": decision.category.word(), "since": known.since, "line": known.line, "source": call.people().words(&decision.source),
                    "reason": call.people().words(&decision.reason), "by": decision.by, "second": decision.second })
        })
        .collect();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("holder".into(), json!(holder));
        fields.insert("statements".into(), statements.iter().map(|check| statement(call, check)).collect());
        fields.insert("held_with".into(), Value::Array(super::holders::held_with(call, key)));
        fields.insert("leads".into(), Value::Array(leads));
        fields.insert("hub".into(), json!(base.ledger.transactions.hub[account as usize]));
        fields.insert("hub_said".into(), json!(hub_said));
        fields.insert("categories".into(), Value::Array(categories));
        fields
            .insert("opened_on".into(), json!(said.iter().find_map(|said| said.opened_on).map(|day| day.to_string())));
        fields
            .insert("closed_on".into(), json!(said.iter().find_map(|said| said.closed_on).map(|day| day.to_string())));
    }
    Ok(Answer::Json(value))
}

fn statement(call: &Call, check: &StatementCheck) -> Value {
    let statement = &check.statement;
    let balance =
        |balance: Option<filature_model::Balance>| balance.map(|known| amount(i128::from(known.minor), known.currency));
    let foots = match check.footing {
        Footing::Foots => Some(true),
        Footing::Off { .. } => Some(false),
        Footing::Unknown(_) => None,
    };
    let currency = statement.currency.or(statement.opening.map(|opening| opening.currency));
    let off_by = match (&check.footing, currency) {
        (Footing::Off { by_minor, .. }, Some(currency)) => Some(amount(*by_minor, currency)),
        _ => None,
    };
    let source = call.state.base.source_of(check.source);
    let (page, message) = source.map_or((None, None), |source| super::entry::page_or_message(source, &statement.place));
    json!({
        "from": statement.from.map(|day| day.to_string()), "to": statement.to.map(|day| day.to_string()),
        "opening": balance(statement.opening), "closing": balance(statement.closing), "foots": foots, "off_by": off_by,
        "source": source.map(|source| &source.sha256), "name": source.map(|source| call.people().words(&source.name)), "entries": check.entries,
        "page": page, "message": message, "line": statement.place.line,
    })
}
