//! How a bank's own table is read, as a TOML file that a person can check and keep.

use serde::{Deserialize, Serialize};

use super::dates::DateOrder;

/// A mapping: everything that the reader must know of a layout that the file itself does not say.
///
/// Columns are named as in the header, or `#1`, `#2`, … by place where there is none.
///
/// ```
/// use filature_intake::csv::Mapping;
/// let mapping = Mapping::from_toml(
///     r##"
///     delimiter = ";"
///     header_line = 1
///     decimal_mark = ","
///     date_order = "DMY"
///     currency = "EUR"
///     account = "FR7699999000010000000000115"
///     [columns]
///     booked = "Date"
///     debit = "Débit"
///     credit = "Crédit"
///     "##,
/// )?;
/// assert_eq!(mapping.columns.debit.as_deref(), Some("Débit"));
/// # Ok::<(), filature_intake::csv::MappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The encoding by its web name; none: told from the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Which sheet of a workbook it is for; none: all that have its columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// One character.
    pub delimiter: char,
    /// The physical line of the header, from 1; 0 when there is none.
    pub header_line: u32,
    /// `,` or `.`
    pub decimal_mark: char,
    /// The order of day, month and year.
    pub date_order: DateOrder,
    /// The currency, where no column gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The account, where no column gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Whether a positive amount is money going out (card statements).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub positive_is_out: bool,
    /// Words of the `side` column that mean money going out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debit_words: Vec<String>,
    /// Words of the `side` column that mean money coming in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit_words: Vec<String>,
    /// Which column is what.
    pub columns: Columns,
}

/// Which column is what. An amount is either `amount` (signed, or with `side`), or `debit` and `credit`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// Booking date.
    pub booked: String,
    /// Value date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Amount, signed or with `side`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Debit or credit, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Money going out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debit: Option<String>,
    /// Money coming in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Balance after the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<String>,
    /// Currency of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The statement's own account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The other side's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparty_account: Option<String>,
    /// The other side's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparty_name: Option<String>,
    /// Reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Texts, joined by a space.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<String>,
}

impl Columns {
    /// All columns that are named.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let money = [&self.amount, &self.side, &self.debit, &self.credit, &self.balance, &self.currency];
        let others = [&self.value, &self.account, &self.counterparty_account, &self.counterparty_name, &self.reference];
        let optional = money.into_iter().chain(others).flatten();
        optional.chain([&self.booked]).chain(&self.text).map(String::as_str)
    }
}

/// Why a mapping cannot be used: the call's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not TOML, or not of this shape.
    #[error("the mapping cannot be read: {0}")]
    Toml(String),
    /// It contradicts itself or leaves something out.
    #[error("the mapping {0}")]
    Incomplete(&'static str),
}

impl Mapping {
    /// Reads and checks a mapping.
    ///
    /// # Errors
    /// [`MappingError`] with the line of the TOML, or what is missing.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        let mapping: Self = toml::from_str(text).map_err(|error| MappingError::Toml(error.to_string()))?;
        mapping.check()?;
        Ok(mapping)
    }

    /// The mapping as TOML.
    pub fn to_toml(&self) -> String {
        // Serialising plain strings into a string cannot fail; an empty text would be refused when read back.
        toml::to_string(self).unwrap_or_default()
    }

    fn check(&self) -> Result<(), MappingError> {
        let columns = &self.columns;
        let wrong = |what| Err(MappingError::Incomplete(what));
        if !self.delimiter.is_ascii() {
            return wrong("needs a delimiter of one plain character");
        }
        if !matches!(self.decimal_mark, ',' | '.') {
            return wrong("needs `,` or `.` as decimal_mark");
        }
        if columns.booked.is_empty() {
            return wrong("names no column for `booked`, the booking date");
        }
        if columns.amount.is_none() && columns.debit.is_none() && columns.credit.is_none() {
            return wrong("names no column for `amount`, nor for `debit` and `credit`");
        }
        if columns.amount.is_some() && (columns.debit.is_some() || columns.credit.is_some()) {
            return wrong("names both `amount` and `debit` or `credit`: give one or the other");
        }
        if columns.side.is_some() && (self.debit_words.is_empty() && self.credit_words.is_empty()) {
            return wrong("names a `side` column but neither debit_words nor credit_words");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_mapping_says_what_is_wrong() {
        let base = "delimiter = ';'\nheader_line = 1\ndecimal_mark = ','\ndate_order = 'DMY'\n";
        let read = |rest: &str| Mapping::from_toml(&format!("{base}{rest}")).unwrap_err().to_string();
        assert!(read("[columns]\nbooked = 'a'\n").contains("no column for `amount`"));
        assert!(read("[columns]\nbooked = 'a'\namount = 'b'\ndebit = 'c'\n").contains("one or the other"));
        assert!(read("[columns]\nbookd = 'a'\n").contains("bookd"));
        let whole = Mapping::from_toml(&format!("{base}[columns]\nbooked = 'a'\namount = 'b'\n")).unwrap();
        assert_eq!(Mapping::from_toml(&whole.to_toml()), Ok(whole));
    }
}
