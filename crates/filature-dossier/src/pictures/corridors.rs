//! The map of corridors: between which countries and towns money moved, as arrows whose width is in proportion to the amount.
//!
//! The map shows no more of the world than the places need. An arrow bends to its left, so that the way back runs beside it.

use std::collections::BTreeSet;

use super::Head;
use super::legend::{self, Sample};
use super::map::{EXTENT, Kilometres, Spot, outlines};
use super::room::{Rect, Room};
use super::shape::{self, Fill, Shape, polygon};
use super::sheet::{Anchor, Sheet, WIDTH, units};
use super::text::{self, ASCENT, DESCENT};
use crate::document::Inline;
use crate::flow::Milli;

/// All that moved from one place to another.
#[derive(Clone, Debug)]
pub struct Corridor {
    /// Position of the place that it left.
    pub from: usize,
    /// Position of the place that it reached; another.
    pub to: usize,
    /// How much, not negative.
    pub minor: i128,
    /// The same as it is read.
    pub amount: Inline,
    /// The whole in words, for those who point at it.
    pub said: String,
}

/// The picture.
#[derive(Clone, Debug, Default)]
pub struct CorridorsPicture {
    /// Places and their labels.
    pub spots: Vec<(Spot, Vec<Inline>)>,
    /// Corridors, largest first.
    pub corridors: Vec<Corridor>,
    /// The amount that the scale is drawn for, and how it is read.
    pub scale: (i128, Vec<Inline>),
    /// What marks mean: a town, a country as a whole.
    pub legend: [Vec<Inline>; 2],
}

impl CorridorsPicture {
    /// Everything that can be read in it.
    #[cfg(test)]
    pub fn inlines(&self) -> Vec<&Inline> {
        let spots = self.spots.iter().flat_map(|(_, label)| label);
        let legend = self.scale.1.iter().chain(self.legend.iter().flatten());
        spots.chain(self.corridors.iter().map(|corridor| &corridor.amount)).chain(legend).collect()
    }

    /// How thick an arrow of this amount is: the largest is [`THICKEST`].
    pub fn thickness(&self, minor: i128) -> Milli {
        let largest = self.corridors.iter().map(|corridor| corridor.minor).max().unwrap_or(0).max(1);
        Milli::try_from(i128::from(THICKEST) * minor / largest).unwrap_or(THICKEST).max(THINNEST)
    }
}

/// The thickest arrow.
pub const THICKEST: Milli = 9_000;
/// The thinnest that is still seen in print.
pub const THINNEST: Milli = 700;
/// How many corridors bear their amounts at most.
const MOST_AMOUNTS: usize = 16;
/// Kilometres that the map shows at least.
const LEAST_KM: i64 = 900;

/// Directions in which a label is looked a place for, in hundredths.
const AROUND: [(i64, i64); 12] = [
    (100, 0),
    (-100, 0),
    (0, -100),
    (0, 100),
    (87, -50),
    (-87, -50),
    (87, 50),
    (-87, 50),
    (50, -87),
    (-50, -87),
    (50, 87),
    (-50, 87),
];

type Point = (Milli, Milli);

/// What of the world is shown, and how large.
struct View {
    west: i64,
    north: i64,
    width_km: i64,
    height_km: i64,
}

impl View {
    fn of(spots: &[(Spot, Vec<Inline>)]) -> Self {
        let range = |of: fn(&Kilometres) -> i64| {
            let values = || spots.iter().map(|(spot, _)| of(&spot.at));
            (values().min().unwrap_or(0), values().max().unwrap_or(0))
        };
        let ((west, east), (south, north)) = (range(|at| at.0), range(|at| at.1));
        // Room around the outermost places for their labels; neither a strip nor a tower.
        let (wide, high) = ((east - west) * 14 / 10 + 500, (north - south) * 14 / 10 + 400);
        let most = (EXTENT.1 - EXTENT.0, EXTENT.3 - EXTENT.2);
        let width_km = wide.max(high * 100 / 72).max(LEAST_KM).min(most.0);
        let height_km = high.max(width_km * 50 / 100).min(width_km * 72 / 100).min(most.1);
        let middle = ((west + east) / 2, (south + north) / 2);
        let west = (middle.0 - width_km / 2).clamp(EXTENT.0, EXTENT.1 - width_km);
        let north = (middle.1 + height_km / 2).clamp(EXTENT.2 + height_km, EXTENT.3);
        Self { west, north, width_km, height_km }
    }

    fn height(&self) -> Milli {
        self.height_km * WIDTH / self.width_km
    }

