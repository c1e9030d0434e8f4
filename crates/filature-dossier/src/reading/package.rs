//! An archive of parts: DOCX, ODT, XLSX.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{MANIFEST_BYTES, PART_BYTES, Piece, page};
use crate::Manifest;
use crate::manifest::{PART_NAME, manifest_part};

/// Where an Office Open XML archive says of what kind its parts are.
const KINDS: &str = "[Content_Types].xml";

/// The part of the archive that holds the manifest.
pub fn manifest(bytes: &[u8]) -> Option<Manifest> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    Manifest::read(&read(archive.by_name(PART_NAME).ok()?, MANIFEST_BYTES)?)
}

/// The text of each part; of a part that is no text, its checksum.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut pieces = Vec::new();
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else {
            pieces.push(Piece { part: String::new(), text: format!("part {at} cannot be read") });
            continue;
        };
        let (part, checksum) = (file.name().map(|name| name.into_owned()).unwrap_or_default(), file.crc32());
        let text = read(file, PART_BYTES).and_then(|bytes| String::from_utf8(bytes).ok());
        match text {
            Some(text) if part.ends_with(".xml") || part.ends_with(".rels") => {
                // Twice the same checksum is the same part; a tag that differs alone differs in it.
                pieces.extend(page::of_markup(&text, &part));
                pieces.push(Piece { part, text: format!("checksum {checksum:08x}") });
            }
            Some(text) => pieces.push(Piece { part, text }),
            None => pieces.push(Piece { part, text: format!("checksum {checksum:08x}") }),
        }
    }
    pieces
}

fn read(file: impl Read, limit: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// An Office Open XML archive (DOCX, XLSX) as a library gave it, with the manifest as one more part. The other parts are copied as they
/// are, and `[Content_Types].xml` says of what kind the new one is: programs that do not know it leave it alone.
///
/// # Errors
/// The archive's own words, when it is none.
pub fn with_manifest(bytes: &[u8], manifest: &Manifest) -> Result<Vec<u8>, String> {
    let failed = |error: zip::result::ZipError| error.to_string();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(zip::System::Unix);
    let add = |writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]| {
        writer.start_file(name, options).map_err(failed)?;
        writer.write_all(bytes).map_err(|error| error.to_string())
    };
    for at in 0..archive.len() {
        let is_kinds = archive.by_index_raw(at).map_err(failed)?.name().is_ok_and(|name| name == KINDS);
        if is_kinds {
            let kinds = read(archive.by_index(at).map_err(failed)?, PART_BYTES)
                .ok_or("the kinds of its parts cannot be read")?;
            add(&mut writer, KINDS, with_json(&String::from_utf8_lossy(&kinds)).as_bytes())?;
        } else {
            writer.raw_copy_file(archive.by_index_raw(at).map_err(failed)?).map_err(failed)?;
        }
    }
    let (name, part) = manifest_part(manifest);
    add(&mut writer, name, &part)?;
    Ok(writer.finish().map_err(failed)?.into_inner())
}

/// The kinds of parts, with that of JSON.
fn with_json(kinds: &str) -> String {
    let json = "<Default Extension=\"json\" ContentType=\"application/json\"/>";
    match (kinds.contains("Extension=\"json\""), kinds.rfind("</Types>")) {
        (false, Some(end)) => format!("{}{json}{}", &kinds[..end], &kinds[end..]),
        _ => kinds.to_owned(),
    }
}
