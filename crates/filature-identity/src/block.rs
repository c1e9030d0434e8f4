//! Which pairs are worth comparing: those that share something by which they could be one.
//!
//! A verdict of *same* needs a paper, a date of birth, an account, a telephone, an address or a device in common. So each of these is a key,
//! the date of birth together with a word of the name; who shares none is not compared, and could not be proposed. A block that
//! is too large (a telephone of an exchange office, an account of a shop) is cut by the words of the names; what is too large even then is
//! compared with its neighbours in the order of names, and said.

use std::ops::Range;

use rayon::prelude::*;

use crate::book::{Book, Field, Slot, Value};
use crate::keys::{Word, mixed};
use crate::normal::Role;

/// By what parties are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKey {
    /// A value of a field.
    Value(Field),
    /// A value of a field and a word of the name.
    ValueAndWord(Field),
    /// A date of birth and a word of the name.
    BirthAndWord,
}

/// A block in which not every pair was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capped {
    /// What its members share.
    pub key: BlockKey,
    /// One of its members: the first.
    pub first: u32,
    /// How many members it has.
    pub members: u32,
    /// Pairs that were not compared here; they may have been in another block.
    pub not_compared: u64,
}

/// A party under one of its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    key: u64,
    kind: u8,
    pub(crate) party: u32,
}

/// Entries in the order of their keys, and the blocks among them.
pub(crate) struct Blocks {
    pub(crate) entries: Vec<Entry>,
    /// Blocks in which every pair is compared.
    pub(crate) whole: Vec<Range<u32>>,
    /// Blocks in which each member is compared with those that follow it, in the order of names.
    pub(crate) ordered: Vec<Range<u32>>,
    pub(crate) capped: Vec<Capped>,
}

const BIRTH: u8 = 16;
const CUT: u8 = 32;

fn kind_of(kind: u8) -> BlockKey {
    let field = |number: u8| Field::ALL.into_iter().find(|field| *field as u8 == number).unwrap_or(Field::Address);
    match kind {
        BIRTH => BlockKey::BirthAndWord,
        CUT.. => BlockKey::ValueAndWord(field(kind - CUT)),
        _ => BlockKey::Value(field(kind)),
    }
}

/// Whether a word of a name can bring two parties together.
pub(crate) fn is_looked_up(slot: &Slot) -> bool {
    !matches!(slot.role, Role::Particle | Role::Initial)
}

/// The rough keys of a word.
pub(crate) fn rough_keys(word: &Word) -> [u64; 2] {
    [mixed(word.classes.rough ^ 1), mixed(word.classes.rough_other ^ 2)]
}

/// The key of a value: equal ones have equal keys.
pub(crate) fn value_key(value: &Value) -> u64 {
    mixed(value.number ^ (value.field as u64 + 1) << 56)
}

/// The rough keys of the words of a party's names, each once.
fn words(book: &Book, party: u32) -> Vec<u64> {
    let mut all = Vec::with_capacity(8);
    for name in book.names(party) {
        let slots = book.slots(name).iter().filter(|slot| is_looked_up(slot));
        all.extend(slots.flat_map(|slot| rough_keys(book.word(slot.word))));
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn entries_of(book: &Book, party: u32) -> Vec<Entry> {
    let mut all = Vec::with_capacity(12);
    if book.row(party).lack.is_some() {
        return all;
    }
    let values = book.values(party).iter();
    all.extend(values.map(|value| Entry { key: value_key(value), kind: value.field as u8, party }));
    if let Some(birth) = book.row(party).birth.filter(|birth| birth.is_full()) {
        let birth = mixed(u64::from(birth.packed()));
        all.extend(words(book, party).into_iter().map(|word| Entry { key: mixed(birth ^ word), kind: BIRTH, party }));
    }
    all
}

fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.par_sort_unstable();
    entries.dedup();
    entries
}

fn runs(entries: &[Entry]) -> Vec<Range<u32>> {
    let mut all = Vec::new();
    let mut start = 0;
    for end in 1..=entries.len() {
        if end == entries.len() || (entries[end].key, entries[end].kind) != (entries[start].key, entries[start].kind) {
            if end - start > 1 {
                all.push(start as u32..end as u32);
            }
            start = end;
        }
    }
    all
}

/// The blocks of all parties; the largest in which every pair is compared has so many members.
pub(crate) fn blocks(book: &Book, largest: u32, neighbours: u32) -> Blocks {
    let count = u32::try_from(book.len()).unwrap_or(u32::MAX);
    let entries = sorted((0..count).into_par_iter().flat_map_iter(|party| entries_of(book, party)).collect());
    let (small, large): (Vec<_>, Vec<_>) = runs(&entries).into_iter().partition(|run| run.end - run.start <= largest);
    let cut: Vec<Entry> = large
        .par_iter()
        .flat_map_iter(|run| {
            let block = &entries[run.start as usize..run.end as usize];
            block.iter().flat_map(move |entry| {
                let words = words(book, entry.party);
                let again =
                    |word: u64| Entry { key: mixed(entry.key ^ word), kind: entry.kind | CUT, party: entry.party };
                // A date of birth and a word is cut no further.
                if entry.kind == BIRTH { vec![*entry] } else { words.into_iter().map(again).collect() }
            })
        })
        .collect();
    let cut = sorted(cut);
    let offset = entries.len() as u32;
    let (cut_small, cut_large): (Vec<_>, Vec<_>) = runs(&cut)
        .into_iter()
        .map(|run| run.start + offset..run.end + offset)
        .partition(|run| run.end - run.start <= largest);
    let mut entries = entries;
    entries.extend(cut);
    let mut blocks = Blocks { entries, whole: small, ordered: cut_large, capped: Vec::new() };
    blocks.whole.extend(cut_small);
    for run in &blocks.ordered {
        let block = &mut blocks.entries[run.start as usize..run.end as usize];
        let members = run.end - run.start;
        let (size, near) = (u64::from(members), u64::from(neighbours.min(members - 1)));
        let compared = size * near - near * (near + 1) / 2;
        let first = block.iter().map(|entry| entry.party).min().unwrap_or_default();
        blocks.capped.push(Capped {
            key: kind_of(block[0].kind),
            first,
            members,
            not_compared: size * (size - 1) / 2 - compared,
        });
        // In the order of the words' rough keys, in which spellings of one name stand together.
        block.sort_by_cached_key(|entry| (words(book, entry.party), book.row(entry.party).birth, entry.party));
    }
    blocks.capped.sort_unstable();
    blocks
}
