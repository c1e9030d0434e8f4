//! Exchange rates as a dated table: what one euro was worth on a day, who published it, and what is missing.
//!
//! ```text
//! rows of rates files ─► Rates ─► rate(from, to, on) ─┬► Rate: an exact fraction, and the legs it was made of
//! rates fixed by law  ─┘  (through the euro)          └► MissingRate: which currency, which days, why
//! ```
//!
//! A rate is an exact decimal, as written: no float ever holds one. Rates are stated as the European Central Bank
//! states them, in units of a currency for one euro; a cross rate goes through the euro, without rounding in between.
//!
//! Nothing is estimated. A day on which nothing was published (a weekend, a holiday of the TARGET system) takes the
//! last publication before it, at most [`Rates::DAYS_BACK`] days back; a day for which two rates are stated has none.

mod decimal;
mod fixed;
mod missing;
mod rate;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::{Currency, Place, SourceId, days_from_epoch, from_days};

pub use decimal::{RateDecimal, RateDecimalError};
pub use fixed::FixedRate;
pub use missing::{MissingRate, WhyMissing};
pub use rate::{Converted, Rate, RateLeg, RateOrigin};

/// One rate as one row of a file states it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatedRate {
    /// The currency.
    pub currency: Currency,
    /// The day it was published for.
    pub on: Date,
    /// The file.
    pub source: SourceId,
    /// Where in it.
    pub place: Place,
    /// The column, tag or attribute that holds it.
    pub column: Arc<str>,
    /// Units of the currency for one euro.
    pub units: RateDecimal,
    /// Who states it, in the file's own words.
    pub stated_by: Option<Arc<str>>,
}

/// Rates of one currency that differ on one day: none of them is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateConflict<'a> {
    /// All that is stated of that currency for that day, by source and place; at least two.
    pub stated: &'a [StatedRate],
}

/// The dated table of a case.
///
/// ```
/// use filature_model::{Currency, Rates};
/// use jiff::civil::date;
/// let lev: Currency = "BGN".parse()?;
/// // Fixed by law from the changeover: no file is needed.
/// let rate = Rates::default().rate(lev, Currency::EUR, date(2026, 2, 1))?;
/// assert_eq!(rate.convert(195_583)?.minor, 100_000);
/// // Before it the table is, and what is missing is said.
/// let missing = Rates::default().rate(lev, Currency::EUR, date(2025, 12, 31)).unwrap_err();
/// assert!(missing.to_string().contains("BGN"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Sorted by currency, day, source and place, so that neither the order of files nor that of rows leaves a mark.
    stated: Vec<StatedRate>,
}

impl Rates {
    /// How many days before the day asked a publication may lie: longer than any closing of the TARGET system (four
    /// days at Easter), shorter than a series that has ended.
    pub const DAYS_BACK: i32 = 7;

    /// The table of these rows, in whatever order they come. Rows about the euro itself say nothing and are left out.
    pub fn new(stated: impl IntoIterator<Item = StatedRate>) -> Self {
        let mut stated: Vec<StatedRate> =
            stated.into_iter().filter(|stated| stated.currency != Currency::EUR).collect();
        stated.sort_unstable();
        stated.dedup();
        Self { stated }
    }

    /// Whether no file of the case states any rate; those fixed by law are there all the same.
    pub fn is_empty(&self) -> bool {
        self.stated.is_empty()
    }

    /// All rows, by currency, day, source and place.
    pub fn stated(&self) -> &[StatedRate] {
        &self.stated
    }

