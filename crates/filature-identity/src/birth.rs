//! Dates of birth, in full or in part, and how far two of them agree.

/// A date of birth: a year, and a month and a day where they are known.
///
/// ```
/// use filature_identity::Birth;
/// assert_eq!(Birth::read("1985-02-14"), Birth::day(1985, 2, 14));
/// assert_eq!(Birth::read("14/02/1985"), Birth::day(1985, 2, 14));
/// assert_eq!(Birth::read("19850214"), Birth::day(1985, 2, 14));
/// assert_eq!(Birth::read("1985").unwrap().to_string(), "1985");
/// assert_eq!(Birth::read("31.02.1985"), None);
/// assert_eq!(Birth::read("n/a"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birth {
    year: u16,
    /// 0 where it is not known.
    month: u8,
    day: u8,
}

/// How two dates of birth stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BirthAgreement {
    /// The same day.
    Same,
    /// The same as far as the shorter goes: the year, or year and month. The first of January stands for a year.
    InPart,
    /// Day and month the other way round, or one digit apart: a slip of the pen, or two people.
    Near,
    /// Two dates.
    Differs,
}

impl Birth {
    /// A full date; none where there is no such day.
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        let long = match month {
            2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1850..=2100).contains(&year) && (1..=long).contains(&day)).then_some(Self { year, month, day })
    }

    /// A year, or a year and its month (0 where it is not known).
    pub fn in_part(year: u16, month: u8) -> Option<Self> {
        ((1850..=2100).contains(&year) && month <= 12).then_some(Self { year, month, day: 0 })
    }

    /// Reads a date: the year first or last, day before month where the year is last.
    pub fn read(written: &str) -> Option<Self> {
        let written = written.trim().trim_end_matches('.');
        let groups: Vec<&str> = written.split(['-', '.', '/', ' ']).filter(|group| !group.is_empty()).collect();
        let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        let small = |text: &str| number(text).and_then(|number| u8::try_from(number).ok()).filter(|_| text.len() <= 2);
        match groups[..] {
            [year] if year.len() == 4 => Self::in_part(number(year)?, 0),
            [all] if all.len() == 8 && all.is_ascii() => {
                Self::day(number(&all[..4])?, small(&all[4..6])?, small(&all[6..])?)
            }
            [year, month] if year.len() == 4 => Self::in_part(number(year)?, small(month)?),
            [month, year] if year.len() == 4 => Self::in_part(number(year)?, small(month)?),
            [year, month, day] if year.len() == 4 && matches!((month, day), ("00" | "0", _) | (_, "00" | "0")) => {
                Self::in_part(number(year)?, small(month)?)
            }
            [year, month, day] if year.len() == 4 => Self::day(number(year)?, small(month)?, small(day)?),
            [day, month, year] if year.len() == 4 => Self::day(number(year)?, small(month)?, small(day)?),
            _ => None,
        }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Whether the day is known.
    pub fn is_full(self) -> bool {
        self.day > 0
    }

    /// How two dates agree; the order of the two does not matter.
    ///
    /// ```
    /// use filature_identity::{Birth, BirthAgreement};
    /// let of = |text| Birth::read(text).unwrap();
    /// assert_eq!(of("1985-02-14").agreement(of("14.02.1985")), BirthAgreement::Same);
    /// assert_eq!(of("1985-02-14").agreement(of("1985")), BirthAgreement::InPart);
    /// assert_eq!(of("1985-02-03").agreement(of("1985-03-02")), BirthAgreement::Near);
    /// assert_eq!(of("1985-02-14").agreement(of("1985-02-15")), BirthAgreement::Near);
    /// assert_eq!(of("1985-02-14").agreement(of("1958-02-14")), BirthAgreement::Near);
    /// assert_eq!(of("1985-02-28").agreement(of("1985-03-01")), BirthAgreement::Near, "a day off");
    /// assert_eq!(of("1985-02-14").agreement(of("1959-11-03")), BirthAgreement::Differs);
    /// ```
    pub fn agreement(self, other: Self) -> BirthAgreement {
        if self == other {
            return if self.is_full() { BirthAgreement::Same } else { BirthAgreement::InPart };
        }
        if !self.is_full() || !other.is_full() {
            let months = self.month == 0 || other.month == 0 || self.month == other.month;
            return if self.year == other.year && months { BirthAgreement::InPart } else { BirthAgreement::Differs };
        }
        // The first of January stands for a day that nobody knew.
        let unknown = |date: Self| (date.month, date.day) == (1, 1);
        if self.year == other.year && unknown(self) != unknown(other) {
            return BirthAgreement::InPart;
        }
        let turned = self.year == other.year && self.month == other.day && self.day == other.month;
        let (one, next) = (self.digits(), other.digits());
        let apart: Vec<usize> = (0..8).filter(|&at| one[at] != next[at]).collect();
        let slip = match apart[..] {
            [_] => true,
            // Two neighbours the other way round: 1985 and 1958.
            [first, second] => second == first + 1 && one[first] == next[second] && one[second] == next[first],
            _ => false,
        };
        if turned || slip || self.days().abs_diff(other.days()) == 1 {
            BirthAgreement::Near
        } else {
            BirthAgreement::Differs
        }
    }

    /// The day's number: a day too many or too few is a slip, across the end of a month as well.
    fn days(self) -> u32 {
        let (year, month) = (u32::from(self.year), u32::from(self.month));
        let leap = u32::from(year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
        const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let before = BEFORE.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
        let leaps = (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
        year * 365 + leaps + before + u32::from(self.day) + if month > 2 { leap } else { 0 }
    }

    fn digits(self) -> [u16; 8] {
        let (year, month, day) = (self.year, u16::from(self.month), u16::from(self.day));
        [year / 1000, year / 100 % 10, year / 10 % 10, year % 10, month / 10, month % 10, day / 10, day % 10]
    }

    /// A number of its own for each date.
    pub(crate) fn packed(self) -> u32 {
        u32::from(self.year) << 16 | u32::from(self.month) << 8 | u32::from(self.day)
    }
}

impl std::fmt::Display for Birth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Birth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}
