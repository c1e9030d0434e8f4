//! A ZIP: its directory, and one member at a time.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Left, MOST_MEMBERS, Member, limit_bytes, name, too_large};
use crate::Refusal;

/// How a ZIP begins: with a member, or, empty, with the end of its directory.
const MAGICS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// How a line of the directory begins.
const DIRECTORY_MARK: &[u8] = b"PK\x01\x02";

/// Members by which an Office document is known: those of Microsoft, and of the Open Document Format.
const OFFICE: [&str; 2] = ["[Content_Types].xml", "META-INF/manifest.xml"];

/// How much memory is set aside for a member on its own word.
const TRUSTED_BYTES: u64 = 1 << 24;

pub struct ZipFile<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    packed_bytes: usize,
}

pub fn looks_like(bytes: &[u8]) -> bool {
    MAGICS.iter().any(|magic| bytes.starts_with(magic)) && !is_office(bytes)
}

/// Whether it is an Office document: told from the names of its directory, which stand in it as they are.
fn is_office(bytes: &[u8]) -> bool {
    if has_too_many(bytes) {
        return false;
    }
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    OFFICE.iter().any(|name| archive.index_for_name(name).is_some())
}

/// Whether there are more members than are taken: counted before the directory is read, which would take memory for each.
fn has_too_many(bytes: &[u8]) -> bool {
    memmem::find_iter(bytes, DIRECTORY_MARK).nth(MOST_MEMBERS).is_some()
}

fn refusal(error: &ZipError) -> Refusal {
    Refusal::new(format!("The ZIP archive is damaged: {error}."), "Ask the sender for it again.")
}

/// Reads the directory.
pub fn open(bytes: &[u8]) -> Result<(ZipFile<'_>, Vec<Member>), Refusal> {
    if has_too_many(bytes) {
        let what = format!("The archive holds more than {MOST_MEMBERS} files.");
        return Err(Refusal::new(what, "Unpack it by hand and add the folder."));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    if archive.has_duplicate_names() {
        // Whoever unpacks it would see one of the two, and not know of the other.
        let what = "Two files in the archive have the same name: which one holds cannot be told.";
        return Err(Refusal::new(what, "Ask the sender for it again, with each file under a name of its own."));
    }
    let (mut members, mut unpacked_bytes) = (Vec::with_capacity(archive.len()), 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| refusal(&error))?;
        let written = match std::str::from_utf8(entry.name_raw()) {
            Ok(written) => written.to_owned(),
            // The library reads the code page of DOS where the member does not say UTF-8.
            Err(_) => entry.name().map_err(|error| refusal(&error))?.into_owned(),
        };
        let (label, has_odd_name) = name::label(&written);
        let left = if entry.is_dir() {
            Some(Left::Folder)
        } else if name::is_hidden(&label) {
            Some(Left::Hidden)
        } else if entry.is_symlink() {
            Some(Left::Link)
        } else if entry.encrypted() {
            Some(Left::Encrypted)
        } else {
            unpacked_bytes = unpacked_bytes.saturating_add(entry.size());
            None
        };
        members.push(Member { label, left, has_odd_name });
    }
    if unpacked_bytes > limit_bytes(bytes.len()) {
        return Err(too_large(bytes.len()));
    }
    if members.iter().all(|member| matches!(member.left, Some(Left::Folder | Left::Hidden))) {
        return Err(Refusal::new("The archive holds no file.", "Ask the sender for it again."));
    }
    Ok((ZipFile { archive, packed_bytes: bytes.len() }, members))
}

impl ZipFile<'_> {
    /// The bytes of a member, which are as many as the directory says, and have the CRC that it says.
    pub fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let packed_bytes = self.packed_bytes;
        let member = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Refusal::new(
                format!("It is packed in a way that is not read: {error}."),
                "Unpack the archive by hand and add the files, or ask for it packed by deflate.",
            ),
            _ => refusal(&error),
        })?;
        let stated = member.size();
        if stated > limit_bytes(packed_bytes) {
            return Err(too_large(packed_bytes));
        }
        let mut unpacked = Vec::with_capacity(usize::try_from(stated.min(TRUSTED_BYTES)).unwrap_or_default());
        member.take(stated + 1).read_to_end(&mut unpacked).map_err(|error| {
            let what = format!("It is damaged in the archive: {error}.");
            Refusal::new(what, "Ask the sender for the archive again.")
        })?;
        if unpacked.len() as u64 != stated {
            let what = format!("It is not of the {stated} bytes that the archive says.");
            return Err(Refusal::new(what, "Ask the sender for the archive again."));
        }
        Ok(unpacked)
    }
}
