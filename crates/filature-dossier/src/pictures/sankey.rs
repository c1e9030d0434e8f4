//! Money followed over time: a lane for each account, and days from left to right.
//!
//! What comes into a lane stands above it, what leaves it below; the lane is as thick as what all rules agree is still there, and ends in
//! what is held. Thickness is in proportion to the amount everywhere. Of an amount with a least and a most, the least is filled, and what
//! it takes to the most is an empty, broken outline. Bars of the same day stand side by side.

use super::Head;
use super::legend::{self, Sample};
use super::sheet::{Anchor, Sheet, WIDTH};
use super::text::{self, LINE, fit_all};
use crate::document::Inline;
use crate::flow::Milli;

mod bars;
mod rows;

use bars::Bar;

/// An account.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Lines of its label.
    pub label: Vec<Vec<Inline>>,
    /// What every rule says is held there at the end.
    pub held_minor: i128,
    /// What is held and what depends on the rule, in words.
    pub end: Vec<Vec<Inline>>,
}

/// Where a movement begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Outside of the lanes.
    Outside,
    /// A lane, by its position.
    Lane(usize),
}

/// A movement.
#[derive(Clone, Debug)]
pub struct Move {
    /// Its day, counted from 1970.
    pub day: i32,
    /// Where it begins.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// The least that every rule gives.
    pub low: i128,
    /// The most that any gives.
    pub high: i128,
    /// Lines of its label.
    pub label: Vec<Vec<Inline>>,
    /// The whole in words, for those who point at it.
    pub said: String,
    /// Whether no path lists it: it stands for ways that are not known one by one.
    pub is_open: bool,
}

/// The picture.
#[derive(Clone, Debug, Default)]
pub struct SankeyPicture {
    /// What is followed: it is [`TALLEST`] thick.
    pub claim_minor: i128,
    /// Days written at the axis, counted from 1970, in order; the first and the last are its ends.
    pub days: Vec<(i32, String)>,
    /// Accounts, top to bottom.
    pub lanes: Vec<Lane>,
    /// Movements.
    pub moves: Vec<Move>,
    /// What the looks mean: left, held, depends on the rule, from the least to the most, ways not listed.
    pub legend: [Vec<Inline>; 5],
    /// The amount that the scale is drawn for, and how it is read.
    pub scale: (i128, Vec<Inline>),
}

impl SankeyPicture {
    /// Everything that can be read in it.
    #[cfg(test)]
    pub fn inlines(&self) -> Vec<&Inline> {
        let lanes = self.lanes.iter().flat_map(|lane| lane.label.iter().chain(&lane.end)).flatten();
        let moves = self.moves.iter().flat_map(|one| &one.label).flatten();
        lanes.chain(moves).chain(self.legend.iter().flatten()).chain(&self.scale.1).collect()
    }
}

/// Where its movements stand, for tests.
#[cfg(test)]
pub fn bars_of(picture: &SankeyPicture) -> bars::Bars {
    bars::place(picture, (LEFT, RIGHT))
}

/// How thick the whole claim is, unless its movements would then not stand side by side.
pub const TALLEST: Milli = 44_000;
const LEFT: Milli = 128_000;
const RIGHT: Milli = 540_000;
const TOP: Milli = 6_000;
/// Of the lanes: a page holds them with what stands beneath.
const HIGHEST: Milli = 840_000;
/// How far a bar that comes from or goes outside stands out.
const STUB: Milli = 13_000;
const ROW: Milli = 2 * LINE + 4_000;

/// A lane with its place. Its own labels can be taller than its body: movements' labels stand beyond both.
struct Placed {
    /// Where the labels of what comes in end.
    upper: Milli,
    /// The middle of its body.
    middle: Milli,
    /// Where the labels of what leaves begin.
    lower: Milli,
    /// Half of the thickest body.
    half: Milli,
}

