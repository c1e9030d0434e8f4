//! Characters: what nobody sees is taken out, letters are composed and made small, look-alikes are put into the script of their word.

use super::Oddities;
use super::look_alike::one_script;

/// A piece between spaces or signs, and the signs that matter around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Within round brackets.
    pub bracketed: bool,
    /// Within quotes.
    pub quoted: bool,
    /// Followed by a full stop.
    pub dotted: bool,
    /// Joined to the one before by a hyphen.
    pub hyphened: bool,
    /// An article before its name: the d of d'Arc.
    pub elided: bool,
    /// A comma before it.
    pub after_comma: bool,
    /// Behind the legal form of a company: where it has its seat.
    pub seat: bool,
}

/// Small composed letters and single spaces; signs stay.
pub(super) fn cleaned(written: &str, oddities: &mut Oddities) -> String {
    let mut text = String::with_capacity(written.len());
    for sign in written.chars() {
        if invisible(sign) {
            oddities.add(Oddities::INVISIBLE);
            continue;
        }
        if ('\u{300}'..='\u{36f}').contains(&sign) {
            if let Some(before) = text.pop() {
                text.push(composed(before, sign));
            }
            continue;
        }
        match full_width(sign) {
            // Small dotted i, and not i with a second dot over it.
            'İ' => text.push('i'),
            'ß' | 'ẞ' => text.push_str("ss"),
            plain => text.extend(plain.to_lowercase().map(folded)),
        }
    }
    text
}

fn invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
        || (sign.is_control() && !sign.is_whitespace())
}

fn full_width(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        _ => sign,
    }
}

/// One letter for what Unicode has twice: final sigma, Greek accents, digraphs in one sign.
pub(crate) fn folded(sign: char) -> char {
    match sign {
        'ς' => 'σ',
        'ά' | 'ὰ' | 'ᾶ' => 'α',
        'έ' | 'ὲ' => 'ε',
        'ή' | 'ὴ' | 'ῆ' => 'η',
        'ί' | 'ϊ' | 'ΐ' | 'ὶ' => 'ι',
        'ό' | 'ὸ' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' | 'ὺ' => 'υ',
        'ώ' | 'ὼ' | 'ῶ' => 'ω',
        'ѐ' => 'е',
        'ѝ' => 'и',
        'ð' => 'đ',
        'ḗ' => 'ē',
        'ṓ' => 'ō',
        _ => sign,
    }
}

fn composed(before: char, mark: char) -> char {
    const MARKS: [(char, &str); 12] = [
        ('\u{300}', "aàeèiìoòuù"),
        ('\u{301}', "aáeéiíoóuúyýcćnńsśzźгѓкќgǵkḱ"),
        ('\u{302}', "aâeêiîoôuûsŝzẑ"),
        ('\u{303}', "aãnñoõ"),
        ('\u{306}', "aăgğий"),
        ('\u{308}', "aäeëiïoöuüyÿеёії"),
        ('\u{30a}', "aåuů"),
        ('\u{30b}', "oőuű"),
        ('\u{30c}', "cčdďeějǰnňrřsštťzž"),
        ('\u{326}', "sștț"),
        ('\u{327}', "cçsştţ"),
        ('\u{328}', "aąeę"),
    ];
    let pairs = MARKS.iter().find(|(known, _)| *known == mark).map_or("", |(_, pairs)| pairs);
    let mut letters = pairs.chars();
    while let (Some(plain), Some(marked)) = (letters.next(), letters.next()) {
        if plain == before {
            return marked;
        }
    }
    before
}

/// The pieces of a cleaned text, each in one script where that is possible.
pub(super) fn pieces(text: &str, oddities: &mut Oddities) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let (mut brackets, mut quoted, mut hyphened, mut after_comma) = (0_u8, false, false, false);
    let mut current = String::new();
    let mut finish = |current: &mut String, piece: Piece| {
        if !current.is_empty() {
            let text = one_script(&std::mem::take(current), oddities);
            all.push(Piece { text, ..piece });
        }
    };
    for sign in text.chars() {
        if sign.is_alphanumeric() {
            current.push(sign);
            continue;
        }
        // O'Brien, N'Diaye, Floc'h: one word; the d of d’Arc is an article.
        if matches!(sign, '\'' | '’' | '‘' | 'ʼ' | '`' | '´') && !current.is_empty() {
            if matches!(current.as_str(), "d" | "l") {
                finish(
                    &mut current,
                    Piece { bracketed: brackets > 0, quoted, hyphened, after_comma, elided: true, ..Piece::default() },
                );
                (hyphened, after_comma) = (false, false);
            }
            continue;
        }
        let ended = !current.is_empty();
        let bracketed = brackets > 0;
        finish(
            &mut current,
            Piece { bracketed, quoted, hyphened, after_comma, dotted: sign == '.', ..Piece::default() },
        );
        if ended {
            (hyphened, after_comma) = (false, false);
        }
        match sign {
            '(' | '[' => brackets = brackets.saturating_add(1),
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '"' | '“' | '”' | '„' | '«' | '»' => quoted = !quoted,
            '-' | '‐' | '‑' | '–' if ended => hyphened = true,
            ',' | ';' => after_comma = true,
            '&' | '+' => finish(&mut "&".to_owned(), Piece::default()),
            _ if sign.is_whitespace() => hyphened = false,
            _ => {}
        }
    }
    let bracketed = brackets > 0;
    finish(&mut current, Piece { bracketed, quoted, hyphened, after_comma, ..Piece::default() });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Oddities) {
        let mut oddities = Oddities::default();
        let text = cleaned(text, &mut oddities);
        let words = pieces(&text, &mut oddities).into_iter().map(|piece| piece.text).collect();
        (words, oddities)
    }

    #[test]
    fn marks_are_composed_and_capitals_fall_without_a_locale() {
        assert_eq!(read("C\u{30c}ELIK I\u{307}ZMIR İZMİR IŞIK").0, ["čelik", "izmir", "izmir", "işik"]);
        assert_eq!(read("Χρήστος ΓΙΑΝΝΗΣ").0, ["χρηστοσ", "γιαννησ"]);
    }

    #[test]
    fn what_nobody_sees_is_taken_out_and_said() {
        let (words, oddities) = read("\u{202e}Mar\u{200b}ko\u{200f} Petro\u{ad}vić");
        assert_eq!(words, ["marko", "petrović"]);
        assert!(oddities.has(Oddities::INVISIBLE));
    }

    #[test]
    fn look_alikes_are_found_folded_and_said() {
        for written in ["Mаrko", "МАRKO", "Mаrкo", "Маrkо"] {
            let (words, oddities) = read(written);
            assert_eq!(words, ["marko"], "{written}");
            assert!(oddities.has(Oddities::LOOK_ALIKE) && !oddities.has(Oddities::MIXED), "{written}");
        }
        let (words, oddities) = read("Мaрко");
        assert_eq!(words, ["марко"]);
        assert!(oddities.has(Oddities::LOOK_ALIKE));
        assert!(read("Марko ж").1.has(Oddities::LOOK_ALIKE));
        assert!(read("Жgдw").1.has(Oddities::MIXED));
        assert_eq!(read("Марко Petrović").1, Oddities::default(), "two scripts, each with words of its own, are usual");
    }
}
