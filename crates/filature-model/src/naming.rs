//! How a person's name, account or telephone is found in what people and banks wrote.
//!
//! ```text
//! text ─► Written: letters without marks, each with its place ─► words ─┐
//!                  the same in one close spelling             ─► glued ─┴─► Name: all words of it, or the whole of it in one piece
//!                                                                          Number: account or telephone, however it is cut
//! ```
//!
//! Clerks write `Müller`, `Mueller` and `MULLER`; a message cuts a line in the middle of a word; a file is called
//! `zelimiracavric.pdf`. Whoever looks for a name in order to withhold it has to find all of these. In a close spelling, letters that
//! one clerk writes and another does not are the same: two names can fall together by that, and then both are found.

mod number;

use std::collections::BTreeSet;

use crate::fold::is_unseen;
use crate::folded_words;

pub use number::{Number, Telephone};

/// A whole name in one piece is looked for from so many letters on.
const LEAST_GLUED: usize = 8;
/// Of a name of more words, only its own order and the reverse are looked for in one piece.
const MOST_ORDERED: usize = 4;
/// Words before or between names that are no part of them.
const TITLES: [&str; 20] = [
    "m",
    "mr",
    "mme",
    "mlle",
    "mm",
    "mrs",
    "ms",
    "miss",
    "mister",
    "madame",
    "monsieur",
    "mademoiselle",
    "dr",
    "herr",
    "frau",
    "sig",
    "sra",
    "sr",
    "pan",
    "pani",
];
/// Words between the names of two holders of one account.
const BETWEEN: [&str; 9] = ["ou", "et", "or", "and", "und", "oder", "ili", "sau", "oppure"];

/// A letter or digit of a text, folded, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter, small and without its mark.
    pub letter: char,
    /// The first byte of what it stands for in the text.
    pub start: usize,
    /// The first byte behind that.
    pub end: usize,
    /// Which word of the text it is of.
    pub word: usize,
}

/// A text as it is compared: letters and digits alone, without marks, case and what nobody sees.
#[derive(Clone, Debug, Default)]
pub struct Written {
    letters: Vec<Letter>,
    words: BTreeSet<String>,
    close: BTreeSet<String>,
    /// Every two words that follow each other, as one: a message cuts a line in the middle of a word.
    joined: BTreeSet<String>,
    /// All letters and digits without spaces.
    glued: String,
    /// The letters alone: as they are, word by word in a close spelling, and in a close spelling over spaces.
    named: [String; 3],
}

impl Written {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let letters = letters(text);
        let (mut words, mut close, mut joined) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut by_word, mut before) = (String::new(), String::new());
        for word in letters.chunk_by(|one, other| one.word == other.word) {
            let word: String = word.iter().map(|letter| letter.letter).collect();
            let near = close_spelling(&word);
            by_word.extend(near.chars().filter(|letter| !letter.is_ascii_digit()));
            if !before.is_empty() {
                joined.insert(format!("{before}{word}"));
            }
            close.insert(near);
            words.insert(word.clone());
            before = word;
        }
        let glued: String = letters.iter().map(|letter| letter.letter).collect();
        // Numbers of fields stand within names: `?32KOSTOVA M?33IRA`.
        let plain: String = glued.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        let over = close_spelling(&plain);
        Self { letters, words, close, joined, glued, named: [plain, by_word, over] }
    }

    /// The letters, in order.
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// Its words.
    pub fn words(&self) -> &BTreeSet<String> {
        &self.words
    }

    /// All its letters in one piece.
    pub fn glued(&self) -> &str {
        &self.glued
    }
}

