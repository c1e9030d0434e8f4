//! What was asked of whom, and what came of it.
//!
//! ```text
//! journal ─► requests that stand ─┐
//! statements ─► grid ─────────────┴─► answered, partial, waiting ─► overdue, as of a day that the caller names
//! ```
//!
//! The journal alone says when something was asked; nothing here looks at a clock.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::asked::Month;
use crate::grid::{Grid, State};
use crate::journal::{Act, Line};

/// After so many days without a whole answer a request without a day of its own is overdue: a design default.
pub const DAYS_TO_ANSWER: i32 = 30;

/// A request that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The account.
    pub account: AccountId,
    /// Its reference.
    pub reference: String,
    /// The months that were asked for and not taken back.
    pub months: BTreeSet<Month>,
    /// Of whom.
    pub of: Option<String>,
    /// By when an answer is due.
    pub due: Option<Date>,
    /// Who asked.
    pub by: Option<String>,
    /// The day on which it was asked, where that was said; else that of the line in the journal, in UTC.
    pub asked_on: Option<Date>,
    /// The line.
    pub line: u64,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Nothing.
    Waiting,
    /// Some of the days.
    Partial,
    /// All of them.
    Answered,
}

impl Answer {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Partial => "partial",
            Self::Answered => "answered",
        }
    }
}

/// The requests that stand after all lines of a journal, in the order in which they were asked.
///
/// ```
/// assert!(filature_ledger::requests::requests(&[]).is_empty());
/// ```
pub fn requests(lines: &[Line]) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    for line in lines {
        match &line.act {
            Act::StatementsAsked { .. } => requests.extend(read(&line.act, line)),
            Act::AskedWithdrawn { account, from, to, request } => {
                let (Ok(from), Ok(to)) = (from.parse::<Month>(), to.parse::<Month>()) else { continue };
                let account = AccountId::written(account);
                for known in requests.iter_mut().filter(|known| known.account == account && known.reference == *request)
                {
                    known.months.retain(|month| !(from..=to).contains(month));
                }
                requests.retain(|known| !known.months.is_empty());
            }
            _ => {}
        }
    }
    requests
}

/// What a line asks for; none where its months cannot be read.
fn read(act: &Act, line: &Line) -> Option<Request> {
    let Act::StatementsAsked { account, from, to, request, of, due, by, on } = act else { return None };
    let (from, to) = (from.parse::<Month>().ok()?, to.parse::<Month>().ok()?);
    Some(Request {
        account: AccountId::written(account),
        reference: request.clone(),
        months: from.to(to).collect(),
        of: of.clone(),
        due: due.as_deref().and_then(|day| day.parse().ok()),
        by: by.clone(),
        asked_on: on.as_deref().and_then(|day| day.parse().ok()).or_else(|| day_of(&line.at)),
        line: line.line,
    })
}

/// The line that asked for the same already, word for word, where nothing of it was taken back.
pub fn stands_already(lines: &[Line], act: &Act) -> Option<u64> {
    let same = lines.iter().rev().find(|line| line.act == *act)?;
    let asked = read(act, same)?;
    requests(lines).into_iter().find(|known| *known == asked).map(|known| known.line)
}

fn day_of(at: &str) -> Option<Date> {
    at.parse::<Timestamp>().ok().map(|at| Offset::UTC.to_datetime(at).date())
}

/// What the case has of each month of each account, and whether all of its days: of several currencies the best, since a bank answers for the
/// account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received(BTreeMap<AccountId, BTreeMap<Month, (State, bool)>>);

impl Received {
    /// From a grid.
    pub fn of(grid: &Grid) -> Self {
        let mut received = BTreeMap::<AccountId, BTreeMap<Month, (State, bool)>>::new();
        for row in &grid.rows {
            let months = received.entry(row.account.clone()).or_default();
            for (month, state) in &row.months {
                let is_whole = row.is_whole(*month);
                let known = months.entry(*month).or_insert((*state, is_whole));
                *known = (known.0.max(*state), known.1 || is_whole);
            }
        }
        Self(received)
    }

    /// What it has of a month; none before the account was opened.
    pub fn state(&self, account: &AccountId, month: Month) -> Option<State> {
        self.0.get(account)?.get(&month).map(|(state, _)| *state)
    }

    /// Whether it has every day of a month, whether or not that foots.
    pub fn is_whole(&self, account: &AccountId, month: Month) -> bool {
        self.0.get(account).and_then(|months| months.get(&month)).is_some_and(|(_, is_whole)| *is_whole)
    }
}

impl Request {
    /// What came of it. A month before the account was opened needs no answer.
    pub fn answer(&self, received: &Received) -> Answer {
        let known: Vec<State> = self.months.iter().filter_map(|month| received.state(&self.account, *month)).collect();
        if self.missing(received).is_empty() && !known.is_empty() {
            Answer::Answered
        } else if known.iter().any(|state| *state >= State::Partial) {
            Answer::Partial
        } else {
            Answer::Waiting
        }
    }

    /// The months of which some days are still missing.
    pub fn missing(&self, received: &Received) -> Vec<Month> {
        let is_missing = |month: &&Month| {
            received.state(&self.account, **month).is_some() && !received.is_whole(&self.account, **month)
        };
        self.months.iter().filter(is_missing).copied().collect()
    }

