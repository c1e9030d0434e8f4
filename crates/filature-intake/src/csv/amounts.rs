//! Amounts as banks write them: grouped, with the sign before or behind, in brackets, with `D` or `CR`.

use filature_model::{AmountError, Currency, parse_minor};

/// A written amount: its magnitude, and the direction that it carries itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Minor units, not negative.
    pub minor: i64,
    /// Whether a minus, brackets or a debit mark stand with it.
    pub negative: bool,
}

/// Reads an amount whose decimal mark is `mark` (a comma or a point).
///
/// Grouping by spaces, apostrophes, or the other of comma and point is taken only in groups of three.
///
/// # Errors
/// [`AmountError`] as for any amount.
pub fn read(text: &str, mark: u8, currency: Currency) -> Result<Written, AmountError> {
    let (bare, negative) = strip(text);
    let minor = parse_minor(ungroup(&bare, mark)?.as_bytes(), mark, currency)?;
    Ok(Written { minor, negative })
}

/// Whether a text could be an amount in any style: for guessing columns.
pub fn plausible(text: &str) -> bool {
    let (bare, _) = strip(text);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    (1..=16).contains(&digits)
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace())
}

/// Takes the sign, currency signs and codes, and debit and credit marks off.
fn strip(text: &str) -> (String, bool) {
    let mut bare: String = text.trim().chars().filter(|c| !matches!(c, '€' | '£' | '$')).collect();
    let mut negative = false;
    if let Some(inner) = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        bare = inner.to_owned();
    }
    let upper = bare.trim().to_ascii_uppercase();
    let (body, debit) = match upper.rsplit_once(|c: char| !c.is_ascii_alphabetic()) {
        Some((_, "D" | "DR" | "DB" | "DEBIT")) => (letters_off(&upper), true),
        Some((_, "C" | "CR" | "CREDIT")) => (letters_off(&upper), false),
        // A code of a currency behind or before the figure says nothing of its direction.
        Some((_, code)) if code.parse::<Currency>().is_ok() => (letters_off(&upper), false),
        _ => (upper.trim(), false),
    };
    let body = body.get(..3).filter(|code| code.parse::<Currency>().is_ok()).map_or(body, |_| &body[3..]).trim();
    let body = body.replace('\u{2212}', "-");
    let (body, minus) = match (body.strip_prefix('-'), body.strip_suffix('-')) {
        (Some(rest), _) | (None, Some(rest)) => (rest, true),
        (None, None) => (body.strip_prefix('+').unwrap_or(&body), false),
    };
    (body.trim().to_owned(), negative || debit || minus)
}

fn letters_off(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim()
}

/// Takes grouping marks out of the whole part, if they group.
fn ungroup(bare: &str, mark: u8) -> Result<String, AmountError> {
    let mark = char::from(mark);
    let (whole, part) = bare.split_once(mark).map_or((bare, ""), |(whole, part)| (whole, part));
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    if groups.len() > 1 {
        let separators: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
        let known = |c: char| matches!(c, '\'' | '’' | '.' | ',') || c.is_whitespace();
        let one_kind = separators.windows(2).all(|pair| pair[0] == pair[1]);
        let of_three = groups[1..].iter().all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len());
        if !one_kind || !of_three || !separators.iter().all(|&c| known(c)) {
            return Err(AmountError::TwoSeparators);
        }
    }
    if part.chars().any(|c| matches!(c, '.' | ',')) {
        return Err(AmountError::TwoSeparators);
    }
    let digits = groups.concat();
    Ok(if part.is_empty() { digits } else { format!("{digits}{mark}{part}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(text: &str, mark: u8) -> Result<i64, AmountError> {
        read(text, mark, Currency::EUR).map(|written| if written.negative { -written.minor } else { written.minor })
    }

    #[test]
    fn amounts_as_banks_write_them() {
        for (text, mark, expected) in [
            ("1.234,56", b',', 123_456),
            ("1 234,56", b',', 123_456),
            ("1\u{202f}234,56 €", b',', 123_456),
            ("1,234.56", b'.', 123_456),
            ("1'234.56", b'.', 123_456),
            ("-12", b'.', -1_200),
            ("12-", b',', -1_200),
            ("(12)", b'.', -1_200),
            ("12 D", b'.', -1_200),
            ("12,50 CR", b',', 1_250),
            ("+50,00", b',', 5_000),
            ("EUR 7.5", b'.', 750),
            ("7.50 EUR", b'.', 750),
            ("£1,183.23", b'.', 118_323),
            ("\u{2212}5,00", b',', -500),
            ("1,234", b'.', 123_400),
            ("1\u{a0}234,56", b',', 123_456),
            ("1’234.56", b'.', 123_456),
            ("1'234'567.80", b'.', 123_456_780),
            ("(1.234,56)", b',', -123_456),
            ("1.234,56-", b',', -123_456),
            ("\u{2212}1 234,56", b',', -123_456),
            ("1.234,56 D", b',', -123_456),
            ("1 234,56 CR", b',', 123_456),
        ] {
            assert_eq!(cents(text, mark), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn two_separators_are_never_settled_by_guessing() {
        for (text, mark) in
            [("1.234.56", b'.'), ("12,34,56", b','), ("1.23,456.7", b','), ("12.34", b','), ("1,2.3", b',')]
        {
            assert_eq!(cents(text, mark), Err(AmountError::TwoSeparators), "{text:?}");
        }
        assert!(cents("", b',').is_err());
        assert!(cents("abc", b',').is_err());
    }
}
