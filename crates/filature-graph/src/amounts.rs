//! How close two amounts are, measured against all amounts of the ledger.
//!
//! That 300.00 came and 290.00 went is little where everybody pays round hundreds, and much where amounts are as many
//! as accounts. So closeness is a share: of all payments in this currency, how many lie as close to what came as what
//! went does? **Definition.** For a before and b after, both above 0, r = max(a/b, b/a) and q(a, b) is the share of the
//! currency's payments whose amount lies in [a/r, a·r]. Were b any payment of the ledger, q ≤ x would happen once in 1/x
//! times at most.
//!
//! **Several hops.** By Fisher's method the −ln q of h hops are added to x; chance brings such a sum about with at most
//! e^−x (1 + x + … + x^(h−1)/(h−1)!). With n = h − 1 < x that is no more than e^−x xⁿ/n! · x/(x − n), and by Stirling no
//! more than e^−x (e x/n)ⁿ / √(2 π n) · x/(x − n), which is what [`joint_millibits`] gives.
//!
//! **Cost.** Sorted once; a share is two look-ups in a table by leading bits and two short binary searches.

use filature_model::Currency;
use rayon::prelude::*;

use crate::adjacency::{Adjacency, NOWHERE};
use crate::chance::{log2_millibits, log2_ratio_millibits};

/// The table goes by this many bits after the leading one.
const TABLE_BITS: u32 = 12;

/// The amounts of all payments, by currency.
pub(crate) struct Amounts {
    of: Vec<(Currency, Sorted)>,
}

/// The amounts of one currency.
struct Sorted {
    amounts_minor: Vec<i64>,
    /// For each [`row`]: how many amounts stand in rows before it.
    starts: Vec<u32>,
}

impl Amounts {
    /// Sorts the ledger's payments: in the payer's currency, or in the payee's where the payer is the outside world.
    pub fn new(index: &Adjacency) -> Self {
        let mut all: Vec<(Currency, i64)> = (0..index.at_micros.len())
            .into_par_iter()
            .filter_map(|at| {
                let (pocket, minor) = match index.payer[at] {
                    NOWHERE => (index.payee[at], index.arrived_minor[at]),
                    payer => (payer, index.left_minor[at]),
                };
                index.currency(pocket).map(|currency| (currency, minor))
            })
            .collect();
        all.par_sort_unstable();
        let of_currency = |run: &[(Currency, i64)]| (run[0].0, Sorted::new(run.iter().map(|pair| pair.1).collect()));
        Self { of: all.chunk_by(|one, next| one.0 == next.0).map(of_currency).collect() }
    }

    /// How many payments of a currency lie between two amounts, both included, and how many there are.
    pub fn within(&self, currency: Currency, low_minor: i64, high_minor: i64) -> (usize, usize) {
        let Ok(at) = self.of.binary_search_by_key(&currency, |sorted| sorted.0) else { return (0, 0) };
        let sorted = &self.of[at].1;
        let to = sorted.below(high_minor.saturating_add(1));
        (to.saturating_sub(sorted.below(low_minor)), sorted.amounts_minor.len())
    }

    /// How many payments lie as close to `before_minor` as `next_minor` does, at least one, and how many there are.
    pub fn share_within(&self, currency: Currency, before_minor: i64, next_minor: i64) -> (usize, usize) {
        let (before, next) = (i128::from(before_minor.max(1)), i128::from(next_minor.max(1)));
        let square = before * before;
        // The other end of the band is a²/b: rounded into it, so that what lies on its edge is counted.
        let (low, high) = if next >= before { (-(-square).div_euclid(next), next) } else { (next, square / next) };
        let minor = |amount: i128| i64::try_from(amount).unwrap_or(i64::MAX);
        let (part, whole) = self.within(currency, minor(low), minor(high));
        (part.max(1), whole.max(1))
    }

    /// −log2 of that share, thousandths of a bit.
    pub fn closeness_millibits(&self, currency: Currency, before_minor: i64, next_minor: i64) -> i64 {
        let (part, whole) = self.share_within(currency, before_minor, next_minor);
        -log2_ratio_millibits(part, whole)
    }
}

/// How surprising `hops` shares are together whose −log2 add up to `sum_millibits`: never below 0.
pub(crate) fn joint_millibits(sum_millibits: i64, hops: usize) -> i64 {
    const LN_2_MICROS: i128 = 693_147;
    const LOG2_OF_E_MILLIBITS: i64 = 1_443;
    const LOG2_OF_2_PI_MILLIBITS: i64 = 2_651;
    let before = hops.saturating_sub(1);
    if hops == 0 || before == 0 {
        return if hops == 0 { 0 } else { sum_millibits.max(0) };
    }
    // x in thousandths, as −ln of the product.
    let x_thousandths = usize::try_from(i128::from(sum_millibits) * LN_2_MICROS / 1_000_000).unwrap_or(0);
    let before_thousandths = before.saturating_mul(1_000);
    if x_thousandths <= before_thousandths {
        return 0;
    }
    let times = log2_millibits(x_thousandths) - log2_millibits(before_thousandths) + LOG2_OF_E_MILLIBITS;
    let stirling = (log2_millibits(before) + LOG2_OF_2_PI_MILLIBITS) / 2;
    let series = log2_ratio_millibits(x_thousandths - before_thousandths, x_thousandths);
    let count = i64::try_from(before).unwrap_or(i64::MAX);
    sum_millibits.saturating_sub(count.saturating_mul(times)).saturating_add(stirling + series).max(0)
}

