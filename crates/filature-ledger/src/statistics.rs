//! What national statistics ask of people and of money that no bank record says, as the person who leads a case writes it into
//! `case.toml`.
//!
//! ```toml
//! [[statistics.person]]
//! accounts = ["DE75512108001245126199"]
//! sex = "female"
//! citizenship = "RO"
//! exploitation = "labour"
//! source = "D118"
//!
//! [[statistics.confiscated]]
//! amount = "14200.00"
//! currency = "EUR"
//! source = "D240"
//! ```
//!
//! It is read by `filature statistics` and by nothing else: no flag, pattern, trace or dossier knows of it, and what is kept of a dossier
//! leaves it out. Nothing of it is ever inferred from a name, an account or a payment.

use filature_model::{Currency, Money, is_country_code};
use serde::{Deserialize, Serialize};

use crate::income::stated_amount;

/// All that is stated for statistics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForStatistics {
    /// Of people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub person: Vec<StatedPerson>,
    /// Of money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confiscated: Vec<Confiscated>,
}

/// What is stated of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedPerson {
    /// Their accounts: several are one person's, who is counted once.
    pub accounts: Vec<String>,
    /// `0-17` or `18+`, on the day of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<String>,
    /// `female` or `male`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Country of citizenship, two capitals (ISO 3166).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizenship: Option<String>,
    /// `sexual`, `labour` or `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exploitation: Option<String>,
    /// The document that says so: its exhibit reference.
    pub source: String,
}

/// Money that was confiscated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confiscated {
    /// The account that it was taken from, where it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The amount, digits with a decimal point.
    pub amount: String,
    /// Its currency.
    pub currency: Currency,
    /// The decision that says so: its exhibit reference.
    pub source: String,
}

impl ForStatistics {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.person.is_empty() && self.confiscated.is_empty()
    }
}

impl StatedPerson {
    /// Whether all of it can be read.
    ///
    /// # Errors
    /// What is wrong with this table of `case.toml`, and what would be right.
    ///
    /// ```
    /// use filature_ledger::StatedPerson;
    /// let person = StatedPerson { accounts: vec!["A".to_owned()], source: "D118".to_owned(), ..StatedPerson::default() };
    /// assert!(person.check().is_ok());
    /// let off = StatedPerson { sex: Some("f".to_owned()), ..person };
    /// assert!(off.check().unwrap_err().contains("female, male"));
    /// ```
    pub fn check(&self) -> Result<(), String> {
        let whom = self.accounts.first().map_or("", String::as_str);
        let off = |what: String| Err(format!("case.toml, [[statistics.person]] of {whom:?}: {what}"));
        if self.source.trim().is_empty()
            || self.accounts.is_empty()
            || self.accounts.iter().any(|account| account.trim().is_empty())
        {
            return off("`accounts` and `source` (the exhibit that says so) must not be empty".to_owned());
        }
        let fields = [
            ("age", &self.age, &["0-17", "18+"][..]),
            ("sex", &self.sex, &["female", "male"]),
            ("exploitation", &self.exploitation, &["sexual", "labour", "other"]),
        ];
        for (name, said, words) in fields {
            if let Some(said) = said.as_deref().filter(|said| !words.contains(said)) {
                return off(format!("`{name}` = {said:?}; write one of {}, or leave it out", words.join(", ")));
            }
        }
        match self.citizenship.as_deref() {
            Some(code) if !is_country_code(code) => off(format!(
                "`citizenship` = {code:?}; write the two capitals of the country, as \"RO\", or leave it out"
            )),
            _ => Ok(()),
        }
    }
}

impl Confiscated {
    /// The amount.
    ///
    /// # Errors
    /// What is wrong with this table of `case.toml`, and what would be right.
    ///
    /// ```
    /// use filature_ledger::Confiscated;
    /// let taken = |amount: &str| Confiscated {
    ///     account: None,
    ///     amount: amount.to_owned(),
    ///     currency: filature_model::Currency::EUR,
    ///     source: "D240".to_owned(),
    /// };
    /// assert_eq!(taken("14200.00").money().unwrap().minor, 1_420_000);
    /// assert!(taken("14 200,00").money().unwrap_err().contains("decimal point"));
    /// ```
    pub fn money(&self) -> Result<Money, String> {
        let off = |what: String| Err(format!("case.toml, [[statistics.confiscated]] of {:?}: {what}", self.source));
        if self.source.trim().is_empty() || self.account.as_ref().is_some_and(|account| account.trim().is_empty()) {
            return off(
                "`source` (the exhibit that says so) and `account`, where there is one, must not be empty".to_owned()
            );
        }
        stated_amount(&self.amount, self.currency).or_else(off)
    }
}
