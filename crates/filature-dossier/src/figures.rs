//! Decimal strings of findings and traces back into exact amounts, and the grounds of what is computed.

use std::sync::Arc;

use filature_model::{Currency, Language, parse_minor};

use crate::DossierError;
use crate::document::{Ground, Grounds, Link, Rows};
use crate::wording::Pair;

/// Reads amounts of one finding or trace, and says which one when it cannot.
#[derive(Clone, Debug)]
pub struct Reading {
    of: String,
    /// The currency of all its amounts.
    pub currency: Currency,
}

impl Reading {
    /// For the finding or trace of this name.
    ///
    /// # Errors
    /// [`DossierError::Currency`] for a code that is none.
    pub fn new(of: &str, code: &str) -> Result<Self, DossierError> {
        let unknown = |_| DossierError::Currency { of: of.to_owned(), currency: code.to_owned() };
        Ok(Self { of: of.to_owned(), currency: code.parse().map_err(unknown)? })
    }

    /// An amount that is written with its currency, `12.50 EUR`.
    ///
    /// # Errors
    /// [`DossierError`] when it is no such amount, or the currency is none.
    pub fn with_currency(of: &str, text: &str) -> Result<(Self, i128), DossierError> {
        let (amount, code) = text.rsplit_once(' ').unwrap_or((text, ""));
        let reading = Self::new(of, code)?;
        let minor = reading.minor(amount)?;
        Ok((reading, minor))
    }

    /// The least and the most in minor units.
    ///
    /// # Errors
    /// As [`Reading::minor`].
    pub fn bounds(&self, low: &str, high: &str) -> Result<(i128, i128), DossierError> {
        Ok((self.minor(low)?, self.minor(high)?))
    }

    /// The amount in minor units.
    ///
    /// # Errors
    /// [`DossierError::Amount`] when it is no such amount.
    pub fn minor(&self, text: &str) -> Result<i128, DossierError> {
        parse_minor(text.as_bytes(), b'.', self.currency).map(i128::from).map_err(|_| DossierError::Amount {
            of: self.of.clone(),
            text: text.to_owned(),
            currency: self.currency.code().to_owned(),
        })
    }
}

/// Grounds of a figure that was computed from rows of the annex.
pub fn computed(how: Pair, rows: &Arc<Rows>, listed: Option<Link>, language: Language) -> Grounds {
    Grounds::of(Ground::Computed { how: how.pick(language), rows: Arc::clone(rows), listed })
}
