//! The document as bytes. Every text that goes in passes [`escape`]: there is no other way into the page.

mod table;

use filature_model::Language;

use crate::document::{
    Block, Document, Figure, FigureLook, Ground, Grounds, Inline, Measures, Part, Picture, RowRef, Rows, Said,
};
use crate::escape::escape;
use crate::form::Form;
use crate::notes::{Mark, NOTE_ROWS, Notes, is_marked};
use crate::wording::{self, Pair};
use crate::{format, manifest, svg};

const STYLE: &str = include_str!("style.css");

/// The whole page.
pub fn render(document: &Document) -> String {
    let mut page = Page { out: String::new(), language: document.language, notes: Notes::new(), order: Vec::new() };
    page.head(document);
    page.title_block(document);
    page.contents(document);
    let mut open = false;
    for part in &document.parts {
        page.close_notes();
        if part.level == 2 {
            page.out.push_str(if open { "</section>\n" } else { "" });
            page.out.push_str(&format!("<section class=\"{}\">\n", part.anchor));
            open = true;
        }
        page.part(part);
    }
    page.close_notes();
    page.out.push_str(if open { "</section>\n" } else { "" });
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
    language: Language,
    /// The numbers of the notes.
    notes: Notes,
    /// The notes of the part that is being written, in their order.
    order: Vec<(u32, Grounds)>,
}

impl Page {
    fn words(&self, pair: Pair) -> String {
        escape(&pair.pick(self.language))
    }

