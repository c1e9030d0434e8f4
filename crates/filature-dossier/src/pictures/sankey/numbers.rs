//! Numbers of movements that stand too close for words, and the key beneath the picture that says them.
//!
//! Numbers of what comes from or goes outside stand in one row in the order of their bars, moved apart as far as they need, each with a
//! line to its bar. Numbers of what runs between lanes stand on their bars, in as many rows as neighbours need.

use super::bars::{Bars, apart};
use super::sides::Placed;
use super::{STUB, SankeyPicture};
use crate::document::Inline;
use crate::flow::Milli;
use crate::pictures::sheet::{Anchor, Sheet, WIDTH, units};
use crate::pictures::text::{self, LINE};

/// Room for the lines that lead from bars to numbers.
const FAN: Milli = 9_000;
/// A row of numbers.
const ROW: Milli = 12_500;
/// Room for a number: two digits.
const WIDE: Milli = 14_400;
const BOUNDS: (Milli, Milli) = (4_000, WIDTH - 4_000);
/// Between the columns of the key.
const GUTTER: Milli = 16_000;
/// Room for a number and its gap in the key.
const INDENT: Milli = 22_000;

/// Movements of one side of a lane.
pub struct Numbers {
    /// Those that run to another lane.
    pub inside: Vec<usize>,
    /// Those that come from or go outside.
    pub outside: Vec<usize>,
}

impl Numbers {
    /// How much room they take above or below the lane.
    pub fn height(&self, bars: &Bars) -> Milli {
        let outside = if self.outside.is_empty() { 0 } else { STUB + FAN + ROW };
        let rows = self.rows(bars).into_iter().map(|(_, row)| row + 1).max().unwrap_or(0);
        outside + rows * ROW + 4_000
    }

    /// Those that run to another lane, each in the first row in which no neighbour stands too close.
    fn rows(&self, bars: &Bars) -> Vec<(usize, i64)> {
        let mut inside = self.inside.clone();
        inside.sort_by_key(|&at| (bars.all[at].x, at));
        let mut ends: Vec<Milli> = Vec::new();
        let mut made = Vec::new();
        for at in inside {
            let left = middle(bars, at) - WIDE / 2;
            let row = ends.iter().position(|end| *end <= left).unwrap_or(ends.len());
            ends.resize(ends.len().max(row + 1), 0);
            ends[row] = left + WIDE;
            made.push((at, i64::try_from(row).unwrap_or(0)));
        }
        made
    }
}

fn middle(bars: &Bars, at: usize) -> Milli {
    bars.all[at].x + bars.all[at].width / 2
}

/// Writes the numbers of one side of a lane; they go on from those that there are.
pub fn write(
    sheet: &mut Sheet,
    numbers: &Numbers,
    bars: &Bars,
    (placed, is_above): (&Placed, bool),
    numbered: &mut Vec<usize>,
) {
    let mut outside = numbers.outside.clone();
    outside.sort_by_key(|&at| (bars.all[at].x, at));
    let wanted: Vec<(Milli, Milli)> = outside.iter().map(|&at| (middle(bars, at) - WIDE / 2, WIDE)).collect();
    // Away from the lane: up above it, down below it.
    let (edge, tip, away) = match is_above {
        true => (placed.upper, placed.middle - placed.half - STUB, -1),
        false => (placed.lower, placed.middle + placed.half + STUB, 1),
    };
    let baseline = |far: Milli| edge + away * far + if is_above { -3_000 } else { text::ASCENT + 1_000 };
    for (&at, left) in outside.iter().zip(apart(&wanted, BOUNDS, 0)) {
        let (x, from) = (left + WIDE / 2, middle(bars, at));
        let (bend, end) = (edge + away * STUB, edge + away * (STUB + FAN));
        let paint = "fill=\"none\" stroke=\"#8b9299\" stroke-width=\".6\"";
        let path = [(from, tip), (from, bend), (x, end)].map(|(x, y)| format!("{} {}", units(x), units(y)));
        sheet.path(&format!("M{}L{}L{}", path[0], path[1], path[2]), paint);
        number(sheet, (x, baseline(STUB + FAN)), at, numbered);
    }
    let beyond = if outside.is_empty() { 0 } else { STUB + FAN + ROW };
    for (at, row) in numbers.rows(bars) {
        number(sheet, (middle(bars, at), baseline(beyond + row * ROW)), at, numbered);
    }
}

fn number(sheet: &mut Sheet, at: (Milli, Milli), one: usize, numbered: &mut Vec<usize>) {
    numbered.push(one);
    sheet.text_on_white(at, Anchor::Middle, &[Inline::Strong(numbered.len().to_string())]);
}

/// How many columns the key has, and how wide each is.
fn columns(picture: &SankeyPicture) -> (usize, Milli) {
    let widest = picture.moves.iter().map(|one| text::width(&one.key)).max().unwrap_or(0);
    let fit = (WIDTH - 8_000 + GUTTER) / (INDENT + widest + GUTTER);
    let count = fit.clamp(1, 4);
    (usize::try_from(count).unwrap_or(1), (WIDTH - 8_000 + GUTTER) / count - GUTTER)
}

/// How high the key is where every movement bears a number.
pub fn key_height(picture: &SankeyPicture) -> Milli {
    let (count, _) = columns(picture);
    i64::try_from(picture.moves.len().div_ceil(count)).unwrap_or(0) * LINE + 10_000
}

/// The key: column by column, each number and what moved.
pub fn key(sheet: &mut Sheet, picture: &SankeyPicture, numbered: &[usize], top: Milli) -> Milli {
    if numbered.is_empty() {
        return top;
    }
    let (count, wide) = columns(picture);
    let rows = numbered.len().div_ceil(count);
    let mut deepest = top;
    for (column, part) in (0..).zip(numbered.chunks(rows)) {
        let x = 4_000 + column * (wide + GUTTER);
        let mut baseline = top + 10_000;
        for (row, &at) in part.iter().enumerate() {
            let number = usize::try_from(column).unwrap_or(0) * rows + row + 1;
            sheet.text((x + INDENT - 6_000, baseline), Anchor::End, &[Inline::Strong(number.to_string())]);
            let lines = text::wrap(&picture.moves[at].key, wide - INDENT);
            sheet.lines((x + INDENT, baseline), Anchor::Start, &lines);
            baseline += i64::try_from(lines.len()).unwrap_or(1).max(1) * LINE;
        }
        deepest = deepest.max(baseline);
    }
    deepest
}
