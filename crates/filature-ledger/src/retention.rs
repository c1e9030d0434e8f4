//! How long who is kept: periods that whoever leads the case writes into `case.toml`, and what is due by them.
//!
//! ```toml
//! [retention]
//! victim = "2y"
//! witness = "2y"
//! undetermined = "18m"
//! case = "10y"
//! ```
//!
//! How long may be kept what of whom is for the law that the case is led under to say: no period stands here, and where none is written
//! none is assumed. A period runs from the day of the last decision on the person's category; for those on whom nobody decided, and for the
//! case, from the day on which the case was made. Nothing is ever removed by a date: what is due is listed, and people decide.

use filature_model::AccountId;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use crate::categories::{self, Category};
use crate::journal::Line;

/// The periods: a number with `d`, `m` or `y` behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Of suspects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspect: Option<String>,
    /// Of convicted persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub convicted: Option<String>,
    /// Of victims and possible victims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub victim: Option<String>,
    /// Of witnesses and others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// Of everybody on whom nobody decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undetermined: Option<String>,
    /// Of the case itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
}

/// Of whom or what a period is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A person, by the account on which was decided.
    Person(AccountId, Category),
    /// Everybody else in the case.
    Others,
    /// The case.
    Case,
}

/// A period and when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Until {
    /// Of whom or what.
    pub of: Of,
    /// The day from which it runs.
    pub since: Date,
    /// The first day on which it is over; none where no period was set.
    pub until: Option<Date>,
}

impl Retention {
    /// Whether no period was set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn period(&self, of: &Of) -> (&'static str, Option<&str>) {
        let (name, period) = match of {
            Of::Case => ("case", &self.case),
            Of::Others | Of::Person(_, Category::Undetermined) => ("undetermined", &self.undetermined),
            Of::Person(_, Category::Suspect) => ("suspect", &self.suspect),
            Of::Person(_, Category::Convicted) => ("convicted", &self.convicted),
            Of::Person(_, Category::Victim) => ("victim", &self.victim),
            Of::Person(_, Category::Witness) => ("witness", &self.witness),
        };
        (name, period.as_deref())
    }

    /// When each period ends: of the case, of everybody on whom nobody decided, and of each person on whom somebody did.
    ///
    /// # Errors
    /// A period that is none, with its name in `case.toml`.
    pub fn ends(&self, lines: &[Line]) -> Result<Vec<Until>, String> {
        let made = lines.first().and_then(|line| day(&line.at)).unwrap_or(Date::MAX);
        let decided = categories::current(lines)
            .into_iter()
            .map(|(account, known)| (Of::Person(account, known.decision.category), day(&known.since).unwrap_or(made)));
        let all = [(Of::Case, made), (Of::Others, made)].into_iter().chain(decided);
        let until = |(of, since): (Of, Date)| {
            let (name, period) = self.period(&of);
            let until = period.map(|text| end(since, text).ok_or_else(|| wrong(name, text))).transpose()?;
            Ok(Until { of, since, until })
        };
        all.map(until).collect()
    }
}

fn wrong(name: &str, text: &str) -> String {
    format!("case.toml, [retention], {name} = {text:?}: a number with d, m or y behind it was expected, as in \"18m\"")
}

/// The day of an instant, in UTC.
fn day(at: &str) -> Option<Date> {
    at.get(..10)?.parse().ok()
}

/// The first day after a period that begins on a day.
fn end(since: Date, period: &str) -> Option<Date> {
    let period = period.trim();
    let (number, unit) = period.split_at_checked(period.len().checked_sub(1)?)?;
    if !number.bytes().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let number: i32 = number.parse().ok().filter(|&number| number > 0 && number < 40_000)?;
    let span: Span = match unit {
        "d" => number.days(),
        "m" => number.months(),
        "y" if number < 1_000 => number.years(),
        _ => return None,
    };
    since.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Act;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_a_number_and_a_unit_and_nothing_else() {
        let since = date("2024-01-31");
        for (period, until) in
            [("1d", "2024-02-01"), ("1m", "2024-02-29"), ("2y", "2026-01-31"), (" 18m ", "2025-07-31")]
        {
            assert_eq!(end(since, period), Some(date(until)), "{period}");
        }
        for bad in ["", "y", "0d", "-1d", "+1d", "1w", "1.5y", "99999999999d", "2 years", "2é"] {
            assert_eq!(end(since, bad), None, "{bad}");
        }
    }

    #[test]
    fn a_person_is_due_by_their_category_from_the_last_decision_on_it() {
        let line =
            |line, at: &str, act| Line { line, at: at.to_owned(), act, before: String::new(), heard: None, was: None };
        let set = |category| Act::CategorySet {
            account: "A".to_owned(),
            category,
            source: "s".to_owned(),
            reason: "r".to_owned(),
            by: "Ada".to_owned(),
            second: None,
        };
        let lines = [
            line(1, "2024-01-01T00:00:00Z", Act::CaseMade),
            line(2, "2024-02-01T23:30:00Z", set(Category::Witness)),
            line(3, "2024-03-01T00:00:00Z", set(Category::Victim)),
        ];
        let retention =
            Retention { victim: Some("1y".to_owned()), case: Some("5y".to_owned()), ..Retention::default() };
        let ends = retention.ends(&lines).unwrap();
        let until: Vec<Option<Date>> = ends.iter().map(|end| end.until).collect();
        assert_eq!(until, [Some(date("2029-01-01")), None, Some(date("2025-03-01"))]);
        assert_eq!(ends[2].of, Of::Person(AccountId::written("A"), Category::Victim));
        let wrong = Retention { victim: Some("soon".to_owned()), ..Retention::default() };
        assert!(wrong.ends(&lines).unwrap_err().contains("victim"));
    }
}
