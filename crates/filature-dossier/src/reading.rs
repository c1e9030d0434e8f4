//! Reading a dossier back: the manifest that it carries, and its text, to say where two differ.
//!
//! ```text
//! bytes ─► PDF?     ─► reading/portable   file inside it; lines by page
//!       ─► archive? ─► reading/package    part of it; text by part
//!       ─► page     ─► reading/page       <meta> of its head; text by heading
//! ```
//!
//! What is read was perhaps altered by somebody: nothing here trusts a length, and what cannot be read is nothing.

mod package;
mod page;
mod portable;
#[cfg(test)]
mod tests;

use crate::Manifest;

pub use package::with_manifest;

/// A manifest is at most so large.
const MANIFEST_BYTES: usize = 1 << 26;
/// A part of an archive, or the text of a page, is read up to here.
const PART_BYTES: usize = 1 << 30;

/// A piece of text and the part of the file in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The heading above it, the part of the archive, or the page; empty where the file has no parts.
    pub part: String,
    /// The text.
    pub text: String,
}

/// The manifest that a dossier carries, in any form that carries one.
///
/// ```
/// use filature_dossier::{Content, Dossier, Form, Manifest, manifest_of};
/// use filature_model::Language;
/// let manifest = Manifest { layout: 1, program: "filature 0.1.0".to_owned(), journal_line: 7, ..Manifest::default() };
/// let dossier = Dossier::new(&Content { manifest: Some(manifest), ..Content::default() }, Language::French)?;
/// let carried = manifest_of(&dossier.render(Form::Html)?).ok_or("none")?;
/// assert_eq!((carried.journal_line, carried.language.as_str(), carried.form.as_str()), (7, "fr", "html"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn manifest_of(bytes: &[u8]) -> Option<Manifest> {
    match kind(bytes) {
        Kind::Package => package::manifest(bytes),
        Kind::Portable => portable::manifest(bytes),
        Kind::Text => page::manifest(bytes),
    }
}

/// The text of a file, piece by piece, in its order; of a form that is no text, what there is of it.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    match kind(bytes) {
        Kind::Package => package::pieces(bytes),
        Kind::Portable => portable::pieces(bytes),
        Kind::Text => page::pieces(bytes),
    }
}

enum Kind {
    Package,
    Portable,
    Text,
}

fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK") {
        Kind::Package
    } else if bytes.starts_with(b"%PDF") {
        Kind::Portable
    } else {
        Kind::Text
    }
}
