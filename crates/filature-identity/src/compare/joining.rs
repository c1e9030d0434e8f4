//! Words written together, and words that a field cut: what is left over on one side is looked for in what is left over on the other.
//!
//! ```text
//! "Mehmedalija"       beside "Mehmed Alija"        one word, two
//! "KRASNIQIARBEN"     beside "Arben Krasniqi"      one word, the whole name in some order
//! "PAPADOPOULOU KON"  beside "Konstantina ..."     the last word of a long name, cut
//! ```

use super::likeness::{Likeness, of};
use super::pairing::Pairing;
use super::ways::Ways;
use crate::book::{Book, Slot};
use crate::keys::{Word, apart};
use crate::normal::Role;

/// A family name so long that it may fill a field of its own.
const LONG_WORD: usize = 12;
/// The most words that are written together.
const MOST_JOINED: usize = 4;

/// Takes from what is left over the words that are written together on the other side. How many words were found so.
pub(super) fn join(book: &Book, left: &[Slot], right: &[Slot], pairing: &mut Pairing, ways: &mut Ways) -> usize {
    let mut found = 0;
    for turned in [false, true] {
        if pairing.left_over == 0 || pairing.right_over == 0 {
            break;
        }
        let (ones, others) = if turned { (right, left) } else { (left, right) };
        for (at, slot) in ones.iter().enumerate() {
            let (over, other_over) = match turned {
                false => (&mut pairing.left_over, &mut pairing.right_over),
                true => (&mut pairing.right_over, &mut pairing.left_over),
            };
            if *over >> at & 1 == 0 || slot.role != Role::Plain {
                continue;
            }
            if let Some(run) = run_of(book, slot, others, *other_over) {
                found += run.count_ones() as usize;
                *over &= !(1 << at);
                *other_over &= !run;
                ways.add(Ways::JOINED);
            }
        }
    }
    found
}

/// The neighbours among the words left over that make up a word, as bits.
fn run_of(book: &Book, single: &Slot, others: &[Slot], over: u16) -> Option<u16> {
    let wanted = book.word(single.word);
    (2..=MOST_JOINED.min(others.len())).find_map(|length| {
        (0..=others.len() - length).find_map(|from| {
            let run: u16 = ((1 << length) - 1) << from;
            let slots = &others[from..from + length];
            let letters: usize = slots.iter().map(|slot| book.word(slot.word).length()).sum();
            // At least one is a name, and what is left of it is a word of its own.
            let named = slots.iter().any(|slot| slot.role == Role::Plain);
            if over & run != run
                || !named
                || letters.abs_diff(wanted.length()) > 3
                || !has_consonants_of(book, slots, wanted)
            {
                return None;
            }
            (0..length).find(|first| reads_as(book, slots, *first, wanted)).map(|_| run)
        })
    })
}

/// Whether the words together have the consonants of the one: most have not, and are not put together.
fn has_consonants_of(book: &Book, slots: &[Slot], wanted: &Word) -> bool {
    (0..2).any(|way| {
        let together = slots.iter().fold(0, |bits, slot| bits | book.word(slot.word).classes.consonants[way]);
        (together ^ wanted.classes.consonants[way]).count_ones() <= 2
    })
}

/// Whether the words, beginning with a certain one of them, read as one.
fn reads_as(book: &Book, slots: &[Slot], first: usize, wanted: &Word) -> bool {
    if book.word(slots[first].word).classes.first != wanted.classes.first {
        return false;
    }
    let mut text = String::new();
    for slot in slots[first..].iter().chain(&slots[..first]) {
        let word = book.word(slot.word).text();
        // De and a vowel run together: d'Aubremont, Daubremont.
        let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u', 'h']);
        if slot.role == Role::Particle && matches!(text.as_str(), "de" | "le" | "la") && vowel {
            text.pop();
        }
        text.push_str(&word);
    }
    of(&Word::part(text.chars()), wanted) <= Likeness::Loose
}

/// A word that a field of fixed length may have cut, the last of its name or the whole of a long field: the beginning of a word that is left
/// over on the other side.
pub(super) fn cut(book: &Book, ones: &[Slot], others: &[Slot], over: u16, other_over: u16) -> Option<(usize, usize)> {
    let last = ones.len().checked_sub(1)?;
    let cut = |at: usize| over >> at & 1 == 1 && (at == last || book.word(ones[at].word).length() >= LONG_WORD);
    (0..ones.len()).filter(|at| cut(*at)).find_map(|at| {
        let place = others.iter().enumerate().position(|(place, slot)| {
            slot.role == Role::Plain && other_over >> place & 1 == 1 && is_cut(book, &ones[at], slot)
        })?;
        Some((at, place))
    })
}

/// Whether a word is the beginning of a longer one.
pub(super) fn is_cut(book: &Book, short: &Slot, whole: &Slot) -> bool {
    let (one, next) = (book.word(short.word), book.word(whole.word));
    // The consonants of a beginning are in the whole: most words fail here.
    let within = (0..2).any(|way| (one.classes.consonants[way] & !next.classes.consonants[way]).count_ones() <= 1);
    matches!(short.role, Role::Plain | Role::Initial)
        && one.classes.first == next.classes.first
        && next.length() > one.length()
        && within
        && begins_with(next, one)
}

/// Whether a word begins with another, as clerks spell: a letter more or less where two letters stand for one.
pub(super) fn begins_with(whole: &Word, beginning: &Word) -> bool {
    let length = beginning.length();
    (length.saturating_sub(1)..=length + 1).any(|taken| {
        let head = whole.letters().get(..taken).map(|letters| Word::part(letters.iter().copied()));
        head.is_some_and(|head| apart(&head, beginning).is_some_and(|apart| apart.slips == 0 && apart.loss < 2))
    })
}

#[cfg(test)]
mod tests {
    use crate::{NameAgreement, Party, Ways, compare};

    fn between(one: &str, next: &str) -> (NameAgreement, Ways) {
        let found = compare(&Party::named(one), &Party::named(next));
        (found.name, found.ways)
    }

    #[test]
    fn words_run_together_are_found_in_their_neighbours() {
        for (one, next) in [
            ("Abd El Hafid Benomar", "Abdelhafid Benomar"),
            ("KRYEZIUARBEN", "Arben Kryeziu"),
            ("Rémi de La Bruyaille", "Remi Labruyaille"),
            ("DHAUTECOMBES CHRISTOPHE", "Christophe d'Hautecombes"),
            ("OUYANG Jianhua", "Jian-Hua OU YANG"),
        ] {
            let (agreement, ways) = between(one, next);
            assert!(
                agreement <= NameAgreement::Explained && ways.has(Ways::JOINED),
                "{one} {next}: {agreement:?} {ways:?}"
            );
        }
        assert!(!between("Arben Kryeziu", "Arbenkola Kryeziu").1.has(Ways::JOINED));
    }

    #[test]
    fn a_last_word_is_cut_in_long_names_alone() {
        let (agreement, ways) = between("ANAGNOSTOPOULOU KONSTANT", "Konstantina Anagnostopoulou");
        assert!(agreement == NameAgreement::Explained && ways.has(Ways::CUT_SHORT), "{agreement:?} {ways:?}");
        for (one, next) in [("Petar Vučk", "Petar Vučković"), ("Petar Vukov", "Petar Vuković")] {
            let (agreement, ways) = between(one, next);
            assert!(
                agreement >= NameAgreement::Doubtful && !ways.has(Ways::CUT_SHORT),
                "{one} {next}: {agreement:?} {ways:?}"
            );
        }
    }
}
