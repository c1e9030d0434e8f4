use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use filature_model::{Currency, Language, Source};
use serde::{Deserialize, Serialize};

use crate::four_eyes::{self, FourEyes, Signed};
use crate::journal::{self, Act};
use crate::retention::Retention;
use crate::{ForStatistics, Income, LedgerError, atomic, build, erase, manifest, registry};

/// `case.toml`: what a person says of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Its name.
    pub name: String,
    /// The currency in which sums are compared, where one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_currency: Option<Currency>,
    /// The language in which the desk opens.
    #[serde(default)]
    pub language: Language,
    /// The legal basis on which the data are held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// What stands on the first page of the dossier.
    #[serde(default, skip_serializing_if = "TitlePage::is_empty")]
    pub title: TitlePage,
    /// How long who is kept.
    #[serde(default, skip_serializing_if = "Retention::is_empty")]
    pub retention: Retention,
    /// What holders declared as income.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub income: Vec<Income>,
    /// What national statistics ask and no bank record says.
    #[serde(default, skip_serializing_if = "ForStatistics::is_empty")]
    pub statistics: ForStatistics,
    /// Which acts take two people.
    #[serde(default, skip_serializing_if = "FourEyes::is_empty")]
    pub four_eyes: FourEyes,
}

/// What the first page of the dossier says of its making, each as whoever leads the case writes it; nothing checks it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitlePage {
    /// The number of the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// The service that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The officer who answers for the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
}

impl TitlePage {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What an earlier process left undone, found and finished when the case was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Files that were being written.
    pub unfinished_files: usize,
    /// Originals in `sources/` that nothing names: they were being added.
    pub unlisted_sources: usize,
}

/// An open case. While it is open no other process can open it.
#[derive(Debug)]
pub struct Case {
    folder: PathBuf,
    settings: Settings,
    sources: Vec<Source>,
    _lock: File,
}

impl Case {
    /// Opens a case, or makes it when the folder is not there or empty.
    ///
    /// # Errors
    /// [`LedgerError::NotACase`] for a folder with something else in it.
    pub fn open_or_make(folder: &Path) -> Result<(Self, Recovery), LedgerError> {
        let settings = folder.join("case.toml");
        if !settings.exists() && !is_free(folder) {
            return Err(not_a_case(folder, "the folder is not empty and has no case.toml; name a new folder"));
        }
        fs::create_dir_all(folder).map_err(LedgerError::io(folder))?;
        let lock = lock(folder)?;
        if !settings.exists() {
            let name = folder.file_name().map_or_else(|| "case".to_owned(), |name| name.to_string_lossy().into_owned());
            let made = Settings {
                name,
                base_currency: None,
                language: Language::default(),
                legal_basis: None,
                title: TitlePage::default(),
                retention: Retention::default(),
                income: Vec::new(),
                statistics: ForStatistics::default(),
                four_eyes: FourEyes::default(),
            };
            journal::append(&folder.join("journal.jsonl"), &[Act::CaseMade])?;
            save_settings(&settings, &made)?;
        }
        Self::open_locked(folder, lock)
    }

    /// Opens a case that is there, and clears away what an earlier process left half-written.
    ///
    /// # Errors
    /// [`LedgerError`] by whose fault; [`LedgerError::Busy`] when another process has it open.
    pub fn open(folder: &Path) -> Result<(Self, Recovery), LedgerError> {
        if !folder.join("case.toml").exists() {
            return Err(not_a_case(folder, "this is no case: it has no case.toml; `filature add CASE FILE` makes one"));
        }
        Self::open_locked(folder, lock(folder)?)
    }

    fn open_locked(folder: &Path, lock: File) -> Result<(Self, Recovery), LedgerError> {
        let path = folder.join("case.toml");
        let text = fs::read_to_string(&path).map_err(LedgerError::io(&path))?;
        let settings: Settings =
            toml::from_str(&text).map_err(|error| not_a_case(&path, &format!("it cannot be read: {error}")))?;
        let sources_folder = folder.join("sources");
        fs::create_dir_all(&sources_folder).map_err(LedgerError::io(&sources_folder))?;
        let sources = registry::read(folder)?;
        let origins = folder.join("traces").join("origins");
        let kept = folder.join("dossier").join("manifests");
        let kept_traces = kept.join("traces");
        let made = [folder.join("findings"), folder.join("traces"), origins, folder.join("dossier"), kept, kept_traces];
        let swept = [folder.to_owned(), sources_folder].into_iter().chain(made);
        let recovery = Recovery {
            unfinished_files: swept.map(|folder| atomic::sweep(&folder)).sum::<Result<usize, _>>()?,
            unlisted_sources: registry::sweep_unlisted(folder, &sources)?,
        };
        let mut case = Self { folder: folder.to_owned(), settings, sources, _lock: lock };
        erase::finish(&mut case)?;
        Ok((case, recovery))
    }

