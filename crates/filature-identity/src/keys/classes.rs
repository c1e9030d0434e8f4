//! Keys by which words are looked up: rough enough that a clerk's spelling falls into the same class as another's.
//!
//! `fine` keeps the vowels and is for exact look-up (lists of given names). The two rough keys keep the consonants alone; they differ
//! in what `c`, `ch`, `q`, `j`, `h` and `x` stand for, so that two spellings of one word nearly always share one of them. They bring
//! words together to be compared, and decide nothing.

use super::hashed;
use super::plain::plain;

/// The keys of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Classes {
    pub fine: u64,
    /// As Slavic and Turkish files read the letters.
    pub rough: u64,
    /// As Greek, Romanian, Albanian and French files do.
    pub rough_other: u64,
    /// The first sign of the fine key, for initials.
    pub first: u8,
    /// Which classes of consonants are in the two rough keys: a bit each.
    pub consonants: [u32; 2],
    /// Its voiced consonants may be written as others, see [`Classes::unvoiced_bits`].
    pub unvoiced: bool,
}

impl Classes {
    /// The classes of consonants with b, d, g taken for p, t, k, and without m and n.
    pub(crate) fn unvoiced_bits(&self, way: usize) -> u32 {
        const fn bit(sign: u8) -> u32 {
            1 << (sign % 32)
        }
        let bits = self.consonants[way];
        let voiced = [(b'B', b'P'), (b'D', b'T'), (b'G', b'K')];
        let added =
            voiced.iter().filter(|(voiced, _)| bits & bit(*voiced) != 0).fold(0, |all, (_, other)| all | bit(*other));
        (bits | added) & !(bit(b'B') | bit(b'D') | bit(b'G') | bit(b'M') | bit(b'N'))
    }
}

pub(super) fn classes(letters: &[char]) -> Classes {
    let plain = plain(letters);
    let fine = fine(&plain);
    let (one, other) = (rough(&plain, false), rough(&plain, true));
    // Greek writes mp, nt and gk for b, d and g: where such a group stands, whether a consonant is voiced, and m and n, say little.
    let nasal = ["mp", "nt", "gk"].iter().any(|group| plain.windows(2).any(|two| two == group.as_bytes()));
    let greek = letters.iter().any(|letter| ('\u{370}'..'\u{400}').contains(letter));
    let bits = |key: &[u8]| key.iter().fold(0, |bits, sign| bits | 1_u32 << (sign % 32));
    Classes {
        consonants: [bits(&one), bits(&other)],
        unvoiced: nasal || greek,
        rough: hashed(one),
        rough_other: hashed(other),
        first: fine.first().copied().unwrap_or_default(),
        fine: hashed(fine),
    }
}

