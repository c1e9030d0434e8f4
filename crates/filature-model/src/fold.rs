//! Texts brought to one plain form, so that lists of words in data files can be compared with what banks print.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::locality::without_mark;

/// Lower-case words set apart by one space, Latin letters without marks, Cyrillic letters as Latin ones.
///
/// It is for comparing payment texts with lists of words, and no transliteration of names: a letter has one form here, where
/// clerks write several.
///
/// ```
/// use filature_model::folded_words;
/// assert_eq!(folded_words("PRLV  ÉLECTRICITÉ, 05/2024"), "prlv electricite 05 2024");
/// assert_eq!(folded_words("Зарада"), "zarada");
/// assert_eq!(folded_words("E\u{301}lectricite\u{301}"), folded_words("\u{c9}lectricit\u{e9}"));
/// assert_eq!(folded_words("lo\u{ad}yer\u{200b}"), "loyer");
/// ```
pub fn folded_words(text: &str) -> String {
    let text = put_together(text);
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        // Most of a payment text is plain, and needs no look-up.
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
            continue;
        }
        if letter.is_ascii() {
            space(&mut folded);
            continue;
        }
        for capital in letter.to_uppercase() {
            match (without_mark(capital), cyrillic(capital)) {
                ("", None) if capital.is_alphanumeric() => folded.extend(plain(capital)),
                ("", None) if is_unseen(capital) => {}
                ("", None) => space(&mut folded),
                ("", Some(letters)) => folded.push_str(letters),
                (letters, _) => folded.push_str(&letters.to_ascii_lowercase()),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters and their marks as one sign, and without signs that nobody sees: systems write `é` as one sign or as two.
fn put_together(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unseen) {
        // A mark that belongs to no sign of its own stays behind after the first step.
        let joined: String = text.chars().filter(|letter| !is_unseen(*letter) || is_mark(*letter)).nfc().collect();
        return Cow::Owned(joined.chars().filter(|letter| !is_unseen(*letter)).collect());
    }
    Cow::Borrowed(text)
}

/// Whether a sign takes no place of its own: a mark above or below a letter, or a control that no reader sees.
pub(crate) fn is_unseen(letter: char) -> bool {
    is_mark(letter)
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// A letter of no table, small and without its marks: Vietnamese has more than any table would hold.
fn plain(capital: char) -> impl Iterator<Item = char> {
    capital.nfd().filter(|letter| !is_mark(*letter)).flat_map(char::to_lowercase)
}

fn space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// A Cyrillic capital in small Latin letters, as Serbian, Macedonian and Bulgarian write it without marks.
fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'А' => "a",
        'Б' => "b",
        'В' => "v",
        'Г' => "g",
        'Д' => "d",
        'Ђ' => "dj",
        'Ѓ' => "gj",
        'Е' | 'Ѐ' => "e",
        'Ж' => "z",
        'З' => "z",
        'Ѕ' => "dz",
        'И' | 'Ѝ' | 'І' => "i",
        'Й' | 'Ј' => "j",
        'К' => "k",
        'Л' => "l",
        'Љ' => "lj",
        'М' => "m",
        'Н' => "n",
        'Њ' => "nj",
        'О' => "o",
        'П' => "p",
        'Р' => "r",
        'С' => "s",
        'Т' => "t",
        'Ћ' | 'Ч' => "c",
        'Ќ' => "kj",
        'У' => "u",
        'Ф' => "f",
        'Х' => "h",
        'Ц' => "c",
        'Џ' => "dz",
        'Ш' => "s",
        'Щ' => "st",
        'Ъ' => "a",
        'Ь' => "",
        'Ю' => "ju",
        'Я' => "ja",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_stays_as_it_is() {
        for text in ["Loyer — mai", "Ђорђевић", "Œuvre d'art", "straße", "İstanbul", "  ", "ακίνητο 12", "Плата за МАЈ"]
        {
            let once = folded_words(text);
            assert_eq!(folded_words(&once), once, "{text}");
            assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "), "{once:?}");
        }
        assert_eq!(folded_words("Ђорђевић"), "djordjevic");
    }

    #[test]
    fn a_letter_is_the_same_with_its_mark_in_it_or_beside_it() {
        for text in ["Želimira Čavrić", "Nguyễn Thị Mỹ", "Élodie", "Йордан", "ÅSE"] {
            let apart: String = text.nfd().collect();
            assert_eq!(folded_words(&apart), folded_words(text), "{text}");
        }
        assert_eq!(folded_words("Nguyễn Thị Mỹ"), "nguyen thi my");
        assert_eq!(folded_words("Zeli\u{200b}mira\u{ad} C\u{feff}avric"), "zelimira cavric");
    }
}
