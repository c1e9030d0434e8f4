//! Money on its way, and what it is worth to the claims.
//!
//! A pocket counts in its own currency; a claim is counted in its own. In a pocket of the claim's currency a unit is worth
//! a unit. In another one, what arrived carries the value that it had before the change of currency, and a part of it the
//! same part of that value. So the claim's value is conserved through any number of changes, and nothing depends on how
//! rates move while the money lies somewhere.

use crate::bounds::Bounds;
use crate::rules::{Parcel, Pocket};

/// Parts of one unit of value in a [`Worth::Range`]: a power of two, so that rounding is the same everywhere.
const ONE: i128 = 1 << 40;

/// What units of each claim are worth, in minor units of the claims' currency.
#[derive(Clone, Debug)]
pub(super) enum Worth {
    /// A unit is worth a unit.
    Same,
    /// The value of all units of each claim together.
    Exact(Vec<i128>),
    Range(Vec<UnitWorth>),
}

/// How far it is known what one claim's units are worth: `x` units are worth from `x` times the least to `x` times the
/// most of `unit`, and up to `slack_minor` less or more.
///
/// The slack is what rounding can have moved: dividing a value gives the part that goes and the part that stays at most a
/// minor unit more each than the units' share, and a change of currency rounds the units.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct UnitWorth {
    /// In parts of [`ONE`].
    unit: Bounds,
    slack_minor: i128,
}

impl UnitWorth {
    /// More than any value is (`call/claims.rs`): what is capped at it is no less true, and no product overflows.
    const MOST_MINOR: i128 = 1 << 60;
    const SAME: Self = Self { unit: Bounds { low_minor: ONE, high_minor: ONE }, slack_minor: 0 };

    fn looser(self, minor: i128) -> Self {
        Self { slack_minor: (self.slack_minor + minor).min(Self::MOST_MINOR), ..self }
    }

    fn of(self, part: Bounds) -> Bounds {
        if part.high_minor == 0 {
            return Bounds::default();
        }
        let low_minor = value_of(part.low_minor, self.unit.low_minor, false) - self.slack_minor;
        let high_minor = value_of(part.high_minor, self.unit.high_minor, true) + self.slack_minor;
        Bounds { low_minor: low_minor.clamp(0, Self::MOST_MINOR), high_minor: high_minor.min(Self::MOST_MINOR) }
    }

    fn with(self, other: Self) -> Self {
        let unit = if self.unit.is_zero() { other.unit } else { self.unit.hull(other.unit) };
        Self { unit, ..self }.looser(other.slack_minor)
    }

    /// After a change of `from_minor` units into `to_minor`.
    fn exchanged(self, from_minor: i128, to_minor: i128) -> Self {
        if to_minor == 0 {
            return Self::default();
        }
        let most = Self::MOST_MINOR * ONE;
        let low_minor = self.unit.low_minor.saturating_mul(from_minor).div_euclid(to_minor).min(most);
        let high_minor = ceil_divided(self.unit.high_minor.saturating_mul(from_minor), to_minor).min(most);
        let exchanged = Self { unit: Bounds { low_minor, high_minor }, ..self };
        exchanged.looser(exchanged.one_unit_minor() - exchanged.slack_minor + 1)
    }

    /// The most that less than one unit, or one, is worth.
    fn one_unit_minor(self) -> i128 {
        ceil_divided(self.unit.high_minor, ONE) + self.slack_minor
    }

    /// What a part loses when `from_minor` units come back to the claims' currency as `to_minor`: its value less its units,
    /// where that is more than nothing.
    fn lost_in_claim_currency(self, part: Bounds, from_minor: i128, to_minor: i128) -> Bounds {
        if part.high_minor == 0 || from_minor == 0 {
            return Bounds::default();
        }
        // What one unit is worth now, in the same parts of [`ONE`]; rounded either way, and a unit of slack for the units.
        let now = to_minor * ONE;
        let (now_low, now_high) = (now.div_euclid(from_minor), ceil_divided(now, from_minor));
        let slack_minor = self.slack_minor + 2;
        let low = value_of(part.low_minor, (self.unit.low_minor - now_high).max(0), false) - slack_minor;
        let high = value_of(part.high_minor, (self.unit.high_minor - now_low).max(0), true) + slack_minor;
        Bounds { low_minor: low.max(0), high_minor: high.min(self.of(part).high_minor).max(0) }
    }
}

