//! The other copy, which is read and never written to.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use filature_model::Source;

use super::CombineError;
use crate::journal::{Line, hash_hex, read_journal};
use crate::{LedgerError, Settings, registry};

/// Another copy of a case. As long as it is held, no other filature works on it.
#[derive(Debug)]
pub struct Other {
    pub(super) folder: PathBuf,
    pub(super) lines: Vec<Line>,
    pub(super) head: String,
    pub(super) sources: Vec<Source>,
    settings: Settings,
    _lock: Option<File>,
}

impl Other {
    /// Reads it.
    ///
    /// # Errors
    /// It is no case, another filature works on it, its journal does not hold together, or it was written by a version that says more in
    /// its lines than this one understands.
    pub fn read(folder: &Path) -> Result<Self, CombineError> {
        let at = |what: &str, path: PathBuf| CombineError::Other { path, what: what.to_owned() };
        let settings = folder.join("case.toml");
        let text = std::fs::read_to_string(&settings)
            .map_err(|cause| CombineError::NoCase { path: settings.clone(), cause })?;
        let settings = toml::from_str(&text).map_err(|error| at(&format!("it cannot be read ({error})"), settings))?;
        let lock = File::open(folder.join(".lock")).ok();
        if let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
            return Err(LedgerError::Busy(folder.to_owned()).into());
        }
        let path = folder.join("journal.jsonl");
        let (lines, head) = read_journal(&path)?;
        // A line in which somebody was erased is held by the line that erased them.
        for line in lines.iter().filter(|line| line.was.is_none()) {
            let raw = serde_json::to_string(line).map_err(|error| LedgerError::Bug(error.to_string()))?;
            if Line::hash_of(&lines, &head, line.line).is_none_or(|hash| hash != hash_hex(raw.as_bytes())) {
                let what = format!(
                    "line {} says more than this version reads; combine with the newer of the two versions",
                    line.line
                );
                return Err(at(&what, path));
            }
        }
        let sources = registry::read(folder)?;
        Ok(Self { folder: folder.to_owned(), lines, head, sources, settings, _lock: lock })
    }

    /// What a person said of that copy.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn hash(&self, line: &Line) -> String {
        Line::hash_of(&self.lines, &self.head, line.line).unwrap_or_default()
    }
}
