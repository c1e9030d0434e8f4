use filature_ledger::Ledger;
use filature_model::from_days;

use super::amount_of;

/// How many credits are named before the others are counted.
const CREDITS_NAMED: usize = 5;

/// Credits in words: id, amount, day in UTC, payer.
pub fn list(ledger: &Ledger, credits: &[u32]) -> String {
    let transactions = &ledger.transactions;
    let named = credits.iter().take(CREDITS_NAMED).map(|&at| at as usize).map(|at| {
        let days = transactions.credited[at].at_micros.div_euclid(86_400_000_000);
        let on = i32::try_from(days).ok().and_then(from_days).map_or_else(String::new, |on| format!(" on {on}"));
        let payer = transactions.account(transactions.debtor[at]).map_or_else(String::new, |id| format!(" from {id}"));
        format!("{} ({}{on}{payer})", transactions.ids[at], amount_of(ledger, at))
    });
    let named: Vec<String> = named.collect();
    let more = credits.len().saturating_sub(CREDITS_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}
