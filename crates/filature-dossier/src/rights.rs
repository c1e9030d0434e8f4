//! For whom a dossier is made, whom it must not show, and what was withheld before it was made.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::SourceId;
use jiff::civil::Date;

/// Who reads a dossier. What each may see is in `redact.rs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The judge and all parties: what a judge is given, the defence reads.
    #[default]
    Defence,
    /// Another service.
    Partner,
    /// The lawyer of one victim.
    VictimLawyer {
        /// Keys of the victim's accounts.
        of: BTreeSet<String>,
    },
    /// The press.
    Press {
        /// What the dossier is called, in place of the name of the case.
        title: Option<String>,
    },
}

impl Profile {
    /// Whether it needs a key: who stands under a pseudonym must not be found by trying.
    pub fn needs_key(&self) -> bool {
        *self != Self::Defence
    }

    /// Whether the press reads it.
    pub fn is_press(&self) -> bool {
        matches!(self, Self::Press { .. })
    }

    /// The word in names of files and on the command line.
    ///
    /// ```
    /// use filature_dossier::Profile;
    /// assert_eq!(Profile::Press { title: None }.word(), "press");
    /// ```
    pub fn word(&self) -> &'static str {
        match self {
            Self::Defence => "defence",
            Self::Partner => "partner",
            Self::VictimLawyer { .. } => "victim-lawyer",
            Self::Press { .. } => "press",
        }
    }
}

/// What a dossier must not show, and to whom.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// Who reads it.
    pub profile: Profile,
    /// The key of this export, from which the order of pseudonyms derives, and nothing else. It stands in no document.
    pub key: Option<[u8; 32]>,
    /// Keys of accounts whose holders a person has called victims or possible victims.
    pub victims: BTreeSet<String>,
    /// Keys of accounts of protected people, each with the first day that is shown nowhere.
    pub protected: BTreeMap<String, Date>,
    /// What the caller took out already to protect them.
    pub withheld: Withheld,
    /// What the whole case calls people and places.
    pub known: Known,
}

/// Takes out of texts what no reader may be given: names and places that only withheld rows or intelligence give, and the names of victims.
///
/// ```
/// use filature_dossier::{Known, Rights, Texts};
/// let names = [(None, "Mira Kostova".to_owned())].into();
/// let rights = Rights { known: Known { names, ..Known::default() }, ..Rights::default() };
/// assert_eq!(Texts::of(&rights).clean("case of Kostova"), "case of Kostova");
/// assert_eq!(Texts::in_initials(&rights).clean("case of Kostova"), "case of M.\u{a0}K.");
/// ```
#[derive(Debug)]
pub struct Texts(crate::redact::Scrubber);

impl Texts {
    /// With what the case knows.
    pub fn of(rights: &Rights) -> Self {
        Self(crate::redact::scrubber(rights, true))
    }

    /// With all names as initials.
    pub fn in_initials(rights: &Rights) -> Self {
        Self(crate::redact::scrubber(rights, false))
    }

    /// With something else in the place of these accounts, however they are spaced and cut, and no IBAN of any other.
    ///
    /// ```
    /// use filature_dossier::{Rights, Texts};
    /// let masked = [("FR7699999000010000000000115", "FR76…0115")];
    /// let texts = Texts::in_initials(&Rights::default()).masking(masked.into_iter());
    /// assert_eq!(texts.clean("see FR76 9999 9000 0100 0000 0000 115!"), "see FR76…0115!");
    /// ```
    #[must_use]
    pub fn masking<'a>(self, accounts: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self(self.0.masking(accounts))
    }

    /// The text without it.
    pub fn clean(&self, text: &str) -> String {
        self.0.clean(text)
    }
}

/// Whom and what the whole case names, whether or not the content relies on it. It is there for texts to be held against; it is never shown.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Names that may be shown in some form, each with the account that it stands beside.
    pub names: BTreeSet<(Option<String>, String)>,
    /// Keys of accounts that may be shown.
    pub accounts: BTreeSet<String>,
    /// Addresses, towns and the like of accounts, and of rows where there is no account.
    pub places: BTreeSet<(Option<String>, String)>,
    /// Telephones, likewise.
    pub telephones: BTreeSet<(Option<String>, String)>,
    /// Names of people that nothing which may be shown names: they are withheld, or known by intelligence alone.
    pub gone_names: BTreeSet<String>,
    /// Places, likewise.
    pub gone_places: BTreeSet<String>,
    /// Telephones, likewise.
    pub gone_telephones: BTreeSet<String>,
    /// Accounts, likewise.
    pub gone_accounts: BTreeSet<String>,
}

/// What was taken out to protect people before the content was made. It is there for texts to be held against; it is never shown.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    /// How much of it.
    pub counts: Counts,
    /// Transactions.
    pub transactions: BTreeSet<String>,
    /// Accounts known by these transactions alone.
    pub accounts: BTreeSet<String>,
    /// Accounts of these transactions, with the first such day.
    pub touched: BTreeMap<String, Date>,
    /// Files of which nothing else is left.
    pub sources: BTreeSet<SourceId>,
    /// Files that hold such rows, with the first such day.
    pub files: BTreeMap<SourceId, Date>,
    /// Words of these rows that stand nowhere else.
    pub terms: BTreeSet<String>,
}

/// How much was withheld to protect people, and nothing else of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries.
    pub rows: u64,
    /// Files of which nothing is left.
    pub sources: u64,
    /// Statements.
    pub statements: u64,
    /// Problems.
    pub problems: u64,
    /// Findings.
    pub findings: u64,
    /// Traces.
    pub traces: u64,
    /// Leads.
    pub leads: u64,
}
