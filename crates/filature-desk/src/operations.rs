//! What the verbs of the program do, for whoever is no verb: the binary implements it, so that nothing is written twice.

mod whole;

use std::path::{Path, PathBuf};

use filature_ledger::combine::Settlement;
use filature_ledger::erase::Order;
use filature_model::Language;
use serde_json::Value;

pub use self::whole::{EraseAsked, PackAsked, Secret};
use crate::jobs::Progress;

/// By whose fault an operation was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was asked is off.
    Call,
    /// The data stopped it.
    Data,
    /// Another program has the case open.
    Busy,
    /// Ours.
    Bug,
}

/// Why an operation was not done.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct OperationError {
    /// By whose fault.
    pub fault: Fault,
    /// What, where, and what to do, in English.
    pub message: String,
    /// The same in French, where it is known.
    pub french: Option<String>,
}

impl OperationError {
    /// An error that is known in English alone.
    pub fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self { fault, message: message.into(), french: None }
    }
}

/// What is said of a file that is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Who sent it.
    pub from: Option<String>,
    /// The day it was received.
    pub received: Option<String>,
    /// The request that it answers.
    pub request: Option<String>,
    /// Its exhibit reference.
    pub exhibit: Option<String>,
    /// `evidence`, `intelligence-only` or `consent-needed`.
    pub use_: Option<String>,
    /// The account that it is of, where it does not say.
    pub account: Option<String>,
    /// Whether a person confirmed the layout that was guessed, by its draft.
    pub confirm_layout: bool,
}

/// A trace to be made. Texts are those of the verb's own options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceAsked {
    /// `NAME=TX[:AMOUNT][,...]`
    pub claims: Vec<String>,
    /// `NAME=ACCOUNT[:FROM..TO]`
    pub takings: Vec<String>,
    /// `NAME=ACCOUNT[:FROM..TO]`
    pub paid_by: Vec<String>,
    /// What an account's balance or a payment is made of, instead.
    pub of: Option<String>,
    /// Rules; none means all.
    pub rules: Vec<String>,
    /// A currency, where several are possible.
    pub currency: Option<String>,
    /// The last day, inclusive.
    pub at: Option<String>,
    /// Accounts to follow no further.
    pub stop: Vec<String>,
    /// Pooled accounts to follow through.
    pub through: Vec<String>,
    /// `DEBIT=CREDIT` and why.
    pub links: Vec<(String, String)>,
    /// `CLAIM=TX[:WORTH]` and why.
    pub elections: Vec<(String, String)>,
    /// Ask how much reached these.
    pub to: Vec<String>,
    /// How many paths are kept of each amount.
    pub paths: Option<String>,
    /// What to call it.
    pub name: Option<String>,
}

/// A dossier to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DossierAsked {
    /// `html`, `pdf`, …
    pub forms: Vec<String>,
    /// `en`, `fr`; none means both.
    pub languages: Vec<String>,
    /// Names of traces; none means all.
    pub traces: Vec<String>,
    /// Whether names and payment texts are shown.
    pub names: bool,
    /// For whom it is: `defence`, `partner`, `victim-lawyer`, `press`.
    pub profile: Option<String>,
    /// Accounts of the victim whose lawyer reads it.
    pub of: Vec<String>,
    /// What the press's dossier is called.
    pub title: Option<String>,
    /// Ids of leads; none means all.
    pub leads: Vec<String>,
    /// Its parts; none means all.
    pub parts: Vec<String>,
    /// Accounts whose holders' profiles are parts of it, and the days of these.
    pub profiles: Vec<String>,
    /// The first day of the profiles.
    pub profiles_from: Option<String>,
    /// The last day of the profiles.
    pub profiles_to: Option<String>,
    /// Who writes it with whom, where the case asks for two.
    pub signed: filature_ledger::four_eyes::Signed,
}

/// A row of a figure of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRow {
    /// The transaction.
    pub transaction: String,
    /// The account on which it stands.
    pub account: String,
    /// Whether it came in there.
    pub is_credit: bool,
}

/// The verbs, each opening the case by itself and leaving it closed.
pub trait Operations: Send + Sync {
    /// Adds files; gives what became of each, in their order, as `add --json` does.
    ///
    /// # Errors
    /// [`OperationError`]; then none was added.
    fn add(
        &self,
        case: &Path,
        files: &[PathBuf],
        said: &Provenance,
        progress: &Progress,
    ) -> Result<Vec<Value>, OperationError>;

