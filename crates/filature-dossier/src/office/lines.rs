//! Lines of the document as runs, and the numbers of notes and places.

use std::borrow::Cow;
use std::collections::BTreeMap;

use filature_model::Language;

use super::look::Face;
use super::{Anchor, Run};
use crate::document::{Figure, Ground, Grounds, Inline, Link, RowRef, Rows};
use crate::format;
use crate::html::NOTE_ROWS;
use crate::wording::{self, Pair};

/// What turns inlines into runs; it remembers the notes of the part and every place of the document.
#[derive(Debug)]
pub struct Lines<'d> {
    language: Language,
    notes: BTreeMap<&'d Grounds, u32>,
    last_note: u32,
    anchors: BTreeMap<Cow<'d, str>, Anchor>,
}

impl<'d> Lines<'d> {
    /// At the beginning of a document.
    pub fn new(language: Language) -> Self {
        Self { language, notes: BTreeMap::new(), last_note: 0, anchors: BTreeMap::new() }
    }

    /// Notes are shared within a part only: a reader does not look for one in another part.
    pub fn new_part(&mut self) {
        self.notes.clear();
    }

    /// The number of a place, whether it has been met or lies ahead.
    pub fn anchor(&mut self, name: impl Into<Cow<'d, str>>) -> Anchor {
        let next = Anchor(u32::try_from(self.anchors.len()).unwrap_or(u32::MAX).saturating_add(1));
        *self.anchors.entry(name.into()).or_insert(next)
    }

    /// The mark of a note: the note itself where its grounds are new to the part.
    pub fn mark(&mut self, grounds: &'d Grounds) -> Run<'d> {
        if let Some(number) = self.notes.get(grounds) {
            return Run::Again(*number);
        }
        self.last_note += 1;
        self.notes.insert(grounds, self.last_note);
        Run::Note(self.last_note, self.note(grounds))
    }

    /// Inlines as runs. Figures whose grounds are `shared`, or that stand in a row that is `sourced`, bear no mark.
    pub fn runs(&mut self, text: &'d [Inline], shared: Option<&Grounds>, sourced: bool) -> Vec<Run<'d>> {
        let mut runs = Vec::with_capacity(text.len());
        for (index, inline) in text.iter().enumerate() {
            match inline {
                Inline::Words(text) | Inline::Data(text) => runs.push(Run::Text(Face::Plain, text.into())),
                Inline::Strong(text) => runs.push(Run::Text(Face::Strong, text.into())),
                Inline::Key(text) => runs.push(Run::Text(Face::Key, text.into())),
                Inline::Link(link) => runs.push(self.link(link)),
                Inline::Break => runs.push(Run::Break),
                Inline::Figure(figure) => {
                    runs.push(Run::Text(Face::Plain, figure.text().into()));
                    if is_marked(&text[index + 1..], figure, shared, sourced) {
                        runs.push(self.mark(figure.grounds()));
                    }
                }
            }
        }
        runs
    }

    fn link(&mut self, link: &'d Link) -> Run<'d> {
        Run::Link(link.text.as_str().into(), self.anchor(link.to.as_str()))
    }

    fn words(&self, pair: Pair) -> Run<'d> {
        Run::Text(Face::Plain, pair.pick(self.language).into())
    }

    fn note(&mut self, grounds: &'d Grounds) -> Vec<Run<'d>> {
        let mut runs = Vec::new();
        for (index, ground) in grounds.iter().enumerate() {
            if index > 0 {
                runs.push(plain(" ; "));
            }
            self.ground(ground, &mut runs);
        }
        runs
    }

    fn ground(&mut self, ground: &'d Ground, runs: &mut Vec<Run<'d>>) {
        match ground {
            Ground::Row(row) => {
                let text = format!("{} (E{})", row.place, row.number);
                runs.push(self.row_link(row, text));
            }
            Ground::Line(text) | Ground::Summed(text) | Ground::Asserted(text) => {
                runs.push(Run::Text(Face::Plain, text.into()));
            }
            Ground::Part(link) => runs.extend([self.words(wording::COUNTED_IN), plain(" "), self.link(link)]),
            Ground::Computed { how, rows, listed } => {
                let colon = format::typeset(self.language.pick(": ", " : "), self.language);
                runs.extend([Run::Text(Face::Plain, how.into()), Run::Text(Face::Plain, colon.into())]);
                if let Some(link) = listed {
                    runs.extend([self.words(wording::LISTED_IN), plain(" "), self.link(link), plain(", ")]);
                }
                self.rows(rows, runs);
            }
        }
    }

    fn rows(&mut self, rows: &'d Rows, runs: &mut Vec<Run<'d>>) {
        let counted = |pair: Pair, number: usize| {
            pair.pick(self.language).replace("{0}", &format::count(number as u64, self.language))
        };
        let from = format!("{} (", counted(wording::FROM_ROWS, rows.len()));
        let more = rows.len().checked_sub(NOTE_ROWS).filter(|&more| more > 0);
        let end = more.map_or_else(|| ")".to_owned(), |more| format!(" {})", counted(wording::FROM_ROWS_MORE, more)));
        runs.push(Run::Text(Face::Plain, from.into()));
        for (index, row) in rows.iter().take(NOTE_ROWS).enumerate() {
            if index > 0 {
                runs.push(plain(", "));
            }
            let text = format!("E{}", row.number);
            runs.push(self.row_link(row, text));
        }
        runs.push(Run::Text(Face::Plain, end.into()));
    }

    fn row_link(&mut self, row: &RowRef, text: String) -> Run<'d> {
        Run::Link(text.into(), self.anchor(row.anchor()))
    }
}

/// Whether a figure bears the mark of a note, given what follows it in its line: figures of one line that share their
/// grounds share the mark after the last of them.
pub fn is_marked(after: &[Inline], figure: &Figure, shared: Option<&Grounds>, sourced: bool) -> bool {
    let is_again = |later: &Inline| matches!(later, Inline::Figure(later) if later.grounds() == figure.grounds());
    !sourced && shared != Some(figure.grounds()) && !after.iter().any(is_again)
}

/// Text of the program.
pub fn plain(text: &str) -> Run<'_> {
    Run::Text(Face::Plain, text.into())
}
