//! Given names: which words are any, and which are short for which.
//!
//! A letter of difference is a slip of the pen between two family names that nobody knows, and another person between *Jovan* and *Jovana*.

use std::sync::LazyLock;

use ahash::AHashMap;

use super::classes::classes;

/// The given names of the region, a group a line: forms of one name, then after `;` what is short for it.
const NAMES: &str = include_str!("../../data/given_names.txt");

/// The most groups that one word belongs to.
const MOST_GROUPS: usize = 4;

/// The groups of a word; none where it is no known given name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// Numbers of groups from 1; 0 is none.
    groups: [u16; MOST_GROUPS],
}

impl Given {
    pub(crate) fn is_known(self) -> bool {
        self.groups[0] > 0
    }

    /// Whether both are forms of one name, or one is short for it.
    pub(crate) fn is_related(self, other: Self) -> bool {
        self.groups.iter().any(|group| *group > 0 && other.groups.contains(group))
    }

    fn add(&mut self, group: u16) {
        if let Some(place) = self.groups.iter_mut().find(|place| **place == 0 || **place == group) {
            *place = group;
        }
    }
}

/// The groups by the fine key of a word.
pub(super) struct GivenNames(AHashMap<u64, Given>);

pub(super) static GIVEN: LazyLock<GivenNames> = LazyLock::new(|| {
    let mut names: AHashMap<u64, Given> = AHashMap::new();
    let lines = NAMES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (group, line) in (1_u16..).zip(lines) {
        for name in line.split([' ', ',', ';']).filter(|name| !name.is_empty()) {
            let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
            names.entry(classes(&letters).fine).or_default().add(group);
        }
    }
    GivenNames(names)
});

impl GivenNames {
    pub(super) fn of(&self, fine: u64) -> Given {
        self.0.get(&fine).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::keys::Word;

    #[test]
    fn forms_and_short_forms_are_related_and_other_names_are_not() {
        let related = |one: &str, next: &str| Word::new(one).given.is_related(Word::new(next).given);
        assert!(related("aleksandar", "aca"));
        assert!(related("александар", "saša"));
        assert!(related("georgios", "γιωργοσ"));
        assert!(related("djordje", "đorđe"));
        assert!(!related("jovan", "jovana"));
        assert!(!related("marija", "marijana"));
        assert!(!related("petrović", "petrović"), "no given name");
    }
}
