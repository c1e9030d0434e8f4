//! Tables: fixed widths, a head that each page repeats, rows that stay whole.

use super::body::Body;
use super::styles::{self, RowStyle, points};
use crate::document::TableLook;
use crate::office::look::Face;
use crate::office::walk::{cell_style, head_style};
use crate::office::{Grid, Line, Run, Tone, xml};

impl Body {
    /// Begins a table, and writes its head.
    pub fn open(&mut self, grid: &Grid<'_>) {
        self.tables += 1;
        self.table = (grid.widths.len(), grid.half_points);
        self.cell = match (grid.is_pairs, grid.look) {
            (true, _) => "pairs",
            (false, TableLook::Plain) => "plain",
            (false, TableLook::Apart) => "apart",
            // What rests on an assertion stands behind a broken line, of which the first cell of each row draws its part.
            (false, TableLook::Asserted) => "asserted",
        };
        let number = self.tables;
        self.column_styles(grid, number);
        self.out.push_str(&format!("<table:table table:name=\"Table {number}\" table:style-name=\"T{number}\">"));
        if !grid.name.is_empty() {
            self.out.push_str(&format!("<table:title>{}</table:title>", xml::escape(&grid.name)));
        }
        for column in 1..=grid.widths.len() {
            self.out.push_str(&format!("<table:table-column table:style-name=\"T{number}.{column}\"/>"));
        }
        if !grid.head.is_empty() {
            self.head(grid);
        }
    }

    /// Lines of neighbours stay apart: where they are one, LibreOffice 7.4 can lose all rows but the first of a table whose
    /// head and first row end a page.
    fn column_styles(&mut self, grid: &Grid<'_>, number: u32) {
        let total: u32 = grid.widths.iter().sum();
        self.columns.push_str(&format!(
            "<style:style style:name=\"T{number}\" style:family=\"table\"><style:table-properties style:width=\"{}\" table:align=\"left\" table:border-model=\"separating\" style:may-break-between-rows=\"true\"/></style:style>",
            points(total)
        ));
        for (column, width) in (1..).zip(&grid.widths) {
            self.columns.push_str(&format!(
                "<style:style style:name=\"T{number}.{column}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}\"/></style:style>",
                points(*width)
            ));
        }
    }

    fn head(&mut self, grid: &Grid<'_>) {
        self.out.push_str(&format!("<table:table-header-rows>{}", row_start(true)));
        for (at, (label, set)) in grid.head.iter().enumerate() {
            let style = self.cell_name(RowStyle::Head, at);
            self.cell_start(&style, 1);
            self.set(&styles::id(head_style(grid.half_points, *set)), &[Run::Text(Face::Plain, (*label).into())]);
            self.out.push_str("</table:table-cell>");
        }
        self.out.push_str("</table:table-row></table:table-header-rows>");
    }

    /// A row.
    pub fn line(&mut self, line: &Line<'_>) {
        let (columns, half_points) = self.table;
        self.out.push_str(&row_start(line.is_whole));
        let (style, span) = match line.tone {
            Tone::Plain => (RowStyle::Plain, 1),
            Tone::Loud => (RowStyle::Loud, 1),
            Tone::Sum => (RowStyle::Sum, 1),
            Tone::Heads => (RowStyle::Sum, columns),
        };
        for (at, (set, runs)) in line.cells.iter().enumerate() {
            let cell = self.cell_name(style, at);
            self.cell_start(&cell, span);
            let mut paragraph = styles::id(cell_style(half_points, line.tone, *set));
            paragraph.push_str(if line.tone == Tone::Heads { styles::KEPT } else { "" });
            self.set(&paragraph, runs);
            self.out.push_str("</table:table-cell>");
        }
        self.out.push_str(&"<table:covered-table-cell/>".repeat(span - 1));
        self.out.push_str("</table:table-row>");
    }

    /// The style of a cell by its row and its column.
    fn cell_name(&self, row: RowStyle, column: usize) -> String {
        let table = match self.cell {
            "asserted" if column > 0 => "plain",
            table => table,
        };
        styles::cell_name(table, row)
    }

    fn cell_start(&mut self, style: &str, span: usize) {
        self.out.push_str(&format!("<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\""));
        if span > 1 {
            self.out.push_str(&format!(" table:number-columns-spanned=\"{span}\""));
        }
        self.out.push('>');
    }
}

fn row_start(is_whole: bool) -> String {
    format!("<table:table-row table:style-name=\"{}\">", if is_whole { styles::ROW_WHOLE } else { styles::ROW })
}