    /// Rounded to tenths of a unit: a map needs no more, and takes less room.
    fn place(&self, (x, y): Kilometres) -> Point {
        let scaled = |km: i64| km * WIDTH / self.width_km / 100 * 100;
        (scaled(x - self.west), scaled(self.north - y))
    }
}

/// The picture.
pub fn draw(picture: &CorridorsPicture, head: &Head<'_>) -> String {
    let view = View::of(&picture.spots);
    let mut sheet = Sheet::new(head);
    let height = view.height();
    land(&mut sheet, &view, picture);
    let places: Vec<Point> = picture.spots.iter().map(|(spot, _)| view.place(spot.at)).collect();
    let arcs: Vec<[Point; 3]> =
        picture.corridors.iter().map(|corridor| arc(places[corridor.from], places[corridor.to])).collect();
    for (corridor, arc) in picture.corridors.iter().zip(&arcs) {
        arrow(&mut sheet, corridor, *arc, picture.thickness(corridor.minor));
    }
    let mut room = Room::new(Rect { x: 3_000, y: 3_000, width: WIDTH - 6_000, height: height - 6_000 });
    for ((spot, _), at) in picture.spots.iter().zip(&places) {
        let shape = if spot.town.is_some() { Shape::Circle } else { Shape::Diamond };
        let fill = if spot.town.is_some() { Fill::Dark } else { Fill::White };
        shape::draw(&mut sheet, shape, *at, 3_600, fill);
        room.take(Rect::around(at.0, at.1, 4_500));
    }
    for ((_, label), at) in picture.spots.iter().zip(&places) {
        name(&mut sheet, &mut room, label, *at);
    }
    for (corridor, arc) in picture.corridors.iter().zip(&arcs).take(MOST_AMOUNTS) {
        amount(&mut sheet, &mut room, corridor, arc);
    }
    sheet.rect((400, 400), (WIDTH - 800, height - 800), "fill=\"none\" stroke=\"#8b9299\" stroke-width=\".8\"");
    let below = legend_of(&mut sheet, picture, height + 4_000);
    sheet.finish(head, below)
}

/// The outlines within the view; the countries of places a little darker.
fn land(sheet: &mut Sheet, view: &View, picture: &CorridorsPicture) {
    let named: BTreeSet<&str> = picture.spots.iter().map(|(spot, _)| spot.country.as_str()).collect();
    let (mut plain, mut shaded) = (String::new(), String::new());
    for (code, points) in outlines() {
        let points: Vec<Point> = clip(points, view).into_iter().map(|point| view.place(point)).collect();
        if points.len() < 3 {
            continue;
        }
        let path = if named.contains(code) { &mut shaded } else { &mut plain };
        path.push_str(&polygon(&points));
    }
    let stroke = "stroke=\"#a9afb5\" stroke-width=\".6\" stroke-linejoin=\"round\"";
    for (path, fill) in [(plain, "#f5f5f2"), (shaded, "#e2e4e1")] {
        if !path.is_empty() {
            sheet.path(&path, &format!("fill=\"{fill}\" {stroke}"));
        }
    }
}

/// The ring within the view (Sutherland and Hodgman): one side after the other is cut off.
fn clip(ring: Vec<Kilometres>, view: &View) -> Vec<Kilometres> {
    let (west, north) = (view.west, view.north);
    let (east, south) = (west + view.width_km, north - view.height_km);
    let mut ring = ring;
    for (bound, sign, is_x) in [(west, 1, true), (east, -1, true), (south, 1, false), (north, -1, false)] {
        let of = |point: Kilometres| if is_x { point.0 } else { point.1 };
        let inside = |point: Kilometres| sign * (of(point) - bound) >= 0;
        let mut made = Vec::with_capacity(ring.len());
        for (at, &one) in ring.iter().enumerate() {
            let next = ring[(at + 1) % ring.len()];
            if inside(one) {
                made.push(one);
            }
            if inside(one) != inside(next) {
                let (done, whole) = (bound - of(one), of(next) - of(one));
                made.push((one.0 + (next.0 - one.0) * done / whole, one.1 + (next.1 - one.1) * done / whole));
            }
        }
        ring = made;
    }
    ring
}

/// Start, the point that pulls it, end.
fn arc((x0, y0): Point, (x1, y1): Point) -> [Point; 3] {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let pull = ((x0 + x1) / 2 + dy * 22 / 100, (y0 + y1) / 2 - dx * 22 / 100);
    [(x0, y0), pull, (x1, y1)]
}

