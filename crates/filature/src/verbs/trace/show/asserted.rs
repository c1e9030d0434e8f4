use filature_model::{Assertion, Carried, Rise, Trace};

use super::currency;
use crate::screen::{self, range};

/// What a person said, why, and what it carries.
pub fn show(trace: &Trace) {
    for assertion in &trace.assertions {
        let (said, carried) = match assertion {
            Assertion::Election { claim, transaction, worth, reason, carried } => {
                let worth = worth.as_ref().map_or_else(String::new, |worth| format!(", now worth {worth}"));
                let why =
                    reason.as_ref().map_or_else(|| "no reason was given".to_owned(), |why| format!("reason: {why}"));
                (format!("- {transaction} was made with the money of {claim}{worth}; {why}"), carried)
            }
            Assertion::Link { debit, credit, reason, carried } => {
                (format!("- {credit} is the money of {debit}; reason: {reason}"), carried)
            }
        };
        screen::show(&screen::wrap(&said, "  "));
        if carried.is_empty() {
            screen::show("  it carries nothing of a claim");
        }
        for carried in carried {
            screen::show(&format!("  {}", line(trace, carried)));
        }
    }
}

fn line(trace: &Trace, carried: &Carried) -> String {
    let rise = carried.rise.as_ref().map_or_else(String::new, |rise| {
        let Rise { low, high } = rise;
        let change = match (low.strip_prefix('-'), high.strip_prefix('-')) {
            (Some(most), Some(least)) => format!("{} less", range(least, most)),
            (Some(fall), None) => format!("between {fall} less and {high} more"),
            _ => format!("{} more", range(low, high)),
        };
        format!("; what it bought is now worth {change}")
    });
    let amount = range(&carried.low, &carried.high);
    format!("{}: carries {amount} {} of {}{rise}", carried.rule, currency(trace), carried.claim)
}
