//! Days and times as spreadsheets keep them: a count of days, the part of a day behind the point.

use filature_model::from_days;
use jiff::civil::Date;

use crate::csv::DateOrder;

/// A day, a time of day, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day; none for a time alone.
    pub day: Option<Date>,
    /// Seconds since midnight; none for a day alone.
    pub seconds: Option<u32>,
}

/// From which day a workbook counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Epoch {
    /// 1 is 1 January 1900, and 60 a 29 February of that year which never was.
    #[default]
    Year1900,
    /// 0 is 1 January 1904: old Macintosh workbooks.
    Year1904,
}

const DAY_SECONDS: u32 = 86_400;

/// The last day that a spreadsheet knows: 31 December 9999.
const LAST_SERIAL: i32 = 2_958_465;

/// How many digits behind the point of a count of days are looked at: a ten-millionth of a second.
const SERIAL_DIGITS: usize = 12;

impl Moment {
    /// From a count of days; none where the calendar has no such day.
    pub fn from_serial(serial: f64, epoch: Epoch) -> Option<Self> {
        let written = format!("{serial}");
        let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
        let mut days: i32 = whole.parse().ok().filter(|days| (0..=LAST_SERIAL).contains(days))?;
        let mut seconds = seconds_of_day(part)?;
        if seconds == DAY_SECONDS {
            (days, seconds) = (days + 1, 0);
        }
        if days == 0 {
            return Some(Self { day: None, seconds: Some(seconds) });
        }
        let since_1970 = match (epoch, days) {
            (Epoch::Year1904, _) => days - 24_107,
            (Epoch::Year1900, 1..60) => days - 25_568,
            (Epoch::Year1900, 60) => return None,
            (Epoch::Year1900, _) => days - 25_569,
        };
        Some(Self { day: Some(from_days(since_1970)?), seconds: (seconds > 0).then_some(seconds) })
    }

    /// From `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM:SS`, or `HH:MM:SS`.
    pub fn from_iso(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('Z');
        let (day, time) = match text.split_once('T') {
            Some((day, time)) => (day, Some(time)),
            None if text.contains(':') => ("", Some(text)),
            None => (text, None),
        };
        let day = if day.is_empty() { None } else { Some(day.parse::<Date>().ok()?) };
        let seconds = time.map(|time| clock(time.split(':'))).map_or(Some(None), |clock| clock.map(Some))?;
        let is_midnight = day.is_some() && seconds == Some(0);
        (day.is_some() || seconds.is_some()).then_some(Self { day, seconds: seconds.filter(|_| !is_midnight) })
    }

    /// From `PT12H34M56S`.
    pub fn from_duration(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("PT")?.strip_suffix('S')?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, seconds) = rest.split_once('M')?;
        Some(Self { day: None, seconds: Some(clock([hours, minutes, seconds].into_iter())?) })
    }

    /// As text, the parts of the day in this order.
    pub fn write(self, order: DateOrder) -> String {
        let day = self.day.map(|day| {
            let (year, month, day) = (day.year(), day.month(), day.day());
            match order {
                DateOrder::YearMonthDay => format!("{year:04}-{month:02}-{day:02}"),
                DateOrder::DayMonthYear => format!("{day:02}/{month:02}/{year:04}"),
                DateOrder::MonthDayYear => format!("{month:02}/{day:02}/{year:04}"),
            }
        });
        let time = self.seconds.map(|seconds| {
            let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
            format!("{hour:02}:{minute:02}:{second:02}")
        });
        [day, time].into_iter().flatten().collect::<Vec<_>>().join("T")
    }
}

/// Seconds from the digits of a part of a day, rounded to the nearest.
fn seconds_of_day(part: &str) -> Option<u32> {
    let digits = part.get(..SERIAL_DIGITS).unwrap_or(part);
    if digits.is_empty() {
        return Some(0);
    }
    let unit = 10_u64.checked_pow(u32::try_from(digits.len()).ok()?)?;
    let part: u64 = digits.parse().ok()?;
    u32::try_from(part.checked_mul(u64::from(DAY_SECONDS))?.checked_add(unit / 2)? / unit).ok()
}

/// Hours, minutes and seconds, a part of a second left out; hours of one day alone.
fn clock<'a>(parts: impl Iterator<Item = &'a str>) -> Option<u32> {
    let parts: Vec<&str> = parts.take(4).collect();
    let is_short = parts.len() == 2;
    let mut parts = parts.into_iter();
    let mut next = |most: u32| {
        let part = parts.next()?;
        let whole = part.split(['.', ',']).next().unwrap_or(part);
        whole.parse::<u32>().ok().filter(|number| *number < most)
    };
    let (hours, minutes) = (next(24)?, next(60)?);
    let seconds = if is_short { 0 } else { next(60)? };
    Some((hours * 60 + minutes) * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(serial: f64, epoch: Epoch) -> Option<String> {
        Moment::from_serial(serial, epoch).map(|moment| moment.write(DateOrder::YearMonthDay))
    }

    #[test]
    fn counts_of_days_are_days_of_both_systems() {
        for (serial, expected) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (45_382.0, "2024-03-31"),
            (45_382.5, "2024-03-31T12:00:00"),
            (45_382.999_999_99, "2024-04-01"),
            (45_382.520_833_333_336, "2024-03-31T12:30:00"),
            (0.75, "18:00:00"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(written(serial, Epoch::Year1900).as_deref(), Some(expected), "{serial}");
        }
        assert_eq!(written(43_920.0, Epoch::Year1904).as_deref(), Some("2024-03-31"));
        for serial in [60.0, -1.0, 2_958_466.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(written(serial, Epoch::Year1900), None, "{serial}");
        }
    }

    #[test]
    fn iso_days_and_durations_are_read() {
        let order = DateOrder::DayMonthYear;
        let iso = |text: &str| Moment::from_iso(text).map(|moment| moment.write(order));
        assert_eq!(iso("2024-03-31").as_deref(), Some("31/03/2024"));
        assert_eq!(iso("2024-03-31T00:00:00").as_deref(), Some("31/03/2024"));
        assert_eq!(iso("2024-03-31T23:59:58.5").as_deref(), Some("31/03/2024T23:59:58"));
        assert_eq!(iso("08:05:00").as_deref(), Some("08:05:00"));
        for text in ["", "2024-02-30", "31.03.2024", "T", "25:00:00", "2024-03-31T25:00"] {
            assert_eq!(iso(text), None, "{text:?}");
        }
        assert_eq!(Moment::from_duration("PT08H30M00S").map(|it| it.write(order)).as_deref(), Some("08:30:00"));
        assert_eq!(Moment::from_duration("PT30H00M00S"), None);
    }
}
