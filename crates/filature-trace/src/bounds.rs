//! A figure and how far it is known.

/// From the least to the most, minor units, both included; the same twice when the figure is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub low_minor: i128,
    pub high_minor: i128,
}

impl Bounds {
    pub fn exact(minor: i128) -> Self {
        Self { low_minor: minor, high_minor: minor }
    }

    pub fn is_exact(self) -> bool {
        self.low_minor == self.high_minor
    }

    pub fn is_zero(self) -> bool {
        self.low_minor == 0 && self.high_minor == 0
    }

    pub fn add(&mut self, other: Self) {
        self.low_minor += other.low_minor;
        self.high_minor += other.high_minor;
    }

    /// The least range that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self { low_minor: self.low_minor.min(other.low_minor), high_minor: self.high_minor.max(other.high_minor) }
    }

    /// What is the lesser of the two, whatever each of them is.
    pub fn at_most(self, most: Self) -> Self {
        Self { low_minor: self.low_minor.min(most.low_minor), high_minor: self.high_minor.min(most.high_minor) }
    }

    pub fn contains(self, other: Self) -> bool {
        self.low_minor <= other.low_minor && other.high_minor <= self.high_minor
    }
}

/// `a · b / c` rounded down; nothing when there is nothing to divide by.
pub(crate) fn floor_share(amount: i128, part: i128, whole: i128) -> i128 {
    if whole == 0 { 0 } else { amount * part / whole }
}

/// `a · b / c` rounded up; nothing when there is nothing to divide by.
pub(crate) fn ceil_share(amount: i128, part: i128, whole: i128) -> i128 {
    if whole == 0 { 0 } else { (amount * part + whole - 1) / whole }
}
