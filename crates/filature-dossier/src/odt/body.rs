//! Paragraphs, lists, contents and pictures. Tables stand in `table.rs`.

use super::{styles, text};
use crate::office::look::{Face, Style};
use crate::office::picture::Plate;
use crate::office::{Entry, Grid, Line, Run, Writer, xml};

/// The XML of the document as far as it has been handed over.
#[derive(Debug, Default)]
pub struct Body {
    /// Paragraphs and tables.
    pub out: String,
    /// The styles of the columns of the tables.
    pub columns: String,
    /// Pictures.
    pub pictures: Vec<String>,
    /// How many tables there are.
    pub tables: u32,
    /// The table that is open: how many columns it has, and the size of its text.
    pub table: (usize, u32),
    /// How the cells of the table that is open are set.
    pub cell: &'static str,
}

impl Body {
    /// A paragraph in a style by its name.
    pub fn set(&mut self, style: &str, runs: &[Run<'_>]) {
        self.out.push_str(&format!("<text:p text:style-name=\"{style}\">"));
        text::runs(&mut self.out, runs);
        self.out.push_str("</text:p>");
    }

    /// An entry of the contents.
    fn entry(&mut self, entry: &Entry<'_>) {
        self.out.push_str(&format!("<text:p text:style-name=\"{}\">", styles::id(Style::Contents(entry.level))));
        let index = Some(styles::IN_CONTENTS);
        text::way(&mut self.out, entry.number, entry.to, index);
        self.out.push_str(if entry.has_long_number() { "\u{a0}\u{a0}" } else { "<text:tab/>" });
        text::way(&mut self.out, entry.title, entry.to, index);
        // The page is worked out when the document is laid out.
        self.out.push_str(&format!(
            "<text:tab/><text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"{}\"></text:bookmark-ref></text:p>",
            entry.to.name()
        ));
    }
}

impl Writer for Body {
    fn contents(&mut self, title: &str, entries: &[Entry<'_>]) {
        self.set(&styles::id(Style::ContentsTitle), &[Run::Text(Face::Plain, title.into())]);
        entries.iter().for_each(|entry| self.entry(entry));
    }

    fn paragraph(&mut self, style: Style, runs: &[Run<'_>]) {
        let level = match style {
            Style::Heading(level) | Style::PageHeading(level) => level,
            _ => return self.set(&styles::id(style), runs),
        };
        self.out
            .push_str(&format!("<text:h text:style-name=\"{}\" text:outline-level=\"{level}\">", styles::id(style)));
        text::runs(&mut self.out, runs);
        self.out.push_str("</text:h>");
    }

    fn list(&mut self, items: &[Vec<Run<'_>>]) {
        self.out.push_str(&format!("<text:list text:style-name=\"{}\">", styles::LIST));
        for item in items {
            self.out.push_str("<text:list-item>");
            self.set(&styles::id(Style::Item), item);
            self.out.push_str("</text:list-item>");
        }
        self.out.push_str("</text:list>");
    }

    fn open_table(&mut self, grid: &Grid<'_>) {
        self.open(grid);
    }

    fn row(&mut self, line: &Line<'_>) {
        self.line(line);
    }

    fn close_table(&mut self) {
        self.out.push_str("</table:table>");
        self.set(&styles::id(Style::After), &[]);
    }

    fn picture(&mut self, plate: &Plate) {
        let number = plate.number;
        self.out.push_str(&format!(
            "<text:p text:style-name=\"{}\"><draw:frame draw:style-name=\"{}\" draw:name=\"Picture {number}\" text:anchor-type=\"as-char\" svg:width=\"{}\" svg:height=\"{}\"><draw:image xlink:href=\"Pictures/picture{number}.svg\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" draw:mime-type=\"image/svg+xml\"/><svg:title>{}</svg:title><svg:desc>{}</svg:desc></draw:frame></text:p>",
            styles::id(Style::Picture),
            styles::FRAME,
            styles::points(plate.size_twips.0),
            styles::points(plate.size_twips.1),
            xml::escape(&plate.caption),
            xml::escape(&plate.description)
        ));
        self.pictures.push(plate.svg.clone());
    }
}