    /// Detects and joins leads; gives how many there are.
    ///
    /// # Errors
    /// [`OperationError`]
    fn detect(&self, case: &Path, progress: &Progress) -> Result<Value, OperationError>;

    /// Follows claims; gives the name of the trace.
    ///
    /// # Errors
    /// [`OperationError`]
    fn trace(&self, case: &Path, asked: &TraceAsked, progress: &Progress) -> Result<Value, OperationError>;

    /// Writes a dossier; gives its files.
    ///
    /// # Errors
    /// [`OperationError`]
    fn dossier(&self, case: &Path, asked: &DossierAsked, progress: &Progress) -> Result<Value, OperationError>;

    /// The page that a dossier would be, without writing or recording anything.
    ///
    /// # Errors
    /// [`OperationError`]
    fn preview(&self, case: &Path, asked: &DossierAsked) -> Result<String, OperationError>;

    /// What is new, changed or gone since a dossier that the case wrote, or since a day: `[{"heading","items"}]`, in words.
    ///
    /// # Errors
    /// [`OperationError`]
    fn changes(&self, case: &Path, since: &str, language: Language) -> Result<Value, OperationError>;

    /// Which accounts nobody asked for and may matter, the best ground first: as `requests --json` does under `to_ask`.
    ///
    /// # Errors
    /// [`OperationError`]
    fn to_ask(&self, case: &Path) -> Result<Value, OperationError>;

    /// What a dossier can be: profiles, forms, parts, languages.
    fn dossier_options(&self) -> Value;

    /// Accounts that may be one holder's by what the files say, where nobody has said so, and what is worth knowing of two: as `merge --json`
    /// does, under `found`.
    fn proposals(&self, ledger: &filature_ledger::Ledger, holders: &filature_ledger::holders::Holders) -> Value;

    /// What an account, or all accounts of its holder, did: as `profile --json` does, without the ids of rows.
    ///
    /// # Errors
    /// [`OperationError`]
    fn profile(&self, case: &Path, account: &str, names: bool) -> Result<Value, OperationError>;

    /// What an archive of the case would hold that no dossier shows: as numbers of sources that are not evidence and of accounts of whom is
    /// protected.
    ///
    /// # Errors
    /// [`OperationError`]
    fn sending(&self, case: &Path) -> Result<Value, OperationError>;

    /// Writes the case as an encrypted archive; gives what `pack --json` does.
    ///
    /// # Errors
    /// [`OperationError`]; then there is no archive.
    fn pack(&self, case: &Path, asked: &PackAsked, progress: &Progress) -> Result<Value, OperationError>;

    /// What is due on a day, or today: as `erase --due --json` does.
    ///
    /// # Errors
    /// [`OperationError`]
    fn due(&self, case: &Path, on: Option<&str>) -> Result<Value, OperationError>;

    /// What erasing would remove: as `erase --dry-run --json` does. Nothing is removed.
    ///
    /// # Errors
    /// [`OperationError`]
    fn erasing(&self, case: &Path, asked: &EraseAsked) -> Result<Value, OperationError>;

    /// Erases; gives what `erase --json` does, with the line of the journal that stays, as `tombstone`.
    ///
    /// # Errors
    /// [`OperationError`]
    fn erase(&self, case: &Path, asked: &EraseAsked, order: &Order) -> Result<Value, OperationError>;

    /// What combining with another copy would come to: as `combine --dry-run --json` does, with the lines that would be taken over, as `taken`.
    ///
    /// # Errors
    /// [`OperationError`]
    fn combining(&self, case: &Path, with: &Path) -> Result<Value, OperationError>;

    /// Combines another copy into the case; gives what `combine --json` does.
    ///
    /// # Errors
    /// [`OperationError`]; where something is still to be settled, nothing was done.
    fn combine(&self, case: &Path, with: &Path, said: &Settlement) -> Result<Value, OperationError>;

    /// The rows of one figure of a profile, by the name that the profile gives it.
    ///
    /// # Errors
    /// [`OperationError`]
    fn profile_rows(&self, case: &Path, account: &str, figure: &str) -> Result<Vec<ProfileRow>, OperationError>;

    /// Decides on a category, by its rules.
    ///
    /// # Errors
    /// [`OperationError`]
    fn category(
        &self,
        case: &Path,
        decision: &filature_ledger::categories::Decision,
        second_reason: Option<&str>,
    ) -> Result<(), OperationError>;
}
