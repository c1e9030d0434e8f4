//! Counting, for each payment, how many different others stand between its pocket and one further pocket by then.

use super::index::NONE;

/// Nobody is counted past this.
pub(super) const MOST_COUNTED: usize = 256;

/// How many were counted for a payment, and whether a limit cut what was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted(u32);

impl Counted {
    /// Counts are small: one bit of them says whether they were cut.
    const IS_CUT: u32 = 1 << 31;

    #[inline]
    pub fn new(count: u32, is_cut: bool) -> Self {
        Self(count | if is_cut { Self::IS_CUT } else { 0 })
    }

    #[inline]
    pub fn count(self) -> u32 {
        self.0 & !Self::IS_CUT
    }

    #[inline]
    pub fn is_cut(self) -> bool {
        self.0 & Self::IS_CUT != 0
    }

    /// The larger count of the two.
    #[inline]
    pub fn at_least(self, count: u32) -> Self {
        Self::new(self.count().max(count), self.is_cut())
    }
}

/// One way from a pocket over another one to a third, in the order in which they are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    /// The third pocket.
    pub far: u32,
    /// The place of the payment that completes the way.
    pub place: u32,
    /// The pocket in the middle.
    pub middle: u32,
    /// When the way was completed.
    pub at_micros: i64,
    /// When its older payment was made.
    pub begun_micros: i64,
}

/// Gives for each way how many different middles its pocket and its third pocket have by then, of ways begun within the
/// window before: as place and number. The ways are sorted here.
pub(super) fn count(ways: &mut [Way], window_micros: i64, mut give: impl FnMut(usize, u32)) {
    ways.sort_unstable();
    let mut known: Vec<(u32, i64)> = Vec::new();
    for of_far in ways.chunk_by(|one, next| one.far == next.far) {
        if let [way] = of_far {
            give(way.place as usize, 1);
            continue;
        }
        known.clear();
        for way in of_far {
            let oldest_micros = way.at_micros.saturating_sub(window_micros);
            known.retain(|middle| middle.0 != way.middle && middle.1 >= oldest_micros);
            if known.len() < MOST_COUNTED {
                known.push((way.middle, way.begun_micros));
            }
            give(way.place as usize, u32::try_from(known.len()).unwrap_or(NONE));
        }
    }
}
