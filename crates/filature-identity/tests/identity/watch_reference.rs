//! A list held against a case, beside its definition: every record compared with every party, once for each date of birth, by the public
//! comparison of two parties.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and says how much was lost"
)]

use std::collections::BTreeMap;

use crate::support::{Dice, Population};
use filature_identity::{
    Agreement, Birth, Book, Comparison, Field, NameAgreement, Party, Record, Strength, Verdict, WatchOptions, Watched,
    against,
};

const TELLING: [Field; 6] =
    [Field::Document, Field::National, Field::Registration, Field::Account, Field::Phone, Field::Email];

/// A case, and a list of its own people and of strangers, with dates of birth apart from the parties and some names called weak.
struct Drawn {
    case: Vec<Party>,
    listed: Vec<(Party, Option<Party>, Vec<Birth>)>,
}

impl Drawn {
    fn of(seed: u64, size: usize) -> Self {
        let mut dice = Dice::new(seed);
        let mut parties = Population::drawn(7_000 + seed, size).parties;
        let mut listed = Vec::new();
        let mut case = Vec::new();
        for mut party in parties.drain(..) {
            if dice.chance(60) {
                case.push(party);
                continue;
            }
            let births = match party.birth.take() {
                Some(birth) if dice.chance(70) => vec![birth],
                Some(birth) => vec![Birth::in_part(birth.year() + 1, 0).unwrap(), birth],
                None => Vec::new(),
            };
            if dice.chance(60) {
                // Most lists know a name and no more.
                party = Party { kind: party.kind, ..Party::named(&party.names[0]) };
            }
            let word = party.names[0].split(' ').next().unwrap_or_default().to_owned();
            let weak = dice.chance(20).then(|| Party { names: vec![word], ..party.clone() });
            listed.push((party, weak, births));
        }
        Self { case, listed }
    }

    fn watched(&self, options: WatchOptions) -> Watched {
        let mut parties = self.case.clone();
        let mut records = Vec::new();
        for (party, weak, births) in &self.listed {
            let at = parties.len() as u32;
            parties.push(party.clone());
            parties.extend(weak.clone());
            records.push(Record { party: at, weak: weak.as_ref().map(|_| at + 1), births: births.clone() });
        }
        against(&Book::of(&parties), self.case.len() as u32, &records, options)
    }

    /// Whether each pair is to be kept, and how many are contradicted, by comparing all of them for each date of birth.
    fn all_pairs(&self) -> (BTreeMap<(u32, u32), Comparison>, u64) {
        let mut parties = self.case.clone();
        // The places of each record's parties, one a date of birth: with its names, and with its weak names.
        let mut faces: Vec<[Vec<u32>; 2]> = Vec::new();
        for (party, weak, births) in &self.listed {
            let births: Vec<Option<Birth>> =
                if births.is_empty() { vec![None] } else { births.iter().copied().map(Some).collect() };
            let mut of = |party: &Party| -> Vec<u32> {
                let first = parties.len() as u32;
                parties.extend(births.iter().map(|&birth| Party { birth, ..party.clone() }));
                (first..parties.len() as u32).collect()
            };
            faces.push([of(party), weak.as_ref().map(of).unwrap_or_default()]);
        }
        let book = Book::of(&parties);
        let best = |party: u32, faces: &[u32]| -> Option<Comparison> {
            faces.iter().map(|&face| book.compare(party, face)).min_by_key(|one| one.birth)
        };
        let (mut kept, mut contradicted) = (BTreeMap::new(), 0);
        for party in 0..self.case.len() as u32 {
            for (record, [strong, weak]) in (0..).zip(&faces) {
                let strong = best(party, strong).unwrap();
                let weak = best(party, weak).filter(|weak| shares(weak) || weak.verdict() == Verdict::Same);
                if let Some(found) = [Some(strong), weak].into_iter().flatten().find(is_kept) {
                    kept.insert((party, record), found);
                } else if strong.name <= NameAgreement::Doubtful && strong.verdict() == Verdict::Different {
                    contradicted += 1;
                }
            }
        }
        (kept, contradicted)
    }
}

fn shares(found: &Comparison) -> bool {
    TELLING.iter().any(|field| found.field(*field) == Agreement::Same)
}

fn is_kept(found: &Comparison) -> bool {
    let agrees = found.name <= NameAgreement::Doubtful;
    let two = matches!(found.verdict(), Verdict::Different | Verdict::NotComparable);
    shares(found) || (agrees && !two)
}

/// The index loses hardly anything, and nothing by which more than a name agrees; what it finds is what the definition finds.
fn hold(options: WatchOptions, least_percent: usize) {
    let (mut found, mut lost) = (0, Vec::new());
    for seed in 0..10 {
        let drawn = Drawn::of(seed, 260);
        let watched = drawn.watched(options);
        let (kept, contradicted) = drawn.all_pairs();
        let ours: BTreeMap<(u32, u32), Comparison> =
            watched.matches.iter().map(|one| ((one.party, one.record), one.comparison)).collect();
        assert_eq!(ours.len(), watched.matches.len(), "seed {seed}: each pair once");
        assert!(watched.contradicted <= contradicted, "seed {seed}");
        for (pair, comparison) in &ours {
            assert_eq!(kept.get(pair), Some(comparison), "seed {seed} {pair:?}");
        }
        for (pair, comparison) in &kept {
            found += 1;
            if !ours.contains_key(pair) {
                assert!(Strength::of(comparison) >= Strength::Name, "seed {seed} {pair:?}: {comparison:?}");
                assert!(!shares(comparison), "seed {seed} {pair:?}: {comparison:?}");
                let (one, next) = (&drawn.case[pair.0 as usize], &drawn.listed[pair.1 as usize].0);
                lost.push((seed, one.names[0].clone(), next.names[0].clone(), Strength::of(comparison)));
            }
        }
    }
    assert!(found > 400, "{found}");
    println!("{} of {found} lost: {lost:?}", lost.len());
    assert!((found - lost.len()) * 100 >= found * least_percent, "{} of {found}: {lost:?}", lost.len());
}