fn ceil_divided(amount: i128, by: i128) -> i128 {
    amount.div_euclid(by) + i128::from(amount.rem_euclid(by) > 0)
}

/// What units are worth, rounded up or down; no more than can be counted in 128 bits, which is more than any value.
fn value_of(units: i128, unit: i128, up: bool) -> i128 {
    let value = units.saturating_mul(unit);
    if up { ceil_divided(value, ONE) } else { value.div_euclid(ONE) }
}

impl Worth {
    /// Of a pocket that has received nothing yet.
    pub fn of_pocket(is_claim_currency: bool, is_exact: bool, claims: usize) -> Self {
        match (is_claim_currency, is_exact) {
            (true, _) => Self::Same,
            (false, true) => Self::Exact(vec![0; claims]),
            (false, false) => Self::Range(vec![UnitWorth::default(); claims]),
        }
    }

    /// The value of these units.
    pub fn of(&self, parts: &[Bounds]) -> Vec<Bounds> {
        match self {
            Self::Same => parts.to_vec(),
            Self::Exact(values) => values.iter().map(|&value| Bounds::exact(value)).collect(),
            Self::Range(units) => parts.iter().zip(units).map(|(&part, unit)| unit.of(part)).collect(),
        }
    }

    /// Divides off the value of `taken` units of `all`.
    pub fn take(&mut self, all: &[Bounds], taken: &[Bounds]) -> Self {
        match self {
            Self::Same => Self::Same,
            Self::Range(units) => {
                for (unit, _) in units.iter_mut().zip(taken).filter(|(_, part)| part.high_minor > 0) {
                    *unit = unit.looser(1);
                }
                Self::Range(units.clone())
            }
            Self::Exact(values) => {
                let mut gone = Vec::with_capacity(values.len());
                for (value, (all, taken)) in values.iter_mut().zip(all.iter().zip(taken)) {
                    // The last units take what rounding down left.
                    let part = match taken.low_minor {
                        taken if taken == all.low_minor => *value,
                        taken => *value * taken / all.low_minor,
                    };
                    *value -= part;
                    gone.push(part);
                }
                Self::Exact(gone)
            }
        }
    }

    /// Takes in the value of what arrives; `arriving` tells which claims do.
    pub fn receive(&mut self, other: &Self, arriving: &[Bounds]) {
        match (self, other) {
            (Self::Exact(values), Self::Exact(more)) => {
                values.iter_mut().zip(more).for_each(|(value, more)| *value += more);
            }
            (Self::Exact(values), Self::Same) => {
                values.iter_mut().zip(arriving).for_each(|(value, part)| *value += part.low_minor);
            }
            (Self::Range(units), other) => {
                let same = vec![UnitWorth::SAME; units.len()];
                let more = if let Self::Range(more) = other { more } else { &same };
                for ((unit, more), _) in
                    units.iter_mut().zip(more).zip(arriving).filter(|(_, part)| part.high_minor > 0)
                {
                    *unit = unit.with(*more);
                }
            }
            (Self::Same | Self::Exact(_), _) => {}
        }
    }
}

/// What left a pocket and has not arrived.
#[derive(Debug)]
pub(super) struct Sent<P: Pocket> {
    pub parcel: P::Parcel,
    pub worth: Worth,
}

impl<P: Pocket> Sent<P> {
    pub fn parts(&self, claims: usize) -> Vec<Bounds> {
        self.parcel.parts(claims)
    }

    /// What it is worth to each claim.
    pub fn value(&self, claims: usize) -> Vec<Bounds> {
        self.worth.of(&self.parts(claims))
    }

    /// Divides off `minor` units as the rule would take them from this money standing alone.
    pub fn split(self, minor: i128, claims: usize) -> (Self, Self) {
        let (all, mut worth) = (self.parts(claims), self.worth);
        let (front, rest) = P::repay(self.parcel, minor, claims);
        let front_worth = worth.take(&all, &front.parts(claims));
        (Self { parcel: front, worth: front_worth }, Self { parcel: rest, worth })
    }