fn arrow(sheet: &mut Sheet, corridor: &Corridor, [start, pull, end]: [Point; 3], thickness: Milli) {
    let length = ((end.0 - pull.0) * (end.0 - pull.0) + (end.1 - pull.1) * (end.1 - pull.1)).isqrt().max(1);
    // Backwards along the last stretch by so much, and aside by so much.
    let along = |back: Milli, aside: Milli| {
        let (dx, dy) = (end.0 - pull.0, end.1 - pull.1);
        (end.0 - (dx * back - dy * aside) / length, end.1 - (dy * back + dx * aside) / length)
    };
    let half = thickness / 2 + 2_800;
    let (tip, neck) = (5_500, 5_500 + half * 2);
    let last = along(neck - 300, 0);
    let path = format!(
        "M{} {}Q{} {} {} {}",
        units(start.0),
        units(start.1),
        units(pull.0),
        units(pull.1),
        units(last.0),
        units(last.1)
    );
    sheet.open(&corridor.said, None);
    sheet.path(&path, &format!("fill=\"none\" stroke=\"#fff\" stroke-width=\"{}\"", units(thickness + 1_600)));
    sheet.path(&path, &format!("fill=\"none\" stroke=\"#4a535c\" stroke-width=\"{}\"", units(thickness)));
    let head = polygon(&[along(tip, 0), along(neck, half), along(neck, -half)]);
    sheet.path(&head, "fill=\"#4a535c\" stroke=\"#fff\" stroke-width=\".6\"");
    sheet.close(None);
}

/// A label beside its place where there is room, else as near as there is, with a line that leads to it.
fn name(sheet: &mut Sheet, room: &mut Room, label: &[Inline], (x, y): Point) {
    let width = text::width(label);
    let rect = |left: Milli, baseline: Milli| Rect { x: left, y: baseline - ASCENT, width, height: ASCENT + DESCENT };
    let (right, left, middle) = (x + 7_000, x - 7_000 - width, x - width / 2);
    let places = [
        rect(right, y + 3_500),
        rect(left, y + 3_500),
        rect(middle, y - 7_500),
        rect(middle, y + 15_500),
        rect(right, y - 5_500),
        rect(left, y - 5_500),
        rect(right, y + 12_500),
        rect(left, y + 12_500),
        rect(middle, y - 19_500),
        rect(middle, y + 27_500),
    ];
    let further = || {
        let rings =
            (2..=40_i64).flat_map(|ring| AROUND.map(|(dx, dy)| (ring * 9_000 * dx / 100, ring * 9_000 * dy / 100)));
        rings.map(|(dx, dy)| rect(x + dx - width / 2, y + dy + 3_500))
    };
    if let Some(place) = room.first_free(places) {
        sheet.text_on_white((place.x, place.y + ASCENT), Anchor::Start, label);
    } else if let Some(place) = room.first_free(further()) {
        let near = (x.clamp(place.x, place.x + width), y.clamp(place.y, place.y + place.height));
        sheet.line((x, y), near, "stroke=\"#2a3038\" stroke-width=\".6\"");
        sheet.text_on_white((place.x, place.y + ASCENT), Anchor::Start, label);
    }
}

fn amount(sheet: &mut Sheet, room: &mut Room, corridor: &Corridor, arc: &[Point; 3]) {
    let line = std::slice::from_ref(&corridor.amount);
    let width = text::width(line);
    let on = |step: i64| {
        let weights = [(16 - step) * (16 - step), 2 * step * (16 - step), step * step];
        let sum = |of: fn(&Point) -> Milli| {
            arc.iter().zip(weights).map(|(point, weight)| of(point) * weight).sum::<Milli>() / 256
        };
        let (x, y) = (sum(|point| point.0), sum(|point| point.1));
        Rect { x: x - width / 2, y: y - (ASCENT + DESCENT) / 2, width, height: ASCENT + DESCENT }
    };
    if let Some(place) = room.first_free([8, 7, 9, 6, 10, 5, 11, 4, 12].map(on)) {
        sheet.text_on_white((place.x + width / 2, place.y + ASCENT), Anchor::Middle, line);
    }
}

fn legend_of(sheet: &mut Sheet, picture: &CorridorsPicture, top: Milli) -> Milli {
    let [town, country] = &picture.legend;
    let has = |town: bool| picture.spots.iter().any(|(spot, _)| spot.town.is_some() == town);
    let mut items = Vec::new();
    if has(true) {
        items.push((Sample::Shape(Shape::Circle, Fill::Dark), town.clone()));
    }
    if has(false) {
        items.push((Sample::Shape(Shape::Diamond, Fill::White), country.clone()));
    }
    items.push((Sample::Line(picture.thickness(picture.scale.0)), picture.scale.1.clone()));
    legend::draw(sheet, top, &items)
}
