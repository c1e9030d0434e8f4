//! Family names that two administrations, or two centuries, write so far apart that no letter for a letter tells: Jallow and Diallo.
//!
//! They need something beside the name: a line says that a clerk could have written the one for the other, not that the families are one.

use std::sync::LazyLock;

use ahash::AHashMap;

use super::classes::classes;

/// The spellings of one name a line.
const NAMES: &str = include_str!("../../data/family_names.txt");

static FAMILIES: LazyLock<AHashMap<u64, u16>> = LazyLock::new(|| {
    let mut families = AHashMap::new();
    let lines = NAMES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (number, line) in (1_u16..).zip(lines) {
        for name in line.split_whitespace() {
            let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
            families.entry(classes(&letters).fine).or_insert(number);
        }
    }
    families
});

/// The number of the line that a word with this fine key stands in; 0 is none.
pub(super) fn of(fine: u64) -> u16 {
    FAMILIES.get(&fine).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::keys::Word;

    #[test]
    fn what_two_offices_write_for_one_name_is_one_line() {
        let of = |text: &str| Word::new(text).family;
        assert!(of("diallo") > 0);
        assert_eq!(of("diallo"), of("jallow"));
        assert_ne!(of("diallo"), of("diop"));
        assert_eq!(of("petrović"), 0);
    }
}