    /// Since how many days it is overdue on a day, where its answer is not whole: behind the day when it is due, else behind so many
    /// days from that on which it was asked.
    pub fn overdue_days(&self, answer: Answer, on: Date, days: i32) -> Option<i32> {
        let last = match (self.due, self.asked_on) {
            (Some(due), _) => filature_model::days_from_epoch(due),
            (None, Some(asked)) => filature_model::days_from_epoch(asked).checked_add(days)?,
            (None, None) => return None,
        };
        let behind = filature_model::days_from_epoch(on).checked_sub(last)?;
        (answer != Answer::Answered && behind > 0).then_some(behind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64, at: &str, act: Act) -> Line {
        Line { line: number, at: at.to_owned(), act, before: String::new(), heard: None, was: None }
    }

    fn asked(from: &str, to: &str, due: Option<&str>) -> Act {
        Act::StatementsAsked {
            account: "A".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            request: "R 1".to_owned(),
            of: Some("Bank X".to_owned()),
            due: due.map(str::to_owned),
            by: None,
            on: None,
        }
    }

    fn received(states: &[(&str, State)]) -> Received {
        let months =
            states.iter().map(|(month, state)| (month.parse().unwrap(), (*state, *state > State::Partial))).collect();
        Received(BTreeMap::from([(AccountId::written("A"), months)]))
    }

    #[test]
    fn what_is_taken_back_no_longer_stands() {
        let back = |to: &str| Act::AskedWithdrawn {
            account: "A".to_owned(),
            from: "2024-01".to_owned(),
            to: to.to_owned(),
            request: "R 1".to_owned(),
        };
        let first = line(1, "2024-05-01T10:00:00Z", asked("2024-01", "2024-03", None));
        let known = requests(std::slice::from_ref(&first));
        assert_eq!((known.len(), known[0].months.len(), known[0].of.as_deref()), (1, 3, Some("Bank X")));
        assert_eq!(known[0].asked_on, Some("2024-05-01".parse().unwrap()));
        let part = requests(&[first.clone(), line(2, "", back("2024-02"))]);
        assert_eq!(part[0].months.len(), 1);
        assert!(requests(&[first, line(2, "", back("2024-03"))]).is_empty());
    }

    #[test]
    fn an_answer_is_whole_only_when_each_month_is() {
        let request = &requests(&[line(1, "2024-05-01T10:00:00Z", asked("2024-01", "2024-02", None))])[0];
        for (january, february, answer) in [
            (State::Asked, State::Asked, Answer::Waiting),
            (State::Foots, State::Asked, Answer::Partial),
            (State::Partial, State::Partial, Answer::Partial),
            (State::Foots, State::Received, Answer::Answered),
            (State::DoesNotFoot, State::Foots, Answer::Answered),
        ] {
            let received = received(&[("2024-01", january), ("2024-02", february)]);
            assert_eq!(request.answer(&received), answer, "{january:?} {february:?}");
        }
        assert_eq!(request.answer(&Received::default()), Answer::Waiting);
        let opened_in_february = received(&[("2024-02", State::Foots)]);
        assert_eq!(request.answer(&opened_in_february), Answer::Answered);
        assert_eq!(request.missing(&received(&[("2024-01", State::Foots), ("2024-02", State::Asked)])).len(), 1);
    }

    #[test]
    fn a_month_that_does_not_foot_and_lacks_days_is_no_whole_answer() {
        let request = &requests(&[line(1, "2024-05-01T10:00:00Z", asked("2024-01", "2024-01", None))])[0];
        let month = ("2024-01".parse().unwrap(), (State::DoesNotFoot, false));
        let received = Received(BTreeMap::from([(AccountId::written("A"), BTreeMap::from([month]))]));
        assert_eq!((request.answer(&received), request.missing(&received).len()), (Answer::Partial, 1));
    }

    #[test]
    fn the_same_request_stands_already_and_another_does_not() {
        let first = line(1, "2024-05-01T10:00:00Z", asked("2024-01", "2024-03", None));
        let lines = std::slice::from_ref(&first);
        assert_eq!(stands_already(lines, &first.act), Some(1));
        for other in [asked("2024-01", "2024-02", None), asked("2024-01", "2024-03", Some("2024-06-01"))] {
            assert_eq!(stands_already(lines, &other), None, "{other:?}");
        }
        let back = Act::AskedWithdrawn {
            account: "A".to_owned(),
            from: "2024-02".to_owned(),
            to: "2024-02".to_owned(),
            request: "R 1".to_owned(),
        };
        assert_eq!(stands_already(&[first.clone(), line(2, "", back)], &first.act), None);
    }

    #[test]
    fn the_day_on_which_it_was_asked_holds_where_it_was_said() {
        let mut act = asked("2024-01", "2024-01", None);
        if let Act::StatementsAsked { on, .. } = &mut act {
            *on = Some("2024-04-02".to_owned());
        }
        let request = &requests(&[line(1, "2026-11-28T10:00:00Z", act)])[0];
        assert_eq!(request.asked_on, Some("2024-04-02".parse().unwrap()));
        assert_eq!(request.overdue_days(Answer::Waiting, "2024-06-02".parse().unwrap(), DAYS_TO_ANSWER), Some(31));
    }

    #[test]
    fn it_is_overdue_behind_its_day_or_behind_thirty() {
        let overdue = |due: Option<&str>, answer: Answer, on: &str| {
            let request = &requests(&[line(1, "2024-05-01T23:30:00Z", asked("2024-01", "2024-01", due))])[0];
            request.overdue_days(answer, on.parse().unwrap(), DAYS_TO_ANSWER)
        };
        assert_eq!(overdue(None, Answer::Waiting, "2024-05-31"), None);
        assert_eq!(overdue(None, Answer::Partial, "2024-06-02"), Some(2));
        assert_eq!(overdue(None, Answer::Answered, "2024-06-02"), None);
        assert_eq!(overdue(Some("2024-05-10"), Answer::Waiting, "2024-05-11"), Some(1));
        assert_eq!(overdue(Some("2024-07-01"), Answer::Waiting, "2024-06-15"), None, "its own day holds");
    }
}
