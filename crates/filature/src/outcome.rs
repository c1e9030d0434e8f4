//! How a command ended, by whose fault.

use std::io::ErrorKind;
use std::path::Path;

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
    /// The same for who works at the desk, where it is worded apart.
    pub at_desk: Option<Box<AtDesk>>,
}

/// What is said at the desk: in both languages, of fields and buttons, without an option of the command line.
#[derive(Debug)]
pub struct AtDesk {
    /// In English.
    pub english: String,
    /// In French.
    pub french: String,
}

impl Failure {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), at_desk: None }
    }

    /// The call's fault.
    pub fn call(message: impl Into<String>) -> Self {
        Self::new(CALL, message)
    }

    /// The data's fault.
    pub fn data(message: impl Into<String>) -> Self {
        Self::new(DATA, message)
    }

    /// Ours.
    pub fn bug(message: impl std::fmt::Display) -> Self {
        Self::new(BUG, format!("a bug of filature, please report it: {message}"))
    }

    /// The same failure, and how it is said at the desk.
    pub fn at_desk(self, english: impl Into<String>, french: impl Into<String>) -> Self {
        let at_desk = Some(Box::new(AtDesk { english: english.into(), french: french.into() }));
        Self { at_desk, ..self }
    }

    /// The same failure in other words on the terminal.
    pub fn said(self, message: String) -> Self {
        Self { message, ..self }
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        let code = match &error {
            LedgerError::NotACase { .. }
            | LedgerError::Busy(_)
            | LedgerError::FourEyes(_)
            | LedgerError::NamesWhoIsErased => CALL,
            LedgerError::Io { cause, .. } if cause.kind() == ErrorKind::NotFound => CALL,
            LedgerError::Bug(_) => BUG,
            _ => DATA,
        };
        let failure = Self::new(code, error.to_string());
        match &error {
            LedgerError::NamesWhoIsErased => failure.at_desk(
                "The reason names who is to be erased, and the line that it stands in stays: give one without their name or account, such as \
                 the reference of the order. Nothing was erased.",
                "Le motif nomme la personne à effacer, et la ligne qui le porte demeure : donnez un motif sans son nom ni son compte, comme la \
                 référence de la décision. Rien n’a été effacé.",
            ),
            LedgerError::Io { path, cause } => failure.of_the_machine(path, cause),
            _ => failure,
        }
    }
}

impl Failure {
    /// In French what the machine refused; of what is rare, its own words.
    fn of_the_machine(self, path: &Path, cause: &std::io::Error) -> Self {
        let french = match cause.kind() {
            ErrorKind::StorageFull => "le disque est plein ; faites de la place et recommencez : rien n’a été perdu",
            ErrorKind::PermissionDenied => "l’accès est refusé ; vérifiez qui peut y écrire",
            ErrorKind::ReadOnlyFilesystem => {
                "on ne peut pas y écrire ; copiez l’affaire là où l’on peut, et recommencez"
            }
            ErrorKind::NotFound => "il n’y a rien de ce nom",
            _ => return self,
        };
        let (english, french) = (self.message.clone(), format!("{} : {french}", path.display()));
        self.at_desk(english, french)
    }
}

impl From<SendingError> for Failure {
    fn from(error: SendingError) -> Self {
        // What to do about a full disk is said in the words of the ledger.
        let error = match error {
            SendingError::Io { path, cause } if cause.kind() == ErrorKind::StorageFull => {
                return LedgerError::Io { path, cause }.into();
            }
            other => other,
        };
        let code = match &error {
            SendingError::Call { .. } | SendingError::Exists(_) => CALL,
            SendingError::Io { cause, .. } if cause.kind() == ErrorKind::NotFound => CALL,
            _ => DATA,
        };
        let failure = Self::new(code, error.to_string());
        match &error {
            SendingError::Io { path, cause } => failure.of_the_machine(path, cause),
            SendingError::Exists(path) => failure.at_desk(
                format!("{} is there already, and is not overwritten: give another name.", path.display()),
                format!("{} existe déjà et n’est pas écrasé : donnez un autre nom.", path.display()),
            ),
            _ => failure,
        }
    }
}

impl From<GraphError> for Failure {
    fn from(error: GraphError) -> Self {
        Self::call(error.to_string())
    }
}

impl From<TraceError> for Failure {
    fn from(error: TraceError) -> Self {
        let code = if matches!(error, TraceError::InvariantBroken { .. }) { BUG } else { CALL };
        Self::new(code, error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::bug(error)
    }
}
