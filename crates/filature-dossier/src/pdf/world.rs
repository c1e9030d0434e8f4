//! What typst may see: the template, the data, the pictures and the fonts. No file, no network, no clock.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use super::data::Made;
use super::fonts::Fonts;

const TEMPLATE: &str = include_str!("template.typ");

/// One document and nothing else.
pub struct OneDocument {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    files: HashMap<FileId, Bytes>,
}

impl OneDocument {
    /// The world of a document.
    ///
    /// # Errors
    /// What typst says of a file name that it does not take: a bug of ours.
    pub fn new(fonts: Fonts, made: Made) -> Result<Self, String> {
        let template = Source::new(id("dossier.typ")?, TEMPLATE.to_owned());
        let mut files = HashMap::from([(id("dossier.json")?, Bytes::new(made.json))]);
        for (name, svg) in made.pictures {
            files.insert(id(&name)?, Bytes::from_string(svg));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book()),
            fonts: fonts.all,
            template,
            files,
        })
    }

    /// Where in the template something is, for whoever mends it.
    pub fn place(&self, span: impl Into<DiagSpan>) -> String {
        let Some(range) = self.range(span) else { return String::new() };
        let line = TEMPLATE.get(..range.start).map_or(0, |before| before.matches('\n').count() + 1);
        format!("(template.typ, line {line})")
    }
}

fn id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|error| format!("{name}: {error:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for OneDocument {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The same content must give the same bytes on every day.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
