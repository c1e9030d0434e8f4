//! Finding anything by what a person remembers of it.
//!
//! ```text
//! entries' names, texts, references ─► each different text once ─► FTS5, three letters a term ─► CASE/cache/search.sqlite
//!                                          └► in which rows it stands ─┘            (it can be deleted: it is built again)
//! words ─► folded (case, marks, script) ─► texts that have all their threes ─► held against the text itself ─► rows
//! ```
//!
//! Amounts, days and account numbers are not in the index: going through five million of them takes milliseconds. The file holds what the
//! ledger holds, and belongs to one ledger: another one's is built anew, beside, and renamed.

pub mod build;
pub mod matches;
pub mod query;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::state::Base;
use query::Index;

/// The layout of the file; another is built again.
pub const LAYOUT: &str = "2";

/// Where the file lies in a case.
pub fn path(folder: &Path) -> PathBuf {
    folder.join("cache").join("search.sqlite")
}

/// What the index of a state is at.
#[derive(Clone, Default)]
pub enum Ready {
    /// Nobody has begun.
    #[default]
    Not,
    /// It is being built.
    Building,
    /// It can be asked.
    Yes(Arc<Mutex<Index>>),
    /// It could not be built: the disk is full, or the folder cannot be written.
    Failed,
}

/// The index of the case that is open.
#[derive(Clone, Default)]
pub struct Search {
    /// The ledger that it belongs to, and what it is at.
    known: Arc<Mutex<(String, Ready)>>,
    /// Held while one is built: the one for the ledger of now is the last to be written.
    turn: Arc<Mutex<()>>,
}

impl Search {
    /// What it is at for this ledger; begins to build where nobody has.
    pub fn of(&self, folder: &Path, base: &Arc<Base>) -> Ready {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = base.search_key();
        if known.0 == key && !matches!(known.1, Ready::Not) {
            return known.1.clone();
        }
        *known = (key, Ready::Building);
        let (search, folder, base) = (self.clone(), folder.to_owned(), base.clone());
        std::thread::spawn(move || search.make(&folder, &base));
        Ready::Building
    }

    /// Closes the index, so that its file can be removed; whoever asks next has another built.
    pub fn forget(&self) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Default::default();
        // What is being built is written before it is removed, and not behind.
        drop(self.turn.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn is_wanted(&self, key: &str) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).0 == key
    }

    fn make(&self, folder: &Path, base: &Base) {
        base.warm();
        let (file, key) = (path(folder), base.search_key());
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_wanted(&key) {
            return;
        }
        let open = || Index::open(&file, &key);
        let opened = match open() {
            Some(index) => Ok(index),
            None => {
                build::build(&file, base).and_then(|()| open().ok_or("it was built and cannot be opened".to_owned()))
            }
        };
        let ready = match opened {
            Ok(index) => Ready::Yes(Arc::new(Mutex::new(index))),
            Err(_) => Ready::Failed,
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 == key {
            known.1 = ready;
        }
    }
}
