//! The sheet on which a picture is drawn: the only place that writes SVG, and that escapes what is written.

use super::Head;
use super::room::Rect;
use super::text::{self, ASCENT, DESCENT, LINE};
use crate::document::{Figure, Inline, Link};
use crate::escape::escape;
use crate::flow::Milli;

/// Width of every picture; 170 mm of paper.
pub const WIDTH: Milli = 680_000;

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At the point.
    Start,
    /// Centred on it.
    Middle,
    /// Before it.
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A picture in the making.
pub struct Sheet {
    id: String,
    body: String,
}

impl Sheet {
    /// Empty.
    pub fn new(head: &Head<'_>) -> Self {
        Self { id: head.id.to_owned(), body: String::new() }
    }

    /// The whole of it, so high.
    pub fn finish(self, head: &Head<'_>, height: Milli) -> String {
        let (id, width, height) = (&self.id, units(WIDTH), units(height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" font-family=\"sans-serif\" font-size=\"{}\" fill=\"#1b1b1b\">\n<title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n{}{}</svg>\n",
            units(text::SIZE),
            escape(head.title),
            escape(head.description),
            patterns(id),
            self.body
        )
    }

    /// A path.
    pub fn path(&mut self, path: &str, paint: &str) {
        self.body.push_str(&format!("<path d=\"{path}\" {paint}/>\n"));
    }

    /// A rectangle.
    pub fn rect(&mut self, (x, y): (Milli, Milli), (width, height): (Milli, Milli), paint: &str) {
        let (x, y, width, height) = (units(x), units(y), units(width), units(height));
        self.body.push_str(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {paint}/>\n"));
    }

    /// A circle.
    pub fn circle(&mut self, (x, y): (Milli, Milli), radius: Milli, paint: &str) {
        self.body.push_str(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>\n",
            units(x),
            units(y),
            units(radius)
        ));
    }

    /// A straight line.
    pub fn line(&mut self, from: (Milli, Milli), to: (Milli, Milli), paint: &str) {
        self.path(&format!("M{} {}L{} {}", units(from.0), units(from.1), units(to.0), units(to.1)), paint);
    }

    /// The name of a hatch, as a fill.
    pub fn hatch(&self) -> String {
        format!("fill=\"url(#{}-h)\"", self.id)
    }

    /// The name of a dotting, as a fill.
    pub fn dots(&self) -> String {
        format!("fill=\"url(#{}-o)\"", self.id)
    }

    /// The name of stripes across, as a fill.
    pub fn stripes(&self) -> String {
        format!("fill=\"url(#{}-s)\"", self.id)
    }

    /// Begins a group, which says what it is when it is pointed at, and leads to a place of the document where there is one.
    pub fn open(&mut self, said: &str, to: Option<&Link>) {
        match to {
            Some(link) => self.body.push_str(&format!("<a href=\"#{}\">", escape(&link.to))),
            None => self.body.push_str("<g>"),
        }
        if !said.is_empty() {
            self.body.push_str(&format!("<title>{}</title>", escape(said)));
        }
        self.body.push('\n');
    }

    /// Ends it.
    pub fn close(&mut self, to: Option<&Link>) {
        self.body.push_str(if to.is_some() { "</a>\n" } else { "</g>\n" });
    }

    /// One line of text; its baseline goes through the point.
    pub fn text(&mut self, (x, y): (Milli, Milli), anchor: Anchor, line: &[Inline]) {
        let (x, y, anchor) = (units(x), units(y), anchor.word());
        let written: String = line.iter().map(piece).collect();
        self.body.push_str(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{written}</text>\n"));
    }

    /// The same with a white ground, so that lines beneath do not disturb it.
    pub fn text_on_white(&mut self, at: (Milli, Milli), anchor: Anchor, line: &[Inline]) {
        let rect = text_rect(at, anchor, text::width(line));
        self.rect((rect.x, rect.y), (rect.width, rect.height), "fill=\"#fff\" fill-opacity=\".88\"");
        self.text(at, anchor, line);
    }

    /// Several lines, the first baseline at the point.
    pub fn lines(&mut self, (x, y): (Milli, Milli), anchor: Anchor, lines: &[Vec<Inline>]) {
        let mut baseline = y;
        for line in lines {
            self.text((x, baseline), anchor, line);
            baseline += LINE;
        }
    }

    /// Program wording.
    pub fn words(&mut self, at: (Milli, Milli), anchor: Anchor, words: &str) {
        self.text(at, anchor, &[Inline::Words(words.to_owned())]);
    }
}

/// The place of a line of text.
pub fn text_rect((x, y): (Milli, Milli), anchor: Anchor, width: Milli) -> Rect {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2,
        Anchor::End => x - width,
    };
    Rect { x: left, y: y - ASCENT, width, height: ASCENT + DESCENT }
}

fn piece(inline: &Inline) -> String {
    match inline {
        Inline::Words(text) => escape(text),
        Inline::Figure(figure) => escape(Figure::text(figure)),
        Inline::Link(link) => escape(&link.text),
        Inline::Strong(text) => format!("<tspan font-weight=\"700\">{}</tspan>", escape(text)),
        // Text of the data may run from right to left; what stands beside it must not turn with it.
        Inline::Data(text) | Inline::Key(text) => format!("<tspan unicode-bidi=\"isolate\">{}</tspan>", escape(text)),
        Inline::Break => " ".to_owned(),
    }
}

fn patterns(id: &str) -> String {
    format!(
        "<defs><pattern id=\"{id}-h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/><path d=\"M-1 1L1 -1M0 5L5 0M4 6L6 4\" stroke=\"#4a535c\" stroke-width=\"1.2\"/></pattern><pattern id=\"{id}-o\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect width=\"4\" height=\"4\" fill=\"#fff\"/><circle cx=\"2\" cy=\"2\" r=\".9\" fill=\"#4a535c\"/></pattern><pattern id=\"{id}-s\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect width=\"4\" height=\"4\" fill=\"#fff\"/><path d=\"M0 2H4\" stroke=\"#4a535c\" stroke-width=\"1\"/></pattern></defs>\n"
    )
}

/// Thousandths as a decimal number, exactly.
pub fn units(milli: Milli) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, part) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    match part {
        0 => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{}", format!("{part:03}").trim_end_matches('0')),
    }
}
