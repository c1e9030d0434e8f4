//! Dates as banks write them. The order of day, month and year is that of the whole column, never of one cell.

use filature_model::Booked;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The order of the parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DateOrder {
    /// `2024-03-31`, `20240331`
    #[serde(rename = "YMD")]
    YearMonthDay,
    /// `31.03.2024`, `31/03/24`, `31 Mar 2024`
    #[serde(rename = "DMY")]
    DayMonthYear,
    /// `03/31/2024`
    #[serde(rename = "MDY")]
    MonthDayYear,
}

impl DateOrder {
    /// All orders, the least ambiguous first.
    pub const ALL: [Self; 3] = [Self::YearMonthDay, Self::DayMonthYear, Self::MonthDayYear];
}

/// First three letters of the months in English, French, German, Dutch, Spanish, Italian and Romanian, without
/// accents; those that would be ambiguous in three letters have four.
const MONTHS: [&[&str]; 12] = [
    &["jan", "gen", "ene", "ian"],
    &["feb", "fev", "fév"],
    &["mar", "maa", "mär", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug", "iul"],
    &["aug", "aou", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott"],
    &["nov", "noi"],
    &["dec", "déc", "dez", "dic"],
];

/// Reads a date, and a time of day after it where there is one.
pub fn read(text: &str, order: DateOrder) -> Option<Booked> {
    let text = text.trim();
    let (date, time) = split_time(text);
    let date = read_date(date, order)?;
    match time {
        None => Some(Booked::day(date)),
        Some(time) => read_time(time).map(|micros| Booked::day_and_time(date, micros)),
    }
}

/// A time of day follows a `T`, or a space and something with a colon.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let cut = text.char_indices().filter(|(_, c)| *c == 'T' || *c == ' ').map(|(at, _)| at).find(|&at| {
        let rest = text[at + 1..].trim_start();
        rest.len() >= 4 && rest.as_bytes()[0].is_ascii_digit() && rest.bytes().take(3).any(|byte| byte == b':')
    });
    match cut {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    }
}

/// Microseconds of the day, of 24 hours or of twelve with AM or PM. A zone behind it is passed over: the bank's
/// clock is what its statement shows. Anything else behind it makes the time unreadable.
fn read_time(text: &str) -> Option<i64> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(text.len());
    let (clock, rest) = text.split_at(end);
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let (second, fraction) = parts.next().map_or(("0", "0"), |part| part.split_once(['.', ',']).unwrap_or((part, "0")));
    let second = number(second)?;
    let (hour, zone) = hour_and_zone(hour, rest.trim())?;
    let valid = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let is_whole = parts.next().is_none() && fraction.bytes().all(|byte| byte.is_ascii_digit()) && is_zone(zone);
    (valid && is_whole).then_some(((hour * 60 + minute) * 60 + second) * 1_000_000)
}

/// One or two digits, as the parts of a time are written.
fn number(text: &str) -> Option<i64> {
    (text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The hour of the day, and what stands behind AM or PM. Twelve is the first hour of either half.
fn hour_and_zone(hour: i64, rest: &str) -> Option<(i64, &str)> {
    let half = rest.get(..2).map(str::to_ascii_uppercase);
    let first = match half.as_deref() {
        Some("AM") => 0,
        Some("PM") => 12,
        _ => return Some((hour, rest)),
    };
    (1..=12).contains(&hour).then(|| (hour % 12 + first, rest[2..].trim()))
}

/// Nothing, universal time, or an offset such as `+02:00`.
fn is_zone(text: &str) -> bool {
    let is_offset = |offset: &str| {
        matches!(offset.len(), 2 | 4 | 5)
            && offset.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at == 2 && byte == b':'))
    };
    matches!(text, "" | "Z" | "UTC" | "GMT") || text.strip_prefix(['+', '-']).is_some_and(is_offset)
}

/// Whether a text is written as a date, though the day may not exist or stand in another order: a row that has
/// one was meant as an entry.
pub fn is_shaped(text: &str) -> bool {
    let (date, _) = split_time(text.trim());
    let date = date.trim().trim_end_matches('.');
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let parts: Vec<&str> = date.split(SEPARATORS).filter(|part| !part.is_empty()).take(4).collect();
    let is_number = |part: &&&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = parts.iter().filter(is_number).count();
    parts.len() == 3 && (numbers == 3 || (numbers == 2 && parts.iter().any(|part| month_by_name(part).is_some())))
}

/// What stands between the parts of a date.
const SEPARATORS: [char; 6] = ['.', '/', '-', ' ', '\u{a0}', '\u{202f}'];

