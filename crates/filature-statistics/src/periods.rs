//! Years, or stretches of years, of which each has enough people that its sum may be shown.
//!
//! All tables of a population share these sums. Because each of them is shown, nothing that is hidden in one table tells anything of
//! another: whatever one table could be goes together with whatever another could be (each period can be shared out among its people by
//! one thing without regard to the other). So each table can be judged by itself. A year with too few people goes with the years beside
//! it; hiding it would take hiding another as well, and tell less.

use std::collections::BTreeMap;

use crate::lots::Lots;

/// A stretch of years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first year.
    pub from: i16,
    /// The last one.
    pub to: i16,
    /// How many people.
    pub count: u64,
    /// That, as it is shown.
    pub shown: u64,
}

impl Period {
    /// `2024`, or `2021-2023`.
    pub fn name(&self) -> String {
        name(self.from, self.to)
    }
}

fn name(from: i16, to: i16) -> String {
    if from == to { from.to_string() } else { format!("{from}-{to}") }
}

/// The periods of a population whose people are counted by year; none where all of them together are too few.
pub fn periods(of: &str, by_year: &BTreeMap<i16, u64>, lots: &Lots, k: u64) -> Vec<Period> {
    let shown = |from, to, count| lots.shown(&format!("{of}/{}", name(from, to)), count, k);
    let mut periods: Vec<Period> = Vec::new();
    let mut open: Option<(i16, i16, u64)> = None;
    for (&year, &count) in by_year {
        let (from, before) = open.map_or((year, 0), |(from, _, before)| (from, before));
        let sum = before + count;
        open = match shown(from, year, sum) {
            Some(shown) => {
                periods.push(Period { from, to: year, count: sum, shown });
                None
            }
            None => Some((from, year, sum)),
        };
    }
    // What is left at the end goes with the period before it, and that, should its own lot hide it, with the one before.
    while let Some((from, to, count)) = open {
        let Some(last) = periods.pop() else {
            return shown(from, to, count).map(|shown| Period { from, to, count, shown }).into_iter().collect();
        };
        let sum = last.count + count;
        open = match shown(last.from, to, sum) {
            Some(shown) => {
                periods.push(Period { from: last.from, to, count: sum, shown });
                None
            }
            None => Some((last.from, to, sum)),
        };
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_period_has_enough_and_nobody_is_lost() {
        for seed in 0..300_u64 {
            let lots = Lots::of(&[format!("seed {seed}")]);
            let by_year: BTreeMap<i16, u64> = (0..6).map(|at| (2018 + at, (seed * 7 + at as u64 * 13) % 31)).collect();
            let all: u64 = by_year.values().sum();
            let periods = periods("victims", &by_year, &lots, 11);
            assert_eq!(
                periods.iter().map(|period| period.count).sum::<u64>(),
                if periods.is_empty() { 0 } else { all }
            );
            assert!(!periods.is_empty() || all < 15, "seed {seed}");
            assert!(periods.iter().all(|period| period.count >= 11 && period.shown >= 15), "seed {seed}: {periods:?}");
            assert!(periods.windows(2).all(|pair| pair[0].to < pair[1].from), "seed {seed}: {periods:?}");
        }
    }

    #[test]
    fn a_small_year_goes_with_its_neighbours() {
        let of = |years: &[(i16, u64)]| {
            let found = periods("victims", &years.iter().copied().collect(), &Lots::of(&[]), 11);
            found.iter().map(|period| (period.name(), period.count)).collect::<Vec<_>>()
        };
        assert_eq!(of(&[(2021, 3), (2022, 40), (2023, 50)]), [("2021-2022".to_owned(), 43), ("2023".to_owned(), 50)]);
        assert_eq!(of(&[(2021, 40), (2023, 50), (2024, 2)]), [("2021".to_owned(), 40), ("2023-2024".to_owned(), 52)]);
        assert_eq!(of(&[(2021, 4), (2022, 5)]), []);
    }
}
