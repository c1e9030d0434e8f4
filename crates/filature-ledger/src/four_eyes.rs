//! Who decides with whom: acts for which a case asks two people.
//!
//! ```text
//! case.toml [four_eyes] ─► require ─► seconded: a line of the journal before the act, with the second name and their own reason
//! ```
//!
//! Two names are two names: the program authenticates nobody. Who can write to the case can write any name; that two people stood behind
//! an act is for the service that works with it to see to. What the program holds to is that two different names and two reasons are
//! there, and that neither is taken out again.

use serde::{Deserialize, Serialize};

use crate::Settings;
use crate::journal::Act;

/// Acts for which a case can ask two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Watched {
    /// Which part a person has.
    Category,
    /// What becomes of a lead.
    Lead,
    /// Which accounts are one holder's, and that they are not.
    Merge,
    /// That two copies of the case become one.
    Combine,
    /// That a dossier is written.
    Dossier,
    /// That entries are marked, and marks taken away.
    Mark,
    /// That a credit is the money of a debit, and that it is not.
    Link,
    /// Whether money is followed through an account.
    Hub,
    /// That a person is protected. To lift it takes two in any case.
    Protection,
}

impl Watched {
    /// Its word in `case.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Lead => "lead",
            Self::Merge => "merge",
            Self::Combine => "combine",
            Self::Dossier => "dossier",
            Self::Mark => "mark",
            Self::Link => "link",
            Self::Hub => "hub",
            Self::Protection => "protection",
        }
    }

    /// What an act of the journal is among these.
    pub fn of(act: &Act) -> Option<Self> {
        match act {
            Act::CategorySet { .. } => Some(Self::Category),
            Act::LeadDecided { .. } => Some(Self::Lead),
            Act::HoldersMerged { .. } | Act::MergeUndone { .. } => Some(Self::Merge),
            Act::JournalsCombined { .. } => Some(Self::Combine),
            Act::DossierWritten { .. } => Some(Self::Dossier),
            Act::Marked { .. } | Act::Unmarked { .. } => Some(Self::Mark),
            Act::Linked { .. } | Act::LinkWithdrawn { .. } => Some(Self::Link),
            Act::HubSaid { .. } => Some(Self::Hub),
            Act::PersonProtected { .. } => Some(Self::Protection),
            _ => None,
        }
    }
}

/// What a case asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FourEyes {
    /// The acts that take two people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<Watched>,
}

impl FourEyes {
    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty()
    }
}

/// Why one person cannot do it alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FourEyesError {
    /// No second person was named.
    #[error(
        "this case asks two people for this ([four_eyes] of case.toml has {0:?}): name the second one (--second NAME) with their own reason \
         (--second-reason TEXT); nothing was taken down"
    )]
    SecondNeeded(&'static str),
    /// The second one gives no reason.
    #[error("{0} decides with them and gives no reason: --second-reason TEXT is needed; nothing was taken down")]
    ReasonNeeded(String),
    /// Nobody is named first.
    #[error("two people decide here, and the first is not named: --by NAME is needed; nothing was taken down")]
    FirstNeeded,
    /// The second person is the first.
    #[error("the second person is {0} again: another one has to decide with them; nothing was taken down")]
    SecondIsTheFirst(String),
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Who decides.
    pub by: String,
    /// Who decides with them.
    pub second: Option<String>,
    /// The second one's own reason.
    pub second_reason: Option<String>,
}

impl Signed {
    /// The names as they are taken down.
    ///
    /// # Errors
    /// The second person is the first.
    pub fn by(by: &str, second: Option<&str>) -> Result<Self, FourEyesError> {
        let second = written(second);
        if let Some(second) = second.as_ref().filter(|second| is_same_name(second, by)) {
            return Err(FourEyesError::SecondIsTheFirst(second.clone()));
        }
        Ok(Self { by: by.trim().to_owned(), second, second_reason: None })
    }

    /// With the second one's reason.
    #[must_use]
    pub fn because(self, second_reason: Option<&str>) -> Self {
        Self { second_reason: written(second_reason), ..self }
    }
}

/// A text that says something.
pub fn written(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Whether two names are one: upper and lower case and spaces make no other person.
///
/// ```
/// use filature_ledger::four_eyes::is_same_name;
/// assert!(is_same_name(" ada  LOVELACE", "Ada Lovelace"));
/// assert!(is_same_name("A.\u{200b} Lovelace", "A Lovelace"), "a sign that nobody sees makes nobody another");
/// assert!(!is_same_name("Ada", "Bo"));
/// ```
pub fn is_same_name(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split_whitespace().map(|word| word.chars().filter(|sign| sign.is_alphanumeric()));
        words.map(|word| word.flat_map(char::to_lowercase).collect()).filter(|word: &String| !word.is_empty()).collect()
    };
    words(one) == words(other)
}

