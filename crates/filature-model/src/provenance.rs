use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A file as received, named by the first 12 hexadecimal digits of its SHA-256.
///
/// It derives from the bytes alone, so it stays what it is whenever and wherever the file is added.
///
/// ```
/// use filature_model::SourceId;
/// let id: SourceId = "a1b2c3d4e5f6".parse()?;
/// assert_eq!(id.to_string(), "a1b2c3d4e5f6");
/// # Ok::<(), filature_model::SourceIdError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId([u8; 6]);

/// Not twelve hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the id of a source: twelve hexadecimal digits were expected")]
pub struct SourceIdError(pub String);

impl SourceId {
    /// The id of the file with this SHA-256.
    pub fn from_sha256(digest: &[u8; 32]) -> Self {
        let [a, b, c, d, e, f, ..] = *digest;
        Self([a, b, c, d, e, f])
    }
}

impl FromStr for SourceId {
    type Err = SourceIdError;

    fn from_str(text: &str) -> Result<Self, SourceIdError> {
        let wrong = || SourceIdError(text.to_owned());
        if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let mut id = [0_u8; 6];
        for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Self(id))
    }
}

impl TryFrom<String> for SourceId {
    type Error = SourceIdError;

    fn try_from(text: String) -> Result<Self, SourceIdError> {
        text.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Where in a file something stands.
///
/// The source is known to whoever holds the reading; a `Place` is the rest of the coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The page, message or statement inside the file, counted from 1; none where the format has none.
    pub message: Option<u32>,
    /// The entry's number among the entries of the file, counted from 0; none for what is no entry.
    pub row: Option<u32>,
    /// The physical line, counted from 1: what a text editor shows.
    pub line: Option<u32>,
}

/// One entry of one file, written `<source>:<row>`; also the id of a transaction whose file gives none.
///
/// ```
/// use filature_model::EntryId;
/// let id: EntryId = "a1b2c3d4e5f6:17".parse()?;
/// assert_eq!(id.row, 17);
/// # Ok::<(), filature_model::SourceIdError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The file.
    pub source: SourceId,
    /// The entry's number in it, from 0.
    pub row: u32,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.row)
    }
}

impl FromStr for EntryId {
    type Err = SourceIdError;

    fn from_str(text: &str) -> Result<Self, SourceIdError> {
        let wrong = || SourceIdError(text.to_owned());
        let (source, row) = text.split_once(':').ok_or_else(wrong)?;
        Ok(Self { source: source.parse()?, row: row.parse().map_err(|_| wrong())? })
    }
}
