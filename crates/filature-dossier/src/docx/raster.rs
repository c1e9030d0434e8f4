//! Pictures as points of grey, for word processors that draw no SVG: LibreOffice before version 24 draws none in a file of Word's.
//!
//! Made with what typst itself reads pictures with, and with the fonts that it carries, so that the same picture gives the same bytes
//! on every machine.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};

/// Points for a unit of a picture: 203 on an inch where it is 170 mm wide.
const POINTS: u16 = 2;
/// More points than this are not made of a picture.
const MOST_POINTS: u32 = 8_000_000;
/// The face of the labels: the carried one that is nearest to the generic family that pictures ask for.
const FACE: &str = "Libertinus Serif";

/// Makes points of pictures.
pub struct Raster {
    options: Options<'static>,
}

impl Raster {
    /// With the fonts that typst carries, and none of the machine's.
    pub fn new() -> Self {
        let mut fonts = Database::new();
        for font in typst_assets::fonts() {
            fonts.load_font_source(Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family(FACE);
        Self { options: Options { font_family: FACE.to_owned(), fontdb: Arc::new(fonts), ..Options::default() } }
    }

    /// The picture as PNG; none where it cannot be drawn.
    pub fn png(&self, svg: &str) -> Option<Vec<u8>> {
        let tree = Tree::from_str(svg, &self.options).ok()?;
        let size = tree.size().to_int_size().scale_by(f32::from(POINTS))?;
        let (width, height) = (size.width(), size.height());
        if width.checked_mul(height)? > MOST_POINTS {
            return None;
        }
        let mut points = Pixmap::new(width, height)?;
        points.fill(Color::WHITE);
        let scale = f32::from(POINTS);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut points.as_mut());
        let grey: Vec<u8> =
            points.pixels().iter().map(|point| grey([point.red(), point.green(), point.blue()])).collect();
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&grey).ok()?;
        writer.finish().ok()?;
        Some(file)
    }
}

/// How bright a point is to the eye (ITU-R BT.601).
fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    u8::try_from(sum / 1_000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_becomes_points_with_its_letters() {
        let svg = |text: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 20\" width=\"60\" height=\"20\" font-family=\"sans-serif\" font-size=\"10\"><text x=\"4\" y=\"14\">{text}</text></svg>"
            )
        };
        let raster = Raster::new();
        let (some, none) = (raster.png(&svg("8 000 €")).unwrap(), raster.png(&svg("")).unwrap());
        assert_ne!(some, none, "letters are drawn");
        assert_eq!(some, Raster::new().png(&svg("8 000 €")).unwrap());
        let info = png::Decoder::new(std::io::Cursor::new(&some)).read_info().unwrap().info().size();
        assert_eq!(info, (120, 40));
        assert_eq!(raster.png("no picture"), None);
    }
}
