//! Shapes by which kinds are told apart, each as tall as any other.

use super::sheet::{Sheet, units};
use crate::flow::Milli;

/// What a mark looks like, whatever its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A circle: pays only.
    Circle,
    /// A square: is paid only.
    Square,
    /// A diamond: is paid and pays.
    Diamond,
    /// A triangle: cash.
    Triangle,
    /// A cross in a broken circle: not named.
    Open,
    /// Two circles: several accounts together.
    Several,
}

/// How a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Dark.
    Dark,
    /// White with a dark line.
    White,
}

/// Draws one around a point; `half` is half of its height.
pub fn draw(sheet: &mut Sheet, shape: Shape, (x, y): (Milli, Milli), half: Milli, fill: Fill) {
    let paint = match fill {
        Fill::Dark => "fill=\"#2a3038\" stroke=\"#2a3038\" stroke-width=\"1.2\"",
        Fill::White => "fill=\"#fff\" stroke=\"#2a3038\" stroke-width=\"1.4\"",
    };
    match shape {
        Shape::Circle => sheet.circle((x, y), half, paint),
        Shape::Square => sheet.rect((x - half * 9 / 10, y - half * 9 / 10), (half * 18 / 10, half * 18 / 10), paint),
        Shape::Diamond => {
            let far = half * 12 / 10;
            sheet.path(&polygon(&[(x, y - far), (x + far, y), (x, y + far), (x - far, y)]), paint);
        }
        Shape::Triangle => {
            sheet.path(
                &polygon(&[(x, y - half), (x + half * 11 / 10, y + half), (x - half * 11 / 10, y + half)]),
                paint,
            );
        }
        Shape::Open => {
            sheet.circle(
                (x, y),
                half,
                "fill=\"#fff\" stroke=\"#2a3038\" stroke-width=\"1.2\" stroke-dasharray=\"2.5 2\"",
            );
        }
        Shape::Several => {
            sheet.circle((x + half / 2, y), half * 8 / 10, "fill=\"#fff\" stroke=\"#2a3038\" stroke-width=\"1.2\"");
            sheet.circle((x - half / 2, y), half * 8 / 10, "fill=\"#fff\" stroke=\"#2a3038\" stroke-width=\"1.2\"");
        }
    }
}

/// The path of a closed polygon.
pub fn polygon(points: &[(Milli, Milli)]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        path.push_str(&format!("{}{} {}", if at == 0 { "M" } else { "L" }, units(*x), units(*y)));
    }
    path.push('Z');
    path
}