/// The words of a text, and of a name without `Mme` and the like where anything else is left.
///
/// ```
/// let words = filature_model::naming::words("Mme KOSTOVA Mira");
/// assert_eq!(words.into_iter().collect::<Vec<_>>(), ["kostova", "mira"]);
/// ```
pub fn words(text: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> =
        folded_words(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let told: BTreeSet<String> = all.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if told.is_empty() { all } else { told }
}

/// Whether a name is that of two people: `A ou B`.
pub fn is_joint(name: &str) -> bool {
    let folded = folded_words(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let between = words.iter().skip(1).rev().skip(1).any(|word| BETWEEN.contains(word));
    between || (words.len() > 2 && name.contains(['&', '/', '+']))
}

/// Words that are looked for as they follow each other, in any case, with accents or without and whatever stands between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase(String);

impl Phrase {
    /// Of a text; none where it has no words.
    pub fn of(text: &str) -> Option<Self> {
        Some(Self(apart(text))).filter(|phrase| !phrase.0.trim().is_empty())
    }

    /// Whether a text, as [`apart`] gives it, holds it.
    ///
    /// ```
    /// use filature_model::naming::{Phrase, apart};
    /// let home = Phrase::of("Foyer Tilia").unwrap();
    /// assert!(home.is_in(&apart("releve_FOYER-TILIA.csv")));
    /// assert!(!home.is_in(&apart("Foyer Tiliaceae")));
    /// ```
    pub fn is_in(&self, apart: &str) -> bool {
        apart.contains(&self.0)
    }
}

/// The words of a text with a space before and behind each.
pub fn apart(text: &str) -> String {
    format!(" {} ", folded_words(text))
}

/// A name that is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    words: BTreeSet<String>,
    close: BTreeSet<String>,
    glued: [BTreeSet<String>; 3],
}

impl Name {
    /// Of a name as it is written; none where it has no letters.
    pub fn of(name: &str) -> Option<Self> {
        let words = words(name);
        if words.is_empty() {
            return None;
        }
        let close = words.iter().map(|word| close_spelling(word)).collect();
        let mut glued = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
        if words.len() > 1 {
            let folded = folded_words(name);
            let given: Vec<&str> = folded.split(' ').filter(|word| words.contains(*word)).collect();
            for order in orders(&given) {
                let plain = order.concat();
                let by_word: String = order.iter().map(|word| close_spelling(word)).collect();
                let over = close_spelling(&plain);
                for (kind, whole) in glued.iter_mut().zip([plain, by_word, over]) {
                    kind.extend(Some(whole).filter(|whole| whole.chars().count() >= LEAST_GLUED));
                }
            }
        }
        Some(Self { words, close, glued })
    }

    /// Its words.
    pub fn words(&self) -> &BTreeSet<String> {
        &self.words
    }

    /// The whole of it without spaces, in each order that is looked for.
    pub fn in_one_piece(&self) -> impl Iterator<Item = &str> {
        self.glued[0].iter().map(String::as_str)
    }

    /// Whether a text holds all words of it, in any order and spelling, or the whole of it in one piece or cut anywhere.
    ///
    /// ```
    /// use filature_model::naming::{Name, Written};
    /// let name = Name::of("Želimira Müller").unwrap();
    /// for text in ["MUELLER ZELIMIRA", "zelimiramuller.pdf", "VIR ZELI MIRA MULLER", "Zelimira Mu\u{308}ller"] {
    ///     assert!(name.is_in(&Written::of(text)), "{text}");
    /// }
    /// assert!(!name.is_in(&Written::of("Zelimira")));
    /// ```
    pub fn is_in(&self, text: &Written) -> bool {
        self.words.iter().all(|word| text.words.contains(word) || text.joined.contains(word))
            || self.close.is_subset(&text.close)
            || self.glued.iter().zip(&text.named).any(|(names, text)| names.iter().any(|name| text.contains(name)))
    }
}

/// The orders in which the words of a name are looked for in one piece.
fn orders<'a>(words: &[&'a str]) -> Vec<Vec<&'a str>> {
    if words.len() > MOST_ORDERED {
        return vec![words.to_vec(), words.iter().rev().copied().collect()];
    }
    let mut made: Vec<Vec<&str>> = vec![Vec::new()];
    for &word in words {
        let longer = made.iter().flat_map(|order| {
            (0..=order.len()).map(|at| {
                let mut longer = order.clone();
                longer.insert(at, word);
                longer
            })
        });
        made = longer.collect();
    }
    made
}

