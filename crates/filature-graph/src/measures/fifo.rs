//! What leaves an account is taken from what came first, and none of it twice.
//!
//! ```text
//! credits   ─► queue, oldest in front ─► each debit takes from the front ─► (credit, debit, minor units)
//!                  └ older than the span: stays in the account, and is not taken
//! ```
//! What was in the account before the first credit is not taken either. Cost: linear.

use std::collections::VecDeque;

use super::events::{Event, Way};

/// What a debit takes of a credit; both are positions among the events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Take {
    pub credit: usize,
    pub debit: usize,
    pub minor: i64,
}

/// Puts what the debits among `events` (one account, one currency, in time order) take of its credits into `takes`, in
/// order of credits, then of debits. With a span, a debit takes of credits that came no earlier than so long before it.
pub(super) fn takes(events: &[Event], span_micros: Option<i64>, takes: &mut Vec<Take>) {
    takes.clear();
    let mut queue: VecDeque<(usize, i64)> = VecDeque::new();
    for (at, event) in events.iter().enumerate() {
        if event.way == Way::In {
            if event.minor > 0 {
                queue.push_back((at, event.minor));
            }
            continue;
        }
        let oldest_micros = span_micros.map_or(i64::MIN, |span| event.at_micros.saturating_sub(span));
        let mut wanted = event.minor;
        while let Some((credit, rest)) = queue.front_mut().filter(|_| wanted > 0) {
            if events[*credit].at_micros < oldest_micros {
                queue.pop_front();
                continue;
            }
            let minor = wanted.min(*rest);
            takes.push(Take { credit: *credit, debit: at, minor });
            wanted -= minor;
            *rest -= minor;
            if *rest == 0 {
                queue.pop_front();
            }
        }
    }
}
