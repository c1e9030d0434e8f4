//! How a command ended, by whose fault.

use filature_graph::GraphError;
use filature_ledger::LedgerError;
use filature_sending::SendingError;
use filature_trace::TraceError;

/// Done; rows in `problems` included.
pub const DONE: u8 = 0;
/// A file was refused, or the data stopped the work.
pub const DATA: u8 = 1;
/// The call is off.
pub const CALL: u8 = 2;
/// A bug of ours.
pub const BUG: u8 = 3;

/// An error with the exit code that says whose fault it is.
#[derive(Debug)]
pub struct Failure {
    /// One of the codes above.
    pub code: u8,
    /// What, where, and what to do.
    pub message: String,
}

impl Failure {
    /// The call's fault.
    pub fn call(message: impl Into<String>) -> Self {
        Self { code: CALL, message: message.into() }
    }

    /// The data's fault.
    pub fn data(message: impl Into<String>) -> Self {
        Self { code: DATA, message: message.into() }
    }

    /// Ours.
    pub fn bug(message: impl std::fmt::Display) -> Self {
        Self { code: BUG, message: format!("a bug of filature, please report it: {message}") }
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        let code = match &error {
            LedgerError::NotACase { .. }
            | LedgerError::Busy(_)
            | LedgerError::FourEyes(_)
            | LedgerError::NamesWhoIsErased => CALL,
            LedgerError::Io { cause, .. } if cause.kind() == std::io::ErrorKind::NotFound => CALL,
            LedgerError::Bug(_) => BUG,
            _ => DATA,
        };
        Self { code, message: error.to_string() }
    }
}

impl From<SendingError> for Failure {
    fn from(error: SendingError) -> Self {
        let code = match &error {
            SendingError::Call { .. } => CALL,
            SendingError::Io { cause, .. } if cause.kind() == std::io::ErrorKind::NotFound => CALL,
            _ => DATA,
        };
        Self { code, message: error.to_string() }
    }
}

impl From<GraphError> for Failure {
    fn from(error: GraphError) -> Self {
        Self { code: CALL, message: error.to_string() }
    }
}

impl From<TraceError> for Failure {
    fn from(error: TraceError) -> Self {
        let code = if matches!(error, TraceError::InvariantBroken { .. }) { BUG } else { CALL };
        Self { code, message: error.to_string() }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::bug(error)
    }
}
