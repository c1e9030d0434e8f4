//! From positions and minor units to names and decimal strings.

use filature_model::{AccountId, ClaimSum, Departure, Held, Left, Rule, RuleResult, Trace, decimal_string};

use crate::Options;
use crate::call::Call;
use crate::engine::Outcome;
use crate::pockets::Pockets;
use crate::scenarios::Run;

/// How many accounts a sentence names before it counts the rest.
const NAMED_ACCOUNTS: usize = 20;

/// Writes the trace; claims in the order of the call.
pub(crate) fn write(call: &Call, pockets: &Pockets, run: &Run, names: &[&str], options: &Options) -> Trace {
    let mut claims: Vec<ClaimSum> = call.claims.iter().map(|(claim, minor)| claim_sum(call, claim, *minor)).collect();
    claims.sort_by_key(|sum| names.iter().position(|name| *name == sum.claim));
    let rules = run.outcomes.iter().map(|(rule, outcome)| (rule.word().to_owned(), result(call, outcome)));
    Trace {
        at: None,
        claims,
        rules: rules.collect(),
        assumptions: assumptions(call, pockets, run, options),
        use_: "evidence".to_owned(),
    }
}

fn claim_sum(call: &Call, claim: &filature_model::Claim, minor: i128) -> ClaimSum {
    let mut positions = claim.transactions.clone();
    positions.sort_unstable();
    ClaimSum {
        claim: claim.name.clone(),
        amount: decimal_string(minor, call.currency),
        currency: call.currency.to_string(),
        transactions: positions.iter().map(|&position| call.ledger.ids[position as usize].clone()).collect(),
    }
}

fn result(call: &Call, outcome: &Outcome) -> RuleResult {
    let name = |claim: usize| call.claims[claim].0.name.clone();
    let amount = |minor: i128| decimal_string(minor, call.currency);
    let mut held: Vec<Held> = Vec::new();
    for (&(account, claim), range) in outcome.held.iter().filter(|(_, range)| !range.is_zero()) {
        let (low, high) = (amount(range.low_minor), amount(range.high_minor));
        held.push(Held { account: key(call, account), claim: name(claim), low, high });
    }
    held.sort();
    let mut left: Vec<(u32, Left)> = Vec::new();
    for (&(transaction, account, claim, how), range) in outcome.left.iter().filter(|(_, range)| !range.is_zero()) {
        let (low, high) = (amount(range.low_minor), amount(range.high_minor));
        let id = call.ledger.ids[transaction as usize].clone();
        left.push((
            transaction,
            Left { transaction: id, account: key(call, account), claim: name(claim), low, high, how },
        ));
    }
    // Ledger order is time order.
    left.sort_by(|one, other| {
        let order = |row: &(u32, Left)| (row.0, row.1.claim.clone(), row.1.account.clone(), row.1.how);
        order(one).cmp(&order(other))
    });
    RuleResult { held, left: left.into_iter().map(|(_, row)| row).collect() }
}

fn key(call: &Call, account: u32) -> String {
    call.ledger.account(account).map_or_else(String::new, |key: &AccountId| key.as_str().to_owned())
}

fn assumptions(call: &Call, pockets: &Pockets, run: &Run, options: &Options) -> Vec<String> {
    let mut sentences = vec![
        "A claim begins at the payee's credit; the debit that left the payer is not followed backwards.".to_owned(),
        "An opening balance holds no money of any claim, and stands before everything that came later.".to_owned(),
    ];
    if options.before_micros.is_some() {
        sentences.push(
            "A transaction whose first side is before the end of the trace is taken whole, its credit too.".to_owned(),
        );
    }
    if !run.unknown_openings.is_empty() {
        sentences.push(opening_sentence(call, run));
    }
    if run.ties {
        sentences.push(
            "Some entries of one account have the same time and no order from the bank: low and high are the least \
             and the most over six orders (the ledger's; credits of claims, then debits while the balance covers \
             them, then clean credits; credits of claims, then clean credits, then debits; clean credits, then credits of claims, then debits; debits while the balance \
             covers them, then clean credits, then credits of claims; the ledger's reversed), not over every order."
                .to_owned(),
        );
    }
    if run.contradiction {
        sentences.push(
            "The order within the banks' lists contradicts the order of debits before their credits: there, the order \
             of the ledger was taken."
                .to_owned(),
        );
    }
    if pockets.moved_debits {
        sentences.push("A debit booked after its own credit was taken at the time of the credit.".to_owned());
    }
    sentences.extend(outcome_sentences(call, run));
    sentences
}

fn opening_sentence(call: &Call, run: &Run) -> String {
    let named: Vec<String> =
        run.unknown_openings.iter().take(NAMED_ACCOUNTS).map(|&account| key(call, account)).collect();
    let more = run.unknown_openings.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(
        "The opening balance is not known for {}{more}: low and high hold every opening from the least that keeps the \
         account from going below zero upwards, and may lie a little wider than what can be reached; lifo does not \
         depend on it.",
        named.join(", ")
    )
}

/// What only some traces meet.
fn outcome_sentences(call: &Call, run: &Run) -> Vec<String> {
    let figures = || run.outcomes.iter().flat_map(|(_, outcome)| outcome.left.iter());
    let mut sentences = Vec::new();
    let displaced = |transaction: &u32| call.claimed.contains_key(transaction);
    if figures().any(|(key, range)| displaced(&key.0) && key.3 == Departure::Stop && !range.is_zero()) {
        sentences.push(
            "A claimed credit belongs to its own claim as a whole: what the debit behind it carried of a claim before \
             it is shown as left (stop) at that transaction."
                .to_owned(),
        );
    }
    if figures().any(|(key, range)| key.3 == Departure::Overdraft && !range.is_zero()) {
        let lifo = run.outcomes.iter().any(|(rule, _)| *rule == Rule::Lifo);
        let lifo = if lifo { "; under lifo as under fifo, what arrives first repays first" } else { "" };
        sentences.push(format!(
            "What arrives on an overdrawn account repays the overdraft before the account holds anything{lifo}; what a \
             debit overdraws is the bank's money, not a claim's."
        ));
    }
    if figures().any(|(key, range)| key.3 == Departure::Hub && !range.is_zero()) {
        sentences.push(
            "Money that reached a pooled account is not followed through it: its operator's records show for whom it \
             was received."
                .to_owned(),
        );
    }
    sentences
}
