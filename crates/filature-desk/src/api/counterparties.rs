use std::collections::HashMap;

use filature_model::{Currency, OUTSIDE};
use serde_json::{Value, json};

use super::accounts::{sort_of, sort_unknown};
use super::entries::other;
use super::money::amount;
use super::{Call, Outcome, day_text, page};
use crate::state::index;

/// What passed between an account and one other, in one currency.
#[derive(Clone, Copy)]
struct Between {
    other: u32,
    currency: Currency,
    came: i128,
    went: i128,
    entries: u64,
    first: i32,
    last: i32,
}

/// Who pays and who is paid; a row an account and currency.
pub fn counterparties(call: &Call) -> Outcome {
    let account = call.account()?;
    let base = &call.state.base;
    let mut by_other = HashMap::<(u32, Currency), Between>::new();
    for on in base.index.of_account(account) {
        let (minor, currency) = index::amount(&base.ledger.transactions, on);
        let (day, other) = (base.columns.day(on.row as usize), other(base, on));
        let none = Between { other, currency, came: 0, went: 0, entries: 0, first: day, last: day };
        let known = by_other.entry((other, currency)).or_insert(none);
        if on.is_credit {
            known.came += i128::from(minor)
        } else {
            known.went += i128::from(minor)
        }
        known.entries += 1;
        (known.first, known.last) = (known.first.min(day), known.last.max(day));
    }
    // Sorted whole before anything else, so that the order of the map is in nothing.
    let mut rows: Vec<Between> = by_other.into_values().collect();
    rows.sort_by_key(|row| (row.other, row.currency));
    let (field, descending) = sort_of(call.asked("sort").unwrap_or("-entries"));
    match field {
        "entries" => rows.sort_by_key(|row| row.entries),
        "in" => rows.sort_by_key(|row| row.came),
        "out" => rows.sort_by_key(|row| row.went),
        "first" => rows.sort_by_key(|row| row.first),
        "last" => rows.sort_by_key(|row| row.last),
        "id" => {}
        _ => return Err(sort_unknown(field)),
    }
    if descending {
        rows.reverse();
    }
    let (offset, limit) = call.window()?;
    let sent = rows.iter().skip(offset).take(limit).map(|row| sent(call, row)).collect();
    Ok(page(rows.len(), sent))
}

fn sent(call: &Call, row: &Between) -> Value {
    let is_outside = row.other == OUTSIDE;
    let account = if is_outside {
        json!({ "id": null, "label": "—", "hidden": false, "category": null })
    } else {
        call.people().account(row.other)
    };
    let country = if is_outside { None } else { call.people().country(row.other) };
    json!({ "account": account, "outside": is_outside, "country": country, "in": amount(row.came, row.currency),
            "out": amount(row.went, row.currency), "entries": row.entries, "first": day_text(row.first), "last": day_text(row.last) })
}