impl Sorted {
    fn new(amounts_minor: Vec<i64>) -> Self {
        let most = amounts_minor.last().map_or(0, |&most| row(most));
        let mut starts = vec![0_u32; most + 2];
        for &amount in &amounts_minor {
            starts[row(amount) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { amounts_minor, starts }
    }

    /// How many amounts are less.
    fn below(&self, amount_minor: i64) -> usize {
        let row = row(amount_minor);
        let Some(&[from, to]) = self.starts.get(row..row + 2) else { return self.amounts_minor.len() };
        let (from, to) = (from as usize, to as usize);
        from + self.amounts_minor[from..to].partition_point(|&amount| amount < amount_minor)
    }
}

/// The row of an amount in the table: never less for a greater amount; of nothing and less it is the first.
fn row(amount_minor: i64) -> usize {
    let amount = u64::try_from(amount_minor).unwrap_or(0);
    let exponent = 63 - amount.max(1).leading_zeros();
    let row = match exponent {
        0..=TABLE_BITS => amount,
        _ => (u64::from(exponent - TABLE_BITS) << TABLE_BITS) + (amount >> (exponent - TABLE_BITS)),
    };
    usize::try_from(row).unwrap_or(0)
}

#[cfg(test)]
#[allow(clippy::float_arithmetic, clippy::unwrap_used, reason = "the second way is in floating point")]
mod tests {
    use filature_model::Transactions;

    use super::*;

    fn of(amounts: &[i64]) -> Amounts {
        let rows: Vec<_> = (0..).zip(amounts).map(|(at, &amount)| ("A", "B", amount, at)).collect();
        Amounts::new(&Adjacency::new(&Transactions::small(&rows)).unwrap())
    }

    #[test]
    fn rows_never_go_back() {
        let mut last = 0;
        for amount in (0..100_000).chain((18..63).flat_map(|bits| [(1_i64 << bits) - 1, 1 << bits, (1 << bits) + 1])) {
            let row = row(amount);
            assert!(row >= last, "{amount}");
            last = row;
        }
        assert_eq!((row(-5), row(0), row(1), row(8_191), row(8_192)), (0, 0, 1, 8_191, 8_192));
    }

    #[test]
    fn a_share_is_counted_by_the_definition() {
        let mut state = 7_u64;
        let mut amounts: Vec<i64> = (0..2_000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                i64::try_from(state >> 33).unwrap() % (1 << (1 + state % 40)) + 1
            })
            .collect();
        let ledger = of(&amounts);
        amounts.sort_unstable();
        for pair in [2, 40].iter().flat_map(|&width| amounts.windows(width)) {
            for (before, next) in [(pair[0], pair[pair.len() - 1]), (pair[pair.len() - 1], pair[0])] {
                let (a, b) = (i128::from(before), i128::from(next));
                let (low, high) = (a.min(b), a.max(b));
                // a/r <= m <= a r, with r = high / low.
                let close = |&&m: &&i64| a * low <= i128::from(m) * high && i128::from(m) * low <= a * high;
                let expected = amounts.iter().filter(close).count();
                assert_eq!(ledger.share_within(Currency::EUR, before, next), (expected, 2_000), "{before} {next}");
            }
        }
        assert_eq!(ledger.share_within(Currency::EUR, 0, i64::MAX).1, 2_000);
        assert_eq!(ledger.within("USD".parse().unwrap(), 0, 100), (0, 0));
    }

    #[test]
    fn several_hops_are_never_more_surprising_than_by_the_whole_sum() {
        assert_eq!((joint_millibits(5_000, 0), joint_millibits(5_000, 1), joint_millibits(-1, 1)), (0, 5_000, 0));
        for hops in 2..40_i32 {
            for bits in 1..200_i32 {
                let x = f64::from(bits) * 2_f64.ln();
                let term = |order: i32| -x + (1..=order).map(|at| (x / f64::from(at)).ln()).sum::<f64>();
                let whole = (0..hops).map(|order| term(order).exp()).sum::<f64>();
                let exact = -whole.log2() * 1_000.0;
                let found = joint_millibits(i64::from(bits) * 1_000, usize::try_from(hops).unwrap()) as f64;
                let tolerance = 3.0 * f64::from(hops) + 3.0;
                assert!(found <= exact.max(0.0) + tolerance, "{bits} {hops}: {found} {exact}");
                assert!(x < 1.5 * f64::from(hops) || found > exact - 700.0, "{bits} {hops}: {found} {exact}");
            }
        }
    }
}
