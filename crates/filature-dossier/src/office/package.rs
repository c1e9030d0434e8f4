//! The parts of a file in one ZIP archive. No part has a time, so that the same parts give the same bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::DossierError;

/// A part: its name, what it holds, and whether it stands as it is, not compressed.
pub struct Part {
    name: String,
    bytes: Vec<u8>,
    is_stored: bool,
}

impl Part {
    /// A part that is compressed.
    pub fn of(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), is_stored: false }
    }

    /// A part that can be read without unpacking.
    pub fn stored(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { is_stored: true, ..Self::of(name, bytes) }
    }
}

/// The archive, its parts in the order given.
///
/// # Errors
/// [`DossierError::Packed`] when a part is larger than the archive can hold.
pub fn pack(parts: &[Part]) -> Result<Vec<u8>, DossierError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let failed = |why: String| DossierError::Packed { part: part.name.clone(), why };
        let method = if part.is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .system(zip::System::Unix);
        writer.start_file(part.name.as_str(), options).map_err(|error| failed(error.to_string()))?;
        writer.write_all(&part.bytes).map_err(|error| failed(error.to_string()))?;
    }
    let written = writer.finish();
    Ok(written
        .map_err(|error| DossierError::Packed { part: "archive".to_owned(), why: error.to_string() })?
        .into_inner())
}
