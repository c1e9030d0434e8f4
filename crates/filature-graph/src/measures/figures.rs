//! Medians, spreads and shares in whole numbers, and nothing rounded but downwards.

/// A sum as a cell holds it; what does not fit is the largest that does.
pub(super) fn cell_of(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

/// Thousandths of the whole, rounded down; none of nothing.
pub(super) fn permille(part: i128, whole: i128) -> Option<i64> {
    (whole > 0).then(|| cell_of(part.saturating_mul(1_000).div_euclid(whole)))
}

/// The lower median; none of nothing.
pub(super) fn median(mut values: Vec<i64>) -> Option<i64> {
    let middle = values.len().checked_sub(1)? / 2;
    Some(*values.select_nth_unstable(middle).1)
}

/// Count, sum and sum of squares of amounts, from which their spread follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moments {
    pub count: i128,
    pub sum: i128,
    /// Modulo 2^128: of amounts whose sum is below 2^63 it is exact, as amounts are not negative.
    squares: u128,
}

impl Moments {
    pub(super) fn add(&mut self, minor: i64) {
        self.count += 1;
        self.sum += i128::from(minor);
        self.squares = self.squares.wrapping_add(square(minor));
    }

    pub(super) fn remove(&mut self, minor: i64) {
        self.count -= 1;
        self.sum -= i128::from(minor);
        self.squares = self.squares.wrapping_sub(square(minor));
    }

    /// Standard deviation of the population over the mean, in thousandths; 0 for a mean of 0.
    ///
    /// With n amounts, sum S and sum of squares Q it is `√(nQ − S²) ÷ S`. Amounts so large that this does not fit are
    /// taken in coarser units, as given by `amounts`.
    pub(super) fn cv_permille(&self, amounts: impl Iterator<Item = i64>) -> i64 {
        if self.sum <= 0 {
            return 0;
        }
        self.exact_cv_permille().unwrap_or_else(|| {
            let mut coarse = Self::default();
            amounts.for_each(|minor| coarse.add(minor >> COARSER_BITS));
            coarse.exact_cv_permille().unwrap_or(i64::MAX)
        })
    }

    fn exact_cv_permille(&self) -> Option<i64> {
        let sum = u128::try_from(i64::try_from(self.sum).ok()?).ok()?;
        let spread = u128::try_from(self.count).ok()?.checked_mul(self.squares)?.checked_sub(sum * sum)?;
        let over_mean = spread.checked_mul(1_000_000)?.checked_div(sum * sum)?;
        i64::try_from(over_mean.isqrt()).ok()
    }
}

/// So many bits are left out of amounts that do not fit: 2^63 becomes 2^23, and millions of them fit.
const COARSER_BITS: u32 = 40;

fn square(minor: i64) -> u128 {
    let minor = u128::from(minor.unsigned_abs());
    minor * minor
}

/// The moments of amounts.
pub(super) fn moments(amounts: impl Iterator<Item = i64>) -> Moments {
    let mut moments = Moments::default();
    amounts.for_each(|minor| moments.add(minor));
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv(amounts: &[i64]) -> i64 {
        moments(amounts.iter().copied()).cv_permille(amounts.iter().copied())
    }

    #[test]
    fn the_spread_is_rounded_down() {
        assert_eq!(cv(&[5, 5, 5]), 0);
        assert_eq!(cv(&[0, 0]), 0);
        assert_eq!(cv(&[0, 10]), 1_000);
        // Deviation √(2/3) = 0.8164…, mean 2.
        assert_eq!(cv(&[1, 2, 3]), 408);
    }

    #[test]
    fn amounts_of_any_size_have_a_spread() {
        assert_eq!(cv(&[i64::MAX; 5]), 0);
        assert_eq!(cv(&[0, i64::MAX]), 1_000);
        let large = 1_i64 << 52;
        assert_eq!(cv(&[large, 2 * large, 3 * large]), 408);
        assert_eq!(cv(&vec![1_i64 << 44; 100_000]), 0);
    }

    #[test]
    fn what_is_removed_leaves_nothing_behind() {
        let mut moments = Moments::default();
        for minor in [7, i64::MAX, 3] {
            moments.add(minor);
        }
        moments.remove(i64::MAX);
        moments.remove(7);
        assert_eq!(moments, super::moments([3].into_iter()));
    }

    #[test]
    fn the_median_is_the_lower_one() {
        assert_eq!(median(vec![9, 1, 5, 3]), Some(3));
        assert_eq!(median(vec![]), None);
        assert_eq!(permille(1, 3), Some(333));
        assert_eq!(permille(1, 0), None);
    }
}
