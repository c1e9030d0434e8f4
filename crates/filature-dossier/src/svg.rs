//! A picture as SVG, for every form: the one entrance to `pictures`.

use crate::document::Picture;
use crate::markup;
use crate::pictures::Head;

/// The picture, with its title and description for those who do not see it.
pub fn draw(picture: &Picture) -> String {
    let title = markup::plain(&picture.caption);
    picture.drawing.draw(&Head { id: &picture.anchor, title: &title, description: &picture.description })
}

/// Width and height of a drawing in thousandths of its units; one by one where it does not say.
pub fn size(svg: &str) -> (i64, i64) {
    let view = svg.split_once("viewBox=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(view, _)| view);
    let thousandths = |text: &str| -> Option<i64> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let part: String = part.chars().chain("000".chars()).take(3).collect();
        Some(whole.parse::<i64>().ok()? * 1_000 + part.parse::<i64>().ok()?)
    };
    let mut sides = view.split(' ').skip(2).filter_map(thousandths).filter(|side| *side > 0);
    (sides.next().unwrap_or(1), sides.next().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_that_of_the_drawing() {
        assert_eq!(size("<svg viewBox=\"0 0 680 210.5\">"), (680_000, 210_500));
        assert_eq!(size("<svg>"), (1, 1));
    }
}
