//! Rounding by lot: a count becomes the multiple of five below or above it, by a lot drawn from all that is counted.
//!
//! Two outputs, with and without one case, must not tell by their difference what came in. Rounding up or down by lot, without
//! bias, makes of most differences none, and of some a step that may as well have been drawn. The lots come from a hash of *everything*
//! counted, and not of the cell's own people: with one person more, all lots are drawn again, also in the cells where the person
//! is not, so a step betrays no cell. And the same input still gives the same bytes.

use sha2::{Digest, Sha256};

/// What counts are rounded to.
pub const ROUNDED_TO: u64 = 5;

/// The lots of one output.
#[derive(Clone, Debug)]
pub struct Lots {
    seed: [u8; 32],
}

impl Lots {
    /// Lots that follow from all that is counted.
    pub fn of(everything: &[String]) -> Self {
        let mut hash = Sha256::new();
        for item in everything {
            hash.update(u64::try_from(item.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(item.as_bytes());
        }
        Self { seed: hash.finalize().into() }
    }

    /// A number below `below` for what is called so; 0 where there is none below.
    fn draw(&self, what: &str, below: u128) -> u128 {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(what.as_bytes());
        let bytes: [u8; 32] = hash.finalize().into();
        let number = bytes.iter().take(16).fold(0_u128, |number, &byte| (number << 8) | u128::from(byte));
        number.checked_rem(below).unwrap_or(0)
    }

    /// A figure as a multiple of `step`, the one below or above it: the nearer the likelier, without bias. Larger figures of one name
    /// never become smaller ones.
    pub fn rounded(&self, what: &str, figure: u128, step: u128) -> u128 {
        let step = step.max(1);
        (figure + self.draw(what, step)) / step * step
    }

    /// A count as it may be shown: none where it is about fewer than `k` people, or is rounded below `k`.
    pub fn shown(&self, what: &str, count: u64, k: u64) -> Option<u64> {
        let rounded = u64::try_from(self.rounded(what, count.into(), ROUNDED_TO.into())).ok()?;
        (count >= k && rounded >= k).then_some(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_becomes_one_of_its_two_neighbours_and_none_in_the_mean() {
        for count in 0..40_u64 {
            let all = (0..2_000).map(|seed| {
                let lots = Lots::of(&[format!("seed {seed}")]);
                u64::try_from(lots.rounded("cell", count.into(), 5)).unwrap()
            });
            let all: Vec<u64> = all.collect();
            assert!(all.iter().all(|&to| to % 5 == 0 && to < count + 5 && to + 5 > count), "{count}");
            let (sum, of) = (all.iter().sum::<u64>(), count * 2_000);
            // 2,000 draws of at most 2.5 from the mean: four times their deviation.
            assert!(sum.abs_diff(of) <= 450, "{count}: {sum} for {of}");
        }
    }

    #[test]
    fn nothing_below_k_is_shown_whatever_the_lot() {
        for seed in 0..500 {
            let lots = Lots::of(&[format!("seed {seed}")]);
            for k in [11, 12, 14, 15, 20] {
                for count in 0..60 {
                    let shown = lots.shown("cell", count, k);
                    assert!(shown.is_none_or(|to| to >= k && count >= k), "{count} {k}");
                    assert!(shown.is_some() || count < k.next_multiple_of(5), "{count} {k}");
                }
            }
        }
    }

    #[test]
    fn lots_depend_on_everything_and_on_the_place_and_on_nothing_else() {
        let of = |items: &[&str]| Lots::of(&items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>());
        let lots = |lots: &Lots| (0..64).map(|at| lots.draw(&format!("cell {at}"), 1_000)).collect::<Vec<_>>();
        assert_eq!(lots(&of(&["a", "b"])), lots(&of(&["a", "b"])));
        for other in [&["a", "c"][..], &["ab"], &["a", "b", ""], &["b", "a"]] {
            assert_ne!(lots(&of(&["a", "b"])), lots(&of(other)), "{other:?}");
        }
    }
}
