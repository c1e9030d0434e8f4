//! A picture as a file of its own beside the text of a word processor's document.
//!
//! Pictures carry their looks in their elements, so that they need neither a page's style sheet nor its fonts.

use crate::document::Picture;
use crate::{markup, svg};

use super::TEXT_WIDTH_TWIPS;

/// Height that leaves room for a caption and some text, in twentieths of a point: 150 mm.
const TALLEST_TWIPS: u32 = 8_504;

/// A picture with its size on the page.
#[derive(Debug)]
pub struct Plate {
    /// Which picture of the document, from 1.
    pub number: u32,
    /// The picture.
    pub svg: String,
    /// What it shows, in one line.
    pub caption: String,
    /// The same for those who do not see it.
    pub description: String,
    /// Width and height on the page, in twentieths of a point.
    pub size_twips: (u32, u32),
}

impl Plate {
    /// The picture of a document, as a file of its own.
    pub fn of(picture: &Picture, number: u32) -> Self {
        let svg = svg::draw(picture);
        let (width, height) = svg::size(&svg);
        let at_full_width = i64::from(TEXT_WIDTH_TWIPS) * height / width;
        let tall = at_full_width.min(i64::from(TALLEST_TWIPS));
        let wide = tall * width / height;
        let whole = |twips: i64| u32::try_from(twips).unwrap_or(TEXT_WIDTH_TWIPS).clamp(1, TEXT_WIDTH_TWIPS);
        Self {
            number,
            svg: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{svg}"),
            caption: markup::plain(&picture.caption),
            description: picture.description.clone(),
            size_twips: (whole(wide), u32::try_from(tall).unwrap_or(TALLEST_TWIPS).max(1)),
        }
    }
}
