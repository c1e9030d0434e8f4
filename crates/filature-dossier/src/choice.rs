//! Which parts a document has, where somebody orders it without some of them.
//!
//! ```text
//! words of the call ─► left out ─► Content::without ─► what only those parts show is dropped before anything is selected
//!                                                 └──► the parts are not written, and the title block names them
//! ```
//!
//! What says how far the document can be trusted always stays: conclusions, limits, what came in, whether it foots, what could not be read,
//! the method and the annexes. Nobody can order a version in which an amount has no row, or in which a statement that does not foot is silent.

use std::borrow::Cow;
use std::collections::BTreeSet;

use filature_model::Language;

use crate::Content;
use crate::wording::{self, Pair, course, leads, pictures, sums};

/// A part of the document, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DossierPart {
    /// The page for who has an hour.
    Conclusions,
    /// How to read it, and its limits.
    HowToRead,
    /// What came in on the accounts of the leads.
    Proceeds,
    /// What persons had to live on.
    Means,
    /// The files.
    Received,
    /// Whether statements foot.
    Statements,
    /// What could not be taken as it stands.
    Problems,
    /// What happened in order of time.
    Chronology,
    /// The leads.
    Leads,
    /// Pictures of the payments.
    Network,
    /// The findings.
    Findings,
    /// The sums followed.
    Traces,
    /// Where followed money is now.
    Assets,
    /// What was taken from whom.
    Taken,
    /// What to ask for next.
    Requests,
    /// With what it was made.
    Method,
    /// The annex of entries.
    Entries,
    /// The annex of the files' hashes.
    Hashes,
}

use DossierPart::{
    Assets, Chronology, Conclusions, Entries, Findings, Hashes, HowToRead, Leads, Means, Method, Network, Problems,
    Proceeds, Received, Requests, Statements, Taken, Traces,
};

/// Why a choice of parts is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// No part is called so.
    #[error("{0:?} is no part of the dossier; there are {list}", list = listed(|_| true))]
    Unknown(String),
    /// A part that says how far the document can be trusted.
    #[error("{0:?} is in every dossier; what can be left out is {list}", list = listed(DossierPart::may_be_left_out))]
    Always(String),
}

fn listed(takes: impl Fn(DossierPart) -> bool) -> String {
    let words: Vec<&str> = DossierPart::ALL.into_iter().filter(|part| takes(*part)).map(DossierPart::word).collect();
    words.join(", ")
}

impl DossierPart {
    /// All of them, in their order.
    pub const ALL: [Self; 18] = [
        Conclusions,
        HowToRead,
        Proceeds,
        Means,
        Received,
        Statements,
        Problems,
        Chronology,
        Leads,
        Network,
        Findings,
        Traces,
        Assets,
        Taken,
        Requests,
        Method,
        Entries,
        Hashes,
    ];

    /// Its word, which is its anchor in the document too.
    pub fn word(self) -> &'static str {
        match self {
            Conclusions => "short",
            HowToRead => "how",
            Proceeds => "proceeds",
            Means => "means",
            Received => "received",
            Statements => "statements",
            Problems => "problems",
            Chronology => "chronology",
            Leads => "leads",
            Network => "network",
            Findings => "findings",
            Traces => "traces",
            Assets => "assets",
            Taken => "taken",
            Requests => "requests",
            Method => "method",
            Entries => "entries",
            Hashes => "hashes",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`PartError::Unknown`], which says what there is.
    pub fn read(word: &str) -> Result<Self, PartError> {
        let word = word.trim();
        Self::ALL.into_iter().find(|part| part.word() == word).ok_or_else(|| PartError::Unknown(word.to_owned()))
    }

    /// Whether a document can be ordered without it.
    pub fn may_be_left_out(self) -> bool {
        matches!(self, Proceeds | Means | Chronology | Leads | Network | Findings | Traces | Assets | Taken | Requests)
    }

    /// Its heading.
    pub fn title(self, language: Language) -> String {
        let pair: Pair = match self {
            Conclusions => course::CONCLUSIONS,
            HowToRead => wording::HOW_TO_READ,
            Proceeds => sums::PROCEEDS,
            Means => sums::MEANS,
            Received => wording::RECEIVED,
            Statements => wording::STATEMENTS,
            Problems => wording::PROBLEMS,
            Chronology => course::CHRONOLOGY,
            Leads => leads::LEADS,
            Network => pictures::PICTURES,
            Findings => wording::FINDINGS,
            Traces => wording::TRACES,
            Assets => course::ASSETS,
            Taken => sums::TAKEN,
            Requests => course::REQUESTS,
            Method => course::METHOD,
            Entries => wording::ENTRIES,
            Hashes => wording::HASHES,
        };
        pair.pick(language)
    }

    /// What is left out where these words are.
    ///
    /// # Errors
    /// A word that is no part, or of a part that always stays.
    ///
    /// ```
    /// use filature_dossier::DossierPart;
    /// let without = DossierPart::left_out(&["network", "taken"])?;
    /// assert!(without.contains(&DossierPart::Network) && without.len() == 2);
    /// assert!(DossierPart::left_out(&["method"]).is_err());
    /// # Ok::<(), filature_dossier::PartError>(())
    /// ```
    pub fn left_out(words: &[impl AsRef<str>]) -> Result<BTreeSet<Self>, PartError> {
        let one = |word: &str| {
            let part = Self::read(word)?;
            if part.may_be_left_out() { Ok(part) } else { Err(PartError::Always(word.trim().to_owned())) }
        };
        words.iter().map(|word| one(word.as_ref())).collect()
    }

    /// What is left out where only these words are in, beside what always stays; nothing where there are no words.
    ///
    /// # Errors
    /// A word that is no part.
    ///
    /// ```
    /// use filature_dossier::DossierPart;
    /// let without = DossierPart::left_out_but(&["leads", "method"])?;
    /// assert!(!without.contains(&DossierPart::Leads) && without.contains(&DossierPart::Traces));
    /// assert!(DossierPart::left_out_but(&[""; 0])?.is_empty());
    /// # Ok::<(), filature_dossier::PartError>(())
    /// ```
    pub fn left_out_but(words: &[impl AsRef<str>]) -> Result<BTreeSet<Self>, PartError> {
        let named = words.iter().map(|word| Self::read(word.as_ref())).collect::<Result<BTreeSet<_>, _>>()?;
        let is_out = |part: &Self| part.may_be_left_out() && !named.contains(part);
        Ok(if words.is_empty() { BTreeSet::new() } else { Self::ALL.into_iter().filter(is_out).collect() })
    }
}

/// The content without what only parts that are left out would show: no form, a workbook or data for programs, shows it either.
pub fn without(content: &Content) -> Cow<'_, Content> {
    let out = &content.without;
    if ![Leads, Findings, Traces].iter().any(|part| out.contains(part)) {
        return Cow::Borrowed(content);
    }
    let mut kept = content.clone();
    if out.contains(&Findings) {
        // Leads that stay keep what they rest on.
        kept.lead_findings.append(&mut kept.findings.findings);
    }
    if out.contains(&Leads) {
        kept.leads.clear();
        kept.lead_findings.clear();
        kept.leads_not_shown = 0;
    }
    if out.contains(&Traces) {
        kept.traces.clear();
    }
    Cow::Owned(kept)
}
