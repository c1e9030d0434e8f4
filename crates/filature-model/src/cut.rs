use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Language;

/// What a limit cut from the findings. Its wording for people is here, once, in both languages.
///
/// In JSON it is its kind, its numbers, and the English sentence, which is not read back.
///
/// ```
/// use filature_model::{Cut, Language};
/// let cut = Cut::NotShown { findings: 8 };
/// assert_eq!(serde_json::from_str::<Cut>(&serde_json::to_string(&cut)?)?, cut);
/// assert!(cut.sentence(Language::French).starts_with("Constatations qui ne sont pas montrées ici : 8"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", tag = "kind", rename_all = "kebab-case")]
pub enum Cut {
    /// Accounts with very many payments, searched from some of their inflows only.
    FewerStarts {
        /// The pattern.
        pattern: String,
        /// How many accounts.
        accounts: u64,
        /// At the worst, one inflow in so many.
        one_in: u64,
    },
    /// Searches that a limit ended: after so many steps, or before what has more neighbours than that.
    SearchesStopped {
        /// The pattern.
        pattern: String,
        /// How many searches.
        searches: u64,
        /// The limit.
        steps: u64,
    },
    /// More findings of a pattern than are kept: the least surprising were left out.
    LeastSurprising {
        /// The pattern.
        pattern: String,
        /// How many were left out.
        findings: u64,
        /// How many were kept.
        kept: u64,
    },
    /// A pattern that nothing could be searched for.
    NotSearched {
        /// The pattern.
        pattern: String,
        /// What the ledger or the call does not have.
        lack: Lack,
    },
    /// Findings that a dossier leaves to the file of all.
    NotShown {
        /// How many.
        findings: u64,
    },
}

/// What a pattern cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// No transaction says where it was done.
    Places,
    /// No line was given to look below.
    Lines,
}

impl Lack {
    fn sentence(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Places, Language::English) => "no transaction says where it was done",
            (Self::Places, Language::French) => "aucune opération ne dit où elle a été faite",
            (Self::Lines, Language::English) => "no line was given to look below",
            (Self::Lines, Language::French) => "aucun seuil n’a été donné",
        }
    }
}

impl Cut {
    /// What was cut, in a sentence. French is written with ordinary spaces.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::FewerStarts { pattern, accounts, one_in }, Language::English) => format!(
                "{pattern}: accounts with very many payments, searched from some inflows alone, at the worst from one \
                 in {one_in}: {accounts}"
            ),
            (Self::FewerStarts { pattern, accounts, one_in }, Language::French) => format!(
                "{pattern} : comptes aux paiements très nombreux, examinés à partir de certains crédits seulement, au \
                 pire un sur {one_in} : {accounts}"
            ),
            (Self::SearchesStopped { pattern, searches, steps }, Language::English) => {
                format!("{pattern}: searches that went no further than the limit of {steps}: {searches}")
            }
            (Self::SearchesStopped { pattern, searches, steps }, Language::French) => {
                format!("{pattern} : recherches qui ne sont pas allées au-delà de la limite de {steps} : {searches}")
            }
            (Self::LeastSurprising { pattern, findings, kept }, Language::English) => {
                format!("{pattern}: findings kept: {kept}; left out, as chance explains them better: {findings}")
            }
            (Self::LeastSurprising { pattern, findings, kept }, Language::French) => format!(
                "{pattern} : constatations gardées : {kept} ; écartées, parce que le hasard les explique mieux : \
                 {findings}"
            ),
            (Self::NotSearched { pattern, lack }, Language::English) => {
                format!("{pattern}: not searched for, as {}", lack.sentence(language))
            }
            (Self::NotSearched { pattern, lack }, Language::French) => {
                format!("{pattern} : non recherché, car {}", lack.sentence(language))
            }
            (Self::NotShown { findings }, Language::English) => format!(
                "Findings that are not shown here: {findings}; they stand in findings/findings.json of the case"
            ),
            (Self::NotShown { findings }, Language::French) => format!(
                "Constatations qui ne sont pas montrées ici : {findings} ; elles figurent dans findings/findings.json \
                 du dossier de travail"
            ),
        }
    }

    /// The pattern, where it is of one.
    pub fn pattern(&self) -> Option<&str> {
        match self {
            Self::FewerStarts { pattern, .. }
            | Self::SearchesStopped { pattern, .. }
            | Self::LeastSurprising { pattern, .. }
            | Self::NotSearched { pattern, .. } => Some(pattern),
            Self::NotShown { .. } => None,
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten, serialize_with = "kind_and_numbers")]
    cut: &'a Cut,
    sentence: String,
}

fn kind_and_numbers<S: Serializer>(cut: &&Cut, serializer: S) -> Result<S::Ok, S::Error> {
    Cut::serialize(cut, serializer)
}

impl Serialize for Cut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { cut: self, sentence: self.sentence(Language::English) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cut {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_is_written_and_read_back_and_has_a_sentence_in_both_languages() {
        let pattern = || "cycle".to_owned();
        let all = [
            Cut::FewerStarts { pattern: pattern(), accounts: 2, one_in: 9 },
            Cut::SearchesStopped { pattern: pattern(), searches: 4, steps: 100 },
            Cut::LeastSurprising { pattern: pattern(), findings: 3, kept: 100 },
            Cut::NotSearched { pattern: pattern(), lack: Lack::Places },
            Cut::NotSearched { pattern: pattern(), lack: Lack::Lines },
            Cut::NotShown { findings: 8 },
        ];
        for cut in all {
            let json = serde_json::to_string(&cut).unwrap();
            assert_eq!(serde_json::from_str::<Cut>(&json).unwrap(), cut, "{json}");
            assert!(json.contains(&cut.sentence(Language::English)), "{json}");
            assert_ne!(cut.sentence(Language::French), cut.sentence(Language::English));
        }
    }
}
