//! Amounts and days as OFX writes them.

use filature_model::{Currency, parse_minor};
use jiff::civil::Date;

use crate::csv::amounts;

/// What is expected of an amount.
const AMOUNT: &str = "digits with a decimal point or comma";

/// Reads `TRNAMT` or `BALAMT` into minor units, the sign included.
///
/// The standard knows one mark, for decimals, as a point or a comma, and none between thousands; banks write both. Where
/// both stand, the last is that of the decimals. A single mark before exactly three digits may be either, and is not
/// guessed; so `1,234` is an error and `1,234.00` is not.
///
/// # Errors
/// What was expected instead.
pub(super) fn minor_units(text: &str, currency: Currency) -> Result<i64, String> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return Err(AMOUNT.to_owned());
    }
    let count = |mark: char| digits.matches(mark).count();
    let mark = match (count('.'), count(',')) {
        (1, 0) if is_thousands_or_decimals(digits, '.', currency) => return Err(undecided(digits)),
        (0, 1) if is_thousands_or_decimals(digits, ',', currency) => return Err(undecided(digits)),
        (0 | 1, 0) => b'.',
        (0, 1) => b',',
        (0, _) => b'.',
        (_, 0) => b',',
        _ if digits.rfind('.') > digits.rfind(',') => b'.',
        _ => b',',
    };
    let is_grouped = count('.') + count(',') > 1;
    let read = if is_grouped {
        amounts::read(digits, mark, currency).map(|written| written.minor)
    } else {
        parse_minor(digits.as_bytes(), mark, currency)
    };
    let minor = read.map_err(|error| error.to_string())?;
    Ok(if text.starts_with('-') { -minor } else { minor })
}

/// Whether `1.234` or `12,000`: a mark before three digits, in a currency that has not three decimals.
fn is_thousands_or_decimals(digits: &str, mark: char, currency: Currency) -> bool {
    let Some((whole, part)) = digits.split_once(mark) else { return false };
    currency.minor_digits() < 3 && part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

fn undecided(digits: &str) -> String {
    format!("an amount with decimals, or none: {digits} may be thousands")
}

/// The day of a `datetime`: `YYYYMMDD`, with a time and a zone behind it or not (`20240502093000.000[-5:EST]`), as
/// written. Some banks put hyphens between.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    if text.len() >= 10 && text.as_bytes()[4] == b'-' {
        return text.get(..10)?.parse().ok();
    }
    let (date, rest) = text.split_at_checked(8)?;
    if !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let clock = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_clock = matches!(clock, 0 | 2 | 4 | 6);
    let is_zone = rest[clock..].is_empty() || rest[clock..].starts_with(['.', '[', ':']);
    let part = |from: usize, to: usize| date.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = (part(0, 4)?, i8::try_from(part(4, 6)?).ok()?, i8::try_from(part(6, 8)?).ok()?);
    if is_clock && is_zone { Date::new(year, month, day).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_either_mark() {
        for (text, expected) in [
            ("+12.34", Some(1_234)),
            ("-12,34", Some(-1_234)),
            ("-00000000001500.0000", Some(-150_000)),
            (" 120 ", Some(12_000)),
            ("-.5", Some(-50)),
            ("0.000", Some(0)),
            ("1,234.56", Some(123_456)),
            ("-1.234,56", Some(-123_456)),
            ("1.234.567", Some(123_456_700)),
            ("1234.500", Some(123_450)),
            ("1,234", None),
            ("12.000", None),
            ("197.1063", None),
            ("1,23.45", None),
            ("1.234,56.7", None),
            ("$120", None),
            ("--5", None),
            ("", None),
            ("-", None),
            ("12 34", None),
        ] {
            assert_eq!(minor_units(text, Currency::EUR).ok(), expected, "{text:?}");
        }
        assert_eq!(minor_units("1.234", "KWD".parse().unwrap()), Ok(1_234));
    }

    #[test]
    fn days_are_those_that_are_written() {
        for (text, expected) in [
            ("20240502", Some("2024-05-02")),
            ("20240502233000.000[-5:EST]", Some("2024-05-02")),
            ("20240502000500[+2:CEST]", Some("2024-05-02")),
            ("20091217162416.000[-:EST]", Some("2009-12-17")),
            ("20180804093914:014", Some("2018-08-04")),
            ("202405020930", Some("2024-05-02")),
            ("2024-05-02", Some("2024-05-02")),
            ("20240231", None),
            ("201120000000", None),
            ("2024050", None),
            ("202405021", None),
            ("20240502x", None),
            ("20240502 word", None),
            ("02/05/2024", None),
            ("", None),
            ("２０２４0502", None),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), expected, "{text:?}");
        }
    }
}