    /// Builds the ledger again where it does not hold for the sources; says whether that was so.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when an original is gone or changed.
    pub fn ensure_ledger(&self) -> Result<bool, LedgerError> {
        if self.sources.is_empty() || manifest::holds(self)? {
            return Ok(false);
        }
        build::build(self, Vec::new())?;
        Ok(true)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What a person said of the case.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The files as received, sorted by id.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Gives the case another name.
    ///
    /// # Errors
    /// The system's.
    pub fn rename(&mut self, name: &str) -> Result<(), LedgerError> {
        name.clone_into(&mut self.settings.name);
        save_settings(&self.folder.join("case.toml"), &self.settings)
    }

    /// Replaces what a person said of the case.
    pub(crate) fn set_settings(&mut self, settings: Settings) -> Result<(), LedgerError> {
        if settings == self.settings {
            return Ok(());
        }
        save_settings(&self.folder.join("case.toml"), &settings)?;
        self.settings = settings;
        Ok(())
    }

    /// A folder of the case, made when it is not there.
    ///
    /// # Errors
    /// The system's.
    pub fn subfolder(&self, name: &str) -> Result<PathBuf, LedgerError> {
        let path = self.folder.join(name);
        fs::create_dir_all(&path).map_err(LedgerError::io(&path))?;
        Ok(path)
    }

    /// Writes a file of the case whole or not at all. `name` is relative to the case.
    ///
    /// # Errors
    /// The system's.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(LedgerError::io(parent))?;
        }
        atomic::write_bytes(&path, bytes)
    }

    /// Removes a file of the case, where it is there. `name` is relative to the case.
    ///
    /// # Errors
    /// The system's.
    pub fn remove(&self, name: &str) -> Result<(), LedgerError> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LedgerError::io(&path)(error)),
            _ => Ok(()),
        }
    }

    /// The lines of the journal.
    ///
    /// # Errors
    /// The system's; a journal that does not hold together.
    pub fn journal(&self) -> Result<Vec<crate::Line>, LedgerError> {
        Ok(crate::read_journal(&self.folder.join("journal.jsonl"))?.0)
    }

    /// Makes sure that all is there that keeps erased persons out of what is built of the sources that still hold them.
    ///
    /// # Errors
    /// Something of it is missing, or is not what was written, and what to do.
    pub fn keeps_erased_persons_out(&self) -> Result<(), LedgerError> {
        erase::Filters::all(&self.folder, &self.journal()?).map(drop)
    }

    /// Adds lines to the journal.
    ///
    /// # Errors
    /// When the journal does not hold together, or the system's; where the case asks two people for one of the acts, for nobody stands behind
    /// it but who does it ([`Case::record_signed`]).
    pub fn record(&self, acts: &[Act]) -> Result<(), LedgerError> {
        self.record_signed(acts, &Signed::default())
    }

    /// The same, of what somebody signs: before each act for which the case asks two people, a line of the second.
    ///
    /// # Errors
    /// As [`Case::record`], where the second name or reason is missing, or the second person is the first.
    pub fn record_signed(&self, acts: &[Act], signed: &Signed) -> Result<(), LedgerError> {
        let acts = four_eyes::with_second(&self.settings, acts, signed)?;
        journal::append(&self.folder.join("journal.jsonl"), &acts)
    }

    /// Replaces the list of sources, sorted by id; `acts` are why, and go to the journal first, with the hash of the list.
    pub(crate) fn set_sources(&mut self, mut sources: Vec<Source>, mut acts: Vec<Act>) -> Result<(), LedgerError> {
        sources.sort_by_key(|source| source.id);
        let prepared = registry::prepare(&self.folder, &sources)?;
        let sha256 = prepared.sha256()?;
        let last = acts.iter_mut().rev().find_map(|act| match act {
            Act::SourceAdded { list, .. } => Some(list),
            _ => None,
        });
        match last {
            Some(list) => *list = Some(sha256),
            None => acts.push(Act::SourcesListed { sha256 }),
        }
        self.record(&acts)?;
        prepared.put_in_place()?;
        self.sources = sources;
        Ok(())
    }
}

/// Whether a case can be made in a folder: it is not there, or holds only what making one leaves.
fn is_free(folder: &Path) -> bool {
    let begun = |name: &str| {
        name == ".lock" || name == "journal.jsonl" || name == "journal.head" || name.ends_with(atomic::UNFINISHED)
    };
    fs::read_dir(folder)
        .map_or(true, |mut items| items.all(|item| item.is_ok_and(|item| begun(&item.file_name().to_string_lossy()))))
}

fn not_a_case(path: &Path, what: &str) -> LedgerError {
    LedgerError::NotACase { path: path.to_owned(), what: what.to_owned() }
}

pub(crate) fn save_settings(path: &Path, settings: &Settings) -> Result<(), LedgerError> {
    let text = toml::to_string(settings).map_err(|error| LedgerError::Bug(error.to_string()))?;
    atomic::write_bytes(path, text.as_bytes())
}

/// The lock goes with the process, so a killed one leaves none.
fn lock(folder: &Path) -> Result<File, LedgerError> {
    let path = folder.join(".lock");
    let file = File::create(&path).map_err(LedgerError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(LedgerError::Busy(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(LedgerError::io(&path)(error)),
    }
}
