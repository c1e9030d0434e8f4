//! Where movements stand on the axis of days, and how thick they are.

use super::{End, SankeyPicture, TALLEST};
use crate::flow::Milli;

/// A movement with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: Milli,
    /// Thickness of the most.
    pub width: Milli,
    /// Thickness of the least; the rest is an outline.
    pub low: Milli,
}

/// All of them, and the measure that they have in common.
#[derive(Debug)]
pub struct Bars {
    /// One for each movement.
    pub all: Vec<Bar>,
    tallest: Milli,
    claim_minor: i128,
    days: (i32, i32),
    ends: (Milli, Milli),
}

/// As much as two arrows need that point side by side.
const GAP: Milli = 5_600;
/// What is thinner would not be seen in print.
const THINNEST: Milli = 900;

/// Puts each movement at its day; those that would stand upon each other are moved aside, in the order of days.
pub fn place(picture: &SankeyPicture, ends: (Milli, Milli)) -> Bars {
    let day = |at: Option<&(i32, String)>| at.map_or(0, |(day, _)| *day);
    let days = (day(picture.days.first()), day(picture.days.last()));
    let claim_minor = picture.claim_minor.max(1);
    let mut bars = Bars { all: Vec::new(), tallest: TALLEST, claim_minor, days, ends };
    bars.measure(picture);
    while bars.all.iter().map(|bar| bar.width + GAP).sum::<Milli>() > ends.1 - ends.0 && bars.tallest > 2_000 {
        bars.tallest = bars.tallest * 3 / 4;
        bars.measure(picture);
    }
    let mut order: Vec<usize> = (0..picture.moves.len()).collect();
    order.sort_by_key(|&at| (picture.moves[at].day, at));
    let wanted = |at: usize| bars.x_of(picture.moves[at].day) - bars.all[at].width / 2;
    let wanted: Vec<(Milli, Milli)> = order.iter().map(|&at| (wanted(at), bars.all[at].width)).collect();
    for (&at, x) in order.iter().zip(apart(&wanted, (ends.0, ends.1 - GAP), GAP)) {
        bars.all[at].x = x;
    }
    bars
}

/// Left edges for what wants to stand at given ones and is so wide: in the same order, moved apart no more than they need, and those that
/// stand in each other's way about as far to the left as to the right (the least sum of squares, by pooling neighbours).
pub fn apart(wanted: &[(Milli, Milli)], (from, to): (Milli, Milli), gap: Milli) -> Vec<Milli> {
    let mut before = 0;
    let mut pools: Vec<(Milli, Milli)> = Vec::new();
    for (left, width) in wanted {
        pools.push((left - before, 1));
        before += width + gap;
        while let [.., (sum, count), (next, others)] = pools[..]
            && sum * others > next * count
        {
            pools.pop();
            pools.pop();
            pools.push((sum + next, count + others));
        }
    }
    let shared = pools.iter().flat_map(|(sum, count)| (0..*count).map(move |_| sum.div_euclid(*count)));
    let (mut made, mut before) = (Vec::with_capacity(wanted.len()), 0);
    for ((_, width), shared) in wanted.iter().zip(shared) {
        made.push((shared + before).max(from + before));
        before += width + gap;
    }
    let mut free = to;
    for (left, (_, width)) in made.iter_mut().zip(wanted).rev() {
        *left = (*left).min(free - width);
        free = *left - gap;
    }
    made
}

impl Bars {
    /// The left and the right end of the axis.
    pub fn ends(&self) -> (Milli, Milli) {
        self.ends
    }

    fn measure(&mut self, picture: &SankeyPicture) {
        let bar = |low: i128, high: i128| Bar { x: 0, width: self.thick(high.max(low)), low: self.thick(low) };
        self.all = picture.moves.iter().map(|one| bar(one.low, one.high)).collect();
    }

    /// How thick an amount is.
    pub fn thick(&self, minor: i128) -> Milli {
        let exact = i128::from(self.tallest) * minor / self.claim_minor;
        if minor <= 0 { 0 } else { Milli::try_from(exact).unwrap_or(self.tallest).max(THINNEST) }
    }

    /// Where a day is.
    pub fn x_of(&self, day: i32) -> Milli {
        let span = Milli::from(self.days.1 - self.days.0).max(1);
        self.ends.0 + (self.ends.1 - self.ends.0) * Milli::from(day - self.days.0) / span
    }

    /// The thickness of a lane from each place on at which it changes: what every rule agrees came less what it agrees left.
    pub fn steps(&self, picture: &SankeyPicture, lane: usize) -> Vec<(Milli, Milli)> {
        let mut changes: Vec<(Milli, i128)> = Vec::new();
        for (one, bar) in picture.moves.iter().zip(&self.all) {
            if one.to == End::Lane(lane) {
                changes.push((bar.x, one.low));
            }
            if one.from == End::Lane(lane) {
                changes.push((bar.x + bar.width, -one.low));
            }
        }
        changes.sort_unstable();
        let mut there = 0;
        let step = |(x, change): (Milli, i128)| {
            there += change;
            (x, self.thick(there))
        };
        changes.into_iter().map(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn what_stands_close_is_moved_apart_to_both_sides() {
        assert_eq!(apart(&[(10, 4), (50, 4)], (0, 100), 2), [10, 50], "what has room stays");
        assert_eq!(apart(&[(50, 4), (50, 4), (50, 4)], (0, 100), 2), [44, 50, 56]);
        assert_eq!(apart(&[(0, 4), (0, 4)], (0, 100), 2), [0, 6], "nothing leaves on the left");
        assert_eq!(apart(&[(98, 4), (98, 4)], (0, 100), 2), [90, 96], "nor on the right");
        for (seed, count) in [(7_i64, 12_usize), (11, 20), (13, 5)] {
            let wanted: Vec<(i64, i64)> = (0..count as i64).map(|at| (at * at * seed % 90, 3)).collect();
            let mut sorted = wanted.clone();
            sorted.sort_unstable();
            let made = apart(&sorted, (0, 120), 2);
            assert!(made.windows(2).all(|pair| pair[1] - pair[0] >= 5), "{made:?}");
            assert!(made[0] >= 0 && made[count - 1] + 3 <= 120, "{made:?}");
        }
    }
}
