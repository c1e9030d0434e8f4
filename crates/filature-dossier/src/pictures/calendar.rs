//! The days of an account: a row for each month, a column for each day; what came in stands above the line, what went out below it.
//!
//! The area of a mark is in proportion to its amount, the largest of the picture filling its cell. Cash is a square, all else a circle;
//! of a day that has both, the square inside the circle is the cash. Days of the weekend have a grey ground.

use super::Head;
use super::legend::{self, Sample};
use super::shape::{self, Fill, Shape};
use super::sheet::{Anchor, Sheet, WIDTH, units};
use super::text::{self, DESCENT, LINE};
use crate::document::{Inline, Link};
use crate::flow::Milli;

/// What moved on one day, in minor units.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// Day of the month, from 1.
    pub day: u8,
    /// Came in.
    pub came: i128,
    /// Of it, in cash.
    pub came_cash: i128,
    /// Went out.
    pub went: i128,
    /// Of it, in cash.
    pub went_cash: i128,
    /// The whole in words, for those who point at it.
    pub said: String,
    /// Where its first entry stands.
    pub row: Option<Link>,
}

/// A month.
#[derive(Clone, Debug, Default)]
pub struct Month {
    /// What it is called.
    pub label: Vec<Inline>,
    /// How many days it has.
    pub length: u8,
    /// The day of the week of its first day, from Monday as 0.
    pub begins_on: u8,
    /// Days on which something moved, in order.
    pub days: Vec<Day>,
    /// Sum that came in, and sum that went out.
    pub sums: (Vec<Inline>, Vec<Inline>),
    /// What is said of months without an entry that lie between the one before and this one.
    pub gap: Option<Vec<Inline>>,
}

/// The picture.
#[derive(Clone, Debug, Default)]
pub struct CalendarPicture {
    /// Months in order.
    pub months: Vec<Month>,
    /// Heading of the sums, of which that of what came in stands above the other.
    pub heading: String,
    /// What marks mean: in, out, in cash, out in cash, the scale.
    pub legend: [Vec<Inline>; 5],
    /// The amount that the scale is drawn for.
    pub scale_minor: i128,
}

impl CalendarPicture {
    /// Everything that can be read in it.
    #[cfg(test)]
    pub fn inlines(&self) -> Vec<&Inline> {
        let months = self.months.iter().flat_map(|month| {
            let gap = month.gap.iter().flatten();
            month.label.iter().chain(&month.sums.0).chain(&month.sums.1).chain(gap)
        });
        months.chain(self.legend.iter().flatten()).collect()
    }

    /// The largest amount of a day.
    pub fn largest(&self) -> i128 {
        let days = self.months.iter().flat_map(|month| &month.days);
        days.map(|day| day.came.max(day.went)).max().unwrap_or(0).max(1)
    }
}

const LEFT: Milli = 62_000;
/// How wide a day is: as wide as the sums beside the days let it be.
const CELLS: (Milli, Milli) = (13_500, 17_000);
const ROW: Milli = 33_000;
/// Between the days and their sums.
const BESIDE: Milli = 12_000;
/// Radius of the largest circle.
const LARGEST: Milli = 7_200;
/// Radius of the smallest: it must still be seen.
const SMALLEST: Milli = 1_100;

/// Where days and sums stand.
struct Grid {
    cell: Milli,
    /// Where the sums beside the days end.
    sums_x: Milli,
    /// The lines of their heading.
    heading: Vec<Vec<Inline>>,
}

impl Grid {
    fn of(picture: &CalendarPicture) -> Self {
        let heading = [Inline::Words(picture.heading.clone())];
        let words = picture.heading.split(' ').map(text::width_of);
        let sums = picture.months.iter().flat_map(|month| [&month.sums.0, &month.sums.1]);
        let widest = sums.map(|line| text::width(line)).chain(words).max().unwrap_or(0);
        let cell = ((WIDTH - LEFT - BESIDE - widest - 4_000) / 31).clamp(CELLS.0, CELLS.1);
        Self { cell, sums_x: LEFT + 31 * cell + BESIDE + widest, heading: text::wrap(&heading, widest) }
    }

    fn right(&self) -> Milli {
        LEFT + self.cell * 31
    }

    fn x(&self, day: u8) -> Milli {
        LEFT + self.cell * (Milli::from(day) - 1) + self.cell / 2
    }

    /// The numbers of days and the heading of the sums; gives where the months begin.
    fn head(&self, sheet: &mut Sheet) -> Milli {
        let lines = i64::try_from(self.heading.len()).unwrap_or(1).max(1);
        let last = 3_000 + lines * LINE - DESCENT;
        for (at, line) in (1..).zip(&self.heading) {
            sheet.text((self.sums_x, last - (lines - at) * LINE), Anchor::End, line);
        }
        for day in (1..=31).filter(|day| day % 5 == 0 || *day == 1) {
            sheet.words((self.x(day), last), Anchor::Middle, &day.to_string());
        }
        last + 6_000
    }
}

