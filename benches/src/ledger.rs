//! Seeded ledgers as columns.
//!
//! Payers and payees follow Zipf's law with exponent 0.8: a few accounts do much. The share of the first `k` of `n`
//! ranks is close to `(k / n)^0.2`, so that the fifth power of a uniform number gives a rank. Ranks are scattered over
//! the account numbers, as real numbers are: neighbours in memory have nothing to do with each other. One row in 64
//! comes from outside and one goes there. The position of a row is its instant; the rows stand for 16 days.
//!
//! Amounts and openings are log-normal but for the tails: the logarithm is binomial (64 coin flips, and a uniform
//! number to fill the gaps). The median amount is 58.78, nine in ten are below 277.13; the median opening is 379.42.

use filature_model::OUTSIDE;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Days that the rows stand for, evenly.
pub const DAYS: usize = 16;

/// One step of the binomial in the logarithm to base 2, in 65,536ths: a standard deviation of 1.2 in the natural one.
const STEP: u64 = 28_377;

/// Logarithms to base 2 of the medians in minor units, in 65,536ths.
const AMOUNT: u64 = 12 * 65_536 + 20_000;
const OPENING: u64 = 15 * 65_536;

/// A prime past every number of accounts that is used here, so that no two ranks meet.
const SCATTER: u64 = 2_654_435_761;

/// The columns of a ledger in one currency.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Payers.
    pub debtor: Vec<u32>,
    /// Payees.
    pub creditor: Vec<u32>,
    /// Minor units.
    pub amount_minor: Vec<i64>,
    /// Of each account, minor units.
    pub openings_minor: Vec<i64>,
}

/// Product of two fractions of 2^64.
fn times(one: u64, other: u64) -> u64 {
    u64::try_from((u128::from(one) * u128::from(other)) >> 64).unwrap_or(u64::MAX)
}

/// An account, by a uniform number.
fn account(uniform: u64, accounts: u64) -> u32 {
    let square = times(uniform, uniform);
    let rank = times(times(times(square, square), uniform), accounts);
    u32::try_from((rank * SCATTER) % accounts).unwrap_or(OUTSIDE)
}

/// Minor units around a median, by two uniform numbers.
fn minor(flips: u64, uniform: u64, median: u64) -> i64 {
    let steps = u64::from(flips.count_ones()) * STEP + (((uniform & 0xFFFF) * STEP) >> 16);
    // 16 bits more than needed, so that nothing is below zero.
    let logarithm = (16 << 16) + median + steps - 32 * STEP;
    let (whole, part) = (logarithm >> 16, logarithm & 0xFFFF);
    // Two to the power of a fraction, by a parabola.
    let power = 65_536 + ((part * (43_024 + ((part * 22_512) >> 16))) >> 16);
    i64::try_from((power << whole) >> 32).unwrap_or(i64::MAX)
}

impl Ledger {
    /// The ledger of a seed.
    pub fn new(rows: usize, accounts: u32, seed: u64) -> Self {
        let mut words = ChaCha8Rng::from_seed(key(seed));
        let count = u64::from(accounts);
        let openings_minor = (0..accounts).map(|_| minor(words.next_u64(), words.next_u64(), OPENING)).collect();
        let mut ledger = Self {
            debtor: Vec::with_capacity(rows),
            creditor: Vec::with_capacity(rows),
            amount_minor: Vec::with_capacity(rows),
            openings_minor,
        };
        for _ in 0..rows {
            let (debtor, creditor) = (account(words.next_u64(), count), account(words.next_u64(), count));
            let (flips, rest) = (words.next_u64(), words.next_u64());
            ledger.debtor.push(if rest >> 58 == 0 { OUTSIDE } else { debtor });
            ledger.creditor.push(if rest >> 58 == 1 { OUTSIDE } else { creditor });
            ledger.amount_minor.push(minor(flips, rest, AMOUNT));
        }
        ledger
    }

    /// `count` claims of `credits` credits each, drawn from the first day, none twice.
    pub fn claims(&self, count: usize, credits: usize, seed: u64) -> Vec<Vec<u32>> {
        let mut words = ChaCha8Rng::from_seed(key(seed));
        words.set_stream(1);
        let day = (self.debtor.len() / DAYS).max(1) as u64;
        let mut seen = std::collections::BTreeSet::new();
        let mut claim = || {
            let mut claim = Vec::with_capacity(credits);
            while claim.len() < credits {
                let position = u32::try_from(words.next_u64() % day).unwrap_or(0);
                if self.creditor[position as usize] != OUTSIDE && seen.insert(position) {
                    claim.push(position);
                }
            }
            claim
        };
        (0..count).map(|_| claim()).collect()
    }
}

/// Laid out by hand: how the library makes a key of a number may change.
fn key(seed: u64) -> [u8; 32] {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(b"ledgers.");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_its_ledger() {
        let (one, same, other) = (Ledger::new(20_000, 2_000, 1), Ledger::new(20_000, 2_000, 1), Ledger::new(9, 9, 2));
        assert_eq!(one.amount_minor, same.amount_minor);
        assert_eq!(one.debtor, same.debtor);
        assert_ne!(one.amount_minor[..9], other.amount_minor[..]);
        assert_eq!(one.claims(3, 5, 1), same.claims(3, 5, 1));
    }

    #[test]
    fn amounts_and_accounts_are_spread_as_said() {
        let ledger = Ledger::new(200_000, 10_000, 1);
        let mut amounts = ledger.amount_minor.clone();
        amounts.sort_unstable();
        assert!((5_600..6_200).contains(&amounts[100_000]), "{}", amounts[100_000]);
        assert!((25_000..30_000).contains(&amounts[180_000]), "{}", amounts[180_000]);
        let mut counts = vec![0; 10_000];
        for debtor in ledger.debtor.iter().filter(|debtor| **debtor != OUTSIDE) {
            counts[*debtor as usize] += 1;
        }
        counts.sort_unstable();
        // The first 100 of 10,000 ranks: (1 / 100)^0.2 of all.
        let first: i32 = counts[9_900..].iter().sum();
        assert!((70_000..90_000).contains(&first), "{first}");
    }
}
