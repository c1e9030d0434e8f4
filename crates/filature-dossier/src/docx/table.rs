//! Tables: fixed widths, a head that each page repeats, rows that stay whole.

use super::body::Body;
use super::styles;
use crate::document::{Set, TableLook};
use crate::office::look::{ALARM, ALARM_GROUND, FAINT, Face, INK, RULE, SOFT, Style};
use crate::office::walk::{cell_style, head_style};
use crate::office::{Grid, Line, Run, Tone, xml};

impl Body {
    /// Begins a table, and writes its head.
    pub fn open(&mut self, grid: &Grid<'_>) {
        self.table = (grid.widths.clone(), grid.half_points);
        let total: u32 = grid.widths.iter().sum();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>{}<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{}\" w:firstRow=\"{}\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>",
            styles::TABLE,
            borders(grid),
            if grid.head.is_empty() { "0680" } else { "06A0" },
            u32::from(!grid.head.is_empty()),
        ));
        if !grid.name.is_empty() {
            self.out.push_str(&format!("<w:tblCaption w:val=\"{}\"/>", xml::escape(&grid.name)));
        }
        self.out.push_str("</w:tblPr><w:tblGrid>");
        for width in &grid.widths {
            self.out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
        if !grid.head.is_empty() {
            self.head(grid);
        }
    }

    fn head(&mut self, grid: &Grid<'_>) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        let below =
            format!("<w:tcBorders>{}</w:tcBorders><w:vAlign w:val=\"bottom\"/>", edge("bottom", "single", 6, INK));
        for ((label, set), width) in grid.head.iter().zip(&grid.widths) {
            self.cell_start(*width, "", &below);
            let label = Run::Text(Face::Plain, (*label).into());
            self.cell_text(head_style(grid.half_points, *set), &[label], false);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    /// A row.
    pub fn line(&mut self, line: &Line<'_>) {
        let (widths, half_points) = self.table.clone();
        self.out.push_str(if line.is_whole { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
        let look = match line.tone {
            Tone::Plain => String::new(),
            Tone::Loud => {
                let (top, bottom) = (edge("top", "single", 12, ALARM), edge("bottom", "single", 12, ALARM));
                format!("<w:tcBorders>{top}{bottom}</w:tcBorders>{}", ground(ALARM_GROUND))
            }
            Tone::Sum | Tone::Heads => format!("<w:tcBorders>{}</w:tcBorders>", edge("top", "single", 6, SOFT)),
        };
        let is_head = line.tone == Tone::Heads;
        let span = if is_head { format!("<w:gridSpan w:val=\"{}\"/>", widths.len()) } else { String::new() };
        let all = [widths.iter().sum()];
        let widths = if is_head { &all[..] } else { &widths };
        for ((set, runs), width) in line.cells.iter().zip(widths) {
            let no_wrap = if *set == Set::Tight { "<w:noWrap/>" } else { "" };
            self.cell_start(*width, &span, &format!("{look}{no_wrap}"));
            self.cell_text(cell_style(half_points, line.tone, *set), runs, is_head);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    fn cell_start(&mut self, width: u32, span: &str, look: &str) {
        self.out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{look}</w:tcPr>"));
    }

    fn cell_text(&mut self, style: Style, runs: &[Run<'_>], keeps_next: bool) {
        let is_right = matches!(style, Style::Cell(cell) if cell.is_right);
        let keep = if keeps_next { "<w:keepNext/>" } else { "" };
        let right = if is_right { "<w:jc w:val=\"right\"/>" } else { "" };
        self.set(style, &format!("{keep}{right}"), runs);
    }
}

/// Lines of a whole table: what rests on an assertion stands behind a broken line, and what is not to be compared
/// between dotted ones, on a grey ground.
fn borders(grid: &Grid<'_>) -> String {
    let outer = if grid.look == TableLook::Apart { "dotted" } else { "single" };
    let outer = |side| if grid.is_pairs { String::new() } else { edge(side, outer, 6, INK) };
    let left = match grid.look {
        TableLook::Asserted => edge("left", "dashed", 32, INK),
        TableLook::Plain | TableLook::Apart => String::new(),
    };
    let shade = if grid.look == TableLook::Apart { ground(FAINT) } else { String::new() };
    let inner = edge("insideH", "single", 4, RULE);
    format!("<w:tblBorders>{}{left}{}{inner}</w:tblBorders>{shade}", outer("top"), outer("bottom"))
}

fn edge(side: &str, kind: &str, eighths: u32, color: &str) -> String {
    format!("<w:{side} w:val=\"{kind}\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"{color}\"/>")
}

fn ground(color: &str) -> String {
    format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{color}\"/>")
}