    fn head(&mut self, document: &Document) {
        let (code, title) = (self.language.code(), escape(&document.title));
        // The running foot goes into style text: only letters that cannot end a string may stand in it.
        let running: String =
            document.running.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '·' | '.' | '…')).collect();
        let manifest = document.manifest.as_ref().map_or_else(String::new, |manifest| {
            let text = escape(&manifest.of_form(Form::Html).json());
            format!("<meta name=\"{}\" content=\"{text}\">\n", manifest::META_NAME)
        });
        self.out.push_str(&format!(
            "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n{manifest}<title>{title} · {}</title>\n<style>\n{STYLE}@page {{ @bottom-left {{ content: \"{running}\" }} }}\n</style>\n</head>\n<body>\n",
            escape(&document.overline)
        ));
    }

    fn title_block(&mut self, document: &Document) {
        self.out.push_str(&format!(
            "<main>\n<header>\n<p class=\"over\">{}</p>\n<h1><bdi>{}</bdi></h1>\n",
            escape(&document.overline),
            escape(&document.title)
        ));
        self.pairs(&document.particulars);
        self.out.push_str("</header>\n");
    }

    fn contents(&mut self, document: &Document) {
        let label = self.words(wording::CONTENTS);
        self.out.push_str(&format!("<nav aria-label=\"{label}\">\n<h2>{label}</h2>\n<ol>\n"));
        for part in document.parts.iter().filter(|part| part.level == 2 || part.in_contents) {
            let inner = if part.level == 2 { "" } else { " class=\"inner\"" };
            self.out.push_str(&format!(
                "<li{inner}><span class=\"no\">{}</span> <a href=\"#{}\">{}</a></li>\n",
                escape(&part.number),
                part.anchor,
                escape(&part.title)
            ));
        }
        self.out.push_str("</ol>\n</nav>\n");
    }

    fn part(&mut self, part: &Part) {
        let level = part.level;
        let page = if part.new_page { " class=\"page\"" } else { "" };
        self.out.push_str(&format!(
            "<h{level} id=\"{}\"{page}><span class=\"no\">{}</span> {}</h{level}>\n",
            part.anchor,
            escape(&part.number),
            escape(&part.title)
        ));
        if !part.under.is_empty() {
            self.tagged("p", " class=\"under\"", &part.under);
        }
        for block in &part.blocks {
            self.block(block, level);
        }
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            Block::Prose(text) => self.tagged("p", "", text),
            Block::Heading(text) => {
                let level = level + 1;
                self.out.push_str(&format!("<h{level}>{}</h{level}>\n", escape(text)));
            }
            Block::Said(said) => self.said(said),
            Block::Alarm(text) => self.tagged("p", " class=\"alarm\"", text),
            Block::Care(text) => self.tagged("p", " class=\"care\"", text),
            Block::List(items) => {
                self.out.push_str("<ul>\n");
                items.iter().for_each(|item| self.tagged("li", "", item));
                self.out.push_str("</ul>\n");
            }
            Block::Measures(measures) => self.measures(measures),
            Block::Pairs(pairs) => self.pairs(pairs),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn tagged(&mut self, tag: &str, attributes: &str, text: &[Inline]) {
        self.out.push_str(&format!("<{tag}{attributes}>"));
        self.inlines(text, None, false);
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn said(&mut self, said: &Said) {
        let (class, label) = match said {
            Said::Fact(_) => ("fact", wording::FACT),
            Said::Computation(_) => ("computation", wording::COMPUTATION),
            Said::Assumption(_) => ("assumption", wording::ASSUMPTION),
            Said::Assertion(_) => ("assertion", wording::ASSERTION),
            Said::WithAssertion(_) => ("computation asserted", wording::COMPUTATION_ASSERTED),
        };
        let label = self.words(label);
        self.out.push_str(&format!("<p class=\"said {class}\"><span class=\"kind\">{label}</span> "));
        self.inlines(said.inlines(), None, false);
        self.out.push_str("</p>\n");
    }

    fn pairs(&mut self, pairs: &[(String, Vec<Inline>)]) {
        self.out.push_str("<dl>\n");
        for (label, value) in pairs {
            self.out.push_str(&format!("<div><dt>{}</dt>", escape(label)));
            self.tagged("dd", "", value);
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn measures(&mut self, measures: &Measures) {
        self.out.push_str("<div class=\"measures\">\n<p>");
        self.inlines(&measures.caption, None, false);
        self.mark(&measures.grounds);
        self.out.push_str("</p>\n<dl>\n");
        for (name, figure) in &measures.pairs {
            self.out.push_str(&format!("<div><dt>{}</dt><dd>", escape(name)));
            self.inlines(std::slice::from_ref(figure), Some(&measures.grounds), false);
            self.out.push_str("</dd></div>\n");
        }
        self.out.push_str("</dl>\n</div>\n");
    }

    fn picture(&mut self, picture: &Picture) {
        self.out.push_str(&format!("<figure id=\"{}\">\n{}<figcaption>", picture.anchor, svg::draw(picture)));
        self.inlines(&picture.caption, None, false);
        self.mark(&picture.grounds);
        self.out.push_str("</figcaption>\n</figure>\n");
    }

    fn inlines(&mut self, text: &[Inline], shared: Option<&Grounds>, sourced: bool) {
        for (index, inline) in text.iter().enumerate() {
            match inline {
                Inline::Words(text) => self.out.push_str(&escape(text)),
                Inline::Strong(text) => self.out.push_str(&format!("<strong>{}</strong>", escape(text))),
                Inline::Data(text) => self.out.push_str(&format!("<bdi>{}</bdi>", escape(text))),
                Inline::Key(text) => {
                    // An account number must not break; what is longer than any IBAN has to.
                    let class = if text.chars().count() <= 34 { "key" } else { "key long" };
                    self.out.push_str(&format!("<bdi class=\"{class}\">{}</bdi>", escape(text)));
                }
                Inline::Link(link) => {
                    self.out.push_str(&format!("<a href=\"#{}\">{}</a>", link.to, escape(&link.text)));
                }
                Inline::Break => self.out.push_str("<br>"),
                Inline::Figure(figure) => {
                    let is_marked = is_marked(&text[index + 1..], figure, shared, sourced);
                    self.figure(figure, is_marked);
                }
            }
        }
    }

    fn figure(&mut self, figure: &Figure, is_marked: bool) {
        let text = escape(figure.text());
        self.out.push_str(&match figure.look() {
            FigureLook::Amount => format!("<span class=\"amount\">{text}</span>"),
            FigureLook::Measure => format!("<span class=\"n\">{text}</span>"),
            FigureLook::Sentence => format!("<bdi>{text}</bdi>"),
        });
        if is_marked {
            self.mark(figure.grounds());
        }
    }

    /// The number of a note, and the way to it; equal grounds share a note within a part.
    fn mark(&mut self, grounds: &Grounds) {
        let Mark { number, is_first } = self.notes.mark(grounds);
        if is_first {
            self.order.push((number, grounds.clone()));
        }
        self.out.push_str(&format!("<sup><a href=\"#n{number}\">[{number}]</a></sup>"));
    }

    fn close_notes(&mut self) {
        let order = std::mem::take(&mut self.order);
        if let Some((first, _)) = order.first() {
            let label = self.words(wording::NOTES);
            self.out.push_str(&format!("<aside class=\"notes\" aria-label=\"{label}\">\n<ol start=\"{first}\">\n"));
            for (number, grounds) in &order {
                self.out.push_str(&format!("<li id=\"n{number}\">"));
                for (index, ground) in grounds.iter().enumerate() {
                    self.out.push_str(if index == 0 { "" } else { " ; " });
                    self.ground(ground);
                }
                self.out.push_str("</li>\n");
            }
            self.out.push_str("</ol>\n</aside>\n");
        }
        self.notes.close_part();
    }

    fn ground(&mut self, ground: &Ground) {
        match ground {
            Ground::Row(row) => self.row_link(row),
            Ground::Line(text) | Ground::Summed(text) | Ground::Asserted(text) => self.out.push_str(&escape(text)),
            Ground::Part(link) => {
                let words = self.words(wording::COUNTED_IN);
                self.out.push_str(&format!("{words} <a href=\"#{}\">{}</a>", link.to, escape(&link.text)));
            }
            Ground::Computed { how, rows, listed } => {
                self.out.push_str(&escape(how));
                let colon = escape(&format::typeset(self.language.pick(": ", " : "), self.language));
                self.out.push_str(&colon);
                if let Some(link) = listed {
                    let words = self.words(wording::LISTED_IN);
                    self.out.push_str(&format!("{words} <a href=\"#{}\">{}</a>, ", link.to, escape(&link.text)));
                }
                self.rows(rows);
            }
        }
    }

    fn rows(&mut self, rows: &Rows) {
        let from =
            wording::FROM_ROWS.pick(self.language).replace("{0}", &format::count(rows.len() as u64, self.language));
        self.out.push_str(&format!("{} (", escape(&from)));
        for (index, row) in rows.iter().take(NOTE_ROWS).enumerate() {
            self.out.push_str(if index == 0 { "" } else { ", " });
            self.out.push_str(&format!("<a href=\"#{}\">E{}</a>", row.anchor(), row.number));
        }
        if rows.len() > NOTE_ROWS {
            let more = format::count((rows.len() - NOTE_ROWS) as u64, self.language);
            self.out
                .push_str(&format!(" {}", escape(&wording::FROM_ROWS_MORE.pick(self.language).replace("{0}", &more))));
        }
        self.out.push(')');
    }

    fn row_link(&mut self, row: &RowRef) {
        self.out.push_str(&format!("<a href=\"#{}\">{} (E{})</a>", row.anchor(), escape(&row.place), row.number));
    }
}
