use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

/// When something was booked: the day that the file writes, and the instant by which it is ordered.
///
/// A date without a time of day stands at the start of its day in UTC. A time with an offset keeps the day
/// and the hour as written (what a person will look for on the page) beside its instant in UTC.
///
/// ```
/// use filature_model::Booked;
/// let night: Booked = "2024-03-01T00:30:00+02:00".parse()?;
/// assert_eq!(night.on.to_string(), "2024-03-01");
/// assert_eq!(night.at_micros, 1_709_245_800_000_000); // 29 February, 22:30 UTC
/// assert_eq!(night.minute(), Some(30));
/// # Ok::<(), filature_model::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Booked {
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub at_micros: i64,
    /// The day as written.
    pub on: Date,
    /// Whether the file gave a time of day.
    pub has_time: bool,
    /// By how much the clock of the file is before UTC; 0 where it gives no offset.
    pub offset_minutes: i16,
}

/// A day or time that does not exist, or is written otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date as YYYY-MM-DD and no RFC 3339 time")]
pub struct TimeError(pub String);

const DAY_MICROS: i64 = 86_400_000_000;
const MINUTE_MICROS: i64 = 60_000_000;
const MINUTES_OF_A_DAY: i64 = 1_440;

/// The number that two ASCII digits make.
fn two_digits(bytes: &[u8], at: usize) -> Option<i8> {
    let digit = |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    i8::try_from(digit(at)? * 10 + digit(at + 1)?).ok()
}

/// `YYYY-MM-DD` at the beginning: what nearly every row of a large file has, without the library's generality.
fn plain_date(bytes: &[u8]) -> Option<Date> {
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let year = i16::from(two_digits(bytes, 0)?) * 100 + i16::from(two_digits(bytes, 2)?);
    Date::new(year, two_digits(bytes, 5)?, two_digits(bytes, 8)?).ok()
}

/// `THH:MM:SSZ` after the date, likewise; anything else is for the library.
fn plain_time(bytes: &[u8]) -> Option<i64> {
    if bytes.len() != 20 || bytes[10] != b'T' || bytes[13] != b':' || bytes[16] != b':' || bytes[19] != b'Z' {
        return None;
    }
    let time = Time::new(two_digits(bytes, 11)?, two_digits(bytes, 14)?, two_digits(bytes, 17)?, 0).ok()?;
    Some(micros_of_day(time))
}

fn micros_of_day(time: Time) -> i64 {
    let seconds = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * 1_000_000 + i64::from(time.subsec_nanosecond()) / 1_000
}

/// By how much a clock that shows this day and time, written `THH:MM` after the date, is before UTC.
fn offset_minutes(bytes: &[u8], on: Date, at_micros: i64) -> Option<i16> {
    let of_day = i64::from(two_digits(bytes, 11)?) * 60 + i64::from(two_digits(bytes, 14)?);
    let written = i64::from(days_from_epoch(on)) * MINUTES_OF_A_DAY + of_day;
    i16::try_from(written - at_micros.div_euclid(MINUTE_MICROS)).ok()
}

impl Booked {
    /// A day without a time.
    pub fn day(on: Date) -> Self {
        Self { at_micros: i64::from(days_from_epoch(on)) * DAY_MICROS, on, has_time: false, offset_minutes: 0 }
    }

    /// A day with a time of day in microseconds since its midnight, in UTC or in a zone that the file does
    /// not name.
    pub fn day_and_time(on: Date, micros_of_day: i64) -> Self {
        Self {
            at_micros: i64::from(days_from_epoch(on)) * DAY_MICROS + micros_of_day,
            on,
            has_time: true,
            offset_minutes: 0,
        }
    }
}

impl Booked {
    /// The minute of the day as written; none without a time of day.
    pub fn minute(&self) -> Option<u16> {
        let minute = self.at_micros.div_euclid(MINUTE_MICROS) + i64::from(self.offset_minutes);
        u16::try_from(minute.rem_euclid(MINUTES_OF_A_DAY)).ok().filter(|_| self.has_time)
    }
}

impl std::str::FromStr for Booked {
    type Err = TimeError;

