//! Fonts: what letter a code stands for, and how wide it is.
//!
//! The letters come from the font's `ToUnicode` table, else from its encoding and the names of its glyphs. A code that
//! nothing names is U+FFFD: it is never guessed.
#![allow(clippy::float_arithmetic, reason = "widths of letters; no amount is ever held in them")]

mod cmap;
mod encoding;
mod widths;

use std::collections::BTreeMap;

#[cfg(test)]
pub use widths::standard as standard_width;

use lopdf::{Dictionary, Document, Object};

/// A font as far as reading needs it.
#[derive(Debug)]
pub struct Font {
    /// Whether a code has two bytes.
    pub is_wide: bool,
    texts: BTreeMap<u32, String>,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
}

/// The letter that is not known.
const UNKNOWN: &str = "\u{FFFD}";

impl Font {
    /// Reads a font; `limit` is how many bytes its tables may unpack to.
    pub fn read(document: &Document, font: &Dictionary, limit: usize) -> Self {
        let to_unicode = font
            .get_deref(b"ToUnicode", document)
            .and_then(Object::as_stream)
            .and_then(|stream| stream.get_plain_content_with_limit(limit))
            .map(|bytes| cmap::read(&bytes))
            .unwrap_or_default();
        if font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|name| name == b"Type0") {
            return Self::wide(document, font, to_unicode);
        }
        let mut texts = encoding::read(document, font);
        texts.extend(to_unicode);
        Self { is_wide: false, texts, widths: narrow_widths(document, font), default_width: 0.0 }
    }

    fn wide(document: &Document, font: &Dictionary, texts: BTreeMap<u32, String>) -> Self {
        let descendant = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|first| document.dereference(first).ok())
            .and_then(|(_, object)| object.as_dict().ok());
        let default_width =
            descendant.and_then(|font| number(document, font.get(b"DW").ok()?)).unwrap_or(1000.0) / 1000.0;
        let widths = descendant
            .and_then(|font| font.get_deref(b"W", document).and_then(Object::as_array).ok())
            .map(|array| wide_widths(document, array))
            .unwrap_or_default();
        Self { is_wide: true, texts, widths, default_width }
    }

    /// The letters of a code.
    pub fn text(&self, code: u32) -> &str {
        self.texts.get(&code).map_or(UNKNOWN, String::as_str)
    }

    /// Its width, in units of the font's size.
    pub fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

/// `FirstChar`, `Widths`, else those of the standard font of that name.
fn narrow_widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    let is_type3 = font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|name| name == b"Type3");
    let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
    let unit = match matrix.and_then(|matrix| number(document, matrix.first()?)) {
        Some(unit) if is_type3 => unit,
        _ => 0.001,
    };
    let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    let first = font.get(b"FirstChar").ok().and_then(|first| number(document, first)).unwrap_or(0.0);
    let first = first.clamp(0.0, 255.0) as u32;
    let mut widths: BTreeMap<u32, f64> =
        (0..=255_u8).map(|code| (u32::from(code), f64::from(widths::standard(&name, code)) * 0.001)).collect();
    let given = font.get_deref(b"Widths", document).and_then(Object::as_array);
    for (code, width) in (first..256).zip(given.into_iter().flatten()) {
        if let Some(width) = number(document, width) {
            widths.insert(code, width * unit);
        }
    }
    widths
}

/// `c [w …]` and `first last w`.
fn wide_widths(document: &Document, array: &[Object]) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let code = |object: &Object| number(document, object).map(|code| code.clamp(0.0, 65_535.0) as u32);
    let mut rest = array;
    while let [first, second, tail @ ..] = rest {
        let Some(first) = code(first) else { break };
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        if let Ok(list) = second.as_array() {
            let list = list.iter().filter_map(|width| number(document, width));
            widths.extend((first..=65_535).zip(list.map(|width| width * 0.001)));
            rest = tail;
        } else {
            let [width, tail @ ..] = tail else { break };
            let (Some(last), Some(width)) = (code(second), number(document, width)) else { break };
            // Codes that already have a width keep it: a table that says one thing a thousand times costs nothing.
            for code in (first..=last).take(65_536_usize.saturating_sub(widths.len())) {
                widths.insert(code, width * 0.001);
            }
            rest = tail;
        }
    }
    widths
}
