//! A picture as a file of its own, which has neither the page's style sheet nor the page's fonts.
//!
//! The rules that `style.css` gives for pictures are written into each element: programs that draw SVG inside a word
//! processor's document read the properties of an element surely, and selectors of a style sheet not always.

use crate::document::Picture;
use crate::flow::WIDTH;
use crate::{markup, svg};

use super::TEXT_WIDTH_TWIPS;

const STYLE: &str = include_str!("../style.css");
/// Height that leaves room for a caption and some text, in twentieths of a point: 150 mm.
const TALLEST_TWIPS: u32 = 8_504;
/// Fonts that every machine has, or one of the same widths.
const FONT: &str = "font-family:Arial,'Liberation Sans',sans-serif;font-size:12.5px";
/// Properties of text that draw a white edge around it. A program that does not know the last of them draws the edge
/// over the letters, which then cannot be read.
const EDGE: [&str; 4] = ["stroke", "stroke-width", "stroke-linejoin", "paint-order"];

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
        let height = picture.flow.draw().height.max(1);
        let at_full_width = i64::from(TEXT_WIDTH_TWIPS) * height / WIDTH;
        let tall = at_full_width.min(i64::from(TALLEST_TWIPS));
        let wide = tall * WIDTH / height;
        let whole = |twips: i64| u32::try_from(twips).unwrap_or(TEXT_WIDTH_TWIPS).clamp(1, TEXT_WIDTH_TWIPS);
        Self {
            number,
            svg: standing_alone(&svg::draw(picture)),
            caption: markup::plain(&picture.caption),
            description: picture.description.clone(),
            size_twips: (whole(wide), u32::try_from(tall).unwrap_or(TALLEST_TWIPS).max(1)),
        }
    }
}

/// The drawing with its name space, and its looks in its elements.
fn standing_alone(drawing: &str) -> String {
    let mut maker = Maker { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), ..Maker::default() };
    // All text is escaped, so that each `<` begins a tag and each `>` ends one.
    for piece in drawing.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        maker.text(text);
        maker.tag(tag);
    }
    maker.out
}

/// What writes the drawing again. Each line of a label becomes a text of its own: programs that know only the plainest
/// SVG put the pieces of a line that is set to the right or to the middle one over the other.
struct Maker {
    out: String,
    rules: Vec<Rule>,
    label: Option<Label>,
}

/// A label that is open.
#[derive(Default)]
struct Label {
    /// Attributes of the label, and of its line.
    attributes: (String, String),
    /// The line so far, and how much of it is bold.
    line: String,
    bold: usize,
    /// Whether each piece that is open is bold.
    open: Vec<bool>,
}

impl Default for Maker {
    fn default() -> Self {
        Self { out: String::new(), rules: rules(), label: None }
    }
}

