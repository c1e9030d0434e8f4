//! The forms in which two writings of one thing are the same. What comes to nothing says nothing.

use filature_model::{Locality, plain_capitals};

/// A country, two capitals.
pub fn country(written: &str) -> String {
    Locality::written(Some(written), None).and_then(|place| place.country().map(str::to_owned)).unwrap_or_default()
}

/// A town, in capitals without marks.
pub fn town(written: &str) -> String {
    plain_capitals(written)
}

/// A name: in capitals without marks, its words in alphabetical order, since some banks write the family name first.
pub fn name(written: &str) -> String {
    let plain = plain_capitals(written);
    let mut words: Vec<&str> = plain.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// The number of a document: its letters and digits, in capitals.
pub fn document(written: &str) -> String {
    let number: String = written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    if is_filler(&number) { String::new() } else { number }
}

/// A telephone number: its digits, `+` before them where the country's code stands first. A national and an international
/// writing of one number stay two: which country is meant is not written.
pub fn telephone(written: &str) -> String {
    let written = written.trim().replace("(0)", "");
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if is_filler(&digits) {
        return String::new();
    }
    match digits.strip_prefix("00") {
        _ if written.starts_with('+') => format!("+{digits}"),
        Some(digits) => format!("+{digits}"),
        None => digits,
    }
}

/// An e-mail address or a device: without spaces, in small letters.
pub fn compact(written: &str) -> String {
    written.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A form filled in with `0000000` or `XXXX` names nobody: taken for a number it would make one person of many.
fn is_filler(number: &str) -> bool {
    let mut letters = number.chars();
    let first = letters.next();
    number.len() >= 4 && letters.all(|letter| Some(letter) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_thing_are_the_same() {
        assert_eq!(name("Dupont, Zoé"), name("ZOE DUPONT"));
        assert_ne!(name("Zoe Dupond"), name("Zoe Dupont"));
        assert_eq!(name(" - "), "");
        assert_eq!(document("AB-12 34/c"), document("ab1234C"));
        assert_eq!(document("0000000"), "");
        assert_eq!(document(" - "), "");
        assert_eq!(telephone("00 33 (0)6 12-34"), "+3361234");
        assert_eq!(telephone("+33 6 12 34"), "+3361234");
        assert_eq!(telephone("06.12.34"), "061234");
        assert_eq!(telephone("n/a"), "");
        assert_eq!(telephone("999999"), "");
        assert_eq!(compact(" Ion@Mail.example "), "ion@mail.example");
        assert_eq!((country("fr"), country("France")), ("FR".to_owned(), String::new()));
    }
}
