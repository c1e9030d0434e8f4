//! Ledgers of any size for measuring, written row by row and never held in memory.

use std::io::{self, Write};

use filature_model::{Currency, decimal_string, from_days};

use crate::dice::Dice;

/// Quantiles of a log-normal in cents, at steps of one 64th: median 60.00, sigma 1.6, the ends cut at one in
/// two thousand. A table, because no float may touch an amount and floats differ between platforms.
const AMOUNTS: [i64; 65] = [
    31, 191, 305, 411, 515, 621, 728, 839, 952, 1_070, 1_192, 1_319, 1_451, 1_589, 1_732, 1_882, 2_039, 2_203, 2_375,
    2_556, 2_745, 2_944, 3_152, 3_372, 3_604, 3_848, 4_105, 4_377, 4_665, 4_970, 5_293, 5_635, 6_000, 6_388, 6_802,
    7_244, 7_717, 8_225, 8_770, 9_356, 9_990, 10_676, 11_420, 12_230, 13_116, 14_086, 15_156, 16_338, 17_654, 19_125,
    20_781, 22_659, 24_809, 27_292, 30_197, 33_642, 37_800, 42_928, 49_431, 57_988, 69_850, 87_642, 118_171, 188_285,
    1_160_495,
];

/// 2024-01-01, counted from 1970.
const FIRST_DAY: i32 = 19_723;
const SECONDS_A_DAY: u64 = 86_400;

/// Writes a canonical CSV of random transfers in order of time, with the columns `id, booked_at, debtor,
/// creditor, amount, currency, channel, text`. Nothing is planted in it.
///
/// Account number k is chosen with a weight of k to the power of −0.8 (Zipf), payers and payees by orders of
/// their own; amounts are close to log-normal. The same arguments give the same bytes everywhere.
///
/// # Errors
/// What the writer says.
///
/// ```
/// let mut bytes = Vec::new();
/// filature_synth::random_ledger_csv(1_000, 50, 30, 7, &mut bytes)?;
/// assert_eq!(bytes.iter().filter(|&&byte| byte == b'\n').count(), 1_001);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn random_ledger_csv(
    transactions: usize,
    accounts: usize,
    days: u32,
    seed: u64,
    write: &mut dyn Write,
) -> io::Result<()> {
    let accounts = accounts.max(2);
    let ranks = Ranks::new(accounts);
    let mut dice = Dice::new(seed, 0x1ED6);
    let seconds = u64::from(days.max(1)) * SECONDS_A_DAY;
    let mut rows = Vec::with_capacity(1 << 17);
    rows.extend_from_slice(b"id,booked_at,debtor,creditor,amount,currency,channel,text\n");
    for number in 0..transactions {
        // Evenly spread: in order of time without sorting.
        let at = u64::try_from(number as u128 * u128::from(seconds) / transactions as u128).unwrap_or(0);
        let debtor = ranks.draw(&mut dice);
        let mut creditor = ranks.elsewhere(ranks.draw(&mut dice));
        if creditor == debtor {
            creditor = (creditor + 1) % accounts;
        }
        let amount = decimal_string(i128::from(amount(&mut dice)), Currency::EUR);
        let (channel, text) = *dice.pick(&[
            ("transfer", "virement"),
            ("transfer", "facture"),
            ("transfer", "loyer"),
            ("card", "achat"),
            ("card", "courses"),
        ]);
        write_time(&mut rows, number, at)?;
        writeln!(rows, ",A{debtor:08},A{creditor:08},{amount},EUR,{channel},{text}")?;
        if rows.len() > 1 << 16 {
            write.write_all(&rows)?;
            rows.clear();
        }
    }
    write.write_all(&rows)?;
    write.flush()
}

fn write_time(rows: &mut Vec<u8>, number: usize, at: u64) -> io::Result<()> {
    let day = i32::try_from(at / SECONDS_A_DAY).unwrap_or(0);
    let second = at % SECONDS_A_DAY;
    let date = from_days(FIRST_DAY + day).unwrap_or_default();
    write!(rows, "R{number:09},{date}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

fn amount(dice: &mut Dice) -> i64 {
    let step = dice.index(64);
    dice.between(AMOUNTS[step], AMOUNTS[step + 1])
}

/// Accounts by weight.
struct Ranks {
    /// The sum of the weights up to each rank.
    up_to: Vec<u64>,
    /// A stride without a common divisor with the number of accounts: it permutes them.
    stride: usize,
}

impl Ranks {
    fn new(accounts: usize) -> Self {
        let mut sum = 0;
        let up_to = (1..=accounts as u64)
            .map(|rank| {
                sum += zipf_weight(rank);
                sum
            })
            .collect();
        let mut stride = accounts * 5 / 8 + 1;
        while common_divisor(stride, accounts) != 1 {
            stride += 1;
        }
        Self { up_to, stride }
    }

    fn draw(&self, dice: &mut Dice) -> usize {
        let at = dice.below(self.up_to.last().copied().unwrap_or(1));
        self.up_to.partition_point(|&sum| sum <= at)
    }

    /// The same rank in the other order.
    fn elsewhere(&self, rank: usize) -> usize {
        (rank * self.stride + self.up_to.len() / 3) % self.up_to.len()
    }
}

/// 2^25 divided by the rank to the power of four fifths, rounded down: the largest w with w⁵ · rank⁴ ≤ 2¹²⁵.
fn zipf_weight(rank: u64) -> u64 {
    let fourth = u128::from(rank).saturating_pow(4);
    let bound = (1_u128 << 125) / fourth.max(1);
    let (mut low, mut high) = (0_u128, (1_u128 << 25) + 1);
    while high - low > 1 {
        let middle = u128::midpoint(low, high);
        if middle.checked_pow(5).is_some_and(|fifth| fifth <= bound) {
            low = middle;
        } else {
            high = middle;
        }
    }
    // Every account can be drawn, however long the tail.
    u64::try_from(low).unwrap_or(0).max(1)
}

fn common_divisor(mut one: usize, mut other: usize) -> usize {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_fall_by_the_power_of_four_fifths() {
        assert_eq!(zipf_weight(1), 1 << 25);
        // 32 to the power of 0.8 is 16.
        assert_eq!(zipf_weight(32), 1 << 21);
        assert!(zipf_weight(10_000_000) > 50);
    }

    #[test]
    fn payees_are_a_permutation() {
        for accounts in [2, 3, 10, 97, 1_000] {
            let ranks = Ranks::new(accounts);
            let mut seen: Vec<_> = (0..accounts).map(|rank| ranks.elsewhere(rank)).collect();
            seen.sort_unstable();
            assert!(seen.into_iter().eq(0..accounts));
        }
    }
}