fn read_date(text: &str, order: DateOrder) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) && order == DateOrder::YearMonthDay {
        return date_of(&text[..4], &text[4..6], &text[6..]);
    }
    let parts: Vec<&str> = text.split(SEPARATORS).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    match order {
        DateOrder::YearMonthDay if first.len() == 4 => date_of(first, second, third),
        DateOrder::DayMonthYear if first.len() <= 2 => date_of(third, second, first),
        // Nobody writes the month first with points between.
        DateOrder::MonthDayYear if first.len() <= 3 && !text.contains('.') => date_of(third, first, second),
        _ => None,
    }
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = match (year.len(), year.parse().ok()?) {
        (4, year) => year,
        // Bank statements with two-digit years are of this century, or of the end of the last one.
        (2, year @ 0..80) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let month = match month.parse::<i8>() {
        Ok(month) if month.unsigned_abs() <= 12 => month,
        Ok(_) => return None,
        Err(_) => month_by_name(month)?,
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

fn month_by_name(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    // `juin` and `juil` before `jun` and `jul`: the longest beginning that fits decides.
    let (month, _) = (1_i8..)
        .zip(MONTHS)
        .flat_map(|(month, names)| names.iter().map(move |beginning| (month, *beginning)))
        .filter(|(_, beginning)| name.starts_with(beginning))
        .max_by_key(|(_, beginning)| beginning.len())?;
    Some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: DateOrder) -> Option<String> {
        read(text, order).map(|booked| booked.on.to_string())
    }

    #[test]
    fn dates_as_banks_write_them() {
        use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
        for (text, order, expected) in [
            ("31.03.2024", Dmy, "2024-03-31"),
            ("31/03/24", Dmy, "2024-03-31"),
            ("1-2-2024", Dmy, "2024-02-01"),
            ("12-Dec-2019", Dmy, "2019-12-12"),
            ("3 juil. 2024", Dmy, "2024-07-03"),
            ("3 juin 2024", Dmy, "2024-06-03"),
            ("10 Feb 18", Dmy, "2018-02-10"),
            ("03/31/2024", Mdy, "2024-03-31"),
            ("2024-03-31", Ymd, "2024-03-31"),
            ("20190311", Ymd, "2019-03-11"),
            ("2019.04.19.", Ymd, "2019-04-19"),
            ("2018-02-25 12:34:56 +0000", Ymd, "2018-02-25"),
            ("2024-03-31T23:59:59Z", Ymd, "2024-03-31"),
        ] {
            assert_eq!(day(text, order).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn what_does_not_exist_or_is_in_another_order_is_none() {
        for order in DateOrder::ALL {
            for text in ["31.02.2024", "2024-13-01", "00/00/2024", "Pending", "", "12", "1.2", "2024-01-01 25:00"] {
                assert_eq!(day(text, order), None, "{text:?} {order:?}");
            }
        }
        assert_eq!(day("31/03/2024", DateOrder::MonthDayYear), None);
        assert_eq!(day("03.04.2024", DateOrder::MonthDayYear), None);
        assert_eq!(day("2024-03-31", DateOrder::DayMonthYear), None);
    }

    #[test]
    fn hours_of_half_a_day_are_told_apart() {
        let hour = |text: &str| read(text, DateOrder::YearMonthDay).map(|at| at.at_micros / 60_000_000 % 1_440);
        for (text, minutes) in [
            ("2024-05-02 01:30 PM", 13 * 60 + 30),
            ("2024-05-02 1:30pm", 13 * 60 + 30),
            ("2024-05-02 12:00 AM", 0),
            ("2024-05-02 12:05:09 PM +0200", 12 * 60 + 5),
            ("2024-05-02T23:30:00.123-05:00", 23 * 60 + 30),
        ] {
            assert_eq!(hour(text), Some(minutes), "{text}");
        }
        for text in ["13:30 PM", "00:10 AM", "10:00 XM", "10:00 P", "10:00:00 a", "10:00:00:00", "10:00+x"] {
            assert_eq!(hour(&format!("2024-05-02 {text}")), None, "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_still_shaped_as_dates() {
        for text in ["31/04/2024", "2024-13-01", "31 avr. 2024", "20240431", "2024-04-31 25:00"] {
            assert!(is_shaped(text), "{text}");
        }
        for text in ["", "Total", "1234", "Page 1 2", "Solde au 31/04/2024", "a/b/c"] {
            assert!(!is_shaped(text), "{text}");
        }
    }
}
