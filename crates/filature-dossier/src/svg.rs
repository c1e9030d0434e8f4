//! A flow picture as SVG: grey, hatched and outlined, so that it holds in black and white.

use crate::document::{Inline, Picture};
use crate::flow::{Drawing, Look, Milli, Placed, Ribbon, Side, WIDTH};
use crate::html::escape;
use crate::markup;

const LINE: Milli = 14_000;

/// The picture, with its title and description for those who do not see it.
pub fn draw(picture: &Picture) -> String {
    let drawing = picture.flow.draw();
    let id = &picture.anchor;
    let (width, height) = (units(WIDTH), units(drawing.height));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n<title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        escape(&markup::plain(&picture.caption)),
        escape(&picture.description),
    );
    svg.push_str(&patterns(id));
    for ribbon in &drawing.ribbons {
        svg.push_str(&band(ribbon, id));
    }
    labels_and_boxes(picture, &drawing, &mut svg);
    svg.push_str("</svg>\n");
    svg
}

fn patterns(id: &str) -> String {
    format!(
        "<defs><pattern id=\"{id}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"p0\"/><path d=\"M0 0V6\" class=\"p1\"/></pattern><pattern id=\"{id}-o\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" class=\"p2\"/><circle cx=\"3\" cy=\"3\" r=\".9\" class=\"p3\"/></pattern></defs>\n"
    )
}

fn band(ribbon: &Ribbon, id: &str) -> String {
    let middle = units((ribbon.from_x + ribbon.to_x) / 2);
    let (x0, x1) = (units(ribbon.from_x), units(ribbon.to_x));
    let (y0, y1) = (units(ribbon.from_y), units(ribbon.to_y));
    let (y2, y3) = (units(ribbon.to_y + ribbon.thickness), units(ribbon.from_y + ribbon.thickness));
    let fill = match ribbon.look {
        Look::Plain => "class=\"b plain\"".to_owned(),
        Look::Held => "class=\"b held\"".to_owned(),
        Look::Left => format!("class=\"b\" fill=\"url(#{id}-h)\""),
        Look::Open => format!("class=\"b open\" fill=\"url(#{id}-o)\""),
    };
    format!(
        "<path {fill} d=\"M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}V{y2}C{middle} {y2} {middle} {y3} {x0} {y3}Z\"/>\n"
    )
}

fn labels_and_boxes(picture: &Picture, drawing: &Drawing, svg: &mut String) {
    for (node, placed) in picture.flow.nodes.iter().zip(&drawing.nodes) {
        let (x, y) = (units(placed.x), units(placed.y));
        let class = if node.look == Look::Open { " class=\"open\"" } else { "" };
        svg.push_str(&format!(
            "<rect{class} x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\"/>\n",
            units(placed.width),
            units(placed.height)
        ));
        label(&node.label, placed, svg);
    }
}

fn label(lines: &[Vec<Inline>], placed: &Placed, svg: &mut String) {
    let room = i64::try_from(lines.len()).unwrap_or(0) * LINE;
    let (x, anchor, first) = match placed.side {
        Side::Before => (placed.x - 7_000, "end", placed.y + (placed.height - room) / 2 + 11_000),
        Side::After => (placed.x + placed.width + 7_000, "start", placed.y + (placed.height - room) / 2 + 11_000),
        Side::Above => (placed.x + placed.width / 2, "middle", placed.y - room + 7_000),
    };
    svg.push_str(&format!("<text text-anchor=\"{anchor}\">"));
    let mut y = first;
    for line in lines {
        svg.push_str(&format!("<tspan x=\"{}\" y=\"{}\">{}</tspan>", units(x), units(y), line_text(line)));
        y += LINE;
    }
    svg.push_str("</text>\n");
}

fn line_text(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Figure(figure) => format!("<tspan class=\"n\">{}</tspan>", escape(figure.text())),
            Inline::Strong(text) => format!("<tspan class=\"s\">{}</tspan>", escape(text)),
            Inline::Data(text) | Inline::Key(text) => format!("<tspan class=\"d\">{}</tspan>", escape(text)),
            other => escape(&markup::plain(std::slice::from_ref(other))),
        })
        .collect()
}

/// Thousandths as a decimal number, exactly.
fn units(milli: Milli) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, part) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    match part {
        0 => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part:03}"),
    }
}
