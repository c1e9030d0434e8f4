use filature_model::{Held, Left, RuleResult, Trace};

use super::{CLAIM_COLUMNS, ID_COLUMNS, ROWS_LISTED, more};
use crate::screen::{self, range, short};

/// What one rule says is held, left, and lost to exchange.
pub fn show(trace: &Trace, result: &RuleResult, file: &str) {
    let row = |how: &str, account: &str, claim: &str, amount: String, transaction: &str| {
        let transaction = short(transaction, ID_COLUMNS);
        vec![how.to_owned(), short(account, 34), short(claim, CLAIM_COLUMNS), amount, transaction]
    };
    let held = result.held.iter().map(|held| row("held", &held.account, &held.claim, amount(held), ""));
    let left = result.left.iter().map(|left: &Left| {
        row(left.how.word(), &left.account, &left.claim, range(&left.low, &left.high), &left.transaction)
    });
    let exchange =
        result.exchange.iter().map(|of| row("exchange", "", &of.claim, range(&of.low, &of.high), &of.transaction));
    let mut rows: Vec<Vec<String>> = held.chain(left).chain(exchange).take(ROWS_LISTED).collect();
    let all = result.held.len() + result.left.len() + result.exchange.len();
    if all == 0 {
        screen::show("nothing");
        return;
    }
    let listed = rows.len();
    // With one claim its name would be the same in every row.
    if trace.claims.len() == 1 {
        rows.iter_mut().for_each(|row| {
            row.remove(2);
        });
        screen::show(&screen::table(&["", "account", "amount", "transaction"], &rows, &[2]));
    } else {
        screen::show(&screen::table(&["", "account", "claim", "amount", "transaction"], &rows, &[3]));
    }
    more(all - listed, "row", file);
}

/// What is held, with what that is in the account's own currency.
fn amount(held: &Held) -> String {
    let or_more = if held.or_more { " or more" } else { "" };
    let native = held
        .native
        .as_ref()
        .map_or_else(String::new, |native| format!(" = {} {}", range(&native.low, &native.high), native.currency));
    format!("{}{or_more}{native}", range(&held.low, &held.high))
}
