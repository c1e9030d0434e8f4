//! By what an erased person is kept out of the ledger, without their names standing anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, new_null_array};
use arrow_select::filter::filter_record_batch;
use filature_model::naming::{Written, close_spelling};
use filature_model::{Account, AccountId, Problem, Source, Statement};
use serde::{Deserialize, Serialize};

use super::redact::ERASED;
use crate::build::{Entries, Segment};
use crate::journal::hash_hex;
use crate::tables::Row;
use crate::{LedgerError, atomic};

/// The folder of the filters.
pub const FOLDER: &str = "erasures";
/// So many hexadecimal digits of a hash are kept: enough that no other text has them by chance.
const DIGITS: usize = 32;
/// Text columns in which a person can stand beside the accounts and names.
const FREE: [&str; 5] = ["transaction", "city", "terminal", "text", "reference"];

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
}

impl Filter {
    /// One that keeps nothing out yet.
    pub fn new(erasure: String, salt: String) -> Self {
        let (sources, to_remove, accounts, within, whole, lone) = Default::default();
        Self { erasure, salt, sources, to_remove, accounts, within, whole, lone }
    }

    /// Keeps an account out.
    pub fn account(&mut self, key: &AccountId) {
        let hash = self.hash(key.as_str());
        self.accounts.insert(hash);
    }

    /// Keeps out every text that holds these letters in one piece.
    pub fn within(&mut self, letters: &str) {
        // Of no letters, every text has some.
        let (length, hash) = (letters.chars().count().max(1), self.hash(letters));
        self.within.entry(length).or_default().insert(hash);
    }

    /// Keeps out every text that holds these letters as words of their own.
    pub fn whole(&mut self, letters: &str) {
        let hash = self.hash(letters);
        self.whole.insert(hash);
    }

    /// Keeps out every text that is these letters and nothing else.
    pub fn lone(&mut self, letters: &str) {
        let hash = self.hash(letters);
        self.lone.insert(hash);
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
        let in_one_piece = self.within.iter().any(|(&length, hashes)| {
            [&letters, &plain, &close].into_iter().any(|letters| {
                letters.windows(length).any(|window| hashes.contains(&self.hash(&window.iter().collect::<String>())))
            })
        });
        in_one_piece || self.lone.contains(&self.hash(written.glued())) || self.holds_words(&written)
    }

