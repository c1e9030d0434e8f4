//! The eight months that every case covers, as whole days.

use filature_model::{days_from_epoch, from_days};
use jiff::civil::{Date, date};

/// A month of the case, its days counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) year: i16,
    pub(crate) month: i8,
    pub(crate) first: i32,
    pub(crate) last: i32,
}

/// The months of every case: February to September 2024.
pub(crate) fn months() -> Vec<Month> {
    months_from(2024, 2, 8)
}

/// So many months, from that one on.
pub(crate) fn months_from(year: i16, month: i8, count: usize) -> Vec<Month> {
    let (mut year, mut month) = (year, month);
    (0..count)
        .map(|_| {
            let first = date(year, month, 1);
            let made =
                Month { year, month, first: days_from_epoch(first), last: days_from_epoch(first.last_of_month()) };
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            made
        })
        .collect()
}

/// Days before which families abroad send money home: Western Easter, Ramazan Bajram, Eastern Easter,
/// Kurban Bajram, and the start of the August holidays, as they fell in 2024.
pub(crate) fn feasts() -> [i32; 5] {
    [date(2024, 3, 29), date(2024, 4, 8), date(2024, 5, 2), date(2024, 6, 14), date(2024, 8, 1)].map(days_from_epoch)
}

impl Month {
    /// That day of the month, or its last where it is shorter.
    pub(crate) fn on(self, day: i32) -> i32 {
        (self.first + day - 1).min(self.last)
    }

    /// `05/2024`, as payslips write it.
    pub(crate) fn slip(self) -> String {
        format!("{:02}/{}", self.month, self.year)
    }

    /// `2024-05`, as files are named.
    pub(crate) fn name(self) -> String {
        format!("{}-{:02}", self.year, self.month)
    }
}

/// The day itself, or the Friday before when banks are closed on it.
pub(crate) fn working(day: i32) -> i32 {
    // 1970-01-01 was a Thursday: with 3 added, 0 is Monday.
    match (day + 3).rem_euclid(7) {
        5 => day - 1,
        6 => day - 2,
        _ => day,
    }
}

/// The date of a day number. All numbers used here lie in or near 2024, which the calendar has.
pub(crate) fn civil(day: i32) -> Date {
    from_days(day).unwrap_or(Date::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekend_moves_to_its_friday() {
        let friday = days_from_epoch(date(2024, 3, 29));
        assert_eq!([friday, friday + 1, friday + 2, friday + 3].map(working), [friday, friday, friday, friday + 3]);
    }

    #[test]
    fn months_follow_each_other() {
        let months = months();
        assert!(months.windows(2).all(|pair| pair[0].last + 1 == pair[1].first));
        assert_eq!(months[0].on(31), days_from_epoch(date(2024, 2, 29)));
    }
}
