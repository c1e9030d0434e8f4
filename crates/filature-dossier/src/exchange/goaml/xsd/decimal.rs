//! Decimal numbers of any length, compared digit by digit: a limit of an amount is exact, and no float comes near it.

use std::cmp::Ordering;

/// A number as its digits, without zeros that say nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    whole: String,
    part: String,
}

impl Decimal {
    /// Reads `-12.50`; none for what is no `xs:decimal`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        let (whole, part) = (whole.trim_start_matches('0').to_owned(), part.trim_end_matches('0').to_owned());
        let is_zero = whole.is_empty() && part.is_empty();
        Some(Self { negative: negative && !is_zero, whole, part })
    }

    /// Digits that count.
    pub fn total_digits(&self) -> usize {
        // Zeros after the point of a number below one are no digits of it.
        let part = if self.whole.is_empty() { self.part.trim_start_matches('0').len() } else { self.part.len() };
        (self.whole.len() + part).max(1)
    }

    /// Digits after the point.
    pub fn fraction_digits(&self) -> usize {
        self.part.len()
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = |one: &Self, next: &Self| {
            one.whole
                .len()
                .cmp(&next.whole.len())
                .then_with(|| one.whole.cmp(&next.whole))
                // Without zeros at the end, the order of the digits after the point is that of the texts.
                .then_with(|| one.part.cmp(&next.part))
        };
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => magnitude(self, other),
            (true, true) => magnitude(other, self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_what_they_are() {
        let read = |text| Decimal::parse(text).unwrap();
        let order = ["-10", "-9.5", "-0.01", "0", "0.009", "0.01", "0.1", "9", "9.99", "10", "99999999999999999999999"];
        for pair in order.windows(2) {
            assert!(read(pair[0]) < read(pair[1]), "{pair:?}");
        }
        assert_eq!(read("-0.00"), read("+0"));
        assert_eq!(read("0012.500"), read("12.5"));
        assert_eq!((read("120.50").total_digits(), read("120.50").fraction_digits()), (4, 1));
        assert_eq!((read("0.05").total_digits(), read("0").total_digits()), (1, 1));
        for text in ["", ".", "-", "1e3", "1,5", "NaN", "1.2.3", "+-1", "１"] {
            assert!(Decimal::parse(text).is_none(), "{text:?}");
        }
    }
}
