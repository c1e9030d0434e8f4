//! Sums of money, of which nobody's part can be told.
//!
//! A sum is shown where `k` people or more stand behind it and no part is too large, by two rules of statistical disclosure control: the
//! *p%-rule* (what is left of the sum without its two largest parts is at least p % of the largest: so the holder of the second part
//! cannot tell the first one closely), and *(1, k)-dominance* (no part is more than 70 % of the sum). Both are asked of people, and of
//! cases again. Then it is rounded, by lot, to a step of a twentieth of it or more.

use std::collections::BTreeMap;

use filature_model::Currency;

use crate::lots::Lots;

/// p of the p%-rule: a design default.
pub const P_PERCENT: u128 = 20;

/// The most that one part may be of the sum: a design default.
pub const MOST_PERCENT: u128 = 70;

/// Into how many steps at most a sum is rounded.
const STEPS: u128 = 20;

/// A part of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Whose: the number of a person.
    pub of: usize,
    /// The case that knows of it.
    pub case: usize,
    /// The least that it is, minor units.
    pub low_minor: i64,
    /// The most.
    pub high_minor: i64,
}

/// A sum as it may be shown, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The least.
    pub low_minor: u128,
    /// The most.
    pub high_minor: u128,
}

/// Whether the parts of a sum can be told by nobody. Nothing below zero is a part.
///
/// ```
/// use filature_statistics::is_spread;
/// assert!(is_spread(&[10; 11], 11));
/// assert!(!is_spread(&[10; 10], 11), "too few");
/// assert!(!is_spread(&[1_000, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20], 11), "one has nearly all");
/// assert!(!is_spread(&[500, 500, 9, 9, 9, 9, 9, 9, 9, 9, 9], 11), "each of the two can tell the other's");
/// ```
pub fn is_spread(parts: &[u128], fewest: usize) -> bool {
    let mut parts: Vec<u128> = parts.iter().copied().filter(|&part| part > 0).collect();
    parts.sort_unstable_by(|one, other| other.cmp(one));
    let sum: u128 = parts.iter().sum();
    let largest = parts.first().copied().unwrap_or_default();
    let rest = sum - parts.iter().take(2).sum::<u128>();
    parts.len() >= fewest && rest * 100 >= P_PERCENT * largest && largest * 100 <= MOST_PERCENT * sum
}

/// The sum of what many have, where it may be shown.
pub fn sum(what: &str, currency: Currency, parts: &[Contribution], lots: &Lots, k: u64) -> Option<Sum> {
    let fewest = usize::try_from(k).unwrap_or(usize::MAX);
    let high = |part: &Contribution| u128::try_from(part.high_minor).unwrap_or(0);
    let low = |part: &Contribution| u128::try_from(part.low_minor).unwrap_or(0);
    let by = |key: &dyn Fn(&Contribution) -> usize, value: &dyn Fn(&Contribution) -> u128| -> Vec<u128> {
        let mut sums = BTreeMap::<usize, u128>::new();
        parts.iter().for_each(|part| *sums.entry(key(part)).or_default() += value(part));
        sums.into_values().collect()
    };
    let spread = |value: &dyn Fn(&Contribution) -> u128| {
        is_spread(&by(&|part| part.of, value), fewest) && is_spread(&by(&|part| part.case, value), 3)
    };
    if !spread(&high) {
        return None;
    }
    // The least is told only where it could be told by itself; else nothing is said to be certain.
    let least: u128 = if spread(&low) { parts.iter().map(low).sum() } else { 0 };
    let most: u128 = parts.iter().map(high).sum();
    let step = step(most / STEPS, 10_u128.pow(currency.minor_digits()));
    let rounded = |figure: u128| lots.rounded(&format!("{what}/{}", currency.code()), figure, step);
    Some(Sum { low_minor: rounded(least), high_minor: rounded(most) }).filter(|sum| sum.high_minor > 0)
}

/// The smallest of 1, 2, 5, 10, 20, 50… units that is not less.
fn step(least: u128, unit: u128) -> u128 {
    let mut power = unit.max(1);
    loop {
        for times in [1, 2, 5] {
            if power.saturating_mul(times) >= least {
                return power * times;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(amounts: &[(usize, i64, i64)]) -> Vec<Contribution> {
        let part = |(of, &(case, low_minor, high_minor)): (usize, &(usize, i64, i64))| Contribution {
            of,
            case,
            low_minor,
            high_minor,
        };
        amounts.iter().enumerate().map(part).collect()
    }

    fn shown(amounts: &[(usize, i64, i64)]) -> Option<Sum> {
        sum("held", Currency::EUR, &parts(amounts), &Lots::of(&[]), 11)
    }

    #[test]
    fn a_sum_needs_eleven_people_three_cases_and_no_large_part() {
        let even: Vec<(usize, i64, i64)> = (0..12).map(|at| (at % 4, 90_000, 100_000)).collect();
        let sum = shown(&even).unwrap();
        // 12,000.00 to a step of 1,000.00; 10,800.00 goes down or up.
        assert_eq!(sum.high_minor, 1_200_000);
        assert!(matches!(sum.low_minor, 1_000_000 | 1_100_000), "{sum:?}");
        assert_eq!(shown(&even[..10]), None);
        let one_case: Vec<_> = even.iter().map(|&(_, low, high)| (7, low, high)).collect();
        assert_eq!(shown(&one_case), None);
        let mut one_large = even.clone();
        one_large[3].2 = 6_000_000;
        assert_eq!(shown(&one_large), None);
    }

    #[test]
    fn what_is_certain_of_few_is_not_told() {
        let mut few: Vec<(usize, i64, i64)> = (0..12).map(|at| (at % 4, 0, 100_000)).collect();
        few[0].1 = 100_000;
        assert_eq!(shown(&few).map(|sum| sum.low_minor), Some(0));
    }

    #[test]
    fn several_parts_of_one_person_are_one() {
        let mut parts = parts(&(0..12).map(|at| (at % 4, 0, 100_000)).collect::<Vec<_>>());
        parts.iter_mut().for_each(|part| part.of %= 10);
        assert_eq!(sum("held", Currency::EUR, &parts, &Lots::of(&[]), 11), None);
    }

    #[test]
    fn steps_are_one_two_and_five() {
        let steps: Vec<u128> = [0, 100, 101, 201, 501, 1_001, 60_000].iter().map(|&least| step(least, 100)).collect();
        assert_eq!(steps, [100, 100, 200, 500, 1_000, 2_000, 100_000]);
    }
}
