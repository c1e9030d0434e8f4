//! What is asked of the case as a whole: to be sent, and to lose something of itself.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

/// A text that is used and kept nowhere: it has no writing but its own.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for what is closed with it.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret")
    }
}

/// An archive to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackAsked {
    /// Public keys, one a line; empty where it is closed with a passphrase.
    pub keys: String,
    /// The passphrase, where it is closed with one.
    pub passphrase: Option<Secret>,
    /// Where it is written.
    pub out: PathBuf,
    /// To whom it goes, in words.
    pub to: Option<String>,
    /// Although it holds what no dossier shows.
    pub whole: bool,
    /// With the keys of pseudonyms.
    pub with_keys: bool,
    /// Why.
    pub reason: String,
    /// Who sends it.
    pub by: String,
}

/// What is to be taken out of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EraseAsked {
    /// A source, by its id or SHA-256.
    Source(String),
    /// The person of these accounts.
    Person(Vec<String>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_written_by_nothing() {
        let asked = PackAsked { passphrase: Some(Secret("hunter2".to_owned())), ..PackAsked::default() };
        assert!(!format!("{asked:?}").contains("hunter2"));
        let read: Secret = serde_json::from_str("\"hunter2\"").unwrap();
        assert_eq!(read.text(), "hunter2");
    }
}
