//! National numbers of persons: their checks, and the date of birth that most of them hold.
//!
//! Sources: the laws and guides that each country publishes; the checks are held to the examples in the tests, which are nobody's.

use super::IdentifierKind;
use super::checks::{digits, mod_11_10, number, weighted};
use crate::birth::Birth;

pub(super) fn holds(kind: IdentifierKind, text: &str) -> bool {
    match kind {
        IdentifierKind::Nir => nir(text),
        IdentifierKind::AlbanianNumber => albanian(text),
        _ => digits(text).is_some_and(|digits| digits_hold(kind, &digits)),
    }
}

fn digits_hold(kind: IdentifierKind, digits: &[u32]) -> bool {
    let dated = || birth_of(kind, digits).is_some();
    match (kind, digits.len()) {
        (IdentifierKind::Jmbg, 13) => dated() && jmbg(digits),
        (IdentifierKind::Egn, 10) => dated() && weighted(digits, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == digits[9],
        (IdentifierKind::Cnp, 13) => dated() && cnp(digits),
        (IdentifierKind::Idnp, 13) => {
            matches!(digits[0], 0 | 2) && weighted(digits, &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == digits[12]
        }
        (IdentifierKind::Oib, 11) => mod_11_10(digits),
        (IdentifierKind::TurkishNumber, 11) => turkish(digits),
        _ => false,
    }
}

fn jmbg(digits: &[u32]) -> bool {
    let rest = weighted(digits, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    match 11 - rest {
        // A remainder of 1 has no check digit: such numbers are not given out.
        10 => false,
        11 => digits[12] == 0,
        check => digits[12] == check,
    }
}

fn cnp(digits: &[u32]) -> bool {
    let rest = weighted(digits, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    digits[12] == if rest == 10 { 1 } else { rest }
}

fn turkish(digits: &[u32]) -> bool {
    let odd: u32 = digits[..9].iter().step_by(2).sum();
    let even: u32 = digits[1..8].iter().step_by(2).sum();
    let first_ten: u32 = digits[..10].iter().sum();
    digits[0] > 0 && (odd * 7 + 10 * 8 - even) % 10 == digits[9] && first_ten % 10 == digits[10]
}

/// Thirteen signs and a key of two: 97 less the remainder of the number by 97. Corsica's departments are 2A and 2B.
fn nir(text: &str) -> bool {
    if text.len() != 15 || !text.is_ascii() {
        return false;
    }
    let corsica = [("2A", 1_000_000_u64), ("2B", 2_000_000)];
    let found = corsica.iter().find(|(letters, _)| text[5..7] == **letters);
    // 2A counts as 19, and 2B as 18: as 20 less one, or two, millions of the number.
    let (plain, less) = match found {
        Some((_, less)) => (format!("{}20{}", &text[..5], &text[7..]), *less),
        None => (text.to_owned(), 0),
    };
    let Some(digits) = digits(&plain) else { return false };
    let month = number(&digits[3..5]);
    let month_is_one = matches!(month, 1..=12 | 20 | 30..=42 | 50..=99);
    matches!(digits[0], 1..=4 | 7 | 8)
        && month_is_one
        && 97 - (number(&digits[..13]) - less) % 97 == number(&digits[13..])
}

/// Letter, eight digits, letter. The last letter is the check of persons' numbers; that of companies' is not published, so the shape
/// alone is checked, and for persons the date as well.
fn albanian(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes[0].is_ascii_uppercase()
        && bytes[9].is_ascii_uppercase()
        && bytes[1..9].iter().all(u8::is_ascii_digit)
}

/// The date of birth that a number holds.
pub(super) fn birth(kind: IdentifierKind, text: &str) -> Option<Birth> {
    match kind {
        IdentifierKind::Nir => {
            let year = text.get(1..3)?.parse::<u16>().ok()?;
            let month = text.get(3..5)?.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
            // Two digits of a year do not say the century; of people with an account it is nearly always the last that fits.
            Birth::in_part(if year < 20 { 2000 } else { 1900 } + year, month.unwrap_or(0))
        }
        _ => birth_of(kind, &digits(text)?),
    }
}

fn birth_of(kind: IdentifierKind, digits: &[u32]) -> Option<Birth> {
    let pair = |at: usize| Some(*digits.get(at)? * 10 + *digits.get(at + 1)?);
    let day = |year: u32, month: u32, day: u32| {
        Birth::day(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    match kind {
        IdentifierKind::Jmbg => {
            let three = digits.get(4)? * 100 + pair(5)?;
            day(if three < 800 { 2000 } else { 1000 } + three, pair(2)?, pair(0)?)
        }
        IdentifierKind::Egn => match pair(2)? {
            month @ 41.. => day(2000 + pair(0)?, month - 40, pair(4)?),
            month @ 21..=32 => day(1800 + pair(0)?, month - 20, pair(4)?),
            month => day(1900 + pair(0)?, month, pair(4)?),
        },
        IdentifierKind::Cnp => {
            let century = match digits.first()? {
                1 | 2 | 7 | 8 => 1900,
                3 | 4 => 1800,
                5 | 6 => 2000,
                _ => return None,
            };
            day(century + pair(1)?, pair(3)?, pair(5)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Identifier, IdentifierKind};

    /// Examples that are printed to explain the numbers, and some made for this test; nobody's.
    const HOLD: [(IdentifierKind, &str); 13] = [
        (IdentifierKind::Jmbg, "0101006500006"),
        (IdentifierKind::Jmbg, "0710003730015"),
        (IdentifierKind::Egn, "7523169263"),
        (IdentifierKind::Egn, "8032056031"),
        (IdentifierKind::Cnp, "1630615123457"),
        (IdentifierKind::Cnp, "1800101221144"),
        (IdentifierKind::Nir, "255081416802538"),
        (IdentifierKind::Nir, "295109912611193"),
        (IdentifierKind::Oib, "33392005961"),
        (IdentifierKind::Oib, "69435151530"),
        (IdentifierKind::TurkishNumber, "10000000146"),
        (IdentifierKind::TurkishNumber, "19191919190"),
        (IdentifierKind::AlbanianNumber, "J91402501L"),
    ];

    #[test]
    fn published_examples_hold_and_a_changed_digit_does_not() {
        for (kind, number) in HOLD {
            assert!(Identifier::read(kind, number, None).is_some(), "{kind:?} {number}");
            if kind == IdentifierKind::AlbanianNumber {
                continue;
            }
            let mut changed = number.as_bytes().to_vec();
            let last = changed.len() - 1;
            changed[last] = if changed[last] == b'9' { b'0' } else { changed[last] + 1 };
            let changed = String::from_utf8(changed).unwrap();
            assert!(Identifier::read(kind, &changed, None).is_none(), "{kind:?} {changed}");
        }
    }

    #[test]
    fn dates_of_birth_are_read_and_nothing_else() {
        let birth =
            |kind, number: &str| Identifier::read(kind, number, None).unwrap().birth().map(|birth| birth.to_string());
        assert_eq!(birth(IdentifierKind::Jmbg, "0710003730015").unwrap(), "2003-10-07");
        assert_eq!(birth(IdentifierKind::Egn, "7523169263").unwrap(), "1875-03-16");
        assert_eq!(birth(IdentifierKind::Egn, "8032056031").unwrap(), "1880-12-05");
        assert_eq!(birth(IdentifierKind::Cnp, "1800101221144").unwrap(), "1980-01-01");
        assert_eq!(birth(IdentifierKind::Nir, "255081416802538").unwrap(), "1955-08");
        assert_eq!(birth(IdentifierKind::Oib, "33392005961"), None);
    }

    #[test]
    fn numbers_show_themselves_masked() {
        let number = Identifier::national("1800101221144").unwrap();
        assert_eq!(format!("{number} {number:?}"), "•••••••••••44 Cnp(•••••••••••44)");
    }
}
