use serde::{Deserialize, Serialize};

use crate::SourceId;

/// What a source may be used for. What rests on intelligence is marked everywhere and never rendered in a
/// dossier, unless its sender agrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceUse {
    /// May be shown to a court.
    #[default]
    Evidence,
    /// A report of suspicion or an intelligence unit's note: for the investigator's eyes.
    IntelligenceOnly,
    /// May be used once its sender agrees; until then as intelligence.
    ConsentNeeded,
}

impl SourceUse {
    /// The word of the command line and of the files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::IntelligenceOnly => "intelligence-only",
            Self::ConsentNeeded => "consent-needed",
        }
    }

    /// The use of a word; none where no use has it.
    ///
    /// ```
    /// use filature_model::SourceUse;
    /// assert_eq!(SourceUse::from_word("consent-needed"), Some(SourceUse::ConsentNeeded));
    /// assert_eq!(SourceUse::from_word("secret"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Evidence, Self::IntelligenceOnly, Self::ConsentNeeded].into_iter().find(|use_| use_.word() == word)
    }

    /// The more restricted of two: intelligence before consent needed before evidence.
    ///
    /// ```
    /// use filature_model::SourceUse::{ConsentNeeded, Evidence, IntelligenceOnly};
    /// assert_eq!(Evidence.narrower(ConsentNeeded), ConsentNeeded);
    /// assert_eq!(IntelligenceOnly.narrower(ConsentNeeded), IntelligenceOnly);
    /// ```
    #[must_use]
    pub fn narrower(self, other: Self) -> Self {
        let rank = |use_: Self| match use_ {
            Self::Evidence => 0,
            Self::ConsentNeeded => 1,
            Self::IntelligenceOnly => 2,
        };
        if rank(other) > rank(self) { other } else { self }
    }

    /// Whether what rests on it may be rendered in a dossier.
    pub fn may_be_rendered(self) -> bool {
        self == Self::Evidence
    }
}

/// A file as received: its bytes' identity, and who sent it on which request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Short id, from the hash.
    pub id: SourceId,
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits: also the name under `sources/`.
    pub sha256: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// The name it came under, without folders; that of a file of an archive stands behind the archive's, with its folders
    /// there (`may.zip/2024/a.csv`). Several names of the same bytes are joined by ` | `.
    pub name: String,
    /// The format that it was read as: `camt.053`, `mt940`, `filature`, `amlworld`, `accounts`, `mapped`,
    /// `rates`, `ecb-rates`, `goaml`, `ftm`, `register`, `mto`, `paypal`, …, and for an archive `zip` or `gzip`.
    pub format: String,
    /// Who sent it.
    pub from: Option<String>,
    /// The day it was received, `YYYY-MM-DD`.
    pub received: Option<String>,
    /// The request that it answers.
    pub request: Option<String>,
    /// Its exhibit reference (PV, scellé, cote).
    pub exhibit: Option<String>,
    /// What it may be used for.
    pub use_: SourceUse,
    /// The account it was declared to be of (`add --account`).
    pub account: Option<String>,
    /// The mapping it was read with, as TOML.
    pub mapping: Option<String>,
    /// The id of the archive that it came in; several are joined by ` | `.
    pub container: Option<String>,
}
