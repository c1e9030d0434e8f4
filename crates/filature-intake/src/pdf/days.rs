//! Days as statements print them: whole, or without the year, which the period on the page gives.

use jiff::ToSpan;
use jiff::civil::Date;

use super::lines::{Line, Word};
use crate::csv::dates::{self, DateOrder};

/// A printed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// With its year.
    Whole(Date),
    /// Month and day; the year stands elsewhere.
    Part(i8, i8),
}

/// What stands between the parts of a day.
const SEPARATORS: [char; 4] = ['.', '/', '-', ' '];

/// A leap year, to try days on that have none.
const LEAP_YEAR: &str = "2024";

/// The day that the words from `at` on make, and how many of them. Words of one day stand close together.
pub fn at(line: &Line, at: usize, order: DateOrder) -> Option<(Day, usize)> {
    let words: Vec<&Word> = line.words.iter().skip(at).take(3).collect();
    let gap = |pair: &&[&Word]| matches!(pair, [one, next] if next.from - one.to < line.size);
    let close = words.windows(2).take_while(gap).count();
    (1..=words.len().min(close + 1)).rev().find_map(|count| {
        let text: Vec<&str> = words.iter().take(count).map(|word| word.text.as_str()).collect();
        Some((read(&text.join(" "), order)?, count))
    })
}

/// Reads a day.
pub fn read(text: &str, order: DateOrder) -> Option<Day> {
    let text = text.trim().trim_end_matches([',', ':', ';', ')']).trim_start_matches('(');
    if !text.starts_with(|c: char| c.is_ascii_digit()) && order != DateOrder::MonthDayYear {
        return None;
    }
    let text = text.replacen("1er ", "1 ", 1);
    let parts: Vec<&str> = text.split(SEPARATORS).filter(|part| !part.is_empty()).collect();
    let is_iso = parts.first().is_some_and(|first| first.len() == 4);
    let order = if is_iso { DateOrder::YearMonthDay } else { order };
    match parts.as_slice() {
        [_, _, year] if is_iso || matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit()) => {
            dates::read(&text, order).map(|booked| Day::Whole(booked.on))
        }
        [first, second] if first.len() <= 2 || second.len() <= 2 => {
            let is_short = |part: &&str| part.len() == 2 || !part.bytes().all(|byte| byte.is_ascii_digit());
            // `1 2` is no day; `1/2` is one.
            if text.contains(' ') && !(is_short(first) && is_short(second)) {
                return None;
            }
            let whole = dates::read(&format!("{first}/{second}/{LEAP_YEAR}"), order)?.on;
            Some(Day::Part(whole.month(), whole.day()))
        }
        _ => None,
    }
}

/// The whole days of a line, from left to right.
pub fn whole_days(line: &Line, order: DateOrder) -> Vec<Date> {
    let mut days = Vec::new();
    let mut position = 0;
    while position < line.words.len() {
        match at(line, position, order) {
            Some((Day::Whole(date), used)) => {
                days.push(date);
                position += used;
            }
            _ => position += 1,
        }
    }
    days
}

/// The day in the year that puts it between two days, or a month around them. None when no year does, or two do.
pub fn in_window(day: Day, from: Date, to: Date) -> Option<Date> {
    let (month, day) = match day {
        Day::Whole(date) => return Some(date),
        Day::Part(month, day) => (month, day),
    };
    let within = |from: Date, to: Date| {
        let mut found = (from.year()..=to.year())
            .filter_map(|year| Date::new(year, month, day).ok())
            .filter(|date| (from..=to).contains(date));
        found.next().filter(|_| found.next().is_none())
    };
    within(from, to).or_else(|| within(from.saturating_sub(31.days()), to.saturating_add(31.days())))
}

/// The order of day and month in a file, by the days that only one order can read; none where days are written with strokes
/// and both orders can read all of them.
pub fn order(lines: &mut dyn Iterator<Item = &Line>) -> Option<DateOrder> {
    let (mut any, mut day_first, mut month_first) = (0_usize, 0_usize, 0_usize);
    for word in lines.flat_map(|line| &line.words) {
        let numbers: Vec<u32> = word.text.split('/').map_while(|part| part.parse().ok()).take(2).collect();
        let &[first @ 1..=31, second @ 1..=31] = numbers.as_slice() else { continue };
        any += 1;
        day_first += usize::from(first > 12 && second <= 12);
        month_first += usize::from(second > 12 && first <= 12);
    }
    match (day_first, month_first) {
        (0, 0) if any > 0 => None,
        (day, month) if month > day => Some(DateOrder::MonthDayYear),
        _ => Some(DateOrder::DayMonthYear),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_with_and_without_their_year() {
        let dmy = DateOrder::DayMonthYear;
        for (text, expected) in [
            ("31/01/2024", Some(Day::Whole(date(2024, 1, 31)))),
            ("31.01.24", Some(Day::Whole(date(2024, 1, 31)))),
            ("2024-01-31", Some(Day::Whole(date(2024, 1, 31)))),
            ("03/02", Some(Day::Part(2, 3))),
            ("03.02.", Some(Day::Part(2, 3))),
            ("3 févr.", None),
            ("03 févr.", Some(Day::Part(2, 3))),
            ("03 02", Some(Day::Part(2, 3))),
            ("2 JAN 2024", Some(Day::Whole(date(2024, 1, 2)))),
            ("1 2", None),
            ("1 234", None),
            ("31/02", None),
            ("12,50", None),
            ("LOYER", None),
        ] {
            assert_eq!(read(text, dmy), expected, "{text}");
        }
    }

    #[test]
    fn the_year_comes_from_the_period() {
        let (from, to) = (date(2023, 12, 20), date(2024, 1, 19));
        assert_eq!(in_window(Day::Part(12, 31), from, to), Some(date(2023, 12, 31)));
        assert_eq!(in_window(Day::Part(1, 2), from, to), Some(date(2024, 1, 2)));
        assert_eq!(in_window(Day::Part(2, 2), from, to), Some(date(2024, 2, 2)));
        assert_eq!(in_window(Day::Part(7, 2), from, to), None);
        assert_eq!(in_window(Day::Part(7, 2), date(2022, 1, 1), date(2024, 1, 1)), None);
    }
}
