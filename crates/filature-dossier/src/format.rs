//! Figures and dates as people write them, names as initials, and what cannot be seen made visible.

use filature_model::{Currency, Language, decimal_string};
use jiff::civil::Date;

/// U+202F, the thin space that keeps a French number and its mark together.
pub const THIN: char = '\u{202f}';
/// U+00A0, the space that does not break.
pub const NO_BREAK: char = '\u{a0}';

const MONTHS: [(&str, &str); 12] = [
    ("January", "janvier"),
    ("February", "février"),
    ("March", "mars"),
    ("April", "avril"),
    ("May", "mai"),
    ("June", "juin"),
    ("July", "juillet"),
    ("August", "août"),
    ("September", "septembre"),
    ("October", "octobre"),
    ("November", "novembre"),
    ("December", "décembre"),
];

/// An amount without its currency: `1,234.56` or `1 234,56`.
pub fn number(minor: i128, currency: Currency, language: Language) -> String {
    let text = decimal_string(minor, currency);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", text.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut written = format!("{sign}{}", grouped(whole, language));
    // A currency that has no minor unit is kept in hundredths all the same; zeros there say nothing.
    let says_nothing = currency.is_whole() && part.bytes().all(|digit| digit == b'0');
    if !part.is_empty() && !says_nothing {
        written.push_str(language.pick(".", ","));
        written.push_str(part);
    }
    written
}

/// The currency as it follows an amount: `€` in French, the code otherwise.
pub fn unit(currency: Currency, language: Language) -> String {
    if currency == Currency::EUR { language.pick("EUR", "€").to_owned() } else { currency.code().to_owned() }
}

/// A count with its thousands set apart.
pub fn count(number: u64, language: Language) -> String {
    grouped(&number.to_string(), language)
}

fn grouped(digits: &str, language: Language) -> String {
    let mark = match language {
        Language::English => ',',
        Language::French => THIN,
    };
    let mut written = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(mark);
        }
        written.push(digit);
    }
    written
}

/// A day in words: `3 March 2024`, `3 mars 2024`, `1er mars 2024`.
pub fn day(date: Date, language: Language) -> String {
    let index = usize::try_from(date.month() - 1).unwrap_or(0);
    let (english, french) = MONTHS.get(index).copied().unwrap_or(("", ""));
    let ordinal = if date.day() == 1 && language == Language::French { "er" } else { "" };
    format!("{}{ordinal}{NO_BREAK}{}{NO_BREAK}{}", date.day(), language.pick(english, french), date.year())
}

/// A month in a table, of one width: `2024-03`, `03/2024`.
pub fn month(year: i16, month: i8, language: Language) -> String {
    match language {
        Language::English => format!("{year:04}-{month:02}"),
        Language::French => format!("{month:02}/{year:04}"),
    }
}

/// A day in a table, of one width: `2024-03-03`, `03/03/2024`.
pub fn short_day(date: Date, language: Language) -> String {
    match language {
        // Day and month change places between countries that write English: the order of ISO 8601 does not.
        Language::English => date.to_string(),
        Language::French => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
    }
}

/// A day written `YYYY-MM-DD`, in words; what is no such day stays as it stands.
pub fn day_text(text: &str, language: Language) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |date| day(date, language))
}

/// A length of time given in seconds, in the largest two units that it fills.
pub fn duration(seconds: i64, language: Language) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60);
    let day = language.pick("d", "j");
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds}{NO_BREAK}s"),
        (0, 0, minutes) => format!("{minutes}{NO_BREAK}min"),
        (0, hours, 0) => format!("{hours}{NO_BREAK}h"),
        (0, hours, minutes) => format!("{hours}{NO_BREAK}h{NO_BREAK}{minutes}{NO_BREAK}min"),
        (days, 0, _) => format!("{days}{NO_BREAK}{day}"),
        (days, hours, _) => format!("{days}{NO_BREAK}{day}{NO_BREAK}{hours}{NO_BREAK}h"),
    }
}

