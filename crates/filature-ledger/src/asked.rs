//! Which months of which accounts were asked for, as a person says.
//!
//! A statement that nobody asked for and one that a bank has not sent look the same in a folder of files. So what was asked is taken
//! down in the journal, by account and month and with the request's reference; a later line takes it back.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;
use jiff::civil::Date;

use crate::journal::{Act, Line};

/// A month, in order of time.
///
/// ```
/// use filature_ledger::asked::Month;
/// let month: Month = "2024-12".parse().unwrap();
/// assert_eq!(month.next().to_string(), "2025-01");
/// assert!("2024-13".parse::<Month>().is_err() && "12/2024".parse::<Month>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

/// Not a month as `YYYY-MM`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no month as YYYY-MM")]
pub struct MonthError(String);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// 1 for January.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Its first day, where the calendar has it.
    pub fn first(self) -> Option<Date> {
        Date::new(i16::try_from(self.year()).ok()?, i8::try_from(self.number()).ok()?, 1).ok()
    }

    /// The months from this one to that one, both with them.
    pub fn to(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl std::str::FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let text = text.trim();
        let day = if text.len() == 7 { format!("{text}-01").parse::<Date>().ok() } else { None };
        day.map(Self::of).ok_or_else(|| MonthError(text.to_owned()))
    }
}

/// What was asked of each account: its months, each with the references of the requests.
pub type Asked = BTreeMap<AccountId, BTreeMap<Month, BTreeSet<String>>>;

/// What holds after all lines of a journal.
pub fn asked(lines: &[Line]) -> Asked {
    let mut asked = Asked::new();
    for line in lines {
        let (account, from, to, request, was_asked) = match &line.act {
            Act::StatementsAsked { account, from, to, request, .. } => (account, from, to, request, true),
            Act::AskedWithdrawn { account, from, to, request } => (account, from, to, request, false),
            _ => continue,
        };
        let (Ok(from), Ok(to)) = (from.parse::<Month>(), to.parse::<Month>()) else { continue };
        let months = asked.entry(AccountId::written(account)).or_default();
        for month in from.to(to) {
            let requests = months.entry(month).or_default();
            if was_asked {
                requests.insert(request.clone())
            } else {
                requests.remove(request)
            };
        }
        months.retain(|_, requests| !requests.is_empty());
    }
    asked.retain(|_, months| !months.is_empty());
    asked
}
