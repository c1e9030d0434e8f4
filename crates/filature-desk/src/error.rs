use filature_ledger::LedgerError;

/// Why the desk does not open, or closes.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The case.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// No port.
    #[error("port {port} of 127.0.0.1: {cause}; name another with --port, or leave it out")]
    Bind {
        /// The port that was asked for.
        port: u16,
        /// The system's own words.
        cause: std::io::Error,
    },
    /// No random bytes.
    #[error("the system gives no random bytes, without which nobody can be kept out: {0}")]
    Random(String),
    /// Anything else of the server.
    #[error("the server ended: {0}")]
    Server(std::io::Error),
}
