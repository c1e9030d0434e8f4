//! The fast comparison of two spellings against the slow one: every spelling of a word is written out, and each has to be found the same
//! name as the word.

use filature_identity::scripts::Tongue;
use filature_identity::{NameAgreement, Party, compare, spellings};

const WORDS: [(Tongue, &str); 20] = [
    (Tongue::Serbian, "Ђорђевић"),
    (Tongue::Serbian, "Živković"),
    (Tongue::Serbian, "Љубиша"),
    (Tongue::Serbian, "Џелетовић"),
    (Tongue::Macedonian, "Ѓорѓиоски"),
    (Tongue::Macedonian, "Ќосев"),
    (Tongue::Bulgarian, "Щерев"),
    (Tongue::Bulgarian, "Живков"),
    (Tongue::Bulgarian, "Юрчев"),
    (Tongue::Bulgarian, "Гълъбов"),
    (Tongue::Greek, "Χρηστου"),
    (Tongue::Greek, "Μπακας"),
    (Tongue::Greek, "Γκινης"),
    (Tongue::Albanian, "Krasniqi"),
    (Tongue::Albanian, "Xhemajli"),
    (Tongue::Albanian, "Gjakova"),
    (Tongue::Romanian, "Țurcanu"),
    (Tongue::Turkish, "Yıldız"),
    (Tongue::Turkish, "Çelik"),
    (Tongue::Hungarian, "Szűcs"),
];

#[test]
fn every_spelling_of_a_name_is_found_to_be_it() {
    let (mut tried, mut apart) = (0, Vec::new());
    for (tongue, word) in WORDS {
        let found = spellings(word, tongue, 400);
        assert!(found.all.len() > 1, "{word}");
        for spelled in &found.all {
            tried += 1;
            let comparison =
                compare(&Party::named(&format!("Zamira {word}")), &Party::named(&format!("Zamira {spelled}")));
            if comparison.name > NameAgreement::Explained {
                apart.push(format!("{word} {spelled} {:?}", comparison.name));
            }
        }
    }
    // What loses most of its letters' marks at once (three habits in one short word) may need more than the name.
    assert!(apart.len() * 50 < tried, "{} of {tried}: {apart:?}", apart.len());
}

/// The obvious way: two words are one where a spelling of the one is a spelling of the other. What it finds the fast way finds.
#[test]
fn words_with_a_common_spelling_are_found_the_same() {
    for (tongue, word) in WORDS {
        for (other_tongue, other) in WORDS {
            let (one, next) = (spellings(word, tongue, 400).all, spellings(other, other_tongue, 400).all);
            let common = one.iter().any(|spelled| next.contains(spelled));
            let found = compare(&Party::named(&format!("Zamira {word}")), &Party::named(&format!("Zamira {other}")));
            if word == other {
                assert!(common && found.name == NameAgreement::Same);
            } else {
                assert!(!common, "{word} {other}");
                assert!(found.name >= NameAgreement::Doubtful, "{word} {other} {:?}", found.ways);
            }
        }
    }
}
