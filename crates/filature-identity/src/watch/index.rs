//! Which parties of a case are worth comparing with a record.
//!
//! A word is looked up by all that it may be written as: its two rough keys, those of the man's form of a family name, the groups of a given
//! name, the spellings of a family name. What many bear (a given name in a large case) brings nobody together alone; for such words the
//! index holds pairs, the words with a day of birth, and the parties whose whole name is that one word.

use rayon::prelude::*;

use super::TELLING;
use crate::birth::Birth;
use crate::block::{is_looked_up, rough_keys, value_key};
use crate::book::{Book, NameRow};
use crate::keys::{Word, mixed};

/// Parties by keys.
#[derive(Debug, Default)]
struct Postings(Vec<(u64, u32)>);

impl Postings {
    fn of(book: &Book, case: u32, keys: impl Fn(&Book, u32) -> Vec<u64> + Sync) -> Self {
        let of_party = |party| keys(book, party).into_iter().map(move |key| (key, party));
        let mut all: Vec<(u64, u32)> = (0..case).into_par_iter().flat_map_iter(of_party).collect();
        all.par_sort_unstable();
        all.dedup();
        Self(all)
    }

    fn under(&self, key: u64) -> &[(u64, u32)] {
        let start = self.0.partition_point(|(known, _)| *known < key);
        let rest = &self.0[start..];
        &rest[..rest.partition_point(|(known, _)| *known == key)]
    }

    fn add_to(&self, key: u64, found: &mut Vec<u32>) {
        found.extend(self.under(key).iter().map(|(_, party)| *party));
    }
}

/// The parties of a case by what brings them together with a record.
#[derive(Debug)]
pub(super) struct Index {
    values: Postings,
    words: Postings,
    /// Two words that are common each.
    pairs: Postings,
    /// A day of birth and a word that is common.
    births: Postings,
    /// Common words that are all there is of a name.
    alone: Postings,
    common_word: usize,
}

impl Index {
    /// Of the first `case` parties of a book.
    pub(super) fn of(book: &Book, case: u32, common_word: usize) -> Self {
        let mut index = Self {
            values: Postings::of(book, case, values_of),
            words: Postings::of(book, case, all_words_of),
            pairs: Postings::default(),
            births: Postings::default(),
            alone: Postings::default(),
            common_word,
        };
        let pairs = Postings::of(book, case, |book, party| {
            book.names(party).iter().flat_map(|name| index.common_pairs(book, name)).collect()
        });
        let alone = Postings::of(book, case, |book, party| {
            let names = book.names(party).iter().map(|name| words_of(book, name));
            let single = names.filter(|words| words.len() == 1).flatten().flatten();
            single.filter(|key| index.is_common(*key)).collect()
        });
        let births = Postings::of(book, case, |book, party| {
            let born = book.row(party).birth;
            born.map_or_else(Vec::new, |birth| index.common_births(book, party, birth))
        });
        index.pairs = pairs;
        index.births = births;
        index.alone = alone;
        index
    }

    /// The parties that a record is to be compared with, each once, in order.
    pub(super) fn candidates(&self, book: &Book, record: u32, births: &[Birth]) -> Vec<u32> {
        let mut found = Vec::new();
        for key in values_of(book, record) {
            self.values.add_to(key, &mut found);
        }
        for name in book.names(record) {
            let words = words_of(book, name);
            let is_alone = words.len() == 1;
            for key in words.into_iter().flatten() {
                let postings = if is_alone || !self.is_common(key) { &self.words } else { &self.alone };
                postings.add_to(key, &mut found);
            }
            for key in self.common_pairs(book, name) {
                self.pairs.add_to(key, &mut found);
            }
        }
        for birth in births.iter().copied().chain(book.row(record).birth) {
            for key in self.common_births(book, record, birth) {
                self.births.add_to(key, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn is_common(&self, key: u64) -> bool {
        self.words.under(key).len() > self.common_word
    }

    /// A key for each common word of a party's names with a day of birth; a year alone is many people's.
    fn common_births(&self, book: &Book, party: u32, birth: Birth) -> Vec<u64> {
        if !birth.is_full() {
            return Vec::new();
        }
        let born = mixed(u64::from(birth.packed()));
        let common = all_words_of(book, party).into_iter().filter(|key| self.is_common(*key));
        common.map(|key| mixed(born ^ key)).collect()
    }

    /// A key for each two words of a name that are common both.
    fn common_pairs(&self, book: &Book, name: &NameRow) -> Vec<u64> {
        let mut words = words_of(book, name);
        words.iter_mut().for_each(|keys| keys.retain(|key| self.is_common(*key)));
        let mut pairs = Vec::new();
        for (at, keys) in words.iter().enumerate() {
            for other in words.iter().skip(at + 1).flatten() {
                pairs.extend(keys.iter().map(|key| mixed(key.min(other) ^ mixed(*key.max(other)))));
            }
        }
        pairs
    }
}

/// The keys of what identifies.
fn values_of(book: &Book, party: u32) -> Vec<u64> {
    book.values(party).iter().filter(|value| TELLING.contains(&value.field)).map(value_key).collect()
}

/// The keys of all words of a party's names.
fn all_words_of(book: &Book, party: u32) -> Vec<u64> {
    book.names(party).iter().flat_map(|name| words_of(book, name)).flatten().collect()
}

/// The keys of each word of a name.
fn words_of(book: &Book, name: &NameRow) -> Vec<Vec<u64>> {
    book.slots(name).iter().filter(|slot| is_looked_up(slot)).map(|slot| keys_of(book.word(slot.word))).collect()
}

fn keys_of(word: &Word) -> Vec<u64> {
    let mut keys = rough_keys(word).to_vec();
    keys.extend(word.men_s_forms().iter().flat_map(rough_keys));
    keys.extend(word.given.groups().map(|group| mixed(u64::from(group) << 8 | 3)));
    if word.family > 0 {
        keys.push(mixed(u64::from(word.family) << 8 | 4));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