/// Whether a case asks two people for an act.
pub fn asks(settings: &Settings, watched: Watched) -> bool {
    settings.four_eyes.acts.contains(&watched)
}

/// The line by which a second person stands behind the act after it, where the case asks for one or somebody gave their reason.
///
/// # Errors
/// The case asks for a second person or their reason, and one is missing; the second person is the first.
pub fn require(settings: &Settings, watched: Watched, signed: &Signed) -> Result<Option<Act>, FourEyesError> {
    if let Some(second) = signed.second.as_ref().filter(|second| is_same_name(second, &signed.by)) {
        return Err(FourEyesError::SecondIsTheFirst(second.clone()));
    }
    if asks(settings, watched) {
        let Some(second) = &signed.second else { return Err(FourEyesError::SecondNeeded(watched.word())) };
        if signed.by.trim().is_empty() {
            return Err(FourEyesError::FirstNeeded);
        }
        if signed.second_reason.is_none() {
            return Err(FourEyesError::ReasonNeeded(second.clone()));
        }
    }
    Ok(seconded(watched, signed))
}

/// Acts with a line of the second person before each that takes one, or before the first where somebody gave their reason unasked.
///
/// # Errors
/// As [`require`].
pub fn with_second(settings: &Settings, acts: &[Act], signed: &Signed) -> Result<Vec<Act>, FourEyesError> {
    let mut all = Vec::with_capacity(acts.len());
    for act in acts {
        if let Some(watched) = Watched::of(act) {
            // Who decides stands in most acts; where it does not, it has to be given.
            let first = by_of(act).filter(|_| signed.by.trim().is_empty());
            let signed = Signed { by: first.unwrap_or_else(|| signed.by.clone()), ..signed.clone() };
            all.extend(require(settings, watched, &signed)?);
        }
        all.push(act.clone());
    }
    Ok(all)
}

fn by_of(act: &Act) -> Option<String> {
    let value = serde_json::to_value(act).ok()?;
    value.get("by").and_then(serde_json::Value::as_str).map(str::to_owned)
}

/// The line by which a second person who gives a reason stands behind the act after it.
pub fn seconded(watched: Watched, signed: &Signed) -> Option<Act> {
    let (Some(second), Some(reason)) = (&signed.second, &signed.second_reason) else { return None };
    Some(Act::Seconded { of: watched, first: signed.by.clone(), by: second.clone(), reason: reason.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Result<Settings, toml::de::Error> {
        toml::from_str(&format!("name = \"x\"\n{text}"))
    }

    #[test]
    fn a_word_that_is_no_act_is_refused_with_those_that_are() {
        let error = settings("[four_eyes]\nacts = [\"leads\"]\n").unwrap_err().to_string();
        assert!(error.contains("leads") && error.contains("`lead`") && error.contains("line 3"), "{error}");
        assert!(settings("[four_eyes]\nact = [\"lead\"]\n").is_err());
        let every = "[four_eyes]\nacts = [\"category\", \"lead\", \"merge\", \"combine\", \"dossier\", \"mark\", \"link\", \"hub\", \"protection\"]\n";
        let known = settings(every).unwrap();
        assert!(known.four_eyes.acts.iter().all(|act| every.contains(act.word())));
    }

    #[test]
    fn two_names_and_two_reasons_are_needed_where_the_case_asks() {
        let asked = settings("[four_eyes]\nacts = [\"lead\"]\n").unwrap();
        let try_ = |second: Option<&str>, reason: Option<&str>| {
            let signed = Signed { by: "Ada".into(), second: written(second), second_reason: written(reason) };
            require(&asked, Watched::Lead, &signed)
        };
        assert_eq!(try_(None, Some("r")), Err(FourEyesError::SecondNeeded("lead")));
        assert_eq!(try_(Some(" "), Some("r")), Err(FourEyesError::SecondNeeded("lead")));
        assert_eq!(try_(Some("Bo"), Some(" ")), Err(FourEyesError::ReasonNeeded("Bo".into())));
        assert_eq!(try_(Some(" ADA"), Some("r")), Err(FourEyesError::SecondIsTheFirst("ADA".into())));
        let line = try_(Some("Bo"), Some("seen too")).unwrap();
        assert!(
            matches!(line, Some(Act::Seconded { of: Watched::Lead, first, by, .. }) if first == "Ada" && by == "Bo")
        );
        let alone = Signed { by: "Ada".into(), ..Signed::default() };
        assert_eq!(require(&asked, Watched::Merge, &alone), Ok(None), "the case asks it for leads alone");
        let nobody = Signed { by: " ".into(), second: written(Some("Bo")), second_reason: written(Some("r")) };
        assert_eq!(require(&asked, Watched::Lead, &nobody), Err(FourEyesError::FirstNeeded));
    }
}
