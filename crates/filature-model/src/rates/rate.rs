use std::sync::Arc;

use jiff::civil::Date;

use super::{FixedRate, RateDecimal, StatedRate};
use crate::{AmountError, Currency, Language, Place, SourceId};

/// The rate between two currencies on a day: an exact fraction between their minor units, and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The currency that is turned.
    pub from: Currency,
    /// The currency that it is turned into.
    pub to: Currency,
    /// The day for which it was asked.
    pub on: Date,
    /// The rates to the euro that it rests on: that of `from`, then that of `to`; the euro has none.
    pub legs: Vec<RateLeg>,
    numerator: i128,
    denominator: i128,
}

/// One rate to the euro that a [`Rate`] rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLeg {
    /// The currency.
    pub currency: Currency,
    /// The day it was published for: that asked, or the last one before it; of a fixed rate, its changeover.
    pub on: Date,
    /// Units of the currency for one euro, as written.
    pub units: RateDecimal,
    /// Where it comes from.
    pub origin: RateOrigin,
}

/// Where a rate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateOrigin {
    /// A row of a file of the case.
    Stated {
        /// The file.
        source: SourceId,
        /// Where in it.
        place: Place,
        /// Who states it, in the file's own words.
        stated_by: Option<Arc<str>>,
    },
    /// Fixed by law, from the changeover on.
    Fixed(&'static FixedRate),
}

/// An amount turned into another currency, exactly: what was turned is `minor` and `remainder / denominator` more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Converted {
    /// Whole minor units, rounded down.
    pub minor: i128,
    /// What rounding down left, in parts of [`Rate::denominator`] of a minor unit: from zero to below it.
    pub remainder: i128,
}

impl From<&StatedRate> for RateLeg {
    fn from(stated: &StatedRate) -> Self {
        let StatedRate { currency, on, source, place, units, stated_by, .. } = stated;
        let origin = RateOrigin::Stated { source: *source, place: *place, stated_by: stated_by.clone() };
        Self { currency: *currency, on: *on, units: *units, origin }
    }
}

impl RateLeg {
    /// The rate in words: how many units for one euro, published when, by whom, on which row.
    pub fn sentence(&self, language: Language) -> String {
        let Self { currency, on, units, origin } = self;
        let (units, on) = (units.written(language), day(*on, language));
        match origin {
            RateOrigin::Stated { source, place, stated_by } => {
                let published = language.pick("published for", "publié pour le");
                let by = stated_by.as_deref().map_or_else(String::new, |by| format!("{by}, "));
                let line =
                    place.line.map_or_else(String::new, |line| format!(", {} {line}", language.pick("line", "ligne")));
                format!("1 EUR = {units} {currency}, {published} {on} ({by}source {source}{line})")
            }
            RateOrigin::Fixed(fixed) => {
                let since = language.pick("fixed from", "fixé à partir du");
                format!("1 EUR = {units} {currency}, {since} {on} ({})", fixed.act(language))
            }
        }
    }
}

/// A day as it is written in the language: `2024-03-11`, `11/03/2024`.
pub(super) fn day(on: Date, language: Language) -> String {
    match language {
        Language::English => on.to_string(),
        Language::French => format!("{:02}/{:02}/{:04}", on.day(), on.month(), on.year()),
    }
}

impl RateDecimal {
    /// With the decimal mark of the language.
    pub(super) fn written(self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::French => self.to_string().replace('.', ","),
        }
    }
}

impl Rate {
    /// A currency into itself.
    pub(super) fn same(currency: Currency, on: Date) -> Self {
        Self { from: currency, to: currency, on, legs: Vec::new(), numerator: 1, denominator: 1 }
    }

    /// Out of one currency into the euro, and out of it into the other, without rounding in between.
    pub(super) fn through_the_euro(
        (from, from_leg): (Currency, Option<RateLeg>),
        (to, to_leg): (Currency, Option<RateLeg>),
        on: Date,
    ) -> Self {
        let parts = |leg: &Option<RateLeg>| {
            leg.as_ref().map_or((1, 0), |leg| (i128::from(leg.units.digits()), leg.units.decimals()))
        };
        let ((from_digits, from_decimals), (to_digits, to_decimals)) = (parts(&from_leg), parts(&to_leg));
        // (to_digits / 10^to_decimals · 10^to minor digits) / (from_digits / 10^from_decimals · 10^from minor digits)
        let (over, under) = (from_decimals + to.minor_digits(), to_decimals + from.minor_digits());
        // At most 17 digits times 10^(14 + 8 - 2): within 128 bits, with room to double.
        let numerator = to_digits * 10_i128.pow(over.saturating_sub(under));
        let denominator = from_digits * 10_i128.pow(under.saturating_sub(over));
        let common = greatest_common_divisor(numerator, denominator);
        Self {
            from,
            to,
            on,
            legs: [from_leg, to_leg].into_iter().flatten().collect(),
            numerator: numerator / common,
            denominator: denominator / common,
        }
    }

    /// One minor unit of `from` is `numerator / denominator` minor units of `to`; above zero, in lowest terms.
    pub fn numerator(&self) -> i128 {
        self.numerator
    }

    /// See [`Rate::numerator`]; above zero.
    pub fn denominator(&self) -> i128 {
        self.denominator
    }

    /// Turns minor units of `from` into minor units of `to`, exactly: what is given back and what is left of it add up
    /// to `minor · numerator / denominator`.
    ///
    /// Whole units are rounded **down** (towards minus infinity), never up: a converted sum can then never come to more
    /// than was followed, and the converted parts of a sum never to more than the converted sum. What is left is for a
    /// line of its own.
    ///
    /// # Errors
    /// [`AmountError::TooLarge`] when the amount does not fit 128 bits.
    ///
    /// ```
    /// use filature_model::{Currency, Rates};
    /// let rate = Rates::default().rate("HRK".parse()?, Currency::EUR, jiff::civil::date(2023, 5, 2))?;
    /// let converted = rate.convert(10_000)?; // 100.00 HRK: 13.27 EUR, and 0.2278 cents more
    /// assert_eq!(converted.minor, 1_327);
    /// assert_eq!(1_327 * rate.denominator() + converted.remainder, 10_000 * rate.numerator());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn convert(&self, minor: i128) -> Result<Converted, AmountError> {
        match minor.checked_mul(self.numerator) {
            Some(product) => Ok(Converted {
                minor: product.div_euclid(self.denominator),
                remainder: product.rem_euclid(self.denominator),
            }),
            None => self.convert_bit_by_bit(minor),
        }
    }

    /// The same where the product passes 128 bits: long division, a bit of the amount at a time.
    fn convert_bit_by_bit(&self, minor: i128) -> Result<Converted, AmountError> {
        let magnitude = minor.unsigned_abs();
        let (mut quotient, mut remainder) = (0_i128, 0_i128);
        for bit in (0..u128::BITS - magnitude.leading_zeros()).rev() {
            let carried = if magnitude >> bit & 1 == 1 { self.numerator } else { 0 };
            let product = 2 * remainder + carried;
            quotient = quotient
                .checked_mul(2)
                .and_then(|quotient| quotient.checked_add(product / self.denominator))
                .ok_or(AmountError::TooLarge)?;
            remainder = product % self.denominator;
        }
        Ok(match (minor < 0, remainder) {
            (false, _) => Converted { minor: quotient, remainder },
            (true, 0) => Converted { minor: -quotient, remainder },
            (true, _) => Converted { minor: -quotient - 1, remainder: self.denominator - remainder },
        })
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
