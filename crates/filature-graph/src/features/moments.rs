//! Mean, deviation and skewness of the amounts in a window, in whole numbers.
//!
//! With n amounts x and c their mean rounded down: m₂ = ⌊Σ(x − c)² / n⌋, m₃ = Σ(x − c)³ / n towards zero; the deviation is
//! d = ⌊√m₂⌋, the skewness 1000 m₃ / (m₂ d) towards zero, and 0 where d is 0.

use super::NO_FIGURE;

/// Sums of powers of amounts. They wrap: the difference of two is right as long as it fits, which [`moments`] makes sure of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Powers {
    pub first: i128,
    pub second: i128,
    pub third: i128,
}

impl Powers {
    /// Those of one amount.
    #[inline]
    pub fn of(amount_minor: i64) -> Self {
        let first = i128::from(amount_minor);
        let second = first * first;
        Self { first, second, third: second.wrapping_mul(first) }
    }

    /// With more of them.
    #[inline]
    pub fn with(self, more: Self) -> Self {
        Self {
            first: self.first.wrapping_add(more.first),
            second: self.second.wrapping_add(more.second),
            third: self.third.wrapping_add(more.third),
        }
    }

    /// Without some of them.
    #[inline]
    pub fn without(self, before: Self) -> Self {
        Self {
            first: self.first.wrapping_sub(before.first),
            second: self.second.wrapping_sub(before.second),
            third: self.third.wrapping_sub(before.third),
        }
    }
}

/// What [`moments`] gives; [`NO_FIGURE`] where 128 bits do not hold what it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moments {
    pub mean_minor: i64,
    pub deviation_minor: i64,
    pub skew_permille: i64,
}

impl Moments {
    /// The moments of one amount by itself.
    #[inline]
    pub fn of_one(amount_minor: i64) -> Self {
        Self { mean_minor: amount_minor, deviation_minor: 0, skew_permille: 0 }
    }
}

/// The mean of `count` amounts, at least one.
#[inline]
pub(super) fn mean_minor(count: usize, powers: Powers) -> i64 {
    i64::try_from(divided(powers.first, count as i128)).unwrap_or(i64::MAX)
}

/// The moments of `count` amounts, at least two, the largest of which is `most_minor`.
#[inline]
pub(super) fn moments(count: usize, powers: Powers, most_minor: i64) -> Moments {
    let bits = |value: u64| u64::BITS - value.leading_zeros();
    let (most_bits, count_bits) = (bits(most_minor.unsigned_abs()), bits(count as u64));
    let needed = |power: u32| power * most_bits + count_bits + 4;
    if needed(3).max(3 * most_bits + 14) < i64::BITS {
        return small(count, powers);
    }
    let n = count as i128;
    let mean = divided(powers.first, n);
    let mean_minor = i64::try_from(mean).unwrap_or(i64::MAX);
    if needed(2) > 126 {
        return Moments { mean_minor, deviation_minor: NO_FIGURE, skew_permille: NO_FIGURE };
    }
    let second = powers.second - 2 * mean * powers.first + n * mean * mean;
    let variance = divided(second, n);
    let deviation = variance.isqrt();
    let deviation_minor = i64::try_from(deviation).unwrap_or(NO_FIGURE);
    if deviation == 0 {
        return Moments { mean_minor, deviation_minor, skew_permille: 0 };
    }
    if needed(3).max(3 * most_bits + 14) > 126 {
        return Moments { mean_minor, deviation_minor, skew_permille: NO_FIGURE };
    }
    let third = powers.third - 3 * mean * powers.second + 3 * mean * mean * powers.first - n * mean * mean * mean;
    let skew = divided(1_000 * divided(third, n), variance * deviation);
    Moments { mean_minor, deviation_minor, skew_permille: i64::try_from(skew).unwrap_or(NO_FIGURE) }
}

/// The same where 64 bits hold everything: most windows are of this kind, and it is several times as quick.
#[inline]
fn small(count: usize, powers: Powers) -> Moments {
    // Sums that wrapped at 128 bits have the same lower 64 bits, and those are all there is.
    let (n, first, second, third) = (count as i64, powers.first as i64, powers.second as i64, powers.third as i64);
    let mean = first / n;
    let variance = (second - 2 * mean * first + n * mean * mean) / n;
    let deviation = variance.isqrt();
    let third = third - 3 * mean * second + 3 * mean * mean * first - n * mean * mean * mean;
    let skew = if deviation == 0 { 0 } else { 1_000 * (third / n) / (variance * deviation) };
    Moments { mean_minor: mean, deviation_minor: deviation, skew_permille: skew }
}

/// Division towards zero, by 64 bits where they do: it is most of the time that moments take.
#[inline]
fn divided(part: i128, whole: i128) -> i128 {
    match (i64::try_from(part), i64::try_from(whole)) {
        (Ok(part), Ok(whole)) => i128::from(part / whole),
        _ => part / whole,
    }
}
