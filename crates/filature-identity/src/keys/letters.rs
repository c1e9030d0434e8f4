//! The rows of all languages as one table: which groups of letters can stand for the same letter, and at what loss.
//!
//! Two groups can stand for one letter where one row of one language holds both. So `dj` and `đ` can, `ch` and `š` can (a French clerk and
//! a Serbian), and `c` and `š` cannot, although both meet `č` or `ch` somewhere: nothing is passed on from row to row.

use std::sync::LazyLock;

use ahash::AHashMap;

use crate::scripts;

/// The most letters in a group.
pub(super) const LONGEST: usize = 4;
/// Two groups that cannot stand for one letter.
pub(super) const NEVER: u8 = u8::MAX;

type Group = [char; LONGEST];

/// Groups of letters by number, and how they stand to each other.
pub(super) struct Letters {
    numbers: AHashMap<Group, u16>,
    /// The loss of each pair of groups.
    losses: Vec<u8>,
    count: usize,
    /// The loss of leaving a group out.
    dropped: Vec<u8>,
}

pub(super) static LETTERS: LazyLock<Letters> = LazyLock::new(Letters::new);

impl Letters {
    fn new() -> Self {
        let rows: Vec<Vec<scripts::Spelling>> = scripts::tables()
            .iter()
            .flat_map(|table| table.rows.iter())
            .map(|row| scripts::spellings(row).collect())
            .collect();
        let mut numbers = AHashMap::new();
        for spelling in rows.iter().flatten().filter(|spelling| !spelling.letters.is_empty()) {
            let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
            numbers.entry(group(spelling.letters)).or_insert(next);
        }
        let count = numbers.len();
        let mut letters = Self { numbers, losses: vec![NEVER; count * count], count, dropped: vec![NEVER; count] };
        for row in &rows {
            letters.add(row);
        }
        letters
    }

    fn add(&mut self, row: &[scripts::Spelling]) {
        let numbered =
            |letters: &Self, spelling: &scripts::Spelling| letters.numbers.get(&group(spelling.letters)).copied();
        for one in row {
            for next in row {
                let own = |spelling: &scripts::Spelling| spelling.letters == row[0].letters;
                if (one.only_own && !own(next)) || (next.only_own && !own(one)) {
                    continue;
                }
                let mut loss = one.loss.max(next.loss);
                // Two plain letters that one row holds are two letters everywhere else.
                if one.letters != next.letters && is_plain(one.letters) && is_plain(next.letters) {
                    loss = loss.max(1);
                }
                match other_vowel(one.letters, next.letters) {
                    Some(NEVER) => continue,
                    Some(least) => loss = loss.max(least),
                    None => {}
                }
                match (numbered(self, one), numbered(self, next)) {
                    (Some(first), Some(second)) => {
                        let cell = &mut self.losses[usize::from(first) * self.count + usize::from(second)];
                        *cell = loss.min(*cell);
                    }
                    (Some(first), None) if one.letters == row[0].letters => {
                        let cell = &mut self.dropped[usize::from(first)];
                        *cell = loss.max(1).min(*cell);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The groups that begin a row of letters: length and number.
    pub(super) fn at<'a>(&'a self, letters: &'a [char]) -> impl Iterator<Item = (u8, u16)> + 'a {
        (1..=LONGEST.min(letters.len())).filter_map(move |length| {
            let mut group = ['\0'; LONGEST];
            group[..length].copy_from_slice(&letters[..length]);
            self.numbers.get(&group).map(|&number| (length as u8, number))
        })
    }

    /// The loss when two groups stand for one letter, or [`NEVER`].
    pub(super) fn loss(&self, one: u16, next: u16) -> u8 {
        self.losses[usize::from(one) * self.count + usize::from(next)]
    }

    /// The loss when a group is left out, or [`NEVER`].
    pub(super) fn dropped(&self, one: u16) -> u8 {
        self.dropped[usize::from(one)]
    }
}

fn group(text: &str) -> Group {
    let mut group = ['\0'; LONGEST];
    for (place, letter) in group.iter_mut().zip(text.chars()) {
        *place = letter;
    }
    group
}

fn is_plain(text: &str) -> bool {
    text.len() == 1 && text.is_ascii()
}

/// What is lost at least between two vowels that are read in one way only. They tell names apart (Nada, Neda), so that few may stand for
/// one another: `a` and `u` are both written for the Bulgarian ъ, `i` and `e` for the Greek η.
fn other_vowel(one: &str, next: &str) -> Option<u8> {
    let vowel = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().filter(|_| letters.next().is_none())?;
        Some(match first {
            'a' | 'а' | 'α' | 'á' => 'a',
            'e' | 'е' | 'ε' | 'é' => 'e',
            'i' | 'и' | 'ι' | 'í' => 'i',
            'o' | 'о' | 'ο' | 'ω' | 'ó' => 'o',
            'u' | 'у' | 'ú' => 'u',
            _ => return None,
        })
    };
    let (one, next) = (vowel(one)?, vowel(next)?);
    match (one.min(next), one.max(next)) {
        (first, second) if first == second => None,
        ('a', 'u') => Some(2),
        ('e', 'i') => Some(3),
        _ => Some(NEVER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loss(one: &str, next: &str) -> u8 {
        let number = |text: &str| LETTERS.numbers[&group(text)];
        LETTERS.loss(number(one), number(next))
    }

    #[test]
    fn groups_stand_for_one_letter_where_one_row_holds_both() {
        assert_eq!(loss("ђ", "dj"), 0);
        assert_eq!(loss("đ", "d"), 1);
        assert_eq!(loss("ch", "š"), 0);
        assert_eq!(loss("c", "š"), NEVER);
        assert_eq!(loss("ч", "tch"), 0);
        assert_eq!(loss("q", "ć"), 0);
        assert_eq!(loss("μπ", "b"), 0);
    }

    #[test]
    fn no_group_is_longer_than_is_looked_for() {
        for spelling in scripts::tables().iter().flat_map(|table| table.rows).flat_map(scripts::spellings) {
            assert!(spelling.letters.chars().count() <= LONGEST, "{spelling:?}");
        }
    }

    #[test]
    fn the_table_is_the_same_both_ways() {
        for one in 0..LETTERS.count as u16 {
            for next in 0..LETTERS.count as u16 {
                assert_eq!(LETTERS.loss(one, next), LETTERS.loss(next, one));
            }
        }
    }
}
