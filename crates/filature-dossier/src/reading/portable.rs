//! A PDF.

use lopdf::{Dictionary, Document, Object};

use super::{MANIFEST_BYTES, PART_BYTES, Piece};
use crate::Manifest;
use crate::manifest::FILE_NAME;

/// The manifest among the files inside the PDF.
pub fn manifest(bytes: &[u8]) -> Option<Manifest> {
    let document = Document::load_mem(bytes).ok()?;
    // A file specification may stand by itself, in the tree of names or in a list of associated files: all are objects.
    let mut specifications = document.objects.values().filter_map(|object| object.as_dict().ok());
    specifications.find_map(|dictionary| Manifest::read(&file(&document, dictionary)?))
}

/// The bytes of the file that a specification describes, where it is the manifest.
fn file(document: &Document, specification: &Dictionary) -> Option<Vec<u8>> {
    let is_named = |key: &[u8]| specification.get(key).is_ok_and(|name| text(name).as_deref() == Some(FILE_NAME));
    if !is_named(b"UF") && !is_named(b"F") {
        return None;
    }
    let files = resolved(document, specification.get(b"EF").ok()?)?.as_dict().ok()?;
    let stream = files.get(b"UF").or_else(|_| files.get(b"F")).ok()?;
    let stream = resolved(document, stream)?.as_stream().ok()?;
    stream.get_plain_content_with_limit(MANIFEST_BYTES).ok()
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A text string: UTF-16 with its mark, else bytes.
fn text(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        None => Some(String::from_utf8_lossy(bytes).into_owned()),
        Some(units) => {
            let unit = |pair: &[u8]| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)]);
            Some(String::from_utf16_lossy(&units.chunks(2).map(unit).collect::<Vec<_>>()))
        }
    }
}

/// The lines of each page.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let Ok(document) = Document::load_mem(bytes) else { return Vec::new() };
    let mut pieces = Vec::new();
    for number in document.get_pages().into_keys() {
        let part = format!("p. {number}");
        let text = document.extract_text_with_limit(&[number], PART_BYTES).unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        pieces.extend(lines.map(|line| Piece { part: part.clone(), text: line.to_owned() }));
    }
    pieces
}
