//! How surprising something is: the logarithm of how often chance would bring it about.
//!
//! A pattern is weighed by one question: *had these accounts gone on living as they usually do, how often would the
//! whole ledger show such a thing?* One bit is one halving of that number, as in the expect value of sequence search
//! (Karlin and Altschul, 1990), so findings of all kinds stand on one scale. The ledger is its own model: an account
//! that is paid by strangers every day is not surprising when it is paid by ten more.
//!
//! Everything is in whole thousandths of a bit (millibits), from tables of whole numbers: the same on every machine.
//! Nothing was trained, and no number here was calibrated on real data.

/// Binary logarithms of 1 + i/4096, millionths of a bit.
static MANTISSA_MICROBITS: [i32; 4_097] = mantissas();

const fn mantissas() -> [i32; 4_097] {
    let mut table = [0; 4_097];
    let mut at = 0;
    while at <= 4_096 {
        table[at] = log2_of_mantissa(4_096 + at as u64);
        at += 1;
    }
    table
}

/// The binary logarithm of `mantissa` / 4096, between 1 and 2, by squaring: millionths of a bit.
const fn log2_of_mantissa(mantissa: u64) -> i32 {
    if mantissa == 8_192 {
        return 1_000_000;
    }
    // 1.31 fixed point.
    let mut value = (mantissa as u128) << 19;
    let (mut bits, mut place) = (0_u64, 0);
    while place < 24 {
        value = (value * value) >> 31;
        bits <<= 1;
        if value >= 1 << 32 {
            value >>= 1;
            bits |= 1;
        }
        place += 1;
    }
    ((bits * 1_000_000) >> 24) as i32
}

/// The binary logarithm of a count, in millionths of a bit; of nothing it is that of one.
#[inline]
fn log2_microbits(count: u64) -> i64 {
    let count = count.max(1);
    let exponent = 63 - count.leading_zeros();
    // 24 bits after the leading one: 12 look the table up, 12 lie between two of its rows.
    let fraction = if exponent >= 24 { count >> (exponent - 24) } else { count << (24 - exponent) } & 0xff_ffff;
    let (row, between) = ((fraction >> 12) as usize, i64::try_from(fraction & 0xfff).unwrap_or(0));
    let (low, high) = (i64::from(MANTISSA_MICROBITS[row]), i64::from(MANTISSA_MICROBITS[row + 1]));
    i64::from(exponent) * 1_000_000 + low + (high - low) * between / 4_096
}

/// The binary logarithm of a count, in thousandths of a bit; of nothing it is that of one.
#[inline]
pub(crate) fn log2_millibits(count: usize) -> i64 {
    log2_microbits(u64::try_from(count).unwrap_or(u64::MAX)) / 1_000
}

/// The binary logarithm of `part` / `whole`, in thousandths of a bit, at most 0.
pub(crate) fn log2_ratio_millibits(part: usize, whole: usize) -> i64 {
    (log2_millibits(part) - log2_millibits(whole)).min(0)
}

/// Logarithms of factorials up to the largest count of one ledger.
pub(crate) struct Chance {
    factorial_microbits: Vec<i64>,
}

impl Chance {
    /// For counts up to `most`.
    pub fn new(most: usize) -> Self {
        let mut sum = 0;
        let mut factorial_microbits = vec![0];
        factorial_microbits.extend((1..=u64::try_from(most).unwrap_or(u64::MAX)).map(|count| {
            sum += log2_microbits(count);
            sum
        }));
        Self { factorial_microbits }
    }

    /// log2 of n!, thousandths of a bit.
    pub fn factorial_millibits(&self, count: usize) -> i64 {
        let last = self.factorial_microbits.len() - 1;
        self.factorial_microbits[count.min(last)] / 1_000
    }

    /// How surprising `inside` arrivals are in a stretch of `stretch` where `outside` came in the `rest`.
    ///
    /// The negative binomial prediction: with a rate of which only the rest speaks (and a flat prior), the chance of
    /// k arrivals in the stretch after m in the rest is C(k + m, k) pᵏ (1 − p)ᵐ⁺¹, p = stretch / (stretch + rest). That
    /// few came is no surprise: 0 where the stretch has no more than its share.
    pub fn burst_millibits(&self, inside: usize, outside: usize, stretch: usize, rest: usize) -> i64 {
        let (stretch, rest) = (stretch.max(1), rest.max(1));
        if inside.saturating_mul(rest) <= outside.saturating_mul(stretch) {
            return 0;
        }
        let ways = self.factorial_millibits(inside + outside)
            - self.factorial_millibits(inside)
            - self.factorial_millibits(outside);
        let whole = log2_millibits(stretch.saturating_add(rest));
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let inwards = count(inside).saturating_mul(log2_millibits(stretch) - whole);
        let outwards = count(outside + 1).saturating_mul(log2_millibits(rest) - whole);
        -(ways + inwards + outwards)
    }

    /// How surprising `count` coincidences are where `expected_millibits` is the logarithm of their expected number: −log2 (μᵏ / k!).
    pub fn coincidences_millibits(&self, count: usize, expected_millibits: i64) -> i64 {
        let k = i64::try_from(count).unwrap_or(i64::MAX);
        self.factorial_millibits(count).saturating_sub(k.saturating_mul(expected_millibits))
    }
}

#[cfg(test)]
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "the second way is in floating point")]
mod tests {
    use super::*;

    #[test]
    fn logarithms_agree_with_floating_point() {
        for count in (1..5_000).chain([1 << 20, (1 << 20) + 7, 123_456_789, usize::MAX]) {
            let float = (count as f64).log2() * 1_000.0;
            assert!((log2_millibits(count) as f64 - float).abs() <= 1.1, "{count}");
        }
        let chance = Chance::new(200_000);
        let float: f64 = (1..=200_000).map(|count| f64::from(count).log2()).sum();
        assert!((chance.factorial_millibits(200_000) as f64 / 1_000.0 - float).abs() < 1.0);
    }

    #[test]
    fn a_burst_is_the_negative_binomial() {
        let chance = Chance::new(100);
        for (inside, outside, stretch, rest) in [(5, 0, 1_u32, 8_u32), (13, 6, 20, 80), (30, 4, 50, 50), (1, 0, 1, 1)] {
            let share = f64::from(stretch) / f64::from(stretch + rest);
            let ways: f64 = (1..=inside).map(|at| f64::from(outside + at) / f64::from(at)).product();
            let float = -(ways * share.powi(inside) * (1.0 - share).powi(outside + 1)).log2() * 1_000.0;
            let count = |count: i32| usize::try_from(count).unwrap();
            let bits = chance.burst_millibits(count(inside), count(outside), stretch as usize, rest as usize);
            assert!((bits as f64 - float).abs() < 60.0, "{inside} {outside}: {bits} {float}");
        }
    }
}
