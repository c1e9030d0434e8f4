//! Chance that is the same everywhere: ChaCha8 words and whole numbers, never a float.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// One stream of chance. Each network, each look-alike and the life around them draw from streams of their
/// own, so that what one draws does not shift what another does.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream with that number under that seed.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        // The seed is laid out by hand: `seed_from_u64` may change between versions of the library.
        let mut bytes = [0_u8; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..16].copy_from_slice(b"filature");
        let mut words = ChaCha8Rng::from_seed(bytes);
        words.set_stream(stream);
        Self(words)
    }

    /// A number below `bound`; 0 when there is none.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        // A remainder leans towards small numbers by less than one in 2^40 for every bound used here.
        if bound == 0 { 0 } else { self.0.next_u64() % bound }
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).saturating_add(1);
        low + i64::try_from(self.below(u64::try_from(width).unwrap_or(0))).unwrap_or(0)
    }

    /// The same for days and minutes.
    pub(crate) fn days(&mut self, low: i32, high: i32) -> i32 {
        i32::try_from(self.between(i64::from(low), i64::from(high))).unwrap_or(low)
    }

    /// A whole number of `step` minor units between `low` and `high`.
    pub(crate) fn stepped(&mut self, low: i64, high: i64, step: i64) -> i64 {
        self.between(low / step, high / step) * step
    }

    /// Whether something that happens `percent` times in a hundred happens.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A position in a list of that length.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// One of the items, of which there is at least one.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            (0..8).map(|_| dice.between(-5, 1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
        assert!(draw(9, 9).iter().all(|number| (-5..=1_000_000).contains(number)));
    }
}
