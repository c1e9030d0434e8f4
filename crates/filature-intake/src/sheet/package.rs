//! The ZIP archive that a spreadsheet is, its parts unpacked as they are read and never beyond the room there is.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::room::{Room, too_large};
use crate::Refusal;

/// An archive of a spreadsheet.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

/// A part while it is unpacked.
pub struct Part<'p, 'a> {
    file: ZipFile<'p, Cursor<&'a [u8]>>,
    left: &'p mut u64,
}

/// The XML of a part.
pub type Xml<'p, 'a> = Reader<BufReader<Part<'p, 'a>>>;

impl Read for Part<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.file.read(buffer)?;
        match self.left.checked_sub(taken as u64) {
            Some(left) => *self.left = left,
            None => return Err(io::Error::new(io::ErrorKind::FileTooLarge, "unpacks to too much")),
        }
        Ok(taken)
    }
}

impl<'a> Package<'a> {
    /// Opens an archive; none when it is none.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names = (0..zip.len()).map(|at| {
            let file = zip.by_index_raw(at).ok();
            file.and_then(|file| file.name().ok().map(|name| name.into_owned())).unwrap_or_default()
        });
        let names = names.collect();
        Some(Self { zip, names })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.place_of(name).is_some()
    }

    /// Whether there is a part below this folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.names.iter().any(|name| name.replace('\\', "/").starts_with(folder))
    }

    /// Programs differ in the case of names, and in which slash they write.
    fn place_of(&self, name: &str) -> Option<usize> {
        let exact = self.names.iter().position(|known| known == name);
        exact.or_else(|| self.names.iter().position(|known| known.replace('\\', "/").eq_ignore_ascii_case(name)))
    }

    /// Refuses an archive whose parts say that they unpack to more than there is room for.
    ///
    /// # Errors
    /// The refusal.
    pub fn check_declared(&mut self, room: &Room) -> Result<(), Refusal> {
        let mut declared = 0_u64;
        for at in 0..self.zip.len() {
            declared = declared.saturating_add(self.zip.by_index_raw(at).map_or(0, |file| file.size()));
        }
        if declared > room.unpacked_bytes { Err(too_large()) } else { Ok(()) }
    }

    /// The beginning of a part as bytes, none where it is not there.
    pub fn beginning(&mut self, name: &str, bytes: u64) -> Option<Vec<u8>> {
        let at = self.place_of(name)?;
        let mut read = Vec::new();
        self.zip.by_index(at).ok()?.take(bytes).read_to_end(&mut read).ok()?;
        Some(read)
    }

    /// The XML of a part; none where it is not there.
    ///
    /// # Errors
    /// A refusal when it cannot be unpacked.
    pub fn xml<'p>(&'p mut self, name: &str, room: &'p mut Room) -> Result<Option<Xml<'p, 'a>>, Refusal> {
        let Some(at) = self.place_of(name) else { return Ok(None) };
        if self.zip.by_index_raw(at).is_ok_and(|file| file.encrypted()) {
            return Err(protected());
        }
        let file = self.zip.by_index(at).map_err(|error| broken(&error.to_string()))?;
        let mut xml = Reader::from_reader(BufReader::new(Part { file, left: &mut room.unpacked_bytes }));
        xml.config_mut().expand_empty_elements = true;
        Ok(Some(xml))
    }
}

/// More elements inside each other than this are an attack, not a spreadsheet.
const DEPTH_LIMIT: usize = 256;

/// What is done with the events of a part.
pub trait Walker {
    /// An element begins.
    ///
    /// # Errors
    /// A refusal of the file.
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal>;

    /// An element ends.
    ///
    /// # Errors
    /// A refusal of the file.
    fn end(&mut self, name: &str) -> Result<(), Refusal>;

    /// Text.
    fn text(&mut self, text: &str);
}

/// Walks through a part to its end.
///
/// # Errors
/// A refusal when it is not whole, is no XML, or unpacks to too much; or the walker's own.
pub fn walk(mut xml: Xml<'_, '_>, walker: &mut impl Walker) -> Result<(), Refusal> {
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| fault(&error))? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return Err(broken("elements are nested deeper than in any spreadsheet"));
                }
                walker.start(element.local_name().into_inner(), &element)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                walker.end(element.local_name().into_inner())?;
            }
            Event::Text(text) => walker.text(&text),
            Event::CData(text) => walker.text(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => walker.text(letter.encode_utf8(&mut [0; 4])),
                _ => match quick_xml::escape::resolve_predefined_entity(&reference) {
                    Some(text) => walker.text(text),
                    None => return Err(broken("it uses an entity that XML does not define")),
                },
            },
            Event::DocType(_) => return Err(broken("it declares a document type, which no spreadsheet needs")),
            Event::Eof if depth > 0 => return Err(broken("it ends in the middle of an element")),
            Event::Eof => return Ok(()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
        }
    }
}

/// The value of an attribute by its name without prefix, its entities resolved.
///
/// # Errors
/// A refusal when the element is no XML.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let mut attributes = element.attributes();
    // To look for one that stands twice would take time by the square of their number.
    attributes.with_checks(false);
    for attribute in attributes {
        let attribute = attribute.map_err(|error| broken(&error.to_string()))?;
        // LibreOffice says the kind of a value once more, in words of its own.
        let is_own = attribute.key.into_inner().starts_with("calcext:");
        if !is_own && attribute.key.local_name().into_inner() == name {
            let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| broken(&error.to_string()))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn fault(error: &quick_xml::Error) -> Refusal {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_large(),
        error => broken(&error.to_string()),
    }
}

/// The refusal of a file that is damaged.
pub fn broken(why: &str) -> Refusal {
    Refusal::new(
        format!("The spreadsheet is damaged: {why}."),
        "Ask the sender for it again, or open it in a spreadsheet program and save it anew; nothing of it was taken.",
    )
}

/// The refusal of a file that a password protects.
pub fn protected() -> Refusal {
    Refusal::new(
        "The spreadsheet is protected by a password.",
        "Ask the sender for the password, open it, and save it without one; keep the original as its exhibit.",
    )
}
