use std::fmt;
use std::str::FromStr;

/// A rate as written: a whole number over a power of ten, above zero, never a float.
///
/// Zeros that a source writes at the end are kept, so that what is printed is what was published.
///
/// ```
/// use filature_model::RateDecimal;
/// let kuna: RateDecimal = "7.53450".parse()?;
/// assert_eq!((kuna.digits(), kuna.decimals()), (753_450, 5));
/// assert_eq!(kuna.to_string(), "7.53450");
/// # Ok::<(), filature_model::RateDecimalError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RateDecimal {
    digits: i64,
    decimals: u32,
}

/// Why a written rate could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateDecimalError {
    /// Nothing that could be a decimal number with a point.
    #[error("not a number with a decimal point")]
    NotANumber,
    /// Nought or less: no currency is worth nothing.
    #[error("not above zero")]
    NotPositive,
    /// More digits than any publication has; mostly the trace of a calculation in floats.
    #[error("more than 17 digits, or more than 14 of them after the point")]
    TooFine,
}

impl RateDecimal {
    /// The most digits that a rate may have: with them no rate between two currencies can pass 128 bits.
    pub const MOST_DIGITS: usize = 17;
    /// The most digits after the point.
    pub const MOST_DECIMALS: u32 = 14;

    /// A constant of ours.
    pub(super) const fn known(digits: i64, decimals: u32) -> Self {
        Self { digits, decimals }
    }

    /// All digits as a whole number.
    pub fn digits(self) -> i64 {
        self.digits
    }

    /// How many of them stand after the point.
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// Whether both are the same number, however many zeros they end in.
    ///
    /// ```
    /// use filature_model::RateDecimal;
    /// let rate = |text: &str| text.parse::<RateDecimal>();
    /// assert!(rate("1.9558")?.is_same_value(rate("1.95580")?));
    /// assert!(!rate("1.9558")?.is_same_value(rate("1.95583")?));
    /// # Ok::<(), filature_model::RateDecimalError>(())
    /// ```
    pub fn is_same_value(self, other: Self) -> bool {
        let scaled = |one: Self, by: Self| i128::from(one.digits) * 10_i128.pow(by.decimals);
        scaled(self, other) == scaled(other, self)
    }
}

impl FromStr for RateDecimal {
    type Err = RateDecimalError;

    /// Reads digits with at most one decimal point. No sign but a plus, no grouping, no exponent: the published
    /// layouts have none, and a comma could be either mark.
    fn from_str(text: &str) -> Result<Self, RateDecimalError> {
        let text = text.trim();
        if text.strip_prefix(['-', '\u{2212}']).is_some_and(is_number) {
            return Err(RateDecimalError::NotPositive);
        }
        let text = text.strip_prefix('+').unwrap_or(text);
        if !is_number(text) {
            return Err(RateDecimalError::NotANumber);
        }
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let whole = whole.trim_start_matches('0');
        // Zeros past the limit say nothing and are let go.
        let kept = part.char_indices().nth(Self::MOST_DECIMALS as usize).map_or(part.len(), |(at, _)| at);
        let (part, beyond) = part.split_at(kept);
        let significant = if whole.is_empty() { part.trim_start_matches('0') } else { part };
        if whole.len() + significant.len() > Self::MOST_DIGITS || beyond.bytes().any(|digit| digit != b'0') {
            return Err(RateDecimalError::TooFine);
        }
        let digits = format!("0{whole}{part}").parse().map_err(|_| RateDecimalError::TooFine)?;
        let decimals = u32::try_from(part.len()).map_err(|_| RateDecimalError::TooFine)?;
        if digits == 0 { Err(RateDecimalError::NotPositive) } else { Ok(Self { digits, decimals }) }
    }
}

/// Digits, with a point among them or not.
fn is_number(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(part) && whole.len() + part.len() > 0
}

impl fmt::Display for RateDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals == 0 {
            return write!(f, "{}", self.digits);
        }
        let unit = 10_i64.pow(self.decimals);
        write!(f, "{}.{:0width$}", self.digits / unit, self.digits % unit, width = self.decimals as usize)
    }
}