/// A word as the clerks of several countries may all write it: `mueller` is `müller`, `djurdja` is `đurđa`, `tchekhov` is `čehov`.
///
/// ```
/// use filature_model::naming::close_spelling;
/// assert_eq!(close_spelling("mueller"), close_spelling("muller"));
/// assert_eq!(close_spelling("dmitriy"), close_spelling("dmitri"));
/// ```
pub fn close_spelling(word: &str) -> String {
    /// The longer ones first.
    const SAME: [(&str, &str); 21] = [
        ("tsch", "c"),
        ("sch", "s"),
        ("tch", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "z"),
        ("kh", "h"),
        ("ph", "f"),
        ("ts", "c"),
        ("tz", "c"),
        ("dj", "d"),
        ("gj", "g"),
        ("ck", "k"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ou", "u"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
        ("x", "ks"),
    ];
    let (mut made, mut rest) = (String::with_capacity(word.len()), word);
    while let Some(first) = rest.chars().next() {
        let same = SAME.iter().find(|(written, _)| rest.starts_with(written));
        let mut one = [0; 4];
        let (taken, near) = match same {
            Some((written, near)) => (written.len(), *near),
            None => (first.len_utf8(), &*first.encode_utf8(&mut one)),
        };
        let is_doubled = made.ends_with(near) && near.chars().all(char::is_alphabetic);
        if !is_doubled {
            made.push_str(near);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    made
}

fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let (mut word, mut is_open) = (0, false);
    let mut signs = text.char_indices().peekable();
    while let Some((start, sign)) = signs.next() {
        if sign.is_ascii_alphanumeric() && signs.peek().is_none_or(|(_, next)| next.is_ascii()) {
            letters.push(Letter { letter: sign.to_ascii_lowercase(), start, end: start + 1, word });
            is_open = true;
            continue;
        }
        let mut end = start + sign.len_utf8();
        while let Some((at, mark)) = signs.next_if(|(_, next)| is_unseen(*next)) {
            end = at + mark.len_utf8();
        }
        let folded = folded_words(text.get(start..end).unwrap_or_default());
        if folded.is_empty() && is_open && !is_unseen(sign) && !sign.is_alphanumeric() {
            word += 1;
            is_open = false;
        }
        is_open |= !folded.is_empty();
        letters.extend(folded.chars().filter(|letter| *letter != ' ').map(|letter| Letter {
            letter,
            start,
            end,
            word,
        }));
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, text: &str) -> bool {
        Name::of(name).unwrap().is_in(&Written::of(text))
    }

    #[test]
    fn a_name_is_found_however_clerks_and_messages_write_it() {
        for (name, text) in [
            ("Želimira Čavrić", "VIR ZELIMIRA CA VRIC LOYER"),
            ("Želimira Čavrić", "VIRZELIMIRACAVRICLOYER"),
            ("Želimira Čavrić", "releve_cavriczelimira.pdf"),
            ("Želimira Čavrić", "Z\u{30c}elimira C\u{30c}avric\u{301}"),
            ("Z\u{30c}elimira C\u{30c}avric\u{301}", "ČAVRIĆ, Želimira"),
            ("Želimira Čavrić", "Zeli\u{ad}mira\u{200b} Cavric"),
            ("Mme Želimira Čavrić", "Zelimira Cavric"),
            ("Želimira Čavrić", "?32ZELIMIRA CAV?33RIC"),
            ("Želimira Čavrić", "/NAME/ZELIMIRA MARIJA MAGDALENA C\nAVRIC/REMI/"),
            ("Želimira Čavrić", "Chavrich Zhelimira"),
            ("Đurđa Müller", "DJURDJA MUELLER"),
            ("Ђурђа Поповић", "Đurđa Popović"),
            ("Jürgen Groß", "JUERGEN GROSS"),
            ("Jørgen Ærø", "JOERGEN AERO"),
            ("Щербакова Юлия", "Yulia Sherbakova"),
            ("Дмитрий Чехов", "Dmitri Tchekhov"),
        ] {
            let is_other_letter = name.starts_with('Щ');
            assert_eq!(finds(name, text), !is_other_letter, "{name} in {text}");
        }
        for text in ["ZELIMIRA", "CAVRIC M", "a virtual lie", "Zelimir Cavri"] {
            assert!(!finds("Želimira Čavrić", text), "{text}");
        }
    }

    #[test]
    fn two_holders_of_one_account_are_two() {
        for (name, joint) in
            [("Ana Petrova ou Ivo Petrov", true), ("M. ou Mme Durand", true), ("Ana & Ivo Petrov", true)]
        {
            assert_eq!(is_joint(name), joint, "{name}");
        }
        for name in ["Ou Yang", "Ana Petrova", "Et Cetera"] {
            assert!(!is_joint(name), "{name}");
        }
    }

    #[test]
    fn a_letter_knows_where_it_stands() {
        let text = "« É\u{301}a-B »";
        let letters = Written::of(text);
        let told: Vec<(char, &str, usize)> =
            letters.letters().iter().map(|one| (one.letter, &text[one.start..one.end], one.word)).collect();
        assert_eq!(told, [('e', "É\u{301}", 0), ('a', "a", 0), ('b', "B", 1)]);
    }
}
