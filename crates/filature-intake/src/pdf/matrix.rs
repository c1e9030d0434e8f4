//! Places on a page. The one part of this reader that computes with fractions: they are lengths, never money.
#![allow(clippy::float_arithmetic, reason = "lengths on paper; no amount is ever held in them")]

/// A transformation of the plane, as PDF writes it: `a b c d e f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, `then` the other.
    #[must_use]
    pub fn then(self, then: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, then.0);
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    /// Where a point comes to stand.
    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Which way text runs: 0 to the right, 1 up, 2 to the left, 3 down.
    pub fn quarter(self) -> u8 {
        let [a, b, ..] = self.0;
        match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        }
    }

    /// How tall a letter of size one stands.
    pub fn height(self) -> f64 {
        let [_, _, c, d, ..] = self.0;
        (c * c + d * d).sqrt()
    }
}

/// A length in hundredths of a point, as all that follows counts it; out of range is the nearest.
pub fn hundredths(points: f64) -> i32 {
    let rounded = (points * 100.0).round();
    // A page is at most 200 inches; far beyond it nothing can be seen.
    rounded.clamp(-10_000_000.0, 10_000_000.0) as i32
}
