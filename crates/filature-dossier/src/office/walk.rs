//! The document from its first line to its last, handed to a writer piece by piece.

use filature_model::Language;

use super::lines::{Lines, plain};
use super::look::{Cell, Face, Style, Weight};
use super::picture::Plate;
use super::widths::{self, Fit};
use super::{Entry, Grid, Line, Run, Tone, Writer};
use crate::document::{Block, Document, Grounds, Inline, Measures, Part, Picture, Row, Said, Set, Table, TableLook};
use crate::format::NO_BREAK;
use crate::{markup, wording};

/// Size of labels and values at the title, and further on where there are many of them.
const PAIRS_HALF_POINTS: (u32, u32) = (17, 15);

/// Hands everything to the writer, in the order in which it is read.
pub fn walk(document: &Document, writer: &mut impl Writer) {
    let lines = Lines::new(document.language);
    let mut walk = Walk { writer, lines, language: document.language, pictures: 0 };
    walk.title_block(document);
    walk.contents(document);
    for part in &document.parts {
        walk.lines.new_part();
        walk.part(part);
    }
}

struct Walk<'d, 'w, W> {
    writer: &'w mut W,
    lines: Lines<'d>,
    language: Language,
    pictures: u32,
}

impl<'d, W: Writer> Walk<'d, '_, W> {
    fn title_block(&mut self, document: &'d Document) {
        self.writer.paragraph(Style::Overline, &[plain(&document.overline)]);
        self.writer.paragraph(Style::Title, &[plain(&document.title)]);
        self.pairs(&document.particulars, PAIRS_HALF_POINTS.0);
    }

    fn contents(&mut self, document: &'d Document) {
        let shown = document.parts.iter().filter(|part| part.level == 2 || part.in_contents);
        let entry = |part: &'d Part| {
            let to = self.lines.anchor(part.anchor.as_str());
            Entry { number: &part.number, title: &part.title, to, level: part.level - 1 }
        };
        let entries: Vec<Entry<'d>> = shown.map(entry).collect();
        self.writer.contents(&wording::CONTENTS.pick(self.language), &entries);
    }

    fn part(&mut self, part: &'d Part) {
        let level = part.level - 1;
        let style = if part.new_page { Style::PageHeading(level) } else { Style::Heading(level) };
        let place = Run::Place(self.lines.anchor(part.anchor.as_str()));
        let number = Run::Text(Face::Soft, format!("{}{NO_BREAK}{NO_BREAK}", part.number).into());
        self.writer.paragraph(style, &[place, number, plain(&part.title)]);
        if !part.under.is_empty() {
            self.paragraph(Style::Under, &part.under);
        }
        for block in &part.blocks {
            self.block(block, part.level);
        }
    }

    fn block(&mut self, block: &'d Block, level: u8) {
        match block {
            Block::Prose(text) => self.paragraph(Style::Prose, text),
            Block::Heading(text) => self.writer.paragraph(Style::Heading(level), &[plain(text)]),
            Block::Said(said) => self.said(said),
            Block::Alarm(text) => {
                let mut runs = vec![plain("✗\u{a0}\u{a0}")];
                runs.extend(self.lines.runs(text, None, false));
                self.writer.paragraph(Style::Alarm, &runs);
            }
            Block::Care(text) => self.paragraph(Style::Care, text),
            Block::List(items) => {
                let items: Vec<Vec<Run<'d>>> = items.iter().map(|item| self.lines.runs(item, None, false)).collect();
                self.writer.list(&items);
            }
            Block::Measures(measures) => self.measures(measures),
            Block::Pairs(pairs) => self.pairs(pairs, PAIRS_HALF_POINTS.1),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn paragraph(&mut self, style: Style, text: &'d [Inline]) {
        let runs = self.lines.runs(text, None, false);
        self.writer.paragraph(style, &runs);
    }

    fn said(&mut self, said: &'d Said) {
        let (style, label) = match said {
            Said::Fact(_) => (Style::Fact, wording::FACT),
            Said::Computation(_) => (Style::Computation, wording::COMPUTATION),
            Said::Assumption(_) => (Style::Assumption, wording::ASSUMPTION),
            Said::Assertion(_) => (Style::Assertion, wording::ASSERTION),
            Said::WithAssertion(_) => (Style::WithAssertion, wording::COMPUTATION_ASSERTED),
        };
        let mut runs = vec![Run::Text(Face::Kind, label.pick(self.language).into()), plain("  ")];
        runs.extend(self.lines.runs(said.inlines(), None, false));
        self.writer.paragraph(style, &runs);
    }

    fn pairs(&mut self, pairs: &'d [(String, Vec<Inline>)], half_points: u32) {
        if pairs.is_empty() {
            return;
        }
        let fit = widths::fit_pairs(pairs.iter().map(|(label, _)| label.as_str()), half_points);
        self.open(String::new(), &fit, Vec::new(), TableLook::Plain, true);
        for (label, value) in pairs {
            let label = vec![Run::Text(Face::Soft, label.into())];
            let cells = vec![(Set::Left, label), (Set::Left, self.lines.runs(value, None, false))];
            self.writer.row(&Line { cells, tone: Tone::Plain, is_whole: false });
        }
        self.writer.close_table();
    }

    fn measures(&mut self, measures: &'d Measures) {
        self.caption(Style::Caption, None, &measures.caption, Some(&measures.grounds));
        let pairs = measures.pairs.iter().map(|(name, figure)| (name.as_str(), figure));
        let fit = widths::fit_measures(pairs, PAIRS_HALF_POINTS.1);
        self.open(markup::plain(&measures.caption), &fit, Vec::new(), TableLook::Plain, false);
        for (name, figure) in &measures.pairs {
            let value = self.lines.runs(std::slice::from_ref(figure), Some(&measures.grounds), false);
            let cells = vec![(Set::Left, vec![plain(name)]), (Set::Right, value)];
            self.writer.row(&Line { cells, tone: Tone::Plain, is_whole: true });
        }
        self.writer.close_table();
    }

    fn caption(&mut self, style: Style, anchor: Option<&'d str>, caption: &'d [Inline], grounds: Option<&'d Grounds>) {
        let mut runs: Vec<Run<'d>> = anchor.map(|anchor| Run::Place(self.lines.anchor(anchor))).into_iter().collect();
        runs.extend(self.lines.runs(caption, None, false));
        runs.extend(grounds.map(|grounds| self.lines.mark(grounds)));
        self.writer.paragraph(style, &runs);
    }

    fn open(&mut self, name: String, fit: &Fit, head: Vec<(&'d str, Set)>, look: TableLook, is_pairs: bool) {
        let (widths, half_points) = (fit.widths.clone(), fit.half_points);
        self.writer.open_table(&Grid { name, widths, half_points, head, look, is_pairs });
    }

    fn table(&mut self, table: &'d Table) {
        let style = if table.look == TableLook::Apart { Style::CaptionApart } else { Style::Caption };
        self.caption(style, table.anchor.as_deref(), &table.caption, table.grounds.as_ref());
        let fit = widths::fit(table);
        let head = table.columns.iter().map(|(label, set)| (label.as_str(), *set)).collect();
        self.open(markup::plain(&table.caption), &fit, head, table.look, false);
        for row in &table.rows {
            let cells = if row.heads { vec![self.heading_cell(row, table)] } else { self.cells(row, table) };
            let tone = match (row.heads, row.loud, row.sum) {
                (true, _, _) => Tone::Heads,
                (false, true, _) => Tone::Loud,
                (false, false, true) => Tone::Sum,
                (false, false, false) => Tone::Plain,
            };
            self.writer.row(&Line { cells, tone, is_whole: widths::is_whole(row, &fit) });
        }
        self.writer.close_table();
    }

    fn heading_cell(&mut self, row: &'d Row, table: &'d Table) -> (Set, Vec<Run<'d>>) {
        let text = row.cells.iter().flat_map(|cell| self.lines.runs(cell, table.grounds.as_ref(), table.sourced));
        (Set::Left, text.collect())
    }

    fn cells(&mut self, row: &'d Row, table: &'d Table) -> Vec<(Set, Vec<Run<'d>>)> {
        let mut cells = Vec::with_capacity(row.cells.len());
        for (index, (cell, (_, set))) in row.cells.iter().zip(&table.columns).enumerate() {
            let place = row.anchor.as_deref().filter(|_| index == 0);
            let mut runs: Vec<Run<'d>> = place.map(|name| Run::Place(self.lines.anchor(name))).into_iter().collect();
            runs.extend(self.lines.runs(cell, row.grounds.as_ref().or(table.grounds.as_ref()), table.sourced));
            if let (0, Some(grounds)) = (index, &row.grounds) {
                runs.push(self.lines.mark(grounds));
            }
            if row.loud {
                runs.iter_mut().for_each(louder);
            }
            cells.push((*set, runs));
        }
        cells
    }

    fn picture(&mut self, picture: &'d Picture) {
        self.pictures += 1;
        self.writer.picture(&Plate::of(picture, self.pictures));
        self.caption(Style::PictureCaption, Some(&picture.anchor), &picture.caption, Some(&picture.grounds));
    }
}

fn louder(run: &mut Run<'_>) {
    if let Run::Text(face @ Face::Strong, _) = run {
        *face = Face::Loud;
    }
}

/// The style of a cell of a row.
pub fn cell_style(half_points: u32, tone: Tone, set: Set) -> Style {
    let weight = if matches!(tone, Tone::Sum | Tone::Heads) { Weight::Bold } else { Weight::Plain };
    Style::Cell(Cell { half_points, weight, is_right: matches!(set, Set::Right | Set::Bounds) })
}

/// The style of the heading of a column.
pub fn head_style(half_points: u32, set: Set) -> Style {
    Style::Cell(Cell { half_points, weight: Weight::Head, is_right: matches!(set, Set::Right | Set::Bounds) })
}