    /// Adds what comes next.
    pub fn append(&mut self, next: Self, claims: usize) {
        let (own, arriving) = (self.parts(claims), next.parts(claims));
        match (&mut self.worth, &next.worth) {
            (Worth::Same, Worth::Same) => {}
            (Worth::Same, other) => {
                // Of money in the claims' currency and in another there is never a mixture but by ranges or sums.
                let mut worth = match other {
                    Worth::Range(_) => Worth::of_pocket(false, false, claims),
                    _ => Worth::of_pocket(false, true, claims),
                };
                worth.receive(&Worth::Same, &own);
                worth.receive(other, &arriving);
                self.worth = worth;
            }
            (worth, other) => worth.receive(other, &arriving),
        }
        self.parcel.append(next.parcel);
    }

    /// The same money worth what a published rate says, for rules that follow no units: the claims' currency has
    /// `numerator / denominator` units for one.
    pub fn valued_at(self, numerator: i128, denominator: i128, claims: usize) -> Self {
        let scaled = ONE.saturating_mul(numerator);
        let unit = Bounds { low_minor: scaled.div_euclid(denominator), high_minor: ceil_divided(scaled, denominator) };
        Self { worth: Worth::Range(vec![UnitWorth { unit, slack_minor: 0 }; claims]), ..self }
    }

    /// Changes currency: `to_minor` units arrive for all of it. Gives what the change takes from each claim: where money
    /// comes back to the claims' currency as fewer units than it was worth, and where a part is too small for a unit.
    pub fn exchanged(self, to_minor: i128, is_claim_currency: bool, claims: usize) -> (Self, Vec<Bounds>) {
        let (from_minor, value, before) = (self.parcel.minor(), self.value(claims), self.parts(claims));
        let mut parcel = self.parcel.scaled(to_minor, claims);
        if is_claim_currency {
            let units = parcel.parts(claims);
            parcel.cap(&value);
            let taken = match &self.worth {
                Worth::Range(worths) => {
                    let before = before.iter().zip(worths);
                    before.map(|(part, worth)| worth.lost_in_claim_currency(*part, from_minor, to_minor)).collect()
                }
                _ => value.iter().zip(units).map(|(value, units)| lost(*value, units)).collect(),
            };
            return (Self { parcel, worth: Worth::Same }, taken);
        }
        let units = parcel.parts(claims);
        let mut taken = vec![Bounds::default(); claims];
        let worth = match self.worth {
            Worth::Range(units) => {
                Worth::Range(units.iter().map(|unit| unit.exchanged(from_minor, to_minor)).collect())
            }
            Worth::Same if !P::EXACT || !P::CONSERVES => {
                Worth::Range(vec![UnitWorth::SAME.exchanged(from_minor, to_minor); claims])
            }
            Worth::Same | Worth::Exact(_) => {
                let keep = |(claim, (value, units)): (usize, (&Bounds, &Bounds))| {
                    if units.low_minor == 0 {
                        taken[claim] = *value;
                    }
                    if units.low_minor == 0 { 0 } else { value.low_minor }
                };
                Worth::Exact(value.iter().zip(&units).enumerate().map(keep).collect())
            }
        };
        if to_minor == 0 {
            taken = value;
        } else if let Worth::Range(worths) = &worth {
            // Only what is too small for one unit is lost.
            let too_small = |(value, (units, worth)): (&Bounds, (&Bounds, &UnitWorth))| Bounds {
                low_minor: 0,
                high_minor: if units.low_minor > 0 { 0 } else { value.high_minor.min(worth.one_unit_minor()) },
            };
            taken = value.iter().zip(units.iter().zip(worths)).map(too_small).collect();
        }
        (Self { parcel, worth }, taken)
    }
}

/// What is lost between what something was worth and what is there of it.
fn lost(value: Bounds, there: Bounds) -> Bounds {
    Bounds {
        low_minor: (value.low_minor - there.high_minor).max(0),
        high_minor: (value.high_minor - there.low_minor).max(0),
    }
}
