//! Days as the European Central Bank writes them.

use filature_model::Booked;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is expected where a day is to stand.
pub const A_DAY: &str = "YYYY-MM-DD";

/// What is expected in `eurofxref.csv` too.
pub const A_DAY_OR_WORDS: &str = "YYYY-MM-DD, or a day in English words such as 28 June 2024";

/// `2024-06-28`, and nothing else: the order of `06/07/2024` could only be guessed.
pub fn day(text: &str) -> Option<Date> {
    text.parse::<Booked>().ok().filter(|booked| !booked.has_time).map(|booked| booked.on)
}

/// The same, or `28 June 2024`, as the daily file has it.
pub fn day_or_words(text: &str) -> Option<Date> {
    day(text).or_else(|| {
        let mut words = text.split_whitespace();
        let (date, month, year) = (words.next()?, words.next()?, words.next()?);
        let is_number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
            digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if words.next().is_some() || !is_number(date, 1..=2) || !is_number(year, 4..=4) {
            return None;
        }
        let month = (1..).zip(MONTHS).find(|(_, name)| name.eq_ignore_ascii_case(month))?.0;
        Date::new(year.parse().ok()?, month, date.parse().ok()?).ok()
    })
}
