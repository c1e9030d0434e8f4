use std::path::{Path, PathBuf};

use crate::JournalError;
use crate::four_eyes::FourEyesError;

/// Why the work on a case could not go on, by whose fault.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The machine: a disk that is full, a folder that may not be written.
    #[error("{}: {cause}{}", path.display(), hint(cause))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own words.
        cause: std::io::Error,
    },
    /// The call: this is no case, or it is of another version.
    #[error("{}: {what}", path.display())]
    NotACase {
        /// The folder.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Another process is writing to the case.
    #[error("{}: another filature is working on this case; wait until it has finished", .0.display())]
    Busy(PathBuf),
    /// The data: a file of the case is not what was written there.
    #[error("{}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
    /// The journal does not hold together.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The call: one person cannot do it alone.
    #[error(transparent)]
    FourEyes(#[from] FourEyesError),
    /// The call: the line that tells of an erasure stays, and would tell of whom.
    #[error(
        "the reason names who is to be erased, and the line that it stands in stays: give a reason without their name or account, such as the \
         reference of the order. Nothing was erased"
    )]
    NamesWhoIsErased,
    /// A bug of ours.
    #[error("a bug of filature, please report it: {0}")]
    Bug(String),
}

impl LedgerError {
    /// Wraps an error of the system with the file it is about.
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |cause| Self::Io { path: path.to_owned(), cause }
    }

    /// Wraps an error of the Parquet library with the file it is about.
    pub fn damaged(path: &Path) -> impl FnOnce(parquet::errors::ParquetError) -> Self + '_ {
        move |cause| Self::Damaged {
            path: path.to_owned(),
            what: format!("cannot be read as Parquet ({cause}); delete the ledger folder to have it rebuilt"),
        }
    }
}

impl From<arrow_schema::ArrowError> for LedgerError {
    fn from(error: arrow_schema::ArrowError) -> Self {
        Self::Bug(error.to_string())
    }
}

fn hint(cause: &std::io::Error) -> &'static str {
    match cause.kind() {
        std::io::ErrorKind::StorageFull => " (make room and run the command again: nothing was lost)",
        std::io::ErrorKind::PermissionDenied => " (check who may write there)",
        std::io::ErrorKind::ReadOnlyFilesystem => {
            " (it cannot be written there: copy the case to where it can, and run the command again)"
        }
        _ => "",
    }
}
