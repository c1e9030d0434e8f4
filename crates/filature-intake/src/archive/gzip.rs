//! One file packed by gzip; several packed pieces one behind the other are one file, as gzip itself reads them.

use std::io::Read;

use flate2::read::{GzDecoder, MultiGzDecoder};

use super::{Member, limit_bytes, name, too_large};
use crate::Refusal;

pub const MAGIC: &[u8] = b"\x1F\x8B";

/// Where a TAR archive says what it is.
const TAR_MARK_AT: usize = 257;

fn damaged(error: &std::io::Error) -> Refusal {
    Refusal::new(format!("The gzip file is damaged: {error}."), "Ask the sender for it again.")
}

/// The one file in it, by the name that it carries, if any.
pub fn member(bytes: &[u8]) -> Result<Member, Refusal> {
    let decoder = GzDecoder::new(bytes);
    let header = decoder
        .header()
        .ok_or_else(|| Refusal::new("This begins as a gzip file and is none.", "Ask the sender for it again."))?;
    let written = header.filename().map(String::from_utf8_lossy).unwrap_or_default();
    let (label, has_odd_name) = match written.as_ref() {
        "" => ("unpacked".to_owned(), false),
        written => name::label(written),
    };
    Ok(Member { label, left: None, has_odd_name })
}

/// The bytes of the file.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let limit = limit_bytes(bytes.len());
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut unpacked).map_err(|error| damaged(&error))?;
    if unpacked.len() as u64 > limit {
        return Err(too_large(bytes.len()));
    }
    if unpacked.get(TAR_MARK_AT..).is_some_and(|rest| rest.starts_with(b"ustar")) {
        return Err(Refusal::new("A TAR archive is packed in it.", "Unpack it and add the files, or ask for a ZIP."));
    }
    Ok(unpacked)
}
