//! Money followed over time: a lane for each account, and days from left to right.
//!
//! What comes into a lane stands above it, what leaves it below; the lane is as thick as what all rules agree is still there, and ends in
//! what is held. Thickness is in proportion to the amount everywhere. Of an amount with a least and a most, the least is filled, and what
//! it takes to the most is an empty, broken outline. Bars of the same day stand side by side.
//!
//! Movements bear their words where these have room (`rows`); above or below a lane where they have not, all bear numbers, and a key
//! beneath the picture says them (`numbers`): paper shows no words to those who point.

use super::Head;
use super::legend::{self, Sample};
use super::sheet::{Anchor, Sheet, WIDTH};
use super::text::{self, LINE, wrap_all};
use crate::document::Inline;
use crate::flow::Milli;

mod bars;
mod numbers;
mod rows;
mod sides;

use bars::{Bar, Bars};
use sides::{Lanes, Placed};

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
    /// The same and its day, in a line of the key.
    pub key: Vec<Inline>,
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
        let moves = self.moves.iter().flat_map(|one| one.label.iter().flatten().chain(&one.key));
        lanes.chain(moves).chain(self.legend.iter().flatten()).chain(&self.scale.1).collect()
    }
}

/// Where its movements stand, for tests.
#[cfg(test)]
pub fn bars_of(picture: &SankeyPicture) -> Bars {
    bars::place(picture, ends(picture))
}

/// How thick the whole claim is, unless its movements would then not stand side by side.
pub const TALLEST: Milli = 44_000;
/// Room for the labels of lanes.
const BEFORE: Milli = 128_000;
/// How wide such a label is at most.
const LABEL: Milli = BEFORE - 14_000;
/// Room for what is held at their ends: what it is wide at least and at most.
const AFTER: (Milli, Milli) = (124_000, 200_000);
const TOP: Milli = 6_000;
/// A page holds no higher picture with what stands beneath it.
const HIGHEST: Milli = 940_000;
/// How far a bar that comes from or goes outside stands out.
const STUB: Milli = 13_000;

/// The left and the right end of the axis.
fn ends(picture: &SankeyPicture) -> (Milli, Milli) {
    let widest = picture.lanes.iter().flat_map(|lane| &lane.end).map(|line| text::width(line)).max().unwrap_or(0);
    (BEFORE, WIDTH - 18_000 - widest.clamp(AFTER.0, AFTER.1))
}

/// The picture.
pub fn draw(picture: &SankeyPicture, head: &Head<'_>) -> String {
    let bars = bars::place(picture, ends(picture));
    let key = numbers::key_height(picture);
    // Words stand in as many rows as a page has room for; where these are too few, numbers do.
    let mut most = rows::MOST_ROWS;
    let mut lanes = Lanes::of(picture, &bars, most);
    while lanes.height + key + 100_000 > HIGHEST && most > 0 {
        most -= 1;
        lanes = Lanes::of(picture, &bars, most);
    }
    let mut sheet = Sheet::new(head);
    grid(&mut sheet, picture, &bars, lanes.height);
    between(&mut sheet, picture, &bars, &lanes.placed);
    for (lane, at) in lanes.placed.iter().enumerate() {
        body(&mut sheet, picture, &bars, (lane, at));
    }
    outside(&mut sheet, picture, &bars, &lanes.placed);
    let numbered = lanes.write(&mut sheet, picture, &bars);
    let below = axis(&mut sheet, picture, &bars, lanes.height);
    let below = legend_of(&mut sheet, picture, &bars, below);
    let below = numbers::key(&mut sheet, picture, &numbered, below);
    sheet.finish(head, below)
}

/// A thin line at each day of the axis.
fn grid(sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars, y: Milli) {
    for (day, _) in &picture.days {
        let x = bars.x_of(*day);
        sheet.line((x, TOP), (x, y), "stroke=\"#d9dbd8\" stroke-width=\".6\" stroke-dasharray=\"1 3\"");
    }
}

fn paint_of(sheet: &Sheet, one: &Move) -> String {
    match (one.is_open, one.from, one.to) {
        (true, ..) => format!("{} stroke=\"#4a535c\" stroke-width=\".6\"", sheet.stripes()),
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
fn between(sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars, placed: &[Placed]) {
    for (one, at) in picture.moves.iter().zip(&bars.all) {
        let (End::Lane(from), End::Lane(to)) = (one.from, one.to) else { continue };
        let (from, to) = (&placed[from], &placed[to]);
        let end = if to.middle > from.middle { to.middle - to.half } else { to.middle + to.half };
        bar(sheet, one, at, (from.middle, end));
    }
}

/// Movements from and to outside.
fn outside(sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars, placed: &[Placed]) {
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
fn body(sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars, (lane, at): (usize, &Placed)) {
    let steps = bars.steps(picture, lane);
    let right = bars.ends().1;
    let ends = steps.iter().skip(1).map(|(x, _)| *x).chain([right]);
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
        sheet.rect((right, top), (9_000, held), "fill=\"#2a3038\"");
    }
    if rest - held > 400 {
        let paint = format!("{} stroke=\"#2a3038\" stroke-width=\".7\" stroke-dasharray=\"3 2\"", sheet.dots());
        sheet.rect((right, top + held), (9_000, rest - held), &paint);
    }
    let centred = |count: usize| at.middle - i64::try_from(count).unwrap_or(0) * LINE / 2 + 9_500;
    let label = wrap_all(&of.label, LABEL);
    sheet.lines((4_000, centred(label.len())), Anchor::Start, &label);
    let end = wrap_all(&of.end, WIDTH - right - 18_000);
    sheet.lines((right + 14_000, centred(end.len())), Anchor::Start, &end);
}

fn axis(sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars, y: Milli) -> Milli {
    let (left, right) = bars.ends();
    sheet.line((left, y), (right, y), "stroke=\"#2a3038\" stroke-width=\".8\"");
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

fn legend_of(sheet: &mut Sheet, picture: &SankeyPicture, bars: &Bars, top: Milli) -> Milli {
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
        items.push((sample(format!("{} {line}", sheet.stripes())), open.clone()));
    }
    let below = legend::draw(sheet, top, &items);
    let thick = bars.thick(picture.scale.0);
    let paint = "fill=\"#c9ced4\" stroke=\"#8b9299\" stroke-width=\".4\"";
    sheet.rect((4_000, below), (16_000, thick), paint);
    let lines = text::wrap(&picture.scale.1, WIDTH - 34_000);
    let high = i64::try_from(lines.len()).unwrap_or(1).max(1) * LINE;
    sheet.lines((26_000, below + (thick - high).max(0) / 2 + 8_000), Anchor::Start, &lines);
    below + thick.max(high) + 8_000
}
