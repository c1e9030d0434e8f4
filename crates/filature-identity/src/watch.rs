//! A list of people and organisations held against the parties of a case: who may be on it, and by what.
//!
//! ```text
//! case's parties ─► index (values, words, pairs of common words) ─┐
//! list's records ─────────────────────────────────────────────────┴─► candidates ─► compare ─► kept? ─► Match, by its strength
//! ```
//!
//! Not every record is compared with every party: with those that share a value, or a word of a name that not too many bear, or two words, or
//! one and a day of birth.
//! A match is a question, and merges nobody. Where the names agree and a date of birth or a number speaks against it, that is counted.

mod index;
mod strength;

use rayon::prelude::*;

use crate::birth::Birth;
use crate::book::{Book, Field};
use crate::compare::{Agreement, Comparison, Memory, NameAgreement, Verdict, compared};
use index::Index;

pub use strength::Strength;

/// Fields by which a party is on a list even where the names do not agree. An address or a device is too often another's.
const TELLING: [Field; 6] =
    [Field::Document, Field::National, Field::Registration, Field::Account, Field::Phone, Field::Email];

/// Records that one task compares; which they are changes no result.
const TASK: usize = 64;

/// A record of a list: its places in the book, and its dates of birth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The party with its names.
    pub party: u32,
    /// The party with the names that the list itself calls weak, where it has any: kept only where more agrees.
    pub weak: Option<u32>,
    /// Dates of birth, any of which may be the right one. The parties themselves need none.
    pub births: Vec<Birth>,
}

/// How a list is held against a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchOptions {
    /// A word that more parties of the case bear brings a record and a party together only with a second one.
    pub common_word: usize,
}

impl Default for WatchOptions {
    fn default() -> Self {
        Self { common_word: 2_000 }
    }
}

/// A party that may be on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The party of the case, by its place.
    pub party: u32,
    /// The record, by its place in the list.
    pub record: u32,
    /// How they stand to each other.
    pub comparison: Comparison,
}

/// What was found of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Who may be on it, in the order of parties and records.
    pub matches: Vec<Match>,
    /// Pairs whose names agree, where a date of birth or a number speaks against it and nothing for it.
    pub contradicted: u64,
    /// Pairs that were compared.
    pub compared: u64,
}

/// Holds the records of a list against the first `case` parties of the book.
///
/// ```
/// use filature_identity::{Birth, Book, Party, Record, Strength, WatchOptions, against};
/// let parties = [Party::named("Ђорђе Стублић"), Party::named("Ana Brezić"), Party::named("Stublic Djordje")];
/// let records = [Record { party: 2, weak: None, births: Birth::read("1980-01-02").into_iter().collect() }];
/// let watched = against(&Book::of(&parties), 2, &records, WatchOptions::default());
/// assert_eq!((watched.matches[0].party, watched.matches[0].record), (0, 0));
/// assert_eq!(Strength::of(&watched.matches[0].comparison), Strength::Name, "a name, and nothing else");
/// assert_eq!(watched.compared, 1, "two people without a word in common are not compared");
/// ```
pub fn against(book: &Book, case: u32, records: &[Record], options: WatchOptions) -> Watched {
    let index = Index::of(book, case, options.common_word);
    let numbered: Vec<(u32, &Record)> = (0..).zip(records).collect();
    let found: Vec<Watched> = numbered
        .par_chunks(TASK)
        .map_init(Memory::new, |memory, task| {
            let mut found = Watched::default();
            for &(at, record) in task {
                one_record(book, memory, &index, (at, record), &mut found);
            }
            found
        })
        .collect();
    let mut all = found.into_iter().fold(Watched::default(), |mut all, one| {
        all.matches.extend(one.matches);
        all.contradicted += one.contradicted;
        all.compared += one.compared;
        all
    });
    all.matches.par_sort_unstable_by_key(|one| (one.party, one.record));
    all
}

fn one_record(book: &Book, memory: &mut Memory, index: &Index, (at, record): (u32, &Record), found: &mut Watched) {
    let mut candidates = index.candidates(book, record.party, &record.births);
    if let Some(weak) = record.weak {
        candidates.extend(index.candidates(book, weak, &record.births));
        candidates.sort_unstable();
        candidates.dedup();
    }
    for party in candidates {
        found.compared += 1;
        let comparison = with_births(book, party, record, compared(book, memory, party, record.party));
        if is_kept(&comparison) {
            found.matches.push(Match { party, record: at, comparison });
            continue;
        }
        let weak = record.weak.map(|weak| with_births(book, party, record, compared(book, memory, party, weak)));
        match weak.filter(|weak| is_kept(weak) && (weak.verdict() == Verdict::Same || shares(weak))) {
            Some(comparison) => found.matches.push(Match { party, record: at, comparison }),
            None => found.contradicted += u64::from(agrees(&comparison) && comparison.contradicts()),
        }
    }
}

/// The comparison by the date of birth that agrees best: a list may know several.
fn with_births(book: &Book, party: u32, record: &Record, comparison: Comparison) -> Comparison {
    let Some(own) = book.row(party).birth else { return comparison };
    let births = record.births.iter().map(|birth| own.agreement(*birth));
    Comparison { birth: births.chain(comparison.birth).min(), ..comparison }
}

fn agrees(comparison: &Comparison) -> bool {
    comparison.name <= NameAgreement::Doubtful
}

/// Whether something that identifies is in common.
fn shares(comparison: &Comparison) -> bool {
    TELLING.iter().any(|field| comparison.field(*field) == Agreement::Same)
}

fn is_kept(comparison: &Comparison) -> bool {
    let may_be = matches!(comparison.verdict(), Verdict::Same | Verdict::Possible);
    (agrees(comparison) && may_be) || shares(comparison)
}
