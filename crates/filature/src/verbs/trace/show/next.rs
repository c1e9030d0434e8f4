//! Where a claim cannot be followed, and what to ask for.

use std::collections::BTreeSet;

use filature_model::{Ask, Language, Requisition, Trace};

use super::{ID_COLUMNS, ROWS_LISTED, file, heading, more};
use crate::screen::{self, range, short};

/// How many requisitions are listed.
const REQUISITIONS_LISTED: usize = 20;
/// How many transactions of each are named.
const IDS_LISTED: usize = 5;

/// Hubs, with their measure.
pub fn hubs(trace: &Trace) {
    if trace.hubs.is_empty() {
        return;
    }
    heading("Accounts through which the money of many passes");
    let rows: Vec<Vec<String>> = trace
        .hubs
        .iter()
        .take(ROWS_LISTED)
        .map(|hub| {
            let kind = if hub.declared { "declared" } else { "measured" };
            let followed = if hub.followed_through { "followed through" } else { "not followed" };
            vec![
                short(&hub.account, 34),
                format!("{kind}, {followed}"),
                hub.payers.to_string(),
                hub.payees.to_string(),
                format!("{} {}", hub.received, hub.currency),
                format!("{} {}", hub.paid, hub.currency),
            ]
        })
        .collect();
    screen::show(&screen::table(&["account", "", "payers", "payees", "received", "paid"], &rows, &[2, 3, 4, 5]));
    more(trace.hubs.len() - rows.len(), "account", "the JSON");
}

/// What to ask for next, the largest amount first.
pub fn requisitions(trace: &Trace, name: &str) {
    if trace.requisitions.is_empty() {
        return;
    }
    heading("What to ask for next");
    for (number, requisition) in (1..).zip(trace.requisitions.iter().take(REQUISITIONS_LISTED)) {
        screen::show(&line(number, requisition));
    }
    more(trace.requisitions.len().saturating_sub(REQUISITIONS_LISTED), "request", &file(name));
    let asked: BTreeSet<Ask> =
        trace.requisitions.iter().take(REQUISITIONS_LISTED).map(|requisition| requisition.ask).collect();
    for ask in asked {
        screen::show(&screen::wrap(&format!("{}: {}", word(ask), ask.sentence(Language::English)), "  "));
    }
}

fn line(number: usize, requisition: &Requisition) -> String {
    let Requisition { ask, account, payee, from, to, low, high, currency, transactions } = requisition;
    let days = if from == to { from.clone() } else { format!("{from} to {to}") };
    let mut ids: Vec<String> = transactions.iter().take(IDS_LISTED).map(|id| short(id, ID_COLUMNS)).collect();
    if transactions.len() > IDS_LISTED {
        ids.push(format!("and {} more", transactions.len() - IDS_LISTED));
    }
    // One stands beside the accounts; several would not fit there.
    let ids = match ids.as_slice() {
        [] => String::new(),
        [one] => format!("  {one}"),
        several => format!("\n{}", screen::wrap(&format!("    {}", several.join(", ")), "    ")),
    };
    let payee = payee.as_ref().map_or_else(String::new, |payee| format!(" → {}", short(payee, 34)));
    format!(
        "{number:>2}. {} {currency}  {}  {days}\n    {}{payee}{ids}",
        range(low, high),
        word(*ask),
        short(account, 34),
    )
}

/// What to ask for, in short.
fn word(ask: Ask) -> &'static str {
    match ask {
        Ask::CashRecord => "cash record",
        Ask::PayeeStatement => "payee's statement",
        Ask::PayeeIdentity => "who the payee is",
        Ask::HubRecord => "pooled account's record",
        Ask::Rate => "exchange rate",
        Ask::EarlierStatement => "earlier statement",
        Ask::HolderStatement => "statement and balance",
    }
}
