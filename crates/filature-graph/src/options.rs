//! What the caller may ask for, and what may be wrong with it.

use filature_model::TransactionsError;

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
    /// The window of every kind, in seconds; none means each kind's own: 4 days for cycles, 9 for the rest.
    pub window_seconds: Option<i64>,
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

    /// The window asked for, in microseconds.
    pub(crate) fn window_micros(&self) -> Result<Option<i64>, GraphError> {
        match self.window_seconds {
            Some(seconds) if seconds <= 0 => Err(GraphError::Window(seconds)),
            seconds => Ok(seconds.map(|seconds| seconds.saturating_mul(1_000_000))),
        }
    }
}
