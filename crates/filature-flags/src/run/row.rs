//! A row of a query's answer, taken as a finding.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Currency, Finding, Member, Reason, decimal_string, from_days};

use super::reason;
use crate::Fault;
use crate::engine::read_list;
use crate::engine::{Answer, Columns, Value};
use crate::flag::{Fired, Flag, RoleSide};

/// What the rows of an answer say; rows that cannot be taken are faults, and the others stand.
pub(super) fn read_all(
    columns: &Columns,
    flag: &Flag,
    answer: &Answer,
    parameters: &[(String, Value)],
) -> (Vec<Fired>, Vec<Fault>) {
    let fault = |what: String, to_do: &str| Fault::new(&flag.file, flag.sql_line, what, to_do);
    let needed = ["transactions", "amount_minor", "currency"]
        .into_iter()
        .chain(flag.roles.iter().map(|(column, _)| column.as_str()));
    for name in needed {
        if !answer.columns.iter().any(|column| column == name) {
            return (Vec::new(), vec![fault(format!("its query gives no column {name}"), "add it: … AS name")]);
        }
    }
    let mut fired = Vec::new();
    let mut faults = Vec::new();
    for row in &answer.rows {
        match read(columns, flag, &answer.columns, row, parameters) {
            Ok(Some(one)) => fired.push(one),
            Ok(None) => {}
            Err(what) => faults.push(fault(what, "see docs/reference/flag-files.md, \"The query\"")),
        }
    }
    faults.dedup();
    faults.truncate(3);
    if answer.cut {
        let what = format!("it gives more than {} findings; those beyond were left out", answer.rows.len());
        faults.push(fault(what, "group its rows: a finding is a scheme, not a payment"));
    }
    (fired, faults)
}

/// One row; nothing when all in it is NULL, as an aggregate over no rows gives.
fn read(
    columns: &Columns,
    flag: &Flag,
    names: &[String],
    row: &[Value],
    parameters: &[(String, Value)],
) -> Result<Option<Fired>, String> {
    let cell =
        |name: &str| names.iter().position(|column| column == name).and_then(|at| row.get(at)).unwrap_or(&Value::Null);
    let transactions = numbers(cell("transactions"), "transactions")?;
    let mut parties = BTreeSet::new();
    for (number, (column, _)) in flag.roles.iter().enumerate() {
        parties.extend(numbers(cell(column), column)?.into_iter().map(|party| (party, number)));
    }
    if transactions.is_empty() && parties.is_empty() {
        return Ok(None);
    }
    let ledger = &columns.ledger;
    if let Some(beyond) = transactions.iter().find(|&&tx| tx as usize >= ledger.len()) {
        return Err(format!("a row names transaction {beyond}, which does not exist"));
    }
    let Value::Text(currency) = cell("currency") else { return Err("a row has no currency".into()) };
    let currency: Currency =
        currency.parse().map_err(|_| format!("a row has the currency {currency:?}, which does not exist"))?;
    let Value::Number(amount_minor) = *cell("amount_minor") else {
        return Err("a row has no whole number as amount_minor".into());
    };
    let figures = figures(flag, names, row, currency);
    let sentence = reason::write(flag, &figures, parameters, currency);
    let ids: Vec<String> = transactions.iter().map(|&tx| ledger.ids[tx as usize].clone()).collect();
    let accounts = members(columns, flag, &parties);
    let mut parts: Vec<&str> = ids.iter().map(String::as_str).collect();
    parts.extend(accounts.iter().map(|member| member.account.as_str()));
    let day = |tx: Option<&u32>| {
        let day = tx.and_then(|&tx| columns.details.day.get(tx as usize)).copied();
        day.and_then(from_days).map_or_else(String::new, |date| date.to_string())
    };
    let mut why: BTreeMap<String, Reason> = figures.into_iter().collect();
    why.insert("en".into(), Reason::Text(sentence.en.clone()));
    why.insert("fr".into(), Reason::Text(sentence.fr.clone()));
    let finding = Finding {
        id: Finding::id_of(&flag.id, &parts),
        kind: flag.id.clone(),
        score: flag.weight(),
        accounts,
        amount: decimal_string(i128::from(amount_minor), currency),
        currency: currency.code().to_owned(),
        from: day(transactions.first()),
        to: day(transactions.last()),
        why,
        source: flag.provenance(),
        use_: "evidence".to_owned(),
        transactions: ids,
    };
    Ok(Some(Fired { finding, reason: sentence, parties: parties.into_iter().collect(), transactions }))
}

/// Whole numbers of a cell, each once and sorted.
fn numbers(cell: &Value, column: &str) -> Result<Vec<u32>, String> {
    let mut list = match cell {
        Value::Null => Vec::new(),
        Value::Number(number) => {
            vec![u32::try_from(*number).map_err(|_| format!("{column} holds {number}, which is no number of ours"))?]
        }
        Value::Text(text) => read_list(text)
            .ok_or_else(|| format!("{column} holds {:?}, which is no list of whole numbers", short(text)))?,
    };
    list.sort_unstable();
    list.dedup();
    Ok(list)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The accounts with their roles; who has two has the one of the stronger side, and evidence last. Customers without an account are not named.
fn members(columns: &Columns, flag: &Flag, parties: &BTreeSet<(u32, usize)>) -> Vec<Member> {
    let mut roles: BTreeMap<u32, usize> = BTreeMap::new();
    let rank = |role: usize| match flag.roles[role].1 {
        RoleSide::Of(side) => side as usize,
        RoleSide::Evidence => usize::MAX,
    };
    for &(party, role) in parties {
        let known = roles.entry(party).or_insert(role);
        if rank(role) < rank(*known) {
            *known = role;
        }
    }
    let named = |(party, role): (u32, usize)| {
        let key = columns.ledger.account(party)?;
        Some(Member { account: key.as_str().to_owned(), role: flag.roles[role].0.clone() })
    };
    let mut members: Vec<Member> = roles.into_iter().filter_map(named).collect();
    members.sort();
    members
}

/// Every other column: a figure of the reason. Of a list, how many stand in it.
fn figures(flag: &Flag, names: &[String], row: &[Value], currency: Currency) -> Vec<(String, Reason)> {
    let mut figures = Vec::new();
    for (name, value) in names.iter().zip(row) {
        let is_role = flag.roles.iter().any(|(column, _)| column == name);
        let list = match value {
            Value::Text(text) => read_list(text),
            _ => None,
        };
        let reason = match (value, list) {
            _ if name == "currency" || name == "transactions" && !matches!(value, Value::Text(_)) => continue,
            (_, Some(mut list)) => {
                list.sort_unstable();
                list.dedup();
                Reason::Number(i64::try_from(list.len()).unwrap_or(i64::MAX))
            }
            (Value::Number(_), None) if is_role => Reason::Number(1),
            (Value::Number(minor), None) => match name.strip_suffix("_minor") {
                Some(stem) => {
                    figures
                        .push((format!("{stem}_amount"), Reason::Text(decimal_string(i128::from(*minor), currency))));
                    continue;
                }
                None => Reason::Number(*minor),
            },
            (Value::Text(text), None) => Reason::Text(text.clone()),
            (Value::Null, _) => continue,
        };
        figures.push((name.clone(), reason));
    }
    figures
}