    /// The rates that are fixed for good, by currency.
    pub fn fixed() -> &'static [FixedRate] {
        fixed::FIXED
    }

    /// The rate that turns minor units of `from` into minor units of `to`, by what was published for `on`.
    ///
    /// # Errors
    /// [`MissingRate`] when the table has no rate of one of the two within [`Rates::DAYS_BACK`] days before `on`, or
    /// has different ones for the day that would be used. Of two currencies that miss one, the first is named.
    ///
    /// ```
    /// use filature_model::{Currency, Place, Rates, StatedRate};
    /// use jiff::civil::date;
    /// let dollar: Currency = "USD".parse()?;
    /// let friday = date(2024, 6, 28);
    /// let rates = Rates::new([StatedRate {
    ///     currency: dollar,
    ///     on: friday,
    ///     source: "a1b2c3d4e5f6".parse()?,
    ///     place: Place::default(),
    ///     column: "USD".into(),
    ///     units: "1.0705".parse()?,
    ///     stated_by: None,
    /// }]);
    /// let sunday = rates.rate(Currency::EUR, dollar, date(2024, 6, 30))?;
    /// assert_eq!(sunday.legs[0].on, friday);
    /// assert_eq!(sunday.convert(10_000)?.minor, 10_705);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rate(&self, from: Currency, to: Currency, on: Date) -> Result<Rate, MissingRate> {
        if from == to {
            return Ok(Rate::same(from, on));
        }
        let from_leg = self.leg(from, on)?;
        let to_leg = self.leg(to, on)?;
        Ok(Rate::through_the_euro((from, from_leg), (to, to_leg), on))
    }

    /// What one euro was worth on a day; none for the euro itself.
    fn leg(&self, currency: Currency, on: Date) -> Result<Option<RateLeg>, MissingRate> {
        if currency == Currency::EUR {
            return Ok(None);
        }
        if let Some(fixed) = fixed::of(currency).filter(|fixed| on >= fixed.from) {
            return Ok(Some(fixed.leg()));
        }
        let earliest = from_days(days_from_epoch(on).saturating_sub(Self::DAYS_BACK)).unwrap_or(on);
        let missing = |why| MissingRate { currency, on, earliest, why };
        let end = self.stated.partition_point(|stated| (stated.currency, stated.on) <= (currency, on));
        let last = self.stated[..end].last().filter(|last| last.currency == currency && last.on >= earliest);
        let Some(last) = last else { return Err(missing(WhyMissing::NotStated)) };
        let start = self.stated.partition_point(|stated| (stated.currency, stated.on) < (currency, last.on));
        let of_day = &self.stated[start..end];
        if differ(of_day) {
            let stated = of_day.iter().map(|stated| (stated.units, stated.source)).collect();
            return Err(missing(WhyMissing::Contradictory { published: last.on, stated }));
        }
        // Where several files state the same, the first by source id and place is named.
        Ok(of_day.first().map(RateLeg::from))
    }

    /// The days of a currency for which different rates are stated, by currency and day. Those after a changeover are
    /// no conflict: the rate is fixed then, see [`Rates::beside_the_law`].
    pub fn conflicts(&self) -> impl Iterator<Item = RateConflict<'_>> {
        self.stated
            .chunk_by(|a, b| (a.currency, a.on) == (b.currency, b.on))
            .filter(|of_day| of_day.len() > 1 && !is_fixed(&of_day[0]) && differ(of_day))
            .map(|stated| RateConflict { stated })
    }

    /// Rows that state another rate than the one fixed by law for their day, with that one: they are not used.
    pub fn beside_the_law(&self) -> impl Iterator<Item = (&StatedRate, &'static FixedRate)> {
        self.stated.iter().filter_map(|stated| {
            let fixed = fixed::of(stated.currency).filter(|fixed| stated.on >= fixed.from)?;
            (!fixed.units.is_same_value(stated.units)).then_some((stated, fixed))
        })
    }

    /// The rows of each currency, by currency.
    pub fn by_currency(&self) -> BTreeMap<Currency, &[StatedRate]> {
        self.stated.chunk_by(|a, b| a.currency == b.currency).map(|rows| (rows[0].currency, rows)).collect()
    }
}

fn is_fixed(stated: &StatedRate) -> bool {
    fixed::of(stated.currency).is_some_and(|fixed| stated.on >= fixed.from)
}

fn differ(of_day: &[StatedRate]) -> bool {
    of_day.windows(2).any(|pair| !pair[0].units.is_same_value(pair[1].units))
}