impl Maker {
    fn text(&mut self, text: &str) {
        match &mut self.label {
            None => self.out.push_str(text),
            Some(label) => {
                label.line.push_str(text);
                label.bold += if label.open.contains(&true) { text.len() } else { 0 };
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        if let Some(root) = tag.strip_prefix("<svg") {
            self.out.push_str(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" style=\"{FONT}\"{root}"));
        } else if tag.starts_with("<text") {
            let attributes = attributes_of(&self.styled(tag)).to_owned();
            self.label = Some(Label { attributes: (attributes, String::new()), ..Label::default() });
        } else if self.label.is_none() {
            let tag = self.styled(tag);
            self.out.push_str(&tag);
        } else {
            self.in_label(tag);
        }
    }

    fn in_label(&mut self, tag: &str) {
        let is_line = tag.starts_with("<tspan") && tag.contains(" x=");
        if is_line || tag == "</text>" {
            self.end_line();
        }
        let is_bold = self.styled(tag).contains("font-weight:600");
        match (&mut self.label, tag) {
            (label, "</text>") => *label = None,
            (Some(label), "</tspan>") => drop(label.open.pop()),
            (Some(label), tag) => {
                label.open.push(is_bold);
                if is_line {
                    label.attributes.1 = format!(" {}", attributes_of(tag));
                }
            }
            (None, _) => {}
        }
    }

    fn end_line(&mut self) {
        let Some(label) = &mut self.label else { return };
        if !label.line.is_empty() {
            let weight = if label.bold == label.line.len() { " font-weight=\"bold\"" } else { "" };
            let (all, own) = &label.attributes;
            self.out.push_str(&format!("<text {all}{own}{weight}>{}</text>\n", label.line));
        }
        label.line.clear();
        label.bold = 0;
    }

    /// A tag with what the rules say of it in place of its class.
    fn styled(&self, tag: &str) -> String {
        let Some(inner) = tag.strip_prefix('<').filter(|inner| !inner.starts_with(['/', '!', '?'])) else {
            return tag.to_owned();
        };
        let (name, rest) = inner.split_at(inner.find([' ', '/', '>']).unwrap_or(inner.len()));
        let split = rest.split_once(" class=\"").and_then(|(head, tail)| Some((head, tail.split_once('"')?)));
        let (class, rest) = match split {
            Some((head, (class, tail))) => (class, format!("{head}{tail}")),
            None => ("", rest.to_owned()),
        };
        let classes: Vec<&str> = class.split(' ').collect();
        let said: Vec<&str> = self
            .rules
            .iter()
            .filter(|rule| rule.tag.is_empty() || rule.tag == name)
            .filter(|rule| rule.class.is_empty() || classes.contains(&rule.class))
            .flat_map(|rule| rule.properties.split(';'))
            .filter(|property| name != "text" || !property.split(':').next().is_some_and(|key| EDGE.contains(&key)))
            .collect();
        match said.is_empty() {
            true => format!("<{name}{rest}"),
            false => format!("<{name} style=\"{}\"{rest}", said.join(";").replace('"', "'")),
        }
    }
}

/// What stands in a tag after its name.
fn attributes_of(tag: &str) -> &str {
    tag.split_once(' ').map_or("", |(_, rest)| rest.trim_end_matches(['>', '/']))
}

/// A rule of the style sheet for an element of a picture.
struct Rule {
    tag: &'static str,
    class: &'static str,
    properties: &'static str,
}

/// The rules for pictures, those that say most of an element last.
fn rules() -> Vec<Rule> {
    let mut rules = Vec::new();
    for (selectors, properties) in STYLE.lines().filter_map(|line| line.strip_suffix('}')?.split_once('{')) {
        for selector in selectors.split(',').filter_map(|selector| selector.strip_prefix("svg ")) {
            let (tag, class) = selector.split_once('.').unwrap_or((selector, ""));
            rules.push(Rule { tag, class, properties });
        }
    }
    rules.sort_by_key(|rule| (!rule.class.is_empty(), !rule.tag.is_empty()));
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_style_sheet_says_is_in_the_element() {
        let drawn = "<svg viewBox=\"0 0 1 1\"><title>a &gt; b</title><rect class=\"open\" x=\"1\"/><path class=\"b plain\" d=\"M0\"/><text text-anchor=\"end\"><tspan x=\"1\" y=\"2\"><tspan class=\"d\">A</tspan> b</tspan><tspan x=\"1\" y=\"3\"><tspan class=\"n\">7</tspan></tspan></text></svg>";
        let alone = standing_alone(drawn);
        assert!(!alone.contains("class="), "{alone}");
        assert!(alone.contains("<svg xmlns=\"http://www.w3.org/2000/svg\" style=\"font-family"), "{alone}");
        let at = |mark: &str| alone.find(mark).unwrap_or_else(|| panic!("no {mark} in {alone}"));
        // The rule for an open box comes after that for any box.
        assert!(at("<rect style=\"") < at("fill:#2a3038") && at("fill:#2a3038") < at("fill:#fff;stroke:#2a3038"));
        assert!(alone.contains("fill:#c9ced4"), "{alone}");
        let line = "<text style=\"fill:#1b1b1b\" text-anchor=\"end\" x=\"1\" y=";
        assert!(alone.contains(&format!("{line}\"2\">A b</text>")), "{alone}");
        assert!(alone.contains(&format!("{line}\"3\" font-weight=\"bold\">7</text>")), "{alone}");
        assert!(alone.contains("a &gt; b</title>"));
    }
}
