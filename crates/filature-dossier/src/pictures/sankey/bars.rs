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

const GAP: Milli = 3_000;
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
    let mut free = ends.0;
    for &at in &order {
        let wanted = bars.x_of(picture.moves[at].day) - bars.all[at].width / 2;
        bars.all[at].x = wanted.max(free);
        free = bars.all[at].x + bars.all[at].width + GAP;
    }
    let mut free = ends.1 - GAP;
    for &at in order.iter().rev() {
        let bar = &mut bars.all[at];
        bar.x = bar.x.min(free - bar.width);
        free = bar.x - GAP;
    }
    bars
}

impl Bars {
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
