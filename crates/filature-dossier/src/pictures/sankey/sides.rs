//! Lane below lane, and what movements bear above and below each: words, or numbers where not all words have room.

use super::bars::Bars;
use super::numbers::{self, Numbers};
use super::{Bar, End, LABEL, Move, STUB, SankeyPicture, TOP, rows};
use crate::document::Inline;
use crate::flow::Milli;
use crate::pictures::sheet::{Anchor, Sheet, WIDTH};
use crate::pictures::text::{self, LINE, wrap_all};

/// A row of labels of two lines.
const ROW: Milli = 2 * LINE + 4_000;
/// A label that is wider, or higher than a row, is said by the key.
const WIDEST: Milli = 170_000;
const BOUNDS: (Milli, Milli) = (4_000, WIDTH - 4_000);

/// A lane with its place. Its own labels can be taller than its body: what movements bear stands beyond both.
pub struct Placed {
    /// Where what is borne above ends.
    pub upper: Milli,
    /// The middle of its body.
    pub middle: Milli,
    /// Where what is borne below begins.
    pub lower: Milli,
    /// Half of the thickest body.
    pub half: Milli,
}

/// What the movements above or below a lane bear.
enum Borne {
    /// Words, each in its spot.
    Words(Vec<(usize, rows::Spot)>),
    /// Numbers.
    Numbers(Numbers),
}

/// One side of a lane.
struct Side {
    lane: usize,
    is_above: bool,
    borne: Borne,
}

/// Lanes and what their movements bear.
pub struct Lanes {
    /// One for each lane.
    pub placed: Vec<Placed>,
    /// How far down they reach.
    pub height: Milli,
    sides: Vec<Side>,
}

impl Lanes {
    /// Lane below lane, each with at most so many rows of words above and below it.
    pub fn of(picture: &SankeyPicture, bars: &Bars, most: i64) -> Self {
        let mut made = Self { placed: Vec::new(), height: TOP, sides: Vec::new() };
        for (lane, of) in picture.lanes.iter().enumerate() {
            let thickest = bars.steps(picture, lane).iter().map(|(_, thick)| *thick).max().unwrap_or(0);
            let end = wrap_all(&of.end, WIDTH - bars.ends().1 - 18_000).len();
            let lines = i64::try_from(wrap_all(&of.label, LABEL).len().max(end)).unwrap_or(0);
            let body = thickest.max(lines * LINE + 4_000).max(20_000);
            let above = made.side(picture, bars, (lane, true), most);
            let below = made.side(picture, bars, (lane, false), most);
            let upper = made.height + above;
            made.placed.push(Placed { upper, middle: upper + body / 2, lower: upper + body, half: thickest / 2 });
            made.height = upper + body + below + 4_000;
        }
        made
    }

    /// Decides what one side bears, and gives the height that it takes.
    fn side(&mut self, picture: &SankeyPicture, bars: &Bars, side: (usize, bool), most: i64) -> Milli {
        let all = || 0..picture.moves.len();
        let runs = |at: usize| runs_through(&picture.moves[at], side);
        let edges = |at: usize| (bars.all[at].x, bars.all[at].x + bars.all[at].width);
        let through: Vec<(Milli, Milli)> = all().filter(|&at| runs(at)).map(edges).collect();
        let here: Vec<usize> = all().filter(|&at| stands(&picture.moves[at], side)).collect();
        if here.is_empty() {
            return if through.is_empty() { 4_000 } else { 10_000 };
        }
        let widest = |one: &Move| one.label.iter().map(|line| text::width(line)).max().filter(|_| one.label.len() <= 2);
        let asked = |&at: &usize| rows::Asked {
            bar: edges(at),
            width: widest(&picture.moves[at]).unwrap_or(Milli::MAX / 4),
            is_through: runs(at),
        };
        let asked: Vec<rows::Asked> = here.iter().map(asked).collect();
        let spots = match asked.iter().all(|one| one.width <= WIDEST) {
            true => rows::place(&asked, &through, BOUNDS, most),
            false => Vec::new(),
        };
        let (lane, is_above) = side;
        let (borne, height) = if !spots.is_empty() && spots.iter().all(Option::is_some) {
            let words: Vec<(usize, rows::Spot)> =
                here.iter().copied().zip(spots).filter_map(|(at, spot)| Some((at, spot?))).collect();
            let deepest = words.iter().map(|(_, spot)| spot.row + 1).max().unwrap_or(0);
            (Borne::Words(words), STUB + 4_000 + deepest * ROW)
        } else {
            let (inside, outside) = here.into_iter().partition(|&at| runs(at));
            let numbers = Numbers { inside, outside };
            let height = numbers.height(bars);
            (Borne::Numbers(numbers), height)
        };
        self.sides.push(Side { lane, is_above, borne });
        height
    }

    /// Writes it all, and gives the movements that bear numbers, in the order of these.
    pub fn write(&self, sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars) -> Vec<usize> {
        let mut numbered = Vec::new();
        for side in &self.sides {
            let at = (&self.placed[side.lane], side.is_above);
            match &side.borne {
                Borne::Words(words) => {
                    words.iter().for_each(|(one, spot)| label(sheet, &picture.moves[*one], &bars.all[*one], *spot, at));
                }
                Borne::Numbers(numbers) => numbers::write(sheet, numbers, bars, at, &mut numbered),
            }
        }
        numbered
    }
}

/// Whether what a movement bears stands above (or else below) this lane.
fn stands(one: &Move, (lane, is_above): (usize, bool)) -> bool {
    match (one.from, one.to) {
        (End::Outside, End::Lane(to)) => to == lane && is_above,
        (End::Lane(from), End::Outside) => from == lane && !is_above,
        (End::Lane(from), End::Lane(to)) => from == lane && is_above == (to < from),
        (End::Outside, End::Outside) => false,
    }
}

/// Whether a movement between lanes runs through what is above (or else below) this lane.
fn runs_through(one: &Move, (lane, is_above): (usize, bool)) -> bool {
    let (End::Lane(from), End::Lane(to)) = (one.from, one.to) else { return false };
    let (upper, lower) = (from.min(to), from.max(to));
    if is_above { upper < lane && lane <= lower } else { upper <= lane && lane < lower }
}

/// The words of a movement, and the line that leads to them.
fn label(sheet: &mut Sheet, one: &Move, bar: &Bar, spot: rows::Spot, (placed, is_above): (&Placed, bool)) {
    let Placed { upper, middle, lower, half } = *placed;
    let first = if is_above { upper - STUB - (spot.row + 1) * ROW } else { lower + STUB + spot.row * ROW };
    let lines: &[Vec<Inline>] = &one.label;
    if one.from == End::Outside || one.to == End::Outside {
        let x = bar.x + bar.width / 2;
        let (from, to) = match is_above {
            true => (middle - half - STUB, first + i64::try_from(lines.len()).unwrap_or(0) * LINE + 2_000),
            false => (middle + half + STUB, first + 1_500),
        };
        sheet.line((x, from), (x, to), "stroke=\"#8b9299\" stroke-width=\".6\"");
    }
    sheet.lines((spot.x, first + 10_500), Anchor::Start, lines);
}
