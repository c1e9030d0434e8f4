//! Our tables against ICU's transliterators: what ICU makes of a word in another script has to be found the same name.
//!
//! `testdata/icu.tsv` was recorded with ICU4X (`icu_experimental` 0.7.0, compiled data; language, transliterator, word, what it made of it). The
//! crate is not built with the tests: it takes over a minute of a processor, for a table that does not change. ICU4X ships its transliterators
//! for all of Cyrillic (letter for letter, as ISO 9), for Greek (letter for letter, and UNGEGN) and from Latin into ASCII; the systems of BGN
//! for single languages are named in it and have no data. So it cannot check what differs from language to language (щ is `sht` in Bulgaria and
//! `shch` in Russia), nor any habit of clerks.

use filature_identity::{NameAgreement, Party, compare};

const RECORDED: &str = include_str!("../../testdata/icu.tsv");

/// Differences that stand, and why.
const EXPLAINED: [(&str, &str); 3] = [
    (
        "D\u{302}",
        "ISO 9 has a d with a hat for џ, which no letter of Unicode is: the mark is lost when files compose their letters",
    ),
    ("d\u{302}", "the same"),
    ("ʺ\u{331}", "a mark under a sign that is no letter"),
];

/// Greek accents are kept by ICU's letter for letter, and by no paper.
fn without_accents(made: &str) -> String {
    const ACCENTS: [(char, char); 8] =
        [('á', 'a'), ('é', 'e'), ('í', 'i'), ('ó', 'o'), ('ú', 'u'), ('ý', 'y'), ('Á', 'A'), ('Í', 'I')];
    let plain =
        |letter: char| ACCENTS.iter().find(|(accented, _)| *accented == letter).map_or(letter, |(_, plain)| *plain);
    made.chars().filter(|sign| *sign != '\u{331}').map(plain).collect()
}

#[test]
fn what_icu_makes_of_a_word_is_found_to_be_it() {
    let (mut tried, mut unexplained) = (0, Vec::new());
    for line in RECORDED.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, transliterator, word, made] = fields[..] else { panic!("{line}") };
        tried += 1;
        let named = |word: &str| Party::named(&format!("Zamira {word}"));
        let written = if language == "greek" { without_accents(made) } else { made.to_owned() };
        let found = compare(&named(word), &named(&written));
        let explained = EXPLAINED.iter().any(|(known, _)| made.contains(known));
        if found.name > NameAgreement::Explained && !explained {
            unexplained.push(format!("{language} {transliterator}: {word} {made} {:?} {:?}", found.name, found.ways));
        }
    }
    assert!(tried > 100 && unexplained.is_empty(), "{unexplained:#?}");
}
