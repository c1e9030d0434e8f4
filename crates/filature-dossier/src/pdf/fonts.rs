//! The fonts that typst carries, what they can write and how wide it is.

use ttf_parser::Face;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

use crate::format;

/// The face of prose.
const SERIF: &str = "Libertinus Serif";
/// The face of account numbers and hashes.
const MONO: &str = "DejaVu Sans Mono";
/// What is assumed of a letter that only another face has, in thousandths of the type size.
const UNKNOWN_WIDTH: u32 = 700;

/// The fonts, in the order of their book.
pub struct Fonts {
    /// All faces.
    pub all: Vec<Font>,
    serif: Option<Face<'static>>,
    mono: Option<Face<'static>>,
}

impl Fonts {
    /// Those that typst carries; none of the machine's, which would make the result depend on it.
    pub fn carried() -> Self {
        let data: Vec<&'static [u8]> = typst_assets::fonts().collect();
        let all: Vec<Font> = data.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
        let plain = |family: &str| {
            let is_plain = |data: &&&'static [u8]| {
                let first = typst::text::FontInfo::new(data, 0);
                first.is_some_and(|info| {
                    info.family == family
                        && info.variant.weight.to_number() == 400
                        && info.variant.style == typst::text::FontStyle::Normal
                })
            };
            data.iter().find(is_plain).and_then(|data| Face::parse(data, 0).ok())
        };
        let (serif, mono) = (plain(SERIF), plain(MONO));
        Self { all, serif, mono }
    }

    /// Their book.
    pub fn book(&self) -> FontBook {
        FontBook::from_fonts(&self.all)
    }

    /// The text as it can be printed: what no face has is written out.
    pub fn printable(&self, text: &str) -> String {
        let visible = format::visible(text);
        if visible.is_ascii() {
            return visible;
        }
        let mut printable = String::with_capacity(visible.len());
        for letter in visible.chars() {
            if letter == '\u{202f}' || self.has(letter) {
                printable.push(letter);
            } else {
                printable.push_str(&format!("⟨U+{:04X}⟩", u32::from(letter)));
            }
        }
        printable
    }

    fn has(&self, letter: char) -> bool {
        self.all.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }

    /// How wide prose is, in thousandths of its size.
    pub fn prose_width(&self, text: &str) -> u32 {
        width(self.serif.as_ref(), text)
    }

    /// How wide a key is, in thousandths of its size.
    pub fn key_width(&self, text: &str) -> u32 {
        width(self.mono.as_ref(), text)
    }
}

fn width(face: Option<&Face<'_>>, text: &str) -> u32 {
    let Some(face) = face else {
        return UNKNOWN_WIDTH.saturating_mul(u32::try_from(text.chars().count()).unwrap_or(0));
    };
    let units = u32::from(face.units_per_em()).max(1);
    let advance = |letter: char| {
        let letter = if matches!(letter, '\u{a0}' | '\u{202f}') { ' ' } else { letter };
        let units_wide = face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
        units_wide.map_or(UNKNOWN_WIDTH, |wide| u32::from(wide) * 1_000 / units)
    };
    text.chars().map(advance).fold(0, u32::saturating_add)
}
