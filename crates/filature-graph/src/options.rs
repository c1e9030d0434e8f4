//! What the caller may ask for, and what may be wrong with it.

use filature_model::{Channel, Currency, TransactionsError};

use crate::KINDS;

/// Which patterns to search for, and within which time.
///
/// ```
/// use filature_graph::Options;
/// let all = Options::default();
/// assert!(all.only.is_empty() && all.window_seconds.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Kinds to run, of [`KINDS`]; empty means all.
    pub only: Vec<String>,
    /// The window of every kind, in seconds; none means each kind's own.
    pub window_seconds: Option<i64>,
    /// Whether a payment follows another only at a strictly later instant; otherwise ties follow in ledger order.
    pub strict: bool,
    /// Lines above which payments are reported or forbidden, for `structuring`; without any, that pattern finds nothing.
    pub lines: Vec<Line>,
    /// Whether what is a piece of a better finding is reported as well.
    pub pieces: bool,
}

/// A line that somebody may stay just below: an amount, what it is of, where and when it is in force.
///
/// ```
/// use filature_graph::{Line, Options, detect};
/// use filature_model::{Currency, Transactions};
/// let line = Line { name: "own".into(), amount_minor: 100_000, ..Line::any(Currency::EUR) };
/// let options = Options { only: vec!["structuring".into()], lines: vec![line], ..Options::default() };
/// let day = 86_400;
/// let three = [("A", "B", 95_000, 0), ("A", "B", 99_000, day), ("A", "B", 97_500, 2 * day)];
/// assert_eq!(detect(&Transactions::small(&three), &options)?.findings.len(), 1);
/// # Ok::<(), filature_graph::GraphError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// A short name, as in `FR-transfer-operation`.
    pub name: String,
    /// Minor units of `currency`.
    pub amount_minor: i64,
    /// The currency of the line; only payments in it are looked at.
    pub currency: Currency,
    /// How the money moves; empty for any way.
    pub channels: Vec<Channel>,
    /// The country of what it is of, a code of two capitals; none for every country.
    pub country: Option<String>,
    /// First day on which it was in force, days since 1970; none: always.
    pub from_day: Option<i32>,
    /// Last day; none: still.
    pub until_day: Option<i32>,
}

impl Line {
    /// A line without a name at 1 minor unit of a currency, for payments of any kind, at any time.
    pub fn any(currency: Currency) -> Self {
        Self {
            name: String::new(),
            amount_minor: 1,
            currency,
            channels: Vec::new(),
            country: None,
            from_day: None,
            until_day: None,
        }
    }

    /// Whether it was in force on a day, counted from 1970.
    pub(crate) fn is_in_force(&self, day: i64) -> bool {
        self.from_day.is_none_or(|from| i64::from(from) <= day)
            && self.until_day.is_none_or(|until| day <= i64::from(until))
    }
}

/// Why nothing could be searched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// A kind that does not exist; the user's fault.
    #[error("no pattern is called {kind:?}; there are: {known}")]
    UnknownKind {
        /// What was asked for.
        kind: String,
        /// The kinds there are, as one text.
        known: String,
    },
    /// A window that is not longer than nothing; the user's fault.
    #[error("a window of {0} seconds is not a length of time")]
    Window(i64),
    /// A line at no amount; the user's fault.
    #[error("line {0:?} is not above 0")]
    Line(String),
    /// The arrays do not belong together; a bug of ours.
    #[error("the ledger's arrays do not belong together: {0}")]
    Arrays(#[from] TransactionsError),
    /// A transaction stands before one that came earlier; a bug of ours.
    #[error("transaction {0} is not in ledger order")]
    Order(usize),
    /// More transactions than positions have room for.
    #[error("{0} transactions are more than one run can hold")]
    TooMany(usize),
}

impl Options {
    /// The kinds to run, each once, in the order of [`KINDS`].
    pub(crate) fn kinds(&self) -> Result<Vec<&'static str>, GraphError> {
        if let Some(unknown) = self.only.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
            return Err(GraphError::UnknownKind { kind: unknown.clone(), known: KINDS.join(", ") });
        }
        let asked = |kind: &str| self.only.is_empty() || self.only.iter().any(|only| only == kind);
        Ok(KINDS.iter().copied().filter(|kind| asked(kind)).collect())
    }

    /// The lines, each of an amount that one can stay below.
    pub(crate) fn lines(&self) -> Result<&[Line], GraphError> {
        match self.lines.iter().find(|line| line.amount_minor <= 0) {
            Some(line) => Err(GraphError::Line(line.name.clone())),
            None => Ok(&self.lines),
        }
    }

    /// The window asked for, in microseconds.
    pub(crate) fn window_micros(&self) -> Result<Option<i64>, GraphError> {
        match self.window_seconds {
            Some(seconds) if seconds <= 0 => Err(GraphError::Window(seconds)),
            seconds => Ok(seconds.map(|seconds| seconds.saturating_mul(1_000_000))),
        }
    }
}