    /// Reads `YYYY-MM-DD`, or RFC 3339; a time without an offset is taken as UTC.
    ///
    /// A zone named in brackets (RFC 9557) is refused: without an offset before it, its hour would be taken as
    /// UTC, and the day be another one; and a bare hour is no time of RFC 3339.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let text = text.trim();
        let wrong = || TimeError(text.to_owned());
        if text.len() < 10 || !text.is_ascii() {
            return Err(wrong());
        }
        let on = plain_date(text.as_bytes()).ok_or_else(wrong)?;
        if text.len() == 10 {
            return Ok(Self::day(on));
        }
        if let Some(micros) = plain_time(text.as_bytes()) {
            return Ok(Self::day_and_time(on, micros));
        }
        if text.contains('[') || text.as_bytes().get(13) != Some(&b':') {
            return Err(wrong());
        }
        if let Ok(instant) = text.parse::<Timestamp>() {
            let at_micros = instant.as_microsecond();
            let offset_minutes = offset_minutes(text.as_bytes(), on, at_micros).ok_or_else(wrong)?;
            return Ok(Self { at_micros, on, has_time: true, offset_minutes });
        }
        let local: DateTime = text.parse().map_err(|_| wrong())?;
        Ok(Self::day_and_time(on, micros_of_day(local.time())))
    }
}

/// Days from 1970-01-01 to `date`, negative before: the form of Arrow's `Date32`.
///
/// The method is Howard Hinnant's `days_from_civil`.
///
/// ```
/// use filature_model::{days_from_epoch, from_days};
/// let day = jiff::civil::date(2024, 2, 29);
/// assert_eq!(from_days(days_from_epoch(day)), Some(day));
/// ```
pub fn days_from_epoch(date: Date) -> i32 {
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The day that many days after 1970-01-01, if the calendar has it.
pub fn from_days(days: i32) -> Option<Date> {
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};

    use super::*;

    #[test]
    fn days_agree_with_the_calendar_library() {
        let epoch = date(1970, 1, 1);
        for days in (-40_000..40_000).step_by(7) {
            let by_library = epoch.checked_add(days.days()).unwrap();
            assert_eq!(days_from_epoch(by_library), days);
            assert_eq!(from_days(days), Some(by_library));
        }
    }

    #[test]
    fn the_short_way_reads_as_the_library_does() {
        for text in ["2024-02-29", "1999-12-31T23:59:59Z", "2024-02-29T00:00:00Z", "0001-01-01", "2024-03-31T02:30:00Z"]
        {
            let booked: Booked = text.parse().unwrap();
            let long = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
            assert_eq!(booked.at_micros, long.parse::<Timestamp>().unwrap().as_microsecond());
        }
        assert!("2024-02-29T24:00:00Z".parse::<Booked>().is_err());
    }

    #[test]
    fn a_zone_in_brackets_is_never_taken_as_utc() {
        for text in [
            "2024-01-01T10:00:00[America/New_York]",
            "2024-01-01T10:00:00+01:00[Europe/Paris]",
            "2024-01-01T10:00:00Z[junk]",
            "2024-01-01T10",
        ] {
            assert!(text.parse::<Booked>().is_err(), "{text:?}");
        }
        assert_eq!("2024-01-01T10:00:00-05:00".parse::<Booked>().unwrap().at_micros, 1_704_121_200_000_000);
    }

    #[test]
    fn the_minute_is_the_one_that_is_written() {
        for (text, minute, offset) in [
            ("2024-01-01T10:07:59.5+05:30", Some(607), 330),
            ("2024-01-01T23:59:00-05:00", Some(1_439), -300),
            ("2024-01-01T00:00:00+14:00", Some(0), 840),
            ("1969-12-31T23:30:00+01:00", Some(1_410), 60),
            ("2024-01-01T10:07:00Z", Some(607), 0),
            ("2024-01-01T10:07:00", Some(607), 0),
            ("2024-01-01", None, 0),
        ] {
            let booked: Booked = text.parse().unwrap();
            assert_eq!((booked.minute(), booked.offset_minutes), (minute, offset), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2023-02-29", "2024-13-01", "2024-1-1", "01.02.2024", "", "2024-01-01T25:00:00Z", "２０２４-01"]
        {
            assert!(text.parse::<Booked>().is_err(), "{text:?}");
        }
        assert!("2024-01-01T10:00:00".parse::<Booked>().unwrap().has_time);
    }
}
