//! Given names: which words are any, which are spellings of one, and which are short for which.
//!
//! A letter of difference is a slip of the pen between two family names that nobody knows, and another person between *Jovan* and *Jovana*.
//! The lists are data (`data/given/`); where a name is filed says nothing of who bears it.

use std::sync::LazyLock;

use ahash::AHashMap;

use super::classes::classes;

/// A group a line: forms of one name, then after `;` what is short for it; `=` joins spellings of one form.
const NAMES: [&str; 10] = [
    include_str!("../../data/given/south_slavic.txt"),
    include_str!("../../data/given/muslim_balkan.txt"),
    include_str!("../../data/given/albanian.txt"),
    include_str!("../../data/given/romanian.txt"),
    include_str!("../../data/given/greek.txt"),
    include_str!("../../data/given/turkish.txt"),
    include_str!("../../data/given/hungarian.txt"),
    include_str!("../../data/given/french.txt"),
    include_str!("../../data/given/west_and_north_africa.txt"),
    include_str!("../../data/given/international.txt"),
];

/// Marks a short form.
const SHORT: u16 = 1 << 15;
/// The most groups that one word belongs to.
const MOST_GROUPS: usize = 8;

/// The groups of a word; none where it is no known given name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// Numbers of groups from 1; 0 is none. The highest bit is set where it is short for the names of the group.
    groups: [u16; MOST_GROUPS],
    /// The number of the spellings it is one of; 0 is none.
    spelled: u16,
}

impl Given {
    pub(crate) fn is_known(self) -> bool {
        self.groups[0] > 0
    }

    /// Whether both are forms of one name, or one is short for it.
    pub(crate) fn is_related(self, other: Self) -> bool {
        self.groups().any(|group| other.groups().any(|next| next == group))
    }

    /// Whether both are forms of one name, neither of them short for it: Georgios, Đorđe.
    pub(crate) fn is_form_of(self, other: Self) -> bool {
        self.groups.iter().any(|group| *group > 0 && group & SHORT == 0 && other.groups.contains(group))
    }

    /// Whether both are spellings of one form of a name.
    pub(crate) fn is_spelled_as(self, other: Self) -> bool {
        self.spelled > 0 && self.spelled == other.spelled
    }

    /// The numbers of its groups.
    pub(crate) fn groups(self) -> impl Iterator<Item = u16> {
        self.groups.into_iter().filter(|group| *group > 0).map(|group| group & !SHORT)
    }

    fn add(&mut self, group: u16) {
        let same = |place: u16| place == 0 || place & !SHORT == group & !SHORT;
        if let Some(place) = self.groups.iter_mut().find(|place| same(**place)) {
            // What is a form and short for itself is a form.
            *place = if *place == 0 { group } else { *place & group };
        }
    }
}

/// The groups by the fine key of a word.
pub(super) struct GivenNames(AHashMap<u64, Given>);

pub(super) static GIVEN: LazyLock<GivenNames> = LazyLock::new(|| {
    let mut names: AHashMap<u64, Given> = AHashMap::new();
    let lines = NAMES.iter().flat_map(|names| names.lines()).filter(|line| !line.is_empty());
    for (group, line) in (1_u16..).zip(lines) {
        let (forms, short) = line.split_once(';').unwrap_or((line, ""));
        let forms = forms.split_whitespace().map(|spellings| (spellings, group));
        for (spellings, group) in forms.chain(short.split_whitespace().map(|spellings| (spellings, group | SHORT))) {
            for name in spellings.split('=') {
                let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).map(crate::normal::folded).collect();
                let given = names.entry(classes(&letters).fine).or_default();
                given.add(group);
                if spellings.len() > name.len() && given.spelled == 0 {
                    given.spelled = group;
                }
            }
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
        assert!(related("istván", "pista"));
        let form = |one: &str, next: &str| Word::new(one).given.is_form_of(Word::new(next).given);
        assert!(form("georgios", "đorđe") && !form("istván", "pista"));
        assert!(!related("jovan", "jovana"));
        assert!(!related("marija", "marijana"));
        assert!(!related("petrović", "petrović"), "no given name");
    }

    #[test]
    fn spellings_of_one_name_are_told_from_its_other_forms() {
        let spelled = |one: &str, next: &str| Word::new(one).given.is_spelled_as(Word::new(next).given);
        assert!(spelled("mohamed", "mouhammad"));
        assert!(spelled("youssef", "yusuf"));
        assert!(!spelled("mohamed", "mamadou"));
        assert!(!spelled("georgios", "giorgos"));
    }
}
