//! What came in and went out of all accounts of a holder in a year, by kind, to be set beside what the holder declared.
//!
//! Transfers between accounts of the holder and payments that did not stay are no income and no expense: they are sums of their own.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Channel, Currency};

use super::{Dated, Sum};
use crate::people::People;

/// A kind of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Received otherwise than in cash.
    Received,
    /// Cash paid in.
    CashIn,
    /// Cash drawn.
    CashOut,
    /// Paid by card.
    Card,
    /// Paid otherwise.
    Paid,
    /// Between accounts of the holder.
    Own,
    /// Taken back, called off, given back.
    Returned,
}

impl Kind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Received, Self::CashIn, Self::CashOut, Self::Card, Self::Paid, Self::Own, Self::Returned];
}

/// A year of a holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year<'a> {
    sums: BTreeMap<Kind, Sum<'a>>,
}

impl<'a> Year<'a> {
    /// The sum of a kind.
    pub fn of(&self, kind: Kind) -> Sum<'a> {
        self.sums.get(&kind).cloned().unwrap_or_default()
    }

    /// What came in: received and cash.
    pub fn credits(&self) -> Sum<'a> {
        self.of(Kind::Received).with(&self.of(Kind::CashIn))
    }

    /// The transactions of all kinds.
    pub fn ids(&self) -> Vec<&'a str> {
        self.sums.values().flat_map(|sum| sum.ids.iter().copied()).collect()
    }
}

/// By holder and currency, and by year. Only accounts that are given whole count.
pub fn means<'a>(
    movements: &[Dated<'a>],
    whole: &BTreeSet<&str>,
    people: &People,
) -> BTreeMap<(String, Currency), BTreeMap<i16, Year<'a>>> {
    let mut all: BTreeMap<(String, Currency), BTreeMap<i16, Year<'a>>> = BTreeMap::new();
    for moved in movements {
        let (payer, payee) = (moved.payer(), moved.payee());
        let own = payer.zip(payee).is_some_and(|(payer, payee)| people.is_same(payer, payee));
        let sides = [
            (payee, moved.movement.received, credit(moved.movement.channel)),
            (payer, moved.movement.paid, debit(moved.movement.channel)),
        ];
        for (side, (account, money, kind)) in sides.into_iter().enumerate() {
            let Some(account) = account.filter(|account| whole.contains(account)) else { continue };
            // Between accounts of one holder it is shown once: where it arrives, if that is an account that is given whole.
            if own && side == 1 && payee.is_some_and(|payee| whole.contains(payee)) {
                continue;
            }
            let kind = match (moved.stays(), own) {
                (false, _) => Kind::Returned,
                (true, true) => Kind::Own,
                (true, false) => kind,
            };
            let years = all.entry((people.of(account), money.currency)).or_default();
            years.entry(moved.on.year()).or_default().sums.entry(kind).or_default().add(money, &moved.movement.id);
        }
    }
    all
}

fn credit(channel: Channel) -> Kind {
    if channel == Channel::CashIn { Kind::CashIn } else { Kind::Received }
}

fn debit(channel: Channel) -> Kind {
    match channel {
        Channel::CashOut => Kind::CashOut,
        Channel::Card => Kind::Card,
        _ => Kind::Paid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reckon::tests::{any, with_days};
    use crate::{Content, Fate};

    #[test]
    fn every_sum_of_a_year_is_what_an_obvious_reading_gives() {
        let said = ["A", "B"].map(str::to_owned).to_vec();
        let people = People::new(&Content { holders: vec![said], ..Content::default() });
        let whole = BTreeSet::from(["A", "B", "C"]);
        for seed in 0..200 {
            let all = any(seed, 60);
            let movements = with_days(&all);
            let made = means(&movements, &whole, &people);
            for (accounts, year) in [(vec!["A", "B"], 2023), (vec!["A", "B"], 2024), (vec!["C"], 2023)] {
                let has = |account: Option<&str>| account.is_some_and(|account| accounts.contains(&account));
                let mut expected = BTreeMap::from(Kind::ALL.map(|kind| (kind, 0_i128)));
                for moved in movements.iter().filter(|moved| moved.on.year() == year) {
                    let minor = i128::from(moved.movement.paid.minor);
                    let mut add = |kind| *expected.get_mut(&kind).unwrap() += minor;
                    let channel = moved.movement.channel;
                    let (out, into) = (has(moved.payer()), has(moved.payee()));
                    if moved.movement.fate != Fate::Moved {
                        if out || into {
                            add(Kind::Returned);
                        }
                    } else if out && into {
                        add(Kind::Own);
                    } else if into {
                        add(if channel == Channel::CashIn { Kind::CashIn } else { Kind::Received });
                    } else if out {
                        add(match channel {
                            Channel::CashOut => Kind::CashOut,
                            Channel::Card => Kind::Card,
                            _ => Kind::Paid,
                        });
                    }
                }
                let key = (people.of(accounts[0]), Currency::EUR);
                let found = made.get(&key).and_then(|years| years.get(&year).cloned()).unwrap_or_default();
                let found: BTreeMap<Kind, i128> = Kind::ALL.map(|kind| (kind, found.of(kind).minor)).into();
                assert_eq!(found, expected, "{accounts:?} {year} of {seed}");
            }
        }
    }
}
