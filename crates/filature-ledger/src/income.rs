//! What holders declared as income, as the person who leads a case writes it into `case.toml`.
//!
//! ```toml
//! [[income]]
//! account = "DE75512108001245126199"
//! year = 2023
//! amount = "14200.00"
//! currency = "EUR"
//! source = "D118"
//! ```
//!
//! No bank record says what a person declared: it comes from a document that this program does not read. So a person writes down
//! the amount and names the document, and the dossier shows the figure as theirs, with that name beside it.

use filature_model::{Currency, Money};
use serde::{Deserialize, Serialize};

/// What a holder declared for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Income {
    /// An account of the holder: what is declared is declared by a person, for all of their accounts.
    pub account: String,
    /// The year.
    pub year: i16,
    /// The amount, digits with a decimal point.
    pub amount: String,
    /// Its currency.
    pub currency: Currency,
    /// The document that says so: its exhibit reference.
    pub source: String,
}

impl Income {
    /// The amount.
    ///
    /// # Errors
    /// What is wrong with this table of `case.toml`, and what would be right.
    ///
    /// ```
    /// use filature_ledger::Income;
    /// let income = |amount: &str| Income {
    ///     account: "A".to_owned(),
    ///     year: 2023,
    ///     amount: amount.to_owned(),
    ///     currency: filature_model::Currency::EUR,
    ///     source: "D118".to_owned(),
    /// };
    /// assert_eq!(income("14200").money().unwrap().minor, 1_420_000);
    /// assert!(income("14 200,00").money().unwrap_err().contains("decimal point"));
    /// assert!(income("-1").money().is_err());
    /// ```
    pub fn money(&self) -> Result<Money, String> {
        let off = |what: String| Err(format!("case.toml, [[income]] of {:?} for {}: {what}", self.account, self.year));
        if self.account.trim().is_empty() || self.source.trim().is_empty() {
            return off("`account` and `source` (the exhibit that says so) must not be empty".to_owned());
        }
        if !(1900..=2200).contains(&self.year) {
            return off("`year` is none; write four digits".to_owned());
        }
        stated_amount(&self.amount, self.currency).or_else(off)
    }
}

/// An amount that a person wrote into `case.toml`.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub fn stated_amount(written: &str, currency: Currency) -> Result<Money, String> {
    match Money::parse(written.trim(), currency) {
        Ok(money) if money.minor >= 0 => Ok(money),
        _ => Err(format!(
            "`amount` = {written:?} is no amount in {}; write digits with a decimal point, as \"14200.00\"",
            currency.code()
        )),
    }
}