#[test]
fn the_index_finds_what_all_pairs_find() {
    hold(WatchOptions::default(), 99);
}

#[test]
fn common_words_bring_together_only_with_a_second_one() {
    hold(WatchOptions { common_word: 3 }, 98);
    let drawn = Drawn::of(3, 260);
    let (few, all) = (drawn.watched(WatchOptions { common_word: 3 }), drawn.watched(WatchOptions::default()));
    assert!(few.compared * 3 < all.compared * 2, "{} {}", few.compared, all.compared);
}

#[test]
fn threads_and_the_order_of_the_case_change_nothing() {
    let drawn = Drawn::of(5, 400);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| drawn.watched(WatchOptions::default()))
    };
    let one = with(1);
    assert!(!one.matches.is_empty());
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
    let count = drawn.case.len() as u32;
    let turned = Drawn { case: drawn.case.iter().rev().cloned().collect(), listed: drawn.listed.clone() };
    let pairs = |watched: &Watched, place: &dyn Fn(u32) -> u32| -> BTreeMap<(u32, u32), Comparison> {
        watched.matches.iter().map(|one| ((place(one.party), one.record), one.comparison)).collect()
    };
    let other = turned.watched(WatchOptions::default());
    assert_eq!(pairs(&one, &|at| at), pairs(&other, &|at| count - 1 - at));
    assert_eq!((one.compared, one.contradicted), (other.compared, other.contradicted));
}

#[test]
fn a_single_word_is_found_however_many_bear_it() {
    let stems = ["Stubl", "Vrban", "Jasenk", "Topol", "Zlatar", "Gradin", "Hrast", "Borov", "Klen", "Ravn"];
    let families =
        stems.iter().flat_map(|stem| ["ović", "arić", "ilić", "uša", "ojević"].map(|end| format!("{stem}{end}")));
    let mut parties: Vec<Party> = families.map(|family| Party::named(&format!("Milica {family}"))).collect();
    assert_eq!(parties.len(), 50);
    parties.push(Party::named("Milica"));
    parties.extend([Party::named("Milica"), Party::named("Milica Kukuljica")]);
    let record = |party| Record { party, ..Record::default() };
    let options = WatchOptions { common_word: 10 };
    let watched = against(&Book::of(&parties), 51, &[record(51), record(52)], options);
    let of = |record| watched.matches.iter().filter(|one| one.record == record).count();
    assert_eq!(of(0), 51, "a name of one word meets all that bear it");
    assert_eq!(of(1), 1, "and a name of two the one that is that word alone");
    let single = watched.matches.iter().filter(|one| Strength::of(&one.comparison) == Strength::SingleWord).count();
    assert!(single >= 51, "{single}");
}

#[test]
fn a_match_stands_by_what_it_rests_on() {
    let born = |name: &str, document: &str, phone: &str| Party {
        birth: Birth::read("1991-03-12"),
        documents: vec![document.to_owned()],
        phones: vec![phone.to_owned()],
        ..Party::named(name)
    };
    let case = born("Đorđe Stublić", "PA 0012345", "+381601112223");
    let strength = |listed: Party, births: &[&str]| {
        let births = births.iter().filter_map(|birth| Birth::read(birth)).collect();
        let records = [Record { party: 1, weak: None, births }];
        let watched = against(&Book::of(&[case.clone(), listed]), 1, &records, WatchOptions::default());
        (watched.matches.first().map(|one| Strength::of(&one.comparison)), watched.contradicted)
    };
    let named = || Party::named("Djordje STUBLIC");
    let with = |document: &str, phone: &str| Party { birth: None, ..born("Petar Klisura", document, phone) };
    let paper = Party { documents: vec!["PA0012345".to_owned()], ..named() };
    assert_eq!(strength(paper, &["1970", "1991-03-12"]), (Some(Strength::PaperAndBirth), 0));
    assert_eq!(strength(named(), &["1991-03-12"]), (Some(Strength::NameAndMore), 0));
    assert_eq!(strength(named(), &["1991"]), (Some(Strength::Name), 0), "a year is not a day");
    assert_eq!(strength(named(), &[]), (Some(Strength::Name), 0));
    assert_eq!(strength(named(), &["1960-01-02", "1961"]), (None, 1));
    assert_eq!(strength(with("PA0012345", ""), &[]), (Some(Strength::Number), 0));
    assert_eq!(strength(with("", "0601112223"), &[]), (Some(Strength::Contact), 0));
    assert_eq!(strength(with("", ""), &["1991-03-12"]), (None, 0));
    assert_eq!(strength(Party::named("Djordje"), &[]), (Some(Strength::SingleWord), 0));
}
