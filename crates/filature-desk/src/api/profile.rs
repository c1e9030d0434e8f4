//! The profile of an account, and the entries behind each of its figures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use serde_json::Value;

use super::entries::other;
use super::error::Problem;
use super::{Answer, Call, Outcome, accounts, entry, page};
use crate::operations::ProfileRow;
use crate::state::index::{self, On};

/// What an account, or all accounts of its holder, did: of the evidence alone, without what is withheld to protect a person.
pub fn profile(call: &Call) -> Outcome {
    let key = call.state.base.key(call.account()?).to_owned();
    let names = call.people().names_shown();
    let document = call.desk.operate(|operations, folder| operations.profile(folder, &key, names))?;
    Ok(Answer::Json(document))
}

/// A row with the account on which it stands.
pub type OfFigure = (u32, On);

/// The last figure that was asked for: whoever scrolls through its rows asks for the same one again and again.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    account: String,
    figure: String,
    /// How much had been decided by then: a merge changes whose accounts are taken together.
    lines: usize,
    rows: Arc<Vec<OfFigure>>,
}

/// A window of the entries that make up one figure.
pub fn entries(call: &Call) -> Outcome {
    let mut rows = rows(call)?.to_vec();
    let base = &call.state.base;
    let transactions = &base.ledger.transactions;
    let (field, descending) = accounts::sort_of(call.asked("sort").unwrap_or("booked_at"));
    match field {
        // As the figure has them, in the order of the ledger.
        "booked_at" => {}
        "amount" => rows.sort_by_key(|(_, on)| index::amount(transactions, on).0),
        "counterparty" => rows.sort_by_key(|(_, on)| other(base, on)),
        "channel" => rows.sort_by_key(|(_, on)| transactions.channel[on.transaction as usize].word()),
        _ => return Err(accounts::sort_unknown(field)),
    }
    if descending {
        rows.reverse();
    }
    let (offset, limit) = call.window()?;
    let window = rows.iter().skip(offset).take(limit);
    let sent: Vec<Value> = window.filter_map(|(account, on)| entry::on_account(call, *account, on, None)).collect();
    Ok(page(rows.len(), sent))
}

/// The rows of the figure that is asked for.
fn rows(call: &Call) -> Result<Arc<Vec<OfFigure>>, Problem> {
    let base = &call.state.base;
    let key = base.key(call.account()?).to_owned();
    let figure = call.asked("figure").unwrap_or_default().to_owned();
    let lines = call.state.heard.lines.len();
    let known = || base.figure.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known().as_ref().filter(|of| of.account == key && of.figure == figure && of.lines == lines) {
        return Ok(known.rows.clone());
    }
    let asked = call.desk.operate(|operations, folder| operations.profile_rows(folder, &key, &figure))?;
    let rows = Arc::new(found(call, &asked));
    *known() = Some(Known { account: key, figure, lines, rows: rows.clone() });
    Ok(rows)
}

/// Each of them as the desk has it; what it has not is not in the list, so that its length tells.
fn found(call: &Call, asked: &[ProfileRow]) -> Vec<OfFigure> {
    let transactions = &call.state.base.ledger.transactions;
    let position = |key: &str| {
        let at = transactions.accounts.binary_search_by(|id| id.as_str().cmp(key)).ok()?;
        u32::try_from(at).ok()
    };
    let keys: BTreeSet<&str> = asked.iter().map(|row| row.account.as_str()).collect();
    let positions: BTreeMap<&str, u32> = keys.into_iter().filter_map(|key| Some((key, position(key)?))).collect();
    let mut on = BTreeMap::new();
    for &account in positions.values() {
        for row in call.state.base.index.of_account(account) {
            on.insert((account, transactions.ids[row.transaction as usize].as_str(), row.is_credit), *row);
        }
    }
    let one = |row: &ProfileRow| {
        let account = *positions.get(row.account.as_str())?;
        Some((account, *on.get(&(account, row.transaction.as_str(), row.is_credit))?))
    };
    asked.iter().filter_map(one).collect()
}
