//! Counting, for each payment, how many different others stand between its pocket and one further pocket by then.

use super::index::NONE;

/// Nobody is counted past this.
pub(super) const MOST_COUNTED: usize = 256;

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
