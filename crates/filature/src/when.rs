//! Days and durations as the command line writes them.

use filature_model::Booked;
use jiff::civil::Date;

use crate::outcome::Failure;

/// `--at`: inclusive, so what is taken is all before the next day (or the next microsecond). Gives the first
/// instant that is not taken, in microseconds.
///
/// # Errors
/// For what is no date.
pub fn end_of(at: &str) -> Result<i64, Failure> {
    let booked: Booked = at.parse().map_err(|error| Failure::call(format!("--at: {error}")))?;
    let step = if booked.has_time { 1 } else { 86_400_000_000 };
    booked.at_micros.checked_add(step).ok_or_else(|| Failure::call("--at: too late a date"))
}

/// `--window`: a number and one of `s m h d w`, in seconds.
///
/// # Errors
/// For what is no such duration, and for none at all.
pub fn window_seconds(text: &str) -> Result<i64, Failure> {
    let off = || Failure::call(format!("--window {text:?}: a number and one of s, m, h, d, w was expected, as in 4d"));
    let unit = text.chars().next_back().ok_or_else(off)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return Err(off()),
    };
    let number: i64 = text[..text.len() - unit.len_utf8()].trim().parse().map_err(|_| off())?;
    number.checked_mul(seconds).filter(|&seconds| seconds > 0).ok_or_else(off)
}

/// The day that an option names.
///
/// # Errors
/// Whatever is no day as `YYYY-MM-DD`.
pub fn day(option: &str, text: Option<&str>) -> Result<Option<Date>, Failure> {
    let read = |text: &str| {
        let wrong = |_| Failure::call(format!("--{option} {text:?}: a day as YYYY-MM-DD was expected"));
        text.parse::<Date>().map_err(wrong)
    };
    text.map(read).transpose()
}

/// Two days of which the second may not come first: `options` are what they are called.
///
/// # Errors
/// As [`day`], and days in the wrong order.
pub fn days(options: [&str; 2], texts: [Option<&str>; 2]) -> Result<[Option<Date>; 2], Failure> {
    let days = [day(options[0], texts[0])?, day(options[1], texts[1])?];
    if let [Some(from), Some(to)] = days
        && to < from
    {
        return Err(Failure::call(format!("--{}: {to} is before {from}", options[1])));
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read() {
        assert_eq!(window_seconds("4d").unwrap(), 345_600);
        assert_eq!(window_seconds("90m").unwrap(), 5_400);
        for text in ["", "d", "4", "-4d", "0h", "4 days", "99999999999999999d", "é"] {
            assert!(window_seconds(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn days_are_read_and_stand_in_order() {
        assert_eq!(day("on", None).unwrap(), None);
        assert!(day("on", Some("2024-01-05")).unwrap().is_some());
        assert!(day("on", Some("soon")).unwrap_err().message.contains("--on"));
        let of = |from, to| days(["from", "to"], [Some(from), Some(to)]);
        assert!(of("2024-01-01", "2024-01-01").is_ok());
        assert!(of("2024-01-02", "2024-01-01").unwrap_err().message.contains("--to: 2024-01-01 is before 2024-01-02"));
    }

    #[test]
    fn a_day_is_taken_whole() {
        assert_eq!(end_of("1970-01-01").unwrap(), 86_400_000_000);
        assert_eq!(end_of("1970-01-01T00:00:00Z").unwrap(), 1);
        assert!(end_of("soon").is_err());
    }
}