/// The picture.
pub fn draw(picture: &SankeyPicture, head: &Head<'_>) -> String {
    let bars = bars::place(picture, (LEFT, RIGHT));
    let labels: Vec<Vec<Vec<Inline>>> = picture.moves.iter().map(|one| fit_all(&one.label, 124_000)).collect();
    // Labels stand in as many rows as a page has room for; what is then not written is said by the table beside the picture.
    let mut most = rows::MOST_ROWS;
    let mut laid = lanes(picture, &bars, &labels, most);
    while laid.height > HIGHEST && most > 0 {
        most -= 1;
        laid = lanes(picture, &bars, &labels, most);
    }
    let Laid { placed, rows, height: y } = laid;
    let mut sheet = Sheet::new(head);
    grid(&mut sheet, picture, &bars, y);
    between(&mut sheet, picture, &bars, &placed);
    for (lane, at) in placed.iter().enumerate() {
        body(&mut sheet, picture, &bars, (lane, at));
    }
    outside(&mut sheet, picture, &bars, &placed);
    write(&mut sheet, &bars, (&labels, &rows), (picture, &placed));
    let below = axis(&mut sheet, picture, &bars, y);
    let below = legend_of(&mut sheet, picture, &bars, below);
    sheet.finish(head, below)
}

/// Lanes and labels in their places.
struct Laid {
    placed: Vec<Placed>,
    rows: Vec<Option<rows::Spot>>,
    height: Milli,
}

/// Lane below lane, each with at most so many rows of labels above and below it.
fn lanes(picture: &SankeyPicture, bars: &bars::Bars, labels: &[Vec<Vec<Inline>>], most: i64) -> Laid {
    let mut laid = Laid { placed: Vec::new(), rows: vec![None; picture.moves.len()], height: TOP };
    for (lane, of) in picture.lanes.iter().enumerate() {
        let steps = bars.steps(picture, lane);
        let thickest = steps.iter().map(|(_, thick)| *thick).max().unwrap_or(0);
        let lines = i64::try_from(of.label.len().max(of.end.len())).unwrap_or(0);
        let body = thickest.max(lines * LINE + 4_000).max(20_000);
        let above = region(picture, bars, labels, (lane, true, most), &mut laid.rows);
        let below = region(picture, bars, labels, (lane, false, most), &mut laid.rows);
        let upper = laid.height + above;
        laid.placed.push(Placed { upper, middle: upper + body / 2, lower: upper + body, half: thickest / 2 });
        laid.height = upper + body + below + 4_000;
    }
    laid
}

/// Whether the label of a movement stands above (or else below) this lane.
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

/// Puts the labels above or below a lane into rows, and gives the height that they take.
fn region(
    picture: &SankeyPicture,
    bars: &bars::Bars,
    labels: &[Vec<Vec<Inline>>],
    (lane, is_above, most): (usize, bool, i64),
    rows: &mut [Option<rows::Spot>],
) -> Milli {
    let side = (lane, is_above);
    let through: Vec<(Milli, Milli)> = (0..picture.moves.len())
        .filter(|&at| runs_through(&picture.moves[at], side))
        .map(|at| (bars.all[at].x, bars.all[at].x + bars.all[at].width))
        .collect();
    let here: Vec<usize> = (0..picture.moves.len()).filter(|&at| stands(&picture.moves[at], side)).collect();
    let asked: Vec<rows::Asked> = here
        .iter()
        .map(|&at| {
            let Bar { x, width, .. } = bars.all[at];
            let wide = labels[at].iter().map(|line| text::width(line)).max().unwrap_or(0);
            rows::Asked { bar: (x, x + width), width: wide, is_through: runs_through(&picture.moves[at], side) }
        })
        .collect();
    let found = rows::place(&asked, &through, (4_000, WIDTH - 4_000), most);
    let mut deepest = 0;
    for (&at, spot) in here.iter().zip(found) {
        deepest = deepest.max(spot.map_or(0, |spot| spot.row + 1));
        rows[at] = spot;
    }
    match (here.is_empty(), through.is_empty()) {
        (true, true) => 4_000,
        (true, false) => 10_000,
        (false, _) => STUB + 4_000 + deepest * ROW,
    }
}

/// A thin line at each day of the axis.
fn grid(sheet: &mut Sheet, picture: &SankeyPicture, bars: &bars::Bars, y: Milli) {
    for (day, _) in &picture.days {
        let x = bars.x_of(*day);
        sheet.line((x, TOP), (x, y), "stroke=\"#d9dbd8\" stroke-width=\".6\" stroke-dasharray=\"1 3\"");
    }
}

