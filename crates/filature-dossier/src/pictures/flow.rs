//! Boxes in layers: grey, hatched and outlined, so that it holds in black and white. The places are made in [`crate::flow`].

use super::Head;
use super::sheet::{Anchor, Sheet, units};
use super::text::LINE;
use crate::flow::{Drawing, Flow, Look, Ribbon, Side};

/// The picture.
pub fn draw(flow: &Flow, head: &Head<'_>) -> String {
    let drawing = flow.draw();
    let mut sheet = Sheet::new(head);
    for ribbon in &drawing.ribbons {
        band(&mut sheet, ribbon);
    }
    boxes(&mut sheet, flow, &drawing);
    sheet.finish(head, drawing.height)
}

fn band(sheet: &mut Sheet, ribbon: &Ribbon) {
    let middle = units((ribbon.from_x + ribbon.to_x) / 2);
    let (x0, x1) = (units(ribbon.from_x), units(ribbon.to_x));
    let (y0, y1) = (units(ribbon.from_y), units(ribbon.to_y));
    let (y2, y3) = (units(ribbon.to_y + ribbon.thickness), units(ribbon.from_y + ribbon.thickness));
    let fill = match ribbon.look {
        Look::Plain => "fill=\"#c9ced4\"".to_owned(),
        Look::Held => "fill=\"#7f8b98\"".to_owned(),
        Look::Left => sheet.hatch(),
        Look::Open => format!("{} stroke-dasharray=\"4 3\"", sheet.dots()),
    };
    let path = format!("M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}V{y2}C{middle} {y2} {middle} {y3} {x0} {y3}Z");
    sheet.path(&path, &format!("{fill} stroke=\"#5b6670\" stroke-width=\".6\""));
}

fn boxes(sheet: &mut Sheet, flow: &Flow, drawing: &Drawing) {
    for (node, placed) in flow.nodes.iter().zip(&drawing.nodes) {
        let paint = match node.look {
            Look::Open => "fill=\"#fff\" stroke=\"#2a3038\" stroke-dasharray=\"3 2\"",
            Look::Plain | Look::Held | Look::Left => "fill=\"#2a3038\"",
        };
        sheet.rect((placed.x, placed.y), (placed.width, placed.height), paint);
        let room = i64::try_from(placed.label.len()).unwrap_or(0) * LINE;
        let beside = placed.y + (placed.height - room) / 2 + 9_500;
        let (x, anchor, first) = match placed.side {
            Side::Before => (placed.x - 6_000, Anchor::End, beside),
            Side::After => (placed.x + placed.width + 6_000, Anchor::Start, beside),
            Side::Above => (placed.x + placed.width / 2, Anchor::Middle, placed.y - room + 6_500),
        };
        if placed.side == Side::Above {
            for (at, line) in (0..).zip(&placed.label) {
                sheet.text_on_white((x, first + at * LINE), anchor, line);
            }
        } else {
            sheet.lines((x, first), anchor, &placed.label);
        }
    }
}
