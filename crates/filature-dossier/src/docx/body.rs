//! Paragraphs, lists, contents, pictures and notes. Tables stand in `table.rs`.

use super::{styles, text};
use crate::office::look::{Face, Style};
use crate::office::picture::Plate;
use crate::office::{Entry, Grid, Line, Run, TEXT_WIDTH_TWIPS, Writer, xml};

/// English metric units in a twentieth of a point.
const EMU_IN_TWIP: u32 = 635;
/// By which Word knows the extension that holds the picture as SVG.
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

/// The XML of the document as far as it has been handed over.
#[derive(Debug, Default)]
pub struct Body {
    /// Paragraphs and tables.
    pub out: String,
    /// Notes.
    pub notes: String,
    /// Pictures.
    pub pictures: Vec<String>,
    /// The table that is open: the widths of its columns, and the size of its text.
    pub table: (Vec<u32>, u32),
    bookmarks: u32,
}

impl Body {
    /// The runs of a paragraph, and the notes that they make.
    pub fn runs(&mut self, runs: &[Run<'_>]) {
        for run in runs {
            match run {
                Run::Note(number, note) => self.note(*number, note),
                Run::Again(number) => {
                    text::words(&mut self.out, Some(text::MARK), "[");
                    let instruction = format!("NOTEREF _n{number} \\h");
                    text::field(&mut self.out, &instruction, Some(text::MARK), &number.to_string());
                    text::words(&mut self.out, Some(text::MARK), "]");
                }
                Run::Place(anchor) => self.bookmark(&anchor.name(), ""),
                Run::Text(..) | Run::Link(..) | Run::Break => text::in_note(&mut self.out, run),
            }
        }
    }

    /// The mark of a note, with a bookmark by which other marks refer to it, and the note. A bare raised number after
    /// a figure would read as part of it: hence the brackets.
    fn note(&mut self, number: u32, note: &[Run<'_>]) {
        let mark = text::MARK;
        text::words(&mut self.out, Some(mark), "[");
        self.bookmark(
            &format!("_n{number}"),
            &format!("<w:r><w:rPr><w:rStyle w:val=\"{mark}\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r>"),
        );
        text::words(&mut self.out, Some(mark), "]");
        self.notes.push_str(&format!(
            "<w:footnote w:id=\"{number}\"><w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"{mark}\"/></w:rPr><w:footnoteRef/></w:r>",
            styles::id(Style::Footnote)
        ));
        text::words(&mut self.notes, None, "\u{a0}");
        note.iter().for_each(|run| text::in_note(&mut self.notes, run));
        self.notes.push_str("</w:p></w:footnote>");
    }

    fn bookmark(&mut self, name: &str, around: &str) {
        self.bookmarks += 1;
        let id = self.bookmarks;
        self.out.push_str(&format!(
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{around}<w:bookmarkEnd w:id=\"{id}\"/>"
        ));
    }

    /// A paragraph with what its style does not say.
    pub fn set(&mut self, style: Style, more: &str, runs: &[Run<'_>]) {
        self.out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{more}</w:pPr>", styles::id(style)));
        self.runs(runs);
        self.out.push_str("</w:p>");
    }

    /// An entry of the contents. The first and the last hold the ends of the field, by which the person who opens the
    /// document can have the contents made again.
    fn entry(&mut self, entry: &Entry<'_>, (first, last): (bool, bool)) {
        let style = Style::Contents(entry.level);
        let left = style.look().left;
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:tabs><w:tab w:val=\"left\" w:pos=\"{left}\"/><w:tab w:val=\"right\" w:pos=\"{TEXT_WIDTH_TWIPS}\"/></w:tabs></w:pPr>",
            styles::id(style)
        ));
        if first {
            self.out.push_str("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o &quot;1-2&quot; \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
        }
        text::link(&mut self.out, entry.number, entry.to, text::style(Face::Soft));
        if entry.has_long_number() {
            text::words(&mut self.out, None, "\u{a0}\u{a0}");
        } else {
            self.out.push_str("<w:r><w:tab/></w:r>");
        }
        text::link(&mut self.out, entry.title, entry.to, None);
        self.out.push_str("<w:r><w:tab/></w:r>");
        // No page is known before the document is laid out, and none is guessed.
        text::field(&mut self.out, &format!("PAGEREF {} \\h", entry.to.name()), text::style(Face::Soft), "");
        if last {
            self.out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
        }
        self.out.push_str("</w:p>");
    }
}

impl Writer for Body {
    fn contents(&mut self, title: &str, entries: &[Entry<'_>]) {
        self.set(Style::ContentsTitle, "", &[Run::Text(Face::Plain, title.into())]);
        for (index, entry) in entries.iter().enumerate() {
            self.entry(entry, (index == 0, index + 1 == entries.len()));
        }
    }

    fn paragraph(&mut self, style: Style, runs: &[Run<'_>]) {
        let more = if matches!(style, Style::PageHeading(_)) { "<w:pageBreakBefore/>" } else { "" };
        self.set(style, more, runs);
    }

    fn list(&mut self, items: &[Vec<Run<'_>>]) {
        items.iter().for_each(|item| self.set(Style::Item, "", item));
    }

    fn open_table(&mut self, grid: &Grid<'_>) {
        self.open(grid);
    }

    fn row(&mut self, line: &Line<'_>) {
        self.line(line);
    }

    fn close_table(&mut self) {
        self.out.push_str("</w:tbl>");
        // Two tables without a paragraph between them would become one.
        self.set(Style::After, "", &[]);
    }

    fn picture(&mut self, plate: &Plate) {
        let (width, height) = (plate.size_twips.0 * EMU_IN_TWIP, plate.size_twips.1 * EMU_IN_TWIP);
        let number = plate.number;
        let described = format!(
            "id=\"{number}\" name=\"Picture {number}\" descr=\"{}\" title=\"{}\"",
            xml::escape(&plate.description),
            xml::escape(&plate.caption)
        );
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr {described}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"points{number}\"><a:extLst><a:ext uri=\"{SVG_EXTENSION}\"><asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"picture{number}\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
            styles::id(Style::Picture)
        ));
        self.pictures.push(plate.svg.clone());
    }
}
