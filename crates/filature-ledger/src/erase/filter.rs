//! By what an erased person is kept out of the ledger, without their names standing anywhere.

mod apply;
mod sieve;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use filature_model::naming::{Written, close_spelling};
use filature_model::{AccountId, Source};
use serde::{Deserialize, Serialize};

use self::sieve::{Marks, Quick};
use super::redact::ERASED;
use crate::build::Segment;
use crate::journal::{Act, Line, hash_hex};
use crate::{LedgerError, atomic};

/// The folder of the filters.
pub const FOLDER: &str = "erasures";
/// So many hexadecimal digits of a hash are kept: enough that no other text has them by chance.
const DIGITS: usize = 32;
/// So many digits of a source's hash are its id.
const ID_DIGITS: usize = 12;

/// The filter of one erasure: hashes of what the person is known by, each with a salt that is chance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The id of the erasure.
    pub erasure: String,
    /// Chance, in hexadecimal digits.
    pub salt: String,
    /// SHA-256 of the sources that still hold the person.
    pub sources: BTreeSet<String>,
    /// Files of the case that are still to be removed, as long as the erasure is not finished.
    pub to_remove: BTreeSet<String>,
    /// Keys of accounts.
    pub accounts: BTreeSet<String>,
    /// What is looked for in one piece over spaces and signs, by its number of letters.
    pub within: BTreeMap<usize, BTreeSet<String>>,
    /// What is looked for as a word, or several that follow each other.
    pub whole: BTreeSet<String>,
    /// What is all that a text says.
    pub lone: BTreeSet<String>,
    /// What of these is looked for first.
    #[serde(skip)]
    pub(super) sieve: Sieve,
}

/// The cheap hashes of a filter, once they were asked for; it is what the rest says, and says nothing of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve(OnceLock<(Quick, BTreeMap<usize, Marks>, Marks, Marks)>);

impl PartialEq for Sieve {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Sieve {}

impl Filter {
    /// One that keeps nothing out yet.
    pub fn new(erasure: String, salt: String) -> Self {
        let (sources, to_remove, accounts, within, whole, lone, sieve) = Default::default();
        Self { erasure, salt, sources, to_remove, accounts, within, whole, lone, sieve }
    }

    /// Keeps an account out.
    pub fn account(&mut self, key: &AccountId) {
        let hash = self.hash(key.as_str());
        self.accounts.insert(hash);
    }

    /// Keeps out every text that holds these letters in one piece.
    pub fn within(&mut self, letters: &str) {
        // Of no letters, every text has some.
        let (length, hash) = (letters.chars().count().max(1), self.marked(letters));
        self.within.entry(length).or_default().insert(hash);
        self.sieve = Sieve::default();
    }

    /// Keeps out every text that holds these letters as words of their own.
    pub fn whole(&mut self, letters: &str) {
        let hash = self.marked(letters);
        self.whole.insert(hash);
        self.sieve = Sieve::default();
    }

    /// Keeps out every text that is these letters and nothing else.
    pub fn lone(&mut self, letters: &str) {
        let hash = self.marked(letters);
        self.lone.insert(hash);
        self.sieve = Sieve::default();
    }

    /// SHA-256 of what it keeps out: that does not change while sources go.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn sha256(&self) -> Result<String, LedgerError> {
        let fixed = Self { sources: BTreeSet::new(), to_remove: BTreeSet::new(), ..self.clone() };
        let text = serde_json::to_string(&fixed).map_err(|error| LedgerError::Bug(error.to_string()))?;
        Ok(hash_hex(text.as_bytes()))
    }

