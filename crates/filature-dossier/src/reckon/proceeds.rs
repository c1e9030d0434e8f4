//! What came in from outside of a lead, by holder, month and currency: the least and the most.
//!
//! ```text
//! each movement into an account of the lead ─► one class, the first that fits:
//!   returned   taken back, called off or given back, or it takes another payment back
//!   own        from another account of the same holder
//!   inside     from another account of the lead
//!   named      a finding of the lead names it                        ─┐ the least
//!   other      everything else                                       ─┴─ the most
//! ```
//!
//! One movement has one payee and one class: it cannot count twice.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Currency;

use super::{Dated, Sum};
use crate::people::People;

/// Why a movement counts, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It did not stay.
    Returned,
    /// Within one holder.
    Own,
    /// Within the lead.
    Inside,
    /// From outside, and named by a finding.
    Named,
    /// From outside.
    Other,
}

/// What came in, by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes<'a> {
    sums: BTreeMap<Class, Sum<'a>>,
}

impl<'a> Classes<'a> {
    /// The sum of a class.
    pub fn of(&self, class: Class) -> Sum<'a> {
        self.sums.get(&class).cloned().unwrap_or_default()
    }

    /// What findings name.
    pub fn low(&self) -> Sum<'a> {
        self.of(Class::Named)
    }

    /// Everything from outside.
    pub fn high(&self) -> Sum<'a> {
        self.of(Class::Named).with(&self.of(Class::Other))
    }

    /// The transactions of all classes.
    pub fn ids(&self) -> Vec<&'a str> {
        self.sums.values().flat_map(|sum| sum.ids.iter().copied()).collect()
    }

    /// Adds others.
    pub fn join(&mut self, other: &Self) {
        for (class, sum) in &other.sums {
            self.sums.entry(*class).or_default().join(sum);
        }
    }
}

/// A holder and a currency.
pub type Key = (String, Currency);
/// A year and a month.
pub type Month = (i16, i8);

/// Sorts the movements into accounts of the cluster. Of an account that is not given whole nothing is counted.
pub fn proceeds<'a>(
    movements: &[Dated<'a>],
    cluster: &BTreeSet<&str>,
    named: &BTreeSet<&str>,
    people: &People,
) -> BTreeMap<Key, BTreeMap<Month, Classes<'a>>> {
    let mut all: BTreeMap<Key, BTreeMap<Month, Classes<'a>>> = BTreeMap::new();
    for moved in movements {
        let Some(payee) = moved.payee().filter(|payee| cluster.contains(payee)) else { continue };
        let class = classify(moved, payee, cluster, named, people);
        let months = all.entry((people.of(payee), moved.received_in())).or_default();
        let classes = months.entry((moved.on.year(), moved.on.month())).or_default();
        classes.sums.entry(class).or_default().add(moved.movement.received, &moved.movement.id);
    }
    all
}

fn classify(
    moved: &Dated<'_>,
    payee: &str,
    cluster: &BTreeSet<&str>,
    named: &BTreeSet<&str>,
    people: &People,
) -> Class {
    match moved.payer() {
        _ if !moved.stays() => Class::Returned,
        Some(payer) if people.is_same(payer, payee) => Class::Own,
        Some(payer) if cluster.contains(payer) => Class::Inside,
        _ if named.contains(moved.movement.id.as_str()) => Class::Named,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reckon::tests::{any, with_days};
    use crate::{Content, Fate};

    fn people() -> People {
        let said = ["A", "B", "F"].map(str::to_owned).to_vec();
        People::new(&Content { holders: vec![said], ..Content::default() })
    }

    /// Each figure by itself, over all movements, with the definition written out.
    #[test]
    fn every_sum_is_what_an_obvious_reading_of_the_definition_gives() {
        for seed in 0..200 {
            let all = any(seed, 60);
            let movements = with_days(&all);
            let cluster = BTreeSet::from(["A", "B", "C"]);
            let ids: Vec<String> = (0..60).filter(|id| id % 3 == 0).map(|id| format!("t{id}")).collect();
            let named: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            let made = proceeds(&movements, &cluster, &named, &people());
            let person = |account: &str| match account {
                "A" | "B" | "F" => "mira".to_owned(),
                other => other.to_owned(),
            };
            let mut counted = 0;
            for accounts in [vec!["A", "B"], vec!["C"]] {
                for (year, month) in (2023..2025).flat_map(|year| (1..13).map(move |month| (year, month))) {
                    let into = |moved: &&Dated<'_>| {
                        moved.payee().is_some_and(|payee| accounts.contains(&payee))
                            && (moved.on.year(), moved.on.month()) == (year, month)
                    };
                    let is_own = |moved: &Dated<'_>| {
                        moved.payer().is_some_and(|payer| person(payer) == person(moved.payee().unwrap()))
                    };
                    let is_inside = |moved: &Dated<'_>| moved.payer().is_some_and(|payer| cluster.contains(payer));
                    let mut expected = [0_i128; 5];
                    for moved in movements.iter().filter(into) {
                        let minor = i128::from(moved.movement.received.minor);
                        let stays = moved.movement.fate == Fate::Moved;
                        let outside = stays && !is_own(moved) && !is_inside(moved);
                        expected[0] += if outside && named.contains(moved.movement.id.as_str()) { minor } else { 0 };
                        expected[1] += if outside { minor } else { 0 };
                        expected[2] += if stays && is_own(moved) { minor } else { 0 };
                        expected[3] += if stays && !is_own(moved) && is_inside(moved) { minor } else { 0 };
                        expected[4] += if stays { 0 } else { minor };
                    }
                    let key = (people().of(accounts[0]), Currency::EUR);
                    let classes = made.get(&key).and_then(|months| months.get(&(year, month)).cloned());
                    let classes = classes.unwrap_or_default();
                    let found = [
                        classes.low().minor,
                        classes.high().minor,
                        classes.of(Class::Own).minor,
                        classes.of(Class::Inside).minor,
                        classes.of(Class::Returned).minor,
                    ];
                    assert_eq!(found, expected, "{accounts:?} {year}-{month} of {seed}");
                    counted += classes.ids().len();
                }
            }
            let into = movements.iter().filter(|moved| moved.payee().is_some_and(|payee| cluster.contains(payee)));
            assert_eq!(counted, into.count(), "each movement counts once");
        }
    }
}
