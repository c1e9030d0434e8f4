//! A picture as SVG, for every form: the one entrance to `pictures`.

use crate::document::Picture;
use crate::markup;
use crate::pictures::Head;

/// The picture, with its title and description for those who do not see it.
pub fn draw(picture: &Picture) -> String {
    let title = markup::plain(&picture.caption);
    picture.drawing.draw(&Head { id: &picture.anchor, title: &title, description: &picture.description })
}
