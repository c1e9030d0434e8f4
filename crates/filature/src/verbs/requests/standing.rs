//! What was asked, and what came of it: overdue ones first.

use filature_ledger::Line;
use filature_ledger::asked::Month;
use filature_ledger::grid::State;
use filature_ledger::requests::{Answer, Received, Request, requests};
use jiff::civil::Date;

use crate::seen::Seen;

/// A request that stands, as of a day.
pub struct Standing {
    /// The request.
    pub request: Request,
    /// What came of it.
    pub answer: Answer,
    /// Since how many days it is overdue.
    pub overdue: Option<i32>,
    /// The months of which days are missing.
    pub missing: Vec<Month>,
    /// Whether a statement of these months does not foot.
    pub does_not_foot: bool,
}

/// All of them but those about whoever is protected.
pub fn of(lines: &[Line], seen: &Seen, received: &Received, on: Date, days: i32) -> Vec<Standing> {
    let told = requests(lines).into_iter().filter(|request| !seen.protected.contains(&request.account));
    let mut all: Vec<Standing> = told
        .map(|request| {
            let answer = request.answer(received);
            let overdue = request.overdue_days(answer, on, days);
            let is_off = |month: &Month| received.state(&request.account, *month) == Some(State::DoesNotFoot);
            let does_not_foot = request.months.iter().any(is_off);
            Standing { missing: request.missing(received), answer, overdue, does_not_foot, request }
        })
        .collect();
    // The longest overdue first, then what is waited for, then what came in part; of the same kind in the order of the journal.
    all.sort_by_key(|one| (std::cmp::Reverse(one.overdue), one.answer, one.request.line));
    all
}
