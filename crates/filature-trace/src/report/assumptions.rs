//! What the figures of a trace assume: what every trace does, and what only some meet.

use filature_model::{Assumption, Departure, Language, Rule, decimal_string};

use super::{id, key};
use crate::call::Call;
use crate::pockets::Event;
use crate::scenarios::Run;

/// How many accounts an assumption names before it counts the rest.
const NAMED_ACCOUNTS: usize = 20;

/// What the figures of a run assume.
pub(crate) fn made(call: &Call<'_>, run: &Run) -> Vec<Assumption> {
    let mut made = vec![Assumption::BeginsAtCredit, Assumption::CleanOpening];
    if call.options.before_micros.is_some() {
        made.push(Assumption::TakenWhole);
    }
    if !run.unknown_openings.is_empty() {
        made.push(unknown_openings(call, run));
    }
    if run.ties {
        made.push(Assumption::TiesInSixOrders);
    }
    if run.value_dated > 0 {
        let entries = u64::try_from(run.value_dated).unwrap_or(u64::MAX);
        made.push(Assumption::ValueDates { entries, window_days: u64::from(call.options.value_window_days) });
    }
    if run.contradiction {
        made.push(Assumption::ContradictoryOrder);
    }
    if run.pockets.moved_debits {
        made.push(Assumption::MovedDebit);
    }
    made.extend(met_by_some(call, run));
    made.extend(of_rules(call, run));
    made
}

fn unknown_openings(call: &Call<'_>, run: &Run) -> Assumption {
    let accounts: Vec<String> =
        run.unknown_openings.iter().take(NAMED_ACCOUNTS).map(|&account| key(call, account)).collect();
    let more = u64::try_from(run.unknown_openings.len() - accounts.len()).unwrap_or(u64::MAX);
    Assumption::UnknownOpenings { accounts, more }
}

fn met_by_some(call: &Call<'_>, run: &Run) -> Vec<Assumption> {
    let figures = || run.outcomes.iter().flat_map(|(_, outcome, _)| outcome.left.iter());
    let mut made = Vec::new();
    let displaced = |transaction: &u32| call.claimed.contains_key(transaction);
    if figures().any(|(key, range)| displaced(&key.0) && key.3 == Departure::Stop && !range.is_zero()) {
        made.push(Assumption::CreditOfItsOwnClaim);
    }
    if figures().any(|(key, range)| key.3 == Departure::Overdraft && !range.is_zero()) {
        let lifo = run.outcomes.iter().any(|(rule, ..)| *rule == Rule::Lifo);
        made.push(Assumption::OverdraftFirst { lifo });
    }
    if figures().any(|(key, range)| key.3 == Departure::Hub && !range.is_zero()) {
        made.push(Assumption::PooledAccount);
    }
    let mut at_hubs: Vec<u32> = figures()
        .filter(|(key, _)| key.3 == Departure::Hub)
        .map(|(key, _)| call.ledger.creditor[key.0 as usize])
        .collect();
    at_hubs.sort_unstable();
    at_hubs.dedup();
    for account in at_hubs {
        let Some(measured) = call.measured.get(&account) else { continue };
        let sum = |minor: i128| format!("{} {}", decimal_string(minor, measured.currency), measured.currency);
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        made.push(Assumption::MeasuredHub {
            account: key(call, account),
            payers: count(measured.payers),
            payees: count(measured.payees),
            received: sum(measured.received_minor),
            paid: sum(measured.paid_minor),
        });
    }
    let mut without_rate: Vec<u32> =
        figures().filter(|(key, _)| key.3 == Departure::NoRate).map(|(key, _)| key.0).collect();
    without_rate.sort_unstable();
    without_rate.dedup();
    for transaction in without_rate {
        if let Some(Err(missing)) = call.rate(transaction as usize) {
            let (english, french) = (missing.sentence(Language::English), missing.sentence(Language::French));
            made.push(Assumption::RateMissing { transaction: id(call, transaction), english, french });
        }
    }
    made
}

fn of_rules(call: &Call<'_>, run: &Run) -> Vec<Assumption> {
    let runs = |rule: Rule| run.outcomes.iter().any(|(known, ..)| *known == rule);
    let is_reversal = |event: &Event| call.reversal_of.contains_key(&event.transaction);
    let conditions = [
        (run.outcomes.iter().any(|(_, outcome, _)| !outcome.crossed.is_empty()), Assumption::FollowedThroughExchange),
        (call.asserted.is_by_person, Assumption::Asserted),
        (run.pockets.events.iter().any(is_reversal), Assumption::ReversalGivesBack),
        (runs(Rule::PariPassu), Assumption::PariPassuFollowsNoPath),
        (runs(Rule::Poison), Assumption::PoisonIsNoFigure),
    ];
    conditions.into_iter().filter(|(met, _)| *met).map(|(_, assumption)| assumption).collect()
}
