use serde::{Deserialize, Serialize};

/// The language of what people read. French and English are equals; data keeps the words of its source.
///
/// ```
/// use filature_model::Language;
/// assert_eq!(Language::French.pick("page", "seite").to_string(), "seite");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// English
    #[default]
    #[serde(rename = "en")]
    English,
    /// French
    #[serde(rename = "fr")]
    French,
}

impl Language {
    /// The text of this language out of the pair English, French.
    pub fn pick<'a>(self, english: &'a str, french: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::French => french,
        }
    }

    /// The two-letter code of ISO 639-1.
    pub fn code(self) -> &'static str {
        self.pick("en", "fr")
    }
}