/// Thousandths as a percentage, exactly: 985 is `98.5 %`.
pub fn permille(thousandths: i64, language: Language) -> String {
    let sign = if thousandths < 0 { "\u{2212}" } else { "" };
    let magnitude = thousandths.unsigned_abs();
    let mark = language.pick(".", ",");
    let gap = if language == Language::French { THIN.to_string() } else { String::new() };
    match magnitude % 10 {
        0 => format!("{sign}{}{gap}%", magnitude / 10),
        tenth => format!("{sign}{}{mark}{tenth}{gap}%", magnitude / 10),
    }
}

/// A name as its initials: `Mira Kostova` is `M. K.`; at most four, since a firm's name can be a sentence.
///
/// A pseudonym (`P-7`) is nobody's name, and stays as it is.
pub fn initials(name: &str) -> String {
    if name.strip_prefix("P-").is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit())) {
        return name.to_owned();
    }
    // A sign that stands for a word is a whole surname, and no initial.
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric()).map(|c| if is_whole_word(c) { '…' } else { c });
    let letters = name.split(|c: char| c.is_whitespace() || c == '-').filter_map(first);
    let initial = |letter: char| if letter == '…' { "…".to_owned() } else { format!("{}.", letter.to_uppercase()) };
    let parts: Vec<String> = letters.take(4).map(initial).collect();
    parts.join("\u{a0}")
}

/// Whether a sign is a word or a syllable: Chinese, Japanese and Korean names are of two or three of them.
fn is_whole_word(sign: char) -> bool {
    matches!(sign, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// An account's key cut to what fits in a picture: its first four and last four characters.
pub fn short_account(account: &str) -> String {
    let letters: Vec<char> = account.chars().collect();
    if letters.len() <= 14 {
        return account.to_owned();
    }
    letters[..4].iter().chain(['…'].iter()).chain(&letters[letters.len() - 4..]).collect()
}

/// The text with every control character, and every character that changes the direction of its
/// neighbours or has no width, written out as `⟨U+202E⟩`: a reader must see what the file holds.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn is_hidden(letter: char) -> bool {
    // U+200C and U+200D shape letters in several scripts and stay as they are.
    letter.is_control()
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
        || matches!(letter, '\u{61c}' | '\u{ad}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}')
        || matches!(letter, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        // No character at all, and what XML does not let into a file.
        || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Program wording in French with the spaces that French typography asks for; English as it is.
pub fn typeset(text: &str, language: Language) -> String {
    if language == Language::English {
        return text.to_owned();
    }
    let mut set = text.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»").replace(" :", "\u{a0}:");
    for mark in [" ;", " !", " ?", " %"] {
        set = set.replace(mark, &format!("{THIN}{}", mark.trim_start()));
    }
    set.replace("n° ", "n°\u{a0}")
}

/// Text of a flag's file, which is written with plain spaces and straight apostrophes, typeset.
pub fn flag_text(text: &str, language: Language) -> String {
    let set = typeset(text, language);
    if language == Language::English {
        return set;
    }
    let letters: Vec<char> = set.chars().collect();
    let between = |at: usize| {
        let letter = |at: usize| letters.get(at).is_some_and(|letter| letter.is_alphabetic());
        at > 0 && letter(at - 1) && letter(at + 1)
    };
    let curled = |(at, &letter): (usize, &char)| if letter == '\'' && between(at) { '’' } else { letter };
    letters.iter().enumerate().map(curled).collect()
}

/// An anchor that is made of any text: ASCII letters and digits as they are, the rest in hexadecimal.
pub fn anchor(prefix: &str, text: &str) -> String {
    let mut made = format!("{prefix}-");
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => made.push(char::from(byte)),
            _ => made.push_str(&format!("_{byte:02x}")),
        }
    }
    made
}
