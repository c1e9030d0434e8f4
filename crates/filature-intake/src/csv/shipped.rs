//! Layouts that come with the program, as data: a file each under `mappings/`, with where it is from.

use std::collections::BTreeMap;

use filature_model::PaymentStatus;
use serde::Deserialize;

use super::dates::DateOrder;

/// The lists of money-transfer operators.
const REMITTANCES: [&str; 3] = [
    include_str!("../../mappings/mto-en.toml"),
    include_str!("../../mappings/mto-fr.toml"),
    include_str!("../../mappings/mto-sr.toml"),
];

/// PayPal's activity.
const PAYPAL: [&str; 3] = [
    include_str!("../../mappings/paypal-en.toml"),
    include_str!("../../mappings/paypal-fr.toml"),
    include_str!("../../mappings/paypal-de.toml"),
];

/// Columns without which a list is not one of an operator.
const REMITTANCE_NEEDS: [&str; 7] = ["number", "status", "sent", "sender", "receiver", "amount", "currency"];

/// Columns without which a table is not PayPal's.
const PAYPAL_NEEDS: [&str; 8] = ["date", "name", "type", "status", "currency", "gross", "fee", "net"];

/// A name in the header, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

/// A layout as its file gives it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    /// What customers' numbers are of, where no column says it.
    #[serde(default)]
    pub(super) operator: String,
    /// Between whole and part of an amount.
    #[serde(default = "point")]
    pub(super) decimal_mark: char,
    /// Order of day and month; none: told by the file.
    #[serde(default)]
    pub(super) date_order: Option<DateOrder>,
    columns: BTreeMap<String, Names>,
    status: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    impact: BTreeMap<String, Vec<String>>,
}

fn point() -> char {
    '.'
}

impl Layout {
    /// The name in the header of what a column is.
    pub(super) fn name(&self, what: &str) -> Option<&str> {
        match self.columns.get(what)? {
            Names::One(name) => Some(name),
            Names::Several(names) => names.first().map(String::as_str),
        }
    }

    /// Where a column is in a header.
    pub(super) fn at(&self, header: &[String], what: &str) -> Option<usize> {
        let name = self.name(what)?;
        header.iter().position(|column| straight(column) == name)
    }

    /// Where the columns of a list are.
    pub(super) fn all_at(&self, header: &[String], what: &str) -> Vec<usize> {
        let Some(Names::Several(names)) = self.columns.get(what) else { return Vec::new() };
        names.iter().filter_map(|name| header.iter().position(|column| straight(column) == *name)).collect()
    }

    /// Whether a column of the header is read.
    pub(super) fn reads(&self, column: &str) -> bool {
        let column = straight(column);
        self.columns.values().any(|names| match names {
            Names::One(name) => *name == column,
            Names::Several(names) => names.contains(&column),
        })
    }

    /// What a word of the status column means.
    pub(super) fn status(&self, word: &str) -> Option<PaymentStatus> {
        let word = word.trim().to_lowercase();
        let (name, _) = self.status.iter().find(|(_, words)| words.contains(&word))?;
        PaymentStatus::from_word(name)
    }

    /// All words of the status column that are known.
    pub(super) fn status_words(&self) -> String {
        let words: Vec<&str> = self.status.values().flatten().map(String::as_str).collect();
        words.join(", ")
    }

    /// Whether a row moves nothing whatever its amounts say.
    pub(super) fn has_no_impact(&self, word: &str) -> bool {
        let word = word.trim().to_lowercase();
        self.impact.get("none").is_some_and(|words| words.contains(&word))
    }

    fn fits(&self, header: &[String], needs: &[&str]) -> bool {
        needs.iter().all(|what| self.at(header, what).is_some())
    }
}

/// A name with straight apostrophes.
fn straight(name: &str) -> String {
    name.replace('’', "'")
}

/// The operator's layout that a header is of.
pub(super) fn remittance(header: &[String]) -> Option<Layout> {
    of(&REMITTANCES, header, &REMITTANCE_NEEDS)
}

/// PayPal's layout that a header is of.
pub(super) fn paypal(header: &[String]) -> Option<Layout> {
    of(&PAYPAL, header, &PAYPAL_NEEDS)
}

fn of(files: &[&str], header: &[String], needs: &[&str]) -> Option<Layout> {
    files.iter().filter_map(|text| toml::from_str::<Layout>(text).ok()).find(|layout| layout.fits(header, needs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_says_where_it_is_from() {
        for (text, needs) in REMITTANCES
            .iter()
            .map(|text| (text, &REMITTANCE_NEEDS[..]))
            .chain(PAYPAL.iter().map(|text| (text, &PAYPAL_NEEDS[..])))
        {
            let layout: Layout = toml::from_str(text).unwrap();
            assert!(needs.iter().all(|what| layout.name(what).is_some()), "{text}");
            assert!(layout.status.keys().all(|name| PaymentStatus::from_word(name).is_some()), "{text}");
            assert!(text.contains("# Provenance: "), "{text}");
            let words: Vec<&String> = layout.status.values().flatten().collect();
            assert!(words.iter().all(|word| word.to_lowercase() == **word), "{text}");
        }
    }
}
