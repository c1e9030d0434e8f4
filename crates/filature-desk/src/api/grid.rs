use filature_ledger::asked::Month;
use filature_ledger::grid::{Grid, GridRow, State as MonthState, grid_of};
use filature_model::AccountId;
use serde_json::{Value, json};

use super::{Answer, Call, Outcome};

/// Accounts by months, a letter each; those with statements or asked for, then those that lists name.
pub fn grid(call: &Call) -> Outcome {
    let base = &call.state.base;
    let grid: Grid = grid_of(&call.state.heard.asked, &base.sources, &base.ledger, base.accounts_of_lists());
    let (offset, limit) = call.window()?;
    let months: Vec<Month> = grid.months.map(|(from, to)| from.to(to).collect()).unwrap_or_default();
    // Of a protected person nothing is said of the months from that day on.
    let end = |row: &GridRow| {
        let from = base.account(row.account.as_str()).and_then(|account| base.withheld.protected_from(account));
        from.and_then(filature_model::from_days).map(Month::of)
    };
    let cell = |row: &GridRow, month: &Month| {
        let is_withheld = end(row).is_some_and(|end| end <= *month);
        row.months.get(month).copied().filter(|_| !is_withheld).map_or('.', letter)
    };
    let shown: Vec<&GridRow> = grid.rows.iter().filter(|row| !base.withholds_account(row.account.as_str())).collect();
    let rows: Vec<Value> = shown
        .iter()
        .skip(offset)
        .take(limit)
        .map(|row| {
            let cells: String = months.iter().map(|month| cell(row, month)).collect();
            json!({ "account": who(call, &row.account), "currency": row.currency.map(|currency| currency.to_string()),
                    "requests": row.requests.iter().map(|asked| call.people().words(asked)).collect::<Vec<_>>(), "cells": cells })
        })
        .collect();
    let months: Vec<String> = months.iter().map(ToString::to_string).collect();
    Ok(Answer::Json(
        json!({ "months": months, "total": shown.len(), "rows": rows, "counterparties": grid.counterparties }),
    ))
}

fn who(call: &Call, account: &AccountId) -> Value {
    call.people().of_key(account.as_str())
}

/// A state as a letter.
fn letter(state: MonthState) -> char {
    match state {
        MonthState::NotAsked => 'k',
        MonthState::Asked => 'a',
        MonthState::Partial => 'p',
        MonthState::Received => 'r',
        MonthState::Foots => 'f',
        MonthState::DoesNotFoot => 'x',
    }
}
