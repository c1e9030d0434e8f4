//! What is not worth a SHA-256: before each of a filter's hashes stand 16 bits of a cheap hash that rolls along a text, and only a window
//! that has them is hashed in full.
//!
//! Every window of every text of a case is looked at each time that its ledger is built. The cheap hash is a polynomial of the letters modulo
//! 2^61 - 1 (Karp and Rabin, 1987) at a place drawn from the salt: whoever has the file can try out names faster with it than without, and has
//! the salt in any case.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// So many hexadecimal digits of the cheap hash stand before each hash.
const QUICK_DIGITS: usize = 4;
/// The prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;
/// Bits of the cheap hash, as words of 64.
const WORDS: usize = 1 << (4 * QUICK_DIGITS - 6);

/// The cheap hashes of one set.
#[derive(Clone, Debug)]
pub struct Marks(Vec<u64>);

impl Marks {
    /// Of hashes with their cheap ones before them. One without lets everything through: nobody gets in by a hash that cannot be read.
    pub fn of(hashes: &BTreeSet<String>) -> Self {
        let mut words = if hashes.is_empty() { Vec::new() } else { vec![0; WORDS] };
        for hash in hashes {
            match hash.get(..QUICK_DIGITS).and_then(|quick| u16::from_str_radix(quick, 16).ok()) {
                Some(quick) => words[usize::from(quick >> 6)] |= 1 << (quick & 63),
                None => return Self(vec![u64::MAX; WORDS]),
            }
        }
        Self(words)
    }

    /// Whether a hash of the set begins so.
    pub fn has(&self, quick: u16) -> bool {
        self.0.get(usize::from(quick >> 6)).is_some_and(|word| word >> (quick & 63) & 1 == 1)
    }
}

/// The cheap hash of a salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quick {
    base: u64,
}

impl Quick {
    /// Of a salt.
    pub fn of(salt: &str) -> Self {
        let drawn = Sha256::digest(format!("{salt}\nquick").as_bytes());
        let base = drawn.iter().take(8).fold(0_u64, |base, &byte| base << 8 | u64::from(byte));
        // Neither 0 nor 1, at which all texts of a length are alike.
        Self { base: base % (PRIME - 2) + 2 }
    }

    /// Of all letters of a text.
    pub fn hash(self, letters: impl Iterator<Item = char>) -> u16 {
        shortened(letters.fold(0, |hash, letter| self.next(hash, letter)))
    }

    /// The windows of a length whose cheap hash stands in the set.
    pub fn windows<'a>(self, letters: &'a [char], length: usize, marks: &'a Marks) -> impl Iterator<Item = &'a [char]> {
        let highest = (1..length).fold(1, |power, _| times(power, self.base));
        let mut hash = letters.iter().take(length.saturating_sub(1)).fold(0, |hash, &letter| self.next(hash, letter));
        let mut leaving = None;
        letters.windows(length.max(1)).filter(move |window| {
            if let Some(left) = leaving {
                hash = plus(hash, PRIME - times(u64::from(left), highest));
            }
            if let (Some(&first), Some(&last)) = (window.first(), window.last()) {
                hash = self.next(hash, last);
                leaving = Some(u32::from(first));
            }
            marks.has(shortened(hash))
        })
    }

    fn next(self, hash: u64, letter: char) -> u64 {
        plus(times(hash, self.base), u64::from(u32::from(letter)))
    }
}

/// The upper bits of a hash, well mixed.
fn shortened(hash: u64) -> u16 {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as u16
}

fn plus(one: u64, other: u64) -> u64 {
    let sum = one + other;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn times(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    let (low, high) = (product as u64 & PRIME, (product >> 61) as u64);
    plus(low, high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_window_that_rolled_has_the_hash_of_its_letters(text in "\\PC{0,40}", length in 1_usize..9, salt in "[0-9a-f]{0,8}") {
            let (letters, quick) = (text.chars().collect::<Vec<char>>(), Quick::of(&salt));
            let each: Vec<u16> = letters.windows(length).map(|window| quick.hash(window.iter().copied())).collect();
            for of in &each {
                let marks = Marks::of(&BTreeSet::from([format!("{of:04x}")]));
                let expected = each.iter().filter(|other| *other == of).count();
                prop_assert_eq!(quick.windows(&letters, length, &marks).count(), expected);
            }
        }
    }

    #[test]
    fn a_set_lets_through_what_it_has_and_nothing_else() {
        let marks = Marks::of(&BTreeSet::from(["00ffab".to_owned(), "8001cd".to_owned()]));
        let through: Vec<u16> = (0..=u16::MAX).filter(|&quick| marks.has(quick)).collect();
        assert_eq!(through, [0x00ff, 0x8001]);
        assert!((0..=u16::MAX).all(|quick| !Marks::of(&BTreeSet::new()).has(quick)));
        let unreadable = Marks::of(&BTreeSet::from(["ab".to_owned()]));
        assert!((0..=u16::MAX).all(|quick| unreadable.has(quick)));
    }
}
