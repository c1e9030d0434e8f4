//! What an XSD asks for, as far as it is read: the order of elements, how often each, and what a value may be.
//!
//! ```text
//! files ──► tree (elements, lines) ──► build (names resolved) ──► Schema ──► simple: may this value stand here?
//! ```
//!
//! It is a part of XML Schema 1.0, the part in which the schemas of goAML are written. What is not read is of two kinds, and neither is
//! passed over in silence: what would change which elements stand where is refused, by its name and line ([`SchemaError`]); what only
//! narrows further (`xs:assert`, `xs:key`) is named in [`Schema::not_checked`], for whoever receives the file checks it.

mod attributes;
mod build;
mod complex;
mod decimal;
mod files;
mod lexical;
mod pattern;
mod simple;
mod tree;
mod types;

use std::collections::BTreeMap;

pub use simple::{Fault, SimpleId, Simples};

/// Why an XSD cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place} {what}")]
pub struct SchemaError {
    /// The file and the line.
    pub place: String,
    /// What is wrong with it.
    pub what: String,
}

impl SchemaError {
    /// At a line of a file; 0 for the whole file.
    fn at(file: &str, line: u32, what: &str) -> Self {
        Self { place: place(file, line), what: what.to_owned() }
    }
}

fn place(file: &str, line: u32) -> String {
    if line == 0 { format!("the schema {file}") } else { format!("the schema {file}, line {line},") }
}

/// A schema with all names resolved.
///
/// ```
/// use filature_dossier::Schema;
/// let text = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="report" type="xs:string"/></xs:schema>"#;
/// let schema = Schema::read("own.xsd", text.as_bytes(), &mut |_| Err("there is no other file".to_owned()))?;
/// assert!(schema.not_checked().is_empty());
/// # Ok::<(), filature_dossier::SchemaError>(())
/// ```
#[derive(Debug)]
pub struct Schema {
    /// The target namespace; empty for none.
    pub(super) namespace: String,
    /// The values.
    pub(super) simples: Simples,
    /// The elements that may be roots.
    pub(super) globals: BTreeMap<String, usize>,
    elements: Vec<Declaration>,
    complexes: Vec<Complex>,
    not_checked: Vec<String>,
}

impl Schema {
    /// Reads a schema and the files that it includes, which `include` gives by their path beside the first.
    ///
    /// # Errors
    /// [`SchemaError`] with the place, when it is broken, too large, or holds what would change the meaning of the rest and is not read.
    pub fn read(
        name: &str,
        bytes: &[u8],
        include: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, SchemaError> {
        build::build(&files::read(name, bytes, include)?)
    }

    /// What of it is not checked, each with its place: it may narrow what is valid further.
    pub fn not_checked(&self) -> &[String] {
        &self.not_checked
    }

    /// An element.
    pub(super) fn element(&self, at: usize) -> &Declaration {
        &self.elements[at]
    }

    /// A type with elements or attributes.
    pub(super) fn complex(&self, at: usize) -> &Complex {
        &self.complexes[at]
    }
}

/// What an element is declared to be.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    /// Its name.
    pub name: String,
    /// Whether it is written in the target namespace.
    pub qualified: bool,
    /// What it holds.
    pub holds: Holds,
    /// The only value that it may have.
    pub fixed: Option<String>,
    /// Whether it cannot stand in a document.
    pub is_abstract: bool,
    /// Where it is declared.
    pub place: String,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A value.
    Value(SimpleId),
    /// Elements or attributes.
    Complex(usize),
}

/// A type with elements or attributes.
#[derive(Clone, Debug)]
pub(super) struct Complex {
    /// What stands between its tags.
    pub content: Content,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Whether it cannot stand in a document.
    pub is_abstract: bool,
}

/// What stands between the tags of an element.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// A value.
    Value(SimpleId),
    /// Elements.
    Elements(Particle),
}

/// An attribute that may stand, or must.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    /// Its name.
    pub name: String,
    /// Whether it is written in the target namespace.
    pub qualified: bool,
    /// Its value.
    pub value: SimpleId,
    /// Whether it must stand.
    pub required: bool,
    /// The only value that it may have.
    pub fixed: Option<String>,
}

/// A piece of a content model and how often it stands.
#[derive(Clone, Debug)]
pub(super) struct Particle {
    /// At least.
    pub min: u32,
    /// At most; none without bound.
    pub max: Option<u32>,
    /// What.
    pub term: Term,
}

/// A piece of a content model.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// One element.
    Element(usize),
    /// One after the other.
    Sequence(Vec<Particle>),
    /// One of them.
    Choice(Vec<Particle>),
    /// Each, in any order.
    All(Vec<Particle>),
    /// Elements that the schema does not name.
    Any,
}
