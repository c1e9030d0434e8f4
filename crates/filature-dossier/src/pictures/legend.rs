//! What shapes, hatches and widths mean, in lines beneath a picture.

use super::shape::{self, Fill, Shape};
use super::sheet::{Anchor, Sheet, WIDTH, units};
use super::text;
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

/// Writes them from this height on, as many a line as there is room for; gives the height below them.
pub fn draw(sheet: &mut Sheet, top: Milli, items: &[(Sample, Vec<Inline>)]) -> Milli {
    let (mut x, mut baseline) = (4_000, top + 11_000);
    for (sample, line) in items {
        let Some(line) = text::fit(line, WIDTH - 16_000 - sample.width()) else { continue };
        let gap = 5_000;
        let width = sample.width() + gap + text::width(&line);
        if x > 4_000 && x + width > WIDTH - 4_000 {
            (x, baseline) = (4_000, baseline + STEP);
        }
        sample.draw(sheet, (x, baseline));
        sheet.text((x + sample.width() + gap, baseline), Anchor::Start, &line);
        x += width + 16_000;
    }
    baseline + 7_000
}
