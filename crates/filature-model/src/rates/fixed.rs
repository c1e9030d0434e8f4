use jiff::civil::{Date, date};

use super::{RateDecimal, RateLeg, RateOrigin};
use crate::{Currency, Language};

/// A rate that holds for good from the day on which a currency gave way to the euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedRate {
    /// The currency.
    pub currency: Currency,
    /// The first day on which it holds: the changeover.
    pub from: Date,
    /// Units of the currency for one euro, with all the decimals of the act: they are neither rounded nor cut.
    pub units: RateDecimal,
    /// The act that fixes it, in English and in French.
    act: [&'static str; 2],
}

/// By currency. Before the changeover the table of the case is asked, and only it.
///
/// The kuna is by the text of the regulation (OJ L 187, 14.7.2022, p. 18). The lev is by what the Council and the European
/// Central Bank published on 8 July 2025; the number of that act was not read, so it is not given.
pub(super) const FIXED: &[FixedRate] = &[
    FixedRate {
        currency: Currency::BGN,
        from: date(2026, 1, 1),
        units: RateDecimal::known(195_583, 5),
        act: [
            "act of the Council of the European Union of 8 July 2025 on the conversion rate of the lev",
            "acte du Conseil de l’Union européenne du 8 juillet 2025 sur le taux de conversion du lev",
        ],
    },
    FixedRate {
        currency: Currency::HRK,
        from: date(2023, 1, 1),
        units: RateDecimal::known(753_450, 5),
        act: ["Council Regulation (EU) 2022/1208", "règlement (UE) 2022/1208 du Conseil"],
    },
];

/// The fixed rate of a currency, whatever the day.
pub(super) fn of(currency: Currency) -> Option<&'static FixedRate> {
    FIXED.iter().find(|fixed| fixed.currency == currency)
}

impl FixedRate {
    /// The act that fixes it.
    pub fn act(&self, language: Language) -> &'static str {
        language.pick(self.act[0], self.act[1])
    }

    pub(super) fn leg(&'static self) -> RateLeg {
        RateLeg { currency: self.currency, on: self.from, units: self.units, origin: RateOrigin::Fixed(self) }
    }
}
