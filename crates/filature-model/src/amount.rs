use std::fmt;

use crate::Currency;

/// An exact amount: whole minor units of one currency, never a float.
///
/// ```
/// use filature_model::{Currency, Money};
/// let wage = Money::parse("1234.5", Currency::EUR)?;
/// assert_eq!(wage.minor, 123_450);
/// assert_eq!(wage.to_string(), "1234.50 EUR");
/// # Ok::<(), filature_model::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// Minor units (cents), negative for a debit or an overdraft.
    pub minor: i64,
    /// The currency those units are of.
    pub currency: Currency,
}

/// Why a written amount could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing that could be a number.
    #[error("not an amount")]
    NotANumber,
    /// Two marks that could both be the decimal one.
    #[error("two decimal separators")]
    TwoSeparators,
    /// More decimals than the currency has minor digits, and not zeros.
    #[error("more decimals than {0} has")]
    TooFine(Currency),
    /// More than 64 bits of minor units.
    #[error("too large")]
    TooLarge,
    /// Two amounts of different currencies cannot be added.
    #[error("{0} and {1} are different currencies")]
    Mixed(Currency, Currency),
}

impl Money {
    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads an amount with a decimal point and an optional sign, as in `-1234.50`.
    ///
    /// # Errors
    /// [`AmountError`] when it is not such a number or does not fit the currency's minor digits.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        Ok(Self { minor: parse_minor(text.as_bytes(), b'.', currency)?, currency })
    }

    /// The sum, or why there is none.
    ///
    /// # Errors
    /// [`AmountError::Mixed`] for two currencies, [`AmountError::TooLarge`] past 64 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        if self.currency != other.currency {
            return Err(AmountError::Mixed(self.currency, other.currency));
        }
        let minor = self.minor.checked_add(other.minor).ok_or(AmountError::TooLarge)?;
        Ok(Self { minor, currency: self.currency })
    }

    /// The amount as a decimal string with a point and all minor digits, without the currency: `"12.34"`.
    pub fn decimal(self) -> String {
        decimal_string(i128::from(self.minor), self.currency)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

/// Minor units as a decimal string with a point and all minor digits; a whole amount of a currency that has
/// no minor unit in ISO 4217 stands without decimals.
///
/// ```
/// use filature_model::{Currency, decimal_string};
/// assert_eq!(decimal_string(-5, Currency::EUR), "-0.05");
/// assert_eq!(decimal_string(270_000, "JPY".parse()?), "2700");
/// # Ok::<(), filature_model::UnknownCurrency>(())
/// ```
pub fn decimal_string(minor: i128, currency: Currency) -> String {
    let digits = currency.minor_digits();
    let sign = if minor < 0 { "-" } else { "" };
    let unit = 10_u128.pow(digits);
    let magnitude = minor.unsigned_abs();
    let (whole, part) = (magnitude / unit, magnitude % unit);
    if currency.is_whole() && part == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{part:0width$}", width = digits as usize)
}

/// Reads `[+-]digits[MARK digits]` into minor units of `currency`, with `mark` the only decimal mark.
///
/// This is the one place where text becomes money. It takes no grouping marks: a reader whose format has
/// them removes them first, having made sure that they group.
///
/// # Errors
/// [`AmountError`]; decimals past the currency's minor digits are taken only when they are zeros.
///
/// ```
/// use filature_model::{AmountError, Currency, parse_minor};
/// assert_eq!(parse_minor(b"12,5", b',', Currency::EUR), Ok(1250));
/// assert_eq!(parse_minor(b"18.15000", b'.', Currency::EUR), Ok(1815));
/// assert_eq!(parse_minor(b"1.234.5", b'.', Currency::EUR), Err(AmountError::TwoSeparators));
/// ```
pub fn parse_minor(text: &[u8], mark: u8, currency: Currency) -> Result<i64, AmountError> {
    let text = text.trim_ascii();
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    if digits.iter().filter(|byte| matches!(byte, b'.' | b',')).count() > 1 {
        return Err(AmountError::TwoSeparators);
    }
    let wanted = currency.minor_digits();
    let (mut value, mut decimals, mut seen_mark, mut seen_digit) = (0_i64, 0_u32, false, false);
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                seen_digit = true;
                if seen_mark && decimals == wanted {
                    if byte != b'0' {
                        return Err(AmountError::TooFine(currency));
                    }
                    continue;
                }
                decimals += u32::from(seen_mark);
                value = value
                    .checked_mul(10)
                    .and_then(|value| value.checked_add(i64::from(byte - b'0')))
                    .ok_or(AmountError::TooLarge)?;
            }
            _ if byte == mark && !seen_mark => seen_mark = true,
            _ => return Err(AmountError::NotANumber),
        }
    }
    if !seen_digit {
        return Err(AmountError::NotANumber);
    }
    let scale = 10_i64.checked_pow(wanted - decimals).ok_or(AmountError::TooLarge)?;
    let value = value.checked_mul(scale).ok_or(AmountError::TooLarge)?;
    Ok(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(minor in any::<i64>().prop_filter("has a magnitude", |m| *m != i64::MIN)) {
            for code in ["EUR", "JPY", "KWD", "BTC"] {
                let money = Money { minor, currency: code.parse().unwrap() };
                prop_assert_eq!(Money::parse(&money.decimal(), money.currency), Ok(money));
            }
        }
    }

    #[test]
    fn what_is_no_amount_says_why() {
        let read = |text: &str| parse_minor(text.as_bytes(), b'.', Currency::EUR);
        for text in ["", "-", ".", "+.", "12a", "1 2", "--1", "1e3", "NaN"] {
            assert_eq!(read(text), Err(AmountError::NotANumber), "{text:?}");
        }
        assert_eq!(read("1,5"), Err(AmountError::NotANumber));
        assert_eq!(read("1.234,5"), Err(AmountError::TwoSeparators));
        assert_eq!(read("0.001"), Err(AmountError::TooFine(Currency::EUR)));
        assert_eq!(read("99999999999999999999"), Err(AmountError::TooLarge));
        assert_eq!(read(".5"), Ok(50));
        assert_eq!(read("7."), Ok(700));
    }
}