fn paint_of(sheet: &Sheet, one: &Move) -> String {
    match (one.is_open, one.from, one.to) {
        (true, ..) => format!("{} stroke=\"#4a535c\" stroke-width=\".6\" stroke-dasharray=\"3 2\"", sheet.dots()),
        (false, End::Lane(_), End::Outside) => format!("{} stroke=\"#4a535c\" stroke-width=\".6\"", sheet.hatch()),
        (false, End::Lane(_), End::Lane(_)) => "fill=\"#8d98a4\"".to_owned(),
        (false, ..) => "fill=\"#c9ced4\" stroke=\"#8b9299\" stroke-width=\".4\"".to_owned(),
    }
}

/// A bar from one height to another, its least filled, the rest an outline; its arrow at the end.
fn bar(sheet: &mut Sheet, one: &Move, at: &Bar, (from, to): (Milli, Milli)) {
    let paint = paint_of(sheet, one);
    let tip = if to > from { 5_000 } else { -5_000 };
    let end = to - tip;
    let (upper, height) = (from.min(end), (end - from).abs());
    sheet.open(&one.said, None);
    if at.width > at.low {
        let outline = "fill=\"#fff\" stroke=\"#4a535c\" stroke-width=\".7\" stroke-dasharray=\"2 1.6\"";
        sheet.rect((at.x + at.low, upper), (at.width - at.low, height), outline);
    }
    if at.low > 0 {
        sheet.rect((at.x, upper), (at.low, height), &paint);
    }
    let middle = at.x + at.width / 2;
    let half = at.width / 2 + 2_600;
    let head = super::shape::polygon(&[(middle, to), (middle - half, end), (middle + half, end)]);
    sheet.path(&head, "fill=\"#4a535c\"");
    sheet.close(None);
}

/// Movements from lane to lane, behind the lanes that they run past.
fn between(sheet: &mut Sheet, picture: &SankeyPicture, bars: &bars::Bars, placed: &[Placed]) {
    for (one, at) in picture.moves.iter().zip(&bars.all) {
        let (End::Lane(from), End::Lane(to)) = (one.from, one.to) else { continue };
        let (from, to) = (&placed[from], &placed[to]);
        let end = if to.middle > from.middle { to.middle - to.half } else { to.middle + to.half };
        bar(sheet, one, at, (from.middle, end));
    }
}

/// Movements from and to outside.
fn outside(sheet: &mut Sheet, picture: &SankeyPicture, bars: &bars::Bars, placed: &[Placed]) {
    for (one, at) in picture.moves.iter().zip(&bars.all) {
        match (one.from, one.to) {
            (End::Outside, End::Lane(lane)) => {
                let edge = placed[lane].middle - placed[lane].half;
                bar(sheet, one, at, (edge - STUB, edge));
            }
            (End::Lane(lane), End::Outside) => {
                let edge = placed[lane].middle + placed[lane].half;
                bar(sheet, one, at, (edge, edge + STUB));
            }
            _ => {}
        }
    }
}

/// The lane itself, from its first movement to its end, and what it ends in.
fn body(sheet: &mut Sheet, picture: &SankeyPicture, bars: &bars::Bars, (lane, at): (usize, &Placed)) {
    let steps = bars.steps(picture, lane);
    let ends = steps.iter().skip(1).map(|(x, _)| *x).chain([RIGHT]);
    for ((x, thick), end) in steps.iter().zip(ends) {
        if *thick > 0 && end > *x {
            sheet.rect((*x, at.middle - thick / 2), (end - x, *thick), "fill=\"#c9ced4\"");
        }
    }
    let rest = steps.last().map_or(0, |(_, thick)| *thick);
    let of = &picture.lanes[lane];
    let held = bars.thick(of.held_minor).min(rest);
    let top = at.middle - rest / 2;
    if held > 0 {
        sheet.rect((RIGHT, top), (9_000, held), "fill=\"#2a3038\"");
    }
    if rest - held > 400 {
        let paint = format!("{} stroke=\"#2a3038\" stroke-width=\".7\" stroke-dasharray=\"3 2\"", sheet.dots());
        sheet.rect((RIGHT, top + held), (9_000, rest - held), &paint);
    }
    let centred = |count: usize| at.middle - i64::try_from(count).unwrap_or(0) * LINE / 2 + 9_500;
    let label = fit_all(&of.label, LEFT - 14_000);
    sheet.lines((4_000, centred(label.len())), Anchor::Start, &label);
    let end = fit_all(&of.end, WIDTH - RIGHT - 18_000);
    sheet.lines((RIGHT + 14_000, centred(end.len())), Anchor::Start, &end);
}

