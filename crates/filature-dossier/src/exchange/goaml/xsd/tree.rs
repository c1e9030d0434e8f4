//! An XSD file as a small tree of elements with their lines, read so that no file can do harm.
//!
//! A document type declaration is refused, so that no entity is ever expanded. Size, depth and number of elements are bounded: the trees
//! are walked by recursion later on.

use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SchemaError;

/// More elements inside each other than this are no schema that a person wrote.
const DEPTH_LIMIT: usize = 128;
/// The most elements of one file.
const ELEMENT_LIMIT: usize = 400_000;
/// The largest file.
pub const SIZE_LIMIT: usize = 16 << 20;

/// The prefixes that stand for namespaces, those declared last first.
type Scope = Rc<Vec<(String, String)>>;

/// An element of the file; texts are left out, for an XSD says nothing in them but documentation.
#[derive(Debug)]
pub struct Element {
    /// Its name without prefix.
    pub name: String,
    /// Its namespace; empty for none.
    pub namespace: String,
    /// Its attributes by name, as written.
    pub attributes: Vec<(String, String)>,
    /// Its children in order.
    pub children: Vec<Element>,
    /// Where it begins.
    pub line: u32,
    scope: Scope,
}

impl Element {
    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The namespace and the local name that a written name stands for; none for a prefix that nothing declares.
    pub fn resolve<'a>(&'a self, written: &'a str) -> Option<(&'a str, &'a str)> {
        let written = written.trim();
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        namespace(&self.scope, prefix).map(|namespace| (namespace, local))
    }
}

fn namespace<'a>(scope: &'a Scope, prefix: &str) -> Option<&'a str> {
    if prefix == "xml" {
        return Some("http://www.w3.org/XML/1998/namespace");
    }
    let found = scope.iter().find(|(known, _)| known == prefix).map(|(_, namespace)| namespace.as_str());
    if prefix.is_empty() { Some(found.unwrap_or("")) } else { found }
}

/// Reads a file.
///
/// # Errors
/// When it is no XML, too large, too deep, or declares a document type.
pub fn read(file: &str, bytes: &[u8]) -> Result<Element, SchemaError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(SchemaError::at(file, 0, "is larger than 16 MiB, which no schema needs"));
    }
    let text = decode(file, bytes)?;
    let mut reader = Reader::from_str(&text);
    let mut builder = Builder { file, text: &text, at: 0, line: 1, open: Vec::new(), root: None, elements: 0 };
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let line = builder.line_of(before);
        match event {
            Err(error) => return Err(SchemaError::at(file, line, &format!("is no well-formed XML: {error}"))),
            Ok(Event::Start(start)) => builder.open(&start, line)?,
            Ok(Event::Empty(start)) => {
                builder.open(&start, line)?;
                builder.close();
            }
            Ok(Event::End(_)) => builder.close(),
            Ok(Event::DocType(_)) => {
                let what = "declares a document type (<!DOCTYPE …>), which is refused: it can hold entities. Take it out of the file";
                return Err(SchemaError::at(file, line, what));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
        }
    }
    match (builder.open.is_empty(), builder.root) {
        (true, Some(root)) => Ok(root),
        (false, _) => Err(SchemaError::at(file, builder.line, "ends in the middle of an element")),
        (true, None) => Err(SchemaError::at(file, 1, "holds no element")),
    }
}

struct Builder<'a> {
    file: &'a str,
    text: &'a str,
    at: usize,
    line: u32,
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Builder<'_> {
    /// The line of a place, which is never before the last one asked for.
    fn line_of(&mut self, place: usize) -> u32 {
        let place = place.min(self.text.len());
        let between = self.text.as_bytes().get(self.at..place).unwrap_or_default();
        self.line += u32::try_from(between.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX);
        self.at = self.at.max(place);
        self.line
    }

    fn open(&mut self, start: &BytesStart<'_>, line: u32) -> Result<(), SchemaError> {
        self.elements += 1;
        if self.open.len() >= DEPTH_LIMIT {
            return Err(SchemaError::at(self.file, line, "nests elements more than 128 deep, which no schema needs"));
        }
        if self.elements > ELEMENT_LIMIT {
            return Err(SchemaError::at(self.file, line, "holds more than 400,000 elements, which no schema needs"));
        }
        if self.root.is_some() {
            return Err(SchemaError::at(
                self.file,
                line,
                "has a second element beside its root: it is no well-formed XML",
            ));
        }
        let mut attributes = Vec::new();
        let mut declared: Vec<(String, String)> = Vec::new();
        for attribute in start.attributes() {
            let wrong = |error: &dyn std::fmt::Display| {
                SchemaError::at(self.file, line, &format!("has an attribute that is no well-formed XML: {error}"))
            };
            let attribute = attribute.map_err(|error| wrong(&error))?;
            let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| wrong(&error))?.into_owned();
            let name = attribute.key.into_inner();
            match name.strip_prefix("xmlns") {
                Some("") => declared.push((String::new(), value)),
                Some(rest) if rest.starts_with(':') => declared.push((rest[1..].to_owned(), value)),
                // Attributes of another namespace say nothing about the schema (XSD 1.0, 3.13.2).
                _ if name.contains(':') => {}
                _ => attributes.push((name.to_owned(), value)),
            }
        }
        let around = self.open.last().map(|parent| Rc::clone(&parent.scope)).unwrap_or_default();
        let scope = if declared.is_empty() {
            around
        } else {
            Rc::new(declared.into_iter().chain(around.iter().cloned()).collect())
        };
        let name = start.name();
        let prefix = name.prefix().map(|prefix| prefix.into_inner()).unwrap_or_default();
        let namespace = namespace(&scope, prefix).ok_or_else(|| {
            SchemaError::at(self.file, line, &format!("uses the prefix {prefix:?}, which nothing declares"))
        })?;
        let (name, namespace) = (name.local_name().into_inner().to_owned(), namespace.to_owned());
        self.open.push(Element { name, namespace, attributes, children: Vec::new(), line, scope });
        Ok(())
    }

    fn close(&mut self) {
        let Some(done) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => self.root = Some(done),
        }
    }
}

/// The text of the file: UTF-8, UTF-16 by its mark, or Latin-1 where it says so.
fn decode(file: &str, bytes: &[u8]) -> Result<String, SchemaError> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| SchemaError::at(file, 0, "is broken UTF-16"))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
            match std::str::from_utf8(bytes) {
                Ok(text) => Ok(text.to_owned()),
                Err(_) if head.contains("iso-8859-1") => Ok(bytes.iter().copied().map(char::from).collect()),
                Err(_) => Err(SchemaError::at(file, 0, "is not in UTF-8: save it in UTF-8 and name it again")),
            }
        }
    }
}
