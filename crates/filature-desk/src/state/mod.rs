//! What the desk knows of a case: read once, looked at without a lock, and swapped whole when the case has changed.
//!
//! ```text
//! CASE/ledger ────► Base     (entries, accounts, indexes: seconds for millions of rows)
//! CASE/findings ──► Results  (findings, leads)
//! CASE/journal ───► Heard    (what people decided: read again after each act; where its marks are, is asked of the ledger)
//!                     └──► State { base, results, heard, marks }, one Arc; who asks keeps theirs to the end of the answer
//! ```
//!
//! Each part knows by what it was told apart from another; only a part that differs is read again. Another program may write the case:
//! the files are looked at (length and time) with each session and before each act.

pub mod base;
pub mod columns;
pub mod heard;
pub mod index;
pub mod marks;
pub mod people;
pub mod results;
pub mod withheld;
pub mod words;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use filature_ledger::{Case, LedgerError};

pub use self::base::Base;
pub use self::heard::Heard;
pub use self::marks::Marks;
pub use self::results::Results;
use self::words::Words;

/// Everything that an answer is made of.
#[derive(Clone)]
pub struct State {
    /// Counts the swaps of one run.
    pub revision: u64,
    /// The ledger.
    pub base: Arc<Base>,
    /// What was found.
    pub results: Arc<Results>,
    /// What people decided.
    pub heard: Arc<Heard>,
    /// Where marks are.
    pub marks: Arc<Marks>,
    /// What is taken out of free words.
    pub words: Words,
}

impl State {
    /// By what a page tells this state from another: which swap it is, and the head of the journal.
    pub fn name(&self) -> String {
        format!("{}-{}", self.revision, self.heard.head.chars().take(12).collect::<String>())
    }
}

/// Where the state is held.
pub struct Store {
    folder: PathBuf,
    /// The last line of the journal when it was opened.
    before: u64,
    state: RwLock<Arc<State>>,
    /// Held while the case is read or written: one at a time.
    turn: Mutex<()>,
}

/// A sign by which a file is told to be another than the one read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seal(Vec<Option<(u64, std::time::SystemTime)>>);

impl Seal {
    /// Of these files, as they are now.
    pub fn of(folder: &Path, names: &[&str]) -> Self {
        let look = |name: &&str| {
            let metadata = std::fs::metadata(folder.join(name)).ok()?;
            Some((metadata.len(), metadata.modified().ok()?))
        };
        Self(names.iter().map(look).collect())
    }
}

impl Store {
    /// Reads the case, or makes it where the folder is not there or empty: whoever begins on the desk drops the files there.
    ///
    /// # Errors
    /// As [`Case::open_or_make`] and loading.
    pub fn open(folder: &Path) -> Result<Self, LedgerError> {
        let (case, _) = Case::open_or_make(folder)?;
        let base = Arc::new(Base::read(&case)?);
        let results = Arc::new(Results::read(folder)?);
        // Whoever opened the desk before had a purpose of their own.
        let before = case.journal()?.last().map_or(0, |line| line.line);
        let heard = Arc::new(Heard::read(folder, before)?);
        let marks = Marks::of(&base, &heard)?;
        let state = RwLock::new(Arc::new(State { revision: 1, base, results, heard, marks, words: Words::default() }));
        Ok(Self { folder: folder.to_owned(), before, state, turn: Mutex::new(()) })
    }

    /// What is known now.
    pub fn now(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The case folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the case is another than the one that was read.
    pub fn is_stale(&self) -> bool {
        let state = self.now();
        state.heard.seal != Heard::seal(&self.folder)
            || state.results.seal != Results::seal(&self.folder)
            || state.base.seal != Base::seal(&self.folder)
    }

    /// Reads again what has changed, and swaps.
    ///
    /// # Errors
    /// As [`Store::open`]; then what was known stays.
    pub fn refresh(&self) -> Result<Arc<State>, LedgerError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.refresh_in_turn()
    }

    fn refresh_in_turn(&self) -> Result<Arc<State>, LedgerError> {
        let known = self.now();
        if !self.is_stale() {
            return Ok(known);
        }
        let mut state = State::clone(&known);
        if known.heard.seal != Heard::seal(&self.folder) {
            state.heard = Arc::new(Heard::read(&self.folder, self.before)?);
        }
        if known.base.seal != Base::seal(&self.folder) || known.base.protected != state.heard.protected {
            let (case, _) = Case::open(&self.folder)?;
            state.base = Arc::new(Base::read(&case)?);
        }
        if known.results.seal != Results::seal(&self.folder) {
            state.results = Arc::new(Results::read(&self.folder)?);
        }
        let is_remarked = known.heard.standing.marks != state.heard.standing.marks;
        if is_remarked || !Arc::ptr_eq(&known.base, &state.base) {
            state.marks = Marks::of(&state.base, &state.heard)?;
        }
        state.words = Words::default();
        state.revision += 1;
        let state = Arc::new(state);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state.clone();
        Ok(state)
    }

    /// Does something that writes the case, in its turn: what is known before is what the case is, and what is known behind is what
    /// it has become. `act` opens the case by itself.
    ///
    /// # Errors
    /// Those of reading, and of `act`.
    pub fn write<T, E: From<LedgerError>>(&self, act: impl FnOnce(&State) -> Result<T, E>) -> Result<T, E> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.refresh_in_turn()?;
        let outcome = act(&state)?;
        self.refresh_in_turn()?;
        Ok(outcome)
    }

    /// Does something that writes the case and asks nothing of what is known, in its turn; what the case has become is left to be read.
    pub fn write_unread<T>(&self, act: impl FnOnce() -> T) -> T {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        act()
    }
}
