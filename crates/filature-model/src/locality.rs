//! Where a payment was done or a holder lives, so far that two such places can be told apart.
//!
//! Banks write towns in many ways, and often only the country. So nothing here says that two places are the same: it
//! says of two whether they are surely *apart*, and of several how many there are at least.

use std::collections::BTreeSet;

/// Whether a text is written as a code of a country: two capitals (ISO 3166-1). Whether there is such a country is not asked.
///
/// ```
/// use filature_model::is_country_code;
/// assert!(is_country_code("RO"));
/// assert!(!is_country_code("ro") && !is_country_code("ROU") && !is_country_code(""));
/// ```
pub fn is_country_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A country, a town, or both.
///
/// The town is in capitals, without marks on Latin letters, its words set apart by one space. The country is a code of
/// two letters (ISO 3166-1); what is written in another way is not known for a country here.
///
/// ```
/// use filature_model::Locality;
/// let written = |country, town| Locality::written(Some(country), Some(town));
/// let lyon = written("fr", " Lyon ").unwrap();
/// assert_eq!(lyon.to_string(), "FR/LYON");
/// assert_eq!(written("", "Saint-Étienne").unwrap().to_string(), "/SAINT ETIENNE");
/// assert!(written("", " - ").is_none());
///
/// assert!(lyon.is_apart(&written("FR", "Lille").unwrap()));
/// assert!(lyon.is_apart(&written("BE", "").unwrap()));
/// assert!(!lyon.is_apart(&written("FR", "").unwrap()), "it may have been done in Lyon");
/// assert!(!lyon.is_apart(&written("", "LYON").unwrap()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locality {
    country: Option<String>,
    town: Option<String>,
}

impl Locality {
    /// From what a file says; none when it says neither country nor town.
    pub fn written(country: Option<&str>, town: Option<&str>) -> Option<Self> {
        let country =
            country.map(str::trim).filter(|code| code.len() == 2 && code.bytes().all(|c| c.is_ascii_alphabetic()));
        let town = town.map(plain_capitals).filter(|town| !town.is_empty());
        let known = country.is_some() || town.is_some();
        known.then(|| Self { country: country.map(str::to_ascii_uppercase), town })
    }

    /// The country, two capitals.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The town.
    pub fn town(&self) -> Option<&str> {
        self.town.as_deref()
    }

    /// Whether they are two places for sure: of two countries, or two towns.
    pub fn is_apart(&self, other: &Self) -> bool {
        let differ = |one: &Option<String>, next: &Option<String>| one.is_some() && next.is_some() && one != next;
        differ(&self.country, &other.country) || differ(&self.town, &other.town)
    }

    /// How many places there are at least: as many as countries, and as many as names of towns.
    ///
    /// ```
    /// use filature_model::Locality;
    /// let of = |country, town| Locality::written(Some(country), Some(town)).unwrap();
    /// let places = [of("FR", "LYON"), of("", "LILLE"), of("FR", ""), of("BE", "")];
    /// assert_eq!(Locality::at_least(&places), 2);
    /// ```
    pub fn at_least<'a>(places: impl IntoIterator<Item = &'a Self>) -> usize {
        let (mut countries, mut towns) = (BTreeSet::new(), BTreeSet::new());
        for place in places {
            countries.extend(place.country());
            towns.extend(place.town());
        }
        countries.len().max(towns.len())
    }
}

impl std::fmt::Display for Locality {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.country().unwrap_or_default(), self.town().unwrap_or_default())
    }
}

/// Capitals without marks on Latin letters; all that is neither letter nor digit is a space, and never two of them, nor one at
/// either end. What two files write in two ways is then often the same.
///
/// ```
/// assert_eq!(filature_model::plain_capitals(" Saint-Étienne (42)"), "SAINT ETIENNE 42");
/// ```
pub fn plain_capitals(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    for letter in written.chars().flat_map(char::to_uppercase) {
        match without_mark(letter) {
            "" if letter.is_alphanumeric() => text.push(letter),
            "" if text.is_empty() || text.ends_with(' ') => {}
            "" => text.push(' '),
            letters => text.push_str(letters),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The plain letters of a marked Latin capital; nothing for any other.
pub(crate) fn without_mark(letter: char) -> &'static str {
    match letter {
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ă' | 'Ą' => "A",
        'Æ' => "AE",
        'Ç' | 'Ć' | 'Č' => "C",
        'Đ' | 'Ď' => "D",
        'È' | 'É' | 'Ê' | 'Ë' | 'Ę' | 'Ě' => "E",
        'Ğ' => "G",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'İ' => "I",
        'Ł' => "L",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ő' => "O",
        'Œ' => "OE",
        'Ř' => "R",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'Ť' | 'Ţ' | 'Ț' => "T",
        'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ů' | 'Ű' => "U",
        'Ý' | 'Ÿ' => "Y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_are_compared_without_marks_and_signs() {
        let town = |text| Locality::written(None, Some(text)).unwrap().to_string();
        assert_eq!(town("Niš"), town("  NIS "));
        assert_eq!(town("Saint-Étienne (42)"), "/SAINT ETIENNE 42");
        assert_eq!(town("straße"), "/STRASSE");
        assert_eq!(town("Скопје"), "/СКОПЈЕ");
    }

    #[test]
    fn a_country_in_another_writing_is_not_known() {
        assert_eq!(Locality::written(Some("France"), None), None);
        assert_eq!(Locality::written(Some("É"), None), None);
        assert_eq!(Locality::written(Some("F1"), Some("Lyon")).unwrap().country(), None);
    }
}
