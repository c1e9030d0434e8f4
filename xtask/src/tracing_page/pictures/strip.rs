//! An account before and after, as columns of money beside one another: the form of the small pictures.

use super::super::svg::{Anchor, Look, Svg};

/// A column of money: parts from the bottom up, in euro, each with its text.
pub struct Column {
    /// Above it: when, or under which assumption.
    pub head: &'static str,
    /// Parts from the bottom up: look, height in euro, text.
    pub parts: Vec<(Look, i64, String)>,
    /// Euro below the line: an overdraft.
    pub below: Option<(i64, String)>,
    /// What happens between it and the next one.
    pub then: Option<String>,
}

impl Column {
    pub fn new(head: &'static str, parts: Vec<(Look, i64, String)>) -> Self {
        Self { head, parts, below: None, then: None }
    }

    pub fn then(mut self, text: impl Into<String>) -> Self {
        self.then = Some(text.into());
        self
    }
}

pub const WIDTH: i64 = 720;
const BAR: i64 = 112;
const TOP: i64 = 40;
const MOST: i64 = 120;

/// Draws columns from left to right; `most` euro are as high as the picture.
pub fn draw(columns: &[Column], most: i64, (title, description): (&str, &str)) -> String {
    let mut svg = Svg::new(WIDTH);
    let step = WIDTH / i64::try_from(columns.len().max(1)).unwrap_or(1);
    let heights = columns.iter().map(|column| column.parts.iter().map(|part| part.1).sum::<i64>() * MOST / most);
    // High enough for an arrow and its text.
    let ground = TOP + heights.max().unwrap_or(0).max(60);
    let deepest = columns.iter().filter_map(|column| column.below.as_ref()).map(|below| below.0).max().unwrap_or(0);
    for (place, column) in (0..).zip(columns) {
        let x = place * step + (step - BAR) / 2;
        svg.bold((x + BAR / 2, 24), Anchor::Middle, column.head);
        let mut y = ground;
        for (look, euro, text) in column.parts.iter().filter(|part| part.1 > 0) {
            let height = (euro * MOST / most).max(2);
            y -= height;
            svg.rect((x, y), (BAR, height), *look);
            match height < 20 {
                true => svg.text((x + BAR + 6, y + height / 2), Anchor::Start, text),
                false => svg.on(*look, (x + BAR / 2, y + height / 2 + 5), Anchor::Middle, text),
            }
        }
        svg.line((x - 12, ground), (x + BAR + 12, ground));
        if let Some((euro, text)) = &column.below {
            let height = euro * MOST / most;
            svg.rect((x, ground), (BAR, height), Look::Doubt);
            svg.over((x + BAR / 2, ground + height / 2 + 5), Anchor::Middle, text);
        }
        if let Some(then) = &column.then {
            let (from, to) = (x + BAR + 18, x + step - 18);
            svg.arrow((from, ground - 26), (to, ground - 26));
            svg.text(((from + to) / 2, ground - 36), Anchor::Middle, then);
        }
    }
    svg.finish(ground + deepest * MOST / most + 16, title, description)
}