    /// Writes it whole.
    ///
    /// # Errors
    /// The system's.
    pub fn save(&self, folder: &Path) -> Result<(), LedgerError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| LedgerError::Bug(error.to_string()))?;
        let path = path(folder, &self.erasure);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(LedgerError::io(parent))?;
        }
        atomic::write_bytes(&path, format!("{text}\n").as_bytes())
    }

    fn hash(&self, text: &str) -> String {
        let mut digits = hash_hex(format!("{}\n{text}", self.salt).as_bytes());
        digits.truncate(DIGITS);
        digits
    }

    /// The hash of letters, its cheap one before it.
    fn marked(&self, letters: &str) -> String {
        format!("{:04x}{}", Quick::of(&self.salt).hash(letters.chars()), self.hash(letters))
    }

    fn sieve(&self) -> &(Quick, BTreeMap<usize, Marks>, Marks, Marks) {
        self.sieve.0.get_or_init(|| {
            let within = self.within.iter().map(|(&length, hashes)| (length, Marks::of(hashes))).collect();
            (Quick::of(&self.salt), within, Marks::of(&self.whole), Marks::of(&self.lone))
        })
    }

    /// Whether this is the key of an account of theirs.
    pub fn is_account(&self, key: &str) -> bool {
        self.accounts.contains(&self.hash(AccountId::written(key).as_str()))
    }

    /// Whether a text names the person.
    pub fn is_in(&self, text: &str) -> bool {
        let written = Written::of(text);
        let letters: Vec<char> = written.letters().iter().map(|letter| letter.letter).collect();
        let plain: Vec<char> = letters.iter().copied().filter(|letter| !letter.is_ascii_digit()).collect();
        let close: Vec<char> = close_spelling(&plain.iter().collect::<String>()).chars().collect();
        let (quick, within, whole, lone) = self.sieve();
        let in_one_piece = self.within.iter().zip(within.values()).any(|((&length, hashes), marks)| {
            [&letters, &plain, &close].into_iter().any(|letters| {
                let mut windows = quick.windows(letters, length, marks);
                windows.any(|window| hashes.contains(&self.marked(&window.iter().collect::<String>())))
            })
        });
        let is_all =
            || lone.has(quick.hash(written.glued().chars())) && self.lone.contains(&self.marked(written.glued()));
        in_one_piece || is_all() || self.holds_words(&written, *quick, whole)
    }

    /// The same, slowly: every window is hashed in full.
    #[cfg(test)]
    pub fn is_in_by_every_window(&self, text: &str) -> bool {
        let written = Written::of(text);
        let letters: Vec<char> = written.letters().iter().map(|letter| letter.letter).collect();
        let plain: String = letters.iter().filter(|letter| !letter.is_ascii_digit()).collect();
        let forms = [letters.iter().collect::<String>(), plain.clone(), close_spelling(&plain)];
        let is_within = |hash: &String| self.within.values().any(|hashes| hashes.contains(hash));
        let windows = forms.iter().flat_map(|form| {
            let form: Vec<char> = form.chars().collect();
            let lengths = self.within.keys().copied().collect::<Vec<usize>>().into_iter();
            lengths.flat_map(move |length| form.windows(length).map(String::from_iter).collect::<Vec<String>>())
        });
        let words: Vec<String> =
            written.letters().chunk_by(|a, b| a.word == b.word).map(|w| w.iter().map(|l| l.letter).collect()).collect();
        let mut runs = (1..=4).flat_map(|count| words.windows(count).map(<[String]>::concat));
        windows.map(|window| self.marked(&window)).any(|hash| is_within(&hash))
            || self.lone.contains(&self.marked(written.glued()))
            || runs.any(|run| self.whole.contains(&self.marked(&run)))
    }

    /// Whether words that follow each other, up to four, are what is looked for.
    fn holds_words(&self, written: &Written, quick: Quick, whole: &Marks) -> bool {
        const MOST_WORDS: usize = 4;
        if self.whole.is_empty() {
            return false;
        }
        let words: Vec<String> = written
            .letters()
            .chunk_by(|one, other| one.word == other.word)
            .map(|word| word.iter().map(|letter| letter.letter).collect())
            .collect();
        let is_looked_for = |words: &[String]| {
            whole.has(quick.hash(words.iter().flat_map(|word| word.chars())))
                && self.whole.contains(&self.marked(&words.concat()))
        };
        (1..=MOST_WORDS).any(|count| words.windows(count).any(is_looked_for))
    }
}

/// The filters of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters(pub Vec<Filter>);

impl Filters {
    /// Those of a case, by id.
    ///
    /// # Errors
    /// One that cannot be read: without it the person would be back.
    pub fn of(folder: &Path) -> Result<Self, LedgerError> {
        let mut filters = Vec::new();
        for path in paths(folder)? {
            let bytes = fs::read(&path).map_err(LedgerError::io(&path))?;
            filters.push(serde_json::from_slice(&bytes).map_err(|error| LedgerError::Damaged {
                path: path.clone(),
                what: format!(
                    "it cannot be read ({error}), and keeps an erased person out: restore it from a copy of the case"
                ),
            })?);
        }
        Ok(Self(filters))
    }

    /// Those of a case: none of them is missing that its journal says must be there, and each is what it says.
    ///
    /// # Errors
    /// One that cannot be read, is missing, or is not what was written: without it the person would be back.
    pub fn all(folder: &Path, lines: &[Line]) -> Result<Self, LedgerError> {
        let filters = Self::of(folder)?;
        let wrong = filters.missing(lines).into_iter().chain(filters.changed(lines)?).next();
        match wrong {
            None => Ok(filters),
            Some((erasure, what)) => Err(LedgerError::Damaged { path: path(folder, &erasure), what }),
        }
    }

