use std::path::{Path, PathBuf};

/// Why a folder was not packed, or a file not opened, by whose fault.
#[derive(Debug, thiserror::Error)]
pub enum SendingError {
    /// The machine: a disk that is full, a folder that may not be written.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own words.
        cause: std::io::Error,
    },
    /// The call: something is there already, or is not what was expected.
    #[error("{}: {what}", path.display())]
    Call {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
    /// The call: an archive would be written over a file that is there.
    #[error("{}: it is there already, and is not overwritten: name another file, or say --force", .0.display())]
    Exists(PathBuf),
    /// The data: the file cannot be opened, or is not what a case was packed as.
    #[error("{}: {what}", path.display())]
    Data {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
}

impl SendingError {
    /// Wraps an error of the system with the file it is about.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |cause| Self::Io { path: path.to_owned(), cause }
    }

    pub(crate) fn call(path: &Path, what: impl Into<String>) -> Self {
        Self::Call { path: path.to_owned(), what: what.into() }
    }

    pub(crate) fn data(path: &Path, what: impl Into<String>) -> Self {
        Self::Data { path: path.to_owned(), what: what.into() }
    }
}
