//! Letters of every script as ASCII, for the keys: capitals stand for sounds that need a class of their own.

/// ASCII letters for each letter.
pub(super) fn plain(letters: &[char]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(letters.len() + 4);
    let mut rest = letters;
    while let Some((&letter, after)) = rest.split_first() {
        rest = after;
        let written = match (letter, after.first()) {
            ('μ', Some('π')) => "b",
            ('ν', Some('τ')) => "d",
            ('γ', Some('κ' | 'γ')) => "g",
            ('ο', Some('υ')) => "u",
            ('ε' | 'ο', Some('ι')) => "i",
            ('α', Some('ι')) => "e",
            _ => {
                one_letter(letter, &mut plain);
                continue;
            }
        };
        rest = &after[1..];
        plain.extend_from_slice(written.as_bytes());
    }
    plain
}

fn one_letter(letter: char, plain: &mut Vec<u8>) {
    let written = match letter {
        'a'..='z' | '0'..='9' => {
            plain.push(letter as u8);
            return;
        }
        'à'..='å' | 'ă' | 'ą' | 'а' | 'α' | 'ъ' | 'ʺ' => "a",
        'æ' => "ae",
        'б' => "b",
        'ç' | 'č' | 'ч' | 'ц' => "S",
        'ć' | 'ћ' | 'ќ' | 'ḱ' => "C",
        'д' | 'δ' => "d",
        'đ' | 'ђ' | 'ѓ' | 'ǵ' | 'џ' | 'ѕ' => "D",
        'è'..='ë' | 'ę' | 'ě' | 'е' | 'э' | 'ε' => "e",
        'ё' => "io",
        'є' => "ie",
        'ф' | 'φ' => "f",
        'ğ' | 'г' | 'ґ' | 'γ' => "g",
        'х' | 'χ' => "X",
        'ì'..='ï' | 'ı' | 'и' | 'і' | 'ї' | 'й' | 'ј' | 'ы' | 'ǰ' | 'ē' | 'ι' | 'η' | 'υ' => "i",
        'к' | 'κ' => "k",
        'л' | 'ł' | 'λ' => "l",
        'љ' => "li",
        'м' | 'μ' => "m",
        'ñ' | 'ń' | 'ň' | 'н' | 'ν' => "n",
        'њ' => "ni",
        'ò'..='ö' | 'ø' | 'ő' | 'ō' | 'о' | 'ο' | 'ω' => "o",
        'œ' => "oe",
        'п' | 'π' => "p",
        'р' | 'ř' | 'ρ' => "r",
        'ś' | 'ŝ' | 'ş' | 'ș' | 'š' | 'с' | 'ш' | 'σ' => "s",
        'щ' => "st",
        'ť' | 'ţ' | 'ț' | 'т' | 'θ' | 'τ' => "t",
        'ù'..='ü' | 'ů' | 'ű' | 'у' => "u",
        'в' => "v",
        'β' => "B",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' | 'ẑ' | 'з' | 'ж' | 'ζ' => "z",
        'ю' => "iu",
        'я' => "ia",
        'ξ' => "ks",
        'ψ' => "ps",
        'ď' => "d",
        'ь' | 'ʹ' => "",
        _ => {
            // A script without a table: its letters stand for themselves.
            plain.extend(letter.encode_utf8(&mut [0; 4]).bytes().map(|byte| byte | 0x80));
            return;
        }
    };
    plain.extend_from_slice(written.as_bytes());
}

/// A Latin letter without its mark.
pub(super) fn unmarked(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ă' | 'ã' | 'å' | 'ą' => 'a',
        'ć' | 'č' | 'ç' => 'c',
        'đ' | 'ď' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'ő' | 'õ' | 'ø' => 'o',
        'ř' => 'r',
        'š' | 'ş' | 'ș' | 'ś' => 's',
        'ț' | 'ţ' | 'ť' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    }
}