    /// Erasures whose filter is not what was written; each with what to do.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn changed(&self, lines: &[Line]) -> Result<BTreeMap<String, String>, LedgerError> {
        let said: BTreeMap<&str, &str> = lines
            .iter()
            .filter_map(|line| match &line.act {
                Act::PersonErased { erasure, sha256, .. } => Some((erasure.as_str(), sha256.as_str())),
                _ => None,
            })
            .collect();
        let mut changed = BTreeMap::new();
        for filter in &self.0 {
            if said.get(filter.erasure.as_str()) != Some(&filter.sha256()?.as_str()) {
                let what =
                    "it is not what was written to keep an erased person out; restore it from a copy of the case";
                changed.insert(filter.erasure.clone(), what.to_owned());
            }
        }
        Ok(changed)
    }

    /// Erasures of which nothing is there to keep the person out, and a source still holds them; each with what to do.
    pub fn missing(&self, lines: &[Line]) -> BTreeMap<String, String> {
        let is_there = |erasure: &str| self.0.iter().any(|filter| filter.erasure == erasure);
        let say = |(erasure, sources): (&str, BTreeSet<&str>)| {
            let ids: Vec<&str> = sources.iter().map(|sha256| sha256.get(..ID_DIGITS).unwrap_or(sha256)).collect();
            let what = format!(
                "it is missing, and keeps an erased person out of what is built of the sources that still hold them ({}): restore it from a \
                 copy of the case, or remove these sources with `filature erase CASE --source`",
                ids.join(", ")
            );
            (erasure.to_owned(), what)
        };
        holding(lines).into_iter().filter(|(erasure, _)| !is_there(erasure)).map(say).collect()
    }

    /// The identity of them, where there are any: the ledger rests on it.
    ///
    /// # Errors
    /// The system's.
    pub fn sha256(folder: &Path) -> Result<Option<String>, LedgerError> {
        let mut all = String::new();
        for filter in Self::of(folder)?.0 {
            all.push_str(&filter.sha256()?);
        }
        Ok((!all.is_empty()).then(|| hash_hex(all.as_bytes())))
    }

    /// Takes the persons out of what a source gave. Says whether anything was taken out.
    ///
    /// # Errors
    /// The system's.
    pub fn apply(&self, segment: &mut Segment) -> Result<bool, LedgerError> {
        let mut is_touched = false;
        for filter in &self.0 {
            is_touched |= filter.apply(segment)?;
        }
        Ok(is_touched)
    }

    /// Takes the persons out of what is said of a source: its name, and what was written down of it.
    pub fn apply_to_source(&self, source: &mut Source) -> bool {
        let is_in = |text: &String| self.0.iter().any(|filter| filter.is_in(text));
        let mut is_touched = false;
        if is_in(&source.name) {
            ERASED.clone_into(&mut source.name);
            is_touched = true;
        }
        for said in [&mut source.from, &mut source.request, &mut source.exhibit] {
            if said.as_ref().is_some_and(is_in) {
                *said = Some(ERASED.to_owned());
                is_touched = true;
            }
        }
        is_touched
    }
}

/// Which sources hold the person of each erasure, by SHA-256, as the journal says; none of those whose last source is gone, and whose
/// filter went with it.
pub fn holding(lines: &[Line]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut holding: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in lines {
        match &line.act {
            Act::PersonErased { erasure, held_by, .. } => {
                holding.insert(erasure, held_by.iter().map(String::as_str).collect());
            }
            Act::SourceAdded { sha256, keeps_out, .. } => {
                for (_, sources) in holding.iter_mut().filter(|(erasure, _)| keeps_out.contains(**erasure)) {
                    sources.insert(sha256);
                }
            }
            Act::SourceErased { sha256, .. } => {
                for sources in holding.values_mut() {
                    sources.remove(sha256.as_str());
                }
            }
            _ => continue,
        }
        holding.retain(|_, sources| !sources.is_empty());
    }
    holding
}

/// Removes a filter, and the folder with the last one.
///
/// # Errors
/// The system's.
pub fn remove(folder: &Path, erasure: &str) -> Result<(), LedgerError> {
    let path = path(folder, erasure);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(LedgerError::io(&path)(error)),
        _ => {}
    }
    // Another filter may still be there: then the folder stays, which is no fault.
    let _ = fs::remove_dir(folder.join(FOLDER));
    Ok(())
}

/// Where a filter stands.
pub fn path(folder: &Path, erasure: &str) -> PathBuf {
    folder.join(FOLDER).join(format!("{erasure}.json"))
}

fn paths(folder: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let folder = folder.join(FOLDER);
    let listing = match fs::read_dir(&folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(LedgerError::io(&folder)(error)),
    };
    let mut paths = Vec::new();
    for item in listing {
        let path = item.map_err(LedgerError::io(&folder))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
