//! What shapes, hatches and widths mean, in lines beneath a picture.

use super::shape::{self, Fill, Shape};
use super::sheet::{Anchor, Sheet, WIDTH, units};
use super::text::{self, LINE};
use crate::document::Inline;
use crate::flow::Milli;

/// What stands before the words.
#[derive(Clone, Debug)]
pub enum Sample {
    /// A shape, dark or white.
    Shape(Shape, Fill),
    /// A line so thick.
    Line(Milli),
    /// A box of this paint, so wide and so high.
    Box(String, Milli, Milli),
}

impl Sample {
    fn width(&self) -> Milli {
        match self {
            Self::Shape(..) => 14_000,
            Self::Line(_) => 24_000,
            Self::Box(_, width, _) => *width,
        }
    }

    fn draw(&self, sheet: &mut Sheet, (x, y): (Milli, Milli)) {
        let middle = y - 3_500;
        match self {
            Self::Shape(shape, fill) => shape::draw(sheet, *shape, (x + 7_000, middle), 4_500, *fill),
            Self::Line(thick) => {
                let paint = format!("stroke=\"#59636d\" stroke-width=\"{}\"", units(*thick));
                sheet.line((x, middle), (x + 24_000, middle), &paint);
            }
            Self::Box(paint, width, height) => sheet.rect((x, middle - height / 2), (*width, *height), paint),
        }
    }
}

/// From one line of the legend to the next.
const STEP: Milli = 16_000;
/// Left and right of it.
const LEFT: Milli = 4_000;

/// Writes them from this height on, as many a line as there is room for; gives the height below them.
pub fn draw(sheet: &mut Sheet, top: Milli, items: &[(Sample, Vec<Inline>)]) -> Milli {
    let (mut x, mut baseline, mut deepest) = (LEFT, top + 11_000, top + 11_000);
    for (sample, line) in items {
        let beside = sample.width() + 5_000;
        let lines = text::wrap(line, WIDTH - 2 * LEFT - beside);
        let width = beside + lines.iter().map(|line| text::width(line)).max().unwrap_or(0);
        if x > LEFT && x + width > WIDTH - LEFT {
            (x, baseline) = (LEFT, deepest + STEP);
        }
        sample.draw(sheet, (x, baseline));
        sheet.lines((x + beside, baseline), Anchor::Start, &lines);
        let more = i64::try_from(lines.len()).unwrap_or(1).max(1) - 1;
        deepest = deepest.max(baseline + more * LINE);
        x += width + 16_000;
    }
    deepest + 7_000
}
