//! Tables of the page; long ones in pieces.

use super::{Page, escape};
use crate::document::{Row, Set, Size, Table, TableLook};
use crate::markup;

/// Tables with more rows than this are written in pieces, of which a browser lays out only those that are near what is seen: one table
/// of 50,000 rows is laid out and painted again at each turn of the wheel (benches/README.md).
const MOST_ROWS: usize = 400;
/// How many rows a piece has; `style.css` says how high that is before it is laid out.
const ROWS_IN_PIECE: usize = 100;
/// What is longer goes on in the next line, as far as the share of its column goes.
const WIDEST_COLUMN: usize = 44;
const LONG_BEGINS: &str = "<div class=\"pieces\">\n<div class=\"piece\">";

impl Page {
    /// The table.
    pub fn table(&mut self, table: &Table) {
        let id = table.anchor.as_ref().map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
        let size = match table.size {
            Size::Plain if table.columns.len() <= 3 => "narrow",
            Size::Plain => "",
            Size::Dense => "dense",
            Size::Fine => "dense fine",
        };
        let look = match table.look {
            TableLook::Plain => "",
            TableLook::Asserted => "asserted",
            TableLook::Apart => "apart",
        };
        let classes = [size, look].join(" ");
        let look = match classes.trim() {
            "" => String::new(),
            classes => format!(" class=\"{classes}\""),
        };
        let is_long = table.rows.len() > MOST_ROWS;
        self.out.push_str(if is_long { LONG_BEGINS } else { "" });
        self.out.push_str(&format!("<table{id}{look}>\n<caption>"));
        self.inlines(&table.caption, None, false);
        if let Some(grounds) = &table.grounds {
            self.mark(grounds);
        }
        self.out.push_str("</caption>\n");
        let head = table_head(table, is_long);
        self.out.push_str(&head);
        let mut in_piece = 0;
        for (index, row) in table.rows.iter().enumerate() {
            if is_long && in_piece >= ROWS_IN_PIECE {
                let name = escape(&markup::plain(&table.caption));
                let ends = "</tbody>\n</table>\n</div>\n<div class=\"piece\">";
                self.out.push_str(&format!("{ends}<table{look} aria-label=\"{name}\">\n{head}"));
                in_piece = 0;
            } else if row.heads && index > 0 {
                // Each heading opens a group of rows of its own, for those who listen to the page.
                self.out.push_str("</tbody>\n<tbody>\n");
            }
            in_piece += 1;
            if row.heads { self.heading_row(row, table) } else { self.row(row, table) }
        }
        self.out.push_str("</tbody>\n</table>\n");
        self.out.push_str(if is_long { "</div>\n</div>\n" } else { "" });
    }

    fn heading_row(&mut self, row: &Row, table: &Table) {
        let span = table.columns.len();
        self.out.push_str(&format!("<tr class=\"head\"><th scope=\"rowgroup\" colspan=\"{span}\">"));
        for cell in &row.cells {
            self.inlines(cell, table.grounds.as_ref(), table.sourced);
        }
        self.out.push_str("</th></tr>\n");
    }

    fn row(&mut self, row: &Row, table: &Table) {
        let id = row.anchor.as_ref().map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
        let look = match (row.loud, row.sum) {
            (true, _) => " class=\"loud\"",
            (false, true) => " class=\"sum\"",
            (false, false) => "",
        };
        self.out.push_str(&format!("<tr{id}{look}>"));
        for (index, (cell, (_, set))) in row.cells.iter().zip(&table.columns).enumerate() {
            let (tag, scope) = if index == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            self.out.push_str(&format!("<{tag}{scope}{}>", class(*set)));
            self.inlines(cell, row.grounds.as_ref().or(table.grounds.as_ref()), table.sourced);
            if let (0, Some(grounds)) = (index, &row.grounds) {
                self.mark(grounds);
            }
            self.out.push_str(&format!("</{tag}>"));
        }
        self.out.push_str("</tr>\n");
    }
}

/// The columns and their headings; in a long table with widths, so that its pieces stand below one another.
fn table_head(table: &Table, is_long: bool) -> String {
    let mut head = String::new();
    if is_long {
        let shares = shares(table).into_iter().map(|share| format!("<col style=\"width:{share}%\">"));
        head.push_str(&format!("<colgroup>{}</colgroup>\n", shares.collect::<String>()));
    }
    head.push_str("<thead><tr>");
    for (label, set) in &table.columns {
        head.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(*set), escape(label)));
    }
    head.push_str("</tr></thead>\n<tbody>\n");
    head
}

/// The part of the width that each column has, in hundredths, by its longest cell.
fn shares(table: &Table) -> Vec<usize> {
    let mut letters: Vec<usize> = table.columns.iter().map(|(label, _)| label.chars().count()).collect();
    for row in table.rows.iter().filter(|row| !row.heads) {
        for (longest, cell) in letters.iter_mut().zip(&row.cells) {
            *longest = (*longest).max(markup::plain(cell).chars().count().min(WIDEST_COLUMN));
        }
    }
    // What stands between columns is some letters wide too.
    let all: usize = letters.iter().map(|letters| letters + 2).sum();
    letters.iter().map(|letters| (letters + 2) * 100 / all.max(1)).collect()
}

fn class(set: Set) -> &'static str {
    match set {
        Set::Left => "",
        Set::Right => " class=\"r\"",
        Set::Bounds => " class=\"r w\"",
        Set::Tight => " class=\"t\"",
    }
}
