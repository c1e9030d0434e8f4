//! How alike two words are, once and for all pairs of the same two.

use crate::book::Book;
use crate::keys::{Word, apart};

/// How alike two words are, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Likeness {
    /// Letter for letter.
    Same,
    /// Other letters for the same sounds.
    Spelled,
    /// The same, where more than one letter may be another as well: Vulchanov for Valchanov.
    Loose,
    /// A woman's form and a man's.
    Ending,
    /// Its form in another language.
    Form,
    /// Short for it.
    Short,
    /// A slip of the pen apart.
    Slip,
    /// Two words.
    Other,
}

const ALL: [Likeness; 8] = [
    Likeness::Same,
    Likeness::Spelled,
    Likeness::Loose,
    Likeness::Ending,
    Likeness::Form,
    Likeness::Short,
    Likeness::Slip,
    Likeness::Other,
];

/// What was found of pairs of words, so that it is not worked out again. What it holds changes no result.
pub(crate) struct Memory {
    cells: Vec<(u32, u32, u8)>,
}

impl Memory {
    /// How many pairs are remembered.
    const CELLS: usize = 1 << 16;

    pub(crate) fn new() -> Self {
        Self { cells: vec![(u32::MAX, u32::MAX, 0); Self::CELLS] }
    }

    /// Remembers nothing: for one pair of parties.
    pub(crate) fn none() -> Self {
        Self { cells: Vec::new() }
    }

    pub(super) fn likeness(&mut self, book: &Book, one: u32, next: u32) -> Likeness {
        if one == next {
            return Likeness::Same;
        }
        let (low, high) = (one.min(next), one.max(next));
        if self.cells.is_empty() {
            return of(book.word(low), book.word(high));
        }
        let at = (low.wrapping_mul(0x9e37_79b1) ^ high.wrapping_mul(0x85eb_ca6b)) as usize >> 8;
        let cell = &mut self.cells[at % Self::CELLS];
        if (cell.0, cell.1) != (low, high) {
            *cell = (low, high, of(book.word(low), book.word(high)) as u8);
        }
        ALL[usize::from(cell.2)]
    }
}

pub(super) fn of(one: &Word, next: &Word) -> Likeness {
    // By their letters and not by their places in a book: two records are compared alike whoever else is in it.
    let (one, next) = if next.letters() < one.letters() { (next, one) } else { (one, next) };
    let apart = apart(one, next);
    let same_key = one.classes.fine == next.classes.fine;
    let related = one.given.is_related(next.given);
    if is_renee(one, next) && (one.given.is_known() || next.given.is_known()) {
        return Likeness::Other;
    }
    let two_names = one.given.is_known() && next.given.is_known() && !related && !same_key;
    match apart {
        Some(apart) if apart.slips == 0 && apart.loss == 0 && one.letters() == next.letters() => Likeness::Same,
        // Two names of the lists may be one in letters where nothing is lost between the two spellings.
        Some(apart) if apart.slips == 0 && (!two_names || apart.loss == 0) && !is_other_vowel(one, next) => {
            if apart.loss < 2 { Likeness::Spelled } else { Likeness::Loose }
        }
        _ if one.given.is_spelled_as(next.given) => Likeness::Spelled,
        _ if one.given.is_form_of(next.given) => Likeness::Form,
        _ if related => Likeness::Short,
        _ if one.family > 0 && one.family == next.family => Likeness::Loose,
        _ if two_names => Likeness::Other,
        _ if one.is_woman_s(next) || next.is_woman_s(one) => Likeness::Ending,
        Some(apart) if apart.slips > 0 && !ends_otherwise(one, next) && !begins_otherwise(one, next) => Likeness::Slip,
        _ => Likeness::Other,
    }
}

/// A last vowel that is another, or is there and is not: a man's name and a woman's.
fn ends_otherwise(one: &Word, next: &Word) -> bool {
    let (long, short) = if one.length() >= next.length() { (one, next) } else { (next, one) };
    let (Some((last, head)), Some((other, other_head))) = (long.letters().split_last(), short.letters().split_last())
    else {
        return true;
    };
    if !is_vowel(*last) {
        return false;
    }
    let alike = |one: &[char], next: &[char]| {
        let word = |letters: &[char]| Word::part(letters.iter().copied());
        apart(&word(one), &word(next)).is_some_and(|apart| apart.slips == 0)
    };
    let other_vowel = is_vowel(*other) && !alike(&[*last], &[*other]);
    alike(head, short.letters()) || (other_vowel && alike(head, other_head))
}

/// René and Renée: the second e is a woman's.
fn is_renee(one: &Word, next: &Word) -> bool {
    let (long, short) = if one.length() >= next.length() { (one, next) } else { (next, one) };
    matches!(long.letters(), [head @ .., 'é' | 'e', 'e'] if head.len() + 1 == short.length())
        && matches!(short.letters(), [head @ .., 'é' | 'e'] if long.letters().starts_with(head) && !head.ends_with(&['e']))
}

/// Another first consonant: the eye and the hand seldom fail there, and Galin is not Kalin.
fn begins_otherwise(one: &Word, next: &Word) -> bool {
    let (Some((first, rest)), Some((other, other_rest))) = (one.letters().split_first(), next.letters().split_first())
    else {
        return true;
    };
    first != other && one.length().min(next.length()) < 8 && rest == other_rest
}

/// The same for words that are spelled alike otherwise: *Drita* and *Drite* are told apart by their last letter.
fn is_other_vowel(one: &Word, next: &Word) -> bool {
    one.length() == next.length() && ends_otherwise(one, next) && {
        let last = |word: &Word| word.letters().last().copied().unwrap_or_default();
        "aeoаео".contains(last(one)) && "aeoаео".contains(last(next))
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouyëéàаеиоуαεηιου".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_vowel_or_another_given_name_is_another_person() {
        let of = |one: &str, next: &str| of(&Word::new(one), &Word::new(next));
        for (one, next) in [
            ("jovan", "jovana"),
            ("marko", "mirko"),
            ("samir", "samira"),
            ("gëzim", "gëzime"),
            ("здравко", "zdravka"),
            ("dana", "dane"),
            ("elena", "ileana"),
            ("hodžić", "hadžić"),
            ("ilić", "ilijić"),
        ] {
            assert!(of(one, next) >= Likeness::Slip, "{one} {next}");
            assert_eq!(of(one, next), of(next, one), "{one} {next}");
        }
        for (one, next) in [("jovan", "jovana"), ("samir", "samira"), ("gëzim", "gëzime"), ("здравко", "zdravka")]
        {
            assert_eq!(of(one, next), Likeness::Other, "{one} {next}");
        }
        assert_eq!(of("петрова", "petrov"), Likeness::Ending);
        assert_eq!(of("papadopoulou", "παπαδοπουλοσ"), Likeness::Ending);
        assert_eq!(of("aleksandar", "aca"), Likeness::Short);
        assert_eq!(of("dordevic", "đorđević"), Likeness::Spelled, "one habit throughout");
        assert_eq!(of("vulchanov", "valchanov"), Likeness::Loose);
        assert_eq!(of("petrović", "petković"), Likeness::Slip);
    }
}
