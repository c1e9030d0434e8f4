//! Words of the dossier for whoever shows the same things elsewhere: one thing has one name, in print and on the screen.

use filature_model::{Channel, Currency, Language};

pub use crate::escape::escape;
use crate::format;
pub use crate::format::visible;
use crate::schedules;
pub use crate::source_names::source_name;
use crate::wording::{kinds, roles};

/// What is said of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence or two.
    pub meaning: String,
    /// Who describes it so.
    pub definition: String,
    /// Who of its holders may be acting under coercion.
    pub coercion: String,
    /// Ordinary explanations.
    pub innocent: Vec<String>,
    /// What to check next.
    pub next: Vec<String>,
}

/// What is said of a pattern; none for what is no pattern of the program.
///
/// ```
/// use filature_dossier::vocabulary::pattern;
/// use filature_model::Language;
/// assert!(pattern("fan-in", Language::French).is_some());
/// assert_eq!(pattern("no-such", Language::English), None);
/// ```
pub fn pattern(word: &str, language: Language) -> Option<Pattern> {
    let kind = kinds::kind(word);
    (kind.word == word && !word.is_empty()).then(|| Pattern {
        title: kind.title.pick(language),
        meaning: kind.meaning.pick(language),
        definition: kind.definition.pick(language),
        coercion: kind.coercion.pick(language),
        innocent: kind.innocent.iter().map(|pair| pair.pick(language)).collect(),
        next: kind.next.iter().map(|pair| pair.pick(language)).collect(),
    })
}

/// What a role in a finding is called; none for one that a flag of the case's own brings.
pub fn role(word: &str, language: Language) -> Option<String> {
    roles::role(word).map(|pair| pair.pick(language))
}

/// A name as its initials.
///
/// ```
/// assert_eq!(filature_dossier::vocabulary::initials("Mira Kostova"), "M.\u{a0}K.");
/// ```
pub fn initials(name: &str) -> String {
    format::initials(name)
}

/// What a channel is called.
pub fn channel(channel: Channel, language: Language) -> String {
    schedules::channel(channel).pick(language)
}

/// An amount without its currency, as people of the language write it.
///
/// ```
/// use filature_model::{Currency, Language};
/// assert_eq!(filature_dossier::vocabulary::number(123_456, Currency::EUR, Language::English), "1,234.56");
/// ```
pub fn number(minor: i128, currency: Currency, language: Language) -> String {
    format::number(minor, currency, language)
}

/// A text with the typography of its language: in French, the spaces before high punctuation.
pub fn typeset(text: &str, language: Language) -> String {
    format::typeset(text, language)
}
