//! How banks write names and texts: most have fewer letters than people, and many have less room.

/// Letters with marks that names of synthetic cases have, and what a bank prints that has not got them.
const LETTERS: [(&str, &str); 14] = [
    ("č ć ç", "c"),
    ("Č Ć Ç", "C"),
    ("š ș", "s"),
    ("Š", "S"),
    ("ž", "z"),
    ("Ž", "Z"),
    ("đ Đ", "dj"),
    ("é è ê ë É È Ê Ë", "e"),
    ("à â á ă", "a"),
    ("ô Ô", "o"),
    ("û ù", "u"),
    ("î ï Î", "i"),
    ("ț", "t"),
    ("’", " "),
];

/// Capitals without marks.
pub fn printed(text: &str) -> String {
    let mut plain = text.to_owned();
    for (marked, letter) in LETTERS {
        for marked in marked.split(' ') {
            plain = plain.replace(marked, letter);
        }
    }
    assert!(plain.is_ascii(), "{text:?} has a letter that this list has not");
    plain.to_uppercase()
}

/// The same in the letters of SWIFT.
pub fn swift_letters(text: &str) -> String {
    printed(text).replace([':', '?', '-'], " ")
}

pub fn first(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

/// Without blanks.
pub fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}
