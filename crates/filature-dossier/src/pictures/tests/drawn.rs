//! What stands in an SVG, read back from its text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::room::Rect;
use super::super::sheet::{Anchor, text_rect};
use super::super::text;

/// Texts and points of a picture.
#[derive(Default)]
pub struct Drawn {
    pub height: i64,
    pub texts: Vec<(String, Rect)>,
    pub points: Vec<(i64, i64)>,
    pub sizes: Vec<i64>,
}

fn milli(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    sign * (whole.parse::<i64>().unwrap_or(0) * 1_000 + format!("{part:0<3}").parse::<i64>().unwrap())
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

impl Drawn {
    /// Reads it; what is not well-formed is a failure.
    pub fn of(svg: &str) -> Self {
        let mut made = Self::default();
        let mut reader = Reader::from_str(svg);
        let mut text: Option<(i64, i64, Anchor, String, bool)> = None;
        let mut in_defs = false;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return made,
                Event::Start(tag) | Event::Empty(tag) => {
                    let get = |name: &str| attribute(&tag, name).map(|value| milli(&value)).unwrap_or(0);
                    match tag.name().as_ref() {
                        "svg" => {
                            let bounds = attribute(&tag, "viewBox").unwrap();
                            made.height = milli(bounds.rsplit(' ').next().unwrap());
                            made.sizes.push(get("font-size"));
                        }
                        "defs" => in_defs = true,
                        "text" => {
                            let anchor = match attribute(&tag, "text-anchor").unwrap().as_str() {
                                "start" => Anchor::Start,
                                "middle" => Anchor::Middle,
                                _ => Anchor::End,
                            };
                            text = Some((get("x"), get("y"), anchor, String::new(), false));
                        }
                        "tspan" if attribute(&tag, "font-weight").is_some() => {
                            text.iter_mut().for_each(|text| text.4 = true);
                        }
                        "rect" if !in_defs => {
                            made.points.push((get("x"), get("y")));
                            made.points.push((get("x") + get("width"), get("y") + get("height")));
                        }
                        "circle" if !in_defs => {
                            made.points.push((get("cx") - get("r"), get("cy") - get("r")));
                            made.points.push((get("cx") + get("r"), get("cy") + get("r")));
                        }
                        "path" if !in_defs => made.path(&attribute(&tag, "d").unwrap()),
                        _ => {}
                    }
                }
                Event::Text(bytes) => {
                    text.iter_mut().for_each(|text| text.3.push_str(&bytes));
                }
                Event::GeneralRef(name) => {
                    let letter = match name.as_ref() {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "quot" => "\"",
                        _ => "'",
                    };
                    text.iter_mut().for_each(|text| text.3.push_str(letter));
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "defs" => in_defs = false,
                    "text" => {
                        let (x, y, anchor, content, bold) = text.take().unwrap();
                        let width = text::width_of(&content) * if bold { 113 } else { 100 } / 100;
                        made.texts.push((content, text_rect((x, y), anchor, width)));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Points of a path of absolute M, L, C and Q; other commands end it.
    fn path(&mut self, path: &str) {
        let spaced = path.replace(['M', 'L', 'C', 'Q'], " ").replace('Z', "");
        if spaced.chars().any(|c| c.is_ascii_alphabetic()) {
            return;
        }
        let numbers: Vec<i64> = spaced.split_whitespace().map(milli).collect();
        self.points.extend(numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])));
    }

    /// Where everything must lie.
    pub fn bounds(&self) -> Rect {
        Rect { x: 0, y: 0, width: 680_000, height: self.height }
    }
}
