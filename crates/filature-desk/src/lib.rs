//! The page in which a case is looked at, and its server, on this machine only.
//!
//! ```text
//! browser ─► safety (host, token, origin, headers) ─► api ─┬► state    read once, swapped whole, looked at without a lock
//!                                  │                       ├► network, search   computed for an answer
//!                                  └► page (the bundle)    └► jobs ─► operations (the verbs, by the binary) ─► CASE
//! ```
//!
//! Everything that the page does goes through the HTTP API, which any program may use with a key (`docs/reference/desk-openapi.json`).
//! It binds to the loopback address alone. Reading waits for nobody; writing has one queue, and the case folder its own lock, so that
//! two tabs and two programs cannot corrupt a case. What was confirmed stands in the journal, written and synced before the answer.
//!
//! Rights: names are initials until a purpose is given, and with them payment texts; where a possible victim lives, or how to reach them,
//! leaves the server to nobody; no score is ever sent.

mod api;
mod choose;
mod error;
mod incoming;
pub mod jobs;
mod network;
pub mod operations;
mod page;
mod safety;
mod search;
mod server;
mod state;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use self::api::Answer;
use self::api::error::Problem;
pub use self::api::money::amount;
pub use self::choose::Chooser;
pub use self::error::DeskError;
use self::incoming::{Incoming, Waiting};
use self::jobs::{Jobs, Progress};
use self::network::layout::Spot;
pub use self::operations::ProfileRow;
use self::operations::{OperationError, Operations};
use self::safety::token::Keys;
use self::search::Search;
pub use self::server::{Listener, serve};
use self::state::{State, Store};

/// The body of a call, uploads aside.
const BODY_BYTES_MOST: usize = 4 << 20;

/// Everything that lives as long as the server.
pub struct Desk {
    /// The case.
    store: Store,
    /// The verbs.
    operations: Box<dyn Operations>,
    /// Long work.
    jobs: Jobs,
    /// Files that wait to be added.
    incoming: Incoming,
    keys: Keys,
    search: Search,
    /// Where accounts stood, by picture.
    pictures: Mutex<BTreeMap<String, BTreeMap<u32, Spot>>>,
    /// Accounts that may be one holder's, and of which ledger and holders that was found.
    proposals: Mutex<Option<(String, Arc<Value>)>>,
    person: Mutex<Option<String>>,
    /// Archives that were written here, by their names.
    archives: Mutex<BTreeMap<String, PathBuf>>,
    /// Files and folders that the program was started with, until a person says whether to add them.
    offered: Mutex<Vec<PathBuf>>,
    port: u16,
}

impl Desk {
    /// Opens a case for a port.
    ///
    /// # Errors
    /// [`DeskError`] when it is no case, or another program has it open.
    pub fn open(folder: &Path, port: u16, operations: Box<dyn Operations>) -> Result<Arc<Self>, DeskError> {
        let desk = Self {
            store: Store::open(folder)?,
            operations,
            jobs: Jobs::default(),
            incoming: Incoming::default(),
            keys: Keys::new(port)?,
            search: Search::default(),
            pictures: Mutex::default(),
            proposals: Mutex::default(),
            person: Mutex::default(),
            archives: Mutex::default(),
            offered: Mutex::default(),
            port,
        };
        desk.search.of(folder, &desk.store.now().base);
        Ok(Arc::new(desk))
    }

    /// An address that opens the page once.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn address(&self) -> Result<String, DeskError> {
        Ok(format!("http://127.0.0.1:{}/?token={}", self.port, self.keys.token()?))
    }

    /// Has files and folders wait until a person says whether to add them.
    pub fn offer(&self, files: Vec<PathBuf>) {
        self.lock_offered().extend(files);
    }

    fn lock_offered(&self) -> std::sync::MutexGuard<'_, Vec<PathBuf>> {
        self.offered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key for programs.
    pub fn key(&self) -> &str {
        self.keys.key()
    }

    /// Reads again what has changed.
    ///
    /// # Errors
    /// As opening.
    fn refresh(&self) -> Result<Arc<State>, Problem> {
        let state = self.store.refresh()?;
        self.search.of(self.store.folder(), &state.base);
        Ok(state)
    }

    /// Has a verb work in its turn.
    ///
    /// # Errors
    /// The verb's.
    fn operate<T>(&self, work: impl FnOnce(&dyn Operations, &Path) -> Result<T, OperationError>) -> Result<T, Problem> {
        let done = self.store.write(|_| work(self.operations.as_ref(), self.store.folder()).map_err(Problem::from))?;
        self.look_again();
        Ok(done)
    }

    /// Has the search index follow the state.
    fn look_again(&self) {
        self.search.of(self.store.folder(), &self.store.now().base);
    }

    /// Adds files of which the same is said; gives what became of each. What the case has become is not read: whoever comes last does that.
    fn add(&self, files: &[Waiting], progress: &Progress) -> Vec<Result<Value, Problem>> {
        let add = |files: &[Waiting]| -> Result<Vec<Value>, Problem> {
            let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
            let said = files.first().map(|file| file.said.clone()).unwrap_or_default();
            let work = || self.operations.add(self.store.folder(), &paths, &said, progress).map_err(Problem::from);
            self.store.write_unread(work)
        };
        match add(files) {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            // One of them may have stopped all: each is tried by itself.
            Err(_) if files.len() > 1 => {
                files.iter().flat_map(|file| self.add(std::slice::from_ref(file), progress)).collect()
            }
            Err(problem) => vec![Err(problem)],
        }
    }

    /// Has a verb work as a job; answers with its number.
    fn begin(
        self: &Arc<Self>,
        kind: &'static str,
        work: impl FnOnce(&dyn Operations, &Path, &Progress) -> Result<Value, OperationError> + Send + 'static,
    ) -> Answer {
        let desk = self.clone();
        let job = self
            .jobs
            .start(kind, move |progress| desk.operate(|operations, folder| work(operations, folder, progress)));
        Answer::Begun(json!({ "job": job.to_string() }))
    }

    /// Has the verb that erases work as a job: what the desk itself keeps of the case goes with what is erased.
    fn begin_erasing(
        self: &Arc<Self>,
        work: impl FnOnce(&dyn Operations, &Path, &Progress) -> Result<Value, OperationError> + Send + 'static,
    ) -> Answer {
        let desk = self.clone();
        let job = self.jobs.start("erase", move |progress| {
            desk.search.forget();
            let done = desk.operate(|operations, folder| work(operations, folder, progress));
            desk.pictures.lock().unwrap_or_else(PoisonError::into_inner).clear();
            desk.proposals.lock().unwrap_or_else(PoisonError::into_inner).take();
            desk.jobs.forget_ended();
            done
        });
        Answer::Begun(json!({ "job": job.to_string() }))
    }

    /// Who works here, from the first act that asked.
    fn person(&self) -> Option<String> {
        self.person.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers who works here, in memory alone.
    fn remember(&self, by: &str) {
        *self.person.lock().unwrap_or_else(PoisonError::into_inner) = Some(by.trim().to_owned());
    }
}
