//! Numbers of cells as exact decimals.
//!
//! A spreadsheet keeps doubles, and a sum of doubles carries noise: `12.340000000000002`. A cell's number is the
//! shortest decimal that names its double, and then, where it has a fraction:
//!
//! 1. with more than 15 significant digits, which no spreadsheet lets anybody type or see, it is noise of a
//!    computation, and is rounded to 15;
//! 2. where more than 8 decimals are left (no money has them) and it lies within a millionth of a number of
//!    4 decimals, it is that number.
//!
//! Anything else stays as it is; decimals beyond those of its currency are then a problem, never rounded away.
//! No arithmetic is done on doubles: the rounding is done on the digits.

/// How many digits a spreadsheet shows.
const SHOWN_DIGITS: usize = 15;

/// No money has more decimals.
const MOST_DECIMALS: usize = 8;

/// Decimals that noise is rounded to.
const MONEY_DECIMALS: usize = 4;

/// The decimal of a number.
pub fn decimal(value: f64) -> String {
    without_noise(&value.to_string())
}

/// The decimal of the hundredth of a number.
pub fn hundredth(value: f64) -> String {
    without_noise(&shifted(&value.to_string(), -2))
}

/// A part of one as a percentage.
pub fn percent(value: f64) -> String {
    format!("{}%", without_noise(&shifted(&value.to_string(), 2)))
}

/// Moves the point of a plain decimal by some places; what is no decimal stays.
fn shifted(text: &str, places: i32) -> String {
    let (sign, digits) = split_sign(text);
    let Some((whole, part)) = parts(digits) else { return text.to_owned() };
    let (whole, part) = if places < 0 {
        let places = places.unsigned_abs() as usize;
        let padded = format!("{whole:0>width$}", width = places + 1);
        let (left, right) = padded.split_at(padded.len() - places);
        (left.to_owned(), format!("{right}{part}"))
    } else {
        let places = places.unsigned_abs() as usize;
        let padded = format!("{part:0<places$}");
        let (left, right) = padded.split_at(places);
        (format!("{whole}{left}"), right.to_owned())
    };
    join(sign, &whole, &part)
}

fn without_noise(text: &str) -> String {
    let (sign, digits) = split_sign(text);
    let Some((whole, part)) = parts(digits).filter(|(_, part)| !part.is_empty()) else { return text.to_owned() };
    let (mut whole, mut part) = (whole.to_owned(), part.to_owned());
    let leading = part.len() - part.trim_start_matches('0').len();
    let significant = if whole == "0" { part.len() - leading } else { whole.len() + part.len() };
    if significant > SHOWN_DIGITS {
        let decimals = if whole == "0" { leading + SHOWN_DIGITS } else { SHOWN_DIGITS.saturating_sub(whole.len()) };
        (whole, part) = rounded(&whole, &part, decimals);
    }
    let behind = part.trim_end_matches('0').get(MONEY_DECIMALS..MONEY_DECIMALS + 2);
    if part.trim_end_matches('0').len() > MOST_DECIMALS && matches!(behind, Some("00" | "99")) {
        (whole, part) = rounded(&whole, &part, MONEY_DECIMALS);
    }
    join(sign, &whole, &part)
}

/// Rounds digits to some decimals, halves away from zero.
fn rounded(whole: &str, part: &str, decimals: usize) -> (String, String) {
    let Some((kept, rest)) = part.split_at_checked(decimals) else { return (whole.to_owned(), part.to_owned()) };
    let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
    if rest.as_bytes().first().is_some_and(|digit| *digit >= b'5') {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        let turned = digits.len() - nines;
        digits.iter_mut().skip(turned).for_each(|digit| *digit = b'0');
        match turned.checked_sub(1).and_then(|at| digits.get_mut(at)) {
            Some(digit) => *digit += 1,
            None => digits.insert(0, b'1'),
        }
    }
    let text: String = digits.iter().copied().map(char::from).collect();
    let (whole, part) = text.split_at(text.len() - decimals.min(text.len()));
    (whole.to_owned(), part.to_owned())
}

fn split_sign(text: &str) -> (&str, &str) {
    text.strip_prefix('-').map_or(("", text), |digits| ("-", digits))
}

/// Whole and part of a plain decimal; none for infinities and what is no number.
fn parts(digits: &str) -> Option<(&str, &str)> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && all_digits(whole) && all_digits(part)).then_some((whole, part))
}

fn join(sign: &str, whole: &str, part: &str) -> String {
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let part = part.trim_end_matches('0');
    let sign = if whole == "0" && part.is_empty() { "" } else { sign };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn noise_of_doubles_is_taken_off_and_nothing_else() {
        for (text, expected) in [
            ("1234.56", "1234.56"),
            ("-0.05", "-0.05"),
            ("1234.5599999999999", "1234.56"),
            ("12.340000000000002", "12.34"),
            ("0.30000000000000004", "0.3"),
            ("-0.7999999999999999", "-0.8"),
            ("12.340000000001", "12.34"),
            ("12345.67000000025", "12345.67"),
            ("999.9999999999999", "1000"),
            ("4.547473508864641e-13", "0"),
            ("-4.547473508864641e-13", "0"),
            ("0.12345678000000001", "0.12345678"),
            ("0.00000012", "0.00000012"),
            ("12.345", "12.345"),
            ("0.123456789", "0.123456789"),
            ("3.3333333333333335", "3.33333333333333"),
            ("45382", "45382"),
            ("1e21", "1000000000000000000000"),
            ("123456789012345680", "123456789012345680"),
        ] {
            assert_eq!(decimal(text.parse().unwrap()), expected, "{text}");
        }
        assert_eq!(hundredth(-123_456.0), "-1234.56");
        assert_eq!(hundredth(5.0), "0.05");
        assert_eq!(percent(0.055), "5.5%");
        assert_eq!(percent(0.285), "28.5%");
        assert_eq!(decimal(f64::NAN), "NaN");
    }

    proptest! {
        #[test]
        fn every_amount_of_money_survives_the_way_through_a_double(minor in -99_999_999_999_999_i64..99_999_999_999_999) {
            let sign = if minor < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100);
            let read = decimal(text.parse().unwrap());
            let trimmed = text.trim_end_matches('0').trim_end_matches('.');
            let trimmed = if trimmed == "-0" { "0" } else { trimmed };
            prop_assert_eq!(read, trimmed);
        }

        #[test]
        fn any_double_has_a_decimal(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            for text in [decimal(value), hundredth(value), percent(value)] {
                prop_assert!(!text.is_empty());
            }
        }
    }
}
