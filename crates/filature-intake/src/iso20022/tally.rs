//! Numbers and sums that a file states of its parts, held against the parts.
//!
//! A control sum adds amounts whatever their currencies, so it is reckoned with the decimals as written, not
//! with minor units.

use std::fmt;

/// The standard gives a decimal 18 digits at most, 17 of them after the point.
const PLACES: u32 = 17;

/// An exact decimal, in units of 10⁻¹⁷.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Decimal(i128);

impl Decimal {
    /// Reads digits with at most one point; none when it is no such number, or too large or too fine.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let part = part.trim_end_matches('0');
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !is_digits(whole) || !is_digits(part) {
            return None;
        }
        let places = u32::try_from(part.len()).ok().filter(|places| *places <= PLACES)?;
        let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i128>().ok() };
        let whole = number(whole)?.checked_mul(10_i128.pow(PLACES))?;
        let part = number(part)?.checked_mul(10_i128.pow(PLACES - places))?;
        whole.checked_add(part).map(Self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u128.pow(PLACES);
        let (whole, part) = (self.0.unsigned_abs() / unit, self.0.unsigned_abs() % unit);
        let part = format!("{part:017}");
        let part = part.trim_end_matches('0');
        if part.is_empty() { write!(f, "{whole}") } else { write!(f, "{whole}.{part:0<2}") }
    }
}

/// How many amounts there were, and their sum; no sum once one of them could not be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) sum: Option<Decimal>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { count: 0, sum: Some(Decimal(0)) }
    }
}

impl Tally {
    /// Counts an amount as written.
    pub(super) fn add(&mut self, amount: &str) {
        let one = Self { count: 1, sum: Decimal::parse(amount) };
        *self = self.with(one);
    }

    /// Both together.
    pub(super) fn with(self, other: Self) -> Self {
        let sum = match (self.sum, other.sum) {
            (Some(Decimal(one)), Some(Decimal(other))) => one.checked_add(other).map(Decimal),
            _ => None,
        };
        Self { count: self.count.saturating_add(other.count), sum }
    }

    /// Whether this is the stated number.
    pub(super) fn has_count(&self, stated: &str) -> bool {
        stated.trim().parse() == Ok(self.count)
    }

    /// Whether this is the stated sum.
    pub(super) fn has_sum(&self, stated: &str) -> bool {
        let stated = Decimal::parse(stated);
        stated.is_some() && stated == self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_whole_or_not_at_all() {
        let read = |text: &str| Decimal::parse(text).map(|decimal| decimal.to_string());
        assert_eq!(read("12.5").as_deref(), Some("12.50"));
        assert_eq!(read("0012.500").as_deref(), Some("12.50"));
        assert_eq!(read(".00000000000000001").as_deref(), Some("0.00000000000000001"));
        assert_eq!(read("7.").as_deref(), Some("7"));
        for text in ["", ".", "-1", "1,5", "1.2.3", "1e3", ".000000000000000001", &"9".repeat(40)] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_sum_is_none_once_an_amount_is_none() {
        let mut tally = Tally::default();
        ["1.10", "2.2", "3"].iter().for_each(|amount| tally.add(amount));
        assert!(tally.has_count("3") && tally.has_count(" 3") && !tally.has_count("4") && !tally.has_count("x"));
        assert!(tally.has_sum("6.30") && tally.has_sum("6.3") && !tally.has_sum("6.31"));
        tally.add("x");
        assert!(!tally.has_sum("6.30"));
    }
}
