//! Which places of a picture are taken: a label is put where nothing else stands, or not at all.

use crate::flow::Milli;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: Milli,
    /// Upper edge.
    pub y: Milli,
    /// Width.
    pub width: Milli,
    /// Height.
    pub height: Milli,
}

impl Rect {
    /// Whether the two have a point inside both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Whether it lies inside the other.
    pub fn within(&self, other: &Self) -> bool {
        self.x >= other.x
            && self.y >= other.y
            && self.x + self.width <= other.x + other.width
            && self.y + self.height <= other.y + other.height
    }

    /// A square around a point.
    pub fn around(x: Milli, y: Milli, half: Milli) -> Self {
        Self { x: x - half, y: y - half, width: half * 2, height: half * 2 }
    }
}

/// What is taken within some bounds.
#[derive(Clone, Debug)]
pub struct Room {
    bounds: Rect,
    taken: Vec<Rect>,
}

impl Room {
    /// Empty.
    pub fn new(bounds: Rect) -> Self {
        Self { bounds, taken: Vec::new() }
    }

    /// Takes a place, whatever stands there.
    pub fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Whether a place is free and within bounds.
    pub fn is_free(&self, rect: &Rect) -> bool {
        rect.within(&self.bounds) && !self.taken.iter().any(|other| other.overlaps(rect))
    }

    /// Takes the first free place among some.
    pub fn first_free(&mut self, places: impl IntoIterator<Item = Rect>) -> Option<Rect> {
        let found = places.into_iter().find(|rect| self.is_free(rect))?;
        self.take(found);
        Some(found)
    }
}