    /// Whether words that follow each other, up to four, are what is looked for.
    fn holds_words(&self, written: &Written) -> bool {
        const MOST_WORDS: usize = 4;
        if self.whole.is_empty() {
            return false;
        }
        let words: Vec<String> = written
            .letters()
            .chunk_by(|one, other| one.word == other.word)
            .map(|word| word.iter().map(|letter| letter.letter).collect())
            .collect();
        (1..=MOST_WORDS)
            .any(|count| words.windows(count).any(|window| self.whole.contains(&self.hash(&window.concat()))))
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

impl Filter {
    fn apply(&self, segment: &mut Segment) -> Result<bool, LedgerError> {
        if let Entries::Packed(packed) = &segment.entries {
            segment.entries = Entries::Held(packed.open()?);
        }
        let own: BTreeSet<u32> = segment
            .statements
            .iter()
            .filter(|known| self.is_account(known.account.as_str()))
            .map(|known| known.ordinal)
            .collect();
        let mut is_touched = !own.is_empty();
        segment.statements.retain(|statement| !own.contains(&statement.ordinal));
        for statement in &mut segment.statements {
            is_touched |= self.blank_statement(statement);
        }
        let mut gone = BTreeSet::new();
        for batch in segment.entries.held_mut() {
            if let Some(left) = self.left_of(batch, &own, &mut gone)? {
                *batch = left;
                is_touched = true;
            }
        }
        let listed = segment.accounts.len();
        segment.accounts.retain(|account| !self.is_account(account.id.as_str()));
        is_touched |= listed != segment.accounts.len();
        for account in &mut segment.accounts {
            is_touched |= self.blank_account(account);
        }
        segment.problems.retain(|problem| !problem.place.row.is_some_and(|row| gone.contains(&row)));
        for problem in &mut segment.problems {
            is_touched |= self.blank_problem(problem);
        }
        Ok(is_touched)
    }

    fn blank_statement(&self, statement: &mut Statement) -> bool {
        let mut is_touched = false;
        for text in [&mut statement.holder, &mut statement.number] {
            is_touched |= self.blank(text);
        }
        is_touched
    }

    fn blank_account(&self, account: &mut Account) -> bool {
        let mut is_touched = false;
        let Account { holder, address, phone, email, device, introducer, signatories, .. } = account;
        for text in [holder, address, phone, email, device, introducer, signatories] {
            is_touched |= self.blank(text);
        }
        is_touched
    }

    fn blank_problem(&self, problem: &mut Problem) -> bool {
        let mut is_touched = false;
        for text in [&mut problem.found, &mut problem.expected] {
            if self.is_in(text) {
                ERASED.clone_into(text);
                is_touched = true;
            }
        }
        is_touched
    }

    /// Empties a field that names the person. It is not filled with a word: two fields with one word would look like one person.
    fn blank(&self, text: &mut Option<String>) -> bool {
        let is_in = text.as_deref().is_some_and(|text| self.is_in(text));
        if is_in {
            *text = None;
        }
        is_in
    }

    /// The rows that stay, with the person taken out of them; none where nothing changes. The amounts of another's statement stay, so
    /// that it foots.
    fn left_of(
        &self,
        batch: &RecordBatch,
        own: &BTreeSet<u32>,
        gone: &mut BTreeSet<u32>,
    ) -> Result<Option<RecordBatch>, LedgerError> {
        let rows = batch.num_rows();
        let (mut stays, mut blank) = (vec![true; rows], BTreeMap::<&str, BTreeSet<usize>>::new());
        for at in 0..rows {
            let row = Row { batch, at };
            let is_own = row.u32("statement").is_some_and(|statement| own.contains(&statement));
            let sides = ["debtor", "creditor"].map(|side| row.text(side).is_some_and(|key| self.is_account(key)));
            let other = ["debtor", "creditor"].iter().zip(sides).any(|(side, is)| !is && row.text(side).is_some());
            if is_own || (sides.contains(&true) && !other && row.u32("statement").is_none()) {
                if let (Some(is_left), Some(number)) = (stays.get_mut(at), row.u32("row")) {
                    *is_left = false;
                    gone.insert(number);
                }
                continue;
            }
            for (side, is_person) in SIDES.iter().zip(sides) {
                let by_name =
                    side.iter().skip(1).take(3).any(|column| row.text(column).is_some_and(|text| self.is_in(text)));
                let columns: &[&str] = match (is_person, by_name) {
                    (true, _) => side,
                    (false, true) => side.get(1..4).unwrap_or_default(),
                    _ => &[],
                };
                for &column in columns {
                    blank.entry(column).or_default().insert(at);
                }
            }
            for column in FREE {
                if row.text(column).is_some_and(|text| self.is_in(text)) {
                    blank.entry(column).or_default().insert(at);
                }
            }
        }
        if stays.iter().all(|stays| *stays) && blank.is_empty() {
            return Ok(None);
        }
        let blanked = blanked(batch, &blank)?;
        Ok(Some(filter_record_batch(&blanked, &BooleanArray::from(stays))?))
    }
}

/// What of a row is a side's: the account, then what names its holder, then what is known of it.
const SIDES: [[&str; 6]; 2] = [
    ["debtor", "debtor_name", "debtor_document", "debtor_phone", "debtor_country", "debtor_balance_minor"],
    ["creditor", "creditor_name", "creditor_document", "creditor_phone", "creditor_country", "creditor_balance_minor"],
];

/// The batch with these fields emptied; a text says that it was.
fn blanked(batch: &RecordBatch, blank: &BTreeMap<&str, BTreeSet<usize>>) -> Result<RecordBatch, LedgerError> {
    let schema = batch.schema();
    let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
    for (field, column) in schema.fields().iter().zip(&mut columns) {
        let Some(rows) = blank.get(field.name().as_str()) else { continue };
        let keep: BooleanArray = (0..batch.num_rows()).map(|at| Some(!rows.contains(&at))).collect();
        *column = if field.name() == "text" {
            let texts = (0..batch.num_rows()).map(|at| {
                let row = Row { batch, at };
                if rows.contains(&at) { Some(ERASED) } else { row.text("text") }
            });
            Arc::new(texts.collect::<StringArray>())
        } else {
            let nothing = new_null_array(column.data_type(), column.len());
            arrow_select::zip::zip(&keep, column, &nothing)?
        };
    }
    Ok(RecordBatch::try_new(schema, columns)?)
}