/// Groups of letters and what they are in the fine key.
const FINE: [(&str, &str); 32] = [
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("dzh", "d"),
    ("ije", "ie"),
    ("ija", "ia"),
    ("iya", "ia"),
    ("ch", "c"),
    ("cs", "c"),
    ("ts", "c"),
    ("tz", "c"),
    ("kj", "c"),
    ("sh", "s"),
    ("sz", "s"),
    ("zh", "z"),
    ("zs", "z"),
    ("dj", "d"),
    ("dh", "d"),
    ("dz", "d"),
    ("gj", "d"),
    ("gy", "d"),
    ("xh", "d"),
    ("gh", "g"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ou", "u"),
    ("lj", "li"),
    ("nj", "ni"),
    ("ny", "ni"),
    ("ck", "k"),
    ("qu", "k"),
];

fn fine(plain: &[u8]) -> Vec<u8> {
    let mut key: Vec<u8> = Vec::with_capacity(plain.len());
    let mut rest = plain;
    while let Some((&byte, after)) = rest.split_first() {
        let found = FINE.iter().find(|(written, _)| rest.starts_with(written.as_bytes()));
        let (read, length) = match found {
            Some((written, read)) => (read.as_bytes(), written.len()),
            None => (std::slice::from_ref(&byte), 1),
        };
        rest = if length == 1 { after } else { &rest[length..] };
        for &one in read {
            let one = match one {
                b'y' | b'j' => b'i',
                b'w' => b'v',
                b'q' | b'S' | b'C' => b'c',
                b'D' => b'd',
                b'X' => b'h',
                b'B' => b'v',
                other => other,
            };
            if key.last() != Some(&one) {
                key.push(one);
            }
        }
    }
    key
}

/// Groups of letters and their class, as the one half of the files reads them and as the other does.
const ROUGH: [(&str, &str, &str); 28] = [
    ("tsch", "S", "S"),
    ("tch", "S", "S"),
    ("sch", "S", "S"),
    ("dzh", "D", "D"),
    ("sht", "ST", "ST"),
    ("ch", "S", "K"),
    ("cs", "S", "S"),
    ("ts", "S", "S"),
    ("tz", "S", "S"),
    ("cz", "S", "S"),
    ("kj", "S", "K"),
    ("sh", "S", "S"),
    ("sz", "S", "S"),
    ("zh", "S", "S"),
    ("zs", "S", "S"),
    ("dj", "D", "D"),
    ("dh", "D", "D"),
    ("dz", "D", "D"),
    ("gj", "D", "D"),
    ("gy", "D", "D"),
    ("xh", "D", "D"),
    ("gh", "G", "D"),
    ("gu", "G", "D"),
    ("kh", "", "K"),
    ("ph", "V", "V"),
    ("th", "T", "T"),
    ("ck", "K", "K"),
    ("qu", "K", "K"),
];

fn rough(plain: &[u8], other: bool) -> Vec<u8> {
    let pick = |first: &'static str, second: &'static str| if other { second } else { first };
    let mut key: Vec<u8> = Vec::with_capacity(plain.len());
    let mut rest = plain;
    // Greek β, μπ and ντ begin words that are written mp, b, nt, d.
    if let Some(after) = rest.strip_prefix(b"mp") {
        key.push(b'B');
        rest = after;
    } else if let Some(after) = rest.strip_prefix(b"nt") {
        key.push(b'D');
        rest = after;
    }
    while let Some(&byte) = rest.first() {
        let found = ROUGH.iter().find(|(written, ..)| rest.starts_with(written.as_bytes()));
        let (read, length) = match found {
            Some(&(written, first, second)) => (pick(first, second), written.len()),
            None => (rough_letter(byte, other), 1),
        };
        rest = &rest[length..];
        if read.is_empty() && byte >= 0x80 {
            key.push(byte);
        }
        for one in read.bytes() {
            if key.last() != Some(&one) {
                key.push(one);
            }
        }
    }
    if key.is_empty() {
        key.extend(plain.first());
    }
    key
}

fn rough_letter(byte: u8, other: bool) -> &'static str {
    match (byte, other) {
        (b'b', _) => "B",
        (b'B', false) | (b'v' | b'w' | b'f', _) => "V",
        (b'B', true) => "B",
        (b'c' | b'C' | b'q', false) | (b's' | b'z' | b'S', _) => "S",
        (b'c' | b'C' | b'q', true) => "K",
        (b'd' | b'D', _) => "D",
        (b'g', false) => "G",
        (b'g', true) => "D",
        (b'X', true) => "K",
        (b'j', true) => "S",
        (b'k', _) => "K",
        (b'x', false) => "KS",
        (b'x', true) => "D",
        (b'l', _) => "L",
        (b'm', _) => "M",
        (b'n', _) => "N",
        (b'p', _) => "P",
        (b'r', _) => "R",
        (b't', _) => "T",
        (b'0', _) => "0",
        (b'1', _) => "1",
        (b'2', _) => "2",
        (b'3', _) => "3",
        (b'4', _) => "4",
        (b'5', _) => "5",
        (b'6', _) => "6",
        (b'7', _) => "7",
        (b'8', _) => "8",
        (b'9', _) => "9",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::keys::{Word, apart};

    /// What is brought together: a pair that is compared as one word shares a rough key.
    #[test]
    fn spellings_of_one_word_share_a_key() {
        for (one, next) in [
            ("ђорђевић", "djordjevic"),
            ("hoxha", "hodza"),
            ("krasniqi", "krasnići"),
            ("χρηστοσ", "christos"),
            ("живков", "jivkov"),
            ("щерев", "chterev"),
            ("μπακογιαννησ", "mpakogiannis"),
            ("βασιλειου", "basiliou"),
            ("ceban", "чебан"),
            ("gjorgji", "ѓорѓи"),
            ("șerban", "serban"),
            ("thaçi", "tači"),
        ] {
            let (one, next) = (Word::new(one), Word::new(next));
            assert!(apart(&one, &next).is_some_and(|apart| apart.slips == 0), "{} {}", one.text(), next.text());
            let shared = one.classes.rough == next.classes.rough || one.classes.rough_other == next.classes.rough_other;
            assert!(shared, "{} {}", one.text(), next.text());
        }
    }

    #[test]
    fn fine_keys_keep_vowels() {
        let key = |text: &str| Word::new(text).classes.fine;
        assert_eq!(key("ђорђе"), key("djordje"));
        assert_eq!(key("živko"), key("zhivko"));
        assert_ne!(key("jovan"), key("jovana"));
        assert_ne!(key("milan"), key("milena"));
    }
}
