//! Sums over whole accounts, each movement sorted once: what came in, what stands against a declared income, what was sent on.
//!
//! Every sum keeps the transactions that it is made of, so that none can be shown without its rows. Nothing here is written yet:
//! `parts/` sets the sums in words.

pub mod means;
pub mod proceeds;
pub mod swept;

use filature_model::{Currency, Money};
use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::{Fate, Movement};

/// A sum and the transactions that it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum<'a> {
    /// Minor units.
    pub minor: i128,
    /// The transactions, each once.
    pub ids: Vec<&'a str>,
}

impl<'a> Sum<'a> {
    /// Adds a transaction.
    pub fn add(&mut self, money: Money, id: &'a str) {
        self.minor += i128::from(money.minor);
        self.ids.push(id);
    }

    /// Adds another sum.
    pub fn join(&mut self, other: &Self) {
        self.minor += other.minor;
        self.ids.extend(&other.ids);
    }

    /// Both together.
    pub fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.join(other);
        both
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// A movement, and the day on which its first side was booked.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'a> {
    /// The movement.
    pub movement: &'a Movement,
    /// The day.
    pub on: Date,
}

impl<'a> Dated<'a> {
    /// The account that paid.
    pub fn payer(&self) -> Option<&'a str> {
        self.movement.payer.as_deref()
    }

    /// The account that was paid.
    pub fn payee(&self) -> Option<&'a str> {
        self.movement.payee.as_deref()
    }

    /// Whether it moved money, for good.
    pub fn stays(&self) -> bool {
        self.movement.fate == Fate::Moved
    }

    /// The currency in which it was received.
    pub fn received_in(&self) -> Currency {
        self.movement.received.currency
    }
}

/// The movements of which a row is known, in the order in which they are given.
pub fn dated<'a>(catalogue: &Catalogue<'a>) -> Vec<Dated<'a>> {
    let all = catalogue.content.activity.movements.iter();
    all.filter_map(|movement| Some(Dated { movement, on: catalogue.transfer(&movement.id)?.booked.on })).collect()
}

#[cfg(test)]
pub mod tests {
    use filature_model::{Channel, Currency, Money};

    use super::*;

    /// A movement between accounts of one letter; `-` is the outside world.
    pub fn movement(id: usize, payer: &str, payee: &str, minor: i64, channel: Channel, fate: Fate) -> Movement {
        let account = |name: &str| (name != "-").then(|| name.to_owned());
        let money = Money { minor, currency: Currency::EUR };
        let (payer, payee) = (account(payer), account(payee));
        Movement { id: format!("t{id}"), payer, payee, paid: money, received: money, channel, fate }
    }

    /// Numbers that follow from a seed: a multiplicative generator is enough to shuffle cases.
    pub struct Numbers(pub u64);

    impl Numbers {
        /// One below a bound.
        pub fn below(&mut self, bound: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((self.0 >> 33) % bound as u64).unwrap()
        }
    }

    /// Any number of movements among accounts A to F and the outside world, in 2023 and 2024.
    pub fn any(seed: u64, count: usize) -> Vec<(Movement, Date)> {
        let mut numbers = Numbers(seed);
        let names = ["A", "B", "C", "D", "E", "F", "-"];
        let fates = [Fate::Moved, Fate::Moved, Fate::Moved, Fate::TakenBack, Fate::CalledOff];
        let made = |id| {
            let (payer, payee) = (names[numbers.below(7)], names[numbers.below(7)]);
            let channel = Channel::ALL[numbers.below(10)];
            let minor = i64::try_from(numbers.below(100_000)).unwrap();
            let fate = fates[numbers.below(5)];
            let day = jiff::civil::date(
                i16::try_from(2023 + numbers.below(2)).unwrap(),
                i8::try_from(1 + numbers.below(12)).unwrap(),
                1,
            );
            (movement(id, payer, payee, minor, channel, fate), day)
        };
        (0..count).map(made).collect()
    }

    pub fn with_days(all: &[(Movement, Date)]) -> Vec<Dated<'_>> {
        all.iter().map(|(movement, on)| Dated { movement, on: *on }).collect()
    }
}
