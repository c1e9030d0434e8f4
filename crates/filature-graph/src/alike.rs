//! Sums of one size: how surprising is it that so many of these amounts lie so close together?
//!
//! **Definition.** For amounts a₁ ≤ … ≤ aₙ and every band [aᵢ, aⱼ], i < j, q is the share of the ledger's payments in
//! that currency within the band. Its two ends made the band; of the other N = n − 2 amounts m = j − i − 1 lie in it. By
//! Chernoff's bound chance does that with at most 2^(−N D), D = (m/N) log₂ (m/(N q)) + (1 − m/N) log₂ ((1 − m/N)/(1 − q)),
//! where m/N > q. The best band is taken, and log₂ of the number of bands off.

use filature_model::Currency;

use crate::amounts::Amounts;
use crate::chance::{log2_millibits, log2_ratio_millibits};

/// The evidence in thousandths of a bit, never below 0. Costs the square of the number of amounts.
pub(crate) fn alike_millibits(ledger: &Amounts, currency: Currency, mut amounts_minor: Vec<i64>) -> i64 {
    amounts_minor.sort_unstable();
    let n = amounts_minor.len();
    if n < 3 {
        return 0;
    }
    let before: Vec<usize> = amounts_minor.iter().map(|&amount| ledger.within(currency, 0, amount - 1).0).collect();
    let upto: Vec<usize> = amounts_minor.iter().map(|&amount| ledger.within(currency, 0, amount).0).collect();
    let whole = ledger.within(currency, 0, i64::MAX).1;
    let band = |from: usize, to: usize| within_millibits(to - from - 1, n - 2, upto[to] - before[from], whole);
    let best = (0..n).flat_map(|from| (from + 1..n).map(move |to| (from, to))).map(|(from, to)| band(from, to)).max();
    (best.unwrap_or(0) - log2_millibits(n * (n - 1) / 2)).max(0)
}

/// n D of `inside` of `n` in a band that holds `part` of `whole` payments.
fn within_millibits(inside: usize, n: usize, part: usize, whole: usize) -> i64 {
    if inside * whole <= n * part {
        return 0;
    }
    let times = |count: usize, log: i64| i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(log);
    let outside = n - inside;
    let inwards = times(inside, log2_ratio_millibits(inside, n) - log2_ratio_millibits(part.max(1), whole));
    let outwards =
        times(outside, log2_ratio_millibits(outside, n) - log2_ratio_millibits((whole - part).max(1), whole));
    inwards + outwards
}