/// The picture.
pub fn draw(picture: &CalendarPicture, head: &Head<'_>) -> String {
    let mut sheet = Sheet::new(head);
    let grid = Grid::of(picture);
    let largest = picture.largest();
    let mut y = grid.head(&mut sheet);
    for month in &picture.months {
        if let Some(gap) = &month.gap {
            let lines = text::wrap(gap, grid.right() - LEFT - 8_000);
            sheet.lines((LEFT + 4_000, y + LINE), Anchor::Start, &lines);
            y += i64::try_from(lines.len()).unwrap_or(1) * LINE + 4_500;
        }
        ground(&mut sheet, &grid, month, y);
        sheet.lines((LEFT - 6_000, y + ROW / 2 + 3_500), Anchor::End, &text::wrap(&month.label, LEFT - 8_000));
        for day in &month.days {
            marks(&mut sheet, grid.x(day.day), day, (y, largest));
        }
        for (middle, sum) in [(y + ROW / 4, &month.sums.0), (y + ROW * 3 / 4, &month.sums.1)] {
            sheet.text((grid.sums_x, middle + 3_500), Anchor::End, sum);
        }
        y += ROW;
    }
    sheet.line((LEFT, y), (grid.right(), y), "stroke=\"#b9bdc2\" stroke-width=\".6\"");
    let below = legend_of(&mut sheet, picture, y + 6_000, largest);
    sheet.finish(head, below)
}

/// Weekends, the line between in and out, and the edges of the month.
fn ground(sheet: &mut Sheet, grid: &Grid, month: &Month, y: Milli) {
    for day in 1..=month.length {
        if (u16::from(month.begins_on) + u16::from(day) - 1) % 7 >= 5 {
            sheet.rect((grid.x(day) - grid.cell / 2, y), (grid.cell, ROW), "fill=\"#ececea\"");
        }
    }
    let right = LEFT + grid.cell * Milli::from(month.length);
    sheet.line((LEFT, y), (grid.right(), y), "stroke=\"#b9bdc2\" stroke-width=\".6\"");
    sheet.line((LEFT, y + ROW / 2), (right, y + ROW / 2), "stroke=\"#8b9299\" stroke-width=\".6\"");
    let ticks: String =
        (1..=month.length).map(|day| format!("M{} {}v-1.2", units(grid.x(day)), units(y + ROW / 2 + 600))).collect();
    sheet.path(&ticks, "stroke=\"#8b9299\" stroke-width=\".6\"");
}

fn marks(sheet: &mut Sheet, x: Milli, day: &Day, (y, largest): (Milli, i128)) {
    sheet.open(&day.said, day.row.as_ref());
    let above = y + ROW / 4;
    let below = y + ROW * 3 / 4;
    for (at, all, cash, fill) in
        [((x, above), day.came, day.came_cash, Fill::Dark), ((x, below), day.went, day.went_cash, Fill::White)]
    {
        mark(sheet, at, (all, cash), largest, fill);
    }
    sheet.close(day.row.as_ref());
}

fn mark(sheet: &mut Sheet, at: (Milli, Milli), (all, cash): (i128, i128), largest: i128, fill: Fill) {
    if all > cash {
        shape::draw(sheet, Shape::Circle, at, radius(all, largest), fill);
    }
    if cash > 0 {
        // A square has the area of the circle when half of its side is 0.886 of the radius; the shape itself takes 0.9.
        let half = radius(cash, largest) * 985 / 1_000;
        let ground = if all > cash && fill == Fill::Dark { Fill::White } else { fill };
        shape::draw(sheet, Shape::Square, at, half, ground);
    }
}

/// The radius of a circle whose area is in proportion to the amount.
pub fn radius(minor: i128, largest: i128) -> Milli {
    let square = i128::from(LARGEST) * i128::from(LARGEST) * minor.max(0) / largest.max(1);
    Milli::try_from(square.isqrt()).unwrap_or(LARGEST).max(SMALLEST)
}

fn legend_of(sheet: &mut Sheet, picture: &CalendarPicture, top: Milli, largest: i128) -> Milli {
    let [came, went, came_cash, went_cash, scale] = &picture.legend;
    let half = radius(picture.scale_minor, largest);
    let items = [
        (Sample::Shape(Shape::Circle, Fill::Dark), came.clone()),
        (Sample::Shape(Shape::Circle, Fill::White), went.clone()),
        (Sample::Shape(Shape::Square, Fill::Dark), came_cash.clone()),
        (Sample::Shape(Shape::Square, Fill::White), went_cash.clone()),
    ];
    let below = legend::draw(sheet, top, &items);
    let baseline = below + 6_000;
    shape::draw(sheet, Shape::Circle, (11_000, baseline - 3_500), half, Fill::Dark);
    let lines = text::wrap(scale, WIDTH - 30_000);
    sheet.lines((24_000, baseline), Anchor::Start, &lines);
    baseline + (i64::try_from(lines.len()).unwrap_or(1).max(1) - 1) * LINE + 8_000
}
