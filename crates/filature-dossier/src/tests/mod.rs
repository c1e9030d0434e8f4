//! The promises of the dossier, each as a test over an invented case.

#[path = "../../tests/sample/mod.rs"]
pub mod sample;

mod chosen;
mod exchange;
mod followed;
mod goaml;
mod leads;
mod leaks;
mod long;
mod many_kinds;
mod office;
mod office_converted;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod profiles;
pub mod promises;
mod protected;
mod snapshots;
mod sums;

use filature_model::Language;

use crate::document::{Block, Document, Inline, Part};
use crate::{Content, parts, select};

pub const LANGUAGES: [Language; 2] = [Language::English, Language::French];

pub fn document(content: &Content, language: Language) -> Document {
    parts::build(&select::select(content), language).unwrap()
}

/// Every inline of the document, pictures included.
pub fn inlines(document: &Document) -> Vec<&Inline> {
    let mut all: Vec<&Inline> = document.particulars.iter().flat_map(|(_, value)| value).collect();
    for block in document.parts.iter().flat_map(|part: &Part| &part.blocks) {
        match block {
            Block::Prose(text) | Block::Alarm(text) | Block::Care(text) => all.extend(text),
            Block::Heading(_) => {}
            Block::Said(said) => all.extend(said.inlines()),
            Block::List(items) => all.extend(items.iter().flatten()),
            Block::Measures(measures) => {
                all.extend(&measures.caption);
                all.extend(measures.pairs.iter().map(|(_, figure)| figure));
            }
            Block::Pairs(pairs) => all.extend(pairs.iter().flat_map(|(_, value)| value)),
            Block::Table(table) => {
                all.extend(&table.caption);
                all.extend(table.rows.iter().flat_map(|row| &row.cells).flatten());
            }
            Block::Picture(picture) => {
                all.extend(&picture.caption);
                all.extend(picture.drawing.inlines());
            }
        }
    }
    all
}
