//! What a word can be written as: to enumerate it for a person, to compare two words, and to look a word up.
//!
//! ```text
//! scripts (rows) ─► letters: groups of letters, and which two may stand for one ─► word ─► apart(): how far two words are
//!        │                                                                          └──► classes: keys to look words up by
//!        └──► spell: every spelling of a word, for searching and as the reference of the tests
//! given (data/given/) ─► which words are given names, and which are short for which
//! family (data/family_names.txt) ─► which family names one administration writes for another's
//! ```

mod classes;
mod endings;
mod family;
mod given;
mod letters;
mod plain;
mod spell;
mod word;

pub use spell::{Spellings, spellings};

pub(crate) use word::{Word, apart};

/// Whether a word is a known given name.
pub(crate) fn is_given(letters: &[char]) -> bool {
    given::GIVEN.of(classes::classes(letters).fine).is_known()
}

/// A number for a text or a row of numbers that is the same on every machine (FNV-1a, 64 bits, mixed once more).
pub(crate) fn hashed(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let hash = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    mixed(hash)
}

/// Spreads the bits of a number.
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
