//! Texts brought to one plain form, so that lists of words in data files can be compared with what banks print.

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
/// ```
pub fn folded_words(text: &str) -> String {
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
                ("", None) if capital.is_alphanumeric() => folded.extend(capital.to_lowercase()),
                ("", None) => space(&mut folded),
                ("", Some(letters)) => folded.push_str(letters),
                (letters, _) => folded.push_str(&letters.to_ascii_lowercase()),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
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
}
