//! Letters of two scripts that look the same: found, and read as those of the rest of their word.

use super::Oddities;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Other,
}

fn script(letter: char) -> Script {
    match letter {
        'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{370}'..='\u{3ff}' => Script::Greek,
        _ => Script::Other,
    }
}

/// Small letters that look the same, or whose capitals do: Latin, Cyrillic, Greek.
const LOOK_ALIKES: [(char, char, char); 19] = [
    ('a', 'а', 'α'),
    ('b', 'в', 'β'),
    ('c', 'с', '\0'),
    ('e', 'е', 'ε'),
    ('h', 'н', 'η'),
    ('i', 'і', 'ι'),
    ('j', 'ј', '\0'),
    ('k', 'к', 'κ'),
    ('m', 'м', 'μ'),
    ('n', '\0', 'ν'),
    ('o', 'о', 'ο'),
    ('p', 'р', 'ρ'),
    ('s', 'ѕ', '\0'),
    ('t', 'т', 'τ'),
    ('u', '\0', 'υ'),
    ('v', '\0', 'ν'),
    ('x', 'х', 'χ'),
    ('y', 'у', 'υ'),
    ('z', '\0', 'ζ'),
];

fn as_script(letter: char, wanted: Script) -> Option<char> {
    let found = LOOK_ALIKES.iter().find(|(latin, cyrillic, greek)| [*latin, *cyrillic, *greek].contains(&letter))?;
    let other = match wanted {
        Script::Latin => found.0,
        Script::Cyrillic => found.1,
        Script::Greek => found.2,
        Script::Other => '\0',
    };
    (other != '\0').then_some(other)
}

/// The Latin capital that looks the same: series of Greek and Cyrillic papers are typed on either keyboard.
pub(crate) fn latin_capital(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let found = LOOK_ALIKES.iter().find(|(_, cyrillic, greek)| [*cyrillic, *greek].contains(&small));
    found.and_then(|(latin, ..)| latin.to_uppercase().next()).unwrap_or(letter)
}

/// A text in Latin capitals as Greek or Cyrillic capitals that look the same: KATEPINA for ΚΑΤΕΡΙΝΑ. None where it holds another letter, or
/// none by which the two readings differ.
pub(super) fn in_other_capitals(written: &str) -> Vec<String> {
    let told_apart = |letter: char| matches!(letter, 'P' | 'H' | 'Y' | 'X' | 'B' | 'C');
    if !written.chars().any(told_apart)
        || written.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii_uppercase())
    {
        return Vec::new();
    }
    [CYRILLIC_CAPITALS, GREEK_CAPITALS]
        .iter()
        .filter_map(|capitals| {
            written
                .chars()
                .map(|letter| match capitals.iter().find(|(latin, _)| *latin == letter) {
                    Some((_, other)) => Some(*other),
                    None => (!letter.is_alphabetic()).then_some(letter),
                })
                .collect()
        })
        .collect()
}

const CYRILLIC_CAPITALS: &[(char, char)] = &[
    ('A', 'а'),
    ('B', 'в'),
    ('C', 'с'),
    ('E', 'е'),
    ('H', 'н'),
    ('K', 'к'),
    ('M', 'м'),
    ('O', 'о'),
    ('P', 'р'),
    ('T', 'т'),
    ('X', 'х'),
    ('Y', 'у'),
    ('J', 'ј'),
    ('S', 'ѕ'),
    ('I', 'і'),
];
const GREEK_CAPITALS: &[(char, char)] = &[
    ('A', 'α'),
    ('B', 'β'),
    ('E', 'ε'),
    ('Z', 'ζ'),
    ('H', 'η'),
    ('I', 'ι'),
    ('K', 'κ'),
    ('M', 'μ'),
    ('N', 'ν'),
    ('O', 'ο'),
    ('P', 'ρ'),
    ('T', 'τ'),
    ('Y', 'υ'),
    ('X', 'χ'),
];

/// A word in the script of most of its letters, where the others only look like letters of it.
pub(super) fn one_script(word: &str, oddities: &mut Oddities) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let count = |wanted| word.chars().filter(|letter| script(*letter) == wanted).count();
    let counts = [Script::Latin, Script::Cyrillic, Script::Greek].map(|one| (count(one), one));
    if counts.iter().filter(|(letters, _)| *letters > 0).count() < 2 {
        return word.to_owned();
    }
    // The script with most letters first; where that fails, any that takes the whole word.
    let mut wanted = counts;
    wanted.sort_by_key(|(letters, _)| std::cmp::Reverse(*letters));
    for (_, target) in wanted.into_iter().filter(|(letters, _)| *letters > 0) {
        let repaired: Option<String> = word
            .chars()
            .map(|letter| {
                if script(letter) == target || script(letter) == Script::Other {
                    Some(letter)
                } else {
                    as_script(letter, target)
                }
            })
            .collect();
        if let Some(repaired) = repaired {
            oddities.add(Oddities::LOOK_ALIKE);
            return repaired;
        }
    }
    oddities.add(Oddities::MIXED);
    word.to_owned()
}