/// Labels of movements, and the lines that lead to them.
fn write(
    sheet: &mut Sheet,
    bars: &bars::Bars,
    (labels, rows): (&[Vec<Vec<Inline>>], &[Option<rows::Spot>]),
    (picture, placed): (&SankeyPicture, &[Placed]),
) {
    for (at, one) in picture.moves.iter().enumerate() {
        let Some(spot) = rows[at] else { continue };
        let (lane, is_above) = match (one.from, one.to) {
            (End::Outside, End::Lane(lane)) => (lane, true),
            (End::Lane(from), End::Lane(to)) => (from, to < from),
            (End::Lane(lane), End::Outside) => (lane, false),
            (End::Outside, End::Outside) => continue,
        };
        let Placed { upper, middle, lower, half } = placed[lane];
        let first = if is_above { upper - STUB - (spot.row + 1) * ROW } else { lower + STUB + spot.row * ROW };
        if one.from == End::Outside || one.to == End::Outside {
            let x = bars.all[at].x + bars.all[at].width / 2;
            let (from, to) = match is_above {
                true => (middle - half - STUB, first + i64::try_from(labels[at].len()).unwrap_or(0) * LINE + 2_000),
                false => (middle + half + STUB, first + 1_500),
            };
            sheet.line((x, from), (x, to), "stroke=\"#8b9299\" stroke-width=\".6\"");
        }
        sheet.lines((spot.x, first + 10_500), Anchor::Start, &labels[at]);
    }
}

fn axis(sheet: &mut Sheet, picture: &SankeyPicture, bars: &bars::Bars, y: Milli) -> Milli {
    sheet.line((LEFT, y), (RIGHT, y), "stroke=\"#2a3038\" stroke-width=\".8\"");
    let mut written = -4_001;
    for (day, label) in &picture.days {
        let x = bars.x_of(*day);
        sheet.line((x, y), (x, y + 4_000), "stroke=\"#2a3038\" stroke-width=\".8\"");
        let half = text::width_of(label) / 2;
        if x - half > written + 4_000 && x + half <= WIDTH {
            sheet.words((x, y + 15_000), Anchor::Middle, label);
            written = x + half;
        }
    }
    y + 24_000
}

fn legend_of(sheet: &mut Sheet, picture: &SankeyPicture, bars: &bars::Bars, top: Milli) -> Milli {
    let [left, held, depends, range, open] = &picture.legend;
    let line = "stroke=\"#4a535c\" stroke-width=\".7\"";
    let sample = |paint: String| Sample::Box(paint, 16_000, 9_000);
    let mut items = vec![
        (sample(format!("{} {line}", sheet.hatch())), left.clone()),
        (sample("fill=\"#2a3038\"".to_owned()), held.clone()),
        (sample(format!("{} {line} stroke-dasharray=\"3 2\"", sheet.dots())), depends.clone()),
    ];
    if picture.moves.iter().any(|one| one.high > one.low) {
        items.push((sample(format!("fill=\"#fff\" {line} stroke-dasharray=\"2 1.6\"")), range.clone()));
    }
    if picture.moves.iter().any(|one| one.is_open) {
        items.push((sample(format!("{} {line} stroke-dasharray=\"3 2\"", sheet.dots())), open.clone()));
    }
    let below = legend::draw(sheet, top, &items);
    let thick = bars.thick(picture.scale.0);
    let paint = "fill=\"#c9ced4\" stroke=\"#8b9299\" stroke-width=\".4\"";
    sheet.rect((4_000, below), (16_000, thick), paint);
    let middle = below + thick / 2;
    if let Some(scale) = text::fit(&picture.scale.1, WIDTH - 40_000) {
        sheet.text((26_000, middle + 3_500), Anchor::Start, &scale);
    }
    below + thick.max(10_000) + 8_000
}
